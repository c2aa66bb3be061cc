//! Page, grid and text (P).

use std::sync::LazyLock;

use plangen::fonts::{Role, RoleFont};
use plangen::render::typeset::Glyph;
use plangen::views::{Block, Inline};
use regex::Regex;
use typst::foundations::Bytes;
use typst::text::Font;

use super::document::{Document, Element, Part, Placed};
use super::geometry::{BOTTOM, LEFT, PITCH, POINT, Row, THIRD, TOP, UNIT, WIDTH, in_footer, ink_span, is_han, rows};
use super::ledger::{Measure, Requirement, requirements};
use super::variants::FACES;

requirements! {
    p01 "P01" "every page 210 × 297 mm";
    p02 "P02" "head margin 37 mm to the em box of row 1";
    p03 "P03" "binding margin 28 mm to full rows";
    p04 "P04" "nothing but the page number outside 156 × 225 mm";
    p05 "P05" "22 rows fill a page from 37 to 262 mm";
    p06 "P06" "28 characters a row, 26 in an indented one, one column 5.571 mm";
    p07 "P07" "text in 仿宋 of third size";
    p08 "P08" "black but for the mark and its rule";
    p09 "P09" "side margins alike on all pages, swapped only when mirrored";
    p10 "P10" "text of the notice on page 1";
    p11 "P11" "never 此页无正文";
    p12 "P12" "a heading never ends a page; rows fill up without a rule for single rows";
    p13 "P13" "numbers stay with their unit, dates and telephones whole";
    p14 "P14" "quotation marks, dashes and ellipses from the Chinese face, full width unless compressed";
    p15 "P15" "Latin and digits from the face of the text around them";
}

/// Family and weight of the face that serves each role, as the file itself says.
static SERVING: LazyLock<Vec<(Role, String, u16)>> = LazyLock::new(|| {
    let serving = |face: &RoleFont| {
        let font = Font::new(Bytes::new(face.bytes().unwrap()), face.index).unwrap();
        (face.role, font.info().family.clone(), font.info().variant.weight.to_number())
    };
    FACES.iter().map(serving).collect()
});

/// Whether a glyph is from the face of a role.
pub(super) fn set_in(glyph: &Glyph, role: Role) -> bool {
    SERVING.iter().any(|(serves, family, weight)| *serves == role && *family == glyph.family && *weight == glyph.weight)
}

fn text_of(document: &Document) -> impl Iterator<Item = &Placed> {
    document.placed.iter().filter(|placed| placed.is_text())
}

fn p01(document: &Document, measure: &mut Measure) {
    for page in &document.pages {
        measure.near("width", page.size.0, 210.0, 0.01);
        measure.near("height", page.size.1, 297.0, 0.01);
    }
}

fn p02(document: &Document, measure: &mut Measure) {
    let all = rows(&document.pages, |_| true);
    for pair in all.windows(2).filter(|pair| pair[0].page < pair[1].page && pair[1].size == THIRD) {
        let placed = document.placed.iter().any(|placed| placed.rows.iter().any(|row| row.y == pair[1].y));
        if placed {
            measure.near("row 1", pair[1].top(), TOP, 0.05);
        }
    }
}

fn p03(document: &Document, measure: &mut Measure) {
    for row in text_of(document).flat_map(|placed| &placed.rows[1..]) {
        measure.near("full row", row.left() - document.left(row.page) + LEFT, LEFT, 0.05);
    }
}

fn p04(document: &Document, measure: &mut Measure) {
    for (index, page) in document.pages.iter().enumerate() {
        let left = document.left(index + 1);
        for glyph in page.glyphs.iter().filter(|glyph| !in_footer(glyph.y)) {
            let (from, to) = if glyph.upright { ink_span(glyph) } else { (glyph.x, glyph.x) };
            measure.within("left", from - left, -0.1, WIDTH);
            measure.within("right", to - left, 0.0, WIDTH + 0.1);
            if glyph.upright {
                let em = glyph.size * POINT;
                measure.within("em box, top", glyph.y - 0.88 * em, TOP - 0.05, BOTTOM);
                measure.within("em box, bottom", glyph.y + 0.12 * em, TOP, BOTTOM + 0.05);
            }
        }
        // Half of a table's hairline may stand outside.
        for bar in page.bars.iter().filter(|bar| !in_footer(bar.y)) {
            measure.within("rule left", bar.x - left, -0.1, WIDTH);
            measure.within("rule right", bar.x + bar.width - left, 0.0, WIDTH + 0.1);
            measure.within("rule top", bar.y, TOP - 0.1, BOTTOM);
            measure.within("rule bottom", bar.y + bar.height, TOP, BOTTOM + 0.1);
        }
    }
}

fn p05(document: &Document, measure: &mut Measure) {
    let all = rows(&document.pages, |_| true);
    let end = document.end_of_notice().map(|placed| (placed.last().page, placed.last().y));
    for pair in text_of(document).flat_map(|placed| placed.rows.windows(2)) {
        let (last, next) = (&pair[0], &pair[1]);
        // The page is full where a paragraph runs over its end; the notice's last row may be held back.
        if last.page == next.page || end == Some((next.page, next.y)) {
            continue;
        }
        let page: Vec<&Row> = all.iter().filter(|row| row.page == last.page).collect();
        if page.iter().all(|row| row.size == THIRD) && document.pages[last.page - 1].bars.len() == 2 {
            measure.near("rows of a full page", page.len() as f64, 22.0, 0.0);
            measure.near("first row's upper edge", page[0].top(), TOP, 0.05);
            measure.near("last row's lower edge", last.bottom(), BOTTOM, 0.05);
        } else {
            // Beside a title, a table or a chart the rest of a row may stay free.
            measure.within("lower edge beside other elements", last.bottom(), BOTTOM - PITCH, BOTTOM + 0.05);
        }
    }
}

fn p06(document: &Document, measure: &mut Measure) {
    let han = |glyphs: &[Glyph]| glyphs.iter().all(|glyph| is_han(&glyph.text));
    for placed in text_of(document) {
        for (index, pair) in placed.rows.windows(2).enumerate() {
            let (row, next) = (&pair[0], &pair[1]);
            // A number kept whole, or a mark that must not begin a row, takes characters to the next row.
            if !han(&row.glyphs) || !han(&next.glyphs[..next.glyphs.len().min(2)]) {
                continue;
            }
            let count = row.glyphs.len() as f64;
            let (what, wanted) = if index == 0 { ("first row", 26.0) } else { ("row", 28.0) };
            measure.near(what, count, wanted, 0.0);
            measure.near("column (mm)", (row.glyphs.last().unwrap().x - row.left()) / (count - 1.0), UNIT, 0.01);
        }
    }
}

fn stressed(runs: &[Inline]) -> usize {
    let count = |run: &Inline| match run {
        Inline::Strong { body } | Inline::Emph { body } => super::document::plain(body).chars().count(),
        _ => 0,
    };
    runs.iter().map(count).sum()
}

fn p07(document: &Document, measure: &mut Measure) {
    for (part, blocks) in document.parts() {
        let here = |placed: &&Placed| placed.part == part && placed.is_text();
        for placed in document.placed.iter().filter(here) {
            let Some(Block::Paragraph { body } | Block::Item { body, .. }) = placed.block.map(|block| &blocks[block])
            else {
                continue;
            };
            let glyphs: Vec<_> = placed.rows.iter().flat_map(|row| &row.glyphs).collect();
            glyphs.iter().for_each(|glyph| measure.near("size", glyph.size, THIRD, 0.01));
            let other = glyphs.iter().filter(|glyph| !set_in(glyph, Role::Body) && !set_in(glyph, Role::Rare)).count();
            let marked = stressed(body);
            measure.holds("仿宋 but for stressed words", other <= marked, || {
                format!("{other} > {marked}: {}", placed.text)
            });
        }
    }
}

fn p08(document: &Document, measure: &mut Measure) {
    let mark = document.first(Part::Head, Element::Mark).unwrap().first();
    for (index, page) in document.pages.iter().enumerate() {
        for glyph in &page.glyphs {
            let red = index == 0 && (glyph.size - mark.size).abs() < 0.01 && (glyph.y - mark.y).abs() < 0.01;
            let wanted = if red { [255, 0, 0] } else { [0, 0, 0] };
            measure.holds("glyphs", glyph.colour == wanted, || format!("{} is {:?}", glyph.text, glyph.colour));
        }
        for bar in &page.bars {
            let grey = bar.colour[0] == bar.colour[1] && bar.colour[1] == bar.colour[2];
            let red = index == 0 && bar.filled && bar.colour == [255, 0, 0];
            let ink = if bar.filled && bar.height > 1.0 { grey } else { bar.colour == [0, 0, 0] };
            measure.holds("rules and backgrounds", ink || red, || format!("{bar:?}"));
        }
    }
}

fn p09(document: &Document, measure: &mut Measure) {
    let mirrored = document.view.layout.mirrored;
    for row in text_of(document).flat_map(|placed| &placed.rows[1..]) {
        let (what, wanted) = match (mirrored, row.page % 2) {
            (true, 0) => ("mirrored, even page", 26.0),
            (true, _) => ("mirrored, odd page", 28.0),
            (false, 0) => ("even page", 28.0),
            (false, _) => ("odd page", 28.0),
        };
        measure.near(what, row.left(), wanted, 0.05);
    }
}

fn p10(document: &Document, measure: &mut Measure) {
    let notice = |placed: &&Placed| placed.part == Part::Notice && placed.is_text();
    let count =
        document.placed.iter().filter(notice).flat_map(|placed| &placed.rows).filter(|row| row.page == 1).count();
    measure.within("rows of text on page 1", count as f64, 1.0, 22.0);
}

fn p11(document: &Document, measure: &mut Measure) {
    measure.holds("absent", !document.text.contains("此页无正文"), String::new);
}

fn p12(document: &Document, measure: &mut Measure) {
    for placed in document.all(|element| matches!(element, Element::Heading(_))) {
        let row = placed.last();
        let page = &document.pages[row.page - 1];
        let below = |y: f64| y > row.y + 1.0 && !in_footer(y);
        let followed = page.glyphs.iter().any(|glyph| below(glyph.y)) || page.bars.iter().any(|bar| below(bar.y));
        measure.holds("heading with what follows", followed, || format!("page {}: {}", row.page, placed.text));
    }
}

/// What a row of text may not divide: the end of one row, the start of the next.
static WHOLE: LazyLock<[(Regex, Regex); 3]> = LazyLock::new(|| {
    let pair = |before: &str, after: &str| (Regex::new(before).unwrap(), Regex::new(after).unwrap());
    [
        pair(r"[\d.]$", r"^[\d年月日%％元个天]"),
        pair(r"\d-$", r"^\d"),
        // The number of a step and what is done.
        pair(r"[。：]\d+(\.\d+)+$", "."),
    ]
});

fn p13(document: &Document, measure: &mut Measure) {
    for pair in document.placed.iter().flat_map(|placed| placed.rows.windows(2)) {
        let (last, next) = (pair[0].text(), pair[1].text());
        let broken = WHOLE.iter().any(|(before, after)| before.is_match(&last) && after.is_match(&next));
        measure.holds("rows of text", !broken, || format!("{last} | {next}"));
    }
    for page in &document.pages {
        // In the order of setting, the next row of a cell starts further left and a little lower.
        for pair in page.glyphs.windows(2).filter(|pair| pair[0].upright && pair[0].size < 15.0) {
            let (last, next) = (&pair[0], &pair[1]);
            let falls = next.y - last.y;
            if next.x < last.x && falls > 1.0 && falls < PITCH && next.size == last.size {
                let digit = last.text.chars().all(|c| c.is_ascii_digit());
                let unit = ["年", "月", "日", "%", "元"].contains(&next.text.as_str());
                measure.holds("rows of cells", !(digit && unit), || format!("{} | {}", last.text, next.text));
            }
        }
    }
}

fn p14(document: &Document, measure: &mut Measure) {
    for glyph in document.pages.iter().flat_map(|page| &page.glyphs) {
        if !["“", "”", "‘", "’", "…", "—"].contains(&glyph.text.as_str()) {
            continue;
        }
        let ours = Role::ALL.iter().any(|role| set_in(glyph, *role));
        measure.holds("from a face of the document", ours, || glyph.family.clone());
        let em = glyph.advance / (glyph.size * POINT);
        // Marks give way by up to half their width where two meet or a row ends.
        let least = if "“”‘’".contains(&glyph.text) { 0.45 } else { 0.98 };
        measure.within(if least < 0.9 { "quotation mark (em)" } else { "dash, ellipsis (em)" }, em, least, 1.15);
    }
}

fn p15(document: &Document, measure: &mut Measure) {
    for row in document.placed.iter().flat_map(|placed| &placed.rows) {
        let latin = |text: &str| text.chars().all(|c| c.is_ascii_alphanumeric());
        for pair in row.glyphs.windows(2) {
            let (a, b) = (&pair[0], &pair[1]);
            if latin(&a.text) && latin(&b.text) {
                measure.holds("one face within a number or word", a.family == b.family, || row.text());
            }
        }
        let texts = [Role::Body, Role::Kai, Role::Hei, Role::Title];
        for glyph in row.glyphs.iter().filter(|glyph| latin(&glyph.text)) {
            let ours = texts.iter().any(|role| set_in(glyph, *role));
            measure.holds("a face of the text", ours, || glyph.family.clone());
        }
    }
}
