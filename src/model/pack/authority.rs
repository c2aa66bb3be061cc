//! Bodies outside that a plan must be able to call.

use super::{AppliesTo, Evidence};
use crate::finding::Place;
use crate::model::org::Jurisdiction;
use crate::model::{Date, Sourced};

/// A body that must stand in the contact book.
#[derive(Debug, Clone)]
pub struct Authority {
    /// Where it starts.
    pub place: Place,
    /// Id, `fire-119`.
    pub id: Sourced<String>,
    /// What it is called in a message.
    pub name: Sourced<String>,
    /// Its national number; where there is none, jurisdiction or class tell it.
    pub number: Option<Sourced<String>>,
    /// What it is in charge of.
    pub jurisdiction: Option<Sourced<Jurisdiction>>,
    /// Trade of an outside unit.
    pub class: Option<Sourced<String>>,
    /// Which profiles need it.
    pub applies: Sourced<AppliesTo>,
    /// Law and article.
    pub source: Sourced<String>,
    /// How sure it is.
    pub grade: Sourced<Evidence>,
    /// First day.
    pub valid_from: Sourced<Date>,
    /// Last day.
    pub valid_to: Option<Sourced<Date>>,
}
