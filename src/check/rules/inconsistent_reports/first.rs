//! One first recipient: whoever finds something must not have to choose whom to tell.

use std::collections::BTreeMap;

use super::{error, goes_outside};
use crate::finding::{Finding, Place};
use crate::model::event::{Recipient, Report, Trigger};
use crate::model::playbook::{Action, Playbook, RunTarget, Step, StepKind};
use crate::model::{Entity, Plan, Sourced};
use crate::say;

pub(super) fn several(plan: &Plan) -> Vec<Finding> {
    let mut found = Vec::new();
    let usual = usual(plan);
    for trigger in &plan.triggers {
        found.extend(of_trigger(plan, trigger, usual).map(|finding| finding.entity(trigger.id().qualified())));
    }
    for playbook in plan.playbooks.iter().filter(|playbook| !playbook.steps.is_empty()) {
        found.extend(of_playbook(plan, playbook, usual).map(|finding| finding.entity(playbook.id().qualified())));
    }
    found
}

/// What the plan calls somebody.
fn name(plan: &Plan, recipient: &Recipient) -> String {
    match recipient {
        Recipient::Role(role) => plan.roles[&role.value].name.value.clone(),
        Recipient::Group(group) => plan.groups[&group.value].name.value.clone(),
        Recipient::Unit(unit) => plan.units[&unit.value].name.value.clone(),
    }
}

fn key(recipient: &Recipient) -> String {
    match recipient {
        Recipient::Role(role) => format!("role:{}", role.as_str()),
        Recipient::Group(group) => format!("group:{}", group.as_str()),
        Recipient::Unit(unit) => format!("unit:{}", unit.as_str()),
    }
}

/// Whom most first reports reach: those of triggers, else those that playbooks begin with.
fn usual(plan: &Plan) -> Option<&Recipient> {
    let by_trigger = plan.triggers.iter().filter_map(|trigger| trigger.first_report.as_ref());
    let of_triggers: Vec<_> = by_trigger.filter_map(|report| plan.reports[&report.value].to.first()).collect();
    let all = if of_triggers.is_empty() {
        plan.playbooks
            .iter()
            .filter_map(|playbook| first_told(plan, playbook))
            .filter_map(|(_, to)| to.first())
            .collect()
    } else {
        of_triggers
    };
    let mut counts: BTreeMap<String, (usize, &Recipient)> = BTreeMap::new();
    for recipient in &all {
        counts.entry(key(&recipient.value)).or_insert((0, &recipient.value)).0 += 1;
    }
    // On a tie the one that is named first counts.
    let most = counts.values().map(|(count, _)| *count).max()?;
    all.iter().find(|recipient| counts[&key(&recipient.value)].0 == most).map(|recipient| &recipient.value)
}

fn of_trigger(plan: &Plan, trigger: &Trigger, usual: Option<&Recipient>) -> Option<Finding> {
    let label = &trigger.label.value;
    let Some(first) = &trigger.first_report else {
        let message =
            say!("“{label}”没有写首报：看到的人报给谁", "'{label}' has no first report: whom does the finder tell?");
        let help = say!("加 first_report，写报告编号", "add first_report with the id of a report");
        return Some(error(trigger.label.place, message).help(help));
    };
    let report = &plan.reports[&first.value];
    if report.to.len() > 1 {
        let (title, count) = (&report.title.value, report.to.len());
        let message = say!("首报“{title}”有{count}个接收人", "the first report '{title}' goes to {count} recipients");
        let help = say!("只留一个，由他转报其他人", "keep one; let them pass it on");
        return Some(
            error(first.place, message)
                .help(help)
                .related(report.title.place, say!("报告在这里", "the report is here")),
        );
    }
    let own = &report.to.first()?.value;
    let usual = usual.filter(|usual| *usual != own && key(usual) != key(own))?;
    let (here, there) = (name(plan, own), name(plan, usual));
    let message = say!(
        "“{label}”首报给“{here}”，别处首报给“{there}”",
        "'{label}' is first told to '{here}', others to '{there}'"
    );
    Some(error(first.place, message).help(say!("首报只报一处", "let every first report go to one place")))
}

/// The first time a playbook tells anybody, and whom.
fn first_told<'a>(plan: &'a Plan, playbook: &'a Playbook) -> Option<(&'a Step, &'a [Sourced<Recipient>])> {
    let mut first = None;
    playbook.walk(&mut |step, _| {
        let to = match &step.action {
            Action::Notify { to, .. } => to.as_slice(),
            Action::Do(_) if step.kind == StepKind::Report => &[],
            Action::Run { target, .. } => match &target.value {
                // What leaves the house is no first report.
                RunTarget::Report(report) if goes_outside(plan, &plan.reports[&report.value]) => return,
                RunTarget::Report(report) => plan.reports[&report.value].to.as_slice(),
                RunTarget::Playbook(_) => return,
            },
            _ => return,
        };
        if first.is_none() && (!to.is_empty() || matches!(step.action, Action::Do(_))) {
            first = Some((step, to));
        }
    });
    first
}

/// The first reports of the triggers that start `playbook`.
fn expected<'a>(plan: &'a Plan, playbook: &'a Playbook) -> Vec<&'a Report> {
    let started = plan.triggers.iter().filter(|trigger| {
        trigger.playbooks.iter().any(|own| own.value == playbook.id)
            || playbook.triggers.iter().any(|own| own.value == trigger.id)
    });
    started.filter_map(|trigger| trigger.first_report.as_ref()).map(|report| &plan.reports[&report.value]).collect()
}

/// A playbook whose own first report goes to somebody else. Reports by others than the finder are
/// no first reports.
fn of_playbook(plan: &Plan, playbook: &Playbook, usual: Option<&Recipient>) -> Option<Finding> {
    let (step, to) = first_told(plan, playbook)?;
    if let Action::Do(text) = &step.action {
        let message =
            say!("首报只写在文字里，对不上是不是报给同一处", "whom this first report goes to is told in words only");
        let help = say!(
            "写成 notify（to 写岗位），或 run 那条首报",
            "write it as notify with its recipient, or run the first report"
        );
        return Some(error(text.place, message).help(help));
    }
    let reports = expected(plan, playbook);
    let is_finder = |report: &&Report| step.actor.as_ref().is_none_or(|actor| actor.value == report.from.value);
    let wanted: Vec<&Recipient> = if reports.is_empty() {
        usual.into_iter().collect()
    } else {
        reports.iter().copied().filter(is_finder).filter_map(|report| report.to.first()).map(|to| &to.value).collect()
    };
    let wanted = *wanted.first()?;
    if to.iter().any(|own| reaches(plan, &own.value, wanted)) {
        return None;
    }
    let place: Place = to.first().map_or(step.place, |to| to.place);
    let place = if place.file == step.place.file { place } else { step.place };
    let (here, there) = (name(plan, &to.first()?.value), name(plan, wanted));
    let message = say!(
        "方案首报给“{here}”，启动条件的首报给“{there}”",
        "the playbook first tells '{here}', the trigger '{there}'"
    );
    let help = say!("首报报给同一处，再由他转报；或 run 那条首报", "tell the same one first, or run that first report");
    Some(error(place, message).help(help))
}

/// Whether telling `own` tells `wanted`: the same, or a group in which the role sits.
fn reaches(plan: &Plan, own: &Recipient, wanted: &Recipient) -> bool {
    key(own) == key(wanted)
        || match (own, wanted) {
            (Recipient::Group(group), Recipient::Role(role)) => {
                plan.groups[&group.value].seats.iter().any(|seat| seat.role.value == role.value)
            }
            _ => false,
        }
}
