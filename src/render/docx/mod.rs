//! The official document as a file for word processors (ECMA-376, transitional): the same view as the
//! printed one, with styles, lists, tables and the grid of 22 lines of 28 characters (GB/T 9704,
//! 5.2.3) instead of places on a page.
//!
//! What a word processor must not be left to guess is written down: every length comes from the
//! standard's millimetres, every number is one that lists and view agree on. It holds no macro, no
//! picture and nothing from outside, and the same view gives the same bytes.

mod body;
mod chart;
mod columns;
mod contents;
mod flow;
mod form;
mod head;
mod imprint;
mod lists;
mod look;
mod notice;
mod package;
mod page;
mod story;
mod styles;
mod table;
mod xml;

use page::Section;
use story::Story;

use crate::views::official::Official;

/// A finished document.
#[derive(Debug)]
pub struct Docx {
    /// The file.
    pub bytes: Vec<u8>,
    /// The words a reader sees.
    pub text: String,
}

/// Why there is no document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unwritable {
    /// It has a character that no such file can hold: a control character.
    Character(char),
    /// The archive cannot be made, in words of the library.
    Archive(String),
}

impl From<char> for Unwritable {
    fn from(character: char) -> Self {
        Self::Character(character)
    }
}

/// Writes the document.
///
/// # Errors
/// When it holds what no such file can.
pub fn document(view: &Official) -> Result<Docx, Unwritable> {
    let mut story = Story::new("w:document", view.layout.numbering == "decimal");
    story.xml.open("w:body", &[]);
    head::head(&mut story, &view.head);
    notice::notice(&mut story, &view.notice, view.layout.sealed);
    body::plan(&mut story, &view.plan, &view.annexes, view.layout.contents);
    for (index, annex) in view.annexes.iter().enumerate() {
        body::annex(&mut story, annex, index, view.layout.contents);
    }
    story.end_section(Section::Text);
    imprint::imprint(&mut story, &view.imprint);
    page::section(&mut story.xml, Section::Imprint);
    let (xml, lists, text) = story.into_parts();
    let parts = package::Parts { document: xml.finish()?, numbering: lists.part()? };
    let meta = &view.meta;
    let text = format!("{}\n{}\n{}\n{}\n{text}", meta.title, meta.subject, meta.author, meta.keywords.join("\n"));
    Ok(Docx { bytes: package::pack(parts, meta, &view.layout)?, text })
}
