//! A first plan for those who have none: the folder `starter/`, kept in the program.
//!
//! It is written as it stands there. It reads no plan and needs no fonts.

use std::path::{Path, PathBuf};

use super::Stop;
use crate::write::{self, NewFile};

macro_rules! embedded {
    ($($path:literal),* $(,)?) => {
        &[$(($path, include_str!(concat!("../../starter/", $path)))),*]
    };
}

/// Every file of the plan by its path; a test holds this list against the folder.
pub const STARTER: &[(&str, &str)] = embedded![
    "assets.yaml",
    "contacts/calltree.yaml",
    "contacts/outside.yaml",
    "contacts/own.yaml",
    "contacts/public.yaml",
    "contacts/rescue.yaml",
    "contracts.yaml",
    "events/closing.yaml",
    "events/levels.yaml",
    "events/not-covered.yaml",
    "events/reports.yaml",
    "events/triggers.yaml",
    "events/warnings.yaml",
    "forms/incident-report.yaml",
    "governance/legal.yaml",
    "org/duty.yaml",
    "org/groups.yaml",
    "org/roles.yaml",
    "org/units.yaml",
    "plan.yaml",
    "playbooks/fire.yaml",
    "playbooks/network-outage.yaml",
    "restricted/people.yaml",
    "restricted/personal-contacts.yaml",
    "review/binders.yaml",
    "review/drills.yaml",
    "review/records.yaml",
    "review/versions.yaml",
    "text/01-总则.md",
    "text/02-组织机构与职责.md",
    "text/03-预防与准备.md",
    "text/04-事件分级与预警.md",
    "text/05-启动条件.md",
    "text/06-事件报告.md",
    "text/07-应急响应.md",
    "text/08-后期处置.md",
    "text/09-应急保障.md",
    "text/10-培训与演练.md",
    "text/11-预案管理.md",
    "text/notice.md",
];

/// Writes the plan into `folder`, which is made where it is not there; gives the files in order.
///
/// # Errors
/// When the folder holds anything, or cannot be written.
pub fn start(folder: &Path) -> Result<Vec<PathBuf>, Stop> {
    let files: Vec<NewFile<'_>> = STARTER.iter().map(|(path, text)| NewFile { path, text }).collect();
    write::fresh(folder, &files).map_err(|message| Stop { code: 4, message })?;
    Ok(STARTER.iter().map(|(path, _)| folder.join(path)).collect())
}
