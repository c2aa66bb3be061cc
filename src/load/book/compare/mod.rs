//! A contact book held against a plan: whose number changed, who is new, who is not there any
//! more, and what hangs on them.
//!
//! Values are compared, never guessed: an empty cell says nothing, a person is known by id, by the
//! number of the personnel office, or by a name that only one has. Messages name cells and ids and
//! repeat no number.

mod add;
mod contact;
mod gone;
mod person;
mod whose;

use std::collections::{BTreeMap, BTreeSet};

use super::super::faults;
use super::super::findings::Findings;
use super::super::record::Record;
use super::fresh::Fresh;
use super::ids::Ids;
use super::known::{Body, Known};
use super::{Book, Entry, Way};
use crate::finding::{Finding, Message, Place};
use crate::model::contact::{Contact, Owner};
use crate::model::org::Person;
use crate::model::{Entity, Records, Sourced};

/// Something that a plan says otherwise than the book.
#[derive(Debug)]
pub enum Change<'a> {
    /// A point has another value.
    Value(&'a Contact, usize, &'a Way),
    /// A point more, and who answers where the owner is no person.
    More(&'a Contact, &'a Way, Option<&'a str>),
    /// A contact is called otherwise.
    Label(&'a Contact, &'a Sourced<String>),
    /// A field of a person, with what it says now.
    Person(&'a Person, &'static str, Sourced<String>),
    /// A later verification.
    Verified(&'a Contact, Record),
    /// A verification of what is not dialled any more.
    Unverified(&'a Contact),
}

/// What a book is to the plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Manner {
    /// Imported once; what is new is added.
    Adding,
    /// Imported once; what is new is left out.
    KnownOnly,
    /// A part of it, read at every build, so that who is only in it is nobody new.
    Living,
}

/// How a book and a plan differ.
#[derive(Debug, Default)]
pub struct Comparison<'a> {
    /// What the plan says otherwise.
    pub changes: Vec<Change<'a>>,
    /// What the plan does not have.
    pub fresh: Fresh,
    /// How many entries say what the plan says.
    pub same: usize,
    /// How many persons and contacts of the plan are not in the book.
    pub gone: usize,
}

/// Holds a book against a plan.
pub fn compare<'a>(book: &'a Book, records: &'a Records, manner: Manner) -> (Comparison<'a>, Vec<Finding>) {
    let mut findings = Findings::default();
    let comparison = hold(book, records, manner, &mut findings);
    (comparison, findings.into_list())
}

pub(in crate::load) fn hold<'a>(
    book: &'a Book,
    records: &'a Records,
    manner: Manner,
    findings: &mut Findings,
) -> Comparison<'a> {
    let mut holding = Holding {
        known: Known::of(records),
        ids: Ids::of(records),
        out: Comparison::default(),
        people: BTreeSet::new(),
        contacts: BTreeMap::new(),
        units: BTreeSet::new(),
        new_units: BTreeMap::new(),
        no_post: false,
        manner,
        new: 0,
        more: None,
        findings,
    };
    for entry in &book.entries {
        holding.entry(entry);
    }
    holding.rest();
    holding.gone(book);
    holding.out
}

/// Post of a person where the book tells none: true of everybody it lists.
const STAFF: &str = "职工";

struct Holding<'a, 'f> {
    known: Known<'a>,
    ids: Ids,
    out: Comparison<'a>,
    /// Persons of the plan that the book has.
    people: BTreeSet<&'a str>,
    /// Contacts of the plan that the book has, each with its row.
    contacts: BTreeMap<&'a str, Place>,
    /// Units of the plan that the book has persons of.
    units: BTreeSet<&'a str>,
    /// Units that are new, by name, with their ids.
    new_units: BTreeMap<String, String>,
    no_post: bool,
    manner: Manner,
    /// How many entries are new, and the last of those that were not told by themselves.
    new: usize,
    more: Option<Place>,
    findings: &'f mut Findings,
}

/// Whose an entry is.
enum Whose<'a> {
    Contact(&'a Contact),
    Person(&'a Person),
    /// A person nobody knows, of one of our units.
    Nobody,
    Body(Body<'a>),
}

impl<'a> Holding<'a, '_> {
    fn entry(&mut self, entry: &'a Entry) {
        let Some(whose) = self.whose(entry) else { return };
        let before = self.out.changes.len();
        match whose {
            Whose::Contact(contact) => {
                if let Owner::Person(id) = &contact.owner.value
                    && let Some(person) = self.known.records.people.get(&id.value)
                {
                    self.person(person, entry);
                }
                self.contact(contact, entry);
            }
            Whose::Person(person) => {
                self.person(person, entry);
                match self.known.contact_of(person) {
                    Some(contact) => self.contact(contact, entry),
                    None => return self.new_contact(entry, person.id().qualified(), person.id().as_str()),
                }
            }
            Whose::Nobody => return self.new_person(entry),
            Whose::Body(body) => match self.of_body(body, entry) {
                Some(contact) => self.contact(contact, entry),
                None => return self.new_contact(entry, body.qualified(), ""),
            },
        }
        self.out.same += usize::from(self.out.changes.len() == before);
    }

    /// A finding about what differs: of a book that is part of the plan, two places say two things.
    fn differs(&self, place: Place, message: Message) -> Finding {
        match self.manner {
            Manner::Living => Finding::warning(faults::CHANGED_CONTACT, place, message),
            _ => Finding::info(faults::CHANGED_CONTACT, place, message),
        }
    }

    fn wrong(&mut self, place: Place, message: Message, help: Message) {
        self.findings.push(Finding::error(faults::UNUSABLE_CELL, place, message).help(help));
    }
}

/// The id of a person by the number of the personnel office, which may be digits alone.
fn staff_id(number: &str) -> String {
    let kept =
        number.to_lowercase().chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect::<String>();
    let kept = kept.split('-').filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-");
    if kept.starts_with(|c: char| c.is_ascii_lowercase()) { kept } else { format!("p{kept}") }
}
