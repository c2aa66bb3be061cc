//! The rows of a checklist, in reading order.

use serde::Serialize;

use crate::model::condition::Condition;
use crate::model::event::Severity;
use crate::model::playbook::{Action, Case, Input, InputType, Step, StepKind, Then};
use crate::model::words::Words;
use crate::views::course::{Course, Onward};
use crate::views::refer::built_in;
use crate::views::steps::Telling;

/// A row.
#[derive(Debug, Clone, Serialize)]
#[serde(tag = "row", rename_all = "lowercase")]
pub enum Row {
    /// Something to do and to tick.
    Task(Task),
    /// A decision: one of several ways to go on.
    Decide {
        /// What has to be done to decide: number, who, by when.
        #[serde(flatten)]
        task: Task,
        /// The ways.
        choices: Vec<Choice>,
    },
    /// The head of the steps of one case.
    Branch {
        /// How deep it stands.
        depth: usize,
        /// When its steps are done.
        words: String,
    },
}

/// Something to do and to tick.
#[derive(Debug, Clone, Serialize)]
pub struct Task {
    /// Its number, `4.1`.
    pub number: String,
    /// How deep it stands.
    pub depth: usize,
    /// Whether it saves life.
    pub safety: bool,
    /// What it is for, where a reader must see it at a glance.
    pub kind: String,
    /// What to do, the verb first.
    pub action: String,
    /// What to beware of.
    pub warning: Option<String>,
    /// Whether it cannot be undone.
    pub irreversible: bool,
    /// Whom to call.
    pub calls: Vec<Call>,
    /// Procedure, equipment, forms.
    pub notes: Vec<Note>,
    /// What to read and write down.
    pub readings: Vec<Reading>,
    /// What must hold afterwards, to tick.
    pub verify: Vec<String>,
    /// Whether readings are taken again and again.
    pub repeated: bool,
    /// Who.
    pub actor: Option<String>,
    /// By when.
    pub limit: Option<String>,
    /// Where to go on, where that is not the next row.
    pub onward: Option<String>,
    /// The place that it leads to, for documents with links; paper has none.
    #[serde(skip)]
    pub goal: Option<String>,
}

/// Whom to call.
#[derive(Debug, Clone, Serialize)]
pub struct Call {
    /// Who.
    pub who: String,
    /// The number, for a reader who may have it.
    pub number: Option<String>,
}

/// Something that goes with a step.
#[derive(Debug, Clone, Serialize)]
pub struct Note {
    /// What it is.
    pub label: &'static str,
    /// Which.
    pub text: String,
}

/// A value to read and write down.
#[derive(Debug, Clone, Serialize)]
pub struct Reading {
    /// What.
    pub label: String,
    /// Where.
    pub from: Option<String>,
    /// In which unit.
    pub unit: Option<String>,
    /// The words to choose from.
    pub options: Vec<String>,
}

/// A way to go on.
#[derive(Debug, Clone, Serialize)]
pub struct Choice {
    /// When.
    pub when: String,
    /// Where to.
    pub onward: String,
    /// That place, for documents with links; paper has none.
    #[serde(skip)]
    pub goal: Option<String>,
}

/// All rows.
pub(super) fn rows(telling: &Telling<'_>, course: &Course<'_>) -> Vec<Row> {
    let mut rows = Vec::new();
    Writer { telling, course }.run(&telling.playbook.steps, 0, &mut rows);
    rows
}

struct Writer<'w, 'a> {
    telling: &'w Telling<'a>,
    course: &'w Course<'a>,
}

impl<'a> Writer<'_, 'a> {
    fn run(&self, steps: &'a [Step], depth: usize, rows: &mut Vec<Row>) {
        for (index, step) in steps.iter().enumerate() {
            // The row before says where to go on.
            if self.telling.numbers.carried(step) {
                continue;
            }
            let last = steps.get(index + 1..).unwrap_or_default().iter().all(|next| self.telling.numbers.carried(next));
            let after = steps.get(index + 1).map_or(self.course.after(step), |next| match next.action {
                Action::Goto(_) | Action::Run { .. } if self.telling.numbers.carried(next) => self.course.after(next),
                _ => self.course.after(step),
            });
            let leaves = last && depth > 0 && !matches!(step.action, Action::Goto(_) | Action::End { .. });
            let away = matches!(step.action, Action::Run { returns: false, .. });
            let onward = (leaves && !away).then_some(after);
            match &step.action {
                Action::Decide { input, cases } => self.decide(step, input, cases, depth, after, rows),
                Action::Parallel(branches) => {
                    rows.push(Row::Task(self.task(step, depth, None)));
                    for branch in branches {
                        let words = format!("同时进行：{}", branch.label.value);
                        rows.push(Row::Branch { depth: depth + 1, words });
                        self.run(&branch.steps, depth + 1, rows);
                    }
                }
                Action::Watch { condition, then: Then::Steps(inner) } => {
                    rows.push(Row::Task(self.task(step, depth, onward)));
                    let words = self.telling.once(condition);
                    rows.push(Row::Branch { depth: depth + 1, words });
                    self.run(inner, depth + 1, rows);
                }
                _ => rows.push(Row::Task(self.task(step, depth, onward))),
            }
        }
    }

    fn decide(
        &self,
        step: &'a Step,
        input: &'a str,
        cases: &'a [Case],
        depth: usize,
        after: Onward<'a>,
        rows: &mut Vec<Row>,
    ) {
        let (telling, subject) = (self.telling, self.telling.label(input));
        let when = |case: &Case| match &case.condition {
            Some(condition) => telling.choice(condition, input),
            None => "其他情形".to_owned(),
        };
        let choices = cases.iter().map(|case| {
            let onward = self.begins(&case.steps, after);
            Choice { when: when(case), onward: telling.onward(onward), goal: telling.goal(onward) }
        });
        rows.push(Row::Decide { task: self.task(step, depth, None), choices: choices.collect() });
        for case in cases {
            // A case that only sends the reader on is told by its choice alone.
            if case.steps.iter().all(|step| telling.numbers.carried(step)) {
                continue;
            }
            let number = telling.numbers.get(&step.id.value);
            let words = format!("第{number}步 {subject}：{}", when(case));
            rows.push(Row::Branch { depth: depth + 1, words });
            self.run(&case.steps, depth + 1, rows);
        }
    }

    /// Where a case begins: at its first row, where it has one of its own.
    fn begins(&self, steps: &'a [Step], after: Onward<'a>) -> Onward<'a> {
        match steps.first() {
            Some(first) if !self.telling.numbers.carried(first) => Onward::Step(&first.id.value),
            _ => self.course.entry(steps, after),
        }
    }

    fn task(&self, step: &'a Step, depth: usize, onward: Option<Onward<'a>>) -> Task {
        let (telling, plan) = (self.telling, self.telling.edition.plan);
        let mut notes = Vec::new();
        let mut note = |label, texts: Vec<String>| {
            if !texts.is_empty() {
                notes.push(Note { label, text: texts.join("、") });
            }
        };
        note("规程", step.procedure.iter().map(|id| format!("《{}》", plan.procedures[id].title.value)).collect());
        note("设备", step.asset.iter().map(|id| plan.facilities[id].name.value.clone()).collect());
        note("物资", step.uses.iter().map(|id| plan.resources[id].name.value.clone()).collect());
        note("资格", step.requires.iter().map(|text| text.value.clone()).collect());
        note("填表", telling.fills(step).map(|id| format!("《{}》", plan.forms[id].title.value)).collect());
        note("说明", step.note.iter().map(|text| text.value.clone()).collect());
        let readings: Vec<Reading> = self.readings(step);
        let kind = crate::views::steps::shown_kind(step.kind);
        let action = telling.action(step);
        // 判断 and 监护 begin the sentence that tells them; here they stand before it.
        let bare = action.strip_prefix(kind).filter(|_| !kind.is_empty()).map(|rest| rest.trim_start_matches('：'));
        Task {
            number: telling.numbers.get(&step.id.value),
            depth,
            safety: step.kind == StepKind::LifeSafety,
            kind: kind.to_owned(),
            action: bare.unwrap_or(&action).to_owned(),
            warning: step.warning.as_ref().map(|text| text.value.trim_end_matches('。').to_owned()),
            irreversible: step.irreversible,
            calls: self.calls(step),
            notes,
            repeated: step.every.is_some() && !readings.is_empty(),
            readings,
            verify: step.verify.iter().map(|text| text.value.clone()).collect(),
            actor: telling.actor(step),
            limit: telling.limit(step),
            onward: onward.map(|onward| telling.onward(onward)),
            goal: onward.or_else(|| leads(step)).and_then(|onward| telling.goal(onward)),
        }
    }

    /// Those to call: the contacts a step names, else those who are told, where they have a number.
    fn calls(&self, step: &Step) -> Vec<Call> {
        let edition = self.telling.edition;
        let named = step.calls.iter().map(|id| {
            let contact = &edition.plan.contacts[id];
            Call { who: contact.label.value.clone(), number: edition.dial(contact) }
        });
        let told = match &step.action {
            Action::Notify { to, .. } => to.as_slice(),
            _ => self.telling.report(step).map_or(&[][..], |report| &report.to),
        };
        let told = told.iter().map(|to| Call {
            who: edition.recipient(&to.value).to_owned(),
            number: edition.contact_of(&to.value).and_then(|contact| edition.dial(contact)),
        });
        named.chain(told).collect()
    }

    /// What a step records, and what a watch looks at.
    fn readings(&self, step: &Step) -> Vec<Reading> {
        let playbook = self.telling.playbook;
        let mut names: Vec<&str> = step.records.iter().map(|name| name.value.as_str()).collect();
        if let Action::Watch { condition, .. } = &step.action {
            watched(condition, &mut names);
        }
        names.iter().filter_map(|name| playbook.input(name)).map(reading).collect()
    }
}

/// Where a step itself sends the reader.
fn leads(step: &Step) -> Option<Onward<'_>> {
    match &step.action {
        Action::Goto(to) | Action::Watch { then: Then::Goto(to), .. } => Some(Onward::Step(&to.value)),
        Action::Run { target, .. } | Action::Watch { then: Then::Run(target), .. } => Some(Onward::Away(target)),
        _ => None,
    }
}

fn watched<'c>(condition: &'c Condition, names: &mut Vec<&'c str>) {
    condition.comparisons(&mut |variable, _, _| {
        if built_in(variable).is_none() && !names.contains(&variable.as_str()) {
            names.push(variable);
        }
    });
}

fn reading(input: &Input) -> Reading {
    let options = match input.r#type.value {
        InputType::Quantity => Vec::new(),
        InputType::Choice => input.values.iter().map(|value| value.value.clone()).collect(),
        InputType::Flag => vec!["是".into(), "否".into()],
        InputType::Level => Severity::ALL.iter().map(|(word, _)| (*word).to_owned()).collect(),
    };
    Reading {
        label: input.label.value.clone(),
        from: input.from.as_ref().map(|from| from.value.clone()),
        unit: input.unit.as_ref().map(|unit| unit.value.printed.to_owned()),
        options,
    }
}
