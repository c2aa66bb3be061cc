//! Who of the plan is not in the book.

use std::collections::BTreeSet;

use super::Holding;
use crate::finding::{Finding, Message};
use crate::load::book::Book;
use crate::load::faults;
use crate::model::Entity;
use crate::model::contact::{ContactClass, Owner};
use crate::model::org::Status;
use crate::say;

impl<'a> Holding<'a, '_> {
    /// Tells who of the plan is not in the book, as far as the book can be expected to have them:
    /// persons of the units it lists, and where its rows have ids, contacts of the chapters it lists.
    pub(super) fn gone(&mut self, book: &Book) {
        for person in &self.known.records.people {
            let listed = self.units.contains(person.unit.value.as_str());
            let serving = person.status.value == Status::Serving;
            // Our own exports list contacts; who has none is not in them.
            let listed = listed && (!book.has_ids || self.known.contact_of(person).is_some());
            if !listed || !serving || self.people.contains(person.id().as_str()) {
                continue;
            }
            self.out.gone += 1;
            let (id, Message { zh, en }) = (person.id(), self.hangs(person));
            let message = say!("表里没有 {id}{zh}", "{id} is not in the sheet{en}");
            let help = say!(
                "已调离的，改 status，并在 org/ 任命接替的人；漏列的，补进表里",
                "where the person has left, change status and appoint a successor in org/; else add the row"
            );
            let finding = match self.known.depends(person).is_empty() {
                true => Finding::info(faults::CHANGED_CONTACT, person.place, message),
                false => Finding::warning(faults::CHANGED_CONTACT, person.place, message),
            };
            self.findings.push(finding.help(help).entity(id.qualified()));
        }
        if !book.has_ids || self.contacts.is_empty() {
            return;
        }
        // A book of suppliers says nothing of authorities.
        let records = &self.known.records.contacts;
        let listed = records.iter().filter(|own| self.contacts.contains_key(own.id().as_str()));
        let classes: BTreeSet<ContactClass> = listed.map(|own| own.class.value).collect();
        for contact in records.iter().filter(|own| classes.contains(&own.class.value)) {
            let id = contact.id();
            if self.contacts.contains_key(id.as_str()) || matches!(contact.owner.value, Owner::Person(_)) {
                continue;
            }
            self.out.gone += 1;
            let message = say!("表里没有 {id}", "{id} is not in the sheet");
            let help = say!(
                "不用了的，从预案里删去；漏列的，补进表里",
                "delete it from the plan if it is not used, else add the row"
            );
            let finding = Finding::info(faults::CHANGED_CONTACT, contact.place, message).help(help);
            self.findings.push(finding.entity(id.qualified()));
        }
    }
}
