//! Holds two plans against each other: which entities came, which went, and whose heirs they are. What
//! changed within one is told by its [`Pair`].

use std::collections::{BTreeMap, BTreeSet};

use super::change::{Change, What};
use super::pair::Pair;
use super::tree::{About, Node};
use super::tree_of;
use crate::model::Plan;

/// What two plans have and what lies between them.
#[derive(Debug, Clone)]
pub struct Comparison {
    /// The plan before; parts without ids carry the keys that changes name.
    pub old: Vec<Node>,
    /// The plan after, likewise.
    pub new: Vec<Node>,
    /// What happened, in the order of the new plan, what is gone after it.
    pub changes: Vec<Change>,
}

/// Compares two plans.
pub fn compare(old: &Plan, new: &Plan) -> Comparison {
    let (mut before, mut after) = (tree_of(old), tree_of(new));
    if !(old.has_restricted && new.has_restricted) {
        // A folder that is not there says nothing about who came or went.
        before.retain(|node| !node.is_personal());
        after.retain(|node| !node.is_personal());
    }
    trees(before, after)
}

/// Compares two plans that were laid out before.
pub fn trees(mut old: Vec<Node>, mut new: Vec<Node>) -> Comparison {
    let mut changes = Vec::new();
    follow_renames(&mut old, &new, &mut changes);
    let before: BTreeMap<String, usize> =
        old.iter().enumerate().map(|(index, node)| (node.key.clone(), index)).collect();
    let after: BTreeMap<&str, &Node> = new.iter().map(|node| (node.key.as_str(), node)).collect();
    let gone: Vec<&Node> = old.iter().filter(|node| !after.contains_key(node.key.as_str())).collect();
    let gone_changes: Vec<Change> = gone.into_iter().map(|node| left(node, &new)).collect();
    let mut keyed_old = BTreeMap::new();
    let mut keyed_new = Vec::new();
    for node in &new {
        match before.get(node.key.as_str()) {
            Some(index) => {
                let (theirs, ours) = Pair::new(&old[*index], node).run(&mut changes);
                keyed_old.insert(*index, theirs);
                keyed_new.push(ours);
            }
            None => {
                changes.push(of_entity(node, What::Added { node: node.clone(), at: None }, node.about, false));
                keyed_new.push(node.clone());
            }
        }
    }
    changes.extend(gone_changes);
    for (index, node) in keyed_old {
        old[index] = node;
    }
    new = keyed_new;
    Comparison { old, new, changes }
}

/// Gives old entities that were renamed their new keys, everywhere.
fn follow_renames(old: &mut [Node], new: &[Node], changes: &mut Vec<Change>) {
    let known: BTreeSet<&str> = old.iter().map(|node| node.key.as_str()).collect();
    let mut heirs: BTreeMap<&str, Vec<&Node>> = BTreeMap::new();
    for node in new {
        if let Some(was) = node.was.as_deref().filter(|was| known.contains(was) && !known.contains(node.key.as_str())) {
            heirs.entry(was).or_default().push(node);
        }
    }
    let mut renamed = BTreeMap::new();
    for (was, nodes) in heirs {
        let [first, rest @ ..] = nodes.as_slice() else { continue };
        renamed.insert(was.to_owned(), first.key.clone());
        let what = if rest.is_empty() {
            What::Renamed { was: was.to_owned() }
        } else {
            What::Split {
                was: was.to_owned(),
                into: nodes.iter().map(|node| (node.key.clone(), node.title.clone())).collect(),
            }
        };
        changes.push(of_entity(first, what, About::Words, false));
    }
    if renamed.is_empty() {
        return;
    }
    for node in old.iter_mut() {
        if let Some(new) = renamed.get(&node.key) {
            node.key.clone_from(new);
        }
        follow(node, &renamed);
    }
}

fn follow(node: &mut Node, renamed: &BTreeMap<String, String>) {
    for fact in &mut node.facts {
        fact.value.follow(renamed);
    }
    for part in &mut node.parts {
        follow(part, renamed);
    }
}

/// An entity that is no longer there: merged into others, or gone.
fn left(node: &Node, new: &[Node]) -> Change {
    let into: Vec<_> = new
        .iter()
        .filter(|heir| heir.merges.contains(&node.key))
        .map(|heir| (heir.key.clone(), heir.title.clone()))
        .collect();
    let what =
        if into.is_empty() { What::Removed { node: node.clone() } } else { What::Merged { node: node.clone(), into } };
    of_entity(node, what, node.about, true)
}

fn of_entity(node: &Node, what: What, about: About, gone: bool) -> Change {
    Change {
        entity: node.key.clone(),
        noun: node.noun,
        title: node.title.clone(),
        node: node.key.clone(),
        path: Vec::new(),
        about,
        needs: node.needs,
        place: node.place,
        gone,
        what,
    }
}
