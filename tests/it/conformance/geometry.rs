//! The numbers of the type area, and rows of text made from glyphs. Measures only, judges nothing.

use plangen::render::typeset::{Bar, Glyph, PageFacts};

/// Millimetres in a point.
pub(super) const POINT: f64 = 25.4 / 72.0;
/// Type area (5.2.1): 156 mm wide, 225 mm high.
pub(super) const LEFT: f64 = 28.0;
pub(super) const WIDTH: f64 = 156.0;
pub(super) const TOP: f64 = 37.0;
pub(super) const BOTTOM: f64 = 262.0;
/// Third size in points: the trade size.
pub(super) const THIRD: f64 = 15.75;
/// Second and fourth size in points.
pub(super) const SECOND: f64 = 22.0;
pub(super) const FOURTH: f64 = 14.0;
/// One character's column.
pub(super) const UNIT: f64 = WIDTH / 28.0;
/// From row to row.
pub(super) const PITCH: f64 = (BOTTOM - TOP - THIRD * POINT) / 21.0;
/// Gaps that GB/T 33476.2 gives edge to edge.
pub(super) const ONE_ROW: f64 = 10.39;
pub(super) const TWO_ROWS: f64 = 20.78;
/// A seal of a bureau is 42 mm across.
pub(super) const SEAL: f64 = 42.0;

/// Marks whose left half is blank; at the start of a row the blank half may be cut.
pub(super) const OPENING: &str = "《〈（〔【「『“‘";
const CLOSING: &str = "》〉）〕】」』”’，。、；：！？";

/// Characters on one baseline.
#[derive(Debug, Clone)]
pub(super) struct Row {
    /// Page, from 1.
    pub(super) page: usize,
    /// Baseline.
    pub(super) y: f64,
    /// Size in points.
    pub(super) size: f64,
    /// From left to right.
    pub(super) glyphs: Vec<Glyph>,
}

impl Row {
    /// Upper edge of the em box.
    pub(super) fn top(&self) -> f64 {
        self.y - 0.88 * self.size * POINT
    }

    /// Lower edge of the em box.
    pub(super) fn bottom(&self) -> f64 {
        self.y + 0.12 * self.size * POINT
    }

    /// Left edge; the cut half of an opening mark is no part of the row.
    pub(super) fn left(&self) -> f64 {
        self.glyphs.first().map_or(f64::NAN, ink_left)
    }

    /// Right edge.
    pub(super) fn right(&self) -> f64 {
        self.glyphs.last().map_or(f64::NAN, |glyph| glyph.x + glyph.advance)
    }

    /// Middle.
    pub(super) fn centre(&self) -> f64 {
        f64::midpoint(self.left(), self.right())
    }

    /// Its words.
    pub(super) fn text(&self) -> String {
        self.glyphs.iter().map(|glyph| glyph.text.as_str()).collect()
    }

    /// Upper edge of the ink.
    pub(super) fn ink_top(&self) -> f64 {
        self.y - self.glyphs.iter().map(|glyph| glyph.ink_top).fold(f64::MIN, f64::max)
    }

    /// Lower edge of the ink.
    pub(super) fn ink_bottom(&self) -> f64 {
        self.y + self.glyphs.iter().map(|glyph| glyph.ink_bottom).fold(f64::MIN, f64::max)
    }
}

/// Left edge of what is left of a glyph's em box.
fn ink_left(glyph: &Glyph) -> f64 {
    let cut = (glyph.size * POINT - glyph.advance).max(0.0);
    if OPENING.contains(&glyph.text) { glyph.x + cut } else { glyph.x }
}

/// Left and right end of a glyph's ink, as far as its em box says: the blank half of a mark counts as blank.
pub(super) fn ink_span(glyph: &Glyph) -> (f64, f64) {
    let half = glyph.size * POINT / 2.0;
    let left = if OPENING.contains(&glyph.text) { glyph.x + half } else { glyph.x };
    // What justification adds behind the last character of a row is blank.
    let right = if CLOSING.contains(&glyph.text) { glyph.x + half } else { glyph.x + glyph.advance.min(2.0 * half) };
    (left, right)
}

/// Whether a glyph belongs to the page number.
pub(super) fn in_footer(y: f64) -> bool {
    y > BOTTOM + 0.3
}

/// Rows of one size, from top to bottom.
pub(super) fn rows(pages: &[PageFacts], wanted: impl Fn(f64) -> bool) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    for (index, page) in pages.iter().enumerate() {
        let mut here: Vec<Row> = Vec::new();
        for glyph in page.glyphs.iter().filter(|glyph| glyph.upright && !in_footer(glyph.y) && wanted(glyph.size)) {
            let same = |row: &&mut Row| (row.y - glyph.y).abs() < 0.05 && (row.size - glyph.size).abs() < 0.01;
            match here.iter_mut().find(same) {
                Some(row) => row.glyphs.push(glyph.clone()),
                None => {
                    here.push(Row { page: index + 1, y: glyph.y, size: glyph.size, glyphs: vec![glyph.clone()] });
                }
            }
        }
        for row in &mut here {
            row.glyphs.sort_by(|a, b| a.x.total_cmp(&b.x));
        }
        here.sort_by(|a, b| a.y.total_cmp(&b.y));
        rows.extend(here);
    }
    rows
}

/// Filled rules at least as wide as most of the type area.
pub(super) fn rules(page: &PageFacts) -> Vec<&Bar> {
    page.bars.iter().filter(|bar| bar.filled && bar.width > 140.0 && bar.height < 1.0).collect()
}

/// Whether a character is an ideograph.
pub(super) fn is_han(text: &str) -> bool {
    let mut characters = text.chars();
    matches!((characters.next(), characters.next()), (Some('\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}'), None))
}

/// A text without blanks, so that line ends do not matter.
pub(super) fn bare(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// Whether a circle of the seal's size around (`x`, `y`) stays clear of a row.
pub(super) fn clear_of_seal(row: &Row, x: f64, y: f64) -> bool {
    let nearest_x = x.clamp(row.left(), row.right());
    let nearest_y = y.clamp(row.top(), row.bottom());
    (nearest_x - x).hypot(nearest_y - y) >= SEAL / 2.0
}
