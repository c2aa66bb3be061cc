//! What fact the label of a form field asks for.
//!
//! The head of a Chinese noun phrase stands last: 影响人数 asks for a number of persons, 签发人手机
//! for a phone. So each part of a label is read from its end.

use crate::model::form::FieldType;

/// A fact that has a box of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fact {
    Time,
    Place,
    Person,
    Phone,
    Fax,
    Count,
    Money,
    Measure,
    Scope,
    Degree,
    Harm,
    Cause,
    Nature,
    Level,
    Action,
    Effect,
    Course,
    Clue,
}

/// The words a fact ends in.
const HEADS: &[(Fact, &[&str])] = &[
    (Fact::Time, &["时间", "日期", "时刻"]),
    (Fact::Place, &["地点", "位置", "场所"]),
    (Fact::Phone, &["电话", "手机", "手机号", "联系方式", "号码", "热线"]),
    (Fact::Fax, &["传真"]),
    (
        Fact::Person,
        &["姓名", "联系人", "报告人", "签发人", "填报人", "审核人", "批准人", "操作人", "负责人", "经办人", "接报人"],
    ),
    (Fact::Count, &["人数", "人次", "伤亡", "数量", "台数", "次数", "条数"]),
    (Fact::Money, &["损失", "金额", "费用", "价值"]),
    (Fact::Measure, &["时长", "温度", "湿度", "电压", "电量", "负载", "负载率", "剩余时间", "后备时间"]),
    (Fact::Scope, &["范围"]),
    (Fact::Degree, &["程度"]),
    (Fact::Harm, &["后果", "危害"]),
    (Fact::Cause, &["原因"]),
    (Fact::Nature, &["性质", "类型", "类别"]),
    (Fact::Level, &["级别", "等级"]),
    (Fact::Action, &["措施"]),
    (Fact::Effect, &["效果", "成效"]),
    (Fact::Course, &["经过", "过程", "描述"]),
    (Fact::Clue, &["线索"]),
];

/// What may follow the head without changing the fact.
const TAILS: &[&str] = &["情况", "判断", "初判", "评估", "分析", "说明", "信息"];

/// What joins parts of a label that ask for several things.
const JOINTS: &[&str] = &["、", "，", ",", "/", "和", "及", "与", "以及", "；"];

/// The label without what stands in brackets.
pub(super) fn bare(label: &str) -> String {
    let mut depth = 0_usize;
    let keep = |c: char| {
        match c {
            '（' | '(' => depth += 1,
            '）' | ')' => {
                depth = depth.saturating_sub(1);
                return None;
            }
            _ => {}
        }
        (depth == 0 && !c.is_whitespace()).then_some(c)
    };
    label.chars().filter_map(keep).collect()
}

/// The fact a part of a label asks for.
fn fact(part: &str) -> Option<Fact> {
    let mut head = part;
    while let Some(cut) = TAILS.iter().find_map(|tail| head.strip_suffix(tail)).filter(|cut| !cut.is_empty()) {
        head = cut;
    }
    let ends = HEADS.iter().flat_map(|(fact, words)| words.iter().map(move |word| (*fact, *word)));
    let longest = ends.filter(|(_, word)| head.ends_with(word)).max_by_key(|(_, word)| word.len());
    longest.map(|(fact, _)| fact)
}

/// Every fact the label asks for, in order, none twice.
pub(super) fn asked(label: &str) -> Vec<Fact> {
    let mut parts = vec![bare(label)];
    for joint in JOINTS {
        parts = parts.iter().flat_map(|part| part.split(joint).map(str::to_owned)).collect();
    }
    let mut found = Vec::new();
    for fact in parts.iter().filter_map(|part| fact(part)) {
        if !found.contains(&fact) {
            found.push(fact);
        }
    }
    found
}

impl Fact {
    /// The types that can hold it; empty where any can.
    pub(super) fn types(self) -> &'static [FieldType] {
        match self {
            Self::Time => &[FieldType::DateTime, FieldType::Date],
            Self::Phone | Self::Fax => &[FieldType::Phone],
            Self::Count | Self::Money | Self::Measure => &[FieldType::Quantity, FieldType::Integer],
            _ => &[],
        }
    }

    /// Whether it takes sentences, not a word.
    pub(super) fn is_narrative(self) -> bool {
        matches!(self, Self::Course | Self::Cause | Self::Action | Self::Clue)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_asks_for_what_its_parts_end_in() {
        for (label, facts) in [
            ("事件发生时间、地点", vec![Fact::Time, Fact::Place]),
            ("影响范围、影响程度、影响人数、经济损失情况", vec![Fact::Scope, Fact::Degree, Fact::Count, Fact::Money]),
            ("事件导致的后果、发生原因和事件性质判断", vec![Fact::Harm, Fact::Cause, Fact::Nature]),
            ("已采取的措施及效果", vec![Fact::Action, Fact::Effect]),
            ("签发人手机", vec![Fact::Phone]),
            ("造成的危害和后果", vec![Fact::Harm]),
            ("联系方式（含手机）", vec![Fact::Phone]),
            ("需要有关部门和单位协助处置的有关事宜", vec![]),
            ("原因初步分析", vec![]),
            ("备注", vec![]),
        ] {
            assert_eq!(asked(label), facts, "{label}");
        }
    }
}
