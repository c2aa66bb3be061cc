//! Makes the new plan out of the old one and the changes: the proof that nothing was left out.

use std::collections::BTreeMap;

use super::Value;
use super::change::{Change, Spot, What};
use super::tree::{Fact, Node};

/// One act on a plan that is laid out; acts are made one after the other.
#[derive(Debug, Clone)]
pub enum Act {
    /// A whole entity comes.
    Found(Node),
    /// A whole entity goes.
    Drop,
    /// A part is taken out and kept at hand, with what is below it.
    Take {
        /// The part.
        node: String,
    },
    /// A part goes, also from what is kept at hand.
    Remove {
        /// The part.
        node: String,
    },
    /// A part that was taken out is put back.
    Put {
        /// The part.
        node: String,
        /// Where.
        at: Spot,
    },
    /// A part comes.
    Add {
        /// The part with what comes below it.
        node: Node,
        /// Where.
        at: Spot,
    },
    /// A field gets a value, or loses it.
    Set {
        /// The part.
        node: String,
        /// The field.
        key: &'static str,
        /// The value.
        value: Option<Value>,
    },
}

/// The old plan with `changes` made; entities in the order of their keys.
pub fn apply(old: &[Node], changes: &[Change]) -> Vec<Node> {
    script(old, changes).1
}

/// What to do, each act with its entity, and what comes of it.
pub fn script(old: &[Node], changes: &[Change]) -> (Vec<(String, Act)>, Vec<Node>) {
    let mut entities: BTreeMap<&str, Node> = old.iter().map(|node| (node.key.as_str(), node.clone())).collect();
    let mut per_entity: BTreeMap<&str, Vec<&Change>> = BTreeMap::new();
    let mut script = Vec::new();
    for change in changes {
        match &change.what {
            What::Added { node, at: None } => {
                script.push((change.entity.clone(), Act::Found(node.clone())));
                entities.insert(&change.entity, node.clone());
            }
            What::Removed { .. } | What::Merged { .. } if change.path.is_empty() => {
                script.push((change.entity.clone(), Act::Drop));
                entities.remove(change.entity.as_str());
            }
            _ => per_entity.entry(&change.entity).or_default().push(change),
        }
    }
    for (key, changes) in per_entity {
        if let Some(entity) = entities.get_mut(key) {
            script.extend(one(entity, &changes).into_iter().map(|act| (key.to_owned(), act)));
        }
    }
    (script, entities.into_values().collect())
}

fn one(entity: &mut Node, changes: &[&Change]) -> Vec<Act> {
    let mut acts = Vec::new();
    let mut depths = BTreeMap::new();
    depth(entity, 0, &mut depths);
    let mut moves: Vec<_> = changes
        .iter()
        .filter_map(|change| match &change.what {
            What::Moved { to, .. } => Some((change.node.as_str(), to)),
            _ => None,
        })
        .collect();
    // The deepest first: a part may now stand above what stood above it.
    moves.sort_by_key(|(key, _)| std::cmp::Reverse(depths.get(*key).copied()));
    let mut loose: Vec<(&Spot, Node, bool)> = Vec::new();
    for (key, to) in moves {
        acts.push(Act::Take { node: key.to_owned() });
        loose.extend(detach(entity, key).map(|node| (to, node, true)));
    }
    for change in changes {
        match &change.what {
            What::Added { node, at: Some(at) } => loose.push((at, node.clone(), false)),
            What::Removed { .. } => {
                acts.push(Act::Remove { node: change.node.clone() });
                if detach(entity, &change.node).is_none() {
                    _ = loose.iter_mut().find_map(|(_, node, _)| detach(node, &change.node));
                }
            }
            _ => {}
        }
    }
    // Parents before their parts, then from the first place to the last: each part finds everything
    // that stands before it.
    while !loose.is_empty() {
        let ready = loose.iter().enumerate().filter(|(_, (at, ..))| find(entity, &at.parent).is_some());
        let Some((next, _)) = ready.min_by_key(|(_, (at, ..))| (at.parent.clone(), at.index)) else { break };
        let (at, node, taken) = loose.swap_remove(next);
        if let Some(parent) = find(entity, &at.parent) {
            let at = at.clone();
            let index = at.index.min(parent.parts.len());
            acts.push(match taken {
                true => Act::Put { node: node.key.clone(), at },
                false => Act::Add { node: node.clone(), at },
            });
            parent.parts.insert(index, node);
        }
    }
    for change in changes {
        if let What::Changed { key, label, new, stricter, .. } = &change.what
            && let Some(node) = find(entity, &change.node)
        {
            acts.push(Act::Set { node: change.node.clone(), key, value: new.clone() });
            let at = node.facts.iter().position(|fact| fact.key == *key);
            match (at, new) {
                (Some(at), Some(value)) => node.facts[at].value = value.clone(),
                (Some(at), None) => _ = node.facts.remove(at),
                (None, Some(value)) => node.facts.push(Fact {
                    key,
                    label: label.clone(),
                    about: change.about,
                    value: value.clone(),
                    stricter: *stricter,
                    needs: change.needs,
                }),
                (None, None) => {}
            }
        }
    }
    acts
}

fn find<'n>(node: &'n mut Node, key: &str) -> Option<&'n mut Node> {
    if node.key == key {
        return Some(node);
    }
    node.parts.iter_mut().find_map(|part| find(part, key))
}

fn detach(node: &mut Node, key: &str) -> Option<Node> {
    if let Some(at) = node.parts.iter().position(|part| part.key == key) {
        return Some(node.parts.remove(at));
    }
    node.parts.iter_mut().find_map(|part| detach(part, key))
}

fn depth(node: &Node, level: usize, depths: &mut BTreeMap<String, usize>) {
    for part in &node.parts {
        depths.insert(part.key.clone(), level);
        depth(part, level + 1, depths);
    }
}
