//! CON05: a channel that still exists and belongs to the organ, not to its staff.
//!
//! The 2020 plan counted on MSN, whose service in mainland China had ended in 2014, on consumer
//! messengers and on a free mailbox. Which services those are comes from the law packs; an entry of
//! grade C is not confirmed and only warns. Messages never repeat a number or an address.

mod services;

use crate::check::reach::Book;
use crate::check::same::is_official;
use crate::check::words::{Kind, Words};
use crate::check::{Context, names, packs};
use crate::finding::{Finding, Message, Place, Severity};
use crate::model::contact::{Contact, Point};
use crate::model::event::Recipient;
use crate::model::playbook::Action;
use crate::model::{Entity, Plan, Sourced};
use crate::say;
use services::{Fitness, Services};

pub(in crate::check) fn check(cx: &mut Context<'_>) {
    let plan = cx.plan;
    let services = Services::of(plan, cx.as_of);
    let book = Book::of(plan);
    let mut found = Vec::new();
    for contact in &plan.contacts {
        let all = points(plan, contact, &services);
        found.extend(all.into_iter().map(|finding| finding.entity(contact.id().qualified())));
    }
    for report in &plan.reports {
        for (to, channel) in report.to.iter().flat_map(|to| report.channels.iter().map(move |channel| (to, channel))) {
            let sent = sent_over(&book, to, channel, &services);
            found.extend(sent.map(|finding| finding.entity(report.id().qualified())));
        }
    }
    for playbook in &plan.playbooks {
        playbook.walk(&mut |step, _| {
            let Action::Notify { to, by, .. } = &step.action else { return };
            let [channel] = by.as_slice() else { return };
            let sent = to.iter().filter_map(|to| sent_over(&book, to, channel, &services));
            found.extend(sent.map(|finding| finding.entity(playbook.id().qualified())));
        });
    }
    found.into_iter().for_each(|finding| cx.report(finding));
    let spoken =
        |words: &&Words<'_>| words.kind.is_order() || matches!(words.kind, Kind::Paragraph | Kind::Item | Kind::Cell);
    for words in cx.words.iter().filter(spoken) {
        for finding in said(words, &services, cx) {
            cx.report_in(words, finding);
        }
    }
}

/// The finding for a service, as heavy as its entry is sure.
fn fault(fitness: &Fitness<'_>, place: Place, message: Message) -> Finding {
    let name = fitness.name;
    let (severity, help) = match fitness.ended {
        Some(ended) => (
            Severity::Error,
            say!(
                "删去{name}（{ended}起已停止服务），换成电话、政务邮箱或政务即时通信",
                "drop {name}, which ended on {ended}; use a telephone, official mail or an official messenger"
            ),
        ),
        None => (
            Severity::Warning,
            say!(
                "换成电话、政务邮箱或政务即时通信；涉密信息任何时候都不得经这些渠道",
                "use a telephone, official mail or an official messenger; never send anything classified this way"
            ),
        ),
    };
    packs::finding(names::unfit_channel, severity, fitness.grade, place, message)
        .help(help)
        .related(fitness.place, packs::basis(fitness.source))
}

/// Points of a contact over such services. One that is one way of several is let pass where it
/// belongs to somebody outside or to a person.
fn points(plan: &Plan, contact: &Contact, services: &Services<'_>) -> Vec<Finding> {
    let judged: Vec<_> = contact.points.iter().map(|point| (point, services.of_point(point))).collect();
    let sole = judged.iter().all(|(_, fitness)| fitness.is_some());
    let official = is_official(plan, &contact.owner.value);
    let label = &contact.label.value;
    let mut found = Vec::new();
    for (point, fitness) in judged {
        let Some(fitness) = fitness.filter(|fitness| fitness.ended.is_some() || sole || official) else { continue };
        let name = fitness.name;
        let message = match (fitness.ended, official) {
            (Some(_), _) => say!("“{label}”用的{name}已停止服务", "{name}, used for '{label}', no longer exists"),
            (None, true) => {
                say!("“{label}”是公务联系方式，却用{name}", "'{label}' is an official contact and uses {name}")
            }
            (None, false) => say!("“{label}”只有{name}这一种联系方式", "'{label}' can be reached by {name} only"),
        };
        found.push(fault(&fitness, place_of(point), message));
    }
    found
}

fn place_of(point: &Point) -> Place {
    point.kind.place
}

/// A message goes to somebody over a channel for which there are such addresses only.
fn sent_over(
    book: &Book<'_>,
    to: &Sourced<Recipient>,
    channel: &Sourced<crate::model::contact::PointKind>,
    services: &Services<'_>,
) -> Option<Finding> {
    let known = book.contacts(&to.value);
    let points = known.contacts.iter().flat_map(|contact| &contact.points);
    let judged: Vec<_> = points
        .filter(|point| point.kind.value == channel.value)
        .map(|point| services.of_point(point).map(|fitness| (point, fitness)))
        .collect();
    let (point, fitness) = judged.iter().cloned().collect::<Option<Vec<_>>>()?.into_iter().next()?;
    let (kind, name) = (channel.value.word(), fitness.name);
    let message = say!(
        "报告经{kind}送出，而对方的地址只有{name}",
        "this goes by {kind}, for which the recipient has {name} only"
    );
    Some(fault(&fitness, channel.place, message).related(place_of(point), say!("地址在这里", "the address is here")))
}

/// What a text says about such services.
fn said(words: &Words<'_>, services: &Services<'_>, cx: &Context<'_>) -> Vec<Finding> {
    let as_channel = services::speaks_of_a_channel(words.text);
    let mentions =
        services.in_text(words.text).into_iter().filter(|(_, fitness)| fitness.ended.is_some() || as_channel);
    let told = mentions.map(|(range, fitness)| {
        let (name, place) = (fitness.name, words.part(range, cx.sources));
        let message = match fitness.ended {
            Some(_) => say!("渠道“{name}”已停止服务", "the channel {name} no longer exists"),
            None => say!("公务信息经“{name}”传递", "official messages go over {name}"),
        };
        fault(&fitness, place, message)
    });
    told.collect()
}
