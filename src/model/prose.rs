//! Prose whose references lead somewhere.

use super::asset::Facility;
use super::contact::{Contact, ContactClass, PointKind};
use super::form::Form;
use super::governance::Law;
use super::org::{Group, Role, Site, Unit};
use super::playbook::Playbook;
use super::words::words;
use super::{Id, Quantity};
use crate::finding::Place;
use crate::text::Block;

/// Prose of a valid plan.
#[derive(Debug, Clone)]
pub struct Prose {
    /// Its blocks.
    pub blocks: Vec<Block<Reference>>,
}

/// A chapter of the plan.
#[derive(Debug, Clone)]
pub struct Chapter {
    /// Id given at its heading.
    pub id: String,
    /// Title.
    pub title: String,
    /// Where it starts.
    pub place: Place,
    /// What follows the heading.
    pub prose: Prose,
}

/// A fact that prose pulls.
#[derive(Debug, Clone, PartialEq)]
pub struct Reference {
    /// Where it was written.
    pub place: Place,
    /// What it pulls.
    pub target: Target,
}

/// What a reference pulls.
#[derive(Debug, Clone, PartialEq)]
pub enum Target {
    /// The best number the reader may see.
    Phone(Id<Contact>, Option<PointKind>),
    /// Label and numbers.
    Contact(Id<Contact>),
    /// Name of a role.
    Role(Id<Role>),
    /// Name of a unit.
    Unit(Id<Unit>),
    /// Name of a group; the short one where asked.
    Group(Id<Group>, bool),
    /// Name of a place.
    Site(Id<Site>),
    /// A time or threshold.
    Limit {
        /// `internal-periodic.every`
        path: String,
        /// What stands there.
        quantity: Quantity,
    },
    /// A field of a facility.
    Value(Id<Facility>, FacilityField),
    /// Title of a playbook, with its number.
    Playbook(Id<Playbook>),
    /// Title of a form, with its annex number.
    Form(Id<Form>),
    /// An annex.
    Annex(super::document::AnnexTable),
    /// A heading.
    Section(String),
    /// A law, and an article of it.
    Law(Id<Law>, Option<i64>),
    /// The organisation's name.
    Organisation,
    /// The plan's title.
    PlanTitle,
    /// 发文字号
    Number,
    /// The documents replaced.
    Replaces,
    /// A table the data fill.
    Table(DataTable),
    /// The duties of a group, as numbered clauses.
    Duties(Id<Group>),
    /// The duties of a unit, likewise.
    UnitDuties(Id<Unit>),
    /// The seats of a group, as clauses.
    Members(Id<Group>),
    /// The working principles.
    Principles,
    /// What excuses.
    Exemptions,
    /// The org chart.
    OrgChart,
    /// A whole playbook.
    Steps(Id<Playbook>),
}

impl Target {
    /// Whether it fills a block of its own.
    pub fn is_block(&self) -> bool {
        matches!(
            self,
            Self::Table(_)
                | Self::Duties(_)
                | Self::UnitDuties(_)
                | Self::Members(_)
                | Self::Principles
                | Self::Exemptions
                | Self::OrgChart
                | Self::Steps(_)
        )
    }
}

words! {
    /// Fields of a facility that prose may pull.
    pub enum FacilityField { Rated = "rated", Load = "load", Autonomy = "autonomy", ReleaseDelay = "release_delay" }
}

/// A table the data fill.
#[derive(Debug, Clone, PartialEq)]
pub enum DataTable {
    /// The seats of a group.
    Seats(Id<Group>),
    /// The contact book, or a chapter of it.
    Contacts(Option<ContactClass>),
    /// Any table that needs no argument.
    Plain(PlainTable),
}

words! {
    /// Tables that need no argument.
    pub enum PlainTable {
        Triggers = "triggers",
        Levels = "levels",
        ResponseLevels = "response_levels",
        Warnings = "warnings",
        Postures = "postures",
        Reports = "reports",
        Roles = "roles",
        Resources = "resources",
        Vehicles = "vehicles",
        Contracts = "contracts",
        Systems = "systems",
        Accountability = "accountability",
        TrainingPlans = "training_plans",
        Drills = "drills",
        Laws = "laws",
        Glossary = "glossary",
        Absorbed = "absorbed",
        Subplans = "subplans",
        Authority = "authority",
        Duty = "duty",
    }
}
