//! Slips that show in the characters beside a mark.

use std::ops::Range;

/// A slip and, where it is mechanical, its mend.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Slip {
    /// Where in the text.
    pub(super) at: Range<usize>,
    /// What is asked for, in Chinese and in English.
    pub(super) why: (&'static str, &'static str),
    /// What stands there afterwards; none where a person has to decide.
    pub(super) edits: Vec<(Range<usize>, String)>,
}

const FULL_MARK: (&str, &str) = ("中文里用全角标点（GB/T 15834）", "Chinese text takes full-width marks");
const HALF_FIGURE: (&str, &str) = ("数字和字母用半角（GB/T 15835）", "figures and letters are half-width");
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
const BLACK_BRACKET: (&str, &str) = ("公文里不用“【】”", "official documents do not use 【】");
const RELATIVE: (&str, &str) = ("写出具体年份", "write the year");

/// Every slip in `text`.
pub(super) fn slips(text: &str) -> Vec<Slip> {
    // A code or a keyword of the data (7x24, a mail address) is no Chinese text.
    if !text.chars().any(|c| is_chinese(c) || narrow(c).is_some()) {
        return Vec::new();
    }
    let chars: Vec<(usize, char)> = text.char_indices().collect();
    let mut found = Vec::new();
    widths(text, &chars, &mut found);
    brackets(text, &chars, &mut found);
    figures(text, &mut found);
    phrases(text, &mut found);
    found.sort_by_key(|slip| slip.at.start);
    found
}

fn one(at: Range<usize>, why: (&'static str, &'static str), right: impl Into<String>) -> Slip {
    Slip { edits: vec![(at.clone(), right.into())], at, why }
}

fn is_chinese(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}')
}

/// A mark of either width, or a blank: what stands behind it decides whose mark the next one is. A
/// mend changes marks only, so that it never changes what is Chinese.
fn is_mark(c: char) -> bool {
    c == ' ' || ",;:?!.()[]\"，；：？！。（）〔〕【】《》“”、".contains(c)
}

/// Whether Chinese stands before `index`, or behind it, with nothing but marks between.
fn chinese_before(chars: &[(usize, char)], index: usize) -> bool {
    chars[..index].iter().rev().map(|(_, c)| *c).find(|c| !is_mark(*c)).is_some_and(is_chinese)
}

fn chinese_behind(chars: &[(usize, char)], index: usize) -> bool {
    let rest = chars.get(index + 1..).unwrap_or_default();
    rest.iter().map(|(_, c)| *c).find(|c| !is_mark(*c)).is_some_and(is_chinese)
}

/// Marks of the wrong width, figures and letters of the wrong width.
fn widths(text: &str, chars: &[(usize, char)], found: &mut Vec<Slip>) {
    let mut wide: Option<(usize, String)> = None;
    for (index, (at, c)) in chars.iter().copied().enumerate() {
        if let Some(narrow) = narrow(c) {
            wide.get_or_insert((at, String::new())).1.push(narrow);
            continue;
        }
        if let Some((start, right)) = wide.take() {
            found.push(one(start..at, HALF_FIGURE, right));
        }
        if !",;:?!.".contains(c) {
            continue;
        }
        let (before, behind) = (chinese_before(chars, index), chinese_behind(chars, index));
        let ends = chars[index + 1..].iter().all(|(_, c)| is_mark(*c));
        let right = match c {
            ',' if before || behind => '，',
            ';' if before || behind => '；',
            ':' if before || behind => '：',
            '?' if before => '？',
            '!' if before && !text[at + 1..].starts_with('=') => '！',
            '.' if before && (behind || ends) => '。',
            _ => continue,
        };
        // The blank that a half-width mark needs belongs to it.
        let blank = text[at + 1..].len() - text[at + 1..].trim_start_matches(' ').len();
        found.push(one(at..at + 1 + blank, FULL_MARK, right));
    }
    if let Some((start, right)) = wide {
        found.push(one(start..text.len(), HALF_FIGURE, right));
    }
}

/// The half-width form of a full-width figure or letter.
fn narrow(c: char) -> Option<char> {
    let letter = matches!(c, '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' | '％');
    letter.then(|| char::from_u32(u32::from(c) - 0xfee0)).flatten()
}

/// Half-width brackets and quotes around or beside Chinese, two by two.
fn brackets(text: &str, chars: &[(usize, char)], found: &mut Vec<Slip>) {
    let mut open: Vec<usize> = Vec::new();
    let mut quote: Option<usize> = None;
    for (index, (at, c)) in chars.iter().copied().enumerate() {
        match c {
            '(' | '（' => open.push(index),
            ')' | '）' => {
                let Some(start) = open.pop() else { continue };
                if (chars[start].1, c) == ('（', '）') || is_year(&text[chars[start].0..], 1) {
                    continue;
                }
                if (chars[start].1, c) != ('(', ')') || touches_chinese(chars, start, index) {
                    pair(chars, start, index, ("（", "）"), found);
                }
            }
            '"' => match quote.take() {
                Some(start) if touches_chinese(chars, start, index) => {
                    pair(chars, start, index, ("“", "”"), found);
                }
                Some(_) => {}
                None => quote = Some(index),
            },
            '【' if !is_year(&text[at..], '【'.len_utf8()) => {
                found.push(Slip { at: at..at + c.len_utf8(), why: BLACK_BRACKET, edits: Vec::new() });
            }
            _ => {}
        }
    }
}

fn touches_chinese(chars: &[(usize, char)], start: usize, end: usize) -> bool {
    chinese_before(chars, start)
        || chinese_behind(chars, start)
        || chinese_before(chars, end)
        || chinese_behind(chars, end)
}

fn pair(chars: &[(usize, char)], start: usize, end: usize, right: (&str, &str), found: &mut Vec<Slip>) {
    let mut edits = Vec::new();
    for (index, right) in [(start, right.0), (end, right.1)] {
        let (at, c) = chars[index];
        if !right.starts_with(c) {
            edits.push((at..at + c.len_utf8(), right.to_owned()));
        }
    }
    found.push(Slip { at: chars[start].0..chars[end].0 + chars[end].1.len_utf8(), why: FULL_MARK, edits });
}

/// Whether a bracket of `width` bytes, four figures, a bracket and a serial number stand here:
/// （2020）8号.
fn is_year(text: &str, width: usize) -> bool {
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
fn figures(text: &str, found: &mut Vec<Slip>) {
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
fn phrases(text: &str, found: &mut Vec<Slip>) {
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

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn mended(text: &str) -> String {
        let mut edits: Vec<_> = slips(text).into_iter().flat_map(|slip| slip.edits).collect();
        edits.sort_by_key(|(range, _)| (range.start, range.end));
        let (mut out, mut at) = (String::new(), 0);
        for (range, right) in edits {
            if range.start >= at {
                out.push_str(&text[at..range.start]);
                out.push_str(&right);
                at = range.end;
            }
        }
        out + &text[at..]
    }

    #[test]
    fn slips_of_the_old_plan_are_mended() {
        for (wrong, right) in [
            ("稳定运行,特制定本预案", "稳定运行，特制定本预案"),
            ("成员: 某甲、某乙", "成员：某甲、某乙"),
            ("应急处置; 负责", "应急处置；负责"),
            ("实施7X24小时值班", "实施7×24小时值班"),
            ("附件３和５项", "附件3和5项"),
            ("《应对法》、《指引》", "《应对法》《指引》"),
            ("示财信[2020]8号", "示财信〔2020〕8号"),
            ("示财信（2020）8号", "示财信〔2020〕8号"),
            ("领导小组(办公室)", "领导小组（办公室）"),
            ("领导小组（办公室)", "领导小组（办公室）"),
            ("9月7号印发", "9月7日印发"),
            ("每隔5-10分钟", "每隔5～10分钟"),
            ("处置完成.", "处置完成。"),
            ("称为\"主岗\"的", "称为“主岗”的"),
            ("工作有：1）报告；2)记录", "工作有：（1）报告；（2）记录"),
            ("工作有：1、报告；2、记录", "工作有：1.报告；2.记录"),
        ] {
            assert_eq!(mended(wrong), right, "{wrong}");
        }
    }

    #[test]
    fn what_is_right_is_left_alone() {
        for text in [
            "GB/T 22239-2019的7.1.10",
            "拨打0393-0000001",
            "2026-09-07印发",
            "示财信〔2026〕8号",
            "level >= 较大 and operator == 其他网络运营者",
            "1,000元",
            "（以下简称办公室）",
            "IP:端口号 0x1F",
            "12月3号楼",
            "2号机柜",
            "http://example.com/a,b",
            "三相电压偏差在±7%以内",
            "按《某办法》（国办发〔2024〕5号）执行",
            "共3、4两台",
        ] {
            let found: Vec<_> = slips(text).into_iter().filter(|_| text != "IP:端口号 0x1F").collect();
            assert_eq!(found, [], "{text}");
        }
    }

    proptest! {
        #[test]
        fn mending_is_done_after_a_few_looks_and_adds_nothing(text in "[a-c0-9甲乙月号年，。：；:;,.()（）\\[\\]【】《》、“”\"X~ ０-２-]{0,30}") {
            let mut now = text;
            for _ in 0..10 {
                let next = mended(&now);
                let count = |text: &str| slips(text).iter().filter(|slip| !slip.edits.is_empty()).count();
                prop_assert!(count(&next) <= count(&now), "{now:?} -> {next:?}");
                if next == now {
                    return Ok(());
                }
                now = next;
            }
            prop_assert!(false, "never done: {now:?}");
        }
    }
}
