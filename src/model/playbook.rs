//! Playbooks: who does what by when, with branches that have no holes.

use super::asset::{AssetRef, Facility, Procedure, Resource};
use super::condition::Condition;
use super::contact::{Contact, PointKind};
use super::event::{Category, Recipient, Report, Severity, Trigger};
use super::form::Form;
use super::id::entities;
use super::org::{Hazard, Role, Site, Unit};
use super::quantity::Unit as Measure;
use super::words::words;
use super::{Clearance, Id, Quantity, Ref, Sourced};
use crate::finding::Place;

entities!(Playbook = "playbook");

words! {
    /// What a step is for.
    pub enum StepKind {
        LifeSafety = "人身安全",
        Inspect = "检查",
        Report = "报告",
        Decide = "判断",
        Preserve = "保全证据",
        Isolate = "隔离",
        Handle = "处置",
        Watch = "监护",
        Recover = "恢复",
        Verify = "核验",
        Record = "记录",
        End = "结束",
    }
}

words! {
    /// How a path ends.
    pub enum EndState { Recovered = "恢复", HandedOver = "移交", Stopped = "终止" }
}

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

/// A step.
#[derive(Debug, Clone)]
pub struct Step {
    /// Where it starts.
    pub place: Place,
    /// Id, unique in the playbook.
    pub id: Sourced<String>,
    /// What it is for.
    pub kind: StepKind,
    /// What is done.
    pub action: Action,
    /// Who does it.
    pub actor: Option<Ref<Role>>,
    /// How soon.
    pub within: Option<Sourced<Quantity>>,
    /// From when; the trigger, the step before, or a step's id.
    pub since: Option<Sourced<String>>,
    /// Repeated.
    pub every: Option<Sourced<Quantity>>,
    /// Until.
    pub until: Option<Sourced<String>>,
    /// Whom to call.
    pub calls: Vec<Ref<Contact>>,
    /// Forms to fill.
    pub fills: Vec<Ref<Form>>,
    /// Inputs to write down.
    pub records: Vec<Sourced<String>>,
    /// Resources to use.
    pub uses: Vec<Ref<Resource>>,
    /// Equipment.
    pub asset: Option<Ref<Facility>>,
    /// Operating procedure.
    pub procedure: Option<Ref<Procedure>>,
    /// Qualifications.
    pub requires: Vec<Sourced<String>>,
    /// What must hold afterwards.
    pub verify: Vec<Sourced<String>>,
    /// Danger.
    pub warning: Option<Sourced<String>>,
    /// Whether it cannot be undone.
    pub irreversible: bool,
    /// Whether it can be done from elsewhere.
    pub remote: bool,
    /// A remark.
    pub note: Option<Sourced<String>>,
    /// What is done, in the few words for which a poster or a card has room.
    pub short: Option<Sourced<String>>,
}

/// What a step does.
#[derive(Debug, Clone)]
pub enum Action {
    /// One action by one actor.
    Do(Sourced<String>),
    /// People are told.
    Notify {
        /// Whom.
        to: Vec<Sourced<Recipient>>,
        /// How.
        by: Vec<Sourced<PointKind>>,
        /// What.
        message: Option<Sourced<String>>,
    },
    /// A branch on one input.
    Decide {
        /// The input.
        input: Sourced<String>,
        /// The cases.
        cases: Vec<Case>,
    },
    /// At the same time.
    Parallel(Vec<Branch>),
    /// Repeat until; act when it holds.
    Watch {
        /// When to act.
        condition: Sourced<Condition>,
        /// What then.
        then: Then,
    },
    /// Another playbook or a report.
    Run {
        /// Which.
        target: Sourced<RunTarget>,
        /// Whether the reader comes back.
        returns: bool,
    },
    /// On to a later step.
    Goto(Sourced<String>),
    /// The path ends.
    End {
        /// How.
        state: Sourced<EndState>,
        /// Who says so.
        decided_by: Option<Ref<Role>>,
    },
}

impl Action {
    /// The runs of steps inside, in order.
    pub fn inner(&self) -> Vec<&[Step]> {
        match self {
            Self::Decide { cases, .. } => cases.iter().map(|case| case.steps.as_slice()).collect(),
            Self::Parallel(branches) => branches.iter().map(|branch| branch.steps.as_slice()).collect(),
            Self::Watch { then: Then::Steps(steps), .. } => vec![steps],
            _ => Vec::new(),
        }
    }
}

/// A case of a decision.
#[derive(Debug, Clone)]
pub struct Case {
    /// Where it starts.
    pub place: Place,
    /// When it holds; `None` stands for every other value.
    pub condition: Option<Sourced<Condition>>,
    /// What is done.
    pub steps: Vec<Step>,
}

/// A branch of parallel work.
#[derive(Debug, Clone)]
pub struct Branch {
    /// Where it starts.
    pub place: Place,
    /// Name.
    pub label: Sourced<String>,
    /// What is done.
    pub steps: Vec<Step>,
}

/// What a watch leads to.
#[derive(Debug, Clone)]
pub enum Then {
    /// Another playbook or a report.
    Run(Sourced<RunTarget>),
    /// These steps.
    Steps(Vec<Step>),
    /// A later step.
    Goto(Sourced<String>),
}

/// A playbook or a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RunTarget {
    /// A playbook.
    Playbook(Ref<Playbook>),
    /// A report.
    Report(Ref<Report>),
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
