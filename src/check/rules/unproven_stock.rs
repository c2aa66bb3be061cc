//! RES04: what the plan counts on is there, somebody keeps it, and somebody looked.

mod promises;

use crate::check::{Context, aged, names};
use crate::finding::{Finding, Message, Place};
use crate::model::asset::{Resource, ResourceKind};
use crate::model::{Date, Entity, Plan, Quantity, Ref};
use crate::say;

/// How long before its end an expiry is told.
const TOLD_BEFORE: &str = "90天";

pub(in crate::check) fn check(cx: &mut Context<'_>) {
    let plan = cx.plan;
    for resource in &plan.resources {
        let faults = [
            open(resource),
            short(resource),
            checked(resource, cx.as_of),
            expires(resource, cx.as_of),
            money(resource, plan),
        ];
        for finding in faults.into_iter().flatten() {
            cx.report(finding.entity(resource.id().qualified()));
        }
    }
    promises::check(cx);
}

fn fault(place: Place, message: Message, help: Message) -> Finding {
    Finding::error(names::unproven_stock, place, message).help(help)
}

/// What is not on record, told once.
fn open(resource: &Resource) -> Option<Finding> {
    let lacks = [
        (resource.need.is_none(), "应备数量", "need"),
        (resource.quantity.is_none() && resource.have.is_empty(), "实有数量", "quantity"),
        (resource.kept_at.is_none(), "存放地点", "place"),
        (resource.keeper.is_none(), "保管岗位", "keeper"),
        (resource.backup_keeper.is_none(), "备用保管岗位", "backup_keeper"),
        (resource.checked.is_none(), "检查日期", "checked"),
        (resource.check_every.is_none(), "检查周期", "check_every"),
        (is_money(resource) && resource.amount.is_none(), "额度", "amount"),
        (is_money(resource) && resource.approver.is_none(), "批准岗位", "approver"),
    ];
    let lacks: Vec<_> = lacks.into_iter().filter(|(lacking, ..)| *lacking).collect();
    if lacks.is_empty() {
        return None;
    }
    let zh = lacks.iter().map(|(_, zh, _)| *zh).collect::<Vec<_>>().join("、");
    let keys = lacks.iter().map(|(.., key)| *key).collect::<Vec<_>>().join(", ");
    let name = &resource.name.value;
    let message = say!("“{name}”没有写{zh}", "'{name}' lacks {keys}");
    Some(fault(resource.name.place, message, say!("清点以后补上 {keys}", "count it and fill in {keys}")))
}

/// Less than needed, or items that are fewer than the number says.
fn short(resource: &Resource) -> Option<Finding> {
    let (name, need) = (&resource.name.value, resource.need.as_ref()?);
    let help = say!("补足以后改数量，或说明为什么少备", "make it up, then mend the number");
    if let Some(there) = &resource.quantity {
        let (have, want) = (there.value, need.value);
        match have.compare(&want) {
            None => {
                let message = say!(
                    "“{name}”应备{want}、实有{have}，单位对不上",
                    "'{name}': {want} needed, {have} there: the units differ"
                );
                return Some(fault(there.place, message, say!("两处用同一个单位", "use one unit for both")));
            }
            Some(std::cmp::Ordering::Less) => {
                let message = say!("“{name}”应备{want}，实有{have}", "'{name}': {want} needed, {have} there");
                return Some(fault(there.place, message, help));
            }
            Some(_) => {}
        }
    }
    // Vehicles are told one by one: a number without plates and drivers starts nowhere.
    if resource.kind.value != ResourceKind::Vehicle {
        return None;
    }
    let ready = resource.have.iter().filter(|item| item.plate.is_some() && item.driver.is_some()).count();
    let want = need.value.whole().and_then(|want| usize::try_from(want).ok())?;
    (ready < want).then(|| {
        let message = say!(
            "“{name}”应备{want}辆，写明号牌和驾驶员的只有{ready}辆",
            "'{name}': {want} needed, {ready} with plate and driver"
        );
        fault(
            need.place,
            message,
            say!("在 have 里逐辆写号牌和驾驶员岗位", "list each under have with plate and driver"),
        )
    })
}

fn checked(resource: &Resource, as_of: Date) -> Option<Finding> {
    let (checked, every) = (resource.checked.as_ref()?, resource.check_every.as_ref()?);
    if let Some(finding) = aged::uncountable(names::unproven_stock, every, as_of) {
        return Some(finding);
    }
    let name = &resource.name.value;
    let what = Message { zh: format!("“{name}”的检查"), en: format!("the check of '{name}'") };
    let finding = aged::due(names::unproven_stock, &what, checked, &every.value, as_of)?;
    Some(finding.help(say!("清点、试用以后改 checked", "count and try it, then renew checked")))
}

fn expires(resource: &Resource, as_of: Date) -> Option<Finding> {
    let name = &resource.name.value;
    let what = Message { zh: format!("“{name}”的有效期"), en: format!("the shelf life of '{name}'") };
    let before = Quantity::parse(TOLD_BEFORE).ok()?;
    let finding = aged::ends(names::unproven_stock, &what, resource.expires.as_ref()?, &before, as_of)?;
    Some(finding.help(say!("更换以后改 expires", "replace it, then renew expires")))
}

fn is_money(resource: &Resource) -> bool {
    resource.kind.value == ResourceKind::Money
}

/// Whoever approves money does not pay it out.
fn money(resource: &Resource, plan: &Plan) -> Option<Finding> {
    let approver = resource.approver.as_ref().filter(|_| is_money(resource))?;
    let holder = |role: &Ref<_>| plan.roles[&role.value].holder.as_ref().map(|holder| holder.value.clone());
    let same = |payer: &&Ref<_>| {
        payer.value == approver.value || holder(payer).is_some_and(|person| holder(approver) == Some(person))
    };
    let payer = resource.keeper.iter().chain(&resource.backup_keeper).find(same)?;
    let name = &resource.name.value;
    let message = say!("“{name}”的批准人和支付人是同一个人", "'{name}' is approved and paid out by one person");
    let finding = fault(approver.place, message, say!("批准和支付分给两个人", "part the two"));
    Some(finding.related(payer.place, say!("支付人在这里", "who pays stands here")))
}
