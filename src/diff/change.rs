//! A change, in terms of the plan.

use super::tree::{About, Node, Stricter};
use super::{Part, Value};
use crate::finding::Place;
use crate::model::Clearance;

/// Where a part stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spot {
    /// Key of the part above.
    pub parent: String,
    /// How many parts of the same parent come before it.
    pub index: usize,
    /// Which of its kind it is there, from 1, as a reader counts.
    pub rank: usize,
}

/// A step on the way from an entity down to the part that changed.
#[derive(Debug, Clone)]
pub struct Leg {
    /// Its id in the entity, `step/s4`; empty for what has none.
    pub key: String,
    /// What it is.
    pub noun: &'static str,
    /// What it is called.
    pub title: Vec<Part>,
    /// What tells it from its like: the heading a paragraph stands under, the condition of a branch.
    pub under: Option<String>,
    /// Its number in the new plan, in the old one where it is gone.
    pub number: Option<String>,
}

/// What happened.
#[derive(Debug, Clone)]
pub enum What {
    /// It is new.
    Added {
        /// The part with everything new below it; an entity stands nowhere.
        node: Node,
        /// Where.
        at: Option<Spot>,
    },
    /// It is gone.
    Removed {
        /// The part with everything below it that is gone, too.
        node: Node,
    },
    /// It stands elsewhere.
    Moved {
        /// Before.
        from: Spot,
        /// Now.
        to: Spot,
        /// What now stands above it, where that changed.
        under: Option<Leg>,
        /// What it was called and numbered.
        was: Leg,
    },
    /// It has another id.
    Renamed {
        /// The old one.
        was: String,
    },
    /// It went into other entities.
    Merged {
        /// The part that is gone.
        node: Node,
        /// Key and title of those it went into.
        into: Vec<(String, Vec<Part>)>,
    },
    /// It became several.
    Split {
        /// The old id.
        was: String,
        /// Key and title of what it became.
        into: Vec<(String, Vec<Part>)>,
    },
    /// It says something else.
    Changed {
        /// The field.
        key: &'static str,
        /// What the field is called.
        label: String,
        /// Before.
        old: Option<Value>,
        /// Now.
        new: Option<Value>,
        /// Which way it becomes stricter.
        stricter: Option<Stricter>,
    },
    /// Only its number shifted, because others came or went.
    Renumbered {
        /// Old and new number of each part.
        numbers: Vec<(String, String)>,
    },
}

/// A change of one entity or one part of it.
#[derive(Debug, Clone)]
pub struct Change {
    /// `playbook:power-outage`, in the new plan where it still exists.
    pub entity: String,
    /// What kind of entity it is.
    pub noun: &'static str,
    /// What it is called.
    pub title: Vec<Part>,
    /// Key of the part; that of the entity where the entity itself changed.
    pub node: String,
    /// The way to it, the part last; empty for the entity itself.
    pub path: Vec<Leg>,
    /// What it is about.
    pub about: About,
    /// Who may know of it.
    pub needs: Clearance,
    /// Where it is written, in the new plan where it still exists.
    pub place: Place,
    /// Whether `place` is one of the old plan.
    pub gone: bool,
    /// What happened.
    pub what: What,
}
