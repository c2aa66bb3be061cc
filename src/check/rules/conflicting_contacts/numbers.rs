//! One number under two owners.

use std::collections::BTreeMap;

use super::fault;
use crate::check::same;
use crate::finding::Finding;
use crate::model::contact::{Contact, Point, PointKind};
use crate::model::{Clearance, Entity, Plan};
use crate::say;

/// The digits that are dialled; `None` for what is no number or belongs to everybody.
pub(super) fn dialled(point: &Point) -> Option<String> {
    let numeric =
        matches!(point.kind.value, PointKind::Landline | PointKind::Mobile | PointKind::Fax | PointKind::Hotline);
    let value = &point.value.open(Clearance::Restricted)?.value;
    let digits: String = value.chars().filter(char::is_ascii_digit).collect();
    // National short codes lead to whoever is nearest.
    (numeric && digits.len() > 6).then_some(digits)
}

/// A number under two owners who are not the same body and do not share it by their own words.
pub(super) fn shared(plan: &Plan) -> Vec<Finding> {
    let mut seen: BTreeMap<String, Vec<(&Contact, &Point)>> = BTreeMap::new();
    let mut found = Vec::new();
    for contact in &plan.contacts {
        for point in &contact.points {
            let Some(digits) = dialled(point) else { continue };
            let earlier = seen.entry(digits).or_default();
            let clash = earlier.iter().find(|(other, own)| {
                let declared = point.shared.is_some() || own.shared.is_some();
                !declared && other.id() != contact.id() && !same::bodies(plan, &other.owner.value, &contact.owner.value)
            });
            if let Some((other, first)) = clash {
                let (label, theirs) = (&contact.label.value, &other.label.value);
                let message =
                    say!("“{label}”和“{theirs}”是同一个号码", "'{label}' and '{theirs}' have the same number");
                found.push(
                    fault(point.kind.place, message)
                        .help(say!(
                            "核对是谁的号码；确是合用的，在 shared 里写明怎么合用",
                            "find out whose it is; where both use it, tell how in shared"
                        ))
                        .entity(contact.id().qualified())
                        .related(first.kind.place, say!("另一处在这里", "the other one is here")),
                );
            }
            earlier.push((contact, point));
        }
    }
    found
}
