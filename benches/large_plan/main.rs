//! How long `plangen check` takes on a large plan and how much memory it needs.
//!
//! The plan: 1,000 playbooks of 12 steps and 10,000 contacts, then twice and four times as much.
//! To hold: 2 s and 300 MB on the first, growth no steeper than the 1.15th power; 1 s for the diff
//! of the first against an edited copy once both are read. Measures whole
//! processes from outside; prints, judges nothing. Run with `cargo bench --bench large_plan`; with
//! a folder and a scale behind `--`, that plan is left there to look at.

#![allow(
    clippy::print_stdout,
    clippy::expect_used,
    clippy::disallowed_methods,
    reason = "a benchmark prints and may stop"
)]

mod plan;

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use wait4::Wait4;

const RUNS: usize = 5;

fn main() {
    let place = tempfile::tempdir().expect("a temporary folder");
    let given: Vec<_> = std::env::args().skip(1).filter(|argument| !argument.starts_with('-')).collect();
    if let [folder, scale] = given.as_slice() {
        plan::write(Path::new(folder), scale.parse().expect("a whole number"));
        return;
    }
    println!("`plangen check`, best of {RUNS} runs after one warm-up");
    let mut walls = Vec::new();
    for scale in [1, 2, 4] {
        let folder = place.path().join(scale.to_string());
        let bytes = plan::write(&folder, scale);
        check(&folder);
        let runs: Vec<_> = (0..RUNS).map(|_| check(&folder)).collect();
        let wall = runs.iter().map(|run| run.0).min().unwrap_or_default().as_secs_f64();
        let memory = runs.iter().map(|run| run.1).max().unwrap_or_default() as f64 / 1024.0 / 1024.0;
        let megabytes = bytes as f64 / 1024.0 / 1024.0;
        println!("{scale}x  {megabytes:6.1} MB of text  wall {wall:7.3} s  peak memory {memory:7.1} MB");
        walls.push(wall);
    }
    differ(place.path());
    println!("growth: the {:.2}th power", (walls[2] / walls[0]).log2() / 2.0);
}

/// How long the plan and an edited copy take to be held against each other once both are read.
fn differ(place: &Path) {
    let (old, new) = (place.join("1"), place.join("edited"));
    plan::write(&new, 1);
    plan::edit(&new);
    let load = |root: &Path| plangen::load::load(root).expect("a folder").plan.expect("a plan");
    let (old, new) = (load(&old), load(&new));
    let mut changes = 0;
    let runs = (0..RUNS).map(|_| {
        let start = Instant::now();
        changes = plangen::diff::compare(&old, &new).changes.len();
        start.elapsed()
    });
    let wall = runs.min().unwrap_or_default().as_secs_f64();
    println!("diff of 1x against an edited copy  wall {wall:7.3} s  {changes} changes");
}

/// Wall time and peak memory in bytes of one check.
fn check(plan: &Path) -> (Duration, u64) {
    let start = Instant::now();
    let mut child = Command::new(env!("CARGO_BIN_EXE_plangen"))
        .args(["check", "--quiet", "--plan"])
        .arg(plan)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("plangen starts");
    let used = child.wait4().expect("plangen ends");
    // Rules may find something in invented data; a plan that cannot be read measures nothing.
    assert!(matches!(used.status.code(), Some(0 | 1)), "the check failed: {:?}", used.status);
    (start.elapsed(), used.rusage.maxrss)
}
