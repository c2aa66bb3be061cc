//! Proves by interval and set arithmetic which values a set of conditions covers.
//!
//! Every combination of the variables' stretches is tried, so the answer is exact and not a
//! sample; nothing here knows playbooks.

mod axis;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

pub(super) use axis::Axis;

use crate::finding::Message;
use crate::model::condition::{Condition, Literal, Operator};
use crate::model::{Quantity, Sourced};

/// Most combinations that are tried.
const LIMIT: usize = 20_000;

/// A position on each axis.
type Point = Vec<usize>;

/// The variables that a set of conditions tests.
#[derive(Debug, Clone)]
pub(super) struct Space(pub(super) Vec<Axis>);

/// What a set of cases leaves open or says twice.
#[derive(Debug, Clone, Default)]
pub(super) struct Cover {
    /// Combinations for which no case holds.
    pub(super) holes: Region,
    /// Pairs of cases and the combinations for which both hold.
    pub(super) overlaps: Vec<(usize, usize, Region)>,
    /// Cases that never hold.
    pub(super) never: Vec<usize>,
}

/// A set of points, as blocks: for each axis the positions it spans.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Region(Vec<Vec<Vec<usize>>>);

impl Region {
    /// Whether it holds nothing.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// The literals that `conditions` hold against the variable `name`.
pub(super) fn literals<'a>(conditions: &[&'a Condition], name: &str) -> Vec<&'a Literal> {
    let mut found = Vec::new();
    for condition in conditions {
        condition.comparisons(&mut |variable, _, literal| {
            if variable.value == name {
                found.push(&literal.value);
            }
        });
    }
    found
}

/// The quantities among `literals`.
pub(super) fn quantities<'a>(literals: &[&'a Literal]) -> impl Iterator<Item = Quantity> + use<'a> {
    let all: Vec<_> = literals
        .iter()
        .filter_map(|literal| match literal {
            Literal::Quantity(quantity) => Some(*quantity),
            _ => None,
        })
        .collect();
    all.into_iter()
}

impl Space {
    /// Finds holes within `assumed`, overlaps within `assumed`, and cases that hold nowhere at all.
    /// `None` when the variables have too many combinations.
    pub(super) fn cover(&self, assumed: &[&Condition], cases: &[&Condition]) -> Option<Cover> {
        let mut holes = Vec::new();
        let mut overlaps: BTreeMap<(usize, usize), Vec<Point>> = BTreeMap::new();
        let mut alive = vec![false; cases.len()];
        for point in self.points()? {
            let held: Vec<_> = (0..cases.len()).filter(|case| self.holds(cases[*case], &point)).collect();
            for case in &held {
                alive[*case] = true;
            }
            if !assumed.iter().all(|condition| self.holds(condition, &point)) {
                continue;
            }
            if held.is_empty() {
                holes.push(point.clone());
            }
            for (nth, first) in held.iter().enumerate() {
                for second in &held[nth + 1..] {
                    overlaps.entry((*first, *second)).or_default().push(point.clone());
                }
            }
        }
        Some(Cover {
            holes: Region(blocks(&holes)),
            overlaps: overlaps.into_iter().map(|((a, b), points)| (a, b, Region(blocks(&points)))).collect(),
            never: (0..cases.len()).filter(|case| !alive[*case]).collect(),
        })
    }

    /// Whether `condition` holds at `point`.
    fn holds(&self, condition: &Condition, point: &[usize]) -> bool {
        let compare = |variable: &Sourced<String>, operator: Operator, literal: &Literal| {
            let axis = self.0.iter().position(|axis| axis.name == variable.value);
            axis.is_some_and(|at| self.0[at].holds(point[at], operator, literal))
        };
        match condition {
            Condition::Or(parts) => parts.iter().any(|part| self.holds(part, point)),
            Condition::And(parts) => parts.iter().all(|part| self.holds(part, point)),
            Condition::Not(inner) => !self.holds(inner, point),
            Condition::Compare { variable, operator, value } => compare(variable, *operator, value),
            Condition::In { variable, values } => values.iter().any(|value| compare(variable, Operator::Equal, value)),
        }
    }

    /// Every combination of positions.
    fn points(&self) -> Option<Vec<Point>> {
        let count = self.0.iter().try_fold(1usize, |product, axis| product.checked_mul(axis.cells().len()))?;
        if count > LIMIT {
            return None;
        }
        let mut points = vec![Vec::new()];
        for axis in &self.0 {
            points = points
                .iter()
                .flat_map(|point: &Point| axis.cells().iter().map(|cell| [point.as_slice(), &[*cell]].concat()))
                .collect();
        }
        Some(points)
    }

    /// The region in Chinese and in the condition language.
    pub(super) fn words(&self, region: &Region) -> Message {
        let blocks: Vec<_> = region.0.iter().map(|block| self.block_in_words(block)).collect();
        let join =
            |words: fn(&Message) -> &str, between: &str| blocks.iter().map(words).collect::<Vec<_>>().join(between);
        Message { zh: join(|block| &block.zh, "；"), en: join(|block| &block.en, "; ") }
    }

    fn block_in_words(&self, block: &[Vec<usize>]) -> Message {
        let told: Vec<_> = (self.0.iter().zip(block))
            .filter(|(axis, cells)| axis.cells() != cells.as_slice() || block.len() == 1)
            .map(|(axis, cells)| axis.words(cells))
            .collect();
        if told.is_empty() {
            return Message { zh: "任何情况".to_owned(), en: "anything".to_owned() };
        }
        let zh: Vec<_> = told.iter().map(|words| words.zh.as_str()).collect();
        let en: Vec<_> = told.iter().map(|words| words.en.as_str()).collect();
        Message { zh: zh.join("，且"), en: en.join(" and ") }
    }
}

/// Gathers points into few blocks: neighbours that are alike in all later axes share one.
fn blocks(points: &[Point]) -> Vec<Vec<Vec<usize>>> {
    let mut rest: BTreeMap<usize, Vec<Point>> = BTreeMap::new();
    for point in points {
        let Some((first, tail)) = point.split_first() else { continue };
        rest.entry(*first).or_default().push(tail.to_vec());
    }
    let mut alike: BTreeMap<Vec<Vec<Vec<usize>>>, Vec<usize>> = BTreeMap::new();
    for (first, tails) in rest {
        alike.entry(blocks(&tails)).or_default().push(first);
    }
    let mut blocks = Vec::new();
    for (tails, firsts) in alike {
        if tails.is_empty() {
            blocks.push(vec![firsts]);
        } else {
            blocks.extend(tails.into_iter().map(|tail| [vec![firsts.clone()], tail].concat()));
        }
    }
    blocks.sort();
    blocks
}
