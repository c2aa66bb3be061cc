//! PLB05: a playbook has steps, and a step has one deed, one actor and a limit.
//!
//! The 2020 plan had a playbook of facts only, and most of its steps named neither who nor until
//! when. A limit is demanded where lives, reports or containment depend on it; elsewhere a step is
//! bound when a later one must be done by a time that counts from before it.

use crate::check::{Context, deeds, names};
use crate::finding::{Finding, Message, Place};
use crate::model::Entity;
use crate::model::playbook::{Action, Playbook, RunTarget, Step, StepKind};
use crate::say;

/// Fewest steps of a playbook: see, act, end.
const FEWEST: usize = 3;

pub(in crate::check) fn check(cx: &mut Context<'_>) {
    let plan = cx.plan;
    for playbook in &plan.playbooks {
        let mut steps: Vec<&Step> = Vec::new();
        playbook.walk(&mut |step, _| steps.push(step));
        let mut found = Vec::new();
        found.extend(too_few(playbook, &steps));
        for (at, step) in steps.iter().enumerate() {
            found.extend(without_actor(step));
            found.extend(without_limit(step, &steps[..at], &steps[at + 1..]));
            found.extend(two_deeds(step));
        }
        for finding in found {
            cx.report(finding.entity(playbook.id().qualified()));
        }
    }
}

fn error(place: Place, message: Message) -> Finding {
    Finding::error(names::incomplete_step, place, message)
}

fn too_few(playbook: &Playbook, steps: &[&Step]) -> Option<Finding> {
    let count = steps.iter().filter(|step| !matches!(step.action, Action::Goto(_))).count();
    (count < FEWEST).then(|| {
        error(playbook.title.place, say!("方案只有{count}个步骤", "the playbook has {count} steps only"))
            .help(say!("至少写明发现、处置、结束三步", "write at least what is seen, what is done and how it ends"))
    })
}

fn without_actor(step: &Step) -> Option<Finding> {
    let id = &step.id.value;
    match &step.action {
        Action::Do(_) | Action::Notify { .. } | Action::Decide { .. } | Action::Watch { .. } => {
            step.actor.is_none().then(|| {
                error(step.id.place, say!("步骤“{id}”没有写由谁做", "nobody does the step '{id}'"))
                    .help(say!("加 actor，写岗位编号", "add actor with the id of a role"))
            })
        }
        Action::End { decided_by: None, .. } => Some(
            error(step.id.place, say!("步骤“{id}”没有写由谁宣布结束", "nobody decides the end '{id}'"))
                .help(say!("加 decided_by，写岗位编号", "add decided_by with the id of a role")),
        ),
        _ => None,
    }
}

fn is_limited(step: &Step) -> bool {
    step.within.is_some() || step.every.is_some()
}

fn without_limit(step: &Step, before: &[&Step], after: &[&Step]) -> Option<Finding> {
    // A report that is run brings its own limit; jumps and ends take no time.
    let takes_time = match &step.action {
        Action::Do(_) | Action::Notify { .. } => true,
        Action::Run { target, .. } => matches!(target.value, RunTarget::Playbook(_)) && step.kind == StepKind::Isolate,
        _ => false,
    };
    if !takes_time || is_limited(step) {
        return None;
    }
    let (id, kind) = (&step.id.value, step.kind.word());
    let help = say!("加 within，从别处起算的再写 since", "add within, and since where it counts from elsewhere");
    match step.kind {
        StepKind::LifeSafety | StepKind::Report | StepKind::Isolate => Some(
            error(step.id.place, say!("{kind}步骤“{id}”没有时限", "the step '{id}' ({kind}) has no limit")).help(help),
        ),
        StepKind::Handle | StepKind::Recover if !is_bound(step, before, after) => Some(
            Finding::warning(
                names::incomplete_step,
                step.id.place,
                say!(
                    "{kind}步骤“{id}”和它之后的步骤都没有时限",
                    "neither the step '{id}' ({kind}) nor a later one has a limit"
                ),
            )
            .help(help),
        ),
        _ => None,
    }
}

/// Whether a later step must be done by a time that counts from the trigger or from a step before
/// this one: then this one must be done, too.
fn is_bound(step: &Step, before: &[&Step], after: &[&Step]) -> bool {
    after.iter().any(|later| {
        let since = later.since.as_ref().map(|since| since.value.as_str());
        let counts_from_before = match since {
            Some("触发") => true,
            Some("上一步") | None => false,
            Some(id) => id == step.id.value || before.iter().any(|step| step.id.value == id),
        };
        later.within.is_some() && counts_from_before
    })
}

fn two_deeds(step: &Step) -> Option<Finding> {
    let Action::Do(text) = &step.action else { return None };
    deeds::second(text)?;
    Some(
        Finding::warning(names::incomplete_step, text.place, say!("一个步骤里写了两件事", "this step holds two deeds"))
            .help(say!("拆成两步，各写由谁做、多久做完", "split it; give each its actor and limit")),
    )
}
