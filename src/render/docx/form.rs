//! Blank forms to fill by hand or on the screen: shaded labels, boxes to tick, places for signatures
//! and seal, rows high enough to write in.

use super::columns::{NORMAL, SMALL, ems, whole, widths};
use super::look::{Align, Characters, Paragraph};
use super::page::{TYPE_WIDTH, mm};
use super::story::Story;
use super::table::{Cell, Row, words};
use crate::views::content::{FormCell, FormRow};

/// A seal of 42 mm across, never drawn (GB/T 9704, 7.3.5: no seal without an original).
const SEAL: i32 = mm(42.0);
/// Labels are at least and at most so wide.
const LABEL: (f64, f64) = (mm(20.0) as f64, mm(34.0) as f64);
/// A signature's line, in Chinese characters.
const LINE: &str = "　　　　　　";
const DAY: &str = "　　　年　　月　　日";

/// The form.
pub(super) fn form(story: &mut Story, rows: &[FormRow], seal: Option<&str>, signatures: &[String]) {
    let edges: Vec<Vec<i32>> = rows.iter().map(|row| edges(row, rows)).collect();
    let seal_edge = TYPE_WIDTH - SEAL - mm(10.0);
    let endorsed = seal.is_some() || !signatures.is_empty();
    // The columns of all rows together: each cell takes those between its edges.
    let mut all: Vec<i32> = edges.iter().flatten().copied().collect();
    all.push(TYPE_WIDTH);
    if endorsed && seal.is_some() {
        all.push(seal_edge);
    }
    all.sort_unstable();
    all.dedup();
    let lefts = std::iter::once(0).chain(all.iter().copied());
    let grid: Vec<i32> = lefts.zip(&all).map(|(left, right)| right - left).collect();
    let cell = |left: i32, right: i32| Cell {
        span: all.iter().filter(|edge| (left + 1..=right).contains(edge)).count(),
        ..Cell::new(right - left)
    };
    story.table(&grid, None, |story| {
        for (index, (row, edges)) in rows.iter().zip(&edges).enumerate() {
            let height = mm(f64::from(row.height));
            // The last row stays with the signatures.
            let keep_next = endorsed && index + 1 == rows.len();
            story.row(Row { height: Some(height), ..Row::default() }, |story| {
                let mut left = 0;
                let mut edges = edges.iter().copied();
                for field in &row.cells {
                    if !field.label.is_empty() {
                        let right = edges.next().unwrap_or(TYPE_WIDTH);
                        let paragraph = Paragraph { align: Some(Align::Center), keep_next, ..words(false) };
                        let cell = Cell { shaded: true, ..cell(left, right) };
                        story.cell(cell, |story| story.line(&paragraph, &field.label));
                        left = right;
                    }
                    let right = edges.next().unwrap_or(TYPE_WIDTH);
                    let small = room(field, NORMAL, 0.0) > f64::from(right - left) && field.options.is_empty();
                    story.cell(cell(left, right), |story| fill(story, field, small, keep_next));
                    left = right;
                }
            });
        }
        if endorsed {
            let height = seal.map(|_| SEAL);
            story.row(Row { height, ..Row::default() }, |story| {
                let open = seal.map(|_| false);
                let left = if seal.is_some() { seal_edge } else { TYPE_WIDTH };
                story.cell(Cell { open, ..cell(0, left) }, |story| sign(story, signatures));
                if let Some(seal) = seal {
                    let paragraph = Paragraph { align: Some(Align::Center), ..words(false) };
                    let cell = Cell { open: Some(true), ..cell(seal_edge, TYPE_WIDTH) };
                    story.cell(cell, |story| story.line(&paragraph, seal));
                }
            });
        }
    });
}

/// The right edges of a row's labels and fields, in whole twips.
fn edges(row: &FormRow, rows: &[FormRow]) -> Vec<i32> {
    let wide = |label: &str| (ems(label) * NORMAL + 280.0).clamp(LABEL.0, LABEL.1);
    let widest =
        |labels: &mut dyn Iterator<Item = &FormCell>| labels.map(|cell| wide(&cell.label)).fold(LABEL.0, f64::max);
    // Labels at the left have one width, and so have the second ones of rows of two.
    let first = widest(&mut rows.iter().filter_map(|row| row.cells.first()));
    let second = widest(&mut rows.iter().filter(|row| row.cells.len() == 2).filter_map(|row| row.cells.last()));
    let labels: Vec<f64> = row
        .cells
        .iter()
        .enumerate()
        .map(|(index, cell)| match (cell.label.is_empty(), index, row.cells.len()) {
            (true, ..) => 0.0,
            (_, 0, _) => first,
            (_, 1, 2) => second,
            _ => wide(&cell.label),
        })
        .collect();
    let shares: Vec<f64> = row.cells.iter().map(|cell| f64::from(cell.share.max(1))).collect();
    // Hints on one line; else small ones on one line and less room to write elsewhere; else as it comes.
    let fit = |size, blank| {
        let least: Vec<f64> =
            row.cells.iter().zip(&labels).map(|(cell, label)| label + room(cell, size, blank)).collect();
        widths(&shares, &least)
    };
    let found = fit(NORMAL, LABEL.0).or_else(|| fit(SMALL, f64::from(mm(12.0))));
    let found = found.or_else(|| widths(&shares, &vec![0.0; shares.len()])).unwrap_or_default();
    let parts: Vec<f64> = found
        .iter()
        .zip(&labels)
        .flat_map(|(width, label)| {
            let label = label.min(width * 0.6);
            (label > 0.0).then_some(label).into_iter().chain([width - label])
        })
        .collect();
    let mut edge = 0;
    whole(&parts)
        .iter()
        .map(|width| {
            edge += width;
            edge
        })
        .collect()
}

/// What a field would like, so that each line of its hint stands on one; words to tick may wrap. Where
/// there is no hint it is `blank`, to write in.
fn room(cell: &FormCell, size: f64, blank: f64) -> f64 {
    let hint = cell.fill.split('\n').map(ems).fold(0.0, f64::max) * size + 200.0;
    if cell.options.is_empty() { hint.max(blank) } else { hint.max(f64::from(mm(50.0))) }
}

/// Words to tick, and what is printed for the writer: a bare unit stands at the right, behind the
/// place to write. A hint too long for its field is set `small`.
fn fill(story: &mut Story, cell: &FormCell, small: bool, keep_next: bool) {
    let count = cell.fill.chars().count();
    let bare = (1..=4).contains(&count) && !cell.fill.contains('　') && cell.options.is_empty();
    let paragraph = Paragraph { align: bare.then_some(Align::Right), keep_next, ..words(small) };
    let mut parts: Vec<String> = cell.options.iter().map(|option| format!("□{option}")).collect();
    parts.extend((!cell.fill.is_empty()).then(|| cell.fill.clone()));
    story.line(&paragraph, &parts.join("　"));
}

/// A line for each signature, with its day.
fn sign(story: &mut Story, signatures: &[String]) {
    if signatures.is_empty() {
        story.paragraph(&words(false), |_| {});
    }
    for label in signatures {
        let paragraph = Paragraph { before: Some(mm(4.0)), ..words(false) };
        story.paragraph(&paragraph, |story| {
            story.run(&Characters::default(), &format!("{}：", label.trim_end_matches('：')));
            story.run(&Characters { underlined: true, ..Characters::default() }, LINE);
            story.run(&Characters::default(), DAY);
        });
    }
}
