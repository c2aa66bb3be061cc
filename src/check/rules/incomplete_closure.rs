//! PLB12: a playbook reports, handles, restores, verifies against criteria, records on a form, ends
//! and feeds the summary; nothing is called recovered on a path that skipped one of them.
//!
//! Of the 21 playbooks of 2020 one said to record and none named a form; after the fire machines
//! were to be switched on again one after the other.

mod hollow;
mod restart;

use crate::check::flow::{self, State};
use crate::check::{Context, names};
use crate::finding::{Finding, Message, Place};
use crate::model::event::Since;
use crate::model::playbook::{Action, EndState, Playbook, RunTarget, Step, StepKind};
use crate::model::{Entity, Plan};
use crate::say;

pub(in crate::check) fn check(cx: &mut Context<'_>) {
    let plan = cx.plan;
    for playbook in plan.playbooks.iter().filter(|playbook| !playbook.steps.is_empty()) {
        let mut found = phases(plan, playbook);
        playbook.walk(&mut |step, _| found.extend(hollow::fault(step)));
        found.extend(restart::faults(playbook));
        for finding in found {
            cx.report(finding.entity(playbook.id().qualified()));
        }
    }
    for finding in restart::order(plan) {
        cx.report(finding);
    }
}

fn warning(place: Place, message: Message) -> Finding {
    Finding::warning(names::incomplete_closure, place, message)
}

/// A phase of a playbook.
struct Phase {
    bit: u8,
    name: Message,
    mend: Message,
    /// Whether a path may end as recovered only when it went through this phase.
    on_every_path: bool,
}

fn all_phases() -> [Phase; 7] {
    let phase = |bit, name, mend, on_every_path| Phase { bit, name, mend, on_every_path };
    [
        phase(
            1,
            say!("报告", "report"),
            say!("加一步 notify，或者 run 一条报告", "add a notify step, or run a report"),
            true,
        ),
        phase(2, say!("处置", "handling"), say!("写明做什么", "write what is done"), false),
        phase(4, say!("恢复", "recovery"), say!("加一步 kind: 恢复", "add a step of kind 恢复"), false),
        phase(
            8,
            say!("核验", "verification"),
            say!("加一步 kind: 核验，verify 里写标准", "add a step of kind 核验 with its criteria under verify"),
            true,
        ),
        phase(
            16,
            say!("记录", "record"),
            say!("加一步 kind: 记录，fills 写用哪张表", "add a step of kind 记录 and name its form under fills"),
            true,
        ),
        phase(
            32,
            say!("总结", "summary"),
            say!(
                "run 一条从“处置结束”或“恢复运行”起算的报告，教训才有去处",
                "run a report that counts from 处置结束 or 恢复运行, so that lessons go somewhere"
            ),
            true,
        ),
        phase(64, say!("结束", "end"), say!("加一步 end，写明由谁宣布", "add a step end with decided_by"), false),
    ]
}

/// The phases a step belongs to.
fn given(plan: &Plan, step: &Step) -> u8 {
    let by_kind = match step.kind {
        StepKind::Report => 1,
        StepKind::Handle | StepKind::Isolate | StepKind::LifeSafety => 2,
        StepKind::Recover => 4,
        StepKind::Verify => 8,
        StepKind::Record => 16,
        StepKind::End => 64,
        _ => 0,
    };
    let by_action = match &step.action {
        Action::Run { target, .. } => match &target.value {
            RunTarget::Report(report) => {
                let since = plan.reports[&report.value].since.as_ref().map(|since| since.value);
                if matches!(since, Some(Since::Handled | Since::Recovered)) { 32 } else { 1 }
            }
            RunTarget::Playbook(_) => 0,
        },
        Action::Goto(_) => return 0,
        _ => 0,
    };
    by_kind | by_action
}

fn phases(plan: &Plan, playbook: &Playbook) -> Vec<Finding> {
    let mut present = 0;
    playbook.walk(&mut |step, _| present |= given(plan, step));
    let mut found = Vec::new();
    let all = all_phases();
    let missing: Vec<&Phase> = all.iter().filter(|phase| present & phase.bit == 0).collect();
    if !missing.is_empty() {
        let names = |of: fn(&Message) -> &str| missing.iter().map(|phase| of(&phase.name)).collect::<Vec<_>>();
        let mends = |of: fn(&Message) -> &str| missing.iter().map(|phase| of(&phase.mend)).collect::<Vec<_>>();
        let (zh, en) = (names(|name| &name.zh).join("”“"), names(|name| &name.en).join(", "));
        let message = say!("方案没有“{zh}”的步骤", "the playbook has no step of {en}");
        let (zh, en) = (mends(|mend| &mend.zh).join("；"), mends(|mend| &mend.en).join("; "));
        found.push(warning(playbook.title.place, message).help(say!("{zh}", "{en}")));
    }
    flow::walk(playbook, &|step| given(plan, step), &mut |step, state: State| {
        if !matches!(&step.action, Action::End { state, .. } if state.value == EndState::Recovered) {
            return;
        }
        let skipped = |phase: &&Phase| phase.on_every_path && present & phase.bit != 0 && state.done & phase.bit == 0;
        for phase in all.iter().filter(skipped) {
            let Message { zh, en } = &phase.name;
            let message = say!("走到这里结束，可能还没有“{zh}”", "a path may end here as recovered without {en}");
            let mut finding = warning(step.place, message)
                .help(say!("把这一步放在各条路都经过的地方", "put that step where every path goes through it"));
            if let Some(place) = state.left_out_by {
                finding = finding.related(place, say!("走这一支就没有", "this branch leaves it out"));
            }
            found.push(finding);
        }
    });
    found
}
