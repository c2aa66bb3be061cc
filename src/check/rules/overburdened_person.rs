//! ORG03: nobody can be in two places.
//!
//! Posts are counted over the roles that are active together in an incident, not over the plan.
//! Persons are named by id only: their names are restricted.

mod moments;
mod pairs;

use std::collections::{BTreeMap, BTreeSet};

use crate::check::{Context, names};
use crate::finding::{Finding, Message, Place};
use crate::model::org::{GroupKind, Person, Role};
use crate::model::{Entity, Id, Plan, Ref};
use crate::say;

/// How many posts a person may hold where the policy does not say.
const POSTS: i64 = 2;

pub(in crate::check) fn check(cx: &mut Context<'_>) {
    let mut found = too_many(cx.plan);
    found.extend(pairs::faults(cx.plan));
    found.extend(moments::faults(cx.plan));
    found.into_iter().for_each(|finding| cx.report(finding));
}

fn fault(place: Place, message: Message) -> Finding {
    Finding::warning(names::overburdened_person, place, message)
}

/// The roles that are active when the plan is: those with a seat in a body that convenes or works,
/// and, for each playbook, those that act in it.
fn active(plan: &Plan) -> Vec<BTreeSet<&Id<Role>>> {
    let groups = plan.groups.iter().filter(|group| group.kind != GroupKind::Experts);
    let seated: BTreeSet<_> = groups.flat_map(|group| group.seats.iter().map(|seat| &seat.role.value)).collect();
    let mut all = vec![seated.clone()];
    for playbook in &plan.playbooks {
        let mut own = seated.clone();
        playbook.walk(&mut |step, _| own.extend(step.actor.as_ref().map(|actor| &actor.value)));
        if own.len() > seated.len() {
            all.push(own);
        }
    }
    all
}

fn too_many(plan: &Plan) -> Vec<Finding> {
    let policy = plan.head.policy.max_posts_per_person.as_ref();
    let most = policy.and_then(|most| most.whole()).unwrap_or(POSTS).max(1);
    let mut worst: BTreeMap<&Id<Person>, Vec<(&Role, &Ref<Person>)>> = BTreeMap::new();
    for set in active(plan) {
        let mut held: BTreeMap<&Id<Person>, Vec<(&Role, &Ref<Person>)>> = BTreeMap::new();
        for role in plan.roles.iter().filter(|role| set.contains(role.id())) {
            if let Some(holder) = &role.holder {
                held.entry(&holder.value).or_default().push((role, holder));
            }
        }
        for (person, roles) in held {
            let known = worst.entry(person).or_default();
            if roles.len() > known.len() {
                *known = roles;
            }
        }
    }
    let over = worst.into_iter().filter(|(_, roles)| i64::try_from(roles.len()).is_ok_and(|count| count > most));
    let told = over.filter_map(|(person, roles)| {
        let at = usize::try_from(most).ok()?;
        let (_, holder) = roles.get(at)?;
        let titles = roles.iter().map(|(role, _)| role.name.value.as_str()).collect::<Vec<_>>().join("、");
        let count = roles.len();
        let message = say!(
            "{person} 在应急中同时任{count}个岗位（{titles}），最多{most}个",
            "{person} holds {count} roles at once in an incident ({titles}), at most {most} are allowed"
        );
        let mut finding =
            fault(holder.place, message).help(say!("把其中的岗位交给别人", "give some of them to others"));
        for (role, own) in roles.iter().filter(|(_, own)| own.place != holder.place) {
            let name = &role.name.value;
            finding = finding.related(own.place, say!("还任“{name}”", "also holds '{name}'"));
        }
        if let Some(policy) = policy {
            finding = finding.related(policy.place, say!("上限在这里", "the limit is here"));
        }
        Some(finding.entity(person.qualified()))
    });
    told.collect()
}
