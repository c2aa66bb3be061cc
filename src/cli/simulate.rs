//! `plangen simulate`: tells what is left without anybody when some are away.

use clap::{ArgGroup, Args, value_parser};

use super::{Common, Format, terminal};
use crate::pipeline::{self, Absence, Stop};
use crate::report::simulation::{simulation_json, simulation_text};
use crate::say;

#[derive(Debug, Args)]
#[command(group(ArgGroup::new("absence").required(true)))]
pub(super) struct Arguments {
    #[command(flatten)]
    common: Common,
    /// 这些岗位或人员同时不在：编号或名称 · These roles or persons are away at once: ids or names
    #[arg(long, value_name = "ROLE-OR-PERSON", num_args = 1.., value_delimiter = ',', group = "absence")]
    absent: Vec<String>,
    /// 任意这么多人同时不在，找最坏的情形 · Any so many persons are away: the worst cases first
    #[arg(long, value_name = "COUNT", value_parser = value_parser!(u8).range(1..=3), group = "absence")]
    absent_any: Option<u8>,
}

/// Simulates an absence.
pub(super) fn run(arguments: &Arguments) -> u8 {
    let terminal = arguments.common.terminal();
    let absence = match arguments.absent_any {
        Some(count) => Absence::Any(usize::from(count)),
        None => Absence::Named(arguments.absent.clone()),
    };
    if !matches!(arguments.common.format, Format::Text | Format::Json) {
        let message = say!("推演结果只有 text 和 json 两种格式", "a simulation is told as text or json only");
        return terminal.stop(&Stop { code: 2, message });
    }
    let settings = arguments.common.settings();
    match pipeline::simulate(&settings, &absence, &mut |message, took| terminal.progress(&message, took)) {
        Err(stop) => terminal.stop(&stop),
        Ok(Err(outcome)) => {
            let told = terminal.findings(&outcome, &arguments.common, false);
            told.map_or_else(|error| terminal.unwritten(&error), |()| outcome.code)
        }
        Ok(Ok(simulation)) => {
            let text = match arguments.common.format {
                Format::Json => simulation_json(&simulation),
                _ => simulation_text(&simulation, terminal.language()),
            };
            let told = terminal::print(&text);
            told.map_or_else(|error| terminal.unwritten(&error), |()| u8::from(simulation.vital))
        }
    }
}
