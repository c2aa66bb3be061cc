//! How values of the model are told as facts.

use super::{Limit, Part, Value};
use crate::model::asset::{AssetRef, Facility, Procedure, System, Vendor};
use crate::model::condition::{Condition, Literal, Operator};
use crate::model::contact::{Contact, Owner};
use crate::model::event::{Recipient, Report, Trigger, When};
use crate::model::form::Form;
use crate::model::governance::Law;
use crate::model::org::{Duty, Group, Person, Role, Site, Unit};
use crate::model::playbook::{Playbook, RunTarget};
use crate::model::words::Words;
use crate::model::{Clearance, Date, Entity, Id, Plan, Quantity, Sensitive, Sourced};

/// What a value is told with.
pub(super) struct Teller<'a> {
    /// The plan, for names.
    pub(super) plan: &'a Plan,
    /// Printed names of the variables of a playbook.
    pub(super) variables: &'a [(String, String)],
}

impl Teller<'_> {
    fn variable(&self, name: &str) -> String {
        let own = self.variables.iter().find(|(known, _)| known == name).map(|(_, label)| label.clone());
        let indicator = || self.plan.indicator(name).map(|indicator| indicator.label.value.as_str());
        own.unwrap_or_else(|| built_in(name).or_else(indicator).unwrap_or(name).to_owned())
    }
}

/// The printed name of a variable that every condition knows.
fn built_in(name: &str) -> Option<&'static str> {
    match name {
        "level" => Some("事件级别"),
        "operator" => Some("网络运营者类别"),
        "elapsed" => Some("持续时间"),
        "category" => Some("事件类别"),
        _ => None,
    }
}

/// Words in quotation marks; those inside them become single ones (GB/T 15834-2011, 4.8.3.3).
pub fn quoted(words: &str) -> String {
    format!("“{}”", words.replace('“', "‘").replace('”', "’"))
}

/// A value as told, and who may know of it; `None` where there is nothing to tell.
pub(super) type Told = Option<(Value, Clearance)>;

/// Something that can be told.
pub(super) trait Tell {
    /// What it says.
    fn tell(&self, teller: &Teller<'_>) -> Told;
}

fn open(value: Value) -> Told {
    Some((value, Clearance::Public))
}

impl Tell for str {
    fn tell(&self, _: &Teller<'_>) -> Told {
        open(Value::Words(self.to_owned()))
    }
}

impl Tell for String {
    fn tell(&self, teller: &Teller<'_>) -> Told {
        self.as_str().tell(teller)
    }
}

impl Tell for i64 {
    fn tell(&self, _: &Teller<'_>) -> Told {
        open(Value::Whole(*self))
    }
}

/// What is not so is not told: most switches are off.
impl Tell for bool {
    fn tell(&self, _: &Teller<'_>) -> Told {
        self.then(|| (Value::Words("是".into()), Clearance::Public))
    }
}

impl Tell for Value {
    fn tell(&self, _: &Teller<'_>) -> Told {
        open(self.clone())
    }
}

impl Tell for Date {
    fn tell(&self, _: &Teller<'_>) -> Told {
        open(Value::Day(*self))
    }
}

impl Tell for Quantity {
    fn tell(&self, _: &Teller<'_>) -> Told {
        open(Value::Amount(*self))
    }
}

impl<T: Tell> Tell for Sourced<T> {
    fn tell(&self, teller: &Teller<'_>) -> Told {
        self.value.tell(teller)
    }
}

impl<T: Tell> Tell for Option<T> {
    fn tell(&self, teller: &Teller<'_>) -> Told {
        self.as_ref().and_then(|value| value.tell(teller))
    }
}

impl<T: Tell> Tell for Sensitive<T> {
    fn tell(&self, teller: &Teller<'_>) -> Told {
        let inner = self.open(Clearance::Restricted)?;
        inner.tell(teller).map(|(value, needs)| (value, needs.max(self.needs())))
    }
}

impl<T: Tell> Tell for Vec<T> {
    fn tell(&self, teller: &Teller<'_>) -> Told {
        let told: Vec<_> = self.iter().filter_map(|value| value.tell(teller)).collect();
        let needs = told.iter().map(|(_, needs)| *needs).max()?;
        Some((Value::List(told.into_iter().map(|(value, _)| value).collect()), needs))
    }
}

/// A word of an enumeration.
pub(super) struct Word<T>(pub(super) T);

impl<T: Words + PartialEq> Tell for Word<T> {
    fn tell(&self, _: &Teller<'_>) -> Told {
        let word = T::ALL.iter().find(|(_, value)| *value == self.0)?.0;
        open(Value::Words(word.to_owned()))
    }
}

/// The words of a list of an enumeration.
pub(super) fn word_list<T: Words>(values: &[Sourced<T>]) -> Vec<Word<T>> {
    values.iter().map(|value| Word(value.value)).collect()
}

/// The word of an optional value.
pub(super) fn word<T: Words>(value: Option<&Sourced<T>>) -> Option<Word<T>> {
    value.map(|value| Word(value.value))
}

fn link<K: Entity>(id: &Id<K>, name: Option<Part>) -> Told {
    let key = id.qualified();
    // Only people can be unknown to a plan that loads: where the restricted folder is absent.
    let name = name.unwrap_or_else(|| Part { text: "未登记".into(), needs: Clearance::Restricted });
    open(Value::Link { key, name })
}

/// Tells an id by the name of what it means.
macro_rules! named {
    ($($type:ty: $table:ident, |$row:ident| $name:expr;)*) => {$(
        impl Tell for Id<$type> {
            fn tell(&self, teller: &Teller<'_>) -> Told {
                link(self, teller.plan.$table.get(self).map(|$row| $name))
            }
        }
    )*};
}

named! {
    Unit: units, |unit| Part::open(&unit.name.value);
    Group: groups, |group| Part::open(&group.name.value);
    Role: roles, |role| Part::open(&role.name.value);
    Duty: duty, |duty| Part::open(&duty.name.value);
    Site: sites, |site| Part { text: site.name.value.clone(), needs: site.visibility };
    Contact: contacts, |contact| Part { text: contact.label.value.clone(), needs: contact.visibility };
    System: systems, |system| Part::open(&system.name.value);
    Facility: facilities, |facility| Part { text: facility.name.value.clone(), needs: facility.visibility };
    Procedure: procedures, |procedure| Part::open(&procedure.title.value);
    Vendor: vendors, |vendor| Part::open(&vendor.name.value);
    crate::model::asset::Contract: contracts, |contract| Part { text: contract.title.value.clone(), needs: contract.visibility };
    crate::model::asset::Resource: resources, |resource| Part { text: resource.name.value.clone(), needs: resource.visibility };
    Trigger: triggers, |trigger| Part::open(&trigger.label.value);
    Report: reports, |report| Part::open(&report.title.value);
    Playbook: playbooks, |playbook| Part::open(&playbook.title.value);
    Form: forms, |form| Part::open(&form.title.value);
    Law: laws, |law| Part::open(format!("《{}》", law.title.value));
}

/// A person is told by name to those who may know it; everybody else learns only that it changed.
impl Tell for Id<Person> {
    fn tell(&self, teller: &Teller<'_>) -> Told {
        let person = teller.plan.people.get(self);
        let name = person.and_then(|person| person.name.open(Clearance::Restricted).map(|name| (name, person)));
        link(self, name.map(|(name, person)| Part { text: name.value.clone(), needs: person.name.needs() }))
    }
}

/// Tells a reference to one of several kinds.
macro_rules! one_of {
    ($($type:ident { $($variant:ident),* })*) => {$(
        impl Tell for $type {
            fn tell(&self, teller: &Teller<'_>) -> Told {
                match self { $(Self::$variant(id) => id.tell(teller)),* }
            }
        }
    )*};
}

one_of! {
    AssetRef { System, Facility }
    Recipient { Role, Group, Unit }
    RunTarget { Playbook, Report }
    Owner { Unit, Group, Role, Person, Vendor, Contract, Duty }
}

impl Tell for When {
    fn tell(&self, teller: &Teller<'_>) -> Told {
        match self {
            Self::Words(words) => words.tell(teller),
            Self::If(condition) => condition.tell(teller),
        }
    }
}

impl Tell for Condition {
    fn tell(&self, teller: &Teller<'_>) -> Told {
        let label = |name: &str| teller.variable(name);
        let mut limits = Vec::new();
        self.comparisons(&mut |name, operator, value| {
            if let Literal::Quantity(figure) = value.value {
                let upwards = match operator {
                    Operator::Greater | Operator::AtLeast => Some(true),
                    Operator::Less | Operator::AtMost => Some(false),
                    Operator::Equal | Operator::Unequal => None,
                };
                limits.push(Limit { variable: label(&name.value), figure, upwards });
            }
        });
        let words = self.in_words(&label);
        let mut shape = words.clone();
        for limit in &limits {
            shape = shape.replacen(&limit.figure.to_string(), "\u{25a1}", 1);
        }
        open(Value::Rule { words, shape, limits })
    }
}
