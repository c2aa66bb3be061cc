//! Slips that show in more than one mark: signs between figures, numbers of documents, days and items, 、
//! between titles, words for a year.

use super::marks::{Slip, is_chinese, one};

const NO_COMMA: (&str, &str) =
    ("并列的书名号、引号之间不加顿号（GB/T 15834）", "no 、 between titles or quotations in a row");
const TIMES: (&str, &str) = ("数字之间用乘号“×”", "figures are multiplied with ×");
const RANGE: (&str, &str) = ("数值范围用“～”（GB/T 15835）", "a range of figures takes ～");
const NUMBER: (&str, &str) =
    ("发文字号的年份用六角括号“〔〕”（GB/T 9704）", "the year of a document number stands in 〔〕");
const DAY: (&str, &str) = ("日期用“日”不用“号”", "a date takes 日");
const ORDER: (&str, &str) =
    ("标题在前、文号在后：《标题》（文号）", "the title comes first, the number behind it in brackets");
const ITEM: (&str, &str) = ("带括号的序号用完整的一对括号（GB/T 15834）", "a number in brackets has both of them");
const ITEM_DOT: (&str, &str) = ("阿拉伯数字序号后用下脚点“.”（GB/T 15834）", "an Arabic number takes a full point");
const RELATIVE: (&str, &str) = ("写出具体年份", "write the year");

/// Whether a bracket of `width` bytes, four figures, a bracket and a serial number stand here:
/// （2020）8号.
pub(super) fn is_year(text: &str, width: usize) -> bool {
    let Some(rest) = text.get(width..) else { return false };
    let year = run(rest);
    let Some(after) = rest[year..].chars().next().filter(|c| ")）]】".contains(*c)) else { return false };
    let serial = &rest[year + after.len_utf8()..];
    year == 4 && run(serial) > 0 && serial[run(serial)..].starts_with('号')
}

/// The length of the figures at the start.
fn run(text: &str) -> usize {
    text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len())
}

/// Signs between figures, years of document numbers, days.
pub(super) fn figures(text: &str, found: &mut Vec<Slip>) {
    for (at, c) in text.char_indices() {
        let (before, rest) = (&text[..at], &text[at..]);
        let after = &rest[c.len_utf8()..];
        let figures = before.len() - before.trim_end_matches(|c: char| c.is_ascii_digit()).len();
        let ahead = before[..before.len() - figures].chars().next_back();
        let apart = ahead.is_none_or(|c| !c.is_ascii_alphanumeric() && !"-.~～–".contains(c));
        let follows = run(after);
        let tail = after[follows..].chars().next();
        let at_end = at..at + c.len_utf8();
        match c {
            'x' | 'X' if figures > 0 && follows > 0 && apart && &before[before.len() - figures..] != "0" => {
                found.push(one(at_end, TIMES, "×"));
            }
            '~' | '-' | '–' if figures > 0 && follows > 0 && apart && tail.is_some_and(is_counted) => {
                found.push(one(at_end, RANGE, "～"));
            }
            '[' | '【' | '(' | '（' if ahead.is_some() && figures == 0 && is_year(rest, c.len_utf8()) => {
                let close = at + c.len_utf8() + 4;
                let end = close + text[close..].chars().next().map_or(0, char::len_utf8);
                let edits = vec![(at_end, "〔".to_owned()), (close..end, "〕".to_owned())];
                found.push(Slip { at: at..end, why: NUMBER, edits });
            }
            '号' if (1..=2).contains(&figures) && ahead == Some('月') && !after.starts_with("楼") => {
                found.push(one(at_end, DAY, "日"));
            }
            '《' if before.ends_with("号") || before.ends_with("号）") => {
                let start = before.rfind('〔').filter(|start| at - start < 40);
                found.extend(start.map(|start| Slip { at: start..at, why: ORDER, edits: Vec::new() }));
            }
            _ => {}
        }
    }
}

/// What is counted or measured: the range before it is one of amounts.
fn is_counted(c: char) -> bool {
    "分小天日月年人台次个元℃%秒份周倍路级步项条组辆部块只".contains(c)
}

/// Numbers of items in running text, words for a year.
pub(super) fn phrases(text: &str, found: &mut Vec<Slip>) {
    for (at, c) in text.char_indices().filter(|(_, c)| matches!(c, '）' | ')' | '、')) {
        let before = &text[..at];
        let figures = before.len() - before.trim_end_matches(|c: char| c.is_ascii_digit()).len();
        let start = at - figures;
        let leads = text[..start].trim_end().ends_with(['：', '；', '。', ':', ';']);
        let followed = text[at + c.len_utf8()..].chars().next().is_some_and(is_chinese);
        if !(1..=2).contains(&figures) || !leads || !followed {
            continue;
        }
        if c == '、' {
            found.push(one(at..at + c.len_utf8(), ITEM_DOT, "."));
        } else {
            let edits = vec![(start..start, "（".to_owned()), (at..at + c.len_utf8(), "）".to_owned())];
            let edits = if c == '）' { edits[..1].to_vec() } else { edits };
            found.push(Slip { at: start..at + c.len_utf8(), why: ITEM, edits });
        }
    }
    for two in ["》、《", "”、“"] {
        for (at, found_text) in text.match_indices(two) {
            let mark = at + found_text.chars().next().map_or(0, char::len_utf8);
            found.push(one(mark..mark + '、'.len_utf8(), NO_COMMA, ""));
        }
    }
    for word in ["今年", "去年", "明年", "前年"] {
        for (at, _) in text.match_indices(word) {
            if !text[..at].ends_with(['往', '当', '至']) {
                found.push(Slip { at: at..at + word.len(), why: RELATIVE, edits: Vec::new() });
            }
        }
    }
}
