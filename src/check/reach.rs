//! Who can be reached through which contacts.

use std::collections::BTreeMap;

use crate::finding::{Message, Place};
use crate::model::contact::{Contact, Owner, Point, PointKind, Verified};
use crate::model::event::Recipient;
use crate::model::org::{DutyPattern, Group, Person, Role, Unit, UnitKind};
use crate::model::{Clearance, Id, Plan, Sourced};
use crate::say;

/// The contacts of somebody who is told, and whether all of them are known: persons are absent
/// where the restricted folder is.
#[derive(Debug, Default)]
pub(super) struct Known<'a> {
    /// The contacts.
    pub(super) contacts: Vec<&'a Contact>,
    /// Whether there may be others that this copy of the plan does not hold.
    pub(super) incomplete: bool,
}

/// The contacts of `who`.
pub(super) fn contacts<'a>(plan: &'a Plan, who: &Recipient) -> Known<'a> {
    let mut known = Known::default();
    match who {
        Recipient::Unit(unit) => known.owned(plan, |owner| is_unit(owner, &unit.value)),
        Recipient::Group(group) => known.group(plan, &plan.groups[&group.value]),
        Recipient::Role(role) => known.role(plan, &plan.roles[&role.value]),
    }
    known
}

impl<'a> Known<'a> {
    fn owned(&mut self, plan: &'a Plan, is: impl Fn(&Owner) -> bool) {
        self.contacts.extend(plan.contacts.iter().filter(|contact| is(&contact.owner.value)));
    }

    fn group(&mut self, plan: &'a Plan, group: &'a Group) {
        self.contacts.extend(group.contact.as_ref().map(|contact| &plan.contacts[&contact.value]));
        self.owned(plan, |owner| matches!(owner, Owner::Group(own) if own.value == group.id));
        for seat in &group.seats {
            self.role(plan, &plan.roles[&seat.role.value]);
        }
    }

    fn role(&mut self, plan: &'a Plan, role: &'a Role) {
        self.contacts.extend(role.contact.as_ref().map(|contact| &plan.contacts[&contact.value]));
        self.owned(plan, |owner| matches!(owner, Owner::Role(own) if own.value == role.id));
        for duty in role.holder_from.iter().chain(&role.backups_from) {
            let duty = &plan.duty[&duty.value];
            self.contacts.extend(duty.phone.as_ref().map(|phone| &plan.contacts[&phone.value]));
        }
        for person in role.holder.iter().chain(&role.backups) {
            self.person(plan, &person.value);
        }
    }

    fn person(&mut self, plan: &'a Plan, person: &Id<Person>) {
        let Some(row) = plan.people.get(person) else {
            self.incomplete = true;
            return;
        };
        self.contacts.extend(row.contact.as_ref().map(|contact| &plan.contacts[&contact.value]));
        self.owned(plan, |owner| matches!(owner, Owner::Person(own) if own.value == *person));
    }

    /// Whether one of the contacts has a point of this kind.
    fn has(&self, kind: PointKind) -> bool {
        self.contacts.iter().any(|contact| contact.points.iter().any(|point| point.kind.value == kind))
    }

    /// Whether somebody answers one of the contacts at any hour.
    pub(super) fn answers_always(&self) -> bool {
        self.contacts.iter().any(|contact| answers(contact, true))
    }
}

fn is_unit(owner: &Owner, unit: &Id<Unit>) -> bool {
    matches!(owner, Owner::Unit(own) if own.value == *unit)
}

/// The end of a channel that has no address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    /// Whoever is told.
    Recipient,
    /// Our own.
    Sender,
}

/// Which end stops a message over a channel of this kind.
pub(super) fn lacking(plan: &Plan, known: &Known<'_>, kind: PointKind) -> Option<End> {
    let received = match kind {
        // These reach everybody through one address of our own.
        PointKind::OfficialMessenger | PointKind::SmsPlatform => known.has(kind) || we_have(plan, kind),
        PointKind::Landline => known.has(kind) || known.has(PointKind::Hotline) || known.has(PointKind::ShortCode),
        _ => known.has(kind),
    };
    // A fax or a letter needs a machine or a mailbox at both ends.
    let both_ends = matches!(kind, PointKind::Fax | PointKind::Mail | PointKind::Radio);
    match received {
        false => Some(End::Recipient),
        true => (both_ends && !we_have(plan, kind)).then_some(End::Sender),
    }
}

/// Whether one of our own contacts has a point of this kind.
fn we_have(plan: &Plan, kind: PointKind) -> bool {
    let ours = |contact: &&Contact| match &contact.owner.value {
        Owner::Unit(unit) => {
            let unit = &plan.units[&unit.value];
            matches!(unit.kind, UnitKind::Own | UnitKind::Section | UnitKind::Subordinate)
        }
        Owner::Group(_) | Owner::Role(_) | Owner::Person(_) | Owner::Duty(_) => true,
        Owner::Vendor(_) | Owner::Contract(_) => false,
    };
    plan.contacts.iter().filter(ours).any(|contact| contact.points.iter().any(|point| point.kind.value == kind))
}

/// Whether a person answers `contact` when called, at any hour or at least at some.
pub(super) fn answers(contact: &Contact, always: bool) -> bool {
    contact.points.iter().any(|point| point.kind.value.is_voice() && (!always || is_always(point)))
}

fn is_always(point: &Point) -> bool {
    point.hours.as_ref().is_some_and(|hours| is_always_in_words(&hours.value))
}

/// Whether these words mean every hour of every day.
pub(super) fn is_always_in_words(hours: &str) -> bool {
    let bare: String = hours.to_lowercase().replace(['×', '*', ' '], "x").replace("小时", "");
    ["7x24", "24x7", "全天", "全时", "昼夜"].iter().any(|word| bare.contains(word))
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
        let always = hours.is_some_and(|hours| is_always_in_words(&hours.value));
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

#[cfg(test)]
mod tests {
    use super::is_always_in_words;

    #[test]
    fn every_hour_has_several_spellings() {
        for always in ["7x24", "7×24", "7X24小时", "24x7", "全天"] {
            assert!(is_always_in_words(always), "{always}");
        }
        for not in ["工作时间", "8:00-18:00", "5x8", ""] {
            assert!(!is_always_in_words(not), "{not}");
        }
    }
}
