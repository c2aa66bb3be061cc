//! At which values of which input a playbook starts which deed.
//!
//! A deed is started by the conditions of the cases around it, of a jump to it, or of a watch. A
//! condition with `or` starts it in several ways; each is kept apart.

use super::cover::Axis;
use crate::finding::Place;
use crate::model::condition::{Condition, Literal, Operator};
use crate::model::event::Severity;
use crate::model::playbook::{Action, Playbook, RunTarget, Step, Then};
use crate::model::words::Words;
use crate::model::{Quantity, Sourced};

/// A deed and the values of one input that start it.
#[derive(Debug, Clone)]
pub(super) struct Start {
    /// What is started: a procedure on an asset, a playbook, a report.
    pub(super) deed: String,
    /// The input, as documents call it.
    pub(super) label: String,
    /// Where the input is read.
    pub(super) read_at: Option<String>,
    /// The values: all of these hold.
    limits: Vec<(Operator, Literal)>,
    /// Where the condition is.
    pub(super) place: Place,
}

/// All of them in `playbook`.
pub(super) fn starts(playbook: &Playbook) -> Vec<Start> {
    let mut search = Search { playbook, found: Vec::new() };
    search.steps(&playbook.steps, &[]);
    search.found
}

/// The values at which each list of starts holds, on an axis they share; `None` where they speak of
/// different things.
pub(super) fn regions(label: &str, first: &[&Start], second: &[&Start]) -> Option<(Axis, Vec<usize>, Vec<usize>)> {
    let all: Vec<&Literal> =
        first.iter().chain(second).flat_map(|start| start.limits.iter().map(|(_, literal)| literal)).collect();
    let cuts: Vec<Quantity> = super::cover::quantities(&all).collect();
    let axis = match all.first()? {
        Literal::Level(_) => {
            let levels = Severity::ALL.iter().map(|(_, level)| Literal::Level(*level)).collect();
            Axis::values(label, label, levels)
        }
        _ if cuts.len() == all.len() && cuts.iter().all(|cut| cut.dimension() == cuts[0].dimension()) => {
            Axis::line(label, label, (None, None), cuts)
        }
        _ => return None,
    };
    let region = |starts: &[&Start]| -> Vec<usize> {
        let holds = |cell: &usize| {
            starts.iter().any(|start| start.limits.iter().all(|(operator, value)| axis.holds(*cell, *operator, value)))
        };
        axis.cells().iter().copied().filter(holds).collect()
    };
    let (one, other) = (region(first), region(second));
    Some((axis, one, other))
}

/// Whether two regions of one axis start at different values. A further bound that only one of them
/// has stems from a neighbouring case and is no difference.
pub(super) fn differ(axis: &Axis, one: &[usize], other: &[usize]) -> bool {
    let bounds = |region: &[usize]| -> Vec<usize> {
        let inside = |at: usize| region.contains(&axis.cells()[at]);
        (1..axis.cells().len()).filter(|at| inside(*at) != inside(at - 1)).collect()
    };
    let (one, other) = (bounds(one), bounds(other));
    let within = |few: &[usize], many: &[usize]| few.iter().all(|bound| many.contains(bound));
    !within(&one, &other) && !within(&other, &one)
}

struct Search<'a> {
    playbook: &'a Playbook,
    found: Vec<Start>,
}

impl<'a> Search<'a> {
    fn steps(&mut self, steps: &'a [Step], guards: &[&'a Sourced<Condition>]) {
        for step in steps {
            self.deed(step, guards);
            match &step.action {
                Action::Goto(target) => self.jump(target, guards),
                Action::Decide { cases, .. } => {
                    for case in cases {
                        self.steps(&case.steps, &[guards, case.condition.as_ref().as_slice()].concat());
                    }
                }
                Action::Parallel(branches) => {
                    for branch in branches {
                        self.steps(&branch.steps, guards);
                    }
                }
                Action::Watch { condition, then } => {
                    let guards = [guards, &[condition]].concat();
                    match then {
                        Then::Steps(steps) => self.steps(steps, &guards),
                        Then::Goto(target) => self.jump(target, &guards),
                        Then::Run(target) => self.add(ran(&target.value), &guards),
                    }
                }
                _ => {}
            }
        }
    }

    /// The step that is jumped to is started by what holds at the jump.
    fn jump(&mut self, target: &str, guards: &[&'a Sourced<Condition>]) {
        let mut landed = None;
        self.playbook.walk(&mut |step, _| {
            if step.id.value == target {
                landed = Some(step);
            }
        });
        if let Some(step) = landed {
            self.deed(step, guards);
        }
    }

    fn deed(&mut self, step: &Step, guards: &[&'a Sourced<Condition>]) {
        let deed = match &step.action {
            Action::Do(text) => {
                let asset = step.asset.as_ref().map_or("", |asset| asset.as_str());
                let opening = |length| text.chars().take(length).collect::<String>();
                match &step.procedure {
                    // A procedure serves several deeds: shutting down some systems or all of them.
                    Some(procedure) => format!("procedure:{} {asset} “{}…”", procedure.as_str(), opening(4)),
                    // Without a procedure the verb tells what is done to the equipment.
                    None if step.asset.is_some() => format!("facility:{asset} “{}…”", opening(2)),
                    None => return,
                }
            }
            Action::Run { target, .. } => ran(&target.value),
            _ => return,
        };
        self.add(deed.replace("  ", " "), guards);
    }

    fn add(&mut self, deed: String, guards: &[&'a Sourced<Condition>]) {
        let mut ways: Vec<Vec<Limit<'a>>> = vec![Vec::new()];
        for guard in guards {
            let more = ways_to_hold(&guard.value, guard.place, false);
            ways = ways.iter().flat_map(|way| more.iter().map(|more| [way.as_slice(), more].concat())).collect();
            if ways.len() > 64 {
                return;
            }
        }
        for way in ways {
            let mut names: Vec<&str> = way.iter().map(|limit| limit.name).collect();
            names.sort_unstable();
            names.dedup();
            for name in names {
                let of_name: Vec<_> = way.iter().filter(|limit| limit.name == name).collect();
                let ordered = |limit: &&&Limit<'_>| matches!(limit.value, Literal::Quantity(_) | Literal::Level(_));
                let Some(last) = of_name.last().filter(ordered) else { continue };
                let input = self.playbook.input(name);
                let label = input.map_or(name, |input| &input.label.value);
                let read_at = input.and_then(|input| input.from.as_ref()).map(|from| from.value.clone());
                let limits = of_name.iter().map(|limit| (limit.operator, limit.value.clone())).collect();
                let start = Start { deed: deed.clone(), label: label.to_owned(), read_at, limits, place: last.place };
                self.found.push(start);
            }
        }
    }
}

fn ran(target: &RunTarget) -> String {
    match target {
        RunTarget::Playbook(playbook) => format!("playbook:{}", playbook.as_str()),
        RunTarget::Report(report) => format!("report:{}", report.as_str()),
    }
}

#[derive(Clone)]
struct Limit<'a> {
    name: &'a str,
    operator: Operator,
    value: &'a Literal,
    place: Place,
}

/// The ways in which `condition` holds (its disjunctive normal form), or fails where `negated`.
fn ways_to_hold(condition: &Condition, place: Place, negated: bool) -> Vec<Vec<Limit<'_>>> {
    match condition {
        Condition::Not(inner) => ways_to_hold(inner, place, !negated),
        Condition::Or(parts) | Condition::And(parts) => {
            let parts: Vec<_> = parts.iter().map(|part| ways_to_hold(part, place, negated)).collect();
            if matches!(condition, Condition::Or(_)) != negated {
                return parts.concat();
            }
            parts.into_iter().fold(vec![Vec::new()], |ways, part| {
                ways.iter().flat_map(|way| part.iter().map(|more| [way.as_slice(), more].concat())).collect()
            })
        }
        Condition::Compare { variable, operator, value } => {
            let operator = if negated { opposite(*operator) } else { *operator };
            vec![vec![Limit { name: variable, operator, value, place }]]
        }
        Condition::In { variable, values } => {
            let limit = |operator: Operator, value| Limit { name: variable, operator, value, place };
            if negated {
                return vec![values.iter().map(|value| limit(Operator::Unequal, value)).collect()];
            }
            values.iter().map(|value| vec![limit(Operator::Equal, value)]).collect()
        }
    }
}

fn opposite(operator: Operator) -> Operator {
    match operator {
        Operator::Equal => Operator::Unequal,
        Operator::Unequal => Operator::Equal,
        Operator::Less => Operator::AtLeast,
        Operator::AtLeast => Operator::Less,
        Operator::Greater => Operator::AtMost,
        Operator::AtMost => Operator::Greater,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::sample::{case, decide, goto, playbook, sourced, step, text, with_action};
    use crate::model::playbook::{Case, StepKind};

    fn above(operator: Operator, hours: i64) -> Condition {
        let value = sourced(Literal::Quantity(Quantity::parse(&format!("{hours}h")).unwrap()));
        Condition::Compare { variable: text("t"), operator, value }
    }

    fn when(condition: Condition, steps: Vec<Step>) -> Case {
        Case { condition: Some(sourced(condition)), ..case(steps) }
    }

    fn deed(id: &str) -> Step {
        let mut step = with_action(id, StepKind::Handle, Action::Do(text("启动发电机")));
        step.procedure = Some(sourced(crate::model::Id::new("start")));
        step
    }

    fn differs(first: &[&Start], second: &[&Start]) -> bool {
        let (axis, one, other) = regions("t", first, second).unwrap();
        differ(&axis, &one, &other)
    }

    #[test]
    fn a_deed_is_started_by_its_case_and_by_a_jump_to_it() {
        let jump = decide("a", vec![when(above(Operator::Greater, 4), vec![goto("g", "D")])]);
        let own = decide("b", vec![when(above(Operator::Greater, 1), vec![deed("E")])]);
        let found = starts(&playbook(vec![jump, own, deed("D")]));
        assert_eq!(found.len(), 2);
        assert!(found.iter().all(|start| start.deed == "procedure:start “启动发电…”"));
        assert!(differs(&[&found[0]], &[&found[1]]), "more than four hours is not more than one");
    }

    #[test]
    fn neighbouring_cases_and_equal_starts_do_not_differ() {
        let between = Condition::And(vec![above(Operator::AtLeast, 1), above(Operator::Less, 4)]);
        let cases = vec![
            when(between, vec![deed("a")]),
            when(above(Operator::AtLeast, 4), vec![deed("b")]),
            when(above(Operator::AtLeast, 1), vec![deed("c")]),
        ];
        let found = starts(&playbook(vec![decide("d", cases), step("z", StepKind::Record)]));
        let [between, four, one] = found.iter().collect::<Vec<_>>()[..] else { panic!("{found:?}") };
        assert!(!differs(&[between], &[one]), "both begin at one hour");
        assert!(!differs(&[between, four], &[one]), "together they are the same");
        assert!(differs(&[four], &[one]));
    }

    #[test]
    fn each_way_of_an_or_starts_it() {
        let either = Condition::Or(vec![above(Operator::Greater, 4), above(Operator::Less, 1)]);
        let found = starts(&playbook(vec![decide("d", vec![when(either, vec![deed("a")])])]));
        assert_eq!(found.len(), 2);
        let neither =
            Condition::Not(Box::new(Condition::Or(vec![above(Operator::Greater, 4), above(Operator::Less, 1)])));
        assert_eq!(starts(&playbook(vec![decide("d", vec![when(neither, vec![deed("a")])])])).len(), 1);
    }
}
