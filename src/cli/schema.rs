//! `plangen schema`: gives editors the shape of plan files.

use clap::Args;

use super::Talk;
use super::terminal::put;
use crate::pipeline::schema::schema;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    talk: Talk,
}

/// The schema goes to standard output; `--lang` chooses the language of its descriptions.
pub(super) fn run(arguments: &Arguments) -> u8 {
    let terminal = arguments.talk.terminal();
    put(schema(terminal.language()).as_bytes()).map_or_else(|error| terminal.unwritten(&error), |()| 0)
}
