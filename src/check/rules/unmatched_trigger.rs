//! STR04: every trigger starts a playbook and every playbook has a trigger; what is registered is
//! used.
//!
//! A trigger without a playbook tells nobody what to do; a playbook without a trigger is started by
//! nobody. Forms, contacts and supplies that nothing refers to are kept up for nothing, or show a
//! step that was forgotten: they warn.

mod used;

use std::collections::BTreeSet;

use crate::check::{Context, names};
use crate::finding::{Finding, Message, Place};
use crate::model::playbook::{Action, EscalationTarget, RunTarget, Then};
use crate::model::{Entity, Plan};
use crate::say;

pub(in crate::check) fn check(cx: &mut Context<'_>) {
    let plan = cx.plan;
    let mut found = Vec::new();
    triggers(plan, &mut found);
    playbooks(plan, &mut found);
    for (entity, place, message) in used::orphans(plan, cx.words) {
        let finding = Finding::warning(names::unmatched_trigger, place, message);
        let help = say!(
            "在用到它的步骤、报告或正文里引用；不再用的删去，编号登记到 retired",
            "refer to it where it is used; delete what is not, and put its id into retired"
        );
        found.push(finding.help(help).entity(entity));
    }
    for finding in found {
        cx.report(finding);
    }
}

fn error(entity: String, place: Place, message: Message, help: Message) -> Finding {
    Finding::error(names::unmatched_trigger, place, message).help(help).entity(entity)
}

fn triggers(plan: &Plan, found: &mut Vec<Finding>) {
    for trigger in &plan.triggers {
        let (entity, label) = (trigger.id().qualified(), &trigger.label.value);
        let answered =
            plan.playbooks.iter().any(|playbook| playbook.triggers.iter().any(|own| own.value == *trigger.id()));
        if trigger.playbooks.is_empty() && !answered {
            let message = say!("“{label}”没有对应的处置方案", "no playbook answers '{label}'");
            let help = say!("在 playbooks 里写上方案编号，或删去这个条件", "name a playbook, or delete the trigger");
            found.push(error(entity.clone(), trigger.label.place, message, help));
        }
        for named in &trigger.playbooks {
            let Some(playbook) = plan.playbooks.get(&named.value) else { continue };
            if !playbook.triggers.iter().any(|own| own.value == *trigger.id()) {
                let (title, id) = (&playbook.title.value, trigger.id());
                let message = say!("“{title}”没有把这个条件列入 triggers", "'{title}' does not list this trigger");
                let help = say!("在方案的 triggers 里加上 {id}", "add {id} to its triggers");
                let place = playbook.title.place;
                found.push(
                    error(entity.clone(), named.place, message, help).related(place, say!("方案在这里", "it is here")),
                );
            }
        }
    }
}

fn playbooks(plan: &Plan, found: &mut Vec<Finding>) {
    let run = run(plan);
    for playbook in &plan.playbooks {
        let (entity, title) = (playbook.id().qualified(), &playbook.title.value);
        let named = plan.triggers.iter().any(|trigger| trigger.playbooks.iter().any(|own| own.value == *playbook.id()));
        if playbook.triggers.is_empty() && !named && !run.contains(playbook.id().as_str()) {
            let message = say!("“{title}”没有启动条件", "nothing starts '{title}'");
            let help = say!(
                "在 events 里写出什么情况下启动它，两边互相列出；只由别的方案转入的，在那里写 run",
                "register its trigger and list each with the other; run it from the playbook that leads here"
            );
            found.push(error(entity.clone(), playbook.title.place, message, help));
        }
        for named in &playbook.triggers {
            let Some(trigger) = plan.triggers.get(&named.value) else { continue };
            if !trigger.playbooks.iter().any(|own| own.value == *playbook.id()) {
                let (label, id) = (&trigger.label.value, playbook.id());
                let message = say!("“{label}”没有指向本方案", "'{label}' does not lead to this playbook");
                let help = say!("在该条件的 playbooks 里加上 {id}", "add {id} to its playbooks");
                let place = trigger.label.place;
                found.push(
                    error(entity.clone(), named.place, message, help).related(place, say!("条件在这里", "it is here")),
                );
            }
        }
    }
}

/// Playbooks that another one runs.
fn run(plan: &Plan) -> BTreeSet<&str> {
    let mut run = BTreeSet::new();
    let see = |target: &RunTarget| match target {
        RunTarget::Playbook(playbook) => Some(playbook.value.as_str().to_owned()),
        RunTarget::Report(_) => None,
    };
    let mut names = Vec::new();
    for playbook in &plan.playbooks {
        playbook.walk(&mut |step, _| match &step.action {
            Action::Run { target, .. } | Action::Watch { then: Then::Run(target), .. } => {
                names.extend(see(&target.value))
            }
            _ => {}
        });
        for escalation in &playbook.escalation {
            if let EscalationTarget::Run(target) = &escalation.target {
                names.extend(see(&target.value));
            }
        }
    }
    for playbook in &plan.playbooks {
        if names.iter().any(|name| name == playbook.id().as_str()) {
            run.insert(playbook.id().as_str());
        }
    }
    run
}
