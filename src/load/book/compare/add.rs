//! What the plan does not have.

use super::{Holding, Manner, STAFF, staff_id};
use crate::finding::{Finding, Message, Place};
use crate::load::book::Entry;
use crate::load::book::fresh::{NewContact, NewPerson};
use crate::load::faults;
use crate::model::contact::ContactClass;
use crate::model::org::Status;
use crate::model::{Entity, Sourced};
use crate::say;

/// How many new entries are told one by one.
const TOLD: usize = 20;

fn call_it() -> Message {
    say!(
        "写入后拨通一次，用 plangen contacts verify 登记",
        "call it once it is written and record that with plangen contacts verify"
    )
}

impl<'a> Holding<'a, '_> {
    pub(super) fn new_person(&mut self, entry: &'a Entry) {
        let Some(name) = &entry.name else { return };
        let Some(unit) = &entry.unit else {
            let message =
                say!("没有写部门，预案里也没有这个人", "no unit is given, and the plan does not know this person");
            let help = say!("在表里补上部门", "fill in the unit in the sheet");
            return self.wrong(name.place, message, help);
        };
        let Some(unit_id) = self.unit(unit) else { return };
        let id = match &entry.staff {
            None if self.manner == Manner::Living => return self.no_number(name.place),
            Some(own) => self.ids.staff(&staff_id(&own.value)),
            None => Some(self.ids.person()),
        };
        let Some(id) = id else {
            let message = say!("工号在表里出现了两次", "this number is in the sheet twice");
            let help = say!("核对工号；同一个人只留一行", "check it; a person has one row");
            return self.wrong(name.place, message, help);
        };
        let place = entry.points.first().map(|_| name.place);
        let contact = place.map(|_| self.contact_id(entry, &id));
        let post = entry.post.clone().unwrap_or_else(|| self.staff_post(name.place));
        let status = entry.status.as_ref().map_or(Status::Serving, |own| own.value).word();
        let unit = Sourced { value: unit_id, place: unit.place };
        self.announce(name.place);
        let label = entry.label.clone().or_else(|| entry.post.clone()).unwrap_or_else(|| name.clone());
        if let Some(contact) = &contact {
            self.put(entry, contact.clone(), format!("person:{id}"), label);
        }
        self.out.fresh.people.push(NewPerson { id, name: name.clone(), unit, post, status, contact });
    }

    pub(super) fn staff_post(&mut self, place: Place) -> Sourced<String> {
        if !std::mem::replace(&mut self.no_post, true) {
            let message =
                say!("表里没有写职务，一律登记为“{STAFF}”", "no post is given; everybody is registered as {STAFF}");
            let help =
                say!("有职务的，在表里补上再导入", "where somebody has one, add it to the sheet and import again");
            self.findings.push(Finding::info(faults::CHANGED_CONTACT, place, message).help(help));
        }
        Sourced { value: STAFF.to_owned(), place }
    }

    pub(super) fn contact_id(&mut self, entry: &Entry, person: &str) -> String {
        self.ids.contact(entry.contact.as_ref().map(|own| own.value.as_str()), person)
    }

    pub(super) fn new_contact(&mut self, entry: &'a Entry, owner: String, person: &str) {
        if entry.points.is_empty() {
            return;
        }
        if self.manner == Manner::Living && person.is_empty() && entry.contact.is_none() {
            return self.no_number(entry.place);
        }
        let id = self.contact_id(entry, person);
        let named = || entry.post.clone().filter(|_| !person.is_empty()).or_else(|| entry.unit.clone());
        let label = entry.label.clone().or_else(named).or_else(|| entry.name.clone());
        let Some(label) = label else { return };
        self.announce(entry.place);
        self.put(entry, id, owner, label);
    }

    /// Ids of a book that is read again and again must not depend on the order of its rows.
    fn no_number(&mut self, place: Place) {
        let message = say!(
            "这一行没有工号或编号，编号会随行的次序变",
            "this row has no number of its own, so that its id would change with the order of rows"
        );
        let help = say!(
            "在表里加一列“工号”（人员）或“编号”（其他），或用 plangen import contacts 导入一次",
            "add a column 工号 for persons or 编号 for others, or import it once with plangen import contacts"
        );
        self.wrong(place, message, help);
    }

    /// Tells that an entry is new, of many the first ones.
    pub(super) fn announce(&mut self, place: Place) {
        if self.manner == Manner::Living {
            return;
        }
        self.new += 1;
        let message = match self.new {
            ..=TOLD if self.manner == Manner::KnownOnly => {
                say!("预案里没有这一条，没有新增", "the plan does not have this entry; it is not added")
            }
            ..=TOLD => say!("预案里没有这一条，新增", "the plan does not have this entry; it is added"),
            _ => {
                self.more = Some(place);
                return;
            }
        };
        let finding = self.differs(place, message);
        self.findings.push(finding.help(call_it()));
    }

    /// Tells how many more are new.
    pub(super) fn rest(&mut self) {
        let Some(place) = self.more else { return };
        let more = self.new - TOLD;
        let message =
            say!("到这一行为止，另有 {more} 条预案里也没有", "down to this row {more} more are not in the plan either");
        let finding = self.differs(place, message);
        self.findings.push(finding.help(call_it()));
    }

    pub(super) fn put(&mut self, entry: &'a Entry, id: String, owner: String, label: Sourced<String>) {
        let personal = owner.starts_with("person:");
        let class = entry.class.unwrap_or(if personal {
            ContactClass::Personal
        } else if owner.starts_with("vendor:") {
            ContactClass::Vendors
        } else if owner.starts_with("duty:") {
            ContactClass::Duty
        } else {
            ContactClass::Sections
        });
        let mut points = entry.points.clone();
        if let Some(name) = entry.name.as_ref().filter(|_| !personal) {
            for way in points.iter_mut().filter(|way| way.person.is_none()) {
                way.person = Some(name.value.clone());
            }
        }
        let verified = self.record(entry);
        let serves = entry.serves.iter().filter_map(|own| self.asset(own)).collect();
        let note = entry.note.as_ref().map(|own| own.value.clone());
        self.out.fresh.contacts.push(NewContact {
            place: entry.place,
            id,
            owner,
            label,
            class,
            points,
            verified,
            serves,
            note,
        });
    }

    /// The asset of this name.
    pub(super) fn asset(&mut self, own: &Sourced<String>) -> Option<String> {
        let records = self.known.records;
        let system = records.systems.iter().find(|system| system.name.value == own.value);
        let facility = records.facilities.iter().find(|facility| facility.name.value == own.value);
        let found = system.map(|own| own.id().qualified()).or_else(|| facility.map(|own| own.id().qualified()));
        if found.is_none() {
            let name = &own.value;
            let message = say!("预案里没有系统或设施“{name}”", "the plan has no system or facility '{name}'");
            let help = say!("写预案里的名称", "write the name that the plan has");
            self.wrong(own.place, message, help);
        }
        found
    }
}
