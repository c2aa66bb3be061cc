//! ORG02: somebody else must be able to act when the holder is away.
//!
//! Source: ISO 22301:2019 8.4 (alternates), GB/T 38645-2020 annex A (primary and backup staff).

use crate::check::{Context, names};
use crate::finding::Finding;
use crate::model::Entity;
use crate::model::org::Role;
use crate::say;

pub(in crate::check) fn check(cx: &mut Context<'_>) {
    for role in &cx.plan.roles {
        if let Some(finding) = fault(role) {
            cx.report(finding.entity(role.id().qualified()));
        }
    }
}

fn fault(role: &Role) -> Option<Finding> {
    let name = &role.name.value;
    if role.backups.is_empty() && role.backups_from.is_none() {
        return Some(
            Finding::error(
                names::role_without_backup,
                role.place,
                say!("岗位“{name}”没有备岗", "the role '{name}' has no backup"),
            )
            .help(say!("在 backups 里写另一个人的编号", "put the id of another person into backups")),
        );
    }
    let holder = role.holder.as_ref()?;
    let same = role.backups.iter().find(|backup| backup.value == holder.value)?;
    Some(
        Finding::error(
            names::role_without_backup,
            same.place,
            say!("“{name}”的备岗就是任职人自己", "the backup of '{name}' is its own holder"),
        )
        .help(say!("换成另一个人", "name another person"))
        .related(holder.place, say!("任职人在这里", "the holder is here")),
    )
}
