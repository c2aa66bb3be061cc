//! `plangen build`: makes the documents, and lists what was written.

use clap::Args;

use super::terminal::{Terminal, print};
use super::{Common, Format, Making};
use crate::pipeline::{self, Outcome, Settings};

#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    common: Common,
    #[command(flatten)]
    making: Making,
    /// 成册的文档另出骑马订拼版（A3 双面，只供打印）· Books a second time, to be printed on A3 and folded
    #[arg(long)]
    booklet: bool,
    /// 正式版：警告算错误，拒绝未提交的修改 · A release: warnings are errors, uncommitted changes are refused
    #[arg(long)]
    release: bool,
}

/// Builds; the list of files goes to standard output.
pub(super) fn run(arguments: &Arguments) -> u8 {
    let terminal = arguments.common.terminal();
    let settings = Settings {
        booklet: arguments.booklet,
        release: arguments.release,
        ..arguments.making.settings(arguments.common.settings())
    };
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
