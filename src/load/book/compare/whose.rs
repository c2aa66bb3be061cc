//! Whose an entry is.

use super::{Holding, Whose, staff_id};
use crate::finding::Place;
use crate::load::book::Entry;
use crate::load::book::known::Body;
use crate::model::Entity;
use crate::model::contact::Contact;
use crate::say;

impl<'a> Holding<'a, '_> {
    /// Whose an entry is; none where that was told to be unclear.
    pub(super) fn whose(&mut self, entry: &'a Entry) -> Option<Whose<'a>> {
        let records = self.known.records;
        if let Some(contact) = entry.contact.as_ref().and_then(|id| records.contacts.find(&id.value)) {
            return Some(Whose::Contact(contact));
        }
        let staff = entry.staff.as_ref().and_then(|own| records.people.find(&staff_id(&own.value)));
        if let Some(person) = staff {
            return Some(Whose::Person(person));
        }
        let body = entry.unit.as_ref().and_then(|own| self.known.body(&own.value));
        let Some(name) = &entry.name else {
            return self.unnamed(entry, body);
        };
        // Somebody at another body is reached through it.
        if let Some(body) = body.filter(|body| body.own().is_none()) {
            return Some(Whose::Body(body));
        }
        let unit = body.and_then(|body| body.own().map(|unit| unit.id().as_str().to_owned()));
        let alike = self.known.persons(&name.value);
        let there: Vec<_> =
            alike.iter().filter(|own| unit.as_deref().is_none_or(|unit| own.unit.value.as_str() == unit)).collect();
        match (there.as_slice(), alike) {
            ([person], _) => Some(Whose::Person(person)),
            // Of one name and now in another unit: the same person, who has moved.
            ([], [person]) if entry.staff.is_none() => Some(Whose::Person(person)),
            ([], _) => Some(Whose::Nobody),
            _ => {
                let message = say!(
                    "有几个人同名，分不清是哪一个",
                    "several persons have this name; which one it is cannot be told"
                );
                let help = say!(
                    "加一列“工号”或“编号”，写预案里的人员编号",
                    "add a column 工号 or 编号 with the ids that the plan has"
                );
                self.wrong(name.place, message, help);
                None
            }
        }
    }

    /// Whose an entry without a person's name is.
    pub(super) fn unnamed(&mut self, entry: &'a Entry, body: Option<Body<'a>>) -> Option<Whose<'a>> {
        if let Some(body) = body {
            return Some(Whose::Body(body));
        }
        let label = entry.label.as_ref()?;
        if let [contact] = self.known.labelled(&label.value) {
            return Some(Whose::Contact(contact));
        }
        if let Some(body) = self.known.body(&label.value) {
            return Some(Whose::Body(body));
        }
        let place = entry.unit.as_ref().map_or(label.place, |own| own.place);
        self.unknown_body(place, entry.unit.as_ref().unwrap_or(label).value.as_str());
        None
    }

    pub(super) fn unknown_body(&mut self, place: Place, name: &str) {
        let message = say!("预案里没有叫“{name}”的单位或岗位", "the plan has no body called '{name}'");
        let help = match self.known.near(name) {
            Some(near) => say!(
                "是不是“{near}”？叫法不同的，写进 org/units.yaml 里它的 aliases",
                "did you mean '{near}'? where it is another name of it, put it under its aliases in org/units.yaml"
            ),
            None => say!("先在 org/units.yaml 里登记它", "register it in org/units.yaml first"),
        };
        self.wrong(place, message, help);
    }

    /// The contact of a body that an entry means.
    pub(super) fn of_body(&self, body: Body<'a>, entry: &Entry) -> Option<&'a Contact> {
        let own = self.known.contacts(&body.qualified());
        let label = entry.label.as_ref().map(|own| own.value.as_str());
        let labelled = own.iter().find(|contact| Some(contact.label.value.as_str()) == label);
        labelled.or_else(|| own.first().filter(|_| own.len() == 1 && label.is_none())).copied()
    }
}
