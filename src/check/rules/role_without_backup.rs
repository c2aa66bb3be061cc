//! ORG02: somebody else must be able to act when the holder is away.
//!
//! Source: ISO 22301:2019 8.4 (alternates), GB/T 38645-2020 annex A (primary and backup staff).

use crate::check::{Context, names};
use crate::finding::{Finding, Message, Place};
use crate::model::org::{GroupKind, Person, Role, Status};
use crate::model::{Date, Entity, Plan};
use crate::say;

/// How many backups the role that starts the plan has, in order.
const COMMANDER_BACKUPS: usize = 2;

pub(in crate::check) fn check(cx: &mut Context<'_>) {
    for role in &cx.plan.roles {
        let finding = none(role)
            .or_else(|| holder_again(role))
            .or_else(|| lone_duty(role, cx.plan))
            .or_else(|| too_few(role, cx.plan))
            .or_else(|| away_together(role, cx.plan, cx.as_of));
        if let Some(finding) = finding {
            cx.report(finding.entity(role.id().qualified()));
        }
    }
}

fn fault(place: Place, message: Message) -> Finding {
    Finding::error(names::role_without_backup, place, message)
}

fn none(role: &Role) -> Option<Finding> {
    let name = &role.name.value;
    (role.backups.is_empty() && role.backups_from.is_none()).then(|| {
        fault(role.place, say!("岗位“{name}”没有备岗", "the role '{name}' has no backup"))
            .help(say!("在 backups 里写另一个人的编号", "put the id of another person into backups"))
    })
}

fn holder_again(role: &Role) -> Option<Finding> {
    let (name, holder) = (&role.name.value, role.holder.as_ref()?);
    let same = role.backups.iter().find(|backup| backup.value == holder.value)?;
    let message = say!("“{name}”的备岗就是任职人自己", "the backup of '{name}' is its own holder");
    Some(
        fault(same.place, message)
            .help(say!("换成另一个人", "name another person"))
            .related(holder.place, say!("任职人在这里", "the holder is here")),
    )
}

/// A roster of one person gives no second one.
fn lone_duty(role: &Role, plan: &Plan) -> Option<Finding> {
    let from = role.backups_from.as_ref().filter(|_| role.backups.is_empty())?;
    let duty = plan.duty.get(&from.value).filter(|duty| duty.members.len() < 2)?;
    let (name, duty_name) = (&role.name.value, &duty.name.value);
    let message = say!(
        "“{name}”的备岗由“{duty_name}”轮值，但轮值人员不足2人",
        "the backup of '{name}' comes from '{duty_name}', which has fewer than 2 members"
    );
    let help = say!("在值班的 members 里补足人员", "add members to the duty");
    Some(fault(from.place, message).help(help).related(duty.place, say!("值班在这里", "the duty is here")))
}

/// Who starts the plan must be replaceable twice over.
fn too_few(role: &Role, plan: &Plan) -> Option<Finding> {
    let commands = plan
        .groups
        .iter()
        .filter(|group| group.kind == GroupKind::Leading)
        .any(|group| group.authority.activate.as_ref().is_some_and(|power| power.role.value == *role.id()));
    let from_duty = role.backups_from.as_ref().and_then(|from| plan.duty.get(&from.value));
    let count = role.backups.len() + from_duty.map_or(0, |duty| duty.members.len().saturating_sub(1));
    (commands && count < COMMANDER_BACKUPS).then(|| {
        let name = &role.name.value;
        let place = role.backups.first().map_or(role.place, |backup| backup.place);
        let message = say!(
            "“{name}”有权启动预案，只有{count}名备岗，至少要{COMMANDER_BACKUPS}名",
            "'{name}' starts the plan and has {count} backup, at least {COMMANDER_BACKUPS} are needed"
        );
        fault(place, message).help(say!("在 backups 里按代行顺序再写一人", "add one more to backups, in order"))
    })
}

/// Holder and every backup are away on the same day: the day of the check, for key posts also any
/// later day on which a known absence begins.
fn away_together(role: &Role, plan: &Plan, as_of: Date) -> Option<Finding> {
    let person = |id| plan.people.get(id);
    let everybody: Vec<_> = role.holder.iter().chain(&role.backups).map(|backup| person(&backup.value)).collect();
    // Somebody from a roster, or unknown because the restricted folder is absent, may be there.
    let known: Vec<_> = everybody.iter().copied().collect::<Option<_>>()?;
    if role.holder.is_none() || role.backups_from.is_some() {
        return None;
    }
    let later = known.iter().filter_map(|person| person.absent.as_ref()).map(|span| span.from.value);
    let days = std::iter::once(as_of).chain(later.filter(|day| role.key_post && *day > as_of));
    let day = days.filter(|day| known.iter().all(|person| is_away(person, *day))).min()?;
    let (name, first) = (&role.name.value, role.backups.first()?);
    let message = say!("“{name}”的任职人和备岗在{day}都不在岗", "holder and backups of '{name}' are all away on {day}");
    let finding = fault(first.place, message).help(say!("另指定一名在岗的备岗", "name a backup who is there"));
    Some(known.iter().fold(finding, |finding, person| {
        finding.related(person.place, say!("这个人那天不在岗", "this person is away on that day"))
    }))
}

fn is_away(person: &Person, day: Date) -> bool {
    let absent = person.absent.as_ref().is_some_and(|span| span.from.value <= day && day <= span.to.value);
    absent || person.status.value != Status::Serving
}
