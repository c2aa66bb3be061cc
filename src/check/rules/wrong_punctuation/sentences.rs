//! Slips that show only in a whole block: brackets without a partner, sentences without an end,
//! items that end differently.

use crate::check::{Context, names};
use crate::finding::{Finding, Place};
use crate::model::prose::Reference;
use crate::say;
use crate::text::{Block, Inline};

const PAIRS: [(char, char); 5] = [('（', '）'), ('“', '”'), ('《', '》'), ('〔', '〕'), ('‘', '’')];
/// What may end a paragraph: a mark, or the end of a quotation. Marks of the wrong width have been
/// told by themselves.
const ENDS: &str = "。！？…：；”）》.!?:;,";

pub(super) fn check(cx: &mut Context<'_>) {
    for words in cx.words.iter().filter(|words| !words.kind.is_prose()) {
        if let Some((c, at)) = lonely(words.text) {
            let place = words.part(at..at + c.len_utf8(), cx.sources);
            cx.report_in(words, alone(c, place));
        }
    }
    let plan = cx.plan;
    if let Some(notice) = &plan.notice {
        blocks(&notice.blocks, cx);
    }
    for chapter in &plan.chapters {
        let before = cx.findings.len();
        blocks(&chapter.prose.blocks, cx);
        for finding in &mut cx.findings[before..] {
            finding.entity = Some(format!("section:{}", chapter.id));
        }
    }
}

/// A bracket, quote or title mark without its partner. The bracket of a typed number, 1）, is told
/// as such.
fn lonely(text: &str) -> Option<(char, usize)> {
    let mut open: Vec<(char, usize)> = Vec::new();
    for (at, c) in text.char_indices() {
        if PAIRS.iter().any(|(opens, _)| *opens == c) {
            open.push((c, at));
        } else if let Some((opens, _)) = PAIRS.iter().find(|(_, closes)| *closes == c)
            && !(open.is_empty() && text[..at].ends_with(|c: char| c.is_numeric()))
            && open.pop().is_none_or(|(last, _)| last != *opens)
        {
            return Some((c, at));
        }
    }
    open.pop()
}

fn alone(c: char, place: Place) -> Finding {
    Finding::warning(names::wrong_punctuation, place, say!("“{c}”没有配对", "'{c}' has no partner"))
        .help(say!("补上另一半，或删去这一半", "add the other half, or take this one out"))
}

fn blocks(all: &[Block<Reference>], cx: &mut Context<'_>) {
    for block in all {
        match block {
            Block::Heading { body, .. } => {
                pairs(body, cx);
                if let Some((place, c)) = end(body).filter(|(_, c)| "。；，、：".contains(*c)) {
                    let message = say!("标题末尾不用“{c}”", "a heading does not end in '{c}'");
                    let finding = Finding::warning(names::wrong_punctuation, place, message);
                    let finding = finding.help(say!("删去末尾的标点", "take the mark out"));
                    cx.report(finding.fix(say!("删去标题末尾的标点", "take the mark out"), place, ""));
                }
            }
            Block::Paragraph { body, .. } => {
                pairs(body, cx);
                if let Some((place, c)) = end(body).filter(|(_, c)| !ENDS.contains(*c)) {
                    let message = say!("段落没有句末标点", "this paragraph has no mark at its end");
                    let finding = Finding::warning(names::wrong_punctuation, place, message);
                    let finding = finding.help(say!("在“{c}”后加“。”", "put 。 behind '{c}'"));
                    let behind = Place { start: place.end, ..place };
                    let finding = match c {
                        '，' | '、' => finding.fix(say!("改为句号", "make it a full stop"), place, "。"),
                        _ => finding.fix(say!("加句号", "add a full stop"), behind, "。"),
                    };
                    cx.report(finding);
                }
            }
            Block::List { items, .. } => list(items, cx),
            Block::Table { head, rows } => {
                head.iter().chain(rows.iter().flatten()).for_each(|cell| pairs(cell, cx));
            }
            Block::Insert(_) => {}
        }
    }
}

/// Brackets of one run of words; a reference between them does not matter.
fn pairs(body: &[Inline<Reference>], cx: &mut Context<'_>) {
    let mut text = String::new();
    let mut parts: Vec<(usize, usize, Place)> = Vec::new();
    Inline::words(body, &mut |words, place| {
        parts.push((text.len(), words.len(), place));
        text.push_str(words);
    });
    let Some((c, at)) = lonely(&text) else { return };
    let part = parts.iter().find(|(start, length, _)| (*start..start + length).contains(&at));
    let Some((start, length, place)) = part else { return };
    let exact = (place.end - place.start) as usize == *length;
    let place = if exact { place.part(at - start..at - start + c.len_utf8()) } else { *place };
    cx.report(alone(c, place));
}

/// The last character of a run that ends in words, with its place.
fn end(body: &[Inline<Reference>]) -> Option<(Place, char)> {
    let Some(Inline::Text(text, place)) = body.last() else { return None };
    let last = text.trim_end().chars().next_back()?;
    // Where the source spells the text otherwise the place would be a guess.
    let exact = (place.end - place.start) as usize == text.len();
    let end = text.trim_end().len();
    exact.then(|| (place.part(end - last.len_utf8()..end), last))
}

/// Items of a list end alike: all in 。, or in ； and the last in 。, or all without a mark.
fn list(items: &[Vec<Block<Reference>>], cx: &mut Context<'_>) {
    let ends: Vec<Option<(Place, char)>> = items
        .iter()
        .map(|item| match item.as_slice() {
            [Block::Paragraph { body, .. }] => {
                pairs(body, cx);
                end(body)
            }
            blocks => {
                self::blocks(blocks, cx);
                None
            }
        })
        .collect();
    let known: Vec<(usize, Place, char)> =
        ends.iter().enumerate().filter_map(|(index, end)| end.map(|(place, c)| (index, place, c))).collect();
    let last = items.len().saturating_sub(1);
    let class = |c: char| if "。；".contains(c) { c } else { '无' };
    let Some(first) = known.first().map(|(_, _, c)| class(*c)) else { return };
    let odd = known.iter().find(|(index, _, c)| {
        let c = class(*c);
        if first == '；' && *index == last && last > 0 { c != '。' } else { c != first }
    });
    if let Some((_, place, _)) = odd {
        let message = say!("各项的末尾标点不一致", "the items of this list end in different marks");
        cx.report(Finding::warning(names::wrong_punctuation, *place, message).help(say!(
            "各项都用“。”；或者前面各项用“；”，最后一项用“。”",
            "end every item in 。, or all in ； and the last in 。"
        )));
    }
}
