//! A playbook to follow on a screen: the rows of its checklist, with links, numbers and deadlines.

use std::collections::BTreeMap;

use serde::Serialize;

use super::reach::telephone;
use crate::model::Entity;
use crate::model::playbook::{Playbook, Step};
use crate::model::quantity::Dimension;
use crate::views::checklist::{self, Mark, Row, Task};
use crate::views::playbook::STEPS_KEPT;
use crate::views::refer::Edition;
use crate::views::sheet::SheetCode;
use crate::views::steps::Telling;

/// A playbook.
#[derive(Debug, Clone, Serialize)]
pub struct Guide {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Stands for what it says: what was ticked on other steps is not shown as ticked on these.
    pub code: SheetCode,
    /// Whether lives are in danger.
    pub life_safety: bool,
    /// The dangers.
    pub hazards: Vec<String>,
    /// What starts it.
    pub triggers: Vec<String>,
    /// Who leads.
    pub owner: String,
    /// What must not be done.
    pub do_not: Vec<String>,
    /// What happens when it takes too long, one sentence each.
    pub escalation: Vec<String>,
    /// What is due and who is told, by the time since the trigger; nothing without steps.
    pub clock: Vec<Mark>,
    /// The steps.
    pub lines: Vec<Line>,
    /// Who has the steps, when this reader has not.
    pub kept: Option<&'static str>,
    /// Where the record goes.
    pub filed: Option<String>,
}

/// A row, and what a screen can do with it.
#[derive(Debug, Clone, Serialize)]
pub struct Line {
    /// The row.
    #[serde(flatten)]
    pub row: Row,
    /// Its place, `power-outage/4.1`; the head of a case has none.
    pub anchor: Option<String>,
    /// Its deadline.
    pub timer: Option<Timer>,
    /// The place it leads to.
    pub goal: Option<String>,
    /// The ways to go on from a decision.
    pub ways: Vec<Way>,
    /// Whom to call.
    pub dials: Vec<Dial>,
}

/// A deadline.
#[derive(Debug, Clone, Serialize)]
pub struct Timer {
    /// How long there is, in seconds.
    pub seconds: i64,
    /// From when: `start` of the event, or the number of the step whose end starts it; nothing
    /// where only the reader can say.
    pub since: Option<String>,
}

/// A way to go on.
#[derive(Debug, Clone, Serialize)]
pub struct Way {
    /// When.
    pub when: String,
    /// Where to.
    pub onward: String,
    /// That place.
    pub goal: Option<String>,
}

/// Somebody to call.
#[derive(Debug, Clone, Serialize)]
pub struct Dial {
    /// Who.
    pub who: String,
    /// The number as printed, for a reader who may have it.
    pub number: Option<String>,
    /// What a telephone dials.
    pub tel: Option<String>,
}

impl Dial {
    /// Somebody with the number this reader may see.
    pub(super) fn new(who: String, number: Option<String>) -> Self {
        let tel = number.as_deref().and_then(telephone);
        Self { who, number, tel }
    }
}

/// The playbook as this reader may follow it.
pub(super) fn guide(edition: &Edition<'_>, playbook: &Playbook) -> Guide {
    let inside = edition.clearance >= Playbook::STEPS_NEED;
    let sheet = checklist::sheet(edition, playbook);
    let body = sheet.body;
    let telling = Telling::new(edition, playbook);
    let timers = timers(&telling);
    let id = playbook.id().to_string();
    let line = |row| line(row, &id, &timers);
    Guide {
        title: playbook.title.value.clone(),
        // The steps count for those who see them only.
        code: if inside { sheet.code } else { SheetCode::of("web", &(&id, &body.do_not)) },
        life_safety: body.life_safety,
        hazards: body.hazards,
        triggers: body.triggers,
        owner: body.owner,
        do_not: body.do_not,
        escalation: telling.escalation(),
        clock: if inside { body.clock } else { Vec::new() },
        lines: if inside { body.rows.into_iter().map(line).collect() } else { Vec::new() },
        kept: (!inside).then_some(STEPS_KEPT),
        filed: inside.then_some(body.filed),
        id,
    }
}

fn line(row: Row, playbook: &str, timers: &BTreeMap<String, Timer>) -> Line {
    let (task, ways): (Option<&Task>, Vec<Way>) = match &row {
        Row::Task(task) => (Some(task), Vec::new()),
        Row::Decide { task, choices } => {
            let ways = choices.iter().map(|choice| Way {
                when: choice.when.clone(),
                onward: choice.onward.clone(),
                goal: choice.goal.clone(),
            });
            (Some(task), ways.collect())
        }
        Row::Branch { .. } => (None, Vec::new()),
    };
    let calls = task.into_iter().flat_map(|task| &task.calls);
    Line {
        anchor: task.map(|task| format!("{playbook}/{}", task.number)),
        timer: task.and_then(|task| timers.get(&task.number)).cloned(),
        goal: task.and_then(|task| task.goal.clone()),
        ways,
        dials: calls.map(|call| Dial::new(call.who.clone(), call.number.clone())).collect(),
        row,
    }
}

/// The deadlines by the number of their step.
fn timers(telling: &Telling<'_>) -> BTreeMap<String, Timer> {
    let mut timers = BTreeMap::new();
    run(telling, &telling.playbook.steps, Some("start".to_owned()), &mut timers);
    timers
}

/// The deadlines of a run of steps that begins when `before` is done.
fn run(telling: &Telling<'_>, steps: &[Step], mut before: Option<String>, timers: &mut BTreeMap<String, Timer>) {
    for step in steps {
        let number = telling.numbers.get(&step.id.value);
        // Working days have no seconds.
        let within = step.within.as_ref().filter(|within| within.value.dimension() == Dimension::Time);
        if let Some(seconds) = within.and_then(|within| i64::try_from(within.value.base() / 1000).ok()) {
            let since = match step.since.as_ref().map(|since| since.value.as_str()) {
                Some("触发") => Some("start".to_owned()),
                Some("上一步") | None => before.clone(),
                Some(id) => Some(telling.numbers.get(id)),
            };
            timers.insert(number.clone(), Timer { seconds, since });
        }
        let mut ends = true;
        for inner in step.action.inner() {
            ends = false;
            run(telling, inner, Some(number.clone()), timers);
        }
        // When a step with branches is over, only the reader can say.
        before = ends.then_some(number);
    }
}
