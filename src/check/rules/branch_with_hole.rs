//! PLB03: exactly one case of a decision holds for every value.
//!
//! A hole is an instruction nobody wrote (the 2020 plan said nothing between 4 and 24 hours of
//! outage); an overlap is two instructions at once.

use crate::check::cover::Cover;
use crate::check::variables::space;
use crate::check::{Context, guards, names};
use crate::finding::Finding;
use crate::model::condition::Condition;
use crate::model::document::Operator;
use crate::model::playbook::{Action, Case, Playbook, Step};
use crate::model::{Entity, Sourced};
use crate::say;

pub(in crate::check) fn check(cx: &mut Context<'_>) {
    let plan = cx.plan;
    for playbook in &plan.playbooks {
        let mut decisions = Decisions { playbook, operator: plan.head.profile.operator.value, found: Vec::new() };
        decisions.enter(&playbook.steps, &[]);
        for finding in decisions.found {
            cx.report(finding.entity(playbook.id().qualified()));
        }
    }
}

struct Decisions<'a> {
    playbook: &'a Playbook,
    operator: Operator,
    found: Vec<Finding>,
}

impl Decisions<'_> {
    /// Looks at every decision in `steps`, where `assumed` is known to hold.
    fn enter(&mut self, steps: &[Step], assumed: &[Condition]) {
        for step in steps {
            let Action::Decide { input, cases } = &step.action else {
                for inner in step.action.inner() {
                    self.enter(inner, assumed);
                }
                continue;
            };
            self.decision(input, cases, assumed);
            for case in cases {
                let known = Some(guards::stated(case, cases))
                    .filter(|condition| guards::lasts(self.playbook, condition, &case.steps));
                self.enter(&case.steps, &[assumed, known.as_slice()].concat());
            }
        }
    }

    fn decision(&mut self, input: &Sourced<String>, cases: &[Case], assumed: &[Condition]) {
        let written: Vec<_> = cases.iter().filter_map(|case| case.condition.as_ref()).collect();
        let conditions: Vec<&Condition> = written.iter().map(|condition| &condition.value).collect();
        let assumed: Vec<&Condition> =
            assumed.iter().filter(|known| guards::speaks_of(known, input, &conditions)).collect();
        let space = space(self.playbook, self.operator, input, &[conditions.as_slice(), &assumed].concat());
        let Some(cover) = space.cover(&assumed, &conditions) else {
            self.found.push(
                Finding::error(
                    names::branch_with_hole,
                    input.place,
                    say!(
                        "这个判断的变量组合太多，无法证明没有漏洞",
                        "this decision tests too many combinations to prove"
                    ),
                )
                .help(say!(
                    "拆成几个判断，每个只看一两个变量",
                    "split it; let each decision look at one or two variables"
                )),
            );
            return;
        };
        self.otherwise(cases, &cover);
        if !cover.holes.is_empty() && written.len() == cases.len() {
            let open = space.words(&cover.holes);
            let (zh, en) = (open.zh, open.en);
            let finding = Finding::error(
                names::branch_with_hole,
                input.place,
                say!("没有分支管到：{zh}", "no case covers: {en}"),
            );
            self.found.push(finding.help(match space.0.first().and_then(|axis| axis.proposal()) {
                Some(cuts) => say!("可按切点改成：{cuts}", "one way to cut it: {cuts}"),
                None => say!(
                    "补一个分支，或把缺的取值并入已有分支，也可在最后写 otherwise: true",
                    "add a case, add the missing values to a case, or end with otherwise: true"
                ),
            }));
        }
        for (first, second, region) in &cover.overlaps {
            let both = space.words(region);
            let (zh, en) = (both.zh, both.en);
            let mend = say!("让边界只属于一个分支，一边含本数，另一边不含", "let a boundary belong to one case only");
            self.found.push(
                Finding::error(
                    names::branch_with_hole,
                    written[*second].place,
                    say!("两个分支同时成立：{zh}", "two cases hold at once: {en}"),
                )
                .help(mend)
                .related(written[*first].place, say!("另一个分支在这里", "the other case is here")),
            );
        }
        for case in &cover.never {
            self.found.push(
                Finding::error(
                    names::branch_with_hole,
                    written[*case].place,
                    say!("这个分支的条件永远不成立", "the condition of this case never holds"),
                )
                .help(say!("改正条件，或删去这个分支", "mend the condition or drop the case")),
            );
        }
    }

    fn otherwise(&mut self, cases: &[Case], cover: &Cover) {
        let others: Vec<_> = cases.iter().enumerate().filter(|(_, case)| case.condition.is_none()).collect();
        for (at, case) in &others {
            let message = if at + 1 != cases.len() {
                say!("otherwise 后面还有分支", "cases follow after otherwise")
            } else if cover.holes.is_empty() {
                say!(
                    "前面的分支已管到全部取值，otherwise 走不到",
                    "the other cases cover everything; otherwise is never taken"
                )
            } else {
                continue;
            };
            self.found.push(Finding::error(names::branch_with_hole, case.place, message).help(say!(
                "otherwise 只写一个，放在最后，管其余取值",
                "write one otherwise, last, for all other values"
            )));
        }
    }
}
