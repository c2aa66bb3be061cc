//! The fair copy of a plan's files: the same keys, values and comments in the same order, laid out as every
//! plan is.
//!
//! What is laid out: indentation, blanks within a line, blank lines in a row, quotes, the end of the file.
//! What stays the writer's: which line something stands on, the order of keys (a comment speaks of what
//! stands below it, and a key that moved would leave it behind), quotes or none (a number in quotes is a
//! text to other programs), blanks before a comment at the end of a line, and what kind of line ends.

mod block;
mod lay;
#[cfg(test)]
mod tests;
mod tokens;

use std::path::Path;

use super::files::Origin;
use super::findings::Findings;
use super::head::Missing;
use super::tree::{self, Node, Order, Value};
use super::{discretion, files, gather, head};
use crate::finding::{FileId, Finding, Message, Severity, Sources};
use tokens::{Cut, Kind};

/// What laying out a plan gave.
#[derive(Debug)]
pub struct Tidied {
    /// The texts as they are.
    pub sources: Sources,
    /// What keeps them from being laid out.
    pub findings: Vec<Finding>,
    /// Files that are not yet as they should be, with what they should be; none where there are findings.
    pub changed: Vec<(FileId, String)>,
    /// Files that could not be laid out without changing what they say: a mistake of the program.
    pub spoiled: Vec<FileId>,
    /// How many files were read.
    pub count: usize,
}

/// Lays out every YAML file of the plan below `root`; writes nothing.
///
/// # Errors
/// When `root` is not a folder.
pub fn tidy(root: &Path) -> Result<Tidied, Message> {
    super::present(root)?;
    let mut sources = Sources::default();
    let mut findings = Findings::default();
    let texts = files::read(root, &["yaml", "yml"], &mut sources, &mut findings);
    let count = texts.len();
    let (mut changed, mut spoiled) = (Vec::new(), Vec::new());
    let mut headed = false;
    for (_, file) in texts {
        discretion::withhold(file, &mut sources);
        let text = sources.file(file).text.clone();
        let parsed = tree::parse(file, &text, &mut findings);
        discretion::release(file, &parsed, &gather::keys(), &mut sources);
        headed |= parsed.root.as_ref().is_some_and(|root| root.get("plan").is_some());
        if findings.has_errors() {
            continue;
        }
        match fair(file, &text, parsed.root.as_ref()) {
            Some(fair) if fair == *text => {}
            Some(fair) => changed.push((file, fair)),
            None => spoiled.push(file),
        }
    }
    // What a plan lacks is not asked here; but the files of a folder that is none are not ours.
    if !headed && let Missing::Plan(finding) = head::missing(&Origin::Folder(root), &mut sources) {
        return Ok(Tidied { sources, findings: vec![finding], changed: Vec::new(), spoiled: Vec::new(), count });
    }
    let mut findings = findings.into_list();
    findings.retain(|finding| finding.severity == Severity::Error);
    findings.iter_mut().for_each(|finding| discretion::mask(finding, &sources));
    crate::finding::sort(&mut findings, &sources);
    if !findings.is_empty() {
        changed.clear();
        spoiled.clear();
    }
    Ok(Tidied { sources, findings, changed, spoiled, count })
}

/// A text laid out; `None` where it would say something else.
fn fair(file: FileId, text: &str, root: Option<&Node>) -> Option<String> {
    // A text that is one value is no file of a plan; what a file holds begins with a key.
    if matches!(root, Some(Node { value: Value::Scalar { .. } | Value::Null, .. })) {
        return Some(text.to_owned());
    }
    let windows = text.find('\n').is_some_and(|feed| text[..feed].ends_with('\r'));
    let plain = text.replace("\r\n", "\n");
    // Nobody writes a plan so; what is not known is not touched.
    let Some(cut) = tokens::cut(&plain) else { return Some(text.to_owned()) };
    let laid = lay::lay(&plain, &cut);
    let mut findings = Findings::default();
    let again = tree::parse(file, &laid, &mut findings);
    let same = match (root, &again.root) {
        (None, None) => true,
        (Some(one), Some(other)) => one.says_the_same(other, Order::Counts),
        _ => false,
    };
    let sound = same && keeps_remarks(&plain, &laid) && !findings.has_errors();
    sound.then(|| if windows { laid.replace('\n', "\r\n") } else { laid })
}

/// Whether every comment of a text stands in another one where it stood: at the same key or value, on a line
/// of its own or not.
fn keeps_remarks(one: &str, other: &str) -> bool {
    let remarks = |text| tokens::cut(text).map(|cut| remarks(text, &cut));
    remarks(one).is_some_and(|kept| remarks(other) == Some(kept))
}

/// The comments of a text and what they stand by: every token with whether it begins a line, and the words of
/// comments and marks. Laying out moves no token to another line or over another one.
fn remarks<'t>(text: &'t str, cut: &Cut) -> Vec<(Kind, bool, &'t str)> {
    let mut end = None;
    let told = cut.tokens.iter().map(|token| {
        let begins = end.replace(token.end).is_none_or(|end| text[end..token.start].contains('\n'));
        let word = matches!(token.kind, Kind::Comment | Kind::Marker);
        (token.kind, begins, if word { &text[token.start..token.end] } else { "" })
    });
    told.collect()
}
