//! Flow charts of playbooks: where each box and each line stands, page by page.
//!
//! Steps are nested runs, so a chart is laid out like a program: a run goes down a column, the cases
//! of a decision stand in columns side by side and meet again below it. Columns never overlap and
//! every jump ends in a box of its own, so no line crosses another. All boxes of a row have one
//! height, so a page may end between any two rows.

mod branches;
mod pages;
mod place;
mod size;

use serde::Serialize;

use super::course::Course;
use super::refer::Edition;
use super::steps::Telling;
use crate::check::Checked;
use crate::model::Clearance;
use crate::model::playbook::Playbook;

/// The paper a chart is drawn for, in millimetres.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Room {
    /// Width.
    pub width: f64,
    /// Height of a page.
    pub height: f64,
}

/// A chart.
#[derive(Debug, Clone, Serialize)]
pub struct FlowChart {
    /// Its name.
    pub caption: String,
    /// What it says, for those who cannot see it.
    pub alt: String,
    /// Its width.
    pub width: f64,
    /// Its pages.
    pub pages: Vec<ChartPage>,
}

/// A page of a chart; lengths in millimetres from its upper left corner.
#[derive(Debug, Clone, Serialize)]
pub struct ChartPage {
    /// How much of the page it takes.
    pub height: f64,
    /// Boxes.
    pub shapes: Vec<Shape>,
    /// Lines.
    pub wires: Vec<Wire>,
}

/// A box.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Shape {
    /// What it looks like.
    pub kind: Kind,
    /// Left.
    pub x: f64,
    /// Top.
    pub y: f64,
    /// Width.
    pub width: f64,
    /// Height.
    pub height: f64,
    /// The number of its step.
    pub number: String,
    /// Its words.
    pub text: String,
    /// Who and by when.
    pub note: String,
}

/// What a box looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// What starts the playbook.
    Start,
    /// A step.
    Step,
    /// A step that saves life.
    Safety,
    /// A decision.
    Decide,
    /// The condition of a case.
    Case,
    /// A watch, repeated.
    Watch,
    /// Another playbook or a report.
    Run,
    /// On to another step.
    Jump,
    /// The end.
    End,
    /// A line goes on on the next page.
    More,
}

/// A line of horizontal and vertical pieces.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Wire {
    /// Its corners.
    pub points: Vec<(f64, f64)>,
    /// Whether it ends in an arrow.
    pub arrow: bool,
}

/// The charts of all playbooks, in their order, for pages of `room`.
pub fn flow_charts(plan: &Checked, clearance: Clearance, room: Room) -> Vec<FlowChart> {
    let edition = Edition::new(plan, clearance);
    plan.playbooks.iter().map(|playbook| flow_chart(&edition, playbook, room)).collect()
}

/// The chart of one playbook.
pub(super) fn flow_chart(edition: &Edition<'_>, playbook: &Playbook, room: Room) -> FlowChart {
    let telling = Telling::new(edition, playbook);
    let course = Course::of(&playbook.steps);
    let drawing = place::draw(&telling, &course, room.width);
    FlowChart {
        caption: format!("{}流程图", playbook.title.value),
        alt: alt(&telling),
        width: room.width,
        pages: pages::cut(drawing, room.height),
    }
}

/// The chart in words: each row of the procedure, in reading order.
fn alt(telling: &Telling<'_>) -> String {
    let rows = telling.rows().into_iter().map(|row| {
        let words = super::prose::plain(&row.action).replace(' ', "，");
        let words = words.trim_end_matches(['。', '：']);
        if row.number.is_empty() { words.to_owned() } else { format!("第{}步{words}", row.number) }
    });
    format!("{}流程图：{}。", telling.playbook.title.value, rows.collect::<Vec<_>>().join("；"))
}

#[cfg(test)]
mod tests;
