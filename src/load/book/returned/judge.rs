//! A returned sheet held against the plan: which contacts are confirmed, which numbers are others.
//!
//! A contact is confirmed when every number it has in the plan was ticked, and no sooner: half an
//! answer says nothing about the other half. Messages hold no number; the cell does.

use std::collections::BTreeMap;

use super::super::super::faults;
use super::super::Way;
use super::super::numbers::numbers;
use super::{Returned, Row, Tick};
use crate::finding::{Finding, Place, nearest};
use crate::model::contact::{Contact, Point};
use crate::model::{Clearance, Entity, Plan, Sourced};
use crate::say;

/// What a returned sheet says of a plan.
#[derive(Debug, Default)]
pub struct Judged<'a> {
    /// Contacts whose numbers are all right, and where the first of them was ticked.
    pub confirmed: Vec<(&'a Contact, Place)>,
    /// Numbers that are others now: the contact, which of its points, and the new one.
    pub changed: Vec<(&'a Contact, usize, Way)>,
    /// How many contacts were asked about and are neither.
    pub open: usize,
}

/// What became of a number.
enum Answer {
    Right(Place),
    Changed(Way),
    /// It was told where it stands why it is not known.
    Open,
}

/// Holds the sheet against the plan.
pub fn judge<'a>(returned: &Returned, plan: &'a Plan) -> (Judged<'a>, Vec<Finding>) {
    let mut judge = Judge { plan, findings: Vec::new() };
    let mut asked: BTreeMap<&str, Vec<&Row>> = BTreeMap::new();
    let mut order = Vec::new();
    for row in &returned.rows {
        let Some(id) = judge.known(row) else { continue };
        let rows = asked.entry(id).or_default();
        if rows.is_empty() {
            order.push(id);
        }
        rows.push(row);
    }
    let mut judged = Judged::default();
    for id in order {
        let (Some(contact), Some(rows)) = (plan.contacts.find(id), asked.get(id)) else { continue };
        let answers = judge.answers(contact, rows);
        let mut right = Vec::new();
        let mut sure = answers.len() == contact.points.len();
        let mut changed = false;
        for (at, answer) in answers {
            match answer {
                Answer::Right(place) => right.push(place),
                Answer::Changed(way) => {
                    changed = true;
                    judged.changed.push((contact, at, way));
                }
                Answer::Open => sure = false,
            }
        }
        match right.first() {
            Some(place) if sure && !changed => judged.confirmed.push((contact, *place)),
            _ if changed => {}
            _ => judged.open += 1,
        }
    }
    (judged, judge.findings)
}

struct Judge<'a> {
    plan: &'a Plan,
    findings: Vec<Finding>,
}

impl<'a> Judge<'a> {
    fn unusable(&mut self, place: Place, message: crate::finding::Message, help: crate::finding::Message) {
        self.findings.push(Finding::error(faults::UNUSABLE_CELL, place, message).help(help));
    }

    fn unconfirmed(&mut self, place: Place, contact: &Contact, message: crate::finding::Message) {
        let help = say!(
            "请交表的单位补答，或者拨通后用 plangen contacts verify 登记",
            "have the body answer it, or call and record it with plangen contacts verify"
        );
        let finding = Finding::warning(faults::UNCONFIRMED_CONTACT, place, message).help(help);
        self.findings.push(finding.entity(contact.id().qualified()));
    }

    /// The id of a row, where the plan has such a contact.
    fn known<'r>(&mut self, row: &'r Row) -> Option<&'r str> {
        let Some(id) = &row.id else {
            if row.right.is_some() || row.registered.is_some() || row.tick.is_some() {
                let message = say!("表末补了一个联系方式", "a contact was added at the end of the sheet");
                let help =
                    say!("核对后写进预案，拨通一次再登记", "check it, write it into the plan, call it and record that");
                self.findings.push(Finding::warning(faults::CHANGED_CONTACT, row.place, message).help(help));
            }
            return None;
        };
        if self.plan.contacts.find(&id.value).is_some() {
            return Some(&id.value);
        }
        let told = &id.value;
        let help = match nearest(told, self.plan.contacts.ids()) {
            Some(near) => say!("是不是“{near}”？", "did you mean '{near}'?"),
            None => say!(
                "编号列不要改；预案里已经删掉的，重新生成核实表",
                "do not change ids; where the plan has it no more, make the sheet again"
            ),
        };
        self.unusable(id.place, say!("预案里没有联系方式“{told}”", "the plan has no contact '{told}'"), help);
        None
    }

    /// The answer for each point of a contact that the sheet asked about.
    fn answers(&mut self, contact: &'a Contact, rows: &[&Row]) -> Vec<(usize, Answer)> {
        let mut answers: Vec<(usize, Answer)> = Vec::new();
        for row in rows {
            let found = contact.points.iter().enumerate().find(|(at, point)| {
                let answered = answers.iter().any(|(own, _)| own == at);
                let value = point.value.open(Clearance::Restricted).map(|own| own.value.as_str());
                !answered
                    && point.kind.value.word() == row.kind
                    && value == row.registered.as_ref().map(|own| own.value.as_str())
            });
            match found {
                Some((at, point)) => {
                    let answer = self.answer(contact, point, row);
                    answers.push((at, answer));
                }
                None => {
                    let (id, place) = (contact.id(), row.registered.as_ref().map_or(row.place, |own| own.place));
                    let message = say!(
                        "{id} 的登记号码与预案不同：核实表发出之后预案改过，或者表里改动了登记栏",
                        "the registered number of {id} is not the plan's: one of them was changed since the sheet was made"
                    );
                    self.unconfirmed(place, contact, message);
                }
            }
        }
        if let Some(row) = rows.first()
            && answers.len() < contact.points.len()
        {
            let id = contact.id();
            let message = say!("{id} 在预案里的号码没有都列在表上", "not all numbers of {id} are on the sheet");
            if !self.findings.iter().any(|finding| finding.entity == Some(id.qualified())) {
                self.unconfirmed(row.place, contact, message);
            }
        }
        answers
    }

    fn answer(&mut self, contact: &Contact, point: &Point, row: &Row) -> Answer {
        let (id, kind) = (contact.id(), point.kind.value.word());
        let right = row.right.as_ref().filter(|(value, _)| !value.words().trim().is_empty());
        match (row.tick, right) {
            (Some((Tick::Right, place)), None) => return Answer::Right(place),
            (Some((Tick::Right, _)), Some((_, place))) => {
                let message =
                    say!("{id} 的{kind}既打了√又写了更正", "{id}: its {kind} was ticked and corrected as well");
                self.unusable(*place, message, say!("问清楚，留一个", "ask, and keep one of them"));
            }
            (Some((Tick::Unclear, place)), None) => {
                let message = say!("“无误”列里不是√", "what stands under 无误 is no tick");
                self.unusable(
                    place,
                    message,
                    say!("无误的写√，变动的写在“更正”列", "tick what is right; write what changed under 更正"),
                );
            }
            (_, Some((value, place))) => return self.changed(contact, point, value, *place),
            (Some((Tick::Wrong, place)), None) => {
                let message = say!("{id} 的{kind}不对，没有写更正", "{id}: its {kind} is wrong, and no other is told");
                self.unconfirmed(place, contact, message);
            }
            (None, None) => {
                let message = say!("{id} 的{kind}没有回答", "{id}: its {kind} was not answered");
                self.unconfirmed(row.place, contact, message);
            }
        }
        Answer::Open
    }

    /// A number that is another one, or none any more.
    fn changed(&mut self, contact: &Contact, point: &Point, value: &super::Value, place: Place) -> Answer {
        let (id, kind) = (contact.id(), point.kind.value.word());
        let here = say!("现在的号码在这里", "the number it has is here");
        if value.words().contains("停用") {
            let message = say!("{id} 的{kind}停用了", "{id}: its {kind} is out of use");
            let help = say!("从预案里删掉，或者问一个新的", "delete it from the plan, or ask for another");
            let finding = Finding::warning(faults::CHANGED_CONTACT, place, message).help(help);
            self.findings.push(finding.related(point.place, here).entity(contact.id().qualified()));
            return Answer::Open;
        }
        let area = self.plan.head.profile.location.area_code.value.as_str();
        let mut read = numbers(value, Some(point.kind.value), area);
        match (read.pop(), read.is_empty()) {
            (Some(Ok((_, new))), true) => {
                let message = say!("{id} 的{kind}换了", "{id}: it has another {kind}");
                let help = say!(
                    "拨通新号码；用 --numbers 写进预案，再用 plangen contacts verify 登记",
                    "call the new one; have it written with --numbers, then record it with plangen contacts verify"
                );
                let finding = Finding::warning(faults::CHANGED_CONTACT, place, message).help(help);
                self.findings.push(finding.related(point.place, here).entity(contact.id().qualified()));
                let value = Sourced { value: new, place };
                Answer::Changed(Way::new(point.kind.value, value))
            }
            (Some(Err((message, help))), true) => {
                self.unusable(place, message, help);
                Answer::Open
            }
            _ => {
                let message = say!("“更正”列里要写一个号码", "one number is wanted under 更正");
                let help = say!("多出来的写在末尾的空行", "write further ones into the empty rows at the end");
                self.unusable(place, message, help);
                Answer::Open
            }
        }
    }
}
