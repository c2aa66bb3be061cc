//! RES03: what playbooks act on has somebody who mends it: a contract that covers it, or our own
//! people and a spare. It is not past the end of its support either.

use crate::check::reliance::{Reliance, used};
use crate::check::{Context, aged, names};
use crate::finding::{Finding, Message, Place};
use crate::model::asset::{AssetRef, Contract, Facility, FacilityKind, Ownership, System};
use crate::model::{Entity, Plan, Quantity, Ref};
use crate::say;

/// A replacement needs the budget of the year before.
const TOLD_BEFORE: &str = "12个月";

pub(in crate::check) fn check(cx: &mut Context<'_>) {
    let plan = cx.plan;
    let used = used(plan);
    let mut found = Vec::new();
    for (id, reliance) in &used.systems {
        let system = &plan.systems[id];
        found.extend(system_fault(system, plan).map(|finding| tell(finding, system, reliance)));
    }
    let before = Quantity::parse(TOLD_BEFORE).ok();
    for (id, reliance) in &used.facilities {
        let facility = &plan.facilities[id];
        let life = before.as_ref().and_then(|before| life(facility, before, cx.as_of));
        let faults = [facility_fault(facility, plan), life].into_iter().flatten();
        found.extend(faults.map(|finding| tell(finding, facility, reliance)));
    }
    for finding in found {
        cx.report(finding);
    }
}

fn tell<K: Entity>(finding: Finding, row: &K, reliance: &Reliance) -> Finding {
    finding.entity(row.id().qualified()).related(reliance.place, reliance.why.clone())
}

fn fault(place: Place, message: Message, help: Message) -> Finding {
    Finding::warning(names::unsupported_asset, place, message).help(help)
}

/// A contract that is named and does not cover what names it.
fn uncovered(name: &str, contract: &Ref<Contract>, covers: impl Fn(&AssetRef) -> bool, plan: &Plan) -> Option<Finding> {
    let row = &plan.contracts[contract];
    let title = &row.title.value;
    (!row.covers.iter().any(|asset| covers(&asset.value))).then(|| {
        let message = say!("《{title}》的保障对象里没有“{name}”", "'{title}' does not cover '{name}'");
        fault(
            contract.place,
            message,
            say!("在合同的 covers 里补上，或换成管它的合同", "add it to covers, or name the contract that covers it"),
        )
    })
}

fn system_fault(system: &System, plan: &Plan) -> Option<Finding> {
    let name = &system.name.value;
    if let Some(contract) = &system.contract {
        return uncovered(
            name,
            contract,
            |asset| matches!(asset, AssetRef::System(own) if own.value == system.id),
            plan,
        );
    }
    let admin = &plan.roles[&system.admin];
    let skilled = !admin.backups.is_empty() || admin.backups_from.is_some();
    (!skilled || system.backups.is_empty()).then(|| {
        let message = say!(
            "“{name}”没有维保合同，也没有自己的主备管理员和备份",
            "nobody stands behind '{name}': no contract, no administrator with a backup, no copies"
        );
        let help = say!(
            "写 contract；自己维护的，管理员岗位要有备岗，系统要有备份",
            "name its contract; where you keep it yourselves, give the administrator a backup and the system copies"
        );
        fault(system.name.place, message, help)
    })
}

fn facility_fault(facility: &Facility, plan: &Plan) -> Option<Finding> {
    let name = &facility.name.value;
    if let Some(contract) = &facility.contract {
        return uncovered(
            name,
            contract,
            |asset| matches!(asset, AssetRef::Facility(own) if own.value == facility.id),
            plan,
        );
    }
    let lacks = match (&facility.maintained_by, &facility.spare) {
        (Some(_), Some(_)) => return None,
        (Some(_), None) => say!("备件", "spare"),
        (None, Some(_)) => say!("自己的维护岗位", "role of ours that mends it"),
        (None, None) => say!("自己的维护岗位和备件", "role of ours that mends it and no spare"),
    };
    let Message { zh, en } = lacks;
    let message = say!("“{name}”没有维保合同，也没有{zh}", "'{name}' has no contract and no {en}");
    let help = say!(
        "写 contract；自己维护的，写 maintained_by 和 spare",
        "name its contract, or give maintained_by and spare"
    );
    Some(fault(facility.name.place, message, help))
}

/// The end of support of what is ours and wears out of support.
fn life(facility: &Facility, before: &Quantity, as_of: crate::model::Date) -> Option<Finding> {
    use FacilityKind::{Cooling, Generator, Host, Security, Storage, Switching, Ups};
    let name = &facility.name.value;
    let help = say!("列入更换计划，更换后改 eol", "plan its replacement, then enter the new eol");
    if let Some(end) = &facility.eol {
        let what = Message { zh: format!("“{name}”的支持期"), en: format!("the support of '{name}'") };
        return Some(aged::ends(names::unsupported_asset, &what, end, before, as_of)?.help(help));
    }
    let owned = facility.owned.as_ref().is_none_or(|owned| owned.value == Ownership::Owned);
    let ages = [Ups, Generator, Cooling, Switching, Security, Storage, Host].contains(&facility.kind.value);
    (owned && ages).then(|| {
        let message = say!("“{name}”没有写支持到哪一天", "'{name}' does not say until when it is supported");
        fault(facility.name.place, message, say!("查厂商公告，写 eol", "look it up with the maker and enter eol"))
    })
}
