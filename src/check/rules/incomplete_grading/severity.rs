//! Severity told in everyday words, where a grade is meant.

use super::error;
use crate::check::Context;
use crate::check::words::{Kind, Words};
use crate::say;

/// Words that sound like a grade and are none.
const LOOSE: [&str; 14] = [
    "情况极为严重",
    "情况特别严重",
    "情况严重",
    "极为严重",
    "极其严重",
    "十分严重",
    "非常严重",
    "较为严重",
    "比较严重",
    "影响严重",
    "后果严重",
    "事态严重",
    "一般重大",
    "严重时",
];
/// Words that lean on a grading.
const GRADING: [&str; 4] = ["分级原则", "分级标准", "分级上报", "分级响应"];
/// What is not about grades of events.
const LAW: [&str; 6] = ["处分", "追究", "法律责任", "刑事", "行政处罚", "处罚"];

pub(super) fn check(cx: &mut Context<'_>) {
    let spoken = |words: &&Words<'_>| {
        words.kind.is_order() || matches!(words.kind, Kind::Paragraph | Kind::Item | Kind::Remark | Kind::Cell)
    };
    for words in cx.words.iter().filter(spoken) {
        if LAW.iter().any(|word| words.text.contains(word)) {
            continue;
        }
        let mut taken: Vec<std::ops::Range<usize>> = Vec::new();
        for word in LOOSE {
            for range in words.find(word) {
                let known = taken.iter().any(|other| range.start < other.end && other.start < range.end);
                if known || words.text[range.end..].starts_with('（') {
                    continue;
                }
                let place = words.part(range.clone(), cx.sources);
                taken.push(range);
                let message = say!("“{word}”不是一个级别", "'{word}' is no grade");
                let help = say!(
                    "写级别：一般、较大、重大、特别重大；条件里写 level >= 较大",
                    "name a grade: 一般, 较大, 重大, 特别重大; in a condition level >= 较大"
                );
                cx.report_in(words, error(place, message).help(help));
            }
        }
        if cx.plan.levels.is_empty()
            && let Some(range) = GRADING.iter().find_map(|word| words.find(word).next())
        {
            let place = words.part(range, cx.sources);
            let message = say!("按分级办，可是预案没有分级", "this goes by a grading that the plan does not have");
            cx.report_in(words, error(place, message).help(say!("写 levels", "write levels")));
        }
    }
}
