//! `plangen sheet`: tells whether a printed sheet still counts.

use std::path::PathBuf;

use clap::Args;

use super::Talk;
use super::terminal::print;
use crate::pipeline::sheet::sheet;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// 单张上印的编号，如 K7PA-4XR9 · The code printed on the sheet
    #[arg(value_name = "CODE")]
    code: String,
    /// 预案目录 · The plan's folder
    #[arg(long, value_name = "DIR", default_value = "plan-source")]
    plan: PathBuf,
    #[command(flatten)]
    talk: Talk,
}

/// Tells on standard output; 0 where the sheet counts, 1 where another replaced it.
pub(super) fn run(arguments: &Arguments) -> u8 {
    let terminal = arguments.talk.terminal();
    match sheet(&arguments.plan, &arguments.code) {
        Err(stop) => terminal.stop(&stop),
        Ok(standing) => {
            let lines = standing.lines.iter().map(|line| format!("{}\n", line.in_language(terminal.language())));
            let text: String = lines.collect();
            print(&text).map_or_else(|error| terminal.unwritten(&error), |()| u8::from(!standing.current))
        }
    }
}
