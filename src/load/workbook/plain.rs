//! Tables of comma-separated values: UTF-8, GB18030 or what spreadsheets call Unicode text.

use std::collections::BTreeMap;

use super::kind::is_utf16;
use super::refusal::Refusal;
use super::{Measure, Part, Parts, Value};
use crate::finding::Address;

/// Most rows, as in a workbook.
const ROWS: u32 = 1 << 20;
/// Most columns, likewise.
const COLUMNS: u32 = 1 << 14;

/// Reads a table.
///
/// # Errors
/// When its text is in no encoding that is known, or over a limit.
pub(super) fn table(bytes: &[u8]) -> Result<Parts, Refusal> {
    let text = decode(bytes)?.replace("\r\n", "\n").replace('\r', "\n");
    let mut cells = BTreeMap::new();
    let mut measure = Measure::default();
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter(&text))
        .from_reader(text.as_bytes());
    // A spreadsheet shows a blank line as a row, and a record over several lines as one.
    let mut breaks = 0;
    for record in reader.records() {
        let record = record.map_err(|error| Refusal::Broken(error.to_string()))?;
        let (line, start) = record.position().map_or((1, 0), |position| (position.line(), position.byte()));
        let rest = usize::try_from(start).ok().and_then(|start| text.as_bytes().get(start..)).unwrap_or_default();
        let blank = rest.iter().take_while(|byte| **byte == b'\n').count() as u64;
        let row = u32::try_from(line + blank - 1 - breaks).ok().filter(|row| *row < ROWS);
        let row = row.ok_or(Refusal::TooLarge)?;
        breaks += record.iter().map(|field| field.matches('\n').count() as u64).sum::<u64>();
        for (column, field) in (0..).zip(&record) {
            if column >= COLUMNS {
                return Err(Refusal::TooLarge);
            }
            if let Some(value) = self::text(unmarked(field)) {
                measure.add(Address { row, column }, &value)?;
                cells.insert(Address { row, column }, value);
            }
        }
    }
    let part = Part { cells, ..Part::default() };
    Ok(Parts { since_1904: false, sheets: vec![part] })
}

/// Text of a cell; none where there is only space in it.
pub(super) fn text(text: &str) -> Option<Value> {
    let text = text.trim_matches(|c: char| c.is_whitespace() || super::super::encoding::is_hidden(c));
    (!text.is_empty()).then(|| Value::Text(text.to_owned()))
}

/// A field without the apostrophe that keeps a spreadsheet from taking it for a formula.
fn unmarked(field: &str) -> &str {
    match field.strip_prefix('\'') {
        Some(rest) if rest.starts_with(['=', '+', '-', '@', '\t', '\n']) => rest,
        _ => field,
    }
}

fn decode(bytes: &[u8]) -> Result<String, Refusal> {
    if is_utf16(bytes) {
        let (text, _, lost) = encoding_rs::UTF_16LE.decode(bytes);
        return if lost { Err(Refusal::Encoding) } else { Ok(text.into_owned()) };
    }
    let bytes = bytes.strip_prefix(&[0xEF, 0xBB, 0xBF]).unwrap_or(bytes);
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Ok(text.to_owned());
    }
    let text = encoding_rs::GB18030.decode_without_bom_handling_and_without_replacement(bytes);
    text.map(std::borrow::Cow::into_owned).ok_or(Refusal::Encoding)
}

/// What stands between the values: whichever is commonest in the first line that has any.
fn delimiter(text: &str) -> u8 {
    let counted = text.lines().find_map(|line| {
        let count = |mark: u8| line.bytes().filter(|byte| *byte == mark).count();
        b",\t;".iter().map(|mark| (count(*mark), *mark)).filter(|(count, _)| *count > 0).max_by_key(|(count, _)| *count)
    });
    counted.map_or(b',', |(_, mark)| mark)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(bytes: &[u8]) -> Vec<(String, String)> {
        let mut parts = table(bytes).unwrap();
        let cells = parts.sheets.remove(0).cells;
        cells.into_iter().map(|(address, value)| (address.to_string(), value.words())).collect()
    }

    #[test]
    fn a_table_is_the_same_in_every_encoding_and_with_every_mark() {
        let text = "姓名,手机\r\n\r\n张某甲,\"13800000001\n13900000001\"\r\n李某乙,'+86\r\n";
        let wanted = [
            ("A1", "姓名"),
            ("B1", "手机"),
            ("A3", "张某甲"),
            ("B3", "13800000001\n13900000001"),
            ("A4", "李某乙"),
            ("B4", "+86"),
        ];
        let wanted: Vec<_> = wanted.iter().map(|(address, text)| ((*address).to_owned(), (*text).to_owned())).collect();
        assert_eq!(cells(text.as_bytes()), wanted);
        assert_eq!(cells(&encoding_rs::GB18030.encode(text).0), wanted);
        let utf16: Vec<u8> = "\u{feff}"
            .chars()
            .chain(text.replace(',', "\t").chars())
            .collect::<String>()
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        assert_eq!(cells(&utf16), wanted);
        assert_eq!(cells(text.replace(',', ";").as_bytes()), wanted);
        assert_eq!(table(b"a,\xFF\xFF\n"), Err(Refusal::Encoding));
    }
}
