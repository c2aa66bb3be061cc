//! REV03: whoever holds a post, or stands in for it, has learned it.
//!
//! Records name roles; a training counts for its holder and backups. A plan of trainings says how
//! often.

use std::collections::BTreeSet;

use crate::check::graded::graded;
use crate::check::{Context, aged, names};
use crate::finding::{Finding, Message};
use crate::model::age::last_day;
use crate::model::org::Role;
use crate::model::pack::{Period, PeriodOf, period};
use crate::model::{Date, Entity, Id, Plan, Quantity, Sourced};
use crate::say;

pub(in crate::check) fn check(cx: &mut Context<'_>) {
    let (plan, as_of) = (cx.plan, cx.as_of);
    let mut found = Vec::new();
    for recurring in plan.training_plans.iter().filter(|recurring| recurring.every.is_none()) {
        let topic = &recurring.topic.value;
        let message = say!("“{topic}”没有写多久一次", "'{topic}' does not say how often");
        let finding = Finding::error(names::untrained_role, recurring.topic.place, message);
        found.push(
            finding.help(say!("写 every，如 12个月", "enter every, such as 12个月")).entity(recurring.id().qualified()),
        );
    }
    let own = plan.head.policy.training_max_age.as_ref();
    found.extend(own.and_then(|own| aged::uncountable(names::untrained_role, own, as_of)));
    let legal = period(&plan.packs, PeriodOf::Training, as_of);
    if let Some(most) = own.or(legal.map(|legal| &legal.most)) {
        let ground = legal.filter(|_| own.is_none());
        found.extend(roles(plan, most, ground, as_of));
    }
    if let Some(soon) = period(&plan.packs, PeriodOf::NewcomerTraining, as_of) {
        found.extend(plan.roles.iter().filter_map(|role| newcomer(role, plan, soon, as_of)));
    }
    for finding in found {
        cx.report(finding);
    }
}

/// Roles of the emergency organisation: those that sit in a group, act in a playbook or take part
/// in a duty.
fn roles(plan: &Plan, most: &Sourced<Quantity>, ground: Option<&Period>, as_of: Date) -> Vec<Finding> {
    let judge = |finding: Finding| match ground {
        Some(legal) => graded(finding, legal.grade.value, &legal.source),
        None => finding,
    };
    let help = say!(
        "组织一次培训，主岗、备岗都参加，登记到 trainings",
        "train holder and backups and enter it under trainings"
    );
    let held: Vec<_> = plan.trainings.iter().filter(|training| training.date.value <= as_of).collect();
    if held.is_empty() {
        let place = plan.head.policy.training_max_age.as_ref().map_or(plan.head.policy.place, |own| own.place);
        let period = most.value;
        let message = say!("没有任何培训记录（期限{period}）", "no training is on record ({period})");
        return vec![judge(Finding::error(names::untrained_role, place, message).help(help))];
    }
    let serving = serving(plan);
    let mut found = Vec::new();
    for role in plan.roles.iter().filter(|role| serving.contains(&role.id)) {
        let name = &role.name.value;
        let of_role = held.iter().filter(|training| training.roles.iter().any(|trained| trained.value == role.id));
        let finding = match of_role.max_by_key(|training| training.date.value) {
            None => {
                let message = say!("{name}没有培训记录", "{name} was never trained");
                Some(Finding::error(names::untrained_role, role.name.place, message))
            }
            Some(last) => {
                let what = Message { zh: format!("{name}的培训"), en: format!("the training of {name}") };
                aged::due(names::untrained_role, &what, &last.date, &most.value, as_of).map(|mut finding| {
                    // The role has to be trained; the record of the last time explains it.
                    let recorded = std::mem::replace(&mut finding.place, role.name.place);
                    finding.related(recorded, say!("上一次培训在这里", "the last training is here"))
                })
            }
        };
        found.extend(finding.map(|finding| judge(finding.help(help.clone()).entity(role.id().qualified()))));
    }
    found
}

fn serving(plan: &Plan) -> BTreeSet<Id<Role>> {
    let mut serving: BTreeSet<_> =
        plan.groups.iter().flat_map(|group| &group.seats).map(|seat| seat.role.value.clone()).collect();
    for playbook in &plan.playbooks {
        playbook.walk(&mut |step, _| serving.extend(step.actor.iter().map(|actor| actor.value.clone())));
    }
    serving
}

/// A holder who took the post and was not trained soon after.
fn newcomer(role: &Role, plan: &Plan, soon: &Period, as_of: Date) -> Option<Finding> {
    let appointed = role.appointed.as_ref()?;
    let last = last_day(appointed.value, &soon.most.value)?;
    let trained = plan.trainings.iter().any(|training| {
        let in_time = appointed.value <= training.date.value && training.date.value <= last;
        in_time && training.roles.iter().any(|trained| trained.value == role.id)
    });
    if trained {
        return None;
    }
    let name = &role.name.value;
    let what = Message { zh: format!("{name}任职后的培训"), en: format!("the training of the new {name}") };
    let finding = aged::due(names::untrained_role, &what, appointed, &soon.most.value, as_of)?;
    let help =
        say!("任职后讲一次本岗位处置卡，登记到 trainings", "teach the card of the post and enter it under trainings");
    Some(graded(finding.help(help).entity(role.id().qualified()), soon.grade.value, &soon.source))
}
