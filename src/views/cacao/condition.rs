//! Conditions as CACAO has them: comparisons of variables with texts, joined by AND and OR.

use std::collections::BTreeSet;

use crate::model::condition::{Condition, Literal, Operator};
use crate::model::event::Severity;

/// The CACAO name of a variable: two underscores on either side.
pub(super) fn variable(name: &str) -> String {
    let plain = |character: char| {
        if character.is_ascii_alphanumeric() || character == '-' {
            character.to_string()
        } else if character == '_' {
            "_".to_owned()
        } else {
            format!("u{:x}", u32::from(character))
        }
    };
    format!("__{}__", name.chars().map(plain).collect::<String>())
}

/// The variables a condition names.
pub(super) fn variables(condition: &Condition, into: &mut BTreeSet<String>) {
    condition.comparisons(&mut |name, _, _| {
        into.insert(name.value.clone());
    });
}

/// The condition, or what holds where it does not.
pub(super) fn pattern(condition: &Condition, holds: bool) -> String {
    match condition {
        Condition::Not(inner) => pattern(inner, !holds),
        Condition::And(parts) => join(parts, if holds { " AND " } else { " OR " }, holds),
        Condition::Or(parts) => join(parts, if holds { " OR " } else { " AND " }, holds),
        Condition::Compare { variable: name, operator, value } => {
            format!("{}:value {} {}", variable(&name.value), sign(*operator, holds), literal(&value.value))
        }
        Condition::In { variable: name, values } => {
            let values: Vec<String> = values.iter().map(|value| literal(&value.value)).collect();
            let not = if holds { "" } else { "NOT " };
            format!("{}:value {not}IN ({})", variable(&name.value), values.join(", "))
        }
    }
}

fn join(parts: &[Condition], between: &str, holds: bool) -> String {
    let parts: Vec<String> = parts.iter().map(|part| pattern(part, holds)).collect();
    format!("({})", parts.join(between))
}

fn sign(operator: Operator, holds: bool) -> &'static str {
    match (operator, holds) {
        (Operator::Equal, true) | (Operator::Unequal, false) => "=",
        (Operator::Unequal, true) | (Operator::Equal, false) => "!=",
        (Operator::Less, true) | (Operator::AtLeast, false) => "<",
        (Operator::AtMost, true) | (Operator::Greater, false) => "<=",
        (Operator::Greater, true) | (Operator::AtMost, false) => ">",
        (Operator::AtLeast, true) | (Operator::Less, false) => ">=",
    }
}

/// CACAO knows no unit: a quantity is told in the base unit of what it measures, a grade by its
/// rank from 1.
fn literal(value: &Literal) -> String {
    match value {
        Literal::Quantity(quantity) => {
            let (whole, part) = (quantity.base() / 1000, (quantity.base() % 1000).abs());
            if part == 0 { whole.to_string() } else { format!("{whole}.{part:03}").trim_end_matches('0').to_owned() }
        }
        Literal::Word(word) => format!("'{}'", word.replace('\\', "\\\\").replace('\'', "\\'")),
        Literal::Level(level) => rank(*level).to_string(),
        Literal::Bool(value) => format!("'{value}'"),
    }
}

/// The rank of a grade, 1 to 4.
pub(super) fn rank(level: Severity) -> u8 {
    match level {
        Severity::Ordinary => 1,
        Severity::Larger => 2,
        Severity::Major => 3,
        Severity::ExtraMajor => 4,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::{Place, Sources};
    use crate::model::{Quantity, Sourced};

    #[test]
    fn what_does_not_hold_is_said_without_a_not_in_front() {
        let place = Place::new(Sources::default().add(String::new(), ""), 0..0);
        let at = |value: &str| Sourced { value: value.to_owned(), place };
        let outage = Condition::Compare {
            variable: at("outage"),
            operator: Operator::Less,
            value: Sourced { value: Literal::Quantity(Quantity::parse("0.5h").unwrap()), place },
        };
        let source = Condition::In {
            variable: at("source"),
            values: vec![Sourced { value: Literal::Word("楼'内".into()), place }],
        };
        let both = Condition::And(vec![outage, Condition::Not(Box::new(source))]);
        assert_eq!(pattern(&both, true), r"(__outage__:value < 1800 AND __source__:value NOT IN ('楼\'内'))");
        assert_eq!(pattern(&both, false), r"(__outage__:value >= 1800 OR __source__:value IN ('楼\'内'))");
        assert_eq!(variable("故障"), "__u6545u969c__");
    }
}
