//! PLB09: in an attack, malware, content or data event evidence is kept before traces are destroyed.
//!
//! GB/T 22239-2019 asks for records of incidents; police and network authority trace clues. The
//! rule follows decisions, jumps, parallel branches and playbooks that are run; isolation may come first.

use crate::check::destroys::destroys;
use crate::check::flow::{self, State};
use crate::check::{Context, names};
use crate::finding::{Finding, Place};
use crate::model::event::Category;
use crate::model::playbook::{Action, Playbook, RunTarget, Step, StepKind, Then};
use crate::model::{Entity, Plan};
use crate::say;

pub(in crate::check) fn check(cx: &mut Context<'_>) {
    let plan = cx.plan;
    for playbook in plan.playbooks.iter().filter(|playbook| leaves_traces(playbook)) {
        let mut found = Vec::new();
        flow::walk(playbook, &|step| keeps(plan, step, 0), &mut |step, state| {
            if state.done == 0 {
                found.extend(fault(plan, playbook, step, state));
            }
        });
        for finding in found {
            cx.report(finding.entity(playbook.id().qualified()));
        }
    }
}

fn leaves_traces(playbook: &Playbook) -> bool {
    use Category::{Attack, Content, Data, Malware};
    matches!(playbook.category.value, Attack | Malware | Content | Data)
}

/// Most playbooks run by each other; more is a circle.
const DEPTH: usize = 8;

/// 1 where the step surely keeps evidence: by itself or in a playbook that comes back.
fn keeps(plan: &Plan, step: &Step, depth: usize) -> u8 {
    if step.kind == StepKind::Preserve {
        return 1;
    }
    match &step.action {
        Action::Run { target, returns: true } if depth < DEPTH => match &target.value {
            RunTarget::Playbook(run) => {
                let run = &plan.playbooks[&run.value];
                flow::walk(run, &|step| keeps(plan, step, depth + 1), &mut |_, _| {})
            }
            RunTarget::Report(_) => 0,
        },
        _ => 0,
    }
}

/// Where traces are destroyed in `playbook` before evidence is kept in it. Playbooks of the same
/// classes answer for themselves.
fn destroyed_in(plan: &Plan, playbook: &Playbook, depth: usize) -> Option<Place> {
    if leaves_traces(playbook) || depth > DEPTH {
        return None;
    }
    let mut found = None;
    flow::walk(playbook, &|step| keeps(plan, step, depth), &mut |step, state| {
        if state.done == 0 && found.is_none() {
            found = if destroys(step) { Some(step.place) } else { run_by(plan, step, depth) };
        }
    });
    found
}

fn run_by(plan: &Plan, step: &Step, depth: usize) -> Option<Place> {
    let (Action::Run { target, .. } | Action::Watch { then: Then::Run(target), .. }) = &step.action else {
        return None;
    };
    match &target.value {
        RunTarget::Playbook(run) => destroyed_in(plan, &plan.playbooks[&run.value], depth + 1),
        RunTarget::Report(_) => None,
    }
}

fn fault(plan: &Plan, playbook: &Playbook, step: &Step, state: State) -> Option<Finding> {
    let mut finding = if destroys(step) {
        Finding::error(
            names::cleanup_before_evidence,
            step.place,
            say!(
                "这一步会毁掉痕迹，但走到这里可能还没有保全证据",
                "this step destroys traces, but evidence may not have been kept"
            ),
        )
    } else {
        let inside = run_by(plan, step, 0)?;
        Finding::error(
            names::cleanup_before_evidence,
            step.place,
            say!(
                "转去的方案会毁掉痕迹，但走到这里可能还没有保全证据",
                "the playbook run here destroys traces, but evidence may not have been kept"
            ),
        )
        .related(inside, say!("在这里毁掉痕迹", "traces are destroyed here"))
    };
    if let Some(place) = state.left_out_by {
        finding = finding.related(place, say!("走这一支就没有保全证据", "on this branch no evidence is kept"));
    }
    let later = flow::after(playbook, &step.id).into_iter().find(|step| step.kind == StepKind::Preserve);
    if let Some(later) = later {
        finding = finding.related(later.place, say!("证据到这里才保全", "evidence is kept only here"));
    }
    Some(finding.help(say!(
        "在它前面加一步 kind: 保全证据（截屏、日志、镜像、时刻）；隔离可以先做",
        "put a step of kind 保全证据 (screenshot, log, image, time) before it; isolation may come first"
    )))
}
