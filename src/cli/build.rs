//! `plangen build`

use super::terminal::print;
use super::{BuildArguments, Format};
use crate::pipeline;

/// Builds; the list of files goes to standard output.
pub(super) fn run(arguments: &BuildArguments) -> u8 {
    let terminal = arguments.common.terminal();
    let mut settings = arguments.common.settings();
    settings.output.clone_from(&arguments.output);
    settings.only.clone_from(&arguments.only);
    settings.edition = arguments.edition.map(Into::into);
    settings.release = arguments.release;
    settings.templates = arguments.templates.clone().or_else(|| {
        let beside = settings.plan.parent()?.join("templates");
        beside.is_dir().then_some(beside)
    });
    match pipeline::build(&settings, &mut |message, took| terminal.progress(&message, took)) {
        Err(stop) => terminal.stop(&stop),
        Ok(outcome) => {
            for note in &outcome.notes {
                terminal.note(note);
            }
            terminal.findings(&outcome, arguments.common.format);
            if matches!(arguments.common.format, Format::Text) {
                for file in &outcome.written {
                    let pages = file.pages.map_or(String::new(), |pages| format!("\t{pages}p"));
                    print(&format!(
                        "{}/{}\t{}\n",
                        settings.output.display(),
                        file.path,
                        file.bytes.to_string() + &pages
                    ));
                }
            }
            outcome.code
        }
    }
}
