//! How the reading process answers: comma-separated values, a fact a record. Nothing in it is
//! trusted: what does not fit ends in a refusal.

use super::kind::Other;
use super::refusal::Refusal;
use super::{Area, CELL_LIMIT, Measure, Part, Parts, SHEET_LIMIT, Value};
use crate::finding::{Address, Message};

/// The first record of an answer: this kind of answer and no other program's output.
const HEAD: &str = "plangen-workbook/1";
/// Most records of an answer: every cell, and marks.
const RECORDS: usize = CELL_LIMIT * 6;

const OTHERS: [(&str, Other); 10] = [
    ("empty", Other::Empty),
    ("document", Other::Document),
    ("slides", Other::Slides),
    ("binary", Other::BinaryWorkbook),
    ("pdf", Other::Pdf),
    ("picture", Other::Picture),
    ("markup", Other::Markup),
    ("archive", Other::Archive),
    ("compound", Other::Compound),
    ("unknown", Other::Unknown),
];

/// Writes an answer.
///
/// # Errors
/// When nobody takes it.
pub(super) fn write(answer: &Result<Parts, Refusal>, out: impl std::io::Write) -> csv::Result<()> {
    let mut out = csv::WriterBuilder::new().flexible(true).from_writer(out);
    out.write_record([HEAD])?;
    match answer {
        Ok(parts) => {
            out.write_record(["epoch", if parts.since_1904 { "1904" } else { "1900" }])?;
            for part in &parts.sheets {
                sheet(part, &mut out)?;
            }
            out.write_record(["end"])?;
        }
        Err(refusal) => {
            let (word, detail) = word(refusal);
            out.write_record(["refused", word, detail])?;
        }
    }
    out.flush()?;
    Ok(())
}

fn sheet(part: &Part, out: &mut csv::Writer<impl std::io::Write>) -> csv::Result<()> {
    out.write_record(["sheet", &part.name, if part.hidden { "hidden" } else { "shown" }])?;
    for (word, stretches) in [("rows", &part.hidden_rows), ("columns", &part.hidden_columns)] {
        for (first, last) in stretches {
            out.write_record([word, &first.to_string(), &last.to_string()])?;
        }
    }
    for Area { first, last } in &part.merged {
        let edges = [first.row, first.column, last.row, last.column].map(|edge| edge.to_string());
        out.write_record(std::iter::once("merged").chain(edges.iter().map(String::as_str)))?;
    }
    for (address, value) in &part.cells {
        let (kind, text) = match value {
            Value::Text(text) => ("text", text.clone()),
            Value::Number(number) => ("number", number.to_string()),
            Value::Day(day) => ("day", day.to_string()),
            Value::Truth(truth) => ("truth", truth.to_string()),
            Value::Fault(text) => ("fault", text.clone()),
        };
        out.write_record([kind, &address.row.to_string(), &address.column.to_string(), &text])?;
    }
    Ok(())
}

/// Reads an answer; none where it is no whole one.
pub(super) fn read(bytes: &[u8]) -> Option<Result<Parts, Refusal>> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(bytes);
    let mut record = csv::StringRecord::new();
    if !reader.read_record(&mut record).ok()? || &record != vec![HEAD].as_slice() {
        return None;
    }
    let mut parts = Parts::default();
    let mut measure = Measure::default();
    for _ in 0..RECORDS {
        if !reader.read_record(&mut record).ok()? {
            return None;
        }
        let field = |at: usize| record.get(at).unwrap_or_default();
        match field(0) {
            "end" => return Some(Ok(parts)),
            "refused" => return Some(Err(refusal(field(1), field(2))?)),
            "epoch" => parts.since_1904 = field(1) == "1904",
            "sheet" if parts.sheets.len() < SHEET_LIMIT => {
                measure.next();
                let (name, hidden) = (field(1).to_owned(), field(2) == "hidden");
                parts.sheets.push(Part { name, hidden, ..Part::default() });
            }
            _ => fact(parts.sheets.last_mut()?, &record, &mut measure)?,
        }
    }
    None
}

/// Takes in a record about a sheet; none where it is wrong.
fn fact(part: &mut Part, record: &csv::StringRecord, measure: &mut Measure) -> Option<()> {
    let number = |at: usize| record.get(at)?.parse::<u32>().ok();
    let address = |at: usize| Some(Address { row: number(at)?, column: number(at + 1)? });
    let kind = record.get(0)?;
    match kind {
        "rows" => part.hidden_rows.push((number(1)?, number(2)?)),
        "columns" => part.hidden_columns.push((number(1)?, number(2)?)),
        "merged" => part.merged.push(Area { first: address(1)?, last: address(3)? }),
        _ => {
            let value = value(kind, record.get(3)?)?;
            measure.add(address(1)?, &value).ok()?;
            part.cells.insert(address(1)?, value);
        }
    }
    Some(())
}

/// What a cell holds, by the word for its kind.
fn value(kind: &str, text: &str) -> Option<Value> {
    Some(match kind {
        "text" => Value::Text(text.to_owned()),
        "number" => Value::Number(text.parse().ok()?),
        "day" => Value::Day(text.parse().ok()?),
        "truth" => Value::Truth(text == "true"),
        "fault" => Value::Fault(text.to_owned()),
        _ => return None,
    })
}

fn word(refusal: &Refusal) -> (&'static str, &str) {
    match refusal {
        Refusal::OtherKind(what) => ("kind", OTHERS.iter().find(|(_, own)| own == what).map_or("unknown", |own| own.0)),
        Refusal::Password => ("password", ""),
        Refusal::Bomb => ("bomb", ""),
        Refusal::TooLarge => ("large", ""),
        Refusal::TooManyCells => ("cells", ""),
        Refusal::Scattered => ("scattered", ""),
        Refusal::Encoding => ("encoding", ""),
        Refusal::Broken(detail) => ("broken", detail),
        Refusal::Crashed => ("crashed", ""),
        Refusal::OutOfMemory => ("memory", ""),
        Refusal::OutOfTime => ("time", ""),
        Refusal::NoReader(why) => ("reader", why),
        Refusal::Unreadable(Message { en, .. }) => ("broken", en),
    }
}

/// Longest part of what a library says that is repeated, in characters; a file may put anything
/// into it.
const DETAIL: usize = 120;

fn refusal(word: &str, detail: &str) -> Option<Refusal> {
    let plain = || detail.chars().filter(|c| !super::super::encoding::is_hidden(*c)).take(DETAIL).collect();
    Some(match word {
        "kind" => Refusal::OtherKind(OTHERS.iter().find(|(own, _)| *own == detail)?.1),
        "password" => Refusal::Password,
        "bomb" => Refusal::Bomb,
        "large" => Refusal::TooLarge,
        "cells" => Refusal::TooManyCells,
        "scattered" => Refusal::Scattered,
        "encoding" => Refusal::Encoding,
        "broken" => Refusal::Broken(plain()),
        "crashed" => Refusal::Crashed,
        "memory" => Refusal::OutOfMemory,
        "time" => Refusal::OutOfTime,
        "reader" => Refusal::NoReader(plain()),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_again() {
        let at = |row, column| Address { row, column };
        let cells = [
            (at(0, 0), Value::Text("姓名,\"引号\"\n换行".into())),
            (at(0, 1), Value::Number(13_800_000_001.0)),
            (at(7, 0), Value::Day("2025-01-01".parse().unwrap())),
            (at(7, 1), Value::Truth(true)),
            (at(7, 2), Value::Fault("#N/A".into())),
        ];
        let part = Part {
            name: "名单".into(),
            hidden: true,
            cells: cells.into(),
            merged: vec![Area { first: at(1, 0), last: at(3, 0) }],
            hidden_rows: vec![(2, 5)],
            hidden_columns: vec![(4, 4)],
        };
        let parts = Parts { since_1904: true, sheets: vec![part] };
        let mut bytes = Vec::new();
        write(&Ok(parts), &mut bytes).unwrap();
        let again = read(&bytes).unwrap().unwrap();
        let mut second = Vec::new();
        write(&Ok(again), &mut second).unwrap();
        assert_eq!(bytes, second);
        // Half an answer is none.
        assert_eq!(read(&bytes[..bytes.len() - 4]), None);
        assert_eq!(read(b"running 0 tests"), None);
        for refusal in [Refusal::Password, Refusal::OtherKind(Other::Pdf), Refusal::Broken("x".into())] {
            let mut bytes = Vec::new();
            write(&Err(refusal.clone()), &mut bytes).unwrap();
            assert_eq!(read(&bytes), Some(Err(refusal)));
        }
    }
}
