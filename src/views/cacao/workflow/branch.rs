//! Decisions and watches of a playbook as steps of a workflow.
//!
//! Where every branch comes back, each ends in an `end` of its own and the decision says what
//! follows. Where one leaves (it ends the playbook, hands over or jumps), nothing may follow the
//! decision by itself, so the others go on to the next step directly.

use std::collections::BTreeMap;

use super::Workflow;
use crate::model::Sourced;
use crate::model::condition::{Condition, Literal, Operator};
use crate::model::playbook::{Action, Case, RunTarget, Step as Own, Then};
use crate::views::cacao::condition::{pattern, variable, variables};
use crate::views::cacao::shape::Step;

impl<'a> Workflow<'a> {
    pub(super) fn decide(&mut self, step: &'a Own, input: &Sourced<String>, cases: &'a [Case], next: &str) {
        let id = self.of(step);
        let name = step.id.value.as_str();
        self.variables.insert(input.value.clone());
        let joined = cases.iter().any(|case| leaves(&case.steps));
        let after = if joined { None } else { Some(next.to_owned()) };
        let behind = if joined { Some(next) } else { None };
        let first: Vec<String> =
            cases.iter().zip(1..).map(|(case, at)| self.run(&case.steps, &format!("{name}/{at}"), behind)).collect();
        if let Some(words) = words(cases) {
            let other = cases.iter().position(|case| case.condition.is_none());
            let mut told: BTreeMap<String, String> =
                words.into_iter().map(|(word, at)| (word.to_owned(), first[at].clone())).collect();
            let other = other.map(|at| first[at].clone()).or_else(|| joined.then(|| next.to_owned()));
            told.extend(other.map(|other| ("default".to_owned(), other)));
            let made =
                Step { switch: Some(variable(&input.value)), cases: told, on_completion: after, ..self.extended(step) };
            self.steps.insert(id, Step { r#type: "switch-condition", ..made });
            return;
        }
        // One question after the other; what holds otherwise is the answer to the last.
        let mut otherwise: Option<String> = joined.then(|| next.to_owned());
        for (at, case) in cases.iter().enumerate().rev() {
            let Some(condition) = &case.condition else {
                otherwise = Some(first[at].clone());
                continue;
            };
            variables(condition, &mut self.variables);
            let own = if at == 0 { id.clone() } else { self.id("if-condition", &format!("step/{name}/{at}")) };
            let made = Step {
                r#type: "if-condition",
                condition: Some(pattern(condition, true)),
                on_true: Some(first[at].clone()),
                on_false: otherwise.take(),
                on_completion: if at == 0 { after.clone() } else { None },
                ..self.extended(step)
            };
            self.steps.insert(own.clone(), made);
            otherwise = Some(own);
        }
    }

    /// Looks again and again until the condition holds or the watch is over, then acts or goes on.
    pub(super) fn watch(&mut self, step: &'a Own, condition: &'a Condition, then: &'a Then, next: &str) {
        let name = step.id.value.as_str();
        variables(condition, &mut self.variables);
        let act = match then {
            Then::Steps(steps) => self.run(steps, &format!("{name}/then"), Some(next)),
            Then::Goto(to) => self.goto(to),
            Then::Run(target) => match &target.value {
                RunTarget::Playbook(to) => {
                    let own = self.id("playbook-action", &format!("step/{name}/then"));
                    let made = self.call(step, &to.value, next.to_owned());
                    self.steps.insert(own.clone(), made);
                    own
                }
                RunTarget::Report(_) => self.manual(step, "then", self.telling.run(&target.value), next),
            },
        };
        let over = variable(&format!("{name}-over"));
        let goes_on = format!("{} AND {over}:value = 'false'", pattern(condition, false));
        let until = step.until.as_ref().map_or_else(|| "监护结束".to_owned(), |until| until.value.clone());
        self.watches.insert(over, until);
        let question = self.id("if-condition", &format!("step/{name}/held"));
        let made = Step {
            r#type: "if-condition",
            condition: Some(pattern(condition, true)),
            on_true: Some(act),
            on_false: Some(next.to_owned()),
            ..Step::default()
        };
        self.steps.insert(question.clone(), made);
        let end = self.end(name);
        let look = self.manual(step, "look", self.telling.action(step), &end);
        let made = Step {
            r#type: "while-condition",
            condition: Some(goes_on),
            on_true: Some(look),
            on_completion: Some(question),
            ..self.extended(step)
        };
        self.steps.insert(self.of(step), made);
    }
}

/// The words of a choice with the places of their cases, where a choice is all it is.
pub(super) fn words(cases: &[Case]) -> Option<Vec<(&str, usize)>> {
    let mut words = Vec::new();
    for (at, case) in cases.iter().enumerate() {
        match case.condition.as_ref().map(|condition| &condition.value) {
            None => {}
            Some(Condition::Compare { operator: Operator::Equal, value, .. }) => words.push((word(&value.value)?, at)),
            Some(Condition::In { values, .. }) => {
                for value in values {
                    words.push((word(&value.value)?, at));
                }
            }
            Some(_) => return None,
        }
    }
    (words.len() > 2).then_some(words)
}

fn word(literal: &Literal) -> Option<&str> {
    match literal {
        Literal::Word(word) => Some(word),
        _ => None,
    }
}

/// Whether a run may leave without coming to its end.
fn leaves(steps: &[Own]) -> bool {
    steps.iter().any(|step| match &step.action {
        Action::End { .. } | Action::Goto(_) | Action::Run { returns: false, .. } => true,
        Action::Watch { then: Then::Goto(_), .. } => true,
        action => action.inner().into_iter().any(leaves),
    })
}
