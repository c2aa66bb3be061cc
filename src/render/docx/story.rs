//! The text of the document being written: paragraphs, runs, fields and what is read in them.

use super::lists::Lists;
use super::look::{Characters, Paragraph};
use super::page::{self, Section};
use super::xml::Xml;
use crate::views::Inline;

/// The body of a document, a footer, or a part of either.
#[derive(Debug)]
pub(super) struct Story {
    pub(super) xml: Xml,
    pub(super) lists: Lists,
    /// The words a reader sees, a line for each paragraph.
    words: String,
    /// Bookmarks set so far.
    bookmarks: usize,
    /// Where the properties of the last paragraph end, if it stands last.
    last: Option<usize>,
    /// Space before the next paragraph instead of that of its style.
    pub(super) space: Option<i32>,
    /// Whether the next paragraph begins a page.
    pub(super) new_page: bool,
}

impl Story {
    /// An empty one.
    pub(super) fn new(root: &'static str, decimal: bool) -> Self {
        let names: super::xml::Attributes<'_> =
            &[("xmlns:w", &super::package::WORDS), ("xmlns:r", &super::package::RELATIONS)];
        let (words, lists) = (String::new(), Lists::new(decimal));
        let xml = Xml::new(root, names);
        Self { xml, lists, words, bookmarks: 0, last: None, space: None, new_page: false }
    }

    /// What was read in it.
    pub(super) fn into_parts(self) -> (Xml, Lists, String) {
        (self.xml, self.lists, self.words)
    }

    /// A paragraph.
    pub(super) fn paragraph(&mut self, paragraph: &Paragraph, inside: impl FnOnce(&mut Self)) {
        let before = self.space.take().or(paragraph.before);
        let new_page = std::mem::take(&mut self.new_page) || paragraph.new_page;
        self.xml.open("w:p", &[]);
        self.xml.open("w:pPr", &[]);
        Paragraph { before, new_page, ..*paragraph }.write(&mut self.xml);
        let end = self.xml.position();
        self.xml.close();
        inside(self);
        self.xml.close();
        self.words.push('\n');
        self.last = Some(end);
    }

    /// A paragraph with one text.
    pub(super) fn line(&mut self, paragraph: &Paragraph, text: &str) {
        self.paragraph(paragraph, |story| story.run(&Characters::default(), text));
    }

    /// What is no paragraph was written.
    pub(super) fn ended_with_table(&mut self) {
        self.last = None;
    }

    /// Whether a table stands last, which the next would grow together with.
    pub(super) fn stands_below_table(&self) -> bool {
        self.last.is_none()
    }

    /// Ends a section of pages: its properties are part of its last paragraph.
    pub(super) fn end_section(&mut self, section: Section) {
        if self.last.is_none() {
            self.paragraph(&Paragraph::of("Gap"), |_| {});
        }
        if let Some(last) = self.last {
            self.xml.insert(last, |xml| page::section(xml, section));
        }
        self.last = None;
    }

    /// Words, all in the same look.
    pub(super) fn run(&mut self, look: &Characters, text: &str) {
        if text.is_empty() {
            return;
        }
        self.words.push_str(text);
        self.open_run(look);
        for (index, line) in text.split('\n').enumerate() {
            if index > 0 {
                self.xml.leaf("w:br", &[]);
            }
            for (index, words) in line.split('\t').enumerate() {
                if index > 0 {
                    self.xml.leaf("w:tab", &[]);
                }
                if !words.is_empty() {
                    self.xml.element("w:t", &[("xml:space", &"preserve")], words);
                }
            }
        }
        self.xml.close();
    }

    /// A number that the word processor prints itself: a reader sees it all the same.
    pub(super) fn counted(&mut self, number: &str) {
        self.words.push_str(number);
    }

    /// Runs of a view.
    pub(super) fn inline(&mut self, look: &Characters, runs: &[Inline]) {
        for run in runs {
            match run {
                Inline::Text { text } => self.run(look, text),
                Inline::Strong { body } => self.inline(&Characters { style: Some("Strong"), ..*look }, body),
                Inline::Emph { body } => self.inline(&Characters { style: Some("Emphasis"), ..*look }, body),
                Inline::Break => self.run(look, "\n"),
                // Marks that a photocopier keeps.
                Inline::Deleted { body } => self.inline(&Characters { struck: true, ..*look }, body),
                Inline::Added { body } => self.inline(&Characters { underlined: true, ..*look }, body),
            }
        }
    }

    /// A field that the word processor fills; `shown` is what it shows until then. One that is `stale`
    /// is to be filled before anybody reads it.
    pub(super) fn field(&mut self, instruction: &str, stale: bool, shown: impl FnOnce(&mut Self)) {
        self.field_begins(instruction, stale);
        shown(self);
        self.field_ends();
    }

    /// The beginning of a field that ends in another paragraph.
    pub(super) fn field_begins(&mut self, instruction: &str, stale: bool) {
        let plain = Characters::default();
        self.open_run(&plain);
        let begin = ("w:fldCharType", &"begin" as &dyn std::fmt::Display);
        if stale {
            self.xml.leaf("w:fldChar", &[begin, ("w:dirty", &"true")]);
        } else {
            self.xml.leaf("w:fldChar", &[begin]);
        }
        self.xml.close();
        self.instruction(&plain, instruction);
        self.open_run(&plain);
        self.xml.leaf("w:fldChar", &[("w:fldCharType", &"separate")]);
        self.xml.close();
    }

    /// Its end.
    pub(super) fn field_ends(&mut self) {
        self.open_run(&Characters::default());
        self.xml.leaf("w:fldChar", &[("w:fldCharType", &"end")]);
        self.xml.close();
    }

    /// A field that shows nothing.
    pub(super) fn silent_field(&mut self, instruction: &str) {
        let hidden = Characters { hidden: true, ..Characters::default() };
        for kind in ["begin", "end"] {
            self.open_run(&hidden);
            self.xml.leaf("w:fldChar", &[("w:fldCharType", &kind)]);
            self.xml.close();
            if kind == "begin" {
                self.instruction(&hidden, instruction);
            }
        }
    }

    fn instruction(&mut self, look: &Characters, instruction: &str) {
        self.open_run(look);
        self.xml.element("w:instrText", &[("xml:space", &"preserve")], &format!(" {instruction} "));
        self.xml.close();
    }

    /// Words under a name that fields refer to.
    pub(super) fn bookmark(&mut self, name: &str, inside: impl FnOnce(&mut Self)) {
        let id = self.bookmarks;
        self.bookmarks += 1;
        self.xml.leaf("w:bookmarkStart", &[("w:id", &id), ("w:name", &name)]);
        inside(self);
        self.xml.leaf("w:bookmarkEnd", &[("w:id", &id)]);
    }

    fn open_run(&mut self, look: &Characters) {
        self.xml.open("w:r", &[]);
        if !look.is_plain() {
            self.xml.open("w:rPr", &[]);
            look.write(&mut self.xml);
            self.xml.close();
        }
    }
}

/// The bare words of runs.
pub(super) fn plain(runs: &[Inline]) -> String {
    let mut words = String::new();
    for run in runs {
        match run {
            Inline::Text { text } => words.push_str(text),
            Inline::Strong { body } | Inline::Emph { body } | Inline::Added { body } => words.push_str(&plain(body)),
            Inline::Break => words.push('\n'),
            Inline::Deleted { .. } => {}
        }
    }
    words
}
