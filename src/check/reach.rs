//! Who can be reached through which contacts.

use std::collections::{BTreeMap, BTreeSet};

use crate::finding::{Message, Place};
use crate::model::contact::{Contact, Owner, PointKind, Verified, is_always};
use crate::model::event::Recipient;
use crate::model::org::{DutyPattern, Group, Person, Role, Unit, UnitKind};
use crate::model::{Clearance, Id, Plan, Ref, Sourced};
use crate::say;

/// The contact book by whose contacts they are: a plan asks for each recipient many times.
pub(super) struct Book<'a> {
    /// The plan it belongs to.
    pub(super) plan: &'a Plan,
    units: BTreeMap<&'a Id<Unit>, Vec<&'a Contact>>,
    groups: BTreeMap<&'a Id<Group>, Vec<&'a Contact>>,
    roles: BTreeMap<&'a Id<Role>, Vec<&'a Contact>>,
    people: BTreeMap<&'a Id<Person>, Vec<&'a Contact>>,
    /// The kinds of points that our own contacts have.
    ours: BTreeSet<PointKind>,
}

/// The contacts of somebody who is told, and whether all of them are known: persons are absent
/// where the restricted folder is.
#[derive(Debug, Default)]
pub(super) struct Known<'a> {
    /// The contacts.
    pub(super) contacts: Vec<&'a Contact>,
    /// Whether there may be others that this copy of the plan does not hold.
    pub(super) incomplete: bool,
}

impl<'a> Book<'a> {
    /// Opens the plan's contact book.
    pub(super) fn of(plan: &'a Plan) -> Self {
        let (mut units, mut groups, mut roles, mut people) =
            (BTreeMap::new(), BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
        let mut ours = BTreeSet::new();
        for contact in &plan.contacts {
            let own = match &contact.owner.value {
                Owner::Unit(unit) => {
                    note(&mut units, &unit.value, contact);
                    let kind = plan.units[&unit.value].kind;
                    matches!(kind, UnitKind::Own | UnitKind::Section | UnitKind::Subordinate)
                }
                Owner::Group(group) => note(&mut groups, &group.value, contact),
                Owner::Role(role) => note(&mut roles, &role.value, contact),
                Owner::Person(person) => note(&mut people, &person.value, contact),
                Owner::Duty(_) => true,
                Owner::Vendor(_) | Owner::Contract(_) => false,
            };
            if own {
                ours.extend(contact.points.iter().map(|point| point.kind.value));
            }
        }
        Self { plan, units, groups, roles, people, ours }
    }

    /// The contacts of `who`.
    pub(super) fn contacts(&self, who: &Recipient) -> Known<'a> {
        let mut known = Known::default();
        match who {
            Recipient::Unit(unit) => known.contacts.extend(self.units.get(&unit.value).into_iter().flatten()),
            Recipient::Group(group) => self.group(&self.plan.groups[&group.value], &mut known),
            Recipient::Role(role) => self.role(&self.plan.roles[&role.value], &mut known),
        }
        known
    }

    fn named(&self, contact: Option<&Ref<Contact>>) -> Option<&'a Contact> {
        contact.map(|contact| &self.plan.contacts[&contact.value])
    }

    fn group(&self, group: &Group, known: &mut Known<'a>) {
        known.contacts.extend(self.named(group.contact.as_ref()));
        known.contacts.extend(self.groups.get(&group.id).into_iter().flatten());
        for seat in &group.seats {
            self.role(&self.plan.roles[&seat.role.value], known);
        }
    }

    fn role(&self, role: &Role, known: &mut Known<'a>) {
        known.contacts.extend(self.named(role.contact.as_ref()));
        known.contacts.extend(self.roles.get(&role.id).into_iter().flatten());
        for duty in role.holder_from.iter().chain(&role.backups_from) {
            known.contacts.extend(self.named(self.plan.duty[&duty.value].phone.as_ref()));
        }
        for person in role.holder.iter().chain(&role.backups) {
            self.person(&person.value, known);
        }
    }

    fn person(&self, person: &Id<Person>, known: &mut Known<'a>) {
        let Some(row) = self.plan.people.get(person) else {
            known.incomplete = true;
            return;
        };
        known.contacts.extend(self.named(row.contact.as_ref()));
        known.contacts.extend(self.people.get(person).into_iter().flatten());
    }

    /// Which end stops a message to `known` over a channel of this kind.
    pub(super) fn lacking(&self, known: &Known<'_>, kind: PointKind) -> Option<End> {
        let we_have = self.ours.contains(&kind);
        let received = match kind {
            // These reach everybody through one address of our own.
            PointKind::OfficialMessenger | PointKind::SmsPlatform => known.has(kind) || we_have,
            PointKind::Landline => known.has(kind) || known.has(PointKind::Hotline) || known.has(PointKind::ShortCode),
            _ => known.has(kind),
        };
        // A fax or a letter needs a machine or a mailbox at both ends.
        let both_ends = matches!(kind, PointKind::Fax | PointKind::Mail | PointKind::Radio);
        match received {
            false => Some(End::Recipient),
            true => (both_ends && !we_have).then_some(End::Sender),
        }
    }
}

/// Notes a contact under its owner, who is one of us.
fn note<'a, K>(all: &mut BTreeMap<&'a Id<K>, Vec<&'a Contact>>, owner: &'a Id<K>, contact: &'a Contact) -> bool {
    all.entry(owner).or_default().push(contact);
    true
}

impl Known<'_> {
    /// Whether one of the contacts has a point of this kind.
    fn has(&self, kind: PointKind) -> bool {
        self.contacts.iter().any(|contact| contact.points.iter().any(|point| point.kind.value == kind))
    }

    /// Whether somebody answers one of the contacts at any hour.
    pub(super) fn answers_always(&self) -> bool {
        self.contacts.iter().any(|contact| answers(contact, true))
    }
}

/// The end of a channel that has no address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    /// Whoever is told.
    Recipient,
    /// Our own.
    Sender,
}

/// Whether a person answers `contact` when called, at any hour or at least at some.
pub(super) fn answers(contact: &Contact, always: bool) -> bool {
    contact.points.iter().any(|point| point.kind.value.is_voice() && (!always || point.is_always()))
}

/// Whether there is a second way, or none is needed: national short codes work everywhere.
pub(super) fn has_second_way(contact: &Contact) -> bool {
    let mut ways: Vec<_> = contact
        .points
        .iter()
        .map(|point| (point.kind.value, point.value.open(Clearance::Restricted).map(|value| value.value.as_str())))
        .collect();
    ways.sort();
    ways.dedup();
    let is_national = matches!(contact.verified, Some(Verified::Exempt(_)))
        && contact.points.iter().any(|point| point.kind.value == PointKind::ShortCode);
    ways.len() > 1 || is_national
}

/// Why a contact is needed.
pub(super) struct Need {
    /// Whether at any hour.
    pub(super) always: bool,
    /// Where that is written.
    pub(super) place: Place,
    /// What is written there.
    pub(super) why: Message,
}

/// The contacts somebody relies on, each with its strictest need.
pub(super) fn needs(plan: &Plan) -> BTreeMap<Id<Contact>, Need> {
    let mut needs: BTreeMap<Id<Contact>, Need> = BTreeMap::new();
    let mut add = |contact: &Sourced<Id<Contact>>, always: bool, why: Message| {
        let known = needs.get(&contact.value);
        if known.is_none_or(|known| always && !known.always) {
            needs.insert(contact.value.clone(), Need { always, place: contact.place, why });
        }
    };
    for playbook in &plan.playbooks {
        playbook.walk(&mut |step, _| {
            for contact in &step.calls {
                add(contact, true, say!("处置步骤在这里呼叫它", "a step calls it here"));
            }
        });
    }
    for duty in &plan.duty {
        if let Some(phone) = &duty.phone {
            let always = duty.pattern.value == DutyPattern::Always;
            add(phone, always, say!("值班在这里用它", "a duty uses it here"));
        }
    }
    for contract in &plan.contracts {
        let hours = contract.sla.as_ref().and_then(|sla| sla.hours.as_ref());
        let always = hours.is_some_and(|hours| is_always(&hours.value));
        if let Some(contact) = &contract.contact {
            add(contact, always, say!("合同在这里用它", "a contract uses it here"));
        }
    }
    let roles = plan.roles.iter().filter_map(|role| role.contact.as_ref());
    let groups = plan.groups.iter().filter_map(|group| group.contact.as_ref());
    for contact in roles.chain(groups) {
        add(contact, false, say!("岗位或机构在这里用它", "a role or a group uses it here"));
    }
    needs
}
