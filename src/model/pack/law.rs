//! Laws and standards: which edition holds when, and where articles went.

use super::{AppliesTo, Evidence};
use crate::finding::Place;
use crate::model::{Date, Sourced};

/// A law, regulation, document or standard as the pack knows it.
#[derive(Debug, Clone)]
pub struct KnownLaw {
    /// Where it starts.
    pub place: Place,
    /// Id, `csl`.
    pub id: Sourced<String>,
    /// Title without 《》.
    pub title: Sourced<String>,
    /// Other titles under which it is cited.
    pub aliases: Vec<Sourced<String>>,
    /// Editions, oldest first; the last one is the one in force or to come.
    pub editions: Vec<LawEdition>,
    /// Which profiles need it as a basis of the plan.
    pub mandatory: Option<Sourced<AppliesTo>>,
    /// Where this was read.
    pub source: Sourced<String>,
    /// How sure it is.
    pub grade: Sourced<Evidence>,
}

/// An edition of a law.
#[derive(Debug, Clone)]
pub struct LawEdition {
    /// Where it starts.
    pub place: Place,
    /// How it is called, `2025年10月28日修正`.
    pub edition: Sourced<String>,
    /// Document or standard number, where it identifies the edition.
    pub number: Option<Sourced<String>>,
    /// First day.
    pub valid_from: Sourced<Date>,
    /// Last day.
    pub valid_to: Option<Sourced<Date>>,
    /// How many articles it has.
    pub articles: Option<Sourced<i64>>,
    /// How the numbers of the edition before it moved.
    pub shifts: Vec<Shift>,
    /// Articles that plans cite by their number in the edition before it.
    pub moved: Vec<Moved>,
}

/// Articles whose numbers grew alike.
#[derive(Debug, Clone)]
pub struct Shift {
    /// Where it starts.
    pub place: Place,
    /// The first of them, in the old numbering; the next shift ends them.
    pub first: Sourced<i64>,
    /// By how much.
    pub by: Sourced<i64>,
}

/// An article known by its subject.
#[derive(Debug, Clone)]
pub struct Moved {
    /// Where it starts.
    pub place: Place,
    /// Its old number.
    pub was: Sourced<i64>,
    /// Its number now.
    pub now: Sourced<i64>,
    /// What it is about.
    pub about: Sourced<String>,
}

impl KnownLaw {
    /// The edition in force on a day.
    pub fn on(&self, day: Date) -> Option<&LawEdition> {
        self.editions.iter().rev().find(|edition| {
            edition.valid_from.value <= day && edition.valid_to.as_ref().is_none_or(|to| day <= to.value)
        })
    }

    /// What article `number` of `old` is in `new`; `None` where no table tells.
    pub fn renumbered(&self, number: i64, old: &LawEdition, new: &LawEdition) -> Option<i64> {
        let from = self.editions.iter().position(|edition| edition.place == old.place)?;
        let to = self.editions.iter().position(|edition| edition.place == new.place)?;
        self.editions.get(from + 1..=to)?.iter().try_fold(number, |number, edition| {
            if edition.shifts.is_empty() {
                return None;
            }
            let shift = edition.shifts.iter().rev().find(|shift| shift.first.value <= number);
            Some(number + shift.map_or(0, |shift| shift.by.value))
        })
    }
}
