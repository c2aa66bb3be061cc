//! Elements of one part of the package: what is opened is closed, and every text is escaped.

use std::fmt::{Display, Write};

/// The attributes of an element.
pub(super) type Attributes<'a> = &'a [(&'static str, &'a dyn Display)];

/// An XML document being written.
#[derive(Debug)]
pub(super) struct Xml {
    out: String,
    open: Vec<&'static str>,
    /// The first character that XML cannot hold in any form (XML 1.0, production 2).
    refused: Option<char>,
}

impl Xml {
    /// A document with its root element open.
    pub(super) fn new(root: &'static str, attributes: Attributes<'_>) -> Self {
        let out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n");
        let mut xml = Self { out, open: Vec::new(), refused: None };
        xml.open(root, attributes);
        xml
    }

    /// Opens an element.
    pub(super) fn open(&mut self, name: &'static str, attributes: Attributes<'_>) {
        self.tag(name, attributes);
        self.out.push('>');
        self.open.push(name);
    }

    /// Closes the element opened last.
    pub(super) fn close(&mut self) {
        if let Some(name) = self.open.pop() {
            self.out.push_str("</");
            self.out.push_str(name);
            self.out.push('>');
        }
    }

    /// An element with nothing in it.
    pub(super) fn leaf(&mut self, name: &'static str, attributes: Attributes<'_>) {
        self.tag(name, attributes);
        self.out.push_str("/>");
    }

    /// An element with a text in it.
    pub(super) fn element(&mut self, name: &'static str, attributes: Attributes<'_>, text: &str) {
        self.open(name, attributes);
        self.escape(text);
        self.close();
    }

    /// Where the next element will stand.
    pub(super) fn position(&self) -> usize {
        self.out.len()
    }

    /// Puts the elements that `write` writes at a position told before, in the element that was open
    /// there.
    pub(super) fn insert(&mut self, position: usize, write: impl FnOnce(&mut Self)) {
        let rest = self.out.split_off(position);
        write(self);
        self.out.push_str(&rest);
    }

    /// The finished document.
    ///
    /// # Errors
    /// The first character in it that no XML document may hold.
    pub(super) fn finish(mut self) -> Result<String, char> {
        while !self.open.is_empty() {
            self.close();
        }
        match self.refused {
            Some(character) => Err(character),
            None => Ok(self.out),
        }
    }

    fn tag(&mut self, name: &str, attributes: Attributes<'_>) {
        self.out.push('<');
        self.out.push_str(name);
        for (key, value) in attributes {
            // Writing to a string does not fail.
            let _ = write!(self.out, " {key}=\"");
            self.escape(&value.to_string());
            self.out.push('"');
        }
    }

    fn escape(&mut self, text: &str) {
        for character in text.chars() {
            match character {
                '&' => self.out.push_str("&amp;"),
                '<' => self.out.push_str("&lt;"),
                '>' => self.out.push_str("&gt;"),
                '"' => self.out.push_str("&quot;"),
                // A reader would turn them into spaces or line ends.
                '\t' => self.out.push_str("&#9;"),
                '\n' => self.out.push_str("&#10;"),
                '\r' => self.out.push_str("&#13;"),
                '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => self.refused = self.refused.or(Some(character)),
                _ => self.out.push(character),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Xml;

    fn holds(text: &str) -> Result<String, char> {
        let mut xml = Xml::new("a", &[("b", &text)]);
        xml.element("c", &[], text);
        xml.finish()
    }

    #[test]
    fn a_text_comes_back_as_it_was() {
        let text = "<w:p/> & \"引\" '号' ]]> \t\r\n &#x41; <!-- 注 --> 𠮷\u{85}";
        let made = holds(text).unwrap();
        let read = roxmltree::Document::parse(&made).unwrap();
        assert_eq!(read.root_element().attribute("b"), Some(text));
        assert_eq!(read.root_element().first_element_child().unwrap().text(), Some(text));
    }

    #[test]
    fn a_character_that_xml_cannot_hold_is_told() {
        for character in ['\0', '\u{8}', '\u{b}', '\u{1f}', '\u{fffe}', '\u{ffff}'] {
            assert_eq!(holds(&format!("前{character}后")), Err(character));
        }
    }

    #[test]
    fn what_is_put_in_later_stands_where_it_belongs() {
        let mut xml = Xml::new("a", &[]);
        xml.open("b", &[]);
        let inside = xml.position();
        xml.close();
        xml.leaf("c", &[]);
        xml.insert(inside, |xml| xml.leaf("d", &[]));
        assert!(xml.finish().unwrap().ends_with("<a><b><d/></b><c/></a>"));
    }
}
