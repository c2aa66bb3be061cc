//! Puts boxes into columns and rows and draws the lines between them.

use super::size::height;
use super::{Kind, Shape, Wire};
use crate::model::playbook::{Action, Case, Step, StepKind, Then};
use crate::views::course::{Course, Onward};
use crate::views::steps::Telling;

/// A box is at most this wide.
const WIDEST: f64 = 92.0;
/// Between two columns.
const BETWEEN: f64 = 3.0;
/// Between two rows; lines meet half-way.
const GAP: f64 = 6.0;
/// A row without boxes, in which a line changes its column.
const EMPTY_ROW: f64 = 1.0;

/// A chart on one endless page.
#[derive(Debug, Default)]
pub(super) struct Drawing {
    /// Boxes.
    pub(super) shapes: Vec<Shape>,
    /// Lines.
    pub(super) wires: Vec<Wire>,
    /// Where a page may end, from the top.
    pub(super) cuts: Vec<f64>,
    /// Where the chart ends.
    pub(super) height: f64,
}

/// A height that is known when all rows are.
#[derive(Debug, Clone, Copy)]
pub(super) enum At {
    Top(usize),
    Bottom(usize),
    Middle(usize),
    /// Half-way between a row and the next.
    Below(usize),
}

/// A point from which the reader goes on.
pub(super) type Out = Option<(f64, At)>;

#[derive(Debug, Clone, Copy)]
pub(super) struct Column {
    pub(super) left: f64,
    pub(super) right: f64,
}

impl Column {
    pub(super) fn middle(self) -> f64 {
        f64::midpoint(self.left, self.right)
    }

    pub(super) fn width(self) -> f64 {
        self.right - self.left
    }
}

pub(super) struct Chart<'w, 'a> {
    pub(super) telling: &'w Telling<'a>,
    pub(super) course: &'w Course<'a>,
    shapes: Vec<(usize, Shape)>,
    wires: Vec<(Vec<(f64, At)>, bool)>,
}

/// Draws the steps of a playbook within `width`.
pub(super) fn draw(telling: &Telling<'_>, course: &Course<'_>, width: f64) -> Drawing {
    let mut chart = Chart { telling, course, shapes: Vec::new(), wires: Vec::new() };
    let column = Column { left: 0.0, right: width };
    let triggers = &telling.playbook.triggers;
    let labels: Vec<_> = triggers.iter().map(|id| telling.edition.plan.triggers[id].label.value.as_str()).collect();
    let start = chart.add(Kind::Start, 0, column, "", format!("触发：{}", labels.join("；")), String::new());
    chart.run(&telling.playbook.steps, 1, column, Some((column.middle(), At::Bottom(start))));
    chart.finish()
}

impl<'a> Chart<'_, 'a> {
    /// Adds a box in the middle of a column.
    pub(super) fn add(
        &mut self,
        kind: Kind,
        row: usize,
        column: Column,
        number: &str,
        text: String,
        note: String,
    ) -> usize {
        let width = (column.width() - BETWEEN).min(if kind == Kind::Decide { WIDEST * 0.9 } else { WIDEST });
        // The points of a decision, the bars of another playbook and the sign take room.
        let inner = match kind {
            Kind::Decide => width - 8.0,
            Kind::Run | Kind::Safety => width - 5.0,
            _ => width,
        };
        let first = if number.is_empty() { text.clone() } else { format!("{number}　{text}") };
        let shape = Shape {
            kind,
            x: column.middle() - width / 2.0,
            y: 0.0,
            width,
            height: height(inner, &[&first, &note]),
            number: number.to_owned(),
            text,
            note,
        };
        self.shapes.push((row, shape));
        self.shapes.len() - 1
    }

    pub(super) fn wire(&mut self, points: Vec<(f64, At)>, arrow: bool) {
        self.wires.push((points, arrow));
    }

    /// Connects what came before with a box below it.
    fn enter(&mut self, from: Out, to: usize, column: Column) {
        if let Some((x, at)) = from {
            self.wire(vec![(x, at), (column.middle(), At::Top(to))], true);
        }
    }

    /// A run of steps down a column; gives the first free row and where the reader goes on.
    pub(super) fn run(&mut self, steps: &'a [Step], mut row: usize, column: Column, mut from: Out) -> (usize, Out) {
        for step in steps {
            let (next, out) = self.step(step, row, column, from);
            (row, from) = (next, out);
        }
        (row, from)
    }

    fn step(&mut self, step: &'a Step, row: usize, column: Column, from: Out) -> (usize, Out) {
        let telling = self.telling;
        let number = if telling.numbers.carried(step) { String::new() } else { telling.numbers.get(&step.id.value) };
        let text = telling.action(step);
        let note = [telling.actor(step), telling.limit(step)].into_iter().flatten().collect::<Vec<_>>().join("，");
        let on = (column.middle(), At::Bottom(self.shapes.len()));
        match &step.action {
            Action::Goto(_) => {
                let own = self.add(Kind::Jump, row, column, "", text, note);
                self.enter(from, own, column);
                (row + 1, None)
            }
            Action::Run { returns, .. } => {
                let own = self.add(Kind::Run, row, column, &number, text, note);
                self.enter(from, own, column);
                (row + 1, returns.then_some(on))
            }
            Action::End { .. } => {
                let own = self.add(Kind::End, row, column, &number, text, note);
                self.enter(from, own, column);
                (row + 1, None)
            }
            Action::Watch { condition, then } => {
                let own = self.add(Kind::Watch, row, column, &number, text, note);
                self.enter(from, own, column);
                self.loop_back(own);
                let Then::Steps(inner) = then else { return (row + 1, Some(on)) };
                let branches = [("未出现，继续".to_owned(), [].as_slice()), (telling.once(condition), inner)];
                self.branches(&branches, own, row, column, Onward::Step(&step.id.value))
            }
            Action::Decide { input, cases } => {
                let own = self.add(Kind::Decide, row, column, &number, text, note);
                self.enter(from, own, column);
                let words = |case: &Case| match &case.condition {
                    Some(condition) => telling.choice(condition, input),
                    None => "其他情形".to_owned(),
                };
                let branches: Vec<_> = cases.iter().map(|case| (words(case), case.steps.as_slice())).collect();
                self.branches(&branches, own, row, column, self.course.after(step))
            }
            Action::Parallel(parallel) => {
                let own = self.add(Kind::Step, row, column, &number, text, note);
                self.enter(from, own, column);
                let branches: Vec<_> =
                    parallel.iter().map(|branch| (branch.label.value.clone(), branch.steps.as_slice())).collect();
                self.branches(&branches, own, row, column, self.course.after(step))
            }
            _ => {
                let kind = if step.kind == StepKind::LifeSafety { Kind::Safety } else { Kind::Step };
                let own = self.add(kind, row, column, &number, text, note);
                self.enter(from, own, column);
                (row + 1, Some(on))
            }
        }
    }

    /// A small line back into a box that is done again and again.
    fn loop_back(&mut self, own: usize) {
        let left = self.shapes[own].1.x;
        if left >= 3.0 {
            let points = vec![
                (left, At::Bottom(own)),
                (left - 2.5, At::Bottom(own)),
                (left - 2.5, At::Middle(own)),
                (left, At::Middle(own)),
            ];
            self.wire(points, true);
        }
    }

    /// Gives every box and line its height.
    fn finish(self) -> Drawing {
        let rows = self.shapes.iter().map(|(row, _)| row + 1).max().unwrap_or_default();
        let tall = |row: usize| self.shapes.iter().filter(move |(own, _)| *own == row).map(|(_, shape)| shape.height);
        let heights: Vec<f64> = (0..rows).map(|row| tall(row).fold(EMPTY_ROW, f64::max)).collect();
        let mut tops = Vec::new();
        let mut top = 0.0;
        for height in &heights {
            tops.push(top);
            top += height + GAP;
        }
        let centre = |own: usize| tops[self.shapes[own].0] + heights[self.shapes[own].0] / 2.0;
        let y = |at: At| match at {
            At::Top(own) => centre(own) - self.shapes[own].1.height / 2.0,
            At::Bottom(own) => centre(own) + self.shapes[own].1.height / 2.0,
            At::Middle(own) => centre(own),
            At::Below(row) => tops[row] + heights[row] + GAP / 2.0,
        };
        let wires = self.wires.iter().map(|(points, arrow)| {
            let points = points.iter().map(|(x, at)| (*x, y(*at))).collect();
            Wire { points, arrow: *arrow }
        });
        let wires = wires.collect();
        let shapes = (0..self.shapes.len()).map(|own| Shape { y: y(At::Top(own)), ..self.shapes[own].1.clone() });
        Drawing {
            shapes: shapes.collect(),
            wires,
            cuts: tops.iter().skip(1).map(|top| top - 1.0).collect(),
            height: top - GAP,
        }
    }
}
