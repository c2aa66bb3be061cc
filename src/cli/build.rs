//! `plangen build`

use std::path::PathBuf;

use clap::Args;

use super::terminal::{Terminal, print};
use super::{Common, Edition, Format};
use crate::pipeline::{self, Outcome, Settings};

#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    common: Common,
    /// 自定义模板目录，逐个替换内置模板 · Templates that replace built-in ones (default: `templates` beside the plan)
    #[arg(long, value_name = "DIR")]
    templates: Option<PathBuf>,
    /// 输出目录，整体替换 · The output folder; replaced as a whole
    #[arg(long, value_name = "DIR", default_value = "output")]
    output: PathBuf,
    /// 只生成这些文档 · Make only these documents
    #[arg(long, value_name = "ID", value_delimiter = ',')]
    only: Vec<String>,
    /// 只生成这一版 · Make only this edition
    #[arg(long, value_enum)]
    edition: Option<Edition>,
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
