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
mod imprint;
mod ledger;
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
