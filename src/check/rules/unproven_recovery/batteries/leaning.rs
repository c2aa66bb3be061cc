//! Where and for how long a playbook leans on batteries.

use std::collections::BTreeSet;

use crate::check::flow;
use crate::check::guards::each;
use crate::check::pace::{Elapsed, done_by, elapsed, in_words};
use crate::finding::{Message, Place};
use crate::model::asset::{AssetRef, Facility, FacilityKind};
use crate::model::condition::{Condition, Literal, Operator};
use crate::model::playbook::{Action, Case, Input, Playbook, Step, Then};
use crate::model::quantity::Dimension;
use crate::model::{Id, Plan};
use crate::say;

/// A stretch on batteries.
pub(super) struct Leaning {
    /// How long.
    pub(super) time: Elapsed,
    /// Where the playbook says so.
    pub(super) place: Place,
    /// What it says.
    pub(super) why: Message,
}

/// Words of a step that stops the load.
const STOPS: &[&str] = &["关停", "关机", "停机", "关闭", "切断电源", "断电"];

/// The batteries a playbook uses: those its scope and steps name, or all of them where a step or an
/// input speaks of UPS.
pub(super) fn batteries<'a>(playbook: &Playbook, plan: &'a Plan) -> Vec<&'a Facility> {
    let mut named: BTreeSet<Id<Facility>> = BTreeSet::new();
    named.extend(playbook.scope.iter().filter_map(|asset| match &asset.value {
        AssetRef::Facility(facility) => Some(facility.value.clone()),
        AssetRef::System(_) => None,
    }));
    let mut speaks = playbook.inputs.iter().any(reads_battery);
    playbook.walk(&mut |step, _| {
        speaks |= matches!(&step.action, Action::Do(text) if text.value.contains("UPS"));
        named.extend(step.asset.as_ref().map(|asset| asset.value.clone()));
    });
    let outage = playbook.inputs.iter().any(is_outage);
    let all = plan.facilities.iter().filter(|facility| facility.kind.value == FacilityKind::Ups);
    all.filter(|ups| outage && (speaks || named.contains(&ups.id))).collect()
}

/// Whether the input is read from a battery.
fn reads_battery(input: &Input) -> bool {
    let from = input.from.as_ref().map_or("", |from| from.value.as_str());
    input.label.value.contains("UPS") || input.label.value.contains("后备") || from.contains("UPS")
}

/// Whether the input is how long the mains are expected to be away.
fn is_outage(input: &Input) -> bool {
    let time = input.unit.as_ref().is_some_and(|unit| unit.value.dimension == Dimension::Time);
    time && !reads_battery(input)
}

fn touches(step: &Step, plan: &Plan, kind: FacilityKind) -> bool {
    let is_kind = |id: &Id<Facility>| plan.facilities[id].kind.value == kind;
    let by_procedure = step.procedure.as_ref().and_then(|id| plan.procedures[&id.value].facility.as_ref());
    step.asset.as_ref().is_some_and(|asset| is_kind(&asset.value)) || by_procedure.is_some_and(|id| is_kind(&id.value))
}

fn stops(step: &Step, plan: &Plan) -> bool {
    let title = step.procedure.as_ref().map_or("", |id| plan.procedures[&id.value].title.value.as_str());
    let text = match &step.action {
        Action::Do(text) => text.value.as_str(),
        _ => "",
    };
    STOPS.iter().any(|word| title.contains(word) || text.contains(word))
}

/// How long the orderly shutdown takes to which a watch leads.
pub(super) fn shutdown(playbook: &Playbook, plan: &Plan) -> Elapsed {
    let mut targets: BTreeSet<&str> = BTreeSet::new();
    playbook.walk(&mut |step, _| match &step.action {
        Action::Watch { then: Then::Goto(target), .. } => {
            targets.insert(&target.value);
        }
        Action::Watch { then: Then::Steps(steps), .. } => each(steps, &mut |inner| {
            targets.insert(&inner.id.value);
        }),
        _ => {}
    });
    let mut longest = 0;
    playbook.walk(&mut |step, _| {
        if targets.contains(step.id.value.as_str()) && stops(step, plan) {
            let limit = step.within.as_ref().and_then(|within| elapsed(&within.value));
            longest = longest.max(limit.unwrap_or(0));
        }
    });
    longest
}

/// Every stretch of the playbook on batteries.
pub(super) fn all(playbook: &Playbook, plan: &Plan) -> Vec<Leaning> {
    let mut found: Vec<_> = until_fed(playbook, plan).into_iter().collect();
    let fed = |step: &Step| u8::from(touches(step, plan, FacilityKind::Generator));
    flow::walk(playbook, &fed, &mut |step, state| {
        let Action::Decide { input, cases } = &step.action else { return };
        if state.done == 1 {
            return;
        }
        let Some(input) = playbook.input(&input.value).filter(|input| is_outage(input)) else { return };
        found.extend(cases.iter().filter_map(|case| on_batteries(case, input, playbook, plan)));
    });
    found
}

/// Until the last step under the procedure that starts the generator.
fn until_fed(playbook: &Playbook, plan: &Plan) -> Option<Leaning> {
    let done = done_by(playbook);
    let mut steps = Vec::new();
    playbook.walk(&mut |step, _| steps.push(step));
    let first = steps.iter().find(|step| touches(step, plan, FacilityKind::Generator))?;
    let procedure = first.procedure.as_ref().map(|procedure| &procedure.value);
    let same = |step: &&&Step| {
        step.id.value == first.id.value
            || procedure.is_some() && step.procedure.as_ref().map(|own| &own.value) == procedure
    };
    let timed = steps.iter().filter(same).filter_map(|step| Some((*done.get(step.id.value.as_str())?, *step)));
    let (time, step) = timed.max_by_key(|(time, _)| *time)?;
    let total = in_words(time);
    let why = say!(
        "发电机送电最迟在停电后{total}，此前全靠电池",
        "the generator feeds {total} after the outage at the latest"
    );
    Some(Leaning { time, place: step.within.as_ref().map_or(step.id.place, |within| within.place), why })
}

/// A case that rides out the outage on batteries.
fn on_batteries(case: &Case, input: &Input, playbook: &Playbook, plan: &Plan) -> Option<Leaning> {
    let condition = case.condition.as_ref()?;
    let mut relieved = false;
    let mut targets = BTreeSet::new();
    each(&case.steps, &mut |step| {
        relieved |= touches(step, plan, FacilityKind::Generator) || stops(step, plan);
        if let Action::Goto(target) = &step.action {
            targets.insert(target.value.as_str());
        }
    });
    playbook.walk(&mut |step, _| {
        if targets.contains(step.id.value.as_str()) {
            relieved |= touches(step, plan, FacilityKind::Generator) || stops(step, plan);
        }
    });
    let time = upper(&condition.value, &input.name.value).filter(|_| !relieved)?;
    let (label, total) = (&input.label.value, in_words(time));
    let why = say!("{label}最多{total}的一支只靠电池", "a branch with up to {total} of outage rides on batteries");
    Some(Leaning { time, place: condition.place, why })
}

/// The largest time of `name` for which the condition can hold; `None` where there is none.
fn upper(condition: &Condition, name: &str) -> Option<Elapsed> {
    match condition {
        Condition::And(parts) => parts.iter().filter_map(|part| upper(part, name)).min(),
        Condition::Or(parts) => {
            parts.iter().map(|part| upper(part, name)).collect::<Option<Vec<_>>>()?.into_iter().max()
        }
        Condition::Compare { variable, operator, value } if variable.value == name => match (&value.value, operator) {
            (Literal::Quantity(value), Operator::Less | Operator::AtMost | Operator::Equal) => elapsed(value),
            _ => None,
        },
        Condition::Compare { .. } | Condition::In { .. } | Condition::Not(_) => None,
    }
}
