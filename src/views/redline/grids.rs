//! Tables and forms of two states as one, row by row.

use serde::Serialize;

use super::align::{Step, align};
use super::words::{merge, said};
use super::{Fate, Words};
use crate::diff::alike;
use crate::views::content::{Align, Block, Cell, Column, FormCell, FormRow, Section};

/// A table with what became of its rows.
#[derive(Debug, Clone, Serialize)]
pub struct Table {
    kind: &'static str,
    caption: Option<Words>,
    unit: Option<Words>,
    columns: Vec<Title>,
    rows: Vec<Vec<Cell>>,
    sections: Vec<Head>,
    fates: Vec<Option<Fate>>,
}

/// A column.
#[derive(Debug, Clone, Serialize)]
struct Title {
    title: Words,
    share: u32,
    align: Align,
}

/// A row that runs across a table and heads those below it.
#[derive(Debug, Clone, Serialize)]
struct Head {
    before: usize,
    title: Words,
}

/// A form with what became of its fields.
#[derive(Debug, Clone, Serialize)]
pub struct Form {
    kind: &'static str,
    rows: Vec<Fields>,
    notes: Vec<Words>,
    seal: Option<Words>,
    signatures: Vec<Words>,
}

/// A row of a form.
#[derive(Debug, Clone, Serialize)]
struct Fields {
    cells: Vec<Field>,
    height: u32,
}

/// A field of a form.
#[derive(Debug, Clone, Serialize)]
struct Field {
    #[serde(flatten)]
    cell: FormCell,
    #[serde(skip_serializing_if = "Option::is_none")]
    fate: Option<Fate>,
}

/// A line of a table.
enum Line<'t> {
    Head(&'t str),
    Row(&'t [Cell]),
}

impl Table {
    /// Two states of a table; `None` where their columns differ.
    pub(super) fn of(old: &Block, new: &Block) -> Option<Self> {
        let Block::Table { caption: named, unit: counted, columns: before, .. } = old else { return None };
        let Block::Table { caption, unit, columns, .. } = new else { return None };
        if before != columns {
            return None;
        }
        // A serial number counts rows; that it shifts is no change.
        let serial: Vec<bool> = columns.iter().map(|column| column.title == "序号").collect();
        let mut table = Self {
            kind: "table",
            caption: Words::optional(named.as_deref(), caption.as_deref()),
            unit: Words::optional(counted.as_deref(), unit.as_deref()),
            columns: titles(columns, &|title| Words::Same(title.to_owned())),
            rows: Vec::new(),
            sections: Vec::new(),
            fates: Vec::new(),
        };
        let (old, new) = (lines(old), lines(new));
        let keys = |lines: &[Line<'_>]| lines.iter().map(|line| line.said(&serial)).collect::<Vec<_>>();
        let (left, right) = (keys(&old), keys(&new));
        let likeness = |a: usize, b: usize| match (&old[a], &new[b]) {
            (Line::Row(before), Line::Row(after)) => {
                let named = name(before, &serial) == name(after, &serial);
                if named { 1.0 } else { alike(&left[a], &right[b]) }
            }
            (Line::Head(before), Line::Head(after)) => alike(before, after),
            _ => 0.0,
        };
        for step in align(&left, &right, &likeness) {
            match step {
                Step::Both(a, b) => table.both(&old[a], &new[b], &serial),
                Step::Old(a) => table.push(&old[a], Fate::Deleted),
                Step::New(b) => table.push(&new[b], Fate::Added),
            }
        }
        Some(table)
    }

    /// A table of which every row shares one fate.
    pub(super) fn whole(block: &Block, fate: Fate) -> Option<Self> {
        let Block::Table { caption, unit, columns, .. } = block else { return None };
        let mut table = Self {
            kind: "table",
            caption: caption.as_ref().map(|caption| Words::of(caption, fate)),
            unit: unit.as_ref().map(|unit| Words::of(unit, fate)),
            columns: titles(columns, &|title| Words::of(title, fate)),
            rows: Vec::new(),
            sections: Vec::new(),
            fates: Vec::new(),
        };
        lines(block).iter().for_each(|line| table.push(line, fate));
        Some(table)
    }

    fn both(&mut self, old: &Line<'_>, new: &Line<'_>, serial: &[bool]) {
        match (old, new) {
            (Line::Row(before), Line::Row(after)) => {
                let mut changed = false;
                let cells = before.iter().zip(*after).zip(serial).map(|((before, after), serial)| {
                    let merged = if *serial { None } else { merge(before, after) };
                    changed |= merged.is_some();
                    merged.unwrap_or_else(|| after.clone())
                });
                let cells = cells.collect();
                self.rows.push(cells);
                self.fates.push(changed.then_some(Fate::Changed));
            }
            (Line::Head(before), Line::Head(after)) => self.head(Words::merge(before, after)),
            (_, other) => self.push(other, Fate::Added),
        }
    }

    fn push(&mut self, line: &Line<'_>, fate: Fate) {
        match line {
            Line::Row(cells) => {
                self.rows.push(cells.to_vec());
                self.fates.push(Some(fate));
            }
            Line::Head(title) => self.head(Words::of(title, fate)),
        }
    }

    fn head(&mut self, title: Words) {
        self.sections.push(Head { before: self.rows.len(), title });
    }

    /// What each row says, and what became of it.
    pub(super) fn slots(&mut self) -> impl Iterator<Item = (String, &mut Option<Fate>)> {
        let said = self.rows.iter().map(|cells| cells.iter().map(|cell| said(cell)).collect());
        said.zip(&mut self.fates)
    }
}

fn titles(columns: &[Column], words: &dyn Fn(&str) -> Words) -> Vec<Title> {
    let titles = columns.iter().map(|Column { title, share, align }| Title {
        title: words(title),
        share: *share,
        align: *align,
    });
    titles.collect()
}

fn lines(block: &Block) -> Vec<Line<'_>> {
    let Block::Table { rows, sections, .. } = block else { return Vec::new() };
    let mut lines = Vec::new();
    for (index, row) in rows.iter().enumerate() {
        let own = sections.iter().filter(|Section { before, .. }| *before == index);
        lines.extend(own.map(|section| Line::Head(&section.title)));
        lines.push(Line::Row(row));
    }
    lines
}

impl Line<'_> {
    fn said(&self, serial: &[bool]) -> String {
        match self {
            Line::Head(title) => format!("# {title}"),
            Line::Row(cells) => {
                let told = cells.iter().zip(serial).filter(|(_, serial)| !**serial);
                told.map(|(cell, _)| said(cell)).collect::<Vec<_>>().join("\u{1f}")
            }
        }
    }
}

/// What a row is about: its first cell that is no serial number.
fn name(cells: &[Cell], serial: &[bool]) -> Option<String> {
    cells.iter().zip(serial).find(|(_, serial)| !**serial).map(|(cell, _)| said(cell))
}

impl Form {
    /// Two states of a form: the new one's fields, and where a field is gone or another, the old
    /// one in a row of its own.
    pub(super) fn of(old: &Block, new: &Block) -> Option<Self> {
        let Block::Form { rows: before, notes: old_notes, seal: old_seal, signatures: old_signatures } = old else {
            return None;
        };
        let Block::Form { rows, notes, seal, signatures } = new else { return None };
        let cells = |rows: &[FormRow]| rows.iter().flat_map(|row| row.cells.clone()).collect::<Vec<_>>();
        let (left, right) = (cells(before), cells(rows));
        let key = |cells: &[FormCell]| cells.iter().map(printed).collect::<Vec<_>>();
        let mut steps = align(&key(&left), &key(&right), &|_, _| 0.0).into_iter().peekable();
        let mut out = Vec::new();
        for row in rows {
            let mut fields = Vec::new();
            for cell in &row.cells {
                while let Some(Step::Old(gone)) = steps.peek().copied() {
                    out.push(lost(&left[gone]));
                    steps.next();
                }
                let fate = matches!(steps.next(), Some(Step::New(_))).then_some(Fate::Added);
                fields.push(Field { cell: cell.clone(), fate });
            }
            out.push(Fields { cells: fields, height: row.height });
        }
        out.extend(steps.filter_map(|step| match step {
            Step::Old(gone) => Some(lost(&left[gone])),
            _ => None,
        }));
        Some(Self {
            kind: "form",
            rows: out,
            notes: Words::list(old_notes, notes),
            seal: Words::optional(old_seal.as_deref(), seal.as_deref()),
            signatures: Words::list(old_signatures, signatures),
        })
    }

    /// A form of which every field shares one fate.
    pub(super) fn whole(block: &Block, fate: Fate) -> Option<Self> {
        let Block::Form { rows, notes, seal, signatures } = block else { return None };
        let fields = |row: &FormRow| Fields {
            cells: row.cells.iter().map(|cell| Field { cell: cell.clone(), fate: Some(fate) }).collect(),
            height: row.height,
        };
        let all = |texts: &[String]| texts.iter().map(|text| Words::of(text, fate)).collect();
        Some(Self {
            kind: "form",
            rows: rows.iter().map(fields).collect(),
            notes: all(notes),
            seal: seal.as_ref().map(|seal| Words::of(seal, fate)),
            signatures: all(signatures),
        })
    }
}

fn printed(cell: &FormCell) -> String {
    format!("{}\u{1f}{}\u{1f}{}", cell.label, cell.fill, cell.options.join("\u{1f}"))
}

/// A field that is gone, in a row of its own.
fn lost(cell: &FormCell) -> Fields {
    let field = Field { cell: FormCell { share: 1, ..cell.clone() }, fate: Some(Fate::Deleted) };
    Fields { cells: vec![field], height: 0 }
}
