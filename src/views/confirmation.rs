//! Confirmation sheets: each body is asked whether its numbers are still right, one sheet a body.
//!
//! A sheet says what the plan says and until when that holds, never how old it is: it is the same
//! on whatever day it is printed.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::refer::{Edition, date_in_words, hours_in_words};
use super::sheet::{Sheet, SheetFile};
use crate::check::Checked;
use crate::model::age::last_day;
use crate::model::contact::{Contact, ContactClass, Owner, Point, Verified};
use crate::model::verification::Body;
use crate::model::words::Words;
use crate::model::{Clearance, Entity};

/// Its title; the name of the body follows.
pub const TITLE: &str = "应急联系方式核实表";

/// What a body is asked.
#[derive(Debug, Clone, Serialize)]
pub struct Confirmation {
    /// Who answers: name of the unit, supplier, group or duty.
    pub body: String,
    /// The role that collects the sheets: the one that verified most of these contacts before.
    pub collects: Option<String>,
    /// What is to be confirmed, in the order of the contact book.
    pub entries: Vec<Entry>,
}

/// A contact to confirm.
#[derive(Debug, Clone, Serialize)]
pub struct Entry {
    /// Its id, under which the answer is recorded.
    pub id: String,
    /// Who or what.
    pub name: String,
    /// The post, where `name` is a person's.
    pub post: Option<String>,
    /// When it was last verified and how; nothing where it never was.
    pub verified: Option<String>,
    /// The last day on which that counts.
    pub until: Option<String>,
    /// What reaches it, best first.
    pub ways: Vec<Way>,
}

/// A number or an address to confirm.
#[derive(Debug, Clone, Serialize)]
pub struct Way {
    /// What it is.
    pub kind: &'static str,
    /// The number or address.
    pub value: String,
    /// When it is answered and by whom, and further facts.
    pub about: Option<String>,
}

/// The sheets of everybody who has one of the contacts of `ids`, by body.
pub fn confirmations(plan: &Checked, clearance: Clearance, ids: &BTreeSet<String>) -> SheetFile<Confirmation> {
    let edition = Edition::new(plan, clearance);
    let mut bodies: BTreeMap<Body, Vec<&Contact>> = BTreeMap::new();
    for (_, class) in ContactClass::ALL {
        let own = plan.contacts.iter().filter(|contact| contact.class.value == *class);
        for contact in own.filter(|contact| ids.contains(contact.id().as_str()) && clearance >= contact.visibility) {
            bodies.entry(contact.body(plan)).or_default().push(contact);
        }
    }
    let sheets = bodies.into_iter().map(|(body, contacts)| {
        let entries = contacts.iter().map(|contact| entry(&edition, contact)).collect();
        let collects = collects(plan, &contacts);
        let title = format!("{TITLE}（{}）", body.name);
        let confirmation = Confirmation { body: body.name, collects, entries };
        Sheet::new("confirmation", &body.id.replace(':', "-"), title, confirmation)
    });
    SheetFile::new(&edition, &format!("{}{TITLE}", edition.organisation()), sheets.collect())
}

/// The sheets of everybody who has something to confirm.
pub fn everybody(plan: &Checked, clearance: Clearance) -> SheetFile<Confirmation> {
    let exempt = |contact: &&Contact| matches!(contact.verified, Some(Verified::Exempt(_)));
    let asked = plan.contacts.iter().filter(|contact| !exempt(contact) && !contact.points.is_empty());
    confirmations(plan, clearance, &asked.map(|contact| contact.id().as_str().to_owned()).collect())
}

/// Which role verified most of them; of several the first by id.
fn collects(plan: &Checked, contacts: &[&Contact]) -> Option<String> {
    let mut counts = BTreeMap::new();
    for contact in contacts {
        if let Some(Verified::Checked { by, .. }) = &contact.verified {
            *counts.entry(&by.value).or_insert(0_usize) += 1;
        }
    }
    let most = counts.values().max().copied()?;
    let (role, _) = counts.into_iter().find(|(_, count)| *count == most)?;
    Some(plan.roles[role].name.value.clone())
}

fn entry(edition: &Edition<'_>, contact: &Contact) -> Entry {
    let label = &contact.label.value;
    let person = match &contact.owner.value {
        Owner::Person(id) => edition.plan.people.get(&id.value).and_then(|person| person.name.open(edition.clearance)),
        _ => None,
    };
    let ages = &edition.plan.head.policy.contact_max_age;
    let (verified, until) = match &contact.verified {
        Some(Verified::Checked { date, how, .. }) => (
            Some(format!("{}{}", date_in_words(date.value), how.value.word())),
            last_day(date.value, ages.of(contact.class.value)).map(date_in_words),
        ),
        _ => (None, None),
    };
    let points = edition.visible_points(contact).into_iter();
    Entry {
        id: contact.id().as_str().to_owned(),
        name: person.map_or(label, |name| &name.value).clone(),
        post: person.map(|_| label.clone()),
        verified,
        until,
        ways: points.map(|(point, value)| way(edition, point, value)).collect(),
    }
}

fn way(edition: &Edition<'_>, point: &Point, value: &str) -> Way {
    let hours = point.hours.iter().map(|hours| hours_in_words(hours).to_owned());
    let person = point.person.iter().filter_map(|person| person.open(edition.clearance)).map(|own| own.value.clone());
    let extra = point.extra.iter().filter_map(|(name, own)| {
        let own = own.open(edition.clearance)?;
        Some(format!("{}{}", name.value, own.value))
    });
    let about: Vec<String> = hours.chain(person).chain(extra).collect();
    Way {
        kind: point.kind.value.word(), value: value.to_owned(), about: (!about.is_empty()).then(|| about.join("，"))
    }
}
