//! A step in the few words for which a poster or a card has room.

use super::steps::Telling;
use crate::finding::Place;
use crate::model::condition::Literal;
use crate::model::playbook::{Action, Case, InputType, RunTarget, Step, StepKind, Then};

/// A step that has to be done, and when it has.
#[derive(Debug, Clone)]
pub(super) struct Deed<'a> {
    pub(super) step: &'a Step,
    /// Only in this case; nothing where everybody does it.
    pub(super) when: Option<String>,
    /// Whether no path passes it by.
    pub(super) certain: bool,
}

/// Every step in which somebody does, tells or decides something, in reading order, with the case it
/// belongs to.
pub(super) fn deeds<'a>(telling: &Telling<'a>) -> Vec<Deed<'a>> {
    let steps = &telling.playbook.steps;
    let mut deeds = Vec::new();
    for (index, step) in steps.iter().enumerate() {
        let before = steps.get(..index).unwrap_or_default();
        let beyond = steps.get(index + 1..).unwrap_or_default();
        collect(telling, step, None, !jumped(before, beyond), &mut deeds);
    }
    deeds
}

/// Whether a step before leads to one beyond, so that what lies between is passed by.
fn jumped(before: &[Step], beyond: &[Step]) -> bool {
    before.iter().any(|step| {
        let here = match &step.action {
            Action::Goto(to) => beyond.iter().any(|step| step.id.value == to.value),
            // Whoever goes on when a watch strikes has left the usual path.
            Action::Watch { .. } => return false,
            _ => false,
        };
        here || step.action.inner().into_iter().any(|inner| jumped(inner, beyond))
    })
}

fn collect<'a>(telling: &Telling<'a>, step: &'a Step, when: Option<&str>, certain: bool, deeds: &mut Vec<Deed<'a>>) {
    if matches!(step.action, Action::Do(_) | Action::Notify { .. } | Action::Run { .. } | Action::Decide { .. }) {
        deeds.push(Deed { step, when: when.map(str::to_owned), certain });
    }
    let mut inside = |steps: &'a [Step], when: Option<&str>, certain: bool| {
        for step in steps {
            collect(telling, step, when, certain, deeds);
        }
    };
    match &step.action {
        Action::Decide { input, cases } => {
            for case in cases {
                inside(&case.steps, Some(&self::when(telling, case, input)), false);
            }
        }
        Action::Parallel(branches) => branches.iter().for_each(|branch| inside(&branch.steps, when, certain)),
        Action::Watch { condition, then: Then::Steps(steps) } => {
            inside(steps, Some(&telling.once(condition)), false);
        }
        _ => {}
    }
}

/// When a case holds, short enough to stand before what is done then.
fn when(telling: &Telling<'_>, case: &Case, input: &str) -> String {
    let Some(condition) = &case.condition else { return "其他情形".to_owned() };
    let found = telling.playbook.input(input);
    match found.map(|input| input.r#type.value) {
        Some(InputType::Choice) => telling.choice(condition, input),
        Some(InputType::Flag) => {
            let mut holds = true;
            condition.comparisons(&mut |_, _, value| holds = value.value != Literal::Bool(false));
            let label = telling.label(input);
            if holds { label } else { format!("{label}：否") }
        }
        _ => telling.condition(condition),
    }
}

impl Deed<'_> {
    /// Whether it saves life.
    pub(super) fn safety(&self, telling: &Telling<'_>) -> bool {
        // Whoever is sent to a playbook with other dangers has to go first.
        let away = match &self.step.action {
            Action::Run { target, returns: false } => match &target.value {
                RunTarget::Playbook(id) => {
                    !telling.playbook.hazards.is_empty()
                        && !telling.edition.plan.playbooks[&id.value].hazards.is_empty()
                }
                RunTarget::Report(_) => false,
            },
            _ => false,
        };
        away || self.step.kind == StepKind::LifeSafety
    }

    /// What is done.
    pub(super) fn words(&self, telling: &Telling<'_>) -> String {
        let edition = telling.edition;
        if let Some(short) = &self.step.short {
            return short.value.trim_end_matches('。').to_owned();
        }
        match &self.step.action {
            Action::Notify { to, .. } => {
                let to: Vec<_> = to.iter().map(|to| edition.recipient(&to.value)).collect();
                format!("通知{}", to.join("、"))
            }
            Action::Run { target, .. } => match &target.value {
                RunTarget::Playbook(id) => {
                    format!("转用《{}》", stem(&edition.plan.playbooks[&id.value].title.value))
                }
                RunTarget::Report(id) => {
                    let report = &edition.plan.reports[&id.value];
                    let to: Vec<_> = report.to.iter().map(|to| edition.recipient(&to.value)).collect();
                    format!("{}：{}", report.title.value, to.join("、"))
                }
            },
            _ => telling.action(self.step),
        }
    }

    /// By when; steps have no numbers here by which one could tell them.
    pub(super) fn limit(&self) -> Option<String> {
        let within = self.step.within.as_ref()?.value;
        let triggered = self.step.since.as_ref().is_some_and(|since| since.value == "触发");
        Some(if triggered { format!("触发后{within}内") } else { format!("{within}内") })
    }

    /// Where its words are written.
    pub(super) fn place(&self) -> Place {
        match (&self.step.short, &self.step.action) {
            (Some(short), _) => short.place,
            (None, Action::Do(text)) => text.place,
            (None, _) => self.step.place,
        }
    }
}

/// 电力故障应急处置方案 is about 电力故障.
pub(super) fn stem(title: &str) -> &str {
    let endings = ["应急处置方案", "处置方案", "应急方案", "方案"];
    let stem = endings.iter().find_map(|ending| title.strip_suffix(ending)).unwrap_or(title);
    stem.trim_end_matches("应急")
}
