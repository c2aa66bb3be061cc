//! Fills templates that are text: Markdown and HTML.
//!
//! A view reaches a template as a value. HTML is escaped by the template engine, Markdown by the
//! filter `md`; a name that a template uses and the view has not is a fault and never a blank.

use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use minijinja::{AutoEscape, Environment, ErrorKind, UndefinedBehavior};
use serde::Serialize;

use super::templates::Templates;

/// The text of `view` in the template at `path`, such as `revision/changes.md.j2`.
///
/// # Errors
/// What the template engine refuses: the line of the template and the reason.
pub fn fill(templates: &Templates, path: &str, view: &impl Serialize) -> Result<String, (usize, String)> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    let mut syntax = SyntaxConfig::builder();
    syntax.trim_blocks(true).lstrip_blocks(true).keep_trailing_newline(true);
    environment.set_syntax(syntax.build().map_err(|error| (1, error.to_string()))?);
    environment.set_auto_escape_callback(
        |name| {
            if name.ends_with(".html.j2") { AutoEscape::Html } else { AutoEscape::None }
        },
    );
    environment.add_filter("md", |text: String| escaped(&text));
    let filled = templates
        .get(path)
        .ok_or_else(|| minijinja::Error::new(ErrorKind::TemplateNotFound, path.to_owned()))
        .and_then(|source| environment.template_from_named_str(path, source))
        .and_then(|template| template.render(Serde(view)));
    filled.map_err(|error| (error.line().unwrap_or(1), error.to_string()))
}

/// Words that Markdown shows as they are, also inside a table cell.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\n' => out.push(' '),
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '~' | '#' | '&' | '!' | '+' | '-' | '$' | '@' => {
                out.push('\\');
                out.push(character);
            }
            _ => out.push(character),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    fn with(path: &str, text: &str) -> Templates {
        Templates::with(BTreeMap::from([(path.to_owned(), text.to_owned())]))
    }

    #[test]
    fn data_stay_words_in_both_kinds() {
        let view = BTreeMap::from([("name", "<b>*{{ 7 }}*|")]);
        let html = fill(&with("x.html.j2", "{{ name }}"), "x.html.j2", &view).unwrap();
        assert_eq!(html, "&lt;b&gt;*{{ 7 }}*|");
        let markdown = fill(&with("x.md.j2", "{{ name|md }}"), "x.md.j2", &view).unwrap();
        assert_eq!(markdown, "\\<b\\>\\*{{ 7 }}\\*\\|");
    }

    #[test]
    fn a_name_that_is_not_there_is_a_fault_at_its_line() {
        let view = BTreeMap::from([("name", "x")]);
        let fault = fill(&with("x.md.j2", "\n{{ nam }}"), "x.md.j2", &view).unwrap_err();
        assert_eq!(fault.0, 2, "{}", fault.1);
    }
}
