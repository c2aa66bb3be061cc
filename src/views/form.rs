//! Forms as blank sheets.

use super::content::{Block, FormCell, FormRow};
use super::refer::Edition;
use crate::model::event::{Category, Severity};
use crate::model::form::{Field, FieldType, Form};
use crate::model::pack::PackForm;
use crate::model::quantity::find_unit;
use crate::model::words::Words;

/// Height of one line to write on, in millimetres: room for handwriting (GB/T 9704 asks none).
const LINE: u32 = 9;

/// A blank form of the plan; `first` stands before its own notes.
pub(super) fn sheet(edition: &Edition<'_>, form: &Form, first: Vec<String>) -> Block {
    let seal = form.seal.as_ref().map(|seal| {
        let unit = &edition.plan.units[&seal.unit].name.value;
        let required = if seal.required.value { "未盖章无效" } else { "需要时盖章" };
        format!("{unit}（盖章，{required}）")
    });
    let mut signatures = signatures(&form.fields);
    if let Some(sign) = form.sign.as_ref().filter(|_| signatures.is_empty()) {
        signatures.push(format!("签发人（{}）签字", edition.plan.roles[&sign.role].name.value));
    }
    let mut notes: Vec<String> = first.into_iter().chain(form.notes.iter().map(|note| note.value.clone())).collect();
    notes.extend(form.retention.as_ref().map(|retention| format!("本表保存{}。", retention.value)));
    Block::Form { rows: rows(&form.fields), notes, seal, signatures }
}

/// A blank form that comes with the program.
pub(super) fn of_pack(form: &PackForm) -> Block {
    let purpose = format!("用途：{}。", form.purpose.value);
    let notes = std::iter::once(purpose).chain(form.notes.iter().map(|note| note.value.clone())).collect();
    Block::Form { rows: rows(&form.fields), notes, seal: None, signatures: signatures(&form.fields) }
}

fn signatures(fields: &[Field]) -> Vec<String> {
    let signed = fields.iter().filter(|field| field.r#type.value == FieldType::Signature);
    signed.map(|field| field.label.value.clone()).collect()
}

/// The rows: two fields of half width share one.
fn rows(fields: &[Field]) -> Vec<FormRow> {
    let mut rows: Vec<FormRow> = Vec::new();
    let mut waiting: Option<&Field> = None;
    for field in fields.iter().filter(|field| !matches!(field.r#type.value, FieldType::Signature | FieldType::Seal)) {
        match (field.half, waiting.take()) {
            (true, None) => waiting = Some(field),
            (true, Some(first)) => rows.push(row(&[first, field])),
            (false, None) => rows.push(row(&[field])),
            (false, Some(first)) => {
                rows.push(row(&[first]));
                rows.push(row(&[field]));
            }
        }
    }
    rows.extend(waiting.map(|field| row(&[field])));
    rows
}

fn row(fields: &[&Field]) -> FormRow {
    // A time beside another, or beside words to tick, has room for a date on one line and the hour on the next.
    let kinds = || fields.iter().map(|field| field.r#type.value);
    let wide = kinds().all(|kind| matches!(kind, FieldType::DateTime | FieldType::Choice));
    let narrow = fields.len() > 1 && wide && kinds().any(|kind| kind == FieldType::DateTime);
    let lines = fields.iter().map(|field| lines(field)).max().unwrap_or(1).max(1 + u32::from(narrow));
    FormRow { cells: fields.iter().map(|field| cell(field, narrow)).collect(), height: lines * LINE }
}

/// Lines to write on: those the form asks for, and at least enough for the words to tick.
fn lines(field: &Field) -> u32 {
    let asked = field.rows.as_ref().and_then(|rows| u32::try_from(rows.value).ok()).unwrap_or(1);
    asked.clamp(1, 20)
}

fn cell(field: &Field, narrow: bool) -> FormCell {
    let printed = |unit: &str| find_unit(unit).map_or(unit.to_owned(), |unit| unit.printed.to_owned());
    let unit = field.unit.as_ref().map(|unit| printed(&unit.value));
    let fill = match (field.r#type.value, unit) {
        (FieldType::DateTime, _) if narrow => "　　年　　月　　日\n　　　　　时　　分".to_owned(),
        (FieldType::DateTime, _) => "　　　　年　　月　　日　　时　　分".to_owned(),
        (FieldType::Date, _) => "　　　　年　　月　　日".to_owned(),
        (_, Some(unit)) => unit,
        _ => String::new(),
    };
    let mut label = field.label.value.clone();
    if let Some(condition) = &field.show_if {
        let condition = condition.value.trim_end_matches("填写").trim_end_matches('时');
        label.push_str(&format!("（{condition}时填）"));
    }
    FormCell {
        label,
        fill: field.prefill.as_ref().map_or(fill, |prefill| prefill.value.clone()),
        options: options(field),
        share: 1,
    }
}

fn options(field: &Field) -> Vec<String> {
    if field.r#type.value == FieldType::Checkbox && field.values.is_empty() {
        return vec!["是".into(), "否".into()];
    }
    field
        .values
        .iter()
        .flat_map(|value| match value.value.as_str() {
            "$levels" => words::<Severity>(),
            "$categories" => words::<Category>(),
            word => vec![word.to_owned()],
        })
        .collect()
}

fn words<T: Words>() -> Vec<String> {
    T::ALL.iter().map(|(word, _)| (*word).to_owned()).collect()
}
