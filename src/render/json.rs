//! A view as JSON for programs.

use serde::Serialize;

/// The view as one JSON object with a line feed at its end.
pub fn object(view: &impl Serialize) -> String {
    let mut text = serde_json::to_string_pretty(view)
        .unwrap_or_else(|error| unreachable!("strings, numbers and lists serialise: {error}"));
    text.push('\n');
    text
}
