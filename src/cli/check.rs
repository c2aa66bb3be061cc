//! `plangen check`

use super::CheckArguments;
use crate::pipeline::{self, Settings};

/// Checks.
pub(super) fn run(arguments: &CheckArguments) -> u8 {
    let terminal = arguments.common.terminal();
    let settings = Settings {
        rules: arguments.only.clone(),
        baseline: arguments.baseline.clone(),
        write_baseline: arguments.write_baseline.clone(),
        todo: arguments.todo.clone(),
        ..arguments.common.settings()
    };
    match pipeline::check(&settings, &mut |message, took| terminal.progress(&message, took)) {
        Err(stop) => terminal.stop(&stop),
        Ok(outcome) => {
            for note in &outcome.notes {
                terminal.note(note);
            }
            let told = terminal.findings(&outcome, &arguments.common, settings.deny_warnings);
            told.map_or_else(|error| terminal.unwritten(&error), |()| outcome.code)
        }
    }
}
