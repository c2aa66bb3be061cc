//! Prose as blocks: what Markdown is parsed into, once.
//!
//! `R` is what stands where the prose pulled a fact: first the call as written, then, in a valid
//! plan, a typed reference. Nothing here parses, resolves or prints.

pub mod skeleton;

use crate::finding::Place;

/// A block of prose.
#[derive(Debug, Clone, PartialEq)]
pub enum Block<R> {
    /// A heading; numbers are generated, never typed (GB/T 9704-2012, 7.3.3).
    Heading {
        /// 1 for a chapter.
        level: u8,
        /// The name other prose refers to, `{#reporting}`.
        id: Option<String>,
        /// The words.
        body: Vec<Inline<R>>,
        /// Where it stands.
        place: Place,
    },
    /// A paragraph.
    Paragraph {
        /// The words.
        body: Vec<Inline<R>>,
        /// Where it stands.
        place: Place,
    },
    /// A list; its numbers are generated.
    List {
        /// Whether the items are numbered.
        ordered: bool,
        /// Each item is a run of blocks.
        items: Vec<Vec<Block<R>>>,
    },
    /// A table.
    Table {
        /// Column titles.
        head: Vec<Vec<Inline<R>>>,
        /// Rows of cells; every row has as many cells as the head.
        rows: Vec<Vec<Vec<Inline<R>>>>,
    },
    /// A block that the data fills, alone on its line: `{{ table('reports') }}`.
    Insert(R),
}

/// A stretch of words.
#[derive(Debug, Clone, PartialEq)]
pub enum Inline<R> {
    /// Words as written.
    Text(String, Place),
    /// Strong words.
    Strong(Vec<Inline<R>>),
    /// Stressed words.
    Emphasis(Vec<Inline<R>>),
    /// A line end the author asked for.
    Break,
    /// A fact pulled from the plan.
    Reference(R),
}

impl<R> Inline<R> {
    /// Calls `see` with every stretch of typed words in `inlines`.
    pub fn words<'a>(inlines: &'a [Self], see: &mut dyn FnMut(&'a str, Place)) {
        for inline in inlines {
            match inline {
                Self::Text(text, place) => see(text, *place),
                Self::Strong(inner) | Self::Emphasis(inner) => Self::words(inner, see),
                Self::Break | Self::Reference(_) => {}
            }
        }
    }

    /// Calls `see` with every reference in `inlines`.
    pub fn references<'a>(inlines: &'a [Self], see: &mut dyn FnMut(&'a R)) {
        for inline in inlines {
            match inline {
                Self::Reference(reference) => see(reference),
                Self::Strong(inner) | Self::Emphasis(inner) => Self::references(inner, see),
                Self::Break | Self::Text(..) => {}
            }
        }
    }
}

impl<R> Block<R> {
    /// Calls `see` with every run of inlines in `blocks`, in reading order.
    pub fn inlines<'a>(blocks: &'a [Self], see: &mut dyn FnMut(&'a [Inline<R>])) {
        for block in blocks {
            match block {
                Self::Heading { body, .. } | Self::Paragraph { body, .. } => see(body),
                Self::List { items, .. } => {
                    for item in items {
                        Self::inlines(item, see);
                    }
                }
                Self::Table { head, rows } => {
                    for cell in head.iter().chain(rows.iter().flatten()) {
                        see(cell);
                    }
                }
                Self::Insert(_) => {}
            }
        }
    }
}
