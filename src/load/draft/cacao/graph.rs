//! The workflow as a graph: which step leads where, and where branches come together again.

use std::collections::{BTreeMap, VecDeque};

use super::super::super::faults;
use super::super::super::tree::{Key, Node, Value};
use super::super::{Reading, STEP_LIMIT};
use super::{place_of, text};
use crate::finding::{Finding, Place};
use crate::say;

/// A step of the workflow.
pub(super) struct Vertex<'n> {
    /// Its identifier.
    pub(super) key: &'n str,
    pub(super) node: &'n Node,
    pub(super) place: Place,
    /// Its id in the draft.
    pub(super) id: String,
}

/// The workflow.
pub(super) struct Graph<'n> {
    pub(super) nodes: Vec<Vertex<'n>>,
    index: BTreeMap<&'n str, usize>,
    /// Names of agents.
    pub(super) agents: BTreeMap<&'n str, String>,
    /// Descriptions of variables.
    pub(super) variables: BTreeMap<&'n str, &'n str>,
    /// Identifier of our extension, where the file has it.
    extension: Option<&'n str>,
    pub(super) start: Option<usize>,
}

/// When a branch is taken.
pub(super) enum When<'n> {
    /// A condition of CACAO.
    Pattern(&'n str),
    /// A variable is one of these words.
    Words(String, Vec<String>),
    /// In every other case.
    Otherwise,
}

/// A branch.
pub(super) struct Branch<'n> {
    pub(super) condition: When<'n>,
    pub(super) to: Option<usize>,
    pub(super) place: Place,
}

fn entries<'n>(node: &'n Node, key: &str) -> &'n [(Key, Node)] {
    match node.get(key).map(|node| &node.value) {
        Some(Value::Mapping(entries)) => entries,
        _ => &[],
    }
}

/// The identifier of our extension, where the file has it.
pub(super) fn extension(root: &Node) -> Option<&str> {
    let own = entries(root, "extension_definitions").iter().find(|(_, node)| text(node, "name") == Some("plangen"));
    own.map(|(key, _)| key.text.as_str())
}

impl<'n> Graph<'n> {
    /// The graph of a playbook; nothing where it has no start or is over the limit.
    pub(super) fn of(root: &'n Node, cx: &mut Reading<'_>) -> Option<Self> {
        let steps = entries(root, "workflow");
        if steps.len() > STEP_LIMIT {
            cx.too_many(place_of(root, "workflow"));
            return None;
        }
        let name = |(key, node): &'n (Key, Node)| Some((key.text.as_str(), text(node, "name")?.to_owned()));
        let variable = |(key, node): &'n (Key, Node)| Some((key.text.as_str(), text(node, "description")?));
        let mut graph = Self {
            nodes: Vec::new(),
            index: steps.iter().enumerate().map(|(at, (key, _))| (key.text.as_str(), at)).collect(),
            agents: entries(root, "agent_definitions").iter().filter_map(name).collect(),
            variables: entries(root, "playbook_variables").iter().filter_map(variable).collect(),
            extension: extension(root),
            start: None,
        };
        graph.nodes = steps
            .iter()
            .map(|(key, node)| Vertex { key: &key.text, node, place: key.place, id: String::new() })
            .collect();
        let start = text(root, "workflow_start");
        graph.start = start.and_then(|start| graph.index.get(start).copied());
        if graph.start.is_none() {
            let place = place_of(root, "workflow_start");
            let message = say!("workflow_start 没有指到一个步骤", "workflow_start names no step");
            cx.findings.push(
                Finding::error(faults::BAD_CACAO, place, message).help(say!(
                    "写上 workflow 里第一个步骤的编号",
                    "give the identifier of the first step in workflow"
                )),
            );
            return None;
        }
        graph.dangling(cx);
        graph.name_steps(cx);
        Some(graph)
    }

    /// References to steps that are not there.
    fn dangling(&self, cx: &mut Reading<'_>) {
        for vertex in &self.nodes {
            for node in targets(vertex.node) {
                let told = super::peek_text(node).unwrap_or_default();
                if !self.index.contains_key(told) {
                    let message = say!("没有步骤“{told}”", "there is no step '{told}'");
                    cx.findings.push(Finding::error(faults::BAD_CACAO, node.place, message).help(say!(
                        "改成 workflow 里有的步骤，或者删掉这个引用",
                        "name a step of workflow, or delete the reference"
                    )));
                }
            }
        }
    }

    /// Gives each step its id in the order in which it is reached.
    fn name_steps(&mut self, cx: &mut Reading<'_>) {
        let mut queue: VecDeque<usize> = self.start.into_iter().collect();
        let mut order = Vec::new();
        let mut seen = vec![false; self.nodes.len()];
        while let Some(at) = queue.pop_front() {
            if !std::mem::replace(&mut seen[at], true) {
                order.push(at);
                queue.extend(self.edges(at));
            }
        }
        let told: Vec<Option<String>> = order.iter().map(|at| self.name(*at).map(str::to_owned)).collect();
        // Our own ids first, so that a number never takes one of them.
        for (at, told) in order.iter().zip(&told).filter(|(_, told)| told.is_some()) {
            self.nodes[*at].id = cx.step_id(told.as_deref());
        }
        for (at, _) in order.iter().zip(&told).filter(|(_, told)| told.is_none()) {
            let kind = text(self.nodes[*at].node, "type").unwrap_or_default();
            // What is never a step of ours takes no number.
            if !matches!(kind, "start") {
                self.nodes[*at].id = cx.step_id(None);
            }
        }
    }

    /// The steps one may lead to, but for failures.
    fn edges(&self, at: usize) -> Vec<usize> {
        let node = self.nodes[at].node;
        let failed = node.get("on_failure").map(|node| node.place);
        let all = targets(node).into_iter().filter(|node| Some(node.place) != failed);
        all.filter_map(|node| self.index.get(super::peek_text(node)?).copied()).collect()
    }

    /// The step behind a field.
    pub(super) fn to(&self, node: &Node, key: &str) -> Option<usize> {
        self.index.get(text(node, key)?).copied()
    }

    /// What follows a step that was done.
    pub(super) fn next(&self, at: usize) -> Option<usize> {
        let node = self.nodes[at].node;
        self.to(node, "on_completion").or_else(|| self.to(node, "on_success"))
    }

    /// What follows a decision or a parallel step by itself.
    pub(super) fn completion(&self, at: usize) -> Option<usize> {
        self.to(self.nodes[at].node, "on_completion")
    }

    /// What our extension says of a step.
    pub(super) fn own(&self, at: usize) -> Option<&'n Node> {
        self.nodes[at].node.get("step_extensions")?.get(self.extension?)
    }

    /// The id our extension gives a step.
    pub(super) fn name(&self, at: usize) -> Option<&'n str> {
        text(self.own(at)?, "id")
    }

    /// The id of the step that has this number in print.
    pub(super) fn numbered(&self, number: &str) -> Option<String> {
        let found = (0..self.nodes.len()).find(|at| self.own(*at).and_then(|own| text(own, "number")) == Some(number));
        found.map(|at| self.nodes[at].id.clone())
    }

    /// Whether a step is of a type.
    pub(super) fn is(&self, at: usize, kind: &str) -> bool {
        text(self.nodes[at].node, "type") == Some(kind)
    }

    /// Whether a step only ends a path.
    pub(super) fn is_end(&self, at: usize) -> bool {
        self.is(at, "end") && self.own(at).is_none()
    }

    /// The branches of a decision, and further questions that are cases of the same one.
    pub(super) fn branches(&self, at: usize) -> (Vec<Branch<'n>>, Vec<usize>) {
        let node = self.nodes[at].node;
        if self.is(at, "switch-condition") {
            return (self.switch(node), Vec::new());
        }
        let (mut branches, mut links) = (Vec::new(), Vec::new());
        let mut at = at;
        loop {
            let node = self.nodes[at].node;
            let condition = When::Pattern(text(node, "condition").unwrap_or_default());
            branches.push(Branch { condition, to: self.to(node, "on_true"), place: place_of(node, "condition") });
            let Some(other) = self.to(node, "on_false") else { break };
            let chained = self.is(other, "if-condition")
                && self.name(at).is_some()
                && self.name(at) == self.name(other)
                && !links.contains(&other);
            if !chained {
                let place = place_of(node, "on_false");
                branches.push(Branch { condition: When::Otherwise, to: Some(other), place });
                break;
            }
            links.push(other);
            at = other;
        }
        (branches, links)
    }

    fn switch(&self, node: &'n Node) -> Vec<Branch<'n>> {
        let variable = text(node, "switch").unwrap_or_default();
        let name = super::pattern::name(variable).unwrap_or_else(|| variable.to_owned());
        let mut branches: Vec<Branch<'n>> = Vec::new();
        let mut other = None;
        for (key, target) in entries(node, "cases") {
            let to = super::peek_text(target).and_then(|told| self.index.get(told).copied());
            if key.text == "default" {
                other = Some(Branch { condition: When::Otherwise, to, place: key.place });
                continue;
            }
            let same = branches.iter_mut().find(|branch| branch.to == to && to.is_some());
            match same.map(|branch| &mut branch.condition) {
                Some(When::Words(_, words)) => words.push(key.text.clone()),
                _ => {
                    let condition = When::Words(name.clone(), vec![key.text.clone()]);
                    branches.push(Branch { condition, to, place: key.place });
                }
            }
        }
        branches.extend(other);
        branches
    }

    /// The branches of a parallel step.
    pub(super) fn parallel(&self, at: usize) -> Vec<usize> {
        match self.nodes[at].node.get("next_steps").map(|list| &list.value) {
            Some(Value::Sequence(items)) => {
                items.iter().filter_map(|item| self.index.get(super::peek_text(item)?).copied()).collect()
            }
            _ => Vec::new(),
        }
    }

    /// The question behind a watch of our export: whether it struck.
    pub(super) fn held(&self, at: usize) -> Option<usize> {
        let held = self.completion(at).filter(|_| self.own(at).is_some() && self.is(at, "while-condition"))?;
        (self.own(held).is_none() && self.is(held, "if-condition")).then_some(held)
    }

    /// Where a step leads in the draft: decisions by their cases, watches by what they lead to.
    pub(super) fn onward(&self, at: usize) -> Vec<usize> {
        let node = self.nodes[at].node;
        let mut all: Vec<usize> = match text(node, "type").unwrap_or_default() {
            "if-condition" | "switch-condition" => {
                self.branches(at).0.iter().filter_map(|branch| branch.to).chain(self.completion(at)).collect()
            }
            "parallel" => self.parallel(at).into_iter().chain(self.completion(at)).collect(),
            "while-condition" => match self.held(at) {
                Some(held) => {
                    let question = self.nodes[held].node;
                    self.to(question, "on_true").into_iter().chain(self.to(question, "on_false")).collect()
                }
                None => self.to(node, "on_true").into_iter().chain(self.completion(at)).collect(),
            },
            "end" => Vec::new(),
            _ => self.next(at).into_iter().collect(),
        };
        // Each branch has its own end, even where the file has one for all.
        all.retain(|to| !self.is_end(*to));
        all
    }

    /// Steps that stand nowhere in the draft.
    pub(super) fn unreached(&self, done: &[usize], cx: &mut Reading<'_>) {
        for (at, vertex) in self.nodes.iter().enumerate() {
            if !done.contains(&at) && !self.is(at, "end") {
                let name = vertex.key;
                let message = say!("没有步骤引到“{name}”", "no step leads to '{name}'");
                let finding = Finding::warning(faults::UNPLACED_PART, vertex.place, message);
                cx.findings.push(finding.help(say!("接到流程里，或者删掉", "lead to it, or delete it")));
            }
        }
    }
}

/// Every field of a step that names another.
fn targets(node: &Node) -> Vec<&Node> {
    let single = ["on_completion", "on_success", "on_failure", "on_true", "on_false"];
    let mut all: Vec<&Node> = single.iter().filter_map(|key| node.get(key)).collect();
    if let Some(Value::Sequence(items)) = node.get("next_steps").map(|list| &list.value) {
        all.extend(items);
    }
    all.extend(entries(node, "cases").iter().map(|(_, node)| node));
    all
}
