//! Which lines of a file a report may repeat: a log of checks travels further than the plan.
//!
//! Lines are withheld until they are known to be harmless. Those are what has no visibility of its
//! own, and what says that it is for more eyes than `restricted`; what is not marked is restricted.
//! Findings keep their place; only the lines are not shown, nor what a message quotes of them.

use super::findings::Findings;
use super::shapes::peek_text;
use super::tree::{self, Node, Parsed, Value};
use super::{gather, is_markdown};
use crate::finding::{FileId, Finding, Message, Place, Sources};
use crate::model::{Clearance, words::Words};

/// The top-level keys whose items have a visibility.
const MARKED: &[&str] = &["people", "sites", "contacts", "systems", "facilities", "contracts", "resources"];
/// The key that says it.
const VISIBILITY: &str = "visibility";

/// Takes a text of a plan in by itself, with those of its lines withheld that reading the plan would withhold;
/// `path` is how messages name its file.
pub fn marked(sources: &mut Sources, path: &str, text: &str) -> FileId {
    let file = sources.add(path.to_owned(), text);
    if !is_markdown(path) {
        withhold(file, sources);
        let parsed = tree::parse(file, text, &mut Findings::default());
        release(file, &parsed, &gather::keys(), sources);
    }
    file
}

/// Withholds a whole file.
pub(super) fn withhold(file: FileId, sources: &mut Sources) {
    let all = Place::new(file, 0..sources.file(file).text.len());
    sources.withhold(all);
}

/// Lets those lines of a file be repeated that hold nothing restricted. `keys` are the top-level
/// keys a plan has: below any other one anything may stand.
pub(super) fn release(file: FileId, parsed: &Parsed, keys: &[&str], sources: &mut Sources) {
    let Some(Node { value: Value::Mapping(entries), .. }) = &parsed.root else { return };
    // Where lines could not be read, a mark or the beginning of a section may be among them.
    let text = &sources.file(file).text;
    if parsed.damaged && MARKED.iter().chain([&VISIBILITY]).any(|word| text.contains(word)) {
        return;
    }
    let mut restricted = Vec::new();
    for (key, node) in entries {
        if sources.start(node.place).line > sources.start(key.place).line {
            sources.release(key.place);
        }
        if !keys.contains(&key.text.as_str()) {
            continue;
        }
        if !MARKED.contains(&key.text.as_str()) {
            sources.release(key.place.to(node.place));
            continue;
        }
        let Value::Sequence(items) = &node.value else { continue };
        for item in items {
            let Value::Mapping(fields) = &item.value else { continue };
            if item.get(VISIBILITY).is_none() || is_restricted(item, sources) {
                restricted.push(item.place);
                continue;
            }
            for (key, node) in fields {
                sources.release(key.place.to(node.place));
                inner(node, sources, &mut restricted);
            }
        }
    }
    // Last, because things may share a line.
    for place in restricted {
        sources.withhold(place);
    }
}

/// Finds what is restricted within something that is not.
fn inner(node: &Node, sources: &Sources, restricted: &mut Vec<Place>) {
    match &node.value {
        Value::Mapping(_) if is_restricted(node, sources) => restricted.push(node.place),
        Value::Mapping(fields) => fields.iter().for_each(|(_, node)| inner(node, sources, restricted)),
        Value::Sequence(items) => items.iter().for_each(|node| inner(node, sources, restricted)),
        Value::Scalar { .. } | Value::Null => {}
    }
}

/// Whether a mapping is marked restricted, or its mark is no clearance. The word counts wherever it
/// stands beside the fields: the key may be misspelt or written twice.
fn is_restricted(node: &Node, sources: &Sources) -> bool {
    let known = |mark: &Node| Clearance::ALL.iter().any(|(word, _)| peek_text(mark) == Some(word));
    if node.get(VISIBILITY).is_some_and(|mark| !known(mark)) {
        return true;
    }
    let count = |node: &Node| sources.slice(node.place).matches(Clearance::Restricted.word()).count();
    count(node) > below(node).map(count).sum::<usize>()
}

/// The mappings that stand directly in the fields of a mapping.
fn below(node: &Node) -> impl Iterator<Item = &Node> {
    let fields = match &node.value {
        Value::Mapping(fields) => fields.as_slice(),
        _ => &[],
    };
    let listed = fields.iter().flat_map(|(_, node)| match &node.value {
        Value::Sequence(items) => items.as_slice(),
        _ => std::slice::from_ref(node),
    });
    listed.filter(|node| matches!(node.value, Value::Mapping(_)))
}

/// Takes out of the messages of a finding what they quote of lines that are withheld. Keys and ids
/// stay: they name things and tell nothing of them.
pub(super) fn mask(finding: &mut Finding, sources: &Sources) {
    let own = Some(finding.place).filter(|place| sources.is_withheld(*place));
    if let Some(place) = own {
        let texts = std::iter::once(&mut finding.message).chain(&mut finding.help);
        texts.for_each(|message| unquote(message, place, sources));
    }
    for related in &mut finding.related {
        if let Some(place) = Some(related.place).filter(|place| sources.is_withheld(*place)).or(own) {
            unquote(&mut related.message, place, sources);
        }
    }
}

fn unquote(message: &mut Message, place: Place, sources: &Sources) {
    let lines = sources.lines(place);
    let tells = |word: &str| {
        let names = word.starts_with(|c: char| c.is_ascii_lowercase())
            && word.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || "_-:.".contains(c));
        !names && word.chars().any(char::is_alphanumeric) && lines.contains(word)
    };
    let inner = |text: &str, open: char, close: char| {
        let mut out = String::new();
        let mut rest = text;
        while let Some((before, (word, after))) =
            rest.split_once(open).and_then(|(before, after)| Some((before, after.split_once(close)?)))
        {
            out.extend([before, open.encode_utf8(&mut [0; 4]), if tells(word) { "…" } else { word }]);
            out.push(close);
            rest = after;
        }
        out + rest
    };
    message.zh = inner(&message.zh, '“', '”');
    message.en = inner(&message.en, '\'', '\'');
}
