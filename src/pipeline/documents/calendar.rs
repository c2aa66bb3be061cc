//! The dates of the plan as a calendar that leaves the machine it was made on.

use super::{File, Ground};
use crate::model::Clearance;
use crate::render::ics;
use crate::views::calendar::calendar;

/// The calendar.
pub(super) fn files<'a>(ground: &Ground<'a>, clearance: Clearance) -> Vec<File<'a>> {
    let calendar = calendar(ground.plan, clearance);
    vec![File::plain("calendar.ics", move || {
        let text = ics::calendar(&calendar);
        Ok((text.clone().into_bytes(), text.replace("\r\n ", "")))
    })]
}
