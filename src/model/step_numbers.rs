//! The printed numbers of a playbook's steps: 4, 4.1, 4.1.2.
//!
//! They run on through the cases of a decision, so that a number is unique in its playbook. A step
//! that only says where to go on has none of its own where the row before it can say so.

use std::collections::{BTreeMap, BTreeSet};

use super::playbook::{Action, Playbook, Step, Then};

/// The numbers of one playbook.
#[derive(Debug, Default)]
pub struct StepNumbers<'a> {
    numbers: BTreeMap<&'a str, String>,
    carried: BTreeSet<&'a str>,
    /// Steps that others name: they need a number of their own.
    named: BTreeSet<&'a str>,
}

impl<'a> StepNumbers<'a> {
    /// Numbers the steps of `playbook`.
    pub fn of(playbook: &'a Playbook) -> Self {
        let mut numbers = Self::default();
        playbook.walk(&mut |step, _| {
            numbers.named.extend(step.since.iter().map(|since| since.value.as_str()));
            if let Action::Goto(to) | Action::Watch { then: Then::Goto(to), .. } = &step.action {
                numbers.named.insert(to.value.as_str());
            }
        });
        numbers.number(&playbook.steps, "", 0);
        numbers
    }

    /// The number of a step; that of the row which tells it, where it has none of its own.
    pub fn get(&self, id: &str) -> String {
        self.numbers.get(id).cloned().unwrap_or_default()
    }

    /// Whether the row before, a step or the heading of a case, tells this step too.
    pub fn carried(&self, step: &Step) -> bool {
        self.carried.contains(step.id.value.as_str())
    }

    fn number(&mut self, steps: &'a [Step], prefix: &str, from: usize) -> usize {
        let mut index = from;
        let mut before: Option<&Step> = None;
        for step in steps {
            let id = step.id.value.as_str();
            if !self.named.contains(id) && carries(before, step, steps.len() == 1 && !prefix.is_empty()) {
                let own = before.map_or_else(|| prefix.to_owned(), |before| self.get(&before.id.value));
                self.numbers.insert(id, own);
                self.carried.insert(id);
                continue;
            }
            index += 1;
            let own = if prefix.is_empty() { index.to_string() } else { format!("{prefix}.{index}") };
            let mut inside = 0;
            for inner in step.action.inner() {
                inside = self.number(inner, &own, inside);
            }
            self.numbers.insert(id, own);
            before = Some(step);
        }
        index
    }
}

/// Whether `step` can be told in the row before it: in that of the step `before`, or in the
/// heading of a case of which it is the only step.
fn carries(before: Option<&Step>, step: &Step, alone: bool) -> bool {
    let bare = step.note.is_none() && step.warning.is_none();
    match &step.action {
        Action::Goto(_) if bare && step.actor.is_none() && step.within.is_none() => match before {
            Some(before) => {
                matches!(before.action, Action::Do(_) | Action::Notify { .. } | Action::Run { returns: true, .. })
            }
            None => alone,
        },
        Action::Run { returns: false, .. } => bare && alone,
        _ => false,
    }
}
