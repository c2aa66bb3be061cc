//! `plangen check`: tells what is wrong with the plan; with `--fix` mends what needs no thought.

use std::path::PathBuf;

use clap::{ArgGroup, Args};

use super::patches::Showing;
use super::{Common, Format};
use crate::pipeline::{self, Fixed, Outcome, Settings, Stop};
use crate::report::Patch;
use crate::say;

#[derive(Debug, Args)]
#[command(group = ArgGroup::new("shown").arg("show_restricted").requires("dry_run"))]
pub(super) struct Arguments {
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
    #[command(flatten)]
    showing: Showing,
}

/// Checks, and mends where that was asked for.
pub(super) fn run(arguments: &Arguments) -> u8 {
    let terminal = arguments.common.terminal();
    let settings = Settings {
        rules: arguments.only.clone(),
        baseline: arguments.baseline.clone(),
        write_baseline: arguments.write_baseline.clone(),
        todo: arguments.todo.clone(),
        ..arguments.common.settings()
    };
    let mut progress = |message, took| terminal.progress(&message, took);
    let looked: Result<(Outcome, Vec<Patch>), Stop> = match (arguments.fix, arguments.dry_run) {
        (false, _) => pipeline::check(&settings, &mut progress).map(|outcome| (outcome, Vec::new())),
        (true, true) => pipeline::preview(&settings, &mut progress).map(|fixed| {
            let done = fixed.done;
            told(fixed, say!("将修改 {done} 处，没有写文件", "{done} mends would be made; nothing was written"))
        }),
        (true, false) => pipeline::fix(&settings, &mut progress).map(|fixed| {
            let done = fixed.done;
            told(fixed, say!("已修改 {done} 处", "{done} mends were made"))
        }),
    };
    match looked {
        Err(stop) => terminal.stop(&stop),
        Ok((outcome, patches)) => {
            for note in &outcome.notes {
                terminal.note(note);
            }
            // Machine formats have standard output for themselves.
            if matches!(arguments.common.format, Format::Text)
                && let Err(error) = arguments.showing.print(terminal, &patches)
            {
                return terminal.unwritten(&error);
            }
            let told = terminal.findings(&outcome, &arguments.common, settings.deny_warnings);
            told.map_or_else(|error| terminal.unwritten(&error), |()| outcome.code)
        }
    }
}

/// What was looked at last, with a line on what was done.
fn told(fixed: Fixed, note: crate::finding::Message) -> (Outcome, Vec<Patch>) {
    let Fixed { mut outcome, patches, .. } = fixed;
    outcome.notes.push(note);
    (outcome, patches)
}
