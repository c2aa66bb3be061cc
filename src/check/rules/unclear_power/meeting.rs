//! Powers that a text lets wait for a meeting.
//!
//! A sentence binds an act to a body's decision when the body, a word of collective decision and an
//! act of a power stand in it in this order: 经领导小组决定，应急预案启动.

use std::ops::Range;

use crate::check::words::{Kind, Words};
use crate::check::{Context, names};
use crate::finding::Finding;
use crate::model::Plan;
use crate::model::org::{Group, GroupKind};
use crate::say;

/// What a body does together.
const DECIDES: &[&str] = &[
    "召开会议",
    "会商决定",
    "会议决定",
    "会议研究",
    "研究决定",
    "集体研究",
    "集体决定",
    "讨论决定",
    "分析判断、决定",
    "召开",
    "决定",
    "研究",
    "讨论",
    "审议",
    "批准",
    "同意",
];

/// What tells that the condition does not hold, or no longer.
const NOT: &[&str] = &["不以", "无须", "不须", "不必", "旧版", "改为"];

/// Words that make one person, or an office that is staffed, of the body before them.
const SINGLE: &[&str] = &["办公室", "组长", "副组长", "主任", "成员", "负责人"];

/// Acts that a power allows and that cannot wait, with the power's key.
const ACTS: &[(&str, &str)] = &[
    ("启动", "activate"),
    ("报案", "police_report"),
    ("报警", "police_report"),
    ("公安", "police_report"),
    ("上报", "outside_report"),
    ("报送", "outside_report"),
    ("报告", "outside_report"),
    ("联系外部", "outside_report"),
    ("关停", "stop_system"),
    ("停用", "stop_system"),
    ("停止系统", "stop_system"),
    ("发布信息", "public_statement"),
];

pub(super) fn check(cx: &mut Context<'_>) {
    let bodies = bodies(cx.plan);
    let spoken =
        |words: &&Words<'_>| words.kind.is_order() || matches!(words.kind, Kind::Paragraph | Kind::Item | Kind::Remark);
    for words in cx.words.iter().filter(spoken) {
        for (range, act, key) in waiting(words.text, &bodies) {
            let place = words.part(range, cx.sources);
            let message = say!("“{act}”要等机构开会或集体决定", "'{act}' waits for a body to meet and decide");
            let help = say!(
                "由 authority 的 {key} 写明的岗位当场决定，事后向机构报告",
                "let the role named by {key} under authority decide at once and tell the body afterwards"
            );
            cx.report_in(words, Finding::error(names::unclear_power, place, message).help(help));
        }
    }
}

/// What collective bodies are called.
fn bodies(plan: &Plan) -> Vec<&str> {
    let meets = |group: &&Group| matches!(group.kind, GroupKind::Leading | GroupKind::Command | GroupKind::Experts);
    let groups = plan.groups.iter().filter(meets);
    let names = groups.flat_map(|group| std::iter::once(&group.name).chain(&group.aliases));
    let mut all: Vec<_> = names.map(|name| name.value.as_str()).collect();
    all.extend(["领导小组", "安全小组", "指挥部", "会议"]);
    all
}

/// The acts of a text that wait, each with its words and the power's key.
fn waiting(text: &str, bodies: &[&str]) -> Vec<(Range<usize>, &'static str, &'static str)> {
    let mut found = Vec::new();
    let mut from = 0;
    for sentence in text.split_inclusive(['。', '；', ';', '\n']) {
        let at = from;
        from += sentence.len();
        if NOT.iter().any(|not| sentence.contains(not)) {
            continue;
        }
        let Some((start, end)) = decision(sentence, bodies) else { continue };
        let rest = &sentence[end..];
        let first = ACTS.iter().filter_map(|(act, key)| rest.find(act).map(|place| (place, *act, *key)));
        if let Some((place, act, key)) = first.min_by_key(|(place, ..)| *place) {
            found.push((at + start..at + end + place + act.len(), act, key));
        }
    }
    found
}

/// Where a body's decision is made a condition: from 经 or 由 to the word that decides.
fn decision(sentence: &str, bodies: &[&str]) -> Option<(usize, usize)> {
    let openings = ["经", "由", "报", "待", "须", "提请"];
    for opening in openings {
        for (at, _) in sentence.match_indices(opening) {
            let rest = &sentence[at + opening.len()..];
            // 分析判断、 between the body and its decision is part of the same condition.
            let Some(body) = bodies.iter().filter(|body| rest.starts_with(**body)).max_by_key(|body| body.len()) else {
                continue;
            };
            let after = &rest[body.len()..];
            if SINGLE.iter().any(|single| after.starts_with(single)) {
                continue;
            }
            let decided = DECIDES.iter().filter_map(|word| after.find(word).map(|place| (place, word.len())));
            let Some((place, length)) = decided.min() else { continue };
            // A decision further on belongs to something else.
            if after[..place].chars().count() <= 6 {
                return Some((at, at + opening.len() + body.len() + place + length));
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::waiting;

    #[test]
    fn acts_that_wait_for_a_body_are_found() {
        let bodies = ["应急处置领导小组", "领导小组"];
        for (text, act) in [
            ("经应急处置领导小组决定，应急预案启动", "启动"),
            ("由领导小组分析判断、决定后，当事单位同时报送公安部门", "报送"),
            ("系统仍未恢复的，经领导小组决定，同时指定部门上报", "上报"),
            ("由领导小组研究决定，联系外部业务单位", "联系外部"),
            ("报领导小组批准后关停系统", "关停"),
        ] {
            let found: Vec<_> = waiting(text, &bodies).into_iter().map(|(_, act, _)| act).collect();
            assert_eq!(found, [act], "{text}");
        }
        for text in [
            "由总指挥决定启动预案",
            "领导小组决定重大事项。值班员启动发电机",
            "经领导小组审定后修改",
            "不以召开会议为前提；正在实施的犯罪先打报警电话",
            "启动预案后向领导小组报告",
            "由领导小组办公室主任报告",
            "由领导小组组长决定启动预案",
        ] {
            assert_eq!(waiting(text, &bodies), [], "{text}");
        }
    }
}
