//! PLB01: people come before data and equipment.
//!
//! 突发事件应对法 art. 5 and 消防法 art. 44, 45 put life first; the 2020 plan had data and machines
//! carried out of a fire before anybody was allowed to fight it.

mod required;

use crate::check::flow::{self, State};
use crate::check::safety::{leads_out, makes_people_wait, raises_alarm, saves_property};
use crate::check::{Context, names};
use crate::finding::{Finding, Message, Place};
use crate::model::org::Hazard;
use crate::model::playbook::{Action, Playbook, Step, StepKind};
use crate::model::{Entity, Sourced};
use crate::say;

pub(in crate::check) fn check(cx: &mut Context<'_>) {
    let plan = cx.plan;
    for playbook in plan.playbooks.iter().filter(|playbook| endangers_life(playbook)) {
        let mut found = required::missing(plan, playbook);
        found.extend(first_step(playbook));
        found.extend(property_first(playbook));
        found.extend(waiting(playbook));
        for finding in found {
            cx.report(finding.entity(playbook.id().qualified()));
        }
    }
}

/// Loss of power and heat endanger equipment; every other hazard endangers life.
fn endangers_life(playbook: &Playbook) -> bool {
    playbook.hazards.iter().any(|hazard| !matches!(hazard.value, Hazard::PowerLoss | Hazard::Heat))
}

fn fault(place: Place, message: Message) -> Finding {
    Finding::error(names::equipment_before_people, place, message)
}

/// The texts that tell what is done in a step.
fn deed(step: &Step) -> &str {
    match &step.action {
        Action::Do(text) | Action::Notify { message: Some(text), .. } => &text.value,
        _ => "",
    }
}

/// Whether the step is for people: named so, and not a rescue of property by that name.
fn is_for_people(step: &Step) -> bool {
    let text = deed(step);
    let for_property = saves_property(text) && !leads_out(text) && !raises_alarm(text);
    step.kind == StepKind::LifeSafety && !for_property
}

fn first_step(playbook: &Playbook) -> Option<Finding> {
    let first = playbook.steps.first()?;
    let mend = say!("把报警、撤人写成第一步，kind: 人身安全", "begin with a step of kind 人身安全: alarm, evacuation");
    (!is_for_people(first)).then(|| {
        fault(
            first.place,
            say!(
                "有人身危险的方案，第一步不是保护人",
                "there is danger to life, but the first step does not protect people"
            ),
        )
        .help(mend)
    })
}

const OUT: u8 = 1;
const ALARM: u8 = 2;

/// What a step does for people.
fn done_for_people(step: &Step) -> u8 {
    if !is_for_people(step) {
        return 0;
    }
    let text = deed(step);
    let alarm = raises_alarm(text) || !step.calls.is_empty();
    (u8::from(leads_out(text)) * OUT) | (u8::from(alarm) * ALARM)
}

/// Steps for property after which people are still to be led out or help is still to be called.
fn property_first(playbook: &Playbook) -> Vec<Finding> {
    let mut for_property = Vec::new();
    flow::walk(playbook, &done_for_people, &mut |step, state: State| {
        let cares = match &step.action {
            Action::Decide { input, .. } => playbook.input(input).is_some_and(|input| saves_property(&input.label)),
            _ => saves_property(deed(step)) && !is_for_people(step),
        };
        if cares {
            for_property.push((step, state.done));
        }
    });
    let late = |step: &Step, done: u8| {
        let after = flow::after(playbook, &step.id);
        after.into_iter().find(|later| done_for_people(later) & !done != 0)
    };
    let mend = say!("移到报警、撤离之后，或删去", "move it behind alarm and evacuation, or drop it");
    let mut found = Vec::new();
    for (step, done) in &for_property {
        let Some(late) = late(step, *done) else { continue };
        let message = say!(
            "人员报警、撤离之前先顾数据、设备或财产",
            "data, equipment or property come before alarm or evacuation"
        );
        let related = say!("保护人的步骤在这里", "people are protected here");
        found.push(fault(step.place, message).help(mend.clone()).related(late.place, related));
    }
    let mut leads = false;
    playbook.walk(&mut |step, _| leads |= done_for_people(step) & OUT != 0);
    // Where nobody is ever led out of a fire, the first thing carried out stands for the rest.
    if let Some((step, _)) = for_property.first().filter(|_| required::burns(playbook) && !leads) {
        let message = say!(
            "着火时顾了数据、设备或财产，没有让人撤离",
            "in a fire data, equipment or property are cared for, and nobody is led out"
        );
        let help = say!("先写让人撤离的步骤", "lead people out first");
        found.push(fault(step.place, message).help(help));
    }
    found
}

/// Texts that let people wait for property.
fn waiting(playbook: &Playbook) -> Vec<Finding> {
    let mut texts: Vec<&Sourced<String>> = playbook.facts.iter().chain(&playbook.do_not).collect();
    texts.extend(playbook.prevention.iter().map(|prevention| &prevention.text));
    playbook.walk(&mut |step, _| {
        if let Action::Do(text) = &step.action {
            texts.push(text);
        }
        texts.extend(step.note.iter().chain(&step.warning).chain(&step.requires).chain(&step.until));
    });
    let waits = texts.into_iter().filter(|text| makes_people_wait(text));
    waits
        .map(|text| {
            fault(
                text.place,
                say!(
                    "这句话让报警、撤离或灭火等数据、设备",
                    "this lets alarm, evacuation or firefighting wait for data or equipment"
                ),
            )
            .help(say!("删去；数据靠异地备份，不靠抢搬", "drop it; data are safe in the off-site backup"))
        })
        .collect()
}
