//! `plangen check`

use super::{CheckArguments, Format, terminal};
use crate::pipeline::{self, Fixed, Outcome, Settings, Stop};
use crate::say;

/// Checks, and mends where that was asked for.
pub(super) fn run(arguments: &CheckArguments) -> u8 {
    let terminal = arguments.common.terminal();
    let settings = Settings {
        rules: arguments.only.clone(),
        baseline: arguments.baseline.clone(),
        write_baseline: arguments.write_baseline.clone(),
        todo: arguments.todo.clone(),
        ..arguments.common.settings()
    };
    let mut progress = |message, took| terminal.progress(&message, took);
    let looked: Result<(Outcome, Vec<String>), Stop> = match (arguments.fix, arguments.dry_run) {
        (false, _) => pipeline::check(&settings, &mut progress).map(|outcome| (outcome, Vec::new())),
        (true, true) => pipeline::preview(&settings, &mut progress).map(|fixed| {
            let done = fixed.done;
            told(fixed, say!("将修改 {done} 处，没有写文件", "{done} mends would be made; nothing was written"))
        }),
        (true, false) => pipeline::fix(&settings, &mut progress).map(|fixed| {
            let done = fixed.done;
            told(fixed, say!("已修改 {done} 处", "{done} mends were made"))
        }),
    };
    match looked {
        Err(stop) => terminal.stop(&stop),
        Ok((outcome, patches)) => {
            for note in &outcome.notes {
                terminal.note(note);
            }
            // Machine formats have standard output for themselves.
            if matches!(arguments.common.format, Format::Text)
                && let Err(error) = terminal::print(&patches.concat())
            {
                return terminal.unwritten(&error);
            }
            let told = terminal.findings(&outcome, &arguments.common, settings.deny_warnings);
            told.map_or_else(|error| terminal.unwritten(&error), |()| outcome.code)
        }
    }
}

/// What was looked at last, with a line on what was done.
fn told(fixed: Fixed, note: crate::finding::Message) -> (Outcome, Vec<String>) {
    let Fixed { mut outcome, patches, .. } = fixed;
    outcome.notes.push(note);
    (outcome, patches)
}
