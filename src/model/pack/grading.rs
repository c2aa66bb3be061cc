//! Indicators of the national grading guide.

use super::{AppliesTo, Evidence};
use crate::finding::Place;
use crate::model::event::Severity;
use crate::model::quantity::Unit;
use crate::model::{Date, Quantity, Sourced};

/// What an event is measured by; its id is a variable in the criteria of a plan.
#[derive(Debug, Clone)]
pub struct Indicator {
    /// Where it starts.
    pub place: Place,
    /// Id, `portal_down`.
    pub id: Sourced<String>,
    /// What documents call it.
    pub label: Sourced<String>,
    /// In what it is counted.
    pub unit: Sourced<Unit>,
    /// Which profiles must grade by it.
    pub applies: Sourced<AppliesTo>,
    /// Grades and the values from which they hold.
    pub thresholds: Vec<Threshold>,
}

/// From which value an event has which grade.
#[derive(Debug, Clone)]
pub struct Threshold {
    /// Where it starts.
    pub place: Place,
    /// The grade.
    pub level: Sourced<Severity>,
    /// The value, itself included.
    pub at_least: Sourced<Quantity>,
    /// Where it stands.
    pub source: Sourced<String>,
    /// How sure it is.
    pub grade: Sourced<Evidence>,
    /// First day.
    pub valid_from: Sourced<Date>,
    /// Last day.
    pub valid_to: Option<Sourced<Date>>,
}
