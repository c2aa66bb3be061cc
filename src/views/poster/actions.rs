//! Which steps a poster shows, and whom to call for them.

use serde::Serialize;

use super::height;
use crate::model::Quantity;
use crate::model::playbook::{Action, RunTarget, Step, StepKind};
use crate::say;
use crate::views::deed::{self, deeds};
use crate::views::dial::Dial;
use crate::views::room::{Overfull, fits};
use crate::views::steps::Telling;

/// Actions of a poster: more are not taken in at a glance.
const ACTIONS: usize = 8;
/// Of these, at most so many for life where the plan does not choose.
const FOR_LIFE: usize = 5;
/// Han characters of an action, which has two lines.
const ACTION: usize = 37;
/// Whom to call; where there are more, a line says so.
const CALLS: usize = 6;

/// Something to do.
#[derive(Debug, Clone, Serialize)]
pub struct Deed {
    /// Whether it saves life.
    pub safety: bool,
    /// Only in this case.
    pub when: Option<String>,
    /// What.
    pub words: String,
    /// Who.
    pub actor: Option<String>,
    /// By when.
    pub limit: Option<String>,
    /// What to beware of.
    pub warning: Option<String>,
}

impl Deed {
    pub(super) fn new(telling: &Telling<'_>, deed: &deed::Deed<'_>) -> Self {
        Self {
            safety: deed.safety(telling),
            when: deed.when.clone(),
            words: deed.words(telling),
            actor: telling.actor(deed.step),
            limit: deed.limit(),
            warning: deed.step.warning.as_ref().map(|text| text.value.trim_end_matches('。').to_owned()),
        }
    }
}

/// The steps of a poster that has `room` points for them: those for life first, each kind in reading order.
pub(super) fn chosen<'a>(telling: &Telling<'a>, room: usize, overfull: &mut Vec<Overfull>) -> Vec<deed::Deed<'a>> {
    let listed = telling.playbook.card.as_ref().map_or(&[][..], |card| &card.actions);
    let all = deeds(telling);
    let mut chosen: Vec<deed::Deed<'_>> = if listed.is_empty() {
        by_rule(telling, room, all)
    } else {
        // What everybody has to do for life cannot be left out.
        let must = |deed: &deed::Deed<'_>| deed.certain && deed.step.kind == StepKind::LifeSafety;
        let named = |deed: &deed::Deed<'_>| listed.iter().any(|id| id.value == deed.step.id.value);
        all.into_iter().filter(|deed| must(deed) || named(deed)).collect()
    };
    chosen.sort_by_key(|deed| !deed.safety(telling));
    if let Some(last) = listed.last().filter(|_| chosen.len() > ACTIONS) {
        overfull.push(Overfull {
            place: last.place,
            what: say!("墙报的步骤", "the poster's list of steps"),
            has: chosen.len(),
            room: ACTIONS,
            mend: say!(
                "从 card.actions 里去掉几步；人人要做的人身安全步骤总在墙报上",
                "take steps out of card.actions; those for life that everybody does are always shown"
            ),
        });
    }
    let has = chosen.iter().map(|deed| height::deed(&Deed::new(telling, deed))).sum();
    let wordy = chosen.iter().filter_map(|deed| deed.step.warning.as_ref()).max_by_key(|text| text.value.len());
    if has > room {
        overfull.push(Overfull {
            place: wordy.map_or(telling.playbook.place, |warning| warning.place),
            what: say!("墙报的步骤连同注意事项（点）", "the poster's steps with their warnings, in points,"),
            has,
            room,
            mend: say!(
                "把这条 warning 写短，或从 card.actions 里去掉几步",
                "shorten this warning, or take steps out of card.actions"
            ),
        });
    }
    for deed in &chosen {
        let words = format!("{}{}", deed.when.as_deref().unwrap_or_default(), deed.words(telling));
        overfull.extend(fits(
            &words,
            ACTION,
            deed.place(),
            say!("墙报上的步骤", "the step on the poster"),
            say!("给这一步写一个短的 short", "give the step a `short` text"),
        ));
    }
    chosen
}

/// The first response: what is done within half an hour and is no recovery, what everybody does
/// before what is done in one case only.
///
/// As many as there is room for with their warnings: a step whose danger is not told is not shown.
fn by_rule<'a>(telling: &Telling<'_>, room: usize, all: Vec<deed::Deed<'a>>) -> Vec<deed::Deed<'a>> {
    let first = |deed: &deed::Deed<'_>| (deed.certain || deed.when.is_some()) && is_first_response(deed.step);
    let mut ranked: Vec<(usize, deed::Deed<'_>)> = all.into_iter().filter(first).enumerate().collect();
    ranked.sort_by_key(|(_, deed)| !deed.certain);
    let (life, rest): (Vec<_>, Vec<_>) = ranked.into_iter().partition(|(_, deed)| deed.safety(telling));
    let mut kept: Vec<_> = life.into_iter().take(FOR_LIFE).collect();
    let height = |deed: &deed::Deed<'_>| height::deed(&Deed::new(telling, deed));
    let mut used: usize = kept.iter().map(|(_, deed)| height(deed)).sum();
    for (at, deed) in rest {
        used += height(&deed);
        if kept.len() == ACTIONS || used > room {
            break;
        }
        kept.push((at, deed));
    }
    kept.sort_by_key(|(at, _)| *at);
    kept.into_iter().map(|(_, deed)| deed).collect()
}

fn is_first_response(step: &Step) -> bool {
    match step.action {
        Action::Run { returns: false, .. } => return true,
        // What a case asks for is told with the case.
        Action::Decide { .. } => return false,
        _ => {}
    }
    let late = matches!(step.kind, StepKind::Recover | StepKind::Verify | StepKind::Record | StepKind::End);
    let soon = Quantity::parse("30min").ok();
    let in_time = step
        .within
        .as_ref()
        .zip(soon)
        .is_some_and(|(within, soon)| within.value.compare(&soon).is_some_and(std::cmp::Ordering::is_le));
    !late && (in_time || step.kind == StepKind::LifeSafety)
}

/// Whom to call: first for life, whether or not its step is shown, for in a binder nobody looks for 120, and
/// whoever is sent to another playbook for life has not opened it yet; then for the steps shown in their
/// order, then the help from outside; and how many there is no room for, which stand in the lists of the
/// binder.
pub(super) fn calls(telling: &Telling<'_>, chosen: &[deed::Deed<'_>]) -> (Vec<Dial>, usize) {
    let (edition, plan) = (telling.edition, telling.edition.plan);
    let mut calls: Vec<Dial> = Vec::new();
    let mut add = |dial: Dial| {
        let known = calls.iter().any(|call| call.number == dial.number);
        // A role without a number of its own is called under that of its group.
        if dial.number.is_some() && !known {
            calls.push(dial);
        }
    };
    let all = deeds(telling);
    let mut for_life = |step: &Step| {
        if step.kind == StepKind::LifeSafety {
            step.calls.iter().for_each(|id| add(Dial::contact(edition, &plan.contacts[id])));
        }
    };
    all.iter().for_each(|deed| for_life(deed.step));
    for deed in all.iter().filter(|deed| deed.safety(telling)) {
        let Action::Run { target, .. } = &deed.step.action else { continue };
        if let RunTarget::Playbook(id) = &target.value {
            plan.playbooks[&id.value].walk(&mut |step, _| for_life(step));
        }
    }
    for deed in chosen {
        deed.step.calls.iter().for_each(|id| add(Dial::contact(edition, &plan.contacts[id])));
        let told = match &deed.step.action {
            Action::Notify { to, .. } => to.as_slice(),
            Action::Run { target, .. } => match &target.value {
                RunTarget::Report(id) => plan.reports[&id.value].to.as_slice(),
                RunTarget::Playbook(_) => &[],
            },
            _ => &[],
        };
        told.iter().for_each(|to| add(Dial::recipient(edition, &to.value)));
    }
    telling.playbook.externals.iter().for_each(|id| add(Dial::contact(edition, &plan.contacts[id])));
    let more = calls.len().saturating_sub(CALLS);
    calls.truncate(CALLS);
    (calls, more)
}
