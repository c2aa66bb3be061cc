//! The ranges of a reading between which the decisions of a playbook differ.

use crate::model::Quantity;
use crate::model::condition::{Condition, Literal, Operator};
use crate::model::event::Severity;
use crate::model::playbook::{Action, Case, InputType, Playbook};
use crate::model::words::Words;

/// A value of a reading.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Sample<'a> {
    /// A quantity, doubled so that there is one between any two.
    At(i128),
    /// A word.
    Word(&'a str),
    /// Yes or no.
    Flag(bool),
    /// A grade.
    Level(Severity),
}

impl Sample<'_> {
    /// Whether a case holds for it; what other readings say is left open.
    pub(super) fn meets(&self, case: &Case, input: &str) -> bool {
        case.condition.as_ref().is_none_or(|condition| self.holds(condition, input) != Some(false))
    }

    fn holds(&self, condition: &Condition, input: &str) -> Option<bool> {
        match condition {
            Condition::And(parts) => {
                let known: Vec<_> = parts.iter().map(|part| self.holds(part, input)).collect();
                if known.contains(&Some(false)) {
                    Some(false)
                } else {
                    known.into_iter().collect::<Option<Vec<_>>>().map(|_| true)
                }
            }
            Condition::Or(parts) => {
                let known: Vec<_> = parts.iter().map(|part| self.holds(part, input)).collect();
                if known.contains(&Some(true)) {
                    Some(true)
                } else {
                    known.into_iter().collect::<Option<Vec<_>>>().map(|_| false)
                }
            }
            Condition::Not(inner) => self.holds(inner, input).map(|holds| !holds),
            Condition::Compare { variable, operator, value } => {
                (variable.value == input).then(|| self.compare(*operator, &value.value))
            }
            Condition::In { variable, values } => (variable.value == input)
                .then(|| values.iter().any(|value| self.compare(Operator::Equal, &value.value))),
        }
    }

    fn compare(&self, operator: Operator, value: &Literal) -> bool {
        let order = match (self, value) {
            (Self::At(at), Literal::Quantity(quantity)) => Some(at.cmp(&(2 * quantity.base()))),
            (Self::Word(word), Literal::Word(other)) => Some((*word).cmp(other.as_str())),
            (Self::Flag(flag), Literal::Bool(other)) => Some(flag.cmp(other)),
            (Self::Level(level), Literal::Level(other)) => Some(level.cmp(other)),
            _ => None,
        };
        order.is_some_and(|order| match operator {
            Operator::Equal => order.is_eq(),
            Operator::Unequal => order.is_ne(),
            Operator::Less => order.is_lt(),
            Operator::AtMost => order.is_le(),
            Operator::Greater => order.is_gt(),
            Operator::AtLeast => order.is_ge(),
        })
    }
}

/// The ranges of the input called `name`, in words, with a value in each; neighbours for which
/// `choices` are the same are one range.
pub(super) fn ranges<'a>(
    playbook: &'a Playbook,
    name: &str,
    choices: impl Fn(&Sample<'_>) -> Vec<u32>,
) -> Vec<(Vec<String>, Sample<'a>)> {
    let words = |sample, word: &str| (vec![word.to_owned()], sample);
    match playbook.input(name).map(|input| (input, input.r#type.value)) {
        Some((_, InputType::Quantity)) => between(&cuts(playbook, name), choices),
        Some((input, InputType::Choice)) => {
            input.values.iter().map(|value| words(Sample::Word(&value.value), &value.value)).collect()
        }
        Some((_, InputType::Flag)) => vec![words(Sample::Flag(true), "是"), words(Sample::Flag(false), "否")],
        Some((_, InputType::Level)) | None => {
            Severity::ALL.iter().map(|(word, level)| words(Sample::Level(*level), word)).collect()
        }
    }
}

/// The quantities against which the reading is held where it is decided on, smallest first.
fn cuts(playbook: &Playbook, name: &str) -> Vec<Quantity> {
    let mut cuts: Vec<Quantity> = Vec::new();
    playbook.walk(&mut |step, _| {
        let Action::Decide { input, cases } = &step.action else { return };
        for condition in cases.iter().filter_map(|case| case.condition.as_ref()).filter(|_| input.value == name) {
            condition.comparisons(&mut |variable, _, value| {
                if let (true, Literal::Quantity(quantity)) = (variable.value == name, &value.value) {
                    cuts.push(*quantity);
                }
            });
        }
    });
    cuts.sort_by_key(Quantity::base);
    cuts.dedup_by_key(|cut| cut.base());
    cuts
}

fn between<'a>(cuts: &[Quantity], choices: impl Fn(&Sample<'_>) -> Vec<u32>) -> Vec<(Vec<String>, Sample<'a>)> {
    // Each cut itself and the open stretch above it; the stretch below the first one.
    let mut samples: Vec<i128> = cuts.first().map(|cut| 2 * cut.base() - 1).into_iter().collect();
    samples.extend(cuts.iter().flat_map(|cut| [2 * cut.base(), 2 * cut.base() + 1]));
    let chosen: Vec<_> = samples.iter().map(|at| (*at, choices(&Sample::At(*at)))).collect();
    let runs: Vec<_> = chosen.chunk_by(|one, next| one.1 == next.1).collect();
    let cut = |at: i128| cuts.iter().find(|cut| 2 * cut.base() == at);
    let bound = |run: &[(i128, Vec<u32>)]| {
        let (first, last) = (run.first()?.0, run.last()?.0);
        let from = match (cut(first), cut(first - 1)) {
            (Some(cut), _) => Some(format!("{cut}以上")),
            (None, Some(cut)) => Some(format!("超过{cut}")),
            (None, None) => None,
        };
        let to = match cut(last) {
            Some(cut) => Some(format!("{cut}以内")),
            None => cuts.iter().find(|cut| 2 * cut.base() > last).map(|cut| format!("不足{cut}")),
        };
        Some(([from, to].into_iter().flatten().collect(), Sample::At(first)))
    };
    runs.into_iter().filter_map(bound).collect()
}
