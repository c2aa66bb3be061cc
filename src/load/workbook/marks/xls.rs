//! Hidden rows and columns of an .xls ([MS-XLS] 2.4.53, 2.4.221), found in its stream of records.
//!
//! The stream is followed through the compound file ([MS-CFB] 2.2–2.6) as far as its header
//! reaches: seven million bytes. Of a file that is laid out otherwise nothing is known.

use std::collections::BTreeMap;

use super::{Marks, lengthen};

/// The marks of every sheet, by its name; merged cells are not among them.
pub(in crate::load::workbook) fn of(bytes: &[u8]) -> BTreeMap<String, Marks> {
    stream(bytes).map(|stream| sheets(&stream)).unwrap_or_default()
}

const BOUND_SHEET: u16 = 0x0085;
const ROW: u16 = 0x0208;
const COLUMNS: u16 = 0x007D;
const END: u16 = 0x000A;
const END_OF_CHAIN: u32 = 0xFFFF_FFFE;

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    bytes.get(at..at.checked_add(2)?)?.try_into().ok().map(u16::from_le_bytes)
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..at.checked_add(4)?)?.try_into().ok().map(u32::from_le_bytes)
}

/// The stream of the workbook.
fn stream(bytes: &[u8]) -> Option<Vec<u8>> {
    let shift = u32::from(u16_at(bytes, 30)?);
    let size = 1_usize.checked_shl(shift).filter(|size| (512..=4096).contains(size))?;
    // Sectors are counted from behind the header, which takes the first one.
    let sectors = bytes.get(size..)?;
    let mut table = Vec::new();
    for at in 0..109 {
        let id = u32_at(bytes, 76 + at * 4)?;
        if id < END_OF_CHAIN - 3 {
            table.extend(numbers(sector(sectors, size, id)?));
        }
    }
    let directory = chain(sectors, size, &table, u32_at(bytes, 48)?)?;
    let mut entries = directory.chunks_exact(128);
    let root = entries.next()?;
    let entry = entries.find(|entry| {
        let name: Vec<u8> = entry[..64].chunks_exact(2).map(|unit| unit[0]).take_while(|byte| *byte != 0).collect();
        matches!(name.as_slice(), b"Workbook" | b"Book")
    })?;
    let (start, length) = (u32_at(entry, 116)?, u32_at(entry, 120)?);
    if length >= u32_at(bytes, 56)? {
        return chain(sectors, size, &table, start);
    }
    // Short streams share one that is parted into sectors of their own.
    let shared = chain(sectors, size, &table, u32_at(root, 116)?)?;
    let short = numbers(&chain(sectors, size, &table, u32_at(bytes, 60)?)?).collect::<Vec<_>>();
    chain(&shared, SHORT, &short, start)
}

/// Bytes of a short sector.
const SHORT: usize = 64;

fn numbers(bytes: &[u8]) -> impl Iterator<Item = u32> {
    bytes.chunks_exact(4).filter_map(|entry| u32_at(entry, 0))
}

fn sector(sectors: &[u8], size: usize, id: u32) -> Option<&[u8]> {
    let start = (id as usize).checked_mul(size)?;
    sectors.get(start..start.checked_add(size)?)
}

/// The sectors of a chain one behind the other.
fn chain(sectors: &[u8], size: usize, table: &[u32], start: u32) -> Option<Vec<u8>> {
    let mut out = Vec::new();
    let mut id = start;
    // No chain is longer than the table; one that is leads in a circle.
    for _ in 0..=table.len() {
        if id == END_OF_CHAIN {
            return Some(out);
        }
        out.extend_from_slice(sector(sectors, size, id)?);
        id = *table.get(id as usize)?;
    }
    None
}

/// The records from `at` on, up to the one that ends their part.
fn records(stream: &[u8], at: usize) -> impl Iterator<Item = (u16, &[u8])> {
    let mut next = at;
    std::iter::from_fn(move || {
        let (kind, length) = (u16_at(stream, next)?, usize::from(u16_at(stream, next + 2)?));
        let data = stream.get(next + 4..next + 4 + length)?;
        next += 4 + length;
        (kind != END).then_some((kind, data))
    })
}

fn sheets(stream: &[u8]) -> BTreeMap<String, Marks> {
    let named = records(stream, 0).filter(|(kind, _)| *kind == BOUND_SHEET);
    let named = named.filter_map(|(_, data)| Some((name(data)?, marks(stream, u32_at(data, 0)? as usize))));
    named.collect()
}

/// The name in a record of a sheet.
fn name(data: &[u8]) -> Option<String> {
    let (length, wide) = (usize::from(*data.get(6)?), *data.get(7)? & 1 == 1);
    let text = data.get(8..)?;
    if wide {
        let units: Vec<u16> = text.chunks_exact(2).take(length).filter_map(|unit| u16_at(unit, 0)).collect();
        return String::from_utf16(&units).ok();
    }
    Some(text.iter().take(length).copied().map(char::from).collect())
}

fn marks(stream: &[u8], at: usize) -> Marks {
    let mut marks = Marks::default();
    for (kind, data) in records(stream, at) {
        match kind {
            ROW if u16_at(data, 12).is_some_and(|flags| flags & 0x20 != 0) => {
                if let Some(row) = u16_at(data, 0) {
                    lengthen(&mut marks.hidden_rows, u32::from(row));
                }
            }
            COLUMNS if u16_at(data, 8).is_some_and(|flags| flags & 1 != 0) => {
                if let (Some(first), Some(last)) = (u16_at(data, 0), u16_at(data, 2)) {
                    marks.hidden_columns.push((u32::from(first), u32::from(last)));
                }
            }
            _ => {}
        }
    }
    marks
}
