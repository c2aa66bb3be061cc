//! The variables of a playbook as axes: its own inputs and those every playbook has.

use super::cover::{Axis, Space, literals, quantities};
use crate::model::condition::{Condition, Literal};
use crate::model::document::Operator;
use crate::model::event::{Category, Severity};
use crate::model::playbook::{Input, InputType, Playbook};
use crate::model::words::Words;
use crate::model::{Quantity, Sourced};

/// The space in which `conditions` speak, with the variable `first` as its first axis.
pub(super) fn space(playbook: &Playbook, operator: Operator, first: &str, conditions: &[&Condition]) -> Space {
    let mut names = vec![first];
    for condition in conditions {
        condition.comparisons(&mut |variable, _, _| {
            if !names.contains(&variable.value.as_str()) {
                names.push(&variable.value);
            }
        });
    }
    Space(names.into_iter().map(|name| axis(playbook, operator, name, conditions)).collect())
}

fn axis(playbook: &Playbook, operator: Operator, name: &str, conditions: &[&Condition]) -> Axis {
    let literals = literals(conditions, name);
    if let Some(input) = playbook.input(name) {
        return declared(input, &literals);
    }
    match name {
        "elapsed" => Axis::line(name, "已过时间", (Quantity::parse("0min").ok(), None), quantities(&literals)),
        // The plan binds one organisation, so only its own kind of operator can occur.
        "operator" => Axis::values(name, "运营者类型", vec![Literal::Word(operator.word().to_owned())]),
        "category" => Axis::values(
            name,
            "事件分类",
            Category::ALL.iter().map(|(word, _)| Literal::Word((*word).into())).collect(),
        ),
        _ => Axis::values(name, "事件级别", levels()),
    }
}

fn declared(input: &Input, literals: &[&Literal]) -> Axis {
    let (name, label) = (&input.name.value, &input.label.value);
    let bound = |bound: &Option<Sourced<Quantity>>| bound.as_ref().map(|bound| bound.value);
    match input.r#type.value {
        InputType::Quantity => Axis::line(name, label, (bound(&input.min), bound(&input.max)), quantities(literals)),
        InputType::Choice => {
            Axis::values(name, label, input.values.iter().map(|value| Literal::Word(value.value.clone())).collect())
        }
        InputType::Flag => Axis::values(name, label, vec![Literal::Bool(true), Literal::Bool(false)]),
        InputType::Level => Axis::values(name, label, levels()),
    }
}

fn levels() -> Vec<Literal> {
    Severity::ALL.iter().map(|(_, level)| Literal::Level(*level)).collect()
}
