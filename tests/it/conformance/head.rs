//! What stands above the text on page 1 (V).

use std::sync::LazyLock;

use plangen::fonts::Role;
use regex::Regex;

use super::document::{Document, Element, Part, Placed};
use super::geometry::{LEFT, PITCH, POINT, Row, THIRD, TOP, TWO_ROWS, WIDTH, rules};
use super::ledger::{Measure, Requirement, requirements};
use super::page::set_in;

requirements! {
    v01 "V01" "份号: six digits, third size, row 1, flush left";
    v02 "V02" "密级: 黑体, third size, row 2 even without 份号, flush left";
    v03 "V03" "紧急程度: 黑体, third size, the row after what precedes it";
    v04 "V04" "mark centred, 小标宋, names the organ";
    v05 "V05" "upper edge of the mark's ink 72.0 mm";
    v06 "V06" "mark below 22 mm high, 15 mm wide a character, within 156 mm";
    v07 "V07" "document number 20.78 mm below the mark, centred, 〔year〕 and no leading zero";
    v09 "V09" "red rule 156 mm wide, 4 mm below the number";
    v10 "V10" "red rule 0.35 mm thick";
    v11 "V11" "one red for mark and rule";
    v12 "V12" "not at the places of the 1999 edition";
    v13 "V13" "no 主题词";
}

static COPY: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"^\d{6}$").unwrap());
static NUMBER: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^[\u{4e00}-\u{9fff}]+〔(19|20)\d{2}〕[1-9]\d*号$").unwrap());

fn find(document: &Document, element: Element) -> Option<&Placed> {
    document.first(Part::Head, element)
}

fn mark(document: &Document) -> &Row {
    find(document, Element::Mark).unwrap().first()
}

fn number(document: &Document) -> &Row {
    find(document, Element::Number).unwrap().first()
}

/// A row of the corner: its place and its face.
fn corner(row: &Row, index: usize, role: Role, measure: &mut Measure) {
    measure.near("page", row.page as f64, 1.0, 0.0);
    measure.near("left", row.left(), LEFT, 0.05);
    measure.near("row", (row.top() - TOP) / PITCH + 1.0, index as f64, 0.01);
    measure.near("size", row.size, THIRD, 0.01);
    measure.holds("face", row.glyphs.iter().all(|glyph| set_in(glyph, role)), || row.text());
}

fn v01(document: &Document, measure: &mut Measure) {
    let Some(copy) = find(document, Element::CopyNumber) else { return };
    measure.holds("six digits", COPY.is_match(&copy.text), || copy.text.clone());
    corner(copy.first(), 1, Role::Body, measure);
}

fn v02(document: &Document, measure: &mut Measure) {
    let Some(secrecy) = find(document, Element::Secrecy) else { return };
    corner(secrecy.first(), 2, Role::Hei, measure);
}

fn v03(document: &Document, measure: &mut Measure) {
    let Some(urgency) = find(document, Element::Urgency) else { return };
    measure.holds("特急 or 加急", ["特急", "加急"].contains(&urgency.text.as_str()), || urgency.text.clone());
    let head = &document.view.head;
    let before = match (&head.copy_number, head.secrecy) {
        (_, Some(_)) => 2,
        (Some(_), None) => 1,
        (None, None) => 0,
    };
    corner(urgency.first(), before + 1, Role::Hei, measure);
}

fn v04(document: &Document, measure: &mut Measure) {
    let row = mark(document);
    measure.near("centre", row.centre(), LEFT + WIDTH / 2.0, 0.1);
    measure.holds("小标宋", row.glyphs.iter().all(|glyph| set_in(glyph, Role::Title)), || row.text());
    measure.holds("says the mark of the view", row.text() == document.view.head.mark, || row.text());
}

fn v05(document: &Document, measure: &mut Measure) {
    measure.near("ink top", mark(document).ink_top(), 72.0, 0.05);
}

fn v06(document: &Document, measure: &mut Measure) {
    let row = mark(document);
    measure.within("ink height", row.ink_bottom() - row.ink_top(), 5.0, 22.0);
    measure.within("character", row.size * POINT, 5.0, 15.0 + 0.01);
    measure.within("line", row.right() - row.left(), 0.0, WIDTH + 0.01);
}

fn v07(document: &Document, measure: &mut Measure) {
    let row = number(document);
    measure.near("gap", row.top() - mark(document).ink_bottom(), TWO_ROWS, 0.05);
    measure.near("centre", row.centre(), LEFT + WIDTH / 2.0, 0.1);
    measure.near("size", row.size, THIRD, 0.01);
    measure.holds("仿宋", row.glyphs.iter().all(|glyph| set_in(glyph, Role::Body)), || row.text());
    measure.holds("form", NUMBER.is_match(&row.text()), || row.text());
}

fn v09(document: &Document, measure: &mut Measure) {
    let rules = rules(&document.pages[0]);
    let red: Vec<_> = rules.iter().filter(|rule| rule.colour == [255, 0, 0]).collect();
    measure.near("rules", red.len() as f64, 1.0, 0.0);
    for rule in red {
        measure.near("left", rule.x, LEFT, 0.05);
        measure.near("width", rule.width, WIDTH, 0.05);
        measure.near("gap", rule.y - number(document).bottom(), 4.0, 0.05);
    }
}

fn v10(document: &Document, measure: &mut Measure) {
    measure.near("thickness", rules(&document.pages[0])[0].height, 0.35, 0.01);
}

fn v11(document: &Document, measure: &mut Measure) {
    let rule = rules(&document.pages[0])[0].colour;
    for glyph in &mark(document).glyphs {
        measure.holds("same red", glyph.colour == rule && rule == [255, 0, 0], || format!("{:?}", glyph.colour));
    }
}

fn v12(document: &Document, measure: &mut Measure) {
    let top = mark(document).ink_top();
    for old in [TOP + 25.0, TOP + 80.0] {
        measure.holds("elsewhere", (top - old).abs() > 3.0, || format!("{top}"));
    }
}

fn v13(document: &Document, measure: &mut Measure) {
    measure.holds("absent", !document.text.contains("主题词"), String::new);
}
