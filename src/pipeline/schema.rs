//! The schema of plan files for editors: what the loader reads, as a view, as JSON.

use crate::finding::Language;
use crate::load::outline::outlines;
use crate::render::json;
use crate::views;

/// The JSON Schema of the files of a plan, with descriptions in `language`.
pub fn schema(language: Language) -> String {
    json::object(&views::schema::schema(&outlines(), language))
}
