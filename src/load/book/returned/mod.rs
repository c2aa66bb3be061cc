//! A confirmation sheet that came back: what was ticked, what was written beside it, who signed.
//!
//! Reads what the sheet says, cell by cell; what it means to the plan is told by holding it against
//! one ([`judge`]).

mod judge;

use super::super::faults;
use super::super::workbook::{Cell, Sheet, Value, Workbook};
use super::days;
use crate::finding::{Address, Finding, Place};
use crate::model::{Date, Sourced};
use crate::say;

pub use judge::{Judged, judge};

/// Headings by which a confirmation sheet is known, as they are written into it.
const HEADINGS: [&str; 5] = ["编号", "种类", "登记的号码", "无误", "更正"];
/// The rows below the table.
const SIGNED: [&str; 2] = ["核对人", "核对日期"];
/// How many rows with something in them are looked at for headings.
const ROWS: usize = 30;

/// A returned sheet.
#[derive(Debug, Default)]
pub struct Returned {
    /// The rows of numbers.
    rows: Vec<Row>,
    /// Who checked them, and the day: where each is filled in.
    signed: Option<Place>,
    day: Option<Sourced<Date>>,
    /// The first heading.
    place: Option<Place>,
}

/// A row of it.
#[derive(Debug)]
struct Row {
    place: Place,
    id: Option<Sourced<String>>,
    kind: String,
    /// The number the sheet was made with.
    registered: Option<Sourced<String>>,
    tick: Option<(Tick, Place)>,
    /// What was written as the right one.
    right: Option<(Value, Place)>,
}

/// An answer to whether a number is right.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Tick {
    Right,
    Wrong,
    /// Something else.
    Unclear,
}

impl Returned {
    /// The day on which it was filled in.
    pub fn day(&self) -> Option<&Sourced<Date>> {
        self.day.as_ref()
    }
}

/// Whether a workbook holds a confirmation sheet.
pub fn is_returned(workbook: &Workbook) -> bool {
    workbook.sheets.iter().any(|sheet| headings(sheet).is_some())
}

/// Reads the confirmation sheets of a workbook.
pub fn returned(workbook: &Workbook) -> (Returned, Vec<Finding>) {
    let mut findings = Vec::new();
    let mut returned = Returned::default();
    for sheet in &workbook.sheets {
        if let Some((row, columns)) = headings(sheet) {
            take(sheet, row, columns, workbook.since_1904, &mut returned, &mut findings);
        }
    }
    if returned.place.is_none()
        && let Some(sheet) = workbook.sheets.first()
    {
        let message = say!("这不是应急联系方式核实表", "this is no confirmation sheet");
        findings.push(Finding::error(faults::UNKNOWN_LAYOUT, super::top(sheet), message).help(say!(
            "用 plangen contacts sheet 生成的表；通讯录用 plangen import contacts 导入",
            "give one that plangen contacts sheet made; contact books are for plangen import contacts"
        )));
    }
    if let Some(place) = returned.place.filter(|_| returned.signed.is_none()) {
        let message = say!("没有填“核对人”", "nobody signed as the one who checked");
        findings.push(Finding::warning(faults::UNCONFIRMED_CONTACT, place, message).help(say!(
            "请交表的单位补填；没有人负责的回执不算数",
            "have the body fill it in: a receipt that nobody answers for does not count"
        )));
    }
    (returned, findings)
}

/// The row of headings and the column of each.
fn headings(sheet: &Sheet) -> Option<(u32, [u32; 5])> {
    sheet.rows().take(ROWS).find_map(|(row, cells)| {
        let column = |heading: &str| {
            let found = cells.iter().find(|(_, cell)| cell.value.words() == heading);
            found.map(|(column, _)| *column)
        };
        let mut columns = [0; 5];
        for (column_of, heading) in columns.iter_mut().zip(HEADINGS) {
            *column_of = column(heading)?;
        }
        Some((row, columns))
    })
}

fn take(
    sheet: &Sheet,
    heading: u32,
    columns: [u32; 5],
    since_1904: bool,
    returned: &mut Returned,
    findings: &mut Vec<Finding>,
) {
    let [id, kind, registered, tick, right] = columns;
    let first = sheet.cell(Address { row: heading, column: id });
    returned.place = returned.place.or(first.map(|cell| cell.place));
    for (row, cells) in sheet.rows().filter(|(row, _)| *row > heading) {
        let cell = |column: u32| sheet.cell(Address { row, column });
        let label = cell(id).map(|cell| cell.value.words()).unwrap_or_default();
        if SIGNED.contains(&label.as_str()) {
            let filled = cells.iter().find(|(column, _)| *column > id).map(|(_, cell)| *cell);
            sign(&label, filled, since_1904, returned, findings);
            continue;
        }
        let text = |column: u32| {
            let cell = cell(column)?;
            Some(Sourced { value: cell.value.words(), place: cell.place })
        };
        let Some(place) = cells.first().map(|(_, cell)| cell.place) else { continue };
        returned.rows.push(Row {
            place,
            id: text(id),
            kind: text(kind).map(|kind| kind.value).unwrap_or_default(),
            registered: text(registered),
            tick: cell(tick).map(|cell| (self::tick(&cell.value), cell.place)),
            right: cell(right).map(|cell| (cell.value.clone(), cell.place)),
        });
    }
}

fn sign(label: &str, filled: Option<&Cell>, since_1904: bool, returned: &mut Returned, findings: &mut Vec<Finding>) {
    let Some(cell) = filled else { return };
    if label == SIGNED[0] {
        returned.signed = Some(cell.place);
        return;
    }
    match days::day(&cell.value, since_1904) {
        Some(day) => returned.day = Some(Sourced { value: day, place: cell.place }),
        None => {
            let message = say!("“核对日期”不是日期，或者说不清是哪一天", "the day is none, or may be either of two");
            findings.push(Finding::error(faults::UNUSABLE_CELL, cell.place, message).help(say!(
                "写成 2026-09-07 的样子；或者用 --as-of 写明",
                "write it like 2026-09-07, or give it with --as-of"
            )));
        }
    }
}

fn tick(value: &Value) -> Tick {
    const RIGHT: [&str; 11] = ["√", "✓", "✔", "☑", "是", "对", "无误", "正确", "Y", "y", "1"];
    const WRONG: [&str; 9] = ["×", "✗", "✘", "否", "错", "有误", "N", "n", "0"];
    match value {
        Value::Truth(true) => Tick::Right,
        Value::Truth(false) => Tick::Wrong,
        other => {
            let words = other.words();
            match words.trim() {
                words if RIGHT.contains(&words) => Tick::Right,
                words if WRONG.contains(&words) => Tick::Wrong,
                _ => Tick::Unclear,
            }
        }
    }
}
