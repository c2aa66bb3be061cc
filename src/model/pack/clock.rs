//! Statutory reporting clocks.

use super::Evidence;
use crate::finding::Place;
use crate::model::org::Jurisdiction;
use crate::model::words::words;
use crate::model::{Date, Quantity, Sourced};

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
    pub jurisdiction: Option<Sourced<Jurisdiction>>,
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
