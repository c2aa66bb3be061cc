//! Sheets: a workbook or a table of comma-separated values as cells with addresses.
//!
//! Workbooks come from outside and the libraries that read them have their faults: a few cells may
//! ask for half a terabyte, a broken file may panic, an endless one may hang. So a workbook is taken
//! apart by a process of its own ([`cage`]), whose memory, time and rights the system bounds; what
//! it finds comes back as plain text. A fault in it, whatever it is, ends in a [`Refusal`].
//! Tables of comma-separated values are text and are read here.
//!
//! What a cell means is decided by whoever reads the sheet: a telephone number that the sheet
//! holds as a number is a [`Value::Number`] still.

mod cage;
mod cells;
mod kind;
mod marks;
mod package;
mod plain;
mod refusal;
mod wire;

use std::collections::BTreeMap;
use std::fs::File;
use std::io::Read;
use std::path::Path;

use super::faults;
use crate::finding::{Address, FileId, Finding, Message, Place, Sources};
use crate::model::Date;

pub use cage::{COMMAND, ENVIRONMENT, serve};
use kind::Other;
pub use refusal::Refusal;

/// Largest file that is taken, in bytes.
const FILE_LIMIT: u64 = 16 << 20;
/// Most cells of a file that hold something: ten thousand contacts of twenty columns.
const CELL_LIMIT: usize = 200_000;
/// Most cells of the rectangle that holds all of a sheet: all the rows there can be, of a hundred
/// columns. Two cells in opposite corners make seventeen thousand million.
const AREA_LIMIT: u64 = 100 << 20;
/// Most bytes of text in a file.
const TEXT_LIMIT: usize = 16 << 20;
/// Most sheets of a file.
const SHEET_LIMIT: usize = 100;

/// A workbook as read.
#[derive(Debug, Clone, Default)]
pub struct Workbook {
    /// Whether its days are counted from 1904 and not from 1900: what a bare number in a column of
    /// dates means.
    pub since_1904: bool,
    /// Its sheets, in order, hidden ones included.
    pub sheets: Vec<Sheet>,
}

/// A sheet.
#[derive(Debug, Clone)]
pub struct Sheet {
    /// Its name; empty where the file has no sheets.
    pub name: String,
    /// Whether it is hidden.
    pub hidden: bool,
    /// The cells that hold something, in reading order.
    pub cells: BTreeMap<Address, Cell>,
    /// Merged cells, column by column: the first one holds what all of them show.
    pub merged: Vec<Area>,
    /// Rows that are hidden or filtered away, first and last from 0.
    pub hidden_rows: Vec<(u32, u32)>,
    /// Columns that are hidden, likewise.
    pub hidden_columns: Vec<(u32, u32)>,
    /// Its text among the sources of the run; every cell lies in it.
    pub file: FileId,
}

/// A stretch of cells, the corners included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Area {
    /// Top left.
    pub first: Address,
    /// Bottom right.
    pub last: Address,
}

/// A cell.
#[derive(Debug, Clone)]
pub struct Cell {
    /// What it holds.
    pub value: Value,
    /// Where it is; messages name it `通讯录.xlsx!名单!E7`.
    pub place: Place,
}

/// What a cell holds.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// Text, without blanks around it and not empty.
    Text(String),
    /// A number that is no date.
    Number(f64),
    /// A day, whatever epoch the file counts from.
    Day(Date),
    /// True or false.
    Truth(bool),
    /// A formula that went wrong, as the sheet shows it: `#N/A`; or one that was never worked out.
    Fault(String),
}

impl Value {
    /// The words a person sees in the cell. A whole number has all its digits and no exponent.
    pub fn words(&self) -> String {
        match self {
            Self::Text(text) | Self::Fault(text) => text.clone(),
            Self::Number(number) => format!("{number}"),
            Self::Day(day) => day.to_string(),
            Self::Truth(true) => "是".to_owned(),
            Self::Truth(false) => "否".to_owned(),
        }
    }
}

impl Sheet {
    /// The cell at an address; of cells merged downwards the one that holds their value.
    pub fn cell(&self, address: Address) -> Option<&Cell> {
        self.cells.get(&address).or_else(|| self.cells.get(&self.area(address)?.first))
    }

    /// The merged cells that an address lies in the first column of.
    pub fn area(&self, address: Address) -> Option<&Area> {
        let after =
            self.merged.partition_point(|area| (area.first.column, area.first.row) <= (address.column, address.row));
        let area = self.merged.get(after.checked_sub(1)?)?;
        let within = area.first.column == address.column && address.row <= area.last.row;
        Some(area).filter(|_| within)
    }

    /// The rows that hold something, from 0, each with its cells.
    pub fn rows(&self) -> impl Iterator<Item = (u32, Vec<(u32, &Cell)>)> {
        let mut cells = self.cells.iter().peekable();
        std::iter::from_fn(move || {
            let (first, cell) = cells.next()?;
            let mut row = vec![(first.column, cell)];
            while let Some((next, cell)) = cells.next_if(|(next, _)| next.row == first.row) {
                row.push((next.column, cell));
            }
            Some((first.row, row))
        })
    }

    /// Whether a row is hidden or filtered away.
    pub fn is_row_hidden(&self, row: u32) -> bool {
        self.hidden_rows.iter().any(|(first, last)| (*first..=*last).contains(&row))
    }

    /// Whether a column is hidden.
    pub fn is_column_hidden(&self, column: u32) -> bool {
        self.hidden_columns.iter().any(|(first, last)| (*first..=*last).contains(&column))
    }
}

/// Reads the workbook at `path`, which messages name as `shown`, and takes its sheets in among the
/// sources.
///
/// # Errors
/// A finding at the file when it cannot be read; its rule is one of those that end a run with 3.
pub fn open(path: &Path, shown: &str, sources: &mut Sources) -> Result<Workbook, Box<Finding>> {
    match bytes(path) {
        Ok(bytes) => read(shown, bytes, sources),
        Err(refusal) => Err(Box::new(refused(&refusal, shown, sources))),
    }
}

/// Reads a workbook that is at hand, as [`open`] does.
///
/// # Errors
/// As [`open`].
pub fn read(shown: &str, bytes: Vec<u8>, sources: &mut Sources) -> Result<Workbook, Box<Finding>> {
    read_bytes(bytes, shown, sources).map_err(|refusal| Box::new(refused(&refusal, shown, sources)))
}

/// The same, with the bare reason.
pub(super) fn read_bytes(bytes: Vec<u8>, shown: &str, sources: &mut Sources) -> Result<Workbook, Refusal> {
    let parts = match kind::Kind::of(&bytes) {
        _ if bytes.len() as u64 > FILE_LIMIT => Err(Refusal::TooLarge),
        kind::Kind::Text => plain::table(&bytes),
        kind::Kind::Other(what) => Err(Refusal::OtherKind(what)),
        kind::Kind::Package | kind::Kind::Compound => cage::ask(bytes),
    };
    match parts {
        Ok(parts) if parts.sheets.is_empty() => Err(Refusal::OtherKind(Other::Empty)),
        parts => parts.map(|parts| take_in(parts, shown, sources)),
    }
}

/// The bytes of an ordinary file.
pub(super) fn bytes(path: &Path) -> Result<Vec<u8>, Refusal> {
    let unreadable = |error: &std::io::Error| Refusal::Unreadable(Message::of_system(error));
    // A pipe would wait for ever.
    let kind = std::fs::metadata(path).map_err(|error| unreadable(&error))?.file_type();
    if !kind.is_file() {
        return Err(Refusal::odd());
    }
    let mut bytes = Vec::new();
    // One byte more than the limit tells a file at the limit from a longer one.
    let read = File::open(path).and_then(|file| file.take(FILE_LIMIT + 1).read_to_end(&mut bytes));
    read.map_err(|error| unreadable(&error))?;
    Ok(bytes)
}

/// The finding for a file that is refused.
pub(super) fn refused(refusal: &Refusal, shown: &str, sources: &mut Sources) -> Finding {
    let place = Place::new(sources.add(shown.to_owned(), ""), 0..0);
    let rule = if refusal.is_limit() { faults::OVER_LIMIT } else { faults::UNREADABLE_FILE };
    Finding::error(rule, place, refusal.message()).help(refusal.help())
}

/// A workbook before its sheets are among the sources.
#[derive(Debug, Default, PartialEq)]
struct Parts {
    since_1904: bool,
    sheets: Vec<Part>,
}

/// A sheet of it.
#[derive(Debug, Default, PartialEq)]
struct Part {
    name: String,
    hidden: bool,
    cells: BTreeMap<Address, Value>,
    merged: Vec<Area>,
    hidden_rows: Vec<(u32, u32)>,
    hidden_columns: Vec<(u32, u32)>,
}

/// What a file may hold, counted while it is read.
#[derive(Debug, Default)]
struct Measure {
    cells: usize,
    bytes: usize,
    /// How many rows and columns the sheet has that is read now.
    rows: u64,
    columns: u64,
}

impl Measure {
    /// Begins another sheet.
    fn next(&mut self) {
        (self.rows, self.columns) = (0, 0);
    }

    /// Counts a cell.
    fn add(&mut self, address: Address, value: &Value) -> Result<(), Refusal> {
        self.rows = self.rows.max(u64::from(address.row) + 1);
        self.columns = self.columns.max(u64::from(address.column) + 1);
        if self.rows * self.columns > AREA_LIMIT {
            return Err(Refusal::Scattered);
        }
        self.cells += 1;
        if let Value::Text(text) = value {
            self.bytes += text.len();
        }
        if self.cells > CELL_LIMIT {
            return Err(Refusal::TooManyCells);
        }
        if self.bytes > TEXT_LIMIT { Err(Refusal::TooLarge) } else { Ok(()) }
    }
}

/// Gives each cell its place.
fn take_in(parts: Parts, shown: &str, sources: &mut Sources) -> Workbook {
    let sheets = parts.sheets.into_iter().map(|part| {
        let path = if part.name.is_empty() { shown.to_owned() } else { format!("{shown}!{}", part.name) };
        let mut text = String::new();
        let mut starts = Vec::with_capacity(part.cells.len());
        let mut row = None;
        let mut cells = Vec::with_capacity(part.cells.len());
        for (address, value) in part.cells {
            if let Some(before) = row.replace(address.row) {
                text.push(if before == address.row { '\t' } else { '\n' });
            }
            let start = text.len();
            starts.push((u32::try_from(start).unwrap_or(u32::MAX), address));
            text.push_str(&value.words());
            cells.push((address, value, start..text.len()));
        }
        let file = sources.add_sheet(path, text, starts);
        let mut merged = part.merged;
        merged.sort_by_key(|area| (area.first.column, area.first.row));
        let cells = cells.into_iter().map(|(address, value, range)| {
            let place = Place::new(file, range);
            (address, Cell { value, place })
        });
        Sheet {
            name: part.name,
            hidden: part.hidden,
            cells: cells.collect(),
            merged,
            hidden_rows: part.hidden_rows,
            hidden_columns: part.hidden_columns,
            file,
        }
    });
    Workbook { since_1904: parts.since_1904, sheets: sheets.collect() }
}
