//! PLB02: one event has one playbook, and one deed has one threshold.
//!
//! The 2020 plan had two power procedures and two fire procedures with opposite orders, and four
//! moments at which the generator was to be started.

mod deeds;

use std::collections::{BTreeMap, BTreeSet};

use crate::check::{Context, names};
use crate::finding::Finding;
use crate::model::asset::AssetRef;
use crate::model::event::Trigger;
use crate::model::playbook::{Action, EscalationTarget, Playbook, RunTarget, Then};
use crate::model::{Entity, Plan, Ref, Sourced};
use crate::say;
use deeds::Deeds;

pub(in crate::check) fn check(cx: &mut Context<'_>) {
    let plan = cx.plan;
    let mut starters: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for trigger in &plan.triggers {
        for playbook in &trigger.playbooks {
            starters.entry(playbook.as_str()).or_default().push(trigger.id.as_str());
        }
    }
    let mut all: Vec<(&Playbook, Deeds)> = Vec::new();
    // Only playbooks with a trigger or a deed in common can conflict.
    let mut seen: BTreeMap<(bool, String), Vec<usize>> = BTreeMap::new();
    // In the order of ids, so that what the files are called does not decide which of two is told.
    let mut playbooks: Vec<_> = plan.playbooks.iter().collect();
    playbooks.sort_by_key(|playbook| playbook.id());
    for playbook in playbooks {
        let own = deeds::of(playbook);
        let mut found = deeds::inside(&own);
        let named = playbook.triggers.iter().map(|trigger| trigger.as_str());
        let started = starters.get(playbook.id().as_str()).into_iter().flatten().copied();
        let triggers = named.chain(started).map(|trigger| (true, trigger.to_owned()));
        let keys: BTreeSet<_> = triggers.chain(own.keys().map(|(deed, _)| (false, deed.clone()))).collect();
        let earlier: BTreeSet<usize> = keys.iter().filter_map(|key| seen.get(key)).flatten().copied().collect();
        for (earlier, others) in earlier.into_iter().map(|index| &all[index]) {
            found.extend(same_event(plan, earlier, playbook));
            let alike = overlap(earlier, playbook) || shared_trigger(plan, earlier, playbook).is_some();
            found.extend(deeds::between(alike, earlier, others, &own));
        }
        for finding in found {
            cx.report(finding.entity(playbook.id().qualified()));
        }
        for key in keys {
            seen.entry(key).or_default().push(all.len());
        }
        all.push((playbook, own));
    }
}

/// Two playbooks for the same trigger and the same thing, neither of which leads to the other.
fn same_event(plan: &Plan, first: &Playbook, second: &Playbook) -> Option<Finding> {
    let shared = shared_trigger(plan, first, second)?;
    if !overlap(first, second) || runs(plan, first, second) || runs(plan, second, first) {
        return None;
    }
    let (trigger, one, other) = (&plan.triggers[&shared.value].label.value, &first.title.value, &second.title.value);
    Some(
        Finding::error(
            names::conflicting_playbooks,
            shared.place,
            say!("“{trigger}”同时启动《{one}》和《{other}》", "'{trigger}' starts two playbooks, {one} and {other}"),
        )
        .help(say!("合并成一个，或让一个在分支里转到另一个", "merge them, or let one run the other"))
        .related(first.title.place, say!("另一个方案在这里", "the other playbook is here")),
    )
}

/// The trigger both answer, where the second names it, else where the trigger names the second.
fn shared_trigger<'a>(plan: &'a Plan, first: &'a Playbook, second: &'a Playbook) -> Option<&'a Ref<Trigger>> {
    let started = |playbook: &Playbook, trigger: &Trigger| {
        let named = playbook.triggers.iter().any(|own| own.value == trigger.id);
        named || trigger.playbooks.iter().any(|own| own.value == playbook.id)
    };
    let both = |trigger: &&Ref<Trigger>| {
        let trigger = &plan.triggers[&trigger.value];
        started(first, trigger) && started(second, trigger)
    };
    second.triggers.iter().chain(&first.triggers).find(both)
}

/// Whether they cover a common thing; without a scope a playbook covers everything.
fn overlap(first: &Playbook, second: &Playbook) -> bool {
    let same = |one: &AssetRef, other: &AssetRef| match (one, other) {
        (AssetRef::System(one), AssetRef::System(other)) => one.value == other.value,
        (AssetRef::Facility(one), AssetRef::Facility(other)) => one.value == other.value,
        _ => false,
    };
    let common = |one: &Sourced<AssetRef>| second.scope.iter().any(|other| same(&one.value, &other.value));
    first.scope.is_empty() || second.scope.is_empty() || first.scope.iter().any(common)
}

/// Whether `first` leads to `second`, by whatever way.
fn runs(plan: &Plan, first: &Playbook, second: &Playbook) -> bool {
    let (mut seen, mut open) = (vec![first.id()], vec![first]);
    while let Some(playbook) = open.pop() {
        let mut targets: Vec<&RunTarget> = Vec::new();
        playbook.walk(&mut |step, _| {
            if let Action::Run { target, .. } | Action::Watch { then: Then::Run(target), .. } = &step.action {
                targets.push(&target.value);
            }
        });
        targets.extend(playbook.escalation.iter().filter_map(|escalation| match &escalation.target {
            EscalationTarget::Run(target) => Some(&target.value),
            EscalationTarget::To(_) => None,
        }));
        for target in targets {
            let RunTarget::Playbook(next) = target else { continue };
            if !seen.contains(&&next.value) {
                seen.push(&next.value);
                open.push(&plan.playbooks[&next.value]);
            }
        }
    }
    seen[1..].contains(&second.id())
}
