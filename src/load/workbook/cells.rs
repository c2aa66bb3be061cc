//! Cells of a workbook, read with calamine. Runs inside the cage only.

use std::io::Cursor;

use calamine::{Data, DataRef, Dimensions, ExcelDateTime, Ods, Reader, SheetType, SheetVisible, Xls, XlsError, Xlsx};

use super::kind::{self, Inside, Kind};
use super::package::{self, Package};
use super::refusal::Refusal;
use super::{Area, Measure, Part, Parts, SHEET_LIMIT, Value, marks};
use crate::finding::Address;
use crate::model::Date;

/// Takes a workbook apart.
///
/// # Errors
/// When it is none, or over a limit.
pub(super) fn parts(bytes: &[u8]) -> Result<Parts, Refusal> {
    match Kind::of(bytes) {
        Kind::Package => match package::examine(bytes)? {
            Package::Xlsx => xlsx(bytes),
            Package::Ods => ods(bytes),
        },
        Kind::Compound => match kind::inside(bytes) {
            Inside::Workbook => xls(bytes),
            Inside::Encrypted => Err(Refusal::Password),
            Inside::Other(what) => Err(Refusal::OtherKind(what)),
        },
        Kind::Text => super::plain::table(bytes),
        Kind::Other(what) => Err(Refusal::OtherKind(what)),
    }
}

fn broken(error: &dyn std::fmt::Display) -> Refusal {
    Refusal::Broken(error.to_string())
}

/// The names of the sheets with cells, and whether each is hidden.
fn sheets<R: Reader<Cursor<Vec<u8>>>>(workbook: &R) -> Result<Vec<(String, bool)>, Refusal> {
    let all = workbook.sheets_metadata().iter().filter(|sheet| sheet.typ == SheetType::WorkSheet);
    let all: Vec<_> = all.map(|sheet| (sheet.name.clone(), sheet.visible != SheetVisible::Visible)).collect();
    if all.len() > SHEET_LIMIT { Err(Refusal::TooLarge) } else { Ok(all) }
}

fn xlsx(bytes: &[u8]) -> Result<Parts, Refusal> {
    let mut marks = marks::of(bytes)?;
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes.to_vec())).map_err(|error| broken(&error))?;
    let mut measure = Measure::default();
    let mut parts = Parts { since_1904: workbook.has_1904_epoch(), sheets: Vec::new() };
    for (name, hidden) in sheets(&workbook)? {
        measure.next();
        let marks = marks.remove(&name).unwrap_or_default();
        let mut part = Part { name, hidden, ..Part::default() };
        // The cell reader gives what is there; a range would make room for all that lies between.
        let mut cells = workbook.worksheet_cells_reader(&part.name).map_err(|error| broken(&error))?;
        while let Some(cell) = cells.next_cell().map_err(|error| broken(&error))? {
            put(&mut part, cell.get_position(), value(cell.get_value()), &mut measure)?;
        }
        for address in marks.unworked {
            let position = (address.row, address.column);
            put(&mut part, position, Some(Value::Fault("#公式未计算".to_owned())), &mut measure)?;
        }
        part.merged = marks.merged;
        part.hidden_rows = marks.hidden_rows;
        part.hidden_columns = marks.hidden_columns;
        parts.sheets.push(part);
    }
    Ok(parts)
}

fn xls(bytes: &[u8]) -> Result<Parts, Refusal> {
    let mut marks = marks::xls::of(bytes);
    let mut workbook: Xls<_> = Xls::new(Cursor::new(bytes.to_vec())).map_err(|error| match error {
        XlsError::Password => Refusal::Password,
        other => broken(&other),
    })?;
    let mut measure = Measure::default();
    let mut parts = Parts { since_1904: workbook.has_1904_epoch(), sheets: Vec::new() };
    for (name, hidden) in sheets(&workbook)? {
        measure.next();
        let mut part = Part { name, hidden, ..Part::default() };
        let range = workbook.worksheet_range(&part.name).map_err(|error| broken(&error))?;
        fill(&mut part, &range, &mut measure)?;
        let merged = workbook.merge_cells_by_sheet_name(&part.name).unwrap_or_default();
        part.merged = merged.iter().map(area).collect();
        let marks = marks.remove(&part.name).unwrap_or_default();
        part.hidden_rows = marks.hidden_rows;
        part.hidden_columns = marks.hidden_columns;
        parts.sheets.push(part);
    }
    Ok(parts)
}

fn ods(bytes: &[u8]) -> Result<Parts, Refusal> {
    let mut marks = marks::ods::of(bytes)?;
    let mut workbook: Ods<_> = Ods::new(Cursor::new(bytes.to_vec())).map_err(|error| match error {
        calamine::OdsError::Password => Refusal::Password,
        other => broken(&other),
    })?;
    let mut measure = Measure::default();
    let mut parts = Parts::default();
    for (name, hidden) in sheets(&workbook)? {
        measure.next();
        let mut part = Part { name, hidden, ..Part::default() };
        let range = workbook.worksheet_range(&part.name).map_err(|error| broken(&error))?;
        fill(&mut part, &range, &mut measure)?;
        let marks = marks.remove(&part.name).unwrap_or_default();
        part.merged = marks.merged;
        part.hidden_rows = marks.hidden_rows;
        part.hidden_columns = marks.hidden_columns;
        parts.sheets.push(part);
    }
    Ok(parts)
}

/// Takes over a range that the library made: of an .xls, whose sheets are small by nature, or of an
/// .ods; that neither takes all the memory is for the cage.
fn fill(part: &mut Part, range: &calamine::Range<Data>, measure: &mut Measure) -> Result<(), Refusal> {
    let Some((row, column)) = range.start() else { return Ok(()) };
    for (below, right, data) in range.used_cells() {
        let own = (offset(row, below)?, offset(column, right)?);
        put(part, own, value(&DataRef::from_data(data)), measure)?;
    }
    Ok(())
}

fn offset(start: u32, more: usize) -> Result<u32, Refusal> {
    u32::try_from(more).ok().and_then(|more| start.checked_add(more)).ok_or(Refusal::TooLarge)
}

fn area(own: &Dimensions) -> Area {
    let address = |(row, column)| Address { row, column };
    Area { first: address(own.start), last: address(own.end) }
}

fn put(part: &mut Part, own: (u32, u32), value: Option<Value>, measure: &mut Measure) -> Result<(), Refusal> {
    let Some(value) = value else { return Ok(()) };
    let address = Address { row: own.0, column: own.1 };
    measure.add(address, &value)?;
    part.cells.insert(address, value);
    Ok(())
}

/// What calamine holds of one kind of workbook, as it holds it of another.
trait FromData<'a> {
    fn from_data(data: &'a Data) -> DataRef<'a>;
}

impl<'a> FromData<'a> for DataRef<'a> {
    fn from_data(data: &'a Data) -> DataRef<'a> {
        match data {
            Data::Int(number) => DataRef::Int(*number),
            Data::Float(number) => DataRef::Float(*number),
            Data::String(text) => DataRef::SharedString(text),
            Data::Bool(truth) => DataRef::Bool(*truth),
            Data::DateTime(time) => DataRef::DateTime(*time),
            Data::DateTimeIso(text) => DataRef::DateTimeIso(text.clone()),
            Data::DurationIso(text) => DataRef::DurationIso(text.clone()),
            Data::Error(error) => DataRef::Error(error.clone()),
            Data::Empty => DataRef::Empty,
        }
    }
}

fn value(data: &DataRef<'_>) -> Option<Value> {
    match data {
        DataRef::Empty => None,
        DataRef::String(text) => super::plain::text(text),
        DataRef::SharedString(text) => super::plain::text(text),
        DataRef::Int(number) => Some(Value::Number(*number as f64)),
        DataRef::Float(number) => Some(Value::Number(*number)),
        DataRef::Bool(truth) => Some(Value::Truth(*truth)),
        DataRef::DateTime(time) => Some(day(time).map_or(Value::Number(time.as_f64()), Value::Day)),
        DataRef::DateTimeIso(text) => {
            let day = text.get(..10).and_then(|day| day.parse().ok());
            day.map(Value::Day).or_else(|| super::plain::text(text))
        }
        DataRef::DurationIso(text) => super::plain::text(text),
        DataRef::Error(error) => Some(Value::Fault(error.to_string())),
    }
}

/// The day of a moment; none of a time of day or a duration.
fn day(time: &ExcelDateTime) -> Option<Date> {
    if time.is_duration() || time.as_f64() < 1.0 {
        return None;
    }
    let (year, month, day, ..) = time.to_ymd_hms_milli();
    let number = |small: u8| i8::try_from(small).ok();
    Date::new(i16::try_from(year).ok()?, number(month)?, number(day)?).ok()
}
