//! The invisible marks by which a template says where something begins or ends.

use typst::foundations::{Label, Selector, Value};
use typst::introspection::{Introspector, Location, MetadataElem, PagedPosition};
use typst::utils::PicoStr;
use typst_layout::PagedDocument;

/// A mark.
pub(super) struct Mark {
    /// What it says.
    pub(super) said: String,
    /// Where it lies.
    pub(super) at: PagedPosition,
    /// Which it is.
    pub(super) own: Location,
}

/// What chooses the marks with this label.
pub(super) fn called(label: &str) -> Option<Selector> {
    Label::new(PicoStr::intern(label)).map(Selector::Label)
}

/// The marks with this label, in order.
pub(super) fn of(document: &PagedDocument, label: &str) -> Vec<Mark> {
    let Some(own) = called(label) else { return Vec::new() };
    let introspector = document.introspector();
    let marks = introspector.query(&own);
    let read = marks.iter().filter_map(|mark| {
        let Value::Str(said) = &mark.to_packed::<MetadataElem>()?.value else { return None };
        let own = mark.location()?;
        Some(Mark { said: said.to_string(), at: introspector.position(own)?, own })
    });
    read.collect()
}
