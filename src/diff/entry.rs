//! Lays out an entity or a part, one line a field.

use super::tell::{Tell, Teller};
use super::tree::{About, Fact, Node, Stricter};
use super::{Part, Value};
use crate::finding::Place;
use crate::model::{Clearance, Entity, Sourced};

/// An entity or a part while its fields are told.
pub(super) struct Entry<'t, 'a> {
    teller: &'t Teller<'a>,
    node: Node,
}

impl<'t, 'a> Entry<'t, 'a> {
    /// An entity. `about` is what its coming or going is about, `noun` what it is.
    pub(super) fn entity<K: Entity>(
        teller: &'t Teller<'a>,
        of: &K,
        noun: &'static str,
        about: About,
        title: &str,
    ) -> Self {
        Self::part(teller, Some(of.id().qualified()), noun, about, title, of.place())
    }

    /// A part; with an id of its own where `key` is given.
    pub(super) fn part(
        teller: &'t Teller<'a>,
        key: Option<String>,
        noun: &'static str,
        about: About,
        title: &str,
        place: Place,
    ) -> Self {
        let node = Node {
            named: key.is_some(),
            key: key.unwrap_or_default(),
            noun,
            title: vec![Part::open(title)],
            under: None,
            number: None,
            about,
            place,
            needs: Clearance::Public,
            was: None,
            merges: Vec::new(),
            facts: Vec::new(),
            parts: Vec::new(),
        };
        Self { teller, node }
    }

    /// Who may know of it.
    pub(super) fn needs(mut self, needs: Clearance) -> Self {
        self.node.needs = self.node.needs.max(needs);
        self
    }

    /// Who may read its title.
    pub(super) fn title_needs(mut self, needs: Clearance) -> Self {
        self.node.title.iter_mut().for_each(|part| part.needs = needs);
        self
    }

    /// A title of several parts.
    pub(super) fn titled(mut self, title: Vec<Part>) -> Self {
        self.node.title = title;
        self
    }

    /// What tells it from its like.
    pub(super) fn under(mut self, words: Option<&str>) -> Self {
        self.node.under = words.map(str::to_owned);
        self
    }

    /// Its printed number.
    pub(super) fn number(mut self, number: String) -> Self {
        self.node.number = Some(number);
        self
    }

    /// A field.
    pub(super) fn say(self, about: About, key: &'static str, label: &str, value: &(impl Tell + ?Sized)) -> Self {
        self.add(about, key, label, value, None)
    }

    /// A deadline, a period, an age: less is stricter.
    pub(super) fn limit(self, key: &'static str, label: &str, value: &impl Tell) -> Self {
        self.add(About::Limit, key, label, value, Some(Stricter::Smaller))
    }

    /// A stock that is demanded, a time something is kept: more is stricter.
    pub(super) fn stock(self, key: &'static str, label: &str, value: &impl Tell) -> Self {
        self.add(About::Resource, key, label, value, Some(Stricter::Larger))
    }

    fn add(
        mut self,
        about: About,
        key: &'static str,
        label: &str,
        value: &(impl Tell + ?Sized),
        stricter: Option<Stricter>,
    ) -> Self {
        if let Some((value, needs)) = value.tell(self.teller) {
            self.node.facts.push(Fact { key, label: label.to_owned(), about, value, stricter, needs });
        }
        self
    }

    /// A field that is already a value.
    pub(super) fn value(mut self, about: About, key: &'static str, label: &str, value: Value) -> Self {
        self.node.facts.push(Fact {
            key,
            label: label.to_owned(),
            about,
            value,
            stricter: None,
            needs: Clearance::Public,
        });
        self
    }

    /// What `tell` adds is told to some readers only, whatever each field and part is by itself.
    pub(super) fn kept(mut self, needs: Clearance, tell: impl FnOnce(Self) -> Self) -> Self {
        let (facts, parts) = (self.node.facts.len(), self.node.parts.len());
        self = tell(self);
        self.node.facts[facts..].iter_mut().for_each(|fact| fact.needs = fact.needs.max(needs));
        self.node.parts[parts..].iter_mut().for_each(|part| part.needs = part.needs.max(needs));
        self
    }

    /// Its parts.
    pub(super) fn parts(mut self, parts: impl IntoIterator<Item = Node>) -> Self {
        self.node.parts.extend(parts);
        self
    }

    /// Sentences that are parts of their own, such as notes.
    pub(super) fn sentences(self, noun: &'static str, about: About, texts: &[Sourced<String>]) -> Self {
        let teller = self.teller;
        let parts = texts
            .iter()
            .map(|text| Entry::part(teller, None, noun, about, "", text.place).say(about, "text", noun, text).done());
        let parts: Vec<_> = parts.collect();
        self.parts(parts)
    }

    /// The node, every fact at least as closed as it.
    pub(super) fn done(self) -> Node {
        self.node
    }
}
