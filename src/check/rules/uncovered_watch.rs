//! ORG07: a watch that is claimed is kept in every hour, and nobody is expected sooner than he can
//! come.
//!
//! The 2020 plan claimed 7×24 without roster or phone, and wanted people on site in ten minutes who
//! were not on duty.

mod arrival;
mod hours;

use crate::check::words::{Kind, Words};
use crate::check::{Context, names};
use crate::finding::{Finding, Message, Place};
use crate::model::Entity;
use crate::model::contact::is_always;
use crate::model::org::{Duty, DutyPattern};
use crate::say;

pub(in crate::check) fn check(cx: &mut Context<'_>) {
    let plan = cx.plan;
    let mut found = Vec::new();
    let always = |duty: &&Duty| duty.pattern.value == DutyPattern::Always;
    for duty in plan.duty.iter().filter(always) {
        found.extend(hours::faults(duty).into_iter().map(|finding| finding.entity(duty.id().qualified())));
    }
    for role in &plan.roles {
        found.extend(arrival::promised(plan, role).map(|finding| finding.entity(role.id().qualified())));
    }
    for playbook in &plan.playbooks {
        playbook.walk(&mut |step, _| found.extend(arrival::too_soon(plan, playbook, step)));
    }
    found.into_iter().for_each(|finding| cx.report(finding));
    if !plan.duty.iter().any(|duty| always(&duty)) {
        for words in
            cx.words.iter().filter(|words| words.kind.is_order() || matches!(words.kind, Kind::Paragraph | Kind::Item))
        {
            if let Some(finding) = claimed(words, cx) {
                cx.report_in(words, finding);
            }
        }
    }
}

fn fault(place: Place, message: Message) -> Finding {
    Finding::error(names::uncovered_watch, place, message)
}

/// A text that claims a watch in every hour where no duty keeps one.
fn claimed(words: &Words<'_>, cx: &Context<'_>) -> Option<Finding> {
    let (at, found) = ["值班", "值守"].iter().find_map(|word| words.text.match_indices(word).next())?;
    if !is_always(&words.text[..at]) {
        return None;
    }
    let message = say!("写了全天值班，却没有登记这样的值班", "a watch in every hour is claimed but no duty keeps it");
    let help = say!(
        "在 duty 里登记 pattern: 24x7 的值班、班次、人员和电话",
        "register a duty with pattern 24x7, its shifts, members and phone"
    );
    Some(fault(words.part(at..at + found.len(), cx.sources), message).help(help))
}
