//! Texts of the notice and the chapters.

use super::{Kind, Walk};
use crate::finding::Place;
use crate::model::prose::Reference;
use crate::model::{Clearance, Plan};
use crate::text::{Block, Inline};

pub(super) fn walk<'a>(plan: &'a Plan, walk: &mut Walk<'a>) {
    walk.clearance = Clearance::Public;
    walk.entity = None;
    if let Some(notice) = &plan.notice {
        walk.blocks(&notice.blocks, Kind::Paragraph);
    }
    for chapter in &plan.chapters {
        walk.entity = Some(format!("section:{}", chapter.id));
        walk.add(Kind::Heading, &chapter.title, chapter.place, true);
        walk.blocks(&chapter.prose.blocks, Kind::Paragraph);
    }
    walk.entity = None;
}

impl<'a> Walk<'a> {
    /// `kind` is what a paragraph here is: of the chapter or of a list.
    fn blocks(&mut self, blocks: &'a [Block<Reference>], kind: Kind) {
        for block in blocks {
            match block {
                Block::Heading { body, .. } => self.line(body, Kind::Heading),
                Block::Paragraph { body, .. } => self.line(body, kind),
                Block::List { items, .. } => {
                    for item in items {
                        self.blocks(item, Kind::Item);
                    }
                }
                Block::Table { head, rows } => {
                    for cell in head.iter().chain(rows.iter().flatten()) {
                        self.line(cell, Kind::Cell);
                    }
                }
                Block::Insert(_) => {}
            }
        }
    }

    fn line(&mut self, body: &'a [Inline<Reference>], kind: Kind) {
        let first = body.first();
        let mut opens = matches!(first, Some(Inline::Text(..) | Inline::Strong(_) | Inline::Emphasis(_)));
        Inline::words(body, &mut |text: &'a str, place: Place| {
            self.add(kind, text, place, std::mem::take(&mut opens));
        });
    }
}
