//! RES05: what is promised about recovery was measured, and fits.
//!
//! Systems have objectives, copies elsewhere and a restore that was tried; playbooks that restore
//! them do it inside the objective; batteries carry the load as long as the playbook leans on them.

mod batteries;
mod pace;
mod systems;

use crate::check::graded::graded;
use crate::check::{Context, aged, names};
use crate::finding::{Finding, Message, Place};
use crate::model::pack::{PeriodOf, period};
use crate::model::{Date, Plan, Quantity, Sourced};

pub(in crate::check) fn check(cx: &mut Context<'_>) {
    let (plan, as_of) = (cx.plan, cx.as_of);
    let mut found = Vec::new();
    for own in [&plan.head.policy.restore_test_max_age, &plan.head.policy.autonomy_test_max_age].into_iter().flatten() {
        found.extend(aged::uncountable(names::unproven_recovery, own, as_of));
    }
    found.extend(systems::check(plan, as_of));
    found.extend(pace::check(plan));
    found.extend(batteries::check(plan, as_of));
    for finding in found {
        cx.report(finding);
    }
}

fn fault(place: Place, message: Message, help: Message) -> Finding {
    Finding::warning(names::unproven_recovery, place, message).help(help)
}

/// The finding for a test that has to be repeated: by the bureau's own period, or by the pack's as
/// far as that is sure.
fn tested(
    plan: &Plan,
    what: &Message,
    date: &Sourced<Date>,
    (own, of): (Option<&Sourced<Quantity>>, PeriodOf),
    as_of: Date,
) -> Option<Finding> {
    if let Some(own) = own {
        return aged::due(names::unproven_recovery, what, date, &own.value, as_of);
    }
    let legal = period(&plan.packs, of, as_of)?;
    let finding = aged::due(names::unproven_recovery, what, date, &legal.most.value, as_of)?;
    Some(graded(finding, legal.grade.value, &legal.source))
}
