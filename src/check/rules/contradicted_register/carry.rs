//! Whether what is left can carry the load when one of several supplies fails.

use super::warning;
use crate::finding::Finding;
use crate::model::asset::{AssetRef, Facility, FacilityKind};
use crate::model::playbook::{Action, Playbook};
use crate::model::{Clearance, Entity, Plan, Quantity, Sensitive, Sourced};
use crate::say;

const LOAD: [&str; 5] = ["负载", "负荷", "承载", "带载", "减载"];

/// Playbooks for several supplies that fail one by one.
pub(super) fn faults(plan: &Plan) -> Vec<Finding> {
    let mut found = Vec::new();
    for playbook in plan.playbooks.iter().filter(|playbook| !playbook.steps.is_empty()) {
        let supplies: Vec<&Facility> = playbook
            .scope
            .iter()
            .filter_map(|asset| match &asset.value {
                AssetRef::Facility(facility) => Some(&plan.facilities[&facility.value]),
                AssetRef::System(_) => None,
            })
            .filter(|facility| facility.kind.value == FacilityKind::Ups)
            .collect();
        if supplies.len() < 2 {
            continue;
        }
        if !looks_at_load(playbook) {
            let message = say!(
                "一台UPS停机时，没有核对余下的能不能承载",
                "nobody checks whether the remaining UPS carries the load when one fails"
            );
            let help =
                say!("加一步读负载率，写明超过多少先减载", "read the load and say above which part of it is shed");
            found.push(warning(playbook.title.place, message).help(help).entity(playbook.id().qualified()));
        }
        if let Some(finding) = overloaded(&supplies) {
            found.push(finding.entity(playbook.id().qualified()));
        }
    }
    found
}

fn looks_at_load(playbook: &Playbook) -> bool {
    let says = |text: &str| LOAD.iter().any(|word| text.contains(word));
    let mut looks = playbook.inputs.iter().any(|input| says(&input.label.value));
    playbook.walk(&mut |step, _| {
        looks |= matches!(&step.action, Action::Do(text) if says(&text.value));
        looks |= step.verify.iter().any(|criterion| says(&criterion.value));
    });
    looks
}

/// All loads together on what is left when the strongest one fails. The figures are restricted and
/// stay out of the message.
fn overloaded(supplies: &[&Facility]) -> Option<Finding> {
    let power = |value: &Option<Sensitive<Sourced<Quantity>>>| {
        value.as_ref()?.open(Clearance::Restricted).map(|value| (value.place, value.value))
    };
    let rated: Vec<_> = supplies.iter().map(|supply| power(&supply.rated)).collect::<Option<_>>()?;
    let loads: Vec<_> = supplies.iter().map(|supply| power(&supply.load)).collect::<Option<_>>()?;
    let dimension = rated.first()?.1.dimension();
    if rated.iter().chain(&loads).any(|(_, quantity)| quantity.dimension() != dimension) {
        return None;
    }
    let total: i128 = loads.iter().map(|(_, load)| load.base()).sum();
    let all: i128 = rated.iter().map(|(_, rated)| rated.base()).sum();
    let strongest = rated.iter().map(|(_, rated)| rated.base()).max()?;
    (total > all - strongest).then(|| {
        let message = say!(
            "按台账，一台UPS停机后余下的带不动全部负载",
            "by the register the remaining UPS cannot carry the whole load when one fails"
        );
        warning(loads[0].0, message).help(say!(
            "减负载、加容量，或在方案里写明先关停什么",
            "shed load, add capacity, or say what is shut down first"
        ))
    })
}
