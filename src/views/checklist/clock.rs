//! The clock of a checklist: what should be done by when, and whom to tell if it is not.

use serde::Serialize;

use crate::model::Quantity;
use crate::model::playbook::Step;
use crate::views::steps::Telling;

/// A time since the trigger.
#[derive(Debug, Clone, Serialize)]
pub struct Mark {
    /// T+0, T+30分钟
    pub at: String,
    /// Numbers of the steps that should be done by now.
    pub due: Vec<String>,
    /// What to do if something is the case by now.
    pub escalate: Vec<String>,
}

/// Minutes at which a clock always has a mark.
const ALWAYS: [&str; 4] = ["0min", "10min", "30min", "60min"];

/// The marks in order: those of every checklist and those at which the playbook escalates.
pub(super) fn marks(telling: &Telling<'_>) -> Vec<Mark> {
    let playbook = telling.playbook;
    let mut times: Vec<Quantity> = ALWAYS.iter().filter_map(|time| Quantity::parse(time).ok()).collect();
    times.extend(playbook.escalation.iter().map(|step| step.after.value));
    times.sort_by_key(Quantity::base);
    times.dedup();
    let mut from = -1;
    let mut marks = Vec::new();
    for time in times {
        let until = time.base();
        let within = |quantity: &Quantity| quantity.base() > from && quantity.base() <= until;
        // Only steps of the top have to be done whatever is the case.
        let due = playbook.steps.iter().filter(|step| since_trigger(step).is_some_and(within));
        let escalation = playbook.escalation.iter().zip(telling.escalation_now());
        marks.push(Mark {
            at: if until == 0 { "T+0".to_owned() } else { format!("T+{}", in_minutes(time)) },
            due: due.map(|step| telling.numbers.get(&step.id.value)).collect(),
            escalate: escalation.filter(|(step, _)| within(&step.after.value)).map(|(_, words)| words).collect(),
        });
        from = until;
    }
    marks
}

fn since_trigger(step: &Step) -> Option<&Quantity> {
    let since = step.since.as_ref().is_some_and(|since| since.value == "触发");
    step.within.as_ref().filter(|_| since).map(|within| &within.value)
}

/// Up to an hour in minutes, as on the clock; longer times as written.
fn in_minutes(time: Quantity) -> String {
    let minutes = time.base() / 60_000;
    if time.base() % 60_000 == 0 && minutes <= 60 { format!("{minutes}分钟") } else { time.to_string() }
}
