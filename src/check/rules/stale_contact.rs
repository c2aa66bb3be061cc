//! CON02: a number that nobody has called for long is a guess.
//!
//! NIST SP 800-34 has contact lists reviewed more often than the plan; the periods are the
//! bureau's own (`policy.contact_max_age`). Ages count to `as_of`, by the calendar.

use crate::check::{Context, names};
use crate::finding::Finding;
use crate::model::age::{Age, age};
use crate::model::contact::{Contact, PointKind, Verified, VerifiedResult};
use crate::model::{Date, Entity, Quantity, Sourced};
use crate::say;

pub(in crate::check) fn check(cx: &mut Context<'_>) {
    let plan = cx.plan;
    let ages = &plan.head.policy.contact_max_age;
    for most in [&ages.internal, &ages.vendor, &ages.authority] {
        let period = most.value;
        if age(cx.as_of, &most.value, cx.as_of).is_none() {
            cx.report(
                Finding::error(
                    names::stale_contact,
                    most.place,
                    say!("核实期限“{period}”不能按日历计算", "the period of {period} cannot be counted on a calendar"),
                )
                .help(say!("用天、周、个月或年", "use 天, 周, 个月 or 年")),
            );
        }
    }
    // What has no number is empty (STR06), not old.
    for contact in plan.contacts.iter().filter(|contact| !contact.points.is_empty()) {
        if let Some(finding) = fault(contact, ages.of(contact.class.value), cx.as_of) {
            cx.report(finding.entity(contact.id().qualified()));
        }
    }
}

fn fault(contact: &Contact, most: &Sourced<Quantity>, as_of: Date) -> Option<Finding> {
    let label = &contact.label.value;
    let (date, result) = match &contact.verified {
        Some(Verified::Checked { date, result, .. }) => (date, result),
        Some(Verified::Exempt(reason)) => return exempted(contact, reason),
        None => {
            let finding = Finding::error(
                names::stale_contact,
                contact.label.place,
                say!("“{label}”没有核实记录", "'{label}' has never been verified"),
            );
            return Some(
                finding.help(say!("拨打一次，把日期、核实人、方式和结果写进 verified", "call it and fill in verified")),
            );
        }
    };
    if result.value != VerifiedResult::Reached {
        let word = result.value.word();
        let finding = Finding::error(
            names::stale_contact,
            result.place,
            say!("“{label}”上次核实的结果是“{word}”", "'{label}' did not work when last verified ({word})"),
        );
        return Some(finding.help(say!("查到新号码，改正后再核实", "find the new number, mend it, verify again")));
    }
    let (checked, period) = (date.value, most.value);
    let call = say!("重新拨打并更新 verified.date", "call again and renew verified.date");
    match age(checked, &period, as_of)? {
        Age::Young => None,
        Age::Future => Some(
            Finding::error(
                names::stale_contact,
                date.place,
                say!(
                    "“{label}”的核实日期 {checked} 晚于基准日 {as_of}",
                    "'{label}' was verified on {checked}, after {as_of}"
                ),
            )
            .help(say!("改正日期，或核对 plan.as_of", "mend the date or check plan.as_of")),
        ),
        Age::Ageing(last) => Some(
            Finding::warning(
                names::stale_contact,
                date.place,
                say!(
                    "“{label}”的核实将在 {last} 到期（期限{period}）",
                    "the verification of '{label}' expires on {last}"
                ),
            )
            .help(call),
        ),
        Age::Over(last) => Some(
            Finding::error(
                names::stale_contact,
                date.place,
                say!(
                    "“{label}”的核实已在 {last} 到期（期限{period}）",
                    "the verification of '{label}' expired on {last}"
                ),
            )
            .help(call)
            .related(most.place, say!("期限在这里", "the period is here")),
        ),
    }
}

/// Only numbers that are published for everybody need no check.
fn exempted(contact: &Contact, reason: &Sourced<String>) -> Option<Finding> {
    let label = &contact.label.value;
    let own = [PointKind::Landline, PointKind::Mobile, PointKind::Fax, PointKind::Radio, PointKind::Mail];
    let private = contact.points.iter().find(|point| own.contains(&point.kind.value))?;
    let kind = private.kind.value.word();
    Some(
        Finding::warning(
            names::stale_contact,
            reason.place,
            say!("“{label}”免核实，但其中有{kind}", "'{label}' is exempt but holds a number that can change ({kind})"),
        )
        .help(say!(
            "只有全国统一的号码免核实；把它单列成一条并核实",
            "only national numbers are exempt; split it off and verify it"
        ))
        .related(private.kind.place, say!("在这里", "it is here")),
    )
}
