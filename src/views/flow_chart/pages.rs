//! Cuts a chart into pages between its rows; a line that is cut ends and begins again in a mark.

use std::ops::RangeInclusive;

use super::place::Drawing;
use super::{ChartPage, Kind, Shape, Wire};

/// Width and height of the mark at a cut line.
const MARK: f64 = 5.0;
/// A page is filled at least so far before the next begins.
const LEAST: f64 = 0.6;
/// A rest that is lower than this part of a page is no page of its own where a cut before it is as good.
const REST: f64 = 0.15;

/// The pages of `drawing`, each at most `height` high.
pub(super) fn cut(drawing: Drawing, height: f64) -> Vec<ChartPage> {
    let mut pages = Vec::new();
    let mut from = 0.0;
    let mut letters = 'A'..='Z';
    let mut wires = drawing.wires;
    // Marks at the top of the page to come.
    let mut above: Vec<Shape> = Vec::new();
    loop {
        let top = if above.is_empty() { 0.0 } else { MARK + 1.0 };
        let rest = drawing.height - from + top <= height;
        let until = if rest {
            drawing.height
        } else {
            best(&drawing.cuts, drawing.height, &wires, from..=from + height - top - MARK - 1.0)
        };
        let (own, later): (Vec<Wire>, Vec<Wire>) = split(wires, until);
        let shift = top - from;
        let mut shapes: Vec<Shape> = std::mem::take(&mut above);
        let inside = drawing.shapes.iter().filter(|shape| shape.y >= from - 0.5 && shape.y < until);
        shapes.extend(inside.map(|shape| Shape { y: shape.y + shift, ..shape.clone() }));
        if !rest {
            let mut crossed: Vec<f64> = own.iter().filter_map(|wire| ends_at(wire, until)).collect();
            crossed.sort_by(f64::total_cmp);
            crossed.dedup_by(|a, b| (*a - *b).abs() < 0.1);
            for x in crossed {
                let letter = letters.next().unwrap_or('*').to_string();
                shapes.push(mark(x, until + shift, letter.clone()));
                above.push(mark(x, 0.0, letter));
            }
        }
        let moved = own.into_iter().map(|wire| Wire {
            points: wire.points.iter().map(|(x, y)| (*x, y + shift)).collect(),
            arrow: wire.arrow && ends_at(&wire, until).is_none_or(|_| rest),
        });
        let bottom = if rest { 0.0 } else { MARK };
        pages.push(ChartPage { height: until + shift + bottom, wires: moved.collect(), shapes });
        if rest {
            return pages;
        }
        (wires, from) = (later, until);
    }
}

fn mark(x: f64, y: f64, letter: String) -> Shape {
    let kind = Kind::More;
    Shape {
        kind,
        x: x - MARK / 2.0,
        y,
        width: MARK,
        height: MARK,
        number: letter,
        text: String::new(),
        note: String::new(),
    }
}

/// Where to end a page within `room`, of a chart that ends at `end`: as few lines as possible are cut,
/// next to nothing is left over, and of such places the last.
fn best(cuts: &[f64], end: f64, wires: &[Wire], room: RangeInclusive<f64>) -> f64 {
    let (from, floor) = room.into_inner();
    let height = floor - from;
    let fits = |cut: &&f64| **cut > from + 1.0 && **cut <= floor;
    let full = cuts.iter().filter(fits).filter(|cut| **cut >= from + height * LEAST);
    let crossings = |cut: f64| wires.iter().filter(|wire| crosses(wire, cut)).count();
    // A box that would stand alone on the last page weighs as much as a line.
    let cost = |cut: f64| crossings(cut) + usize::from(end - cut < height * REST);
    let chosen = full.min_by_key(|cut| (cost(**cut), std::cmp::Reverse((**cut * 10.0) as i64)));
    // A row higher than a page is cut off nowhere: the page is as long as it has to be.
    let last = chosen.or(cuts.iter().rfind(|cut| fits(cut))).or(cuts.iter().find(|cut| **cut > from + 1.0));
    last.copied().unwrap_or(floor)
}

fn crosses(wire: &Wire, y: f64) -> bool {
    wire.points.windows(2).any(|pair| (pair[0].1 < y) != (pair[1].1 < y))
}

/// The x of a wire that was cut off at `y`.
fn ends_at(wire: &Wire, y: f64) -> Option<f64> {
    wire.points.last().filter(|(_, end)| (end - y).abs() < 1e-6).map(|(x, _)| *x)
}

/// What of the wires stands above `y` and what below it.
fn split(wires: Vec<Wire>, y: f64) -> (Vec<Wire>, Vec<Wire>) {
    let (mut above, mut below) = (Vec::new(), Vec::new());
    for wire in wires {
        let mut piece: Vec<(f64, f64)> = Vec::new();
        let mut pieces: Vec<Vec<(f64, f64)>> = Vec::new();
        for point in &wire.points {
            if let Some(last) = piece.last().copied()
                && (last.1 < y) != (point.1 < y)
            {
                let at = (point.0, y);
                piece.push(at);
                pieces.push(std::mem::replace(&mut piece, vec![at]));
            }
            piece.push(*point);
        }
        pieces.push(piece);
        let count = pieces.len();
        for (index, points) in pieces.into_iter().enumerate() {
            let arrow = wire.arrow && index + 1 == count;
            let upper = points.iter().any(|(_, own)| *own < y);
            let piece = Wire { points, arrow };
            if upper { above.push(piece) } else { below.push(piece) }
        }
    }
    (above, below)
}
