//! Numbered copies of the binder.

use super::fault;
use crate::check::names;
use crate::finding::Finding;
use crate::model::age::last_day;
use crate::model::review::{Binder, Version};
use crate::model::{Date, Plan, Quantity};
use crate::say;

/// How long old copies may be out after an issue.
const SWAPPED_WITHIN: &str = "15天";

pub(super) fn check(version: &Version, plan: &Plan, as_of: Date) -> Vec<Finding> {
    if plan.binders.is_empty() {
        let message = say!("没有活页分发登记", "no copies are on record");
        let help = say!(
            "逐册登记到 binders：编号、地点、保管岗位、版本、签收日期",
            "enter each copy under binders: number, place, holder, version, date"
        );
        return vec![fault(version.version.place, message, help)];
    }
    let mut found: Vec<_> = plan
        .binders
        .iter()
        .enumerate()
        .flat_map(|(at, binder)| copy(binder, &plan.binders[..at], version, as_of))
        .collect();
    if !plan.binders.iter().any(|binder| binder.off_site) {
        let message = say!("没有一册存放在主楼以外", "no copy is kept off site");
        let help =
            say!("至少一册放到另一栋楼，写 off_site: true", "keep one in another building and mark it off_site: true");
        found.extend(plan.binders.first().map(|first| fault(first.copy.place, message, help)));
    }
    found
}

fn copy(binder: &Binder, before: &[Binder], version: &Version, as_of: Date) -> Vec<Finding> {
    let number = binder.copy.value;
    let mut found = Vec::new();
    let lacks = [
        (binder.kept_at.is_none(), "存放地点", "place"),
        (binder.holder.is_none(), "保管岗位", "holder"),
        (binder.version.is_none(), "版本", "version"),
        (binder.received.is_none(), "签收日期", "received"),
    ];
    let lacks: Vec<_> = lacks.into_iter().filter(|(lacking, ..)| *lacking).collect();
    if !lacks.is_empty() {
        let zh = lacks.iter().map(|(_, zh, _)| *zh).collect::<Vec<_>>().join("、");
        let keys = lacks.iter().map(|(.., key)| *key).collect::<Vec<_>>().join(", ");
        let message = say!("第{number}册没有写{zh}", "copy {number} lacks {keys}");
        found.push(fault(binder.copy.place, message, say!("补上 {keys}", "fill in {keys}")));
    }
    if let Some(first) = before.iter().find(|other| other.copy.value == number) {
        let message = say!("第{number}册登记了两次", "copy {number} is entered twice");
        let finding = fault(binder.copy.place, message, say!("一册一个编号", "a number for each"));
        found.push(finding.related(first.copy.place, say!("第一处在这里", "the first one is here")));
    }
    let Some(held) = binder.version.as_ref().filter(|held| held.value != version.version.value) else { return found };
    let (old, new) = (&held.value, &version.version.value);
    let message = say!("第{number}册还是{old}版，现行的是{new}版", "copy {number} is version {old}, in force is {new}");
    let help = say!(
        "换发新版、收回旧册，改 version 和 received",
        "swap it, take the old one back, renew version and received"
    );
    let grace = Quantity::parse(SWAPPED_WITHIN).ok().and_then(|grace| last_day(version.issued.value, &grace));
    found.push(if grace.is_some_and(|last| as_of <= last) {
        Finding::warning(names::uncontrolled_version, held.place, message).help(help)
    } else {
        fault(held.place, message, help)
    });
    found
}
