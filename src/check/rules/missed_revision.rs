//! REV05: what changed after the issue is noted, or the plan is out of date and nobody says so.
//!
//! Looked at: laws, holders of key posts, contracts, equipment, incidents, findings of exercises
//! (突发事件应急预案管理办法 lists them as cases of revision). A note is an entry of `changes` for
//! the entity with the day it was made. Waivers are judged here as far as the plan itself tells.

use crate::check::{Context, names};
use crate::finding::{Finding, Message, Place};
use crate::model::pack::KnownLaw;
use crate::model::review::Waiver;
use crate::model::{Date, Entity, Plan, Sourced};
use crate::say;

pub(in crate::check) fn check(cx: &mut Context<'_>) {
    let (plan, as_of) = (cx.plan, cx.as_of);
    // A plan without a record of versions was issued when its document was dated.
    let issued = plan.versions.iter().map(|version| &version.issued).max_by_key(|issued| issued.value);
    let issued = issued.unwrap_or(&plan.head.document.dated);
    for event in events(plan, as_of) {
        if issued.value < event.day && event.day <= as_of && !is_noted(&event, plan) {
            cx.report(unnoted(event, issued));
        }
    }
    for waiver in &plan.waivers {
        for finding in faults(waiver, plan) {
            cx.report(finding.entity(waiver.target.value.clone()));
        }
    }
}

/// Something that calls for a revision.
struct Event {
    entity: String,
    day: Date,
    place: Place,
    what: Message,
}

/// The edition that the packs know to be in force, or what the plan says of it.
fn laws(plan: &Plan, as_of: Date) -> Vec<Event> {
    let mut events = Vec::new();
    for law in &plan.laws {
        let title = &law.title.value;
        let called =
            |known: &&KnownLaw| known.title.value == *title || known.aliases.iter().any(|alias| alias.value == *title);
        let known = plan.packs.iter().flat_map(|pack| &pack.laws).find(called);
        let edition =
            known.and_then(|known| known.editions.iter().rev().find(|edition| edition.valid_from.value <= as_of));
        let (day, what) = match (edition, &law.in_force.to) {
            (Some(edition), _) => {
                let name = &edition.edition.value;
                (edition.valid_from.value, say!("《{title}》{name}施行", "'{title}' came into force as {name}"))
            }
            (None, Some(ended)) => (ended.value, say!("《{title}》失效", "'{title}' ceased to hold")),
            (None, None) => (law.in_force.from.value, say!("《{title}》施行", "'{title}' came into force")),
        };
        events.push(Event { entity: law.id().qualified(), day, place: law.title.place, what });
    }
    events
}

fn events(plan: &Plan, as_of: Date) -> Vec<Event> {
    let mut events = laws(plan, as_of);
    let mut add = |entity: String, date: &Sourced<Date>, what| {
        events.push(Event { entity, day: date.value, place: date.place, what });
    };
    for role in plan.roles.iter().filter(|role| role.key_post) {
        if let Some(appointed) = &role.appointed {
            let name = &role.name.value;
            add(role.id().qualified(), appointed, say!("关键岗位“{name}”换人", "the key post of {name} changed hands"));
        }
    }
    for contract in &plan.contracts {
        if let Some(term) = &contract.term {
            let title = &contract.title.value;
            add(contract.id().qualified(), &term.from, say!("《{title}》新签生效", "'{title}' began"));
        }
    }
    for facility in &plan.facilities {
        if let Some(installed) = &facility.battery_installed {
            let name = &facility.name.value;
            add(facility.id().qualified(), installed, say!("“{name}”更换电池", "'{name}' got new batteries"));
        }
    }
    for incident in plan.incidents.iter().filter(|incident| !incident.lessons.is_empty()) {
        let summary = &incident.summary.value;
        add(
            incident.id().qualified(),
            &incident.date,
            say!("事件“{summary}”有教训", "the incident '{summary}' taught something"),
        );
    }
    for drill in plan.drills.iter().filter(|drill| !drill.findings.is_empty()) {
        let id = drill.id().as_str();
        add(drill.id().qualified(), &drill.date, say!("演练 {id} 发现问题", "the exercise {id} found faults"));
    }
    events
}

fn is_noted(event: &Event, plan: &Plan) -> bool {
    plan.changes.iter().any(|change| {
        let later = change.noted.as_ref().is_some_and(|noted| noted.value >= event.day);
        change.entity.value == event.entity && later
    })
}

fn unnoted(event: Event, issued: &Sourced<Date>) -> Finding {
    let Event { entity, day, place, what: Message { zh, en } } = event;
    let last = issued.value;
    let message = say!(
        "{zh}（{day}），在最近一次印发（{last}）之后，没有修订说明",
        "{en} ({day}), after the last issue ({last}), and no note says so"
    );
    let help = say!(
        "看预案要不要改，在 changes 写一条：entity: \"{entity}\"、reason、noted",
        "see whether the plan has to change and note it under changes: entity: \"{entity}\", reason, noted"
    );
    let finding = Finding::warning(names::missed_revision, place, message).help(help).entity(entity);
    finding.related(issued.place, say!("最近一次印发在这里", "the last issue is here"))
}

fn fault(place: Place, message: Message, help: Message) -> Finding {
    Finding::error(names::missed_revision, place, message).help(help)
}

/// Reasons and approvers of waivers; whether they have ended is told where they are applied.
fn faults(waiver: &Waiver, plan: &Plan) -> Vec<Finding> {
    let mut found = Vec::new();
    let reason = &waiver.reason.value;
    if reason.trim().chars().count() < 4 {
        let message = say!("豁免的理由“{reason}”说明不了什么", "the reason '{reason}' explains nothing");
        found.push(fault(
            waiver.reason.place,
            message,
            say!("写清为什么暂时不能改、这段时间怎么办", "say why it cannot be mended yet and what is done meanwhile"),
        ));
    }
    let approver = &plan.roles[&waiver.approved_by];
    if waiver.target.value == approver.id().qualified() {
        let name = &approver.name.value;
        let message = say!("{name}豁免了自己的问题", "{name} waives a fault of their own");
        found.push(fault(waiver.approved_by.place, message, say!("由上级岗位批准", "let a superior approve it")));
    }
    found
}
