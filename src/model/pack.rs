//! Law packs: statutory clocks as data, with source, validity and grade.

use super::id::Sourced;
use super::words::words;
use super::{Date, Quantity};
use crate::finding::Place;

words! {
    /// How sure a value is: A read in the text itself, B in a secondary source, C not confirmed.
    pub enum Evidence { Read = "A", Secondary = "B", Unconfirmed = "C" }
}

words! {
    /// Which profiles switch a clock on.
    pub enum AppliesTo {
        Everybody = "everybody",
        OtherOperators = "other-operators",
        CriticalInfrastructure = "critical-infrastructure",
        CentralOrgans = "central-organs",
        PersonalInformation = "personal-information",
    }
}

/// A pack.
#[derive(Debug, Clone)]
pub struct Pack {
    /// Id, `cn-2026`.
    pub id: String,
    /// Statutory clocks.
    pub clocks: Vec<Clock>,
}

/// A statutory reporting clock.
#[derive(Debug, Clone)]
pub struct Clock {
    /// Where it starts.
    pub place: Place,
    /// Id, `cac-province`.
    pub id: Sourced<String>,
    /// When it runs, in words.
    pub when: Sourced<String>,
    /// Which profiles switch it on.
    pub applies: Sourced<AppliesTo>,
    /// Whom to tell.
    pub to: Sourced<String>,
    /// Jurisdiction of the authority, where there is one.
    pub jurisdiction: Option<Sourced<super::org::Jurisdiction>>,
    /// Deadline; absent where the law gives no figure.
    pub within: Option<Sourced<Quantity>>,
    /// Whether a form is required.
    pub form: bool,
    /// Law and article.
    pub source: Sourced<String>,
    /// How sure it is.
    pub grade: Sourced<Evidence>,
    /// First day.
    pub valid_from: Sourced<Date>,
    /// Last day.
    pub valid_to: Option<Sourced<Date>>,
}
