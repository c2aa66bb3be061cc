//! 目录 as a field: the entries are there at once, the word processor fills in the pages.

use super::look::{Characters, Paragraph};
use super::story::{Story, plain};
use super::styles::ENTRIES;
use crate::views::Block;
use crate::views::official::{AnnexPage, Body};

/// What the contents list.
#[derive(Debug)]
pub(super) struct Entries(Vec<Entry>);

#[derive(Debug)]
struct Entry {
    /// Which of the styles of entries.
    level: usize,
    words: String,
    bookmark: String,
}

impl Entries {
    /// Headings of two levels, and the annexes.
    pub(super) fn of(plan: &Body, annexes: &[AnnexPage]) -> Self {
        let headings = plan.blocks.iter().filter_map(|block| match block {
            Block::Heading { level, number, body, .. } if *level <= 2 => {
                let gap = if number.ends_with(|c: char| c.is_ascii_digit()) { " " } else { "" };
                Some((usize::from(*level).max(1) - 1, format!("{number}{gap}{}", plain(body))))
            }
            _ => None,
        });
        let headings = headings.enumerate();
        let mut entries: Vec<Entry> =
            headings.map(|(index, (level, words))| Entry { level, words, bookmark: bookmark(index) }).collect();
        entries.extend(annexes.iter().enumerate().map(|(index, annex)| Entry {
            level: ENTRIES.len() - 1,
            words: words(&annex.label, &annex.title_lines),
            bookmark: annex_bookmark(index),
        }));
        Self(entries)
    }
}

/// The name of the `index`th listed heading: what word processors call their own.
pub(super) fn bookmark(index: usize) -> String {
    format!("_Toc{:08}", index + 1)
}

fn annex_bookmark(index: usize) -> String {
    format!("_TocAnnex{:04}", index + 1)
}

fn words(label: &str, lines: &[String]) -> String {
    format!("{label}　{}", lines.concat())
}

/// The label of an annex, with the entry that the contents have of it.
pub(super) fn annex_mark(story: &mut Story, index: usize, label: &str, lines: &[String]) {
    let entry = words(label, lines).replace('\\', "\\\\").replace('"', "\\\"");
    story.bookmark(&annex_bookmark(index), |story| {
        story.silent_field(&format!("TC \"{entry}\" \\f C \\l {}", ENTRIES.len()));
        story.run(&Characters::default(), label);
    });
}

/// The contents.
pub(super) fn contents(story: &mut Story, entries: &Entries) {
    story.xml.open("w:sdt", &[]);
    story.xml.open("w:sdtPr", &[]);
    story.xml.open("w:docPartObj", &[]);
    story.xml.leaf("w:docPartGallery", &[("w:val", &"Table of Contents")]);
    story.xml.leaf("w:docPartUnique", &[]);
    story.xml.close();
    story.xml.close();
    story.xml.open("w:sdtContent", &[]);
    story.line(&Paragraph::of("TOCHeading"), "目　录");
    for (index, entry) in entries.0.iter().enumerate() {
        story.paragraph(&Paragraph::of(ENTRIES[entry.level]), |story| {
            if index == 0 {
                story.field_begins("TOC \\o \"1-2\" \\f C \\h \\z", true);
            }
            story.xml.open("w:hyperlink", &[("w:anchor", &entry.bookmark), ("w:history", &1)]);
            story.run(&Characters::default(), &entry.words);
            story.run(&Characters::default(), "\t");
            story.field(&format!("PAGEREF {} \\h", entry.bookmark), true, |_| {});
            story.xml.close();
            if index + 1 == entries.0.len() {
                story.field_ends();
            }
        });
    }
    story.xml.close();
    story.xml.close();
}
