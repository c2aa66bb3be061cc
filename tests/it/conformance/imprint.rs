//! Imprint (I) and page numbers (N).

use std::sync::LazyLock;

use plangen::fonts::Role;
use plangen::render::typeset::{Bar, Glyph, PageFacts};
use regex::Regex;

use super::document::{Document, Part};
use super::geometry::{BOTTOM, FOURTH, LEFT, PITCH, POINT, Row, TOP, WIDTH, in_footer, rows, rules};
use super::ledger::{Measure, Requirement, requirements};
use super::page::set_in;

requirements! {
    i01 "I01" "rules 156 mm wide, black, first and last 0.35 mm, middle 0.25 mm";
    i02 "I02" "last rule ends at 262.0 mm";
    i03 "I03" "on the last page, which is even";
    i04 "I04" "主送 and 抄送 in 仿宋 of fourth size, one character in, hanging after the colon, ending in 。";
    i05 "I05" "printing office left, date and 印发 right, one character in; not before the document's date";
    i06 "I06" "one thin rule between recipients and printing office, none elsewhere";
    i08 "I08" "once, after the last annex";
    n01 "N01" "宋体 of fourth size, half-width digits, a dash of one character on each side";
    n02 "N02" "middle of the dashes 7 mm below the type area: 269.0 mm";
    n03 "N03" "odd pages right, even pages left, one character in";
    n04 "N04" "imprint's page: shared, alone and numbered, or after a blank page without numbers";
    n05 "N05" "numbers run on through annexes";
    n07 "N07" "dashes drawn, not set";
}

const EM: f64 = FOURTH * POINT;

fn last(document: &Document) -> &PageFacts {
    &document.pages[document.pages.len() - 1]
}

/// The rows of the imprint: those below its first rule.
fn imprint(document: &Document) -> Vec<Row> {
    let first = rules(last(document)).first().map_or(BOTTOM, |rule| rule.y);
    let all = rows(&document.pages, |_| true);
    all.into_iter().filter(|row| row.page == document.pages.len() && row.y > first).collect()
}

fn i01(document: &Document, measure: &mut Measure) {
    let rules = rules(last(document));
    for (index, rule) in rules.iter().enumerate() {
        let outer = index == 0 || index == rules.len() - 1;
        let (what, wanted) = if outer { ("first, last", 0.35) } else { ("middle", 0.25) };
        measure.near(what, rule.height, wanted, 0.001);
        measure.near("width", rule.width, WIDTH, 0.01);
        measure.near("left", rule.x - document.left(document.pages.len()) + LEFT, LEFT, 0.01);
        measure.holds("black", rule.colour == [0, 0, 0], || format!("{:?}", rule.colour));
    }
}

fn i02(document: &Document, measure: &mut Measure) {
    let rule = rules(last(document)).last().map(|rule| rule.y + rule.height);
    measure.near("lower edge", rule.unwrap_or(f64::NAN), BOTTOM, 0.02);
}

fn i03(document: &Document, measure: &mut Measure) {
    measure.holds("even", document.pages.len().is_multiple_of(2), || document.pages.len().to_string());
    measure.holds("on the last page", !rules(last(document)).is_empty(), String::new);
}

fn i04(document: &Document, measure: &mut Measure) {
    let left = document.left(document.pages.len());
    let set = imprint(document);
    let (Some(_), recipients) = (set.last(), &set[..set.len() - 1]) else { return };
    let mut said = String::new();
    for row in recipients {
        measure.near("size", row.size, FOURTH, 0.01);
        let body = row.glyphs.iter().all(|glyph| set_in(glyph, Role::Body));
        measure.holds("仿宋", body, || row.text());
        let labelled = ["主送：", "抄送："].iter().any(|label| row.text().starts_with(label));
        let (what, wanted) = if labelled { ("label's left edge", EM) } else { ("wrapped row", 4.0 * EM) };
        measure.near(what, row.left() - left, wanted, 0.05);
        measure.within("right edge", row.right() - left, EM, WIDTH - EM + 0.05);
        if labelled {
            measure.near("name after the label", row.glyphs[3].x - left, 4.0 * EM, 0.05);
        }
        said.push_str(&row.text());
    }
    let view = &document.view.imprint;
    let label =
        |label: &str, names: &Option<String>| names.as_ref().map_or(String::new(), |names| format!("{label}{names}。"));
    let wanted = label("主送：", &view.addressed_to) + &label("抄送：", &view.copied_to);
    measure.holds("names and 。", said == wanted, || format!("{said} / {wanted}"));
}

static PRINTED: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"^(\d{4})年([1-9]\d?)月([1-9]\d?)日印发$").unwrap());

fn i05(document: &Document, measure: &mut Measure) {
    let left = document.left(document.pages.len());
    let set = imprint(document);
    let Some(row) = set.last() else { return };
    let view = &document.view.imprint;
    measure.holds("office and date", row.text() == format!("{}{}", view.office, view.printed), || row.text());
    measure.near("size", row.size, FOURTH, 0.01);
    measure.near("left", row.left() - left, EM, 0.05);
    measure.near("right", row.right() - left, WIDTH - EM, 0.05);
    let day = document.view.meta.date;
    let not_before = PRINTED.captures(&view.printed).is_some_and(|date| {
        let part = |index: usize| date[index].parse::<i16>().unwrap();
        (part(1), part(2), part(3)) >= (day.year, i16::from(day.month), i16::from(day.day))
    });
    measure.holds("not before the document's date", not_before, || view.printed.clone());
}

fn i06(document: &Document, measure: &mut Measure) {
    let view = &document.view.imprint;
    let recipients = view.addressed_to.is_some() || view.copied_to.is_some();
    let (what, wanted) = if recipients { ("rules with recipients", 3.0) } else { ("rules without", 2.0) };
    measure.near(what, rules(last(document)).len() as f64, wanted, 0.0);
}

fn i08(document: &Document, measure: &mut Measure) {
    let printed = &document.view.imprint.printed;
    measure.near("times", document.text.matches(printed.as_str()).count() as f64, 1.0, 0.0);
    let end = document.placed.last().unwrap().last();
    let first = rules(last(document)).first().map_or(0.0, |rule| rule.y);
    let after = end.page < document.pages.len() || end.bottom() < first;
    measure.holds("after everything else", after, || format!("page {}", end.page));
}

/// Digits and dashes below the type area.
fn footer(page: &PageFacts) -> Option<(Vec<&Glyph>, Vec<&Bar>)> {
    let digits: Vec<_> = page.glyphs.iter().filter(|glyph| in_footer(glyph.y)).collect();
    let dashes: Vec<_> = page.bars.iter().filter(|bar| in_footer(bar.y)).collect();
    (!digits.is_empty() || !dashes.is_empty()).then_some((digits, dashes))
}

fn n01(document: &Document, measure: &mut Measure) {
    for (digits, dashes) in document.pages.iter().filter_map(footer) {
        for digit in &digits {
            measure.near("size", digit.size, FOURTH, 0.01);
            measure.near("digit's width (em)", digit.advance / EM, 0.5, 0.01);
            measure.holds("宋体", set_in(digit, Role::Song), || digit.family.clone());
        }
        measure.near("dashes", dashes.len() as f64, 2.0, 0.0);
        for dash in &dashes {
            measure.near("dash's length (em)", dash.width / EM, 1.0, 0.01);
        }
        let (first, end) = (digits[0].x, digits[digits.len() - 1].x + digits[digits.len() - 1].advance);
        measure.near("space before (em)", (first - dashes[0].x - dashes[0].width) / EM, 0.5, 0.02);
        measure.near("space after (em)", (dashes[1].x - end) / EM, 0.5, 0.02);
    }
}

fn n02(document: &Document, measure: &mut Measure) {
    for dash in document.pages.iter().filter_map(footer).flat_map(|(_, dashes)| dashes) {
        measure.near("middle", dash.y + dash.height / 2.0, BOTTOM + 7.0, 0.05);
    }
}

fn n03(document: &Document, measure: &mut Measure) {
    for (index, page) in document.pages.iter().enumerate() {
        let Some((_, dashes)) = footer(page) else { continue };
        let left = document.left(index + 1);
        if (index + 1).is_multiple_of(2) {
            measure.near("even page, left", dashes[0].x - left, EM, 0.02);
        } else {
            measure.near("odd page, right", dashes[1].x + dashes[1].width - left, WIDTH - EM, 0.02);
        }
    }
}

fn n04(document: &Document, measure: &mut Measure) {
    let count = document.pages.len();
    let start = rules(last(document)).first().map_or(TOP, |rule| rule.y);
    let above = |y: f64| !in_footer(y) && y < start - 0.1;
    let shared = last(document).glyphs.iter().any(|glyph| above(glyph.y));
    let blank = document.pages[count - 2].glyphs.iter().all(|glyph| in_footer(glyph.y));
    let numbered: Vec<bool> = document.pages[count - 2..].iter().map(|page| footer(page).is_some()).collect();
    if shared {
        measure.saw("(a) shared");
        measure.holds("numbered", numbered == [true, true], || format!("{numbered:?}"));
    } else if !blank {
        measure.saw("(b) alone after an odd page");
        measure.holds("numbered", numbered == [true, true], || format!("{numbered:?}"));
    } else {
        measure.saw("(c) after a blank page");
        measure.holds("without numbers", numbered == [false, false], || format!("{numbered:?}"));
        let page = &document.pages[count - 3];
        let text = page.glyphs.iter().filter(|glyph| !in_footer(glyph.y)).map(|glyph| glyph.y + glyph.ink_bottom);
        let rules = page.bars.iter().filter(|bar| !in_footer(bar.y)).map(|bar| bar.y + bar.height);
        let free = BOTTOM - text.chain(rules).fold(TOP, f64::max);
        measure.within("room that was too small", free, -0.4, BOTTOM - start + PITCH);
    }
    let others = document.pages[..count - 2].iter().all(|page| footer(page).is_some());
    measure.holds("all other pages numbered", others, String::new);
}

fn n05(document: &Document, measure: &mut Measure) {
    for (index, page) in document.pages.iter().enumerate() {
        let Some((digits, _)) = footer(page) else { continue };
        let number: String = digits.iter().map(|glyph| glyph.text.as_str()).collect();
        measure.holds("page by page", number == (index + 1).to_string(), || format!("{number} on page {}", index + 1));
    }
    let annexes = document.placed.iter().filter(|placed| matches!(placed.part, Part::Annex(_)));
    for placed in annexes {
        let page = &document.pages[placed.first().page - 1];
        measure.holds("in annexes", footer(page).is_some(), || placed.text.clone());
    }
}

fn n07(document: &Document, measure: &mut Measure) {
    for (digits, _) in document.pages.iter().filter_map(footer) {
        let plain = digits.iter().all(|glyph| glyph.text.chars().all(|c| c.is_ascii_digit()));
        measure.holds("digits only", plain, || digits.iter().map(|glyph| glyph.text.as_str()).collect());
    }
}
