//! What a report has to contain, item by item.

use super::Evidence;
use crate::finding::Place;
use crate::model::{Date, Sourced};

/// A list of contents.
#[derive(Debug, Clone)]
pub struct Contents {
    /// Where it starts.
    pub place: Place,
    /// Id, `cac-report`.
    pub id: Sourced<String>,
    /// What kind of report, in words.
    pub title: Sourced<String>,
    /// The clocks whose reports it is for; empty for reports inside the bureau.
    pub clocks: Vec<Sourced<String>>,
    /// Law or standard and article.
    pub source: Sourced<String>,
    /// How sure it is.
    pub grade: Sourced<Evidence>,
    /// Whether the law demands it; a standard recommends.
    pub binding: bool,
    /// First day.
    pub valid_from: Sourced<Date>,
    /// Last day.
    pub valid_to: Option<Sourced<Date>>,
    /// The items.
    pub items: Vec<ContentItem>,
}

/// An item of a list of contents.
#[derive(Debug, Clone)]
pub struct ContentItem {
    /// Where it starts.
    pub place: Place,
    /// Id within the list.
    pub id: Sourced<String>,
    /// What is to be told.
    pub label: Sourced<String>,
    /// Ids of form fields that tell it.
    pub fields: Vec<Sourced<String>>,
    /// Other labels of such fields.
    pub labels: Vec<Sourced<String>>,
}
