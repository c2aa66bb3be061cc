//! The words of a paragraph: calls are taken out of them, punctuation is uncovered.

use super::super::cover::{CALL_FIRST, uncover};
use super::{Building, Frame};
use crate::finding::Place;
use crate::text::Inline;

impl Building<'_> {
    /// Words of the covered text: calls are taken out, punctuation is uncovered.
    pub(super) fn words(&mut self, covered: &str, range: std::ops::Range<usize>) {
        // An escape or an entity makes the words shorter than their source; then the whole
        // stretch is their place.
        let exact = covered.len() == range.len();
        let mut words = String::new();
        let mut words_at = 0;
        let mut seen = range.start;
        let mut at = 0;
        let mut rest = covered.chars().peekable();
        while let Some(c) = rest.next() {
            if c != CALL_FIRST {
                words.push(uncover(c));
                at += c.len_utf8();
                continue;
            }
            self.flush(&mut words, words_at, at, &range, exact);
            at += c.len_utf8();
            // Where an escape shortened the words, calls come in the order of the source.
            let from = if exact { range.start + at - 3 } else { seen };
            let call = self.calls.range(from..range.end).next().map(|(_, call)| call.clone());
            seen = call.as_ref().map_or(seen, |call| call.place.end as usize);
            let length = call.as_ref().map_or(3, |call| (call.place.end - call.place.start) as usize);
            let mut skipped = 3;
            while skipped < length
                && let Some(next) = rest.next()
            {
                skipped += next.len_utf8();
                at += next.len_utf8();
            }
            if let Some(call) = call {
                self.inline(Inline::Reference(call), range.start);
            }
            words_at = at;
        }
        self.flush(&mut words, words_at, at, &range, exact);
    }

    fn flush(&mut self, words: &mut String, from: usize, to: usize, range: &std::ops::Range<usize>, exact: bool) {
        if words.is_empty() {
            return;
        }
        let place = if exact { range.start + from..range.start + to } else { range.clone() };
        let start = place.start;
        let inline = Inline::Text(std::mem::take(words), Place::new(self.file, place));
        self.inline(inline, start);
    }

    /// A line end inside a paragraph: nothing between Chinese characters, a blank otherwise.
    pub(super) fn soft_break(&mut self) {
        if let Some(Frame::Inlines { inlines, start, .. }) = self.frames.last_mut() {
            let latin = matches!(inlines.last(), Some(Inline::Text(text, _)) if text.ends_with(|c: char| c.is_ascii_alphanumeric()));
            if latin {
                let place = Place::new(self.file, *start..*start);
                inlines.push(Inline::Text(" ".into(), place));
            }
        }
    }
}
