//! What the file does not say and a playbook needs, each at the place where it would have been said.

use super::{Act, Draft, Reading, Step};
use crate::finding::Place;
use crate::say;

/// Tells what is open.
pub(super) fn tell(draft: &Draft, cx: &mut Reading<'_>) {
    let place = draft.title.as_ref().map_or_else(|| Place::new(cx.file, 0..0), |title| title.place);
    if draft.title.is_none() {
        let help = say!("Markdown 的第一行写“# 方案名称”", "begin the Markdown with '# title'");
        cx.open(place, say!("没有方案名称（title）", "there is no title"), help);
    }
    let mut lacking = Vec::new();
    let mut want = |open: bool, key: &'static str| {
        if open {
            lacking.push(key);
        }
    };
    want(draft.category.is_none(), "category 事件类别");
    want(draft.owner.is_none(), "owner 责任岗位");
    want(true, "triggers 启动条件");
    want(draft.levels.is_empty(), "levels 事件级别");
    want(draft.scope.is_none(), "scope 适用对象");
    let all = lacking.join("、");
    cx.open(
        place,
        say!("方案没有写明：{all}", "the playbook does not say: {all}"),
        say!("在骨架开头的注释处逐项填上", "fill them in where the skeleton has comments at its start"),
    );
    if draft.steps.is_empty() {
        let help = say!("步骤写成列表，一项一步", "write steps as a list, one an item");
        cx.open(place, say!("没有步骤", "there are no steps"), help);
    }
    for input in &draft.inputs {
        let label = &input.label;
        if input.r#type == Some("bool") {
            cx.open(
                input.place,
                say!(
                    "“{label}”按是与否判断，没有写从哪里得知",
                    "'{label}' is asked as yes or no; where the answer is read is not told"
                ),
                say!(
                    "能测量的改成带单位的读数，并写 from（看哪块表、问谁）",
                    "make it a reading with a unit where it can be measured, and fill in 'from'"
                ),
            );
        } else if input.r#type.is_none() || (input.r#type == Some("quantity") && input.unit.is_none()) {
            cx.open(
                input.place,
                say!("变量“{label}”的类型或单位没有写明", "type or unit of the variable '{label}' is not told"),
                say!("写 type；数值写 unit", "fill in 'type', and 'unit' for a number"),
            );
        }
    }
    let mut steps = Vec::new();
    Draft::walk(&draft.steps, &mut |step| steps.push(step));
    for step in steps {
        tell_step(step, cx);
    }
}

fn tell_step(step: &Step, cx: &mut Reading<'_>) {
    let mut lacking = Vec::new();
    let acts = matches!(step.act, Act::Do(_));
    if step.actor.is_none()
        && step.actor_told.is_none()
        && (acts || matches!(step.act, Act::Decide { .. } | Act::Watch { .. }))
    {
        lacking.push("actor 谁做");
    }
    if step.within.is_none() && acts {
        lacking.push("within 多久之内");
    }
    match &step.act {
        Act::Watch { .. } if step.every.is_none() => lacking.push("every 多久看一次"),
        Act::Watch { condition: None, .. } => lacking.push("watch 监护什么"),
        Act::Run { target: None, .. } => lacking.push("run 转到哪个方案"),
        Act::End(None) => lacking.push("end 怎样结束"),
        Act::Parallel(branches) if branches.iter().any(|(label, _)| label.is_none()) => {
            lacking.push("label 各路的名称")
        }
        _ => {}
    }
    if !lacking.is_empty() {
        let (id, all) = (&step.id, lacking.join("、"));
        cx.open(
            step.place,
            say!("步骤 {id} 没有写明：{all}", "step {id} does not say: {all}"),
            say!("在骨架里这一步的注释处填上", "fill it in where the skeleton has a comment at this step"),
        );
    }
    if let Some(told) = &step.actor_told {
        let names = cx.glance.roles.iter().map(|(name, _)| name.as_str());
        let near = crate::finding::nearest(told, names).map(str::to_owned);
        let help = match near {
            Some(near) => say!("是不是“{near}”？", "did you mean '{near}'?"),
            None => say!(
                "写预案里的岗位，或先在 org/ 里设这个岗位",
                "name a role of the plan, or add the role under org/ first"
            ),
        };
        cx.open(step.place, say!("“{told}”不是预案里的岗位", "'{told}' is no role of the plan"), help);
    }
    if let Act::Decide { cases, .. } = &step.act {
        if cases.iter().all(|case| case.when.is_some()) && cases.len() == 1 {
            cx.open(
                step.place,
                say!("没有写条件不成立时怎么办", "what is done where the condition does not hold is not told"),
                say!("补上 otherwise，或者写明各种情形", "add 'otherwise', or the other cases"),
            );
        }
        for case in cases.iter().filter(|case| case.steps.is_empty()) {
            cx.open(
                case.place,
                say!("这种情形下没有写做什么", "what is done in this case is not told"),
                say!("补上步骤", "add the steps"),
            );
        }
    }
}
