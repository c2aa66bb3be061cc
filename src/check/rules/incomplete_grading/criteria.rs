//! The plan's criteria against the thresholds of the packs, value by value.

use super::error;
use crate::check::clocks::applies;
use crate::check::cover::{Axis, literals, quantities};
use crate::check::names;
use crate::finding::{Finding, Message, Place};
use crate::model::condition::{Condition, Literal, Operator};
use crate::model::event::{Criterion, Severity, When};
use crate::model::pack::{Evidence, Indicator, Threshold};
use crate::model::{Date, Plan, Quantity};
use crate::say;

/// Where an event would be graded lower than a pack grades it.
pub(super) fn looser(plan: &Plan, today: Date) -> Vec<Finding> {
    let all = plan.packs.iter().flat_map(|pack| &pack.grading);
    let wanted = all.filter(|indicator| applies(plan, indicator.applies.value));
    wanted.filter_map(|indicator| against(plan, indicator, today)).collect()
}

fn is_valid(threshold: &Threshold, today: Date) -> bool {
    threshold.valid_from.value <= today && threshold.valid_to.as_ref().is_none_or(|to| today <= to.value)
}

fn against(plan: &Plan, indicator: &Indicator, today: Date) -> Option<Finding> {
    let thresholds: Vec<&Threshold> = indicator.thresholds.iter().filter(|own| is_valid(own, today)).collect();
    let lowest = thresholds.first()?;
    let name = indicator.id.value.as_str();
    let criteria: Vec<(Severity, &Criterion, &Condition)> = plan
        .levels
        .iter()
        .flat_map(|grade| grade.criteria.iter().map(|criterion| (grade.label.value, criterion)))
        .filter_map(|(level, criterion)| match &criterion.when {
            When::If(condition) => Some((level, criterion, &condition.value)),
            When::Words(_) => None,
        })
        .collect();
    let conditions: Vec<&Condition> = criteria.iter().map(|(_, _, condition)| *condition).collect();
    let own = literals(&conditions, name);
    let label = &indicator.label.value;
    if own.is_empty() {
        let all: Vec<_> = thresholds.iter().map(|one| format!("{}{}", one.level.word(), one.at_least.value)).collect();
        let all = all.join("、");
        let message = say!("分级没有用“{label}”：{all}以上", "no grade goes by '{name}': {all}");
        let place = plan.levels.first()?.place;
        let help = say!("在各级的 criteria 里写 if: {name} >= …", "write if: {name} >= … into the criteria");
        return Some(fault(&thresholds, lowest, place, message, help));
    }
    let guide: Vec<_> = thresholds.iter().map(|one| (one.level.value, one.at_least.value)).collect();
    let graded: Vec<_> = criteria.iter().map(|(level, _, condition)| (*level, *condition)).collect();
    let (axis, low) = lower(name, label, &graded, &guide);
    let (guide, own) = (low.first()?.by_guide, low.first()?.by_plan);
    let alike: Vec<usize> =
        low.iter().filter(|low| (low.by_guide, low.by_plan) == (guide, own)).map(|low| low.cell).collect();
    let Message { zh, en } = axis.words(&alike);
    let (guide_word, own_word) = (guide.word(), own.map_or("未定级", Severity::word));
    let message = say!(
        "{zh}：分级指南定为{guide_word}，这里定为{own_word}",
        "{en}: the guide says {guide_word}, the plan {own_word}"
    );
    let names_it = |condition: &Condition| !literals(&[condition], name).is_empty();
    let at = criteria.iter().find(|(level, _, condition)| *level == guide && names_it(condition));
    let at = at.or_else(|| criteria.iter().find(|(_, _, condition)| names_it(condition)));
    let place = at.map_or(lowest.place, |(_, criterion, _)| criterion.place);
    let threshold = thresholds.iter().find(|threshold| threshold.level.value == guide).unwrap_or(lowest);
    let value = threshold.at_least.value.source();
    let help = say!(
        "只可从严：{guide_word}写 {name} >= {value} 或更低的数",
        "only stricter values are allowed: {name} >= {value} or less"
    );
    Some(fault(&thresholds, threshold, place, message, help))
}

/// A stretch of values that the plan grades lower than the guide.
struct Low {
    cell: usize,
    by_guide: Severity,
    by_plan: Option<Severity>,
}

/// Every such stretch of the indicator `name`.
fn lower(
    name: &str,
    label: &str,
    criteria: &[(Severity, &Condition)],
    guide: &[(Severity, Quantity)],
) -> (Axis, Vec<Low>) {
    let conditions: Vec<&Condition> = criteria.iter().map(|(_, condition)| *condition).collect();
    let cuts = quantities(&literals(&conditions, name)).chain(guide.iter().map(|(_, at_least)| *at_least));
    let axis = Axis::line(name, label, (None, None), cuts);
    let grade = |cell: usize| -> Option<Low> {
        let reached = |at_least: &Quantity| axis.holds(cell, Operator::AtLeast, &Literal::Quantity(*at_least));
        let by_guide = guide.iter().filter(|(_, at_least)| reached(at_least)).map(|(level, _)| *level).max()?;
        let met = |condition: &Condition| surely(condition, &axis, cell) == Some(true);
        let by_plan = criteria.iter().filter(|(_, condition)| met(condition)).map(|(level, _)| *level).max();
        (by_plan < Some(by_guide)).then_some(Low { cell, by_guide, by_plan })
    };
    let low = axis.cells().iter().filter_map(|cell| grade(*cell)).collect();
    (axis, low)
}

/// An error where any threshold is confirmed, else a warning that says it is not.
fn fault(all: &[&Threshold], at: &Threshold, place: Place, message: Message, help: Message) -> Finding {
    let source = &at.source.value;
    let finding = if all.iter().all(|threshold| threshold.grade.value == Evidence::Unconfirmed) {
        let Message { zh, en } = message;
        Finding::warning(
            names::incomplete_grading,
            place,
            say!("{zh}（这一条尚未核实，仅作提示）", "{en} (not confirmed)"),
        )
    } else {
        error(place, message)
    };
    finding.help(help).related(at.place, say!("依据：{source}", "source: {source}"))
}

/// Whether the condition holds at `cell` whatever the other variables are; `None` where they decide.
fn surely(condition: &Condition, axis: &Axis, cell: usize) -> Option<bool> {
    match condition {
        Condition::Or(parts) => {
            let parts: Vec<_> = parts.iter().map(|part| surely(part, axis, cell)).collect();
            if parts.contains(&Some(true)) { Some(true) } else { all_known(&parts).then_some(false) }
        }
        Condition::And(parts) => {
            let parts: Vec<_> = parts.iter().map(|part| surely(part, axis, cell)).collect();
            if parts.contains(&Some(false)) { Some(false) } else { all_known(&parts).then_some(true) }
        }
        Condition::Not(inner) => surely(inner, axis, cell).map(|holds| !holds),
        Condition::Compare { variable, operator, value } => {
            (variable.value == axis.name).then(|| axis.holds(cell, *operator, value))
        }
        Condition::In { variable, values } => {
            (variable.value == axis.name).then(|| values.iter().any(|value| axis.holds(cell, Operator::Equal, value)))
        }
    }
}

fn all_known(parts: &[Option<bool>]) -> bool {
    parts.iter().all(Option::is_some)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::check::sample::{sourced, text};

    const LEVELS: [Severity; 4] = [Severity::Ordinary, Severity::Larger, Severity::Major, Severity::ExtraMajor];

    fn hours(at: i64) -> Quantity {
        Quantity::parse(&format!("{at}h")).unwrap()
    }

    fn compare(variable: &str, operator: Operator, at: i64) -> Condition {
        let value = sourced(Literal::Quantity(hours(at)));
        Condition::Compare { variable: text(variable), operator, value }
    }

    /// A criterion on the indicator `x`, sometimes together with one on another.
    fn condition() -> impl Strategy<Value = Condition> {
        use Operator::{AtLeast, AtMost, Greater, Less};
        let atom = || {
            (
                prop::sample::select(vec!["x", "x", "y"]),
                prop::sample::select(vec![AtLeast, Greater, Less, AtMost]),
                0i64..8,
            )
                .prop_map(|(variable, operator, at)| compare(variable, operator, at))
        };
        prop_oneof![
            atom(),
            prop::collection::vec(atom(), 2..4).prop_map(Condition::Or),
            prop::collection::vec(atom(), 2..4).prop_map(Condition::And),
        ]
    }

    /// Whether the condition holds for `x` half hours, whatever `y` is.
    fn holds(condition: &Condition, x: i64) -> bool {
        let meets = |x: i64, operator: Operator, at: i128| {
            let own = i128::from(x) * 1_800_000;
            match operator {
                Operator::AtLeast => own >= at,
                Operator::Greater => own > at,
                Operator::Less => own < at,
                _ => own <= at,
            }
        };
        let truth = |condition: &Condition, y: i64| -> bool {
            fn of(condition: &Condition, x: i64, y: i64, meets: &dyn Fn(i64, Operator, i128) -> bool) -> bool {
                match condition {
                    Condition::Or(parts) => parts.iter().any(|part| of(part, x, y, meets)),
                    Condition::And(parts) => parts.iter().all(|part| of(part, x, y, meets)),
                    Condition::Compare { variable, operator, value } => {
                        let Literal::Quantity(at) = &value.value else { return false };
                        meets(if variable.value == "x" { x } else { y }, *operator, at.base())
                    }
                    _ => false,
                }
            }
            of(condition, x, y, &meets)
        };
        (-1..=16).all(|y| truth(condition, y))
    }

    proptest! {
        #[test]
        fn what_is_graded_lower_equals_brute_force(
            criteria in prop::collection::vec((prop::sample::select(LEVELS.to_vec()), condition()), 1..4),
            guide in prop::collection::vec((prop::sample::select(LEVELS.to_vec()), 0i64..8), 1..4),
        ) {
            let graded: Vec<_> = criteria.iter().map(|(level, condition)| (*level, condition)).collect();
            let guide: Vec<_> = guide.into_iter().map(|(level, at)| (level, hours(at))).collect();
            let (axis, low) = lower("x", "x", &graded, &guide);
            for x in 0..=16i64 {
                let by_guide = guide.iter().filter(|(_, at)| at.base() <= i128::from(x) * 1_800_000);
                let by_guide = by_guide.map(|(level, _)| *level).max();
                let by_plan = criteria.iter().filter(|(_, own)| holds(own, x)).map(|(level, _)| *level).max();
                let cell = axis.cell(&Literal::Quantity(Quantity::parse(&format!("{}min", x * 30)).unwrap()));
                let told = low.iter().any(|low| low.cell == cell);
                // Criteria on two indicators may together cover what neither covers alone.
                if by_plan < by_guide {
                    prop_assert!(told, "{x} half hours");
                }
                let mut alone = true;
                for (_, own) in &criteria {
                    own.comparisons(&mut |variable, _, _| alone &= variable.value == "x");
                }
                if alone {
                    prop_assert_eq!(told, by_plan < by_guide, "{} half hours", x);
                }
            }
        }
    }
}
