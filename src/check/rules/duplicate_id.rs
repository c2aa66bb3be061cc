//! STR01: an id belongs to one thing for good.
//!
//! `load` refuses ids given twice and ids that are no ids; here are ids that came back after
//! retirement. Printed cards and the diff align by id: a second thing under an old id would inherit
//! its history.

use std::collections::BTreeMap;

use crate::check::{Context, names};
use crate::finding::{Finding, Place};
use crate::model::{Entity, Plan, Table};
use crate::say;

pub(in crate::check) fn check(cx: &mut Context<'_>) {
    let plan = cx.plan;
    let living = living(plan);
    let mut gone: BTreeMap<(&str, &str), Place> = BTreeMap::new();
    for retired in &plan.retired {
        let (kind, id) = (retired.kind.value.as_str(), retired.id.value.as_str());
        let Some(ids) = living.get(kind) else {
            let all = living.keys().copied().collect::<Vec<_>>().join("、");
            let message = say!("没有“{kind}”这一类编号", "there is no kind of id called '{kind}'");
            let finding = Finding::error(names::duplicate_id, retired.kind.place, message);
            cx.report(finding.help(say!("可用：{all}", "one of: {all}")));
            continue;
        };
        if let Some(place) = ids.get(id) {
            let message = say!("编号“{id}”已经停用，不能再用", "the id '{id}' is retired and must not be used again");
            let finding = Finding::error(names::duplicate_id, *place, message).entity(format!("{kind}:{id}"));
            cx.report(
                finding
                    .help(say!(
                        "给新的事物换一个编号；确是同一事物恢复使用的，从 retired 里删去这一行",
                        "choose another id; if the same thing came back, take the line out of retired"
                    ))
                    .related(retired.place, say!("停用登记在这里", "it was retired here")),
            );
        }
        if let Some(first) = gone.insert((kind, id), retired.place) {
            let message = say!("编号“{id}”登记停用了两次", "the id '{id}' is retired twice");
            let finding = Finding::error(names::duplicate_id, retired.id.place, message);
            let finding = finding.help(say!(
                "停用过的编号不会再有第二次停用：删去一行，并查清编号是否被重复使用过",
                "an id is retired once: drop one line, and find out whether the id was used again"
            ));
            cx.report(finding.related(first, say!("第一次在这里", "the first time is here")));
        }
        if !plan.versions.is_empty()
            && !plan.versions.iter().any(|version| version.version.value == retired.since.value)
        {
            let since = &retired.since.value;
            let message = say!("没有登记版本“{since}”", "the version '{since}' is not registered");
            let finding = Finding::error(names::duplicate_id, retired.since.place, message);
            cx.report(finding.help(say!("写 versions 里已有的版本号", "write a version that stands in versions")));
        }
    }
}

/// Every id by kind, with its place.
pub(super) fn living(plan: &Plan) -> BTreeMap<&'static str, BTreeMap<&str, Place>> {
    fn of<K: Entity>(table: &Table<K>) -> (&'static str, BTreeMap<&str, Place>) {
        (K::KIND, table.iter().map(|row| (row.id().as_str(), row.place())).collect())
    }
    BTreeMap::from([
        of(&plan.units),
        of(&plan.groups),
        of(&plan.roles),
        of(&plan.people),
        of(&plan.duty),
        of(&plan.sites),
        of(&plan.contacts),
        of(&plan.calltrees),
        of(&plan.systems),
        of(&plan.facilities),
        of(&plan.procedures),
        of(&plan.vendors),
        of(&plan.contracts),
        of(&plan.agreements),
        of(&plan.resources),
        of(&plan.triggers),
        of(&plan.response_levels),
        of(&plan.postures),
        of(&plan.reports),
        of(&plan.playbooks),
        of(&plan.forms),
        of(&plan.laws),
        of(&plan.subplans),
        of(&plan.drills),
        of(&plan.training_plans),
        of(&plan.incidents),
    ])
}
