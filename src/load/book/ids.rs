//! Ids for what is new: the next free one in the manner of the plan.

use std::collections::BTreeSet;

use super::super::ids::is_id;
use crate::model::{Entity, Records, Table};

/// Ids that are taken, by kind.
#[derive(Debug)]
pub(super) struct Ids {
    people: BTreeSet<String>,
    contacts: BTreeSet<String>,
    units: BTreeSet<String>,
    /// Number of the last person, and how many digits numbers have.
    last: usize,
    digits: usize,
    /// Number of the last contact without a name of its own, and of the last unit.
    contact: usize,
    unit: usize,
}

impl Ids {
    pub(super) fn of(records: &Records) -> Self {
        let numbers: Vec<&str> =
            records.people.ids().filter_map(|id| id.strip_prefix('p')).filter(|rest| is_number(rest)).collect();
        let digits = numbers.iter().map(|rest| rest.len()).max().unwrap_or(3);
        // Ids are not used again, those of persons who are gone included.
        let retired = records.retired.iter().filter(|own| own.kind.value == "person");
        let retired = retired.filter_map(|own| own.id.value.strip_prefix('p'));
        let last = numbers.into_iter().chain(retired).filter_map(|rest| rest.parse().ok()).max();
        Self {
            people: all(&records.people),
            contacts: all(&records.contacts),
            units: all(&records.units),
            last: last.unwrap_or(0),
            digits,
            contact: 0,
            unit: 0,
        }
    }

    /// The next person: `p012` where the last one is `p011`.
    pub(super) fn person(&mut self) -> String {
        loop {
            self.last += 1;
            let id = format!("p{:0width$}", self.last, width = self.digits);
            if self.people.insert(id.clone()) {
                return id;
            }
        }
    }

    /// A person by a number of its own; none where that is no id or is taken.
    pub(super) fn staff(&mut self, id: &str) -> Option<String> {
        (is_id(id) && self.people.insert(id.to_owned())).then(|| id.to_owned())
    }

    /// A contact: as asked for, else `c-` and the person, else a number.
    pub(super) fn contact(&mut self, asked: Option<&str>, person: &str) -> String {
        let own = format!("c-{person}");
        for id in asked.into_iter().chain(Some(own.as_str()).filter(|_| !person.is_empty())) {
            if is_id(id) && self.contacts.insert(id.to_owned()) {
                return id.to_owned();
            }
        }
        loop {
            self.contact += 1;
            let id = format!("imported-{}", self.contact);
            if self.contacts.insert(id.clone()) {
                return id;
            }
        }
    }

    /// The next unit.
    pub(super) fn unit(&mut self) -> String {
        loop {
            self.unit += 1;
            let id = format!("unit-{}", self.unit);
            if self.units.insert(id.clone()) {
                return id;
            }
        }
    }
}

fn all<K: Entity>(table: &Table<K>) -> BTreeSet<String> {
    table.ids().map(str::to_owned).collect()
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}
