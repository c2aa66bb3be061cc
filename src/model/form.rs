//! Forms to fill by hand.

use super::id::entities;
use super::org::{Role, Unit};
use super::words::words;
use super::{Id, Quantity, Ref, Sourced};
use crate::finding::Place;

entities!(Form = "form");

words! {
    /// What a field holds.
    pub enum FieldType {
        Text = "text",
        Integer = "integer",
        Quantity = "quantity",
        DateTime = "datetime",
        Date = "date",
        Choice = "enum",
        Phone = "phone",
        Signature = "signature",
        Seal = "seal",
        Checkbox = "checkbox",
    }
}

impl FieldType {
    /// What documents call it.
    pub fn called(self) -> &'static str {
        match self {
            Self::Text => "文字",
            Self::Integer => "整数",
            Self::Quantity => "数量",
            Self::DateTime => "日期和时间",
            Self::Date => "日期",
            Self::Choice => "选项",
            Self::Phone => "电话",
            Self::Signature => "签名",
            Self::Seal => "印章",
            Self::Checkbox => "勾选",
        }
    }
}

/// A form.
#[derive(Debug, Clone)]
pub struct Form {
    /// Where it starts.
    pub place: Place,
    /// Id.
    pub id: Id<Self>,
    /// Title.
    pub title: Sourced<String>,
    /// What it is for.
    pub purpose: Option<Sourced<String>>,
    /// What it rests on.
    pub basis: Vec<Sourced<String>>,
    /// Whose seal.
    pub seal: Option<Seal>,
    /// Who signs.
    pub sign: Option<Sign>,
    /// Who fills it.
    pub filled_by: Option<Ref<Role>>,
    /// Copies.
    pub copies: Option<Sourced<Quantity>>,
    /// How long it is kept.
    pub retention: Option<Sourced<Quantity>>,
    /// Fields.
    pub fields: Vec<Field>,
    /// Notes under it.
    pub notes: Vec<Sourced<String>>,
}

/// Whose seal.
#[derive(Debug, Clone)]
pub struct Seal {
    /// Where it starts.
    pub place: Place,
    /// The unit.
    pub unit: Ref<Unit>,
    /// Whether the form is void without it.
    pub required: Sourced<bool>,
}

/// Who signs.
#[derive(Debug, Clone)]
pub struct Sign {
    /// Where it starts.
    pub place: Place,
    /// The role.
    pub role: Ref<Role>,
}

/// A field.
#[derive(Debug, Clone)]
pub struct Field {
    /// Where it starts.
    pub place: Place,
    /// Id within the form.
    pub id: Sourced<String>,
    /// Label.
    pub label: Sourced<String>,
    /// What it holds.
    pub r#type: Sourced<FieldType>,
    /// Unit.
    pub unit: Option<Sourced<String>>,
    /// Whether it must be filled.
    pub required: bool,
    /// Words to choose from; `$levels` and `$categories` stand for the plan's own.
    pub values: Vec<Sourced<String>>,
    /// Mandated contents it tells, where neither id nor label says so.
    pub answers: Vec<Sourced<String>>,
    /// When it applies.
    pub show_if: Option<Sourced<String>>,
    /// What is printed beforehand.
    pub prefill: Option<Sourced<String>>,
    /// Lines to write on.
    pub rows: Option<Sourced<i64>>,
    /// Whether half the width is enough.
    pub half: bool,
}
