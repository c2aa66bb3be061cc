//! Prose as one edition reads it: numbers generated, references shown, inserts filled.

use super::content::{Align, Block, Column, Inline, cell};
use super::numbering::Counter;
use super::refer::{Edition, group_name};
use super::{chart, playbook, tables};
use crate::model::prose::{Prose, Reference, Target};
use crate::text::{Block as Written, Inline as WrittenInline};

impl Edition<'_> {
    /// The blocks of a run of prose; `counter` goes on where the chapter's heading left it.
    pub(super) fn prose(&self, prose: &Prose, counter: &mut Counter) -> Vec<Block> {
        let mut out = Vec::new();
        for block in &prose.blocks {
            self.block(block, counter, &mut out);
        }
        out
    }

    fn block(&self, block: &Written<Reference>, counter: &mut Counter, out: &mut Vec<Block>) {
        match block {
            Written::Heading { level, id, body, .. } => {
                counter.step(*level);
                let number = counter.number();
                let id = id.clone().unwrap_or_default();
                out.push(Block::Heading { level: *level, number, body: self.inlines(body), id });
            }
            Written::Paragraph { body, .. } => out.push(Block::Paragraph { body: self.inlines(body) }),
            Written::List { ordered, items } => self.list(*ordered, items, 0, counter, out),
            Written::Table { head, rows } => out.push(Block::Table {
                caption: None,
                unit: None,
                columns: head
                    .iter()
                    .map(|title| Column { title: plain(&self.inlines(title)), share: 1, align: Align::Left })
                    .collect(),
                rows: rows.iter().map(|row| row.iter().map(|cell| self.inlines(cell)).collect()).collect(),
                sections: Vec::new(),
            }),
            Written::Insert(reference) => self.insert(&reference.target, counter, out),
        }
    }

    fn list(
        &self,
        ordered: bool,
        items: &[Vec<Written<Reference>>],
        depth: usize,
        counter: &mut Counter,
        out: &mut Vec<Block>,
    ) {
        for (index, item) in items.iter().enumerate() {
            let mut number = if ordered { counter.clause(index + 1, depth) } else { String::new() };
            for block in item {
                match block {
                    Written::Paragraph { body, .. } => {
                        // Only the first paragraph of an item carries its number.
                        out.push(Block::Item { number: std::mem::take(&mut number), body: self.inlines(body) });
                    }
                    Written::List { ordered, items } => self.list(*ordered, items, depth + 1, counter, out),
                    other => self.block(other, counter, out),
                }
            }
        }
    }

    fn insert(&self, target: &Target, counter: &mut Counter, out: &mut Vec<Block>) {
        match target {
            Target::Table(table) => out.push(tables::data_table(self, table)),
            Target::OrgChart => out.push(chart::organisation(self)),
            Target::Duties(id) => {
                let duties = self.plan.groups[id].duties.iter().map(|duty| duty.text.value.clone());
                clauses(duties, counter, out);
            }
            Target::UnitDuties(id) => {
                let duties = self.plan.units[id].duties.iter().map(|duty| duty.text.value.clone());
                clauses(duties, counter, out);
            }
            Target::Members(id) => {
                let group = &self.plan.groups[id];
                let mut members: Vec<String> = group
                    .seats
                    .iter()
                    .map(|seat| {
                        let role = &self.plan.roles[&seat.role].name.value;
                        let post = self.plan.roles[&seat.role]
                            .post
                            .as_ref()
                            .map_or(String::new(), |post| format!("（{}）", post.value));
                        let named = if *role == seat.label.value {
                            format!("{role}{post}")
                        } else {
                            format!("{}：{role}{post}", seat.label.value)
                        };
                        match &seat.duty {
                            Some(duty) => format!("{named}，{}", duty.value),
                            None => named,
                        }
                    })
                    .collect();
                if !group.member_units.is_empty() {
                    let units: Vec<_> =
                        group.member_units.iter().map(|unit| self.plan.units[unit].name.value.as_str()).collect();
                    members.push(format!("成员单位：{}", units.join("、")));
                }
                clauses(members.into_iter(), counter, out);
            }
            Target::Principles => {
                clauses(self.plan.principles.iter().map(|text| text.value.clone()), counter, out);
            }
            Target::Exemptions => {
                let exemptions = self.plan.exemptions.iter().map(|exemption| match &exemption.decided_by {
                    Some(group) => {
                        format!("{}（由{}认定）", exemption.condition.value, group_name(&self.plan.groups[group], true))
                    }
                    None => exemption.condition.value.clone(),
                });
                clauses(exemptions, counter, out);
            }
            Target::Steps(id) => {
                counter.step_below();
                playbook::section(self, &self.plan.playbooks[id], counter, out);
                counter.back();
            }
            // Only block references are inserts; `load` turns the others into paragraphs.
            inline => out.push(Block::Paragraph { body: cell(self.words(inline)) }),
        }
    }

    /// The inlines of prose.
    pub(super) fn inlines(&self, inlines: &[WrittenInline<Reference>]) -> Vec<Inline> {
        let mut out = Vec::new();
        for inline in inlines {
            match inline {
                WrittenInline::Text(text, _) => out.push(Inline::text(text)),
                WrittenInline::Strong(inner) => out.push(Inline::Strong { body: self.inlines(inner) }),
                WrittenInline::Emphasis(inner) => out.push(Inline::Emph { body: self.inlines(inner) }),
                WrittenInline::Break => out.push(Inline::Break),
                WrittenInline::Reference(reference) => out.extend(self.show(reference)),
            }
        }
        out
    }
}

/// Texts as numbered clauses: the last ends in 。, the others in ；.
pub(super) fn clauses(texts: impl Iterator<Item = String>, counter: &Counter, out: &mut Vec<Block>) {
    let texts: Vec<_> = texts.collect();
    let count = texts.len();
    for (index, text) in texts.into_iter().enumerate() {
        let end = if index + 1 == count { '。' } else { '；' };
        let text = text.trim_end_matches(['。', '；']);
        // A clause of several sentences ends like a sentence wherever it stands.
        let end = if text.contains('。') { '。' } else { end };
        out.push(Block::Item { number: counter.clause(index + 1, 0), body: cell(format!("{text}{end}")) });
    }
}

/// The words of inlines without their emphasis.
pub(super) fn plain(inlines: &[Inline]) -> String {
    inlines
        .iter()
        .map(|inline| match inline {
            Inline::Text { text } => text.clone(),
            Inline::Strong { body } | Inline::Emph { body } | Inline::Added { body } => plain(body),
            Inline::Deleted { .. } => String::new(),
            Inline::Break => " ".into(),
        })
        .collect()
}
