//! Whose a contact is: when two owners are one body, and which are ours.
//!
//! A contract is its supplier, a role is the person who holds it or the duty that fills it, and a
//! command centre without seats of its own is the body it belongs to.

use crate::model::contact::Owner;
use crate::model::org::{Group, GroupKind, UnitKind};
use crate::model::{Entity, Plan};

/// A body; equal bodies are one.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Body(String);

/// The body behind an owner.
pub(super) fn body(plan: &Plan, owner: &Owner) -> Body {
    Body(match owner {
        Owner::Unit(unit) => unit.value.qualified(),
        Owner::Group(group) => top(plan, &plan.groups[&group.value]).id().qualified(),
        Owner::Role(role) => {
            let role = &plan.roles[&role.value];
            match (&role.holder, &role.holder_from) {
                (_, Some(duty)) => duty.value.qualified(),
                (Some(person), None) => person.value.qualified(),
                (None, None) => role.id().qualified(),
            }
        }
        Owner::Person(person) => person.value.qualified(),
        Owner::Vendor(vendor) => vendor.value.qualified(),
        Owner::Contract(contract) => plan.contracts[&contract.value].vendor.value.qualified(),
        Owner::Duty(duty) => duty.value.qualified(),
    })
}

/// Whether two owners are one body.
pub(super) fn bodies(plan: &Plan, one: &Owner, other: &Owner) -> bool {
    body(plan, one) == body(plan, other)
}

/// Whether the owner is one of our bodies, not a person and nobody outside.
pub(super) fn is_official(plan: &Plan, owner: &Owner) -> bool {
    match owner {
        Owner::Group(_) | Owner::Role(_) | Owner::Duty(_) => true,
        Owner::Unit(unit) => {
            let kind = plan.units[&unit.value].kind;
            matches!(kind, UnitKind::Own | UnitKind::Section | UnitKind::Subordinate)
        }
        Owner::Person(_) | Owner::Vendor(_) | Owner::Contract(_) => false,
    }
}

/// The body a command centre without seats belongs to. `load` lets no circle of groups pass.
fn top<'a>(plan: &'a Plan, group: &'a Group) -> &'a Group {
    let bare = group.kind == GroupKind::Command && group.seats.is_empty();
    match group.reports_to.as_ref().filter(|_| bare) {
        Some(above) => top(plan, &plan.groups[&above.value]),
        None => group,
    }
}
