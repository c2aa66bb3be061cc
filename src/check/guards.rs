//! What is known to hold while the steps of a case are done.

use crate::model::condition::Condition;
use crate::model::playbook::{Action, Case, Playbook, Step, Then};

/// What let the reader into `case`: its own condition, or for the last one that no other holds.
pub(super) fn stated(case: &Case, cases: &[Case]) -> Condition {
    let others = || cases.iter().filter_map(|case| case.condition.as_ref()).map(|other| other.value.clone()).collect();
    let own = case.condition.as_ref().map(|condition| condition.value.clone());
    own.unwrap_or_else(|| Condition::Not(Box::new(Condition::Or(others()))))
}

/// Whether `condition`, which let the reader into `steps`, still holds everywhere inside: nobody
/// jumps in from elsewhere and no variable changes.
pub(super) fn lasts(playbook: &Playbook, condition: &Condition, steps: &[Step]) -> bool {
    let mut inside = Vec::new();
    each(steps, &mut |step| inside.push(step));
    let is_inside = |id: &str| inside.iter().any(|step| step.id.value == id);
    let mut entered = false;
    playbook.walk(&mut |step, _| {
        if let Action::Goto(target) | Action::Watch { then: Then::Goto(target), .. } = &step.action {
            entered |= is_inside(target) && !is_inside(&step.id);
        }
    });
    let mut changes = false;
    condition.comparisons(&mut |variable, _, _| {
        let read_anew = inside.iter().any(|step| step.records.iter().any(|record| record.value == variable.value));
        changes |= read_anew || variable.value == "elapsed";
    });
    !entered && !changes
}

/// Whether `known` tests `input` or a variable of `conditions`; what it says of others does not matter.
pub(super) fn speaks_of(known: &Condition, input: &str, conditions: &[&Condition]) -> bool {
    let mut names = vec![input];
    for condition in conditions {
        condition.comparisons(&mut |variable, _, _| names.push(&variable.value));
    }
    let mut shared = false;
    known.comparisons(&mut |variable, _, _| shared |= names.contains(&variable.value.as_str()));
    shared
}

/// Calls `see` with every step in `steps` and inside them, in reading order.
pub(super) fn each<'a>(steps: &'a [Step], see: &mut dyn FnMut(&'a Step)) {
    for step in steps {
        see(step);
        for inner in step.action.inner() {
            each(inner, see);
        }
    }
}
