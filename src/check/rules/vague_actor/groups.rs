//! Groups that are told something and in which nobody can be reached.

use std::collections::BTreeSet;

use crate::check::{Context, names};
use crate::finding::Finding;
use crate::model::contact::Owner;
use crate::model::event::Recipient;
use crate::model::org::{Group, Role};
use crate::model::playbook::{Action, EscalationTarget};
use crate::model::{Entity, Plan, Sourced};
use crate::say;

pub(super) fn check(cx: &mut Context<'_>) {
    let plan = cx.plan;
    let mut seen = BTreeSet::new();
    for recipient in recipients(plan) {
        let Recipient::Group(id) = &recipient.value else { continue };
        let Some(group) = plan.groups.get(&id.value) else { continue };
        if is_reachable(group, plan) || !seen.insert(group.id().as_str()) {
            continue;
        }
        let name = &group.name.value;
        let message = say!("“{name}”里没有能联系上的人", "nobody in '{name}' can be reached");
        let help =
            say!("给它写 seats 和 contact，或改为通知一个岗位", "give it seats and a contact, or tell a role instead");
        cx.report(
            Finding::error(names::vague_actor, recipient.place, message)
                .help(help)
                .entity(group.id().qualified())
                .related(group.place, say!("机构在这里", "the group is here")),
        );
    }
}

/// Everybody whom steps, escalations and reports tell something.
fn recipients(plan: &Plan) -> Vec<&Sourced<Recipient>> {
    let mut all = Vec::new();
    for playbook in &plan.playbooks {
        playbook.walk(&mut |step, _| {
            if let Action::Notify { to, .. } = &step.action {
                all.extend(to);
            }
        });
        all.extend(playbook.escalation.iter().filter_map(|escalation| match &escalation.target {
            EscalationTarget::To(recipient) => Some(recipient),
            EscalationTarget::Run(_) => None,
        }));
    }
    all.extend(plan.reports.iter().flat_map(|report| &report.to));
    all
}

fn is_reachable(group: &Group, plan: &Plan) -> bool {
    let owns = |fits: &dyn Fn(&Owner) -> bool| plan.contacts.iter().any(|contact| fits(&contact.owner.value));
    let members = group.seats.iter().filter_map(|seat| plan.roles.get(&seat.role.value));
    group.contact.is_some()
        || owns(&|owner| matches!(owner, Owner::Group(own) if own.value == *group.id()))
        || members.into_iter().any(|role| {
            is_role_reachable(role, plan) || owns(&|owner| matches!(owner, Owner::Role(own) if own.value == *role.id()))
        })
}

fn is_role_reachable(role: &Role, plan: &Plan) -> bool {
    let duty = role.holder_from.as_ref().and_then(|from| plan.duty.get(&from.value));
    let holder = role.holder.as_ref().and_then(|holder| plan.people.get(&holder.value));
    role.contact.is_some()
        || duty.is_some_and(|duty| duty.phone.is_some())
        || holder.is_some_and(|person| person.contact.is_some())
}
