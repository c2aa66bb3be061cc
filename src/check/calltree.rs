//! Walks a call tree: who is called when, after how many calls, and where it runs in a circle.
//!
//! A caller makes the calls of all his entries one after the other in the order written, and begins
//! when his own phone has been answered. Whoever is called twice counts from the first call.

use std::collections::{BTreeMap, BTreeSet};

use super::chain::Elapsed;
use crate::model::contact::CallTree;
use crate::model::org::Role;
use crate::model::{Id, Ref};

/// How a role is reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Reached {
    /// The fewest calls between the root and the role.
    pub(super) hops: usize,
    /// When the role knows at the earliest, in milliseconds.
    pub(super) at: Elapsed,
}

/// The calls of each caller, in order.
type Calls<'a> = BTreeMap<&'a Id<Role>, Vec<&'a Ref<Role>>>;

/// The calls of a tree by caller.
pub(super) fn calls(tree: &CallTree) -> Calls<'_> {
    let mut calls: Calls<'_> = BTreeMap::new();
    for edge in &tree.edges {
        calls.entry(&edge.from.value).or_default().extend(&edge.to);
    }
    calls
}

/// Everybody who is reached from `root`, each call taking `takes`.
pub(super) fn walk<'a>(root: &'a Id<Role>, calls: &Calls<'a>, takes: Elapsed) -> BTreeMap<&'a Id<Role>, Reached> {
    let mut reached = BTreeMap::from([(root, Reached { hops: 0, at: 0 })]);
    // Each round carries the news at least one call further; a round that changes nothing is the last.
    loop {
        let before = reached.clone();
        for (caller, own) in &before {
            let mut at = own.at;
            for callee in calls.get(caller).into_iter().flatten() {
                at += takes;
                let known = reached.entry(&callee.value).or_insert(Reached { hops: own.hops + 1, at });
                known.hops = known.hops.min(own.hops + 1);
                known.at = known.at.min(at);
            }
        }
        if reached == before {
            return reached;
        }
    }
}

/// The calls that close a circle, seen from `root`: made to somebody who has called, through others,
/// the caller.
pub(super) fn circles<'a>(root: &'a Id<Role>, calls: &Calls<'a>) -> Vec<&'a Ref<Role>> {
    let mut closing = Vec::new();
    let mut done = BTreeSet::new();
    for caller in std::iter::once(&root).chain(calls.keys()) {
        follow(caller, calls, &mut Vec::new(), &mut done, &mut closing);
    }
    closing
}

fn follow<'a>(
    caller: &'a Id<Role>,
    calls: &Calls<'a>,
    path: &mut Vec<&'a Id<Role>>,
    done: &mut BTreeSet<&'a Id<Role>>,
    closing: &mut Vec<&'a Ref<Role>>,
) {
    if !done.insert(caller) {
        return;
    }
    path.push(caller);
    for callee in calls.get(caller).into_iter().flatten() {
        if path.contains(&&callee.value) {
            closing.push(callee);
        } else {
            follow(&callee.value, calls, path, done, closing);
        }
    }
    path.pop();
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::sample::sourced;

    fn ids(count: usize) -> Vec<Id<Role>> {
        (0..count).map(|at| Id::new(&format!("r{at}"))).collect()
    }

    /// Every path that visits nobody twice, as brute force sees it.
    fn paths<'a>(
        at: &'a Id<Role>,
        hops: usize,
        time: Elapsed,
        calls: &Calls<'a>,
        path: &mut Vec<&'a Id<Role>>,
        best: &mut BTreeMap<&'a Id<Role>, Reached>,
    ) {
        let known = best.entry(at).or_insert(Reached { hops, at: time });
        known.hops = known.hops.min(hops);
        known.at = known.at.min(time);
        path.push(at);
        for (order, callee) in calls.get(at).into_iter().flatten().enumerate() {
            if !path.contains(&&callee.value) {
                paths(&callee.value, hops + 1, time + 2 * (order as Elapsed + 1), calls, path, best);
            }
        }
        path.pop();
    }

    /// Whether somebody can be reached from himself, as brute force sees it.
    fn runs_in_a_circle(calls: &Calls<'_>) -> bool {
        let mut pairs: BTreeSet<(&Id<Role>, &Id<Role>)> =
            calls.iter().flat_map(|(from, to)| to.iter().map(move |to| (*from, &to.value))).collect();
        loop {
            let joined: Vec<_> = pairs
                .iter()
                .flat_map(|(a, b)| pairs.iter().filter(move |(c, _)| c == b).map(move |(_, d)| (*a, *d)))
                .collect();
            let before = pairs.len();
            pairs.extend(joined);
            if pairs.len() == before {
                return pairs.iter().any(|(a, b)| a == b);
            }
        }
    }

    #[test]
    fn walking_equals_trying_every_path() {
        let mut seed = 7_u64;
        let mut next = |below: u64| {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (seed >> 33) % below
        };
        let (mut circles_seen, mut trees_seen) = (0, 0);
        for _ in 0..400 {
            let ids = ids(6);
            let edges: Vec<_> =
                (0..next(9)).map(|_| (next(6) as usize, sourced(ids[next(6) as usize].clone()))).collect();
            let mut calls: Calls<'_> = BTreeMap::new();
            for (from, to) in &edges {
                calls.entry(&ids[*from]).or_default().push(to);
            }
            let mut best = BTreeMap::new();
            paths(&ids[0], 0, 0, &calls, &mut Vec::new(), &mut best);
            assert_eq!(walk(&ids[0], &calls, 2), best, "{edges:?}");
            let circle = runs_in_a_circle(&calls);
            assert_eq!(!circles(&ids[0], &calls).is_empty(), circle, "{edges:?}");
            circles_seen += usize::from(circle);
            trees_seen += usize::from(!circle && best.len() > 2);
        }
        assert!(circles_seen > 20 && trees_seen > 20, "{circles_seen} {trees_seen}");
    }
}
