//! Finds each part of the old entity again in the new one.
//!
//! Parts with ids pair by id, wherever they stand. Parts without pair inside the same parent: first
//! those that say exactly the same, then those that say most nearly the same.

use std::collections::BTreeMap;

use similar::{Algorithm, DiffTag, capture_diff_slices};

use super::Value;
use super::tree::Node;

/// Two parts that share less than this are two parts and not one that changed.
const ALIKE: f64 = 0.5;
/// How far apart changed parts of a long list may stand and still be compared; keeps the work of
/// a rewritten chapter proportional to its length.
const REACH: usize = 40;

/// An entity laid flat: every part with its parent.
pub(super) struct Flat<'a> {
    pub(super) nodes: Vec<&'a Node>,
    pub(super) parents: Vec<Option<usize>>,
    pub(super) children: Vec<Vec<usize>>,
    pub(super) keys: Vec<String>,
}

impl<'a> Flat<'a> {
    pub(super) fn of(root: &'a Node) -> Self {
        let mut flat = Self { nodes: Vec::new(), parents: Vec::new(), children: Vec::new(), keys: Vec::new() };
        flat.add(root, None);
        flat
    }

    fn add(&mut self, node: &'a Node, parent: Option<usize>) -> usize {
        let index = self.nodes.len();
        self.nodes.push(node);
        self.parents.push(parent);
        self.children.push(Vec::new());
        self.keys.push(node.key.clone());
        for part in &node.parts {
            let child = self.add(part, Some(index));
            self.children[index].push(child);
        }
        index
    }
}

/// The partner of each part of `old` in `new` and the other way round; parts without ids get keys,
/// the same on both sides where they pair.
pub(super) fn align(old: &mut Flat<'_>, new: &mut Flat<'_>) -> (Vec<Option<usize>>, Vec<Option<usize>>) {
    let mut to_new = vec![None; old.nodes.len()];
    let mut to_old = vec![None; new.nodes.len()];
    let named: BTreeMap<&str, usize> = named(old).collect();
    for (key, index) in self::named(new) {
        if let Some(partner) = named.get(key) {
            (to_new[*partner], to_old[index]) = (Some(index), Some(*partner));
        }
    }
    // The roots are the two states of one entity, whatever their ids.
    (to_new[0], to_old[0]) = (Some(0), Some(0));
    // Parents come before their parts, so a part's parent is paired when the part is looked at.
    for index in 0..new.nodes.len() {
        let Some(partner) = to_old[index] else { continue };
        let ours = unnamed(new, index);
        let theirs = unnamed(old, partner);
        for (left, right) in pairs(&theirs, &ours, old, new) {
            (to_new[left], to_old[right]) = (Some(right), Some(left));
        }
    }
    let mut count = 0;
    for (index, partner) in to_old.iter().enumerate() {
        if !new.nodes[index].named {
            count += 1;
            let mark = if partner.is_some() { '#' } else { '+' };
            new.keys[index] = format!("{}{mark}{count}", new.nodes[index].noun);
            if let Some(partner) = partner {
                old.keys[*partner] = new.keys[index].clone();
            }
        }
    }
    for (index, partner) in to_new.iter().enumerate() {
        if !old.nodes[index].named && partner.is_none() {
            count += 1;
            old.keys[index] = format!("{}-{count}", old.nodes[index].noun);
        }
    }
    (to_new, to_old)
}

fn named<'f>(flat: &'f Flat<'_>) -> impl Iterator<Item = (&'f str, usize)> {
    flat.nodes.iter().enumerate().filter(|(_, node)| node.named).map(|(index, node)| (node.key.as_str(), index))
}

fn unnamed(flat: &Flat<'_>, parent: usize) -> Vec<usize> {
    flat.children[parent].iter().copied().filter(|child| !flat.nodes[*child].named).collect()
}

/// Pairs of parts without ids below one parent, old and new.
fn pairs(theirs: &[usize], ours: &[usize], old: &Flat<'_>, new: &Flat<'_>) -> Vec<(usize, usize)> {
    let digest = |flat: &Flat<'_>, index: &usize| digest(flat.nodes[*index]);
    let before: Vec<_> = theirs.iter().map(|index| digest(old, index)).collect();
    let after: Vec<_> = ours.iter().map(|index| digest(new, index)).collect();
    let mut pairs = Vec::new();
    let (mut left, mut right) = (vec![true; theirs.len()], vec![true; ours.len()]);
    for op in capture_diff_slices(Algorithm::Myers, &before, &after) {
        let (tag, olds, news) = op.as_tag_tuple();
        if tag == DiffTag::Equal {
            for (a, b) in olds.zip(news) {
                pairs.push((theirs[a], ours[b]));
                (left[a], right[b]) = (false, false);
            }
        }
    }
    // The same words at another place have moved.
    let mut waiting: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (a, text) in before.iter().enumerate().rev().filter(|(a, _)| left[*a]) {
        waiting.entry(text).or_default().push(a);
    }
    for (b, text) in after.iter().enumerate() {
        if let Some(a) = right[b].then(|| waiting.get_mut(text.as_str()).and_then(Vec::pop)).flatten() {
            pairs.push((theirs[a], ours[b]));
            (left[a], right[b]) = (false, false);
        }
    }
    let mut scores = Vec::new();
    for a in (0..theirs.len()).filter(|a| left[*a]) {
        for b in (0..ours.len()).filter(|b| right[*b] && a.abs_diff(*b) <= REACH) {
            let score = alike(old.nodes[theirs[a]], new.nodes[ours[b]]);
            if score >= ALIKE {
                scores.push((score, a, b));
            }
        }
    }
    scores.sort_by(|x, y| {
        y.0.total_cmp(&x.0).then(x.1.abs_diff(x.2).cmp(&y.1.abs_diff(y.2))).then((x.1, x.2).cmp(&(y.1, y.2)))
    });
    for (_, a, b) in scores {
        if left[a] && right[b] {
            pairs.push((theirs[a], ours[b]));
            (left[a], right[b]) = (false, false);
        }
    }
    pairs
}

/// Everything a part says, as one text.
fn digest(node: &Node) -> String {
    let mut text = String::new();
    node.walk(&mut |part| {
        text.push_str(part.noun);
        if part.named {
            text.push_str(&part.key);
        }
        for fact in &part.facts {
            text.push_str(fact.key);
            text.push_str(&fact.value.canonical());
            text.push('\u{1e}');
        }
    });
    text
}

/// How much two parts have in common, from 0 to 1.
fn alike(a: &Node, b: &Node) -> f64 {
    if a.noun != b.noun {
        return 0.0;
    }
    let own = facts_alike(a, b);
    if a.parts.is_empty() && b.parts.is_empty() {
        return own;
    }
    let keys = |node: &Node| {
        let mut keys = Vec::new();
        node.walk(&mut |part| keys.extend(part.named.then(|| part.key.clone())));
        keys
    };
    let (left, right) = (keys(a), keys(b));
    let common = left.iter().filter(|key| right.contains(key)).count();
    let all = left.len().max(right.len());
    // A case is the same case when most of its steps are, whatever its condition has become.
    if all == 0 { own } else { own.max(0.3 * own + 0.7 * share(common, all)) }
}

fn facts_alike(a: &Node, b: &Node) -> f64 {
    let mut keys: Vec<_> = a.facts.iter().chain(&b.facts).map(|fact| fact.key).collect();
    keys.sort_unstable();
    keys.dedup();
    if keys.is_empty() {
        return 0.0;
    }
    let find =
        |node: &'_ Node, key: &str| node.facts.iter().find(|fact| fact.key == key).map(|fact| fact.value.clone());
    let sum: f64 = keys.iter().map(|key| value_alike(find(a, key), find(b, key))).sum();
    sum / f64::from(u32::try_from(keys.len()).unwrap_or(u32::MAX))
}

fn value_alike(a: Option<Value>, b: Option<Value>) -> f64 {
    match (a, b) {
        (Some(a), Some(b)) if a == b => 1.0,
        (Some(a), Some(b)) => words_alike(&a.canonical(), &b.canonical()),
        _ => 0.0,
    }
}

/// Share of pairs of neighbouring characters that two texts have in common (Dice).
pub fn words_alike(a: &str, b: &str) -> f64 {
    let grams = |text: &str| {
        let chars: Vec<char> = text.chars().collect();
        let mut grams: BTreeMap<(char, char), usize> = BTreeMap::new();
        for pair in chars.windows(2) {
            *grams.entry((pair[0], pair[1])).or_default() += 1;
        }
        grams
    };
    let (left, right) = (grams(a), grams(b));
    let count = |grams: &BTreeMap<_, usize>| grams.values().sum::<usize>();
    let common: usize = left.iter().map(|(gram, times)| right.get(gram).map_or(0, |other| *times.min(other))).sum();
    share(2 * common, count(&left) + count(&right))
}

fn share(part: usize, whole: usize) -> f64 {
    let number = |count: usize| f64::from(u32::try_from(count).unwrap_or(u32::MAX));
    if whole == 0 { 0.0 } else { number(part) / number(whole) }
}
