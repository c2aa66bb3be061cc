//! Objectives and copies of systems.

use std::collections::BTreeSet;

use super::{fault, tested};
use crate::finding::{Finding, Message};
use crate::model::asset::{AssetRef, System};
use crate::model::org::Site;
use crate::model::pack::PeriodOf;
use crate::model::{Date, Entity, Id, Plan};
use crate::say;

pub(super) fn check(plan: &Plan, as_of: Date) -> Vec<Finding> {
    if plan.systems.is_empty() && !plan.playbooks.is_empty() {
        let message = say!(
            "没有信息系统清单：保护等级、恢复目标、恢复顺序和备份都无从谈起",
            "no systems are on record, so nothing is known of their level, objectives, order and copies"
        );
        let help = say!(
            "在 systems 逐个登记，并写进适用范围 scope.systems",
            "enter each under systems and name them in scope.systems"
        );
        return vec![fault(plan.head.scope.place, message, help)];
    }
    plan.systems
        .iter()
        .flat_map(|system| {
            let faults =
                objectives(system).into_iter().chain(elsewhere(system, plan)).chain(restores(system, plan, as_of));
            faults.map(|finding| finding.entity(system.id().qualified()))
        })
        .collect()
}

fn objectives(system: &System) -> Option<Finding> {
    let name = &system.name.value;
    let lacks = [(system.rto.is_none(), "恢复时间目标", "rto"), (system.rpo.is_none(), "恢复点目标", "rpo")];
    let lacks: Vec<_> = lacks.into_iter().filter(|(lacking, ..)| *lacking).collect();
    if lacks.is_empty() {
        return None;
    }
    let zh = lacks.iter().map(|(_, zh, _)| *zh).collect::<Vec<_>>().join("、");
    let keys = lacks.iter().map(|(.., key)| *key).collect::<Vec<_>>().join(", ");
    let message = say!("“{name}”没有写{zh}", "'{name}' lacks {keys}");
    Some(fault(
        system.name.place,
        message,
        say!("与业务科室商定后写 {keys}", "agree on it with the owner and enter {keys}"),
    ))
}

/// Where the equipment stands that the system needs.
fn homes(system: &System, plan: &Plan) -> BTreeSet<Id<Site>> {
    let facilities = system.depends_on.iter().filter_map(|asset| match &asset.value {
        AssetRef::Facility(facility) => plan.facilities[&facility.value].site.as_ref(),
        AssetRef::System(_) => None,
    });
    facilities.map(|site| site.value.clone()).collect()
}

/// No copies, copies without a place, or all of them where the system itself burns.
fn elsewhere(system: &System, plan: &Plan) -> Option<Finding> {
    let name = &system.name.value;
    if system.backups.is_empty() {
        let message = say!("“{name}”没有备份", "there is no copy of '{name}'");
        return Some(fault(
            system.name.place,
            message,
            say!("建立备份并登记到 backups，至少一份异地", "make copies and enter them under backups, one elsewhere"),
        ));
    }
    let places: Option<Vec<_>> = system.backups.iter().map(|backup| backup.kept_at.as_ref()).collect();
    let Some(places) = places else {
        let open = system.backups.iter().find(|backup| backup.kept_at.is_none())?;
        let message = say!("“{name}”的这份备份没有写存在哪里", "this copy of '{name}' has no place");
        return Some(fault(open.kind.place, message, say!("写 place", "enter its place")));
    };
    let homes = homes(system, plan);
    let apart = places.iter().any(|place| !homes.contains(&place.value));
    let one_place = places.iter().all(|place| place.value == places[0].value);
    (!apart || homes.is_empty() && one_place).then(|| {
        let message =
            say!("“{name}”的备份都和系统在一处，机房出事一起丢", "every copy of '{name}' is kept where it runs");
        fault(places[0].place, message, say!("另存一份到另一栋楼", "keep one in another building"))
    })
}

fn restores(system: &System, plan: &Plan, as_of: Date) -> Vec<Finding> {
    let name = &system.name.value;
    let own = plan.head.policy.restore_test_max_age.as_ref();
    let mut found = Vec::new();
    for backup in &system.backups {
        let kind = &backup.kind.value;
        let help = say!("恢复一次并核对数据，改 restore_tested", "restore it once, compare, renew restore_tested");
        match &backup.restore_tested {
            None => {
                let message =
                    say!("“{name}”的{kind}没有做过恢复测试", "no restore of '{name}' ({kind}) was ever tried");
                found.push(fault(backup.kind.place, message, help));
            }
            Some(date) => {
                let what = Message {
                    zh: format!("“{name}”{kind}的恢复测试"),
                    en: format!("the restore test of '{name}' ({kind})"),
                };
                found.extend(
                    tested(plan, &what, date, (own, PeriodOf::RestoreTest), as_of).map(|finding| finding.help(help)),
                );
            }
        }
    }
    found
}
