//! Markdown to blocks, with every word at its place.
//!
//! Reference calls and Chinese punctuation are covered by private-use characters of the same
//! length before parsing, so that offsets stay true: a call can then hold any character, and
//! `**重要：**立即` is strong although CommonMark would not see it so. `hidden_characters` has
//! made sure that no such character comes from the author.

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::call::{self, Call};
use super::faults;
use crate::finding::{FileId, Finding, Place};
use crate::say;
use crate::text::{Block, Inline};

/// Punctuation that CommonMark would take into account beside `**`; all are three bytes long.
const COVERED: &str = "，。；：！？、（）《》〈〉“”‘’【】〔〕「」『』—…～·";
/// The first character standing for one of `COVERED`.
const COVER_BASE: u32 = 0xE100;
/// The characters of a covered call: first, middle, last; all are three bytes long.
const CALL_FIRST: char = '\u{E000}';
const CALL_REST: char = '\u{E001}';

/// A parsed file.
#[derive(Debug)]
pub(super) struct Parsed {
    pub(super) blocks: Vec<Block<Call>>,
}

/// Parses the text of `file`.
pub(super) fn parse(file: FileId, text: &str, findings: &mut Vec<Finding>) -> Parsed {
    let (covered, calls) = cover(file, text, findings);
    let options = Options::ENABLE_TABLES | Options::ENABLE_HEADING_ATTRIBUTES;
    let parser = Parser::new_ext(&covered, options).into_offset_iter();
    let mut building = Building { file, text, calls, findings, frames: vec![Frame::Blocks(Vec::new())] };
    for (event, range) in parser {
        building.event(event, range);
    }
    match building.frames.into_iter().next() {
        Some(Frame::Blocks(blocks)) => Parsed { blocks },
        _ => Parsed { blocks: Vec::new() },
    }
}

/// Covers calls and punctuation; the result is as long as `text`.
fn cover(file: FileId, text: &str, findings: &mut Vec<Finding>) -> (String, Vec<Call>) {
    let mut covered = String::with_capacity(text.len());
    let mut calls = Vec::new();
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        if text[at..].starts_with("{{") {
            let place = |range: std::ops::Range<usize>| Place::new(file, range);
            match call::parse(text, at, &place) {
                Ok((call, end)) => {
                    let length = end - at;
                    covered.push(CALL_FIRST);
                    for _ in 1..length / 3 {
                        covered.push(CALL_REST);
                    }
                    for _ in 0..length % 3 {
                        covered.push('x');
                    }
                    calls.push(call);
                    at = end;
                    continue;
                }
                Err(finding) => findings.push(*finding),
            }
        }
        match COVERED.chars().position(|p| p == c) {
            // `COVERED` has fewer characters than the private-use block has room.
            Some(index) => covered.push(char::from_u32(COVER_BASE + index as u32).unwrap_or(c)),
            None => covered.push(c),
        }
        at += c.len_utf8();
    }
    (covered, calls)
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
    calls: Vec<Call>,
    findings: &'a mut Vec<Finding>,
    frames: Vec<Frame>,
}

impl Building<'_> {
    fn event(&mut self, event: Event<'_>, range: std::ops::Range<usize>) {
        match event {
            Event::Start(tag) => self.start(&tag, range),
            Event::End(tag) => self.end(tag, range),
            Event::Text(text) => self.words(&text, range),
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
            Tag::Paragraph => holder(Holder::Paragraph),
            Tag::Heading { level, id, .. } => {
                holder(Holder::Heading { level: heading_level(*level), id: id.as_ref().map(ToString::to_string) })
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
            TagEnd::TableRow => return,
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

    /// Words of the covered text: calls are taken out, punctuation is uncovered.
    fn words(&mut self, covered: &str, range: std::ops::Range<usize>) {
        // An escape or an entity makes the words shorter than their source; then the whole
        // stretch is their place.
        let exact = covered.len() == range.len();
        let mut words = String::new();
        let mut words_at = 0;
        let mut at = 0;
        let mut rest = covered.chars().peekable();
        while let Some(c) = rest.next() {
            if c != CALL_FIRST {
                words.push(uncover(c));
                at += c.len_utf8();
                continue;
            }
            self.flush(&mut words, words_at, at, &range, exact);
            at += c.len_utf8();
            let call = self.calls.iter().find(|call| exact && call.place.start as usize == range.start + at - 3);
            let call =
                call.or_else(|| self.calls.iter().find(|call| range.contains(&(call.place.start as usize)))).cloned();
            let length = call.as_ref().map_or(3, |call| (call.place.end - call.place.start) as usize);
            let mut skipped = 3;
            while skipped < length
                && let Some(next) = rest.next()
            {
                skipped += next.len_utf8();
                at += next.len_utf8();
            }
            if let Some(call) = call {
                self.inline(Inline::Reference(call), range.start);
            }
            words_at = at;
        }
        self.flush(&mut words, words_at, at, &range, exact);
    }

    fn flush(&mut self, words: &mut String, from: usize, to: usize, range: &std::ops::Range<usize>, exact: bool) {
        if words.is_empty() {
            return;
        }
        let place = if exact { range.start + from..range.start + to } else { range.clone() };
        let start = place.start;
        let inline = Inline::Text(std::mem::take(words), Place::new(self.file, place));
        self.inline(inline, start);
    }

    /// A line end inside a paragraph: nothing between Chinese characters, a blank otherwise.
    fn soft_break(&mut self) {
        if let Some(Frame::Inlines { inlines, start, .. }) = self.frames.last_mut() {
            let latin = matches!(inlines.last(), Some(Inline::Text(text, _)) if text.ends_with(|c: char| c.is_ascii_alphanumeric()));
            if latin {
                let place = Place::new(self.file, *start..*start);
                inlines.push(Inline::Text(" ".into(), place));
            }
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

fn uncover(c: char) -> char {
    u32::from(c).checked_sub(COVER_BASE).and_then(|index| COVERED.chars().nth(index as usize)).unwrap_or(c)
}

fn heading_level(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::Sources;

    fn blocks(text: &str) -> (Vec<Block<Call>>, Vec<Finding>, Sources) {
        let mut sources = Sources::default();
        let file = sources.add("a.md".into(), text);
        let mut findings = Vec::new();
        let parsed = parse(file, text, &mut findings);
        (parsed.blocks, findings, sources)
    }

    #[test]
    fn strong_words_may_end_in_chinese_punctuation() {
        let (blocks, findings, _) = blocks("**重要：**立即报告");
        assert!(findings.is_empty());
        let [Block::Paragraph { body, .. }] = blocks.as_slice() else { panic!("{blocks:?}") };
        let [Inline::Strong(strong), Inline::Text(rest, _)] = body.as_slice() else { panic!("{body:?}") };
        assert!(matches!(strong.as_slice(), [Inline::Text(text, _)] if text == "重要："));
        assert_eq!(rest, "立即报告");
    }

    #[test]
    fn calls_and_words_know_their_places() {
        let (blocks, findings, sources) = blocks("每隔{{ limit('a.every') }}报告，\n直至{{ x('*|*') }}恢复。\n");
        assert!(findings.is_empty(), "{findings:?}");
        let [Block::Paragraph { body, .. }] = blocks.as_slice() else { panic!("{blocks:?}") };
        let shown: Vec<_> = body
            .iter()
            .map(|inline| match inline {
                Inline::Text(text, place) => {
                    assert_eq!(sources.slice(*place), text);
                    text.clone()
                }
                Inline::Reference(call) => format!("<{}>", sources.slice(call.place)),
                other => panic!("{other:?}"),
            })
            .collect();
        assert_eq!(shown, ["每隔", "<{{ limit('a.every') }}>", "报告，", "直至", "<{{ x('*|*') }}>", "恢复。"]);
    }

    #[test]
    fn a_call_alone_on_its_line_is_an_insert_and_lists_nest() {
        let (blocks, findings, _) = blocks("{{ orgchart() }}\n\n1. 甲\n2. 乙\n   - 丙\n");
        assert!(findings.is_empty());
        assert!(
            matches!(blocks.as_slice(), [Block::Insert(_), Block::List { ordered: true, items }] if items.len() == 2 && items[1].len() == 2),
            "{blocks:?}"
        );
    }

    #[test]
    fn html_links_and_images_are_refused() {
        let (_, findings, _) = blocks("甲<b>乙</b>\n\n![图](../a.png)\n\n[网](http://example.com)\n");
        assert_eq!(findings.len(), 4, "{findings:?}");
    }
}
