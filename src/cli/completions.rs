//! `plangen completions`: what a shell needs to complete our arguments.

use clap::{Args, CommandFactory};
use clap_complete::Shell;

use super::Talk;
use super::terminal::put;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// 哪一种 shell · Which shell
    #[arg(value_enum, value_name = "SHELL")]
    shell: Shell,
    #[command(flatten)]
    talk: Talk,
}

/// The script goes to standard output.
pub(super) fn run(arguments: &Arguments) -> u8 {
    let mut command = super::Arguments::command();
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut command, "plangen", &mut script);
    put(&script).map_or_else(|error| arguments.talk.terminal().unwritten(&error), |()| 0)
}
