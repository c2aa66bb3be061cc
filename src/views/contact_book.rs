//! The contact book as a register: one contact a row, one point a value.
//!
//! What a machine or another office takes over: ids, persons, posts and points apart, where the
//! printed contact book has sentences.

use super::identifier::identifier;
use super::refer::{Edition, KEPT_ELSEWHERE, hours_in_words};
use crate::check::Checked;
use crate::model::contact::{Contact, ContactClass, Owner, Point, PointKind, Verified};
use crate::model::org::Person;
use crate::model::words::Words;
use crate::model::{Clearance, Date, Entity, Id};

/// The contact book of an edition.
#[derive(Debug, Clone)]
pub struct ContactBook {
    /// Id of the plan, part of every identifier made from it.
    pub plan: String,
    /// Whose it is.
    pub organisation: String,
    /// Version of the plan.
    pub version: String,
    /// 发文字号
    pub number: String,
    /// 成文日期
    pub dated: Date,
    /// Whose eyes it is for.
    pub readers: Readers,
    /// Entries by chapter, in the order of the printed book.
    pub entries: Vec<Entry>,
    /// Groups of the emergency organisation with at least one entry.
    pub groups: Vec<Members>,
}

impl ContactBook {
    /// The lasting identifier of something in the book, such as `contact:duty-line`.
    pub fn urn(&self, what: &str) -> String {
        format!("urn:uuid:{}", identifier(&self.plan, what))
    }

    /// Every kind of point, what is used most first.
    pub fn kinds() -> impl Iterator<Item = &'static str> {
        let first = [PointKind::Mobile, PointKind::Landline];
        let rest = PointKind::ALL.iter().map(|(_, kind)| *kind).filter(move |kind| !first.contains(kind));
        first.into_iter().chain(rest).map(column)
    }
}

/// Whose eyes a book is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Readers {
    /// Anybody.
    Public,
    /// The bureau.
    Internal,
    /// Those who answer an emergency.
    Restricted,
}

/// What a machine does with a point.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reaches {
    /// It is dialled.
    Voice,
    /// It is dialled and carried about.
    Cell,
    /// It takes faxes.
    Fax,
    /// It takes short messages.
    Text,
    /// It takes mail.
    Mail,
    /// It is opened in a browser.
    Web,
    /// A person has to know how.
    Words,
}

/// An entry.
#[derive(Debug, Clone)]
pub struct Entry {
    /// Id of the contact.
    pub id: String,
    /// Chapter of the book.
    pub class: &'static str,
    /// What readers look for.
    pub label: String,
    /// Whether it is a person's.
    pub personal: bool,
    /// The person's name, where it is a person's and the reader may know it.
    pub person: Option<String>,
    /// The unit, supplier or duty whose it is.
    pub unit: String,
    /// The post.
    pub post: String,
    /// Roles this entry reaches: those it holds, then those it backs up.
    pub roles: Vec<HeldRole>,
    /// Ways to reach it, best first.
    pub points: Vec<Way>,
    /// When it was last verified.
    pub verified: Option<Check>,
    /// Systems and devices it helps with.
    pub serves: Vec<String>,
    /// A remark.
    pub note: String,
}

/// A role that a person holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeldRole {
    /// Its name.
    pub name: String,
    /// Whether the person stands in (B角).
    pub backup: bool,
}

/// One way to reach somebody.
#[derive(Debug, Clone)]
pub struct Way {
    /// What it is.
    pub kind: &'static str,
    /// What a machine does with it.
    pub reaches: Reaches,
    /// The number or address.
    pub value: String,
    /// When it is answered, in words.
    pub hours: String,
    /// Who answers, where told.
    pub person: String,
    /// Further facts, as name and value.
    pub extra: Vec<(String, String)>,
}

/// A verification, or why there is none.
#[derive(Debug, Clone)]
pub enum Check {
    /// Somebody checked.
    Done {
        /// When.
        date: Date,
        /// The role that did.
        by: String,
        /// How.
        how: &'static str,
        /// What came of it.
        result: &'static str,
    },
    /// It needs none, and why.
    Exempt(String),
}

/// Who belongs to a group.
#[derive(Debug, Clone)]
pub struct Members {
    /// Id of the group.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Ids of entries, in the order of the seats.
    pub entries: Vec<String>,
}

/// The contact book for readers of `clearance`.
pub fn contact_book(plan: &Checked, clearance: Clearance) -> ContactBook {
    let edition = Edition::new(plan, clearance);
    let seen: Vec<&Contact> = plan.contacts.iter().filter(|contact| clearance >= contact.visibility).collect();
    let mut entries = Vec::new();
    for (_, class) in ContactClass::ALL {
        let own = seen.iter().filter(|contact| contact.class.value == *class);
        entries.extend(own.map(|contact| entry(&edition, contact)));
    }
    let head = &plan.head;
    ContactBook {
        plan: head.id.value.clone(),
        organisation: edition.organisation().to_owned(),
        version: head.version.value.clone(),
        number: head.document.number.to_string(),
        dated: head.document.dated.value,
        readers: match clearance {
            Clearance::Public => Readers::Public,
            Clearance::Internal => Readers::Internal,
            Clearance::Restricted => Readers::Restricted,
        },
        groups: groups(&edition, &entries),
        entries,
    }
}

fn entry(edition: &Edition<'_>, contact: &Contact) -> Entry {
    let plan = edition.plan;
    let person = match &contact.owner.value {
        Owner::Person(id) => Some(&plan.people[&id.value]).filter(|person| edition.clearance >= person.visibility),
        _ => None,
    };
    let points: Vec<Way> =
        edition.visible_points(contact).into_iter().map(|(point, value)| way(edition, point, value)).collect();
    let mut note: Vec<String> = contact.note.iter().map(|note| note.value.clone()).collect();
    if points.is_empty() && !contact.points.is_empty() {
        note.push(KEPT_ELSEWHERE.to_owned());
    }
    let shared = contact.points.iter().filter(|point| point.value.open(edition.clearance).is_some());
    note.extend(shared.filter_map(|point| point.shared.as_ref()).map(|shared| shared.value.clone()));
    note.dedup();
    let post = person.map(|person| person.post_title.value.clone()).unwrap_or_default();
    Entry {
        id: contact.id().as_str().to_owned(),
        class: contact.class.value.word(),
        label: contact.label.value.clone(),
        personal: matches!(contact.owner.value, Owner::Person(_)),
        person: person.and_then(|person| person.name.open(edition.clearance)).map(|name| name.value.clone()),
        unit: unit(edition, contact, person),
        post,
        roles: person.map(|person| roles(edition, person.id())).unwrap_or_default(),
        points,
        verified: contact.verified.as_ref().map(|verified| match verified {
            Verified::Checked { date, by, how, result, .. } => Check::Done {
                date: date.value,
                by: plan.roles[&by.value].name.value.clone(),
                how: how.value.word(),
                result: result.value.word(),
            },
            Verified::Exempt(reason) => Check::Exempt(reason.value.clone()),
        }),
        serves: contact.serves.iter().map(|asset| edition.asset(&asset.value).to_owned()).collect(),
        note: note.join("；"),
    }
}

/// The body behind an entry. A person's is known to those who may know the person.
fn unit(edition: &Edition<'_>, contact: &Contact, person: Option<&Person>) -> String {
    let plan = edition.plan;
    match &contact.owner.value {
        Owner::Unit(id) => plan.units[&id.value].name.value.clone(),
        Owner::Group(id) => plan.groups[&id.value].name.value.clone(),
        Owner::Role(id) => plan.roles[&id.value].name.value.clone(),
        Owner::Person(_) => person.map(|person| plan.units[&person.unit.value].name.value.clone()).unwrap_or_default(),
        Owner::Vendor(id) => plan.vendors[&id.value].name.value.clone(),
        Owner::Contract(id) => {
            let contract = &plan.contracts[&id.value];
            plan.vendors[&contract.vendor.value].name.value.clone()
        }
        Owner::Duty(id) => plan.duty[&id.value].name.value.clone(),
    }
}

fn roles(edition: &Edition<'_>, person: &Id<Person>) -> Vec<HeldRole> {
    let roles = &edition.plan.roles;
    let held = roles.iter().filter(|role| role.holder.as_ref().is_some_and(|holder| holder.value == *person));
    let backed = roles.iter().filter(|role| role.backups.iter().any(|backup| backup.value == *person));
    let named = |backup| move |role: &crate::model::org::Role| HeldRole { name: role.name.value.clone(), backup };
    held.map(named(false)).chain(backed.map(named(true))).collect()
}

fn way(edition: &Edition<'_>, point: &Point, value: &str) -> Way {
    let open = |own: &crate::model::Sensitive<crate::model::Sourced<String>>| {
        own.open(edition.clearance).map(|value| value.value.clone())
    };
    Way {
        kind: column(point.kind.value),
        reaches: reaches(point.kind.value),
        value: value.to_owned(),
        hours: point.hours.as_ref().map(|hours| hours_in_words(hours).to_owned()).unwrap_or_default(),
        person: point.person.as_ref().and_then(open).unwrap_or_default(),
        extra: point.extra.iter().filter_map(|(name, own)| Some((name.value.clone(), open(own)?))).collect(),
    }
}

/// What contact books call a kind of point.
fn column(kind: PointKind) -> &'static str {
    match kind {
        PointKind::Landline => "办公电话",
        other => other.word(),
    }
}

fn reaches(kind: PointKind) -> Reaches {
    match kind {
        PointKind::Mobile => Reaches::Cell,
        PointKind::Landline | PointKind::Hotline | PointKind::ShortCode => Reaches::Voice,
        PointKind::Fax => Reaches::Fax,
        PointKind::SmsPlatform => Reaches::Text,
        PointKind::Mail => Reaches::Mail,
        PointKind::Website => Reaches::Web,
        PointKind::Radio | PointKind::OfficialMessenger | PointKind::Messenger | PointKind::MiniProgram => {
            Reaches::Words
        }
    }
}

/// Groups with the entries of those who hold their seats.
fn groups(edition: &Edition<'_>, entries: &[Entry]) -> Vec<Members> {
    let plan = edition.plan;
    let entry_of = |person: &Id<Person>| {
        let own = |contact: &&Contact| matches!(&contact.owner.value, Owner::Person(id) if id.value == *person);
        let contact = plan.contacts.iter().find(own)?;
        entries.iter().find(|entry| entry.id == contact.id().as_str() && entry.person.is_some())
    };
    let members = plan.groups.iter().map(|group| {
        let mut ids: Vec<String> = Vec::new();
        for seat in &group.seats {
            let holder = plan.roles[&seat.role.value].holder.as_ref();
            if let Some(entry) = holder.and_then(|holder| entry_of(&holder.value)).filter(|own| !ids.contains(&own.id))
            {
                ids.push(entry.id.clone());
            }
        }
        Members { id: group.id().as_str().to_owned(), name: group.name.value.clone(), entries: ids }
    });
    members.filter(|group| !group.entries.is_empty()).collect()
}
