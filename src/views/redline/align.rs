//! Pairs what two lists have in common, in order.

use similar::{Algorithm, DiffTag, capture_diff_slices};

/// What shares less than this is something else and not the same with changes.
const ALIKE: f64 = 0.5;
/// Most pairs that are looked at between two fixed points: a chapter written anew is shown as such,
/// and the work stays proportional to its length.
const MOST: usize = 40_000;

/// A step through both lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    /// One of the old list and one of the new.
    Both(usize, usize),
    /// One that is gone.
    Old(usize),
    /// One that is new.
    New(usize),
}

/// Walks through both lists. What has the same key is the same; between those, what is `alike`
/// enough is taken for the same with changes.
pub(super) fn align(old: &[String], new: &[String], alike: &dyn Fn(usize, usize) -> f64) -> Vec<Step> {
    let mut steps = Vec::new();
    for op in capture_diff_slices(Algorithm::Patience, old, new) {
        let (tag, olds, news) = op.as_tag_tuple();
        match tag {
            DiffTag::Equal => steps.extend(olds.zip(news).map(|(old, new)| Step::Both(old, new))),
            _ => between(olds, news, alike, &mut steps),
        }
    }
    steps
}

type Range = std::ops::Range<usize>;

/// Pairs what is most alike without crossing: the best sum of likenesses.
fn between(olds: Range, news: Range, alike: &dyn Fn(usize, usize) -> f64, steps: &mut Vec<Step>) {
    let (rows, columns) = (olds.len(), news.len());
    if rows == 0 || columns == 0 || rows * columns > MOST {
        steps.extend(olds.map(Step::Old));
        steps.extend(news.map(Step::New));
        return;
    }
    let likeness = |row: usize, column: usize| {
        let score = alike(olds.start + row, news.start + column);
        if score >= ALIKE { score } else { 0.0 }
    };
    let scores: Vec<Vec<f64>> =
        (0..rows).map(|row| (0..columns).map(|column| likeness(row, column)).collect()).collect();
    // The best sum that can be had from here on.
    let mut best = vec![vec![0.0_f64; columns + 1]; rows + 1];
    for row in (0..rows).rev() {
        for column in (0..columns).rev() {
            let score = scores[row][column];
            let paired = if score > 0.0 { score + best[row + 1][column + 1] } else { 0.0 };
            best[row][column] = paired.max(best[row + 1][column]).max(best[row][column + 1]);
        }
    }
    let (mut row, mut column) = (0, 0);
    while row < rows || column < columns {
        let here = best[row][column];
        if row < rows && column < columns {
            let score = scores[row][column];
            if score > 0.0 && here <= score + best[row + 1][column + 1] {
                steps.push(Step::Both(olds.start + row, news.start + column));
                (row, column) = (row + 1, column + 1);
                continue;
            }
        }
        // What is gone stands before what came in its place.
        if row < rows && here <= best[row + 1][column] {
            steps.push(Step::Old(olds.start + row));
            row += 1;
        } else {
            steps.push(Step::New(news.start + column));
            column += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diff::alike;

    fn steps(old: &[&str], new: &[&str]) -> Vec<Step> {
        let own = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
        align(&own(old), &own(new), &|a, b| alike(old[a], new[b]))
    }

    #[test]
    fn a_sentence_that_was_reworded_is_the_same_sentence() {
        let old = ["先报告值班领导", "系统中断超过三十分钟的启动预案", "完毕"];
        let new = ["立即拨打119报警", "系统中断超过六十分钟的启动预案", "完毕"];
        assert_eq!(steps(&old, &new), [Step::Old(0), Step::New(0), Step::Both(1, 1), Step::Both(2, 2)]);
    }

    #[test]
    fn every_element_of_both_lists_is_stepped_on_once_and_in_order() {
        let old = ["一", "二二二二", "三", "四四四四"];
        let new = ["四四四四", "二二二五", "一", "六"];
        let steps = steps(&old, &new);
        let olds: Vec<usize> = steps
            .iter()
            .filter_map(|step| match step {
                Step::Both(old, _) | Step::Old(old) => Some(*old),
                Step::New(_) => None,
            })
            .collect();
        let news: Vec<usize> = steps
            .iter()
            .filter_map(|step| match step {
                Step::Both(_, new) | Step::New(new) => Some(*new),
                Step::Old(_) => None,
            })
            .collect();
        assert_eq!((olds, news), (vec![0, 1, 2, 3], vec![0, 1, 2, 3]));
    }
}
