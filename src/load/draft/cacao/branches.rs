//! Decisions, parallel work and watches of CACAO.

use super::super::{Act, Case, Step, Then, pattern};
use super::{Walk, graph, object, text, texts};
use crate::finding::Place;
use crate::model::playbook::StepKind;
use crate::say;

impl Walk<'_, '_, '_> {
    /// Questions in a chain are cases of one decision where our export made them so.
    pub(super) fn decide(&mut self, at: usize, follow: Option<usize>, steps: &mut Vec<Step>) -> Option<usize> {
        let (branches, links) = self.graph.branches(at);
        self.done.extend(links);
        let then = self.graph.completion(at);
        let behind = self.behind(at, then).first().copied().or(follow);
        let ours = self.graph.own(at).is_some();
        let mut input = None;
        let mut cases = Vec::new();
        for branch in branches {
            let when = self.when(branch.condition, branch.place, &mut input);
            // What only goes on is no case of its own; our export has none that only ends.
            let goes_on = |to| Some(to) == behind || ((then.is_some() || ours) && self.graph.is_end(to));
            if when.is_none() && branch.to.is_none_or(goes_on) {
                continue;
            }
            let follow = if then.is_some() { then } else { behind };
            let inner = branch.to.map(|to| self.inside(at, to, follow, then.is_some(), branch.place));
            cases.push(Case { place: branch.place, when, steps: inner.unwrap_or_default() });
        }
        let step = self.step(at, Act::Decide { input: input.unwrap_or_default(), cases });
        steps.push(Step { kind: Some(StepKind::Decide.word()), remarks: Vec::new(), ..step });
        self.onward(at, then, follow, steps)
    }

    /// A condition in our language; the first variable that one names is what the decision is on.
    fn when(&mut self, when: graph::When<'_>, place: Place, input: &mut Option<String>) -> Option<String> {
        match when {
            graph::When::Otherwise => None,
            graph::When::Words(name, words) => {
                object::declare(&name, &words, place, self.draft);
                input.get_or_insert_with(|| name.clone());
                let words: Vec<String> = words.iter().map(|word| pattern::word(word)).collect();
                Some(match words.as_slice() {
                    [word] => format!("{name} == {word}"),
                    _ => format!("{name} in [{}]", words.join(", ")),
                })
            }
            graph::When::Pattern(words) => Some(match pattern::translate(words, &self.draft.inputs) {
                Some((condition, first)) => {
                    input.get_or_insert(first);
                    condition
                }
                None => {
                    let name = object::ask(words, place, self.draft);
                    input.get_or_insert_with(|| name.clone());
                    format!("{name} == true")
                }
            }),
        }
    }

    /// The steps of a branch from `from` to `to`. In a `silent` one an end ends the branch and not the
    /// playbook.
    fn inside(&mut self, from: usize, to: usize, follow: Option<usize>, silent: bool, place: Place) -> Vec<Step> {
        if self.flow.leads_back(from, to) {
            self.circle(to);
            return Vec::new();
        }
        // The file says where one goes on, so that is what is done.
        if !self.graph.is_end(to) && (follow == Some(to) || self.flow.is_shared(to)) {
            return vec![self.jump(place, to)];
        }
        self.silent.push(silent);
        let steps = self.run(to, follow);
        self.silent.pop();
        steps
    }

    pub(super) fn parallel(&mut self, at: usize, follow: Option<usize>, steps: &mut Vec<Step>) -> Option<usize> {
        let then = self.graph.completion(at);
        let behind = then.or_else(|| self.behind(at, then).first().copied()).or(follow);
        let mut labels = self.graph.own(at).map(|own| texts(own, "branches")).unwrap_or_default().into_iter();
        let mut branches = Vec::new();
        for to in self.graph.parallel(at) {
            let place = self.graph.nodes[at].place;
            branches.push((labels.next(), self.inside(at, to, behind, then.is_some(), place)));
        }
        let step = self.step(at, Act::Parallel(branches));
        steps.push(step);
        self.onward(at, then, follow, steps)
    }

    pub(super) fn watch(&mut self, at: usize, follow: Option<usize>, steps: &mut Vec<Step>) -> Option<usize> {
        let node = self.graph.nodes[at].node;
        let body = self.graph.to(node, "on_true");
        let Some(held) = self.graph.held(at) else { return self.repeat(at, body, follow, steps) };
        self.done.push(held);
        self.done.extend(body);
        let question = self.graph.nodes[held].node;
        let condition = text(question, "condition").and_then(|words| pattern::translate(words, &self.draft.inputs));
        let (act, next) = (self.graph.to(question, "on_true"), self.graph.to(question, "on_false"));
        let behind = self.behind(at, next).first().copied().or(follow);
        let then = match act {
            Some(act) if self.graph.is_end(act) => Then::Steps(Vec::new()),
            Some(act) if behind == Some(act) || self.flow.is_shared(act) => {
                Then::Goto(self.graph.nodes[act].id.clone())
            }
            Some(act) if self.graph.is(act, "playbook-action") && self.graph.name(act) == self.graph.name(at) => {
                self.done.push(act);
                let link = text(self.graph.nodes[act].node, "playbook_id").unwrap_or_default();
                Then::Run(self.cx.links.get(link).map(|id| format!("playbook:{id}")))
            }
            Some(act) => Then::Steps(self.inside(at, act, behind, false, self.graph.nodes[act].place)),
            None => Then::Steps(Vec::new()),
        };
        let mut step = self.step(at, Act::Watch { condition: condition.map(|(condition, _)| condition), then });
        step.until = object::until(self.graph, at);
        if let (None, Some(look)) = (&step.actor, body) {
            step.actor = self.step(look, Act::Goto(String::new())).actor;
        }
        steps.push(step);
        self.onward(at, next, follow, steps)
    }

    /// A loop of somebody else's: its steps once, with a remark on what they are repeated for.
    fn repeat(
        &mut self,
        at: usize,
        body: Option<usize>,
        follow: Option<usize>,
        steps: &mut Vec<Step>,
    ) -> Option<usize> {
        let vertex = &self.graph.nodes[at];
        let message = say!(
            "循环要改写成 watch（监护）或写明 every、until",
            "a loop is written as 'watch', or with 'every' and 'until'"
        );
        self.cx.unplaced(vertex.place, message);
        // Its last step leads back to the question, which is no circle.
        let mut inner = body.map(|body| self.inside(at, body, Some(at), true, vertex.place)).unwrap_or_default();
        let condition = text(vertex.node, "condition").unwrap_or("?");
        if let Some(first) = inner.first_mut() {
            first.remarks.insert(0, format!("反复做，只要：{condition}"));
        }
        steps.extend(inner);
        self.onward(at, self.graph.completion(at), follow, steps)
    }
}
