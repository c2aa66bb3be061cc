//! The steps of a playbook, numbered once and told twice: as clauses and as the rows of a table.

use super::content::{FlowRow, Inline, Mark};
use super::prose::plain;
use super::refer::{Edition, built_in};
use super::tables::deadline;
use crate::model::event::Report;
use crate::model::form::Form;
use crate::model::playbook::{Action, EscalationTarget, InputType, Playbook, RunTarget, Step, StepKind, Then};
use crate::model::step_numbers::StepNumbers;
use crate::model::{Ref, Sourced};

/// Characters of a row that take about a third of a page in the table's action column.
const LONG_ROW: usize = 300;

/// Tells the steps of one playbook.
pub(super) struct Telling<'a> {
    pub(super) edition: &'a Edition<'a>,
    pub(super) playbook: &'a Playbook,
    pub(super) numbers: StepNumbers<'a>,
}

impl<'a> Telling<'a> {
    pub(super) fn new(edition: &'a Edition<'a>, playbook: &'a Playbook) -> Self {
        Self { edition, playbook, numbers: StepNumbers::of(playbook) }
    }

    /// The rows of the table, in reading order.
    pub(super) fn rows(&self) -> Vec<FlowRow> {
        let mut rows = Vec::new();
        self.tell(&self.playbook.steps, 0, &mut rows);
        rows
    }

    fn tell(&self, steps: &'a [Step], depth: usize, rows: &mut Vec<FlowRow>) {
        for step in steps {
            if self.numbers.carried(step)
                && let Some(before) = rows.last_mut()
            {
                let onward = format!("随后{}", self.action(step));
                before.action.insert(1, Inline::strong(format!("。{onward}")));
                before.onward = Some(onward);
                continue;
            }
            rows.push(self.row(step, depth));
            match &step.action {
                Action::Decide { cases, .. } => {
                    for case in cases {
                        let words = match &case.condition {
                            Some(condition) => format!("若{}：", self.condition(condition)),
                            None => "其他情形：".to_owned(),
                        };
                        self.branch(words, &case.steps, depth + 1, rows);
                    }
                }
                Action::Parallel(branches) => {
                    for branch in branches {
                        self.branch(format!("{}：", branch.label.value), &branch.steps, depth + 1, rows);
                    }
                }
                Action::Watch { then: Then::Steps(inner), condition } => {
                    self.branch(format!("{}：", self.once(condition)), inner, depth + 1, rows);
                }
                _ => {}
            }
        }
    }

    /// A heading and the steps below it. Where all there is to do is to go on elsewhere, that
    /// stands in the heading: a reader in a hurry follows one line, not two.
    fn branch(&self, words: String, steps: &'a [Step], depth: usize, rows: &mut Vec<FlowRow>) {
        if let [only] = steps
            && self.numbers.carried(only)
        {
            rows.push(heading(words, Some(self.action(only)), depth));
            return;
        }
        rows.push(heading(words, None, depth));
        self.tell(steps, depth, rows);
    }

    fn row(&self, step: &'a Step, depth: usize) -> FlowRow {
        let mark = match (step.kind, &step.action) {
            (StepKind::LifeSafety, _) => Mark::Safety,
            (_, Action::Decide { .. }) => Mark::Decide,
            (_, Action::Watch { .. }) => Mark::Watch,
            (_, Action::End { .. }) => Mark::End,
            _ => Mark::Step,
        };
        let mut action = vec![Inline::text(self.action(step))];
        if let Some(warning) = &step.warning {
            action.push(Inline::Break);
            action.push(Inline::strong("注意："));
            action.push(Inline::text(&warning.value));
        }
        let mut particulars = Vec::new();
        for (label, text) in self.details(step) {
            if !particulars.is_empty() {
                particulars.push(Inline::text("；"));
            }
            particulars.push(Inline::strong(label));
            particulars.push(Inline::text(text));
        }
        let characters = plain(&action).chars().count() + plain(&particulars).chars().count();
        FlowRow {
            number: self.number(&step.id.value),
            depth,
            mark,
            // A decision, a watch and an end say so themselves: 判断, 监护, 宣布.
            kind: if matches!(mark, Mark::Step | Mark::Safety) { shown_kind(step.kind) } else { "" }.to_owned(),
            action,
            particulars,
            long: characters > LONG_ROW,
            actor: self.actor(step),
            limit: self.limit(step),
            warning: step.warning.as_ref().map(|warning| warning.value.clone()),
            onward: None,
        }
    }

    fn number(&self, id: &str) -> String {
        self.numbers.get(id)
    }

    /// The report a step runs.
    pub(super) fn report(&self, step: &Step) -> Option<&'a Report> {
        match &step.action {
            Action::Run { target, .. } => match &target.value {
                RunTarget::Report(id) => Some(&self.edition.plan.reports[&id.value]),
                RunTarget::Playbook(_) => None,
            },
            _ => None,
        }
    }

    /// The forms a step fills, those of the report it runs among them.
    pub(super) fn fills(&self, step: &'a Step) -> impl Iterator<Item = &'a Ref<Form>> {
        step.fills.iter().chain(self.report(step).and_then(|report| report.form.as_ref()))
    }

    /// Who acts: whoever has to report where a report is run by nobody in particular.
    pub(super) fn actor(&self, step: &Step) -> Option<String> {
        let other = match &step.action {
            Action::End { decided_by, .. } => decided_by.as_ref(),
            _ => self.report(step).map(|report| &report.from),
        };
        step.actor.as_ref().or(other).map(|role| self.edition.plan.roles[role].name.value.clone())
    }

    /// By when, or how often and until when; a report without a time of its own has that of its kind.
    pub(super) fn limit(&self, step: &Step) -> Option<String> {
        let mut parts = Vec::new();
        if let Some(within) = &step.within {
            parts.push(match step.since.as_ref().map(|since| since.value.as_str()) {
                Some("触发") => format!("触发后{}内", within.value),
                Some("上一步") | None => format!("{}内", within.value),
                Some(id) => format!("第{}步后{}内", self.number(id), within.value),
            });
        }
        if let Some(every) = &step.every {
            parts.push(format!("每{}一次", every.value));
        }
        if let Some(until) = &step.until {
            parts.push(format!("直至{}", until.value.trim_start_matches("直至")));
        }
        if parts.is_empty() {
            parts.extend(self.report(step).and_then(deadline));
        }
        (!parts.is_empty()).then(|| parts.join("，"))
    }

    /// What is done, in one sentence without its full stop.
    pub(super) fn action(&self, step: &Step) -> String {
        let edition = self.edition;
        match &step.action {
            Action::Do(text) => text.value.trim_end_matches('。').to_owned(),
            Action::Notify { to, by, message } => {
                let to: Vec<_> = to.iter().map(|to| edition.recipient(&to.value)).collect();
                let by: Vec<_> = by.iter().map(|by| by.word()).collect();
                let by = if by.is_empty() { String::new() } else { format!("用{}", by.join("、")) };
                match message {
                    Some(message) => format!("{by}通知{}：{}", to.join("、"), message.value.trim_end_matches('。')),
                    None => format!("{by}通知{}", to.join("、")),
                }
            }
            Action::Decide { input, .. } => match self.playbook.input(&input.value) {
                Some(found) => {
                    let whether = if found.r#type.value == InputType::Flag { "是否" } else { "" };
                    let from = found.from.as_ref().map_or(String::new(), |from| format!("（读自{}）", from.value));
                    format!("判断{whether}{}{from}", found.label.value)
                }
                None => format!("判断{}", built_in(&input.value).unwrap_or(&input.value)),
            },
            Action::Parallel(branches) => format!("以下{}项同时进行", count(branches.len())),
            Action::Watch { condition, then } => {
                let then = match then {
                    Then::Run(target) => format!("，{}", self.run(target)),
                    Then::Goto(step) => format!("，转第{}步", self.number(&step.value)),
                    Then::Steps(_) => "，按下列步骤处置".to_owned(),
                };
                format!("监护：{}{then}", self.once(condition))
            }
            Action::Run { target, returns } => {
                let back = if *returns { "，完成后回到本方案" } else { "" };
                format!("{}{back}", self.run(target))
            }
            Action::Goto(step) => format!("转第{}步", self.number(&step.value)),
            Action::End { state, .. } => match state.value {
                crate::model::playbook::EndState::Recovered => "宣布业务恢复，处置结束".into(),
                crate::model::playbook::EndState::HandedOver => "移交后续处置，本方案结束".into(),
                crate::model::playbook::EndState::Stopped => "终止处置，本方案结束".into(),
            },
        }
    }

    /// Where a run leads, in words.
    pub(super) fn run(&self, target: &RunTarget) -> String {
        match target {
            RunTarget::Playbook(id) => format!("转入《{}》", self.edition.plan.playbooks[&id.value].title.value),
            RunTarget::Report(id) => format!("办理“{}”", self.edition.plan.reports[&id.value].title.value),
        }
    }

    /// What goes with a step, as labels and texts.
    fn details(&self, step: &Step) -> Vec<(&'static str, String)> {
        let plan = self.edition.plan;
        let mut details = Vec::new();
        let mut add = |label, texts: Vec<String>, between: &str| {
            if !texts.is_empty() {
                details.push((label, texts.join(between)));
            }
        };
        add("不可撤回：", step.irreversible.then(|| "操作前须复述确认".to_owned()).into_iter().collect(), "");
        add("联系：", step.calls.iter().map(|id| plan.contacts[id].label.value.clone()).collect(), "、");
        add("规程：", step.procedure.iter().map(|id| format!("《{}》", plan.procedures[id].title.value)).collect(), "");
        add("设备：", step.asset.iter().map(|id| plan.facilities[id].name.value.clone()).collect(), "");
        add("物资：", step.uses.iter().map(|id| plan.resources[id].name.value.clone()).collect(), "、");
        add("资格：", texts(&step.requires), "、");
        let records = step.records.iter().filter_map(|name| self.playbook.input(&name.value));
        add("记录：", records.map(|input| input.label.value.clone()).collect(), "、");
        add("填表：", step.fills.iter().map(|id| format!("《{}》", plan.forms[id].title.value)).collect(), "、");
        add("核验：", texts(&step.verify), "；");
        add("说明：", step.note.iter().map(|text| text.value.clone()).collect(), "");
        details
    }

    /// What happens when it takes too long, one sentence each.
    pub(super) fn escalation(&self) -> Vec<String> {
        let steps = self.playbook.escalation.iter().zip(self.escalation_now());
        steps.map(|(step, words)| format!("触发后{}，{words}", step.after.value)).collect()
    }

    /// The same for a reader who has the time before him.
    pub(super) fn escalation_now(&self) -> Vec<String> {
        let told = self.playbook.escalation.iter().map(|step| {
            let when = step.when.as_ref().map_or(String::new(), |when| format!("{}的，", when.value));
            let target = match &step.target {
                EscalationTarget::To(to) => format!("报告{}", self.edition.recipient(&to.value)),
                EscalationTarget::Run(target) => self.run(target),
            };
            format!("{when}{target}")
        });
        told.collect()
    }
}

/// The kinds a reader must see at a glance; the others speak through their verbs.
pub(super) fn shown_kind(kind: StepKind) -> &'static str {
    match kind {
        StepKind::LifeSafety
        | StepKind::Preserve
        | StepKind::Isolate
        | StepKind::Decide
        | StepKind::Watch
        | StepKind::End => kind.word(),
        _ => "",
    }
}

fn heading(words: String, onward: Option<String>, depth: usize) -> FlowRow {
    FlowRow {
        number: String::new(),
        depth,
        mark: Mark::Case,
        kind: String::new(),
        action: std::iter::once(words).chain(onward).map(Inline::text).collect(),
        particulars: Vec::new(),
        long: false,
        actor: None,
        limit: None,
        warning: None,
        onward: None,
    }
}

/// How many, before a measure word: 两项, not 二项.
fn count(number: usize) -> String {
    if number == 2 { "两".to_owned() } else { super::numbering::chinese(number) }
}

fn texts(texts: &[Sourced<String>]) -> Vec<String> {
    texts.iter().map(|text| text.value.clone()).collect()
}
