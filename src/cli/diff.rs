//! `plangen diff`: tells what changed between two states of the plan.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::terminal::print;
use super::{Edition, Talk};
use crate::model::Clearance;
use crate::pipeline::difference::{Asked, Difference, Written, diff};

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// 修订前：git 版本、目录，或 review/versions.yaml 里的版本 · Before: a git revision, a folder, or a listed version
    old: String,
    /// 修订后，默认是当前预案目录 · After (default: the plan's folder as it is)
    new: Option<String>,
    /// 预案目录 · The plan's folder
    #[arg(long, value_name = "DIR", default_value = "plan-source")]
    plan: PathBuf,
    /// 自定义模板目录，逐个替换内置模板 · Templates that replace built-in ones (default: `templates` beside the plan)
    #[arg(long, value_name = "DIR")]
    templates: Option<PathBuf>,
    /// 输出格式 · How the changes are written
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// 给谁看，默认内部 · Who reads it (default: internal)
    #[arg(long, value_enum)]
    edition: Option<Edition>,
    /// 有不同时以退出码 1 结束 · End with 1 when the states differ
    #[arg(long)]
    exit_code: bool,
    #[command(flatten)]
    talk: Talk,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    Text,
    Json,
    Markdown,
    Html,
}

/// Compares; the changes go to standard output.
pub(super) fn run(arguments: &Arguments) -> u8 {
    let terminal = arguments.talk.terminal();
    let asked = Asked {
        plan: arguments.plan.clone(),
        templates: super::templates(arguments.templates.as_ref(), &arguments.plan),
        old: arguments.old.clone(),
        new: arguments.new.clone(),
        written: match arguments.format {
            Format::Text => Written::Text { colour: terminal.colours_output() },
            Format::Json => Written::Json,
            Format::Markdown => Written::Markdown,
            Format::Html => Written::Html,
        },
        clearance: arguments.edition.map_or(Clearance::Internal, Into::into),
    };
    match diff(&asked) {
        Err(stop) => terminal.stop(&stop),
        Ok(Difference::Unread { sources, findings }) => {
            terminal.text(&findings, &sources, None);
            1
        }
        Ok(Difference::Told { text, equal }) => {
            let code = u8::from(arguments.exit_code && !equal);
            print(&text).map_or_else(|error| terminal.unwritten(&error), |()| code)
        }
    }
}
