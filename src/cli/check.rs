//! `plangen check`

use super::CheckArguments;
use crate::pipeline;

/// Checks.
pub(super) fn run(arguments: &CheckArguments) -> u8 {
    let terminal = arguments.common.terminal();
    let settings = arguments.common.settings();
    match pipeline::check(&settings, &mut |message, took| terminal.progress(&message, took)) {
        Err(stop) => terminal.stop(&stop),
        Ok(outcome) => {
            for note in &outcome.notes {
                terminal.note(note);
            }
            let told = terminal.findings(&outcome, arguments.common.format);
            told.map_or_else(|error| terminal.unwritten(&error), |()| outcome.code)
        }
    }
}
