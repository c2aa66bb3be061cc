//! What may be written in the files of a plan: keys, values, and which of them belong together.
//!
//! The loader tells it from the declarations it reads by; nothing here is kept by hand.

use std::collections::BTreeMap;

use crate::finding::Message;

/// What may stand at one place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outline {
    /// Any text that is not empty.
    Text,
    /// Yes or no.
    Flag,
    /// A whole number.
    Whole,
    /// One of these words.
    Words(Vec<String>),
    /// A day.
    Date,
    /// A time of day.
    Time,
    /// A number with its unit.
    Quantity,
    /// A number whose unit is told elsewhere.
    Amount,
    /// A unit.
    Unit,
    /// The id of what it stands in.
    Id,
    /// The id of something of this kind.
    Reference(&'static str),
    /// The id of something of one of these kinds, with the kind before it.
    Qualified(Vec<&'static str>),
    /// A text that begins with this sign.
    Sign(char),
    /// A list of these.
    List(Box<Outline>),
    /// Names of one's own, each with one of these.
    Named(Box<Outline>),
    /// The mapping of this name.
    Mapping(String),
    /// One of these.
    Either(Vec<Outline>),
}

/// A key of a mapping.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Key {
    /// The key.
    pub name: &'static str,
    /// What stands behind it.
    pub value: Outline,
    /// Whether it must be there.
    pub required: bool,
    /// What it says.
    pub about: Option<Message>,
}

/// Keys with values.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Mapping {
    /// What it is.
    pub about: Option<Message>,
    /// Its keys in the order they are read.
    pub keys: Vec<Key>,
    /// Ways to write it: the keys of exactly one are there.
    pub ways: Vec<Vec<Key>>,
    /// Of each of these groups of keys at least one is there.
    pub any: Vec<Vec<&'static str>>,
    /// A key that another one with a certain value asks for.
    pub needs: Vec<Need>,
}

/// Where `key` says `word`, `needed` must be there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Need {
    /// The key that asks.
    pub key: &'static str,
    /// What it says.
    pub word: &'static str,
    /// What it asks for.
    pub needed: &'static str,
}

/// All that may be written in a file.
#[derive(Debug, Clone, Default)]
pub struct Outlines {
    /// What a file holds.
    pub root: Mapping,
    /// Every mapping below it by its name, such as `asset.System`.
    pub mappings: BTreeMap<String, Mapping>,
}
