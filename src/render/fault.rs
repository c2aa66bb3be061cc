//! Why a document could not be set.

use crate::finding::Message;

/// A character that no font of the page has.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct MissingCharacter {
    /// The character.
    pub character: char,
    /// The page, from 1.
    pub page: usize,
}

/// Why a document could not be set. A warning of the typesetter is a fault as well: what it calls
/// a warning may be a hole on the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// The template or the typesetter refused.
    Template {
        /// The template.
        file: String,
        /// Line, from 1.
        line: usize,
        /// What it said.
        message: Message,
    },
    /// A value does not fit the format.
    Unfit(Message),
    /// Characters would be missing.
    Missing(Vec<MissingCharacter>),
}
