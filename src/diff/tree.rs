//! A plan as entities, parts and facts.

use crate::finding::Place;
use crate::model::Clearance;
use crate::model::words::words;

use super::Value;

words! {
    /// What a change is about; the order is that of the summary.
    pub enum About {
        Staff = "人员",
        Contact = "联系方式",
        Duty = "职责",
        Step = "流程步骤",
        Limit = "阈值与时限",
        Form = "表单",
        Basis = "依据",
        Resource = "资源合同",
        Words = "文字",
    }
}

/// Which way a quantity becomes stricter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stricter {
    /// A deadline, an age.
    Smaller,
    /// A stock, a number of backups.
    Larger,
}

/// Something a part says.
#[derive(Debug, Clone)]
pub struct Fact {
    /// The field.
    pub key: &'static str,
    /// What it is called in documents.
    pub label: String,
    /// What a change of it is about.
    pub about: About,
    /// What it says.
    pub value: Value,
    /// Which way it becomes stricter.
    pub stricter: Option<Stricter>,
    /// Who may know of it.
    pub needs: Clearance,
}

/// An entity, or a part of one.
#[derive(Debug, Clone)]
pub struct Node {
    /// `role:commander` for an entity; unique in its entity for a part that has an id; given by
    /// [`align`](super::align) where it has none.
    pub key: String,
    /// Whether `key` is an id that a person wrote.
    pub named: bool,
    /// What kind of part it is, 步骤, 字段.
    pub noun: &'static str,
    /// What a reader calls it.
    pub title: Vec<super::Part>,
    /// What tells it from its like: the heading a paragraph stands under, the condition of a branch.
    /// No part of what it says.
    pub under: Option<String>,
    /// Its printed number, which other parts may shift.
    pub number: Option<String>,
    /// What its coming or going is about.
    pub about: About,
    /// Where it was written.
    pub place: Place,
    /// Who may know of it.
    pub needs: Clearance,
    /// The key it had in the plan before.
    pub was: Option<String>,
    /// Entities of the plan before that went into it.
    pub merges: Vec<String>,
    /// What it says.
    pub facts: Vec<Fact>,
    /// Its parts, in order.
    pub parts: Vec<Node>,
}

impl Node {
    /// Calls `see` with this node and every part below it, in reading order.
    pub fn walk<'a>(&'a self, see: &mut dyn FnMut(&'a Node)) {
        see(self);
        for part in &self.parts {
            part.walk(see);
        }
    }

    /// Whether it stands for a person or a person's own numbers, which live in `restricted/`.
    pub fn is_personal(&self) -> bool {
        let of_person = |fact: &Fact| {
            fact.key == "owner" && matches!(&fact.value, Value::Link { key, .. } if key.starts_with("person:"))
        };
        self.key.starts_with("person:") || self.facts.iter().any(of_person)
    }

    /// Whether two nodes say the same, places and generated numbers aside.
    pub fn same(&self, other: &Self) -> bool {
        let facts = |node: &'_ Self| {
            let mut facts: Vec<_> = node.facts.iter().map(|fact| (fact.key, fact.value.clone())).collect();
            facts.sort_by_key(|(key, _)| *key);
            facts
        };
        self.key == other.key
            && facts(self) == facts(other)
            && self.parts.len() == other.parts.len()
            && self.parts.iter().zip(&other.parts).all(|(own, its)| own.same(its))
    }
}
