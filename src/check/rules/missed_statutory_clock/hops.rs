//! Whether the hours of a clock are lost inside the organisation.

use std::collections::BTreeMap;

use super::fault;
use crate::check::chain::{Elapsed, deciding, elapsed, spoken};
use crate::check::clocks::is_after_handling;
use crate::finding::Finding;
use crate::model::event::Report;
use crate::model::org::{Jurisdiction, Role};
use crate::model::pack::Clock;
use crate::model::playbook::{Action, EscalationTarget, RunTarget, Step};
use crate::model::{Entity, Id, Plan};
use crate::say;

/// What makes the report late although its own deadline is good.
pub(super) fn lost(plan: &Plan, report: &Report, clock: &Clock, knowing: &BTreeMap<Id<Role>, Elapsed>) -> Vec<Finding> {
    if knowing.is_empty() || is_after_handling(clock) {
        return Vec::new();
    }
    let sender = &plan.roles[&report.from.value].name.value;
    let Some(told) = knowing.get(&report.from.value).copied() else {
        let message = say!(
            "没有哪条内部报告通到“{sender}”，由他报就会误时",
            "no internal report reaches '{sender}', who is to report"
        );
        let help = say!("加一条内部报告，或换成值守岗位发送", "add an internal report or let a role on duty send it");
        return vec![fault(clock, report.from.place, message, help)];
    };
    let to_police = clock.jurisdiction.as_ref().is_some_and(|own| own.value == Jurisdiction::CyberPolice);
    let ready = told + deciding(plan, report, to_police);
    let mut found = inside(plan, report, clock, ready);
    for playbook in &plan.playbooks {
        let entity = playbook.id().qualified();
        playbook
            .walk(&mut |step, _| found.extend(late_step(report, clock, step, ready).map(|f| f.entity(entity.clone()))));
        for escalation in &playbook.escalation {
            let EscalationTarget::Run(target) = &escalation.target else { continue };
            let late = elapsed(&escalation.after).zip(clock.within.as_ref().and_then(|law| elapsed(law)));
            if is_this(&target.value, report) && late.is_some_and(|(after, law)| after >= law) {
                let message = say!(
                    "升级到这份报告时，法定时限已经用完",
                    "the deadline is over when this escalation runs the report"
                );
                let help = say!("提前升级时刻", "escalate earlier");
                found.push(fault(clock, escalation.after.place, message, help).entity(entity.clone()));
            }
        }
    }
    found
}

fn inside(plan: &Plan, report: &Report, clock: &Clock, ready: Elapsed) -> Vec<Finding> {
    let (title, spent) = (&report.title.value, spoken(ready));
    let own = report.within.as_ref().and_then(|within| elapsed(within).map(|time| (within, time)));
    let law = clock.within.as_ref().and_then(|within| elapsed(within));
    let sender = &plan.roles[&report.from.value].name.value;
    let help = say!(
        "缩短通到“{sender}”的内部报告和决定时限",
        "shorten the internal reports to '{sender}' and the time to decide"
    );
    if law.is_some_and(|law| ready * 2 > law) {
        let message = say!(
            "“{title}”发出前内部要用{spent}，超过法定时限的一半",
            "{spent} pass inside before '{title}', more than half the deadline"
        );
        return vec![fault(clock, report.from.place, message, help)];
    }
    if let Some((within, _)) = own.filter(|(_, own)| ready > *own) {
        let message = say!(
            "“{title}”发出前内部要用{spent}，已超过它自己的时限",
            "{spent} pass inside before '{title}', more than its own deadline"
        );
        return vec![fault(clock, within.place, message, help)];
    }
    Vec::new()
}

fn is_this(target: &RunTarget, report: &Report) -> bool {
    matches!(target, RunTarget::Report(own) if own.value == report.id)
}

/// A step that runs the report after the law's deadline.
fn late_step(report: &Report, clock: &Clock, step: &Step, ready: Elapsed) -> Option<Finding> {
    let Action::Run { target, .. } = &step.action else { return None };
    let within = step.within.as_ref().filter(|_| is_this(&target.value, report))?;
    let from_trigger = step.since.as_ref().is_some_and(|since| since.value == "触发");
    // A limit that counts from a step before it comes on top of what the reports took.
    let at = elapsed(within)? + if from_trigger { 0 } else { ready };
    let law = clock.within.as_ref().and_then(|law| elapsed(law))?;
    (at > law).then(|| {
        let (spent, whole) = (spoken(at), clock.within.as_ref().map_or_else(String::new, |law| law.to_string()));
        let message = say!(
            "走到这一步最迟已过{spent}，超过法定的{whole}",
            "up to {spent} have passed at this step, more than the law's {whole}"
        );
        fault(clock, within.place, message, say!("提前这一步", "do this step earlier"))
    })
}
