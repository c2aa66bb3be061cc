//! `plangen build`

use super::terminal::{Terminal, print};
use super::{BuildArguments, Common, Format};
use crate::pipeline::{self, Outcome, Settings};

/// Builds; the list of files goes to standard output.
pub(super) fn run(arguments: &BuildArguments) -> u8 {
    let terminal = arguments.common.terminal();
    let mut settings = arguments.common.settings();
    settings.output.clone_from(&arguments.output);
    settings.only.clone_from(&arguments.only);
    settings.edition = arguments.edition.map(Into::into);
    settings.booklet = arguments.booklet;
    settings.release = arguments.release;
    settings.templates = super::templates(arguments.templates.as_ref(), &settings.plan);
    match pipeline::build(&settings, &mut |message, took| terminal.progress(&message, took)) {
        Err(stop) => terminal.stop(&stop),
        Ok(outcome) => told(terminal, &outcome, &arguments.common, &settings),
    }
}

/// Tells what a run found and wrote; gives the exit code.
pub(super) fn told(terminal: Terminal, outcome: &Outcome, common: &Common, settings: &Settings) -> u8 {
    for note in &outcome.notes {
        terminal.note(note);
    }
    let told = terminal.findings(outcome, common, settings.release || settings.deny_warnings);
    if !matches!(common.format, Format::Text) {
        return told.map_or_else(|error| terminal.unwritten(&error), |()| outcome.code);
    }
    let list: String = outcome
        .written
        .iter()
        .map(|file| {
            let pages = file.pages.map_or(String::new(), |pages| format!("\t{pages}p"));
            format!("{}/{}\t{}{pages}\n", settings.output.display(), file.path, file.bytes)
        })
        .collect();
    told.and_then(|()| print(&list)).map_or_else(|error| terminal.unwritten(&error), |()| outcome.code)
}
