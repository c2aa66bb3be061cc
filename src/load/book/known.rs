//! What a plan knows by the names that contact books use.

use std::collections::BTreeMap;

use crate::finding::nearest;
use crate::model::contact::{Contact, Owner};
use crate::model::org::{Person, Role, Unit, UnitKind};
use crate::model::{Clearance, Entity, Records};

/// The names of a plan.
#[derive(Debug)]
pub(super) struct Known<'a> {
    pub(super) records: &'a Records,
    persons: BTreeMap<&'a str, Vec<&'a Person>>,
    bodies: BTreeMap<&'a str, Body<'a>>,
    by_owner: BTreeMap<String, Vec<&'a Contact>>,
    by_label: BTreeMap<&'a str, Vec<&'a Contact>>,
}

/// Somebody who may own a contact.
#[derive(Debug, Clone, Copy)]
pub(super) enum Body<'a> {
    /// A unit.
    Unit(&'a Unit),
    /// Another kind with its id.
    Other(&'static str, &'a str),
}

impl Body<'_> {
    /// `unit:info-center`
    pub(super) fn qualified(self) -> String {
        match self {
            Self::Unit(unit) => unit.id().qualified(),
            Self::Other(kind, id) => format!("{kind}:{id}"),
        }
    }

    /// The unit, where persons of it are our own.
    pub(super) fn own(&self) -> Option<&Unit> {
        match self {
            Self::Unit(unit) if matches!(unit.kind, UnitKind::Own | UnitKind::Section | UnitKind::Subordinate) => {
                Some(unit)
            }
            _ => None,
        }
    }
}

impl<'a> Known<'a> {
    pub(super) fn of(records: &'a Records) -> Self {
        let mut persons: BTreeMap<&str, Vec<&Person>> = BTreeMap::new();
        for person in &records.people {
            if let Some(name) = person.name.open(Clearance::Restricted) {
                persons.entry(&name.value).or_default().push(person);
            }
        }
        let mut bodies = BTreeMap::new();
        // A name that two have is the first one's: units before those that act for them.
        let mut put = |name: &'a str, body| _ = bodies.entry(name).or_insert(body);
        for unit in &records.units {
            put(&unit.name.value, Body::Unit(unit));
        }
        for unit in &records.units {
            unit.aliases.iter().for_each(|alias| put(&alias.value, Body::Unit(unit)));
        }
        for vendor in &records.vendors {
            put(&vendor.name.value, Body::Other("vendor", vendor.id().as_str()));
        }
        for group in &records.groups {
            put(&group.name.value, Body::Other("group", group.id().as_str()));
            group.aliases.iter().for_each(|own| put(&own.value, Body::Other("group", group.id().as_str())));
        }
        for duty in &records.duty {
            put(&duty.name.value, Body::Other("duty", duty.id().as_str()));
        }
        for role in &records.roles {
            put(&role.name.value, Body::Other("role", role.id().as_str()));
        }
        let mut by_owner: BTreeMap<String, Vec<&Contact>> = BTreeMap::new();
        let mut by_label: BTreeMap<&str, Vec<&Contact>> = BTreeMap::new();
        for contact in &records.contacts {
            by_owner.entry(owner(contact)).or_default().push(contact);
            by_label.entry(&contact.label.value).or_default().push(contact);
        }
        Self { records, persons, bodies, by_owner, by_label }
    }

    /// Everybody of this name.
    pub(super) fn persons(&self, name: &str) -> &[&'a Person] {
        self.persons.get(name).map_or(&[], Vec::as_slice)
    }

    /// The body of this name, blanks apart.
    pub(super) fn body(&self, name: &str) -> Option<Body<'a>> {
        self.bodies.get(name).copied().or_else(|| {
            let bare: String = name.chars().filter(|c| !c.is_whitespace()).collect();
            self.bodies.get(bare.as_str()).copied()
        })
    }

    /// The name of a body that was probably meant.
    pub(super) fn near(&self, name: &str) -> Option<&'a str> {
        nearest(name, self.bodies.keys().copied())
    }

    /// The contacts of an owner, `person:p001`.
    pub(super) fn contacts(&self, owner: &str) -> &[&'a Contact] {
        self.by_owner.get(owner).map_or(&[], Vec::as_slice)
    }

    /// The contacts of this label.
    pub(super) fn labelled(&self, label: &str) -> &[&'a Contact] {
        self.by_label.get(label).map_or(&[], Vec::as_slice)
    }

    /// The contact of a person: the one the person names, else the first of its own.
    pub(super) fn contact_of(&self, person: &Person) -> Option<&'a Contact> {
        let named = person.contact.as_ref().and_then(|id| self.records.contacts.get(&id.value));
        named.or_else(|| self.contacts(&person.id().qualified()).first().copied())
    }

    /// The role that somebody means by its name or id.
    pub(super) fn role(&self, word: &str) -> Option<&'a Role> {
        let roles = &self.records.roles;
        roles.find(word).or_else(|| {
            let named = |role: &&Role| role.name.value == word || role.aliases.iter().any(|own| own.value == word);
            roles.iter().find(named)
        })
    }

    /// What hangs on a person, in words of the plan: roles held and backed up.
    pub(super) fn depends(&self, person: &Person) -> Vec<(String, String)> {
        let mut all = Vec::new();
        for role in &self.records.roles {
            let name = &role.name.value;
            if role.holder.as_ref().is_some_and(|own| own.value == *person.id()) {
                all.push((format!("“{name}”主岗"), format!("holds '{name}'")));
            }
            if let Some(at) = role.backups.iter().position(|own| own.value == *person.id()) {
                let at = at + 1;
                all.push((format!("“{name}”第{at}备岗"), format!("backup {at} of '{name}'")));
            }
        }
        for duty in &self.records.duty {
            let name = &duty.name.value;
            if duty.members.iter().any(|own| own.value == *person.id()) {
                all.push((format!("“{name}”值班人员"), format!("on duty at '{name}'")));
            }
        }
        all
    }
}

/// `person:p001`
fn owner(contact: &Contact) -> String {
    match &contact.owner.value {
        Owner::Unit(id) => id.value.qualified(),
        Owner::Group(id) => id.value.qualified(),
        Owner::Role(id) => id.value.qualified(),
        Owner::Person(id) => id.value.qualified(),
        Owner::Vendor(id) => id.value.qualified(),
        Owner::Contract(id) => id.value.qualified(),
        Owner::Duty(id) => id.value.qualified(),
    }
}
