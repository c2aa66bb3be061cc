//! Items as steps: 谁：做什么（多久之内）, and 如果…则… as decisions.

use super::super::pattern::word;
use super::super::words::{self, Branch};
use super::super::{Act, Case, Input, Reading, STEP_LIMIT, Step};
use super::pieces::Item;
use crate::finding::Place;
use crate::model::event::Severity;
use crate::model::playbook::StepKind;
use crate::model::words::Words;
use crate::say;

/// The steps of a list.
pub(super) fn steps(items: Vec<Item>, inputs: &mut Vec<Input>, cx: &mut Reading<'_>) -> Vec<Step> {
    let mut steps = Vec::new();
    let mut items = items.into_iter().peekable();
    while let Some(item) = items.next() {
        if cx.ids.len() > STEP_LIMIT {
            cx.too_many(item.place);
            return steps;
        }
        if !matches!(words::branch(&item.text), Some(Branch::If(..))) {
            plain(item, &mut steps, inputs, cx);
            continue;
        }
        // A run of 如果 that ends in 否则 is one decision; without it each may hold by itself.
        let mut run = vec![item];
        while items.peek().is_some_and(|next| matches!(words::branch(&next.text), Some(Branch::If(..)))) {
            run.extend(items.next());
        }
        let other = items.next_if(|next| matches!(words::branch(&next.text), Some(Branch::Otherwise(_))));
        match other {
            Some(other) if run.len() > 1 && run.iter().all(is_word) => steps.push(choice(run, other, inputs, cx)),
            other => {
                let last = run.len() - 1;
                let mut other = other;
                for (at, item) in run.into_iter().enumerate() {
                    let other = if at == last { other.take() } else { None };
                    steps.push(question(item, other, inputs, cx));
                }
            }
        }
    }
    steps
}

/// Whether the condition of an item can be a word of an enumeration.
fn is_word(item: &Item) -> bool {
    let Some(Branch::If(condition, _)) = words::branch(&item.text) else { return false };
    let number = condition.starts_with(|c: char| c.is_ascii_digit() || c == '-');
    let level = Severity::ALL.iter().any(|(word, _)| *word == condition);
    !number && !level && !condition.contains('\'') && condition != "true" && condition != "false"
}

/// An item that is no branch, then what stands below it.
fn plain(item: Item, into: &mut Vec<Step>, inputs: &mut Vec<Input>, cx: &mut Reading<'_>) {
    if matches!(words::branch(&item.text), Some(Branch::Otherwise(_))) {
        let help = say!("写在它所对应的“如果”那一项后面", "put it behind the 'if' it belongs to");
        cx.open(item.place, say!("“否则”前面没有“如果”", "'otherwise' stands behind no 'if'"), help);
    }
    let mut step = act(&item.text, item.place, cx);
    step.remarks.extend(item.more.iter().map(|words| format!("原文：{words}")));
    into.push(step);
    into.extend(steps(item.items, inputs, cx));
}

/// A step of the words of an item: `值班员：查看UPS（5分钟内）`.
fn act(text: &str, place: Place, cx: &mut Reading<'_>) -> Step {
    let id = cx.step_id(None);
    let (mut words, brackets) = words::bracketed(text);
    let mut step = Step::new(place, id, Act::Do(String::new()));
    if let Some(brackets) = brackets {
        let parts: Vec<&str> = brackets.split(['，', ',', '；', ';', '、']).map(str::trim).collect();
        let who = |part: &&str| cx.glance.role(part).is_some() || words::is_post(part);
        // Brackets with anything else in them belong to the sentence.
        if parts.iter().all(|part| who(part) || words::limit(part).is_some()) {
            step.within = parts.iter().find_map(|part| words::limit(part));
            if let Some(part) = parts.iter().find(|part| who(part)) {
                name(part, &mut step, cx);
            }
        } else {
            words = text.trim_end_matches('。');
        }
    }
    if step.actor.is_none()
        && step.actor_told.is_none()
        && let Some((lead, rest)) = words::lead(words)
        && (cx.glance.role(lead).is_some() || words::is_post(lead))
    {
        name(lead, &mut step, cx);
        words = rest;
    }
    step.act = Act::Do(words.trim().trim_end_matches(['：', ':']).to_owned());
    step
}

/// Gives a step its actor: a role of the plan, else the words for whoever fills it in.
fn name(who: &str, step: &mut Step, cx: &Reading<'_>) {
    match cx.glance.role(who) {
        Some(role) => step.actor = Some(role.to_owned()),
        None => step.actor_told = Some(who.to_owned()),
    }
}

/// What is done in a case: the words behind the condition, then what stands below.
fn inside(rest: &str, item: Item, inputs: &mut Vec<Input>, cx: &mut Reading<'_>) -> Vec<Step> {
    let mut all = Vec::new();
    if !rest.is_empty() {
        all.push(act(rest, item.place, cx));
    }
    all.extend(steps(item.items, inputs, cx));
    if let Some(first) = all.first_mut() {
        first.remarks.extend(item.more.into_iter().map(|words| format!("原文：{words}")));
    }
    all
}

/// A yes-or-no question in the words of the file.
fn question(item: Item, other: Option<Item>, inputs: &mut Vec<Input>, cx: &mut Reading<'_>) -> Step {
    let (place, text) = (item.place, item.text.clone());
    let Some(Branch::If(condition, rest)) = words::branch(&text) else { return act(&text, place, cx) };
    let id = cx.step_id(None);
    let input = ask(condition, place, Some("bool"), Vec::new(), inputs);
    let steps = inside(rest, item, inputs, cx);
    let mut cases = vec![Case { place, when: Some(format!("{input} == true")), steps }];
    cases.extend(other.map(|other| otherwise(other, inputs, cx)));
    Step { kind: Some(StepKind::Decide.word()), ..Step::new(place, id, Act::Decide { input, cases }) }
}

/// One decision between several situations, each in the words of the file.
fn choice(run: Vec<Item>, other: Item, inputs: &mut Vec<Input>, cx: &mut Reading<'_>) -> Step {
    let place = run.first().map_or(other.place, |item| item.place);
    let id = cx.step_id(None);
    let text = |item: &Item| match words::branch(&item.text) {
        Some(Branch::If(condition, _)) => condition.to_owned(),
        _ => String::new(),
    };
    let values: Vec<String> = run.iter().map(text).collect();
    let input = ask("", place, Some("enum"), values, inputs);
    cx.open(
        place,
        say!("连着的几个“如果”读成了一个判断", "the 'if's in a row were read as one decision"),
        say!(
            "确认各种情形互不重叠，并给这个变量写 label；能测量的改成带单位的读数",
            "make sure that the cases exclude each other, and give the variable a label"
        ),
    );
    let mut cases = Vec::new();
    for item in run {
        let (place, text) = (item.place, item.text.clone());
        let Some(Branch::If(condition, rest)) = words::branch(&text) else { continue };
        let when = Some(format!("{input} == {}", word(condition)));
        let steps = inside(rest, item, inputs, cx);
        cases.push(Case { place, when, steps });
    }
    cases.push(otherwise(other, inputs, cx));
    Step { kind: Some(StepKind::Decide.word()), ..Step::new(place, id, Act::Decide { input, cases }) }
}

fn otherwise(item: Item, inputs: &mut Vec<Input>, cx: &mut Reading<'_>) -> Case {
    let (place, text) = (item.place, item.text.clone());
    let rest = match words::branch(&text) {
        Some(Branch::Otherwise(rest)) => rest,
        _ => "",
    };
    Case { place, when: None, steps: inside(rest, item, inputs, cx) }
}

/// A new variable with the next free name.
fn ask(
    label: &str,
    place: Place,
    r#type: Option<&'static str>,
    values: Vec<String>,
    inputs: &mut Vec<Input>,
) -> String {
    let name = format!("q{}", inputs.len() + 1);
    let label = if label.is_empty() { name.clone() } else { label.to_owned() };
    inputs.push(Input { place, name: name.clone(), label, r#type, unit: None, values });
    name
}
