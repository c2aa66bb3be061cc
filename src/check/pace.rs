//! How long the steps of a playbook may take: the limits added up along the longest path.
//!
//! Jumps lead forward only, so one pass in reading order sees every path. Steps without a limit and
//! steps that are repeated take no time of their own; a watch leads on at once, because whoever
//! watches does not wait.

use std::collections::BTreeMap;

use crate::model::Quantity;
use crate::model::playbook::{Action, Playbook, Step, Then};
use crate::model::quantity::Dimension;

/// Thousandths of a second, like the base of quantities of time.
pub(super) type Elapsed = i128;

/// The latest moment since the trigger at which each step that can be reached is done.
pub(super) fn done_by(playbook: &Playbook) -> BTreeMap<&str, Elapsed> {
    let mut pace = Pace::default();
    pace.steps(&playbook.steps, Some(0));
    pace.done
}

/// A limit as elapsed time.
pub(super) fn elapsed(limit: &Quantity) -> Option<Elapsed> {
    (limit.dimension() == Dimension::Time).then(|| limit.base())
}

/// Elapsed time in words.
pub(super) fn in_words(time: Elapsed) -> String {
    let minutes = time / 60_000;
    match (minutes / 60, minutes % 60) {
        (0, minutes) => format!("{minutes}分钟"),
        (hours, 0) => format!("{hours}小时"),
        (hours, minutes) => format!("{hours}小时{minutes}分钟"),
    }
}

#[derive(Default)]
struct Pace<'a> {
    jumps: BTreeMap<&'a str, Elapsed>,
    done: BTreeMap<&'a str, Elapsed>,
}

impl<'a> Pace<'a> {
    /// The latest moment at which the reader leaves `steps`; `None` where nobody does.
    fn steps(&mut self, steps: &'a [Step], mut at: Option<Elapsed>) -> Option<Elapsed> {
        for step in steps {
            at = at.max(self.jumps.remove(step.id.value.as_str()));
            let finish = at.map(|start| self.finish(step, start));
            if let Some(finish) = finish {
                self.done.insert(&step.id.value, finish);
            }
            at = self.action(step, at, finish);
        }
        at
    }

    fn finish(&self, step: &Step, start: Elapsed) -> Elapsed {
        let Some(limit) = step.within.as_ref().and_then(|within| elapsed(&within.value)) else { return start };
        match step.since.as_ref().map(|since| since.value.as_str()) {
            None | Some("上一步") => start + limit,
            Some("触发") => limit,
            Some(other) => self.done.get(other).copied().unwrap_or(start) + limit,
        }
    }

    fn action(&mut self, step: &'a Step, start: Option<Elapsed>, finish: Option<Elapsed>) -> Option<Elapsed> {
        match &step.action {
            Action::Decide { cases, .. } => cases.iter().map(|case| self.steps(&case.steps, finish)).max().flatten(),
            Action::Parallel(branches) => {
                let ends: Vec<_> = branches.iter().map(|branch| self.steps(&branch.steps, finish)).collect();
                ends.into_iter().max().flatten()
            }
            Action::Watch { then, .. } => {
                match then {
                    Then::Goto(target) => self.jump(target, start),
                    Then::Steps(steps) => {
                        let out = self.steps(steps, start);
                        return start.max(out);
                    }
                    Then::Run(_) => {}
                }
                start
            }
            Action::Goto(target) => {
                self.jump(target, finish);
                None
            }
            Action::Run { returns: false, .. } | Action::End { .. } => None,
            Action::Run { returns: true, .. } | Action::Do(_) | Action::Notify { .. } => finish,
        }
    }

    fn jump(&mut self, target: &'a str, at: Option<Elapsed>) {
        if let Some(at) = at {
            let known = self.jumps.entry(target).or_insert(at);
            *known = at.max(*known);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::sample::{case, decide, end, goto, playbook, sourced, step, text};
    use crate::model::playbook::StepKind::Handle;

    fn within(id: &str, limit: &str, since: Option<&str>) -> Step {
        let mut step = step(id, Handle);
        step.within = Some(sourced(Quantity::parse(limit).unwrap()));
        step.since = since.map(text);
        step
    }

    fn minutes(steps: Vec<Step>) -> Vec<(String, i128)> {
        let playbook = playbook(steps);
        done_by(&playbook).into_iter().map(|(id, time)| (id.to_owned(), time / 60_000)).collect()
    }

    #[test]
    fn limits_add_up_and_the_trigger_counts_from_nought() {
        let steps = vec![within("a", "10min", None), within("b", "5min", None), within("c", "30min", Some("触发"))];
        assert_eq!(minutes(steps), [("a".into(), 10), ("b".into(), 15), ("c".into(), 30)]);
        let steps = vec![within("a", "10min", None), within("b", "1h", None), within("c", "5min", Some("a"))];
        assert_eq!(minutes(steps)[2], ("c".into(), 15));
    }

    #[test]
    fn the_longest_branch_counts_and_one_that_ends_does_not() {
        let cases = vec![
            case(vec![within("a", "10min", None)]),
            case(vec![within("b", "1h", None)]),
            case(vec![within("c", "9h", None), end("e")]),
        ];
        let found = minutes(vec![decide("d", cases), within("f", "1min", None)]);
        assert!(found.contains(&("f".into(), 61)), "{found:?}");
    }

    #[test]
    fn a_jump_carries_its_time_along() {
        let cases = vec![case(vec![within("a", "2h", None), goto("g", "z")]), case(vec![])];
        let found = minutes(vec![decide("d", cases), within("b", "5min", None), within("z", "1min", None)]);
        assert!(found.contains(&("z".into(), 121)), "{found:?}");
    }

    #[test]
    fn times_read_well() {
        assert_eq!((in_words(30 * 60_000), in_words(90 * 60_000)), ("30分钟".into(), "1小时30分钟".into()));
    }
}
