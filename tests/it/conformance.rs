//! Holds finished pages against every row of the GB/T 9704-2012 checklist that the documents use.
//!
//! The documents are set with the program's own templates and fonts; lengths come from the frames
//! that also make the PDF. The table of all rows is printed (`--nocapture`) and kept as
//! `target/conformance.md`.

mod body;
mod carrying;
mod closing;
mod document;
mod file;
mod geometry;
mod head;
mod hostile;
mod imprint;
mod ledger;
mod mutants;
mod page;
mod table;
mod variants;

use std::path::Path;
use std::sync::LazyLock;

use ledger::{Line, Requirement};

/// Every requirement that is measured, in the order of the checklist.
fn requirements() -> impl Iterator<Item = &'static Requirement> {
    let modules = [
        page::REQUIREMENTS,
        head::REQUIREMENTS,
        body::REQUIREMENTS,
        closing::REQUIREMENTS,
        imprint::REQUIREMENTS,
        table::REQUIREMENTS,
        carrying::REQUIREMENTS,
        file::REQUIREMENTS,
    ];
    modules.into_iter().flatten()
}

static LINES: LazyLock<Vec<Line>> = LazyLock::new(|| ledger::measure(requirements(), &variants::DOCUMENTS));

#[test]
fn every_row_of_the_standard_holds() {
    let table = ledger::table(&LINES);
    println!("{table}");
    let target = Path::new(env!("CARGO_MANIFEST_DIR")).join("target");
    std::fs::create_dir_all(&target).unwrap();
    std::fs::write(target.join("conformance.md"), &table).unwrap();
    let faults: Vec<String> = LINES
        .iter()
        .flat_map(|line| line.faults.iter().map(|fault| format!("{}: {fault}", line.requirement.id)))
        .collect();
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}

/// The ledger beside the templates: id, status and what it names, one entry a row.
fn ledger_rows() -> Vec<(&'static str, &'static str, &'static str)> {
    let rows = include_str!("../../templates/lib/gongwen.md").lines().filter_map(|line| {
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        let [_, id, clause, required, status, by, _] = cells[..] else { return None };
        let is_row = id.len() == 3 && id[1..].chars().all(|c| c.is_ascii_digit());
        assert!(!is_row || [clause, required, by].iter().all(|cell| !cell.is_empty()), "{line}");
        is_row.then_some((id, status, by))
    });
    rows.collect()
}

#[test]
fn the_ledger_and_the_measurements_agree() {
    let rows = ledger_rows();
    let mut faults = Vec::new();
    for (id, status, by) in &rows {
        let named = by.strip_prefix('`').and_then(|rest| rest.split('`').next());
        let measured = requirements().find(|requirement| requirement.id == *id);
        let name = measured.map(|requirement| requirement.measured_by.trim_start_matches("it::conformance::"));
        if named != name {
            faults.push(format!("{id}: the ledger names {named:?}, measured by {name:?}"));
        }
        if *status == "排版" && measured.is_none() || !["排版", "数据", "使用者", "不适用"].contains(status)
        {
            faults.push(format!("{id}: {status} without a measurement"));
        }
        if *status == "不适用" && measured.is_some() {
            faults.push(format!("{id}: measured, hence of use"));
        }
    }
    for requirement in requirements() {
        let times = rows.iter().filter(|(id, ..)| *id == requirement.id).count();
        if times != 1 {
            faults.push(format!("{}: {times} times in the ledger", requirement.id));
        }
    }
    // The checklist numbers its rows without a gap.
    for (letter, count) in [("P", 17), ("V", 14), ("B", 22), ("I", 8), ("N", 7), ("T", 4), ("C", 8), ("A", 10)] {
        let listed: Vec<&str> = rows.iter().map(|(id, ..)| *id).filter(|id| id.starts_with(letter)).collect();
        let wanted: Vec<String> = (1..=count).map(|number| format!("{letter}{number:02}")).collect();
        if listed != wanted {
            faults.push(format!("{letter}: rows {listed:?}"));
        }
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn the_variants_reach_every_case() {
    let found = |id: &str| LINES.iter().find(|line| line.requirement.id == id).map_or("", |line| line.found.as_str());
    let cases = [
        ("N04", &["(a) shared", "(b) alone", "(c) after a blank"][..]),
        ("B02", &["1 lines", "2 lines", "3 lines", "4 lines"]),
        ("B09", &["level 1", "level 2", "level 3", "level 4"]),
        ("B10", &["decimal", "gongwen"]),
        ("B14", &["longer date's right edge", "signature's right edge"]),
        ("C04", &["附件n", "《…》附件n"]),
        ("B12", &["gap", "wrapped under the name"]),
        ("T03", &["caption's centre", "unit's right edge"]),
        ("P05", &["rows of a full page"]),
        ("P09", &["even page", "mirrored, even page"]),
    ];
    for (id, wanted) in cases {
        for case in wanted {
            assert!(found(id).contains(case), "{id}: no document shows {case}: {}", found(id));
        }
    }
}
