//! Hidden rows and columns and merged cells of an .ods (OpenDocument 1.2, part 1, 9.1).

use std::collections::BTreeMap;
use std::io::Cursor;

use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;

use super::super::Area;
use super::super::refusal::Refusal;
use super::{MERGED, Marks, attribute, each};
use crate::finding::Address;

/// The marks of every sheet, by its name.
pub(in crate::load::workbook) fn of(bytes: &[u8]) -> Result<BTreeMap<String, Marks>, Refusal> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| Refusal::Broken(error.to_string()))?;
    let mut scan = Scan::default();
    each(&mut archive, "content.xml", &mut |event| scan.event(event))?;
    scan.close();
    Ok(scan.all)
}

#[derive(Default)]
struct Scan {
    all: BTreeMap<String, Marks>,
    name: Option<String>,
    marks: Marks,
    /// The row, the cell and the column definition that come next, from 0.
    row: u32,
    column: u32,
    defined: u32,
    /// How many rows the row stands for.
    rows: u32,
}

impl Scan {
    fn event(&mut self, event: &Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag, false),
            Event::Empty(tag) => self.start(tag, true),
            Event::End(tag) => match tag.local_name().as_ref() {
                "table-row" => self.row = self.row.saturating_add(self.rows),
                "table" => self.close(),
                _ => {}
            },
            _ => {}
        }
    }

    fn start(&mut self, tag: &BytesStart<'_>, empty: bool) {
        match tag.local_name().as_ref() {
            "table" => {
                self.close();
                self.name = attribute(tag, "name");
            }
            "table-column" => {
                let count = count(tag, "number-columns-repeated");
                let after = self.defined.saturating_add(count);
                if is_hidden(tag) {
                    self.marks.hidden_columns.push((self.defined, after - 1));
                }
                self.defined = after;
            }
            "table-row" => {
                self.rows = count(tag, "number-rows-repeated");
                self.column = 0;
                let after = self.row.saturating_add(self.rows);
                if is_hidden(tag) {
                    self.marks.hidden_rows.push((self.row, after - 1));
                }
                if empty {
                    self.row = after;
                }
            }
            "table-cell" | "covered-table-cell" => self.cell(tag),
            _ => {}
        }
    }

    fn cell(&mut self, tag: &BytesStart<'_>) {
        let (down, right) = (count(tag, "number-rows-spanned"), count(tag, "number-columns-spanned"));
        if (down > 1 || right > 1) && self.marks.merged.len() < MERGED {
            let first = Address { row: self.row, column: self.column };
            let last =
                Address { row: first.row.saturating_add(down - 1), column: first.column.saturating_add(right - 1) };
            self.marks.merged.push(Area { first, last });
        }
        self.column = self.column.saturating_add(count(tag, "number-columns-repeated"));
    }

    /// Ends a sheet and is ready for the next one.
    fn close(&mut self) {
        let marks = std::mem::take(&mut self.marks);
        if let Some(name) = self.name.take() {
            self.all.insert(name, marks);
        }
        (self.row, self.column, self.defined, self.rows) = (0, 0, 0, 0);
    }
}

/// A count of at least 1, as it is where nothing is said.
fn count(tag: &BytesStart<'_>, name: &str) -> u32 {
    if !tag.attributes_raw().contains(name) {
        return 1;
    }
    attribute(tag, name).and_then(|text| text.parse().ok()).unwrap_or(1).max(1)
}

/// Hidden by hand or by a filter.
fn is_hidden(tag: &BytesStart<'_>) -> bool {
    tag.attributes_raw().contains("visibility")
        && matches!(attribute(tag, "visibility").as_deref(), Some("collapse" | "filter"))
}
