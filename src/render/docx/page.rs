//! The page of GB/T 9704 as a word processor counts it: lengths in twips, twentieths of a point.
//!
//! A word processor measures margins to the boxes of lines and not to characters. GB/T 33476.2
//! gives them for it: half the space between two lines stands above the first line and below the
//! last, so that characters touch the edges of the type area all the same.

use super::xml::Xml;

/// Millimetres in twips.
pub(super) const fn mm(length: f64) -> i32 {
    (length * 1440.0 / 25.4 + 0.5) as i32
}

/// A4.
const WIDTH: i32 = mm(210.0);
const HEIGHT: i32 = mm(297.0);
/// Margins of GB/T 33476.2.
pub(super) const TOP: f64 = 34.58;
const BOTTOM: f64 = 32.58;
const LEFT: f64 = 28.0;
const RIGHT: f64 = 26.0;
/// Where the type area begins.
pub(super) const LEFT_EDGE: i32 = mm(LEFT);
/// The width of the type area, 156 mm.
pub(super) const TYPE_WIDTH: i32 = WIDTH - mm(LEFT) - mm(RIGHT);
/// The height of 22 lines, 229.84 mm.
const TYPE_HEIGHT: i32 = HEIGHT - mm(TOP) - mm(BOTTOM);
/// A line of the grid: the 22nd part.
pub(super) const ROW: i32 = TYPE_HEIGHT / 22;
/// 三号 as word processors have it, in twips.
pub(super) const SIZE_3: i32 = 16 * 20;
/// 四号, likewise.
pub(super) const SIZE_4: i32 = 14 * 20;
/// Above and below a character of the third size in its line.
pub(super) const LEAD: i32 = (ROW - SIZE_3) / 2;
/// A character's column, the 28th part of the width; in hundredths of a twip.
const COLUMN: i32 = TYPE_WIDTH * 100 / 28;
/// What a column is wider than a character, in 4096ths of a point (ECMA-376, 17.6.5): 28 characters
/// of 16 points are wider than the type area, so it is negative.
const CHAR_SPACE: i32 = ((COLUMN - SIZE_3 * 100) * 4096).div_euclid(2000);
/// What characters of the third size stand closer than they are wide, in twips: the size of printers,
/// 15.75 points, that word processors do not have. Said in the style too, since not every program
/// sets a column that is narrower than its character.
pub(super) const TIGHTER: i32 = -5;
/// Two characters.
pub(super) const INDENT: i32 = columns(2);
/// From the page's lower edge to the lower edge of the page number's line, whose dash then stands
/// 7 mm below the type area (GB/T 9704, 7.5).
const FOOTER: f64 = 25.4;

/// The width of so many characters.
pub(super) const fn columns(count: i32) -> i32 {
    (COLUMN * count + 50) / 100
}

/// The width of a text of the third size: a Latin character takes half a column.
pub(super) fn width(text: &str) -> i32 {
    let halves: i32 = text.chars().map(|character| if character.is_ascii() { 1 } else { 2 }).sum();
    COLUMN * halves / 200
}

/// A stretch of pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Section {
    /// The text.
    Text,
    /// 版记: on an even page of its own, since nobody knows where an edited text will end
    /// (GB/T 33476.2, 7.3.1).
    Imprint,
}

/// Writes the properties of a section.
pub(super) fn section(xml: &mut Xml, section: Section) {
    let imprint = section == Section::Imprint;
    xml.open("w:sectPr", &[]);
    for (kind, id) in [("default", "odd"), ("even", "even")] {
        xml.leaf("w:footerReference", &[("w:type", &kind), ("r:id", &id)]);
    }
    if imprint {
        xml.leaf("w:type", &[("w:val", &"evenPage")]);
    }
    xml.leaf("w:pgSz", &[("w:w", &WIDTH), ("w:h", &HEIGHT)]);
    // The imprint's last rule lies on the lower edge of the type area itself.
    let bottom = if imprint { 35.0 } else { BOTTOM };
    xml.leaf(
        "w:pgMar",
        &[
            ("w:top", &mm(TOP)),
            ("w:right", &mm(RIGHT)),
            ("w:bottom", &mm(bottom)),
            ("w:left", &mm(LEFT)),
            ("w:header", &mm(15.0)),
            ("w:footer", &mm(FOOTER)),
            ("w:gutter", &0),
        ],
    );
    xml.leaf("w:cols", &[("w:space", &0)]);
    let grid: super::xml::Attributes<'_> =
        &[("w:type", &"linesAndChars"), ("w:linePitch", &ROW), ("w:charSpace", &CHAR_SPACE)];
    xml.leaf("w:docGrid", grid);
    xml.close();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_grid_has_22_lines_of_28_characters() {
        assert_eq!(TYPE_HEIGHT / ROW, 22);
        let column = 16.0 + f64::from(CHAR_SPACE) / 4096.0;
        let width = f64::from(TYPE_WIDTH) / 20.0;
        assert_eq!((width / column) as u32, 28, "{column} of {width}");
        // Less than a tenth of a character is left over.
        assert!(width - 28.0 * column < 0.1 * column);
        // The first character's upper edge, in millimetres from that of the paper.
        assert!((TOP + f64::from(LEAD) * 25.4 / 1440.0 - 37.0).abs() < 0.1);
    }
}
