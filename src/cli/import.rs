//! `plangen import`: takes over contact books and playbooks of others. What would change is shown before it is
//! written, and at a terminal it is asked for.

use std::io;
use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::patches::Showing;
use super::terminal::Terminal;
use super::{Common, Format, terminal};
use crate::finding::Message;
use crate::pipeline::import::{Order, Prepared, contacts};
use crate::pipeline::{Outcome, Stop, draft};
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
    /// 处置方案：Markdown 检查单或 CACAO 2.0 · A playbook: a Markdown checklist or CACAO 2.0
    ///
    /// 读成骨架，没有写明的逐处指出，不代填；先显示，在终端上问过才写，从不覆盖 · Becomes a skeleton, with what
    /// it does not say at its place; shown first, asked about on a terminal, never written over another
    Playbook(PlaybookArguments),
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
    showing: Showing,
    #[command(flatten)]
    common: Common,
}

#[derive(Debug, Args)]
struct PlaybookArguments {
    /// 检查单（.md）或 CACAO 2.0（.json）· A checklist (.md) or CACAO 2.0 (.json)
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// 方案编号，默认取自文件 · Id of the playbook (default: as the file or its name says)
    #[arg(long, value_name = "ID")]
    id: Option<String>,
    /// 只显示骨架，不写文件 · Show the skeleton, write nothing
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
    match &arguments.what {
        What::Contacts(arguments) => book(arguments),
        What::Playbook(arguments) => playbook(arguments),
    }
}

fn book(arguments: &ContactsArguments) -> u8 {
    let terminal = arguments.common.terminal();
    let settings = arguments.common.settings();
    let order = Order { file: arguments.file.clone(), map: arguments.map.clone(), known_only: arguments.known_only };
    let prepared = match contacts(&settings, &order, &mut |message, took| terminal.progress(&message, took)) {
        Ok(prepared) => prepared,
        Err(stop) => return terminal.stop(&stop),
    };
    let done = say!(
        "已写入；运行 plangen check 核对，新号码拨通后用 plangen contacts verify 登记",
        "written; run plangen check, and record new numbers with plangen contacts verify once they were called"
    );
    let consent = Consent { dry_run: arguments.dry_run, yes: arguments.yes };
    offer(terminal, &arguments.common, &arguments.showing, &prepared, consent, &done)
}

/// Whether changes may be written.
#[derive(Debug, Clone, Copy)]
pub(super) struct Consent {
    /// They may not.
    pub(super) dry_run: bool,
    /// They may, and nobody is asked.
    pub(super) yes: bool,
}

/// Shows what would change, asks, and writes; gives the exit code.
pub(super) fn offer(
    terminal: Terminal,
    common: &Common,
    showing: &Showing,
    prepared: &Prepared,
    consent: Consent,
    done: &Message,
) -> u8 {
    let print = || showing.print(terminal, &prepared.patches);
    if let Err(code) = show(terminal, common, print, &prepared.outcome) {
        return code;
    }
    if !prepared.is_ready() || consent.dry_run {
        return unchanged(terminal, prepared.outcome.code);
    }
    let question = say!("写入以上改动？[y/N] ", "write these changes? [y/N] ");
    settle(terminal, consent, &question, || prepared.write(), done)
}

/// Shows what would be written and what was found; gives the exit code where that cannot be shown.
fn show(
    terminal: Terminal,
    common: &Common,
    print: impl FnOnce() -> io::Result<()>,
    outcome: &Outcome,
) -> Result<(), u8> {
    // Machine formats have standard output for themselves.
    if matches!(common.format, Format::Text) {
        print().map_err(|error| terminal.unwritten(&error))?;
    }
    terminal.findings(outcome, common, common.deny_warnings).map_err(|error| terminal.unwritten(&error))?;
    outcome.notes.iter().for_each(|note| terminal.note(note));
    Ok(())
}

/// Asks where nobody has agreed yet, and writes; gives the exit code.
fn settle(
    terminal: Terminal,
    consent: Consent,
    question: &Message,
    write: impl FnOnce() -> Result<(), Stop>,
    done: &Message,
) -> u8 {
    if !consent.yes && !terminal.agrees(question) {
        return unchanged(terminal, 0);
    }
    match write() {
        Ok(()) => {
            terminal.note(done);
            0
        }
        Err(stop) => terminal.stop(&stop),
    }
}

fn unchanged(terminal: Terminal, code: u8) -> u8 {
    terminal.note(&say!("没有写文件", "nothing was written"));
    code
}

fn playbook(arguments: &PlaybookArguments) -> u8 {
    let terminal = arguments.common.terminal();
    let settings = arguments.common.settings();
    let order = draft::Order { file: arguments.file.clone(), id: arguments.id.clone() };
    let drafted = match draft::draft(&settings, &order, &mut |message, took| terminal.progress(&message, took)) {
        Ok(drafted) => drafted,
        Err(stop) => return terminal.stop(&stop),
    };
    let (outcome, consent) = (&drafted.outcome, Consent { dry_run: arguments.dry_run, yes: arguments.yes });
    if let Err(code) = show(terminal, &arguments.common, || terminal::print(&drafted.text), outcome) {
        return code;
    }
    let path = match &drafted.path {
        Some(Ok(path)) if outcome.code == 0 && !consent.dry_run => path.display(),
        Some(Err(refusal)) if outcome.code == 0 && !consent.dry_run => {
            return terminal.stop(&Stop { code: 2, message: refusal.clone() });
        }
        _ => return unchanged(terminal, outcome.code),
    };
    let question = say!("写入 {path}？[y/N] ", "write {path}? [y/N] ");
    let done = say!(
        "已写入 {path}；填上写着“待填”的各处，再运行 plangen check",
        "written to {path}; fill in what is marked 待填, then run plangen check"
    );
    settle(terminal, consent, &question, || drafted.write(), &done)
}
