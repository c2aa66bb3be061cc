//! Duties that belong to one body only.

use std::collections::BTreeSet;

use super::fault;
use crate::finding::Finding;
use crate::model::org::Group;
use crate::model::{Entity, Plan};
use crate::say;

/// A kind of duty that belongs to one body only and that a body outside its line has as well.
pub(super) fn doubled(plan: &Plan) -> Vec<Finding> {
    let mut found = Vec::new();
    let all = || plan.groups.iter().flat_map(|group| group.duties.iter().map(move |duty| (group, duty)));
    let mut told = BTreeSet::new();
    for (owner, own) in all().filter(|(_, duty)| duty.exclusive) {
        let Some(kind) = &own.r#type else { continue };
        for (group, duty) in all().filter(|(group, _)| group.id() != owner.id()) {
            let same = duty.r#type.as_ref().is_some_and(|other| other.value == kind.value);
            let delegated = !duty.exclusive && is_below(plan, group, owner);
            if !same
                || delegated
                || !told.insert((owner.place.min(group.place), owner.place.max(group.place), kind.value))
            {
                continue;
            }
            let (word, one, other) = (kind.value.word(), &owner.name.value, &group.name.value);
            let message = say!(
                "“{word}”由“{one}”专管，“{other}”也有这项职责",
                "'{word}' belongs to '{one}' alone, but '{other}' has it as well"
            );
            found.push(
                fault(duty.text.place, message)
                    .help(say!("只留一家，另一家改写成配合事项", "keep one, and let the other one support it"))
                    .entity(group.id().qualified())
                    .related(own.text.place, say!("专管的职责在这里", "the exclusive duty is here")),
            );
        }
    }
    found
}

/// Whether `group` reports, directly or through others, to `above`. `load` lets no circle pass.
fn is_below(plan: &Plan, group: &Group, above: &Group) -> bool {
    let Some(next) = &group.reports_to else { return false };
    next.value == *above.id() || is_below(plan, &plan.groups[&next.value], above)
}
