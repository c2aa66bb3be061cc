//! A decision table: what to do by the value of one reading, over all decisions that look at it.

mod ranges;

use std::collections::BTreeMap;

use serde::Serialize;

use super::actions::Deed;
use crate::model::playbook::{Action, Case, Step, Then};
use crate::model::{Clearance, Sourced};
use crate::say;
use crate::views::course::{Course, Onward};
use crate::views::deed;
use crate::views::refer::built_in;
use crate::views::room::{Overfull, width};
use crate::views::steps::Telling;
use ranges::Sample;

/// A decision table.
#[derive(Debug, Clone, Serialize)]
pub struct Table {
    /// What it is about, read from afar.
    pub title: String,
    /// The reading.
    pub subject: String,
    /// Where it is read.
    pub from: Option<String>,
    /// What to do, by its value.
    pub ranges: Vec<Range>,
    /// What to beware of, each danger once.
    pub warnings: Vec<Warning>,
    /// Whether it hangs where everybody passes, and is for everybody.
    pub public: bool,
}

/// What to beware of in a step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Warning {
    /// The step.
    pub words: String,
    /// The warning.
    pub text: String,
}

/// What to do where the reading lies in a range.
#[derive(Debug, Clone, Serialize)]
pub struct Range {
    /// The range: its bounds, or the word.
    pub when: Vec<String>,
    /// What to do.
    pub actions: Vec<Deed>,
}

/// Points there are for the table and its warnings, as `templates/lib/poster-table.typ` sets them.
const ROOM: usize = 920;
/// Han characters in a line of an action, and of a warning.
const LINE: usize = 26;
const WARNED: usize = 33;

/// The table of the input called `name`.
pub(super) fn table(telling: &Telling<'_>, name: &Sourced<String>, overfull: &mut Vec<Overfull>) -> Table {
    let playbook = telling.playbook;
    let found = playbook.input(name);
    let paths = Paths::of(telling, name);
    let ranges: Vec<Range> = ranges::ranges(playbook, name, |sample| paths.choices(sample))
        .into_iter()
        .map(|(when, sample)| Range { when, actions: paths.actions(&sample) })
        .collect();
    let said = |part: &Option<String>| part.as_deref().map_or(0, |part| width(part) + 1);
    let lines = |deed: &Deed| (width(&deed.words) + said(&deed.actor) + said(&deed.limit) + 2).div_ceil(LINE);
    let actions = || ranges.iter().flat_map(|range| &range.actions);
    let mut warnings: Vec<Warning> = Vec::new();
    for deed in actions() {
        let Some(text) = deed.warning.clone() else { continue };
        let warning = Warning { words: deed.words.clone(), text };
        if !warnings.contains(&warning) {
            warnings.push(warning);
        }
    }
    let warned = |own: &Warning| 27 * (width(&own.words) + width(&own.text) + 2).div_ceil(WARNED);
    let strip = if warnings.is_empty() { 0 } else { 25 + warnings.iter().map(warned).sum::<usize>() };
    let row = |range: &Range| 22 + range.actions.iter().map(|deed| 29 * lines(deed) + 2).sum::<usize>().max(31);
    let has = strip + 43 + ranges.iter().map(row).sum::<usize>();
    if has > ROOM {
        overfull.push(Overfull {
            place: name.place,
            what: say!("决策表（点）", "the decision table, in points,"),
            has,
            room: ROOM,
            mend: say!("给表中的步骤写短的 short，或合并几档", "give its steps `short` texts, or merge ranges"),
        });
    }
    Table {
        title: super::title(playbook, super::TABLE, overfull),
        subject: found.map_or_else(|| built_in(name).unwrap_or(name).to_owned(), |input| input.label.value.clone()),
        from: found.and_then(|input| input.from.as_ref()).map(|from| from.value.clone()),
        ranges,
        warnings,
        public: telling.edition.clearance == Clearance::Public,
    }
}

/// The steps of a playbook as a reader follows them, with one reading known.
struct Paths<'t, 'a> {
    telling: &'t Telling<'a>,
    input: &'t str,
    course: Course<'a>,
    steps: BTreeMap<&'a str, &'a Step>,
}

impl<'t, 'a> Paths<'t, 'a> {
    fn of(telling: &'t Telling<'a>, input: &'t str) -> Self {
        let mut steps = BTreeMap::new();
        telling.playbook.walk(&mut |step, _| _ = steps.insert(step.id.value.as_str(), step));
        Self { telling, input, course: Course::of(&telling.playbook.steps), steps }
    }

    /// The decisions on the reading that lie on the way, each with its case.
    fn decisions(&self, sample: &Sample<'_>) -> Vec<(&'a Step, &'a Case)> {
        let mut seen: BTreeMap<&str, Option<(&'a Step, &'a Case)>> = BTreeMap::new();
        let mut waiting: Vec<&'a Step> = self.telling.playbook.steps.first().into_iter().collect();
        while let Some(step) = waiting.pop() {
            if seen.contains_key(step.id.value.as_str()) {
                continue;
            }
            let mut chosen = None;
            let mut inside: Vec<&'a [Step]> = Vec::new();
            match &step.action {
                Action::Decide { input, cases } if input.value == self.input => {
                    chosen = cases.iter().find(|case| sample.meets(case, self.input)).map(|case| (step, case));
                    inside.extend(chosen.map(|(_, case)| case.steps.as_slice()));
                }
                Action::Decide { .. } | Action::Parallel(_) => inside.extend(step.action.inner()),
                _ => {}
            }
            seen.insert(&step.id.value, chosen);
            // A case without steps goes straight on.
            if inside.is_empty() || inside.iter().any(|steps| steps.is_empty()) {
                waiting.extend(self.beyond(step));
            }
            waiting.extend(inside.iter().filter_map(|steps| steps.first()));
        }
        let mut decisions = Vec::new();
        self.telling
            .playbook
            .walk(&mut |step, _| decisions.extend(seen.get(step.id.value.as_str()).copied().flatten()));
        decisions
    }

    fn beyond(&self, step: &Step) -> Option<&'a Step> {
        match self.course.after(step) {
            Onward::Step(id) => self.steps.get(id).copied(),
            Onward::Away(_) | Onward::Over => None,
        }
    }

    /// Which cases are taken: two values with the same ones need no range each.
    fn choices(&self, sample: &Sample<'_>) -> Vec<u32> {
        self.decisions(sample).iter().map(|(_, case)| case.place.start).collect()
    }

    /// What to do.
    fn actions(&self, sample: &Sample<'_>) -> Vec<Deed> {
        let mut steps: Vec<&'a Step> = Vec::new();
        for (decision, case) in self.decisions(sample) {
            let usual = self.beyond(decision).map(|step| step.id.value.as_str());
            for step in &case.steps {
                match &step.action {
                    // Going on as everybody does is nothing to do.
                    Action::Goto(to) => {
                        let target = self.steps.get(to.value.as_str()).copied();
                        let watch = |step: &&Step| matches!(step.action, Action::Watch { .. });
                        // Going on as everybody does, to what is done all the time, is nothing to do.
                        let goes_on = Some(to.value.as_str()) == usual && target.as_ref().is_some_and(watch);
                        steps.extend(target.filter(|_| !goes_on));
                    }
                    Action::Decide { input, .. } if input.value == self.input => {}
                    _ => steps.push(step),
                }
            }
        }
        let deed = |step: &&'a Step| {
            let deed = Deed::new(self.telling, &deed::Deed { step, when: None, certain: true });
            Deed { words: self.watch(step).unwrap_or(deed.words.clone()), ..deed }
        };
        steps.iter().map(deed).collect()
    }

    /// What to watch and what to do then; by its words, since a wall has no step numbers.
    fn watch(&self, step: &Step) -> Option<String> {
        let Action::Watch { condition, then: Then::Goto(to) } = &step.action else { return None };
        let then = self.telling.action(self.steps.get(to.value.as_str())?);
        Some(format!("监护：{}，{then}", self.telling.once(condition)))
    }
}
