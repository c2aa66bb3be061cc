//! CON01: whoever the plan calls can be called, and there is a second way.
//!
//! Calls of a playbook come at any hour, so the contact must be answered 7x24; of what stands in
//! the restricted folder nothing is demanded where that folder is absent.

use crate::check::reach::{self, Book, Need};
use crate::check::{Context, names};
use crate::finding::{Finding, Message, Place};
use crate::model::contact::{Contact, PointKind};
use crate::model::event::{Recipient, Report};
use crate::model::playbook::{Action, EscalationTarget};
use crate::model::quantity::Dimension;
use crate::model::{Entity, Sourced};
use crate::say;

pub(in crate::check) fn check(cx: &mut Context<'_>) {
    let plan = cx.plan;
    let book = Book::of(plan);
    let mut found = Vec::new();
    for (id, need) in reach::needs(plan) {
        let contact = &plan.contacts[&id];
        found.extend(faults(contact, &need).into_iter().map(|fault| fault.entity(id.qualified())));
    }
    for contact in plan.contacts.iter().filter(|contact| contact.points.is_empty()) {
        found.push(without_points(contact).entity(contact.id().qualified()));
    }
    for report in &plan.reports {
        for to in &report.to {
            let all = told(&book, to, &report.channels, Ways::All { at_once: is_urgent(report) });
            found.extend(all.into_iter().map(|finding| finding.entity(report.id().qualified())));
        }
    }
    for playbook in &plan.playbooks {
        let entity = playbook.id().qualified();
        playbook.walk(&mut |step, _| {
            if let Action::Notify { to, by, .. } = &step.action {
                let all = to.iter().flat_map(|to| told(&book, to, by, Ways::Any));
                found.extend(all.map(|finding| finding.entity(entity.clone())));
            }
        });
        for escalation in &playbook.escalation {
            if let EscalationTarget::To(to) = &escalation.target {
                found.extend(told(&book, to, &[], Ways::Any).into_iter().map(|f| f.entity(entity.clone())));
            }
        }
    }
    for finding in found {
        cx.report(finding);
    }
}

fn faults(contact: &Contact, need: &Need) -> Vec<Finding> {
    let label = &contact.label.value;
    let mut found = Vec::new();
    if contact.points.is_empty() {
        return found;
    }
    let mut add = |message: Message, help: Message| {
        let finding = Finding::error(names::unreachable_contact, contact.label.place, message).help(help);
        found.push(finding.related(need.place, need.why.clone()));
    };
    if !reach::answers(contact, false) {
        add(
            say!("“{label}”没有可以通话的号码", "'{label}' has no number that a person answers"),
            say!("加一个电话，写明接听时间", "add a telephone with its hours"),
        );
    } else if need.always && !reach::answers(contact, true) {
        add(
            say!("“{label}”没有全天接听的电话", "'{label}' has no telephone that is answered at all hours"),
            say!("加一个 hours 为 7x24 的电话", "add a telephone with hours: 7x24"),
        );
    }
    if !reach::has_second_way(contact) {
        add(
            say!("“{label}”只有一种联系方式", "'{label}' can be reached in one way only"),
            say!("加第二种：另一个电话、传真或对讲机", "add another telephone, fax or radio"),
        );
    }
    found
}

fn without_points(contact: &Contact) -> Finding {
    let label = &contact.label.value;
    let message = say!("“{label}”一个号码也没有", "'{label}' has no number at all");
    Finding::error(names::unreachable_contact, contact.label.place, message)
        .help(say!("把号码写进 points，或删去这一条", "fill in points or drop the entry"))
}

/// How the channels are meant.
#[derive(Clone, Copy, PartialEq)]
enum Ways {
    /// A step names ways to choose from, and is done at any hour.
    Any,
    /// A report goes by each of them.
    All {
        /// Whether it cannot wait for office hours.
        at_once: bool,
    },
}

/// Whether the report is due before the next office day may have come.
fn is_urgent(report: &Report) -> bool {
    const DAY: i128 = 86_400_000;
    let within = report.within.as_ref().or(report.every.as_ref());
    within.is_some_and(|within| within.dimension() == Dimension::Time && within.base() <= DAY)
}

/// What stops the message to `to` over `channels`.
fn told(book: &Book<'_>, to: &Sourced<Recipient>, channels: &[Sourced<PointKind>], ways: Ways) -> Vec<Finding> {
    let plan = book.plan;
    let name = match &to.value {
        Recipient::Role(role) => &plan.roles[&role.value].name.value,
        Recipient::Group(group) => &plan.groups[&group.value].name.value,
        Recipient::Unit(unit) => &plan.units[&unit.value].name.value,
    };
    let known = book.contacts(&to.value);
    if known.incomplete {
        return Vec::new();
    }
    let at = |place: Place, message: Message| Finding::error(names::unreachable_contact, place, message);
    if ways != (Ways::All { at_once: false }) && !known.answers_always() {
        let message = say!("没有全天能打通“{name}”的电话", "nobody answers for '{name}' at all hours");
        let help = say!("给它的联系方式加一个 hours 为 7x24 的电话", "give its contact a telephone with hours: 7x24");
        return vec![at(to.place, message).help(help)];
    }
    let missing: Vec<_> =
        channels.iter().filter_map(|own| book.lacking(&known, own.value).map(|end| (own, end))).collect();
    if ways == Ways::Any && missing.len() < channels.len() {
        return Vec::new();
    }
    let one = |(channel, end): &(&Sourced<PointKind>, reach::End)| {
        let kind = channel.value.word();
        let message = match end {
            reach::End::Recipient => say!("“{name}”没有{kind}的号码或地址", "'{name}' has no address for {kind}"),
            reach::End::Sender => say!("本单位没有{kind}，报不出去", "we have no {kind} to send it with"),
        };
        at(channel.place, message)
            .help(say!("在联系方式里补上，或改用别的渠道", "add it to the contacts or use another channel"))
            .related(to.place, say!("收件人在这里", "the recipient is here"))
    };
    missing.iter().map(one).collect()
}
