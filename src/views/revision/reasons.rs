//! Why something changed: each change with its reason, and each reason with its change.

use std::collections::BTreeMap;

use crate::diff::{Change, Comparison, What};
use crate::model::Plan;
use crate::model::review::Change as Reason;

/// Reasons by entity.
pub(super) fn reasons(plan: &Plan) -> BTreeMap<&str, Vec<&Reason>> {
    let mut reasons: BTreeMap<&str, Vec<&Reason>> = BTreeMap::new();
    for reason in &plan.changes {
        reasons.entry(&reason.entity.value).or_default().push(reason);
    }
    reasons
}

/// The reason of a change: that of the part before that of the entity. For what was merged it may
/// stand at its heir.
pub(super) fn reason_of<'r>(change: &Change, reasons: &BTreeMap<&str, Vec<&'r Reason>>) -> Option<&'r Reason> {
    let own = || keys(change).filter_map(|key| reasons.get(key)).flatten().copied();
    own().find(|reason| names_part(reason, change)).or_else(|| own().find(|reason| reason.part.is_none()))
}

/// The entities at which the reason of a change may stand.
fn keys(change: &Change) -> impl Iterator<Item = &str> {
    let heirs = match &change.what {
        What::Merged { into, .. } => into.as_slice(),
        _ => &[],
    };
    std::iter::once(&change.entity).chain(heirs.iter().map(|(heir, _)| heir)).map(String::as_str)
}

/// Whether a reason is one of a part and means what changed: the part, one above it, or the field.
fn names_part(reason: &Reason, change: &Change) -> bool {
    let Some(part) = &reason.part else { return false };
    let part = part.value.as_str();
    let field = match &change.what {
        What::Changed { key, .. } => *key,
        _ => "",
    };
    let group = field.split('.').next().unwrap_or_default();
    let means = |key: &str, noun: &str| key.split_once('/').is_some_and(|(_, id)| id == part) || noun == part;
    part == field || part == group || change.path.iter().any(|leg| means(&leg.key, leg.noun))
}

/// Another number and another id are no changes to a reader.
pub(super) fn counts_as_change(change: &&Change) -> bool {
    !matches!(change.what, What::Renumbered { .. } | What::Renamed { .. })
}

/// Changes that nobody has given a reason for.
pub fn unexplained<'c>(plan: &Plan, comparison: &'c Comparison) -> Vec<&'c Change> {
    let reasons = reasons(plan);
    comparison.changes.iter().filter(counts_as_change).filter(|change| reason_of(change, &reasons).is_none()).collect()
}

/// Reasons for what did not change; what was noted after the issue changes nothing by itself.
pub fn unused<'p>(plan: &'p Plan, comparison: &'p Comparison) -> impl Iterator<Item = &'p Reason> {
    let explains = |reason: &Reason| {
        let own = |change: &&Change| keys(change).any(|key| key == reason.entity.value);
        comparison.changes.iter().filter(own).any(|change| reason.part.is_none() || names_part(reason, change))
    };
    // Persons are left out of a comparison with a version that was kept without them.
    let left_out = |reason: &Reason| {
        let entity = reason.entity.value.as_str();
        let exists = match entity.split_once(':') {
            Some(("person", id)) => plan.people.find(id).is_some(),
            Some(("contact", id)) => plan.contacts.find(id).is_some(),
            _ => false,
        };
        exists && comparison.new.iter().all(|node| node.key != entity)
    };
    let open = plan.changes.iter().filter(|reason| reason.noted.is_none());
    open.filter(move |reason| !explains(reason) && !left_out(reason))
}
