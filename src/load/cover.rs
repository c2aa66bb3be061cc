//! Covers what Markdown must not see, in a text of the same length.

use std::collections::BTreeMap;

use super::call::{self, Call};
use super::findings::Findings;
use crate::finding::{FileId, Place};

/// Punctuation that CommonMark would take into account beside `**`; all are three bytes long.
const COVERED: &str = "，。；：！？、（）《》〈〉“”‘’【】〔〕「」『』—…～·";
/// The first character standing for one of `COVERED`.
const COVER_BASE: u32 = 0xE100;
/// The characters of a covered call: first, middle, last; all are three bytes long.
pub(super) const CALL_FIRST: char = '\u{E000}';
const CALL_REST: char = '\u{E001}';

/// Covers calls and punctuation; the result is as long as `text`.
pub(super) fn cover(file: FileId, text: &str, findings: &mut Findings) -> (String, BTreeMap<usize, Call>) {
    let mut covered = String::with_capacity(text.len());
    let mut calls = BTreeMap::new();
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        if text[at..].starts_with("{{") {
            let place = |range: std::ops::Range<usize>| Place::new(file, range);
            match call::parse(text, at, &place) {
                Ok((call, end)) => {
                    let length = end - at;
                    covered.push(CALL_FIRST);
                    for _ in 1..length / 3 {
                        covered.push(CALL_REST);
                    }
                    for _ in 0..length % 3 {
                        covered.push('x');
                    }
                    calls.insert(at, call);
                    at = end;
                    continue;
                }
                Err(finding) => {
                    findings.push(*finding);
                    // The braces are passed over, not looked at again one by one.
                    let braces = text[at..].len() - text[at..].trim_start_matches('{').len();
                    covered.push_str(&text[at..at + braces]);
                    at += braces;
                    continue;
                }
            }
        }
        match COVERED.chars().position(|p| p == c) {
            // `COVERED` has fewer characters than the private-use block has room.
            Some(index) => covered.push(char::from_u32(COVER_BASE + index as u32).unwrap_or(c)),
            None => covered.push(c),
        }
        at += c.len_utf8();
    }
    (covered, calls)
}

/// The character behind a covered one.
pub(super) fn uncover(c: char) -> char {
    u32::from(c).checked_sub(COVER_BASE).and_then(|index| COVERED.chars().nth(index as usize)).unwrap_or(c)
}

/// How many cells a row has.
pub(super) fn cells(row: &str) -> usize {
    let inner = row.strip_prefix('|').unwrap_or(row);
    let mut bars = 0;
    let mut escaped = false;
    let mut last = false;
    for c in inner.chars() {
        last = c == '|' && !escaped;
        bars += usize::from(last);
        escaped = c == '\\' && !escaped;
    }
    bars + usize::from(!last)
}
