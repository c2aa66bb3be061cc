//! PLB08: what is not solved in time goes up, step by step, to somebody who can decide.
//!
//! The 2020 plan said "contact the vendor" and nothing for the case that the vendor does not come.
//! The times count from the trigger, so they rise; the first that reaches the top must do so while
//! the statutory clock still runs.

use crate::check::chain::{Elapsed, elapsed, spoken};
use crate::check::{Context, clocks, names};
use crate::finding::Finding;
use crate::model::event::{Recipient, Report};
use crate::model::org::{GroupKind, UnitKind};
use crate::model::pack::Clock;
use crate::model::playbook::{Escalation, EscalationTarget, Playbook, RunTarget};
use crate::model::{Entity, Plan};
use crate::say;

pub(in crate::check) fn check(cx: &mut Context<'_>) {
    let plan = cx.plan;
    let clock = clocks::shortest(plan, cx.as_of);
    for playbook in plan.playbooks.iter().filter(|playbook| !playbook.steps.is_empty()) {
        for finding in faults(plan, playbook, clock) {
            cx.report(finding.entity(playbook.id().qualified()));
        }
    }
}

fn faults(plan: &Plan, playbook: &Playbook, clock: Option<(&Clock, Elapsed)>) -> Vec<Finding> {
    let all = &playbook.escalation;
    let Some(last) = all.last() else {
        let message = say!("方案没有写拖久了报给谁", "the playbook does not say who is told when it takes too long");
        let help = say!(
            "加 escalation，如 {{after: 1h, when: 线路未恢复, to: role:…}}",
            "add escalation, such as {{after: 1h, when: …, to: role:…}}"
        );
        return vec![Finding::error(names::missing_escalation, playbook.title.place, message).help(help)];
    };
    let mut found = falling(all);
    let tops: Vec<_> = all.iter().filter(|escalation| is_top(plan, escalation)).collect();
    if !is_top(plan, last) {
        let message = say!("最后一级没有升到能拍板的人", "the last escalation reaches nobody who can decide");
        let help = say!(
            "最后一级报给总指挥、领导机构，或者 run 一份对外报告",
            "let the last one tell the commander or the leading group, or run a report to an authority"
        );
        found.push(Finding::error(names::missing_escalation, last.place, message).help(help));
    } else if let (Some(first), Some((clock, law))) = (tops.first(), clock)
        && elapsed(&first.after).is_none_or(|after| after >= law)
    {
        let (limit, source) = (spoken(law), &clock.source.value);
        let message = say!(
            "升到能拍板的人时，法定时限（{limit}）已经用完",
            "the statutory deadline ({limit}) is over when this escalation reaches somebody who can decide"
        );
        let finding = Finding::error(names::missing_escalation, first.after.place, message);
        let finding = finding.help(say!("提前这一级", "escalate earlier"));
        found.push(finding.related(clock.place, say!("依据：{source}", "source: {source}")));
    }
    found
}

/// Times that do not rise.
fn falling(all: &[Escalation]) -> Vec<Finding> {
    let falls = all.windows(2).filter(|pair| !pair[0].after.compare(&pair[1].after).is_some_and(|order| order.is_lt()));
    falls
        .map(|pair| {
            let (earlier, own) = (pair[0].after.value, pair[1].after.value);
            let message =
                say!("这一级在{own}，不晚于上一级的{earlier}", "this one comes at {own}, not after {earlier}");
            Finding::error(names::missing_escalation, pair[1].after.place, message)
                .help(say!(
                    "时间都从触发起算，一级比一级晚，单位同类",
                    "times count from the trigger: each later than the one before, in comparable units"
                ))
                .related(pair[0].after.place, say!("上一级在这里", "the one before is here"))
        })
        .collect()
}

/// Whether it reaches somebody who can decide: who may activate the plan, a leading or commanding
/// group, or a body outside.
fn is_top(plan: &Plan, escalation: &Escalation) -> bool {
    match &escalation.target {
        EscalationTarget::To(recipient) => decides(plan, &recipient.value),
        EscalationTarget::Run(target) => match &target.value {
            RunTarget::Report(report) => reaches_top(plan, &plan.reports[&report.value]),
            RunTarget::Playbook(_) => false,
        },
    }
}

fn reaches_top(plan: &Plan, report: &Report) -> bool {
    report.to.iter().any(|to| decides(plan, &to.value))
}

fn decides(plan: &Plan, recipient: &Recipient) -> bool {
    match recipient {
        Recipient::Role(role) => {
            let powers = plan.groups.iter().filter_map(|group| group.authority.activate.as_ref());
            powers.into_iter().any(|power| power.role.value == role.value)
        }
        Recipient::Group(group) => {
            matches!(plan.groups[&group.value].kind, GroupKind::Leading | GroupKind::Command)
        }
        Recipient::Unit(unit) => matches!(plan.units[&unit.value].kind, UnitKind::Authority | UnitKind::Superior),
    }
}
