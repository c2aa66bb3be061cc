//! YAML text to a tree whose every value knows its place.
//!
//! Scalars stay text: what `0393` or `no` means is decided by the field that reads it. Anchors,
//! aliases and tags are findings, because in a plan a fact lives once and is referred to by id.

use std::collections::BTreeSet;

use super::events::{self, Built};
use super::findings::Findings;
use super::mend::Mended;
use crate::finding::{FileId, Place};

/// How many syntax errors are told in one file; more are one mistake repeated.
const ERROR_LIMIT: usize = 20;
/// How much text is read again after syntax errors, in bytes: a large file is not read twenty times.
const AGAIN_LIMIT: usize = 32 << 20;

/// A value.
#[derive(Debug, Clone)]
pub(super) struct Node {
    /// Where it is.
    pub(super) place: Place,
    /// What it is.
    pub(super) value: Value,
    /// Whether a syntax error cut it off, so that missing fields say nothing.
    pub(super) truncated: bool,
}

/// What a node is.
#[derive(Debug, Clone)]
pub(super) enum Value {
    /// Nothing: an empty value, `~` or `null`.
    Null,
    /// Text.
    Scalar {
        /// The text after unescaping.
        text: String,
        /// Where the text begins, when it stands in the source letter by letter.
        verbatim_at: Option<usize>,
    },
    /// A list.
    Sequence(Vec<Node>),
    /// Keys with values, in the order of the text.
    Mapping(Vec<(Key, Node)>),
}

/// A key of a mapping.
#[derive(Debug, Clone)]
pub(super) struct Key {
    /// The key.
    pub(super) text: String,
    /// Where it is.
    pub(super) place: Place,
}

impl Node {
    /// The place of part of a scalar; the whole place where the text was folded or escaped.
    pub(super) fn part(&self, range: std::ops::Range<usize>) -> Place {
        match &self.value {
            Value::Scalar { verbatim_at: Some(at), .. } => {
                Place::new(self.place.file, at + range.start..at + range.end)
            }
            _ => self.place,
        }
    }

    /// The value behind `key` of a mapping.
    pub(super) fn get(&self, key: &str) -> Option<&Node> {
        match &self.value {
            Value::Mapping(entries) => entries.iter().find(|(k, _)| k.text == key).map(|(_, node)| node),
            _ => None,
        }
    }

    /// Whether another tree has the same keys with the same values, wherever they stand.
    pub(super) fn says_the_same(&self, other: &Self, order: Order) -> bool {
        match (&self.value, &other.value) {
            (Value::Null, Value::Null) => true,
            (Value::Scalar { text: own, .. }, Value::Scalar { text: its, .. }) => own == its,
            (Value::Sequence(own), Value::Sequence(its)) => {
                own.len() == its.len() && own.iter().zip(its).all(|(own, its)| own.says_the_same(its, order))
            }
            (Value::Mapping(own), Value::Mapping(its)) if own.len() == its.len() => match order {
                Order::Counts => own
                    .iter()
                    .zip(its)
                    .all(|((key, own), (name, its))| key.text == name.text && own.says_the_same(its, order)),
                Order::Free => {
                    own.iter().all(|(key, own)| other.get(&key.text).is_some_and(|its| own.says_the_same(its, order)))
                }
            },
            _ => false,
        }
    }
}

/// What the order of keys is to whoever compares two trees.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Order {
    /// It counts: a comment speaks of the key it stands at.
    Counts,
    /// Keys may come in any order: to a reader of the plan they are the same.
    Free,
}

/// A file as read.
#[derive(Debug, Default)]
pub(super) struct Parsed {
    /// The tree, where there is one.
    pub(super) root: Option<Node>,
    /// The words of the lines that could not be read: an id among them is not unknown.
    pub(super) unread: BTreeSet<String>,
    /// Whether there are such lines.
    pub(super) damaged: bool,
}

/// Parses one file. Where the syntax is wrong the line at fault is blanked and the file read
/// again, so that everything else in it is checked in the same run.
pub(super) fn parse(file: FileId, text: &str, findings: &mut Findings) -> Parsed {
    let mut mended = Mended::new(file, text, findings);
    let mut again = 0;
    let mut round = 1;
    loop {
        let mut found = Findings::default();
        let Built { root, stop } = events::build(file, &mended, &mut found);
        if let Some(stop) = stop {
            again += text.len();
            if let Some(finding) = stop.finding {
                findings.push(finding);
            }
            let more = round < ERROR_LIMIT && again < AGAIN_LIMIT;
            if stop.damaged.filter(|_| more).is_some_and(|damaged| mended.blank(damaged)) {
                round += 1;
                continue;
            }
            mended.give_up(stop.at);
        }
        findings.extend(found);
        return Parsed { root, damaged: mended.is_damaged(), unread: mended.unread() };
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::Sources;

    fn root(text: &str) -> Node {
        let file = Sources::default().add("a.yaml".into(), text);
        parse(file, text, &mut Findings::default()).root.unwrap()
    }

    #[test]
    fn trees_say_the_same_wherever_values_stand_and_keys_in_any_order_where_that_is_free() {
        let one = root("a: 1\nb: {x: [1, 2], y: ~}\n");
        for (other, counts, free) in [
            ("\"a\":  '1'\nb:\n  x:\n    - 1\n    - 2\n  y:\n", true, true),
            ("b: {x: [1, 2], y: ~}\na: 1\n", false, true),
            ("a: 1\nb: {y: ~, x: [1, 2]}\n", false, true),
            ("a: 1\nb: {x: [2, 1], y: ~}\n", false, false),
            ("a: 1\nb: {x: [1], y: ~}\n", false, false),
            ("a: 1\nb: {x: [1, 2], y: \"\"}\n", false, false),
            ("a: 1\nb: {x: [1, 2], z: ~}\n", false, false),
            ("a: 1\nb: {x: [1, 2], y: ~}\nc: 1\n", false, false),
            ("a: 1\n", false, false),
        ] {
            let other = root(other);
            for (order, same) in [(Order::Counts, counts), (Order::Free, free)] {
                assert_eq!(one.says_the_same(&other, order), same, "{order:?} {other:?}");
                assert_eq!(other.says_the_same(&one, order), same, "{order:?} {other:?}");
            }
        }
    }
}
