//! Branches: columns side by side, in tiers where they are too many for the width.

use super::Kind;
use super::place::{At, Chart, Column, Out};
use crate::model::playbook::{Action, Step, Then};
use crate::views::course::Onward;

/// A column is at least this wide: ten characters.
const COLUMN: f64 = 32.0;
/// From the edge of a column to the lines that run beside its tiers.
const SIDE: f64 = 2.6;

/// A branch: its condition and its steps.
pub(super) type Branch<'a> = (String, &'a [Step]);

impl<'a> Chart<'_, 'a> {
    /// Branches side by side, in tiers where they are too many for the width; gives the first free
    /// row and where the reader goes on.
    pub(super) fn branches(
        &mut self,
        branches: &[Branch<'a>],
        from: usize,
        row: usize,
        column: Column,
        beyond: Onward<'a>,
    ) -> (usize, Out) {
        let tiers = tiers(branches, column.width());
        let several = tiers.len() > 1;
        // Lines to later tiers run down at the left, those from earlier ones at the right.
        let inner =
            if several { Column { left: column.left + 2.0 * SIDE, right: column.right - 2.0 * SIDE } } else { column };
        let (middle, start) = (column.middle(), (column.middle(), At::Bottom(from)));
        let mut feed = row;
        let mut next = row + 1;
        let mut open = Vec::new();
        for (index, tier) in tiers.iter().enumerate() {
            let mut last = next;
            let mut outs = Vec::new();
            for (branch, own) in tier.iter().zip(columns(tier, inner)) {
                let (end, out, entry) = self.branch(branch, next, own, beyond);
                let mut points = vec![start];
                if index == 0 {
                    points.push((middle, At::Below(row)));
                } else {
                    points.extend([(middle, At::Below(row)), (column.left + SIDE, At::Below(row))]);
                    points.push((column.left + SIDE, At::Below(feed)));
                }
                points.extend([(own.middle(), At::Below(feed)), (own.middle(), At::Top(entry))]);
                self.wire(points, true);
                last = last.max(end - 1);
                outs.extend(out);
            }
            open.push((last, outs));
            // The row between two tiers keeps the lines that leave one apart from those into the next.
            feed = last + 1;
            next = last + 2;
        }
        let bottom = open.last().map_or(row, |(last, _)| *last);
        let count = open.len();
        let mut goes_on = false;
        for (index, (last, outs)) in open.into_iter().enumerate() {
            for (x, at) in outs {
                goes_on = true;
                let mut points = vec![(x, at), (x, At::Below(last))];
                if index + 1 < count {
                    points.extend([(column.right - SIDE, At::Below(last)), (column.right - SIDE, At::Below(bottom))]);
                }
                points.push((middle, At::Below(bottom)));
                self.wire(points, false);
            }
        }
        (bottom + 1, goes_on.then_some((middle, At::Below(bottom))))
    }

    /// One branch: its condition and its steps. One that only sends the reader on is a single box.
    fn branch(
        &mut self,
        (words, steps): &Branch<'a>,
        row: usize,
        column: Column,
        beyond: Onward<'a>,
    ) -> (usize, Out, usize) {
        let carried = !steps.is_empty() && steps.iter().all(|step| self.telling.numbers.carried(step));
        if carried {
            let onward = self.telling.onward(self.course.entry(steps, beyond));
            let own = self.add(Kind::Jump, row, column, "", words.clone(), onward);
            return (row + 1, None, own);
        }
        let own = self.add(Kind::Case, row, column, "", words.clone(), String::new());
        let (end, out) = self.run(steps, row + 1, column, Some((column.middle(), At::Bottom(own))));
        (end, out, own)
    }
}

/// How many columns branches need.
fn span(steps: &[Step]) -> usize {
    let own = |step: &Step| match &step.action {
        Action::Watch { then: Then::Steps(inner), .. } => 1 + span(inner),
        other => other.inner().iter().map(|steps| span(steps)).sum(),
    };
    steps.iter().map(own).max().unwrap_or(1).max(1)
}

/// Branches in groups that fit the width; each group has at least one.
fn tiers<'b, 'a>(branches: &'b [Branch<'a>], width: f64) -> Vec<Vec<&'b Branch<'a>>> {
    let mut tiers: Vec<Vec<_>> = Vec::new();
    let mut used = 0.0;
    // Where one row does not do, its edges are needed for lines.
    let total: f64 = branches.iter().map(|(_, steps)| columns_wide(steps)).sum();
    let room = if total * COLUMN <= width { width } else { width - 4.0 * SIDE };
    for branch in branches {
        let own = columns_wide(branch.1) * COLUMN;
        match tiers.last_mut() {
            Some(tier) if used + own <= room => tier.push(branch),
            _ => {
                tiers.push(vec![branch]);
                used = 0.0;
            }
        }
        used += own;
    }
    tiers
}

fn columns_wide(steps: &[Step]) -> f64 {
    u32::try_from(span(steps)).map_or(f64::from(u32::MAX), f64::from)
}

/// The columns of branches side by side: each has its share of the width.
fn columns(tier: &[&Branch<'_>], within: Column) -> Vec<Column> {
    let total: f64 = tier.iter().map(|(_, steps)| columns_wide(steps)).sum();
    let mut left = within.left;
    tier.iter()
        .map(|(_, steps)| {
            let own = Column { left, right: left + within.width() * columns_wide(steps) / total };
            left = own.right;
            own
        })
        .collect()
}
