//! The command line: arguments in, exit code out.
//!
//! A command has a file: its arguments with their help, and where its results go. What it does is the
//! `pipeline`'s; nothing here reads a plan, judges it or makes anything of it.

mod browser;
mod build;
mod check;
mod completions;
mod contacts;
mod diff;
mod export;
mod fmt;
mod fonts;
mod import;
mod making;
mod new;
mod patches;
mod rules;
mod schema;
mod sheet;
mod simulate;
mod terminal;
mod watch;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::finding::Language;
use crate::model::{Clearance, Date};
use crate::pipeline::{Settings, workbook};
use crate::report::Grouping;
use making::{Making, templates};
use terminal::Terminal;

/// 网络与信息安全应急预案：校验与排版 · Keeps, checks and prints an emergency plan
#[derive(Debug, Parser)]
#[command(name = "plangen", version, max_term_width = 100)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// 写一份带注释的小预案，供照着改 · Write a small commented plan to start from
    New(new::Arguments),
    /// 校验预案并生成全部文档 · Check the plan and make every document
    Build(build::Arguments),
    /// 只校验预案 · Check the plan only
    Check(check::Arguments),
    /// 改动预案就重新生成，在浏览器里看结果 · Build again whenever the plan changes, and show the result in a browser
    ///
    /// 默认生成全部文档，与 plangen build 相同；用 --only 快得多（只做 official 时改后不到一秒可见），但输出目录里就只有这几种。网页只有本人在这台机器上能打开 ·
    /// All documents are made, as by plangen build; --only is much faster (official alone is seen in less than a second),
    /// and leaves only those in the output folder.
    /// The page is for you on this machine only
    Watch(watch::Arguments),
    /// 查看一条规则的说明 · Show the page of a rule
    Explain(rules::ExplainArguments),
    /// 列出全部规则 · List all rules
    Rules(rules::RulesArguments),
    /// 两个版本之间改了什么 · What changed between two states of the plan
    Diff(diff::Arguments),
    /// 单张（墙报、检查单、表单）是不是现行有效 · Whether a printed sheet still counts
    ///
    /// 退出码 1：已被代替；2：没有这个编号 · Exit code 1: replaced; 2: no such code
    Sheet(sheet::Arguments),
    /// 导出通讯录、日历、处置方案或整个预案 · Export the contact book, the calendar, the playbooks or the whole plan
    Export(export::Arguments),
    /// 核实通讯录：到期清单、核实表、登记核实 · Keep the contact book true: what is due, sheets to confirm it, what was verified
    Contacts(contacts::Arguments),
    /// 把通讯录、处置方案导入预案 · Read a contact book or a playbook into the plan
    Import(import::Arguments),
    /// 推演有人不在岗时还有什么没有人做 · Tell what is left to nobody when some are away
    ///
    /// 退出码 1：人身安全的步骤或者法定报告没有人做 · Exit code 1: steps for people's safety or statutory reports are left to nobody
    Simulate(simulate::Arguments),
    /// 查看或安装字体 · Show or install fonts
    Fonts(fonts::Arguments),
    /// 整理预案文件的写法：缩进、空格、空行、引号 · Lay out the plan's files: indentation, blanks, empty lines, quotes
    ///
    /// 键的次序、注释、每个值都不变。退出码 1：语法有错，或者用了 --check 而有文件需要整理 · Order of keys, comments and values stay. Exit code 1: the syntax is wrong, or with --check a file needs it
    Fmt(fmt::Arguments),
    /// 预案文件的 JSON Schema，供编辑器补全和检查 · The JSON Schema of plan files, by which editors complete and check
    Schema(schema::Arguments),
    /// 命令行补全的脚本 · The script that completes commands in a shell
    Completions(completions::Arguments),
    /// 程序自己用：读标准输入上的一个工作簿 · For the program itself: read the workbook on standard input
    #[command(name = workbook::COMMAND, hide = true)]
    ReadWorkbook,
}

#[derive(Debug, Args)]
struct Common {
    /// 预案目录 · The plan's folder
    #[arg(long, value_name = "DIR", default_value = "plan-source")]
    plan: PathBuf,
    /// 检查基准日，如 2026-09-07 · The date checks assume
    #[arg(long, value_name = "DATE")]
    as_of: Option<Date>,
    /// 把警告也当错误 · Count warnings as errors
    #[arg(long)]
    deny_warnings: bool,
    /// 把这条规则的发现当错误 · Count findings of this rule as errors
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    deny: Vec<String>,
    /// 发现的输出格式 · How findings are written
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// 按什么分组（text 格式）· What findings are grouped by (format text)
    #[arg(long, value_enum)]
    group: Option<Group>,
    #[command(flatten)]
    talk: Talk,
}

#[derive(Debug, Args)]
struct Talk {
    /// 消息语言 · Language of messages (default: the locale)
    #[arg(long, value_enum)]
    lang: Option<Lang>,
    /// 何时用颜色 · When to use colours
    #[arg(long, value_enum, default_value_t = Colour::Auto)]
    color: Colour,
    /// 不显示进度 · No progress lines
    #[arg(short, long, conflicts_with = "verbose")]
    quiet: bool,
    /// 多说一些：豁免和已知的问题也列出 · Say more: waived and known findings, too
    #[arg(short, long)]
    verbose: bool,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    Text,
    Json,
    Sarif,
    Junit,
    Github,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Group {
    Entity,
    File,
    Rule,
}

impl From<Group> for Grouping {
    fn from(group: Group) -> Self {
        match group {
            Group::Entity => Self::Entity,
            Group::File => Self::File,
            Group::Rule => Self::Rule,
        }
    }
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Lang {
    Zh,
    En,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Colour {
    Auto,
    Always,
    Never,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Edition {
    Public,
    Internal,
    Restricted,
}

impl From<Edition> for Clearance {
    fn from(edition: Edition) -> Self {
        match edition {
            Edition::Public => Self::Public,
            Edition::Internal => Self::Internal,
            Edition::Restricted => Self::Restricted,
        }
    }
}

/// Runs the program with its own arguments; gives the exit code.
pub fn run() -> u8 {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => {
            // A closed pipe is no reason to fail.
            let _closed = error.print();
            return u8::try_from(error.exit_code()).unwrap_or(2);
        }
    };
    if !matches!(arguments.command, Command::ReadWorkbook) {
        terminal::leave_on_signals();
    }
    match arguments.command {
        Command::New(arguments) => new::run(&arguments),
        Command::Build(arguments) => build::run(&arguments),
        Command::Check(arguments) => check::run(&arguments),
        Command::Watch(arguments) => watch::run(&arguments),
        Command::Explain(arguments) => rules::explain(&arguments),
        Command::Rules(arguments) => rules::list(&arguments),
        Command::Diff(arguments) => diff::run(&arguments),
        Command::Sheet(arguments) => sheet::run(&arguments),
        Command::Export(arguments) => export::run(&arguments),
        Command::Contacts(arguments) => contacts::run(&arguments),
        Command::Import(arguments) => import::run(&arguments),
        Command::Simulate(arguments) => simulate::run(&arguments),
        Command::Fonts(arguments) => fonts::run(&arguments),
        Command::Fmt(arguments) => fmt::run(&arguments),
        Command::Schema(arguments) => schema::run(&arguments),
        Command::Completions(arguments) => completions::run(&arguments),
        Command::ReadWorkbook => workbook::serve(std::io::stdin().lock(), std::io::stdout().lock()),
    }
}

/// What is asked for where only the plan and a date are given.
fn settings(plan: &std::path::Path, as_of: Option<Date>) -> Settings {
    Settings {
        plan: plan.to_owned(),
        templates: None,
        output: PathBuf::from("output"),
        as_of,
        today: terminal::today(),
        only: Vec::new(),
        edition: None,
        booklet: false,
        release: false,
        deny_warnings: false,
        deny: Vec::new(),
        rules: Vec::new(),
        baseline: None,
        write_baseline: None,
        todo: None,
    }
}

impl Common {
    fn settings(&self) -> Settings {
        Settings { deny_warnings: self.deny_warnings, deny: self.deny.clone(), ..settings(&self.plan, self.as_of) }
    }

    fn terminal(&self) -> Terminal {
        self.talk.terminal()
    }
}

impl Talk {
    fn terminal(&self) -> Terminal {
        let language = self.lang.map(|lang| match lang {
            Lang::Zh => Language::Chinese,
            Lang::En => Language::English,
        });
        let colour = match self.color {
            Colour::Auto => None,
            Colour::Always => Some(true),
            Colour::Never => Some(false),
        };
        Terminal::new(language, colour, self.quiet, self.verbose)
    }
}
