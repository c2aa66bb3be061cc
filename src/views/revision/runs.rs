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
    runs
}

/// The words of a text. A telephone number, a figure with its point, an address are one word each:
/// half of one exchanged would be misread.
fn words_of(text: &str) -> Vec<&str> {
    let mut words: Vec<&str> = Vec::new();
    let (mut start, mut end) = (0, 0);
    for word in text.tokenize_unicode_words() {
        let glued = word.chars().chain(text[start..end].chars()).all(|c| c.is_ascii_graphic());
        if !glued && start < end {
            words.push(&text[start..end]);
            start = end;
        }
        end += word.len();
    }
    if start < end {
        words.push(&text[start..end]);
    }
    words
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
        assert_eq!(marked(&before), "系统中断超过[-30-]分钟的，报告总指挥");
        assert_eq!(marked(&after), "系统中断超过[+60+]分钟的，报告总指挥");
    }

    #[test]
    fn a_number_is_exchanged_as_a_whole() {
        let (before, after) = compare("电话0393-0000017（7×24小时）", "电话0393-0000012（7×24小时）");
        assert_eq!(marked(&before), "电话[-0393-0000017-]（7×24小时）");
        assert_eq!(marked(&after), "电话[+0393-0000012+]（7×24小时）");
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
