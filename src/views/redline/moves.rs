//! What is gone at one place and new at another: it has moved.

use std::collections::BTreeMap;

use super::flow::Row;
use super::{Fate, Passage, Piece, blocks};
use crate::diff::alike;
use crate::views::content::Block;

/// Fewer characters than this stand in many places and are not known again.
const TOO_SHORT: usize = 8;
/// What moved and shares less than this is something else and not the same reworded.
const ALIKE: f64 = 0.5;

/// Counts what moved.
#[derive(Debug, Default)]
pub(super) struct Moves(usize);

impl Moves {
    pub(super) fn next(&mut self) -> usize {
        self.0 += 1;
        self.0
    }
}

/// Something that can move.
struct Slot<'p> {
    /// What it says, generated numbers aside.
    text: String,
    /// The section or procedure it stands in: what was reworded is looked for in the same one only.
    home: usize,
    item: Item<'p>,
}

enum Item<'p> {
    Passage(&'p mut Passage),
    /// A row of a procedure.
    Step(&'p mut Row),
    /// A row of a table.
    Line(&'p mut Option<Fate>),
}

impl Slot<'_> {
    fn fate(&mut self) -> &mut Option<Fate> {
        match &mut self.item {
            Item::Passage(passage) => &mut passage.fate,
            Item::Step(row) => &mut row.fate,
            Item::Line(fate) => fate,
        }
    }

    /// How alike two slots are whose words differ.
    fn alike(&self, other: &Self) -> f64 {
        let same_kind = match (&self.item, &other.item) {
            (Item::Passage(own), Item::Passage(other)) => matches!(
                (&own.block, &other.block),
                (Block::Paragraph { .. }, Block::Paragraph { .. }) | (Block::Item { .. }, Block::Item { .. })
            ),
            (Item::Step(own), Item::Step(other)) => own.like(other),
            _ => false,
        };
        if self.home == other.home && same_kind { alike(&self.text, &other.text) } else { 0.0 }
    }
}

/// Pairs what moved, in the order of the document: the same words first, then what is nearly the
/// same in the same section.
pub(super) fn pair<'p>(documents: impl Iterator<Item = &'p mut Vec<Piece>>, moves: &mut Moves) {
    let mut slots = slots(documents);
    let mut pairs = same(&mut slots);
    pairs.extend(reworded(&mut slots, &pairs));
    pairs.sort_by_key(|(_, to)| *to);
    let mut before = None;
    let mut number = 0;
    for (from, to) in pairs {
        // What moved together is one move.
        if before != Some((from.wrapping_sub(1), to.wrapping_sub(1))) {
            number = moves.next();
        }
        before = Some((from, to));
        *slots[from].fate() = Some(Fate::Left(number));
        *slots[to].fate() = Some(Fate::Came(number));
    }
}

fn slots<'p>(documents: impl Iterator<Item = &'p mut Vec<Piece>>) -> Vec<Slot<'p>> {
    let mut slots = Vec::new();
    let mut home = 0;
    for piece in documents.flatten() {
        match piece {
            Piece::Passage(Passage { block: Block::Heading { .. }, .. }) => home += 1,
            Piece::Form(_) => {}
            Piece::Passage(passage) => {
                slots.push(Slot { text: blocks::text(&passage.block), home, item: Item::Passage(passage) });
            }
            Piece::Table(table) => {
                slots.extend(table.slots().map(|(text, fate)| Slot { text, home, item: Item::Line(fate) }));
            }
            Piece::Flow(flow) => {
                slots.extend(flow.rows().map(|row| Slot { text: row.said(), home, item: Item::Step(row) }));
            }
        }
    }
    slots.retain(|slot| slot.text.chars().count() >= TOO_SHORT);
    slots
}

/// Indexes of what is gone and where it came again, word for word.
fn same(slots: &mut [Slot<'_>]) -> Vec<(usize, usize)> {
    let fates: Vec<_> = slots.iter_mut().map(|slot| *slot.fate()).collect();
    let mut gone: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, slot) in slots.iter().enumerate().filter(|(at, _)| fates[*at] == Some(Fate::Deleted)) {
        gone.entry(&slot.text).or_default().push(at);
    }
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    for (at, slot) in slots.iter().enumerate().filter(|(at, _)| fates[*at] == Some(Fate::Added)) {
        // The same words gone or new several times over lead nowhere.
        if let Some([from]) = gone.get(slot.text.as_str()).map(Vec::as_slice)
            && pairs.iter().all(|(taken, _)| taken != from)
        {
            pairs.push((*from, at));
        }
    }
    pairs
}

/// Indexes of what is gone and where it came again in other words, which are marked there.
fn reworded(slots: &mut [Slot<'_>], taken: &[(usize, usize)]) -> Vec<(usize, usize)> {
    let open = |fate: Fate, slots: &mut [Slot<'_>]| -> Vec<usize> {
        let all = slots.iter_mut().enumerate().filter_map(|(at, slot)| (*slot.fate() == Some(fate)).then_some(at));
        all.filter(|at| taken.iter().all(|(from, to)| from != at && to != at)).collect()
    };
    let (gone, new) = (open(Fate::Deleted, slots), open(Fate::Added, slots));
    let mut scores = Vec::new();
    for from in gone {
        for to in &new {
            let score = slots[from].alike(&slots[*to]);
            if score >= ALIKE {
                scores.push((score, from, *to));
            }
        }
    }
    scores.sort_by(|x, y| y.0.total_cmp(&x.0).then((x.1, x.2).cmp(&(y.1, y.2))));
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    for (_, from, to) in scores {
        if pairs.iter().all(|(left, right)| *left != from && *right != to) && mark(slots, from, to) {
            pairs.push((from, to));
        }
    }
    pairs
}

/// Marks in what came how it differs from what is gone.
fn mark(slots: &mut [Slot<'_>], from: usize, to: usize) -> bool {
    let Ok([from, to]) = slots.get_disjoint_mut([from, to]) else { return false };
    match (&from.item, &mut to.item) {
        (Item::Passage(from), Item::Passage(to)) => {
            let Some(block) = blocks::marked(&from.block, &to.block) else { return false };
            to.block = block;
        }
        (Item::Step(from), Item::Step(to)) => to.mark(from),
        _ => return false,
    }
    true
}
