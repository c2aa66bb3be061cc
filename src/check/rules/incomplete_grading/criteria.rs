//! The plan's criteria against the thresholds of the packs, value by value.

use super::error;
use crate::check::clocks::applies;
use crate::check::cover::{Axis, literals, quantities};
use crate::check::names;
use crate::finding::{Finding, Message, Place};
use crate::model::condition::{Condition, Literal, Operator};
use crate::model::event::{Criterion, Severity, When};
use crate::model::pack::{Evidence, Indicator, Threshold};
use crate::model::{Date, Plan};
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
    let cuts = quantities(&own).chain(thresholds.iter().map(|threshold| threshold.at_least.value));
    let axis = Axis::line(name, label, (None, None), cuts);
    let by_guide = |cell: usize| {
        let met =
            |threshold: &&&Threshold| axis.holds(cell, Operator::AtLeast, &Literal::Quantity(threshold.at_least.value));
        thresholds.iter().filter(met).map(|threshold| threshold.level.value).max()
    };
    let by_plan = |cell: usize| {
        let met =
            |(_, _, condition): &&(Severity, &Criterion, &Condition)| surely(condition, &axis, cell) == Some(true);
        criteria.iter().filter(met).map(|(level, _, _)| *level).max()
    };
    let low: Vec<usize> = axis.cells().iter().copied().filter(|cell| by_plan(*cell) < by_guide(*cell)).collect();
    let first = *low.first()?;
    let (guide, own) = (by_guide(first)?, by_plan(first));
    let alike: Vec<usize> =
        low.iter().copied().filter(|cell| by_guide(*cell) == Some(guide) && by_plan(*cell) == own).collect();
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
