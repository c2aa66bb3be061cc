//! The condition language: one line, no code.
//!
//! A condition is parsed by `load` and typed against the inputs it may name; printing it in
//! Chinese lives here, so that text and check cannot say different things.

use super::event::Severity;
use super::{Quantity, Sourced};
use crate::finding::Place;

/// A condition.
#[derive(Debug, Clone, PartialEq)]
pub enum Condition {
    /// One of them holds.
    Or(Vec<Condition>),
    /// All of them hold.
    And(Vec<Condition>),
    /// It does not hold.
    Not(Box<Condition>),
    /// A variable compared with a value.
    Compare {
        /// The variable.
        variable: Sourced<String>,
        /// How.
        operator: Operator,
        /// With what.
        value: Sourced<Literal>,
    },
    /// A variable is one of several values.
    In {
        /// The variable.
        variable: Sourced<String>,
        /// The values.
        values: Vec<Sourced<Literal>>,
    },
}

/// A comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operator {
    /// `==`
    Equal,
    /// `!=`
    Unequal,
    /// `<`
    Less,
    /// `<=`
    AtMost,
    /// `>`
    Greater,
    /// `>=`
    AtLeast,
}

/// A value in a condition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Literal {
    /// A quantity.
    Quantity(Quantity),
    /// A word of an enumeration.
    Word(String),
    /// A grade.
    Level(Severity),
    /// true or false.
    Bool(bool),
}

impl Condition {
    /// Calls `see` with every variable and the literals it is held against.
    pub fn comparisons<'a>(&'a self, see: &mut dyn FnMut(&'a Sourced<String>, Operator, &'a Sourced<Literal>)) {
        match self {
            Self::Or(parts) | Self::And(parts) => {
                for part in parts {
                    part.comparisons(see);
                }
            }
            Self::Not(inner) => inner.comparisons(see),
            Self::Compare { variable, operator, value } => see(variable, *operator, value),
            Self::In { variable, values } => {
                for value in values {
                    see(variable, Operator::Equal, value);
                }
            }
        }
    }

    /// The condition in Chinese; `label` gives the printed name of a variable.
    ///
    /// 以上 and 以内 include the number, 超过 and 不足 do not (国家网络安全事件分级指南).
    pub fn in_words(&self, label: &dyn Fn(&str) -> String) -> String {
        match self {
            Self::Or(parts) => join(parts, "，或者", label),
            Self::And(parts) => match range(parts) {
                Some((low, high)) => format!("{}且{}", low.in_words(label), high.in_words(&|_| String::new())),
                None => join(parts, "，并且", label),
            },
            Self::Not(inner) => format!("并非（{}）", inner.in_words(label)),
            Self::Compare { variable, operator, value } => {
                let name = label(variable);
                compare_in_words(&name, *operator, value)
            }
            Self::In { variable, values } => {
                let mut words = String::new();
                for (index, value) in values.iter().enumerate() {
                    words += match index {
                        0 => "",
                        _ if index + 1 == values.len() => "或者",
                        _ => "、",
                    };
                    words += &value.in_words();
                }
                format!("{}为{words}", label(variable))
            }
        }
    }

    /// Where it starts.
    pub fn place(&self) -> Option<Place> {
        match self {
            Self::Or(parts) | Self::And(parts) => parts.first().and_then(Self::place),
            Self::Not(inner) => inner.place(),
            Self::Compare { variable, .. } | Self::In { variable, .. } => Some(variable.place),
        }
    }
}

/// The two ends of a range, of which the second need not name its variable again.
fn range(parts: &[Condition]) -> Option<(&Condition, &Condition)> {
    use Operator::{AtLeast, AtMost, Greater, Less};
    let end = |part: &Condition, is: [Operator; 2]| match part {
        Condition::Compare { variable, operator, .. } if is.contains(operator) => Some(variable.value.clone()),
        _ => None,
    };
    let [low, high] = parts else { return None };
    let variable = end(low, [AtLeast, Greater])?;
    (end(high, [AtMost, Less])? == variable).then_some((low, high))
}

fn join(parts: &[Condition], between: &str, label: &dyn Fn(&str) -> String) -> String {
    let words: Vec<_> = parts
        .iter()
        .map(|part| match part {
            Condition::Or(_) | Condition::And(_) => format!("（{}）", part.in_words(label)),
            _ => part.in_words(label),
        })
        .collect();
    words.join(between)
}

fn compare_in_words(name: &str, operator: Operator, value: &Literal) -> String {
    use Operator::{AtLeast, AtMost, Equal, Greater, Less, Unequal};
    let words = value.in_words();
    match (value, operator) {
        (Literal::Bool(true), Equal) | (Literal::Bool(false), Unequal) => format!("{name}（是）"),
        (Literal::Bool(_), _) => format!("{name}（否）"),
        (Literal::Level(_), AtLeast) => format!("{name}为{words}及以上"),
        (Literal::Level(_), Greater) => format!("{name}高于{words}"),
        (Literal::Level(_), AtMost) => format!("{name}为{words}及以下"),
        (Literal::Level(_), Less) => format!("{name}低于{words}"),
        (_, Equal) => format!("{name}为{words}"),
        (_, Unequal) => format!("{name}不是{words}"),
        (_, AtLeast) => format!("{name}在{words}以上（含本数）"),
        (_, Greater) => format!("{name}超过{words}"),
        (_, AtMost) => format!("{name}在{words}以内（含本数）"),
        (_, Less) => format!("{name}不足{words}"),
    }
}

impl Literal {
    /// The value in Chinese.
    pub fn in_words(&self) -> String {
        match self {
            Self::Quantity(quantity) => quantity.to_string(),
            Self::Word(word) => word.clone(),
            Self::Level(level) => level.word().to_owned(),
            Self::Bool(true) => "是".into(),
            Self::Bool(false) => "否".into(),
        }
    }
}
