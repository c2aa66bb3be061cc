//! Markdown to blocks, with every word at its place.
//!
//! Reference calls and Chinese punctuation are covered by private-use characters of the same
//! length before parsing, so that offsets stay true: a call can then hold any character, and
//! `**重要：**立即` is strong although CommonMark would not see it so. `hidden_characters` has
//! made sure that no such character comes from the author.

mod words;

use std::collections::BTreeMap;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::call::Call;
use super::cover::{cells, cover};
use super::encoding;
use super::faults;
use super::findings::Findings;
use crate::finding::{FileId, Finding, Place};
use crate::say;
use crate::text::{Block, Inline};

/// A parsed file.
#[derive(Debug)]
pub(super) struct Parsed {
    pub(super) blocks: Vec<Block<Call>>,
}

/// Most lists, tables and stresses inside each other; the documents show three levels.
const DEPTH_LIMIT: usize = 24;

/// Parses the text of `file`.
pub(super) fn parse(file: FileId, text: &str, findings: &mut Findings) -> Parsed {
    let (covered, calls) = cover(file, text, findings);
    let options = Options::ENABLE_TABLES | Options::ENABLE_HEADING_ATTRIBUTES;
    let parser = Parser::new_ext(&covered, options);
    let definitions: Vec<_> = parser.reference_definitions().iter().map(|(_, it)| it.span.clone()).collect();
    let frames = vec![Frame::Blocks(Vec::new())];
    let mut building = Building { file, text, covered: &covered, calls, findings, frames };
    for (event, range) in parser.into_offset_iter() {
        building.event(event, range);
    }
    // Markdown takes such a line for the target of a link and shows nothing of it.
    for span in definitions {
        building.refuse(span, say!("正文里不用链接", "links are not used in prose"));
    }
    match building.frames.into_iter().next() {
        Some(Frame::Blocks(blocks)) => Parsed { blocks },
        _ => Parsed { blocks: Vec::new() },
    }
}

/// What is being built.
enum Frame {
    Blocks(Vec<Block<Call>>),
    Inlines { kind: Holder, inlines: Vec<Inline<Call>>, start: usize },
    List { ordered: bool, items: Vec<Vec<Block<Call>>> },
    Table { head: Vec<Vec<Inline<Call>>>, rows: Vec<Vec<Vec<Inline<Call>>>>, in_head: bool },
    Ignored,
}

/// What inlines belong to.
enum Holder {
    Heading { level: u8, id: Option<String> },
    Paragraph,
    Strong,
    Emphasis,
    Cell,
}

struct Building<'a> {
    file: FileId,
    text: &'a str,
    covered: &'a str,
    calls: BTreeMap<usize, Call>,
    findings: &'a mut Findings,
    frames: Vec<Frame>,
}

impl Building<'_> {
    fn event(&mut self, event: Event<'_>, range: std::ops::Range<usize>) {
        match event {
            Event::Start(tag) => self.start(&tag, range),
            Event::End(tag) => self.end(tag, range),
            Event::Text(text) => {
                // An entity can stand for a character that the source does not show.
                let named = self.text.get(range.clone()).is_some_and(|source| source.starts_with('&'))
                    && text.len() != range.len();
                if named && text.chars().any(encoding::is_hidden) {
                    encoding::hidden_escape(&text, Place::new(self.file, range), self.findings);
                } else {
                    self.words(&text, range);
                }
            }
            Event::SoftBreak => self.soft_break(),
            Event::HardBreak => self.inline(Inline::Break, range.start),
            Event::Code(text) => {
                self.refuse(range.clone(), say!("正文里不用代码格式", "code has no place in prose"));
                self.words(&text, range);
            }
            Event::Html(_) | Event::InlineHtml(_) => {
                self.refuse(range, say!("正文里不能写 HTML", "HTML may not stand in prose"));
            }
            Event::Rule => self.refuse(range, say!("正文里不用分隔线", "rules are not used in prose")),
            _ => self.refuse(range, say!("正文里不用这种写法", "this is not used in prose")),
        }
    }

    fn start(&mut self, tag: &Tag<'_>, range: std::ops::Range<usize>) {
        let holder = |kind| Frame::Inlines { kind, inlines: Vec::new(), start: range.start };
        let frame = match tag {
            _ if self.frames.len() > DEPTH_LIMIT => {
                if self.frames.len() == DEPTH_LIMIT + 1 {
                    self.refuse(range.clone(), say!("嵌套得太深", "this is nested too deeply"));
                }
                Frame::Ignored
            }
            Tag::Paragraph => holder(Holder::Paragraph),
            Tag::Heading { level, id, classes, attrs } => {
                self.heading(&range, classes.is_empty() && attrs.is_empty());
                holder(Holder::Heading { level: *level as u8, id: id.as_ref().map(ToString::to_string) })
            }
            Tag::Strong => holder(Holder::Strong),
            Tag::Emphasis => holder(Holder::Emphasis),
            Tag::TableCell => holder(Holder::Cell),
            Tag::List(first) => Frame::List { ordered: first.is_some(), items: Vec::new() },
            Tag::Item => Frame::Blocks(Vec::new()),
            Tag::Table(_) => Frame::Table { head: Vec::new(), rows: Vec::new(), in_head: false },
            Tag::TableHead => {
                if let Some(Frame::Table { in_head, .. }) = self.frames.last_mut() {
                    *in_head = true;
                }
                return;
            }
            Tag::TableRow => {
                if let Some(Frame::Table { rows, .. }) = self.frames.last_mut() {
                    rows.push(Vec::new());
                }
                return;
            }
            Tag::HtmlBlock => Frame::Ignored,
            _ => {
                self.refuse(
                    range.clone(),
                    say!(
                        "正文里只用标题、段落、列表、表格和强调",
                        "prose has headings, paragraphs, lists, tables and emphasis only"
                    ),
                );
                Frame::Ignored
            }
        };
        // The words of a tight list item stand in no paragraph of their own.
        if !matches!(frame, Frame::Inlines { kind: Holder::Strong | Holder::Emphasis, .. }) {
            self.close_loose();
        } else {
            self.open_loose(range.start);
        }
        self.frames.push(frame);
    }

    fn end(&mut self, tag: TagEnd, range: std::ops::Range<usize>) {
        match tag {
            TagEnd::TableHead => {
                if let Some(Frame::Table { in_head, .. }) = self.frames.last_mut() {
                    *in_head = false;
                }
                return;
            }
            TagEnd::TableRow => {
                self.even(&range);
                return;
            }
            TagEnd::Item => self.close_loose(),
            _ => {}
        }
        let Some(frame) = self.frames.pop() else { return };
        match frame {
            Frame::Inlines { kind, inlines, start } => self.close(kind, inlines, start..range.end),
            Frame::List { ordered, items } => self.block(Block::List { ordered, items }),
            Frame::Table { head, rows, .. } => self.block(Block::Table { head, rows }),
            Frame::Blocks(blocks) => match self.frames.last_mut() {
                Some(Frame::List { items, .. }) => items.push(blocks),
                _ => self.frames.push(Frame::Blocks(blocks)),
            },
            Frame::Ignored => {}
        }
    }

    /// Refuses headings in other spellings than `## 标题 {#id}`.
    fn heading(&mut self, range: &std::ops::Range<usize>, plain: bool) {
        let underlined = !self.text.get(range.clone()).is_some_and(|text| text.trim_start().starts_with('#'));
        if underlined {
            self.refuse(
                range.clone(),
                say!("段落下面的横线会把它变成标题", "the line below this paragraph makes it a heading"),
            );
        } else if !plain {
            self.refuse(range.clone(), say!("标题后只写 {{#编号}}", "only {{#id}} may stand after a heading"));
        }
    }

    /// Refuses a row with more or fewer cells than the head: Markdown drops what is too much.
    fn even(&mut self, range: &std::ops::Range<usize>) {
        let Some(Frame::Table { head, .. }) = self.frames.last() else { return };
        let wanted = head.len();
        let row = self.covered.get(range.clone()).and_then(|row| row.lines().next()).unwrap_or("").trim();
        let found = cells(row);
        if found != wanted {
            let place = Place::new(self.file, range.start..range.start + row.len());
            self.findings.push(
                Finding::error(
                    faults::BAD_MARKDOWN,
                    place,
                    say!(
                        "这一行有 {found} 格，表头有 {wanted} 格",
                        "this row has {found} cells, the head has {wanted}"
                    ),
                )
                .help(say!(
                    "每行的“|”数要相同；格里要写“|”就写成“\\|”",
                    "give every row as many '|'; write '\\|' for one inside a cell"
                )),
            );
        }
    }

    /// Ends the paragraph that was opened for words without one.
    fn close_loose(&mut self) {
        let loose =
            matches!(self.frames.as_slice(), [.., Frame::Blocks(_), Frame::Inlines { kind: Holder::Paragraph, .. }]);
        if loose
            && self.frames.len() > 2
            && let Some(Frame::Inlines { kind, inlines, start }) = self.frames.pop()
        {
            self.close(kind, inlines, start..start);
        }
    }

    fn open_loose(&mut self, start: usize) {
        if matches!(self.frames.last(), Some(Frame::Blocks(_))) {
            self.frames.push(Frame::Inlines { kind: Holder::Paragraph, inlines: Vec::new(), start });
        }
    }

    fn close(&mut self, kind: Holder, mut inlines: Vec<Inline<Call>>, range: std::ops::Range<usize>) {
        let place =
            Place::new(self.file, range.start..range.start + self.text.get(range).map_or(0, |t| t.trim_end().len()));
        match kind {
            Holder::Strong => self.inline(Inline::Strong(inlines), place.start as usize),
            Holder::Emphasis => self.inline(Inline::Emphasis(inlines), place.start as usize),
            Holder::Cell => {
                if let Some(Frame::Table { head, rows, in_head }) = self.frames.last_mut() {
                    match (in_head, rows.last_mut()) {
                        (true, _) => head.push(inlines),
                        (false, Some(row)) => row.push(inlines),
                        (false, None) => {}
                    }
                }
            }
            Holder::Heading { level, id } => self.block(Block::Heading { level, id, body: inlines, place }),
            Holder::Paragraph => match inlines.as_slice() {
                [] => {}
                [Inline::Reference(_)] => {
                    if let Some(Inline::Reference(call)) = inlines.pop() {
                        self.block(Block::Insert(call));
                    }
                }
                _ => self.block(Block::Paragraph { body: inlines, place }),
            },
        }
    }

    fn block(&mut self, block: Block<Call>) {
        if let Some(Frame::Blocks(blocks)) = self.frames.last_mut() {
            blocks.push(block);
        }
    }

    fn inline(&mut self, inline: Inline<Call>, start: usize) {
        self.open_loose(start);
        if let Some(Frame::Inlines { inlines, .. }) = self.frames.last_mut() {
            inlines.push(inline);
        }
    }

    fn refuse(&mut self, range: std::ops::Range<usize>, message: crate::finding::Message) {
        let line = self.text.get(range.clone()).and_then(|text| text.lines().next()).map_or(0, str::len);
        let place = Place::new(self.file, range.start..range.start + line);
        self.findings.push(Finding::error(faults::BAD_MARKDOWN, place, message).help(say!(
            "改写成普通段落；要原样显示符号就在前面加反斜杠",
            "write it as a plain paragraph; put a backslash before a sign that is meant as such"
        )));
    }
}

#[cfg(test)]
mod tests;
