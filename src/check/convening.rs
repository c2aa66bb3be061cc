//! Which playbooks bring a group together.
//!
//! A group convenes when a playbook tells it or its commander, or runs a report that does; a command
//! centre also when the body above it does. A report that no playbook runs goes out in every event
//! that meets its condition, so it convenes the group for all of them.

use std::collections::BTreeSet;

use crate::model::event::{Recipient, Report};
use crate::model::org::{Group, GroupKind, Role};
use crate::model::playbook::{Action, EscalationTarget, Playbook, RunTarget, Then};
use crate::model::{Entity, Id, Plan};

/// The playbooks in which `group` meets, in the plan's order.
pub(super) fn playbooks<'a>(plan: &'a Plan, group: &Group) -> Vec<&'a Playbook> {
    let above = group.reports_to.as_ref().filter(|_| group.kind == GroupKind::Command);
    let above = above.map(|above| &plan.groups[&above.value]);
    let commanders: Vec<_> = commanders(group).into_iter().chain(above.into_iter().flat_map(commanders)).collect();
    let tells = |to: &Recipient| match to {
        Recipient::Group(own) => own.value == *group.id() || above.is_some_and(|above| own.value == *above.id()),
        Recipient::Role(role) => commanders.contains(&&role.value),
        Recipient::Unit(_) => false,
    };
    let brings = |report: &Report| report.to.iter().any(|to| tells(&to.value));
    let run: BTreeSet<_> = plan.playbooks.iter().flat_map(reports).collect();
    let always = plan.reports.iter().any(|report| brings(report) && !run.contains(report.id()));
    let calls = |playbook: &&Playbook| {
        always
            || told(playbook).into_iter().any(tells)
            || reports(playbook).into_iter().any(|report| brings(&plan.reports[report]))
    };
    plan.playbooks.iter().filter(calls).collect()
}

/// The roles that start and end the response on the group's behalf.
fn commanders(group: &Group) -> Vec<&Id<Role>> {
    let powers = [&group.authority.activate, &group.authority.terminate];
    powers.into_iter().flatten().map(|power| &power.role.value).collect()
}

/// Everybody whom the playbook tells something.
fn told(playbook: &Playbook) -> Vec<&Recipient> {
    let mut all = Vec::new();
    playbook.walk(&mut |step, _| {
        if let Action::Notify { to, .. } = &step.action {
            all.extend(to.iter().map(|to| &to.value));
        }
    });
    all.extend(playbook.escalation.iter().filter_map(|escalation| match &escalation.target {
        EscalationTarget::To(to) => Some(&to.value),
        EscalationTarget::Run(_) => None,
    }));
    all
}

/// The reports that the playbook runs.
fn reports(playbook: &Playbook) -> Vec<&Id<Report>> {
    let mut all = Vec::new();
    playbook.walk(&mut |step, _| match &step.action {
        Action::Run { target, .. } | Action::Watch { then: Then::Run(target), .. } => {
            if let RunTarget::Report(report) = &target.value {
                all.push(&report.value);
            }
        }
        _ => {}
    });
    for escalation in &playbook.escalation {
        if let EscalationTarget::Run(target) = &escalation.target
            && let RunTarget::Report(report) = &target.value
        {
            all.push(&report.value);
        }
    }
    all
}
