//! The list of what is to be mended, written as a workbook.

use std::path::Path;

use super::{Examined, Outcome, Settings, Stop};
use crate::render;
use crate::say;
use crate::views;
use crate::write;

/// Writes the list. A plan that could not be read has no keepers; its faults are listed all the same.
pub(super) fn write(path: &Path, settings: &Settings, outcome: &mut Outcome, plan: &Examined) -> Result<(), Stop> {
    let as_of = plan.as_of.or(settings.as_of).unwrap_or(settings.today);
    let list = views::todo::todo(&outcome.findings, &plan.keepers, &outcome.sources, as_of);
    let bytes = render::todo::workbook(&list).map_err(|error| Stop {
        code: 4,
        message: say!("无法写整改清单：{error}", "cannot write the list: {error}"),
    })?;
    write::file(path, &bytes).map_err(|message| Stop { code: 4, message })?;
    let (count, path) = (list.rows.len(), path.display());
    outcome.notes.push(say!("已写入整改清单（{count} 项）：{path}", "wrote the list of {count} tasks: {path}"));
    Ok(())
}
