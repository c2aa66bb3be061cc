//! The version issued before: what the revision documents are held against.

use std::path::Path;

use super::Outcome;
use crate::check::Checked;
use crate::diff::{self, Comparison, What};
use crate::finding::{Finding, Place, RuleName, nearest};
use crate::load;
use crate::model::review::{self, Version};
use crate::model::{Plan, Sourced};
use crate::say;
use crate::views::revision::{unexplained, unused};

/// A change that nobody has given a reason for.
pub(super) const UNEXPLAINED_CHANGE: RuleName = RuleName { id: "unexplained-change", code: "REV06" };
/// A version whose folder cannot be read as a plan.
pub(super) const UNREADABLE_VERSION: RuleName = RuleName { id: "unreadable-version", code: "REV07" };

/// A reason for what did not change.
pub(super) const UNUSED_REASON: RuleName = RuleName { id: "unused-reason", code: "REV08" };

/// The version issued before, and what changed since.
#[derive(Debug)]
pub(crate) struct Previous {
    /// The plan as it was issued.
    pub(crate) plan: Checked,
    /// What changed since.
    pub(crate) comparison: Comparison,
}

/// The last version of `review/versions.yaml` that is not the plan's own and is kept in a folder.
/// What stands in the way, and every change without a reason, is a finding.
pub(super) fn previous(root: &Path, plan: &Plan, outcome: &mut Outcome) -> Option<Previous> {
    let own = &plan.head.version.value;
    let kept = |version: &Version| Some((version.version.clone(), version.folder.clone()?));
    let (version, folder) =
        plan.versions.iter().filter(|version| version.version.value != *own).filter_map(kept).next_back()?;
    let old = match inside(root, &folder).and_then(|path| load::load(&path).ok()) {
        Some(loaded) => loaded,
        None => {
            let name = &folder.value;
            outcome.findings.push(
                Finding::error(
                    UNREADABLE_VERSION,
                    folder.place,
                    say!("预案目录里没有“{name}”", "there is no '{name}' in the plan's folder"),
                )
                .help(say!("写预案目录内的相对路径", "give a path inside the plan's folder")),
            );
            return None;
        }
    };
    let Some(old_plan) = old.plan else {
        let (name, count) = (&version.value, old.findings.len());
        let path = root.join(&folder.value);
        let path = path.display();
        outcome.findings.push(
            Finding::error(
                UNREADABLE_VERSION,
                folder.place,
                say!(
                    "版本“{name}”读不出来，有 {count} 个问题",
                    "the version '{name}' cannot be read: {count} problems"
                ),
            )
            .help(say!("运行 plangen check --plan {path} 逐个查看", "run plangen check --plan {path} to see them")),
        );
        return None;
    };
    let comparison = diff::compare(&old_plan, plan);
    for change in unexplained(plan, &comparison) {
        outcome.findings.push(without_reason(change, plan));
    }
    outcome.findings.extend(unused(plan, &comparison).map(|reason| without_change(reason, &comparison)));
    Some(Previous { plan: Checked::as_issued(old_plan), comparison })
}

/// The folder, where it lies inside the plan's own.
fn inside(root: &Path, folder: &Sourced<String>) -> Option<std::path::PathBuf> {
    let path = Path::new(&folder.value);
    let plain = path.components().all(|part| matches!(part, std::path::Component::Normal(_)));
    Some(root.join(path)).filter(|path| plain && path.is_dir())
}

fn without_reason(change: &diff::Change, plan: &Plan) -> Finding {
    let entity = &change.entity;
    // What is gone has no place in this plan any more.
    let place: Place = if change.gone { plan.head.version.place } else { change.place };
    let (zh, en) = match &change.what {
        What::Added { .. } => ("新增", "was added"),
        What::Removed { .. } => ("删除", "was removed"),
        What::Merged { .. } => ("并入其他条目", "was merged"),
        What::Split { .. } => ("拆分", "was split"),
        What::Moved { .. } => ("移动", "was moved"),
        _ => ("修改", "was changed"),
    };
    let noun = change.noun;
    Finding::warning(
        UNEXPLAINED_CHANGE,
        place,
        say!("{noun}“{entity}”有{zh}，没有写修订理由", "'{entity}' {en} without a reason"),
    )
    .help(say!(
        "在 review/changes.yaml 里为“{entity}”写明 reason 和 basis",
        "give reason and basis for '{entity}' in review/changes.yaml"
    ))
    .entity(entity.clone())
}

fn without_change(reason: &review::Change, comparison: &Comparison) -> Finding {
    let entity = &reason.entity.value;
    let changed = comparison.changes.iter().map(|change| change.entity.as_str());
    if let Some(part) = reason.part.as_ref().filter(|_| changed.clone().any(|own| own == entity)) {
        let (name, place) = (&part.value, part.place);
        return Finding::warning(
            UNUSED_REASON,
            place,
            say!("“{entity}”有修改，但不在“{name}”", "'{entity}' has changed, but not at '{name}'"),
        )
        .help(say!(
            "part 写步骤编号、字段名或者“禁止事项”这样的名称；不写 part 就是整个条目",
            "'part' is the id of a step, the name of a field or of a kind of parts; without it the whole entity is meant"
        ))
        .entity(entity.clone());
    }
    let finding = Finding::warning(
        UNUSED_REASON,
        reason.entity.place,
        say!("“{entity}”写了修订理由，却没有修改", "a reason is given for '{entity}', which has not changed"),
    );
    let finding = match nearest(entity, changed) {
        Some(near) => finding.help(say!("是不是“{near}”？", "did you mean '{near}'?")),
        None => finding.help(say!(
            "删去这一行；印发后记下、不改正文的，写上 noted 日期",
            "take the line out; give it a 'noted' date where something was noted and nothing changed"
        )),
    };
    finding.entity(entity.clone())
}
