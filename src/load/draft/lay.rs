//! The skeleton of a draft: keys in the order of the plan, what is open as a comment in its place.

use super::{Act, Case, Draft, Input, Step, Then};
use crate::text::skeleton::{Field, Fields, Value};

/// The skeleton, without the id of the playbook: that is put in by whoever names the file.
pub(super) fn out(draft: &Draft) -> Fields {
    let mut fields = Vec::new();
    let told = |key: &str, hint: &str| {
        let words: Vec<&str> =
            draft.told.iter().filter(|(own, _)| *own == key).map(|(_, words)| words.as_str()).collect();
        if words.is_empty() { hint.to_owned() } else { format!("{hint}；原文：{}", words.join("；")) }
    };
    let title = draft.title.as_ref().map(|title| title.value.as_str());
    fields.push(set_or("title", title, "方案名称".to_owned()));
    fields.push(set_or("category", draft.category.as_deref(), told("category", "事件类别（GB/T 20986）")));
    texts(&mut fields, "hazards", &draft.hazards);
    fields.push(Field::Open("scope", told("scope", "适用的系统、设施，如 [system:portal]")));
    if let Some(scope) = &draft.scope {
        fields.push(Field::Set("scope_words", Value::text(scope)));
    }
    fields.push(set_or("owner", draft.owner.as_deref(), told("owner", "责任岗位的编号")));
    fields.push(Field::Open("triggers", told("triggers", "启动条件，events/ 里的编号")));
    match draft.levels.as_slice() {
        [] => fields.push(Field::Open("levels", told("levels", "事件级别，如 [一般, 较大]"))),
        levels => texts(&mut fields, "levels", levels),
    }
    fields.extend(draft.remarks.iter().map(|words| Field::Remark(format!("原文：{words}"))));
    texts(&mut fields, "facts", &draft.facts);
    if !draft.prevention.is_empty() {
        let items = draft.prevention.iter().map(|text| {
            vec![
                Field::Set("text", Value::text(&text.value)),
                Field::Open("actor", "谁做".to_owned()),
                Field::Open("every", "多久一次".to_owned()),
            ]
        });
        fields.push(Field::Set("prevention", Value::Items(items.collect())));
    }
    if !draft.inputs.is_empty() {
        let inputs = draft.inputs.iter().map(|own| Field::Named(own.name.clone(), Value::Fields(input(own))));
        fields.push(Field::Set("inputs", Value::Fields(inputs.collect())));
    }
    match draft.steps.as_slice() {
        [] => fields.push(Field::Open("steps", "步骤".to_owned())),
        steps => fields.push(Field::Set("steps", Value::Items(steps.iter().map(step).collect()))),
    }
    fields.push(Field::Open("escalation", told("escalation", "超时报告谁，如 - {after: 30min, to: group:…}")));
    texts(&mut fields, "do_not", &draft.do_not);
    fields
}

fn set_or(key: &'static str, value: Option<&str>, hint: String) -> Field {
    match value {
        Some(value) => Field::Set(key, Value::text(value)),
        None => Field::Open(key, hint),
    }
}

fn texts(fields: &mut Fields, key: &'static str, texts: &[String]) {
    if !texts.is_empty() {
        fields.push(Field::Set(key, Value::Texts(texts.to_vec())));
    }
}

fn input(input: &Input) -> Fields {
    let label = Some(input.label.as_str()).filter(|label| *label != input.name);
    let mut fields = vec![set_or("label", label, "判断的是什么".to_owned())];
    fields.push(set_or("type", input.r#type, "quantity、enum、bool 或 level".to_owned()));
    match (input.r#type, input.unit) {
        (_, Some(unit)) => fields.push(Field::Set("unit", Value::text(unit))),
        (Some("quantity"), None) => fields.push(Field::Open("unit", "单位".to_owned())),
        _ => {}
    }
    texts(&mut fields, "values", &input.values);
    fields.push(Field::Open("from", "从哪里得知：看哪块表、问谁".to_owned()));
    fields
}

fn step(step: &Step) -> Fields {
    let mut fields: Fields = step.remarks.iter().map(|words| Field::Remark(words.clone())).collect();
    fields.push(Field::Set("id", Value::text(&step.id)));
    if let Some(kind) = step.kind {
        fields.push(Field::Set("kind", Value::text(kind)));
    }
    let mut late = Vec::new();
    act(step, &mut fields, &mut late);
    let who = step.actor_told.as_ref().map_or_else(|| "谁做".to_owned(), |told| format!("谁做；原文：{told}"));
    let acts = matches!(step.act, Act::Do(_));
    let asks = acts || matches!(step.act, Act::Decide { .. } | Act::Watch { .. });
    match &step.actor {
        Some(actor) => fields.push(Field::Set("actor", Value::text(actor))),
        None if asks => fields.push(Field::Open("actor", who)),
        None => {}
    }
    match &step.within {
        Some(within) => fields.push(Field::Set("within", Value::text(within))),
        None if acts => fields.push(Field::Open("within", "多久之内".to_owned())),
        None => {}
    }
    if matches!(step.act, Act::Watch { .. }) && step.every.is_none() {
        fields.push(Field::Open("every", "多久看一次".to_owned()));
    }
    for (key, value) in [("since", &step.since), ("every", &step.every), ("until", &step.until)] {
        fields.extend(value.as_ref().map(|value| Field::Set(key, Value::text(value))));
    }
    texts(&mut fields, "fills", &step.fills);
    texts(&mut fields, "requires", &step.requires);
    texts(&mut fields, "verify", &step.verify);
    fields.extend(step.warning.as_ref().map(|warning| Field::Set("warning", Value::text(warning))));
    if step.irreversible {
        fields.push(Field::Set("irreversible", Value::Bare("true")));
    }
    fields.extend(late);
    fields
}

/// What a step does; what stands inside it comes last.
fn act(step: &Step, fields: &mut Fields, late: &mut Fields) {
    let items = |steps: &[Step]| Value::Items(steps.iter().map(self::step).collect());
    match &step.act {
        Act::Do(text) => fields.push(Field::Set("do", Value::text(text))),
        Act::Decide { input, cases } => {
            fields.push(Field::Set("decide", Value::text(input)));
            late.push(Field::Set("cases", Value::Items(cases.iter().map(case).collect())));
        }
        Act::Parallel(branches) => {
            let branches = branches.iter().map(|(label, steps)| {
                vec![set_or("label", label.as_deref(), "这一路叫什么".to_owned()), Field::Set("steps", items(steps))]
            });
            late.push(Field::Set("parallel", Value::Items(branches.collect())));
        }
        Act::Watch { condition, then } => {
            fields.push(set_or("watch", condition.as_deref(), "监护什么，如 room_temp >= 35℃".to_owned()));
            let inner = match then {
                Then::Steps(steps) => Field::Set("steps", items(steps)),
                Then::Goto(to) => Field::Set("goto", Value::text(to)),
                Then::Run(target) => set_or("run", target.as_deref(), "转到哪个方案，如 playbook:fire".to_owned()),
            };
            late.push(Field::Set("then", Value::Fields(vec![inner])));
        }
        Act::Run { target, returns } => {
            fields.push(set_or("run", target.as_deref(), "转到哪个方案，如 playbook:fire".to_owned()));
            if *returns && target.is_some() {
                fields.push(Field::Set("return", Value::Bare("true")));
            }
        }
        Act::Goto(to) => fields.push(Field::Set("goto", Value::text(to))),
        Act::End(state) => fields.push(set_or("end", *state, "恢复、移交或终止".to_owned())),
    }
}

fn case(case: &Case) -> Fields {
    let mut fields = vec![match &case.when {
        Some(condition) => Field::Set("if", Value::text(condition)),
        None => Field::Set("otherwise", Value::Bare("true")),
    }];
    match case.steps.as_slice() {
        [] => fields.push(Field::Open("steps", "这时做什么".to_owned())),
        steps => fields.push(Field::Set("steps", Value::Items(steps.iter().map(step).collect()))),
    }
    fields
}
