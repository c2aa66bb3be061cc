//! Contact books into a plan.

mod changes;
mod exported;
mod living;
mod sheets;

use std::fs;

use rust_xlsxwriter::Workbook;

use crate::small::{Run, Small};

impl Small {
    /// Imports a workbook with these cells, as one would by hand.
    fn import(&self, rows: &[&[&str]], more: &[&str]) -> Run {
        self.import_bytes("通讯录.xlsx", &book(rows), more)
    }

    fn import_bytes(&self, name: &str, bytes: &[u8], more: &[&str]) -> Run {
        fs::write(self.folder().join(name), bytes).unwrap();
        let arguments = ["import", "contacts", name, "-q", "--format", "json", "--lang", "zh"];
        self.run(arguments.iter().chain(more))
    }
}

/// A workbook of text.
fn book(rows: &[&[&str]]) -> Vec<u8> {
    let mut file = Workbook::new();
    let sheet = file.add_worksheet();
    sheet.set_name("名单").unwrap();
    for (row, cells) in (0..).zip(rows) {
        for (column, cell) in (0..).zip(*cells).filter(|(_, cell)| !cell.is_empty()) {
            sheet.write_string(row, column, *cell).unwrap();
        }
    }
    file.save_to_buffer().unwrap()
}
