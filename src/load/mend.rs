//! Blanks the lines that cannot be read, so that the others can.
//!
//! The text keeps its length: every place in it stays true. Nothing is guessed; a blanked line
//! has been reported, and what it may have held is remembered as unread.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::faults;
use super::findings::Findings;
use crate::finding::{FileId, Finding, Place};
use crate::say;

/// How much of a line is blanked, more each time it stops the parser again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Much {
    /// The value; dashes and key stay.
    Value,
    /// All but the dashes.
    Key,
    /// All of it.
    Line,
    /// Everything up to the next key at the margin.
    Section,
}

/// A text with blanked stretches.
#[derive(Debug)]
pub(super) struct Mended {
    /// The text as the parser sees it.
    pub(super) text: String,
    /// Stretches whose value alone was blanked; their key is still there.
    values: BTreeSet<usize>,
    /// Stretches that may have held keys.
    keys: Vec<Range<usize>>,
    lines: BTreeMap<usize, Much>,
    sections: BTreeMap<usize, usize>,
    unread: BTreeSet<String>,
}

/// How often lines of one section are blanked before the rest of it is.
const SECTION_LIMIT: usize = 5;

impl Mended {
    /// Takes a text and blanks what git left of a merge; both sides of it would be read as twice
    /// the same keys.
    pub(super) fn new(file: FileId, text: &str, findings: &mut Findings) -> Self {
        let mut mended = Self {
            text: text.to_owned(),
            values: BTreeSet::new(),
            keys: Vec::new(),
            lines: BTreeMap::new(),
            sections: BTreeMap::new(),
            unread: BTreeSet::new(),
        };
        let mut at = 0;
        let mut theirs = false;
        for line in text.split_inclusive('\n') {
            let marker = ["<<<<<<<", "|||||||", "=======", ">>>>>>>"].into_iter().find(|marker| {
                line.strip_prefix(marker).is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\r', '\n']))
            });
            if let Some(marker) = marker {
                theirs = matches!(marker, "|||||||" | "=======");
                let end = at + line.trim_end().len();
                if marker == "<<<<<<<" {
                    findings.push(
                        Finding::error(
                            faults::YAML_SYNTAX,
                            Place::new(file, at..end),
                            say!("这里有没有合并完的 git 冲突", "there is an unfinished git merge here"),
                        )
                        .help(say!(
                            "留下要的一边，删掉 <<<<<<<、=======、>>>>>>> 三行",
                            "keep the side you want and delete the lines <<<<<<<, ======= and >>>>>>>"
                        )),
                    );
                }
            }
            if marker.is_some() || theirs {
                mended.keys.push(at..at + line.len());
                mended.erase(at..at + line.len());
            }
            at += line.len();
        }
        mended
    }

    /// Whether the value behind a key that ends at `end` was blanked.
    pub(super) fn lost_value(&self, end: usize) -> bool {
        self.values.contains(&end)
    }

    /// The stretches that may have held keys.
    pub(super) fn lost_keys(&self) -> &[Range<usize>] {
        &self.keys
    }

    /// Whether anything was blanked.
    pub(super) fn is_damaged(&self) -> bool {
        !self.values.is_empty() || !self.keys.is_empty()
    }

    /// The words of what was blanked.
    pub(super) fn unread(self) -> BTreeSet<String> {
        self.unread
    }

    /// Blanks the lines of `range`; `false` when that would change nothing.
    pub(super) fn blank(&mut self, range: Range<usize>) -> bool {
        let first = self.line_start(range.start);
        let last = self.line_start(range.end.max(range.start));
        let section = self.section_start(first);
        let tries = self.sections.entry(section).or_default();
        *tries += 1;
        let much = match self.lines.get(&first) {
            _ if *tries > SECTION_LIMIT => Much::Section,
            None => Much::Value,
            Some(Much::Value) => Much::Key,
            Some(Much::Key) => Much::Line,
            Some(Much::Line | Much::Section) => Much::Section,
        };
        let end = self.line_end(last.max(first));
        if much == Much::Section {
            let next = self.section_end(end);
            self.keys.push(first..next);
            self.lines.insert(first, much);
            return self.erase(first..next);
        }
        let mut done = false;
        if last > first {
            let rest = self.line_end(first)..end;
            self.keys.push(rest.clone());
            done = self.erase(rest);
        }
        self.line(first, much) || done
    }

    /// Remembers everything from `at` on as unread.
    pub(super) fn give_up(&mut self, at: usize) {
        let end = self.text.len();
        self.keys.push(at.min(end)..end);
        self.erase(at.min(end)..end);
    }

    /// Blanks as much of one line, or more where that is nothing.
    fn line(&mut self, start: usize, much: Much) -> bool {
        let end = self.line_end(start);
        let line = self.text.get(start..end).unwrap_or("").trim_end();
        let (dashes, key) = opening(line);
        let (much, from) = match much {
            Much::Value if key > dashes => (Much::Value, start + key),
            Much::Value | Much::Key if dashes > 0 => (Much::Key, start + dashes),
            _ => (Much::Line, start),
        };
        self.lines.insert(start, much);
        match much {
            Much::Value => {
                self.values.insert(from);
            }
            _ => self.keys.push(from..end),
        }
        // A line that was blank before is blanked further next time.
        let _changed = self.erase(from..end);
        true
    }

    /// Replaces everything but line ends by blanks and remembers its words.
    fn erase(&mut self, range: Range<usize>) -> bool {
        let Some(old) = self.text.get(range.clone()) else { return false };
        let word = |c: char| !(c.is_ascii_alphanumeric() || c == '-' || c == '_');
        self.unread.extend(old.split(word).filter(|word| !word.is_empty()).map(str::to_owned));
        let blank: String = old
            .chars()
            .flat_map(|c| {
                let kept = if matches!(c, '\n' | '\r') { c } else { ' ' };
                std::iter::repeat_n(kept, c.len_utf8())
            })
            .collect();
        let changed = blank != old;
        self.text.replace_range(range, &blank);
        changed
    }

    fn line_start(&self, at: usize) -> usize {
        let at = self.text.floor_char_boundary(at.min(self.text.len()));
        self.text[..at].rfind('\n').map_or(0, |end| end + 1)
    }

    /// Just after the line end.
    fn line_end(&self, start: usize) -> usize {
        self.text.get(start..).and_then(|rest| rest.find('\n')).map_or(self.text.len(), |end| start + end + 1)
    }

    /// The start of the key at the margin that `at` belongs to.
    fn section_start(&self, at: usize) -> usize {
        let mut start = at;
        while start > 0 && !is_margin_key(&self.text[start..self.line_end(start)]) {
            start = self.line_start(start - 1);
        }
        start
    }

    fn section_end(&self, at: usize) -> usize {
        let mut start = at;
        while start < self.text.len() && !is_margin_key(&self.text[start..self.line_end(start)]) {
            start = self.line_end(start);
        }
        start
    }
}

fn is_margin_key(line: &str) -> bool {
    line.starts_with(|c: char| c.is_ascii_alphabetic()) && line.contains(':')
}

/// How long the dashes at the start of a line are, and the dashes with a key and its colon.
fn opening(line: &str) -> (usize, usize) {
    let indent = line.len() - line.trim_start_matches(' ').len();
    let mut dashes = indent;
    while line[dashes..].starts_with("- ") {
        let rest = line[dashes + 2..].trim_start_matches(' ');
        dashes = line.len() - rest.len();
    }
    let rest = &line[dashes..];
    let name = rest.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_' || c == '-')).unwrap_or(rest.len());
    let key = match rest[name..].strip_prefix(':') {
        Some(after) if name > 0 && (after.is_empty() || after.starts_with(' ')) => dashes + name + 1,
        _ => 0,
    };
    (if dashes > indent { dashes } else { 0 }, key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_opens_with_dashes_and_a_key() {
        assert_eq!(opening("  - id: a: b"), (4, 7));
        assert_eq!(opening("    name: \"甲"), (0, 9));
        assert_eq!(opening("乱写"), (0, 0));
        assert_eq!(opening("- - x"), (4, 0));
    }

    #[test]
    fn blanking_keeps_places_and_remembers_words() {
        let mut sources = crate::finding::Sources::default();
        let text = "a:\n  - id: x: 甲\n    name: b\n";
        let file = sources.add("a.yaml".into(), text);
        let mut mended = Mended::new(file, text, &mut Findings::default());
        assert!(mended.blank(12..12));
        assert_eq!(mended.text, "a:\n  - id:       \n    name: b\n");
        assert!(mended.blank(12..12));
        assert_eq!(mended.text, "a:\n  -           \n    name: b\n");
        assert_eq!(mended.text.len(), text.len());
        assert_eq!(mended.unread(), ["id", "x"].map(str::to_owned).into());
    }
}
