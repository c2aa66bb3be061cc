//! What playbooks use, and which contracts stand behind it.

use std::collections::BTreeMap;

use crate::finding::{Message, Place};
use crate::model::asset::{AssetRef, Contract, Facility, System};
use crate::model::contact::Owner;
use crate::model::playbook::Playbook;
use crate::model::{Id, Plan};
use crate::say;

/// Where something is relied on, and how.
#[derive(Debug, Clone)]
pub(super) struct Reliance {
    /// Where that is written.
    pub(super) place: Place,
    /// What is written there.
    pub(super) why: Message,
}

/// The systems and equipment playbooks use, each with the first place that does.
#[derive(Debug, Default)]
pub(super) struct Used {
    /// Systems.
    pub(super) systems: BTreeMap<Id<System>, Reliance>,
    /// Equipment.
    pub(super) facilities: BTreeMap<Id<Facility>, Reliance>,
}

/// What playbooks act on: their scope, the equipment of their steps and of the procedures these use.
pub(super) fn used(plan: &Plan) -> Used {
    let mut used = Used::default();
    for playbook in &plan.playbooks {
        for asset in &playbook.scope {
            let reliance =
                Reliance { place: asset.place, why: say!("方案在这里覆盖它", "a playbook covers it here") };
            match &asset.value {
                AssetRef::System(system) => used.systems.entry(system.value.clone()).or_insert(reliance),
                AssetRef::Facility(facility) => used.facilities.entry(facility.value.clone()).or_insert(reliance),
            };
        }
        used.steps(plan, playbook);
    }
    for system in &plan.head.scope.systems {
        let reliance =
            Reliance { place: system.place, why: say!("它在预案的适用范围内", "the plan covers it") };
        used.systems.entry(system.value.clone()).or_insert(reliance);
    }
    used
}

impl Used {
    fn steps(&mut self, plan: &Plan, playbook: &Playbook) {
        playbook.walk(&mut |step, _| {
            let by_procedure = step.procedure.as_ref().and_then(|procedure| {
                let facility = plan.procedures[&procedure.value].facility.as_ref()?;
                Some((&facility.value, procedure.place))
            });
            let direct = step.asset.as_ref().map(|asset| (&asset.value, asset.place));
            for (facility, place) in direct.into_iter().chain(by_procedure) {
                let why = say!("处置步骤在这里操作它", "a step operates it here");
                self.facilities.entry(facility.clone()).or_insert(Reliance { place, why });
            }
        });
    }
}

/// The contracts that somebody relies on: those of systems and equipment, those that cover some which
/// name no other, and those whose number a step calls.
pub(super) fn contracts(plan: &Plan) -> BTreeMap<Id<Contract>, Reliance> {
    let mut relied: BTreeMap<Id<Contract>, Reliance> = BTreeMap::new();
    for playbook in &plan.playbooks {
        playbook.walk(&mut |step, _| {
            for contact in &step.calls {
                for contract in behind(plan, contact) {
                    let why = say!("处置步骤在这里呼叫它", "a step calls it here");
                    relied.entry(contract.id.clone()).or_insert(Reliance { place: contact.place, why });
                }
            }
        });
    }
    let systems = plan.systems.iter().filter_map(|system| system.contract.as_ref());
    let facilities = plan.facilities.iter().filter_map(|facility| facility.contract.as_ref());
    for contract in systems.chain(facilities) {
        let why = say!("资产在这里靠它保障", "an asset relies on it here");
        relied.entry(contract.value.clone()).or_insert(Reliance { place: contract.place, why });
    }
    for contract in &plan.contracts {
        let alone = contract.covers.iter().find(|asset| match &asset.value {
            AssetRef::System(system) => plan.systems[&system.value].contract.is_none(),
            AssetRef::Facility(facility) => plan.facilities[&facility.value].contract.is_none(),
        });
        if let Some(asset) = alone {
            let why = say!("它保障的资产没有别的合同", "what it covers has no other contract");
            relied.entry(contract.id.clone()).or_insert(Reliance { place: asset.place, why });
        }
    }
    relied
}

/// The contracts that stand behind a contact: those that name it, and those with the supplier that
/// owns it.
pub(super) fn behind<'a>(
    plan: &'a Plan,
    contact: &'a Id<crate::model::contact::Contact>,
) -> impl Iterator<Item = &'a Contract> {
    let owner = &plan.contacts[contact].owner.value;
    plan.contracts.iter().filter(move |contract| {
        let named = contract.contact.as_ref().is_some_and(|own| own.value == *contact);
        let owned = match owner {
            Owner::Contract(own) => own.value == contract.id,
            Owner::Vendor(vendor) => vendor.value == contract.vendor.value,
            _ => false,
        };
        named || owned || plan.vendors[&contract.vendor].contact.as_ref().is_some_and(|own| own.value == *contact)
    })
}
