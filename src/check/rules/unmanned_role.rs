//! ORG01: every role is held by somebody who is there, and somebody is appointed to keep contact
//! and to keep the record.
//!
//! ISO 22301:2019 8.4 asks for named people; the 2020 plan had a liaison appointed some day.
//! Persons are named by id only: their names are restricted.

use crate::check::{Context, names};
use crate::finding::{Finding, Message, Place};
use crate::model::org::{Function, GroupKind, Person, Role, Status};
use crate::model::words::Words;
use crate::model::{Date, Entity, Plan, Ref};
use crate::say;

pub(in crate::check) fn check(cx: &mut Context<'_>) {
    let plan = cx.plan;
    for role in &plan.roles {
        let found = nobody(role, plan)
            .into_iter()
            .chain(absent_holder(role, plan, cx.as_of))
            .chain(gone(role, plan))
            .collect::<Vec<_>>();
        for finding in found {
            cx.report(finding.entity(role.id().qualified()));
        }
    }
    for duty in &plan.duty {
        for finding in duty.members.iter().filter_map(|member| gone_member(member, &duty.name.value, plan)) {
            cx.report(finding.entity(duty.id().qualified()));
        }
    }
    for finding in not_appointed(plan) {
        cx.report(finding);
    }
}

fn fault(place: Place, message: Message) -> Finding {
    Finding::error(names::unmanned_role, place, message)
}

fn nobody(role: &Role, plan: &Plan) -> Option<Finding> {
    let name = &role.name.value;
    if role.holder.is_some() {
        return None;
    }
    let Some(from) = &role.holder_from else {
        return Some(fault(role.place, say!("岗位“{name}”没有任职人", "nobody holds the role '{name}'")).help(say!(
            "在 holder 里写任职人的编号，轮值的写 holder_from",
            "put a person's id into holder, or a duty's id into holder_from"
        )));
    };
    let duty = &plan.duty[&from.value];
    let duty_name = &duty.name.value;
    duty.members.is_empty().then(|| {
        let message = say!(
            "“{name}”由“{duty_name}”轮值，但没有轮值人员",
            "'{name}' is held by turns of '{duty_name}', which has no members"
        );
        fault(from.place, message)
            .help(say!("在值班的 members 里写轮值人员的编号", "put the ids of those who take turns into members"))
            .related(duty.place, say!("值班在这里", "the duty is here"))
    })
}

/// Whether the person is away on that day for a time that was told.
fn is_absent(person: &Person, day: Date) -> bool {
    person.absent.as_ref().is_some_and(|span| span.from.value <= day && day <= span.to.value)
}

/// The holder is away on the day of the check: bad where nobody is there instead, worth telling
/// where a backup is.
fn absent_holder(role: &Role, plan: &Plan, day: Date) -> Option<Finding> {
    let holder = role.holder.as_ref()?;
    let person = plan.people.get(&holder.value).filter(|person| person.status.value == Status::Serving)?;
    let span = person.absent.as_ref().filter(|_| is_absent(person, day))?;
    let there = |backup: &&Ref<Person>| {
        let known = plan.people.get(&backup.value);
        known.is_some_and(|person| person.status.value == Status::Serving && !is_absent(person, day))
    };
    let (name, last) = (&role.name.value, span.to.value);
    let finding = match role.backups.iter().find(there) {
        Some(backup) => {
            let id = backup.as_str();
            let message = say!("“{name}”的任职人离岗至{last}", "the holder of '{name}' is away until {last}");
            let help = say!(
                "由备岗 {id} 代行；确认本人知道，并告诉值班室",
                "the backup {id} stands in: see that the person and the duty room know"
            );
            Finding::warning(names::unmanned_role, holder.place, message).help(help)
        }
        None if role.backups_from.is_some() => return None,
        None => {
            let message = say!(
                "“{name}”的任职人离岗至{last}，没有在岗的备岗",
                "the holder of '{name}' is away until {last} and no backup is there"
            );
            fault(holder.place, message).help(say!("另指定在岗的人", "appoint somebody who is there"))
        }
    };
    Some(finding.related(span.place, say!("离岗登记在这里", "the absence is recorded here")))
}

/// Holder and backups who no longer serve.
fn gone(role: &Role, plan: &Plan) -> Vec<Finding> {
    let name = &role.name.value;
    let holders = role.holder.iter().map(|holder| (holder, say!("“{name}”的任职人", "the holder of '{name}'")));
    let backups = role.backups.iter().map(|backup| (backup, say!("“{name}”的备岗", "a backup of '{name}'")));
    holders.chain(backups).filter_map(|(person, who)| no_longer(person, &who, plan)).collect()
}

fn gone_member(member: &Ref<Person>, duty: &str, plan: &Plan) -> Option<Finding> {
    no_longer(member, &say!("“{duty}”的轮值人员", "a member of '{duty}'"), plan)
}

fn no_longer(person: &Ref<Person>, who: &Message, plan: &Plan) -> Option<Finding> {
    let row = plan.people.get(&person.value).filter(|row| row.status.value != Status::Serving)?;
    let (id, status) = (person.as_str(), row.status.value.word());
    let Message { zh, en } = who;
    let message = say!("{zh} {id} 的状态是“{status}”", "{en}, {id}, no longer serves ({status})");
    Some(
        fault(person.place, message)
            .help(say!(
                "换成在职的人；人员状态有误的改 people",
                "name somebody who serves, or mend the person's status"
            ))
            .related(row.status.place, say!("状态登记在这里", "the status is recorded here")),
    )
}

/// What nobody is appointed for, told at the body that would appoint.
fn not_appointed(plan: &Plan) -> Vec<Finding> {
    let kinds = [GroupKind::Office, GroupKind::Leading];
    let group = kinds.iter().find_map(|kind| plan.groups.iter().find(|group| group.kind == *kind));
    let missing = Function::ALL.iter().filter(|(_, function)| {
        let has = |role: &Role| role.functions.iter().any(|own| own.value == *function);
        !plan.roles.iter().any(has)
    });
    let told = missing.map(|(word, _)| {
        let message = say!("没有指定承担“{word}”的岗位", "no role is appointed for '{word}'");
        let finding = fault(group.map_or(plan.head.place, |group| group.place), message)
            .help(say!("在承担它的岗位里写 functions: [{word}]", "write functions: [{word}] at the role that does it"));
        match group {
            Some(group) => finding.entity(group.id().qualified()),
            None => finding,
        }
    });
    told.collect()
}
