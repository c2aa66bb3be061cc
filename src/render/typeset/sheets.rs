//! Where the coded sheets of a document begin and end.

use typst::foundations::{Label, Selector, Value};
use typst::introspection::{Introspector, MetadataElem};
use typst::utils::PicoStr;
use typst_layout::PagedDocument;

use crate::render::artifact::PrintedSheet;

/// The label of the invisible mark with which a template begins a sheet; its value is the code.
const MARK: &str = "pg-sheet";

/// The sheets; each ends where the next begins, the last with the document.
pub(super) fn of(document: &PagedDocument) -> Vec<PrintedSheet> {
    let Some(label) = Label::new(PicoStr::intern(MARK)) else { return Vec::new() };
    let introspector = document.introspector();
    let marks = introspector.query(&Selector::Label(label));
    let begun: Vec<(String, usize)> = marks
        .iter()
        .filter_map(|mark| {
            let Value::Str(code) = &mark.to_packed::<MetadataElem>()?.value else { return None };
            Some((code.to_string(), introspector.position(mark.location()?)?.page.get()))
        })
        .collect();
    let ends = begun.iter().skip(1).map(|(_, first)| first - 1).chain([document.pages().len()]);
    begun
        .iter()
        .zip(ends)
        // Several sheets may share a page, as cards do.
        .map(|((code, first), last)| PrintedSheet { code: code.clone(), first: *first, last: last.max(*first) })
        .collect()
}
