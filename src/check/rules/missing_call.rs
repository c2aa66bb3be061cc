//! CON06: whoever must be called stands in the contact book under its present name, and the call
//! tree reaches everybody in time.
//!
//! Which outside bodies those are comes from the law packs (GB/T 22239-2019 asks for the list from
//! level 2); the tree is NIST SP 800-34's. An entry of grade C only warns.

mod tree;

use crate::check::{Context, clocks, names, packs};
use crate::finding::{Finding, Place, Severity};
use crate::model::contact::{Contact, Owner};
use crate::model::org::Unit;
use crate::model::pack::{Authority, Outdated, Pack};
use crate::model::{Clearance, Entity, Plan, Sourced};
use crate::say;

pub(in crate::check) fn check(cx: &mut Context<'_>) {
    let plan = cx.plan;
    let mut found = Vec::new();
    for pack in &plan.packs {
        let wanted = pack.authorities.iter().filter(|own| {
            clocks::applies(plan, own.applies.value) && packs::holds(&own.valid_from, &own.valid_to, cx.as_of)
        });
        found.extend(wanted.filter(|own| !is_there(plan, own)).map(|own| absent(plan, pack, own)));
        for former in pack.outdated.iter().filter(|own| packs::holds(&own.valid_from, &own.valid_to, cx.as_of)) {
            found.extend(names_in_use(plan).into_iter().filter_map(|(name, entity)| outdated(name, entity, former)));
        }
    }
    found.extend(unlisted(plan));
    found.extend(tree::faults(plan));
    found.into_iter().for_each(|finding| cx.report(finding));
}

/// Whether the contact book holds a way to that body.
fn is_there(plan: &Plan, wanted: &Authority) -> bool {
    let fits = |contact: &Contact| {
        let number = wanted.number.as_ref().is_some_and(|number| {
            let values = contact.points.iter().filter_map(|point| point.value.open(Clearance::Restricted));
            values.into_iter().any(|value| value.value == number.value)
        });
        number || owner(plan, contact).is_some_and(|unit| is_in_charge(unit, wanted) && !contact.points.is_empty())
    };
    plan.contacts.iter().any(fits)
}

fn owner<'a>(plan: &'a Plan, contact: &Contact) -> Option<&'a Unit> {
    match &contact.owner.value {
        Owner::Unit(unit) => Some(&plan.units[&unit.value]),
        _ => None,
    }
}

fn is_in_charge(unit: &Unit, wanted: &Authority) -> bool {
    let jurisdiction = wanted.jurisdiction.as_ref();
    let class = wanted.class.as_ref();
    jurisdiction.is_some_and(|own| unit.jurisdiction.as_ref().is_some_and(|unit| unit.value == own.value))
        || class.is_some_and(|own| unit.class.as_ref().is_some_and(|unit| unit.value == own.value))
}

fn absent(plan: &Plan, pack: &Pack, wanted: &Authority) -> Finding {
    let place = plan.head.legal_packs.iter().find(|own| own.value == pack.id).map_or(plan.head.place, |own| own.place);
    let name = &wanted.name.value;
    let (message, help) = if let Some(number) = &wanted.number {
        let number = &number.value;
        (
            say!("通讯录里没有{name}{number}", "the contact book lacks {number} ({name})"),
            say!("在 contacts 里加一条，写 value: \"{number}\"", "add a contact with value: \"{number}\""),
        )
    } else {
        let kind = wanted.jurisdiction.as_ref().map(|own| own.value.word());
        let word = kind.or(wanted.class.as_ref().map(|own| own.value.as_str())).unwrap_or_default();
        let key = if kind.is_some() { "jurisdiction" } else { "class" };
        (
            say!("通讯录里没有{name}", "the contact book lacks this body: {name}"),
            say!(
                "在 units 里登记它（{key}: {word}），再在 contacts 里写它的电话",
                "register it under units ({key}: {word}) and give it a contact"
            ),
        )
    };
    packs::finding(names::missing_call, Severity::Error, wanted.grade.value, place, message)
        .help(help)
        .related(wanted.place, packs::basis(&wanted.source.value))
}

/// The names under which outside bodies are registered and looked up.
fn names_in_use(plan: &Plan) -> Vec<(&Sourced<String>, String)> {
    let units = plan
        .units
        .iter()
        .flat_map(|unit| std::iter::once(&unit.name).chain(&unit.aliases).map(|name| (name, unit.id().qualified())));
    let labels = plan.contacts.iter().map(|contact| (&contact.label, contact.id().qualified()));
    units.chain(labels).collect()
}

fn outdated(name: &Sourced<String>, entity: String, former: &Outdated) -> Option<Finding> {
    let old = former.term.value.as_str();
    let at = name.value.find(old)?;
    if former.except.iter().any(|other| name.value.contains(other.value.as_str())) {
        return None;
    }
    let (written, now) = (&name.value, &former.replacement.value);
    let spelled = if name.place.end - name.place.start == name.value.len() as u32 {
        name.place.part(at..at + old.len())
    } else {
        name.place
    };
    let message = say!("“{written}”用的是旧称“{old}”", "'{written}' holds the former name '{old}'");
    Some(
        packs::finding(names::missing_call, Severity::Error, former.grade.value, spelled, message)
            .help(say!("改成“{now}”的现用全称，并核实电话", "use the present name ({now}) and verify the number"))
            .entity(entity)
            .related(former.place, packs::basis(&former.source.value)),
    )
}

/// Suppliers under contract and the bodies that playbooks name, without a number.
fn unlisted(plan: &Plan) -> Vec<Finding> {
    let reachable = |contact: Option<&crate::model::Ref<Contact>>| {
        contact.is_some_and(|contact| !plan.contacts[&contact.value].points.is_empty())
    };
    let told = plan.contracts.iter().filter_map(|contract| {
        let vendor = &plan.vendors[&contract.vendor.value];
        let owned = plan.contacts.iter().any(|contact| {
            let own = match &contact.owner.value {
                Owner::Vendor(own) => own.value == *vendor.id(),
                Owner::Contract(own) => own.value == *contract.id(),
                _ => false,
            };
            own && !contact.points.is_empty()
        });
        if owned || reachable(contract.contact.as_ref()) || reachable(vendor.contact.as_ref()) {
            return None;
        }
        let (name, title) = (&vendor.name.value, &contract.title.value);
        let message = say!("“{title}”的供应商“{name}”没有电话", "'{name}', the supplier of '{title}', has no number");
        let place: Place = contract.vendor.place;
        let help =
            say!("在 contacts 里写它的报修电话，再写进合同的 contact", "give it a contact and name it in the contract");
        Some(Finding::error(names::missing_call, place, message).help(help).entity(contract.id().qualified()))
    });
    told.collect()
}
