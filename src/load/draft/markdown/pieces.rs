//! The pieces of a checklist: headings, items with what stands below them, paragraphs.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::super::super::faults;
use super::super::{Reading, STEP_LIMIT};
use crate::finding::{Finding, Place};
use crate::say;

/// Most lists inside each other.
const DEPTH_LIMIT: usize = 24;

/// An item of a list.
#[derive(Debug)]
pub(super) struct Item {
    pub(super) place: Place,
    pub(super) text: String,
    pub(super) items: Vec<Item>,
    /// Further paragraphs.
    pub(super) more: Vec<String>,
}

/// A piece of the file.
#[derive(Debug)]
pub(super) enum Piece {
    Heading(String, Place),
    Item(Item),
    Paragraph(String, Place),
    /// A table, code, HTML: as written.
    Other(String, Place),
}

/// The pieces of the file in order.
pub(super) fn pieces(cx: &mut Reading<'_>) -> Option<Vec<Piece>> {
    let options = Options::ENABLE_TABLES | Options::ENABLE_TASKLISTS | Options::ENABLE_STRIKETHROUGH;
    let mut pieces = Vec::new();
    let mut open: Vec<Item> = Vec::new();
    let mut words = String::new();
    let mut raw = 0_usize;
    let mut lists = 0_usize;
    let mut count = 0_usize;
    let text = cx.text;
    let file = cx.file;
    let source = |range: &std::ops::Range<usize>| text.get(range.clone()).unwrap_or("").trim_end();
    let line = |range: &std::ops::Range<usize>| {
        let first = source(range).lines().next().map_or(0, str::len);
        Place::new(file, range.start..range.start + first)
    };
    for (event, range) in Parser::new_ext(text, options).into_offset_iter() {
        match event {
            Event::Start(Tag::Table(_) | Tag::CodeBlock(_) | Tag::HtmlBlock) => {
                if raw == 0 {
                    let other = source(&range).to_owned();
                    match open.last_mut() {
                        Some(item) => item.more.push(other),
                        None => pieces.push(Piece::Other(other, line(&range))),
                    }
                }
                raw += 1;
            }
            Event::End(TagEnd::Table | TagEnd::CodeBlock | TagEnd::HtmlBlock) => raw = raw.saturating_sub(1),
            _ if raw > 0 => {}
            Event::Start(Tag::List(_)) => {
                settle(&mut words, &mut open);
                lists += 1;
                if lists > DEPTH_LIMIT {
                    let message =
                        say!("列表套了超过 {DEPTH_LIMIT} 层", "lists are nested more than {DEPTH_LIMIT} deep");
                    let finding = Finding::error(faults::OVER_LIMIT, line(&range), message);
                    cx.findings.push(finding.help(say!("拆成几个方案", "split it into several playbooks")));
                    return None;
                }
            }
            Event::End(TagEnd::List(_)) => lists -= 1,
            Event::Start(Tag::Item) => {
                count += 1;
                if count > STEP_LIMIT {
                    cx.too_many(line(&range));
                    return None;
                }
                open.push(Item { place: line(&range), text: String::new(), items: Vec::new(), more: Vec::new() });
            }
            Event::End(TagEnd::Item) => {
                settle(&mut words, &mut open);
                let Some(item) = open.pop() else { continue };
                match open.last_mut() {
                    Some(parent) => parent.items.push(item),
                    None => pieces.push(Piece::Item(item)),
                }
            }
            Event::End(TagEnd::Heading(_)) => {
                let text = std::mem::take(&mut words);
                pieces.push(Piece::Heading(text.trim().to_owned(), line(&range)));
            }
            Event::End(TagEnd::Paragraph) => {
                if open.is_empty() {
                    let text = std::mem::take(&mut words);
                    pieces.push(Piece::Paragraph(text.trim().to_owned(), line(&range)));
                } else {
                    settle(&mut words, &mut open);
                }
            }
            Event::Text(own) | Event::Code(own) | Event::InlineHtml(own) => words.push_str(&own),
            Event::SoftBreak | Event::HardBreak => words.push('\n'),
            _ => {}
        }
    }
    Some(pieces)
}

/// Gives the words read so far to the item they belong to.
fn settle(words: &mut String, open: &mut [Item]) {
    let text = std::mem::take(words);
    let text = text.trim().replace('\n', "");
    if let Some(item) = open.last_mut().filter(|_| !text.is_empty()) {
        if item.text.is_empty() { item.text = text } else { item.more.push(text) }
    }
}
