//! The rows below the headings as entries.

use std::collections::BTreeMap;

use super::super::encoding::is_hidden;
use super::super::faults;
use super::super::findings::Findings;
use super::super::ids::is_id;
use super::super::workbook::{Area, Cell, Sheet, Value};
use super::days::day;
use super::field::Field;
use super::header::Columns;
use super::numbers::numbers;
use super::{Checked, Entry, Way};
use crate::finding::{Address, Finding, Message, Place, nearest};
use crate::model::Sourced;
use crate::model::contact::{ContactClass, PointKind};
use crate::model::words::Words;
use crate::say;

/// Reads every row below the headings.
pub(super) fn take(
    sheet: &Sheet,
    columns: &Columns,
    since_1904: bool,
    area: &str,
    entries: &mut Vec<Entry>,
    findings: &mut Findings,
) {
    let mut section = None;
    for (row, cells) in sheet.rows().filter(|(row, _)| *row > columns.row) {
        let mut taking = Row { sheet, columns, row, since_1904, area, findings };
        if let [(column, cell)] = cells.as_slice()
            && taking.is_section(*column)
        {
            section = Some(Sourced { value: cell.value.words(), place: cell.place });
            continue;
        }
        if let Some(mut entry) = taking.entry() {
            if entry.unit.is_none() && !columns.holds(Field::Unit) {
                entry.unit = section.clone();
            }
            entries.push(entry);
        }
    }
}

/// How a number is shared that stands in merged cells.
const SHARED: &str = "合用";

struct Row<'a> {
    sheet: &'a Sheet,
    columns: &'a Columns,
    row: u32,
    since_1904: bool,
    area: &'a str,
    findings: &'a mut Findings,
}

impl<'a> Row<'a> {
    /// The entry of the row; none where nothing in it names anybody.
    fn entry(&mut self) -> Option<Entry> {
        let name = self.words(Field::Name);
        let label = self.words(Field::Label);
        let contact = self.words(Field::Contact).filter(|id| is_id(&id.value));
        let staff = self.words(Field::Staff);
        let place = [&name, &label, &contact, &staff].into_iter().flatten().next().map(|own| own.place);
        let points = self.points();
        let Some(place) = place else {
            if let Some(way) = points.first() {
                let message = say!("这一行有号码，但没有姓名或名称", "this row has a number but nobody's name");
                let help = say!("补上姓名；多余的行删掉", "fill in the name, or delete the row");
                self.unusable(way.value.place, message, help);
            }
            return None;
        };
        let entry = Entry {
            place,
            contact,
            staff,
            class: self.word(Field::Class).map(|own: Sourced<ContactClass>| own.value),
            name,
            label,
            unit: self.words(Field::Unit),
            post: self.words(Field::Post),
            status: self.word(Field::Status),
            points,
            verified: self.verified(),
            serves: self.lines(Field::Serves),
            note: self.words(Field::Note),
        };
        Some(entry)
    }

    fn cell(&self, field: Field) -> Option<&'a Cell> {
        self.columns.of(field).and_then(|column| self.at(column))
    }

    fn at(&self, column: u32) -> Option<&'a Cell> {
        self.sheet.cell(Address { row: self.row, column })
    }

    /// Whether a row of this one cell is the heading of what follows (一、办公室) and nobody's.
    fn is_section(&self, column: u32) -> bool {
        let own = Address { row: self.row, column };
        let wide = |area: &Area| area.first == own && area.last.column > column;
        let names = matches!(self.columns.fields.get(&column), Some((Field::Name | Field::Label | Field::Point(_), _)));
        !names || self.sheet.merged.iter().any(wide)
    }

    /// The words of a cell; a formula without a result is told.
    fn words(&mut self, field: Field) -> Option<Sourced<String>> {
        let cell = self.cell(field)?;
        if let Value::Fault(_) = cell.value {
            let message = say!("这里的公式没有结果", "the formula in this cell has no result");
            let help = say!("在表里改好公式，或填上值", "mend the formula in the sheet, or fill in the value");
            self.unusable(cell.place, message, help);
            return None;
        }
        // Lines of a cell that is one name belong together.
        let value = cell.value.words().split_whitespace().collect::<Vec<_>>().join(" ");
        if let Some(c) = value.chars().find(|c| is_hidden(*c)) {
            let code = u32::from(c);
            let message =
                say!("这里有看不见的字符 U+{code:04X}", "there is a character here that cannot be seen, U+{code:04X}");
            let help = say!("删掉它，或重新录入这一格", "delete it, or type the cell again");
            self.unusable(cell.place, message, help);
            return None;
        }
        Some(Sourced { value, place: cell.place })
    }

    fn lines(&mut self, field: Field) -> Vec<Sourced<String>> {
        let Some(cell) = self.cell(field) else { return Vec::new() };
        let words = cell.value.words();
        let lines = words.lines().map(str::trim).filter(|line| !line.is_empty());
        lines.map(|line| Sourced { value: line.to_owned(), place: cell.place }).collect()
    }

    /// A word of a list; another one is told and left.
    fn word<T: Words>(&mut self, field: Field) -> Option<Sourced<T>> {
        let own = self.words(field)?;
        let words = || T::ALL.iter().map(|(word, _)| *word);
        if let Some((_, value)) = T::ALL.iter().find(|(word, _)| *word == own.value) {
            return Some(Sourced { value: *value, place: own.place });
        }
        let (word, all) = (&own.value, words().collect::<Vec<_>>().join("、"));
        let help = match nearest(word, words()) {
            Some(near) => say!("是不是“{near}”？可用：{all}", "did you mean '{near}'? one of: {all}"),
            None => say!("可用：{all}", "one of: {all}"),
        };
        let message = say!("“{word}”不是预案用的词，没有采用", "'{word}' is no word of the plan and was not taken");
        self.findings.push(Finding::info(faults::UNUSABLE_CELL, own.place, message).help(help));
        None
    }

    /// The points of the row, best first.
    fn points(&mut self) -> Vec<Way> {
        let mut ways: Vec<(String, Way)> = Vec::new();
        for (column, (field, title)) in &self.columns.fields {
            let Field::Point(kind) = field else { continue };
            let own = Address { row: self.row, column: *column };
            let Some(cell) = self.sheet.cell(own) else { continue };
            let tall = self.sheet.area(own).filter(|area| area.last.row > area.first.row);
            let read = numbers(&cell.value, *kind, self.area);
            if read.len() > 1 && read.iter().all(Result::is_ok) {
                let count = read.len();
                let message = say!(
                    "一格里有 {count} 个号码，按先后各列一条",
                    "there are {count} numbers in this cell; each becomes a point of its own, in their order"
                );
                let help =
                    say!("先后不对的，在表里分成几列", "where the order is wrong, give each a column in the sheet");
                self.findings.push(Finding::info(faults::UNUSABLE_CELL, cell.place, message).help(help));
            }
            for number in read {
                match number {
                    // A mobile is one person's, whoever else stands beside the merged cell.
                    Ok((PointKind::Mobile, _)) if tall.is_some_and(|area| area.first.row < self.row) => {
                        self.not_theirs(cell.place);
                    }
                    Ok((kind, value)) => {
                        let shared = tall.filter(|_| kind != PointKind::Mobile).map(|_| SHARED.to_owned());
                        let value = Sourced { value, place: cell.place };
                        ways.push((title.clone(), Way { shared, ..Way::new(kind, value) }));
                    }
                    Err((message, help)) => self.unusable(cell.place, message, help),
                }
            }
        }
        self.details(&mut ways);
        ways.into_iter().map(|(_, way)| way).collect()
    }

    fn not_theirs(&mut self, place: Place) {
        let row = self.row + 1;
        let message = say!(
            "手机号的单元格是合并的，只算第一行的人的，第 {row} 行没有采用",
            "this mobile number stands in merged cells; it was taken for the first row, not for row {row}"
        );
        let help = say!("取消合并，每个人一格", "split the cells and give each person one");
        self.findings.push(Finding::info(faults::UNUSABLE_CELL, place, message).help(help));
    }

    /// Puts points in their order and adds what other columns tell of them by their titles.
    fn details(&mut self, ways: &mut [(String, Way)]) {
        if let Some(order) = self.words(Field::Order) {
            let order: Vec<&str> = order.value.split(['、', ',', '，']).map(str::trim).collect();
            ways.sort_by_key(|(title, _)| order.iter().position(|own| own == title).unwrap_or(usize::MAX));
        }
        let hours = self.told(Field::Hours);
        let persons = self.told(Field::Answerer);
        let extras = self.told(Field::Extra);
        for (title, way) in ways {
            way.hours = hours.get(title).map(|own| if own == "7×24小时" { "7x24".to_owned() } else { own.clone() });
            way.person = persons.get(title).cloned();
            let extra = extras.get(title).map(|own| own.split('，').filter_map(|pair| pair.split_once(' ')));
            way.extra = extra.into_iter().flatten().map(|(key, value)| (key.to_owned(), value.to_owned())).collect();
        }
    }

    /// Lines of `title：what`, as our own exports write them.
    fn told(&mut self, field: Field) -> BTreeMap<String, String> {
        let lines = self.lines(field);
        let pairs = lines.iter().filter_map(|line| line.value.split_once('：'));
        pairs.map(|(title, what)| (title.to_owned(), what.to_owned())).collect()
    }

    fn verified(&mut self) -> Option<Checked> {
        let cell = self.cell(Field::VerifiedDate)?;
        if let Some(reason) = cell.value.words().strip_prefix("免核实：") {
            return Some(Checked::Exempt(Sourced { value: reason.to_owned(), place: cell.place }));
        }
        let Some(date) = day(&cell.value, self.since_1904) else {
            let message = say!("这里的日期读不出来", "this is no date that can be read");
            let help = say!("写成 2026-09-07 的样子，年在前", "write it like 2026-09-07, the year first");
            self.unusable(cell.place, message, help);
            return None;
        };
        Some(Checked::Done {
            date: Sourced { value: date, place: cell.place },
            by: self.words(Field::VerifiedBy),
            how: self.word(Field::VerifiedHow).map(|own| own.value),
            result: self.word(Field::VerifiedResult).map(|own| own.value),
        })
    }

    fn unusable(&mut self, place: Place, message: Message, help: Message) {
        self.findings.push(Finding::error(faults::UNUSABLE_CELL, place, message).help(help));
    }
}
