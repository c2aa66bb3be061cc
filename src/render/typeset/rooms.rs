//! What lies below the floor of the room it was given.
//!
//! A template marks the end of what stands in a room of fixed size, and the room's floor. To ask the
//! typesetter itself, the content would have to be measured before it is set: as much work again.

use typst_layout::PagedDocument;

use super::marks::{self, Mark};
use super::sheets;
use crate::render::fault::Fault;
use crate::say;

/// The labels of the two invisible marks; their value names the part.
const END: &str = "pg-room-end";
const FLOOR: &str = "pg-room-floor";
/// Rounding, in millimetres.
const TOLERANCE: f64 = 0.1;

/// The parts that do not fit, in order.
pub(super) fn overfull(document: &PagedDocument) -> Vec<Fault> {
    let mut ends = marks::of(document, END).into_iter();
    let mut faults = Vec::new();
    for floor in marks::of(document, FLOOR) {
        // What was cut off lost its end.
        let Some(end) = ends.next().filter(|end| end.said == floor.said && end.at.page == floor.at.page) else {
            faults.push(told(document, &floor, None));
            break;
        };
        let over = (end.at.point.y - floor.at.point.y).to_mm();
        if over > TOLERANCE {
            faults.push(told(document, &floor, Some(over)));
        }
    }
    faults
}

/// A part that does not fit, with its page, and where they are known, what the sheet is called, as those do
/// who have it on a wall, and by how many millimetres.
fn told(document: &PagedDocument, floor: &Mark, over: Option<f64>) -> Fault {
    let (part, page) = (&floor.said, floor.at.page);
    let title = sheets::title(document, floor.own);
    let (of_zh, of_en) = title.map(|title| (format!("《{title}》"), format!(" ('{title}')"))).unwrap_or_default();
    let (by_zh, by_en) = over
        .map(|over| (format!("，高出 {over:.1} 毫米"), format!(": it is {over:.1} mm too high")))
        .unwrap_or_default();
    Fault::Unfit(say!(
        "第 {page} 页{of_zh}的“{part}”放不下{by_zh}",
        "'{part}' does not fit on page {page}{of_en}{by_en}"
    ))
}
