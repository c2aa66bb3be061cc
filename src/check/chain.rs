//! How long it takes inside the organisation until a role knows of an event.
//!
//! The chain begins with whoever makes the first report of a trigger and follows the internal
//! reports. A limit that counts from discovery says when the next one knows, whatever the hops
//! before took; one without a starting point adds to them.

use std::collections::BTreeMap;

use crate::model::event::{Recipient, Report, Since};
use crate::model::org::Role;
use crate::model::quantity::Dimension;
use crate::model::{Id, Plan, Quantity};

/// Elapsed time in milliseconds.
pub(super) type Elapsed = i128;

/// The elapsed time of a quantity of time.
pub(super) fn elapsed(quantity: &Quantity) -> Option<Elapsed> {
    (quantity.dimension() == Dimension::Time).then(|| quantity.base())
}

/// When each role knows at the latest; empty where no trigger names a first report.
pub(super) fn knowing(plan: &Plan) -> BTreeMap<Id<Role>, Elapsed> {
    let first = plan.triggers.iter().filter_map(|trigger| trigger.first_report.as_ref());
    let mut known: BTreeMap<Id<Role>, Elapsed> =
        first.map(|report| (plan.reports[&report.value].from.value.clone(), 0)).collect();
    // Each round carries the news one hop further; more rounds than roles change nothing.
    for _ in 0..plan.roles.len() {
        let before = known.clone();
        for report in &plan.reports {
            let told = before.get(&report.from.value).and_then(|from| told_at(report, *from));
            let Some(told) = told else { continue };
            for role in recipients(plan, report) {
                let at = known.entry(role.clone()).or_insert(told);
                *at = told.min(*at);
            }
        }
        if known == before {
            break;
        }
    }
    known
}

fn told_at(report: &Report, from: Elapsed) -> Option<Elapsed> {
    let within = report.within.as_ref().and_then(|within| elapsed(within))?;
    match report.since.as_ref().map(|since| since.value) {
        Some(Since::Found | Since::FoundOrTold | Since::Triggered) => Some(within.max(from)),
        None => Some(from + within),
        Some(Since::Handled | Since::Recovered) => None,
    }
}

/// The roles inside the organisation to which a report goes.
fn recipients<'a>(plan: &'a Plan, report: &'a Report) -> Vec<&'a Id<Role>> {
    let mut roles = Vec::new();
    for to in &report.to {
        match &to.value {
            Recipient::Role(role) => roles.push(&role.value),
            Recipient::Group(group) => {
                roles.extend(plan.groups[&group.value].seats.iter().map(|seat| &seat.role.value));
            }
            Recipient::Unit(_) => {}
        }
    }
    roles
}

/// How long deciding on an outside report may take: the holder of the power and each successor in
/// turn. To the police there may be a power of its own.
pub(super) fn deciding(plan: &Plan, report: &Report, to_police: bool) -> Elapsed {
    let powers = plan.groups.iter().filter_map(|group| {
        let (police, outside) = (&group.authority.police_report, &group.authority.outside_report);
        if to_police { police.as_ref().or(outside.as_ref()) } else { outside.as_ref() }
    });
    let own = powers.into_iter().find(|power| power.role.value == report.from.value);
    let turns = own.map_or(0, |power| 1 + power.succession.len() as Elapsed);
    own.and_then(|power| power.within.as_ref()).and_then(|within| elapsed(within)).unwrap_or(0) * turns
}

/// Minutes or hours, as a person would say it.
pub(super) fn spoken(elapsed: Elapsed) -> String {
    const MINUTE: i128 = 60_000;
    let minutes = (elapsed + MINUTE - 1) / MINUTE;
    match (minutes / 60, minutes % 60) {
        (0, minutes) => format!("{minutes}min"),
        (hours, 0) => format!("{hours}h"),
        (hours, minutes) => format!("{hours}h{minutes}min"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::sample::{somewhere, sourced, text};
    use crate::model::event::When;

    fn report(within: &str, since: Option<Since>) -> Report {
        Report {
            place: somewhere(),
            id: Id::new("r"),
            title: text("报告"),
            when: When::Words(text("发现异常")),
            from: sourced(Id::new("a")),
            to: Vec::new(),
            within: Some(sourced(Quantity::parse(within).unwrap())),
            every: None,
            until: None,
            since: since.map(sourced),
            channels: Vec::new(),
            form: None,
            contents: Vec::new(),
            clock: None,
            basis: Vec::new(),
            note: None,
        }
    }

    #[test]
    fn limits_from_discovery_are_absolute_and_others_add_up() {
        let minutes = |minutes: i128| minutes * 60_000;
        assert_eq!(told_at(&report("15min", Some(Since::Found)), minutes(5)), Some(minutes(15)));
        assert_eq!(told_at(&report("15min", Some(Since::Found)), minutes(20)), Some(minutes(20)));
        assert_eq!(told_at(&report("15min", None), minutes(20)), Some(minutes(35)));
        assert_eq!(told_at(&report("15min", Some(Since::Handled)), minutes(5)), None);
        assert_eq!(told_at(&report("1个工作日", None), minutes(5)), None);
    }

    #[test]
    fn times_are_spoken_in_hours_and_minutes() {
        assert_eq!([spoken(90_000), spoken(3_600_000), spoken(8_100_000)], ["2min", "1h", "2h15min"]);
    }
}
