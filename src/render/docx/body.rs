//! Blocks of the notice, the plan and its annexes, and how an annex opens.

use super::contents::Entries;
use super::lists::Number;
use super::look::{Characters, Paragraph};
use super::page::ROW;
use super::story::{Story, plain};
use super::styles::{HEADINGS, TITLE_LEAD, TITLE_LINE};
use super::{chart, flow, form, table};
use crate::views::official::{AnnexPage, Body};
use crate::views::{Block, Inline};

/// Where blocks stand.
#[derive(Debug, Default)]
pub(super) struct Place {
    /// Whether the last row of text stays with what follows.
    pub(super) closing: bool,
    /// Whether the contents list the headings.
    pub(super) listed: bool,
}

/// The plan.
pub(super) fn plan(story: &mut Story, plan: &Body, annexes: &[AnnexPage], contents: bool) {
    opening(story, plan.label, &plan.title_lines, None);
    if contents {
        super::contents::contents(story, &Entries::of(plan, annexes));
        story.new_page = true;
    }
    blocks(story, &plan.blocks, Place { listed: contents, ..Place::default() });
    super::notice::enclosures(story, &plan.enclosures, false);
}

/// An annex, the `index`th.
pub(super) fn annex(story: &mut Story, annex: &AnnexPage, index: usize, contents: bool) {
    opening(story, Some(&annex.label), &annex.title_lines, contents.then_some(index));
    blocks(story, &annex.blocks, Place::default());
}

/// The first lines of an annex or of the plan: the label on line 1, the title on line 3 (GB/T 9704,
/// 7.3.7) or without a label on line 2, and one free line below. What follows is on the grid again.
fn opening(story: &mut Story, label: Option<&str>, lines: &[String], listed: Option<usize>) {
    let count = i32::try_from(lines.len()).unwrap_or(1).max(1);
    let above = if label.is_some() { 2 } else { 1 };
    // A title is 22 points high and stands in the middle of its line of the grid.
    let before = ROW + (ROW - TITLE_LINE) / 2;
    let used = ((above - 1) * ROW + before + count * TITLE_LINE - TITLE_LEAD + ROW - 1) / ROW + 1;
    if let Some(label) = label {
        story.paragraph(&Paragraph::of("AnnexLabel"), |story| {
            if let Some(index) = listed {
                super::contents::annex_mark(story, index, label, lines);
            } else {
                story.run(&Characters::default(), label);
            }
        });
    } else {
        story.new_page = true;
    }
    let after = used * ROW - (above - 1) * ROW - before - count * TITLE_LINE;
    let paragraph = Paragraph { before: Some(before), after: Some(after), ..Paragraph::of("Title") };
    story.line(&paragraph, &lines.join("\n"));
}

/// Blocks in order.
pub(super) fn blocks(story: &mut Story, blocks: &[Block], place: Place) {
    let mut listed = 0;
    for (index, block) in blocks.iter().enumerate() {
        let last = place.closing && index + 1 == blocks.len();
        match block {
            Block::Heading { level, number, body, .. } => {
                // Procedures end with their table; the next group of them begins a sheet of its own.
                if *level <= 2 && index > 0 && matches!(blocks[index - 1], Block::Flow { .. }) {
                    story.new_page = true;
                }
                let name = (place.listed && *level <= 2).then(|| super::contents::bookmark(listed));
                listed += usize::from(name.is_some());
                heading(story, usize::from(*level), number, body, name.as_deref());
            }
            Block::Paragraph { body } => {
                // A label (处置步骤：) heads what follows and stays with it.
                let label = matches!(body.first(), Some(Inline::Strong { .. })) && plain(body).ends_with('：');
                let paragraph = Paragraph { keep_next: label || last, ..Paragraph::of("BodyText") };
                story.paragraph(&paragraph, |story| story.inline(&Characters::default(), body));
            }
            Block::Item { number, body } => clause(story, number, body, last),
            Block::Table { caption, unit, columns, rows, sections } => {
                table::caption(story, caption.as_deref(), unit.as_deref());
                table::data(story, columns, rows, sections);
            }
            Block::Chart { caption, alt, nodes } => {
                chart::chart(story, alt, nodes);
                table::caption(story, caption.as_deref(), None);
            }
            Block::Flow { caption, rows } => {
                table::caption(story, Some(caption), None);
                flow::flow(story, rows);
            }
            Block::Form { rows, notes, seal, signatures } => {
                form::form(story, rows, seal.as_deref(), signatures);
                for note in notes {
                    story.line(&Paragraph::of("TableNote"), note);
                }
            }
        }
    }
}

fn heading(story: &mut Story, level: usize, number: &str, body: &[Inline], name: Option<&str>) {
    let at = level.clamp(1, HEADINGS.len()) - 1;
    let style = HEADINGS[at];
    let word = story.lists.heading(level, number) == Number::Word;
    // A number that the list would not print is written out, and the style's own switched off.
    let paragraph = Paragraph { list: word.then_some((0, 0)), ..Paragraph::of(style) };
    story.paragraph(&paragraph, |story| {
        if word {
            story.run(&Characters::default(), number);
        } else {
            story.counted(number);
        }
        let words = |story: &mut Story| story.inline(&Characters::default(), body);
        match name {
            Some(name) => story.bookmark(name, words),
            None => words(story),
        }
    });
}

fn clause(story: &mut Story, number: &str, body: &[Inline], keep_next: bool) {
    let (list, word) = match story.lists.clause(number) {
        Number::List(list, level) => (Some((list, level)), false),
        Number::Word => (None, true),
    };
    story.paragraph(&Paragraph { list, keep_next, ..Paragraph::of("Clause") }, |story| {
        if word {
            story.run(&Characters::default(), number);
        } else {
            story.counted(number);
        }
        story.inline(&Characters::default(), body);
    });
}
