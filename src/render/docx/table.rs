//! Tables: a full grid, a header that is repeated, rows that do not split.

use super::columns::{self, Columns};
use super::look::{Align, Characters, Paragraph};
use super::page::TYPE_WIDTH;
use super::story::{Story, plain};
use crate::views::Inline;
use crate::views::content::{self, Column, Section};

/// Ground of headings and conditions: survives a photocopier.
pub(super) const SHADE: &str = "EBEBEB";
/// Characters that fit a third of a page: a longer row may split.
const THIRD: f64 = 22.0 / 3.0 * 29.6 / 15.0;

/// A cell among those of its row.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cell {
    pub(super) width: i32,
    /// Columns it takes.
    pub(super) span: usize,
    pub(super) shaded: bool,
    /// Whether its words may come closer to the lines, so that short ones stay on one line.
    pub(super) close: bool,
    /// Whether it begins (`true`) or goes on with a cell that takes several rows.
    pub(super) rows: Option<bool>,
    /// No line between it and the one before it (`true`) or behind it.
    pub(super) open: Option<bool>,
}

impl Cell {
    /// A plain one.
    pub(super) fn new(width: i32) -> Self {
        Self { width, span: 1, shaded: false, close: false, rows: None, open: None }
    }
}

/// A row.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Row {
    /// Whether it is repeated on every page.
    pub(super) header: bool,
    /// Whether a page may end in it.
    pub(super) splits: bool,
    /// Its least height in twips.
    pub(super) height: Option<i32>,
}

impl Story {
    /// A table of the full width; `told` is what it says, for those who cannot see it.
    pub(super) fn table(&mut self, grid: &[i32], told: Option<&str>, rows: impl FnOnce(&mut Self)) {
        if self.stands_below_table() {
            // Two tables with nothing between them are one to a word processor.
            self.paragraph(&Paragraph::of("Gap"), |_| {});
        }
        self.xml.open("w:tbl", &[]);
        self.xml.open("w:tblPr", &[]);
        self.xml.leaf("w:tblStyle", &[("w:val", &"TableGrid")]);
        self.xml.leaf("w:tblW", &[("w:w", &TYPE_WIDTH), ("w:type", &"dxa")]);
        self.xml.leaf("w:tblLayout", &[("w:type", &"fixed")]);
        if let Some(told) = told {
            self.xml.leaf("w:tblDescription", &[("w:val", &told)]);
        }
        self.xml.close();
        self.grid(grid);
        rows(self);
        self.xml.close();
        self.ended_with_table();
    }

    /// The columns.
    pub(super) fn grid(&mut self, grid: &[i32]) {
        self.xml.open("w:tblGrid", &[]);
        for width in grid {
            self.xml.leaf("w:gridCol", &[("w:w", width)]);
        }
        self.xml.close();
    }

    /// A row of the table.
    pub(super) fn row(&mut self, row: Row, cells: impl FnOnce(&mut Self)) {
        self.xml.open("w:tr", &[]);
        self.xml.open("w:trPr", &[]);
        if !row.splits {
            self.xml.leaf("w:cantSplit", &[]);
        }
        if let Some(height) = row.height {
            self.xml.leaf("w:trHeight", &[("w:val", &height), ("w:hRule", &"atLeast")]);
        }
        if row.header {
            self.xml.leaf("w:tblHeader", &[]);
        }
        self.xml.close();
        cells(self);
        self.xml.close();
    }

    /// A cell of the row; it holds at least one paragraph.
    pub(super) fn cell(&mut self, cell: Cell, inside: impl FnOnce(&mut Self)) {
        self.xml.open("w:tc", &[]);
        self.xml.open("w:tcPr", &[]);
        self.xml.leaf("w:tcW", &[("w:w", &cell.width), ("w:type", &"dxa")]);
        if cell.span > 1 {
            self.xml.leaf("w:gridSpan", &[("w:val", &cell.span)]);
        }
        if let Some(begins) = cell.rows {
            self.xml.leaf("w:vMerge", &[("w:val", &if begins { "restart" } else { "continue" })]);
        }
        if let Some(before) = cell.open {
            self.xml.open("w:tcBorders", &[]);
            self.xml.leaf(if before { "w:left" } else { "w:right" }, &[("w:val", &"nil")]);
            self.xml.close();
        }
        if cell.shaded {
            self.xml.leaf("w:shd", &[("w:val", &"clear"), ("w:color", &"auto"), ("w:fill", &SHADE)]);
        }
        if cell.close {
            self.xml.open("w:tcMar", &[]);
            for side in ["w:left", "w:right"] {
                self.xml.leaf(side, &[("w:w", &30), ("w:type", &"dxa")]);
            }
            self.xml.close();
        }
        self.xml.leaf("w:vAlign", &[("w:val", &"center")]);
        self.xml.close();
        inside(self);
        self.xml.close();
    }
}

/// The style of words in a table.
pub(super) fn words(small: bool) -> Paragraph {
    Paragraph::of(if small { "CellSmall" } else { "CellText" })
}

/// The caption in the middle, and the unit at the right.
pub(super) fn caption(story: &mut Story, caption: Option<&str>, unit: Option<&str>) {
    match (caption, unit) {
        (None, None) => {}
        (caption, None) => story.line(&Paragraph::of("Caption"), caption.unwrap_or_default()),
        (caption, Some(unit)) => {
            let paragraph = Paragraph { thirds: true, align: Some(Align::Left), ..Paragraph::of("Caption") };
            story.paragraph(&paragraph, |story| {
                story.run(&Characters::default(), &format!("\t{}\t", caption.unwrap_or_default()));
                let look = Characters { face: Some(crate::fonts::Role::Body), size: Some(24), ..Characters::default() };
                story.run(&look, unit);
            });
        }
    }
}

/// A data table.
pub(super) fn data(story: &mut Story, columns: &[Column], rows: &[Vec<Vec<Inline>>], sections: &[Section]) {
    let Columns { widths, small } = columns::of(columns, rows);
    let strong = Characters::of("Strong");
    let text = words(small);
    story.table(&widths, None, |story| {
        story.row(Row { header: true, ..Row::default() }, |story| {
            for (column, width) in columns.iter().zip(&widths) {
                let paragraph = Paragraph { align: Some(Align::Center), keep_next: true, ..text };
                story.cell(Cell::new(*width), |story| {
                    story.paragraph(&paragraph, |story| story.run(&strong, &column.title));
                });
            }
        });
        for (index, row) in rows.iter().enumerate() {
            for section in sections.iter().filter(|section| section.before == index) {
                let cell = Cell { span: columns.len(), shaded: true, ..Cell::new(TYPE_WIDTH) };
                let paragraph = Paragraph { keep_next: true, ..text };
                story.row(Row::default(), |story| {
                    story.cell(cell, |story| story.paragraph(&paragraph, |story| story.run(&strong, &section.title)));
                });
            }
            story.row(Row { splits: splits(row, &widths, small), ..Row::default() }, |story| {
                for ((cell, column), width) in row.iter().zip(columns).zip(&widths) {
                    let align = (column.align == content::Align::Center).then_some(Align::Center);
                    story.cell(Cell::new(*width), |story| {
                        let paragraph = Paragraph { align, ..text };
                        story.paragraph(&paragraph, |story| story.inline(&Characters::default(), cell));
                    });
                }
            });
        }
    });
}

/// Whether a row is higher than a third of a page.
fn splits(row: &[Vec<Inline>], widths: &[i32], small: bool) -> bool {
    let size = if small { columns::SMALL } else { columns::NORMAL };
    row.iter().zip(widths).any(|(cell, width)| {
        let room = (f64::from(*width) - 160.0) / size;
        plain(cell).split('\n').map(|line| (columns::ems(line) / room).ceil().max(1.0)).sum::<f64>() > THIRD
    })
}
