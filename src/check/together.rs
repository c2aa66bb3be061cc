//! Which roles are busy at the same time while a playbook runs.
//!
//! Whoever watches is bound until the playbook ends; branches of parallel work are done at the same
//! time, the steps of one branch one after the other. Who commands is bound throughout where the
//! playbook brings the group together.

use std::collections::{BTreeMap, BTreeSet};

use super::convening;
use crate::finding::Place;
use crate::model::org::{GroupKind, Role};
use crate::model::playbook::{Action, Playbook, Step, Then};
use crate::model::{Entity, Id, Plan};

/// Roles that are busy at once, each with a step that binds it.
pub(super) type Moment<'a> = BTreeSet<(&'a Id<Role>, Place)>;

/// Moments are combined over branches up to this many; a playbook with more is one nobody can read.
const MOST: usize = 512;

/// The moments of every playbook in which more than one role is busy, in the plan's order.
pub(super) fn moments<'a>(plan: &'a Plan) -> impl Iterator<Item = (&'a Playbook, BTreeSet<Moment<'a>>)> {
    let mut commanding: BTreeMap<_, Moment<'_>> = BTreeMap::new();
    for group in plan.groups.iter().filter(|group| matches!(group.kind, GroupKind::Leading | GroupKind::Command)) {
        let Some(power) = &group.authority.activate else { continue };
        for playbook in convening::playbooks(plan, group) {
            commanding.entry(playbook.id()).or_default().insert((&power.role.value, power.role.place));
        }
    }
    plan.playbooks.iter().map(move |playbook| {
        let bound = commanding.remove(playbook.id()).unwrap_or_default();
        let mut found = BTreeSet::new();
        walk(&playbook.steps, &bound, &mut found);
        found.retain(|moment| distinct(moment) > 1);
        (playbook, found)
    })
}

/// How many roles a moment binds.
fn distinct(moment: &Moment<'_>) -> usize {
    moment.iter().map(|(role, _)| role).collect::<BTreeSet<_>>().len()
}

/// Adds the moments of steps done one after the other while `bound` is busy.
fn walk<'a>(steps: &'a [Step], bound: &Moment<'a>, found: &mut BTreeSet<Moment<'a>>) {
    let mut bound = bound.clone();
    for step in steps {
        let own = step.actor.as_ref().map(|actor| (&actor.value, actor.place));
        found.insert(bound.iter().copied().chain(own).collect());
        match &step.action {
            Action::Parallel(branches) => {
                let mut combined: BTreeSet<Moment<'a>> = BTreeSet::from([bound.clone()]);
                for branch in branches {
                    let mut inner = BTreeSet::new();
                    walk(&branch.steps, &BTreeSet::new(), &mut inner);
                    inner.insert(BTreeSet::new());
                    let all = combined.iter().flat_map(|one| inner.iter().map(move |other| one | other));
                    combined = all.take(MOST).collect();
                }
                found.extend(combined);
            }
            Action::Watch { then, .. } => {
                bound.extend(own);
                if let Then::Steps(steps) = then {
                    walk(steps, &bound, found);
                }
            }
            // Something repeated until it is over goes on beside what follows.
            _ if step.every.is_some() => bound.extend(own),
            _ => {}
        }
        if let Action::Decide { cases, .. } = &step.action {
            for case in cases {
                walk(&case.steps, &bound, found);
            }
        }
    }
}

/// Gives each role somebody of its own, where that can be done. `can` lists who may serve in each
/// role, in the order they are asked; the answer follows the same order. Where it cannot be done,
/// the answer is a set of roles that have, all together, one person too few.
pub(super) fn assign<'a>(can: &[Vec<&'a str>]) -> Result<Vec<&'a str>, BTreeSet<usize>> {
    let mut held = BTreeMap::new();
    for role in 0..can.len() {
        let mut tried = BTreeSet::new();
        if !place(role, can, &mut held, &mut tried) {
            // Whoever was tried is held by one of these roles, and nobody else may serve in them.
            return Err(tried.iter().filter_map(|person| held.get(person).copied()).chain([role]).collect());
        }
    }
    let mut persons: Vec<_> = held.into_iter().map(|(person, role)| (role, person)).collect();
    persons.sort_unstable();
    Ok(persons.into_iter().map(|(_, person)| person).collect())
}

/// Finds somebody for `role`, moving others to whom else they can have (an augmenting path).
fn place<'a>(
    role: usize,
    can: &[Vec<&'a str>],
    held: &mut BTreeMap<&'a str, usize>,
    tried: &mut BTreeSet<&'a str>,
) -> bool {
    for person in &can[role] {
        if tried.insert(person) {
            let other = held.get(person).copied();
            if other.is_none_or(|other| place(other, can, held, tried)) {
                held.insert(person, role);
                return true;
            }
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whether distinct persons can be found, by trying every choice.
    fn can_be_done(can: &[Vec<&str>], used: &mut Vec<String>) -> bool {
        let Some((first, rest)) = can.split_first() else { return true };
        first.iter().any(|person| {
            if used.iter().any(|own| own == person) {
                return false;
            }
            used.push((*person).to_owned());
            let done = can_be_done(rest, used);
            used.pop();
            done
        })
    }

    #[test]
    fn assigning_equals_trying_every_choice() {
        const PERSONS: [&str; 5] = ["a", "b", "c", "d", "e"];
        let mut seed = 11_u64;
        let mut next = |below: u64| {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (seed >> 33) % below
        };
        let (mut done, mut not) = (0, 0);
        for _ in 0..2000 {
            let roles = 1 + next(5);
            let can: Vec<Vec<&str>> =
                (0..roles).map(|_| (0..next(4)).map(|_| PERSONS[next(5) as usize]).collect()).collect();
            let found = assign(&can);
            assert_eq!(found.is_ok(), can_be_done(&can, &mut Vec::new()), "{can:?}");
            match found {
                Ok(persons) => {
                    let unique: BTreeSet<_> = persons.iter().collect();
                    assert_eq!(unique.len(), can.len());
                    assert!(persons.iter().zip(&can).all(|(person, can)| can.contains(person)), "{can:?} {persons:?}");
                    done += 1;
                }
                Err(roles) => {
                    let persons: BTreeSet<_> = roles.iter().flat_map(|role| &can[*role]).collect();
                    assert_eq!(persons.len() + 1, roles.len(), "{can:?} {roles:?}");
                    not += 1;
                }
            }
        }
        assert!(done > 100 && not > 100, "{done} {not}");
    }
}
