//! Small playbooks for the tests of this floor.

use crate::finding::{Place, Sources};
use crate::model::event::Category;
use crate::model::playbook::{Action, Branch, Case, EndState, Playbook, Step, StepKind};
use crate::model::{Id, Sourced};

pub(super) fn somewhere() -> Place {
    Place::new(Sources::default().add("test".to_owned(), ""), 0..0)
}

pub(super) fn sourced<T>(value: T) -> Sourced<T> {
    Sourced { value, place: somewhere() }
}

pub(super) fn text(value: &str) -> Sourced<String> {
    sourced(value.to_owned())
}

pub(super) fn playbook(steps: Vec<Step>) -> Playbook {
    Playbook {
        place: somewhere(),
        id: Id::new("sample"),
        title: text("样例应急处置方案"),
        category: sourced(Category::Attack),
        hazards: Vec::new(),
        scope: Vec::new(),
        scope_words: None,
        owner: sourced(Id::new("owner")),
        partners: Vec::new(),
        externals: Vec::new(),
        triggers: Vec::new(),
        levels: Vec::new(),
        merges: Vec::new(),
        facts: Vec::new(),
        prevention: Vec::new(),
        inputs: Vec::new(),
        steps,
        recovery: None,
        escalation: Vec::new(),
        do_not: Vec::new(),
        card: None,
        not_covered: None,
    }
}

pub(super) fn with_action(id: &str, kind: StepKind, action: Action) -> Step {
    Step {
        place: somewhere(),
        id: text(id),
        kind,
        action,
        actor: None,
        within: None,
        since: None,
        every: None,
        until: None,
        calls: Vec::new(),
        fills: Vec::new(),
        records: Vec::new(),
        uses: Vec::new(),
        asset: None,
        procedure: None,
        requires: Vec::new(),
        verify: Vec::new(),
        warning: None,
        irreversible: false,
        remote: false,
        note: None,
        short: None,
    }
}

pub(super) fn step(id: &str, kind: StepKind) -> Step {
    with_action(id, kind, Action::Do(text("做一件事")))
}

pub(super) fn decide(id: &str, cases: Vec<Case>) -> Step {
    with_action(id, StepKind::Decide, Action::Decide { input: text("input"), cases })
}

pub(super) fn case(steps: Vec<Step>) -> Case {
    Case { place: somewhere(), condition: None, steps }
}

pub(super) fn goto(id: &str, target: &str) -> Step {
    with_action(id, StepKind::Handle, Action::Goto(text(target)))
}

pub(super) fn end(id: &str) -> Step {
    with_action(id, StepKind::End, Action::End { state: sourced(EndState::Recovered), decided_by: None })
}

pub(super) fn parallel(id: &str, branches: Vec<Vec<Step>>) -> Step {
    let branches = branches.into_iter().map(|steps| Branch { place: somewhere(), label: text("支"), steps }).collect();
    with_action(id, StepKind::Handle, Action::Parallel(branches))
}
