//! The whole plan as data, cut for its readers.
//!
//! What a reader may not see is masked where a text is left that shows something else, and left
//! out where it is all there is.

use serde::Serialize;

use super::revision::runs;
use crate::check::Checked;
use crate::diff::tree::{Fact, Node};
use crate::diff::{Value, tree_of};
use crate::model::Clearance;

/// A plan.
#[derive(Debug, Clone, Serialize)]
pub struct Whole {
    /// Version of this shape.
    pub schema: &'static str,
    /// Id of the plan.
    pub plan: String,
    /// Its version.
    pub version: String,
    /// 发文字号
    pub number: String,
    /// Whose eyes it is for.
    pub edition: &'static str,
    /// Every entity, in the order of the plan.
    pub entities: Vec<Part>,
}

/// An entity, or a part of one.
#[derive(Debug, Clone, Serialize)]
pub struct Part {
    /// `role:commander` for an entity; an id within it for a part that has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// What it is.
    pub kind: &'static str,
    /// What a reader calls it.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub title: String,
    /// What it says.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<Field>,
    /// Its parts, in order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<Part>,
}

/// A field with what it says.
#[derive(Debug, Clone, Serialize)]
pub struct Field {
    /// Its name in the plan's files.
    pub key: &'static str,
    /// What documents call it.
    pub label: String,
    /// What it says, as documents say it.
    pub value: Said,
    /// The entity it means, where that is another one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub entity: Option<String>,
}

/// One value or several.
#[derive(Debug, Clone, Serialize)]
#[serde(untagged)]
pub enum Said {
    /// One.
    One(String),
    /// Several, in order.
    Several(Vec<String>),
}

/// The plan for readers of `clearance`.
pub fn whole(plan: &Checked, clearance: Clearance) -> Whole {
    let nodes = tree_of(plan);
    Whole {
        schema: "plangen-plan/1",
        plan: plan.head.id.value.clone(),
        version: plan.head.version.value.clone(),
        number: plan.head.document.number.to_string(),
        edition: clearance.word(),
        entities: parts(&nodes, clearance),
    }
}

fn parts(nodes: &[Node], clearance: Clearance) -> Vec<Part> {
    let seen = nodes.iter().filter(|node| node.needs <= clearance);
    seen.map(|node| Part {
        id: node.named.then(|| node.key.clone()),
        kind: node.noun,
        title: runs::words(&node.title, clearance),
        fields: node.facts.iter().filter(|fact| fact.needs <= clearance).map(|fact| field(fact, clearance)).collect(),
        parts: parts(&node.parts, clearance),
    })
    .collect()
}

fn field(fact: &Fact, clearance: Clearance) -> Field {
    let value = match &fact.value {
        Value::List(values) => Said::Several(values.iter().map(|value| runs::value(value, clearance)).collect()),
        value => Said::One(runs::value(value, clearance)),
    };
    let entity = match &fact.value {
        Value::Link { key, name } if name.needs <= clearance => Some(key.clone()),
        _ => None,
    };
    Field { key: fact.key, label: fact.label.clone(), value, entity }
}
