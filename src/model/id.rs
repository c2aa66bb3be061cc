//! Ids, references, and values that know where they were written.

use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;
use std::ops::{Deref, Index};
use std::sync::Arc;

use crate::finding::Place;

/// Words that other readers of YAML take for truth values or nothing, in lower case: no ids.
pub const READ_OTHERWISE: &[&str] = &["on", "off", "yes", "no", "y", "n", "true", "false", "null"];

/// Something with an id; `KIND` is the word before the colon in `role:commander`.
pub trait Entity: Sized {
    /// The kind in references and messages.
    const KIND: &'static str;

    /// The id.
    fn id(&self) -> &Id<Self>;

    /// Where the id was written.
    fn place(&self) -> Place;
}

/// The id of a `K`: kebab-case ASCII, for machines and for the diff.
pub struct Id<K> {
    text: Arc<str>,
    kind: PhantomData<fn() -> K>,
}

impl<K> Id<K> {
    /// Wraps a text that `load` found to be an id.
    pub fn new(text: &str) -> Self {
        Self { text: text.into(), kind: PhantomData }
    }

    /// The id as written, without its kind.
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

impl<K: Entity> Id<K> {
    /// `role:commander`
    pub fn qualified(&self) -> String {
        format!("{}:{}", K::KIND, self.text)
    }
}

impl<K> Clone for Id<K> {
    fn clone(&self) -> Self {
        Self { text: self.text.clone(), kind: PhantomData }
    }
}

impl<K> PartialEq for Id<K> {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl<K> Eq for Id<K> {}

impl<K> PartialOrd for Id<K> {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl<K> Ord for Id<K> {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.text.cmp(&other.text)
    }
}

impl<K> fmt::Debug for Id<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl<K> fmt::Display for Id<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// A value and the place where it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sourced<T> {
    /// The value.
    pub value: T,
    /// Where it was written.
    pub place: Place,
}

impl<T> Deref for Sourced<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

/// A reference to a `K`, at its place.
pub type Ref<K> = Sourced<Id<K>>;

/// All entities of a kind, in the order of the files' paths and then of the text.
#[derive(Debug, Clone)]
pub struct Table<K> {
    rows: Vec<K>,
    index: BTreeMap<Arc<str>, usize>,
}

impl<K> Default for Table<K> {
    fn default() -> Self {
        Self { rows: Vec::new(), index: BTreeMap::new() }
    }
}

impl<K: Entity> Table<K> {
    /// Takes a row in; gives it back when its id is taken.
    pub fn insert(&mut self, row: K) -> Result<(), K> {
        let key = row.id().text.clone();
        if self.index.contains_key(&key) {
            return Err(row);
        }
        self.index.insert(key, self.rows.len());
        self.rows.push(row);
        Ok(())
    }

    /// The row with this id.
    pub fn get(&self, id: &Id<K>) -> Option<&K> {
        self.find(id.as_str())
    }

    /// The row with this id as text.
    pub fn find(&self, id: &str) -> Option<&K> {
        self.index.get(id).map(|at| &self.rows[*at])
    }

    /// All ids.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        self.index.keys().map(AsRef::as_ref)
    }

    /// All rows in order.
    pub fn iter(&self) -> std::slice::Iter<'_, K> {
        self.rows.iter()
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }
}

impl<K: Entity> Index<&Id<K>> for Table<K> {
    type Output = K;

    /// The row behind a reference of a valid plan.
    ///
    /// # Panics
    /// When the id is not in the table; `load` returns no plan with such a reference.
    fn index(&self, id: &Id<K>) -> &K {
        match self.get(id) {
            Some(row) => row,
            None => unreachable!("`load` resolves every reference, so {} exists", id.as_str()),
        }
    }
}

impl<'a, K: Entity> IntoIterator for &'a Table<K> {
    type Item = &'a K;
    type IntoIter = std::slice::Iter<'a, K>;

    fn into_iter(self) -> Self::IntoIter {
        self.rows.iter()
    }
}

/// Makes each listed type an [`Entity`]: it has the fields `id` and `place`.
macro_rules! entities {
    ($($type:ty = $kind:literal),* $(,)?) => {$(
        impl $crate::model::Entity for $type {
            const KIND: &'static str = $kind;

            fn id(&self) -> &$crate::model::Id<Self> {
                &self.id
            }

            fn place(&self) -> $crate::finding::Place {
                self.place
            }
        }
    )*};
}
pub(super) use entities;
