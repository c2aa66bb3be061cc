//! A playbook of CACAO 2.0: its workflow is a graph, and steps that come together again are put
//! behind the branch they come from.
//!
//! What our own export put into its extension is taken back; of others the fields of the standard
//! are read. Commands for machines are never run, they are kept as remarks.

mod graph;
mod object;

use super::super::faults;
use super::super::shapes::peek_text;
use super::super::tree::{Node, Value};
use super::{Act, Case, Draft, Reading, Step, Then, pattern, words};
use crate::finding::{Finding, Place};
use crate::model::playbook::StepKind;
use crate::model::words::Words;
use crate::say;
use graph::Graph;

/// Deepest nesting of branches.
const DEPTH_LIMIT: usize = 32;

/// Reads the playbook; nothing where this is none, or over a limit.
pub(super) fn read(node: &Node, cx: &mut Reading<'_>) -> Option<Draft> {
    let mut draft = object::head(node, cx)?;
    let graph = Graph::of(node, cx)?;
    let mut walk = Walk {
        graph: &graph,
        cx,
        draft: &mut draft,
        path: Vec::new(),
        done: Vec::new(),
        silent: Vec::new(),
        over: false,
    };
    let start = graph.start?;
    let steps = walk.run(start, &mut Vec::new());
    let (over, done) = (walk.over, std::mem::take(&mut walk.done));
    if over {
        return None;
    }
    draft.steps = steps;
    object::settle(&mut draft);
    graph.unreached(&done, cx);
    Some(draft)
}

/// Text of a field.
fn text<'n>(node: &'n Node, key: &str) -> Option<&'n str> {
    node.get(key).and_then(peek_text).map(str::trim).filter(|text| !text.is_empty())
}

/// Texts of a list.
fn texts(node: &Node, key: &str) -> Vec<String> {
    match node.get(key).map(|list| &list.value) {
        Some(Value::Sequence(items)) => items.iter().filter_map(peek_text).map(str::to_owned).collect(),
        _ => Vec::new(),
    }
}

/// A walk through the graph, in reading order.
struct Walk<'a, 'n, 'r> {
    graph: &'a Graph<'n>,
    cx: &'a mut Reading<'r>,
    draft: &'a mut Draft,
    /// Steps on the way to here.
    path: Vec<usize>,
    /// Steps that stand in the draft.
    done: Vec<usize>,
    /// For each branch we are in, whether its end only ends the branch.
    silent: Vec<bool>,
    over: bool,
}

impl Walk<'_, '_, '_> {
    /// Steps from `at` on, up to the last of `stops`.
    fn run(&mut self, at: usize, stops: &mut Vec<usize>) -> Vec<Step> {
        let mut steps = Vec::new();
        let mut next = Some(at);
        let known = self.path.len();
        if stops.len() > DEPTH_LIMIT {
            self.too_deep(at);
            return steps;
        }
        while let Some(at) = next.take() {
            if stops.last() == Some(&at) || self.over {
                break;
            }
            if self.path.contains(&at) {
                self.circle(at);
                break;
            }
            let node = self.graph.nodes[at].node;
            let place = self.graph.nodes[at].place;
            if stops.contains(&at) || self.done.contains(&at) {
                let id = self.cx.step_id(None);
                steps.push(Step::new(place, id, Act::Goto(self.graph.nodes[at].id.clone())));
                break;
            }
            let kind = text(node, "type").unwrap_or_default();
            self.path.push(at);
            self.done.push(at);
            next = match kind {
                "start" => self.graph.next(at),
                "end" => {
                    if self.graph.own(at).is_some() || text(node, "name").is_some() {
                        let state = state(text(node, "name").unwrap_or_default());
                        steps.push(self.step(at, Act::End(state)));
                    } else if self.silent.last() == Some(&false) && !steps.last().is_some_and(leaves) {
                        steps.push(self.step(at, Act::End(None)));
                    }
                    None
                }
                "action" | "playbook-action" => {
                    let next = self.graph.next(at);
                    self.act(at, kind, next, &mut steps);
                    next
                }
                "if-condition" | "switch-condition" => self.decide(at, stops, &mut steps),
                "parallel" => self.parallel(at, stops, &mut steps),
                "while-condition" => self.watch(at, stops, &mut steps),
                other => {
                    let message = say!("不认识的步骤类型“{other}”", "the type of step '{other}' is not known");
                    self.cx.unplaced(place, message);
                    let act = Act::Do(text(node, "name").unwrap_or(other).to_owned());
                    steps.push(self.step(at, act));
                    self.graph.next(at)
                }
            };
        }
        self.path.truncate(known);
        steps
    }

    fn too_deep(&mut self, at: usize) {
        self.over = true;
        let message = say!("分支套了超过 {DEPTH_LIMIT} 层", "branches are nested more than {DEPTH_LIMIT} deep");
        let finding = Finding::error(faults::OVER_LIMIT, self.graph.nodes[at].place, message);
        self.cx.findings.push(finding.help(say!("拆成几个方案", "split it into several playbooks")));
    }

    fn circle(&mut self, at: usize) {
        let node = &self.graph.nodes[at];
        let (name, place) = (node.key, node.place);
        let message = say!("步骤“{name}”引回到自己，成了环", "the step '{name}' leads back to itself");
        self.cx.findings.push(Finding::error(faults::CIRCLE, place, message).help(say!(
            "方案只能往前走；反复做的事写成 while-condition",
            "a playbook only goes on; what is repeated is a while-condition"
        )));
    }

    /// A step with what every type may have.
    fn step(&mut self, at: usize, act: Act) -> Step {
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

    fn act(&mut self, at: usize, kind: &str, next: Option<usize>, steps: &mut Vec<Step>) {
        let node = self.graph.nodes[at].node;
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

    /// Questions in a chain are cases of one decision where our export made them so.
    fn decide(&mut self, at: usize, stops: &mut Vec<usize>, steps: &mut Vec<Step>) -> Option<usize> {
        let (branches, links) = self.graph.branches(at);
        self.done.extend(links.iter().copied());
        let targets: Vec<usize> = branches.iter().filter_map(|branch| branch.to).collect();
        let silent = self.graph.completion(at).is_some();
        let join = self.graph.completion(at).or_else(|| self.graph.join(&targets));
        let mut input = None;
        let mut cases = Vec::new();
        for branch in branches {
            let when = match branch.condition {
                graph::When::Otherwise => None,
                graph::When::Words(name, words) => {
                    object::declare(&name, &words, branch.place, self.draft);
                    input.get_or_insert_with(|| name.clone());
                    let words: Vec<String> = words.iter().map(|word| super::markdown::word(word)).collect();
                    Some(match words.as_slice() {
                        [word] => format!("{name} == {word}"),
                        _ => format!("{name} in [{}]", words.join(", ")),
                    })
                }
                graph::When::Pattern(words) => match pattern::translate(words, &self.draft.inputs) {
                    Some((condition, first)) => {
                        input.get_or_insert(first);
                        Some(condition)
                    }
                    None => {
                        let name = object::ask(words, branch.place, self.draft);
                        input.get_or_insert_with(|| name.clone());
                        Some(format!("{name} == true"))
                    }
                },
            };
            // What only goes on is no case of its own; our export has none that only ends.
            let end = join.or_else(|| stops.last().copied());
            let ours = self.graph.own(at).is_some();
            let goes_on = |to| Some(to) == end || ((silent || ours) && self.graph.is_end(to));
            if when.is_none() && branch.to.is_none_or(goes_on) {
                continue;
            }
            let inner = match branch.to {
                // The file says that one goes on, so that is what is done.
                Some(to) if Some(to) == end && !self.graph.is_end(to) => {
                    let id = self.cx.step_id(None);
                    vec![Step::new(branch.place, id, Act::Goto(self.graph.nodes[to].id.clone()))]
                }
                Some(to) => self.inside(to, join, silent, stops),
                None => Vec::new(),
            };
            cases.push(Case { place: branch.place, when, steps: inner });
        }
        let input = input.unwrap_or_default();
        let step = self.step(at, Act::Decide { input, cases });
        steps.push(Step { kind: Some(StepKind::Decide.word()), remarks: Vec::new(), ..step });
        join
    }

    /// The steps of a branch up to where it joins the others; one that joins none goes on where the
    /// branch around it does. In a `silent` one an end ends the branch and not the playbook.
    fn inside(&mut self, to: usize, join: Option<usize>, silent: bool, stops: &mut Vec<usize>) -> Vec<Step> {
        stops.push(join.or_else(|| stops.last().copied()).unwrap_or(usize::MAX));
        self.silent.push(silent);
        let steps = self.run(to, stops);
        self.silent.pop();
        stops.pop();
        steps
    }

    fn parallel(&mut self, at: usize, stops: &mut Vec<usize>, steps: &mut Vec<Step>) -> Option<usize> {
        let targets = self.graph.parallel(at);
        let join = self.graph.completion(at).or_else(|| self.graph.join(&targets));
        let silent = self.graph.completion(at).is_some();
        let mut labels = self.graph.own(at).map(|own| texts(own, "branches")).unwrap_or_default().into_iter();
        let branches = targets.iter().map(|to| (labels.next(), self.inside(*to, join, silent, stops))).collect();
        let step = self.step(at, Act::Parallel(branches));
        steps.push(step);
        join
    }

    fn watch(&mut self, at: usize, stops: &mut Vec<usize>, steps: &mut Vec<Step>) -> Option<usize> {
        let node = self.graph.nodes[at].node;
        let place = self.graph.nodes[at].place;
        let body = self.graph.to(node, "on_true");
        let after = self.graph.to(node, "on_completion");
        // Our export asks behind the watch whether it struck, and does then what is to be done.
        let held = after.filter(|held| {
            self.graph.own(at).is_some() && self.graph.own(*held).is_none() && self.graph.is(*held, "if-condition")
        });
        let Some(held) = held else { return self.repeat(at, body, after, stops, steps) };
        self.done.push(held);
        self.done.extend(body);
        let question = self.graph.nodes[held].node;
        let condition = text(question, "condition").and_then(|words| pattern::translate(words, &self.draft.inputs));
        let act = self.graph.to(question, "on_true");
        let next = self.graph.to(question, "on_false");
        let then = match act {
            Some(act) if next.is_some_and(|next| self.graph.reaches(next, act)) => {
                Then::Goto(self.graph.nodes[act].id.clone())
            }
            Some(act) if self.graph.is(act, "playbook-action") && self.graph.name(act) == self.graph.name(at) => {
                self.done.push(act);
                let link = text(self.graph.nodes[act].node, "playbook_id").unwrap_or_default();
                Then::Run(self.cx.links.get(link).map(|id| format!("playbook:{id}")))
            }
            Some(act) => Then::Steps(self.inside(act, next, false, stops)),
            None => Then::Steps(Vec::new()),
        };
        let mut step = self.step(at, Act::Watch { condition: condition.map(|(condition, _)| condition), then });
        step.until = object::until(self.graph, at);
        if let (None, Some(look)) = (&step.actor, body) {
            step.actor = self.step(look, Act::Goto(String::new())).actor;
        }
        step.place = place;
        steps.push(step);
        next
    }

    /// A loop of somebody else's: its steps once, with a remark on what they are repeated for.
    fn repeat(
        &mut self,
        at: usize,
        body: Option<usize>,
        after: Option<usize>,
        stops: &mut Vec<usize>,
        steps: &mut Vec<Step>,
    ) -> Option<usize> {
        let node = self.graph.nodes[at].node;
        let place = self.graph.nodes[at].place;
        self.cx.unplaced(
            place,
            say!(
                "循环要改写成 watch（监护）或写明 every、until",
                "a loop is written as 'watch', or with 'every' and 'until'"
            ),
        );
        stops.push(at);
        // The body leads back to the question, which is no circle.
        self.path.pop();
        let mut inner = body.map(|body| self.run(body, stops)).unwrap_or_default();
        self.path.push(at);
        stops.pop();
        let condition = text(node, "condition").unwrap_or("?");
        if let Some(first) = inner.first_mut() {
            first.remarks.insert(0, format!("反复做，只要：{condition}"));
        }
        steps.extend(inner);
        after
    }
}

/// Whether nothing comes behind a step.
fn leaves(step: &Step) -> bool {
    matches!(step.act, Act::Run { returns: false, .. } | Act::Goto(_) | Act::End(_))
}

/// How a path ends, in the words of our export.
fn state(words: &str) -> Option<&'static str> {
    [("恢复", "恢复"), ("移交", "移交"), ("终止", "终止")]
        .into_iter()
        .find(|(sign, _)| words.contains(sign))
        .map(|(_, state)| state)
}

/// The place of a key, else of the whole.
fn place_of(node: &Node, key: &str) -> Place {
    node.get(key).map_or(node.place, |own| own.place)
}
