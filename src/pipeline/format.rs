//! `plangen fmt`: lays out the plan's YAML files, or tells which are not.

use std::path::Path;

use super::patch::patch;
use super::{Outcome, Settings, Stop, verdict};
use crate::finding::FileId;
use crate::load::tidy::{Tidied, tidy};
use crate::report::Patch;
use crate::say;
use crate::write::{Replacement, texts};

/// What laying out did, or would do.
#[derive(Debug)]
pub struct Formatted {
    /// Findings that keep the plan from being laid out.
    pub outcome: Outcome,
    /// The files that changed or would change, by their paths, each with its change as a unified diff.
    pub changed: Vec<(String, Patch)>,
    /// How many files the plan has.
    pub count: usize,
}

/// Lays out every file that needs it, all of them or none; only tells what would change where `write` is
/// not asked for.
///
/// # Errors
/// When the plan's folder is not there, a file cannot be written or has changed meanwhile, or the program
/// would change what a file says.
pub fn format(settings: &Settings, write: bool) -> Result<Formatted, Stop> {
    let tidied = tidy(&settings.plan).map_err(|message| Stop { code: 3, message })?;
    if let Some(file) = tidied.spoiled.first() {
        let path = tidied.sources.path(*file);
        let message = say!(
            "程序内部错误：整理“{path}”会改变它的内容；没有写任何文件，请把这个文件报给开发者",
            "internal error: laying out '{path}' would change what it says; nothing was written, please report the file"
        );
        return Err(Stop { code: 5, message });
    }
    if write {
        put(settings, &tidied)?;
    }
    let Tidied { sources, findings, changed, count, .. } = tidied;
    let changed = changed.iter().map(|(file, after)| {
        let file = sources.file(*file);
        (file.path.clone(), patch(&file.path, &file.text, after))
    });
    let changed = changed.collect();
    let code = verdict(settings, &findings);
    let outcome = Outcome { sources, findings, asked: Vec::new(), written: Vec::new(), code, notes: Vec::new() };
    Ok(Formatted { outcome, changed, count })
}

fn put(settings: &Settings, tidied: &Tidied) -> Result<(), Stop> {
    let replacements = tidied.changed.iter().map(|(file, after)| Replacement {
        path: settings.plan.join(inner(settings, tidied, *file)),
        before: &tidied.sources.file(*file).text,
        after,
    });
    texts(&replacements.collect::<Vec<_>>()).map_err(|message| Stop { code: 4, message })
}

/// The path of a file inside the plan.
fn inner<'t>(settings: &Settings, tidied: &'t Tidied, file: FileId) -> &'t Path {
    let path = tidied.sources.path(file);
    let shown = settings.plan.to_string_lossy();
    Path::new(path.strip_prefix(shown.trim_end_matches('/')).unwrap_or(path).trim_start_matches('/'))
}
