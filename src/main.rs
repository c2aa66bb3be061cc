//! Starts plangen.

use std::process::ExitCode;

fn main() -> ExitCode {
    ExitCode::from(plangen::cli::run())
}
