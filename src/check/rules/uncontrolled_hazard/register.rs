//! What hangs in the room: a medium that fits electrical equipment, and time to get out.

use super::error;
use crate::finding::Finding;
use crate::model::asset::{Facility, FacilityKind, ResourceKind};
use crate::model::org::Hazard;
use crate::model::org::Site;
use crate::model::{Entity, Id, Plan};
use crate::say;

/// Media that conduct or soak; fine mist counts as a gas.
fn is_wet(medium: &str) -> bool {
    !medium.contains("细水雾") && ["水", "泡沫", "喷淋"].iter().any(|word| medium.contains(word))
}

/// Media that leave no air to breathe.
fn smothers(medium: &str) -> bool {
    ["七氟丙烷", "二氧化碳", "IG", "惰性气体", "氮气", "气溶胶", "全氟己酮"].iter().any(|word| medium.contains(word))
}

/// Whether electrical equipment stands there, or the place is marked so.
fn is_electrical(plan: &Plan, site: &Id<Site>) -> bool {
    let stands = |facility: &Facility| {
        let electrical = !matches!(facility.kind.value, FacilityKind::Suppression | FacilityKind::Spare);
        electrical && facility.site.as_ref().is_some_and(|own| own.value == *site)
    };
    let marked = plan.sites[site].hazards.iter().any(|hazard| hazard.value == Hazard::Electricity);
    marked || plan.facilities.iter().any(stands)
}

pub(super) fn faults(plan: &Plan) -> Vec<Finding> {
    let mut found = Vec::new();
    for facility in plan.facilities.iter().filter(|facility| facility.kind.value == FacilityKind::Suppression) {
        let entity = facility.id().qualified();
        let Some(medium) = &facility.medium else { continue };
        let (name, agent) = (&facility.name.value, &medium.value);
        if is_wet(agent) && facility.site.as_ref().is_some_and(|site| is_electrical(plan, &site.value)) {
            let message =
                say!("“{name}”用{agent}，而那里有带电设备", "'{name}' uses {agent} where there is live equipment");
            let help = say!("换成气体灭火；未换之前写明先断电", "install gas; until then say that power is cut first");
            found.push(error(medium.place, message).help(help).entity(entity.clone()));
        }
        if smothers(agent) && facility.release_delay.is_none() {
            let message =
                say!("“{name}”没有写报警到放气的延时", "'{name}' does not tell the time from alarm to release");
            let help = say!("加 release_delay，如 30s：人要知道有多久撤离", "add release_delay, such as 30s");
            found.push(error(medium.place, message).help(help).entity(entity));
        }
    }
    for resource in plan.resources.iter().filter(|resource| resource.kind.value == ResourceKind::Protection) {
        let wet = is_wet(&resource.name.value) && resource.name.value.contains("灭火");
        let there = resource.kept_at.as_ref().is_some_and(|site| is_electrical(plan, &site.value));
        if wet && there {
            let name = &resource.name.value;
            let message = say!("“{name}”放在有带电设备的地方", "'{name}' is kept where there is live equipment");
            let help = say!("换成二氧化碳灭火器，或移到别处", "keep carbon dioxide there, or move it elsewhere");
            found.push(error(resource.name.place, message).help(help).entity(resource.id().qualified()));
        }
    }
    found
}
