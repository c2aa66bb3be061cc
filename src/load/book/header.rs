//! Where the headings of a sheet are, and what each column holds.

use std::collections::BTreeMap;

use super::super::faults;
use super::super::findings::Findings;
use super::super::workbook::{Cell, Sheet, Value};
use super::field::{Field, title};
use super::layout::Layout;
use crate::finding::{Finding, nearest};
use crate::say;

/// How many rows with something in them are looked at for headings.
const ROWS: usize = 30;

/// What the columns of a sheet hold.
#[derive(Debug)]
pub(super) struct Columns {
    /// The last row of the headings, from 0.
    pub(super) row: u32,
    /// By column: what it holds, and its heading as other columns name it.
    pub(super) fields: BTreeMap<u32, (Field, String)>,
}

impl Columns {
    /// Whether one of them holds this.
    pub(super) fn holds(&self, field: Field) -> bool {
        self.fields.values().any(|(own, _)| *own == field)
    }

    /// The first column that holds this.
    pub(super) fn of(&self, field: Field) -> Option<u32> {
        self.fields.iter().find(|(_, (own, _))| *own == field).map(|(column, _)| *column)
    }
}

/// Finds the headings; none where there are none, which is told only where a mapping says that
/// there should be.
pub(super) fn find(sheet: &Sheet, layout: &Layout, findings: &mut Findings) -> Option<Columns> {
    let rows: Vec<_> = sheet.rows().take(ROWS).collect();
    let asked = layout.header_row.as_ref().map(|row| row.value);
    let candidates = rows.iter().enumerate().filter(|(_, (row, _))| asked.is_none_or(|own| i64::from(*row) + 1 == own));
    let scored = candidates.map(|(at, (_, cells))| (known(cells, layout).count(), at));
    // Of rows that know the same number the first one is the headings.
    let (_, at) = scored.filter(|(count, _)| *count > 0).max_by_key(|(count, at)| (*count, usize::MAX - at))?;
    let (row, cells) = &rows[at];
    let mut columns = Columns { row: *row, fields: BTreeMap::new() };
    let mut unused = Vec::new();
    put(cells, layout, &mut columns, &mut unused, findings);
    // Headings over two rows: the second parts what the first one sums up.
    if let Some((below, cells)) = rows.get(at + 1)
        && *below == row + 1
        && cells.iter().all(|(_, cell)| heading(cell).and_then(|own| field(own, layout)).is_some())
    {
        columns.row = *below;
        for (column, _) in cells {
            columns.fields.remove(column);
        }
        put(cells, layout, &mut columns, &mut unused, findings);
    }
    let named = [Field::Name, Field::Label, Field::Contact, Field::Staff].into_iter().any(|own| columns.holds(own));
    if !named || columns.fields.len() < 2 {
        return None;
    }
    missing(layout, cells, findings);
    if let Some((place, _)) = unused.first().copied() {
        let words = unused.iter().map(|(_, own)| *own).collect::<Vec<_>>().join("、");
        let message = say!("没有用到的列：{words}", "columns that are not used: {words}");
        let help = say!(
            "其中有联系方式的，用 --map 指明它是什么",
            "where one of them holds a way to reach somebody, say so with --map"
        );
        findings.push(Finding::info(faults::UNKNOWN_LAYOUT, place, message).help(help));
    }
    Some(columns)
}

fn heading(cell: &Cell) -> Option<&str> {
    match &cell.value {
        Value::Text(text) => Some(text),
        _ => None,
    }
}

fn field(heading: &str, layout: &Layout) -> Option<Field> {
    layout.field(heading).or_else(|| Field::of_title(heading))
}

fn known<'r>(cells: &'r [(u32, &Cell)], layout: &'r Layout) -> impl Iterator<Item = Field> + 'r {
    cells.iter().filter_map(|(_, cell)| heading(cell)).filter_map(|own| field(own, layout))
}

/// Takes the headings of a row in.
fn put<'c>(
    cells: &[(u32, &'c Cell)],
    layout: &Layout,
    columns: &mut Columns,
    unused: &mut Vec<(crate::finding::Place, &'c str)>,
    findings: &mut Findings,
) {
    for (column, cell) in cells {
        let Some(heading) = heading(cell) else { continue };
        let Some(field) = field(heading, layout) else {
            unused.push((cell.place, heading));
            continue;
        };
        if !field.repeats() && columns.holds(field) {
            let message = say!("“{heading}”这一列出现了两次", "the column '{heading}' is there twice");
            let help = say!(
                "并排的几栏接成一栏；是别的内容的，改列名，或用 --map 写成 ignore",
                "put blocks that stand side by side below each other; where it is something else, rename it or map it to ignore"
            );
            findings.push(Finding::error(faults::UNKNOWN_LAYOUT, cell.place, message).help(help));
            continue;
        }
        columns.fields.insert(*column, (field, title(heading)));
    }
}

/// Reports headings that the mapping names and the sheet does not have.
fn missing(layout: &Layout, cells: &[(u32, &Cell)], findings: &mut Findings) {
    let there: Vec<String> = cells.iter().filter_map(|(_, cell)| heading(cell)).map(title).collect();
    for asked in layout.headings().filter(|asked| !there.contains(&title(&asked.value))) {
        let name = &asked.value;
        let message = say!("表头里没有“{name}”", "there is no heading '{name}'");
        let all = there.join("、");
        let help = match nearest(name, there.iter().map(String::as_str)) {
            Some(near) => say!("是不是“{near}”？表头：{all}", "did you mean '{near}'? the headings: {all}"),
            None => say!("表头：{all}", "the headings: {all}"),
        };
        findings.push(Finding::error(faults::UNKNOWN_LAYOUT, asked.place, message).help(help));
    }
}
