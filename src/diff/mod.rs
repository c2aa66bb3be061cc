//! What changed between two valid plans, told by what the plan means and not by its text.
//!
//! Each plan is laid out as a [tree](tree) of entities, parts and facts; parts that have ids are
//! found again wherever they went, parts without are paired by what they say. Upkeep records
//! (verifications, drills, trainings, waivers) are no content of the plan and are left out. Nothing
//! here reads files, decides who may see a change or writes a page: every value carries the
//! clearance it needs, and views open it.

mod align;
pub mod apply;
pub mod change;
mod compare;
mod entry;
mod order;
mod pair;
mod records;
mod tell;
pub mod tree;
mod value;

pub use align::words_alike as alike;
pub use change::{Change, What};
pub use compare::{Comparison, compare, trees};
pub use records::tree as tree_of;
pub use tell::quoted;
pub use value::{Limit, Part, Value};
