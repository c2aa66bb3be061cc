//! Playbooks: steps are found again by their ids wherever they went.

use crate::diff::entry::Entry;
use crate::diff::tell::{Tell, Teller, Word, quoted, word_list};
use crate::diff::tree::{About, Node};
use crate::diff::{Part, Value};
use crate::model::playbook::*;
use crate::model::step_numbers::StepNumbers;
use crate::model::{Clearance, Plan, Sourced};

pub(super) fn playbook(playbook: &Playbook, plan: &Plan) -> Node {
    let Playbook {
        place: _,
        id: _,
        title,
        category,
        hazards,
        scope,
        scope_words,
        owner,
        partners,
        externals,
        triggers,
        levels,
        // Clauses of a plan that was no structured one.
        merges: _,
        facts,
        prevention,
        inputs,
        steps,
        recovery,
        escalation,
        do_not,
        card,
        not_covered,
    } = playbook;
    let variables: Vec<_> = inputs.iter().map(|input| (input.name.value.clone(), input.label.value.clone())).collect();
    let teller = Teller { plan, variables: &variables };
    let t = &teller;
    let walk = Walk { t, playbook, numbers: StepNumbers::of(playbook) };
    let mut entry = Entry::entity(t, playbook, "处置方案", About::Step, title)
        .say(About::Words, "title", "名称", title)
        .say(About::Step, "category", "事件类别", &Word(category.value))
        .say(About::Step, "hazards", "人身危险", &word_list(hazards))
        .say(About::Resource, "scope", "适用对象", scope)
        .say(About::Words, "scope_words", "适用范围", scope_words)
        .say(About::Duty, "owner", "牵头岗位", owner)
        .say(About::Duty, "partners", "配合单位", partners)
        .say(About::Contact, "externals", "外部支援", externals)
        .say(About::Step, "triggers", "启动条件", triggers)
        .say(About::Step, "levels", "适用级别", &word_list(levels))
        .say(About::Words, "not_covered", "不覆盖事项", not_covered);
    if let Some(Card { place: _, audience, site, title, actions, table }) = card {
        let actions: Vec<_> = actions.iter().map(|step| walk.target(step)).collect();
        entry = entry.kept(Playbook::STEPS_NEED, |entry| {
            entry
                .say(About::Duty, "card.audience", "处置卡对象", audience)
                .say(About::Words, "card.site", "张贴地点", site)
                .say(About::Words, "card.title", "墙报标题", title)
                .say(About::Step, "card.actions", "墙报步骤", &actions)
                .say(About::Step, "card.table", "决策表墙报", &table.as_ref().map(|name| walk.variable(name)))
        });
    }
    if let Some(Recovery { place: _, within, meanwhile }) = recovery {
        entry = entry.limit("recovery.within", "恢复期限", within).say(
            About::Step,
            "recovery.meanwhile",
            "恢复之前",
            meanwhile,
        );
    }
    entry
        .kept(Playbook::STEPS_NEED, |entry| {
            entry
                .sentences("须知", About::Words, facts)
                .parts(prevention.iter().map(|own| self::prevention(own, t)))
                .parts(inputs.iter().map(|own| input(own, t)))
                .parts(walk.steps(steps))
        })
        .parts(escalation.iter().map(|own| self::escalation(own, t)))
        .sentences("禁止事项", About::Step, do_not)
        .done()
}

fn prevention(prevention: &Prevention, t: &Teller<'_>) -> Node {
    let Prevention { place, text, actor, every } = prevention;
    Entry::part(t, None, "预防措施", About::Step, text, *place)
        .say(About::Step, "text", "预防措施", text)
        .say(About::Duty, "actor", "责任岗位", actor)
        .limit("every", "周期", every)
        .done()
}

fn input(input: &Input, t: &Teller<'_>) -> Node {
    let Input { place, name, label, r#type, unit, values, min, max, from } = input;
    let unit = unit.as_ref().map(|unit| unit.value.printed.to_owned());
    Entry::part(t, Some(format!("input/{}", name.value)), "读数", About::Step, label, *place)
        .say(About::Step, "label", "名称", label)
        .say(About::Step, "type", "类型", r#type.value.called())
        .say(About::Limit, "unit", "单位", &unit)
        .say(About::Step, "values", "可选值", values)
        .say(About::Limit, "min", "下限", min)
        .say(About::Limit, "max", "上限", max)
        .say(About::Step, "from", "读数来源", from)
        .done()
}

fn escalation(escalation: &Escalation, t: &Teller<'_>) -> Node {
    let Escalation { place, after, when, target } = escalation;
    let entry = Entry::part(t, None, "升级", About::Step, "", *place).limit("after", "升级时间", after).say(
        About::Step,
        "when",
        "升级条件",
        when,
    );
    match target {
        EscalationTarget::To(to) => entry.say(About::Step, "target", "升级对象", to).done(),
        EscalationTarget::Run(run) => entry.say(About::Step, "target", "升级动作", run).done(),
    }
}

struct Walk<'t, 'a, 'p> {
    t: &'t Teller<'a>,
    playbook: &'p Playbook,
    numbers: StepNumbers<'p>,
}

impl Walk<'_, '_, '_> {
    fn steps(&self, steps: &[Step]) -> Vec<Node> {
        steps.iter().map(|step| self.step(step)).collect()
    }

    fn step(&self, step: &Step) -> Node {
        let Step {
            place,
            id,
            kind,
            action,
            actor,
            within,
            since,
            every,
            until,
            calls,
            fills,
            records,
            uses,
            asset,
            procedure,
            requires,
            verify,
            warning,
            irreversible,
            remote,
            note,
            short,
        } = step;
        let t = self.t;
        let records: Vec<_> = records.iter().map(|name| self.variable(name)).collect();
        let mut entry = Entry::part(t, Some(key(&id.value)), "步骤", About::Step, &self.title(step), *place);
        // What the row before tells, too, has no number of its own.
        if !self.numbers.carried(step) {
            entry = entry.number(self.numbers.get(&id.value));
        }
        entry = entry.say(About::Step, "kind", "步骤类别", &Word(*kind));
        self.action(entry, action)
            .say(About::Duty, "actor", "责任岗位", actor)
            .limit("within", "时限", within)
            .say(About::Limit, "since", "起算点", &since.as_ref().map(|since| self.since(since)))
            .limit("every", "间隔", every)
            .say(About::Step, "until", "直到", until)
            .say(About::Contact, "calls", "呼叫", calls)
            .say(About::Form, "fills", "填写", fills)
            .say(About::Step, "records", "记录", &records)
            .say(About::Resource, "uses", "使用", uses)
            .say(About::Resource, "asset", "设备", asset)
            .say(About::Step, "procedure", "操作规程", procedure)
            .say(About::Staff, "requires", "资格要求", requires)
            .say(About::Step, "verify", "核验", verify)
            .say(About::Step, "warning", "警示", warning)
            .say(About::Step, "irreversible", "不可逆", irreversible)
            .say(About::Step, "remote", "可远程", remote)
            .say(About::Words, "note", "备注", note)
            .say(About::Words, "short", "墙报用语", short)
            .done()
    }

    fn action<'t, 'a>(&self, entry: Entry<'t, 'a>, action: &Action) -> Entry<'t, 'a> {
        let t = self.t;
        match action {
            Action::Do(text) => entry.say(About::Step, "do", "动作", text),
            Action::Notify { to, by, message } => entry
                .say(About::Step, "notify.to", "通知对象", to)
                .say(About::Step, "notify.by", "通知方式", &word_list(by))
                .say(About::Step, "notify.message", "通知内容", message),
            Action::Decide { input, cases } => entry
                .say(About::Step, "decide", "判断依据", &self.variable(input))
                .parts(cases.iter().map(|Case { place, condition, steps }| {
                    let other = condition.is_none().then(|| "其他情形".to_owned());
                    let told = condition.tell(t).map(|(value, _)| words(&value));
                    Entry::part(t, None, "分支", About::Step, "", *place)
                        .under(told.as_deref().or(other.as_deref()))
                        .say(About::Limit, "if", "分支条件", condition)
                        .say(About::Limit, "otherwise", "分支条件", &other)
                        .parts(self.steps(steps))
                        .done()
                })),
            Action::Parallel(branches) => entry.parts(branches.iter().map(|Branch { place, label, steps }| {
                Entry::part(t, None, "并行分支", About::Step, label, *place)
                    .say(About::Step, "label", "名称", label)
                    .parts(self.steps(steps))
                    .done()
            })),
            Action::Watch { condition, then } => {
                let entry = entry.say(About::Limit, "watch", "监护条件", condition);
                match then {
                    Then::Run(target) => entry.say(About::Step, "then", "达到时转", target),
                    Then::Goto(step) => entry.value(About::Step, "then", "达到时转", self.target(step)),
                    Then::Steps(steps) => entry.parts(self.steps(steps)),
                }
            }
            Action::Run { target, returns } => {
                entry.say(About::Step, "run", "转入", target).say(About::Step, "return", "完成后返回", returns)
            }
            Action::Goto(step) => entry.value(About::Step, "goto", "转到", self.target(step)),
            Action::End { state, decided_by } => entry.say(About::Step, "end", "结束状态", &Word(state.value)).say(
                About::Duty,
                "decided_by",
                "决定人",
                decided_by,
            ),
        }
    }

    /// What a reader calls a step.
    fn title(&self, step: &Step) -> String {
        match &step.action {
            Action::Do(text) => text.value.clone(),
            Action::Notify { to, .. } => {
                let names = to.tell(self.t).map(|(value, _)| words(&value)).unwrap_or_default();
                format!("通知{names}")
            }
            Action::Decide { input, .. } => format!("判断{}", self.variable(input)),
            Action::Parallel(_) => "同时进行".to_owned(),
            Action::Watch { condition, .. } => {
                format!("监护：{}", condition.tell(self.t).map(|(value, _)| words(&value)).unwrap_or_default())
            }
            Action::Run { target, .. } => {
                let name = target.tell(self.t).map(|(value, _)| words(&value)).unwrap_or_default();
                match &target.value {
                    RunTarget::Playbook(_) => format!("转入《{name}》"),
                    RunTarget::Report(_) => format!("办理{}", quoted(&name)),
                }
            }
            Action::Goto(step) => format!("转到步骤{}", self.numbers.get(&step.value)),
            Action::End { state, .. } => format!("结束（{}）", state.word()),
        }
    }

    fn variable(&self, name: &Sourced<String>) -> String {
        let own = self.t.variables.iter().find(|(known, _)| *known == name.value);
        own.map_or_else(|| name.value.clone(), |(_, label)| label.clone())
    }

    /// A step another one leads to; compared by id, so that a shifted number is no change.
    fn target(&self, step: &Sourced<String>) -> Value {
        let number = self.numbers.get(&step.value);
        let mut name = format!("步骤{number}");
        self.playbook.walk(&mut |own, _| {
            // A step that is itself a jump is known by its number alone.
            if own.id.value == step.value && !matches!(own.action, Action::Goto(_)) {
                name.push_str(&quoted(&self.title(own)));
            }
        });
        Value::Link { key: key(&step.value), name: Part { text: name, needs: Clearance::Public } }
    }

    /// What a limit counts from.
    fn since(&self, since: &Sourced<String>) -> Value {
        match since.value.as_str() {
            own @ ("触发" | "上一步") => Value::Words(own.to_owned()),
            _ => self.target(since),
        }
    }
}

fn key(id: &str) -> String {
    format!("step/{id}")
}

fn words(value: &Value) -> String {
    value.parts().into_iter().map(|part| part.text).collect()
}
