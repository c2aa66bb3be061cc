//! STR06: nothing is printed empty or half filled.
//!
//! `load` refuses fields without a value; here are words that stand for a missing value, residue of
//! word processors, headings, tables and references that would print nothing, and records that an
//! old plan leaves half filled.

mod hollow;
mod unfilled;

use aho_corasick::AhoCorasick;

use crate::check::words::{Kind, Words};
use crate::check::{Context, names};
use crate::finding::Finding;
use crate::say;

/// Values that say that there is none.
const STANDINS: &[&str] = &[
    "待定",
    "待补",
    "待补充",
    "待填",
    "待填写",
    "待完善",
    "待确认",
    "待明确",
    "暂缺",
    "暂无",
    "略",
    "某某",
    "某某某",
    "TBD",
    "TODO",
    "N/A",
    "NULL",
    "null",
    "无内容",
    "空",
    "同上",
];

/// What word processors leave when a document is copied as text.
const RESIDUE: &[&str] =
    &["MERGEFORMAT", "PAGEREF ", "HYPERLINK \"", "REF _Ref", "_Toc", "TOC \\", "未找到引用源", "未定义书签", "Error! "];

pub(in crate::check) fn check(cx: &mut Context<'_>) {
    // One pass for all of them: every text of the plan is read.
    let residue = AhoCorasick::new(RESIDUE).ok();
    for words in cx.words {
        if let Some(found) = residue.as_ref().and_then(|marks| marks.find(words.text)).map(|mark| mark.range()) {
            let place = words.part(found, cx.sources);
            let message = say!("这里有文字处理软件留下的域代码", "a word processor left a field code here");
            cx.report_in(
                words,
                Finding::error(names::empty_value, place, message)
                    .help(say!("删去域代码，改用引用", "delete it; pull the value with a reference")),
            );
        } else if let Some(found) = standin(words) {
            let text = &words.text[found.clone()];
            let place = words.part(found.clone(), cx.sources);
            let message = say!("“{text}”不是内容", "'{text}' fills nothing in");
            cx.report_in(
                words,
                Finding::error(names::empty_value, place, message)
                    .help(say!("填上内容，或删掉这一项", "fill it in, or delete the entry")),
            );
        }
    }
    hollow::check(cx);
    unfilled::check(cx);
}

fn standin(words: &Words<'_>) -> Option<std::ops::Range<usize>> {
    let text = words.text;
    let trimmed = text.trim();
    // Prose is cut into pieces at references, so that a lone sign may be a piece.
    let whole = words.opens || !words.kind.is_prose();
    let only_signs = !trimmed.is_empty() && trimmed.chars().all(|c| "XxＸ×✕_＿?？*＊-—…./～~".contains(c));
    // A dash in a cell says that there is nothing to say, which is an answer.
    let dash = trimmed.chars().all(|c| matches!(c, '-' | '—' | '/'));
    let lone = STANDINS.contains(&trimmed) || (only_signs && !(dash && words.kind == Kind::Cell));
    if whole && lone {
        return Some(0..text.len());
    }
    if words.kind == Kind::Form {
        // Blanks to write on are what forms are made of.
        return None;
    }
    let brackets = text.contains(['（', '(']);
    let bracketed = STANDINS.iter().filter(|_| brackets).find_map(|word| {
        ["（", "("].into_iter().find_map(|open| {
            let close = if open == "（" { "）" } else { ")" };
            let whole = format!("{open}{word}{close}");
            (word.chars().count() > 1).then(|| text.find(&whole)).flatten().map(|at| at..at + whole.len())
        })
    });
    bracketed.or_else(|| text.find("___").map(|at| at..at + 3)).or_else(|| crosses(text)).or_else(|| somebody(text))
}

/// ××, XX: a place to fill in; not the end of a Latin word.
fn crosses(text: &str) -> Option<std::ops::Range<usize>> {
    for cross in ['×', 'X', 'Ｘ', 'x'] {
        let two: String = [cross; 2].iter().collect();
        for (at, found) in text.match_indices(two.as_str()) {
            let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric() && c != cross);
            let after = text[at..].trim_start_matches(cross).chars().next();
            if !latin(text[..at].chars().next_back()) && !latin(after) {
                return Some(at..at + found.len());
            }
        }
    }
    None
}

/// 某某公司, 某某科: a body still to be named.
fn somebody(text: &str) -> Option<std::ops::Range<usize>> {
    text.match_indices("某某").find_map(|(at, found)| {
        let after = &text[at + found.len()..];
        let bodies = ["公司", "单位", "部门", "科", "处", "局", "市", "县", "区", "省", "厅", "医院", "学校"];
        bodies.iter().any(|body| after.starts_with(body)).then_some(at..at + found.len())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn crosses_are_told_from_latin_words_and_products() {
        for hollow in ["××市财政局", "联系XX公司", "电话XXXX"] {
            assert!(crosses(hollow).is_some(), "{hollow}");
        }
        for fine in ["XXE注入", "7×24小时", "2×11kW", "MAXX型", "X射线"] {
            assert_eq!(crosses(fine), None, "{fine}");
        }
    }
}
