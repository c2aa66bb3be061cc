//! `plangen import`

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::{Common, Format, terminal};
use crate::pipeline::import::{Order, contacts};
use crate::say;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// 通讯录：Excel、WPS 或 CSV · A contact book: Excel, WPS or CSV
    ///
    /// 先显示要改什么；在终端上问过才写，脚本里直接写。表里有错时什么都不写 · Shows what would change, asks on a
    /// terminal, and writes; nothing is written while anything in the sheet is wrong
    Contacts(ContactsArguments),
}

#[derive(Debug, Args)]
struct ContactsArguments {
    /// .xlsx、.xls、.et、.ods 或 .csv（UTF-8、GB18030）· The contact book
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// 对照文件：认不出的列名各是什么 · What columns hold whose headings are not known
    #[arg(long, value_name = "FILE.yaml")]
    map: Option<PathBuf>,
    /// 只更新预案里已有的，不新增 · Update what the plan has, add nothing
    #[arg(long)]
    known_only: bool,
    /// 只显示要改什么，不写文件 · Show what would change, write nothing
    #[arg(long, conflicts_with = "yes")]
    dry_run: bool,
    /// 不问，直接写 · Write without asking
    #[arg(short, long)]
    yes: bool,
    #[command(flatten)]
    common: Common,
}

/// Imports; gives the exit code.
pub(super) fn run(arguments: &Arguments) -> u8 {
    let What::Contacts(arguments) = &arguments.what;
    let terminal = arguments.common.terminal();
    let settings = arguments.common.settings();
    let order = Order { file: arguments.file.clone(), map: arguments.map.clone(), known_only: arguments.known_only };
    let prepared = match contacts(&settings, &order, &mut |message, took| terminal.progress(&message, took)) {
        Ok(prepared) => prepared,
        Err(stop) => return terminal.stop(&stop),
    };
    // Machine formats have standard output for themselves.
    if matches!(arguments.common.format, Format::Text)
        && let Err(error) = terminal::print(&prepared.patches.concat())
    {
        return terminal.unwritten(&error);
    }
    if let Err(error) = terminal.findings(&prepared.outcome, &arguments.common, settings.deny_warnings) {
        return terminal.unwritten(&error);
    }
    for note in &prepared.outcome.notes {
        terminal.note(note);
    }
    let nothing = say!("没有写文件", "nothing was written");
    if !prepared.is_ready() || arguments.dry_run {
        terminal.note(&nothing);
        return prepared.outcome.code;
    }
    let question = say!("写入以上改动？[y/N] ", "write these changes? [y/N] ");
    if !arguments.yes && !terminal.agrees(&question) {
        terminal.note(&nothing);
        return 0;
    }
    match prepared.write() {
        Ok(()) => {
            terminal.note(&say!(
                "已写入；运行 plangen check 核对，新号码拨通后用 plangen contacts verify 登记",
                "written; run plangen check, and record new numbers with plangen contacts verify once they were called"
            ));
            0
        }
        Err(stop) => terminal.stop(&stop),
    }
}
