//! Area codes of landlines.

use super::Evidence;
use crate::finding::Place;
use crate::model::{Date, Sourced};

/// The area codes of a province, as one source has them.
#[derive(Debug, Clone)]
pub struct Area {
    /// Where it starts.
    pub place: Place,
    /// The province.
    pub province: Sourced<String>,
    /// Its codes.
    pub codes: Vec<AreaCode>,
    /// Where they come from.
    pub source: Sourced<String>,
    /// How sure they are.
    pub grade: Sourced<Evidence>,
    /// First day.
    pub valid_from: Sourced<Date>,
    /// Last day.
    pub valid_to: Option<Sourced<Date>>,
}

/// A code and the cities that share it.
#[derive(Debug, Clone)]
pub struct AreaCode {
    /// Where it starts.
    pub place: Place,
    /// With its zero, `0371`.
    pub code: Sourced<String>,
    /// Prefecture-level cities, with 市, 州, 盟 or 地区.
    pub cities: Vec<Sourced<String>>,
}
