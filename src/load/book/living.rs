//! Contact books that are part of a plan: read at every build and check, their values with their
//! cells for places.
//!
//! An entry the plan has besides is held against the book and what differs is told; every other one
//! becomes a record as if it were written in the plan. Ids have to stay what they are while rows
//! come and go, so who is known by the book alone needs a number of its own in it.

use super::super::gather::Gathered;
use super::super::read::{Reader, reads};
use super::super::tree::{Key, Node, Value};
use super::super::workbook;
use super::super::{faults, files};
use super::compare::{Comparison, Manner, hold};
use super::fresh::{NewContact, NewPerson, NewUnit, Verification};
use super::{Book, Layout};
use crate::finding::{Finding, Place, Sources};
use crate::model::org::Notice;
use crate::model::words::Words;
use crate::model::{Clearance, Sourced};
use crate::say;

/// What of a contact book is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    People,
    Contacts,
}

impl Words for Part {
    const ALL: &'static [(&'static str, Self)] = &[("people", Self::People), ("contacts", Self::Contacts)];
}

/// A contact book that a plan names.
#[derive(Debug)]
pub(in crate::load) struct Import {
    file: Sourced<String>,
    into: Option<Sourced<Part>>,
    layout: Layout,
}

reads! { placeless Import { required file; optional into; inlined layout; } }

/// Reads every contact book that the plan names and adds what it holds.
pub(in crate::load) fn join(
    imports: &[Import],
    origin: &files::Origin<'_>,
    gathered: &mut Gathered,
    sources: &mut Sources,
    cx: &mut Reader,
) {
    for import in imports {
        let beside = inner_folder(sources.path(import.file.place.file), origin);
        let Some((inner, bytes)) = find(import, &beside, origin, gathered.records.has_restricted, cx) else { continue };
        gathered.records.imports.push(Sourced { value: inner.clone(), place: import.file.place });
        let read = bytes.and_then(|bytes| workbook::read_bytes(bytes, &origin.shown(&inner), sources));
        let workbook = match read {
            Ok(workbook) => workbook,
            Err(refusal) => {
                let finding = workbook::refused(&refusal, &origin.shown(&inner), sources);
                cx.report(finding.related(import.file.place, say!("预案在这里用它", "the plan uses it here")));
                continue;
            }
        };
        let area = gathered.head.as_ref().map_or("", |head| head.profile.location.area_code.value.as_str());
        let mut book = super::take(&workbook, &import.layout, area, &mut cx.findings);
        narrow(&mut book, import);
        let fresh = {
            let Comparison { fresh, .. } = hold(&book, &gathered.records, Manner::Living, &mut cx.findings);
            fresh
        };
        let visibility = import.layout.visibility;
        let place = import.file.place;
        let lists = [
            ("units", fresh.units.iter().map(unit).collect::<Vec<_>>()),
            ("people", fresh.people.iter().map(|own| person(own, import.layout.notice.as_ref())).collect()),
            ("contacts", fresh.contacts.iter().map(|own| contact(own, visibility)).collect()),
        ];
        let entries = lists.into_iter().filter(|(_, nodes)| !nodes.is_empty());
        let entries = entries.map(|(list, nodes)| (key(list, place), node(place, Value::Sequence(nodes)))).collect();
        gathered.add(place.file, Some(node(place, Value::Mapping(entries))), cx);
    }
}

/// The folder inside the plan of the file that names a contact book, with `/` behind it.
fn inner_folder(path: &str, origin: &files::Origin<'_>) -> String {
    let root = origin.shown("");
    let inner = path.strip_prefix(&root).unwrap_or(path).trim_start_matches('/');
    inner.rsplit_once('/').map_or_else(String::new, |(folder, _)| format!("{folder}/"))
}

/// The contact book and its path inside the plan: beside the file that names it, else from the
/// plan's folder. None where it is not there, which is told, or left out of a copy for others.
fn find(
    import: &Import,
    beside: &str,
    origin: &files::Origin<'_>,
    has_restricted: bool,
    cx: &mut Reader,
) -> Option<(String, Result<Vec<u8>, workbook::Refusal>)> {
    let name = import.file.value.as_str();
    let inside = !name.starts_with(['/', '\\', '~']) && !name.contains('\\') && !name.contains(':');
    if !inside || name.split('/').any(|part| matches!(part, "" | "." | "..")) {
        let message = say!("“{name}”不在预案目录里", "'{name}' is not inside the plan's folder");
        let help = say!(
            "把通讯录放进预案目录（多半是 restricted/），写目录内的相对路径",
            "put the contact book into the plan's folder, restricted/ most likely, and give the path in it"
        );
        cx.report(Finding::error(faults::UNREADABLE_FILE, import.file.place, message).help(help));
        return None;
    }
    let found = [format!("{beside}{name}"), name.to_owned()].into_iter();
    let found = found.filter_map(|inner| origin.bytes(&inner).map(|bytes| (inner, bytes))).next();
    if found.is_none() && (has_restricted || !name.starts_with("restricted/")) {
        let message = say!("没有文件“{name}”", "there is no file '{name}'");
        let help = say!("检查文件名和所在目录", "check its name and its folder");
        cx.report(Finding::error(faults::UNREADABLE_FILE, import.file.place, message).help(help));
    }
    found
}

/// Keeps what is asked for.
fn narrow(book: &mut Book, import: &Import) {
    match import.into.as_ref().map(|into| into.value) {
        Some(Part::People) => book.entries.retain(|entry| entry.name.is_some()),
        Some(Part::Contacts) => book.entries.retain(|entry| entry.name.is_none()),
        None => {}
    }
}

fn unit(own: &NewUnit) -> Node {
    let place = own.name.place;
    let mut pairs = vec![("id", own.id.as_str()), ("name", &own.name.value), ("kind", "内设机构")];
    pairs.extend(own.parent.as_deref().map(|parent| ("parent", parent)));
    mapping(place, pairs.into_iter().map(|(name, value)| (key(name, place), text(place, value))))
}

fn person(own: &NewPerson, notice: Option<&Notice>) -> Node {
    let place = own.name.place;
    let fields = [
        ("id", place, own.id.as_str()),
        ("name", place, own.name.value.as_str()),
        ("unit", own.unit.place, own.unit.value.as_str()),
        ("post_title", own.post.place, own.post.value.as_str()),
        ("status", place, own.status),
    ];
    let contact = own.contact.as_ref().map(|contact| ("contact", place, contact.as_str()));
    let fields = fields.into_iter().chain(contact);
    let fields = fields.map(|(name, place, value)| (key(name, place), text(place, value)));
    let notice = notice.map(|notice| {
        let place = notice.place;
        let pairs = [("basis", notice.basis.value.clone()), ("informed", notice.informed.value.to_string())];
        let pairs = pairs.into_iter().map(|(name, value)| (key(name, place), text(place, &value)));
        (key("notice", place), mapping(place, pairs))
    });
    mapping(place, fields.chain(notice))
}

fn contact(own: &NewContact, visibility: Clearance) -> Node {
    let place = own.place;
    let mut pairs = vec![
        (key("id", place), text(place, &own.id)),
        (key("owner", place), text(place, &own.owner)),
        (key("label", place), text(own.label.place, &own.label.value)),
        (key("class", place), text(place, own.class.word())),
        (key("visibility", place), text(place, visibility.word())),
    ];
    let points = (1..).zip(&own.points).map(|(rank, way): (usize, _)| {
        let place = way.value.place;
        let mut pairs = vec![
            (key("kind", place), text(place, way.kind.word())),
            (key("value", place), text(place, &way.value.value)),
            (key("rank", place), text(place, &rank.to_string())),
        ];
        for (name, value) in [("hours", &way.hours), ("person", &way.person), ("shared", &way.shared)] {
            pairs.extend(value.as_ref().map(|value| (key(name, place), text(place, value))));
        }
        if !way.extra.is_empty() {
            let extra = way.extra.iter().map(|(name, value)| (key(name, place), text(place, value)));
            pairs.push((key("extra", place), mapping(place, extra)));
        }
        mapping(place, pairs.into_iter())
    });
    pairs.push((key("points", place), node(place, Value::Sequence(points.collect()))));
    let verified = own.verified.as_ref().map(|own| {
        let place = own.place;
        match &own.value {
            Verification::Done(record) => {
                let fields = record.pairs();
                mapping(place, fields.into_iter().map(|(name, value)| (key(name, place), text(place, &value))))
            }
            Verification::Exempt(reason) => {
                mapping(place, std::iter::once((key("exempt", place), text(place, reason))))
            }
        }
    });
    pairs.extend(verified.map(|verified| (key("verified", place), verified)));
    if !own.serves.is_empty() {
        let serves = own.serves.iter().map(|own| text(place, own)).collect();
        pairs.push((key("serves", place), node(place, Value::Sequence(serves))));
    }
    pairs.extend(own.note.as_ref().map(|note| (key("note", place), text(place, note))));
    mapping(place, pairs.into_iter())
}

fn mapping(place: Place, pairs: impl Iterator<Item = (Key, Node)>) -> Node {
    node(place, Value::Mapping(pairs.collect()))
}

fn key(text: &str, place: Place) -> Key {
    Key { text: text.to_owned(), place }
}

fn text(place: Place, text: &str) -> Node {
    node(place, Value::Scalar { text: text.to_owned(), verbatim_at: None })
}

fn node(place: Place, value: Value) -> Node {
    Node { place, value, truncated: false }
}
