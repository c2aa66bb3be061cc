//! A contact held against an entry.

use std::collections::BTreeSet;

use super::{Change, Holding};
use crate::finding::{Finding, Message};
use crate::load::book::fresh::Verification;
use crate::load::book::{Checked, Entry, Way};
use crate::load::faults;
use crate::load::record::Record;
use crate::model::contact::{Contact, Owner, Point, PointKind, Verified};
use crate::model::{Clearance, Entity, Sourced};
use crate::say;

impl<'a> Holding<'a, '_> {
    /// Holds a contact against an entry.
    pub(super) fn contact(&mut self, contact: &'a Contact, entry: &'a Entry) {
        let id = contact.id();
        if let Some(first) = self.contacts.insert(id.as_str(), entry.place) {
            let message = say!("{id} 在表里出现了两次", "{id} is in the sheet twice");
            let help = say!("只留一行，号码写在同一行", "keep one row, with all its numbers");
            let there = say!("第一处在这里", "the first one is here");
            let finding = Finding::error(faults::UNUSABLE_CELL, entry.place, message).help(help);
            self.findings.push(finding.related(first, there));
            return;
        }
        // What the heading calls 名称 names contacts that are no person's.
        if let Some(label) = entry.label.as_ref().filter(|own| own.value != contact.label.value) {
            let message = say!("{id} 的名称与预案不同", "the label of {id} is not what the plan says");
            let help = say!("核对后写入预案", "check it, then write it into the plan");
            let finding = self.differs(label.place, message).help(help);
            self.findings.push(finding);
            self.out.changes.push(Change::Label(contact, label));
        }
        let renewed = self.points(contact, entry);
        self.verified(contact, entry, renewed);
    }

    /// Holds points against each other; whether a value is another one.
    pub(super) fn points(&mut self, contact: &'a Contact, entry: &'a Entry) -> bool {
        let open = |point: &'a Point| point.value.open(Clearance::Restricted).map(|own| own.value.as_str());
        let personal = matches!(contact.owner.value, Owner::Person(_));
        let person = entry.name.as_ref().filter(|_| !personal).map(|own| own.value.as_str());
        let mut renewed = false;
        let kinds: BTreeSet<PointKind> = entry.points.iter().map(|way| way.kind).collect();
        for kind in kinds {
            let theirs: Vec<&'a Way> = entry.points.iter().filter(|way| way.kind == kind).collect();
            let mut ours: Vec<(usize, &'a Point)> =
                contact.points.iter().enumerate().filter(|(_, own)| own.kind.value == kind).collect();
            ours.sort_by_key(|(_, own)| own.rank.value);
            let alike = |way: &Way, point: &'a Point| open(point).is_some_and(|own| same(kind, own, &way.value.value));
            let (kept, mut new): (Vec<&Way>, Vec<&Way>) =
                theirs.into_iter().partition(|way| ours.iter().any(|(_, own)| alike(way, own)));
            ours.retain(|(_, own)| !kept.iter().any(|way| alike(way, own)));
            new.dedup_by(|a, b| a.value.value == b.value.value);
            let mut ours = ours.into_iter();
            for way in new {
                let old = ours.next();
                renewed |= old.is_some();
                self.told(contact, old.map(|(_, own)| own), way);
                self.out.changes.push(match old {
                    Some((at, _)) => Change::Value(contact, at, way),
                    None => Change::More(contact, way, person),
                });
            }
        }
        renewed
    }

    pub(super) fn told(&mut self, contact: &Contact, old: Option<&Point>, way: &Way) {
        let (id, kind) = (contact.id(), way.kind.word());
        let person = match &contact.owner.value {
            Owner::Person(person) => self.known.records.people.get(&person.value),
            _ => None,
        };
        let Message { zh, en } = person.map_or_else(|| say!("", ""), |person| self.hangs(person));
        let message = match old {
            Some(_) => say!("{id} 的{kind}换了{zh}", "{id} has another {kind}{en}"),
            None => say!("{id} 多了一个{kind}{zh}", "{id} has one {kind} more{en}"),
        };
        let help = say!(
            "写入后拨通一次，用 plangen contacts verify 登记",
            "call it once it is written and record that with plangen contacts verify"
        );
        let mut finding = self.differs(way.value.place, message).help(help);
        if let Some(own) = old.and_then(|own| own.value.open(Clearance::Restricted)) {
            finding = finding.related(own.place, say!("预案里是这一个", "the plan has this one"));
        }
        self.findings.push(finding.entity(id.qualified()));
    }

    /// A later verification is taken over; one of a number that is gone counts no more.
    pub(super) fn verified(&mut self, contact: &'a Contact, entry: &'a Entry, renewed: bool) {
        let old = match &contact.verified {
            Some(Verified::Checked { date, .. }) => Some(date.value),
            Some(Verified::Exempt(_)) => return,
            None => None,
        };
        match self.record(entry).map(|own| own.value) {
            Some(Verification::Done(record)) if old.is_none_or(|old| record.date > old) => {
                self.out.changes.push(Change::Verified(contact, record));
            }
            _ if renewed && old.is_some() => self.out.changes.push(Change::Unverified(contact)),
            _ => {}
        }
    }

    /// What an entry says of its verification, where it says all of it.
    pub(super) fn record(&mut self, entry: &Entry) -> Option<Sourced<Verification>> {
        match entry.verified.as_ref()? {
            Checked::Exempt(reason) => {
                let value = Verification::Exempt(reason.value.clone());
                Some(Sourced { value, place: reason.place })
            }
            Checked::Done { date, by, how, result } => {
                let role = by.as_ref().and_then(|own| self.known.role(&own.value));
                if let (Some(role), Some(how), Some(result)) = (role, *how, *result) {
                    let by = role.id().as_str().to_owned();
                    let value = Verification::Done(Record { date: date.value, by, how, result });
                    return Some(Sourced { value, place: date.place });
                }
                let message = say!(
                    "只有核实日期，缺核实岗位、方式或结果，没有采用",
                    "there is a date of verification but not by which role, how or with what result; it was not taken"
                );
                let help = say!(
                    "补上“核实人”（岗位）、“核实方式”“核实结果”三列，或写入后用 plangen contacts verify 登记",
                    "add the columns 核实人 (a role), 核实方式 and 核实结果, or record it with plangen contacts verify"
                );
                self.findings.push(Finding::info(faults::UNUSABLE_CELL, date.place, message).help(help));
                None
            }
        }
    }
}

/// Whether two values reach the same: numbers by their digits, addresses by their letters.
fn same(kind: PointKind, one: &str, other: &str) -> bool {
    use PointKind::{Fax, Hotline, Landline, Mobile, ShortCode};
    if !matches!(kind, Landline | Mobile | Fax | Hotline | ShortCode) {
        return one == other;
    }
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    digits(one) == digits(other)
}
