//! From nodes to typed values, reporting every problem on the way.
//!
//! A [`Shape`] reads itself from a node; `reads!` writes that for a plain struct from one line a
//! field, and `ways!` for what is written in one of several ways. A value that cannot be read leaves
//! a finding and `None`, and reading goes on.

use std::collections::{BTreeMap, BTreeSet};

pub(super) use super::declare::{reads, ways};
use super::faults;
pub(super) use super::fields::{Fields, items, unknown_key};
use super::findings::Findings;
use super::outline::{Keys, Sketch};
use super::tree::{Node, Value};
pub(super) use crate::finding::nearest;
use crate::finding::{FileId, Finding, Message, Place};
use crate::model::Sourced;
use crate::model::outline::Outline;
use crate::say;

/// A reference that has to lead somewhere once everything is read.
#[derive(Debug)]
pub(super) struct Pending {
    pub(super) kind: &'static str,
    pub(super) id: String,
    pub(super) place: Place,
}

/// What reading collects.
#[derive(Debug, Default)]
pub(super) struct Reader {
    pub(super) findings: Findings,
    pub(super) pending: Vec<Pending>,
    /// Ids that were declared, by kind, even where the rest of the entity could not be read, so
    /// that one fault does not make others look dangling.
    pub(super) declared: BTreeMap<&'static str, BTreeMap<String, Place>>,
    /// Ids of steps, by file, likewise.
    pub(super) steps: BTreeSet<(FileId, String)>,
    /// Names of inputs, by file, likewise.
    pub(super) inputs: BTreeSet<(FileId, String)>,
    /// Entities that had another id before, new to old.
    pub(super) renamed: BTreeMap<String, String>,
    /// Words of lines that could not be read; an id among them is not unknown.
    pub(super) unread: BTreeSet<String>,
}

impl Reader {
    /// Records a finding.
    pub(super) fn report(&mut self, finding: Finding) {
        self.findings.push(finding);
    }

    /// Records that `node` is not what was expected.
    pub(super) fn wrong_type(&mut self, node: &Node, expected: Message) {
        if node.truncated {
            return;
        }
        if matches!(node.value, Value::Null) {
            return self.empty(node.place);
        }
        let (found_zh, found_en) = match &node.value {
            Value::Null => ("空值", "nothing"),
            Value::Scalar { .. } => ("一个值", "a single value"),
            Value::Sequence(_) => ("一个列表", "a list"),
            Value::Mapping(_) => ("一组键值", "keys with values"),
        };
        let Message { zh, en } = expected;
        if let Value::Scalar { text, .. } = &node.value
            && let Some(colon) = text.find('：')
        {
            let place = node.part(colon..colon + '：'.len_utf8());
            return self.report(super::blame::full_width_colon(place));
        }
        let help = Message { zh: format!("改成{zh}"), en: format!("make it {en}") };
        let message = Message {
            zh: format!("这里应是{zh}，现在是{found_zh}"),
            en: format!("expected {en}, found {found_en}"),
        };
        self.report(Finding::error(faults::WRONG_TYPE, first_line(node), message).help(help));
    }

    /// Whether an id was declared, or may have been in lines that could not be read.
    pub(super) fn is_declared(&self, kind: &str, id: &str) -> bool {
        self.declared.get(kind).is_some_and(|ids| ids.contains_key(id)) || self.unread.contains(id)
    }

    /// Whether anything could not be read.
    pub(super) fn is_broken(&self) -> bool {
        self.findings.has_errors()
    }

    /// Records that a value was left empty.
    pub(super) fn empty(&mut self, place: Place) {
        self.report(
            Finding::error(faults::EMPTY_VALUE, place, say!("这里没有填", "nothing is filled in here"))
                .help(say!("填上，或删掉这一行", "fill it in, or delete the line")),
        );
    }
}

/// Something that reads itself from a node.
pub(super) trait Shape: Sized {
    /// Reads the value, or leaves findings and gives `None`.
    fn read(node: &Node, cx: &mut Reader) -> Option<Self>;

    /// What may be written for it.
    fn outline(sketch: &mut Sketch) -> Outline;
}

/// Something that takes its keys from a mapping, which may hold others besides.
pub(super) trait Parts: Sized {
    /// Takes the keys, or leaves findings and gives `None`.
    fn take(fields: &mut Fields<'_>, cx: &mut Reader) -> Option<Self>;

    /// Tells the same keys.
    fn keys(keys: &mut Keys<'_>);
}

/// Something that is written in one of several ways, each told by a key of its own; written by `ways!`.
pub(super) trait Ways: Sized + 'static {
    /// The ways.
    const ALL: &'static [Way<Self>];

    /// Says that only one of the keys `given` may be there.
    fn several(given: &str) -> Message;
}

/// One of several ways.
pub(super) struct Way<T> {
    /// The key that tells it.
    pub(super) key: &'static str,
    /// Reads it.
    pub(super) take: fn(&mut Fields<'_>, &mut Reader) -> Option<T>,
    /// Tells its keys.
    pub(super) keys: fn(&mut Keys<'_>),
}

impl<T: Shape> Shape for Sourced<T> {
    fn read(node: &Node, cx: &mut Reader) -> Option<Self> {
        T::read(node, cx).map(|value| Self { value, place: node.place })
    }

    fn outline(sketch: &mut Sketch) -> Outline {
        T::outline(sketch)
    }
}

/// The first line of a node: a mapping may be long, and a caret under all of it helps nobody.
pub(super) fn first_line(node: &Node) -> Place {
    match &node.value {
        Value::Mapping(entries) => match entries.first() {
            Some((key, _)) => Place { start: node.place.start, ..key.place },
            None => node.place,
        },
        Value::Sequence(items) => items.first().map_or(node.place, first_line),
        _ => node.place,
    }
}
