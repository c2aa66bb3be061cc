//! 版头: copy number, secrecy and urgency, the organ's mark, the document's number and the red rule.

use super::look::{Characters, Lines, Paragraph};
use super::page::{ROW, SIZE_3, TYPE_WIDTH, mm};
use super::story::Story;
use super::styles::line_of;
use crate::fonts::Role;
use crate::views::official::Head;

/// The mark's ink lies 35 mm below the type area (GB/T 9704, 7.2.4), measured as GB/T 33476.2 does.
const MARK: i32 = mm(37.42);
/// Two lines (7.2.5), edge to edge.
pub(super) const TWO_ROWS: i32 = mm(20.78);
/// Widest character of a mark (customary).
const WIDEST: i32 = mm(15.0);

/// The head of the first page.
pub(super) fn head(story: &mut Story, head: &Head) {
    let rows = corner(story, head);
    mark(story, &head.mark, rows);
    story.line(&Paragraph::of("Number"), &head.number);
}

/// Secrecy never stands above the second line (7.2.2). Gives the lines that were taken.
fn corner(story: &mut Story, head: &Head) -> i32 {
    let first = match (&head.copy_number, head.secrecy) {
        (None, Some(_)) => Some(""),
        (number, _) => number.as_deref(),
    };
    let mut rows = 0;
    for text in first.into_iter().chain(head.secrecy).chain(head.urgency) {
        let number = head.copy_number.as_deref() == Some(text);
        let look = Characters { face: number.then_some(Role::Body), ..Characters::default() };
        story.paragraph(&Paragraph::of("Corner"), |story| story.run(&look, text));
        rows += 1;
    }
    rows
}

/// The mark, as large as fits; a short name is spread by up to a quarter of a character.
fn mark(story: &mut Story, name: &str, rows: i32) {
    let count = i32::try_from(name.chars().count()).unwrap_or(i32::MAX).max(1);
    // Whole half points.
    let size = (WIDEST.min(TYPE_WIDTH / count) / 10).max(1) * 10;
    let spread = ((TYPE_WIDTH * 24 / 25 - count * size) / (count - 1).max(1)).clamp(0, size / 4);
    let look = |spread| Characters { size: Some(size / 10), spread: Some(spread), ..Characters::default() };
    // Strokes begin a twentieth of a character inside its box, and that as far inside its line.
    let paragraph = Paragraph {
        before: Some((MARK - rows * ROW - size / 10).max(0)),
        // To the number, from the lower edge of the strokes.
        after: Some(TWO_ROWS - size / 10 - (line_of(SIZE_3) - SIZE_3) / 2),
        lines: Some(Lines::Exact(line_of(size))),
        ..Paragraph::of("Mark")
    };
    let last = name.char_indices().last().map_or(0, |(at, _)| at);
    story.paragraph(&paragraph, |story| {
        story.run(&look(spread), &name[..last]);
        // Nothing is spread behind the last one, or the name would not stand in the middle.
        story.run(&look(0), &name[last..]);
    });
}

/// From the rule to the title (7.3.1): its characters begin lower than its line.
pub(super) const BELOW_RULE: i32 = TWO_ROWS - super::styles::TITLE_LEAD;
