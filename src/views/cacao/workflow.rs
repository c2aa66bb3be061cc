//! The steps of a playbook as a workflow.
//!
//! CACAO has steps run into each other by name: a run of steps is made from its end, each with the
//! name of the one behind it. Decisions and watches stand in a file of their own.

mod branch;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::shape::{Command, Step};
use crate::model::playbook::{Action, Playbook, RunTarget, Step as Own, StepKind};
use crate::model::quantity::Dimension;
use crate::model::{Entity, Id, Sourced};
use crate::views::identifier::identifier;
use crate::views::steps::Telling;

/// A workflow being made.
pub(super) struct Workflow<'a> {
    pub(super) telling: &'a Telling<'a>,
    pub(super) extension: String,
    pub(super) steps: BTreeMap<String, Step>,
    /// Roles that act, by id.
    pub(super) roles: BTreeSet<String>,
    /// Variables that conditions name.
    pub(super) variables: BTreeSet<String>,
    /// The ends of watches, each a variable that the watcher sets, with its words.
    pub(super) watches: BTreeMap<String, String>,
    /// What playbooks of this kind do, in the words of CACAO.
    pub(super) activities: BTreeSet<&'static str>,
}

impl<'a> Workflow<'a> {
    /// The identifier of an object of this playbook.
    pub(super) fn id(&self, kind: &str, what: &str) -> String {
        let playbook = self.telling.playbook;
        format!("{kind}--{}", identifier(self.plan(), &format!("cacao/{}/{what}", playbook.id())))
    }

    fn plan(&self) -> &'a str {
        &self.telling.edition.plan.head.id.value
    }

    /// The id of a step of the plan: its type is part of it.
    fn of(&self, step: &Own) -> String {
        self.id(kind(step), &format!("step/{}", step.id.value))
    }

    /// Adds a run of steps before `next`, or before an end of its own; gives its first step.
    pub(super) fn run(&mut self, steps: &'a [Own], name: &str, next: Option<&str>) -> String {
        let mut next = next.map_or_else(|| self.end(name), str::to_owned);
        for step in steps.iter().rev() {
            next = self.step(step, &next);
        }
        next
    }

    /// Takes out the ends that no run came to, because its last step leaves.
    pub(super) fn settle(&mut self) {
        let onward: BTreeSet<String> = self.steps.values().flat_map(Step::onward).cloned().collect();
        self.steps.retain(|id, step| step.r#type != "end" || onward.contains(id));
    }

    fn end(&mut self, name: &str) -> String {
        let id = self.id("end", &format!("end/{name}"));
        self.steps.insert(id.clone(), Step { r#type: "end", ..Step::default() });
        id
    }

    fn step(&mut self, step: &'a Own, next: &str) -> String {
        let id = self.of(step);
        let name = step.id.value.as_str();
        let made = match &step.action {
            Action::Goto(to) => return self.goto(to),
            Action::End { .. } => Step { r#type: "end", name: self.telling.action(step), ..self.extended(step) },
            Action::Run { target: Sourced { value: RunTarget::Playbook(to), .. }, returns } => {
                let next = if *returns { next.to_owned() } else { self.end(name) };
                self.call(step, &to.value, next)
            }
            Action::Decide { input, cases } => {
                self.decide(step, input, cases, next);
                return id;
            }
            Action::Parallel(branches) if branches.len() > 1 => {
                let first =
                    branches.iter().zip(1..).map(|(branch, at)| self.run(&branch.steps, &format!("{name}/{at}"), None));
                let next_steps = first.collect();
                Step { r#type: "parallel", next_steps, on_completion: Some(next.to_owned()), ..self.extended(step) }
            }
            Action::Parallel(branches) => {
                let inner = branches.first().map(|branch| branch.steps.as_slice()).unwrap_or_default();
                let next = self.run(inner, name, Some(next));
                self.act(step, next)
            }
            Action::Watch { condition, then } => {
                self.watch(step, condition, then, next);
                return id;
            }
            Action::Do(_) | Action::Notify { .. } | Action::Run { .. } => self.act(step, next.to_owned()),
        };
        self.steps.insert(id.clone(), made);
        id
    }

    /// The step a jump leads to; a jump is no step of its own.
    fn goto(&self, to: &str) -> String {
        let mut found = None;
        self.telling.playbook.walk(&mut |step, _| {
            if step.id.value == to {
                found = Some(step);
            }
        });
        match found {
            // `load` has a jump lead to a later step, so that this comes to an end.
            Some(Own { action: Action::Goto(onward), .. }) => self.goto(onward),
            Some(step) => self.of(step),
            None => self.id("end", &format!("end/{to}")),
        }
    }

    /// A step that a person does.
    fn act(&mut self, step: &Own, next: String) -> Step {
        let activity = activity(step.kind);
        self.activities.extend(activity);
        let command = Command { r#type: "manual", command: self.telling.action(step), playbook_activity: activity };
        let agent = Some(self.agent(step));
        let timeout = step.within.as_ref().filter(|within| within.dimension() == Dimension::Time);
        let timeout = timeout.and_then(|within| i64::try_from(within.base()).ok());
        let made = Step { r#type: "action", commands: vec![command], agent, timeout, ..self.extended(step) };
        match timeout.and_then(|_| self.escalation()) {
            Some(failed) => Step { on_success: Some(next), on_failure: Some(failed), ..made },
            None => Step { on_completion: Some(next), ..made },
        }
    }

    fn call(&mut self, step: &Own, to: &Id<Playbook>, next: String) -> Step {
        let playbook_id = Some(format!("playbook--{}", identifier(self.plan(), &to.qualified())));
        Step { r#type: "playbook-action", playbook_id, on_completion: Some(next), ..self.extended(step) }
    }

    /// What is done when a step takes too long: one step, told once.
    fn escalation(&mut self) -> Option<String> {
        let told = self.telling.escalation();
        if told.is_empty() {
            return None;
        }
        let id = self.id("action", "escalation");
        if !self.steps.contains_key(&id) {
            let command =
                Command { r#type: "manual", command: told.join("；"), playbook_activity: Some("deliver-content") };
            self.activities.insert("deliver-content");
            let next = self.end("escalation");
            let agent = Some(self.role(&self.telling.playbook.owner.value));
            let made = Step { commands: vec![command], agent, on_completion: Some(next), ..Step::default() };
            self.steps.insert(id.clone(), Step { r#type: "action", name: "超时升级".into(), ..made });
        }
        Some(id)
    }

    fn manual(&mut self, step: &Own, part: &str, command: String, next: &str) -> String {
        let id = self.id("action", &format!("step/{}/{part}", step.id.value));
        let made = Step { commands: Vec::new(), ..self.act(step, next.to_owned()) };
        let activity = activity(step.kind);
        let commands = vec![Command { r#type: "manual", command, playbook_activity: activity }];
        self.steps.insert(id.clone(), Step { commands, ..made });
        id
    }

    fn agent(&mut self, step: &Own) -> String {
        let role = step.actor.as_ref().unwrap_or(&self.telling.playbook.owner);
        self.role(&role.value)
    }

    fn role(&mut self, role: &Id<crate::model::org::Role>) -> String {
        self.roles.insert(role.as_str().to_owned());
        format!("individual--{}", identifier(self.plan(), &role.qualified()))
    }

    /// The name of a step, and what CACAO has no field for.
    fn extended(&self, step: &Own) -> Step {
        let told = |texts: Vec<String>| if texts.is_empty() { Value::Null } else { json!(texts) };
        let plan = self.telling.edition.plan;
        let text = |texts: &[Sourced<String>]| told(texts.iter().map(|text| text.value.clone()).collect());
        let mut own = json!({
            "id": step.id.value,
            "number": self.telling.numbers.get(&step.id.value),
            "kind": step.kind.word(),
            "actor": step.actor.as_ref().map(|role| plan.roles[role].name.value.clone()),
            "limit": self.telling.limit(step),
            "forms": told(step.fills.iter().map(|form| plan.forms[form].title.value.clone()).collect()),
            "branches": match &step.action {
                Action::Parallel(all) => told(all.iter().map(|branch| branch.label.value.clone()).collect()),
                _ => Value::Null,
            },
            "qualifications": text(&step.requires),
            "verify": text(&step.verify),
            "warning": step.warning.as_ref().map(|warning| warning.value.clone()),
            "irreversible": step.irreversible.then_some(true),
        });
        if let Some(fields) = own.as_object_mut() {
            fields.retain(|_, value| !value.is_null());
        }
        let name = format!("{} {}", self.telling.numbers.get(&step.id.value), step.kind.word());
        Step { name, step_extensions: BTreeMap::from([(self.extension.clone(), own)]), ..Step::default() }
    }
}

/// The type of the step that a step of the plan becomes.
fn kind(step: &Own) -> &'static str {
    match &step.action {
        Action::Do(_) | Action::Notify { .. } | Action::Goto(_) => "action",
        Action::Run { target, .. } if matches!(target.value, RunTarget::Playbook(_)) => "playbook-action",
        Action::Run { .. } => "action",
        Action::Decide { cases, .. } if branch::words(cases).is_some() => "switch-condition",
        Action::Decide { .. } => "if-condition",
        Action::Parallel(branches) if branches.len() > 1 => "parallel",
        Action::Parallel(_) => "action",
        Action::Watch { .. } => "while-condition",
        Action::End { .. } => "end",
    }
}

/// What CACAO calls such work (3.1.2).
fn activity(kind: StepKind) -> Option<&'static str> {
    Some(match kind {
        StepKind::LifeSafety | StepKind::Handle => "eliminate-risk",
        StepKind::Inspect | StepKind::Decide => "identify-indicators",
        StepKind::Report => "deliver-content",
        StepKind::Preserve => "analyze-collected-data",
        StepKind::Isolate => "disconnect-system",
        StepKind::Watch => "match-indicator",
        StepKind::Recover => "restore-capabilities",
        StepKind::Verify => "scan-system",
        StepKind::Record => "compose-content",
        StepKind::End => return None,
    })
}
