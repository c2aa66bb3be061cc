//! Pairs of posts that one person may not hold.

use std::collections::BTreeSet;

use super::fault;
use crate::finding::{Finding, Message};
use crate::model::asset::ResourceKind;
use crate::model::org::{Group, GroupKind, Person, Role};
use crate::model::{Entity, Id, Plan, Ref};
use crate::say;

/// Why two posts are apart.
struct Pair<'a> {
    one: &'a Id<Role>,
    other: &'a Id<Role>,
    why: Message,
}

pub(super) fn faults(plan: &Plan) -> Vec<Finding> {
    let mut all = declared(plan);
    all.extend(leaders(plan));
    all.extend(money(plan));
    let mut told = BTreeSet::new();
    let mut found = Vec::new();
    for Pair { one, other, why } in all {
        let Some((person, first, second)) = shared(plan, one, other) else { continue };
        if !told.insert((one.min(other), one.max(other))) {
            continue;
        }
        let (a, b) = (&plan.roles[one].name.value, &plan.roles[other].name.value);
        let Message { zh, en } = why;
        let message = say!("{person} 兼任“{a}”和“{b}”：{zh}", "{person} holds both '{a}' and '{b}': {en}");
        found.push(
            fault(second.place, message)
                .help(say!("其中一个岗位换人", "give one of them to somebody else"))
                .entity(person.qualified())
                .related(first.place, say!("另一个岗位在这里", "the other role is here")),
        );
    }
    found
}

/// The person who holds both roles; the later reference comes second.
fn shared<'a>(
    plan: &'a Plan,
    one: &Id<Role>,
    other: &Id<Role>,
) -> Option<(&'a Id<Person>, &'a Ref<Person>, &'a Ref<Person>)> {
    let (a, b) = (plan.roles[one].holder.as_ref()?, plan.roles[other].holder.as_ref()?);
    let (first, second) = if a.place <= b.place { (a, b) } else { (b, a) };
    (a.value == b.value).then_some((&a.value, first, second))
}

/// What the roles say of each other.
fn declared(plan: &Plan) -> Vec<Pair<'_>> {
    let why = || say!("这两个岗位规定不得兼任", "the roles say they may not be held together");
    let all = plan.roles.iter().flat_map(|role| role.posts_conflict.iter().map(move |other| (role.id(), &other.value)));
    all.filter(|(one, other)| one != other).map(|(one, other)| Pair { one, other, why: why() }).collect()
}

/// The roles that lead a group: by their seat, deputies for the leading body as well.
fn heads(group: &Group) -> impl Iterator<Item = &Id<Role>> {
    let leads = |label: &str| {
        let head = ["总指挥", "指挥长", "组长", "队长", "主任", "召集人"].iter().any(|word| label.ends_with(word));
        head && (group.kind == GroupKind::Leading || !label.starts_with('副'))
    };
    group.seats.iter().filter(move |seat| leads(&seat.label.value)).map(|seat| &seat.role.value)
}

/// Who commands cannot work in the field, and nobody leads two teams.
fn leaders(plan: &Plan) -> Vec<Pair<'_>> {
    let of = |kind: GroupKind| plan.groups.iter().filter(move |group| group.kind == kind);
    let command: BTreeSet<_> = of(GroupKind::Leading).flat_map(heads).collect();
    let teams: Vec<_> = of(GroupKind::Team).flat_map(heads).collect();
    let mut all = Vec::new();
    for (at, team) in teams.iter().enumerate() {
        for one in command.iter().filter(|one| *one != team) {
            let why = say!("指挥的人不能同时带队在现场", "who commands cannot lead in the field at the same time");
            all.push(Pair { one, other: team, why });
        }
        for other in teams.iter().skip(at + 1).filter(|other| *other != team) {
            let why = say!("一个人带不了两个组", "nobody can lead two teams");
            all.push(Pair { one: team, other, why });
        }
    }
    all
}

/// Who releases money does not hand it out.
fn money(plan: &Plan) -> Vec<Pair<'_>> {
    let spends = plan.groups.iter().filter_map(|group| group.authority.spend.as_ref()).map(|power| &power.role.value);
    let spends: Vec<_> = spends.collect();
    let mut all = Vec::new();
    for resource in plan.resources.iter().filter(|resource| resource.kind.value == ResourceKind::Money) {
        let keepers: Vec<_> =
            resource.keeper.iter().chain(&resource.backup_keeper).map(|keeper| &keeper.value).collect();
        for one in resource.approver.iter().map(|approver| &approver.value).chain(spends.iter().copied()) {
            for other in keepers.iter().filter(|keeper| **keeper != one) {
                let why = say!("批准用款的人不能又管钱付钱", "who releases money may not keep and pay it");
                all.push(Pair { one, other, why });
            }
        }
    }
    all
}
