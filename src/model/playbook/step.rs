//! Steps: what is done, by whom, how soon, and where it goes on.

use super::Playbook;
use crate::finding::Place;
use crate::model::asset::{Facility, Procedure, Resource};
use crate::model::condition::Condition;
use crate::model::contact::{Contact, PointKind};
use crate::model::event::{Recipient, Report};
use crate::model::form::Form;
use crate::model::org::Role;
use crate::model::words::words;
use crate::model::{Quantity, Ref, Sourced};

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
