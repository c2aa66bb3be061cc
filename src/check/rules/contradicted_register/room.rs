//! Thresholds on the room's temperature against what a room tolerates.

use super::warning;
use crate::finding::{Finding, Place};
use crate::model::condition::{Condition, Literal, Operator};
use crate::model::pack::{Evidence, RoomLimit};
use crate::model::playbook::{Action, Input, Playbook};
use crate::model::quantity::Dimension;
use crate::model::{Date, Entity, Plan, Quantity};
use crate::say;

/// Inputs on which a playbook first acts when the room is already too hot.
pub(super) fn implausible(plan: &Plan, today: Date) -> Vec<Finding> {
    let limits: Vec<&RoomLimit> = plan
        .packs
        .iter()
        .flat_map(|pack| &pack.room)
        .filter(|limit| limit.valid_from.value <= today && limit.valid_to.as_ref().is_none_or(|to| today <= to.value))
        .collect();
    let mut found = Vec::new();
    for playbook in &plan.playbooks {
        for input in playbook.inputs.iter().filter(|input| is_of_room(input)) {
            let Some((place, lowest)) = first_action(playbook, &input.name) else { continue };
            for limit in &limits {
                if limit.tolerated_max.compare(&lowest).is_some_and(|order| order.is_lt()) {
                    found.push(too_late(input, place, &lowest, limit).entity(playbook.id().qualified()));
                }
            }
        }
    }
    found
}

fn too_late(input: &Input, place: Place, lowest: &Quantity, limit: &RoomLimit) -> Finding {
    let (label, most, source) = (&input.label.value, limit.tolerated_max.value, &limit.source.value);
    let (zh, en) = match limit.grade.value {
        Evidence::Unconfirmed => ("（这一条尚未核实，仅作提示）", " (not confirmed)"),
        Evidence::Read | Evidence::Secondary => ("", ""),
    };
    let message = say!(
        "“{label}”到{lowest}才有动作，机房一般只容许到{most}{zh}",
        "nothing is done about '{label}' below {lowest}; a room tolerates {most}{en}"
    );
    let recommended = limit.recommended_max.value;
    warning(place, message)
        .help(say!(
            "加一个较低的切点：超过{recommended}就开始监护和增援",
            "add a lower threshold: begin to watch above {recommended}"
        ))
        .related(limit.place, say!("依据：{source}", "source: {source}"))
}

/// Whether the input is the temperature of a machine room.
fn is_of_room(input: &Input) -> bool {
    let temperature = input.unit.as_ref().is_some_and(|unit| unit.dimension == Dimension::Temperature);
    let told = [Some(&input.label), input.from.as_ref()];
    let says = |words: &[&str]| told.iter().flatten().any(|text| words.iter().any(|word| text.value.contains(word)));
    temperature && !says(&["室外", "外墙", "体温", "出风", "水温", "油温"])
}

/// The lowest value above which anything is done, and where it stands.
fn first_action(playbook: &Playbook, name: &str) -> Option<(Place, Quantity)> {
    let mut lowest: Option<(Place, Quantity)> = None;
    playbook.walk(&mut |step, _| {
        let mut see = |condition: &Condition| {
            condition.comparisons(&mut |variable, operator, value| {
                let rising = matches!(operator, Operator::Greater | Operator::AtLeast | Operator::Equal);
                let Literal::Quantity(own) = &value.value else { return };
                let lower = lowest.as_ref().is_none_or(|(_, least)| own.base() < least.base());
                if variable.value == name && rising && lower {
                    lowest = Some((value.place, *own));
                }
            });
        };
        match &step.action {
            Action::Decide { cases, .. } => {
                cases.iter().filter_map(|case| case.condition.as_ref()).for_each(|condition| see(condition));
            }
            Action::Watch { condition, .. } => see(condition),
            _ => {}
        }
    });
    lowest
}
