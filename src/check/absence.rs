//! What is left without anybody when some are away.
//!
//! A person who is away is missing in every role and on every roster; a role that is away is filled
//! by nobody, whoever may hold it. Absences that the plan records for the day count as well. Nothing
//! here needs names: where the restricted folder is absent, ids do.

use std::collections::{BTreeMap, BTreeSet};

use super::together::{self, Moment};
use crate::model::event::Report;
use crate::model::org::{Group, Person, PowerKind, Role, Status};
use crate::model::playbook::{Playbook, Step, StepKind};
use crate::model::{Date, Entity, Id, Plan};

/// Who is away.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Away {
    /// Roles that nobody fills.
    pub roles: BTreeSet<Id<Role>>,
    /// Persons.
    pub persons: BTreeSet<Id<Person>>,
}

/// What is left without anybody, and who has too much.
#[derive(Debug, Default)]
pub struct Left<'a> {
    /// Roles that nobody can fill.
    pub roles: Vec<&'a Role>,
    /// Steps whose actor is such a role, by playbook.
    pub steps: Vec<(&'a Playbook, Vec<&'a Step>)>,
    /// Powers whose owner and whole succession are such roles.
    pub powers: Vec<(&'a Group, PowerKind)>,
    /// Reports whose sender is such a role.
    pub reports: Vec<&'a Report>,
    /// Persons who would have to fill more roles at once than the plan allows.
    pub overloaded: Vec<(&'a Id<Person>, Vec<&'a Role>)>,
    /// Playbooks in which too few people are left for what goes on at the same time.
    pub crowded: Vec<(&'a Playbook, Vec<&'a Role>)>,
}

impl Left<'_> {
    /// Steps for people's safety and reports that a law demands.
    pub fn vital(&self) -> usize {
        let steps = self.steps.iter().flat_map(|(_, steps)| steps);
        steps.filter(|step| step.kind == StepKind::LifeSafety).count()
            + self.reports.iter().filter(|report| report.clock.is_some()).count()
    }

    /// How bad it is: what is vital, powers, steps, then load; more is worse.
    fn weight(&self) -> [usize; 4] {
        let steps = self.steps.iter().map(|(_, steps)| steps.len()).sum();
        [self.vital(), self.powers.len(), steps, self.overloaded.len() + self.crowded.len()]
    }
}

/// How many posts a person may hold where the policy does not say.
const POSTS: usize = 2;

/// What is left without anybody when these are away on that day.
pub fn left<'a>(plan: &'a Plan, day: Date, away: &Away) -> Left<'a> {
    let staff = Staff::of(plan, day, away);
    let mut left =
        Left { roles: plan.roles.iter().filter(|role| !staff.fills(role.id())).collect(), ..Left::default() };
    for (playbook, moments) in together::moments(plan) {
        let mut steps = Vec::new();
        playbook.walk(&mut |step, _| {
            if step.actor.as_ref().is_some_and(|actor| !staff.fills(&actor.value)) {
                steps.push(step);
            }
        });
        if !steps.is_empty() {
            left.steps.push((playbook, steps));
        }
        left.crowded.extend(staff.crowd(plan, moments).map(|roles| (playbook, roles)));
    }
    for group in &plan.groups {
        for (kind, power) in group.authority.powers() {
            if !std::iter::once(&power.role).chain(&power.succession).any(|role| staff.fills(&role.value)) {
                left.powers.push((group, kind));
            }
        }
    }
    left.reports = plan.reports.iter().filter(|report| !staff.fills(&report.from.value)).collect();
    left.overloaded = staff.overloaded(plan);
    left
}

/// Who can fill each role, in the order they are asked.
struct Staff<'a>(BTreeMap<&'a Id<Role>, Vec<&'a Id<Person>>>);

impl<'a> Staff<'a> {
    fn of(plan: &'a Plan, day: Date, away: &Away) -> Self {
        let there = |person: &&Id<Person>| !away.persons.contains(person) && serves(plan, person, day);
        let of_role = |role: &'a Role| {
            let all = candidates(plan, role).into_iter().filter(|_| !away.roles.contains(role.id()));
            (role.id(), all.filter(there).collect())
        };
        Self(plan.roles.iter().map(of_role).collect())
    }

    fn fills(&self, role: &Id<Role>) -> bool {
        self.0.get(role).is_some_and(|all| !all.is_empty())
    }

    /// The roles of the first moment of a playbook for which too few people are left, each of them
    /// having somebody.
    fn crowd(&self, plan: &'a Plan, moments: BTreeSet<Moment<'a>>) -> Option<Vec<&'a Role>> {
        moments.into_iter().find_map(|moment| {
            let roles: BTreeSet<_> = moment.iter().map(|(role, _)| *role).filter(|role| self.fills(role)).collect();
            let can: Vec<Vec<&str>> =
                roles.iter().map(|role| self.0[*role].iter().map(|own| own.as_str()).collect()).collect();
            together::assign(&can).is_err().then(|| roles.into_iter().map(|role| &plan.roles[role]).collect())
        })
    }

    /// Persons who come first for more roles than one may hold. Rosters fill themselves: whoever is
    /// on duty fills one role.
    fn overloaded(&self, plan: &'a Plan) -> Vec<(&'a Id<Person>, Vec<&'a Role>)> {
        let policy = plan.head.policy.max_posts_per_person.as_ref().and_then(|most| most.whole());
        let most = policy.and_then(|most| usize::try_from(most).ok()).unwrap_or(POSTS);
        let mut held: BTreeMap<&Id<Person>, Vec<&Role>> = BTreeMap::new();
        for role in plan.roles.iter().filter(|role| role.holder_from.is_none()) {
            if let Some(first) = self.0.get(role.id()).and_then(|all| all.first()) {
                held.entry(first).or_default().push(role);
            }
        }
        held.into_iter().filter(|(_, roles)| roles.len() > most).collect()
    }
}

/// Everybody who may fill a role: holder, backups in order, then the rosters.
fn candidates<'a>(plan: &'a Plan, role: &'a Role) -> Vec<&'a Id<Person>> {
    let rosters = [&role.holder_from, &role.backups_from];
    let members = rosters.into_iter().flatten().flat_map(|duty| &plan.duty[&duty.value].members);
    let all = role.holder.iter().chain(&role.backups).chain(members);
    let mut seen = BTreeSet::new();
    all.map(|person| &person.value).filter(|person| seen.insert(*person)).collect()
}

/// Whether the plan knows of nothing that keeps the person away that day.
fn serves(plan: &Plan, person: &Id<Person>, day: Date) -> bool {
    plan.people.get(person).is_none_or(|person| {
        let absent = person.absent.as_ref().is_some_and(|span| span.from.value <= day && day <= span.to.value);
        person.status.value == Status::Serving && !absent
    })
}

/// A group of persons and what is left without anybody when all of them are away.
#[derive(Debug)]
pub struct Worst<'a> {
    /// The persons.
    pub persons: Vec<&'a Id<Person>>,
    /// What is left.
    pub left: Left<'a>,
}

/// The groups of at most `count` persons whose absence leaves most, worst first, `most` of them.
///
/// A role falls vacant only when everybody who may fill it is away, so only groups made of all the
/// people of some roles are tried; anybody more would change nothing but the load.
pub fn worst(plan: &Plan, day: Date, count: usize, most: usize) -> Vec<Worst<'_>> {
    let staff = Staff::of(plan, day, &Away::default());
    let few = staff.0.values().filter(|all| !all.is_empty() && all.len() <= count);
    let cores: BTreeSet<BTreeSet<&Id<Person>>> = few.map(|all| all.iter().copied().collect()).collect();
    let mut groups = cores.clone();
    let mut newest = cores.clone();
    while !newest.is_empty() {
        let joined = newest.iter().flat_map(|one| cores.iter().map(move |other| one | other));
        newest = joined.filter(|group| group.len() <= count && !groups.contains(group)).collect();
        groups.extend(newest.iter().cloned());
    }
    let mut found: Vec<_> = groups
        .into_iter()
        .map(|group| {
            let away = Away { persons: group.iter().map(|person| (*person).clone()).collect(), ..Away::default() };
            Worst { persons: group.into_iter().collect(), left: left(plan, day, &away) }
        })
        .collect();
    found.sort_by(|a, b| b.left.weight().cmp(&a.left.weight()).then_with(|| a.persons.cmp(&b.persons)));
    found.truncate(most);
    found
}
