//! Single steps of CACAO as steps of ours.

use super::super::super::tree::Value;
use super::super::{Act, Step, pattern, words};
use super::{Walk, text, texts};
use crate::model::playbook::StepKind;
use crate::model::words::Words;
use crate::say;

impl Walk<'_, '_, '_> {
    /// A step with what every type may have.
    pub(super) fn step(&mut self, at: usize, act: Act) -> Step {
        let node = &self.graph.nodes[at];
        let own = self.graph.own(at);
        let mut step = Step::new(node.place, node.id.clone(), act);
        let told = own.and_then(|own| text(own, "kind"));
        step.kind = told.and_then(|told| StepKind::ALL.iter().map(|(word, _)| *word).find(|word| *word == told));
        if let Some(agent) = text(node.node, "agent") {
            let name = self.graph.agents.get(agent).map_or(agent, String::as_str);
            match self.cx.glance.role(name) {
                Some(role) => step.actor = Some(role.to_owned()),
                None => step.actor_told = Some(name.to_owned()),
            }
        }
        let milliseconds = text(node.node, "timeout").and_then(|text| text.parse::<i64>().ok());
        let seconds = milliseconds.filter(|all| *all > 0 && all % 1000 == 0).map(|all| all / 1000);
        step.within = seconds.map(|seconds| pattern::quantity(&seconds.to_string(), "s"));
        if let Some(own) = own {
            self.limit(text(own, "limit").unwrap_or_default(), &mut step);
            if let Some(role) = text(own, "actor").and_then(|actor| self.cx.glance.role(actor)) {
                step.actor = Some(role.to_owned());
            }
            step.requires = texts(own, "qualifications");
            step.verify = texts(own, "verify");
            step.warning = text(own, "warning").map(str::to_owned);
            step.irreversible = text(own, "irreversible") == Some("true");
            for title in texts(own, "forms") {
                match self.cx.glance.forms.iter().find(|(own, _)| *own == title) {
                    Some((_, id)) => step.fills.push(id.clone()),
                    None => step.remarks.push(format!("填表：{title}")),
                }
            }
        } else {
            step.remarks.extend(text(node.node, "name").map(str::to_owned));
            step.remarks.extend(text(node.node, "description").map(str::to_owned));
        }
        step.remarks.extend(text(node.node, "delay").map(|delay| format!("等待 {delay} 毫秒")));
        step
    }

    /// By when, how often and until when, in the words of our export.
    fn limit(&self, words: &str, step: &mut Step) {
        for part in words.split('，') {
            if let Some(until) = part.strip_prefix("直至") {
                step.until = Some(until.to_owned());
            } else if let Some(every) = part.strip_prefix("每").and_then(|part| part.strip_suffix("一次")) {
                step.every = words::limit(every);
            } else {
                let after = part.split_once('后').filter(|(from, _)| *from == "触发" || from.starts_with('第'));
                let (from, within) = after.map_or((None, part), |(from, within)| (Some(from), within));
                let number = from.and_then(|from| from.strip_prefix('第')?.strip_suffix('步'));
                step.since = match (from, number) {
                    (_, Some(number)) => self.graph.numbered(number),
                    (Some(_), None) => Some("触发".to_owned()),
                    (None, None) => None,
                };
                step.within = words::limit(within).or_else(|| step.within.take());
            }
        }
    }

    pub(super) fn act(&mut self, at: usize, kind: &str, next: Option<usize>, steps: &mut Vec<Step>) {
        let node = self.graph.nodes[at].node;
        if kind == "start" {
            return;
        }
        if !matches!(kind, "action" | "playbook-action") {
            let message = say!("不认识的步骤类型“{kind}”", "the type of step '{kind}' is not known");
            self.cx.unplaced(self.graph.nodes[at].place, message);
        }
        if kind == "playbook-action" {
            let link = text(node, "playbook_id").unwrap_or_default();
            let target = self.cx.links.get(link).map(|id| format!("playbook:{id}"));
            let returns = next.is_some_and(|next| !self.graph.is_end(next));
            let mut step = self.step(at, Act::Run { target: target.clone(), returns });
            if target.is_none() {
                step.remarks.push(format!("原文：{link}"));
            }
            steps.push(step);
            return;
        }
        let commands = match node.get("commands").map(|list| &list.value) {
            Some(Value::Sequence(items)) => items.as_slice(),
            _ => &[],
        };
        let name = text(node, "name").or_else(|| text(node, "description"));
        if commands.is_empty() {
            let step = self.step(at, Act::Do(name.unwrap_or("（没有写明做什么）").to_owned()));
            steps.push(step);
        }
        for (index, command) in commands.iter().enumerate() {
            let manual = text(command, "type") == Some("manual");
            let told = text(command, "command").filter(|_| manual).or_else(|| text(command, "description")).or(name);
            let mut step = self.step(at, Act::Do(told.unwrap_or("（没有写明做什么）").to_owned()));
            if index > 0 {
                step.id = self.cx.step_id(Some(&format!("{}-{}", step.id, index + 1)));
                step.remarks.clear();
            }
            if !manual {
                let kind = text(command, "type").unwrap_or("?");
                let place = command.place;
                let message = say!("给机器的命令（{kind}）不执行", "a command for a machine ({kind}) is not run");
                self.cx.unplaced(place, message);
                step.remarks.extend(text(command, "command").map(|words| format!("原文（{kind}）：{words}")));
            }
            steps.push(step);
        }
        if let Some(failed) = self.graph.to(node, "on_failure") {
            self.failure(failed);
        }
    }

    /// What is done when a step fails or takes too long: told once, in the words of the file.
    fn failure(&mut self, failed: usize) {
        if self.done.contains(&failed) || self.graph.is_end(failed) {
            return;
        }
        self.done.push(failed);
        let node = &self.graph.nodes[failed];
        let commands = match node.node.get("commands").map(|list| &list.value) {
            Some(Value::Sequence(items)) => items.iter().filter_map(|command| text(command, "command")).collect(),
            _ => Vec::new(),
        };
        let words = if commands.is_empty() {
            text(node.node, "name").unwrap_or(node.key).to_owned()
        } else {
            commands.join("；")
        };
        self.draft.told.push(("escalation", words));
        self.cx.unplaced(
            node.place,
            say!("失败或超时之后的步骤要写成 escalation", "what follows a failure belongs into 'escalation'"),
        );
    }
}
