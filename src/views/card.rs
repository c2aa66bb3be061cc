//! Pocket cards: what one role does in the first ten minutes, whom it calls, who stands in for it.
//!
//! Names and private numbers have no place on a card: cards get lost.

use serde::Serialize;

use super::deed::{self, deeds, stem};
use super::dial::Dial;
use super::refer::{Edition, power_in_words};
use super::sheet::{Sheet, SheetFile};
use super::steps::Telling;
use crate::check::Checked;
use crate::model::event::Recipient;
use crate::model::org::Role;
use crate::model::playbook::{Action, Playbook, RunTarget, StepKind};
use crate::model::{Clearance, Entity, Quantity, Ref, Sourced};

/// A card.
#[derive(Debug, Clone, Serialize)]
pub struct Card {
    /// Whose it is.
    pub role: String,
    /// What the role is for.
    pub summary: Option<String>,
    /// How soon the holder is there.
    pub arrive: Option<String>,
    /// Who calls the holder.
    pub called_by: Vec<String>,
    /// Who stands in, in order.
    pub backup: String,
    /// What the role may decide, and within which time.
    pub decides: Vec<String>,
    /// The roles whose holders this one stands in for, whose cards then hold.
    pub stands_in: Vec<String>,
    /// Whom to call, in order.
    pub calls: Vec<Dial>,
    /// Forms to fill.
    pub forms: Vec<String>,
    /// What to do, by what has happened.
    pub scenes: Vec<Scene>,
}

/// What to do when something has happened.
#[derive(Debug, Clone, Serialize)]
pub struct Scene {
    /// What has happened.
    pub title: String,
    /// Whether lives are in danger.
    pub danger: bool,
    /// What to do.
    pub actions: Vec<Deed>,
    /// What must not be done; told where lives are in danger.
    pub never: Vec<String>,
}

/// Something to do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Deed {
    /// Whether it saves life.
    pub safety: bool,
    /// Only in this case.
    pub when: Option<String>,
    /// What.
    pub words: String,
    /// By when.
    pub limit: Option<String>,
    /// What to beware of.
    pub warning: Option<String>,
}

/// The cards of all roles.
pub fn cards(plan: &Checked, clearance: Clearance) -> SheetFile<Card> {
    let edition = Edition::new(plan, clearance);
    let sheets = plan.roles.iter().map(|role| sheet(&edition, role));
    let title = format!("{}应急处置卡汇编", edition.plan_title());
    SheetFile::new(&edition, &title, sheets.collect())
}

/// The card of a role.
pub(super) fn sheet(edition: &Edition<'_>, role: &Role) -> Sheet<Card> {
    let title = format!("{}应急处置卡", role.name.value);
    Sheet::new("cards", role.id().as_str(), title, card(edition, role))
}

fn card(edition: &Edition<'_>, role: &Role) -> Card {
    let plan = edition.plan;
    let mut scenes = Vec::new();
    let mut calls: Vec<Dial> = Vec::new();
    let mut forms: Vec<String> = Vec::new();
    let mut call = |dial: Dial| {
        // One telephone is dialled once, whoever answers it.
        let known = |call: &Dial| call.who == dial.who || (dial.number.is_some() && call.number == dial.number);
        if !calls.iter().any(known) {
            calls.push(Dial { code: None, ..dial });
        }
    };
    for tree in &plan.calltrees {
        for to in tree.edges.iter().filter(|edge| is(&edge.from, role)).flat_map(|edge| &edge.to) {
            call(Dial::recipient(edition, &Recipient::Role(to.clone())));
        }
    }
    for playbook in &plan.playbooks {
        let telling = Telling::new(edition, playbook);
        let own = first(&telling, role);
        for deed in &own {
            deed.step.calls.iter().for_each(|id| call(Dial::contact(edition, &plan.contacts[id])));
            told(edition, &deed.step.action).iter().for_each(|to| call(Dial::recipient(edition, &to.value)));
            for id in &deed.step.fills {
                let title = format!("《{}》", plan.forms[id].title.value);
                if !forms.contains(&title) {
                    forms.push(title);
                }
            }
        }
        if !own.is_empty() {
            scenes.push(scene(&telling, playbook, &own));
        }
    }
    // Whoever called waits for an answer.
    for from in callers(edition, role) {
        call(Dial::recipient(edition, &Recipient::Role(from.clone())));
    }
    // Dangers to life are looked for first.
    scenes.sort_by_key(|scene| !scene.danger);
    let scenes = merged(scenes);
    Card {
        role: role.name.value.clone(),
        summary: role.summary.as_ref().map(|summary| summary.value.trim_end_matches('。').to_owned()),
        arrive: role.arrive_within.as_ref().map(|within| within.value.to_string()),
        called_by: callers(edition, role).map(|from| plan.roles[from].name.value.clone()).collect(),
        backup: backup(edition, role),
        decides: decides(edition, role),
        stands_in: stands_in(edition, role),
        calls,
        forms,
        scenes,
    }
}

/// Whom a step tells something.
fn told<'a>(edition: &Edition<'a>, action: &'a Action) -> &'a [Sourced<Recipient>] {
    match action {
        Action::Notify { to, .. } => to,
        Action::Run { target, .. } => match &target.value {
            RunTarget::Report(id) => &edition.plan.reports[&id.value].to,
            RunTarget::Playbook(_) => &[],
        },
        _ => &[],
    }
}

fn is(role: &Ref<Role>, other: &Role) -> bool {
    role.as_str() == other.id().as_str()
}

/// What a role does in the first ten minutes, or first of all where it comes in later.
fn first<'a>(telling: &Telling<'a>, role: &Role) -> Vec<deed::Deed<'a>> {
    let plan = telling.edition.plan;
    let own = |deed: &deed::Deed<'_>| match (&deed.step.actor, &deed.step.action) {
        (Some(actor), _) => is(actor, role),
        // A report without a time of its own runs in the background.
        (None, Action::Run { target, .. }) if deed.step.within.is_some() => match &target.value {
            RunTarget::Report(id) => is(&plan.reports[&id.value].from, role),
            RunTarget::Playbook(_) => false,
        },
        _ => false,
    };
    let all: Vec<_> = deeds(telling).into_iter().filter(own).collect();
    let ten = Quantity::parse("10min").ok();
    let soon = |deed: &deed::Deed<'_>| {
        let triggered = deed.step.since.as_ref().is_some_and(|since| since.value == "触发");
        let within = deed.step.within.as_ref().zip(ten).and_then(|(within, ten)| within.value.compare(&ten));
        deed.step.kind == StepKind::LifeSafety || (triggered && within.is_some_and(std::cmp::Ordering::is_le))
    };
    let soonest: Vec<_> = all.iter().filter(|deed| soon(deed)).cloned().collect();
    if soonest.is_empty() { all.into_iter().take(1).collect() } else { soonest }
}

fn scene(telling: &Telling<'_>, playbook: &Playbook, own: &[deed::Deed<'_>]) -> Scene {
    let danger = !playbook.hazards.is_empty();
    let never = playbook.do_not.iter().filter(|_| danger);
    let bare = |text: &str| text.trim_end_matches('。').to_owned();
    Scene {
        title: stem(&playbook.title.value).to_owned(),
        danger,
        actions: own
            .iter()
            .map(|deed| Deed {
                safety: deed.safety(telling),
                when: deed.when.clone(),
                words: deed.words(telling),
                limit: deed.limit(),
                warning: deed.step.warning.as_ref().map(|warning| bare(&warning.value)),
            })
            .collect(),
        never: never.map(|text| bare(&text.value)).collect(),
    }
}

/// Where the same is done, it is told once: a card has two sides. A danger keeps a place of its own.
fn merged(scenes: Vec<Scene>) -> Vec<Scene> {
    let mut merged: Vec<Scene> = Vec::new();
    for scene in scenes {
        let same = |own: &&mut Scene| !own.danger && !scene.danger && own.actions == scene.actions;
        match merged.iter_mut().find(same) {
            Some(own) => own.title = format!("{}、{}", own.title, scene.title),
            None => merged.push(scene),
        }
    }
    merged
}

fn callers<'a>(edition: &Edition<'a>, role: &Role) -> impl Iterator<Item = &'a Ref<Role>> {
    let edges = edition.plan.calltrees.iter().flat_map(|tree| &tree.edges);
    edges.filter(|edge| edge.to.iter().any(|to| is(to, role))).map(|edge| &edge.from)
}

fn decides(edition: &Edition<'_>, role: &Role) -> Vec<String> {
    let powers = edition.plan.groups.iter().flat_map(|group| group.authority.powers());
    let own = powers.filter(|(_, power)| power.role.value == *role.id());
    let told = own.map(|(kind, power)| match &power.within {
        Some(within) => format!("{}（{}内）", power_in_words(kind), within.value),
        None => power_in_words(kind).to_owned(),
    });
    told.collect()
}

fn stands_in(edition: &Edition<'_>, role: &Role) -> Vec<String> {
    let Some(holder) = &role.holder else { return Vec::new() };
    let backed = edition.plan.roles.iter().filter(|other| other.backups.iter().any(|own| own.value == holder.value));
    backed.map(|other| other.name.value.clone()).collect()
}

/// Who stands in, told by roles: who that is stands in the restricted register.
fn backup(edition: &Edition<'_>, role: &Role) -> String {
    let plan = edition.plan;
    if let Some(duty) = &role.backups_from {
        return format!("{}当班的备班", plan.duty[duty].name.value);
    }
    let mut names: Vec<String> = Vec::new();
    for (at, person) in role.backups.iter().enumerate() {
        let holds = |other: &&Role| other.holder.as_ref().is_some_and(|holder| holder.value == person.value);
        let held: Vec<&str> = plan.roles.iter().filter(holds).map(|other| other.name.value.as_str()).collect();
        let place = format!("第{}备岗", super::numbering::chinese(at + 1));
        names.push(if held.is_empty() { place } else { format!("{place}（{}）", held.join("、")) });
    }
    if names.is_empty() { "没有备岗，报告指挥中心指定".to_owned() } else { names.join("，") }
}
