//! `plangen contacts`: which numbers are due for verification, and the ways to record that they were verified.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

use super::patches::Showing;
use super::{Common, Format, terminal};
use crate::model::contact::{VerifiedHow, VerifiedResult};
use crate::pipeline::campaign::{self, Asked, Campaign, Receipt, Verification};
use crate::pipeline::{Outcome, Settings, Stop};
use crate::report::due::{due_json, due_text};
use crate::say;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// 哪些联系方式该核实了，按单位列出，最急的在前 · What is due for verification, by who answers for it
    Due(DueArguments),
    /// 登记一次核实：只改这一条的 verified，日期用 --as-of · Record a verification in the one place where it is kept
    Verify(VerifyArguments),
    /// 给每个单位一份核实表：打印的 PDF 和填写的 Excel · A confirmation sheet for each body, to print and to fill in
    Sheet(SheetArguments),
    /// 登记交回的核实表（Excel）：无误的记为核实，变动的逐个列出 · Record a sheet that came back: what is right as verified, what changed told
    ///
    /// 一条联系方式的全部号码都打了√才登记；先显示要改什么，在终端上问过才写 · A contact counts when all its numbers
    /// were ticked; shown first, asked about on a terminal
    Confirm(ConfirmArguments),
}

#[derive(Debug, Args)]
struct DueArguments {
    /// 也列出这么多天之内到期的 · Also what runs out within so many days
    #[arg(long, value_name = "DAYS", conflicts_with = "all")]
    within: Option<u16>,
    /// 列出全部要核实的 · List everything that needs verifying
    #[arg(long)]
    all: bool,
    #[command(flatten)]
    common: Common,
}

#[derive(Debug, Args)]
struct VerifyArguments {
    /// 联系方式的编号或名称 · Id or label of the contact
    #[arg(value_name = "ID")]
    contact: String,
    /// 核实的岗位，编号或名称 · The role that verified: id or name
    #[arg(long, value_name = "ROLE")]
    by: String,
    /// 怎样核实的 · How it was verified
    #[arg(long, value_enum)]
    how: How,
    /// 结果 · What came of it
    #[arg(long, value_enum, default_value_t = Came::Reached)]
    result: Came,
    /// 只显示要改什么，不写文件 · Show what would change, write nothing
    #[arg(long)]
    dry_run: bool,
    #[command(flatten)]
    showing: Showing,
    #[command(flatten)]
    common: Common,
}

#[derive(Debug, Args)]
struct SheetArguments {
    /// 只给这些单位：编号或名称 · These bodies only: ids or names
    #[arg(long, value_name = "ID", value_delimiter = ',')]
    unit: Vec<String>,
    /// 只列到期、超期、不通的 · Only what is due, overdue or fails
    #[arg(long)]
    due: bool,
    /// 输出目录，整体替换；与 build 的分开 · The output folder, replaced as a whole; not that of build
    #[arg(long, value_name = "DIR", default_value = "confirmation")]
    output: PathBuf,
    /// 自定义模板目录 · Templates that replace built-in ones (default: `templates` beside the plan)
    #[arg(long, value_name = "DIR")]
    templates: Option<PathBuf>,
    #[command(flatten)]
    common: Common,
}

#[derive(Debug, Args)]
struct ConfirmArguments {
    /// 交回的核实表 · The sheet that came back
    #[arg(value_name = "FILE.xlsx")]
    file: PathBuf,
    /// 登记的岗位，编号或名称；默认是上次核实这一条的岗位 · The role that records it (default: the one that verified the contact before)
    #[arg(long, value_name = "ROLE")]
    by: Option<String>,
    /// 怎样核实的 · How it was verified
    #[arg(long, value_enum, default_value_t = How::Receipt)]
    how: How,
    /// 把更正的号码也写进预案，去掉它的核实记录 · Write new numbers as well, and drop the verification of the old ones
    #[arg(long)]
    numbers: bool,
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

#[derive(Debug, Clone, Copy, ValueEnum)]
enum How {
    #[value(name = "拨通", alias = "called")]
    Called,
    #[value(name = "回执", alias = "receipt")]
    Receipt,
    #[value(name = "现场", alias = "on-site")]
    OnSite,
    #[value(name = "短信", alias = "message")]
    Message,
}

impl From<How> for VerifiedHow {
    fn from(how: How) -> Self {
        match how {
            How::Called => Self::Called,
            How::Receipt => Self::Receipt,
            How::OnSite => Self::OnSite,
            How::Message => Self::Message,
        }
    }
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Came {
    #[value(name = "通", alias = "reached")]
    Reached,
    #[value(name = "空号", alias = "no-such-number")]
    NoSuchNumber,
    #[value(name = "换人", alias = "other-person")]
    OtherPerson,
    #[value(name = "无人接", alias = "no-answer")]
    NoAnswer,
}

impl From<Came> for VerifiedResult {
    fn from(came: Came) -> Self {
        match came {
            Came::Reached => Self::Reached,
            Came::NoSuchNumber => Self::NoSuchNumber,
            Came::OtherPerson => Self::OtherPerson,
            Came::NoAnswer => Self::NoAnswer,
        }
    }
}

/// Runs one of the commands; gives the exit code.
pub(super) fn run(arguments: &Arguments) -> u8 {
    match &arguments.action {
        Action::Due(arguments) => due(arguments),
        Action::Verify(arguments) => verify(arguments),
        Action::Sheet(arguments) => sheet(arguments),
        Action::Confirm(arguments) => confirm(arguments),
    }
}

fn due(arguments: &DueArguments) -> u8 {
    let terminal = arguments.common.terminal();
    if !matches!(arguments.common.format, Format::Text | Format::Json) {
        let message = say!("清单只有 text 和 json 两种格式", "the list is told as text or json only");
        return terminal.stop(&Stop { code: 2, message });
    }
    let asked = match arguments.within {
        _ if arguments.all => Asked::All,
        Some(days) => Asked::Within(days),
        None => Asked::Pressing,
    };
    let settings = arguments.common.settings();
    match campaign::due(&settings, asked, &mut |message, took| terminal.progress(&message, took)) {
        Err(stop) => terminal.stop(&stop),
        Ok(Err(outcome)) => unread(terminal, &outcome, &arguments.common),
        Ok(Ok(due)) => {
            let text = match arguments.common.format {
                Format::Json => due_json(&due),
                _ => due_text(&due, terminal.language()),
            };
            terminal::print(&text).map_or_else(|error| terminal.unwritten(&error), |()| 0)
        }
    }
}

/// Tells why the plan cannot be read.
fn unread(terminal: terminal::Terminal, outcome: &Outcome, common: &Common) -> u8 {
    let told = terminal.findings(outcome, common, false);
    told.map_or_else(|error| terminal.unwritten(&error), |()| outcome.code)
}

fn verify(arguments: &VerifyArguments) -> u8 {
    let terminal = arguments.common.terminal();
    if !matches!(arguments.common.format, Format::Text) {
        let message = say!("登记核实只有 text 一种格式", "a verification is told as text only");
        return terminal.stop(&Stop { code: 2, message });
    }
    let settings = arguments.common.settings();
    let verification = Verification {
        contact: arguments.contact.clone(),
        by: arguments.by.clone(),
        how: arguments.how.into(),
        result: arguments.result.into(),
        dry_run: arguments.dry_run,
    };
    match campaign::verify(&settings, &verification, &mut |message, took| terminal.progress(&message, took)) {
        Err(stop) => terminal.stop(&stop),
        Ok(Err(outcome)) => unread(terminal, &outcome, &arguments.common),
        Ok(Ok(recorded)) => {
            let told = arguments.showing.print(terminal, [&recorded.patch]);
            for note in &recorded.notes {
                terminal.note(note);
            }
            told.map_or_else(|error| terminal.unwritten(&error), |()| 0)
        }
    }
}

fn sheet(arguments: &SheetArguments) -> u8 {
    let terminal = arguments.common.terminal();
    let settings = Settings {
        templates: super::templates(arguments.templates.as_ref(), &arguments.common.plan),
        output: arguments.output.clone(),
        ..arguments.common.settings()
    };
    let campaign = Campaign { bodies: arguments.unit.clone(), due: arguments.due };
    match campaign::sheets(&settings, &campaign, &mut |message, took| terminal.progress(&message, took)) {
        Err(stop) => terminal.stop(&stop),
        Ok(outcome) => super::build::told(terminal, &outcome, &arguments.common, &settings),
    }
}

fn confirm(arguments: &ConfirmArguments) -> u8 {
    let receipt = Receipt {
        file: arguments.file.clone(),
        by: arguments.by.clone(),
        how: arguments.how.into(),
        numbers: arguments.numbers,
    };
    let terminal = arguments.common.terminal();
    let settings = arguments.common.settings();
    match campaign::confirm(&settings, &receipt, &mut |message, took| terminal.progress(&message, took)) {
        Err(stop) => terminal.stop(&stop),
        Ok(prepared) => super::import::offer(
            terminal,
            &arguments.common,
            &arguments.showing,
            &prepared,
            super::import::Consent { dry_run: arguments.dry_run, yes: arguments.yes },
            &say!("已写入", "written"),
        ),
    }
}
