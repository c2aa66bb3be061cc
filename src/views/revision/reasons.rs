//! Why something changed: each change with its reason, and each reason with its change.

use std::collections::BTreeMap;

use crate::diff::{Change, Comparison, What};
use crate::model::Plan;
use crate::model::review::Change as Reason;

/// Reasons by entity.
pub(super) fn reasons(plan: &Plan) -> BTreeMap<&str, &Reason> {
    plan.changes.iter().map(|change| (change.entity.value.as_str(), change)).collect()
}

/// The reason of a change; for what was merged it may stand at its heir.
pub(super) fn reason_of<'r, R>(change: &Change, reasons: &'r BTreeMap<&str, R>) -> Option<&'r R> {
    let heirs = match &change.what {
        What::Merged { into, .. } => into.as_slice(),
        _ => &[],
    };
    let keys = std::iter::once(&change.entity).chain(heirs.iter().map(|(heir, _)| heir));
    keys.filter_map(|key| reasons.get(key.as_str())).next()
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
        let entity = reason.entity.value.as_str();
        comparison.changes.iter().any(|change| {
            let heir = matches!(&change.what, What::Merged { into, .. } if into.iter().any(|(heir, _)| heir == entity));
            change.entity == entity || heir
        })
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
