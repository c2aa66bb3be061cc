//! What has surely been done before a step, on whatever path the reader came.
//!
//! Jumps lead forward only, so one pass in reading order sees every path. Branches of a decision
//! meet in what all of them did; parallel branches in what any of them did, since all are done
//! before the reader goes on, but none may rely on another.

use std::collections::BTreeMap;

use crate::finding::Place;
use crate::model::playbook::{Action, Playbook, RunTarget, Step, Then};

/// What has been done on the way here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct State {
    /// One bit for each thing that may be done.
    pub(super) done: u8,
    /// The branch or jump on which something was left out that others did.
    pub(super) left_out_by: Option<Place>,
}

/// Where two paths meet.
fn meet(first: Option<State>, second: Option<State>) -> Option<State> {
    let (Some(a), Some(b)) = (first, second) else { return first.or(second) };
    let done = a.done & b.done;
    let poorer = if a.done == done { a } else { b };
    Some(State { done, left_out_by: poorer.left_out_by.or(a.left_out_by).or(b.left_out_by) })
}

/// A walk along all paths.
struct Flow<'a, 'f> {
    gives: &'f dyn Fn(&'a Step) -> u8,
    see: &'f mut dyn FnMut(&'a Step, State),
    /// The step from which the walk begins; the first one where absent.
    spark: Option<&'f str>,
    jumps: BTreeMap<&'a str, Option<State>>,
    ends: Option<State>,
}

/// Calls `see` with every step that can be reached and what `gives` says was surely done before.
/// The answer is what has surely been done when the playbook ends.
pub(super) fn walk<'a>(
    playbook: &'a Playbook,
    gives: &dyn Fn(&'a Step) -> u8,
    see: &mut dyn FnMut(&'a Step, State),
) -> u8 {
    let mut flow = Flow { gives, see, spark: None, jumps: BTreeMap::new(), ends: None };
    let last = flow.steps(&playbook.steps, Some(State { done: 0, left_out_by: None }));
    meet(flow.ends, last).map_or(0, |state| state.done)
}

/// Every step that can come after the step `from`.
pub(super) fn after<'a>(playbook: &'a Playbook, from: &str) -> Vec<&'a Step> {
    let mut found = Vec::new();
    let mut see = |step: &'a Step, _: State| found.push(step);
    let mut flow = Flow { gives: &|_| 0, see: &mut see, spark: Some(from), jumps: BTreeMap::new(), ends: None };
    flow.steps(&playbook.steps, None);
    found.retain(|step| step.id.value != from);
    found
}

impl<'a> Flow<'a, '_> {
    fn steps(&mut self, steps: &'a [Step], mut state: Option<State>) -> Option<State> {
        for step in steps {
            let jumped = self.jumps.remove(step.id.value.as_str()).flatten();
            state = meet(state, jumped);
            if self.spark == Some(step.id.value.as_str()) {
                state = Some(State { done: 0, left_out_by: None });
            }
            if let Some(before) = state {
                (self.see)(step, before);
            }
            let given = (self.gives)(step);
            let after = state.map(|state| State { done: state.done | given, ..state });
            state = self.action(step, after);
        }
        state
    }

    fn action(&mut self, step: &'a Step, state: Option<State>) -> Option<State> {
        match &step.action {
            Action::Do(_) | Action::Notify { .. } => state,
            Action::Run { target, returns } => match &target.value {
                RunTarget::Playbook(_) if !returns => self.end(state),
                _ => state,
            },
            Action::End { .. } => self.end(state),
            Action::Goto(target) => {
                self.jump(target, state, step.place);
                None
            }
            Action::Decide { cases, .. } => {
                let mut outs: Vec<_> = cases.iter().map(|case| (case.place, self.steps(&case.steps, state))).collect();
                let most = outs.iter().filter_map(|(_, out)| *out).fold(0, |most, out| most | out.done);
                for (place, out) in &mut outs {
                    if let Some(out) = out.as_mut().filter(|out| out.done != most) {
                        out.left_out_by = Some(*place);
                    }
                }
                outs.into_iter().fold(None, |met, (_, out)| meet(met, out))
            }
            Action::Parallel(branches) => {
                let outs: Vec<_> = branches.iter().filter_map(|branch| self.steps(&branch.steps, state)).collect();
                let done = outs.iter().fold(0, |done, out| done | out.done);
                outs.first().map(|out| State { done, ..*out })
            }
            Action::Watch { then, .. } => match then {
                Then::Run(_) => state,
                Then::Goto(target) => {
                    self.jump(target, state, step.place);
                    state
                }
                Then::Steps(steps) => {
                    let out = self.steps(steps, state);
                    meet(state, out)
                }
            },
        }
    }

    fn jump(&mut self, target: &'a str, state: Option<State>, place: Place) {
        let own = state.map(|state| State { left_out_by: state.left_out_by.or(Some(place)), ..state });
        let known = self.jumps.entry(target).or_default();
        *known = meet(*known, own);
    }

    fn end(&mut self, state: Option<State>) -> Option<State> {
        self.ends = meet(self.ends, state);
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::sample::{case, decide, end, goto, parallel, playbook, step};
    use crate::model::playbook::StepKind::{Handle, Preserve};

    /// For each step called with a capital: whether evidence was surely kept before it.
    fn kept(steps: Vec<Step>) -> Vec<(String, bool)> {
        let playbook = playbook(steps);
        let mut found = Vec::new();
        walk(&playbook, &|step| u8::from(step.kind == Preserve), &mut |step, state| {
            if step.id.value.starts_with(|c: char| c.is_ascii_uppercase()) {
                found.push((step.id.value.clone(), state.done == 1));
            }
        });
        found
    }

    fn keep(id: &str) -> Step {
        step(id, Preserve)
    }

    fn wipe(id: &str) -> Step {
        step(id, Handle)
    }

    #[test]
    fn one_branch_without_evidence_is_enough() {
        let cases = vec![case(vec![keep("a")]), case(vec![])];
        assert_eq!(kept(vec![decide("d", cases), wipe("W")]), [("W".into(), false)]);
        let cases = vec![case(vec![keep("a")]), case(vec![keep("b")])];
        assert_eq!(kept(vec![decide("d", cases), wipe("W")]), [("W".into(), true)]);
    }

    #[test]
    fn a_branch_that_ends_does_not_count() {
        let cases = vec![case(vec![keep("a")]), case(vec![end("e")])];
        assert_eq!(kept(vec![decide("d", cases), wipe("W")]), [("W".into(), true)]);
    }

    #[test]
    fn a_jump_over_the_evidence_is_seen() {
        let cases = vec![case(vec![goto("g", "W")]), case(vec![])];
        assert_eq!(kept(vec![decide("d", cases), keep("a"), wipe("W")]), [("W".into(), false)]);
        let cases = vec![case(vec![goto("g", "W")]), case(vec![])];
        assert_eq!(kept(vec![keep("a"), decide("d", cases), wipe("W")]), [("W".into(), true)]);
    }

    #[test]
    fn a_jump_into_a_case_is_followed() {
        let first = vec![case(vec![goto("g", "W")]), case(vec![])];
        let second = vec![case(vec![wipe("W")]), case(vec![])];
        let steps = vec![decide("d", first), keep("a"), decide("e", second)];
        assert_eq!(kept(steps), [("W".into(), false)]);
    }

    #[test]
    fn parallel_branches_do_not_wait_for_each_other_but_what_follows_does() {
        let steps = vec![parallel("p", vec![vec![keep("a")], vec![wipe("W")]]), wipe("X")];
        assert_eq!(kept(steps), [("W".into(), false), ("X".into(), true)]);
    }

    #[test]
    fn what_can_come_after_leaves_out_other_cases() {
        let cases = vec![case(vec![wipe("a"), wipe("b")]), case(vec![wipe("c")])];
        let playbook = playbook(vec![decide("d", cases), wipe("e")]);
        let ids: Vec<_> = after(&playbook, "a").into_iter().map(|step| step.id.value.as_str()).collect();
        assert_eq!(ids, ["b", "e"]);
    }
}
