//! EVT01: four grades by criteria that are no looser than the national guide, a response for each,
//! triggers that say when, and no severity that is not one of the four.
//!
//! The 2020 plan ordered reports "by the grading principle" and had no grades. Criteria are compared
//! with the guide by interval arithmetic, so that no value can be graded lower than the guide does.

mod criteria;
mod responses;
mod severity;

use crate::check::{Context, names};
use crate::finding::{Finding, Message, Place};
use crate::model::event::{Severity, Trigger, When};
use crate::model::words::Words;
use crate::model::{Entity, Plan};
use crate::say;

pub(in crate::check) fn check(cx: &mut Context<'_>) {
    let plan = cx.plan;
    let mut found = grades(plan);
    if !plan.levels.is_empty() {
        found.extend(criteria::looser(plan, cx.as_of));
    }
    found.extend(responses::faults(plan));
    found.extend(plan.triggers.iter().filter_map(unconditional));
    for finding in found {
        cx.report(finding);
    }
    severity::check(cx);
}

fn error(place: Place, message: Message) -> Finding {
    Finding::error(names::incomplete_grading, place, message)
}

/// Each of the four grades is there once and has a criterion.
fn grades(plan: &Plan) -> Vec<Finding> {
    let Some(first) = plan.levels.first() else {
        let message = say!("预案没有事件分级", "the plan does not grade events");
        let help = say!(
            "写 levels：特别重大、重大、较大、一般四级，各写判定条件",
            "write levels: the four grades, each with its criteria"
        );
        return vec![error(plan.head.title.place, message).help(help)];
    };
    let mut found = Vec::new();
    for (word, level) in Severity::ALL {
        let mut of_level = plan.levels.iter().filter(|grade| grade.label.value == *level);
        match (of_level.next(), of_level.next()) {
            (None, _) => {
                let message = say!("没有“{word}”一级", "the grade {word} is missing");
                found.push(error(first.place, message).help(say!("四级都要写", "write all four grades")));
            }
            (Some(one), Some(other)) => {
                let message = say!("“{word}”一级写了两次", "the grade {word} stands twice");
                let finding = error(other.label.place, message).help(say!("合并成一处", "join them"));
                found.push(finding.related(one.label.place, say!("第一处在这里", "the first one is here")));
            }
            (Some(one), None) if one.criteria.is_empty() => {
                let message = say!("“{word}”一级没有判定条件", "the grade {word} has no criterion");
                found.push(error(one.label.place, message).help(say!("加 criteria", "add criteria")));
            }
            (Some(_), None) => {}
        }
    }
    found
}

/// A trigger whose condition only repeats its name.
fn unconditional(trigger: &Trigger) -> Option<Finding> {
    let When::Words(when) = &trigger.when else { return None };
    if !says_nothing(&trigger.label.value, &when.value) {
        return None;
    }
    let label = &trigger.label.value;
    let message = say!("“{label}”没有启动条件：只是把名称说了一遍", "the condition of '{label}' only repeats its name");
    let finding = error(when.place, message).help(say!(
        "写当场能核对的条件，如“连续3分钟不通且自查未恢复”",
        "write what can be checked on the spot, with a figure or a sign"
    ));
    Some(finding.entity(trigger.id().qualified()))
}

fn says_nothing(label: &str, when: &str) -> bool {
    const FILLERS: [&str; 14] =
        ["发生", "出现", "事件", "情况", "情形", "故障", "问题", "时", "后", "的", "了", "，", "。", "、"];
    let bare = |text: &str| FILLERS.iter().fold(text.to_owned(), |text, filler| text.replace(filler, ""));
    let (label, when) = (bare(label), bare(when));
    when.is_empty() || label.contains(&when)
}

#[cfg(test)]
mod tests {
    use super::says_nothing;

    #[test]
    fn a_name_said_again_is_no_condition() {
        assert!(says_nothing("网络故障", "发生网络故障"));
        assert!(says_nothing("电力及UPS", "电力及UPS"));
        assert!(says_nothing("突发事件", "突发事件发生时"));
        assert!(!says_nothing("网络中断", "互联网访问中断且自查未恢复"));
        assert!(!says_nothing("空调停机", "任一台空调停机满5分钟"));
    }
}
