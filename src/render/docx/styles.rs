//! The styles: what a keeper of the document changes in one place for all of it.
//!
//! Built-in styles keep their English names, by which word processors know them and show them in
//! their own language; those of official documents are named in Chinese.

use super::look::{Align, Characters, First, Lines, Paragraph, border};
use super::page::{INDENT, SIZE_3, SIZE_4};
use super::xml::Xml;
use crate::fonts::Role;

/// Styles of headings by level, and their faces (GB/T 9704, 7.3.3).
pub(super) const HEADINGS: [&str; 4] = ["Heading1", "Heading2", "Heading3", "Heading4"];
pub(super) const FACES: [Role; 4] = [Role::Hei, Role::Kai, Role::Body, Role::Body];
/// Styles of entries of the contents: chapters, sections, annexes.
pub(super) const ENTRIES: [&str; 3] = ["TOC1", "TOC2", "TOC3"];

/// 二号, the size of titles, in twips.
pub(super) const SIZE_2: i32 = 22 * 20;
/// The height of a title's line: its own height and 7/8 of a character of the third size.
pub(super) const TITLE_LINE: i32 = SIZE_2 + 14 * 20;
/// Above and below a title's characters in their line.
pub(super) const TITLE_LEAD: i32 = (TITLE_LINE - SIZE_2) / 2;
/// Eight entries of the contents on five lines.
const ENTRY: i32 = super::page::ROW * 5 / 8;

/// A style of paragraphs.
struct Style {
    id: &'static str,
    name: &'static str,
    /// On which it builds.
    base: Option<&'static str>,
    paragraph: Paragraph,
    characters: Characters,
}

/// The height of a line that cuts nothing off characters of this size: a twentieth of it stands free
/// above them and below.
pub(super) const fn line_of(size: i32) -> i32 {
    size * 11 / 10
}

/// A line in a table: a quarter of the size between two lines.
const fn cell_line(size: i32) -> i32 {
    size * 5 / 4
}

/// The part with the styles.
pub(super) fn part() -> Result<String, char> {
    let mut xml = Xml::new("w:styles", &[("xmlns:w", &super::package::WORDS)]);
    defaults(&mut xml);
    for style in &paragraphs() {
        write(&mut xml, style);
    }
    for (id, name, face) in [("Strong", "Strong", Role::Hei), ("Emphasis", "Emphasis", Role::Kai)] {
        xml.open("w:style", &[("w:type", &"character"), ("w:styleId", &id)]);
        xml.leaf("w:name", &[("w:val", &name)]);
        xml.leaf("w:qFormat", &[]);
        xml.open("w:rPr", &[]);
        Characters { face: Some(face), ..Characters::default() }.write(&mut xml);
        xml.close();
        xml.close();
    }
    table(&mut xml);
    xml.finish()
}

/// What holds where no style says otherwise.
fn defaults(xml: &mut Xml) {
    xml.open("w:docDefaults", &[]);
    xml.open("w:rPrDefault", &[]);
    xml.open("w:rPr", &[]);
    Characters { face: Some(Role::Body), size: Some(SIZE_3 / 10), ..Characters::default() }.write(xml);
    xml.leaf("w:lang", &[("w:val", &"en-US"), ("w:eastAsia", &"zh-CN"), ("w:bidi", &"ar-SA")]);
    xml.close();
    xml.close();
    xml.leaf("w:pPrDefault", &[]);
    xml.close();
}

fn style(id: &'static str, name: &'static str, paragraph: Paragraph) -> Style {
    Style { id, name, base: Some("Normal"), paragraph, characters: Characters::default() }
}

impl Style {
    fn set(self, face: Role, size: i32) -> Self {
        let spread = if size == SIZE_3 { super::page::TIGHTER } else { 0 };
        let characters =
            Characters { face: Some(face), size: Some(size / 10), spread: Some(spread), ..self.characters };
        Self { characters, ..self }
    }

    fn on(self, base: &'static str) -> Self {
        Self { base: Some(base), ..self }
    }
}

fn paragraphs() -> Vec<Style> {
    let indented = Paragraph { first: Some(First::In(2)), ..Paragraph::default() };
    let exact = |height| Paragraph { lines: Some(Lines::Exact(height)), ..Paragraph::default() };
    let centred = |height| Paragraph { align: Some(Align::Center), ..exact(height) };
    let mut styles = vec![
        // Columns of the grid are counted from the size that stands here.
        Style {
            base: None,
            ..style("Normal", "Normal", Paragraph { base: true, align: Some(Align::Both), ..exact(super::page::ROW) })
        }
        .set(Role::Body, SIZE_3),
        style("BodyText", "Body Text", indented),
        style("Clause", "条款", Paragraph::default()).on("BodyText"),
    ];
    for (level, id) in HEADINGS.into_iter().enumerate() {
        let name = ["heading 1", "heading 2", "heading 3", "heading 4"][level];
        let list = Some((1, level));
        let paragraph = Paragraph { keep_next: true, list, outline: Some(level), ..indented };
        styles.push(style(id, name, paragraph).set(FACES[level], SIZE_3));
    }
    let entry = |left| Paragraph { left: Some(left), leader: true, ..exact(ENTRY) };
    let mark = Paragraph { align: Some(Align::Center), ..Paragraph::default() };
    let right = Paragraph { align: Some(Align::Right), keep_lines: true, ..Paragraph::default() };
    styles.extend([
        style("Corner", "份号密级紧急程度", Paragraph { align: Some(Align::Left), ..Paragraph::default() })
            .set(Role::Hei, SIZE_3),
        Style {
            characters: Characters { red: true, ..Characters::default() }, ..style("Mark", "发文机关标志", mark)
        }
        .set(Role::Title, 850),
        style("Number", "发文字号", Paragraph { rule: Some(11), ..centred(line_of(SIZE_3)) }),
        style("Title", "Title", Paragraph { keep_next: true, ..centred(TITLE_LINE) }).set(Role::Title, SIZE_2),
        style("Addressee", "主送机关", Paragraph { align: Some(Align::Left), ..Paragraph::default() }),
        style("Enclosure", "附件说明", Paragraph { keep_lines: true, ..Paragraph::default() }),
        style("Signature", "Signature", Paragraph { keep_next: true, ..right }),
        style("Date", "Date", right),
        style("Remark", "附注", indented),
        style("AnnexLabel", "附件标签", Paragraph { new_page: true, keep_next: true, ..Paragraph::default() })
            .set(Role::Hei, SIZE_3),
        style("TOCHeading", "TOC Heading", Paragraph { align: Some(Align::Center), ..Paragraph::default() })
            .set(Role::Hei, SIZE_3),
        style(ENTRIES[0], "toc 1", entry(0)).set(Role::Hei, SIZE_4),
        style(ENTRIES[1], "toc 2", entry(INDENT)).set(Role::Body, 240),
        style(ENTRIES[2], "toc 3", entry(0)).set(Role::Body, SIZE_4),
        style("Footer", "footer", exact(line_of(SIZE_4))).set(Role::Song, SIZE_4),
        style("Caption", "caption", Paragraph { keep_next: true, align: Some(Align::Center), ..Paragraph::default() })
            .set(Role::Hei, SIZE_4),
        style("CellText", "表格文字", Paragraph { align: Some(Align::Left), ..exact(cell_line(240)) })
            .set(Role::Body, 240),
        style("CellSmall", "表格小字", exact(cell_line(210))).on("CellText").set(Role::Body, 210),
        style("TableNote", "表注", exact(cell_line(240))).set(Role::Body, 240),
        style("Imprint", "版记", exact(22 * 20)).set(Role::Body, SIZE_4),
        style("Gap", "表间空隙", exact(20)).set(Role::Body, 20),
    ]);
    styles
}

fn write(xml: &mut Xml, style: &Style) {
    let kind = ("w:type", &"paragraph" as &dyn std::fmt::Display);
    match style.base {
        None => xml.open("w:style", &[kind, ("w:default", &1), ("w:styleId", &style.id)]),
        Some(_) => xml.open("w:style", &[kind, ("w:styleId", &style.id)]),
    }
    xml.leaf("w:name", &[("w:val", &style.name)]);
    if let Some(base) = style.base {
        xml.leaf("w:basedOn", &[("w:val", &base)]);
    }
    // What is typed below a heading or a title is text.
    if HEADINGS.contains(&style.id) || style.id == "Title" {
        xml.leaf("w:next", &[("w:val", &"BodyText")]);
    }
    xml.leaf("w:qFormat", &[]);
    xml.open("w:pPr", &[]);
    style.paragraph.write(xml);
    xml.close();
    xml.open("w:rPr", &[]);
    style.characters.write(xml);
    xml.close();
    xml.close();
}

/// Tables: a full grid.
fn table(xml: &mut Xml) {
    xml.open("w:style", &[("w:type", &"table"), ("w:default", &1), ("w:styleId", &"TableGrid")]);
    xml.leaf("w:name", &[("w:val", &"Table Grid")]);
    xml.leaf("w:qFormat", &[]);
    xml.open("w:tblPr", &[]);
    xml.open("w:tblBorders", &[]);
    for side in ["w:top", "w:left", "w:bottom", "w:right", "w:insideH", "w:insideV"] {
        border(xml, side, 4, 0, "000000");
    }
    xml.close();
    xml.open("w:tblCellMar", &[]);
    for (side, width) in [("w:top", 50), ("w:left", 80), ("w:bottom", 50), ("w:right", 80)] {
        xml.leaf(side, &[("w:w", &width), ("w:type", &"dxa")]);
    }
    xml.close();
    xml.close();
    xml.close();
}
