//! 版记 at the foot of the last page (GB/T 9704, 7.4), and page numbers (7.5).

use super::look::{Align, Characters, First, Paragraph, THICK, THIN, border};
use super::page::{LEFT_EDGE, SIZE_4, TYPE_WIDTH, mm};
use super::story::Story;
use super::table::{Cell, Row};
use crate::views::official::Imprint;

/// A character of the fourth size stands free at both ends (7.4.2, 7.4.3).
const FREE: i32 = SIZE_4;
/// The printing date and its free space.
const DATE: i32 = SIZE_4 * 11;

/// The imprint: a table that hangs at the foot of its page.
pub(super) fn imprint(story: &mut Story, imprint: &Imprint) {
    // The page begins with a paragraph, or a program may hang the table on the page before.
    story.paragraph(&Paragraph::of("Gap"), |_| {});
    let xml = &mut story.xml;
    xml.open("w:tbl", &[]);
    xml.open("w:tblPr", &[]);
    let place: super::xml::Attributes<'_> = &[
        ("w:leftFromText", &0),
        ("w:rightFromText", &0),
        // LibreOffice counts from the page number's line, which is that much lower than the type area.
        ("w:bottomFromText", &mm(4.0)),
        ("w:vertAnchor", &"margin"),
        ("w:horzAnchor", &"page"),
        ("w:tblpX", &LEFT_EDGE),
        ("w:tblpYSpec", &"bottom"),
    ];
    xml.leaf("w:tblpPr", place);
    xml.leaf("w:tblOverlap", &[("w:val", &"never")]);
    xml.leaf("w:tblW", &[("w:w", &TYPE_WIDTH), ("w:type", &"dxa")]);
    xml.open("w:tblBorders", &[]);
    border(xml, "w:top", THICK, 0, "000000");
    xml.leaf("w:left", &[("w:val", &"nil")]);
    border(xml, "w:bottom", THICK, 0, "000000");
    xml.leaf("w:right", &[("w:val", &"nil")]);
    border(xml, "w:insideH", THIN, 0, "000000");
    xml.leaf("w:insideV", &[("w:val", &"nil")]);
    xml.close();
    xml.leaf("w:tblLayout", &[("w:type", &"fixed")]);
    xml.open("w:tblCellMar", &[]);
    for (side, width) in [("w:top", 60), ("w:left", 0), ("w:bottom", 60), ("w:right", 0)] {
        xml.leaf(side, &[("w:w", &width), ("w:type", &"dxa")]);
    }
    xml.close();
    xml.close();
    let widths = [TYPE_WIDTH - DATE, DATE];
    story.grid(&widths);
    let recipients = [("主送：", &imprint.addressed_to), ("抄送：", &imprint.copied_to)];
    let recipients: Vec<_> = recipients.iter().filter_map(|(label, names)| Some((label, names.as_ref()?))).collect();
    if !recipients.is_empty() {
        let hung = SIZE_4 * 3;
        let paragraph = Paragraph {
            left: Some(FREE + hung),
            right: Some(FREE),
            first: Some(First::Out(hung)),
            ..Paragraph::of("Imprint")
        };
        story.row(Row::default(), |story| {
            story.cell(Cell { span: 2, ..Cell::new(TYPE_WIDTH) }, |story| {
                for (label, names) in recipients {
                    let ending = if names.ends_with('。') { "" } else { "。" };
                    story.line(&paragraph, &format!("{label}{names}{ending}"));
                }
            });
        });
    }
    story.row(Row::default(), |story| {
        let left = Paragraph { left: Some(FREE), align: Some(Align::Left), ..Paragraph::of("Imprint") };
        let right = Paragraph { right: Some(FREE), align: Some(Align::Right), ..Paragraph::of("Imprint") };
        story.cell(Cell::new(widths[0]), |story| story.line(&left, &imprint.office));
        story.cell(Cell::new(widths[1]), |story| story.line(&right, &imprint.printed));
    });
    story.xml.close();
    story.ended_with_table();
    // A table stands before a paragraph, whatever page it hangs on.
    story.paragraph(&Paragraph::of("Gap"), |_| {});
}

/// — 1 — one character in from the outer edge: at the right on odd pages, at the left on even ones.
pub(super) fn footer(odd: bool) -> Result<String, char> {
    let mut story = Story::new("w:ftr", false);
    let paragraph = if odd {
        Paragraph { right: Some(SIZE_4), align: Some(Align::Right), ..Paragraph::of("Footer") }
    } else {
        Paragraph { left: Some(SIZE_4), align: Some(Align::Left), ..Paragraph::of("Footer") }
    };
    let plain = Characters::default();
    story.paragraph(&paragraph, |story| {
        story.run(&plain, "— ");
        story.field("PAGE", false, |story| story.run(&plain, "1"));
        story.run(&plain, " —");
    });
    story.into_parts().0.finish()
}
