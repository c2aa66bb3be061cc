//! The notice that issues the plan: title, addressees, text, enclosures, signature, date, remark.

use super::head::{BELOW_RULE, TWO_ROWS};
use super::look::{Align, First, Paragraph};
use super::page::{INDENT, LEAD, columns, mm, width};
use super::story::Story;
use super::styles::TITLE_LEAD;
use crate::views::official::Notice;

/// A line as a distance, edge to edge (GB/T 33476.2).
const ONE_ROW: i32 = mm(10.39);
/// The same between two lines of the grid, which both bring space of their own.
const BETWEEN: i32 = ONE_ROW - 2 * LEAD;

/// The notice.
pub(super) fn notice(story: &mut Story, notice: &Notice, sealed: bool) {
    let title = Paragraph { before: Some(BELOW_RULE), ..Paragraph::of("Title") };
    story.line(&title, &notice.title_lines.join("\n"));
    // 7.3.2
    story.space = Some(ONE_ROW - TITLE_LEAD - LEAD);
    if let Some(addressed) = &notice.addressed_to {
        story.line(&Paragraph::of("Addressee"), addressed);
    }
    super::body::blocks(story, &notice.body, super::body::Place { closing: true, ..Default::default() });
    enclosures(story, &notice.enclosures, true);
    signature(story, notice, sealed);
}

/// 附件：with the names hanging behind their numbers (7.3.4).
pub(super) fn enclosures(story: &mut Story, names: &[String], closing: bool) {
    let label = columns(3);
    for (index, name) in names.iter().enumerate() {
        let number = if names.len() > 1 { format!("{}.", index + 1) } else { String::new() };
        let hung = width(&number);
        let paragraph = Paragraph {
            keep_next: closing,
            before: (index == 0).then_some(BETWEEN),
            left: Some(INDENT + label + hung),
            first: Some(First::Out(if index == 0 { label + hung } else { hung })),
            align: Some(Align::Both),
            ..Paragraph::of("Enclosure")
        };
        let label = if index == 0 { "附件：" } else { "" };
        story.line(&paragraph, &format!("{label}{number}{name}"));
    }
}

/// Signature, date and remark (7.3.5, 7.3.6); with a seal the signature stands in the middle above
/// the date and room is left for both.
fn signature(story: &mut Story, notice: &Notice, sealed: bool) {
    let (name, date) = (width(&notice.signature), width(&notice.date));
    let (right_of_name, right_of_date) = if sealed {
        let right = columns(4);
        ((right + (date - name) / 2).max(0), right)
    } else if date > name {
        // The longer date two characters in, the signature two before it.
        (INDENT * 2 + date - name, INDENT)
    } else {
        (INDENT, (name - date).max(0))
    };
    let before = if sealed && notice.enclosures.is_empty() { TWO_ROWS - 2 * LEAD } else { BETWEEN };
    let signature = Paragraph { before: Some(before), right: Some(right_of_name), ..Paragraph::of("Signature") };
    story.line(&signature, &notice.signature);
    let date = Paragraph { keep_next: notice.remark.is_some(), right: Some(right_of_date), ..Paragraph::of("Date") };
    story.line(&date, &notice.date);
    if let Some(remark) = &notice.remark {
        story.line(&Paragraph { before: Some(BETWEEN), ..Paragraph::of("Remark") }, remark);
    }
}
