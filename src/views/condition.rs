//! The conditions of a playbook in the words of its inputs.

use super::refer::built_in;
use super::steps::Telling;
use crate::model::Sourced;
use crate::model::condition::{Condition, Literal, Operator};
use crate::model::playbook::{Input, InputType, Playbook};

impl Telling<'_> {
    /// A condition in words behind its subject, which has just been named: 楼内故障, 不足30分钟.
    pub(super) fn choice(&self, condition: &Condition, subject: &str) -> String {
        let condition = positive(condition, self.playbook);
        let words = condition.in_words(&|name| if name == subject { String::new() } else { self.label(name) });
        let words = words.strip_prefix('为').unwrap_or(&words);
        words.strip_prefix('（').and_then(|rest| rest.strip_suffix('）')).unwrap_or(words).to_owned()
    }

    /// The printed name of a variable.
    pub(super) fn label(&self, name: &str) -> String {
        match self.playbook.input(name) {
            Some(input) => input.label.value.clone(),
            None => built_in(name).unwrap_or(name).to_owned(),
        }
    }

    /// When a watch strikes. There is no other case to tell it from, so that a flag needs no （是）.
    pub(super) fn once(&self, condition: &Condition) -> String {
        match condition {
            Condition::Compare { variable, operator: Operator::Equal, value } if value.value == Literal::Bool(true) => {
                format!("一旦{}", self.label(variable))
            }
            _ => format!("一旦{}", self.condition(condition)),
        }
    }

    /// A condition in words.
    pub(super) fn condition(&self, condition: &Condition) -> String {
        positive(condition, self.playbook).in_words(&|name| self.label(name))
    }
}

/// The same condition with the words a reader has ticked where it names those he has not: whoever is
/// in a hurry does not reckon what is left.
fn positive(condition: &Condition, playbook: &Playbook) -> Condition {
    let all = |parts: &[Condition]| parts.iter().map(|part| positive(part, playbook)).collect();
    match condition {
        Condition::Or(parts) => Condition::Or(all(parts)),
        Condition::And(parts) => Condition::And(all(parts)),
        Condition::Not(inner) => match inner.as_ref() {
            Condition::In { variable, values } => others(variable, values, playbook),
            Condition::Compare { variable, operator: Operator::Equal, value } => {
                others(variable, std::slice::from_ref(value), playbook)
            }
            _ => None,
        }
        .unwrap_or_else(|| condition.clone()),
        Condition::Compare { variable, operator: Operator::Unequal, value } => {
            others(variable, std::slice::from_ref(value), playbook).unwrap_or_else(|| condition.clone())
        }
        _ => condition.clone(),
    }
}

/// That a choice is one of the words which `values` leaves; `None` where it is no choice.
fn others(variable: &Sourced<String>, values: &[Sourced<Literal>], playbook: &Playbook) -> Option<Condition> {
    let choice = |input: &&Input| input.r#type.value == InputType::Choice;
    let input = playbook.input(&variable.value).filter(choice)?;
    let named = |word: &String| values.iter().any(|value| value.value == Literal::Word(word.clone()));
    let left = input.values.iter().filter(|word| !named(&word.value));
    let values: Vec<_> =
        left.map(|word| Sourced { value: Literal::Word(word.value.clone()), place: variable.place }).collect();
    (!values.is_empty()).then(|| Condition::In { variable: variable.clone(), values })
}
