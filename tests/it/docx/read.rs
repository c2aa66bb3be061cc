//! Reads a document as a word processor does: parts, paragraphs, and numbers counted by lists.

use std::collections::BTreeMap;
use std::fmt::Debug;
use std::io::{Cursor, Read};
use std::str::FromStr;

use roxmltree::{Document, Node};

/// The parts of a file by name.
pub(super) struct File {
    pub(super) parts: BTreeMap<String, String>,
}

/// A paragraph as it is read.
pub(super) struct Paragraph {
    pub(super) style: String,
    /// Its number and its words.
    pub(super) text: String,
    /// Whether a list made the number.
    pub(super) counted: bool,
}

/// Whether a node is the element.
pub(super) fn is(node: &Node<'_, '_>, name: &str) -> bool {
    node.is_element() && node.tag_name().name() == name
}

/// The value of an attribute.
pub(super) fn value<T: FromStr<Err: Debug>>(node: &Node<'_, '_>, name: &str) -> T {
    let found = node.attributes().find(|attribute| attribute.name() == name);
    found.unwrap_or_else(|| panic!("no {name} in {node:?}")).value().parse().unwrap()
}

fn child<'a>(node: &Node<'a, 'a>, name: &str) -> Option<Node<'a, 'a>> {
    node.children().find(|child| is(child, name))
}

impl File {
    pub(super) fn read(bytes: &[u8]) -> Self {
        let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
        let mut parts = BTreeMap::new();
        for index in 0..archive.len() {
            let mut part = archive.by_index(index).unwrap();
            let name = part.name().unwrap().into_owned();
            let mut text = String::new();
            part.read_to_string(&mut text).unwrap();
            parts.insert(name, text);
        }
        for (name, text) in &parts {
            Document::parse(text).unwrap_or_else(|error| panic!("{name}: {error}"));
        }
        Self { parts }
    }

    pub(super) fn part(&self, name: &str) -> Document<'_> {
        Document::parse(&self.parts[name]).unwrap()
    }

    pub(super) fn document(&self) -> Document<'_> {
        self.part("word/document.xml")
    }

    /// The paragraphs in order, those of tables among them.
    pub(super) fn paragraphs(&self) -> Vec<Paragraph> {
        let document = self.document();
        let mut numbers = Numbers::of(self);
        let paragraphs = document.descendants().filter(|node| is(node, "p"));
        paragraphs
            .map(|node| {
                let properties = child(&node, "pPr").unwrap();
                let style: String =
                    child(&properties, "pStyle").map_or_else(|| "Normal".into(), |style| value(&style, "val"));
                let own = child(&properties, "numPr").map(|list| {
                    let part = |name| value(&child(&list, name).unwrap(), "val");
                    (part("numId"), part("ilvl"))
                });
                let number = numbers.next(own.or_else(|| numbers.styles.get(&style).copied()));
                let counted = number.is_some();
                Paragraph { style, text: number.unwrap_or_default() + &words(&node), counted }
            })
            .collect()
    }
}

/// The words of a paragraph; instructions of fields are none.
fn words(paragraph: &Node<'_, '_>) -> String {
    let mut words = String::new();
    for node in paragraph.descendants() {
        if is(&node, "t") {
            words.push_str(node.text().unwrap_or_default());
        } else if is(&node, "tab") && is(&node.parent().unwrap(), "r") {
            words.push('\t');
        } else if is(&node, "br") {
            words.push('\n');
        }
    }
    words
}

/// A level of a list: format and text.
#[derive(Clone)]
struct Level {
    format: String,
    text: String,
    suffix: String,
}

/// The lists, counted as ECMA-376 says: lists of one kind count together, a level begins anew below
/// a higher one, and a list with a start of its own begins there when it is first used.
struct Numbers {
    /// Kind and starts of each list.
    lists: BTreeMap<usize, (usize, BTreeMap<usize, usize>)>,
    kinds: BTreeMap<usize, Vec<Level>>,
    counts: BTreeMap<usize, [usize; 9]>,
    used: BTreeMap<(usize, usize), bool>,
    /// The list and level of styles.
    styles: BTreeMap<String, (usize, usize)>,
}

impl Numbers {
    fn of(file: &File) -> Self {
        let part = file.part("word/numbering.xml");
        let mut lists = BTreeMap::new();
        let mut kinds = BTreeMap::new();
        for node in part.root_element().children().filter(Node::is_element) {
            let level = |node: Node<'_, '_>| {
                let text = |name| {
                    let found = node.children().find(|child| is(child, name));
                    value::<String>(&found.unwrap(), "val")
                };
                Level { format: text("numFmt"), text: text("lvlText"), suffix: text("suff") }
            };
            if is(&node, "abstractNum") {
                let levels = node.children().filter(|child| is(child, "lvl")).map(level).collect();
                kinds.insert(value(&node, "abstractNumId"), levels);
            } else {
                let kind = value(&child(&node, "abstractNumId").unwrap(), "val");
                let starts = node.children().filter(|child| is(child, "lvlOverride"));
                let starts = starts.map(|own| (value(&own, "ilvl"), value(&own.first_element_child().unwrap(), "val")));
                lists.insert(value(&node, "numId"), (kind, starts.collect()));
            }
        }
        let part = file.part("word/styles.xml");
        let mut styles = BTreeMap::new();
        for style in part.root_element().children().filter(|node| is(node, "style")) {
            if let Some(list) = style.descendants().find(|node| is(node, "numPr")) {
                let part = |name| value(&child(&list, name).unwrap(), "val");
                styles.insert(value(&style, "styleId"), (part("numId"), part("ilvl")));
            }
        }
        Self { lists, kinds, counts: BTreeMap::new(), used: BTreeMap::new(), styles }
    }

    fn next(&mut self, list: Option<(usize, usize)>) -> Option<String> {
        let (list, level) = list.filter(|(list, _)| *list != 0)?;
        let (kind, starts) = &self.lists[&list];
        let counts = self.counts.entry(*kind).or_default();
        let first = self.used.insert((list, level), true).is_none();
        counts[level] = match starts.get(&level) {
            Some(start) if first => *start,
            _ => counts[level] + 1,
        };
        counts[level + 1..].fill(0);
        let levels = &self.kinds[kind];
        let mut text = levels[level].text.clone();
        for at in 0..=level {
            text = text.replace(&format!("%{}", at + 1), &digits(&levels[at].format, counts[at]));
        }
        Some(text + if levels[level].suffix == "space" { " " } else { "" })
    }
}

/// ECMA-376, 17.18.59.
fn digits(format: &str, value: usize) -> String {
    const CHINESE: &str = "零一二三四五六七八九";
    let digit = |value: usize| CHINESE.chars().nth(value).unwrap().to_string();
    match (format, value) {
        ("decimal", _) => value.to_string(),
        ("decimalEnclosedCircle", 1..=20) => char::from_u32(0x245f + u32::try_from(value).unwrap()).unwrap().into(),
        ("chineseCountingThousand", 1..=9) => digit(value),
        ("chineseCountingThousand", 10..=99) => {
            let tens = if value < 20 { String::new() } else { digit(value / 10) };
            let ones = if value.is_multiple_of(10) { String::new() } else { digit(value % 10) };
            format!("{tens}十{ones}")
        }
        _ => panic!("{format} {value}"),
    }
}

/// The order in which the schema wants the children of an element (ECMA-376, annex A.1).
pub(super) fn order(name: &str) -> Option<Vec<&'static str>> {
    let words = match name {
        "pPr" => {
            "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs \
             suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi \
             adjustRightInd snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection \
             textAlignment textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange"
        }
        "rPr" => {
            "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid \
             vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl \
             cs em lang eastAsianLayout specVanish oMath"
        }
        "sectPr" => {
            "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType \
             pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid printerSettings"
        }
        "tblPr" => {
            "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing \
             tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription"
        }
        "tcPr" => {
            "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark"
        }
        "tblBorders" | "tcBorders" => "top left bottom right insideH insideV",
        "tblCellMar" => "top left bottom right",
        "tbl" => "tblPr tblGrid tr",
        "tr" => "trPr tc",
        "trPr" => "cantSplit trHeight tblHeader",
        "tc" => "tcPr p",
        "lvl" => "start numFmt lvlRestart pStyle isLgl suff lvlText lvlPicBulletId legacy lvlJc pPr rPr",
        "abstractNum" => "nsid multiLevelType tmpl name styleLink numStyleLink lvl",
        "numbering" => "numPicBullet abstractNum num",
        "num" => "abstractNumId lvlOverride",
        "numPr" => "ilvl numId",
        "style" => {
            "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat locked \
             personal rsid pPr rPr tblPr trPr tcPr"
        }
        "font" => "altName panose1 charset family notTrueType pitch sig",
        "settings" => {
            "zoom mirrorMargins defaultTabStop evenAndOddHeaders characterSpacingControl compat themeFontLang"
        }
        "sdt" => "sdtPr sdtEndPr sdtContent",
        _ => return None,
    };
    Some(words.split_whitespace().collect())
}
