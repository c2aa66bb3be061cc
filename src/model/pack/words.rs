//! Words that do not belong in this kind of plan, or not in this spelling.

use super::Evidence;
use crate::finding::Place;
use crate::model::{Date, Sourced};

/// The words of another trade; they come in with text copied from somebody else's plan.
#[derive(Debug, Clone)]
pub struct Trade {
    /// Where it starts.
    pub place: Place,
    /// 证券公司
    pub trade: Sourced<String>,
    /// a securities firm
    pub english: Sourced<String>,
    /// The words.
    pub words: Vec<Blocked>,
    /// Where this was read.
    pub source: Sourced<String>,
    /// How sure it is.
    pub grade: Sourced<Evidence>,
    /// First day.
    pub valid_from: Sourced<Date>,
    /// Last day.
    pub valid_to: Option<Sourced<Date>>,
}

/// A word and the longer words in which it means something else.
#[derive(Debug, Clone)]
pub struct Blocked {
    /// Where it starts.
    pub place: Place,
    /// The word.
    pub word: Sourced<String>,
    /// Longer words that hold it and are fine.
    pub except: Vec<Sourced<String>>,
}

/// A spelling that is one word where another is meant.
#[derive(Debug, Clone)]
pub struct Confusable {
    /// Where it starts.
    pub place: Place,
    /// As it is misspelled, with enough around it to be sure.
    pub wrong: Sourced<String>,
    /// What is meant.
    pub right: Sourced<String>,
    /// Longer words that hold it and are fine.
    pub except: Vec<Sourced<String>>,
}

/// A name that has been replaced.
#[derive(Debug, Clone)]
pub struct Outdated {
    /// Where it starts.
    pub place: Place,
    /// The old word.
    pub term: Sourced<String>,
    /// What to write.
    pub replacement: Sourced<String>,
    /// Longer words that hold it and are fine.
    pub except: Vec<Sourced<String>>,
    /// Where this was read.
    pub source: Sourced<String>,
    /// How sure it is.
    pub grade: Sourced<Evidence>,
    /// First day on which the old word is out of date.
    pub valid_from: Sourced<Date>,
    /// Last day.
    pub valid_to: Option<Sourced<Date>>,
}
