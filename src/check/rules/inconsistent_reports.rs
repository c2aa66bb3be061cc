//! EVT03: the plan's own reporting times fit together: one first recipient, periodic reports that
//! reach somebody and stop, at most half of an outside deadline spent inside, and no meeting before
//! the police are told.
//!
//! The 2020 plan named twelve different first recipients; four hours can be lost without leaving
//! the house.

mod first;
mod half;
mod police;

use crate::check::{Context, names};
use crate::finding::{Finding, Message, Place};
use crate::model::event::{Recipient, Report};
use crate::model::org::UnitKind;
use crate::model::{Entity, Plan};
use crate::say;

pub(in crate::check) fn check(cx: &mut Context<'_>) {
    let plan = cx.plan;
    let mut found: Vec<Finding> = plan.reports.iter().flat_map(periodic).collect();
    found.extend(first::several(plan));
    found.extend(half::lost(plan));
    found.extend(police::reports(plan));
    for finding in found {
        cx.report(finding);
    }
    police::prose(cx);
}

fn error(place: Place, message: Message) -> Finding {
    Finding::error(names::inconsistent_reports, place, message)
}

/// A report that nobody gets, or that never stops.
fn periodic(report: &Report) -> Vec<Finding> {
    let title = &report.title.value;
    let mut found = Vec::new();
    if report.to.is_empty() {
        let message = say!("“{title}”没有写报给谁", "nobody gets '{title}'");
        found.push(error(report.title.place, message).help(say!("加 to", "add to")));
    }
    if let Some(every) = report.every.as_ref().filter(|_| report.until.is_none()) {
        let message = say!("“{title}”要反复报，没有写报到什么时候", "'{title}' is repeated without an end");
        found.push(error(every.place, message).help(say!("加 until", "add until")));
    }
    found.into_iter().map(|finding| finding.entity(report.id().qualified())).collect()
}

/// Whether a report leaves the house for an authority or a superior.
fn goes_outside(plan: &Plan, report: &Report) -> bool {
    report.to.iter().any(|to| match &to.value {
        Recipient::Unit(unit) => matches!(plan.units[&unit.value].kind, UnitKind::Authority | UnitKind::Superior),
        Recipient::Role(_) | Recipient::Group(_) => false,
    })
}
