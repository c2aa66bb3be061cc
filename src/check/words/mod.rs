//! Every text a person wrote in the plan, with its place, its entity and what it is for.
//!
//! Rules about words ask here instead of walking the plan themselves, so that a new field is read
//! by all of them at once. Values that need a clearance (names, numbers, plates, sums) are no texts
//! and are left out.

mod prose;
mod records;

use crate::finding::{Place, Sources};
use crate::model::{Clearance, Plan};

/// What a text is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A heading of the prose.
    Heading,
    /// A paragraph.
    Paragraph,
    /// An item of a list.
    Item,
    /// A cell of a table.
    Cell,
    /// What a step does.
    Step,
    /// A duty of a body or a role.
    Duty,
    /// A measure of a posture, a warning, a level, of prevention; something never to be done.
    Measure,
    /// A name of a body, a role, a thing; a label, a title.
    Name,
    /// A condition, a fact, a remark, a reason.
    Remark,
    /// Words of others: titles of laws, grounds.
    Cited,
    /// What is printed on a form.
    Form,
}

impl Kind {
    /// Whether the text belongs to the chapters.
    pub fn is_prose(self) -> bool {
        matches!(self, Self::Heading | Self::Paragraph | Self::Item | Self::Cell)
    }

    /// Whether the text tells somebody to do something.
    pub fn is_order(self) -> bool {
        matches!(self, Self::Step | Self::Duty | Self::Measure)
    }
}

/// A text.
#[derive(Debug, Clone)]
pub struct Words<'a> {
    /// As written.
    pub text: &'a str,
    /// Where.
    pub place: Place,
    /// What it is for.
    pub kind: Kind,
    /// Whether nothing stands before it in its block.
    pub opens: bool,
    /// The entity it belongs to, `role:commander`.
    pub entity: Option<String>,
    /// The lowest clearance at which it is printed.
    pub clearance: Clearance,
}

impl Words<'_> {
    /// The place of a part of the text. Where the source spells it otherwise (escapes, folded
    /// lines) the place of the whole.
    pub fn part(&self, range: std::ops::Range<usize>, sources: &Sources) -> Place {
        let Some(part) = self.text.get(range.clone()).filter(|part| !part.is_empty()) else { return self.place };
        let source = sources.slice(self.place);
        // Spelled as it is meant, as nearly all of prose is.
        if source.len() == self.text.len() && source.get(range.clone()) == Some(part) {
            return self.place.part(range);
        }
        let before = self.text[..range.start].matches(part).count();
        let found = source.match_indices(part).nth(before);
        found.map_or(self.place, |(at, _)| self.place.part(at..at + part.len()))
    }

    /// The place of a part of the text when the source spells the whole text letter by letter, so
    /// that it can be replaced there.
    pub fn exact(&self, range: std::ops::Range<usize>, sources: &Sources) -> Option<Place> {
        let at = sources.slice(self.place).find(self.text)?;
        Some(self.place.part(at + range.start..at + range.end))
    }

    /// Every occurrence of `word`, as ranges of the text.
    pub fn find(&self, word: &str) -> impl Iterator<Item = std::ops::Range<usize>> {
        self.text.match_indices(word).map(|(at, found)| at..at + found.len())
    }
}

/// Every text of the plan: data in the order of the model, then notice and chapters.
pub fn all(plan: &Plan) -> Vec<Words<'_>> {
    let mut walk = Walk { found: Vec::new(), entity: None, clearance: Clearance::Public };
    records::walk(plan, &mut walk);
    prose::walk(plan, &mut walk);
    walk.found
}

/// The walk through the plan.
struct Walk<'a> {
    found: Vec<Words<'a>>,
    entity: Option<String>,
    clearance: Clearance,
}

impl<'a> Walk<'a> {
    fn add(&mut self, kind: Kind, text: &'a str, place: Place, opens: bool) {
        let (entity, clearance) = (self.entity.clone(), self.clearance);
        self.found.push(Words { text, place, kind, opens, entity, clearance });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_is_found_behind_quotes_and_at_its_own_occurrence() {
        let mut sources = Sources::default();
        let file = sources.add("a.yaml".into(), "do: \"甲 乙 甲\"\n");
        let place = Place::new(file, 4..4 + "\"甲 乙 甲\"".len());
        let words = Words {
            text: "甲 乙 甲",
            place,
            kind: Kind::Step,
            opens: true,
            entity: None,
            clearance: Clearance::Public,
        };
        let last = words.find("甲").last().unwrap();
        let part = words.part(last, &sources);
        assert_eq!(sources.slice(part), "甲");
        assert_eq!(sources.start(part).column, 10);
    }
}
