//! PLB07: from the first step of a playbook every step can be reached, and every path ends.
//!
//! The playbook is read as a graph: decisions fork, parallel branches and watches come back, jumps
//! lead forward. The 2020 cooling procedure stopped after the peripherals were off and the room was
//! still getting hotter.

mod loops;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use crate::check::{Context, names};
use crate::finding::{Finding, Message, Place};
use crate::model::Entity;
use crate::model::Sourced;
use crate::model::playbook::{Action, Playbook, RunTarget, Step, StepKind, Then};
use crate::say;

pub(in crate::check) fn check(cx: &mut Context<'_>) {
    let plan = cx.plan;
    for playbook in &plan.playbooks {
        let mut graph = Graph::of(playbook);
        let open = graph.steps(&playbook.steps, Some(Vec::new()));
        graph.dead_ends(&open.unwrap_or_default());
        for finding in graph.found {
            cx.report(finding.entity(playbook.id().qualified()));
        }
    }
}

fn error(place: Place, message: Message) -> Finding {
    Finding::error(names::broken_flow, place, message)
}

/// The steps from which the reader goes on; `None` where no path comes this far.
type Open<'a> = Option<Vec<&'a Step>>;

struct Graph<'a> {
    /// The place of each step in reading order.
    order: BTreeMap<&'a str, usize>,
    /// Jumps that wait for their target.
    jumps: BTreeMap<&'a str, Vec<&'a Step>>,
    found: Vec<Finding>,
}

impl<'a> Graph<'a> {
    fn of(playbook: &'a Playbook) -> Self {
        let mut order = BTreeMap::new();
        playbook.walk(&mut |step, _| {
            order.insert(step.id.value.as_str(), order.len());
        });
        Self { order, jumps: BTreeMap::new(), found: Vec::new() }
    }

    /// Walks `steps`, into which the reader comes from `open`.
    fn steps(&mut self, steps: &'a [Step], mut open: Open<'a>) -> Open<'a> {
        for step in steps {
            if let Some(jumped) = self.jumps.remove(step.id.value.as_str()) {
                open = Some([open.unwrap_or_default(), jumped].concat());
            }
            if open.is_none() {
                let id = &step.id.value;
                let message = say!("没有路径走到步骤“{id}”", "no path leads to the step '{id}'");
                let help = say!(
                    "前面各支都已结束、转走或跳过；改前面的去向，或删去这一步",
                    "all branches before it end, hand over or jump past; change where they lead, or drop the step"
                );
                self.found.push(error(step.id.place, message).help(help));
            }
            self.found.extend(loops::endless(step));
            // What follows is looked at as if the step could be reached: one fault, one finding.
            open = self.action(step);
        }
        open
    }

    /// Where the reader goes on after `step`.
    fn action(&mut self, step: &'a Step) -> Open<'a> {
        let on = || Some(vec![step]);
        match &step.action {
            Action::Do(_) if step.kind == StepKind::End => None,
            Action::Do(_) | Action::Notify { .. } => on(),
            Action::Run { target, returns } => match &target.value {
                RunTarget::Playbook(_) if !returns => None,
                _ => on(),
            },
            Action::End { .. } => None,
            Action::Goto(target) => {
                self.jump(step, target);
                None
            }
            Action::Decide { cases, .. } => {
                let outs: Vec<_> = cases.iter().map(|case| self.inside(step, &case.steps)).collect();
                if outs.is_empty() { on() } else { meet(outs) }
            }
            Action::Parallel(branches) => {
                let outs: Vec<_> = branches.iter().map(|branch| self.inside(step, &branch.steps)).collect();
                if outs.is_empty() { on() } else { meet(outs) }
            }
            Action::Watch { then, .. } => {
                match then {
                    Then::Steps(steps) => _ = self.steps(steps, on()),
                    Then::Goto(target) => self.jump(step, target),
                    Then::Run(_) => {}
                }
                // It may never come to what is watched for: then the reader goes on.
                on()
            }
        }
    }

    /// The steps of a case or a branch; without any the reader goes on from the fork itself.
    fn inside(&mut self, fork: &'a Step, steps: &'a [Step]) -> Open<'a> {
        self.steps(steps, Some(vec![fork]))
    }

    fn jump(&mut self, step: &'a Step, target: &'a Sourced<String>) {
        let (from, to) = (self.order.get(step.id.value.as_str()), self.order.get(target.value.as_str()));
        if to <= from {
            let id = &target.value;
            let message = say!("跳回了前面的步骤“{id}”", "this jumps back to the step '{id}'");
            let help = say!(
                "只能往后跳；要反复看的写成 watch，写明多久看一次、看到什么时候",
                "jumps lead forward; write what is repeated as a watch with every and until"
            );
            self.found.push(error(target.place, message).help(help));
        } else {
            self.jumps.entry(&target.value).or_default().push(step);
        }
    }

    /// Steps after which nothing comes though nobody has ended the playbook.
    fn dead_ends(&mut self, open: &[&Step]) {
        for step in open {
            let id = &step.id.value;
            let message = say!("走完步骤“{id}”就没有下文", "after the step '{id}' the path just stops");
            let help = say!(
                "接着写下一步；确实到此为止的写 end，转给别的方案的写 run",
                "write what comes next; end the path with end, or hand over with run"
            );
            self.found.push(error(step.id.place, message).help(help));
        }
    }
}

fn meet(outs: Vec<Open<'_>>) -> Open<'_> {
    outs.into_iter().flatten().reduce(|first, second| [first, second].concat())
}
