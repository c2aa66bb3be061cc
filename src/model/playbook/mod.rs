//! Playbooks: who does what by when, with branches that have no holes; steps in a file of their own.

mod step;

use super::asset::AssetRef;
use super::contact::Contact;
use super::event::{Category, Recipient, Severity, Trigger};
use super::id::entities;
use super::org::{Hazard, Role, Site, Unit};
use super::quantity::Unit as Measure;
use super::words::words;
use super::{Clearance, Id, Quantity, Ref, Sourced};
use crate::finding::Place;

pub use step::{Action, Branch, Case, EndState, RunTarget, Step, StepKind, Then};

entities!(Playbook = "playbook");

words! {
    /// What an input holds.
    pub enum InputType { Quantity = "quantity", Choice = "enum", Flag = "bool", Level = "level" }
}

impl InputType {
    /// What documents call it.
    pub fn called(self) -> &'static str {
        match self {
            Self::Quantity => "数量",
            Self::Choice => "选项",
            Self::Flag => "是或否",
            Self::Level => "事件级别",
        }
    }
}

/// A playbook.
#[derive(Debug, Clone)]
pub struct Playbook {
    /// Where it starts.
    pub place: Place,
    /// Id.
    pub id: Id<Self>,
    /// Title.
    pub title: Sourced<String>,
    /// Class of event.
    pub category: Sourced<Category>,
    /// Dangers to life; any makes it a life-safety playbook.
    pub hazards: Vec<Sourced<Hazard>>,
    /// What it covers.
    pub scope: Vec<Sourced<AssetRef>>,
    /// What it covers, in words.
    pub scope_words: Option<Sourced<String>>,
    /// Who keeps it.
    pub owner: Ref<Role>,
    /// Units that help.
    pub partners: Vec<Ref<Unit>>,
    /// Outside help.
    pub externals: Vec<Ref<Contact>>,
    /// What starts it.
    pub triggers: Vec<Ref<Trigger>>,
    /// Grades it serves.
    pub levels: Vec<Sourced<Severity>>,
    /// Earlier clauses it absorbed.
    pub merges: Vec<Sourced<String>>,
    /// What the reader must know first.
    pub facts: Vec<Sourced<String>>,
    /// What is done beforehand.
    pub prevention: Vec<Prevention>,
    /// Variables that branches test.
    pub inputs: Vec<Input>,
    /// Steps.
    pub steps: Vec<Step>,
    /// Recovery that takes longer than the objectives of the systems, and what is done until then.
    pub recovery: Option<Recovery>,
    /// What happens when it takes too long.
    pub escalation: Vec<Escalation>,
    /// What must not be done.
    pub do_not: Vec<Sourced<String>>,
    /// How poster and cards show it.
    pub card: Option<Card>,
    /// Why something is left out.
    pub not_covered: Option<Sourced<String>>,
}

impl Playbook {
    /// Who may know its steps, readings, facts, prevention and cards: they name devices, their
    /// settings and who switches what off, which helps nobody outside but an attacker.
    pub const STEPS_NEED: Clearance = Clearance::Internal;

    /// The input called `name`.
    pub fn input(&self, name: &str) -> Option<&Input> {
        self.inputs.iter().find(|input| input.name.value == name)
    }

    /// Calls `see` with every step in reading order and how deep it stands, 0 at the top.
    pub fn walk<'a>(&'a self, see: &mut dyn FnMut(&'a Step, usize)) {
        walk(&self.steps, 0, see);
    }
}

fn walk<'a>(steps: &'a [Step], depth: usize, see: &mut dyn FnMut(&'a Step, usize)) {
    for step in steps {
        see(step, depth);
        for inner in step.action.inner() {
            walk(inner, depth + 1, see);
        }
    }
}

/// Recovery that takes longer than the objectives allow: evidence and cleaning come first.
#[derive(Debug, Clone)]
pub struct Recovery {
    /// Where it starts.
    pub place: Place,
    /// The longest it takes, agreed with the owners of the systems.
    pub within: Sourced<Quantity>,
    /// How the work goes on until then.
    pub meanwhile: Sourced<String>,
}

/// What is done before anything happens.
#[derive(Debug, Clone)]
pub struct Prevention {
    /// Where it starts.
    pub place: Place,
    /// What is done.
    pub text: Sourced<String>,
    /// By whom.
    pub actor: Option<Ref<Role>>,
    /// How often.
    pub every: Option<Sourced<Quantity>>,
}

/// A variable that branches test.
#[derive(Debug, Clone)]
pub struct Input {
    /// Where it starts.
    pub place: Place,
    /// The name in conditions (the key under `inputs`).
    pub name: Sourced<String>,
    /// The name in documents.
    pub label: Sourced<String>,
    /// What it holds.
    pub r#type: Sourced<InputType>,
    /// Unit of a quantity.
    pub unit: Option<Sourced<Measure>>,
    /// Words of an enumeration.
    pub values: Vec<Sourced<String>>,
    /// Smallest value.
    pub min: Option<Sourced<Quantity>>,
    /// Largest value.
    pub max: Option<Sourced<Quantity>>,
    /// Where the reader gets it: a panel, an answer on the phone.
    pub from: Option<Sourced<String>>,
}

/// What happens when it takes too long.
#[derive(Debug, Clone)]
pub struct Escalation {
    /// Where it starts.
    pub place: Place,
    /// Since the trigger.
    pub after: Sourced<Quantity>,
    /// Only when.
    pub when: Option<Sourced<String>>,
    /// Who is told, or what is run.
    pub target: EscalationTarget,
}

/// Who is told, or what is run.
#[derive(Debug, Clone)]
pub enum EscalationTarget {
    /// Told.
    To(Sourced<Recipient>),
    /// Run.
    Run(Sourced<RunTarget>),
}

/// How poster and cards show the playbook.
#[derive(Debug, Clone)]
pub struct Card {
    /// Where it starts.
    pub place: Place,
    /// Reader.
    pub audience: Ref<Role>,
    /// Where it hangs.
    pub site: Option<Ref<Site>>,
    /// A title that can be read from afar; the playbook's own where none.
    pub title: Option<Sourced<String>>,
    /// Ids of the steps a poster shows besides those for life that everybody reaches; chosen by
    /// rule where empty.
    pub actions: Vec<Sourced<String>>,
    /// An input whose decisions hang on the wall as a table.
    pub table: Option<Sourced<String>>,
}
