//! Starts plangen.

use std::process::ExitCode;

/// A document is made of millions of small values on all cores; the system's allocator takes an
/// eighth of a build for them.
#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

fn main() -> ExitCode {
    ExitCode::from(plangen::cli::run())
}
