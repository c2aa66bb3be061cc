//! Fills templates that are text: Markdown and HTML.
//!
//! A view reaches a template as a value. HTML is escaped by the template engine, Markdown by the
//! filter `md`; a name that a template uses and the view has not is a fault and never a blank.
//! A page may take in other templates (`include`, `import`) and, with `inline("web/plan.css")`, its
//! style and script as they are.

use std::collections::BTreeMap;

use minijinja::syntax::SyntaxConfig;
use minijinja::value::{Serde, Value};
use minijinja::{AutoEscape, Environment, Error, ErrorKind, UndefinedBehavior};
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
    let raw: BTreeMap<String, String> =
        templates.ending(&[".css", ".js"]).map(|(path, text)| (path.to_owned(), text.to_owned())).collect();
    environment.add_function("inline", move |path: String| inline(&raw, &path));
    for (name, source) in templates.ending(&[".html.j2", ".md.j2"]).filter(|(name, _)| *name != path) {
        // One that cannot be read is a fault of the page that takes it in, and of no other.
        let _unread = environment.add_template(name, source);
    }
    let filled = templates
        .get(path)
        .ok_or_else(|| Error::new(ErrorKind::TemplateNotFound, path.to_owned()))
        .and_then(|source| environment.template_from_named_str(path, source))
        .and_then(|template| template.render(Serde(view)));
    filled.map_err(|error| (error.line().unwrap_or(1), error.to_string()))
}

/// A style or a script as it is; one that would end the element it stands in is refused.
fn inline(raw: &BTreeMap<String, String>, path: &str) -> Result<Value, Error> {
    match raw.get(path) {
        Some(text) if text.contains("</") => Err(Error::new(ErrorKind::InvalidOperation, format!("{path}: `</`"))),
        Some(text) => Ok(Value::from_safe_string(text.clone())),
        None => Err(Error::new(ErrorKind::TemplateNotFound, path.to_owned())),
    }
}

/// The words of an HTML page as its reader sees them, tags and all: what is searched for values that
/// do not belong there must not hide behind an escape.
pub fn unescaped(html: &str) -> String {
    let mut text = html.to_owned();
    for (escape, character) in
        [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#x27;", "'"), ("&#x2f;", "/"), ("&amp;", "&")]
    {
        text = text.replace(escape, character);
    }
    text
}

/// The words of a page of changes as its reader sees them: a number of which one digit is marked, and
/// one with escapes, is still found.
pub fn unmarked(page: &str) -> String {
    let mut text = page.replace('\\', "");
    for mark in ["<del>", "</del>", "<ins>", "</ins>"] {
        text = text.replace(mark, "");
    }
    unescaped(&text)
}

/// Words that Markdown shows as they are, also inside a table cell.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            // A line end would end the row.
            '\n' => out.push_str("<br>"),
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
    fn what_was_escaped_is_read_as_it_was() {
        let text = "<a href=\"/x\">&amp;'";
        let html = fill(&with("x.html.j2", "{{ t }}"), "x.html.j2", &BTreeMap::from([("t", text)])).unwrap();
        assert!(!html.contains('<') && !html.contains('/'), "{html}");
        assert_eq!(unescaped(&html), text);
        let markdown =
            fill(&with("x.md.j2", "0393<del>{{ t|md }}</del>7"), "x.md.j2", &BTreeMap::from([("t", "-000\n1")]));
        assert_eq!(markdown.unwrap(), "0393<del>\\-000<br>1</del>7");
        assert_eq!(unmarked("0393<del>\\-0001</del><ins>7</ins> &lt;"), "0393-00017 <");
    }

    #[test]
    fn a_page_takes_in_templates_and_scripts_but_nothing_that_would_end_the_script() {
        let view: BTreeMap<&str, &str> = BTreeMap::new();
        let page = "{% include 'y.html.j2' %}<script>{{ inline('x.js') }}</script>";
        let templates = |script: &str| {
            let texts = [("x.html.j2", page), ("y.html.j2", "y"), ("x.js", script)];
            Templates::with(texts.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect())
        };
        let filled = fill(&templates("1 < 2 && {{ x }}"), "x.html.j2", &view).unwrap();
        assert_eq!(filled, "y<script>1 < 2 && {{ x }}</script>");
        assert!(fill(&templates("</script>"), "x.html.j2", &view).is_err());
    }

    #[test]
    fn a_name_that_is_not_there_is_a_fault_at_its_line() {
        let view = BTreeMap::from([("name", "x")]);
        let fault = fill(&with("x.md.j2", "\n{{ nam }}"), "x.md.j2", &view).unwrap_err();
        assert_eq!(fault.0, 2, "{}", fault.1);
    }
}
