//! Who is expected on site, and whether he can be there.

use super::fault;
use crate::check::chain::{Elapsed, elapsed, spoken};
use crate::finding::Finding;
use crate::model::org::{DutyPattern, Role};
use crate::model::playbook::{Action, Playbook, Step};
use crate::model::{Entity, Plan, Quantity, Sourced};
use crate::say;

/// Outside hours only who is on duty can be there sooner.
const FROM_HOME: Elapsed = 30 * 60_000;

/// Whether somebody in the role is on watch at any hour.
fn is_on_duty(plan: &Plan, role: &Role) -> bool {
    let duties = role.holder_from.iter().chain(&role.backups_from);
    duties.into_iter().any(|duty| plan.duty[&duty.value].pattern.value == DutyPattern::Always)
}

/// How soon a role says it comes, and whether it can.
pub(super) fn promised(plan: &Plan, role: &Role) -> Option<Finding> {
    let promise = role.arrive_within.as_ref().filter(|_| !is_on_duty(plan, role))?;
    let (name, soon) = (&role.name.value, elapsed(&promise.value).is_some_and(|soon| soon < FROM_HOME));
    let written = promise.value;
    if soon {
        let message = say!(
            "“{name}”不值班，非工作时间{written}内到不了场",
            "'{name}' is not on duty and cannot be there within {written} outside hours"
        );
        return Some(fault(promise.place, message).help(say!(
            "由全天值班的岗位先到（holder_from、backups_from），或改成30min以上并写 oncall: true",
            "let a role on duty come first, or allow 30min or more and write oncall: true"
        )));
    }
    (!role.oncall).then(|| {
        let message = say!(
            "“{name}”写了到场时限，却不值班也不听班",
            "'{name}' promises to come but is neither on duty nor on call"
        );
        fault(promise.place, message)
            .help(say!("写 oncall: true，或由值班产生", "write oncall: true, or fill the role from a duty"))
    })
}

/// Whether a step says that somebody goes there.
fn goes_there(step: &Step) -> bool {
    let Action::Do(text) = &step.action else { return false };
    ["到场", "现场", "赶到", "赶赴", "到机房", "到达"].iter().any(|word| text.value.contains(word)) && !step.remote
}

/// Whether a step needs its actor at the place: it handles equipment, tools or papers there, or
/// says that somebody goes there.
fn is_on_site(step: &Step) -> bool {
    let handles =
        step.asset.is_some() || step.procedure.is_some() || !step.uses.is_empty() || !step.requires.is_empty();
    let acts = matches!(step.action, Action::Do(_)) && !step.remote;
    (handles && acts) || goes_there(step)
}

/// Somebody is to be there soon and no role is bound to it.
fn nobody(playbook: &Playbook, step: &Step, within: &Sourced<Quantity>) -> Option<Finding> {
    if !goes_there(step) || elapsed(&within.value)? >= FROM_HOME {
        return None;
    }
    let written = within.value;
    let message = say!(
        "要在{written}内到现场，却没有写由哪个值班岗位去",
        "somebody has to be there within {written}, but no role on duty is named"
    );
    let help =
        say!("在 actor 里写全天值班的岗位，或放宽时限", "name a role that is on duty as actor, or allow more time");
    Some(fault(within.place, message).help(help).entity(playbook.id().qualified()))
}

/// A step that outside hours is due before its actor can be there.
pub(super) fn too_soon(plan: &Plan, playbook: &Playbook, step: &Step) -> Option<Finding> {
    let within = step.within.as_ref()?;
    let Some(actor) = &step.actor else { return nobody(playbook, step, within) };
    let role = &plan.roles[&actor.value];
    if !is_on_site(step) || is_on_duty(plan, role) {
        return None;
    }
    let due = elapsed(&within.value)?;
    let from_trigger = step.since.as_ref().is_some_and(|since| since.value == "触发");
    let arrives = role.arrive_within.as_ref().and_then(|arrives| elapsed(&arrives.value)).unwrap_or(FROM_HOME);
    let (name, written) = (&role.name.value, within.value);
    let message = if from_trigger && due < arrives {
        let arrives = spoken(arrives);
        say!(
            "“{name}”要{arrives}才到场，这一步却要在触发后{written}内做完",
            "'{name}' needs {arrives} to come, but this step is due {written} after the trigger"
        )
    } else if due < FROM_HOME && !role.oncall {
        say!(
            "“{name}”不值班也不听班，非工作时间{written}内做不了这一步",
            "'{name}' is neither on duty nor on call and cannot do this within {written} outside hours"
        )
    } else {
        return None;
    };
    let help = say!(
        "改由值班岗位先做，或放宽时限、写明 oncall 和 arrive_within",
        "let a role on duty do it first, allow more time, or give oncall and arrive_within"
    );
    let finding = fault(within.place, message).help(help).entity(playbook.id().qualified());
    Some(finding.related(role.place, say!("岗位在这里", "the role is here")))
}
