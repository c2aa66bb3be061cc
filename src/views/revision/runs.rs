//! Words with marks: what was taken out, what was put in.

use serde::Serialize;
use similar::{ChangeTag, DiffableStr, TextDiff};

use crate::diff::{Part, Value};
use crate::model::Clearance;

/// What stands where a name is not for this reader; the same on both sides, so that it tells nothing.
const MASKED: &str = "（内部掌握）";

/// What stands between the values of a list.
const SEPARATOR: &str = "、";

/// What happened to words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Mark {
    /// Nothing.
    Same,
    /// Taken out.
    Deleted,
    /// Put in.
    Added,
}

/// A stretch of words with one mark.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Run {
    /// The words.
    pub text: String,
    /// What happened to them.
    pub mark: Mark,
}

impl Run {
    pub(super) fn same(text: impl Into<String>) -> Self {
        Self { text: text.into(), mark: Mark::Same }
    }

    pub(super) fn deleted(text: impl Into<String>) -> Self {
        Self { text: text.into(), mark: Mark::Deleted }
    }

    pub(super) fn added(text: impl Into<String>) -> Self {
        Self { text: text.into(), mark: Mark::Added }
    }
}

/// Shown words for a reader of `clearance`.
pub(in crate::views) fn words(parts: &[Part], clearance: Clearance) -> String {
    let mut words = String::new();
    let closed = |part: &Part| part.needs > clearance;
    let mut rest = parts;
    while let [part, after @ ..] = rest {
        rest = after;
        if !closed(part) {
            words.push_str(&part.text);
            continue;
        }
        words.push_str(MASKED);
        // How many names are masked is not told either.
        loop {
            rest = match rest {
                [separator, next, ..] if separator.text == SEPARATOR && closed(next) => &rest[2..],
                [next, ..] if closed(next) => &rest[1..],
                _ => break,
            };
        }
    }
    words
}

/// A value for a reader of `clearance`.
pub(in crate::views) fn value(value: &Value, clearance: Clearance) -> String {
    words(&value.parts(), clearance)
}

/// Old and new words, each with what differs marked.
pub(super) fn compare(old: &str, new: &str) -> (Vec<Run>, Vec<Run>) {
    let (mut before, mut after) = (Vec::new(), Vec::new());
    for run in interleave(old, new) {
        match run.mark {
            Mark::Same => {
                push(&mut before, &run.text, Mark::Same);
                push(&mut after, &run.text, Mark::Same);
            }
            Mark::Deleted => push(&mut before, &run.text, Mark::Deleted),
            Mark::Added => push(&mut after, &run.text, Mark::Added),
        }
    }
    (before, after)
}

/// Old and new words in one stretch, what is gone before what came in its place. Texts that share
/// little are marked as wholes: scattered single characters help nobody.
pub(in crate::views) fn interleave(old: &str, new: &str) -> Vec<Run> {
    let (before, after) = (words_of(old), words_of(new));
    let diff = TextDiff::from_slices(&before, &after);
    if diff.ratio() < 0.4 {
        return [Run::deleted(old), Run::added(new)].into_iter().filter(|run| !run.text.is_empty()).collect();
    }
    let mut runs = Vec::new();
    for change in diff.iter_all_changes() {
        let mark = match change.tag() {
            ChangeTag::Equal => Mark::Same,
            ChangeTag::Delete => Mark::Deleted,
            ChangeTag::Insert => Mark::Added,
        };
        push(&mut runs, change.value(), mark);
    }
    settle(&mut runs);
    runs
}

/// Moves a marked stretch back over words that it ends with, too, where it then ends with a mark of
/// punctuation: 先（报警、）报告 and not 先报（警、报）告.
fn settle(runs: &mut Vec<Run>) {
    for at in 1..runs.len() {
        let [.., before, marked] = &runs[..=at] else { continue };
        if before.mark != Mark::Same || marked.mark == Mark::Same {
            continue;
        }
        let left: Vec<char> = before.text.chars().collect();
        let mut text: Vec<char> = marked.text.chars().collect();
        let shared = left.iter().rev().zip(text.iter().rev()).take_while(|(a, b)| a == b && !a.is_ascii());
        let Some(back) = (1..=shared.count()).find(|back| pauses(text[text.len() - 1 - back % text.len()])) else {
            continue;
        };
        if pauses(text[0]) || pauses(text[text.len() - 1]) {
            continue;
        }
        let (kept, moved) = left.split_at(left.len() - back);
        text.rotate_right(back);
        let moved: String = moved.iter().collect();
        runs[at - 1].text = kept.iter().collect();
        runs[at].text = text.into_iter().collect();
        match runs.get_mut(at + 1) {
            Some(next) if next.mark == Mark::Same => next.text.insert_str(0, &moved),
            _ => runs.insert(at + 1, Run::same(moved)),
        }
    }
    runs.retain(|run| !run.text.is_empty());
}

fn pauses(character: char) -> bool {
    matches!(character, '，' | '、' | '；' | '：' | '。')
}

/// What a figure stands with: 8小时 is exchanged for 4小时, or a line could end between 84 and 小时.
const UNITS: &[&str] =
    &["个工作日", "个月", "小时", "分钟", "秒", "天", "周", "年", "月", "日", "人", "台", "具", "份", "次"];

/// The words of a text. A telephone number, a figure with its point and its unit, an address, the
/// number of a document are one word each: half of one exchanged would be misread.
fn words_of(text: &str) -> Vec<&str> {
    let mut words: Vec<&str> = Vec::new();
    let (mut start, mut end, mut held) = (0, 0, 0);
    for word in text.tokenize_unicode_words() {
        if text[..end].ends_with(|last: char| last.is_ascii_digit()) {
            held =
                held.max(end + UNITS.iter().find(|unit| text[end..].starts_with(**unit)).map_or(0, |unit| unit.len()));
        }
        let glued = word.chars().chain(text[start..end].chars()).all(|c| c.is_ascii_graphic());
        if !glued && end >= held && start < end {
            words.push(&text[start..end]);
            start = end;
        }
        held = held.max(end + document_number(&text[end..]));
        end += word.len();
    }
    if start < end {
        words.push(&text[start..end]);
    }
    words
}

/// How long the number of a document at the head of a text is, 〔2025〕6号; 0 where there is none.
fn document_number(text: &str) -> usize {
    let digits = |text: &str| text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let number = || {
        let rest = text.strip_prefix('〔')?;
        let rest = rest[digits(rest)..].strip_prefix('〕')?;
        let serial = digits(rest);
        (serial > 0).then(|| rest[serial..].strip_prefix('号'))?
    };
    number().map_or(0, |rest| text.len() - rest.len())
}

fn push(runs: &mut Vec<Run>, text: &str, mark: Mark) {
    match runs.last_mut().filter(|run| run.mark == mark) {
        Some(run) => run.text.push_str(text),
        None => runs.push(Run { text: text.to_owned(), mark }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(runs: &[Run]) -> String {
        runs.iter()
            .map(|run| match run.mark {
                Mark::Same => run.text.clone(),
                Mark::Deleted => format!("[-{}-]", run.text),
                Mark::Added => format!("[+{}+]", run.text),
            })
            .collect()
    }

    #[test]
    fn numbers_are_whole_and_what_stayed_is_not_marked() {
        let (before, after) = compare("系统中断超过30分钟的，报告总指挥", "系统中断超过60分钟的，报告总指挥");
        assert_eq!(marked(&before), "系统中断超过[-30分钟-]的，报告总指挥");
        assert_eq!(marked(&after), "系统中断超过[+60分钟+]的，报告总指挥");
        let told = interleave("施行日期：2017年6月1日", "施行日期：2026年1月1日");
        assert_eq!(marked(&told), "施行日期：[-2017年6月-][+2026年1月+]1日");
    }

    #[test]
    fn a_number_is_exchanged_as_a_whole() {
        let (before, after) = compare("电话0393-0000017（7×24小时）", "电话0393-0000012（7×24小时）");
        assert_eq!(marked(&before), "电话[-0393-0000017-]（7×24小时）");
        assert_eq!(marked(&after), "电话[+0393-0000012+]（7×24小时）");
    }

    #[test]
    fn a_document_number_is_exchanged_as_a_whole() {
        let (before, after) = compare("原预案（示财信〔2020〕8号）同时废止", "原预案（示财信〔2025〕6号）同时废止");
        assert_eq!(marked(&before), "原预案（示财信[-〔2020〕8号-]）同时废止");
        assert_eq!(marked(&after), "原预案（示财信[+〔2025〕6号+]）同时废止");
    }

    #[test]
    fn what_came_ends_where_a_reader_pauses() {
        let told = interleave(
            "单人值班时先处置，再报告。有烟的区域不得进入",
            "单人值班时先报警、报告，再处置。有烟的区域不得进入",
        );
        assert_eq!(marked(&told), "单人值班时先[-处置，再-][+报警、+]报告[+，再处置+]。有烟的区域不得进入");
        // Nothing to gain, nothing moved; a figure is not taken apart.
        let told = interleave("核对甲项和乙项", "核对甲项、丙项和乙项");
        assert_eq!(marked(&told), "核对甲项[+、丙项+]和乙项");
        let told = interleave("每3小时一次", "每33小时一次");
        assert_eq!(marked(&told), "每[-3小时-][+33小时+]一次");
    }

    #[test]
    fn other_words_are_other_words() {
        let (before, after) = compare("先抢救数据", "立即组织全体人员撤离机房");
        assert_eq!((before.len(), after.len()), (1, 1));
    }

    #[test]
    fn a_name_above_the_reader_is_masked_once() {
        let parts = [
            Part { text: "张某甲".into(), needs: Clearance::Restricted },
            Part { text: "、李某乙".into(), needs: Clearance::Restricted },
        ];
        assert_eq!(words(&parts, Clearance::Public), MASKED);
        assert_eq!(words(&parts, Clearance::Restricted), "张某甲、李某乙");
    }
}
