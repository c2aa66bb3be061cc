//! The machine-room binder: the whole plan as sheets that can be exchanged one by one.
//!
//! A binder has parts behind tabs and chapters within parts. Each chapter begins on a right-hand page
//! and counts its own pages (`2.5-3`: part 2, chapter 5, page 3), so that a new version of a chapter
//! replaces the old one and nothing else. The chapters are views of other documents, cut for the
//! clearance of the binder.

mod front;
mod parts;

use serde::Serialize;

use super::card::Card;
use super::checklist::Checklist;
use super::content::Block;
use super::flow_chart::{FlowChart, Room};
use super::forms::FormSheet;
use super::handbook::Handbook;
use super::official::Meta;
use super::poster::Poster;
use super::refer::Edition;
use super::sheet::{Edge, Sheet, SheetCode, edge, meta};
use crate::check::Checked;
use crate::model::Clearance;

pub use front::{Cover, Front, Record, Shortcut};

/// The type area of a page of the binder in millimetres: 28 mm at the rings, 14 mm outside.
const ROOM: Room = Room { width: 168.0, height: 240.0 };

/// The binder.
#[derive(Debug, Clone, Serialize)]
pub struct Binder {
    /// What the file says of itself.
    pub meta: Meta,
    /// What stands at the edge of every page.
    pub edge: Edge,
    /// How headings are numbered.
    pub numbering: &'static str,
    /// Cover, approval, order, records.
    pub front: Front,
    /// Stands for the front.
    pub code: SheetCode,
    /// Where the posters in it send for more.
    pub rest: Rest,
    /// The parts.
    pub parts: Vec<Part>,
}

/// The parts, by their number, that have what a poster has no room for; on a wall it sends to the binder.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct Rest {
    /// All numbers.
    pub calls: Option<usize>,
    /// All places.
    pub places: Option<usize>,
}

/// A part behind a tab.
#[derive(Debug, Clone, Serialize)]
pub struct Part {
    /// Its number, from 1.
    pub number: usize,
    /// Its title.
    pub title: &'static str,
    /// Stands for what the tab shows.
    pub code: SheetCode,
    /// Its chapters.
    pub chapters: Vec<Chapter>,
}

/// A chapter: what is exchanged as a whole.
#[derive(Debug, Clone, Serialize)]
pub struct Chapter {
    /// What it tells, `playbook:fire`: the same in every version, whatever its number and title.
    #[serde(skip)]
    pub key: String,
    /// Its number, `2.5`.
    pub number: String,
    /// Its title.
    pub title: String,
    /// What it consists of, in order.
    pub pieces: Vec<Piece>,
}

/// A piece of a chapter, with a code of its own.
#[derive(Debug, Clone, Serialize)]
pub struct Piece {
    /// Stands for the piece; a checklist, poster, card or form has the code it has as a sheet of its own.
    pub code: SheetCode,
    /// Its title.
    pub title: String,
    /// What it says.
    pub content: Content,
}

/// What a piece says.
#[derive(Debug, Clone, Serialize)]
#[serde(tag = "is", content = "body", rename_all = "lowercase")]
pub enum Content {
    /// Prose and tables; the first block is the heading.
    Prose(Vec<Block>),
    /// A flow chart.
    Chart(FlowChart),
    /// A checklist.
    Checklist(Checklist),
    /// A blank form.
    Form(FormSheet),
    /// The contact handbook.
    Contacts(Handbook),
    /// A poster, as large as the page allows.
    Poster(Poster),
    /// A pocket card.
    Card(Card),
}

impl Piece {
    /// A copy of a sheet, under its own code.
    fn copy<B>(sheet: Sheet<B>, content: fn(B) -> Content) -> Self {
        Self { code: sheet.code, title: sheet.title, content: content(sheet.body) }
    }

    fn new(title: String, content: Content) -> Self {
        Self { code: SheetCode::of("binder", &(&title, &content)), title, content }
    }
}

impl Binder {
    /// The codes of its sheets, in order.
    pub fn codes(&self) -> Vec<SheetCode> {
        let mut codes = vec![self.code];
        for part in &self.parts {
            codes.push(part.code);
            codes.extend(part.chapters.iter().flat_map(|chapter| &chapter.pieces).map(|piece| piece.code));
        }
        codes
    }
}

/// The binder for readers of `clearance`.
pub fn binder(plan: &Checked, clearance: Clearance) -> Binder {
    let edition = Edition::new(plan, clearance);
    let parts = parts::parts(&edition);
    let front = front::front(&edition, &parts);
    Binder {
        meta: meta(&edition, &format!("{}（机房活页）", edition.plan_title())),
        edge: edge(&edition),
        numbering: plan.head.document.numbering.word(),
        code: SheetCode::of("binder", &front),
        front,
        rest: parts::rest(&parts),
        parts,
    }
}
