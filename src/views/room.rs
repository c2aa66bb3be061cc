//! How much a poster or a card has room for.
//!
//! A text that does not fit is told at the place where it is written. It is never set smaller and
//! never cut: who stands before the wall could not know what is missing.

use crate::finding::{Message, Place};

/// A text that does not fit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Overfull {
    /// Where it is written.
    pub place: Place,
    /// What it is.
    pub what: Message,
    /// How much there is.
    pub has: usize,
    /// How much there is room for.
    pub room: usize,
    /// What to do.
    pub mend: Message,
}

/// The width of a text in Han characters, rounded up; others are about half as wide.
pub(super) fn width(text: &str) -> usize {
    text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum::<usize>().div_ceil(2)
}

/// Lines that texts take, each beginning a new one, in a column `room` Han characters wide.
pub(super) fn lines<'t>(texts: impl IntoIterator<Item = &'t str>, room: usize) -> usize {
    texts.into_iter().map(|text| width(text).div_ceil(room).max(1)).sum()
}

/// Tells where `text` is wider than `room`.
pub(super) fn fits(text: &str, room: usize, place: Place, what: Message, mend: Message) -> Option<Overfull> {
    let has = width(text);
    (has > room).then_some(Overfull { place, what, has, room, mend })
}

impl Overfull {
    /// The sentence of the finding.
    pub fn message(&self) -> Message {
        let Self { has, room, .. } = self;
        let (zh, en) = (&self.what.zh, &self.what.en);
        Message {
            zh: format!("{zh}放不下：有 {has}，最多 {room}"),
            en: format!("{en} does not fit: {has} where there is room for {room}"),
        }
    }
}
