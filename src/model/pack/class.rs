//! Classes of events and scenarios for which a plan needs a playbook.

use super::Evidence;
use crate::finding::Place;
use crate::model::event::Category;
use crate::model::{Date, Sourced};

/// A class of events.
#[derive(Debug, Clone)]
pub struct Class {
    /// Where it starts.
    pub place: Place,
    /// The class.
    pub category: Sourced<Category>,
    /// Where it stands.
    pub source: Sourced<String>,
    /// How sure it is.
    pub grade: Sourced<Evidence>,
    /// First day.
    pub valid_from: Sourced<Date>,
    /// Last day.
    pub valid_to: Option<Sourced<Date>>,
}

/// Something that is bound to happen one day.
#[derive(Debug, Clone)]
pub struct Scenario {
    /// Where it starts.
    pub place: Place,
    /// Id, `ransomware`.
    pub id: Sourced<String>,
    /// What documents call it.
    pub label: Sourced<String>,
    /// Words by which titles and triggers name it.
    pub words: Vec<Sourced<String>>,
    /// Why it is wanted.
    pub source: Sourced<String>,
    /// How sure that is.
    pub grade: Sourced<Evidence>,
    /// First day.
    pub valid_from: Sourced<Date>,
    /// Last day.
    pub valid_to: Option<Sourced<Date>>,
}
