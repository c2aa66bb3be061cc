//! Words with marks: what was taken out, what was put in.

use serde::Serialize;
use similar::{ChangeTag, TextDiff};

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

/// Old and new words, each with what differs marked. Texts that share little are marked as wholes:
/// scattered single characters help nobody.
pub(super) fn compare(old: &str, new: &str) -> (Vec<Run>, Vec<Run>) {
    let diff = TextDiff::from_unicode_words(old, new);
    if diff.ratio() < 0.4 {
        return (vec![Run::deleted(old)], vec![Run::added(new)]);
    }
    let (mut before, mut after) = (Vec::new(), Vec::new());
    for change in diff.iter_all_changes() {
        let text = change.value();
        match change.tag() {
            ChangeTag::Equal => {
                push(&mut before, text, Mark::Same);
                push(&mut after, text, Mark::Same);
            }
            ChangeTag::Delete => push(&mut before, text, Mark::Deleted),
            ChangeTag::Insert => push(&mut after, text, Mark::Added),
        }
    }
    (before, after)
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
