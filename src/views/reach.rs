//! Whom to call: the contact behind a role, a group or a unit, and the number to dial.

use super::refer::Edition;
use crate::model::contact::{Contact, ContactClass, Owner};
use crate::model::event::Recipient;
use crate::model::words::Words;

impl<'a> Edition<'a> {
    /// The contact under which a recipient is reached.
    pub(super) fn contact_of(&self, recipient: &Recipient) -> Option<&'a Contact> {
        let plan = self.plan;
        let owned = |is: &dyn Fn(&Owner) -> bool| plan.contacts.iter().find(|contact| is(&contact.owner.value));
        match recipient {
            Recipient::Role(id) => {
                let role = &plan.roles[&id.value];
                let shift = role.holder_from.as_ref().and_then(|duty| plan.duty[duty].phone.as_ref());
                let named = role.contact.as_ref().or(shift).map(|contact| &plan.contacts[contact]);
                named.or_else(|| owned(&|owner| matches!(owner, Owner::Role(own) if own.value == id.value)))
            }
            Recipient::Group(id) => {
                // A group owns its mailbox and its radio too; how it is reached is what it names.
                let named = plan.groups[&id.value].contact.as_ref().map(|contact| &plan.contacts[contact]);
                named.or_else(|| owned(&|owner| matches!(owner, Owner::Group(own) if own.value == id.value)))
            }
            Recipient::Unit(id) => owned(&|owner| matches!(owner, Owner::Unit(own) if own.value == id.value)),
        }
    }

    /// The contacts this reader may know of, by class; a class without any is left out.
    pub(super) fn contacts_by_class(&self) -> impl Iterator<Item = (&'static str, Vec<&'a Contact>)> {
        let (plan, clearance) = (self.plan, self.clearance);
        let classes = ContactClass::ALL.iter().map(move |(word, class)| {
            let own = |contact: &&Contact| contact.class.value == *class && clearance >= contact.visibility;
            (*word, plan.contacts.iter().filter(own).collect::<Vec<_>>())
        });
        classes.filter(|(_, contacts)| !contacts.is_empty())
    }

    /// The number to dial for a contact, if this reader may see one: what is printed is dialled at any
    /// hour, so that one which is answered at every hour comes before the rank.
    pub(super) fn dial(&self, contact: &Contact) -> Option<String> {
        let voice = |point: &&crate::model::contact::Point| point.kind.value.is_voice();
        let mut points: Vec<_> = contact.points.iter().filter(voice).collect();
        points.sort_by_key(|point| (!point.is_always(), point.rank.value));
        points.into_iter().find_map(|point| point.value.open(self.clearance)).map(|value| value.value.clone())
    }
}
