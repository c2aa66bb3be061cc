//! Which entries of the law packs hold, and how heavy a finding they carry.

use crate::finding::{Finding, Message, Place, RuleName, Severity};
use crate::model::pack::Evidence;
use crate::model::{Date, Sourced};
use crate::say;

/// Whether an entry holds on that day.
pub(super) fn holds(from: &Sourced<Date>, to: &Option<Sourced<Date>>, today: Date) -> bool {
    from.value <= today && to.as_ref().is_none_or(|to| today <= to.value)
}

/// A finding that rests on an entry of this grade: one that is not confirmed only warns and says so.
pub(super) fn finding(rule: RuleName, severity: Severity, grade: Evidence, place: Place, message: Message) -> Finding {
    let message = match grade {
        Evidence::Read | Evidence::Secondary => message,
        Evidence::Unconfirmed => {
            let Message { zh, en } = message;
            say!("{zh}（依据尚未核实，仅作提示）", "{en} (not confirmed)")
        }
    };
    match severity {
        Severity::Error if grade != Evidence::Unconfirmed => Finding::error(rule, place, message),
        _ => Finding::warning(rule, place, message),
    }
}

/// What a finding says of where its entry comes from.
pub(super) fn basis(source: &str) -> Message {
    say!("依据：{source}", "source: {source}")
}
