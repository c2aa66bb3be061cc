//! Title, addressees, paragraphs and headings (B01 to B11).

use std::sync::LazyLock;

use plangen::fonts::Role;
use plangen::views::Block;
use regex::Regex;

use super::document::{Document, Element, Part, Placed, plain};
use super::geometry::{LEFT, ONE_ROW, PITCH, POINT, Row, SECOND, THIRD, TWO_ROWS, UNIT, WIDTH, rules};
use super::ledger::{Measure, Requirement, requirements};
use super::page::set_in;

requirements! {
    b01 "B01" "title 小标宋 of second size, centred, 20.78 mm below the red rule";
    b02 "B02" "title in one or more lines, broken between words, as trapezium or lozenge";
    b03 "B03" "title without marks but 《》, quotation marks and brackets";
    b04 "B04" "title names organ, matter and one of the 15 kinds";
    b05 "B05" "addressees 10.39 mm below the title, flush left on every row, ending in ：";
    b06 "B06" "addressees that would push the text off page 1 stand in the imprint";
    b07 "B07" "paragraph indented by two columns, wrapped flush, no extra space between paragraphs";
    b08 "B08" "heading numbers in order, counting on, without a jump";
    b09 "B09" "黑体, 楷体, 仿宋, 仿宋 by level, third size";
    b10 "B10" "one scheme of numbers";
    b11 "B11" "no mark after a heading on its own row";
}

/// The 15 kinds of documents (党政机关公文处理工作条例 art. 8).
const KINDS: [&str; 16] = [
    "决议", "决定", "命令", "令", "公报", "公告", "通告", "意见", "通知", "通报", "报告", "请示", "批复", "议案", "函",
    "纪要",
];

/// Words of titles that a line end must not divide.
const WORDS: [&str; 22] = [
    "信息", "网络", "安全", "事件", "应急", "预案", "关于", "印发", "通知", "财政", "处置", "数据", "系统", "突发",
    "设施", "基础", "重要", "业务", "机房", "试行", "修订", "总体",
];

fn b01(document: &Document, measure: &mut Measure) {
    let lines = document.title(Part::Notice);
    let rule = rules(&document.pages[0])[0];
    measure.near("gap", lines[0].top() - rule.y - rule.height, TWO_ROWS, 0.05);
    for line in &lines {
        measure.near("size", line.size, SECOND, 0.01);
        measure.near("centre", line.centre(), LEFT + WIDTH / 2.0, 0.5 * UNIT);
        measure.holds("小标宋", line.glyphs.iter().all(|glyph| set_in(glyph, Role::Title)), || line.text());
    }
    for pair in lines.windows(2) {
        measure.near("line to line (pt)", (pair[1].y - pair[0].y) / POINT, 36.0, 0.05);
    }
}

fn b02(document: &Document, measure: &mut Measure) {
    let parts = std::iter::once(Part::Notice).chain([Part::Plan]);
    for part in parts {
        let lines = document.title(part);
        measure.saw(format!("{} lines", lines.len()));
        let widths: Vec<f64> = lines.iter().map(|line| line.right() - line.left()).collect();
        let alike = widths.len() > 1 && widths.windows(2).any(|two| (two[0] - two[1]).abs() < 1.0);
        let waisted = widths.windows(3).any(|three| three[1] < three[0] && three[1] < three[2]);
        let text = || lines.iter().map(|line| line.text()).collect::<Vec<_>>().join(" | ");
        measure.holds("trapezium or lozenge", !alike && !waisted, text);
        for pair in lines.windows(2) {
            let (above, below) = (pair[0].text(), pair[1].text());
            let split = WORDS.iter().any(|word| {
                let cut = word.char_indices().nth(1).map_or(0, |(at, _)| at);
                above.ends_with(&word[..cut]) && below.starts_with(&word[cut..])
            });
            let hangs = below.starts_with(|c| "的、》，：”）".contains(c)) || above.ends_with(|c| "《“（".contains(c));
            measure.holds("broken between words", !split && !hangs, text);
        }
    }
}

fn b03(document: &Document, measure: &mut Measure) {
    for part in [Part::Notice, Part::Plan] {
        let text: String = document.title(part).iter().map(|line| line.text()).collect();
        measure.holds("no other marks", !text.contains(|c| "，。；：？！,;:".contains(c)), || text.clone());
    }
}

fn b04(document: &Document, measure: &mut Measure) {
    let title: String = document.title(Part::Notice).iter().map(|line| line.text()).collect();
    measure.holds("关于", title.contains("关于"), || title.clone());
    measure.holds("a kind at the end", KINDS.iter().any(|kind| title.ends_with(kind)), || title.clone());
    let meta = &document.view.meta;
    let whole = meta.title.starts_with(&meta.author);
    measure.holds("full title begins with the organ", whole, || meta.title.clone());
}

fn b05(document: &Document, measure: &mut Measure) {
    let Some(names) = document.first(Part::Notice, Element::AddressedTo) else { return };
    let title = document.title(Part::Notice);
    measure.near("gap", names.first().top() - title[title.len() - 1].bottom(), ONE_ROW, 0.05);
    names.rows.iter().for_each(|row| measure.near("left", row.left(), LEFT, 0.05));
    measure.holds("ends in ：", names.text.ends_with('：'), || names.text.clone());
}

fn b06(document: &Document, measure: &mut Measure) {
    let above = document.view.notice.addressed_to.is_some();
    let Some(below) = &document.view.imprint.addressed_to else { return };
    measure.holds("in one place only", !above, || below.clone());
    measure.holds("labelled 主送：", document.text.contains("主送："), || below.clone());
}

fn b07(document: &Document, measure: &mut Measure) {
    let texts: Vec<&Placed> = document.placed.iter().filter(|placed| placed.block.is_some()).collect();
    for placed in &texts {
        let x = |row: &Row| row.left() - document.left(row.page);
        measure.near("indent", x(placed.first()), 2.0 * UNIT, 0.05);
        placed.rows[1..].iter().for_each(|row| measure.near("wrapped row", x(row), 0.0, 0.05));
        for pair in placed.rows.windows(2).filter(|pair| pair[0].page == pair[1].page) {
            measure.near("row to row", pair[1].y - pair[0].y, PITCH, 0.01);
        }
    }
    for pair in texts.windows(2) {
        let (last, next) = (pair[0].last(), pair[1].first());
        let neighbours = pair[0].part == pair[1].part && pair[0].block.map(|block| block + 1) == pair[1].block;
        if neighbours && last.page == next.page {
            measure.near("block to block", next.y - last.y, PITCH, 0.01);
        }
    }
}

struct Heading<'a> {
    level: u8,
    number: &'a str,
}

fn headings(document: &Document) -> Vec<Heading<'_>> {
    let heading = |block| match block {
        &Block::Heading { level, ref number, .. } => Some(Heading { level, number }),
        _ => None,
    };
    document.view.plan.blocks.iter().filter_map(heading).collect()
}

/// The number a heading of this scheme carries at this count.
fn expected(scheme: &str, counts: &[u32]) -> String {
    let last = counts.last().copied().unwrap_or(0);
    match (scheme, counts.len()) {
        ("decimal", _) => counts.iter().map(u32::to_string).collect::<Vec<_>>().join("."),
        (_, 1) => format!("{}、", in_words(last)),
        (_, 2) => format!("（{}）", in_words(last)),
        (_, 3) => format!("{last}."),
        _ => format!("（{last}）"),
    }
}

fn in_words(number: u32) -> String {
    let digit = |n: u32| "零一二三四五六七八九".chars().nth(n as usize).unwrap_or('零');
    match (number / 10, number % 10) {
        (0, ones) => digit(ones).to_string(),
        (1, 0) => "十".into(),
        (1, ones) => format!("十{}", digit(ones)),
        (tens, 0) => format!("{}十", digit(tens)),
        (tens, ones) => format!("{}十{}", digit(tens), digit(ones)),
    }
}

fn b08(document: &Document, measure: &mut Measure) {
    let scheme = document.view.layout.numbering;
    let mut counts: Vec<u32> = Vec::new();
    for heading in headings(document) {
        let level = usize::from(heading.level);
        // 一、 may be followed by 1. at once; a decimal number has a place for each level.
        let most = counts.len() + if scheme == "gongwen" && counts.len() == 1 { 2 } else { 1 };
        measure.holds("no jump", level <= most, || format!("{} after level {}", heading.number, counts.len()));
        counts.resize(level, 0);
        counts[level - 1] += 1;
        let wanted = expected(scheme, &counts);
        measure.holds("counts on", heading.number == wanted, || format!("{} for {wanted}", heading.number));
    }
}

fn b09(document: &Document, measure: &mut Measure) {
    let faces = [Role::Hei, Role::Kai, Role::Body, Role::Body];
    for placed in &document.placed {
        let Element::Heading(level) = placed.element else { continue };
        let face = faces[usize::from(level) - 1];
        let plain = |row: &Row| row.glyphs.iter().all(|glyph| set_in(glyph, face) || set_in(glyph, Role::Rare));
        measure.near("size", placed.first().size, THIRD, 0.01);
        let fact = ["level 1 黑体", "level 2 楷体", "level 3 仿宋", "level 4 仿宋"][usize::from(level) - 1];
        measure.holds(fact, placed.rows.iter().all(plain), || placed.text.clone());
    }
}

static GONGWEN: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^([一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|\d+\.|（\d+）)$").unwrap());
static DECIMAL: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"^\d+(\.\d+){0,4}$").unwrap());

fn b10(document: &Document, measure: &mut Measure) {
    let decimal = document.view.layout.numbering == "decimal";
    for Heading { number, .. } in headings(document) {
        let (fact, form) = if decimal { ("decimal", &DECIMAL) } else { ("gongwen", &GONGWEN) };
        measure.holds(fact, form.is_match(number), || number.to_owned());
    }
}

fn b11(document: &Document, measure: &mut Measure) {
    for block in &document.view.plan.blocks {
        let Block::Heading { body, .. } = block else { continue };
        let text = plain(body);
        measure.holds("no mark", !text.ends_with(|c| "。，；：、.".contains(c)), || text.clone());
    }
}
