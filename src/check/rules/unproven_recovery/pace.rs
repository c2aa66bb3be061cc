//! Whether playbooks restore a system inside its objective.

use std::collections::BTreeSet;

use super::fault;
use crate::check::pace::{Elapsed, done_by, elapsed, in_words};
use crate::finding::Finding;
use crate::model::asset::{AssetRef, System};
use crate::model::playbook::{Playbook, Step, StepKind};
use crate::model::{Entity, Id, Plan};
use crate::say;

pub(super) fn check(plan: &Plan) -> Vec<Finding> {
    plan.playbooks.iter().filter_map(|playbook| late(playbook, plan)).collect()
}

/// The systems the playbook restores: those of its scope, and those that need them.
fn restored<'a>(playbook: &Playbook, plan: &'a Plan) -> Vec<&'a System> {
    let mut ids: BTreeSet<Id<System>> = playbook
        .scope
        .iter()
        .filter_map(|asset| match &asset.value {
            AssetRef::System(system) => Some(system.value.clone()),
            AssetRef::Facility(_) => None,
        })
        .collect();
    loop {
        let needing = plan.systems.iter().filter(|system| {
            system
                .depends_on
                .iter()
                .any(|asset| matches!(&asset.value, AssetRef::System(needed) if ids.contains(&needed.value)))
        });
        let more: Vec<_> = needing.map(|system| system.id.clone()).filter(|id| !ids.contains(id)).collect();
        if more.is_empty() {
            break;
        }
        ids.extend(more);
    }
    ids.iter().map(|id| &plan.systems[id]).collect()
}

/// The last step of recovery on the longest path, and when it is done.
fn last(playbook: &Playbook) -> Option<(&Step, Elapsed)> {
    let done = done_by(playbook);
    let mut last: Option<(&Step, Elapsed)> = None;
    playbook.walk(&mut |step, _| {
        let recovers = matches!(step.kind, StepKind::Recover | StepKind::Verify);
        if let Some(time) = done.get(step.id.value.as_str()).filter(|_| recovers)
            && last.is_none_or(|(_, latest)| *time > latest)
        {
            last = Some((step, *time));
        }
    });
    last
}

fn late(playbook: &Playbook, plan: &Plan) -> Option<Finding> {
    let (step, time) = last(playbook)?;
    let systems = restored(playbook, plan);
    let strictest = systems.iter().filter_map(|system| {
        let rto = system.rto.as_ref()?;
        Some((elapsed(&rto.value)?, *system, rto))
    });
    let (objective, system, rto) = strictest.min_by_key(|(objective, ..)| *objective)?;
    // Where evidence and cleaning come first the owners have agreed to wait, and on what to do so long.
    let agreed = playbook.recovery.as_ref().and_then(|recovery| elapsed(&recovery.within.value));
    if let Some((agreed, recovery)) = agreed.zip(playbook.recovery.as_ref()) {
        let (title, total, most) = (&playbook.title.value, in_words(time), recovery.within.value);
        return (time > agreed).then(|| {
            let message = say!(
                "《{title}》最长的一路到恢复要{total}，超过约定的恢复期限{most}",
                "'{title}' takes up to {total} to recover, longer than the {most} agreed on"
            );
            let help =
                say!("缩短步骤时限，或重新约定 recovery.within", "shorten steps, or agree on another recovery.within");
            fault(recovery.within.place, message, help).entity(playbook.id().qualified())
        });
    }
    (time > objective).then(|| {
        let (title, name, most, total) = (&playbook.title.value, &system.name.value, rto.value, in_words(time));
        let message = say!(
            "《{title}》最长的一路到恢复要{total}，超过“{name}”的恢复时间目标{most}",
            "'{title}' takes up to {total} to recover, longer than the objective of '{name}' ({most})"
        );
        let help = say!(
            "缩短步骤时限、让步骤并行，或与业务科室改定目标；须先取证清理的，约定 recovery: {{within: …, meanwhile: …}}",
            "shorten or parallelise steps, or agree on another objective; where evidence comes first agree on recovery: {{within: …, meanwhile: …}}"
        );
        let finding = fault(step.within.as_ref().map_or(step.id.place, |within| within.place), message, help);
        finding
            .entity(playbook.id().qualified())
            .related(rto.place, say!("恢复时间目标在这里", "the objective is here"))
    })
}
