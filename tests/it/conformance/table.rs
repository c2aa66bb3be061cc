//! Tables and forms (T).

use plangen::fonts::Role;
use plangen::render::typeset::{Bar, Glyph, PageFacts};
use plangen::views::Block;

use super::document::{Document, Element, Part, plain};
use super::geometry::{LEFT, WIDTH, bare, in_footer};
use super::ledger::{Measure, Requirement, requirements};
use super::page::set_in;

requirements! {
    t01 "T01" "tables in one size from 五号 to third; head 黑体 and repeated; no row divided over pages but one of over a third of a page";
    t02 "T02" "tables stand upright: none is turned";
    t03 "T03" "caption centred above, unit at the right, full grid";
    t04 "T04" "no empty cell; rows of forms at least 8 mm";
}

/// A page's characters in the order of setting.
struct Stream<'a> {
    text: Vec<char>,
    glyphs: Vec<&'a Glyph>,
}

impl<'a> Stream<'a> {
    fn of(page: &'a PageFacts) -> Self {
        let mut stream = Self { text: Vec::new(), glyphs: Vec::new() };
        for glyph in page.glyphs.iter().filter(|glyph| !in_footer(glyph.y)) {
            for character in bare(&glyph.text).chars() {
                stream.text.push(character);
                stream.glyphs.push(glyph);
            }
        }
        stream
    }

    fn find(&self, wanted: &[char], from: usize) -> Option<usize> {
        let rest = self.text.get(from..)?;
        rest.windows(wanted.len().max(1)).position(|here| here == wanted).map(|at| at + from)
    }
}

/// The glyphs of a head or a row.
type Words<'a> = Vec<&'a Glyph>;

/// A table as it came out: parts with page index, head and rows.
struct Table<'a> {
    block: &'a Block,
    /// What of it stands on each page.
    parts: Vec<(usize, Option<Words<'a>>, Vec<Words<'a>>)>,
    /// Rows that are not on one page as a whole: their words, and the length of their longest cell.
    lost: Vec<(String, usize)>,
}

/// Characters that fill about a third of a page in a column of ordinary width: such a row may be divided.
const TALL: usize = 150;

fn characters<'a>(texts: impl Iterator<Item = &'a str>) -> Vec<char> {
    texts.flat_map(str::chars).filter(|c| !c.is_whitespace()).collect()
}

/// Follows every table of the document row by row through the pages.
fn tables(document: &Document) -> Vec<Table<'_>> {
    let pages: Vec<Stream<'_>> = document.pages.iter().map(Stream::of).collect();
    let (mut page, mut at) = (0, 0);
    let mut all = Vec::new();
    for block in document.parts().flat_map(|(_, blocks)| blocks) {
        let Block::Table { columns, rows, .. } = block else { continue };
        let head = characters(columns.iter().map(|column| column.title.as_str()));
        let mut table = Table { block, parts: Vec::new(), lost: Vec::new() };
        for row in rows {
            let cells: Vec<String> = row.iter().map(|cell| plain(cell)).collect();
            let wanted = characters(cells.iter().map(String::as_str));
            let from = |index| if index == page { at } else { 0 };
            let place = (page..pages.len()).find_map(|index| Some((index, pages[index].find(&wanted, from(index))?)));
            let Some((index, found)) = place else {
                table.lost.push((cells.join(" | "), cells.iter().map(|cell| cell.chars().count()).max().unwrap_or(0)));
                continue;
            };
            if table.parts.last().is_none_or(|(last, ..)| *last != index) {
                let before = &pages[index].text[from(index)..found];
                let start = before.windows(head.len()).rposition(|here| here == head).map(|start| start + from(index));
                let head = start.map(|start| pages[index].glyphs[start..start + head.len()].to_vec());
                table.parts.push((index, head, Vec::new()));
            }
            if let Some((_, _, rows)) = table.parts.last_mut() {
                rows.push(pages[index].glyphs[found..found + wanted.len()].to_vec());
            }
            (page, at) = (index, found + wanted.len());
        }
        all.push(table);
    }
    all
}

fn t01(document: &Document, measure: &mut Measure) {
    for table in tables(document) {
        let divided = table.lost.iter().find(|(_, longest)| *longest < TALL);
        measure.holds("every row on one page", divided.is_none(), || format!("{divided:?}"));
        table.lost.iter().for_each(|_| measure.saw("tall row, divided"));
        for (page, head, rows) in &table.parts {
            measure.holds("head on every page", head.is_some(), || format!("page {}", page + 1));
            let black = head.iter().flatten().all(|glyph| set_in(glyph, Role::Hei));
            measure.holds("head 黑体", black, || format!("page {}", page + 1));
            let size = rows[0][0].size;
            measure.within("size", size, 10.5, 15.75);
        }
    }
    steps(document, measure);
}

/// Every step of a procedure stands on one page, with its first case where it has cases; and its
/// limit is not divided before 内.
fn steps(document: &Document, measure: &mut Measure) {
    let pages: Vec<Stream<'_>> = document.pages.iter().map(Stream::of).collect();
    let (mut page, mut at) = (0, 0);
    for block in document.parts().flat_map(|(_, blocks)| blocks) {
        let Block::Flow { caption, rows } = block else { continue };
        let mut find = |text: &str| {
            let wanted: Vec<char> = bare(text).chars().collect();
            let from = |index| if index == page { at } else { 0 };
            let found = (page..pages.len()).find_map(|index| Some((index, pages[index].find(&wanted, from(index))?)));
            let (index, start) = found?;
            (page, at) = (index, start + wanted.len());
            Some((index, &pages[index].glyphs[start..start + wanted.len()]))
        };
        find(caption);
        let mut parent: Option<(usize, usize)> = None;
        for row in rows {
            let Some((index, _)) = find(&plain(&row.action)) else {
                measure.holds("every step on one page", false, || plain(&row.action));
                continue;
            };
            if let Some((depth, on)) = parent.take()
                && row.number.is_empty()
                && row.depth > depth
            {
                measure.holds("a step with its first case", on == index, || plain(&row.action));
            }
            parent = Some((row.depth, index));
            // The note may name the same time.
            find(&plain(&row.particulars));
            if let Some((_, glyphs)) = row.limit.as_deref().filter(|limit| limit.ends_with('内')).and_then(&mut find)
                && let [.., before, last] = glyphs
            {
                let whole = (last.y - before.y).abs() < 0.01;
                measure.holds("limit and 内", whole, || format!("{}: {:?}", plain(&row.action), row.limit));
            }
        }
    }
}

fn t02(document: &Document, measure: &mut Measure) {
    for (_, head, rows) in tables(document).iter().flat_map(|table| &table.parts) {
        let upright = head.iter().flatten().chain(rows.iter().flatten()).all(|glyph| glyph.upright);
        measure.holds("upright", upright, String::new);
    }
}

fn t03(document: &Document, measure: &mut Measure) {
    for table in tables(document) {
        let Block::Table { caption, unit, .. } = table.block else { continue };
        let Some((index, Some(head), _)) = table.parts.first() else { continue };
        let page = &document.pages[*index];
        let left = document.left(index + 1);
        let above = |text: &str| {
            let stream = Stream::of(page);
            let wanted: Vec<char> = bare(text).chars().collect();
            // The words may stand in the table as well.
            let end = stream.glyphs.iter().position(|glyph| std::ptr::eq(*glyph, head[0]))?;
            let at = stream.text[..end].windows(wanted.len()).rposition(|here| here == wanted)?;
            let found = stream.glyphs[at..at + wanted.len()].to_vec();
            Some((found[0].x, found[found.len() - 1].x + found[found.len() - 1].advance, found[0].y))
        };
        if let Some((from, to, y)) = caption.as_deref().and_then(above) {
            measure.near("caption's centre", f64::midpoint(from, to) - left, WIDTH / 2.0, 0.5);
            measure.within("caption above the head", head[0].y - y, 5.0, 25.0);
        } else {
            measure.holds("caption on the head's page", caption.is_none(), || format!("{caption:?}"));
        }
        if let Some((_, to, _)) = unit.as_deref().and_then(above) {
            measure.near("unit's right edge", to - left, WIDTH, 0.1);
        }
        let line = |x: f64| {
            let over = |bar: &&Bar| bar.y < head[0].y && bar.y + bar.height > head[0].y && bar.width < 0.5;
            page.bars.iter().filter(over).any(|bar| (bar.x + bar.width / 2.0 - x).abs() < 0.1)
        };
        measure.holds("lines at both ends", line(left) && line(left + WIDTH), || format!("page {}", index + 1));
    }
}

fn t04(document: &Document, measure: &mut Measure) {
    for (part, blocks) in document.parts() {
        for block in blocks {
            match block {
                Block::Table { rows, .. } => {
                    let empty = rows.iter().find(|row| row.iter().any(|cell| plain(cell).is_empty()));
                    measure.holds("no empty cell", empty.is_none(), || format!("{empty:?}"));
                }
                Block::Form { .. } if matches!(part, Part::Annex(_)) => rows_of_form(document, part, measure),
                _ => {}
            }
        }
    }
}

/// Rows of a form that fills an annex: between lines over the whole width.
fn rows_of_form(document: &Document, part: Part, measure: &mut Measure) {
    let Some(label) = document.first(part, Element::Label) else { return };
    let from = label.first().page;
    let after = document.placed.iter().skip_while(|placed| placed.part != part).find(|placed| placed.part != part);
    let to = after.map_or(document.pages.len(), |placed| placed.first().page - 1);
    for (index, page) in document.pages.iter().enumerate().take(to).skip(from - 1) {
        let left = document.left(index + 1) - LEFT;
        let full = |bar: &&Bar| {
            !bar.filled && bar.width > WIDTH - 0.5 && bar.height < 0.3 && (bar.x - left - LEFT).abs() < 0.2
        };
        let mut lines: Vec<f64> = page.bars.iter().filter(full).map(|bar| bar.y).collect();
        lines.sort_by(f64::total_cmp);
        for pair in lines.windows(2).filter(|pair| pair[1] - pair[0] > 0.3) {
            measure.within("row of a form", pair[1] - pair[0], 7.99, 225.0);
        }
    }
}
