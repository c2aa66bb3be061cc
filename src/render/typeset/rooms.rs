//! What lies below the floor of the room it was given.
//!
//! A template marks the end of what stands in a room of fixed size, and the room's floor. To ask the
//! typesetter itself, the content would have to be measured before it is set: as much work again.

use typst_layout::PagedDocument;

use super::marks;
use crate::render::fault::Fault;
use crate::say;

/// The labels of the two invisible marks; their value names the part.
const END: &str = "pg-room-end";
const FLOOR: &str = "pg-room-floor";
/// Rounding, in millimetres.
const TOLERANCE: f64 = 0.1;

/// The parts that do not fit, in order, each with its page.
pub(super) fn overfull(document: &PagedDocument) -> Vec<Fault> {
    let (ends, floors) = (marks::of(document, END), marks::of(document, FLOOR));
    let mut ends = ends.into_iter();
    let mut faults = Vec::new();
    for (part, floor) in floors {
        let page = floor.page;
        // What was cut off lost its end.
        let Some((_, end)) = ends.next().filter(|(ended, end)| *ended == part && end.page == page) else {
            faults.push(Fault::Unfit(say!("第 {page} 页的“{part}”放不下", "'{part}' does not fit on page {page}")));
            break;
        };
        let over = (end.point.y - floor.point.y).to_mm();
        if over > TOLERANCE {
            faults.push(Fault::Unfit(say!(
                "第 {page} 页的“{part}”放不下，高出 {over:.1} 毫米",
                "'{part}' does not fit on page {page}: it is {over:.1} mm too high"
            )));
        }
    }
    faults
}
