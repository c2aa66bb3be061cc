//! FRM01: a box of a form that asks for several things gets one of them.
//!
//! Labels are read by [`facts`](crate::check::facts): which facts they ask for, and whether type,
//! unit and room fit them.

use crate::check::facts::{Fact, asked, bare};
use crate::check::{Context, names};
use crate::finding::{Finding, Message};
use crate::model::form::{Field, FieldType, Form};
use crate::model::{Entity, Plan};
use crate::say;

/// Lines a box may have; the page holds no more.
const MOST_ROWS: i64 = 20;

pub(in crate::check) fn check(cx: &mut Context<'_>) {
    let plan: &Plan = cx.plan;
    for form in &plan.forms {
        for (number, field) in form.fields.iter().enumerate() {
            let faults = [doubled(field, &form.fields[..number]), muddled(field, form), room(field)];
            for finding in faults.into_iter().flatten() {
                cx.report(finding.entity(form.id().qualified()));
            }
        }
    }
}

/// A fault of the label, with its mend.
fn fault(field: &Field, message: Message, help: Message) -> Option<Finding> {
    Some(Finding::error(names::muddled_field, field.label.place, message).help(help))
}

/// Two boxes with one id or one label.
fn doubled(field: &Field, before: &[Field]) -> Option<Finding> {
    let same = |other: &&Field| other.id.value == field.id.value || bare(&other.label) == bare(&field.label);
    let other = before.iter().find(same)?;
    let (label, id) = (&field.label.value, &field.id.value);
    let finding = fault(
        field,
        say!("栏目“{label}”（{id}）与前面的栏目重名", "the field '{label}' ({id}) has the name of an earlier one"),
        say!("编号和名称各不相同，写明问的是谁、什么时候的", "tell them apart: whose, of which time"),
    );
    finding.map(|finding| finding.related(other.label.place, say!("前一栏在这里", "the earlier one is here")))
}

/// The wrong number of facts, a type that does not fit, a phone that is nobody's.
fn muddled(field: &Field, form: &Form) -> Option<Finding> {
    let (label, kind) = (&field.label.value, field.r#type.value);
    let facts = asked(label);
    if facts.len() > 1 {
        let number = facts.len();
        return fault(
            field,
            say!("“{label}”一栏要填{number}件事", "the field '{label}' asks for {number} facts"),
            say!("拆成{number}栏，每栏一件事", "split it into {number} fields, a fact each"),
        );
    }
    if matches!(kind, FieldType::Quantity | FieldType::Integer) && field.unit.is_none() {
        return fault(
            field,
            say!("“{label}”填数字，却没有印单位", "'{label}' takes a number but no unit is printed"),
            say!("写 unit，如 人、万元、min", "give its unit, such as 人, 万元, min"),
        );
    }
    let [fact] = facts[..] else { return None };
    let types = fact.types();
    if !types.is_empty() && !types.contains(&kind) && matches!(kind, FieldType::Text | FieldType::Choice) {
        let word = kind.word();
        let wanted = types.iter().map(|kind| kind.word()).collect::<Vec<_>>().join("、");
        return fault(
            field,
            say!("“{label}”的类型是 {word}，填出来各写各的", "'{label}' is of type {word}"),
            say!("把 type 改为 {wanted}；数量另写 unit", "make its type {wanted}; a quantity also has a unit"),
        );
    }
    (fact == Fact::Phone && is_nobodys(field, form)).then(|| {
        fault(
            field,
            say!("“{label}”没有说明是谁的号码", "'{label}' does not say whose number it is"),
            say!(
                "表上不止一个电话：栏目名写上人，如“报告人电话”，并有同名的“报告人”栏",
                "the form has several phones: name the person, as in 报告人电话 beside 报告人"
            ),
        )
    })?
}

/// Whether the form has several phones and this one names none of the persons on it.
fn is_nobodys(phone: &Field, form: &Form) -> bool {
    let is_phone = |field: &&Field| asked(&field.label) == [Fact::Phone];
    if form.fields.iter().filter(is_phone).count() < 2 {
        return false;
    }
    let label = bare(&phone.label);
    let persons = form.fields.iter().filter(|field| asked(&field.label) == [Fact::Person]);
    !persons.into_iter().any(|person| label.starts_with(&bare(&person.label)))
}

/// Too little room for sentences, or more than a page has.
fn room(field: &Field) -> Option<Finding> {
    let label = &field.label.value;
    let rows = field.rows.as_ref().map_or(1, |rows| rows.value);
    if !(1..=MOST_ROWS).contains(&rows) {
        return fault(
            field,
            say!("“{label}”的行数是{rows}，印不出来", "'{label}' has {rows} lines, which cannot be printed"),
            say!("写 1 至 {MOST_ROWS} 行", "give 1 to {MOST_ROWS} lines"),
        );
    }
    let narrative = asked(label).first().is_some_and(|fact| fact.is_narrative());
    let cramped = narrative && field.r#type.value == FieldType::Text && (rows < 2 || field.half);
    if !cramped {
        return None;
    }
    fault(
        field,
        say!("“{label}”要写成句的话，地方不够", "'{label}' takes sentences and has no room for them"),
        say!("写 rows: 2 以上，不要用 half", "give rows: 2 or more and no half"),
    )
}
