//! Slips that show in the characters beside a mark: its width, and that of figures and letters.

use std::ops::Range;

use super::figures::{figures, is_year, phrases};

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
const BLACK_BRACKET: (&str, &str) = ("公文里不用“【】”", "official documents do not use 【】");

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

pub(super) fn one(at: Range<usize>, why: (&'static str, &'static str), right: impl Into<String>) -> Slip {
    Slip { edits: vec![(at.clone(), right.into())], at, why }
}

pub(super) fn is_chinese(c: char) -> bool {
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
