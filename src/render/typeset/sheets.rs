//! Where the coded sheets of a document begin and end, and what they are called.

use typst::foundations::{NativeElement as _, Selector};
use typst::introspection::{Introspector, Location};
use typst::model::HeadingElem;
use typst_layout::PagedDocument;

use super::marks;
use crate::render::artifact::PrintedSheet;

/// The label of the invisible mark with which a template begins a sheet; its value is the code.
const MARK: &str = "pg-sheet";

/// The sheets; each ends where the next begins, the last with the document.
pub(super) fn of(document: &PagedDocument) -> Vec<PrintedSheet> {
    let begun: Vec<(String, usize)> =
        marks::of(document, MARK).into_iter().map(|mark| (mark.said, mark.at.page.get())).collect();
    let ends = begun.iter().skip(1).map(|(_, first)| first - 1).chain([document.pages().len()]);
    begun
        .iter()
        .zip(ends)
        // Several sheets may share a page, as cards do.
        .map(|((code, first), last)| PrintedSheet { code: code.clone(), first: *first, last: last.max(*first) })
        .collect()
}

/// What the sheet is called on which something stands; none where it stands on no sheet, or above
/// the first heading of one.
pub(super) fn title(document: &PagedDocument, own: Location) -> Option<String> {
    let introspector = document.introspector();
    let before = |what: &Selector, own: Location| introspector.query_count_before(what, own);
    let (begun, headings) = (marks::called(MARK)?, HeadingElem::ELEM.select());
    let sheet = introspector.query(&begun).get(before(&begun, own).checked_sub(1)?)?.location()?;
    let within = before(&headings, sheet)..before(&headings, own);
    let heading = introspector.query(&headings).get(within)?.first()?.to_packed::<HeadingElem>()?.body.plain_text();
    Some(heading.into())
}
