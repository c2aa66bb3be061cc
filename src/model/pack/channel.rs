//! Services that carry messages, and why some of them should not.

use super::Evidence;
use crate::finding::Place;
use crate::model::{Date, Sourced};

/// A service that has ended.
#[derive(Debug, Clone)]
pub struct DeadService {
    /// Where it starts.
    pub place: Place,
    /// What it is called.
    pub names: Vec<Sourced<String>>,
    /// Its last day.
    pub ended: Sourced<Date>,
    /// Who says so.
    pub source: Sourced<String>,
    /// How sure it is.
    pub grade: Sourced<Evidence>,
    /// First day.
    pub valid_from: Sourced<Date>,
    /// Last day.
    pub valid_to: Option<Sourced<Date>>,
}

/// A messenger or network that belongs to its users and not to an organ.
#[derive(Debug, Clone)]
pub struct ConsumerService {
    /// Where it starts.
    pub place: Place,
    /// What it is called.
    pub names: Vec<Sourced<String>>,
    /// Longer words that hold a name and mean another service.
    pub except: Vec<Sourced<String>>,
    /// Who says so.
    pub source: Sourced<String>,
    /// How sure it is.
    pub grade: Sourced<Evidence>,
    /// First day.
    pub valid_from: Sourced<Date>,
    /// Last day.
    pub valid_to: Option<Sourced<Date>>,
}

/// Mail that anybody can have.
#[derive(Debug, Clone)]
pub struct FreeMail {
    /// Where it starts.
    pub place: Place,
    /// What stands after the at sign.
    pub domains: Vec<Sourced<String>>,
    /// Who says so.
    pub source: Sourced<String>,
    /// How sure it is.
    pub grade: Sourced<Evidence>,
    /// First day.
    pub valid_from: Sourced<Date>,
    /// Last day.
    pub valid_to: Option<Sourced<Date>>,
}
