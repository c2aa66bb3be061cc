//! EVT05: the four warning colours, each with who issues it, what is done by whom and when, and how
//! it is lifted; somebody is on duty round the clock under red and orange; raised postures end.
//!
//! 突发事件应对法 art. 63 has the colours; the 2020 plan knew no warning at all, and its "sensitive
//! period" had no end.

use crate::check::{Context, names};
use crate::finding::{Finding, Message, Place};
use crate::model::event::{Colour, Measure, Posture, Warning};
use crate::model::words::Words;
use crate::model::{Entity, Plan};
use crate::say;

pub(in crate::check) fn check(cx: &mut Context<'_>) {
    let plan = cx.plan;
    let mut found = colours(plan);
    found.extend(plan.warnings.iter().flat_map(of_warning));
    for posture in &plan.postures {
        found.extend(of_posture(posture).into_iter().map(|finding| finding.entity(posture.id().qualified())));
    }
    for finding in found {
        cx.report(finding);
    }
}

fn warn(place: Place, message: Message) -> Finding {
    Finding::warning(names::incomplete_warning, place, message)
}

fn colours(plan: &Plan) -> Vec<Finding> {
    let Some(first) = plan.warnings.first() else {
        let message = say!("预案没有预警分级", "the plan has no warning levels");
        let help = say!(
            "写 warnings：红、橙、黄、蓝四色，各写何时发布、由谁、做什么、何时解除",
            "write warnings: four colours, each with when, by whom, what is done, when it is lifted"
        );
        return vec![warn(plan.head.title.place, message).help(help)];
    };
    let mut found = Vec::new();
    for (word, colour) in Colour::ALL {
        let mut own = plan.warnings.iter().filter(|warning| warning.colour.value == *colour);
        match (own.next(), own.next()) {
            (None, _) => {
                let message = say!("没有{word}预警", "there is no warning {word}");
                found.push(warn(first.place, message).help(say!("四色都要写", "write all four colours")));
            }
            (Some(one), Some(other)) => {
                let message = say!("{word}预警写了两次", "the warning {word} stands twice");
                let finding = warn(other.colour.place, message).help(say!("合并成一处", "join them"));
                found.push(finding.related(one.colour.place, say!("第一处在这里", "the first one is here")));
            }
            _ => {}
        }
    }
    found
}

/// Words for somebody being there day and night.
const ROUND_THE_CLOCK: [&str; 9] =
    ["7×24", "7x24", "7X24", "7*24", "24小时", "二十四小时", "不间断值", "昼夜值", "全天值守"];

fn of_warning(warning: &Warning) -> Vec<Finding> {
    let colour = warning.colour.value;
    let word = colour.word();
    let mut found = Vec::new();
    if warning.criteria.is_empty() {
        let message = say!("{word}预警没有写什么时候发布", "the warning {word} does not say when it is issued");
        found.push(warn(warning.colour.place, message).help(say!("加 criteria", "add criteria")));
    }
    if warning.measures.is_empty() {
        let message = say!("{word}预警没有写做什么", "the warning {word} has no measures");
        found.push(warn(warning.colour.place, message).help(say!("加 measures", "add measures")));
    }
    for measure in &warning.measures {
        found.extend(of_measure(measure, word));
    }
    let watched = |measure: &Measure| ROUND_THE_CLOCK.iter().any(|words| measure.text.value.contains(words));
    if matches!(colour, Colour::Red | Colour::Orange)
        && !warning.measures.is_empty()
        && !warning.measures.iter().any(watched)
    {
        let message =
            say!("{word}预警没有安排24小时值班", "nobody is on duty round the clock under the warning {word}");
        let help = say!("加一条措施，写明由谁7×24小时值班", "add a measure: who is on duty 24 hours");
        found.push(warn(warning.colour.place, message).help(help));
    }
    found
}

/// A measure is done by somebody, by a time or in a rhythm.
fn of_measure(measure: &Measure, of: &str) -> Option<Finding> {
    let (zh, en, key) = match (&measure.actor, &measure.within, &measure.every) {
        (None, None, None) => ("由谁做、多久做完", "who does it and by when", "actor、within"),
        (None, _, _) => ("由谁做", "who does it", "actor"),
        (Some(_), None, None) => ("多久做完", "by when", "within"),
        _ => return None,
    };
    let message = say!("{of}的这条措施没有写{zh}", "this measure of {of} does not say {en}");
    Some(warn(measure.text.place, message).help(say!("加 {key}", "add {key}")))
}

fn of_posture(posture: &Posture) -> Vec<Finding> {
    let label = &posture.label.value;
    let mut found = Vec::new();
    match &posture.ends_when {
        None => {
            let message = say!("“{label}”只有开始，没有结束", "'{label}' begins and never ends");
            found.push(warn(posture.label.place, message).help(say!("加 ends_when", "add ends_when")));
        }
        Some(end) if end.value == posture.starts_when.value => {
            let message = say!("“{label}”的开始和结束是同一句话", "'{label}' ends by what it starts with");
            found.push(warn(end.place, message).help(say!("写另一个条件", "write another condition")));
        }
        Some(_) => {}
    }
    if posture.measures.is_empty() {
        let message = say!("“{label}”没有写做什么", "'{label}' has no measures");
        found.push(warn(posture.label.place, message).help(say!("加 measures", "add measures")));
    }
    found.extend(posture.measures.iter().filter_map(|measure| of_measure(measure, label)));
    found
}
