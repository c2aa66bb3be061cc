//! REV01: a plan that nobody has looked at for a year describes another bureau.
//!
//! An issue counts as a review. The period is the bureau's own (`policy.review_max_age`), which may
//! be stricter than that of the pack and not laxer.

use crate::check::graded::graded;
use crate::check::{Context, aged, names};
use crate::finding::{Finding, Message};
use crate::model::age::last_day;
use crate::model::pack::{Evidence, Period, PeriodOf, period};
use crate::model::{Date, Entity, Quantity, Sourced};
use crate::say;

pub(in crate::check) fn check(cx: &mut Context<'_>) {
    let (plan, as_of) = (cx.plan, cx.as_of);
    let legal = period(&plan.packs, PeriodOf::Review, as_of);
    let own = plan.head.policy.review_max_age.as_ref();
    let mut found = Vec::new();
    if let Some(own) = own {
        found.extend(aged::uncountable(names::overdue_review, own, as_of));
        found.extend(legal.and_then(|legal| lax(own, legal, as_of)));
    }
    let Some(most) = own.or(legal.map(|legal| &legal.most)) else { return };
    // Against the bureau's own period nothing is unsure.
    let ground = legal.filter(|_| own.is_none());
    let judge = |finding: Finding| match ground {
        Some(legal) => graded(finding, legal.grade.value, &legal.source),
        None => finding,
    };
    let last =
        plan.reviews.iter().map(|review| &review.date).chain(plan.versions.iter().map(|version| &version.issued));
    let what = say!("预案的评估", "the review of the plan");
    let finding = match last.max_by_key(|date| date.value) {
        None => Some(never(&plan.head.version)),
        Some(last) => aged::due(names::overdue_review, &what, last, most, as_of).map(|finding| {
            finding.help(say!(
                "评估一次，把日期、主持人和结论登记到 reviews",
                "review it and enter date, chair and conclusion under reviews"
            ))
        }),
    };
    found.extend(finding.map(judge));
    for subplan in &plan.subplans {
        let title = &subplan.title.value;
        let finding = match &subplan.reviewed {
            None => Some(never_so(&subplan.title)),
            Some(reviewed) => {
                let what = Message { zh: format!("《{title}》的评估"), en: format!("the review of '{title}'") };
                aged::due(names::overdue_review, &what, reviewed, most, as_of).map(|finding| {
                    finding.help(say!("与本预案一并评估，改 reviewed", "review it with the plan and renew reviewed"))
                })
            }
        };
        found.extend(finding.map(|finding| judge(finding.entity(subplan.id().qualified()))));
    }
    for finding in found {
        cx.report(finding);
    }
}

fn never(version: &Sourced<String>) -> Finding {
    Finding::error(
        names::overdue_review,
        version.place,
        say!("没有评估记录，也没有印发记录", "neither a review nor an issue is on record"),
    )
    .help(say!("把印发登记到 versions，评估登记到 reviews", "enter issues under versions, reviews under reviews"))
}

fn never_so(title: &Sourced<String>) -> Finding {
    let name = &title.value;
    Finding::error(
        names::overdue_review,
        title.place,
        say!("《{name}》没有写最近评估的日期", "'{name}' does not say when it was reviewed"),
    )
    .help(say!("评估以后写 reviewed", "review it and enter reviewed"))
}

/// An own period that is longer than the pack's.
fn lax(own: &Sourced<Quantity>, legal: &Period, as_of: Date) -> Option<Finding> {
    let longer = last_day(as_of, &own.value)? > last_day(as_of, &legal.most.value)?;
    let (mine, most, source) = (own.value, legal.most.value, &legal.source.value);
    longer.then(|| {
        let message = say!("自定的评估期限{mine}长于规定的{most}", "the own period of {mine} is longer than {most}");
        let finding = Finding::error(names::overdue_review, own.place, message);
        let sure = legal.grade.value != Evidence::Unconfirmed;
        let help = if sure {
            say!("改为{most}以内（{source}）", "make it {most} or less ({source})")
        } else {
            say!("核对规定后改为{most}以内", "look the rule up and make it {most} or less")
        };
        graded(finding.help(help), legal.grade.value, source)
    })
}
