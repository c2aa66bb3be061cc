//! How paragraphs and runs look; properties stand in the order of the schema (ECMA-376, 17.3).

use super::xml::Xml;
use crate::fonts::Role;

/// The family a word processor of an office has for a role; one that is not installed falls back to
/// its alternate name in the font table.
pub(super) fn family(role: Role) -> &'static str {
    match role {
        Role::Body | Role::Rare => "仿宋_GB2312",
        Role::Kai => "楷体_GB2312",
        Role::Hei | Role::PosterHei => "黑体",
        Role::Title => "方正小标宋简体",
        Role::Song => "宋体",
    }
}

/// Where the lines of a paragraph stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Lines {
    /// So high, whatever the font says.
    Exact(i32),
    /// On the grid.
    Grid,
}

/// How a paragraph is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Align {
    Left,
    Center,
    Right,
    Both,
}

impl Align {
    fn word(self) -> &'static str {
        match self {
            Self::Left => "left",
            Self::Center => "center",
            Self::Right => "right",
            Self::Both => "both",
        }
    }
}

/// The first line of a paragraph against the others, in twips.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum First {
    /// Further in; so many characters.
    In(i32),
    /// Further out.
    Out(i32),
}

/// What a paragraph or its style says; nothing where it says nothing.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Paragraph {
    /// The id of its style.
    pub(super) style: Option<&'static str>,
    /// Whether it is what all others build on: lines fill the page without regard to single ones,
    /// and no space comes between Chinese and Latin characters.
    pub(super) base: bool,
    pub(super) keep_next: bool,
    pub(super) keep_lines: bool,
    pub(super) new_page: bool,
    /// List and level; list 0 is none, whatever the style says.
    pub(super) list: Option<(usize, usize)>,
    /// A rule below, so many points away (版头分隔线).
    pub(super) rule: Option<i32>,
    /// Dots up to a tab at the right edge.
    pub(super) leader: bool,
    /// Tabs in the middle and at the right edge.
    pub(super) thirds: bool,
    pub(super) before: Option<i32>,
    pub(super) after: Option<i32>,
    pub(super) lines: Option<Lines>,
    pub(super) left: Option<i32>,
    pub(super) right: Option<i32>,
    pub(super) first: Option<First>,
    pub(super) align: Option<Align>,
    /// Depth in the outline, from 0.
    pub(super) outline: Option<usize>,
}

impl Paragraph {
    /// A paragraph of a style.
    pub(super) fn of(style: &'static str) -> Self {
        Self { style: Some(style), ..Self::default() }
    }

    /// The insides of `w:pPr`.
    pub(super) fn write(&self, xml: &mut Xml) {
        if let Some(style) = self.style {
            xml.leaf("w:pStyle", &[("w:val", &style)]);
        }
        for (name, on) in
            [("w:keepNext", self.keep_next), ("w:keepLines", self.keep_lines), ("w:pageBreakBefore", self.new_page)]
        {
            if on {
                xml.leaf(name, &[]);
            }
        }
        if self.base {
            xml.leaf("w:widowControl", &[("w:val", &0)]);
        }
        if let Some((list, level)) = self.list {
            xml.open("w:numPr", &[]);
            xml.leaf("w:ilvl", &[("w:val", &level)]);
            xml.leaf("w:numId", &[("w:val", &list)]);
            xml.close();
        }
        if let Some(space) = self.rule {
            xml.open("w:pBdr", &[]);
            border(xml, "w:bottom", THICK, space, "FF0000");
            xml.close();
        }
        self.tabs(xml);
        if self.base {
            // As word processors do unasked; LibreOffice 7.4 lets signs hang into the margin unless it is said.
            xml.leaf("w:overflowPunct", &[("w:val", &1)]);
            for name in ["w:autoSpaceDE", "w:autoSpaceDN"] {
                xml.leaf(name, &[("w:val", &0)]);
            }
        }
        if let Some(lines) = self.lines {
            xml.leaf("w:snapToGrid", &[("w:val", &u8::from(lines == Lines::Grid))]);
        }
        self.spacing(xml);
        self.indentation(xml);
        if let Some(align) = self.align {
            xml.leaf("w:jc", &[("w:val", &align.word())]);
        }
        if self.base {
            // In the middle of their line, from where GB/T 33476.2 counts.
            xml.leaf("w:textAlignment", &[("w:val", &"center")]);
        }
        if let Some(depth) = self.outline {
            xml.leaf("w:outlineLvl", &[("w:val", &depth)]);
        }
    }

    fn tabs(&self, xml: &mut Xml) {
        use super::page::TYPE_WIDTH;
        if !self.leader && !self.thirds {
            return;
        }
        xml.open("w:tabs", &[]);
        if self.thirds {
            xml.leaf("w:tab", &[("w:val", &"center"), ("w:pos", &(TYPE_WIDTH / 2))]);
        }
        let leader = if self.leader { "middleDot" } else { "none" };
        xml.leaf("w:tab", &[("w:val", &"right"), ("w:leader", &leader), ("w:pos", &TYPE_WIDTH)]);
        xml.close();
    }

    fn spacing(&self, xml: &mut Xml) {
        let lines = self.lines.map(|lines| match lines {
            Lines::Exact(height) => (height, "exact"),
            Lines::Grid => (240, "auto"),
        });
        let mut attributes: Vec<(&'static str, &dyn std::fmt::Display)> = Vec::new();
        if let Some(before) = &self.before {
            attributes.push(("w:before", before));
        }
        if let Some(after) = &self.after {
            attributes.push(("w:after", after));
        }
        if let Some((height, rule)) = &lines {
            attributes.extend([("w:line", height as &dyn std::fmt::Display), ("w:lineRule", rule)]);
        }
        if !attributes.is_empty() {
            xml.leaf("w:spacing", &attributes);
        }
    }

    fn indentation(&self, xml: &mut Xml) {
        let mut attributes: Vec<(&'static str, &dyn std::fmt::Display)> = Vec::new();
        if let Some(left) = &self.left {
            attributes.push(("w:left", left));
        }
        if let Some(right) = &self.right {
            attributes.push(("w:right", right));
        }
        // Counted in characters too, so that it grows with them (ECMA-376, 17.3.1.12).
        let first = self.first.map(|first| match first {
            First::In(count) => (Some(count * 100), super::page::columns(count)),
            First::Out(length) => (None, length),
        });
        match &first {
            Some((Some(hundredths), length)) => {
                attributes
                    .extend([("w:firstLineChars", hundredths as &dyn std::fmt::Display), ("w:firstLine", length)]);
            }
            Some((None, length)) => attributes.push(("w:hanging", length)),
            None => {}
        }
        if !attributes.is_empty() {
            xml.leaf("w:ind", &attributes);
        }
    }
}

/// The first and the last rule of an imprint and the rule of a head, 0.35 mm, in eighths of a point.
pub(super) const THICK: i32 = 8;
/// A rule inside an imprint, 0.25 mm, likewise.
pub(super) const THIN: i32 = 6;

/// A border of a paragraph, a table or a cell.
pub(super) fn border(xml: &mut Xml, side: &'static str, weight: i32, space: i32, colour: &str) {
    let attributes: super::xml::Attributes<'_> =
        &[("w:val", &"single"), ("w:sz", &weight), ("w:space", &space), ("w:color", &colour)];
    xml.leaf(side, attributes);
}

/// What a run or its style says of its characters.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Characters {
    /// The id of a character style.
    pub(super) style: Option<&'static str>,
    pub(super) face: Option<Role>,
    pub(super) red: bool,
    pub(super) struck: bool,
    /// Not shown: what only a field reads.
    pub(super) hidden: bool,
    /// A line below, to write on.
    pub(super) underlined: bool,
    /// Between characters, in twips.
    pub(super) spread: Option<i32>,
    /// In half points.
    pub(super) size: Option<i32>,
}

impl Characters {
    /// Characters of a style.
    pub(super) fn of(style: &'static str) -> Self {
        Self { style: Some(style), ..Self::default() }
    }

    /// The insides of `w:rPr`.
    pub(super) fn write(&self, xml: &mut Xml) {
        if let Some(style) = self.style {
            xml.leaf("w:rStyle", &[("w:val", &style)]);
        }
        if let Some(role) = self.face {
            let family = family(role);
            let fonts: super::xml::Attributes<'_> = &[
                // Quotation marks, dashes and dots are Chinese ones.
                ("w:hint", &"eastAsia"),
                ("w:ascii", &family),
                ("w:hAnsi", &family),
                ("w:eastAsia", &family),
                ("w:cs", &family),
            ];
            xml.leaf("w:rFonts", fonts);
        }
        if self.struck {
            xml.leaf("w:strike", &[]);
        }
        if self.spread.is_some() {
            xml.leaf("w:snapToGrid", &[("w:val", &0)]);
        }
        if self.hidden {
            xml.leaf("w:vanish", &[]);
        }
        if self.red {
            xml.leaf("w:color", &[("w:val", &"FF0000")]);
        }
        if let Some(spread) = self.spread {
            xml.leaf("w:spacing", &[("w:val", &spread)]);
        }
        if let Some(size) = self.size {
            xml.leaf("w:sz", &[("w:val", &size)]);
            xml.leaf("w:szCs", &[("w:val", &size)]);
        }
        if self.underlined {
            xml.leaf("w:u", &[("w:val", &"single")]);
        }
    }

    /// Whether it says nothing.
    pub(super) fn is_plain(&self) -> bool {
        self.style.is_none()
            && self.face.is_none()
            && !(self.red || self.struck || self.hidden || self.underlined)
            && self.spread.is_none()
            && self.size.is_none()
    }
}
