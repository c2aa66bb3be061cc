//! Holds two plans against each other.

use std::collections::{BTreeMap, BTreeSet};

use super::align::{Flat, align};
use super::change::{Change, Leg, Spot, What};
use super::order::rising;
use super::tree::{About, Fact, Node};
use super::{Part, tree_of};
use crate::model::{Clearance, Plan};

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

/// Two states of one entity.
struct Pair<'a> {
    old: Flat<'a>,
    new: Flat<'a>,
    to_new: Vec<Option<usize>>,
    to_old: Vec<Option<usize>>,
}

impl<'a> Pair<'a> {
    fn new(old: &'a Node, new: &'a Node) -> Self {
        let (mut old, mut new) = (Flat::of(old), Flat::of(new));
        let (to_new, to_old) = align(&mut old, &mut new);
        Self { old, new, to_new, to_old }
    }

    /// Tells what changed; gives both states back with their keys.
    fn run(&self, changes: &mut Vec<Change>) -> (Node, Node) {
        let (mut shifted, mut shown_to) = (Vec::new(), Clearance::Public);
        for (index, moved) in self.moved().into_iter().enumerate() {
            let Some(partner) = self.to_old[index] else {
                if self.new.parents[index].is_some_and(|parent| self.to_old[parent].is_some()) {
                    let node = self.only_new(index);
                    changes.push(self.change(
                        index,
                        What::Added { node, at: self.spot(&self.new, index) },
                        self.new.nodes[index].about,
                    ));
                }
                continue;
            };
            if moved && let (Some(from), Some(to)) = (self.spot(&self.old, partner), self.spot(&self.new, index)) {
                let under = (self.old.parents[partner].and_then(|parent| self.to_new[parent])
                    != self.new.parents[index])
                    .then(|| self.new.parents[index].map(|parent| leg(self.new.nodes[parent])))
                    .flatten();
                let was = leg(self.old.nodes[partner]);
                changes.push(self.change(index, What::Moved { from, to, under, was }, self.new.nodes[index].about));
            }
            self.facts(partner, index, changes);
            let (old, new) = (&self.old.nodes[partner].number, &self.new.nodes[index].number);
            if let (Some(old), Some(new), false) = (old, new, moved)
                && old != new
            {
                shifted.push((old.clone(), new.clone()));
                shown_to = shown_to.max(self.needs(&self.new, index));
            }
        }
        for index in 0..self.old.nodes.len() {
            let lost = self.to_new[index].is_none();
            if lost && self.old.parents[index].is_some_and(|parent| self.to_new[parent].is_some()) {
                changes.push(self.lost(index));
            }
        }
        if !shifted.is_empty() {
            let mut change = self.change(0, What::Renumbered { numbers: shifted }, About::Step);
            change.needs = change.needs.max(shown_to);
            changes.push(change);
        }
        (keyed(&self.old, 0, &|_| true), keyed(&self.new, 0, &|_| true))
    }

    fn facts(&self, partner: usize, index: usize, changes: &mut Vec<Change>) {
        let (old, new) = (self.old.nodes[partner], self.new.nodes[index]);
        let find = |node: &'a Node, key: &str| node.facts.iter().find(|fact| fact.key == key);
        let gone = old.facts.iter().filter(|fact| find(new, fact.key).is_none()).map(|fact| (Some(fact), None));
        let here = new.facts.iter().map(|fact| (find(old, fact.key), Some(fact)));
        for (before, after) in here.chain(gone) {
            if before.map(|fact| &fact.value) == after.map(|fact| &fact.value) {
                continue;
            }
            let Some(fact) = after.or(before) else { continue };
            let what = What::Changed {
                key: fact.key,
                label: fact.label.clone(),
                old: before.map(|fact| fact.value.clone()),
                new: after.map(|fact| fact.value.clone()),
                stricter: fact.stricter,
            };
            let mut change = self.change(index, what, fact.about);
            let needs = |fact: Option<&Fact>| fact.map_or(Clearance::Public, |fact| fact.needs);
            change.needs = change.needs.max(needs(before)).max(needs(after)).max(self.needs(&self.old, partner));
            changes.push(change);
        }
    }

    /// Which parts of the new state stood elsewhere before: below another parent, or in another
    /// order among those that stayed.
    fn moved(&self) -> Vec<bool> {
        let mut moved = vec![false; self.new.nodes.len()];
        for parent in 0..self.new.nodes.len() {
            let mut stayed = Vec::new();
            for child in &self.new.children[parent] {
                let Some(partner) = self.to_old[*child] else { continue };
                let above = self.old.parents[partner].and_then(|above| self.to_new[above]);
                if above == Some(parent) { stayed.push((*child, partner)) } else { moved[*child] = true }
            }
            let order: Vec<_> = stayed.iter().map(|(_, partner)| *partner).collect();
            for ((child, _), kept) in stayed.iter().zip(rising(&order)) {
                moved[*child] = !kept;
            }
        }
        moved
    }

    fn spot(&self, flat: &Flat<'_>, index: usize) -> Option<Spot> {
        let parent = flat.parents[index]?;
        let siblings = &flat.children[parent];
        let place = siblings.iter().position(|child| *child == index)?;
        let kin = |child: &&usize| flat.nodes[**child].noun == flat.nodes[index].noun;
        let rank = siblings[..=place].iter().filter(kin).count();
        Some(Spot { parent: flat.keys[parent].clone(), index: place, rank })
    }

    fn change(&self, index: usize, what: What, about: About) -> Change {
        self.change_in(&self.new, index, what, about, false)
    }

    fn change_in(&self, flat: &Flat<'_>, index: usize, what: What, about: About, gone: bool) -> Change {
        let root = self.new.nodes[0];
        let mut path = Vec::new();
        let mut at = index;
        while let Some(parent) = flat.parents[at] {
            path.push(leg(flat.nodes[at]));
            at = parent;
        }
        path.reverse();
        Change {
            entity: root.key.clone(),
            noun: root.noun,
            title: root.title.clone(),
            node: flat.keys[index].clone(),
            path,
            about,
            needs: self.needs(flat, index),
            place: flat.nodes[index].place,
            gone,
            what,
        }
    }

    /// What a reader must be cleared for to know of a part: everything above it, too.
    fn needs(&self, flat: &Flat<'_>, index: usize) -> Clearance {
        let mut needs = flat.nodes[index].needs;
        let mut at = index;
        while let Some(parent) = flat.parents[at] {
            needs = needs.max(flat.nodes[parent].needs);
            at = parent;
        }
        needs
    }

    fn lost(&self, index: usize) -> Change {
        let node = keyed(&self.old, index, &|part| self.to_new[part].is_none());
        self.change_in(&self.old, index, What::Removed { node }, self.old.nodes[index].about, true)
    }

    /// A new part with what is new below it; what came from elsewhere is told as moved.
    fn only_new(&self, index: usize) -> Node {
        keyed(&self.new, index, &|part| self.to_old[part].is_none())
    }
}

fn leg(node: &Node) -> Leg {
    let title: Vec<Part> = node.title.iter().filter(|part| !part.text.is_empty()).cloned().collect();
    let key = if node.named { node.key.clone() } else { String::new() };
    Leg { key, noun: node.noun, title, under: node.under.clone(), number: node.number.clone() }
}

/// A part with its key and those parts below it that `keep` wants.
fn keyed(flat: &Flat<'_>, index: usize, keep: &dyn Fn(usize) -> bool) -> Node {
    let node = flat.nodes[index];
    Node {
        key: flat.keys[index].clone(),
        title: node.title.clone(),
        under: node.under.clone(),
        number: node.number.clone(),
        was: node.was.clone(),
        merges: node.merges.clone(),
        facts: node.facts.clone(),
        parts: flat.children[index]
            .iter()
            .filter(|child| keep(**child))
            .map(|child| keyed(flat, *child, keep))
            .collect(),
        ..*node
    }
}
