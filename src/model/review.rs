//! Versions, drills, trainings, binders: the records of keeping the plan.

use super::id::entities;
use super::org::Role;
use super::playbook::Playbook;
use super::words::words;
use super::{Date, Id, Quantity, Ref, Sourced};
use crate::finding::Place;

entities!(Drill = "drill", TrainingPlan = "training_plan", Incident = "incident");

words! {
    /// How an exercise is run (GB/T 38645-2020).
    pub enum DrillMode { Tabletop = "桌面推演", HandsOn = "实操演练", Demonstration = "示范演练" }
}

words! {
    /// How wide an exercise is.
    pub enum DrillScope { Comprehensive = "综合演练", Topical = "专项演练" }
}

words! {
    /// Publicity or training.
    pub enum TrainingKind { Publicity = "宣传", Training = "培训" }
}

/// An issued version.
#[derive(Debug, Clone)]
pub struct Version {
    /// Where it starts.
    pub place: Place,
    /// Version.
    pub version: Sourced<String>,
    /// 发文字号
    pub number: Option<Sourced<String>>,
    /// Date of issue.
    pub issued: Sourced<Date>,
    /// Who approved it.
    pub approved_by: Option<Sourced<String>>,
    /// Where it was filed.
    pub filed: Option<Filed>,
    /// What changed.
    pub summary: Sourced<String>,
    /// The folder in the plan that keeps this version as it was issued.
    pub folder: Option<Sourced<String>>,
}

/// Where a version was filed.
#[derive(Debug, Clone)]
pub struct Filed {
    /// Where it starts.
    pub place: Place,
    /// With whom.
    pub to: Sourced<String>,
    /// When.
    pub date: Sourced<Date>,
}

/// Why an entity changed.
#[derive(Debug, Clone)]
pub struct Change {
    /// Where it starts.
    pub place: Place,
    /// `playbook:power-outage`
    pub entity: Sourced<String>,
    /// What of it is meant: a step (`s4`), a field (`card`), parts of a kind (`禁止事项`); without, all
    /// that has no reason of its own.
    pub part: Option<Sourced<String>>,
    /// Why.
    pub reason: Sourced<String>,
    /// On what ground.
    pub basis: Option<Sourced<String>>,
    /// When it was noted, where that was after the issue.
    pub noted: Option<Sourced<Date>>,
}

/// An exercise.
#[derive(Debug, Clone)]
pub struct Drill {
    /// Where it starts.
    pub place: Place,
    /// Id.
    pub id: Id<Self>,
    /// When.
    pub date: Sourced<Date>,
    /// How.
    pub mode: Sourced<DrillMode>,
    /// How wide.
    pub scope: Sourced<DrillScope>,
    /// What was exercised.
    pub playbooks: Vec<Ref<Playbook>>,
    /// Who took part.
    pub participants: Vec<Ref<Role>>,
    /// The report.
    pub report: Option<Sourced<String>>,
    /// Roles whose backup acted in the place of the holder.
    pub backups: Vec<Ref<Role>>,
    /// What was found.
    pub findings: Vec<DrillFinding>,
}

/// The exercises of a year, approved beforehand.
#[derive(Debug, Clone)]
pub struct DrillPlan {
    /// Where it starts.
    pub place: Place,
    /// The year.
    pub year: Sourced<i64>,
    /// When the plan was approved.
    pub approved: Sourced<Date>,
    /// Who approved it.
    pub approved_by: Sourced<String>,
}

/// A review of the plan between issues.
#[derive(Debug, Clone)]
pub struct Review {
    /// Where it starts.
    pub place: Place,
    /// When.
    pub date: Sourced<Date>,
    /// Who led it.
    pub by: Sourced<String>,
    /// What came of it.
    pub conclusion: Sourced<String>,
}

/// What an exercise found.
#[derive(Debug, Clone)]
pub struct DrillFinding {
    /// Where it starts.
    pub place: Place,
    /// Id.
    pub id: Sourced<String>,
    /// What.
    pub text: Sourced<String>,
    /// Who mends it.
    pub owner: Option<Ref<Role>>,
    /// By when.
    pub due: Option<Sourced<Date>>,
    /// When it was mended.
    pub closed: Option<Sourced<Date>>,
}

/// A training held.
#[derive(Debug, Clone)]
pub struct Training {
    /// Where it starts.
    pub place: Place,
    /// When.
    pub date: Sourced<Date>,
    /// About what.
    pub topic: Sourced<String>,
    /// Who was trained.
    pub roles: Vec<Ref<Role>>,
    /// Who else.
    pub audience: Option<Sourced<String>>,
    /// How.
    pub media: Option<Sourced<String>>,
}

/// Publicity or training that recurs.
#[derive(Debug, Clone)]
pub struct TrainingPlan {
    /// Where it starts.
    pub place: Place,
    /// Id.
    pub id: Id<Self>,
    /// Which of the two.
    pub kind: Sourced<TrainingKind>,
    /// About what.
    pub topic: Sourced<String>,
    /// For whom.
    pub audience: Sourced<String>,
    /// How.
    pub media: Option<Sourced<String>>,
    /// How often.
    pub every: Option<Sourced<Quantity>>,
}

/// An incident recorded.
#[derive(Debug, Clone)]
pub struct Incident {
    /// Where it starts.
    pub place: Place,
    /// Id.
    pub id: Id<Self>,
    /// When.
    pub date: Sourced<Date>,
    /// What happened.
    pub summary: Sourced<String>,
    /// Which playbook served.
    pub playbook: Option<Ref<Playbook>>,
    /// What was learned.
    pub lessons: Vec<Sourced<String>>,
}

/// A numbered copy of the binder.
#[derive(Debug, Clone)]
pub struct Binder {
    /// Where it starts.
    pub place: Place,
    /// Copy number.
    pub copy: Sourced<i64>,
    /// Where it is kept (YAML key `place`).
    pub kept_at: Option<Sourced<String>>,
    /// Who holds it.
    pub holder: Option<Ref<Role>>,
    /// Which version it is.
    pub version: Option<Sourced<String>>,
    /// When it was received.
    pub received: Option<Sourced<Date>>,
    /// Whether it is kept outside the main building.
    pub off_site: bool,
}

/// A finding accepted for a time.
#[derive(Debug, Clone)]
pub struct Waiver {
    /// Where it starts.
    pub place: Place,
    /// Rule id or code.
    pub rule: Sourced<String>,
    /// Entity, `person:p004`.
    pub target: Sourced<String>,
    /// Why.
    pub reason: Sourced<String>,
    /// Who accepts it.
    pub approved_by: Ref<Role>,
    /// Until when.
    pub expires: Sourced<Date>,
}

/// An id that is gone and never reused.
#[derive(Debug, Clone)]
pub struct Retired {
    /// Where it starts.
    pub place: Place,
    /// Kind.
    pub kind: Sourced<String>,
    /// Id.
    pub id: Sourced<String>,
    /// Since which version.
    pub since: Sourced<String>,
    /// The entity of the same kind that took it in.
    pub into: Option<Sourced<String>>,
}
