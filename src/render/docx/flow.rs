//! A procedure as a table: number, action, role, time limit.

use super::look::{Align, Characters, Paragraph};
use super::page::{TYPE_WIDTH, mm};
use super::story::Story;
use super::table::{Cell, Row, words};
use crate::views::content::{FlowRow, Mark};

const TITLES: [&str; 4] = ["序号", "处置动作", "责任岗位", "时限"];
/// Indentation of one depth.
const STEP: i32 = 240 * 8 / 10;

/// Signs before actions, which GB 2312 has and so has every face; a word always stands beside one.
fn sign(mark: Mark) -> &'static str {
    match mark {
        Mark::Step => "",
        Mark::Safety => "▲",
        Mark::Decide => "◇",
        Mark::Case => "→",
        Mark::Watch => "◎",
        Mark::End => "■",
    }
}

/// The table.
pub(super) fn flow(story: &mut Story, rows: &[FlowRow]) {
    let digits = rows.iter().map(|row| row.number.len()).max().unwrap_or(0);
    // Half a small character a digit, and room on both sides.
    let number = mm(11.5).max(i32::try_from(digits).unwrap_or(0) * 105 + 80);
    let (actor, limit) = (mm(22.0), mm(28.0));
    let widths = [number, TYPE_WIDTH - number - actor - limit, actor, limit];
    story.table(&widths, None, |story| {
        story.row(Row { header: true, ..Row::default() }, |story| {
            for (title, width) in TITLES.iter().zip(widths) {
                let paragraph = Paragraph { align: Some(Align::Center), keep_next: true, ..words(false) };
                story.cell(Cell::new(width), |story| {
                    story.paragraph(&paragraph, |story| story.run(&Characters::of("Strong"), title));
                });
            }
        });
        for row in rows {
            story.row(Row { splits: row.long, ..Row::default() }, |story| cells(story, row, widths));
        }
    });
}

fn cells(story: &mut Story, row: &FlowRow, [number, action, actor, limit]: [i32; 4]) {
    // A decision heads its cases and a case its steps, unless it says itself where to go on.
    let heads = row.mark == Mark::Decide || row.mark == Mark::Case && row.action.len() == 1;
    let shaded = matches!(row.mark, Mark::Decide | Mark::Case);
    let centred = |small| Paragraph { align: Some(Align::Center), keep_next: heads, ..words(small) };
    let alone = row.actor.is_none() && row.limit.is_none();
    let across = alone && row.number.is_empty();
    if !across {
        let cell = Cell { shaded, close: true, ..Cell::new(number) };
        story.cell(cell, |story| story.line(&centred(row.number.len() > 4), &row.number));
    }
    let (width, span) = match (across, alone) {
        (true, _) => (TYPE_WIDTH, 4),
        (_, true) => (TYPE_WIDTH - number, 3),
        _ => (action, 1),
    };
    let cell = Cell { span, shaded, ..Cell::new(width) };
    story.cell(cell, |story| deed(story, row, heads));
    if !alone {
        for (text, width) in [(&row.actor, actor), (&row.limit, limit)] {
            let cell = Cell { shaded, close: true, ..Cell::new(width) };
            story.cell(cell, |story| story.line(&centred(true), text.as_deref().unwrap_or_default()));
        }
    }
}

/// The action, and what goes with it on lines of its own.
fn deed(story: &mut Story, row: &FlowRow, heads: bool) {
    let depth = i32::try_from(row.depth).unwrap_or(0).min(8);
    let left = (depth > 0).then_some(depth * STEP);
    let place = |small| Paragraph { left, keep_next: heads, ..words(small) };
    story.paragraph(&place(false), |story| {
        let branch = matches!(row.mark, Mark::Decide | Mark::Case);
        // Conditions in 黑体: the eye looks for the branch first.
        let look = if branch { Characters::of("Strong") } else { Characters::default() };
        let sign = sign(row.mark);
        if !sign.is_empty() {
            story.run(&Characters::default(), &format!("{sign} "));
        }
        if !row.kind.is_empty() {
            story.run(&Characters::of("Strong"), &format!("{}　", row.kind));
        }
        story.inline(&look, &row.action);
    });
    if !row.particulars.is_empty() {
        story.paragraph(&place(true), |story| story.inline(&Characters::default(), &row.particulars));
    }
}
