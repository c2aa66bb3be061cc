//! How long `plangen import contacts` takes for 10,000 contacts and how much memory it needs.
//!
//! The book: 10,000 persons of the sample plan's units with two numbers and a verification each;
//! imported into a plan without them, then into the plan that has them, once unchanged and once
//! with every tenth number changed. To hold: 2 s each. Measures whole processes from outside;
//! prints, judges nothing. Run with `cargo bench --bench import_contacts`.

#![allow(
    clippy::print_stdout,
    clippy::expect_used,
    clippy::disallowed_methods,
    reason = "a benchmark prints and may stop"
)]

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use rust_xlsxwriter::Workbook;
use wait4::Wait4;

const RUNS: usize = 5;
const CONTACTS: u32 = 10_000;

fn main() {
    let place = tempfile::tempdir().expect("a temporary folder");
    let plan = place.path().join("plan");
    let (book, changed) = (place.path().join("book.xlsx"), place.path().join("changed.xlsx"));
    write(&book, false);
    write(&changed, true);
    println!("`plangen import contacts` of {CONTACTS} contacts, best of {RUNS} runs");
    let fresh = || {
        _ = fs::remove_dir_all(&plan);
        copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/plans/minimal"), &plan);
    };
    measure("new", &mut || {
        fresh();
        import(&plan, &book)
    });
    measure("unchanged", &mut || import(&plan, &book));
    measure("a tenth changed", &mut || {
        fresh();
        import(&plan, &book);
        import(&plan, &changed)
    });
}

fn measure(what: &str, run: &mut dyn FnMut() -> (Duration, u64)) {
    let runs: Vec<_> = (0..RUNS).map(|_| run()).collect();
    let wall = runs.iter().map(|run| run.0).min().unwrap_or_default().as_secs_f64();
    let memory = runs.iter().map(|run| run.1).max().unwrap_or_default() as f64 / 1024.0 / 1024.0;
    println!("{what:>16}  wall {wall:7.3} s  peak memory {memory:7.1} MB");
}

/// Wall time and peak memory in bytes of one import.
fn import(plan: &Path, book: &Path) -> (Duration, u64) {
    let start = Instant::now();
    let mut child = Command::new(env!("CARGO_BIN_EXE_plangen"))
        .args(["import", "contacts", "--yes", "--quiet", "--plan"])
        .args([plan, book])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("plangen starts");
    let used = child.wait4().expect("plangen ends");
    assert!(used.status.success(), "the import failed: {:?}", used.status);
    (start.elapsed(), used.rusage.maxrss)
}

/// A book as a personnel office keeps it.
fn write(path: &Path, changed: bool) {
    let mut file = Workbook::new();
    let sheet = file.add_worksheet();
    let head = ["工号", "姓名", "部门", "职务", "手机", "办公电话", "核实日期", "核实人", "核实方式", "核实结果"];
    for (column, title) in (0..).zip(head) {
        sheet.write_string(0, column, title).expect("a cell");
    }
    for row in 1..=CONTACTS {
        let mobile =
            if changed && row % 10 == 0 { 13_900_000_000 + u64::from(row) } else { 13_800_000_000 + u64::from(row) };
        let cells = [
            format!("{row:05}"),
            format!("人员{row}"),
            if row % 3 == 0 { "办公室" } else { "信息中心" }.to_owned(),
            "工程师".to_owned(),
            String::new(),
            format!("0393-{row:07}"),
            "2026-02-20".to_owned(),
            "机房值班员".to_owned(),
            "拨通".to_owned(),
            "通".to_owned(),
        ];
        for (column, cell) in (0..).zip(&cells).filter(|(_, cell)| !cell.is_empty()) {
            sheet.write_string(row, column, cell).expect("a cell");
        }
        sheet.write_number(row, 4, mobile as f64).expect("a cell");
    }
    file.save(path).expect("a workbook");
}

/// Copies a folder.
fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a folder") {
        let entry = entry.expect("an entry");
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).expect("a copy");
        }
    }
}
