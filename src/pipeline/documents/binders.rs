//! The binder, and the pages of it that are put in when a version replaces another.
//!
//! Both are cut from the same pages: a sheet that is exchanged is the sheet of the binder.

use super::{File, Ground};
use crate::model::Clearance;
use crate::render::booklet::Folding;
use crate::render::typeset::Data;
use crate::views::binder::binder;
use crate::views::exchange::exchange;

const TEMPLATE: &str = "binder";

/// The binder.
pub(super) fn bound<'a>(ground: &Ground<'a>, clearance: Clearance) -> Vec<File<'a>> {
    let path = "binder.pdf";
    let file = match ground.previous {
        None => {
            let binder = binder(ground.plan, clearance);
            File { codes: binder.codes(), ..File::typeset(path, TEMPLATE, &binder) }
        }
        Some(previous) => {
            let both = exchange(&previous.plan, ground.plan, clearance);
            File::part(path, TEMPLATE, &Data::of(&both), &both.binder.meta.title, both.binder.codes())
        }
    };
    file.with_booklet(Folding::Chapters)
}

/// The exchange notice with what is put in; none where no version was issued before.
pub(super) fn exchanged<'a>(ground: &Ground<'a>, clearance: Clearance) -> Vec<File<'a>> {
    let Some(previous) = ground.previous else { return Vec::new() };
    let both = exchange(&previous.plan, ground.plan, clearance);
    let file = File::part("exchange.pdf", TEMPLATE, &Data::of(&both), &both.notice.title, both.codes());
    file.with_booklet(Folding::Chapters)
}
