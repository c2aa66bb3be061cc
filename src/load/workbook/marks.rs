//! What calamine does not tell of a workbook: hidden rows and columns, merged cells, and formulas
//! that no program has worked out. Here of an .xlsx; of the others below.

pub(super) mod ods;
pub(super) mod xls;

use std::collections::BTreeMap;
use std::io::{BufReader, Cursor, Read};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;

use super::Area;
use super::refusal::Refusal;
use crate::finding::Address;

/// Most merged areas of a sheet that are taken; each is held against every cell that is asked for.
const MERGED: usize = 20_000;

/// The marks of one sheet.
#[derive(Debug, Default)]
pub(super) struct Marks {
    pub(super) merged: Vec<Area>,
    pub(super) hidden_rows: Vec<(u32, u32)>,
    pub(super) hidden_columns: Vec<(u32, u32)>,
    /// Cells with a formula and no value.
    pub(super) unworked: Vec<Address>,
}

/// The marks of every sheet, by its name.
pub(super) fn of(bytes: &[u8]) -> Result<BTreeMap<String, Marks>, Refusal> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| Refusal::Broken(error.to_string()))?;
    let mut sheets = Vec::new();
    each(&mut archive, "xl/workbook.xml", &mut |event| {
        if let Event::Start(tag) | Event::Empty(tag) = event
            && tag.local_name().as_ref() == "sheet"
        {
            sheets.extend(Some((attribute(tag, "name"), attribute(tag, "id"))));
        }
    })?;
    let mut targets = BTreeMap::new();
    each(&mut archive, "xl/_rels/workbook.xml.rels", &mut |event| {
        if let Event::Start(tag) | Event::Empty(tag) = event
            && let (Some(id), Some(target)) = (attribute(tag, "Id"), attribute(tag, "Target"))
        {
            targets.insert(id, path(&target));
        }
    })?;
    let mut all = BTreeMap::new();
    for (name, id) in sheets {
        let target = id.and_then(|id| targets.get(&id));
        // Sheets that hold no cells, such as charts, have nothing to tell.
        if let (Some(name), Some(target)) = (name, target.filter(|target| target.contains("worksheets/"))) {
            let mut marks = Marks::default();
            let mut scan = Scan { marks: &mut marks, row: 0, cell: String::new(), formula: false, value: false };
            each(&mut archive, target, &mut |event| scan.event(event))?;
            all.insert(name, marks);
        }
    }
    Ok(all)
}

/// The path in the archive of what a relation of the workbook leads to.
fn path(target: &str) -> String {
    let target = target.replace('\\', "/");
    match target.strip_prefix('/') {
        Some(path) => path.to_owned(),
        None => format!("xl/{target}"),
    }
}

/// Hears every event of a file in the archive.
fn each(archive: &mut ZipArchive<Cursor<&[u8]>>, path: &str, hear: &mut dyn FnMut(&Event<'_>)) -> Result<(), Refusal> {
    let broken = |error: String| Refusal::Broken(error);
    let index = (0..archive.len()).find(|index| {
        let file = archive.by_index_raw(*index);
        file.is_ok_and(|file| file.name().is_ok_and(|name| name.replace('\\', "/").eq_ignore_ascii_case(path)))
    });
    let index = index.ok_or_else(|| broken(format!("{path}?")))?;
    let file = archive.by_index(index).map_err(|error| broken(error.to_string()))?;
    let size = file.size();
    // What the archive declares was bounded; a file that goes on behind it is cut.
    let mut reader = Reader::from_reader(BufReader::new(file.take(size)));
    let mut buffer = Vec::new();
    loop {
        match reader.read_event_into(&mut buffer) {
            Ok(Event::Eof) => return Ok(()),
            Ok(event) => hear(&event),
            Err(error) => return Err(broken(error.to_string())),
        }
        buffer.clear();
    }
}

/// An attribute by its name without a prefix, plain: what a reference to an entity stands for is
/// looked up among the five that every XML has, nowhere else.
fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = tag.attributes().flatten().find(|own| own.key.local_name().as_ref() == name)?;
    found.normalized_value(quick_xml::XmlVersion::Explicit1_0).ok().map(std::borrow::Cow::into_owned)
}

/// A sheet while it is read.
struct Scan<'a> {
    marks: &'a mut Marks,
    row: u32,
    /// The attributes of the cell.
    cell: String,
    formula: bool,
    value: bool,
}

impl Scan<'_> {
    fn event(&mut self, event: &Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag, false),
            Event::Empty(tag) => self.start(tag, true),
            Event::End(tag) => match tag.local_name().as_ref() {
                "row" => self.row += 1,
                "c" => self.end_cell(),
                _ => {}
            },
            _ => {}
        }
    }

    fn start(&mut self, tag: &BytesStart<'_>, empty: bool) {
        match tag.local_name().as_ref() {
            "row" => {
                if let Some(number) = attribute(tag, "r").and_then(|text| text.parse::<u32>().ok()) {
                    self.row = number.saturating_sub(1);
                }
                if is_hidden(tag) {
                    lengthen(&mut self.marks.hidden_rows, self.row);
                }
                self.row += u32::from(empty);
            }
            "col" if is_hidden(tag) => {
                let edge = |name| attribute(tag, name).and_then(|text| text.parse::<u32>().ok());
                if let (Some(min @ 1..), Some(max @ 1..)) = (edge("min"), edge("max")) {
                    self.marks.hidden_columns.push((min - 1, max - 1));
                }
            }
            "c" => {
                (self.formula, self.value) = (false, false);
                // Cells are the many; few have to be looked at twice.
                self.cell.clear();
                self.cell.push_str(tag.attributes_raw());
                if empty {
                    self.end_cell();
                }
            }
            "f" => self.formula = true,
            "v" | "is" => self.value = !empty,
            "mergeCell" if self.marks.merged.len() < MERGED => {
                self.marks.merged.extend(attribute(tag, "ref").and_then(|text| area(&text)));
            }
            _ => {}
        }
    }

    fn end_cell(&mut self) {
        if self.formula && !self.value {
            self.marks.unworked.extend(named(&self.cell));
        }
    }
}

/// The address among the attributes of a cell: ` r="E7" s="1"`. Who writes a formula writes it.
fn named(attributes: &str) -> Option<Address> {
    let attribute = attributes.split_ascii_whitespace().find_map(|own| own.strip_prefix("r="))?;
    parse(attribute.trim_matches(['"', '\'']))
}

fn is_hidden(tag: &BytesStart<'_>) -> bool {
    // Rows without the word are the many; its absence is cheap to see.
    tag.attributes_raw().contains("hidden") && matches!(attribute(tag, "hidden").as_deref(), Some("1" | "true"))
}

/// Adds a row to the last stretch of rows, or begins another.
fn lengthen(rows: &mut Vec<(u32, u32)>, row: u32) {
    match rows.last_mut() {
        Some((_, last)) if last.checked_add(1) == Some(row) => *last = row,
        _ => rows.push((row, row)),
    }
}

/// `E7`
fn parse(text: &str) -> Option<Address> {
    let digits = text.find(|c: char| c.is_ascii_digit())?;
    let (letters, number) = text.split_at(digits);
    let mut column = 0_u32;
    for letter in letters.bytes() {
        let value = u32::from(letter.to_ascii_uppercase().checked_sub(b'A')?);
        column = column.checked_mul(26)?.checked_add(value + 1).filter(|_| value < 26)?;
    }
    Some(Address { row: number.parse::<u32>().ok()?.checked_sub(1)?, column: column.checked_sub(1)? })
}

/// `A3:B5`
fn area(text: &str) -> Option<Area> {
    let (first, last) = text.split_once(':')?;
    Some(Area { first: parse(first)?, last: parse(last)? })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_read_as_they_are_written() {
        for text in ["A1", "Z9", "AA10", "XFD1048576"] {
            assert_eq!(parse(text).unwrap().to_string(), text);
        }
        assert_eq!(named(" s=\"1\" r=\"E7\" t='s'").unwrap().to_string(), "E7");
        for text in ["", "A", "A0", "1", "a-1", "ZZZZZZZZ1"] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
