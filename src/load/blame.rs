//! Which line is at fault when the YAML parser stops: often not the one it stopped at.

use std::ops::Range;

use granit_parser::ErrorKind;

use super::events::{Open, Stop};
use super::{encoding, faults, syntax};
use crate::finding::{FileId, Finding, Message, Place};
use crate::say;

/// What led up to the error.
pub(super) struct Trail<'a> {
    pub(super) file: FileId,
    pub(super) text: &'a str,
    pub(super) open: &'a [Open],
    /// Where the last value stood.
    pub(super) last: &'a Range<usize>,
}

impl Trail<'_> {
    /// The finding, and the lines to leave out.
    pub(super) fn stop(&self, at: usize, kind: &ErrorKind) -> Stop {
        let at = self.text.floor_char_boundary(at.min(self.text.len()));
        if let ErrorKind::UnexpectedCharacter { character } = kind
            && encoding::is_hidden(*character)
        {
            return Stop { at, damaged: Some(at..at), finding: None };
        }
        if let Some((place, finding)) = self.slip(at, kind) {
            return Stop { at, damaged: Some(place..place), finding: Some(finding) };
        }
        let (message, help) = syntax::explain(kind);
        let opening = self.opening(at, kind);
        let here = match kind {
            // The parser points at the value before it.
            ErrorKind::TabInPlainScalar => at + self.text[at..].find('\t').unwrap_or(0),
            ErrorKind::InvalidTrailingSingleQuotedScalar | ErrorKind::InvalidTrailingDoubleQuotedScalar => {
                opening.unwrap_or(at)
            }
            _ => at,
        };
        let message = match (kind, opening) {
            // A quote that closes in another line was meant to close in its own.
            (ErrorKind::InvalidTrailingSingleQuotedScalar | ErrorKind::InvalidTrailingDoubleQuotedScalar, Some(_)) => {
                syntax::explain(&ErrorKind::UnclosedQuotedScalar)
            }
            _ => (message, help),
        };
        let (message, help) = message;
        let mut finding = self.finding(here..here, message, help);
        let damaged = match opening {
            // Too deep is too deep in every line of it.
            _ if matches!(kind, ErrorKind::RecursionLimitExceeded) => {
                let lines = self.text[at..].match_indices('\n').map(|(end, _)| at + end);
                let margin = |end: &usize| self.text[end + 1..].starts_with(|c: char| c.is_ascii_alphabetic());
                here..lines.into_iter().find(margin).unwrap_or(self.text.len())
            }
            Some(start) if self.flow().is_some() => {
                let place = Place::new(self.file, start..start + 1);
                finding = finding.related(place, say!("括号从这里开始", "the bracket opens here"));
                start..at
            }
            Some(start) => start..start,
            None => here..here,
        };
        Stop { at, damaged: Some(damaged), finding: Some(finding) }
    }

    /// Where the construct began that the parser could not end, when that is in an earlier line.
    fn opening(&self, at: usize, kind: &ErrorKind) -> Option<usize> {
        let start = match kind {
            ErrorKind::InvalidTrailingSingleQuotedScalar => self.quote('\'', at)?,
            ErrorKind::InvalidTrailingDoubleQuotedScalar => self.quote('"', at)?,
            _ => self.flow()?,
        };
        self.text.get(start..at)?.contains('\n').then_some(start)
    }

    fn quote(&self, quote: char, at: usize) -> Option<usize> {
        let from = self.last.end.min(at);
        Some(from + self.text.get(from..at)?.find(quote)?)
    }

    /// The outermost bracket that is open.
    fn flow(&self) -> Option<usize> {
        let starts = self.open.iter().map(Open::start);
        starts.into_iter().find(|start| self.text[*start..].starts_with(['[', '{']))
    }

    /// A slip of typing that people cannot see, in the line at fault or in those it runs on from.
    fn slip(&self, at: usize, kind: &ErrorKind) -> Option<(usize, Finding)> {
        let line_start = |at: usize| self.text[..at].rfind('\n').map_or(0, |end| end + 1);
        let own = line_start(at);
        let from_last = self.text.get(self.last.start..at).unwrap_or("");
        let folded = from_last.contains('\n') && !from_last.starts_with(['|', '>', '"', '\'']);
        let start = match (folded, from_last.starts_with(['|', '>'])) {
            (true, _) => line_start(self.last.start),
            // In a block of text a wide blank is the author's.
            (false, true) => own,
            (false, false) => line_start(self.text[..own].trim_end().len()),
        };
        let line_end = self.text[at..].find('\n').map_or(self.text.len(), |end| at + end);
        let mut from = start;
        for line in self.text.get(start..line_end)?.split_inclusive('\n') {
            let blanks = &line[..line.len() - line.trim_start().len()];
            if let Some(tab) = blanks.find('\t') {
                let (message, help) = syntax::explain(&ErrorKind::TabInIndentation);
                return Some((from, self.finding(from + tab..from + tab + 1, message, help)));
            }
            if let Some((wide, c)) = blanks.char_indices().find(|(_, c)| !c.is_ascii()) {
                let place = from + wide..from + wide + c.len_utf8();
                return Some((from, wide_blank(Place::new(self.file, place))));
            }
            if let Some(colon) = wide_colon(line, folded || from == own, kind) {
                let place = from + colon..from + colon + '：'.len_utf8();
                return Some((from, full_width_colon(Place::new(self.file, place))));
            }
            from += line.len();
        }
        None
    }

    fn finding(&self, range: Range<usize>, message: Message, help: Message) -> Finding {
        Finding::error(faults::YAML_SYNTAX, Place::new(self.file, range), message).help(help)
    }
}

/// Where a line has a full-width colon in the place of the one YAML needs. `any` key counts in
/// the line at fault; in others, which may be sentences, only one of the program's own kind.
fn wide_colon(line: &str, any: bool, kind: &ErrorKind) -> Option<usize> {
    use ErrorKind::*;
    if !matches!(
        kind,
        SimpleKeyExpected | InvalidSimpleKey | MappingValueNotAllowed | ExpectedBlockMappingKey | InvalidIndentation
    ) {
        return None;
    }
    let words = line.trim_start_matches([' ', '-']);
    let colon = words.find('：')?;
    let key = words.get(..colon)?;
    let own = key.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    let plain = !key.is_empty() && !key.contains([' ', '，', '。', '#', '"', '\'', '[', '{', ':']);
    (plain && (any || own)).then_some(line.len() - words.len() + colon)
}

/// A blank that is no plain space where indentation is meant.
pub(super) fn wide_blank(place: Place) -> Finding {
    Finding::error(
        faults::YAML_SYNTAX,
        place,
        say!("缩进里有全角空格或不换行空格", "there is a wide or no-break space in the indentation"),
    )
    .help(say!("缩进请用半角空格", "indent with plain spaces"))
}

/// A colon of Chinese text where YAML needs its own.
pub(super) fn full_width_colon(place: Place) -> Finding {
    Finding::error(faults::YAML_SYNTAX, place, say!("键后用了全角冒号“：”", "there is a full-width '：' after a key"))
        .help(say!("键后请用半角冒号加空格“: ”", "put ': ' after a key, not the full-width '：'"))
}
