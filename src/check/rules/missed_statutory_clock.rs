//! EVT02: every reporting duty the law lays on this organisation has a report that meets it.
//!
//! 国家网络安全事件报告管理办法 art. 4 gives four hours; a plan that waits for a meeting first
//! loses them inside. Clocks come from the law packs; one of grade C is not confirmed and only warns.

mod hops;
mod terms;

use std::collections::BTreeMap;

use crate::check::chain::Elapsed;
use crate::check::{Context, chain, clocks, names};
use crate::finding::{Finding, Message, Place};
use crate::model::org::Role;
use crate::model::pack::{Clock, Evidence, Pack};
use crate::model::{Entity, Id, Plan};
use crate::say;

pub(in crate::check) fn check(cx: &mut Context<'_>) {
    let plan = cx.plan;
    let knowing = chain::knowing(plan);
    let mut found = Vec::new();
    for (pack, clock) in clocks::running(plan, cx.as_of) {
        found.extend(missed(plan, pack, clock, &knowing));
    }
    let known = |id: &str| plan.packs.iter().flat_map(|pack| &pack.clocks).any(|clock| clock.id.value == id);
    for report in &plan.reports {
        let Some(clock) = report.clock.as_ref().filter(|clock| !known(&clock.value)) else { continue };
        let id = &clock.value;
        let message = say!("所用的规则包里没有时限“{id}”", "no law pack in use holds the clock '{id}'");
        let help = say!("核对拼写；不是法定时限的删去 clock", "check the spelling; drop clock where no law sets it");
        let finding = Finding::warning(names::missed_statutory_clock, clock.place, message).help(help);
        found.push(finding.entity(report.id().qualified()));
    }
    for finding in found {
        cx.report(finding);
    }
}

/// A finding against a clock; one that is not confirmed only warns.
fn fault(clock: &Clock, place: Place, message: Message, help: Message) -> Finding {
    let source = &clock.source.value;
    let finding = if clock.grade.value == Evidence::Unconfirmed {
        let Message { zh, en } = message;
        Finding::warning(
            names::missed_statutory_clock,
            place,
            say!("{zh}（这一条尚未核实，仅作提示）", "{en} (not confirmed)"),
        )
    } else {
        Finding::error(names::missed_statutory_clock, place, message)
    };
    finding.help(help).related(clock.place, say!("依据：{source}", "source: {source}"))
}

fn missed(plan: &Plan, pack: &Pack, clock: &Clock, knowing: &BTreeMap<Id<Role>, Elapsed>) -> Vec<Finding> {
    let named: Vec<_> = plan
        .reports
        .iter()
        .filter(|report| report.clock.as_ref().is_some_and(|own| own.value == clock.id.value))
        .collect();
    if named.is_empty() {
        if plan.reports.iter().any(|report| terms::serves_unnamed(plan, report, clock)) {
            return Vec::new();
        }
        // A clock that the plan adds itself is found at its own place.
        let place =
            plan.head.legal_packs.iter().find(|name| name.value == pack.id).map_or(clock.place, |name| name.place);
        let (id, when, to) = (&clock.id.value, &clock.when.value, &clock.to.value);
        let message =
            say!("没有报告事项满足法定时限“{id}”：{when}，向{to}报告", "no report meets the statutory clock '{id}'");
        let help = say!("在 reports 里加一条，写 clock: {id}", "add a report with clock: {id}");
        return vec![fault(clock, place, message, help)];
    }
    let mut found = Vec::new();
    for report in named {
        let all = terms::lacking(plan, report, clock).into_iter().chain(hops::lost(plan, report, clock, knowing));
        found.extend(
            all.map(|finding| if finding.entity.is_none() { finding.entity(report.id().qualified()) } else { finding }),
        );
    }
    found
}
