//! The binder, and the pages of it that are put in when a version replaces another.
//!
//! Both are cut from the same pages: a sheet that is exchanged is the sheet of the binder.

use std::sync::OnceLock;

use super::{File, Ground};
use crate::check::Checked;
use crate::model::Clearance;
use crate::pipeline::sheet::Printed;
use crate::render::booklet::Folding;
use crate::render::typeset::Data;
use crate::views::binder::binder;
use crate::views::exchange::exchange;
use crate::views::sheet::SheetCode;

const TEMPLATE: &str = "binder";
const EXCHANGE: &str = "exchange.pdf";

/// The pages of binders, by clearance; they are the most there is, so their view is made once.
#[derive(Debug, Default)]
pub(in crate::pipeline) struct Binders([OnceLock<Bound>; 3]);

/// Pages of which files are parts.
#[derive(Debug)]
struct Bound {
    data: Data,
    binder: Part,
    exchange: Option<Part>,
}

/// A file: its title and the sheets in it.
#[derive(Debug)]
struct Part {
    title: String,
    codes: Vec<SheetCode>,
}

impl Part {
    fn file(&self, path: &str, data: &Data) -> File<'static> {
        File::part(path, TEMPLATE, data, &self.title, self.codes.clone())
    }
}

impl Binders {
    fn of(&self, ground: &Ground<'_>, clearance: Clearance) -> &Bound {
        self.0[clearance as usize].get_or_init(|| match ground.previous {
            None => {
                let view = binder(ground.plan, clearance);
                let binder = Part { title: view.meta.title.clone(), codes: view.codes() };
                Bound { data: Data::of(&view), binder, exchange: None }
            }
            Some(previous) => {
                let view = exchange(&previous.plan, ground.plan, clearance);
                let binder = Part { title: view.binder.meta.title.clone(), codes: view.binder.codes() };
                let exchange = Part { title: view.notice.title.clone(), codes: view.codes() };
                Bound { data: Data::of(&view), binder, exchange: Some(exchange) }
            }
        })
    }
}

/// The binder.
pub(super) fn bound<'a>(ground: &Ground<'a>, clearance: Clearance) -> Vec<File<'a>> {
    let bound = ground.binders.of(ground, clearance);
    bound.binder.file("binder.pdf", &bound.data).with_booklet(Folding::Chapters)
}

/// The exchange notice as a sheet.
pub(super) fn notice(old: &Checked, new: &Checked, clearance: Clearance) -> Printed {
    let path = format!("{}/{EXCHANGE}", clearance.word());
    Printed { path, code: exchange(old, new, clearance).notice.code, clearance }
}

/// The exchange notice with what is put in; none where no version was issued before.
pub(super) fn exchanged<'a>(ground: &Ground<'a>, clearance: Clearance) -> Vec<File<'a>> {
    let bound = ground.binders.of(ground, clearance);
    let file = |exchange: &Part| exchange.file(EXCHANGE, &bound.data).with_booklet(Folding::Chapters);
    bound.exchange.as_ref().map(file).unwrap_or_default()
}
