//! How much of an outside deadline is spent before the report is begun.
//!
//! Two chains are summed up: the internal reports until the sender knows, with the time to decide;
//! and, inside a playbook, the limits of the steps that come before the report on the slowest path.

use std::collections::BTreeMap;

use super::{error, goes_outside};
use crate::check::chain::{self, Elapsed, elapsed, spoken};
use crate::finding::Finding;
use crate::model::event::{Report, Since};
use crate::model::playbook::{Action, RunTarget, Step, Then};
use crate::model::{Entity, Plan};
use crate::say;

pub(super) fn lost(plan: &Plan) -> Vec<Finding> {
    let knowing = chain::knowing(plan);
    let outside = |report: &&Report| {
        let late = matches!(report.since.as_ref().map(|since| since.value), Some(Since::Handled | Since::Recovered));
        goes_outside(plan, report) && !late
    };
    let mut found = Vec::new();
    // Reports that meet a statutory clock are held against it by EVT02.
    for report in plan.reports.iter().filter(outside).filter(|report| report.clock.is_none()) {
        let limit = report.within.as_ref().and_then(|within| elapsed(within));
        let Some((told, limit)) = knowing.get(&report.from.value).zip(limit) else { continue };
        let ready = told + chain::deciding(plan, report, false);
        if ready * 2 > limit {
            let (title, spent) = (&report.title.value, spoken(ready));
            let message = say!(
                "“{title}”发出前内部要用{spent}，超过它的时限的一半",
                "{spent} pass inside before '{title}', more than half its deadline"
            );
            let help =
                say!("缩短内部报告和决定的时间，或换发送人", "shorten the internal reports and the time to decide");
            found.push(error(report.from.place, message).help(help).entity(report.id().qualified()));
        }
    }
    for playbook in &plan.playbooks {
        let mut arrivals = Arrivals { plan, ends: BTreeMap::new(), jumps: BTreeMap::new(), found: Vec::new() };
        arrivals.steps(&playbook.steps, Some(0));
        found.extend(arrivals.found.into_iter().map(|finding| finding.entity(playbook.id().qualified())));
    }
    found
}

/// The outside deadline: the law's where the report meets a clock with a figure, else its own.
fn limit(plan: &Plan, report: &Report) -> Option<Elapsed> {
    let clocks = plan.packs.iter().flat_map(|pack| &pack.clocks);
    let named = clocks.filter(|clock| report.clock.as_ref().is_some_and(|own| own.value == clock.id.value));
    let law = named.filter_map(|clock| elapsed(clock.within.as_ref()?)).min();
    law.or_else(|| elapsed(report.within.as_ref()?))
}

/// When each step is reached at the latest, by the limits of the steps before it.
struct Arrivals<'a> {
    plan: &'a Plan,
    ends: BTreeMap<&'a str, Elapsed>,
    jumps: BTreeMap<&'a str, Elapsed>,
    found: Vec<Finding>,
}

/// `None` where no path comes.
type At = Option<Elapsed>;

impl<'a> Arrivals<'a> {
    fn steps(&mut self, steps: &'a [Step], mut at: At) -> At {
        for step in steps {
            at = at.max(self.jumps.remove(step.id.value.as_str()));
            let Some(arrival) = at else { continue };
            self.look(step, arrival);
            let end = self.end(step, arrival);
            self.ends.insert(&step.id.value, end);
            at = self.action(step, end);
        }
        at
    }

    /// When the step is done at the latest. One without a limit takes no time: only what the plan
    /// itself allows is counted.
    fn end(&self, step: &Step, arrival: Elapsed) -> Elapsed {
        let within = step.within.as_ref().and_then(|within| elapsed(within));
        // A report that is sent does not hold up the next step.
        let within = within.filter(|_| !matches!(step.action, Action::Run { .. }));
        let Some(within) = within else { return arrival };
        match step.since.as_ref().map(|since| since.value.as_str()) {
            Some("触发") => within,
            Some("上一步") | None => arrival + within,
            Some(id) => self.ends.get(id).map_or(arrival, |end| end + within),
        }
    }

    fn action(&mut self, step: &'a Step, end: Elapsed) -> At {
        match &step.action {
            Action::Do(_) | Action::Notify { .. } => Some(end),
            Action::Run { target, returns } => match &target.value {
                RunTarget::Playbook(_) if !returns => None,
                _ => Some(end),
            },
            Action::End { .. } => None,
            Action::Goto(target) => {
                self.jump(target, end);
                None
            }
            Action::Decide { cases, .. } => {
                cases.iter().map(|case| self.steps(&case.steps, Some(end))).max().unwrap_or(Some(end))
            }
            Action::Parallel(branches) => {
                branches.iter().map(|branch| self.steps(&branch.steps, Some(end))).max().unwrap_or(Some(end))
            }
            Action::Watch { then, .. } => {
                match then {
                    Then::Steps(steps) => _ = self.steps(steps, Some(end)),
                    Then::Goto(target) => self.jump(target, end),
                    Then::Run(_) => {}
                }
                Some(end)
            }
        }
    }

    fn jump(&mut self, target: &'a str, at: Elapsed) {
        let known = self.jumps.entry(target).or_insert(at);
        *known = at.max(*known);
    }

    fn look(&mut self, step: &Step, arrival: Elapsed) {
        let Action::Run { target, .. } = &step.action else { return };
        let RunTarget::Report(report) = &target.value else { return };
        let report = &self.plan.reports[&report.value];
        let after = matches!(report.since.as_ref().map(|since| since.value), Some(Since::Handled | Since::Recovered));
        let Some(limit) = limit(self.plan, report).filter(|_| goes_outside(self.plan, report) && !after) else {
            return;
        };
        if arrival * 2 <= limit {
            return;
        }
        let (title, spent, whole) = (&report.title.value, spoken(arrival), spoken(limit));
        let message = say!(
            "走到“{title}”时最迟已过{spent}，超过时限{whole}的一半",
            "up to {spent} have passed when '{title}' is begun, more than half of {whole}"
        );
        let help = say!(
            "把报告提前，或给前面的步骤写从触发起算的时限（since: 触发）",
            "report earlier, or give the steps before it limits that count from the trigger"
        );
        self.found.push(error(step.place, message).help(help));
    }
}
