//! A response for each grade: who starts it, what is done, when it ends.

use super::error;
use crate::finding::Finding;
use crate::model::event::{ResponseLevel, Severity};
use crate::model::words::Words;
use crate::model::{Entity, Plan};
use crate::say;

pub(super) fn faults(plan: &Plan) -> Vec<Finding> {
    let mut found = Vec::new();
    let start = plan.response_levels.iter().next().map_or(plan.head.title.place, |level| level.place);
    if plan.response_levels.iter().next().is_none() {
        let message = say!("预案没有响应分级", "the plan has no response levels");
        let help = say!(
            "写 response_levels：每一级由谁启动、做什么、什么时候结束",
            "write response_levels: who starts each, what is done, when it ends"
        );
        return vec![error(start, message).help(help)];
    }
    for (word, level) in Severity::ALL {
        if !plan.response_levels.iter().any(|own| own.grade.value == *level) {
            let message = say!("“{word}”事件没有对应的响应级别", "no response level answers the grade {word}");
            found.push(error(start, message).help(say!("加一级，for: {word}", "add one with for: {word}")));
        }
    }
    for level in &plan.response_levels {
        found.extend(lacking(plan, level).into_iter().map(|finding| finding.entity(level.id().qualified())));
    }
    found
}

fn lacking(plan: &Plan, level: &ResponseLevel) -> Vec<Finding> {
    let label = &level.label.value;
    let mut found = Vec::new();
    if level.measures.is_empty() {
        let message = say!("“{label}”没有写做什么", "'{label}' has no measures");
        found.push(error(level.label.place, message).help(say!("加 measures", "add measures")));
    }
    let powers: Vec<_> = plan.groups.iter().filter_map(|group| group.authority.activate.as_ref()).collect();
    let may = powers.iter().any(|power| {
        power.role.value == level.activated_by.value
            || power.succession.iter().any(|next| next.value == level.activated_by.value)
    });
    // The lowest level is started on the spot by whoever leads the work.
    if !powers.is_empty() && !may && level.grade.value != Severity::Ordinary {
        let role = &plan.roles[&level.activated_by.value].name.value;
        let message =
            say!("“{role}”没有启动权，却由他启动{label}", "'{role}' starts '{label}' without the power to activate");
        let mut finding = error(level.activated_by.place, message).help(say!(
            "换成有启动权的岗位，或者把他写进 authority.activate",
            "name a role with that power, or add it to authority.activate"
        ));
        if let Some(power) = powers.first() {
            finding = finding.related(power.place, say!("启动权在这里", "the power is given here"));
        }
        found.push(finding);
    }
    found
}
