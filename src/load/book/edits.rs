//! Changes as edits of the texts of a plan: of one value, one line more or one less. Every other
//! byte stays, comments included.

use std::collections::BTreeMap;

use super::super::faults;
use super::super::findings::Findings;
use super::super::record::{edits_of, last_byte};
use super::super::tree::{self, Key, Node, Value};
use super::Change;
use super::fresh::{point, quoted, scalar};
use crate::finding::{Edit, FileId, Finding, Message, Place, Sources};
use crate::model::contact::Contact;
use crate::model::{Clearance, Entity, Records};
use crate::say;

/// The edits of all changes, in the order of the texts. An entry that is written in a way that
/// cannot be edited in one place is a finding, and none of its changes is among them. New points
/// are for the eyes of `visibility`.
pub fn edits(
    changes: &[Change<'_>],
    records: &Records,
    sources: &Sources,
    visibility: Clearance,
) -> (Vec<Edit>, Vec<Finding>) {
    let texts = Texts::of(records, sources, visibility);
    let mut edits = Vec::new();
    let mut findings = Vec::new();
    let mut more: BTreeMap<&str, i64> = BTreeMap::new();
    for change in changes {
        match texts.edit(change, &mut more) {
            Some(own) => edits.extend(own),
            None => findings.push(by_hand(change)),
        }
    }
    edits.sort_by_key(|edit: &Edit| (edit.place.file, edit.place.start, edit.place.end));
    (edits, findings)
}

/// The trees of the files that hold people and contacts.
struct Texts<'s> {
    sources: &'s Sources,
    visibility: Clearance,
    trees: BTreeMap<FileId, Node>,
    /// Which item of its list an entry is, by file, list and id.
    items: BTreeMap<(FileId, &'static str, String), usize>,
}

impl<'s> Texts<'s> {
    fn of(records: &Records, sources: &'s Sources, visibility: Clearance) -> Self {
        let people = records.people.iter().map(|own| own.place.file);
        let files = people.chain(records.contacts.iter().map(|own| own.place.file));
        let mut texts = Self { sources, visibility, trees: BTreeMap::new(), items: BTreeMap::new() };
        for file in files {
            // A book that is part of the plan is no text of it.
            if texts.trees.contains_key(&file) || sources.file(file).is_sheet() {
                continue;
            }
            let text = sources.file(file).text.clone();
            let Some(root) = tree::parse(file, &text, &mut Findings::default()).root else { continue };
            for list in ["people", "contacts"] {
                let Some(Value::Sequence(items)) = root.get(list).map(|own| &own.value) else { continue };
                for (at, item) in items.iter().enumerate() {
                    if let Some(Value::Scalar { text, .. }) = item.get("id").map(|own| &own.value) {
                        texts.items.insert((file, list, text.clone()), at);
                    }
                }
            }
            texts.trees.insert(file, root);
        }
        texts
    }

    fn entry<K: Entity>(&self, list: &'static str, row: &K) -> Option<&Node> {
        let file = row.place().file;
        let at = self.items.get(&(file, list, row.id().as_str().to_owned()))?;
        match &self.trees.get(&file)?.get(list)?.value {
            Value::Sequence(items) => items.get(*at),
            _ => None,
        }
    }

    fn edit<'c>(&self, change: &Change<'c>, more: &mut BTreeMap<&'c str, i64>) -> Option<Vec<Edit>> {
        match change {
            Change::Value(contact, at, way) => {
                let node = self.points(contact)?.1.get(*at)?.get("value")?;
                Some(vec![set(node, quoted(&way.value.value))])
            }
            Change::More(contact, way, person) => {
                let (list, items) = self.points(contact)?;
                let last = contact.points.iter().map(|own| own.rank.value).max().unwrap_or(0);
                let rank = more.entry(contact.id().as_str()).or_insert(last);
                *rank += 1;
                let mut way = (*way).clone();
                way.person = way.person.or_else(|| person.map(str::to_owned));
                // A number that nobody has marked is restricted, whatever the contact is.
                let mark = Some(self.visibility).filter(|own| *own > contact.visibility);
                Some(vec![self.append(list, items, &point(&way, *rank, mark))?])
            }
            Change::Label(contact, label) => {
                let node = self.entry("contacts", *contact)?.get("label")?;
                Some(vec![set(node, scalar(&label.value))])
            }
            Change::Person(person, key, value) => {
                let node = self.entry("people", *person)?.get(key)?;
                Some(vec![set(node, scalar(&value.value))])
            }
            Change::Verified(contact, record) => {
                let file = contact.place.file;
                edits_of(file, &self.sources.file(file).text, self.entry("contacts", *contact)?, record)
            }
            Change::Unverified(contact) => {
                let Value::Mapping(entries) = &self.entry("contacts", *contact)?.value else { return None };
                let (key, node) = entries.iter().find(|(key, _)| key.text == "verified")?;
                Some(vec![self.remove(key, node)?])
            }
        }
    }

    fn points(&self, contact: &Contact) -> Option<(&Node, &[Node])> {
        let list = self.entry("contacts", contact)?.get("points")?;
        match &list.value {
            Value::Sequence(items) if !items.is_empty() => Some((list, items)),
            _ => None,
        }
    }

    /// An item behind the last one of a list.
    fn append(&self, list: &Node, items: &[Node], item: &str) -> Option<Edit> {
        let file = list.place.file;
        let text = &self.sources.file(file).text;
        let last = items.last()?;
        let end = last_byte(text, last);
        if text.get(list.place.start as usize..)?.starts_with('[') {
            return Some(Edit { place: Place::new(file, end..end), text: format!(", {item}") });
        }
        let start = last.place.start as usize;
        let line = text[..start].rfind('\n').map_or(0, |at| at + 1);
        let dash = text.get(line..start)?.rfind('-')?;
        let indent = " ".repeat(text.get(line..line + dash)?.chars().count());
        let rest = text.get(end..)?;
        let end_of_line = rest.find('\n').map_or(text.len(), |at| end + at);
        let (at, ending) =
            if text[..end_of_line].ends_with('\r') { (end_of_line - 1, "\r\n") } else { (end_of_line, "\n") };
        Some(Edit { place: Place::new(file, at..at), text: format!("{ending}{indent}- {item}") })
    }

    /// A key with its value, and the line where they have one to themselves.
    fn remove(&self, key: &Key, node: &Node) -> Option<Edit> {
        let file = key.place.file;
        let text = &self.sources.file(file).text;
        let (start, end) = (key.place.start as usize, last_byte(text, node));
        let line = text[..start].rfind('\n').map_or(0, |at| at + 1);
        let nothing = |text: &str| text.trim().is_empty() || text.trim_start().starts_with('#');
        let end_of_line = text.get(end..)?.find('\n').map_or(text.len(), |at| end + at + 1);
        if text.get(line..start)?.trim().is_empty() && nothing(&text[end..end_of_line]) {
            return Some(Edit { place: Place::new(file, line..end_of_line), text: String::new() });
        }
        // Between commas of an entry in flow style.
        let before = text[..start].trim_end();
        let comma = before.strip_suffix(',')?.len();
        Some(Edit { place: Place::new(file, comma..end), text: String::new() })
    }
}

fn set(node: &Node, text: String) -> Edit {
    Edit { place: node.place, text }
}

fn by_hand(change: &Change<'_>) -> Finding {
    let (place, id) = match change {
        Change::Person(person, ..) => (person.place, person.id().qualified()),
        Change::Value(contact, ..)
        | Change::More(contact, ..)
        | Change::Label(contact, _)
        | Change::Verified(contact, _)
        | Change::Unverified(contact) => (contact.place, contact.id().qualified()),
    };
    let Message { zh, en } = say!(
        "{id} 的写法特殊，不能只改一处，没有改动",
        "{id} is written in a way that cannot be edited in one place; it was not changed"
    );
    Finding::error(faults::UNUSABLE_CELL, place, Message { zh, en })
        .help(say!("照别的条目的写法重排这一条，或手工改", "write it like the other entries, or change it by hand"))
}
