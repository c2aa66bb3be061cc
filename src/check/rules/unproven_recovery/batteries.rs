//! How long batteries carry the load, and how long playbooks lean on them.
//!
//! A playbook that uses a UPS leans on it in two ways: until the generator feeds (the limits up to
//! that, along the longest path), and in a branch on the expected outage that starts no generator
//! and stops nothing (up to the largest value that leads into it). An orderly shutdown has to fit
//! behind both.

mod leaning;

use super::{fault, tested};
use crate::check::pace::{elapsed, in_words};
use crate::finding::{Finding, Message};
use crate::model::asset::{Facility, FacilityKind};
use crate::model::pack::PeriodOf;
use crate::model::playbook::Playbook;
use crate::model::{Clearance, Date, Entity, Plan};
use crate::say;

pub(super) fn check(plan: &Plan, as_of: Date) -> Vec<Finding> {
    let mut found = Vec::new();
    for ups in plan.facilities.iter().filter(|facility| facility.kind.value == FacilityKind::Ups) {
        found.extend(measured(ups, plan, as_of).into_iter().map(|finding| finding.entity(ups.id().qualified())));
    }
    for playbook in &plan.playbooks {
        found.extend(carries(playbook, plan).into_iter().map(|finding| finding.entity(playbook.id().qualified())));
    }
    found
}

/// Measured, at no less than the load in use, not too long ago.
fn measured(ups: &Facility, plan: &Plan, as_of: Date) -> Vec<Finding> {
    let name = &ups.name.value;
    let Some(autonomy) = ups.autonomy.as_ref().and_then(|autonomy| autonomy.open(Clearance::Restricted)) else {
        let message = say!("“{name}”没有实测的后备时间", "how long '{name}' carries its load was never measured");
        let help = say!(
            "带实际负载放电一次，写 autonomy: {{value: …, at_load: …, tested: …}}",
            "discharge it at the real load and enter autonomy: {{value: …, at_load: …, tested: …}}"
        );
        return vec![fault(ups.name.place, message, help)];
    };
    let mut found = Vec::new();
    let load = ups.load.as_ref().and_then(|load| load.open(Clearance::Restricted));
    if let Some(load) =
        load.filter(|load| autonomy.at_load.value.compare(&load.value).is_some_and(std::cmp::Ordering::is_lt))
    {
        // Load and capacity are not for every reader, so no figure is told.
        let message = say!(
            "“{name}”的后备时间是在低于现有负载时测的",
            "the time of '{name}' was measured at less than the load in use"
        );
        let finding =
            fault(autonomy.at_load.place, message, say!("带现有负载再测一次", "measure it again at the load in use"));
        found.push(finding.related(load.place, say!("现有负载在这里", "the load in use is here")));
    }
    let own = plan.head.policy.autonomy_test_max_age.as_ref();
    let what = Message { zh: format!("“{name}”的放电测试"), en: format!("the discharge test of '{name}'") };
    let help = say!("放电一次，改 autonomy", "discharge it and renew autonomy");
    found.extend(
        tested(plan, &what, &autonomy.tested, (own, PeriodOf::AutonomyTest), as_of).map(|finding| finding.help(help)),
    );
    found
}

/// Whether the batteries the playbook uses last as long as it leans on them.
fn carries(playbook: &Playbook, plan: &Plan) -> Vec<Finding> {
    let batteries = leaning::batteries(playbook, plan);
    if batteries.is_empty() {
        return Vec::new();
    }
    // Two in parallel are measured alone at the whole load; the weakest decides.
    let carried = batteries.iter().map(|ups| {
        let autonomy = ups.autonomy.as_ref().and_then(|autonomy| autonomy.open(Clearance::Restricted));
        (autonomy.and_then(|autonomy| elapsed(&autonomy.value.value)).unwrap_or(0), *ups, autonomy)
    });
    let Some((carried, ups, autonomy)) = carried.min_by_key(|(carried, ..)| *carried) else { return Vec::new() };
    let shutdown = leaning::shutdown(playbook, plan);
    let mut found = Vec::new();
    for leaning in leaning::all(playbook, plan) {
        let needed = leaning.time + shutdown;
        if needed <= carried {
            continue;
        }
        let (name, why) = (&ups.name.value, &leaning.why);
        let (zh, en, total, stop) = (&why.zh, &why.en, in_words(needed), in_words(shutdown));
        let message = match autonomy {
            None => say!(
                "{zh}，加上有序关机{stop}共{total}，“{name}”却没有实测后备时间",
                "{en}: {total} with an orderly shutdown of {stop}, and '{name}' was never measured"
            ),
            Some(_) => say!(
                "{zh}，加上有序关机{stop}共{total}，超过“{name}”的实测后备时间",
                "{en}: {total} with an orderly shutdown of {stop}, longer than '{name}' was measured to last"
            ),
        };
        let help = say!(
            "缩短时限、提前启动发电机或关机，或增加电池后重新实测",
            "shorten the limits, start the generator or shut down earlier, or add batteries and measure again"
        );
        let place = autonomy.map_or(ups.name.place, |autonomy| autonomy.value.place);
        found.push(
            fault(leaning.place, message, help).related(place, say!("后备时间在这里", "the time it lasts is here")),
        );
    }
    found
}
