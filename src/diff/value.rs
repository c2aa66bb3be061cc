//! A value of a fact: what is compared, and what is shown of it.

use crate::model::{Clearance, Date, Quantity};

/// A stretch of shown words and the clearance it needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// The words.
    pub text: String,
    /// Who may read them.
    pub needs: Clearance,
}

impl Part {
    /// Words for everybody.
    pub fn open(text: impl Into<String>) -> Self {
        Self { text: text.into(), needs: Clearance::Public }
    }
}

/// A quantity that a condition holds a variable against.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limit {
    /// Printed name of the variable.
    pub variable: String,
    /// The figure.
    pub figure: Quantity,
    /// Whether the condition holds from the figure upwards; `None` where it is met exactly.
    pub upwards: Option<bool>,
}

/// A value.
#[derive(Debug, Clone)]
pub enum Value {
    /// Words.
    Words(String),
    /// A quantity with its unit.
    Amount(Quantity),
    /// A number.
    Whole(i64),
    /// A day.
    Day(Date),
    /// Something another entity is meant by; compared by `key`, shown by name.
    Link {
        /// `role:commander`
        key: String,
        /// The name as the reader knows it.
        name: Part,
    },
    /// A condition; `shape` is the condition with its quantities left out.
    Rule {
        /// In words.
        words: String,
        /// The words with a blank for each quantity.
        shape: String,
        /// What each blank holds.
        limits: Vec<Limit>,
    },
    /// Prose with the facts it pulls; compared by `source`.
    Prose {
        /// Words and references in a canonical spelling.
        source: String,
        /// As a reader sees it.
        shown: Vec<Part>,
    },
    /// Several, in order.
    List(Vec<Value>),
}

impl PartialEq for Value {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Words(a), Self::Words(b)) => a == b,
            (Self::Amount(a), Self::Amount(b)) => a == b,
            (Self::Whole(a), Self::Whole(b)) => a == b,
            (Self::Day(a), Self::Day(b)) => a == b,
            (Self::Link { key: a, .. }, Self::Link { key: b, .. }) => a == b,
            (Self::Rule { words: a, .. }, Self::Rule { words: b, .. }) => a == b,
            (Self::Prose { source: a, .. }, Self::Prose { source: b, .. }) => a == b,
            (Self::List(a), Self::List(b)) => a == b,
            _ => false,
        }
    }
}

impl Eq for Value {}

impl Value {
    /// What a reader sees, in parts.
    pub fn parts(&self) -> Vec<Part> {
        match self {
            Self::Words(text) => vec![Part::open(text)],
            Self::Amount(quantity) => vec![Part::open(quantity.to_string())],
            Self::Whole(number) => vec![Part::open(number.to_string())],
            Self::Day(date) => vec![Part::open(format!("{}年{}月{}日", date.year(), date.month(), date.day()))],
            Self::Link { name, .. } => vec![name.clone()],
            Self::Rule { words, .. } => vec![Part::open(words)],
            Self::Prose { shown, .. } => shown.clone(),
            Self::List(values) => {
                let mut parts = Vec::new();
                for value in values {
                    if !parts.is_empty() {
                        parts.push(Part::open("、"));
                    }
                    parts.extend(value.parts());
                }
                parts
            }
        }
    }

    /// What pairs a part without an id with the same part of the other plan.
    pub(super) fn canonical(&self) -> String {
        match self {
            Self::Link { key, .. } => key.clone(),
            Self::Prose { source, .. } => source.clone(),
            Self::Amount(quantity) => quantity.source(),
            Self::List(values) => values.iter().map(Self::canonical).collect::<Vec<_>>().join("\u{1f}"),
            _ => self.parts().into_iter().map(|part| part.text).collect(),
        }
    }

    /// The value with every link followed through `renamed`.
    pub(super) fn follow(&mut self, renamed: &std::collections::BTreeMap<String, String>) {
        match self {
            Self::Link { key, .. } => {
                if let Some(new) = renamed.get(key.as_str()) {
                    key.clone_from(new);
                }
            }
            Self::Prose { source, .. } => {
                for (old, new) in renamed {
                    *source = source.replace(&format!("‹{old}›"), &format!("‹{new}›"));
                }
            }
            Self::List(values) => values.iter_mut().for_each(|value| value.follow(renamed)),
            _ => {}
        }
    }
}
