//! A valid plan: types only.
//!
//! A [`Plan`] is made by `load` alone and only when it found no error, so references in it lead
//! somewhere, quantities have units and dates exist. Nothing here reads files, knows YAML or
//! decides who may see what.

pub mod age;
pub mod asset;
pub mod clearance;
pub mod condition;
pub mod contact;
pub mod document;
pub mod element;
pub mod event;
pub mod form;
pub mod governance;
pub mod id;
pub mod number;
pub mod numeral;
pub mod org;
pub mod outline;
pub mod pack;
pub mod playbook;
pub mod prose;
pub mod quantity;
pub mod review;
pub mod step_numbers;
pub mod verification;
pub mod words;

pub use clearance::{Clearance, Sensitive};
pub use id::{Entity, Id, Ref, Sourced, Table};
pub use jiff::civil::Date;
pub use quantity::Quantity;

use prose::{Chapter, Prose};

/// The whole plan.
#[derive(Debug, Clone)]
pub struct Plan {
    /// Document, profile, policy, editions.
    pub head: document::Head,
    /// Everything else.
    pub records: Records,
}

impl std::ops::Deref for Plan {
    type Target = Records;

    fn deref(&self) -> &Records {
        &self.records
    }
}

/// What a plan holds besides its head.
#[derive(Debug, Clone, Default)]
pub struct Records {
    /// Bodies that hold posts or that we deal with.
    pub units: Table<org::Unit>,
    /// Groups of the emergency organisation.
    pub groups: Table<org::Group>,
    /// Roles; playbooks name roles, never persons.
    pub roles: Table<org::Role>,
    /// Duty patterns.
    pub duty: Table<org::Duty>,
    /// Places.
    pub sites: Table<org::Site>,
    /// Persons; empty where the restricted folder is absent.
    pub people: Table<org::Person>,
    /// Whether the restricted folder was there.
    pub has_restricted: bool,
    /// The contact book.
    pub contacts: Table<contact::Contact>,
    /// Contact books that are read with the plan, by their paths inside it.
    pub imports: Vec<Sourced<String>>,
    /// Call trees.
    pub calltrees: Table<contact::CallTree>,
    /// Information systems.
    pub systems: Table<asset::System>,
    /// Equipment and lines.
    pub facilities: Table<asset::Facility>,
    /// Operating procedures.
    pub procedures: Table<asset::Procedure>,
    /// Suppliers.
    pub vendors: Table<asset::Vendor>,
    /// Contracts with them.
    pub contracts: Table<asset::Contract>,
    /// What bodies outside our authority have promised.
    pub agreements: Table<asset::Agreement>,
    /// Vehicles, funds, supplies.
    pub resources: Table<asset::Resource>,
    /// What starts a playbook.
    pub triggers: Table<event::Trigger>,
    /// Grades of events, lowest first as written.
    pub levels: Vec<event::Grade>,
    /// What each response level means.
    pub response_levels: Table<event::ResponseLevel>,
    /// Warning colours.
    pub warnings: Vec<event::Warning>,
    /// Raised postures.
    pub postures: Table<event::Posture>,
    /// Reporting duties with their clocks.
    pub reports: Table<event::Report>,
    /// What is left without a playbook.
    pub left_out: Vec<event::LeftOut>,
    /// Playbooks.
    pub playbooks: Table<playbook::Playbook>,
    /// Forms.
    pub forms: Table<form::Form>,
    /// Working principles.
    pub principles: Vec<Sourced<String>>,
    /// Who answers for what.
    pub accountability: Vec<governance::Accountability>,
    /// What excuses.
    pub exemptions: Vec<governance::Exemption>,
    /// Laws and standards cited.
    pub laws: Table<governance::Law>,
    /// Terms.
    pub glossary: Vec<governance::Term>,
    /// Plans of the working groups.
    pub subplans: Table<governance::Subplan>,
    /// Issued versions.
    pub versions: Vec<review::Version>,
    /// Reasons for changes.
    pub changes: Vec<review::Change>,
    /// Exercises held.
    pub drills: Table<review::Drill>,
    /// Exercises planned, a year each.
    pub drill_plans: Vec<review::DrillPlan>,
    /// Reviews between issues.
    pub reviews: Vec<review::Review>,
    /// Trainings held.
    pub trainings: Vec<review::Training>,
    /// Publicity and training that recur.
    pub training_plans: Table<review::TrainingPlan>,
    /// Incidents recorded.
    pub incidents: Table<review::Incident>,
    /// Copies of the binder.
    pub binders: Vec<review::Binder>,
    /// Findings that are accepted for a time.
    pub waivers: Vec<review::Waiver>,
    /// Ids that are gone and never reused.
    pub retired: Vec<review::Retired>,
    /// Entities that had another id before, `role:new` to `role:old` (YAML key `was`).
    pub renamed: std::collections::BTreeMap<String, String>,
    /// The body of the notice that issues the plan.
    pub notice: Option<Prose>,
    /// Chapters in order.
    pub chapters: Vec<Chapter>,
    /// Law packs in use.
    pub packs: Vec<pack::Pack>,
}

impl Records {
    /// The indicator that the criteria of grades call `name`.
    pub fn indicator(&self, name: &str) -> Option<&pack::Indicator> {
        self.packs.iter().flat_map(|pack| &pack.grading).find(|indicator| indicator.id.value == name)
    }
}

/// The day in China (+08:00, without summer time) that many seconds after 1970.
pub fn day_in_china(seconds: u64) -> Date {
    let shifted = i64::try_from(seconds).unwrap_or(0).saturating_add(8 * 3600);
    let epoch = Date::constant(1970, 1, 1);
    let days = jiff::Span::new().try_days(shifted.div_euclid(86_400));
    days.and_then(|days| epoch.checked_add(days)).unwrap_or(epoch)
}
