//! What a report lacks against its clock: deadline, start, recipient, channel, form.

use super::fault;
use crate::check::clocks::is_after_handling;
use crate::finding::{Finding, Message, Place};
use crate::model::Plan;
use crate::model::event::{Recipient, Report, Since};
use crate::model::pack::Clock;
use crate::say;

/// Whether a report that names no clock tells the right authority in time.
pub(super) fn serves_unnamed(plan: &Plan, report: &Report, clock: &Clock) -> bool {
    report.clock.is_none() && clock.jurisdiction.is_some() && lacking(plan, report, clock).is_empty()
}

/// What the report itself lacks.
pub(super) fn lacking(plan: &Plan, report: &Report, clock: &Clock) -> Vec<Finding> {
    let title = &report.title.value;
    let mut found = Vec::new();
    let mut lacks = |place: Place, message: Message, help: Message| found.push(fault(clock, place, message, help));
    match (&report.within, &clock.within) {
        (None, _) => lacks(
            report.title.place,
            say!("“{title}”没有时限", "'{title}' has no deadline"),
            say!("写 within；法律只说立即的，自定一个时限", "write within; where the law says at once, set your own"),
        ),
        (Some(own), Some(law)) if own.compare(law).is_none_or(std::cmp::Ordering::is_gt) => {
            let (own_text, law_text) = (own.value, law.value);
            lacks(
                own.place,
                say!(
                    "“{title}”的时限{own_text}宽于法定的{law_text}",
                    "'{title}' is due later than the law's {law_text}"
                ),
                say!("改为{law_text}或更短", "make it {law_text} or less"),
            );
        }
        _ => {}
    }
    let late = report.since.as_ref().filter(|since| matches!(since.value, Since::Handled | Since::Recovered));
    if let Some(since) = late.filter(|_| !is_after_handling(clock)) {
        let word = since.value.word();
        lacks(
            since.place,
            say!(
                "“{title}”从“{word}”起算，法定时限从发现起算",
                "'{title}' counts from '{word}', the law from discovery"
            ),
            say!("since 写“发现”或“发现或获知”", "write since: 发现 or 发现或获知"),
        );
    }
    if let Some(jurisdiction) = &clock.jurisdiction {
        let word = jurisdiction.value.word();
        let of = |to: &Recipient| match to {
            Recipient::Unit(unit) => {
                plan.units[&unit.value].jurisdiction.as_ref().is_some_and(|own| own.value == jurisdiction.value)
            }
            Recipient::Role(_) | Recipient::Group(_) => false,
        };
        if !report.to.iter().any(|to| of(&to.value)) {
            lacks(
                report.to.first().map_or(report.title.place, |to| to.place),
                say!("“{title}”没有报给职权为“{word}”的主管部门", "'{title}' does not go to the authority for {word}"),
                say!(
                    "to 里写该主管部门（unit 的 jurisdiction 为{word}）",
                    "add the unit with that jurisdiction to 'to'"
                ),
            );
        }
    }
    if report.channels.is_empty() {
        lacks(
            report.title.place,
            say!("“{title}”没有写用什么方式报", "'{title}' names no channel"),
            say!("写 channels", "write channels"),
        );
    }
    if clock.form && report.form.is_none() {
        lacks(
            report.title.place,
            say!("“{title}”没有写用哪张表", "'{title}' names no form"),
            say!("写 form", "write form"),
        );
    }
    found
}
