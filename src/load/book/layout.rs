//! What a mapping says of a sheet: where its headings are and what its columns hold.

use std::path::Path;

use super::super::findings::Findings;
use super::super::outline::{Kept, Keys};
use super::super::read::{Fields, Reader, Shape, reads};
use super::super::tree;
use super::super::{faults, files};
use super::field::{Field, title};
use crate::finding::{Finding, Message, Place, Sources};
use crate::model::org::Notice;
use crate::model::outline::Outline;
use crate::model::{Clearance, Sourced};
use crate::say;

/// A mapping; the empty one leaves everything to the headings.
#[derive(Debug, Clone, Default)]
pub struct Layout {
    /// The sheet to read.
    pub(super) sheet: Option<Sourced<String>>,
    /// The row of the headings, from 1.
    pub(super) header_row: Option<Sourced<i64>>,
    /// The heading of the column that tells persons apart.
    pub(super) key: Option<Sourced<String>>,
    /// Headings and what their columns hold.
    pub(super) map: Vec<(Sourced<String>, Field)>,
    /// Who may see what the sheet holds.
    pub visibility: Clearance,
    /// On what ground the plan may hold its persons, and when they were told.
    pub notice: Option<Notice>,
}

impl Layout {
    /// Reads a mapping file, which messages name as given.
    ///
    /// # Errors
    /// When it cannot be read as text; what it says is reported as findings.
    pub fn open(path: &Path, sources: &mut Sources) -> Result<(Self, Vec<Finding>), Message> {
        let text = files::single(path)?;
        let file = sources.add(path.display().to_string(), text.as_str());
        let mut cx = Reader::default();
        let mut findings = Findings::default();
        let root = tree::parse(file, &text, &mut findings).root;
        let layout = root.and_then(|root| Self::read(&root, &mut cx)).unwrap_or_default();
        findings.extend(cx.findings);
        Ok((layout, findings.into_list()))
    }

    /// What the mapping says of the column with this heading.
    pub(super) fn field(&self, heading: &str) -> Option<Field> {
        let own = title(heading);
        let key = self.key.as_ref().filter(|key| title(&key.value) == own).map(|_| Field::Staff);
        key.or_else(|| self.map.iter().find(|(heading, _)| title(&heading.value) == own).map(|(_, field)| *field))
    }

    /// Every heading the mapping names.
    pub(super) fn headings(&self) -> impl Iterator<Item = &Sourced<String>> {
        self.map.iter().map(|(heading, _)| heading).chain(&self.key)
    }
}

reads! { placeless
    Layout {
        optional sheet; optional header_row; optional key; columns map; defaulted visibility; optional notice;
    }
}

impl Fields<'_> {
    /// Headings with what their columns hold.
    fn columns(&mut self, key: &'static str, cx: &mut Reader) -> Vec<(Sourced<String>, Field)> {
        let named = self.named(key, say!("一组“列名: 内容”", "headings with what their columns hold"), cx);
        let pairs = named.filter_map(|(heading, node)| {
            let word = String::read(node, cx)?;
            let field = Field::of_key(&word);
            if field.is_none() {
                unknown(&word, node.place, cx);
            }
            Some((heading, field?))
        });
        pairs.collect()
    }
}

impl Keys<'_> {
    fn columns<S>(&mut self, key: &'static str, _: Kept<S, Vec<(Sourced<String>, Field)>>) {
        self.add(key, Outline::Named(Box::new(Outline::Words(Field::keys()))), false);
    }
}

fn unknown(word: &str, place: Place, cx: &mut Reader) {
    let all = Field::keys().join("、");
    let message = say!("列的内容不能写“{word}”", "a column cannot hold '{word}'");
    cx.report(Finding::error(faults::UNKNOWN_WORD, place, message).help(say!("可用：{all}", "one of: {all}")));
}
