//! Generated numbers: headings, clauses, annexes (GB/T 9704-2012, 7.3.3; never typed).

use std::collections::BTreeMap;

use crate::model::document::{Annex, AnnexTable, Numbering};
pub(super) use crate::model::numeral::chinese;
use crate::model::prose::{Reference, Target};
use crate::model::{Id, Plan, form::Form, playbook::Playbook};
use crate::text::Block;

/// Numbers of everything that prose refers to.
#[derive(Debug, Default)]
pub(super) struct Numbers {
    /// Headings by id, as prose names them: 第六部分, 第八部分（二）.
    pub(super) sections: BTreeMap<String, String>,
    /// Playbooks by id, likewise.
    pub(super) playbooks: BTreeMap<String, String>,
    /// Forms by id: 附件2.
    pub(super) forms: BTreeMap<String, usize>,
    /// Annex tables.
    pub(super) tables: Vec<(AnnexTable, usize)>,
}

impl Numbers {
    /// Numbers the whole plan.
    pub(super) fn of(plan: &Plan) -> Self {
        let mut numbers = Self::default();
        for (index, annex) in plan.head.annexes.iter().enumerate() {
            match &annex.value {
                Annex::Form(form) => {
                    numbers.forms.insert(form.as_str().to_owned(), index + 1);
                }
                Annex::Table(table) => numbers.tables.push((*table, index + 1)),
            }
        }
        let scheme = plan.head.document.numbering;
        for (index, chapter) in plan.chapters.iter().enumerate() {
            let mut counter = Counter::new(scheme, index + 1);
            numbers.sections.insert(chapter.id.clone(), counter.name());
            numbers.walk(&chapter.prose.blocks, &mut counter);
        }
        numbers
    }

    fn walk(&mut self, blocks: &[Block<Reference>], counter: &mut Counter) {
        for block in blocks {
            match block {
                Block::Heading { level, id, .. } => {
                    counter.step(*level);
                    if let Some(id) = id {
                        self.sections.insert(id.clone(), counter.name());
                    }
                }
                Block::Insert(Reference { target: Target::Steps(id), .. }) => {
                    counter.step_below();
                    self.playbooks.insert(id.as_str().to_owned(), counter.name());
                    counter.back();
                }
                _ => {}
            }
        }
    }

    /// The annex number of a form.
    pub(super) fn form(&self, id: &Id<Form>) -> Option<usize> {
        self.forms.get(id.as_str()).copied()
    }

    /// The place of a playbook.
    pub(super) fn playbook(&self, id: &Id<Playbook>) -> Option<&str> {
        self.playbooks.get(id.as_str()).map(String::as_str)
    }
}

/// Counts headings level by level.
#[derive(Debug, Clone)]
pub(super) struct Counter {
    scheme: Numbering,
    counts: [usize; 6],
    /// The level of the last heading; 1 right after the chapter's own.
    pub(super) level: u8,
    /// The level of the last heading the author wrote.
    written: u8,
}

impl Counter {
    /// A counter that has just passed the heading of `chapter`, counted from 1.
    pub(super) fn new(scheme: Numbering, chapter: usize) -> Self {
        Self { scheme, counts: [chapter, 0, 0, 0, 0, 0], level: 1, written: 1 }
    }

    /// Passes a heading that the author wrote.
    pub(super) fn step(&mut self, level: u8) {
        self.written = level.clamp(1, 6);
        self.pass(self.written);
    }

    /// Passes a generated heading one level below the last one the author wrote.
    pub(super) fn step_below(&mut self) {
        self.pass((self.written + 1).min(6));
    }

    /// Back to the level the author is at.
    pub(super) fn back(&mut self) {
        self.level = self.written;
    }

    fn pass(&mut self, level: u8) {
        let at = usize::from(level) - 1;
        self.counts[at] += 1;
        for count in &mut self.counts[at + 1..] {
            *count = 0;
        }
        self.level = level;
    }

    /// The number as printed before the heading.
    pub(super) fn number(&self) -> String {
        heading_number(self.scheme, &self.counts[..usize::from(self.level)])
    }

    /// The number as prose names it.
    fn name(&self) -> String {
        match self.scheme {
            Numbering::Decimal => format!("第{}节", self.number()),
            Numbering::Gongwen => {
                let mut name = format!("第{}部分", chinese(self.counts[0]));
                for (at, count) in self.counts[1..usize::from(self.level)].iter().enumerate() {
                    name.push_str(&match at {
                        0 => format!("（{}）", chinese(*count)),
                        1 => format!("第{count}项"),
                        _ => format!("（{count}）"),
                    });
                }
                name
            }
        }
    }

    /// The number of the `index`th clause (from 1) of a list `depth` lists deep. Level 2 may be
    /// left out (一、 then 1.), so a list right under a chapter has 1.
    pub(super) fn clause(&self, index: usize, depth: usize) -> String {
        let level = match self.scheme {
            Numbering::Gongwen => usize::from(self.level.max(2)) + 1 + depth,
            Numbering::Decimal => 4 + depth,
        };
        match level {
            3 => format!("{index}."),
            4 => format!("（{index}）"),
            _ => circled(index),
        }
    }
}

fn heading_number(scheme: Numbering, counts: &[usize]) -> String {
    let last = counts.last().copied().unwrap_or_default();
    match (scheme, counts.len()) {
        (Numbering::Decimal, _) => counts.iter().map(ToString::to_string).collect::<Vec<_>>().join("."),
        (Numbering::Gongwen, 1) => format!("{}、", chinese(last)),
        (Numbering::Gongwen, 2) => format!("（{}）", chinese(last)),
        (Numbering::Gongwen, 3) => format!("{last}."),
        (Numbering::Gongwen, 4) => format!("（{last}）"),
        (Numbering::Gongwen, _) => circled(last),
    }
}

fn circled(index: usize) -> String {
    u32::try_from(index)
        .ok()
        .filter(|index| (1..=20).contains(index))
        .and_then(|index| char::from_u32(0x2460 + index - 1))
        .map_or_else(|| format!("（{index}）"), |c| c.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_counter_restarts_below_each_heading() {
        let mut counter = Counter::new(Numbering::Gongwen, 8);
        counter.step(2);
        counter.step_below();
        assert_eq!((counter.number(), counter.name()), ("1.".into(), "第八部分（一）第1项".into()));
        counter.back();
        counter.step_below();
        assert_eq!(counter.number(), "2.");
        counter.step(2);
        counter.step_below();
        assert_eq!((counter.number(), counter.clause(3, 0)), ("1.".into(), "（3）".into()));
    }

    #[test]
    fn the_decimal_scheme_joins_all_levels() {
        let mut counter = Counter::new(Numbering::Decimal, 4);
        counter.step(2);
        counter.step(3);
        assert_eq!(counter.number(), "4.1.1");
    }
}
