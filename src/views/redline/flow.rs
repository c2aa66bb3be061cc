//! Procedures of two states as one, step by step.

use serde::Serialize;

use super::align::{Step, align};
use super::words::{merge, said};
use super::{Fate, Words};
use crate::diff::alike;
use crate::views::content::{Block, FlowRow, Inline, Mark};

/// A procedure with what became of its rows.
#[derive(Debug, Clone, Serialize)]
pub struct Flow {
    kind: &'static str,
    caption: Words,
    rows: Vec<Row>,
}

/// A row of a procedure.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Row {
    number: String,
    depth: usize,
    mark: Mark,
    kind: String,
    action: Vec<Inline>,
    particulars: Vec<Inline>,
    long: bool,
    actor: Option<Words>,
    limit: Option<Words>,
    pub(super) fate: Option<Fate>,
}

impl Flow {
    /// Two states of a procedure.
    pub(super) fn of(old: &Block, new: &Block) -> Option<Self> {
        let (Block::Flow { caption: named, rows: old }, Block::Flow { caption, rows: new }) = (old, new) else {
            return None;
        };
        let (left, right): (Vec<_>, Vec<_>) = (old.iter().map(told).collect(), new.iter().map(told).collect());
        let likeness = |a: usize, b: usize| {
            let same = old[a].depth == new[b].depth && old[a].number.is_empty() == new[b].number.is_empty();
            let (before, after) = (said(&old[a].action), said(&new[b].action));
            // What is done makes the step; who does it by when may change.
            if same && before == after { 1.0 } else { alike(&before, &after).min(alike(&left[a], &right[b]) + 0.2) }
        };
        let steps = align(&left, &right, &likeness);
        let rows = steps.into_iter().map(|step| match step {
            Step::Both(a, b) => both(&old[a], &new[b]),
            Step::Old(a) => row(&old[a], Some(Fate::Deleted)),
            Step::New(b) => row(&new[b], Some(Fate::Added)),
        });
        Some(Self { kind: "flow", caption: Words::merge(named, caption), rows: rows.collect() })
    }

    /// A procedure of which every row shares one fate.
    pub(super) fn whole(block: &Block, fate: Fate) -> Option<Self> {
        let Block::Flow { caption, rows } = block else { return None };
        let rows = rows.iter().map(|own| row(own, Some(fate))).collect();
        Some(Self { kind: "flow", caption: Words::of(caption, fate), rows })
    }

    /// Its rows.
    pub(super) fn rows(&mut self) -> impl Iterator<Item = &mut Row> {
        self.rows.iter_mut()
    }
}

impl Row {
    /// What it says; its number counts rows.
    pub(super) fn said(&self) -> String {
        format!("{}{}{}", self.kind, said(&self.action), said(&self.particulars))
    }

    /// Whether it stands as deep as another and is a step or a condition as that is.
    pub(super) fn like(&self, other: &Self) -> bool {
        self.depth == other.depth && self.number.is_empty() == other.number.is_empty()
    }

    /// Marks how it differs from the row it was.
    pub(super) fn mark(&mut self, old: &Self) {
        let words = |words: &Option<Words>| words.as_ref().map(Words::text);
        self.action = merge(&old.action, &self.action).unwrap_or_else(|| self.action.clone());
        self.particulars = merge(&old.particulars, &self.particulars).unwrap_or_else(|| self.particulars.clone());
        self.actor = Words::optional(words(&old.actor).as_deref(), words(&self.actor).as_deref());
        self.limit = Words::optional(words(&old.limit).as_deref(), words(&self.limit).as_deref());
        // Two states of a row are longer than one.
        self.long |= old.long || said(&self.action).chars().count() + said(&self.particulars).chars().count() > 300;
    }
}

/// What a row says; its number counts rows.
fn told(row: &FlowRow) -> String {
    let FlowRow { kind, action, particulars, actor, limit, .. } = row;
    let end = |text: &Option<String>| text.clone().unwrap_or_default();
    format!("{kind}\u{1f}{}\u{1f}{}\u{1f}{}\u{1f}{}", said(action), said(particulars), end(actor), end(limit))
}

fn row(own: &FlowRow, fate: Option<Fate>) -> Row {
    let FlowRow { number, depth, mark, kind, action, particulars, long, actor, limit, warning: _, onward: _ } = own;
    Row {
        number: number.clone(),
        depth: *depth,
        mark: *mark,
        kind: kind.clone(),
        action: action.clone(),
        particulars: particulars.clone(),
        long: *long,
        actor: actor.clone().map(Words::Same),
        limit: limit.clone().map(Words::Same),
        fate,
    }
}

fn both(old: &FlowRow, new: &FlowRow) -> Row {
    let mut row = row(new, None);
    if told(old) == told(new) {
        return row;
    }
    row.fate = Some(Fate::Changed);
    row.mark(&self::row(old, None));
    row
}
