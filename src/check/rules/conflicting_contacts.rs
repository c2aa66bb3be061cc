//! CON04: one number leads to one body, and a body has one number to dial first.
//!
//! The 2020 plan gave two landlines for the same top body without saying which is for what. The
//! numbers themselves are never repeated: most are restricted.

mod numbers;

use std::collections::BTreeMap;

use crate::check::same::{self, Body};
use crate::check::{Context, names};
use crate::finding::{Finding, Message, Place};
use crate::model::contact::{Contact, Owner, Point, PointKind};
use crate::model::{Entity, Plan};
use crate::say;

pub(in crate::check) fn check(cx: &mut Context<'_>) {
    let plan = cx.plan;
    let mut found = numbers::shared(plan);
    found.extend(equal_ranks(plan));
    found.extend(two_main_numbers(plan));
    found.extend(foreign_contacts(plan));
    found.into_iter().for_each(|finding| cx.report(finding));
}

fn fault(place: Place, message: Message) -> Finding {
    Finding::warning(names::conflicting_contacts, place, message)
}

/// Two telephones of a contact that are to be tried first.
fn equal_ranks(plan: &Plan) -> Vec<Finding> {
    let mut found = Vec::new();
    for contact in &plan.contacts {
        let mut ranks: BTreeMap<i64, &Point> = BTreeMap::new();
        for point in contact.points.iter().filter(|point| point.kind.value.is_voice()) {
            let rank = point.rank.value;
            if let Some(first) = ranks.insert(rank, point) {
                let label = &contact.label.value;
                let message = say!("“{label}”有两个电话都排第{rank}", "'{label}' has two telephones of rank {rank}");
                let finding = fault(point.rank.place, message)
                    .help(say!("按先打哪个排出不同的 rank", "give them different ranks, in the order of dialling"));
                let finding = finding.related(first.rank.place, say!("另一个在这里", "the other one is here"));
                found.push(finding.entity(contact.id().qualified()));
            }
        }
    }
    found
}

/// The telephone of a contact that is tried first, where it is a number of its own.
fn main_number(contact: &Contact) -> Option<&Point> {
    let first = contact.points.iter().min_by_key(|point| point.rank.value)?;
    matches!(first.kind.value, PointKind::Landline | PointKind::Mobile).then_some(first)
}

/// A body with two entries whose first numbers differ, and nothing says which is for what.
fn two_main_numbers(plan: &Plan) -> Vec<Finding> {
    let mut mains: BTreeMap<Body, Vec<(&Contact, &Point)>> = BTreeMap::new();
    for contact in &plan.contacts {
        let Some(point) = main_number(contact).filter(|_| contact.note.is_none()) else { continue };
        mains.entry(same::body(plan, &contact.owner.value)).or_default().push((contact, point));
    }
    let mut found = Vec::new();
    for all in mains.values() {
        let [(first, own), others @ ..] = all.as_slice() else { continue };
        let differs = |(_, point): &&(&Contact, &Point)| {
            numbers::dialled(point) != numbers::dialled(own) && point.person.is_none()
        };
        for (contact, point) in others.iter().filter(differs) {
            let (label, theirs) = (&contact.label.value, &first.label.value);
            let message = say!(
                "“{theirs}”和“{label}”是同一个机构，却有两个首选电话",
                "'{theirs}' and '{label}' are one body with two numbers to dial first"
            );
            found.push(
                fault(point.kind.place, message)
                    .help(say!(
                        "并成一条，用 rank 排先后；用途不同的在 note 里写明",
                        "make it one entry with ranks, or tell in note what each is for"
                    ))
                    .entity(contact.id().qualified())
                    .related(own.kind.place, say!("另一个首选电话在这里", "the other one is here")),
            );
        }
    }
    found
}

/// A person whose contact belongs to somebody else.
fn foreign_contacts(plan: &Plan) -> Vec<Finding> {
    let mut found = Vec::new();
    for person in &plan.people {
        let Some(reference) = &person.contact else { continue };
        let contact = &plan.contacts[&reference.value];
        let own = Owner::Person(crate::model::Sourced { value: person.id().clone(), place: person.place });
        if same::bodies(plan, &contact.owner.value, &own) {
            continue;
        }
        let (id, label) = (person.id().as_str(), &contact.label.value);
        let message = say!(
            "人员 {id} 的联系方式“{label}”登记在别人名下",
            "the contact '{label}' of {id} belongs to somebody else"
        );
        found.push(
            fault(reference.place, message)
                .help(say!(
                    "改成本人的联系方式，或改正那一条的 owner",
                    "name the person's own contact, or mend its owner"
                ))
                .entity(person.id().qualified())
                .related(contact.owner.place, say!("登记的所有人在这里", "its owner is here")),
        );
    }
    found
}
