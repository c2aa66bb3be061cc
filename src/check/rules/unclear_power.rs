//! ORG04: every power has one owner, two who follow, and a time after which the next one acts.
//!
//! At night a decision cannot wait for a meeting: the 2020 plan let only the leading group start it,
//! named nobody to follow, and gave the information of the public to two bodies.

mod duties;
mod meeting;

use std::collections::BTreeMap;

use crate::check::{Context, names};
use crate::finding::{Finding, Message, Place};
use crate::model::org::{Group, GroupKind, Power, PowerKind, Role};
use crate::model::words::Words;
use crate::model::{Entity, Plan, Ref};
use crate::say;

/// How many follow the owner of a power.
const SUCCESSION: usize = 2;

pub(in crate::check) fn check(cx: &mut Context<'_>) {
    let plan = cx.plan;
    let mut found = owners(plan);
    for group in &plan.groups {
        for (kind, power) in group.authority.powers() {
            let all = faults(plan, kind, power);
            found.extend(all.into_iter().map(|finding| finding.entity(group.id().qualified())));
        }
    }
    found.extend(duties::doubled(plan));
    found.into_iter().for_each(|finding| cx.report(finding));
    meeting::check(cx);
}

fn fault(place: Place, message: Message) -> Finding {
    Finding::error(names::unclear_power, place, message)
}

/// Powers with no owner, and with several. Who reports outside also reports a crime where nobody
/// else is named for that.
fn owners(plan: &Plan) -> Vec<Finding> {
    let leading = plan.groups.iter().find(|group| group.kind == GroupKind::Leading).or(plan.groups.iter().next());
    let mut found = Vec::new();
    for (key, kind) in PowerKind::ALL {
        let given: Vec<(&Group, &Power)> = plan
            .groups
            .iter()
            .flat_map(|group| group.authority.powers().map(move |(own, power)| (own, group, power)))
            .filter(|(own, ..)| own == kind)
            .map(|(_, group, power)| (group, power))
            .collect();
        let (zh, en) = kind.called();
        match given.as_slice() {
            [] if *kind == PowerKind::PoliceReport => {}
            [] => {
                let place = leading.map_or(plan.head.place, |group| group.place);
                let message = say!("“{zh}”没有写明由谁决定", "nobody is named who may {en}");
                let help = say!(
                    "在机构的 authority 里写 {key}: {{role: …, succession: […, …], within: …}}",
                    "write {key}: {{role: …, succession: […, …], within: …}} under the authority of a group"
                );
                let finding = fault(place, message).help(help);
                found.push(match leading {
                    Some(group) => finding.entity(group.id().qualified()),
                    None => finding,
                });
            }
            [(first, own), others @ ..] => {
                for (group, power) in others {
                    let (one, other) = (&first.name.value, &group.name.value);
                    let message = say!("“{zh}”的权力同时给了“{one}”和“{other}”", "both '{one}' and '{other}' may {en}");
                    found.push(
                        fault(power.place, message)
                            .help(say!(
                                "只留一处，另一处写进它的 succession",
                                "keep one and put the other into its succession"
                            ))
                            .entity(group.id().qualified())
                            .related(own.place, say!("另一处在这里", "the other one is here")),
                    );
                }
            }
        }
    }
    found
}

fn faults(plan: &Plan, kind: PowerKind, power: &Power) -> Vec<Finding> {
    let (zh, en) = kind.called();
    let mut found = Vec::new();
    // A deputy who is the same person, or only turns up when the owner does, follows nobody.
    let mut seen = BTreeMap::from([(holder(plan, &power.role), &power.role)]);
    let mut distinct = 0;
    for next in &power.succession {
        let who = holder(plan, next);
        if let Some(first) = seen.get(&who) {
            let name = &plan.roles[&next.value].name.value;
            let message = say!(
                "“{zh}”的顺位“{name}”和前面的是同一个人",
                "'{name}', who may {en} next, is the same person as before"
            );
            let finding = fault(next.place, message)
                .help(say!("换成由另一个人担任的岗位", "name a role that somebody else holds"));
            found.push(finding.related(first.place, say!("前一个在这里", "the earlier one is here")));
        } else {
            seen.insert(who, next);
            distinct += 1;
        }
    }
    if distinct + found.len() < SUCCESSION {
        let count = power.succession.len();
        let message = say!(
            "“{zh}”只有{count}个代行顺位，至少要{SUCCESSION}个",
            "{count} follow the one who may {en}, at least {SUCCESSION} are needed"
        );
        found.push(
            fault(power.place, message)
                .help(say!("在 succession 里按顺序补足岗位", "add roles to succession, in order")),
        );
    }
    if power.within.is_none() {
        let message =
            say!("“{zh}”没有写等多久由下一顺位代行", "nothing tells how long to wait for the one who may {en}");
        found.push(fault(power.place, message).help(say!("写 within，如 15min", "write within, such as 15min")));
    }
    found
}

/// Who holds a role: a person or a duty; the role itself where nobody does.
fn holder(plan: &Plan, role: &Ref<Role>) -> String {
    let role = &plan.roles[&role.value];
    let person = role.holder.as_ref().map(|person| person.value.qualified());
    person.or(role.holder_from.as_ref().map(|duty| duty.value.qualified())).unwrap_or_else(|| role.id().qualified())
}
