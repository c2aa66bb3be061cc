//! The command line: arguments in, exit code out.

mod build;
mod check;
mod contacts;
mod diff;
mod export;
mod fonts;
mod import;
mod rules;
mod sheet;
mod simulate;
mod terminal;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::finding::Language;
use crate::model::{Clearance, Date};
use crate::pipeline::{Settings, workbook};
use crate::report::Grouping;
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
    /// 校验预案并生成全部文档 · Check the plan and make every document
    Build(BuildArguments),
    /// 只校验预案 · Check the plan only
    Check(CheckArguments),
    /// 查看一条规则的说明 · Show the page of a rule
    Explain(ExplainArguments),
    /// 列出全部规则 · List all rules
    Rules(RulesArguments),
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
    Fonts(FontsArguments),
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

#[derive(Debug, Args)]
struct BuildArguments {
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

#[derive(Debug, Args)]
struct CheckArguments {
    #[command(flatten)]
    common: Common,
    /// 只报这些规则的发现 · Tell findings of these rules only
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    only: Vec<String>,
    /// 已知问题的清单，其中的不再报错 · Findings that are known and do not fail
    #[arg(long, value_name = "FILE")]
    baseline: Option<PathBuf>,
    /// 把现有问题写成这样的清单 · Write what there is as such a file
    #[arg(long, value_name = "FILE")]
    write_baseline: Option<PathBuf>,
    /// 写整改清单（Excel）：问题、改法、责任岗位、期限 · Write what is to be mended as a workbook
    #[arg(long, value_name = "FILE.xlsx")]
    todo: Option<PathBuf>,
    /// 自动改好机械性的毛病，改完再查一遍 · Make the mends that need no thought, then check again
    #[arg(long)]
    fix: bool,
    /// 与 --fix 同用：只显示要改什么，不写文件 · With --fix: show what would change, write nothing
    #[arg(long, requires = "fix")]
    dry_run: bool,
}

#[derive(Debug, Args)]
struct ExplainArguments {
    /// 规则的编号或英文名，如 ORG02 · A rule's code or name, such as role-without-backup
    #[arg(value_name = "RULE")]
    rule: String,
    #[command(flatten)]
    talk: Talk,
}

#[derive(Debug, Args)]
struct RulesArguments {
    /// 输出格式 · How the list is written
    #[arg(long, value_enum, default_value_t = ListFormat::Text)]
    format: ListFormat,
    #[command(flatten)]
    talk: Talk,
}

#[derive(Debug, Args)]
struct FontsArguments {
    #[command(subcommand)]
    action: Option<FontsAction>,
    #[command(flatten)]
    talk: Talk,
}

#[derive(Debug, Subcommand)]
enum FontsAction {
    /// 取得锁定的开放字体，无需管理员权限 · Fetch the locked open fonts, without root
    Install {
        /// 从这个目录、字体文件或 .deb 取 · Take them from this folder, font or .deb
        #[arg(long, value_name = "PATH")]
        from: Option<PathBuf>,
        #[command(flatten)]
        talk: Talk,
    },
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
enum ListFormat {
    Text,
    Json,
    Markdown,
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
        Command::Build(arguments) => build::run(&arguments),
        Command::Check(arguments) => check::run(&arguments),
        Command::Explain(arguments) => rules::explain(&arguments),
        Command::Rules(arguments) => rules::list(&arguments),
        Command::Diff(arguments) => diff::run(&arguments),
        Command::Sheet(arguments) => sheet::run(&arguments),
        Command::Export(arguments) => export::run(&arguments),
        Command::Contacts(arguments) => contacts::run(&arguments),
        Command::Import(arguments) => import::run(&arguments),
        Command::Simulate(arguments) => simulate::run(&arguments),
        Command::Fonts(arguments) => fonts::run(&arguments),
        Command::ReadWorkbook => workbook::serve(std::io::stdin().lock(), std::io::stdout().lock()),
    }
}

/// The folder of a bureau's own templates: the one asked for, else `templates` beside the plan.
fn templates(asked: Option<&PathBuf>, plan: &std::path::Path) -> Option<PathBuf> {
    asked.cloned().or_else(|| {
        // `.` has no name of its own and so nothing beside it.
        let absolute = std::path::absolute(plan).ok().filter(|_| plan.file_name().is_none());
        let beside = absolute.as_deref().unwrap_or(plan).parent()?.join("templates");
        beside.is_dir().then_some(beside)
    })
}

impl Common {
    fn settings(&self) -> Settings {
        Settings {
            plan: self.plan.clone(),
            templates: None,
            output: PathBuf::from("output"),
            as_of: self.as_of,
            today: terminal::today(),
            only: Vec::new(),
            edition: None,
            booklet: false,
            release: false,
            deny_warnings: self.deny_warnings,
            deny: self.deny.clone(),
            rules: Vec::new(),
            baseline: None,
            write_baseline: None,
            todo: None,
        }
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
