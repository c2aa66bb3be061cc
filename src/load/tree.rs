//! YAML text to a tree whose every value knows its place.
//!
//! Scalars stay text: what `0393` or `no` means is decided by the field that reads it. Anchors,
//! aliases and tags are findings, because in a plan a fact lives once and is referred to by id.

use std::collections::BTreeMap;

use granit_parser::{Event, Parser, ScalarStyle};

use super::faults;
use crate::finding::{FileId, Finding, Place};
use crate::say;

/// Deepest nesting that is read.
const DEPTH_LIMIT: usize = 64;
/// How often reading goes on after a syntax error; more in one file are one mistake repeated.
const RESUME_LIMIT: usize = 20;

/// A value.
#[derive(Debug, Clone)]
pub(super) struct Node {
    /// Where it is.
    pub(super) place: Place,
    /// What it is.
    pub(super) value: Value,
    /// Whether a syntax error cut it off, so that missing fields say nothing.
    pub(super) truncated: bool,
}

/// What a node is.
#[derive(Debug, Clone)]
pub(super) enum Value {
    /// Nothing: an empty value, `~` or `null`.
    Null,
    /// Text.
    Scalar {
        /// The text after unescaping.
        text: String,
        /// Where the text begins, when it stands in the source letter by letter.
        verbatim_at: Option<usize>,
    },
    /// A list.
    Sequence(Vec<Node>),
    /// Keys with values, in the order of the text.
    Mapping(Vec<(Key, Node)>),
}

/// A key of a mapping.
#[derive(Debug, Clone)]
pub(super) struct Key {
    /// The key.
    pub(super) text: String,
    /// Where it is.
    pub(super) place: Place,
}

impl Node {
    /// The place of part of a scalar; the whole place where the text was folded or escaped.
    pub(super) fn part(&self, range: std::ops::Range<usize>) -> Place {
        match &self.value {
            Value::Scalar { verbatim_at: Some(at), .. } => {
                Place::new(self.place.file, at + range.start..at + range.end)
            }
            _ => self.place,
        }
    }

    /// The value behind `key` of a mapping.
    pub(super) fn get(&self, key: &str) -> Option<&Node> {
        match &self.value {
            Value::Mapping(entries) => entries.iter().find(|(k, _)| k.text == key).map(|(_, node)| node),
            _ => None,
        }
    }
}

/// Parses one file. After a syntax error reading goes on at the next key at the margin, so that
/// the rest of the file is checked in the same run.
pub(super) fn parse(file: FileId, text: &str, findings: &mut Vec<Finding>) -> Option<Node> {
    let mut root: Option<Node> = None;
    let mut from = 0;
    for _ in 0..RESUME_LIMIT {
        let mut building = Building { file, text, from, stack: Vec::new(), root: None, findings, documents: 0 };
        let stopped = building.run();
        let part = building.finish();
        root = match (root, part) {
            (Some(mut whole), Some(part)) => {
                join(&mut whole, part, findings);
                Some(whole)
            }
            (whole, part) => part.or(whole),
        };
        match stopped.and_then(|at| next_key(text, at)) {
            Some(next) => from = next,
            None => break,
        }
    }
    root
}

/// Adds the mapping entries of `part` to those of `whole`.
fn join(whole: &mut Node, part: Node, findings: &mut Vec<Finding>) {
    whole.truncated = true;
    if let (Value::Mapping(entries), Value::Mapping(more)) = (&mut whole.value, part.value) {
        entries.extend(more);
        reject_duplicates(entries, findings);
    }
}

/// The start of the next line after `at` that begins a key at the margin.
fn next_key(text: &str, at: usize) -> Option<usize> {
    let mut start = at + text.get(at..)?.find('\n')? + 1;
    loop {
        let line = text.get(start..)?.lines().next()?;
        if line.starts_with(|c: char| c.is_ascii_alphabetic()) && line.contains(':') {
            return Some(start);
        }
        start += text[start..].find('\n')? + 1;
    }
}

/// An open collection.
enum Open {
    Sequence { start: usize, items: Vec<Node> },
    Mapping { start: usize, entries: Vec<(Key, Node)>, key: Option<Key> },
}

struct Building<'a> {
    file: FileId,
    text: &'a str,
    from: usize,
    stack: Vec<Open>,
    root: Option<Node>,
    findings: &'a mut Vec<Finding>,
    documents: usize,
}

impl Building<'_> {
    /// Reads events; gives the offset at which a syntax error stopped it.
    fn run(&mut self) -> Option<usize> {
        let options = granit_parser::options! {
            emit_comments: false,
            flow_nesting_limit: DEPTH_LIMIT,
            block_nesting_limit: DEPTH_LIMIT,
        };
        let text = self.text.get(self.from..).unwrap_or("");
        for event in Parser::new_from_str_with_options(text, options) {
            let (event, span) = match event {
                Ok(event) => event,
                Err(error) => {
                    let at = self.from + error.marker().byte_offset().unwrap_or(0);
                    return Some(self.syntax_error(at, &error.info()));
                }
            };
            let range = span.byte_range().unwrap_or(0..0);
            let range = self.from + range.start..self.from + range.end;
            if event.tag().is_some() || event.anchor_id().is_some() || event.is_alias() {
                self.no_anchors(range.clone());
            }
            match event {
                Event::Scalar(value, style, ..) => {
                    let node = self.scalar(value.into_owned(), style, range);
                    self.push(node);
                }
                Event::Alias(_) | Event::UnresolvedAlias(_) => {
                    let place = Place::new(self.file, range);
                    self.push(Node { place, value: Value::Null, truncated: true });
                }
                Event::SequenceStart(..) => {
                    self.stack.push(Open::Sequence { start: range.start, items: Vec::new() });
                }
                Event::MappingStart(..) => {
                    self.stack.push(Open::Mapping { start: range.start, entries: Vec::new(), key: None });
                }
                Event::SequenceEnd | Event::MappingEnd => self.close(range.end, false),
                Event::DocumentStart(..) => {
                    self.documents += 1;
                    if self.documents == 2 {
                        let place = Place::new(self.file, range.clone());
                        self.findings.push(
                            Finding::error(
                                faults::YAML_SYNTAX,
                                place,
                                say!("一个文件里有两个 YAML 文档", "the file holds two YAML documents"),
                            )
                            .help(say!("拆成两个文件，或删掉“---”", "split it in two files, or delete the '---'")),
                        );
                        return None;
                    }
                }
                _ => {}
            }
        }
        None
    }

    /// Closes what is still open and gives the root.
    fn finish(mut self) -> Option<Node> {
        while !self.stack.is_empty() {
            self.close(self.text.len(), true);
        }
        self.root
    }

    fn scalar(&self, text: String, style: ScalarStyle, range: std::ops::Range<usize>) -> Node {
        let place = Place::new(self.file, range.clone());
        let quoted = style != ScalarStyle::Plain;
        if !quoted && matches!(text.as_str(), "" | "~" | "null" | "Null" | "NULL") {
            return Node { place, value: Value::Null, truncated: false };
        }
        let inside = match style {
            ScalarStyle::Plain => range.start..range.start + text.len(),
            _ => range.start + 1..range.start + 1 + text.len(),
        };
        let verbatim = self.text.get(inside.clone()) == Some(text.as_str());
        let verbatim_at = verbatim.then_some(inside.start);
        // The place of a plain scalar ends with its text, not with the line.
        let place = match (style, verbatim) {
            (ScalarStyle::Plain, true) => Place::new(self.file, inside),
            _ => place,
        };
        Node { place, value: Value::Scalar { text, verbatim_at }, truncated: false }
    }

    fn push(&mut self, node: Node) {
        match self.stack.last_mut() {
            None => self.root = Some(node),
            Some(Open::Sequence { items, .. }) => items.push(node),
            Some(Open::Mapping { entries, key, .. }) => match key.take() {
                Some(key) => entries.push((key, node)),
                None => *key = Some(as_key(node, self.findings)),
            },
        }
    }

    fn close(&mut self, end: usize, truncated: bool) {
        let Some(open) = self.stack.pop() else { return };
        let (start, value) = match open {
            Open::Sequence { start, items } => (start, Value::Sequence(items)),
            Open::Mapping { start, mut entries, key } => {
                if let Some(key) = key {
                    let place = key.place;
                    entries.push((key, Node { place, value: Value::Null, truncated: true }));
                }
                reject_duplicates(&mut entries, self.findings);
                (start, Value::Mapping(entries))
            }
        };
        let end = start + self.text.get(start..end).map_or(0, |slice| slice.trim_end().len());
        let place = Place::new(self.file, start..end);
        self.push(Node { place, value, truncated });
    }

    fn syntax_error(&mut self, at: usize, detail: &str) -> usize {
        let line_start = self.text.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |nl| nl + 1);
        let line = self.text.get(line_start..).and_then(|rest| rest.lines().next()).unwrap_or("");
        let mut finding = Finding::error(
            faults::YAML_SYNTAX,
            Place::new(self.file, at..at),
            say!("此处不合 YAML 语法：{detail}", "this is not YAML: {detail}"),
        );
        finding = if line.starts_with(['<', '=', '>']) && line.len() > 6 {
            finding.help(say!("看起来是没有合并完的 git 冲突标记", "this looks like a git conflict marker"))
        } else if line.contains('\t') {
            finding.help(say!("缩进请用空格，不用制表符", "indent with spaces, not tabs"))
        } else if line.contains(['\u{3000}', '\u{A0}']) {
            finding.help(say!(
                "缩进请用半角空格，这里有全角或不换行空格",
                "indent with plain spaces; there is a wide or no-break space here"
            ))
        } else if line.contains('：') && !line.contains(": ") {
            finding
                .help(say!("键后请用半角冒号加空格“: ”，不用全角“：”", "put ': ' after a key, not the full-width '：'"))
        } else {
            finding.help(say!(
                "检查这一行及上一行的缩进、引号和冒号",
                "check indentation, quotes and colons of this line and the one before"
            ))
        };
        self.findings.push(finding);
        at
    }

    fn no_anchors(&mut self, range: std::ops::Range<usize>) {
        self.findings.push(
            Finding::error(
                faults::YAML_SYNTAX,
                Place::new(self.file, range),
                say!(
                    "预案里不用锚点（&）、别名（*）和标签（!）",
                    "anchors (&), aliases (*) and tags (!) are not used in a plan"
                ),
            )
            .help(say!(
                "同一事实只写一次，别处用编号引用；文字以这些符号开头时加引号",
                "write a fact once and refer to it by id; quote a text that begins with such a sign"
            )),
        );
    }
}

fn as_key(node: Node, findings: &mut Vec<Finding>) -> Key {
    let place = node.place;
    match node.value {
        Value::Scalar { text, .. } => Key { text, place },
        _ => {
            findings.push(Finding::error(faults::YAML_SYNTAX, place, say!("键必须是一个词", "a key must be a word")));
            Key { text: String::new(), place }
        }
    }
}

/// Keeps the first of equal keys and reports the others.
fn reject_duplicates(entries: &mut Vec<(Key, Node)>, findings: &mut Vec<Finding>) {
    let mut seen: BTreeMap<String, Place> = BTreeMap::new();
    entries.retain(|(key, _)| match seen.get(&key.text) {
        None => {
            seen.insert(key.text.clone(), key.place);
            true
        }
        Some(first) => {
            let name = &key.text;
            findings.push(
                Finding::error(
                    faults::DUPLICATE_KEY,
                    key.place,
                    say!("键“{name}”写了两次", "the key '{name}' is given twice"),
                )
                .help(say!("只保留一处", "keep one of them"))
                .related(*first, say!("第一处在这里", "the first one is here")),
            );
            false
        }
    });
}
