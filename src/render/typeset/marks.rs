//! The invisible marks by which a template says where something begins or ends.

use typst::foundations::{Label, Selector, Value};
use typst::introspection::{Introspector, MetadataElem, PagedPosition};
use typst::utils::PicoStr;
use typst_layout::PagedDocument;

/// The marks with this label, in order: what each says and where it lies.
pub(super) fn of(document: &PagedDocument, label: &str) -> Vec<(String, PagedPosition)> {
    let Some(label) = Label::new(PicoStr::intern(label)) else { return Vec::new() };
    let introspector = document.introspector();
    let marks = introspector.query(&Selector::Label(label));
    let said = marks.iter().filter_map(|mark| {
        let Value::Str(said) = &mark.to_packed::<MetadataElem>()?.value else { return None };
        Some((said.to_string(), introspector.position(mark.location()?)?))
    });
    said.collect()
}
