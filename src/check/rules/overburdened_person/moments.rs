//! People who would have to do two things at the same time in a playbook.

use std::collections::{BTreeMap, BTreeSet};

use super::fault;
use crate::check::together::{self, Moment};
use crate::finding::Finding;
use crate::model::org::{Person, Role};
use crate::model::playbook::Playbook;
use crate::model::{Entity, Id, Plan};
use crate::say;

pub(super) fn faults(plan: &Plan) -> Vec<Finding> {
    let mut clashes = BTreeMap::new();
    let (mut alone, mut told) = (Vec::new(), BTreeSet::new());
    for (playbook, moments) in together::moments(plan) {
        for moment in moments {
            clash(plan, playbook, &moment, &mut clashes);
            alone.extend(without_one(plan, playbook, &moment, &mut told));
        }
    }
    clashes.into_values().chain(alone).collect()
}

/// Two roles of one holder that are busy at once, told once a pair.
fn clash<'a>(
    plan: &'a Plan,
    playbook: &Playbook,
    moment: &Moment<'a>,
    told: &mut BTreeMap<(&'a Id<Role>, &'a Id<Role>), Finding>,
) {
    let mut held: BTreeMap<&Id<Person>, (&'a Id<Role>, crate::finding::Place)> = BTreeMap::new();
    for (role, place) in moment {
        let Some(holder) = &plan.roles[*role].holder else { continue };
        let (first, before) = *held.entry(&holder.value).or_insert((*role, *place));
        if first == *role {
            continue;
        }
        let (before, place) = (before.min(*place), before.max(*place));
        let (person, title) = (&holder.value, &playbook.title.value);
        let (a, b) = (&plan.roles[first].name.value, &plan.roles[*role].name.value);
        let message = say!(
            "《{title}》里 {person} 要同时作为“{a}”和“{b}”行动",
            "in '{title}', {person} has to act as '{a}' and as '{b}' at the same time"
        );
        told.entry((first, *role)).or_insert_with(|| {
            fault(place, message)
                .help(say!(
                    "其中一个岗位换人，或者把两件事排出先后",
                    "give one role to somebody else, or do one after the other"
                ))
                .entity(playbook.id().qualified())
                .related(before, say!("同时在做的在这里", "what goes on at the same time is here"))
        });
    }
}

/// Who may serve in a role, in the order they are asked.
fn candidates<'a>(plan: &'a Plan, role: &'a Role) -> Vec<&'a str> {
    let rosters = [&role.holder_from, &role.backups_from];
    let members = rosters.into_iter().flatten().flat_map(|duty| &plan.duty[&duty.value].members);
    let all = role.holder.iter().chain(&role.backups).chain(members);
    let mut seen = BTreeSet::new();
    all.map(|person| person.as_str()).filter(|person| seen.insert(*person)).collect()
}

/// With the holder of one busy role away, the people left are too few for the roles that are busy.
/// Roles that lack the same person are told once.
fn without_one<'a>(
    plan: &'a Plan,
    playbook: &Playbook,
    moment: &Moment<'a>,
    told: &mut BTreeSet<&'a Id<Role>>,
) -> Vec<Finding> {
    let roles: BTreeSet<_> = moment.iter().map(|(role, _)| *role).collect();
    // A role that nobody holds or backs is reported elsewhere.
    let roles: Vec<_> = roles.into_iter().filter(|role| candidates(plan, &plan.roles[*role]).len() > 1).collect();
    let can: Vec<_> = roles.iter().map(|role| candidates(plan, &plan.roles[*role])).collect();
    let mut found = Vec::new();
    if together::assign(&can).is_err() {
        return found;
    }
    for role in &roles {
        let Some(away) = plan.roles[*role].holder.as_ref().filter(|_| !told.contains(role)) else { continue };
        let Some(backup) = plan.roles[*role].backups.first() else { continue };
        let left: Vec<Vec<_>> =
            can.iter().map(|can| can.iter().copied().filter(|own| *own != away.as_str()).collect()).collect();
        let Err(short) = together::assign(&left) else { continue };
        let short: Vec<_> = short.into_iter().map(|at| roles[at]).collect();
        told.extend(short.iter().copied());
        let others = short.iter().filter(|other| *other != role);
        let busy = others.map(|other| plan.roles[*other].name.value.as_str()).collect::<Vec<_>>().join("、");
        let (name, title) = (&plan.roles[*role].name.value, &playbook.title.value);
        let message = say!(
            "“{name}”的任职人不在时，备岗在《{title}》里正忙于“{busy}”，没有人接替",
            "with the holder of '{name}' away, the backup is busy in '{title}' ({busy}) and nobody is left"
        );
        found.push(
            fault(backup.place, message)
                .help(say!(
                    "再指定一名在这个方案里没有任务的备岗",
                    "name a further backup who has nothing to do in this playbook"
                ))
                .entity(role.qualified())
                .related(playbook.place, say!("处置方案在这里", "the playbook is here")),
        );
    }
    found
}
