//! Makes the new plan out of the old one and the changes: the proof that nothing was left out.

use std::collections::BTreeMap;

use super::change::{Change, Spot, What};
use super::tree::{Fact, Node};

/// The old plan with `changes` made; entities in the order of their keys.
pub fn apply(old: &[Node], changes: &[Change]) -> Vec<Node> {
    let mut entities: BTreeMap<&str, Node> = old.iter().map(|node| (node.key.as_str(), node.clone())).collect();
    let mut per_entity: BTreeMap<&str, Vec<&Change>> = BTreeMap::new();
    for change in changes {
        match &change.what {
            What::Added { node, at: None } => _ = entities.insert(&change.entity, node.clone()),
            What::Removed { .. } | What::Merged { .. } if change.path.is_empty() => {
                _ = entities.remove(change.entity.as_str())
            }
            _ => per_entity.entry(&change.entity).or_default().push(change),
        }
    }
    for (key, changes) in per_entity {
        if let Some(entity) = entities.get_mut(key) {
            one(entity, &changes);
        }
    }
    entities.into_values().collect()
}

fn one(entity: &mut Node, changes: &[&Change]) {
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
    let mut loose: Vec<(&Spot, Node)> = Vec::new();
    for (key, to) in moves {
        loose.extend(detach(entity, key).map(|node| (to, node)));
    }
    for change in changes {
        match &change.what {
            What::Added { node, at: Some(at) } => loose.push((at, node.clone())),
            What::Removed { .. } if detach(entity, &change.node).is_none() => {
                _ = loose.iter_mut().find_map(|(_, node)| detach(node, &change.node));
            }
            _ => {}
        }
    }
    // Parents before their parts, then from the first place to the last: each part finds everything
    // that stands before it.
    while !loose.is_empty() {
        let ready = loose.iter().enumerate().filter(|(_, (at, _))| find(entity, &at.parent).is_some());
        let Some((next, _)) = ready.min_by_key(|(_, (at, _))| (at.parent.clone(), at.index)) else { break };
        let (at, node) = loose.swap_remove(next);
        if let Some(parent) = find(entity, &at.parent) {
            parent.parts.insert(at.index.min(parent.parts.len()), node);
        }
    }
    for change in changes {
        if let What::Changed { key, label, new, stricter, .. } = &change.what
            && let Some(node) = find(entity, &change.node)
        {
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
