//! Content lines, which vCard (RFC 6350, 3.2) and iCalendar (RFC 5545, 3.1) share.
//!
//! A line ends with CR LF and holds at most 75 octets; what is longer goes on behind a space on
//! the next one, never inside a character.

/// Octets of a line without its end.
const MOST: usize = 75;

/// A text being written line by line.
#[derive(Debug, Default)]
pub(super) struct Lines(String);

impl Lines {
    /// A property whose value needs no escape: a date, an identifier, a keyword.
    pub(super) fn plain(&mut self, name: &str, value: &str) {
        self.fold(&format!("{name}:{value}"));
    }

    /// A property whose value is a text.
    pub(super) fn text(&mut self, name: &str, value: &str) {
        self.plain(name, &escaped(value));
    }

    /// A property whose value is several texts, with `between` them.
    pub(super) fn texts<'a>(&mut self, name: &str, values: impl IntoIterator<Item = &'a str>, between: &str) {
        let values: Vec<String> = values.into_iter().map(escaped).collect();
        self.plain(name, &values.join(between));
    }

    /// The whole text.
    pub(super) fn finish(self) -> String {
        self.0
    }

    fn fold(&mut self, line: &str) {
        let mut room = MOST;
        for character in line.chars() {
            if character.len_utf8() > room {
                self.0.push_str("\r\n ");
                room = MOST - 1;
            }
            self.0.push(character);
            room -= character.len_utf8();
        }
        self.0.push_str("\r\n");
    }
}

/// A text value: backslash, comma and semicolon mean something else (RFC 6350, 3.4; RFC 5545,
/// 3.3.11).
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\\' | ',' | ';' => out.extend(['\\', character]),
            '\n' => out.push_str("\\n"),
            // With its line feed it is one line break.
            '\r' => {}
            other => out.push(other),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_folds_before_the_character_that_does_not_fit() {
        for first in 0..4 {
            let value = format!("{}{}", "a".repeat(first), "应急𠮷é".repeat(30));
            let mut lines = Lines::default();
            lines.text("NOTE", &value);
            let text = lines.finish();
            assert!(text.ends_with("\r\n"));
            for line in text.trim_end().split("\r\n") {
                assert!(line.len() <= MOST && line.len() > MOST - 5 || text.trim_end().ends_with(line), "{line}");
            }
            assert_eq!(text.replace("\r\n ", ""), format!("NOTE:{value}\r\n"));
        }
    }

    #[test]
    fn a_value_cannot_start_a_property() {
        let mut lines = Lines::default();
        lines.text("FN", "甲,乙;丙\\丁\r\nEND:VCARD");
        assert_eq!(lines.finish(), "FN:甲\\,乙\\;丙\\\\丁\\nEND:VCARD\r\n");
    }
}
