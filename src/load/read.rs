//! From nodes to typed values, reporting every problem on the way.
//!
//! A [`Shape`] reads itself from a node; `reads!` writes that for a plain struct from one line a
//! field. A value that cannot be read leaves a finding and `None`, and reading goes on.

use std::collections::{BTreeMap, BTreeSet};

use super::faults;
use super::findings::Findings;
use super::tree::{Key, Node, Value};
pub(super) use crate::finding::nearest;
use crate::finding::{FileId, Finding, Message, Place};
use crate::model::{Entity, Id, Sourced};
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
}

impl<T: Shape> Shape for Sourced<T> {
    fn read(node: &Node, cx: &mut Reader) -> Option<Self> {
        T::read(node, cx).map(|value| Self { value, place: node.place })
    }
}

/// The fields of a mapping while they are taken one by one.
pub(super) struct Fields<'n> {
    node: &'n Node,
    entries: &'n [(Key, Node)],
    known: Vec<&'static str>,
}

impl<'n> Fields<'n> {
    /// Opens a mapping.
    pub(super) fn open(node: &'n Node, cx: &mut Reader) -> Option<Self> {
        match &node.value {
            Value::Mapping(entries) => Some(Self { node, entries, known: Vec::new() }),
            _ => {
                cx.wrong_type(node, say!("一组“键: 值”", "keys with values"));
                None
            }
        }
    }

    /// The node behind `key`, marking the key as known.
    pub(super) fn take(&mut self, key: &'static str) -> Option<&'n Node> {
        self.known.push(key);
        self.entries.iter().find(|(k, _)| k.text == key).map(|(_, node)| node)
    }

    /// A field that must be there.
    pub(super) fn required<T: Shape>(&mut self, key: &'static str, cx: &mut Reader) -> Option<T> {
        match self.take(key) {
            Some(node) => T::read(node, cx),
            None => {
                if !self.node.truncated {
                    cx.report(
                        Finding::error(
                            faults::MISSING_FIELD,
                            first_line(self.node),
                            say!("缺少“{key}”", "'{key}' is missing"),
                        )
                        .help(say!("补上一行“{key}: …”", "add a line '{key}: …'")),
                    );
                }
                None
            }
        }
    }

    /// The id of the entity itself.
    pub(super) fn own<K: Entity>(&mut self, key: &'static str, cx: &mut Reader) -> Option<Id<K>> {
        match self.take(key) {
            Some(node) => {
                let text = super::scalars::text(node, cx)?;
                let id: Id<K> = super::scalars::id_text(text, node.place, cx).map(|id| Id::new(&id))?;
                if let Some(was) = self.take("was") {
                    let old = super::scalars::id_text(super::scalars::text(was, cx)?, was.place, cx)?;
                    cx.renamed.insert(id.qualified(), format!("{}:{old}", K::KIND));
                }
                Some(id)
            }
            None => self.required(key, cx),
        }
    }

    /// A name in kebab-case that is unique only inside its entity, such as the id of a step.
    pub(super) fn name(&mut self, key: &'static str, cx: &mut Reader) -> Option<Sourced<String>> {
        let name: Sourced<String> = self.required(key, cx)?;
        super::scalars::id_text(&name.value, name.place, cx)?;
        Some(name)
    }

    /// A field that may be there.
    pub(super) fn optional<T: Shape>(&mut self, key: &'static str, cx: &mut Reader) -> Option<T> {
        self.take(key).and_then(|node| T::read(node, cx))
    }

    /// A field that may be there and else has the type's default.
    pub(super) fn defaulted<T: Shape + Default>(&mut self, key: &'static str, cx: &mut Reader) -> T {
        self.optional(key, cx).unwrap_or_default()
    }

    /// A list, empty when absent.
    pub(super) fn list<T: Shape>(&mut self, key: &'static str, cx: &mut Reader) -> Vec<T> {
        self.take(key).map_or_else(Vec::new, |node| items(node, cx))
    }

    /// Records that two keys exclude each other; the second one is pointed at.
    pub(super) fn contradiction(&self, key: &str, message: Message, cx: &mut Reader) {
        let found = self.entries.iter().find(|(k, _)| k.text == key);
        let place = found.map_or_else(|| first_line(self.node), |(k, _)| k.place);
        cx.report(
            Finding::error(faults::WRONG_TYPE, place, message)
                .help(say!("留一个，删掉其余的", "keep one and delete the others")),
        );
    }

    /// Records that one of several keys has to be there.
    pub(super) fn lacking(&self, keys: &[&str], cx: &mut Reader) {
        // Where one of them is there but could not be read, that has been said already.
        let present = self.entries.iter().any(|(k, _)| keys.contains(&k.text.as_str()));
        if !present && !self.node.truncated {
            let all = keys.join("、");
            cx.report(
                Finding::error(
                    faults::MISSING_FIELD,
                    first_line(self.node),
                    say!("缺少“{all}”之一", "one of {all} is missing"),
                )
                .help(say!("补上其中一个", "add one of them")),
            );
        }
    }

    /// Whether a key is there.
    pub(super) fn has(&self, key: &str) -> bool {
        self.entries.iter().any(|(k, _)| k.text == key)
    }

    /// Reports every key that no field has taken.
    pub(super) fn finish(self, cx: &mut Reader) {
        for (key, _) in self.entries {
            if !self.known.contains(&key.text.as_str()) {
                unknown_key(key, &self.known, cx);
            }
        }
    }
}

/// Reports a key nobody knows, with the nearest one that is known.
pub(super) fn unknown_key(key: &Key, known: &[&str], cx: &mut Reader) {
    let name = &key.text;
    let finding = Finding::error(faults::UNKNOWN_KEY, key.place, say!("不认识的键“{name}”", "unknown key '{name}'"));
    let help = match nearest(name, known.iter().copied()) {
        Some(near) => say!("是不是“{near}”？", "did you mean '{near}'?"),
        None => {
            let all = known.join("、");
            say!("这里可用的键：{all}", "keys that may stand here: {all}")
        }
    };
    cx.report(finding.help(help));
}

/// The items of a list.
pub(super) fn items<T: Shape>(node: &Node, cx: &mut Reader) -> Vec<T> {
    match &node.value {
        Value::Sequence(items) => items.iter().filter_map(|item| T::read(item, cx)).collect(),
        _ => {
            cx.wrong_type(
                node,
                say!("一个列表（每项以“- ”开头，或写成 [甲, 乙]）", "a list ('- ' before each item, or [a, b])"),
            );
            Vec::new()
        }
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

/// Writes [`Shape`] for structs with a field `place`. Each line names how a field is read, the
/// field, and its key where it differs: `required id;`, `optional holder;`, `list backups;`,
/// `defaulted oncall;`, `required kept_at as "place";`.
macro_rules! reads {
    ($($type:ty { $($how:ident $field:ident $(as $key:literal)?;)* } $(@ $then:expr;)?)*) => {$(
        impl $crate::load::read::Shape for $type {
            fn read(node: &$crate::load::tree::Node, cx: &mut $crate::load::read::Reader) -> Option<Self> {
                let mut fields = $crate::load::read::Fields::open(node, cx)?;
                $(let $field = reads!(@read $how fields cx reads!(@key $field $($key)?));)*
                fields.finish(cx);
                let read = Self { place: $crate::load::read::first_line(node), $($field: reads!(@value $how $field)),* };
                $(let read = {
                    let mut read = read;
                    let then: fn(&mut Self) = $then;
                    then(&mut read);
                    read
                };)?
                Some(read)
            }
        }
    )*};
    (@key $field:ident) => { stringify!($field).strip_prefix("r#").unwrap_or(stringify!($field)) };
    (@key $field:ident $key:literal) => { $key };
    (@read $how:ident $fields:ident $cx:ident $key:expr) => { $fields.$how($key, $cx) };
    (@value own $field:ident) => { $field? };
    (@value required $field:ident) => { $field? };
    (@value quoted $field:ident) => { $field? };
    (@value $how:ident $field:ident) => { $field };
}
pub(super) use reads;
