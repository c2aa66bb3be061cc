//! What a machine room bears.

use super::Evidence;
use crate::finding::Place;
use crate::model::{Date, Quantity, Sourced};

/// The plausible range of a reading.
#[derive(Debug, Clone)]
pub struct RoomLimit {
    /// Where it starts.
    pub place: Place,
    /// Id, `cold-aisle`.
    pub id: Sourced<String>,
    /// What documents call it.
    pub label: Sourced<String>,
    /// Recommended up to here.
    pub recommended_max: Sourced<Quantity>,
    /// Tolerated up to here.
    pub tolerated_max: Sourced<Quantity>,
    /// Where it stands.
    pub source: Sourced<String>,
    /// How sure it is.
    pub grade: Sourced<Evidence>,
    /// First day.
    pub valid_from: Sourced<Date>,
    /// Last day.
    pub valid_to: Option<Sourced<Date>>,
}
