//! The events of the YAML parser put together to a tree.
//!
//! Anchors, aliases and tags are findings, because in a plan a fact lives once and is referred to
//! by id. Where the syntax is wrong this tells which lines are at fault.

use std::ops::Range;

use granit_parser::{Event, Parser, ScalarStyle};

use super::findings::Findings;
use super::keys::{as_key, reject_duplicates};
use super::mend::Mended;
use super::tree::{Key, Node, Value};
use super::{blame, encoding, faults};
use crate::finding::{FileId, Finding, Place};
use crate::say;

/// Deepest nesting that is read.
const DEPTH_LIMIT: usize = 64;
/// Most values in one file; ten thousand contacts are some four hundred thousand.
const NODE_LIMIT: usize = 2_000_000;

/// A tree, and what stopped the parser if anything did.
pub(super) struct Built {
    pub(super) root: Option<Node>,
    pub(super) stop: Option<Stop>,
}

/// Where the parser stopped.
pub(super) struct Stop {
    /// Where nothing more could be read.
    pub(super) at: usize,
    /// The lines at fault; none where what follows is not to be read.
    pub(super) damaged: Option<Range<usize>>,
    /// What is wrong; nothing where another finding says it.
    pub(super) finding: Option<Finding>,
}

/// Builds the tree of a text.
pub(super) fn build(file: FileId, mended: &Mended, findings: &mut Findings) -> Built {
    let mut building = Building {
        file,
        text: &mended.text,
        lost: mended.lost_keys().to_vec(),
        mended,
        stack: Vec::new(),
        root: None,
        findings,
        documents: 0,
        nodes: 0,
        last: 0..0,
    };
    let stop = building.run();
    Built { root: building.finish(), stop }
}

/// An open collection.
pub(super) enum Open {
    Sequence { start: usize, items: Vec<Node> },
    Mapping { start: usize, entries: Vec<(Key, Node)>, key: Option<Key>, since: usize },
}

impl Open {
    pub(super) fn start(&self) -> usize {
        match self {
            Self::Sequence { start, .. } | Self::Mapping { start, .. } => *start,
        }
    }
}

struct Building<'a> {
    file: FileId,
    text: &'a str,
    /// Blanked stretches that no mapping has been told of.
    lost: Vec<Range<usize>>,
    mended: &'a Mended,
    stack: Vec<Open>,
    root: Option<Node>,
    findings: &'a mut Findings,
    documents: usize,
    nodes: usize,
    /// Where the last value stood.
    last: Range<usize>,
}

impl Building<'_> {
    /// Reads events until the end or an error.
    fn run(&mut self) -> Option<Stop> {
        let options = granit_parser::options! {
            emit_comments: false,
            emit_unresolved_aliases: true,
            flow_nesting_limit: DEPTH_LIMIT,
            block_nesting_limit: DEPTH_LIMIT,
        };
        for event in Parser::new_from_str_with_options(self.text, options) {
            let (event, span) = match event {
                Ok(event) => event,
                Err(error) => {
                    let at = error.marker().byte_offset().unwrap_or(0);
                    let trail = blame::Trail { file: self.file, text: self.text, open: &self.stack, last: &self.last };
                    return Some(trail.stop(at, error.kind()));
                }
            };
            let range = span.byte_range().unwrap_or(0..0);
            self.nodes += 1;
            if self.nodes > NODE_LIMIT {
                return Some(self.too_many(range.start));
            }
            if event.tag().is_some() || event.anchor_id().is_some() || event.is_alias() {
                // The sign stands before the value it belongs to.
                let before = self.text.get(self.last.end..range.start).unwrap_or("");
                let start = before.rfind(['&', '!']).map_or(range.start, |sign| self.last.end + sign);
                self.no_anchors(start..range.end);
            }
            match event {
                Event::Scalar(value, style, ..) => {
                    self.last = range.clone();
                    let node = self.scalar(value.into_owned(), style, range);
                    self.push(node);
                }
                Event::Alias(_) | Event::UnresolvedAlias(_) => {
                    self.last = range.clone();
                    let place = Place::new(self.file, range);
                    self.push(Node { place, value: Value::Null, truncated: true });
                }
                Event::SequenceStart(..) => {
                    self.stack.push(Open::Sequence { start: range.start, items: Vec::new() });
                }
                Event::MappingStart(..) => {
                    let since = self.last.end.min(range.start);
                    self.stack.push(Open::Mapping { start: range.start, entries: Vec::new(), key: None, since });
                }
                Event::SequenceEnd | Event::MappingEnd => self.close(range.end, false),
                Event::DocumentStart(..) => {
                    self.documents += 1;
                    if self.documents == 2 {
                        return Some(self.second_document(range));
                    }
                }
                _ => {}
            }
        }
        None
    }

    fn too_many(&self, at: usize) -> Stop {
        let finding = Finding::error(
            faults::OVER_LIMIT,
            Place::new(self.file, at..at),
            say!("一个文件里的数据超过 {NODE_LIMIT} 项", "a file holds more than {NODE_LIMIT} values"),
        )
        .help(say!("拆成几个文件", "split it in several files"));
        Stop { at, damaged: None, finding: Some(finding) }
    }

    fn second_document(&self, range: Range<usize>) -> Stop {
        let finding = Finding::error(
            faults::YAML_SYNTAX,
            Place::new(self.file, range.clone()),
            say!("一个文件里有两个 YAML 文档", "the file holds two YAML documents"),
        )
        .help(say!("拆成两个文件，或删掉“---”", "split it in two files, or delete the '---'"));
        Stop { at: range.start, damaged: None, finding: Some(finding) }
    }

    /// Closes what is still open and gives the root.
    fn finish(mut self) -> Option<Node> {
        while !self.stack.is_empty() {
            self.close(self.last.end, true);
        }
        self.root
    }

    fn scalar(&mut self, text: String, style: ScalarStyle, range: Range<usize>) -> Node {
        let place = Place::new(self.file, range.clone());
        let quoted = style != ScalarStyle::Plain;
        if !quoted && matches!(text.as_str(), "" | "~" | "null" | "Null" | "NULL") {
            // Nothing at all has no place of its own: it is missing after the colon.
            let place = match self.stack.last() {
                Some(Open::Mapping { key: Some(key), .. }) if range.is_empty() => {
                    let after = key.place.end as usize + 1;
                    Place::new(self.file, after..after)
                }
                _ => place,
            };
            return Node { place, value: Value::Null, truncated: self.lost_value() };
        }
        let inside = match style {
            ScalarStyle::Plain => range.start..range.start + text.len(),
            _ => range.start + 1..range.start + 1 + text.len(),
        };
        let verbatim = self.text.get(inside.clone()) == Some(text.as_str());
        let verbatim_at = verbatim.then_some(inside.start);
        // An escape can make a character that the source does not show.
        if !verbatim && style == ScalarStyle::DoubleQuoted {
            encoding::hidden_escape(&text, place, self.findings);
        }
        // The place of a plain scalar ends with its text, not with the line.
        let place = match (style, verbatim) {
            (ScalarStyle::Plain, true) => Place::new(self.file, inside),
            _ => place,
        };
        Node { place, value: Value::Scalar { text, verbatim_at }, truncated: false }
    }

    /// Whether the value that comes next was blanked.
    fn lost_value(&self) -> bool {
        match self.stack.last() {
            Some(Open::Mapping { key: Some(key), .. }) => self.mended.lost_value(key.place.end as usize + 1),
            // An item that is gone leaves its dash behind.
            Some(Open::Sequence { .. }) => self.mended.is_damaged(),
            _ => false,
        }
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
        let (start, value, truncated) = match open {
            Open::Sequence { start, items } => (start, Value::Sequence(items), truncated),
            Open::Mapping { start, mut entries, key, since } => {
                if let Some(key) = key {
                    let place = key.place;
                    entries.push((key, Node { place, value: Value::Null, truncated: true }));
                }
                reject_duplicates(&mut entries, self.findings);
                let before = self.lost.len();
                self.lost.retain(|lost| lost.end <= since || lost.start > end);
                (start, Value::Mapping(entries), truncated || self.lost.len() < before)
            }
        };
        let end = start + self.text.get(start..end.max(start)).map_or(0, |slice| slice.trim_end().len());
        let place = Place::new(self.file, start..end);
        self.push(Node { place, value, truncated });
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
