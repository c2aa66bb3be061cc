//! A person held against an entry.

use super::{Change, Holding};
use crate::finding::{Finding, Message};
use crate::load::book::Entry;
use crate::load::book::fresh::NewUnit;
use crate::load::faults;
use crate::model::org::{Person, Unit, UnitKind};
use crate::model::{Clearance, Entity, Sourced};
use crate::say;

impl<'a> Holding<'a, '_> {
    /// Holds a person against an entry.
    pub(super) fn person(&mut self, person: &'a Person, entry: &'a Entry) {
        self.people.insert(person.id().as_str());
        self.units.insert(person.unit.value.as_str());
        let named = person.name.open(Clearance::Restricted).map(|own| own.value.as_str());
        if let Some(name) = entry.name.as_ref().filter(|own| Some(own.value.as_str()) != named) {
            self.changed(person, "name", name.clone(), say!("姓名", "the name"));
        }
        if let Some(unit) = &entry.unit
            && let Some(unit_id) = self.unit(unit)
        {
            self.units.extend(self.known.records.units.find(&unit_id).map(|own| own.id().as_str()));
            if unit_id != person.unit.value.as_str() {
                let value = Sourced { value: unit_id, place: unit.place };
                self.changed(person, "unit", value, say!("部门", "the unit"));
            }
        }
        if let Some(post) = entry.post.as_ref().filter(|own| own.value != person.post_title.value) {
            self.changed(person, "post_title", post.clone(), say!("职务", "the post"));
        }
        if let Some(status) = entry.status.as_ref().filter(|own| own.value != person.status.value) {
            let value = Sourced { value: status.value.word().to_owned(), place: status.place };
            self.changed(person, "status", value, say!("状态", "the status"));
        }
    }

    /// The id of a unit of our own that the book names; a new one where it is like none.
    pub(super) fn unit(&mut self, unit: &Sourced<String>) -> Option<String> {
        let name = &unit.value;
        if let Some(body) = self.known.body(name) {
            return body.own().map(|own| own.id().as_str().to_owned());
        }
        if let Some(id) = self.new_units.get(name) {
            return Some(id.clone());
        }
        if self.known.near(name).is_some() {
            self.unknown_body(unit.place, name);
            return None;
        }
        let id = self.ids.unit();
        self.new_units.insert(name.clone(), id.clone());
        let message = say!(
            "预案里没有单位“{name}”，作为内设机构登记",
            "the plan has no unit '{name}'; it is registered as a section"
        );
        let help = say!(
            "如果是已有单位的另一种叫法，写进 org/units.yaml 里它的 aliases，再导入",
            "where it is another name of one, put it under its aliases in org/units.yaml and import again"
        );
        self.findings.push(Finding::warning(faults::CHANGED_CONTACT, unit.place, message).help(help));
        let own = |own: &&Unit| own.kind == UnitKind::Own;
        let parent = self.known.records.units.iter().find(own).map(|own| own.id().as_str().to_owned());
        self.out.fresh.units.push(NewUnit { id: id.clone(), name: unit.clone(), parent });
        Some(id)
    }

    pub(super) fn changed(&mut self, person: &'a Person, key: &'static str, value: Sourced<String>, what: Message) {
        let (id, Message { zh, en }) = (person.id(), what);
        let hangs = self.hangs(person);
        let (zh_hangs, en_hangs) = (hangs.zh, hangs.en);
        let message = say!("{id} 的{zh}与预案不同{zh_hangs}", "{en} of {id} is not what the plan says{en_hangs}");
        let help = if key == "status" {
            say!("不再在职的，在 org/ 任命接替的人", "appoint in org/ who takes over from somebody who has left")
        } else {
            say!("核对后写入预案", "check it, then write it into the plan")
        };
        let finding = self.differs(value.place, message).help(help);
        let there = say!("预案里写在这里", "the plan says so here");
        self.findings.push(finding.entity(id.qualified()).related(person.place, there));
        self.out.changes.push(Change::Person(person, key, value));
    }

    /// What hangs on a person, as the end of a message.
    pub(super) fn hangs(&self, person: &Person) -> Message {
        let all = self.known.depends(person);
        if all.is_empty() {
            return say!("", "");
        }
        let zh = all.iter().map(|(zh, _)| zh.as_str()).collect::<Vec<_>>().join("、");
        let en = all.iter().map(|(_, en)| en.as_str()).collect::<Vec<_>>().join(", ");
        say!("（{zh}）", " ({en})")
    }
}
