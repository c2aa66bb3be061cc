//! Where a reader goes on after each step: the steps are nested runs, the reader follows a line.

use std::collections::BTreeMap;

use super::steps::Telling;
use crate::model::Entity;
use crate::model::playbook::{Action, RunTarget, Step, Then};

/// Where to go on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Onward<'a> {
    /// At this step.
    Step(&'a str),
    /// In another playbook, for good.
    Away(&'a RunTarget),
    /// Nowhere: the playbook is over.
    Over,
}

/// What follows each step of a playbook.
#[derive(Debug, Default)]
pub(super) struct Course<'a> {
    after: BTreeMap<&'a str, Onward<'a>>,
}

impl<'a> Course<'a> {
    /// The course of the steps of a playbook.
    pub(super) fn of(steps: &'a [Step]) -> Self {
        let mut course = Self::default();
        course.run(steps, Onward::Over);
        course
    }

    /// Where a step leads when it is done.
    pub(super) fn after(&self, step: &Step) -> Onward<'a> {
        self.after.get(step.id.value.as_str()).copied().unwrap_or(Onward::Over)
    }

    /// Where a run of steps begins; behind the steps that only send the reader on.
    pub(super) fn entry(&self, steps: &'a [Step], beyond: Onward<'a>) -> Onward<'a> {
        let Some(first) = steps.first() else { return beyond };
        match &first.action {
            Action::Goto(to) => Onward::Step(&to.value),
            Action::Run { target, returns: false } if steps.len() == 1 => Onward::Away(&target.value),
            _ => Onward::Step(&first.id.value),
        }
    }

    fn run(&mut self, steps: &'a [Step], beyond: Onward<'a>) {
        for (index, step) in steps.iter().enumerate() {
            let next = self.entry(steps.get(index + 1..).unwrap_or_default(), beyond);
            let after = match &step.action {
                Action::Goto(to) => Onward::Step(&to.value),
                Action::Run { target, returns: false } => Onward::Away(&target.value),
                Action::End { .. } => Onward::Over,
                _ => next,
            };
            self.after.insert(&step.id.value, after);
            // Whoever has acted on a watch goes on watching.
            let watches = matches!(step.action, Action::Watch { then: Then::Steps(_), .. });
            let inner = if watches { Onward::Step(&step.id.value) } else { next };
            for steps in step.action.inner() {
                self.run(steps, inner);
            }
        }
    }
}

impl Telling<'_> {
    /// Where to go on, in words.
    pub(super) fn onward(&self, onward: Onward<'_>) -> String {
        match onward {
            Onward::Step(id) => format!("转第{}步", self.numbers.get(id)),
            Onward::Away(target) => self.run(target),
            Onward::Over => "本方案结束".to_owned(),
        }
    }

    /// The place of that in a document with links, `power-outage/4.1`; a report and the end have
    /// none.
    pub(super) fn goal(&self, onward: Onward<'_>) -> Option<String> {
        match onward {
            Onward::Step(id) => Some(format!("{}/{}", self.playbook.id(), self.numbers.get(id))),
            Onward::Away(RunTarget::Playbook(id)) => Some(id.value.to_string()),
            Onward::Away(RunTarget::Report(_)) | Onward::Over => None,
        }
    }
}
