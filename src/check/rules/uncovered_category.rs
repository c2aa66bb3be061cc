//! EVT04: every class of event, every scenario that is bound to come and every system of level 2
//! and above has a playbook, or the plan says why not.
//!
//! The 2020 plan had 21 playbooks and none for encrypted files, a data leak or a stolen account.

use std::collections::BTreeSet;

use crate::check::{Context, names};
use crate::finding::{Finding, Message, Place};
use crate::model::asset::{AssetRef, System};
use crate::model::event::{Category, Trigger};
use crate::model::pack::{Evidence, Scenario};
use crate::model::playbook::Playbook;
use crate::model::{Date, Entity, Plan, Sourced};
use crate::say;

pub(in crate::check) fn check(cx: &mut Context<'_>) {
    let plan = cx.plan;
    let answers = Answers::of(plan);
    let mut found = Vec::new();
    for pack in &plan.packs {
        let named = plan.head.legal_packs.iter().find(|name| name.value == pack.id);
        let place = named.map_or(plan.head.place, |name| name.place);
        let classes = pack.classes.iter().filter(|class| on(&class.valid_from, class.valid_to.as_ref(), cx.as_of));
        for class in classes.filter(|class| !answers.class(plan, class.category.value)) {
            let word = class.category.value.word();
            let message = say!("“{word}”没有处置方案", "no playbook handles {word}");
            found.push(fault(place, message, &class.source, class.grade.value, class.place));
        }
        let wanted = pack.scenarios.iter().filter(|own| on(&own.valid_from, own.valid_to.as_ref(), cx.as_of));
        for scenario in wanted.filter(|scenario| !answers.scenario(plan, scenario)) {
            let (label, id) = (&scenario.label.value, &scenario.id.value);
            let message = say!("“{label}”没有处置方案", "no playbook handles '{id}'");
            found.push(fault(place, message, &scenario.source, scenario.grade.value, scenario.place));
        }
    }
    found.extend(plan.systems.iter().filter_map(|system| uncovered(plan, &answers, system)));
    found.extend(unknown(plan));
    for finding in found {
        cx.report(finding);
    }
}

fn on(from: &Sourced<Date>, to: Option<&Sourced<Date>>, today: Date) -> bool {
    from.value <= today && to.is_none_or(|to| today <= to.value)
}

fn fault(place: Place, message: Message, source: &Sourced<String>, grade: Evidence, at: Place) -> Finding {
    let source = &source.value;
    let message = if grade == Evidence::Unconfirmed {
        let Message { zh, en } = message;
        say!("{zh}（这一条尚未核实，仅作提示）", "{en} (not confirmed)")
    } else {
        message
    };
    Finding::warning(names::uncovered_category, place, message)
        .help(say!(
            "写一个方案；确实不需要的，在 not_covered 里写明理由",
            "write a playbook, or say why not under not_covered"
        ))
        .related(at, say!("依据：{source}", "source: {source}"))
}

/// What the plan has an answer for: its playbooks that do something or say why they do not, and the
/// triggers that start them.
struct Answers<'a> {
    playbooks: Vec<&'a Playbook>,
    triggers: Vec<&'a Trigger>,
}

impl<'a> Answers<'a> {
    fn of(plan: &'a Plan) -> Self {
        let is_written = |playbook: &Playbook| !playbook.steps.is_empty() || playbook.not_covered.is_some();
        let playbooks: Vec<_> = plan.playbooks.iter().filter(|playbook| is_written(playbook)).collect();
        let named: BTreeSet<_> =
            playbooks.iter().flat_map(|playbook| &playbook.triggers).map(|own| &own.value).collect();
        let starts = |trigger: &&Trigger| {
            named.contains(&trigger.id)
                || trigger.playbooks.iter().any(|playbook| is_written(&plan.playbooks[&playbook.value]))
        };
        let triggers = plan.triggers.iter().filter(starts).collect();
        Self { playbooks, triggers }
    }

    fn class(&self, plan: &Plan, category: Category) -> bool {
        self.playbooks.iter().any(|playbook| playbook.category.value == category)
            || self.triggers.iter().any(|trigger| trigger.category.value == category)
            || plan.left_out.iter().any(|left| left.classes.iter().any(|own| own.value == category))
    }

    fn scenario(&self, plan: &Plan, scenario: &Scenario) -> bool {
        let names = |text: &str| scenario.words.iter().any(|word| text.contains(word.value.as_str()));
        self.playbooks.iter().any(|playbook| names(&playbook.title.value))
            || self.triggers.iter().any(|trigger| names(&trigger.label.value))
            || plan.left_out.iter().any(|left| left.scenarios.iter().any(|own| own.value == scenario.id.value))
    }
}

/// A system of level 2 or above that no playbook has in its scope.
fn uncovered(plan: &Plan, answers: &Answers<'_>, system: &System) -> Option<Finding> {
    let is_it = |asset: &Sourced<AssetRef>| match &asset.value {
        AssetRef::System(own) => own.value == system.id,
        AssetRef::Facility(_) => false,
    };
    // Without a scope a playbook covers everything.
    let covered =
        answers.playbooks.iter().any(|playbook| playbook.scope.is_empty() || playbook.scope.iter().any(is_it));
    let left_out = plan.left_out.iter().any(|left| left.systems.iter().any(|own| own.value == system.id));
    if system.mlps.level.value < 2 || covered || left_out {
        return None;
    }
    let (name, level) = (&system.name.value, system.mlps.level.value);
    let message =
        say!("“{name}”是{level}级系统，没有方案管到它", "no playbook has '{name}' (level {level}) in its scope");
    Some(
        Finding::warning(names::uncovered_category, system.name.place, message)
            .help(say!("写进有关方案的 scope", "add it to the scope of a playbook"))
            .entity(system.id().qualified()),
    )
}

/// Scenarios left out that no pack knows.
fn unknown(plan: &Plan) -> Vec<Finding> {
    let known: Vec<&str> =
        plan.packs.iter().flat_map(|pack| &pack.scenarios).map(|scenario| scenario.id.value.as_str()).collect();
    let named = plan.left_out.iter().flat_map(|left| &left.scenarios);
    named
        .filter(|name| !known.contains(&name.value.as_str()))
        .map(|name| {
            let (id, all) = (&name.value, known.join("、"));
            let message = say!("规则包里没有情形“{id}”", "no pack knows the scenario '{id}'");
            Finding::warning(names::uncovered_category, name.place, message).help(say!("可用：{all}", "one of: {all}"))
        })
        .collect()
}
