//! The contact book as comma-separated values (RFC 4180), in UTF-8 with the mark that makes
//! spreadsheets read it as such.

use super::xlsx;
use crate::views::contact_book::ContactBook;

/// The book, with the headings of the workbook. A value that a spreadsheet would take for a formula
/// has an apostrophe before it: a file of this kind has no other way to say that it is text.
pub fn book(book: &ContactBook) -> String {
    let mut text = String::from("\u{feff}");
    for row in xlsx::rows(book) {
        let cells: Vec<String> = row.iter().map(|value| cell(value)).collect();
        text.push_str(&cells.join(","));
        text.push_str("\r\n");
    }
    text
}

fn cell(value: &str) -> String {
    let mark = if xlsx::formula(value) { "'" } else { "" };
    if value.contains(['"', ',', '\r', '\n']) || !mark.is_empty() {
        format!("\"{mark}{}\"", value.replace('"', "\"\""))
    } else {
        value.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::cell;

    #[test]
    fn a_cell_is_text_and_stays_one_cell() {
        assert_eq!(cell("0393-0000001"), "0393-0000001");
        assert_eq!(cell("甲,\"乙\"\n丙"), "\"甲,\"\"乙\"\"\n丙\"");
        assert_eq!(cell("=1+1"), "\"'=1+1\"");
        assert_eq!(cell("-"), "\"'-\"");
    }
}
