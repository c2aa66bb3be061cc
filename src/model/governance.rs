//! Laws, accountability, terms, sub-plans.

use super::id::entities;
use super::org::Group;
use super::words::words;
use super::{Date, Id, Ref, Sourced};
use crate::finding::Place;
use crate::model::event::Severity;

entities!(Law = "law", Subplan = "subplan");

words! {
    /// Whether a law holds.
    pub enum LawStatus { InForce = "现行", Amended = "已修改", Repealed = "废止" }
}

words! {
    /// What kind of text it is.
    pub enum LawKind { Law = "法律", Regulation = "行政法规", Document = "规范性文件", Standard = "国家标准" }
}

words! {
    /// Why it happened.
    pub enum Cause { Intent = "主观", Negligence = "过失", Illegal = "违法", Objective = "客观" }
}

words! {
    /// Who answers.
    pub enum Target { Party = "当事人", Responsible = "责任人", Head = "负责人" }
}

/// A law, regulation, document or standard.
#[derive(Debug, Clone)]
pub struct Law {
    /// Where it starts.
    pub place: Place,
    /// Id.
    pub id: Id<Self>,
    /// Title without 《》.
    pub title: Sourced<String>,
    /// Document or standard number.
    pub number: Option<Sourced<String>>,
    /// Edition.
    pub edition: Sourced<String>,
    /// When it holds.
    pub in_force: InForce,
    /// Whether it holds.
    pub status: Sourced<LawStatus>,
    /// What replaced it.
    pub replaced_by: Option<Ref<Law>>,
    /// Whether a plan must rest on it.
    pub mandatory: bool,
    /// What kind of text it is.
    pub kind: Option<Sourced<LawKind>>,
}

/// When a law holds.
#[derive(Debug, Clone)]
pub struct InForce {
    /// Where it starts.
    pub place: Place,
    /// First day.
    pub from: Sourced<Date>,
    /// Last day.
    pub to: Option<Sourced<Date>>,
}

/// Who answers for what.
#[derive(Debug, Clone)]
pub struct Accountability {
    /// Where it starts.
    pub place: Place,
    /// Why it happened.
    pub cause: Sourced<Cause>,
    /// Grade of the event.
    pub level: Option<Sourced<Severity>>,
    /// Which time.
    pub occurrence: Option<Sourced<String>>,
    /// Who answers.
    pub target: Sourced<Target>,
    /// How (公职人员政务处分法 art. 7, or organisational handling).
    pub sanction: Vec<Sourced<String>>,
}

/// What excuses.
#[derive(Debug, Clone)]
pub struct Exemption {
    /// Where it starts.
    pub place: Place,
    /// When.
    pub condition: Sourced<String>,
    /// Who says so.
    pub decided_by: Option<Ref<Group>>,
}

/// A term.
#[derive(Debug, Clone)]
pub struct Term {
    /// Where it starts.
    pub place: Place,
    /// The word.
    pub term: Sourced<String>,
    /// What it means here.
    pub meaning: Sourced<String>,
    /// Whether it may be used though a block list has it (STR08).
    pub allowed: bool,
}

/// The plan of a working group.
#[derive(Debug, Clone)]
pub struct Subplan {
    /// Where it starts.
    pub place: Place,
    /// Id.
    pub id: Id<Self>,
    /// Title.
    pub title: Sourced<String>,
    /// Whose it is.
    pub owner: Ref<Group>,
    /// Version.
    pub version: Option<Sourced<String>>,
    /// Last review.
    pub reviewed: Option<Sourced<Date>>,
    /// Where it is.
    pub file: Option<Sourced<String>>,
}
