//! `plangen fmt`: lays out the files of the plan, or lists those that need it.

use clap::{ArgGroup, Args};

use super::patches::Showing;
use super::{Common, Format, terminal};
use crate::pipeline::{Formatted, format};
use crate::say;

#[derive(Debug, Args)]
#[command(group = ArgGroup::new("shown").arg("show_restricted").requires("dry_run"))]
pub(super) struct Arguments {
    #[command(flatten)]
    common: Common,
    /// 只看不写：列出需要整理的文件，有就退出码 1 · Write nothing: list the files that need it; exit code 1 if any
    #[arg(long, conflicts_with = "dry_run")]
    check: bool,
    /// 只显示要改什么，不写文件 · Show what would change, write nothing
    #[arg(long, visible_alias = "diff")]
    dry_run: bool,
    #[command(flatten)]
    showing: Showing,
}

/// Lays out the plan's files; their paths, or what would change, go to standard output.
pub(super) fn run(arguments: &Arguments) -> u8 {
    let terminal = arguments.common.terminal();
    let Formatted { outcome, changed, count } =
        match format(&arguments.common.settings(), !(arguments.check || arguments.dry_run)) {
            Ok(formatted) => formatted,
            Err(stop) => return terminal.stop(&stop),
        };
    if !outcome.findings.is_empty() {
        let told = terminal.findings(&outcome, &arguments.common, false);
        terminal.note(&say!(
            "没有整理，没有写文件：先改好以上错误",
            "nothing was laid out or written: mend the errors first"
        ));
        return told.map_or_else(|error| terminal.unwritten(&error), |()| outcome.code);
    }
    // Machine formats have standard output for themselves.
    let told = match arguments.common.format {
        Format::Text if arguments.dry_run => arguments.showing.print(terminal, changed.iter().map(|(_, patch)| patch)),
        Format::Text => terminal::print(&changed.iter().map(|(path, _)| format!("{path}\n")).collect::<String>()),
        _ => terminal.findings(&outcome, &arguments.common, false),
    };
    if let Err(error) = told {
        return terminal.unwritten(&error);
    }
    let some = changed.len();
    terminal.note(&match (some, arguments.check || arguments.dry_run) {
        (0, _) => say!("{count} 个文件的写法都已规范", "all {count} files are laid out"),
        (_, true) => say!(
            "{count} 个文件中有 {some} 个需要整理；运行 plangen fmt",
            "{some} of {count} files need to be laid out; run plangen fmt"
        ),
        (_, false) => say!("已整理 {some} 个文件（共 {count} 个）", "{some} of {count} files were laid out"),
    });
    u8::from(arguments.check && some > 0)
}
