//! List of annexes, signature, date, seal, remark, annexes (B12 to B21).

use std::sync::LazyLock;

use plangen::fonts::Role;
use regex::Regex;

use super::document::{Document, Element, Part};
use super::geometry::{
    BOTTOM, LEFT, ONE_ROW, PITCH, Row, SEAL, SECOND, THIRD, TOP, UNIT, WIDTH, bare, clear_of_seal, rows,
};
use super::ledger::{Measure, Requirement, requirements};
use super::page::set_in;

requirements! {
    b12 "B12" "附件： 10.39 mm below the text, indented by two columns, names hanging, no mark at the end";
    b13 "B13" "sealed: date ends four columns before the edge, signature centred one row above it";
    b14 "B14" "unsealed: signature 10.39 mm below the text, the longer row two columns in, date on the next row";
    b16 "B16" "room for a seal of 42 mm within one row of the text, on the page, clear of other rows";
    b17 "B17" "date in full with Arabic numbers, without leading zeros";
    b18 "B18" "text on the page of signature and date";
    b19 "B19" "remark in full brackets, indented by two columns, next row or 10.39 mm below the date";
    b20 "B20" "annex on a new page: label 黑体 on row 1 without colon, title on row 3, both as listed";
    b21 "B21" "annex title like the document's title";
}

const RIGHT: f64 = LEFT + WIDTH;

fn b12(document: &Document, measure: &mut Measure) {
    let list: Vec<_> = document.all(|element| matches!(element, Element::Enclosure(_))).collect();
    for (index, item) in list.iter().enumerate() {
        let row = item.first();
        let left = document.left(row.page);
        let many = list.iter().filter(|other| other.part == item.part).count() > 1;
        let first = item.element == Element::Enclosure(0);
        if first {
            measure.near("left", row.left() - left, 2.0 * UNIT, 0.05);
            let before = document.placed.iter().rfind(|placed| placed.part == item.part && placed.block.is_some());
            let last = before.unwrap().last();
            let table_between = before.and_then(|placed| placed.block).map(|block| block + 1)
                != document.parts().find(|(part, _)| *part == item.part).map(|(_, blocks)| blocks.len());
            if last.page == row.page && !table_between {
                measure.near("gap", row.top() - last.bottom(), ONE_ROW, 0.05);
            }
        } else {
            let before = list[index - 1].last();
            measure.holds("on one page", before.page == row.page, || item.text.clone());
            measure.near("row to row", row.y - before.y, PITCH, 0.01);
        }
        let label = if first { 3 } else { 0 };
        if many {
            let start =
                list[index - usize::from(!first)..=index].first().map_or(f64::NAN, |_| number_column(&list, item.part));
            measure.near("numbers in one column", row.glyphs[label].x - left - start, 0.0, 0.05);
        }
        let name = row.glyphs[label..]
            .iter()
            .find(|glyph| !many || !glyph.text.contains(|c: char| c.is_ascii_digit() || c == '.'));
        for wrapped in &item.rows[1..] {
            measure.near("wrapped under the name", wrapped.left() - name.map_or(f64::NAN, |glyph| glyph.x), 0.0, 0.2);
        }
        measure.holds("no mark at the end", !item.text.ends_with(|c| "。；，、".contains(c)), || item.text.clone());
    }
}

/// Where the numbers of a list start, from the left edge.
fn number_column(list: &[&super::document::Placed], part: Part) -> f64 {
    let first = list.iter().find(|item| item.part == part).unwrap();
    first.first().glyphs[3].x - first.first().left() + 2.0 * UNIT
}

fn closing(document: &Document) -> (&Row, &Row) {
    let find = |element| document.first(Part::Notice, element).unwrap().first();
    (find(Element::Signature), find(Element::Date))
}

fn b13(document: &Document, measure: &mut Measure) {
    if !document.view.layout.sealed {
        return;
    }
    let (name, date) = closing(document);
    let left = document.left(date.page);
    measure.near("date's right edge", date.right() - left + LEFT, RIGHT - 4.0 * UNIT, 0.05);
    measure.near("signature to date", date.y - name.y, PITCH, 0.01);
    if name.right() - left < WIDTH - 0.05 {
        measure.near("signature to date, centres", name.centre() - date.centre(), 0.0, 0.05);
    } else {
        // A signature too long to be centred over the date ends at the edge.
        measure.near("long signature's right edge", name.right() - left, WIDTH, 0.05);
    }
}

fn b14(document: &Document, measure: &mut Measure) {
    if document.view.layout.sealed {
        return;
    }
    let (name, date) = closing(document);
    let edge = document.left(date.page) + WIDTH - 2.0 * UNIT;
    let last = document.end_of_notice().unwrap().last();
    if document.view.notice.enclosures.is_empty() {
        measure.near("gap", name.top() - last.bottom(), ONE_ROW, 0.05);
    }
    measure.near("signature to date", date.y - name.y, PITCH, 0.01);
    measure.near("date after signature", date.left() - name.left(), 2.0 * UNIT, 0.05);
    let longer_date = date.right() - date.left() > name.right() - name.left();
    let (what, row) = if longer_date { ("longer date's right edge", date) } else { ("signature's right edge", name) };
    measure.near(what, row.right(), edge, 0.05);
}

fn b16(document: &Document, measure: &mut Measure) {
    if !document.view.layout.sealed {
        return;
    }
    let (name, date) = closing(document);
    let above = |row: &Row| row.page == name.page && row.y < name.y - 0.1;
    let all = rows(&document.pages, |_| true);
    let Some(last) = all.iter().rfind(|row| above(row)) else { return };
    // The seal's foot is where the layout keeps room: 26.5 mm below the signature's upper edge.
    let centre = (date.centre(), name.top() + 26.5 - SEAL / 2.0);
    let upper = centre.1 - SEAL / 2.0;
    measure.within("seal below the text", upper - last.bottom(), 0.0, ONE_ROW);
    measure.within("seal's foot", upper + SEAL, TOP + SEAL, BOTTOM + 0.05);
    measure.within(
        "centre above the middle of signature and date",
        f64::midpoint(name.top(), date.bottom()) - centre.1,
        0.0,
        5.0,
    );
    measure.within("seal's right edge", centre.0 + SEAL / 2.0 - document.left(name.page), 0.0, WIDTH);
    let others = all.iter().filter(|row| row.page == name.page && row.y != name.y && row.y != date.y);
    for row in others {
        measure.holds("clear of other rows", clear_of_seal(row, centre.0, centre.1), || row.text());
    }
}

static DATE: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"^\d{4}年[1-9]\d?月[1-9]\d?日$").unwrap());

fn b17(document: &Document, measure: &mut Measure) {
    let date = closing(document).1.text();
    let day = document.view.meta.date;
    measure.holds("form", DATE.is_match(&date), || date.clone());
    let wanted = format!("{}年{}月{}日", day.year, day.month, day.day);
    measure.holds("the day of the file's date", date == wanted, || date.clone());
}

fn b18(document: &Document, measure: &mut Measure) {
    let page = closing(document).1.page;
    let text = |placed: &&super::document::Placed| placed.part == Part::Notice && placed.is_text();
    let count =
        document.placed.iter().filter(text).flat_map(|placed| &placed.rows).filter(|row| row.page == page).count();
    measure.within("rows of text", count as f64, 1.0, 22.0);
    measure.near("signature and date on one page", closing(document).0.page as f64 - page as f64, 0.0, 0.0);
}

fn b19(document: &Document, measure: &mut Measure) {
    let Some(remark) = document.first(Part::Notice, Element::Remark) else { return };
    let (row, date) = (remark.first(), closing(document).1);
    measure.near("left", row.left() - document.left(row.page), 2.0 * UNIT, 0.05);
    measure.near("gap", row.top() - date.bottom(), ONE_ROW, 0.05);
    measure.near("page after the date's", row.page as f64 - date.page as f64, 0.0, 0.0);
    measure.holds("（…）", remark.text.starts_with('（') && remark.text.ends_with('）'), || remark.text.clone());
}

fn b20(document: &Document, measure: &mut Measure) {
    let view = &document.view;
    let labelled = document.all(|element| element == Element::Label);
    for label in labelled {
        let (row, title) = (label.first(), document.title(label.part));
        measure.near("label's row", (row.top() - TOP) / PITCH + 1.0, 1.0, 0.01);
        measure.near("label's left edge", row.left() - document.left(row.page), 0.0, 0.05);
        measure.near("label's size", row.size, THIRD, 0.01);
        measure.holds("label 黑体", row.glyphs.iter().all(|glyph| set_in(glyph, Role::Hei)), || row.text());
        measure.holds("label without colon", !label.text.ends_with(['：', ':']), || label.text.clone());
        let middle = f64::midpoint(title[0].top(), title[0].bottom());
        let third = TOP + 2.0 * PITCH + THIRD * super::geometry::POINT / 2.0;
        measure.near("title's first line to row 3, middles", middle - third, 0.0, 0.05);
        let before = document.placed.iter().take_while(|placed| placed.part != label.part).last().unwrap();
        measure.holds("new page", before.last().page < row.page, || label.text.clone());
        let text: String = title.iter().map(|line| line.text()).collect();
        let listed = match label.part {
            Part::Annex(index) => &view.plan.enclosures[index],
            _ => &view.notice.enclosures[0],
        };
        let same = bare(listed) == bare(&text) || label.part == Part::Plan && bare(listed).ends_with(&bare(&text));
        measure.holds("title as listed", same, || format!("{text} / {listed}"));
        if let Part::Annex(index) = label.part {
            let numbered = label.text.ends_with(&format!("附件{}", index + 1));
            measure.holds("numbered as listed", numbered, || label.text.clone());
        }
    }
}

fn b21(document: &Document, measure: &mut Measure) {
    for part in document.parts().map(|(part, _)| part).filter(|part| *part != Part::Notice) {
        for line in document.title(part) {
            measure.near("size", line.size, SECOND, 0.01);
            let centre = line.centre() - document.left(line.page) - WIDTH / 2.0;
            measure.near("off the middle", centre, 0.0, 0.5 * UNIT);
            measure.holds("小标宋", line.glyphs.iter().all(|glyph| set_in(glyph, Role::Title)), || line.text());
        }
    }
}
