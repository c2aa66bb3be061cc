//! The contact handbook: every way to reach everybody, by class, with an index by sound.

mod initial;

use serde::Serialize;

use super::calltree::{self, CallTree, Reach};
use super::refer::{Edition, date_in_words, hours_in_words};
use super::sheet::{Sheet, SheetFile};
use crate::check::Checked;
use crate::model::Clearance;
use crate::model::contact::{Contact, Owner, Point, Verified, VerifiedResult};

/// The handbook.
#[derive(Debug, Clone, Serialize)]
pub struct Handbook {
    /// Who calls whom.
    pub trees: Vec<CallTree>,
    /// Who holds which role.
    pub roles: Vec<RoleLine>,
    /// The contacts.
    pub classes: Vec<Class>,
    /// Names and roles, ordered by sound.
    pub index: Vec<Initial>,
}

/// A role and those behind it.
#[derive(Debug, Clone, Serialize)]
pub struct RoleLine {
    /// The role.
    pub role: String,
    /// Who holds it.
    pub first: Reach,
    /// Who stands in, in order.
    pub backups: Vec<Reach>,
}

/// The contacts of a class.
#[derive(Debug, Clone, Serialize)]
pub struct Class {
    /// Its name.
    pub title: String,
    /// Its entries.
    pub entries: Vec<Entry>,
}

/// Somebody to reach.
#[derive(Debug, Clone, Serialize)]
pub struct Entry {
    /// Its number in the book, `3-2`.
    pub number: String,
    /// Who or what.
    pub label: String,
    /// The person, where it is one.
    pub person: Option<String>,
    /// The ways, best first.
    pub channels: Vec<Channel>,
    /// What it helps with, and remarks.
    pub about: Vec<String>,
    /// When it was last known to work, and how that is known.
    pub verified: String,
}

/// A way to reach somebody.
#[derive(Debug, Clone, Serialize)]
pub struct Channel {
    /// What it is.
    pub kind: &'static str,
    /// The number or address.
    pub value: String,
    /// When it is answered.
    pub hours: Option<String>,
    /// Who answers, and further facts.
    pub person: Option<String>,
}

/// The names that begin with a sound.
#[derive(Debug, Clone, Serialize)]
pub struct Initial {
    /// The letter; `#` for names without one.
    pub letter: char,
    /// The names.
    pub lines: Vec<IndexLine>,
}

/// A name in the index.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct IndexLine {
    /// The name.
    pub name: String,
    /// Where it stands: the number of an entry, or 岗位.
    pub at: String,
    /// The number to try first.
    pub dial: Option<String>,
}

/// The handbook as a file of its own.
pub fn handbooks(plan: &Checked, clearance: Clearance) -> SheetFile<Handbook> {
    let edition = Edition::new(plan, clearance);
    let sheet = Sheet::new("contacts", "contacts", TITLE.to_owned(), handbook(&edition));
    SheetFile::new(&edition, &format!("{}{TITLE}", edition.organisation()), vec![sheet])
}

/// Its title; other editions say that numbers are kept there.
pub(super) const TITLE: &str = "应急通讯手册";

/// The handbook.
pub(super) fn handbook(edition: &Edition<'_>) -> Handbook {
    let plan = edition.plan;
    let roles: Vec<RoleLine> = plan
        .roles
        .iter()
        .map(|role| RoleLine {
            role: role.name.value.clone(),
            first: edition.first(role),
            backups: edition.backups(role),
        })
        .collect();
    let classes = classes(edition);
    Handbook {
        trees: plan.calltrees.iter().map(|tree| calltree::call_tree(edition, tree, calltree::A4)).collect(),
        index: index(&roles, &classes),
        roles,
        classes,
    }
}

fn classes(edition: &Edition<'_>) -> Vec<Class> {
    let classes = edition.contacts_by_class().enumerate().map(|(class, (title, contacts))| Class {
        title: title.to_owned(),
        entries: contacts
            .into_iter()
            .enumerate()
            .map(|(index, contact)| entry(edition, contact, format!("{}-{}", class + 1, index + 1)))
            .collect(),
    });
    classes.collect()
}

fn entry(edition: &Edition<'_>, contact: &Contact, number: String) -> Entry {
    let person = match &contact.owner.value {
        Owner::Person(id) => edition.plan.people.get(&id.value).and_then(|person| person.name.open(edition.clearance)),
        _ => None,
    };
    let mut points: Vec<&Point> = contact.points.iter().collect();
    points.sort_by_key(|point| point.rank.value);
    let serves = contact.serves.iter().map(|asset| edition.asset(&asset.value).to_owned());
    Entry {
        number,
        label: contact.label.value.clone(),
        person: person.map(|name| name.value.clone()),
        channels: points.into_iter().filter_map(|point| channel(edition, point)).collect(),
        about: serves.chain(contact.note.iter().map(|note| note.value.clone())).collect(),
        verified: verified(contact.verified.as_ref()),
    }
}

fn channel(edition: &Edition<'_>, point: &Point) -> Option<Channel> {
    let value = point.value.open(edition.clearance)?.value.clone();
    let person = point.person.iter().filter_map(|person| person.open(edition.clearance));
    let facts = point
        .extra
        .iter()
        .filter_map(|(name, fact)| fact.open(edition.clearance).map(|fact| format!("{}{}", name.value, fact.value)));
    let more: Vec<String> = person.map(|person| person.value.clone()).chain(facts).collect();
    Some(Channel {
        kind: point.kind.word(),
        value,
        hours: point.hours.as_ref().map(|hours| hours_in_words(hours).to_owned()),
        person: (!more.is_empty()).then(|| more.join("，")),
    })
}

fn verified(verified: Option<&Verified>) -> String {
    match verified {
        Some(Verified::Checked { date, how, result, .. }) => {
            let result = match result.value {
                VerifiedResult::Reached => String::new(),
                ref other => format!("，{}", other.word()),
            };
            format!("{}{}{result}", date_in_words(date.value), how.value.word())
        }
        Some(Verified::Exempt(why)) => why.value.clone(),
        None => "未核实".to_owned(),
    }
}

/// Whether it can be dialled: not an address, not a channel.
fn is_number(value: &str) -> bool {
    value.chars().all(|c| c.is_ascii_digit() || c == '-')
}

/// Roles, persons and entries by sound.
fn index(roles: &[RoleLine], classes: &[Class]) -> Vec<Initial> {
    let mut lines: Vec<(char, IndexLine)> = Vec::new();
    for line in roles {
        let own = IndexLine { name: line.role.clone(), at: "岗位".to_owned(), dial: line.first.number.clone() };
        lines.push((initial::letter(&own.name), own));
    }
    for entry in classes.iter().flat_map(|class| &class.entries) {
        let (letter, name) = match &entry.person {
            Some(person) => (initial::of_person(person), format!("{person} {}", entry.label)),
            None => (initial::letter(&entry.label), entry.label.clone()),
        };
        let dial = entry.channels.iter().map(|channel| &channel.value).find(|value| is_number(value)).cloned();
        lines.push((letter, IndexLine { name, at: entry.number.clone(), dial }));
    }
    lines.sort_by_cached_key(|(letter, line)| (initial::key(*letter, &line.name), line.at.clone()));
    let mut index: Vec<Initial> = Vec::new();
    for (letter, line) in lines {
        match index.iter_mut().find(|known| known.letter == letter) {
            Some(known) => known.lines.push(line),
            None => index.push(Initial { letter, lines: vec![line] }),
        }
    }
    index
}
