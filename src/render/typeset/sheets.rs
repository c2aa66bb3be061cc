//! Where the coded sheets of a document begin and end.

use typst_layout::PagedDocument;

use super::marks;
use crate::render::artifact::PrintedSheet;

/// The label of the invisible mark with which a template begins a sheet; its value is the code.
const MARK: &str = "pg-sheet";

/// The sheets; each ends where the next begins, the last with the document.
pub(super) fn of(document: &PagedDocument) -> Vec<PrintedSheet> {
    let begun: Vec<(String, usize)> =
        marks::of(document, MARK).into_iter().map(|(code, at)| (code, at.page.get())).collect();
    let ends = begun.iter().skip(1).map(|(_, first)| first - 1).chain([document.pages().len()]);
    begun
        .iter()
        .zip(ends)
        // Several sheets may share a page, as cards do.
        .map(|((code, first), last)| PrintedSheet { code: code.clone(), first: *first, last: last.max(*first) })
        .collect()
}
