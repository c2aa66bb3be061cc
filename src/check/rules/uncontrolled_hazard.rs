//! PLB10: what can kill the one who does it is done by somebody qualified, by a procedure with
//! interlocks, under a warning; and nobody is sent against live equipment with water or foam.
//!
//! The 2020 plan had staff switch breakers and the generator without a word on who may, and answered
//! a fire in the electrical room with foam and sprinklers.

mod danger;
mod media;
mod register;

use crate::check::{Context, names};
use crate::finding::{Finding, Message, Place};
use crate::model::playbook::{Action, Playbook, Step};
use crate::model::{Entity, Plan};
use crate::say;
use danger::Danger;

pub(in crate::check) fn check(cx: &mut Context<'_>) {
    let plan = cx.plan;
    for playbook in &plan.playbooks {
        for finding in operations(plan, playbook) {
            cx.report(finding.entity(playbook.id().qualified()));
        }
    }
    media::check(cx);
    for finding in register::faults(plan) {
        cx.report(finding);
    }
}

fn error(place: Place, message: Message) -> Finding {
    Finding::error(names::uncontrolled_hazard, place, message)
}

fn operations(plan: &Plan, playbook: &Playbook) -> Vec<Finding> {
    let mut found = Vec::new();
    playbook.walk(&mut |step, _| {
        let Action::Do(text) = &step.action else { return };
        let Some(danger) = danger::of(text) else { return };
        let lacks = lacking(plan, step);
        if lacks.is_empty() {
            return;
        }
        let (id, danger_zh, danger_en) = (&step.id.value, danger.zh(), danger.en());
        let zh = lacks.iter().map(|lack| lack.zh.as_str()).collect::<Vec<_>>().join("、");
        let en = lacks.iter().map(|lack| lack.en.as_str()).collect::<Vec<_>>().join(", ");
        let message = say!("“{id}”是{danger_zh}操作，还缺：{zh}", "'{id}' is {danger_en} and lacks: {en}");
        let help = match danger {
            Danger::Fire => say!(
                "procedure 写灭火规程，requires 写训练要求，warning 写什么时候撤",
                "name the procedure, the training under requires, and under warning when to leave"
            ),
            _ => say!(
                "procedure 写带联锁的规程，requires 写资质，warning 写怎么会伤人；岗位没有资质的换有资质的岗位",
                "name a procedure with interlocks, the qualification, a warning, and a role that has the qualification"
            ),
        };
        found.push(error(text.place, message).help(help));
    });
    found
}

/// What a dangerous step lacks.
fn lacking(plan: &Plan, step: &Step) -> Vec<Message> {
    let mut lacks = Vec::new();
    let procedure = step.procedure.as_ref().map(|procedure| &plan.procedures[&procedure.value]);
    match procedure {
        None => lacks.push(say!("操作规程", "a procedure")),
        Some(procedure) if procedure.steps.iter().all(|step| step.interlock.is_none()) => {
            lacks.push(say!("规程里的联锁条件", "interlocks in its procedure"));
        }
        Some(_) => {}
    }
    let by_procedure = procedure.map_or(&[][..], |procedure| procedure.requires.as_slice());
    let asked = if step.requires.is_empty() { by_procedure } else { &step.requires };
    let held: Vec<&str> = step
        .actor
        .iter()
        .flat_map(|actor| &plan.roles[&actor.value].qualifications)
        .map(|held| held.value.as_str())
        .collect();
    let holds = |wanted: &str| held.iter().any(|held| held.contains(wanted) || wanted.contains(held));
    // What a procedure asks may also be a second person; what a step asks is asked of its actor.
    let qualified = if step.requires.is_empty() {
        asked.iter().any(|wanted| holds(wanted))
    } else {
        asked.iter().all(|wanted| holds(wanted))
    };
    if asked.is_empty() {
        lacks.push(say!("资质要求", "the qualification it needs"));
    } else if !qualified {
        lacks.push(say!("有资质的岗位", "a role that has the qualification"));
    }
    if step.warning.is_none() {
        lacks.push(say!("警示", "a warning"));
    }
    lacks
}
