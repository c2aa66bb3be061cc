//! Periods in texts, and the fields that hold them.

use std::ops::Range;

use crate::finding::Place;
use crate::model::quantity::Dimension;
use crate::model::{Entity, Plan, Quantity, Sourced};

/// Units of periods as people write them, with the source spelling.
const UNITS: [(&str, &str); 10] = [
    ("个工作日", "个工作日"),
    ("工作日", "个工作日"),
    ("个小时", "h"),
    ("小时", "h"),
    ("分钟", "min"),
    ("个月", "个月"),
    ("天", "天"),
    ("min", "min"),
    ("h", "h"),
    ("℃", "℃"),
];

/// The periods and temperatures in `text`.
pub(super) fn typed(text: &str) -> Vec<(Range<usize>, Quantity)> {
    let mut found = Vec::new();
    let figure = |c: char| c.is_ascii_digit() || "一二两三四五六七八九十半".contains(c);
    let mut at = 0;
    while let Some(start) = text[at..].find(figure).map(|found| at + found) {
        let length = text[start..].find(|c| !figure(c)).unwrap_or(text.len() - start);
        at = start + length;
        // 7×24小时, 第三天, 2.5小时, 十一月 are no periods of this kind.
        let before = text[..start].chars().next_back();
        if before.is_some_and(|c| "×xX第.-～—月年〔/".contains(c) || c.is_ascii_alphanumeric()) {
            continue;
        }
        let Some((word, source)) = UNITS.iter().find(|(word, _)| text[at..].starts_with(word)) else { continue };
        let end = at + word.len();
        if word.is_ascii() && text[end..].starts_with(|c: char| c.is_ascii_alphanumeric()) {
            continue;
        }
        let Some(value) = value(&text[start..at]) else { continue };
        let written = match (value, *source) {
            (0, "h") => "30min".to_owned(),
            (0, _) => continue,
            (value, source) => format!("{value}{source}"),
        };
        if let Ok(quantity) = Quantity::parse(&written) {
            found.push((start..end, quantity));
        }
    }
    found
}

/// The value of 30, 三十, 两; 0 for 半.
fn value(text: &str) -> Option<i64> {
    if text.bytes().all(|b| b.is_ascii_digit()) {
        return text.parse().ok();
    }
    let digit = |c: char| "一二三四五六七八九".chars().position(|own| own == c).map(|at| at as i64 + 1);
    let chars: Vec<char> = text.chars().collect();
    match chars.as_slice() {
        ['半'] => Some(0),
        ['两'] => Some(2),
        ['十'] => Some(10),
        [c] => digit(*c),
        ['十', c] => Some(10 + digit(*c)?),
        [c, '十'] => Some(10 * digit(*c)?),
        [c, '十', d] => Some(10 * digit(*c)? + digit(*d)?),
        _ => None,
    }
}

/// Whether the period is the cycle of a report: 每隔30分钟上报一次.
pub(super) fn is_report_cycle(text: &str, range: &Range<usize>) -> bool {
    let before = &text[..range.start];
    let behind: String = text[range.end..].chars().take(8).collect();
    (before.ends_with('每') || before.ends_with("每隔"))
        && ["报告", "上报", "续报"].iter().any(|word| behind.contains(word))
}

/// 7×24小时值班, however the sign is written.
pub(super) fn round_the_clock(text: &str) -> Option<Range<usize>> {
    ["7×24", "7x24", "7X24", "７×２４"].iter().find_map(|sign| {
        let at = text.find(sign)?;
        let behind = &text[at..];
        let word = ["值班", "值守"].iter().find_map(|word| behind.find(word).map(|end| end + word.len()))?;
        (behind[..word].chars().count() <= 14).then(|| at..at + word)
    })
}

/// Every field that prose may pull with `limit` or `policy`: the call, the value, the place.
pub(super) fn fields(plan: &Plan) -> Vec<(String, Quantity, Place)> {
    let mut fields = Vec::new();
    let mut add = |call: String, value: &Option<Sourced<Quantity>>| {
        let timely = |value: &&Sourced<Quantity>| {
            matches!(value.dimension(), Dimension::Time | Dimension::WorkTime | Dimension::Calendar)
        };
        fields.extend(value.as_ref().filter(timely).map(|value| (call, value.value, value.place)));
    };
    let policy = &plan.head.policy;
    add("policy('review_max_age')".to_owned(), &policy.review_max_age);
    add("policy('training_max_age')".to_owned(), &policy.training_max_age);
    add("policy('contract_warn_before')".to_owned(), &policy.contract_warn_before);
    add("policy('drill_max_age.comprehensive')".to_owned(), &Some(policy.drill_max_age.comprehensive.clone()));
    for report in &plan.reports {
        let id = report.id();
        add(format!("limit('{id}.every')"), &report.every);
        add(format!("limit('{id}.within')"), &report.within);
    }
    for group in &plan.groups {
        let id = group.id();
        for (kind, power) in group.authority.powers() {
            add(format!("limit('{id}.{}.within')", kind.word()), &power.within);
        }
    }
    for posture in &plan.postures {
        for (number, measure) in posture.measures.iter().enumerate() {
            add(format!("limit('{}.{}.every')", posture.id(), number + 1), &measure.every);
            add(format!("limit('{}.{}.within')", posture.id(), number + 1), &measure.within);
        }
    }
    fields
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_are_told_from_other_numbers() {
        let found = |text: &str| typed(text).into_iter().map(|(range, _)| text[range].to_owned()).collect::<Vec<_>>();
        assert_eq!(
            found("每隔30分钟上报，半小时内到场，超过1个工作日或三十天"),
            ["30分钟", "半小时", "1个工作日", "三十天"]
        );
        assert_eq!(found("7×24小时值班，第三天，12月30日，2.5小时，2026年"), Vec::<String>::new());
        let half = typed("半小时")[0].1;
        assert_eq!(half.compare(&Quantity::parse("30min").unwrap()), Some(std::cmp::Ordering::Equal));
        assert!(round_the_clock("实施7X24小时值班巡查制度").is_some());
        assert_eq!(round_the_clock("7×24小时可用"), None);
    }
}
