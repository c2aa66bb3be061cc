//! Holds conditions against their variables, and names inside a playbook against each other.

use std::collections::BTreeMap;

use super::faults;
use super::read::{Reader, nearest};
use crate::finding::{Finding, Place};
use crate::model::condition::{Condition, Literal, Operator};
use crate::model::document;
use crate::model::event::{Category, When};
use crate::model::pack::Indicator;
use crate::model::playbook::{Action, Input, InputType, Playbook, Step, Then};
use crate::model::quantity::Dimension;
use crate::model::words::Words;
use crate::model::{Entity, Records, Sourced};
use crate::say;

/// Checks every condition of the plan and every name that is local to a playbook; the criteria of
/// grades where the packs are `complete`, whose indicators they test.
pub(super) fn check(records: &Records, complete: bool, cx: &mut Reader) {
    for playbook in &records.playbooks {
        inputs(playbook, cx);
        steps(playbook, cx);
    }
    let outside = |when: &When, cx: &mut Reader| {
        if let When::If(condition) = when {
            self::condition(condition, &[], cx);
        }
    };
    for trigger in &records.triggers {
        outside(&trigger.when, cx);
    }
    for report in &records.reports {
        outside(&report.when, cx);
    }
    let indicators = indicators(records);
    for criterion in records.levels.iter().filter(|_| complete).flat_map(|grade| &grade.criteria) {
        if let When::If(condition) = &criterion.when {
            self::condition(condition, &indicators, cx);
        }
    }
}

/// The indicators of the packs, as the inputs that criteria of grades may test.
fn indicators(records: &Records) -> Vec<Input> {
    let all = records.packs.iter().flat_map(|pack| &pack.grading);
    let input = |indicator: &Indicator| Input {
        place: indicator.place,
        name: indicator.id.clone(),
        label: indicator.label.clone(),
        r#type: Sourced { value: InputType::Quantity, place: indicator.place },
        unit: Some(indicator.unit.clone()),
        values: Vec::new(),
        min: None,
        max: None,
        from: None,
    };
    all.map(input).collect()
}

fn inputs(playbook: &Playbook, cx: &mut Reader) {
    for input in &playbook.inputs {
        let Some(unit) = &input.unit else { continue };
        for bound in [&input.min, &input.max].into_iter().flatten() {
            if bound.dimension() != unit.dimension {
                cx.report(mismatch(bound.place, &input.label, unit.printed));
            }
        }
    }
}

fn steps(playbook: &Playbook, cx: &mut Reader) {
    let mut known: BTreeMap<&str, Place> = BTreeMap::new();
    playbook.walk(&mut |step, _| {
        if let Some(first) = known.insert(&step.id.value, step.id.place) {
            let id = &step.id.value;
            cx.report(
                Finding::error(
                    faults::DUPLICATE_ID,
                    step.id.place,
                    say!("步骤编号“{id}”在本方案里用过", "the step id '{id}' is taken in this playbook"),
                )
                .help(say!("换一个编号", "choose another id"))
                .entity(playbook.id().qualified())
                .related(first, say!("第一处在这里", "the first one is here")),
            );
        }
    });
    if let Some(card) = &playbook.card {
        for id in &card.actions {
            step_named(id, &known, cx);
        }
        if let Some(input) = &card.table {
            variable(input, &playbook.inputs, cx);
        }
    }
    playbook.walk(&mut |step, _| {
        names(playbook, step, &known, cx);
        match &step.action {
            Action::Decide { input, cases } => {
                variable(input, &playbook.inputs, cx);
                for case in cases {
                    if let Some(condition) = &case.condition {
                        self::condition(condition, &playbook.inputs, cx);
                    }
                }
            }
            Action::Watch { condition, .. } => self::condition(condition, &playbook.inputs, cx),
            _ => {}
        }
    });
}

/// Checks `records`, `since` and `goto`, which name inputs and steps of the same playbook.
fn names(playbook: &Playbook, step: &Step, known: &BTreeMap<&str, Place>, cx: &mut Reader) {
    for record in &step.records {
        if playbook.input(record).is_none() {
            variable(record, &playbook.inputs, cx);
        }
    }
    if let Some(since) = step.since.as_ref().filter(|since| !matches!(since.value.as_str(), "触发" | "上一步")) {
        step_named(since, known, cx);
    }
    match &step.action {
        Action::Goto(target) | Action::Watch { then: Then::Goto(target), .. } => step_named(target, known, cx),
        _ => {}
    }
}

/// Checks the name of a step of the same playbook.
fn step_named(name: &Sourced<String>, known: &BTreeMap<&str, Place>, cx: &mut Reader) {
    let id = &name.value;
    let declared = cx.steps.contains(&(name.place.file, id.clone()));
    if known.contains_key(id.as_str()) || declared || cx.unread.contains(id) {
        return;
    }
    let finding = Finding::error(
        faults::DANGLING_REFERENCE,
        name.place,
        say!("本方案没有步骤“{id}”", "this playbook has no step '{id}'"),
    );
    let near = nearest(id, known.keys().copied());
    cx.report(match near {
        Some(near) => finding.help(say!("是不是“{near}”？", "did you mean '{near}'?")),
        None => finding.help(say!("写本方案里已有的步骤编号", "write the id of a step of this playbook")),
    });
}

fn variable(name: &Sourced<String>, inputs: &[Input], cx: &mut Reader) {
    let declared = cx.inputs.contains(&(name.place.file, name.value.clone()));
    if name.value == "level" || declared || cx.unread.contains(&name.value) {
        return;
    }
    let word = &name.value;
    let finding = Finding::error(
        faults::BAD_CONDITION,
        name.place,
        say!("没有声明变量“{word}”", "the variable '{word}' is not declared"),
    );
    let near = nearest(word, inputs.iter().map(|input| input.name.value.as_str()));
    cx.report(match near {
        Some(near) => finding.help(say!("是不是“{near}”？", "did you mean '{near}'?")),
        None => finding.help(say!(
            "在 inputs 里声明它：名称、类型、单位、从哪里读数",
            "declare it under inputs: label, type, unit, where it is read"
        )),
    });
}

/// What a variable may be held against.
enum Kind<'a> {
    Quantity(Dimension, &'static str),
    Words(Vec<&'a str>),
    Level,
    Bool,
}

fn kind<'a>(name: &str, inputs: &'a [Input]) -> Option<Kind<'a>> {
    let words = |all: &[&'static str]| Kind::Words(all.to_vec());
    if let Some(input) = inputs.iter().find(|input| input.name.value == name) {
        return Some(match input.r#type.value {
            InputType::Quantity => {
                let unit = input.unit.as_ref()?;
                Kind::Quantity(unit.dimension, unit.printed)
            }
            InputType::Choice => Kind::Words(input.values.iter().map(|value| value.value.as_str()).collect()),
            InputType::Flag => Kind::Bool,
            InputType::Level => Kind::Level,
        });
    }
    match name {
        "level" => Some(Kind::Level),
        "elapsed" => Some(Kind::Quantity(Dimension::Time, "分钟")),
        "operator" => Some(words(&document::Operator::ALL.iter().map(|(word, _)| *word).collect::<Vec<_>>())),
        "category" => Some(words(&Category::ALL.iter().map(|(word, _)| *word).collect::<Vec<_>>())),
        _ => None,
    }
}

fn condition(condition: &Sourced<Condition>, inputs: &[Input], cx: &mut Reader) {
    condition.comparisons(&mut |name, operator, value| {
        let Some(kind) = kind(&name.value, inputs) else {
            variable(name, inputs, cx);
            return;
        };
        let written = value.in_words();
        let ordered = !matches!(operator, Operator::Equal | Operator::Unequal);
        match (&kind, &value.value) {
            (Kind::Quantity(dimension, printed), Literal::Quantity(quantity)) => {
                if quantity.dimension() != *dimension {
                    cx.report(mismatch(value.place, &name.value, printed));
                }
            }
            (Kind::Level, Literal::Level(_)) => {}
            // A grade may also be a word of an enumeration that has the same one.
            (Kind::Words(words), Literal::Word(_) | Literal::Level(_)) if words.contains(&written.as_str()) => {
                if ordered {
                    cx.report(unordered(name));
                }
            }
            (Kind::Words(words), _) => {
                let all = words.join("、");
                let finding = Finding::error(
                    faults::BAD_CONDITION,
                    value.place,
                    say!("“{written}”不是这个变量的取值", "'{written}' is no value of this variable"),
                );
                cx.report(finding.help(say!("可用：{all}", "one of: {all}")));
            }
            (Kind::Bool, Literal::Bool(_)) => {
                if ordered {
                    cx.report(unordered(name));
                }
            }
            (Kind::Bool, _) => cx.report(
                Finding::error(
                    faults::BAD_CONDITION,
                    value.place,
                    say!("这个变量只有 true 和 false", "this variable is true or false only"),
                )
                .help(say!("写成 == true 或 == false", "write '== true' or '== false'")),
            ),
            (Kind::Level, _) => cx.report(
                Finding::error(
                    faults::BAD_CONDITION,
                    value.place,
                    say!(
                        "这里应是事件级别：一般、较大、重大、特别重大",
                        "a grade is wanted here: 一般, 较大, 重大, 特别重大"
                    ),
                )
                .help(say!("写这四个词之一", "write one of these four words")),
            ),
            (Kind::Quantity(_, printed), _) => cx.report(mismatch(value.place, &name.value, printed)),
        }
    });
}

fn mismatch(place: Place, name: &str, unit: &str) -> Finding {
    Finding::error(
        faults::BAD_CONDITION,
        place,
        say!("“{name}”以{unit}计，这里的单位对不上", "'{name}' is counted in {unit}; this has another unit"),
    )
    .help(say!(
        "换成同类单位；工作日与小时、天不能混用",
        "use a unit of the same kind; working days do not mix with hours and days"
    ))
}

fn unordered(name: &Sourced<String>) -> Finding {
    let word = &name.value;
    Finding::error(faults::BAD_CONDITION, name.place, say!("“{word}”没有大小之分", "'{word}' has no order"))
        .help(say!("用 ==、!= 或 in [甲, 乙]", "use ==, != or in [a, b]"))
}
