//! A playbook of CACAO 2.0: its workflow is a graph, and steps that come together again are put
//! behind the branch they come from.
//!
//! What our own export put into its extension is taken back; of others the fields of the standard
//! are read. Commands for machines are never run, they are kept as remarks.

mod branches;
mod flow;
mod graph;
mod object;
mod steps;

use super::super::faults;
use super::super::shapes::peek_text;
use super::super::tree::{Node, Value};
use super::{Act, Draft, Reading, Step, pattern};
use crate::finding::{Finding, Place};
use crate::say;
use flow::Flow;
use graph::Graph;

/// Deepest nesting of branches.
const DEPTH_LIMIT: usize = 32;

/// Reads the playbook; nothing where this is none, or over a limit.
pub(super) fn read(node: &Node, cx: &mut Reading<'_>) -> Option<Draft> {
    let mut draft = object::head(node, cx)?;
    let graph = Graph::of(node, cx)?;
    let start = graph.start?;
    let successors: Vec<Vec<usize>> = (0..graph.nodes.len()).map(|at| graph.onward(at)).collect();
    let flow = Flow::of(start, &successors);
    let (done, silent) = (Vec::new(), Vec::new());
    let mut walk = Walk { graph: &graph, flow: &flow, cx, draft: &mut draft, done, silent, depth: 0, over: false };
    let steps = walk.run(start, None);
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
    flow: &'a Flow,
    cx: &'a mut Reading<'r>,
    draft: &'a mut Draft,
    /// Steps that stand in the draft.
    done: Vec<usize>,
    /// For each branch we are in, whether its end only ends the branch.
    silent: Vec<bool>,
    depth: usize,
    over: bool,
}

impl Walk<'_, '_, '_> {
    /// Steps from `at` on. What is written behind them begins with `follow`: to come there nothing
    /// has to be said.
    fn run(&mut self, at: usize, follow: Option<usize>) -> Vec<Step> {
        let mut steps = Vec::new();
        self.depth += 1;
        if self.depth > DEPTH_LIMIT {
            self.too_deep(at);
        }
        let mut next = Some(at).filter(|_| !self.over);
        while let Some(at) = next.take() {
            self.done.push(at);
            let node = self.graph.nodes[at].node;
            next = match text(node, "type").unwrap_or_default() {
                "end" => {
                    self.end(at, follow, &mut steps);
                    None
                }
                "if-condition" | "switch-condition" => self.decide(at, follow, &mut steps),
                "parallel" => self.parallel(at, follow, &mut steps),
                "while-condition" => self.watch(at, follow, &mut steps),
                kind => {
                    let then = self.graph.next(at);
                    self.act(at, kind, then, &mut steps);
                    self.onward(at, then, follow, &mut steps)
                }
            };
        }
        self.depth -= 1;
        steps
    }

    fn end(&mut self, at: usize, follow: Option<usize>, steps: &mut Vec<Step>) {
        let node = self.graph.nodes[at].node;
        if self.graph.own(at).is_some() || text(node, "name").is_some() {
            let state = state(text(node, "name").unwrap_or_default());
            steps.push(self.step(at, Act::End(state)));
        } else if follow.is_some() && self.silent.last() != Some(&true) && !steps.last().is_some_and(leaves) {
            steps.push(self.step(at, Act::End(None)));
        }
    }

    /// What is written behind a step: where it goes on, and the steps at which branches from it come
    /// together again. All but the last are added; the last one is where to read on.
    fn onward(
        &mut self,
        at: usize,
        then: Option<usize>,
        follow: Option<usize>,
        steps: &mut Vec<Step>,
    ) -> Option<usize> {
        let behind = self.behind(at, then);
        if let Some(to) = then.filter(|to| behind.first() != Some(to) && follow != Some(*to)) {
            if self.flow.leads_back(at, to) {
                self.circle(to);
            } else if self.graph.is_end(to) {
                self.end(to, behind.first().copied().or(follow), steps);
            } else {
                steps.push(self.jump(self.graph.nodes[at].place, to));
            }
        }
        for pair in behind.windows(2) {
            let inner = self.run(pair[0], Some(pair[1]));
            steps.extend(inner);
        }
        behind.last().copied().filter(|_| !self.over)
    }

    /// The steps that are written behind one, in their order.
    fn behind(&self, at: usize, then: Option<usize>) -> Vec<usize> {
        let own = |to: &usize| !self.flow.leads_back(at, *to) && !self.flow.is_shared(*to) && !self.graph.is_end(*to);
        let mut behind = self.flow.gathered(at);
        behind.extend(then.filter(own));
        behind.sort_by_key(|to| self.flow.order(*to));
        behind
    }

    /// A step that only leads on.
    fn jump(&mut self, place: Place, to: usize) -> Step {
        let id = self.cx.step_id(None);
        Step::new(place, id, Act::Goto(self.graph.nodes[to].id.clone()))
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
