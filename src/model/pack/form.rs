//! Forms that come with the program: those of an exercise (GB/T 38645-2020, annex A).

use crate::finding::Place;
use crate::model::Sourced;
use crate::model::form::Field;

/// A form that needs nothing of the plan but its name.
#[derive(Debug, Clone)]
pub struct PackForm {
    /// Where it starts.
    pub place: Place,
    /// Id, also the name of its file.
    pub id: Sourced<String>,
    /// What stands above it, where an annex has its number.
    pub label: Sourced<String>,
    /// Title.
    pub title: Sourced<String>,
    /// What it is for.
    pub purpose: Sourced<String>,
    /// Fields.
    pub fields: Vec<Field>,
    /// Notes under it.
    pub notes: Vec<Sourced<String>>,
}
