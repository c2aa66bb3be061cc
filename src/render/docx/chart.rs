//! An org chart as a table that can be edited: who reports to whom from left to right, a cell as high
//! as all that hangs from it.

use super::columns::whole;
use super::look::{Align, Characters, Paragraph};
use super::page::TYPE_WIDTH;
use super::story::Story;
use super::table::{Cell, Row, words};
use crate::views::content::Node;

/// A path from a root to an end, as the places of its nodes.
type Path = Vec<usize>;

/// The chart.
pub(super) fn chart(story: &mut Story, told: &str, nodes: &[Node]) {
    let mut paths = Vec::new();
    for root in (0..nodes.len()).filter(|at| nodes[*at].parent.is_none()) {
        follow(nodes, vec![root], &mut paths);
    }
    // What no root leads to is shown all the same.
    for at in 0..nodes.len() {
        if !paths.iter().any(|path| path.contains(&at)) {
            paths.push(vec![at]);
        }
    }
    let depth = paths.iter().map(Vec::len).max().unwrap_or(0);
    if depth == 0 {
        return;
    }
    let count = f64::from(u32::try_from(depth).unwrap_or(1));
    let widths = whole(&vec![f64::from(TYPE_WIDTH) / count; depth]);
    story.table(&widths, Some(told), |story| {
        for (index, path) in paths.iter().enumerate() {
            let above = index.checked_sub(1).map_or(&[][..], |above| &paths[above]);
            let below = paths.get(index + 1).map_or(&[][..], |below| below);
            story.row(Row::default(), |story| row(story, nodes, path, (above, below), &widths));
        }
    });
}

/// Walks down to every end; a circle ends where it began.
fn follow(nodes: &[Node], path: Path, paths: &mut Vec<Path>) {
    let id = path.last().map(|at| nodes[*at].id.as_str());
    let below: Vec<usize> =
        (0..nodes.len()).filter(|at| nodes[*at].parent.as_deref() == id && !path.contains(at)).collect();
    if below.is_empty() {
        paths.push(path);
        return;
    }
    for at in below {
        let mut longer = path.clone();
        longer.push(at);
        follow(nodes, longer, paths);
    }
}

fn row(story: &mut Story, nodes: &[Node], path: &Path, (above, below): (&[usize], &[usize]), widths: &[i32]) {
    for (depth, at) in path.iter().enumerate() {
        let shared = |other: &[usize]| other.get(..=depth) == path.get(..=depth);
        let rows = match (shared(above), shared(below)) {
            (true, _) => Some(false),
            (false, true) => Some(true),
            (false, false) => None,
        };
        // The last one takes the columns that nothing hangs in.
        let last = depth + 1 == path.len();
        let span = if last { widths.len() - depth } else { 1 };
        let width = widths[depth..depth + span].iter().sum();
        story.cell(Cell { span, rows, shaded: depth == 0, ..Cell::new(width) }, |story| {
            let paragraph = Paragraph { align: Some(Align::Center), keep_next: true, ..words(false) };
            if rows == Some(false) {
                story.paragraph(&paragraph, |_| {});
                return;
            }
            let look = if last { Characters::default() } else { Characters::of("Strong") };
            let node = &nodes[*at];
            story.paragraph(&paragraph, |story| story.run(&look, &node.name));
            if let Some(note) = &node.note {
                let small = Paragraph { style: words(true).style, ..paragraph };
                story.paragraph(&small, |story| story.run(&Characters::of("Emphasis"), note));
            }
        });
    }
}
