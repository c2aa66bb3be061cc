//! The walk against the plain meaning: follow every arrow of the graph.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;
use crate::check::sample::{case, decide, end, goto, playbook, step, text, with_action};
use crate::model::condition::Condition;

/// The shape of a step; ids are given afterwards.
#[derive(Debug, Clone)]
enum Shape {
    Plain,
    End,
    /// On to the step so many behind.
    Jump(usize),
    Fork(Vec<Vec<Shape>>),
    Watch(Vec<Shape>),
}

fn shapes() -> impl Strategy<Value = Vec<Shape>> {
    let leaf = prop_oneof![4 => Just(Shape::Plain), 1 => Just(Shape::End), 2 => (1usize..5).prop_map(Shape::Jump)];
    let tree = leaf.prop_recursive(3, 24, 3, |inner| {
        let list = prop::collection::vec(inner, 0..4);
        prop_oneof![
            2 => prop::collection::vec(list.clone(), 1..4).prop_map(Shape::Fork),
            1 => list.prop_map(Shape::Watch),
        ]
    });
    prop::collection::vec(tree, 1..5)
}

fn count(shapes: &[Shape]) -> usize {
    let inner = |shape: &Shape| match shape {
        Shape::Fork(cases) => cases.iter().map(|case| count(case)).sum(),
        Shape::Watch(steps) => count(steps),
        _ => 0,
    };
    shapes.iter().map(|shape| 1 + inner(shape)).sum()
}

/// Steps with the ids `s0`, `s1` … in reading order.
fn build(shapes: &[Shape], next: &mut usize, all: usize) -> Vec<Step> {
    let mut steps = Vec::new();
    for shape in shapes {
        let own = *next;
        *next += 1;
        let id = format!("s{own}");
        steps.push(match shape {
            Shape::Jump(far) if own + far < all => goto(&id, &format!("s{}", own + far)),
            Shape::Plain | Shape::Jump(_) => step(&id, StepKind::Handle),
            Shape::End => end(&id),
            Shape::Fork(cases) => {
                let cases = cases.iter().map(|inner| case(build(inner, next, all))).collect();
                decide(&id, cases)
            }
            Shape::Watch(inner) => {
                let then = Then::Steps(build(inner, next, all));
                let condition = crate::check::sample::sourced(Condition::Or(Vec::new()));
                let mut watch = with_action(&id, StepKind::Watch, Action::Watch { condition, then });
                watch.every = Some(crate::check::sample::sourced(crate::model::Quantity::parse("5min").unwrap()));
                watch.until = Some(text("好了"));
                watch
            }
        });
    }
    steps
}

/// The arrows of the graph, read off the text; an empty name is the end of the page.
fn arrows(steps: &[Step], behind: &str, found: &mut BTreeMap<String, Vec<String>>) {
    for (at, step) in steps.iter().enumerate() {
        let next = steps.get(at + 1).map_or(behind, |next| next.id.value.as_str()).to_owned();
        let into = |inner: &[Step], found: &mut BTreeMap<String, Vec<String>>| {
            arrows(inner, &next, found);
            inner.first().map_or(next.clone(), |first| first.id.value.clone())
        };
        let to = match &step.action {
            Action::End { .. } => Vec::new(),
            Action::Goto(target) => vec![target.value.clone()],
            Action::Decide { cases, .. } => cases.iter().map(|case| into(&case.steps, found)).collect(),
            Action::Watch { then: Then::Steps(inner), .. } => vec![into(inner, found), next.clone()],
            _ => vec![next.clone()],
        };
        found.insert(step.id.value.clone(), to);
    }
}

proptest! {
    #[test]
    fn unreachable_steps_and_dead_ends_are_those_of_the_graph(shapes in shapes()) {
        let steps = build(&shapes, &mut 0, count(&shapes));
        let playbook = playbook(steps);
        let mut graph = Graph::of(&playbook);
        let open = graph.steps(&playbook.steps, Some(Vec::new()));
        let told: Vec<String> = graph.found.iter().map(|finding| finding.message.en.clone()).collect();

        let mut arrows_of = BTreeMap::new();
        arrows(&playbook.steps, "", &mut arrows_of);
        let (mut reached, mut todo) = (BTreeSet::new(), vec!["s0".to_owned()]);
        while let Some(id) = todo.pop() {
            if reached.insert(id.clone()) {
                todo.extend(arrows_of.get(&id).into_iter().flatten().cloned());
            }
        }
        let lost: Vec<_> = arrows_of.keys().filter(|id| !reached.contains(*id)).collect();
        for message in &told {
            prop_assert!(lost.iter().any(|id| message.contains(&format!("'{id}'"))), "{message}: {lost:?}");
        }
        prop_assert_eq!(told.is_empty(), lost.is_empty());
        if lost.is_empty() {
            prop_assert_eq!(open.is_some(), reached.contains(""));
        }
    }
}
