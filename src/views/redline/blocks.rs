//! Two states of a document's text as one run of pieces.
//!
//! Headings divide the text. A section is found again by the id of its heading, wherever it went, or
//! by its words among its neighbours; inside a section blocks are paired in order.

use std::collections::BTreeMap;

use super::align::{Step, align};
use super::flow::Flow;
use super::grids::{Form, Table};
use super::words::{merge, said};
use super::{Fate, Moves, Passage, Piece};
use crate::diff::alike;
use crate::views::content::Block;

/// Old and new blocks as one run; `renamed` gives the old id of a heading that has another now.
pub(super) fn blocks(
    old: &[Block],
    new: &[Block],
    renamed: &BTreeMap<String, String>,
    moves: &mut Moves,
) -> Vec<Piece> {
    let (before, after) = (sections(old, &BTreeMap::new()), sections(new, renamed));
    let keys = |sections: &[Section<'_>]| sections.iter().map(|section| section.key.clone()).collect::<Vec<_>>();
    let (left, right) = (keys(&before), keys(&after));
    let likeness = |a: usize, b: usize| before[a].alike(&after[b]);
    let steps = align(&left, &right, &likeness);
    // The same key at another place: the section has moved, whatever else became of it.
    let left_behind = |index: usize| {
        let key = &left[index];
        (!key.is_empty()).then(|| {
            steps.iter().find_map(|step| match step {
                Step::New(new) if right[*new] == *key => Some(*new),
                _ => None,
            })
        })?
    };
    let mut came = BTreeMap::new();
    for step in &steps {
        if let Step::Old(old) = step
            && let Some(new) = left_behind(*old)
        {
            came.insert(new, (*old, moves.next()));
        }
    }
    let mut out = Vec::new();
    for step in &steps {
        match step {
            Step::Both(a, b) => both(&before[*a], &after[*b], None, &mut out),
            Step::New(b) => match came.get(b) {
                Some((a, pair)) => both(&before[*a], &after[*b], Some(Fate::Came(*pair)), &mut out),
                None => out.extend(after[*b].all().map(|block| whole(block, Fate::Added))),
            },
            Step::Old(a) => match came.values().find(|(old, _)| old == a) {
                // What it says stands where it went; here its heading is enough.
                Some((_, pair)) => out.extend(before[*a].head.map(|head| whole(head, Fate::Left(*pair)))),
                None => out.extend(before[*a].all().map(|block| whole(block, Fate::Deleted))),
            },
        }
    }
    out
}

/// A heading with the blocks below it up to the next one.
struct Section<'b> {
    key: String,
    head: Option<&'b Block>,
    blocks: &'b [Block],
}

fn sections<'b>(blocks: &'b [Block], renamed: &BTreeMap<String, String>) -> Vec<Section<'b>> {
    let mut out = Vec::new();
    let mut above: Vec<(u8, String)> = Vec::new();
    let starts: Vec<usize> =
        blocks.iter().enumerate().filter(|(_, block)| is_heading(block)).map(|(at, _)| at).collect();
    let first = starts.first().copied().unwrap_or(blocks.len());
    out.push(Section { key: String::new(), head: None, blocks: &blocks[..first] });
    for (index, start) in starts.iter().enumerate() {
        let end = starts.get(index + 1).copied().unwrap_or(blocks.len());
        let Block::Heading { level, id, body, .. } = &blocks[*start] else { continue };
        above.retain(|(own, _)| own < level);
        above.push((*level, said(body)));
        let path = || above.iter().map(|(_, words)| words.as_str()).collect::<Vec<_>>().join("/");
        let key = if id.is_empty() { path() } else { renamed.get(id).unwrap_or(id).clone() };
        out.push(Section { key, head: Some(&blocks[*start]), blocks: &blocks[start + 1..end] });
    }
    out
}

fn is_heading(block: &Block) -> bool {
    matches!(block, Block::Heading { .. })
}

impl<'b> Section<'b> {
    fn all(&self) -> impl Iterator<Item = &'b Block> + use<'b> {
        self.head.into_iter().chain(self.blocks)
    }

    /// How alike two sections are whose headings have other words.
    fn alike(&self, other: &Self) -> f64 {
        let (Some(Block::Heading { level, body, .. }), Some(Block::Heading { level: other_level, body: words, .. })) =
            (self.head, other.head)
        else {
            return 0.0;
        };
        if level != other_level {
            return 0.0;
        }
        let text = |section: &Self| section.blocks.iter().take(8).map(self::text).collect::<String>();
        alike(&said(body), &said(words)).max(alike(&text(self), &text(other)))
    }
}

/// A section of both states; `came` where it stood elsewhere before.
fn both(old: &Section<'_>, new: &Section<'_>, came: Option<Fate>, out: &mut Vec<Piece>) {
    if let (Some(before), Some(after)) = (old.head, new.head) {
        let mut piece = merged(before, after).into_iter().next_back();
        if let (Some(Piece::Passage(passage)), Some(_)) = (&mut piece, came) {
            passage.fate = came;
        }
        out.extend(piece);
    }
    let keys = |blocks: &[Block]| blocks.iter().map(text).collect::<Vec<_>>();
    let (left, right) = (keys(old.blocks), keys(new.blocks));
    let likeness = |a: usize, b: usize| likeness(&old.blocks[a], &new.blocks[b], &left[a], &right[b]);
    for step in align(&left, &right, &likeness) {
        match step {
            Step::Both(a, b) => out.extend(merged(&old.blocks[a], &new.blocks[b])),
            Step::Old(a) => out.push(whole(&old.blocks[a], Fate::Deleted)),
            Step::New(b) => out.push(whole(&new.blocks[b], Fate::Added)),
        }
    }
}

fn likeness(old: &Block, new: &Block, before: &str, after: &str) -> f64 {
    match (old, new) {
        (Block::Paragraph { .. }, Block::Paragraph { .. }) | (Block::Item { .. }, Block::Item { .. }) => {
            alike(before, after)
        }
        (Block::Table { columns: before, caption: old, .. }, Block::Table { columns: after, caption: new, .. })
            if before == after && old == new =>
        {
            1.0
        }
        (Block::Flow { .. }, Block::Flow { .. })
        | (Block::Form { .. }, Block::Form { .. })
        | (Block::Chart { .. }, Block::Chart { .. }) => 1.0,
        _ => 0.0,
    }
}

/// What a block says, generated numbers aside.
pub(super) fn text(block: &Block) -> String {
    match block {
        Block::Heading { body, .. } | Block::Paragraph { body } | Block::Item { body, .. } => said(body),
        Block::Table { caption, columns, rows, sections, .. } => {
            let titles = columns.iter().map(|column| column.title.as_str()).collect::<Vec<_>>().join("\u{1f}");
            let heads: String =
                sections.iter().map(|section| format!("{}#{}", section.before, section.title)).collect();
            let cells = rows.iter().flatten().map(|cell| said(cell)).collect::<Vec<_>>().join("\u{1f}");
            format!("{}\u{1e}{titles}\u{1e}{heads}\u{1e}{cells}", caption.as_deref().unwrap_or_default())
        }
        // What else they hold is plain data, and its debug text tells any two apart.
        other => format!("{other:?}"),
    }
}

/// A block of both states.
fn merged(old: &Block, new: &Block) -> Vec<Piece> {
    if text(old) == text(new) {
        return vec![Piece::Passage(Passage { block: new.clone(), fate: None })];
    }
    let words = |block: Option<Block>| {
        let fate = block.is_some().then_some(Fate::Changed);
        Piece::Passage(Passage { block: block.unwrap_or_else(|| new.clone()), fate })
    };
    let piece = match (old, new) {
        (Block::Heading { .. }, Block::Heading { .. })
        | (Block::Paragraph { .. }, Block::Paragraph { .. })
        | (Block::Item { .. }, Block::Item { .. }) => Some(words(marked(old, new))),
        (Block::Table { .. }, Block::Table { .. }) => Table::of(old, new).map(Piece::Table),
        (Block::Flow { .. }, Block::Flow { .. }) => Flow::of(old, new).map(Piece::Flow),
        (Block::Form { .. }, Block::Form { .. }) => Form::of(old, new).map(Piece::Form),
        _ => None,
    };
    piece.map_or_else(|| vec![whole(old, Fate::Deleted), whole(new, Fate::Added)], |piece| vec![piece])
}

/// Words of both states in the new block, marked where they differ; `None` where they say the same
/// or the blocks are not of one kind.
pub(super) fn marked(old: &Block, new: &Block) -> Option<Block> {
    Some(match (old, new) {
        (Block::Heading { body: old, .. }, Block::Heading { level, number, body, id }) => {
            Block::Heading { level: *level, number: number.clone(), body: merge(old, body)?, id: id.clone() }
        }
        (Block::Paragraph { body: old }, Block::Paragraph { body }) => Block::Paragraph { body: merge(old, body)? },
        (Block::Item { body: old, .. }, Block::Item { number, body }) => {
            Block::Item { number: number.clone(), body: merge(old, body)? }
        }
        _ => return None,
    })
}

/// A block that is gone or new as a whole.
pub(super) fn whole(block: &Block, fate: Fate) -> Piece {
    let piece = match block {
        Block::Table { .. } => Table::whole(block, fate).map(Piece::Table),
        Block::Flow { .. } => Flow::whole(block, fate).map(Piece::Flow),
        Block::Form { .. } => Form::whole(block, fate).map(Piece::Form),
        _ => None,
    };
    piece.unwrap_or_else(|| Piece::Passage(Passage { block: block.clone(), fate: Some(fate) }))
}
