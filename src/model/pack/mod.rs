//! Law packs: what law and practice fix, as data with source, validity and grade.
//!
//! A section of a pack is one file here, one file of data and one line in `load`'s list.

mod clock;

pub use clock::{AppliesTo, Clock};

use super::words::words;

words! {
    /// How sure a value is: A read in the text itself, B in a secondary source, C not confirmed.
    pub enum Evidence { Read = "A", Secondary = "B", Unconfirmed = "C" }
}

/// A pack.
#[derive(Debug, Clone, Default)]
pub struct Pack {
    /// Id, `cn-2026`.
    pub id: String,
    /// Statutory clocks.
    pub clocks: Vec<Clock>,
}
