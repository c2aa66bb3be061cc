//! The keys of a mapping while they are taken one by one; what nobody takes is unknown.

use super::faults;
use super::read::{Parts, Reader, Shape, Ways, first_line, nearest};
use super::tree::{Key, Node, Value};
use crate::finding::{Finding, Message, Place};
use crate::model::{Entity, Id, Sourced};
use crate::say;

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

    /// Where the mapping begins.
    pub(super) fn place(&self) -> Place {
        first_line(self.node)
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
                let id: Id<K> = super::ids::id_text(text, node.place, cx).map(|id| Id::new(&id))?;
                if let Some(was) = self.take("was") {
                    let old = super::ids::id_text(super::scalars::text(was, cx)?, was.place, cx)?;
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
        super::ids::id_text(&name.value, name.place, cx)?;
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

    /// What takes keys of its own from the same mapping.
    pub(super) fn inlined<T: Parts>(&mut self, _: &'static str, cx: &mut Reader) -> Option<T> {
        T::take(self, cx)
    }

    /// What is written in one of several ways.
    pub(super) fn ways<T: Ways>(&mut self, _: &'static str, cx: &mut Reader) -> Option<T> {
        let given: Vec<_> = T::ALL.iter().filter(|way| self.has(way.key)).collect();
        let way = match given.as_slice() {
            [way] => Some(way),
            [] => {
                let keys: Vec<_> = T::ALL.iter().map(|way| way.key).collect();
                self.lacking(&keys, cx);
                self.known.extend(keys);
                None
            }
            [_, second, ..] => {
                let all = given.iter().map(|way| way.key).collect::<Vec<_>>().join("、");
                self.contradiction(second.key, T::several(&all), cx);
                self.known.extend(given.iter().map(|way| way.key));
                None
            }
        };
        (way?.take)(self, cx)
    }

    /// Names of one's own with what stands behind each; `expected` says so where there is something else.
    pub(super) fn named(
        &mut self,
        key: &'static str,
        expected: Message,
        cx: &mut Reader,
    ) -> impl Iterator<Item = (Sourced<String>, &'n Node)> + use<'n> {
        let entries = match self.take(key).map(|node| (node, &node.value)) {
            Some((_, Value::Mapping(entries))) => entries.as_slice(),
            Some((node, _)) => {
                cx.wrong_type(node, expected);
                &[]
            }
            None => &[],
        };
        entries.iter().map(|(key, node)| (Sourced { value: key.text.clone(), place: key.place }, node))
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

    /// The single value behind a key, whether or not it can be read.
    pub(super) fn peek(&self, key: &str) -> Option<&'n str> {
        let found = self.entries.iter().find(|(k, _)| k.text == key);
        found.and_then(|(_, node)| super::shapes::peek_text(node))
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
