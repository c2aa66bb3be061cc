//! How long a cold `plangen build` takes and how much memory it needs: of the official document
//! alone, and of every document.
//!
//! Measures whole processes from outside; prints, judges nothing. Run with `cargo bench`.

#![allow(
    clippy::print_stdout,
    clippy::expect_used,
    clippy::disallowed_methods,
    reason = "a benchmark prints and may stop"
)]

use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use wait4::Wait4;

const RUNS: usize = 9;

fn main() {
    measure(&["build", "--only", "official"]);
    measure(&["build"]);
}

fn measure(arguments: &[&str]) {
    let output = tempfile::tempdir().expect("a temporary folder");
    let run = || {
        let start = Instant::now();
        let mut child = Command::new(env!("CARGO_BIN_EXE_plangen"))
            .args(arguments)
            .args(["--quiet", "--output"])
            .arg(output.path().join("output"))
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("plangen starts");
        let used = child.wait4().expect("plangen ends");
        assert!(used.status.success(), "the build failed; run `plangen build` to see why");
        (start.elapsed(), used.rusage.utime + used.rusage.stime, used.rusage.maxrss)
    };
    run();
    let runs: Vec<(Duration, Duration, u64)> = (0..RUNS).map(|_| run()).collect();
    let show = |name: &str, mut values: Vec<f64>, unit: &str| {
        values.sort_by(f64::total_cmp);
        println!(
            "{name:12} min {:8.3}  median {:8.3}  max {:8.3} {unit}",
            values[0],
            values[RUNS / 2],
            values[RUNS - 1]
        );
    };
    println!("cold `plangen {}`, {RUNS} runs after one warm-up", arguments.join(" "));
    show("wall", runs.iter().map(|run| run.0.as_secs_f64()).collect(), "s");
    show("cpu", runs.iter().map(|run| run.1.as_secs_f64()).collect(), "s");
    show("peak memory", runs.iter().map(|run| run.2 as f64 / 1024.0 / 1024.0).collect(), "MB");
}
