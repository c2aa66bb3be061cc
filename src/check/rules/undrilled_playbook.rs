//! REV02: what was never rehearsed does not work at night.
//!
//! Exercises: one of the whole every year, each playbook within its period, those with danger to
//! life oftener; evaluated, with what was found mended in time (GB/T 38645-2020).

mod follow_up;

use crate::check::graded::graded;
use crate::check::{Context, aged, names};
use crate::finding::{Finding, Message, Place};
use crate::model::age::last_day;
use crate::model::pack::{PeriodOf, period};
use crate::model::playbook::Playbook;
use crate::model::review::{Drill, DrillScope};
use crate::model::{Date, Entity, Plan, Quantity, Sourced};
use crate::say;

/// The month from which the exercises of the next year are planned (GB/T 38645-2020 annex A).
const PLANNED_FROM: i8 = 12;

pub(in crate::check) fn check(cx: &mut Context<'_>) {
    let (plan, as_of) = (cx.plan, cx.as_of);
    let ages = &plan.head.policy.drill_max_age;
    let mut found = Vec::new();
    for (own, of) in [
        (&ages.comprehensive, PeriodOf::ComprehensiveDrill),
        (&ages.playbook, PeriodOf::PlaybookDrill),
        (&ages.life_safety, PeriodOf::LifeSafetyDrill),
    ] {
        found.extend(aged::uncountable(names::undrilled_playbook, own, as_of));
        found.extend(lax(own, of, plan, as_of));
    }
    found.extend(comprehensive(plan, &ages.comprehensive, as_of));
    if !plan.drills.is_empty() {
        for playbook in &plan.playbooks {
            let most = if playbook.hazards.is_empty() { &ages.playbook } else { &ages.life_safety };
            found.extend(drilled(playbook, plan, most, as_of).map(|finding| finding.entity(playbook.id().qualified())));
        }
    }
    for drill in &plan.drills {
        found.extend(follow_up::check(drill, as_of).into_iter().map(|finding| finding.entity(drill.id().qualified())));
    }
    found.extend(next_year(plan, as_of));
    for finding in found {
        cx.report(finding);
    }
}

fn fault(place: Place, message: Message, help: Message) -> Finding {
    Finding::error(names::undrilled_playbook, place, message).help(help)
}

/// The latest of the drills that `counts`.
fn latest(plan: &Plan, as_of: Date, counts: impl Fn(&Drill) -> bool) -> Option<&Drill> {
    let held = plan.drills.iter().filter(|drill| drill.date.value <= as_of && counts(drill));
    held.max_by_key(|drill| drill.date.value)
}

fn comprehensive(plan: &Plan, most: &Sourced<Quantity>, as_of: Date) -> Vec<Finding> {
    let help = say!("排一次综合演练，演完登记到 drills", "hold an exercise of the whole and enter it under drills");
    let Some(last) = latest(plan, as_of, |drill| drill.scope.value == DrillScope::Comprehensive) else {
        let period = most.value;
        let message = say!("没有综合演练的记录（期限{period}）", "no comprehensive exercise is on record ({period})");
        return vec![fault(most.place, message, help)];
    };
    let what = say!("综合演练", "the comprehensive exercise");
    let mut found: Vec<_> = aged::due(names::undrilled_playbook, &what, &last.date, &most.value, as_of)
        .into_iter()
        .map(|finding| finding.help(help.clone()))
        .collect();
    if last.backups.is_empty() {
        let message = say!("最近一次综合演练没有备岗上场", "no backup acted in the last comprehensive exercise");
        let help = say!(
            "写 backups：由备岗代主岗上场的岗位；没有的，下次演练安排",
            "enter under backups the roles whose backup acted; where none did, plan it"
        );
        found.push(Finding::warning(names::undrilled_playbook, last.scope.place, message).help(help));
    }
    found.into_iter().map(|finding| finding.entity(last.id().qualified())).collect()
}

fn drilled(playbook: &Playbook, plan: &Plan, most: &Sourced<Quantity>, as_of: Date) -> Option<Finding> {
    let title = &playbook.title.value;
    let help = say!("把它排进演练，演完登记到 drills", "exercise it and enter it under drills");
    let held = latest(plan, as_of, |drill| drill.playbooks.iter().any(|held| held.value == playbook.id));
    let Some(last) = held else {
        let message = say!("《{title}》没有演练过", "'{title}' was never exercised");
        return Some(fault(playbook.title.place, message, help));
    };
    let what = Message { zh: format!("《{title}》的演练"), en: format!("the exercise of '{title}'") };
    let mut finding = aged::due(names::undrilled_playbook, &what, &last.date, &most.value, as_of)?;
    // The playbook is what has to be exercised; the record of the last time explains it.
    let recorded = std::mem::replace(&mut finding.place, playbook.title.place);
    Some(finding.help(help).related(recorded, say!("上一次演练在这里", "the last exercise is here")))
}

fn next_year(plan: &Plan, as_of: Date) -> Option<Finding> {
    let next = i64::from(as_of.year()) + 1;
    let planned = plan.drill_plans.iter().any(|year| year.year.value == next);
    (as_of.month() >= PLANNED_FROM && !planned && !plan.drills.is_empty()).then(|| {
        let message = say!("没有{next}年的演练计划", "no exercises are planned for {next}");
        let help = say!(
            "十二月前批准下一年度计划，登记到 drill_plans",
            "have the plan approved by December and enter it under drill_plans"
        );
        Finding::warning(names::undrilled_playbook, plan.head.policy.drill_max_age.place, message).help(help)
    })
}

/// An own period that is longer than the pack's.
fn lax(own: &Sourced<Quantity>, of: PeriodOf, plan: &Plan, as_of: Date) -> Option<Finding> {
    let legal = period(&plan.packs, of, as_of)?;
    let longer = last_day(as_of, &own.value)? > last_day(as_of, &legal.most.value)?;
    let (what, mine, most, source) = (&legal.what.value, own.value, legal.most.value, &legal.source.value);
    longer.then(|| {
        let message = say!("{what}的自定期限{mine}长于{most}", "the own period of {mine} is longer than {most}");
        graded(
            fault(own.place, message, say!("改为{most}以内（{source}）", "make it {most} or less ({source})")),
            legal.grade.value,
            source,
        )
    })
}
