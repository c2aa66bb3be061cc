//! The changes as operations for programs: made on the plan before they give the plan after.
//!
//! They hold every value, so only readers of the whole plan get them.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use serde_json::{Value as Json, json};

use crate::diff::apply::{Act, script};
use crate::diff::tree::Node;
use crate::diff::{Comparison, Value, What};

/// One operation; they are made one after the other.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "op", rename_all = "lowercase")]
pub enum Operation {
    /// An entity has another key, and everything that means it.
    Rename {
        /// Before.
        was: String,
        /// Now.
        entity: String,
    },
    /// A part without an id gets the key by which later operations call it.
    Name {
        /// `playbook:power-outage`
        entity: String,
        /// Which part it is at each depth below the entity, from 0.
        path: Vec<usize>,
        /// The key.
        node: String,
    },
    /// A part comes, or an entity where no parent is named.
    Add {
        /// `playbook:power-outage`
        entity: String,
        /// The part it comes into.
        #[serde(skip_serializing_if = "Option::is_none")]
        parent: Option<String>,
        /// How many parts come before it there.
        #[serde(skip_serializing_if = "Option::is_none")]
        index: Option<usize>,
        /// What comes.
        value: Laid,
    },
    /// A part goes with what is below it, also from what was taken out; an entity where no part is
    /// named.
    Remove {
        /// `playbook:power-outage`
        entity: String,
        /// The part.
        #[serde(skip_serializing_if = "Option::is_none")]
        node: Option<String>,
    },
    /// A part is taken out and kept at hand.
    Take {
        /// `playbook:power-outage`
        entity: String,
        /// The part.
        node: String,
    },
    /// A part that was taken out is put back.
    Put {
        /// `playbook:power-outage`
        entity: String,
        /// The part.
        node: String,
        /// The part it goes into.
        parent: String,
        /// How many parts come before it there.
        index: usize,
    },
    /// A field gets a value; none where it is cleared.
    Set {
        /// `playbook:power-outage`
        entity: String,
        /// The part.
        node: String,
        /// The field.
        field: &'static str,
        /// The value.
        value: Option<Json>,
    },
}

/// An entity or a part of one, as a program reads it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Laid {
    /// Its key; empty for a part that has no id and was not given one.
    pub key: String,
    /// What it is, 步骤.
    pub kind: &'static str,
    /// What it says.
    pub fields: BTreeMap<&'static str, Json>,
    /// Its parts, in order.
    pub parts: Vec<Laid>,
}

/// An entity or a part, laid out for programs.
pub fn laid(node: &Node) -> Laid {
    Laid {
        key: node.key.clone(),
        kind: node.noun,
        fields: node.facts.iter().map(|fact| (fact.key, value(&fact.value))).collect(),
        parts: node.parts.iter().map(laid).collect(),
    }
}

/// A value: what is compared of it, not how it is printed.
fn value(of: &Value) -> Json {
    match of {
        Value::Words(words) => json!(words),
        Value::Amount(quantity) => json!(quantity.source()),
        Value::Whole(number) => json!(number),
        Value::Day(day) => json!(day.to_string()),
        Value::Link { key, .. } => json!({ "link": key }),
        Value::Rule { words, .. } => json!({ "rule": words }),
        Value::Prose { source, .. } => json!({ "prose": source }),
        Value::List(values) => values.iter().map(value).collect(),
    }
}

/// What to do with the plan before so that it becomes the plan after.
pub fn operations(comparison: &Comparison) -> Vec<Operation> {
    let (script, _) = script(&comparison.old, &comparison.changes);
    let mut operations = Vec::new();
    for change in &comparison.changes {
        if let (What::Renamed { was } | What::Split { was, .. }, entity) = (&change.what, &change.entity) {
            operations.push(Operation::Rename { was: was.clone(), entity: entity.clone() });
        }
    }
    let mut called: BTreeSet<(&str, &str)> = BTreeSet::new();
    for (entity, act) in &script {
        match act {
            Act::Found(_) | Act::Drop => {}
            Act::Take { node } | Act::Remove { node } | Act::Set { node, .. } => _ = called.insert((entity, node)),
            Act::Put { at, .. } | Act::Add { at, .. } => _ = called.insert((entity, &at.parent)),
        }
    }
    for entity in &comparison.old {
        name(entity, &entity.key, &mut Vec::new(), &called, &mut operations);
    }
    operations.extend(script.into_iter().map(|(entity, act)| match act {
        Act::Found(node) => Operation::Add { entity, parent: None, index: None, value: laid(&node) },
        Act::Drop => Operation::Remove { entity, node: None },
        Act::Take { node } => Operation::Take { entity, node },
        Act::Remove { node } => Operation::Remove { entity, node: Some(node) },
        Act::Put { node, at } => Operation::Put { entity, node, parent: at.parent, index: at.index },
        Act::Add { node, at } => {
            Operation::Add { entity, parent: Some(at.parent), index: Some(at.index), value: laid(&node) }
        }
        Act::Set { node, key, value: new } => {
            Operation::Set { entity, node, field: key, value: new.as_ref().map(value) }
        }
    }));
    operations
}

fn name(
    node: &Node,
    entity: &str,
    path: &mut Vec<usize>,
    called: &BTreeSet<(&str, &str)>,
    operations: &mut Vec<Operation>,
) {
    if !node.named && called.contains(&(entity, node.key.as_str())) {
        operations.push(Operation::Name { entity: entity.to_owned(), path: path.clone(), node: node.key.clone() });
    }
    for (index, part) in node.parts.iter().enumerate() {
        path.push(index);
        name(part, entity, path, called, operations);
        path.pop();
    }
}
