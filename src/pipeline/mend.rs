//! `check --fix`: does the mends that findings carry, and looks again.

use std::path::Path;

use super::patch::patch;
use super::{Outcome, Progress, Settings, Stop, check};
use crate::finding::Sources;
use crate::finding::mend::{Mend, mend};
use crate::report::Patch;
use crate::say;
use crate::write::{Replacement, texts};

/// How often a plan is mended and looked at again: a mend may uncover the next, and one that had
/// to make room comes in the round after.
const ROUNDS: usize = 10;

/// What fixing gave.
#[derive(Debug)]
pub struct Fixed {
    /// The last look: what is left.
    pub outcome: Outcome,
    /// How many mends were done, or would be.
    pub done: usize,
    /// What changes, as unified diffs; filled where nothing is written.
    pub patches: Vec<Patch>,
}

/// Does every mend and looks again, until none is left.
///
/// # Errors
/// When the plan's folder is not there, or a file cannot be written or has changed meanwhile.
pub fn fix(settings: &Settings, progress: &mut Progress<'_>) -> Result<Fixed, Stop> {
    let mut done = 0;
    let mut round = 0;
    loop {
        let outcome = check(settings, progress)?;
        let found = mend(&outcome.findings, &outcome.sources);
        round += 1;
        if found.files.is_empty() || round > ROUNDS {
            return Ok(Fixed { outcome, done, patches: Vec::new() });
        }
        write(settings, &outcome.sources, &found)?;
        done += found.done;
    }
}

/// Shows what the first round would change and writes nothing.
///
/// # Errors
/// When the plan's folder is not there.
pub fn preview(settings: &Settings, progress: &mut Progress<'_>) -> Result<Fixed, Stop> {
    let mut outcome = check(settings, progress)?;
    let found = mend(&outcome.findings, &outcome.sources);
    let patches = found.files.iter().map(|mended| {
        let file = outcome.sources.file(mended.file);
        patch(&file.path, &file.text, &mended.text)
    });
    let patches = patches.collect();
    if found.waiting > 0 {
        let waiting = found.waiting;
        outcome.notes.push(say!(
            "另有 {waiting} 处与上面的修改相邻，将在其后修改",
            "{waiting} more touch the changes above and come after them"
        ));
    }
    Ok(Fixed { outcome, done: found.done, patches })
}

fn write(settings: &Settings, sources: &Sources, found: &Mend) -> Result<(), Stop> {
    let shown = settings.plan.to_string_lossy();
    let shown = shown.trim_end_matches('/');
    let mut replacements = Vec::new();
    for mended in &found.files {
        let file = sources.file(mended.file);
        // Packs that ship with the program are texts of a run as well, and are not the plan's.
        let inner = file.path.strip_prefix(shown).and_then(|rest| rest.strip_prefix('/'));
        let Some(inner) = inner else { continue };
        replacements.push(Replacement {
            path: settings.plan.join(Path::new(inner)),
            before: &file.text,
            after: &mended.text,
        });
    }
    texts(&replacements).map_err(|message| Stop { code: 4, message })
}
