//! Holds two states of one entity against each other, part by part.

use super::Part;
use super::align::{Flat, align};
use super::change::{Change, Leg, Spot, What};
use super::order::rising;
use super::tree::{About, Fact, Node};
use crate::model::Clearance;

/// Two states of one entity.
pub(super) struct Pair<'a> {
    old: Flat<'a>,
    new: Flat<'a>,
    to_new: Vec<Option<usize>>,
    to_old: Vec<Option<usize>>,
}

impl<'a> Pair<'a> {
    pub(super) fn new(old: &'a Node, new: &'a Node) -> Self {
        let (mut old, mut new) = (Flat::of(old), Flat::of(new));
        let (to_new, to_old) = align(&mut old, &mut new);
        Self { old, new, to_new, to_old }
    }

    /// Tells what changed; gives both states back with their keys.
    pub(super) fn run(&self, changes: &mut Vec<Change>) -> (Node, Node) {
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
