//! Which statutory clocks run for this organisation.

use crate::model::document::Operator;
use crate::model::pack::{AppliesTo, Clock, Evidence, Pack};
use crate::model::{Date, Plan};

use super::chain::{Elapsed, elapsed};

/// The clocks that the profile switches on that day, each with its pack.
pub(super) fn running(plan: &Plan, today: Date) -> impl Iterator<Item = (&Pack, &Clock)> {
    let all = plan.packs.iter().flat_map(|pack| pack.clocks.iter().map(move |clock| (pack, clock)));
    all.filter(move |(_, clock)| is_on(plan, clock, today))
}

fn is_on(plan: &Plan, clock: &Clock, today: Date) -> bool {
    let valid = clock.valid_from.value <= today && clock.valid_to.as_ref().is_none_or(|to| today <= to.value);
    valid && applies(plan, clock.applies.value)
}

/// Whether the profile is one of those that an entry of a pack is for.
pub(super) fn applies(plan: &Plan, to: AppliesTo) -> bool {
    let profile = &plan.head.profile;
    match to {
        AppliesTo::Everybody => true,
        AppliesTo::OtherOperators => profile.operator.value == Operator::Other,
        AppliesTo::CriticalInfrastructure => {
            profile.operator.value == Operator::CriticalInfrastructure || plan.systems.iter().any(|system| system.cii)
        }
        AppliesTo::CentralOrgans => profile.operator.value == Operator::CentralOrgan,
        AppliesTo::PersonalInformation => profile.handles_personal_info.value,
    }
}

/// Whether the clock starts when handling is over, by its own words.
pub(super) fn is_after_handling(clock: &Clock) -> bool {
    clock.when.value.contains("处置结束")
}

/// The confirmed clock that runs out first after discovery, and when.
pub(super) fn shortest(plan: &Plan, today: Date) -> Option<(&Clock, Elapsed)> {
    running(plan, today)
        .filter(|(_, clock)| clock.grade.value != Evidence::Unconfirmed && !is_after_handling(clock))
        .filter_map(|(_, clock)| Some((clock, elapsed(clock.within.as_ref()?)?)))
        .min_by_key(|(_, within)| *within)
}
