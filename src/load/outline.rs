//! Tells what may be written in a file, from the declarations the loader reads by.
//!
//! Every [`Shape`] tells its own [`Outline`]; what is read by `reads!` or `ways!` tells it from the
//! same line that reads it. What a key says to people stands in `shapes/about.txt`.

use std::collections::BTreeMap;

use super::gather;
use super::read::{Parts, Shape, Ways};
use crate::finding::Message;
use crate::model::outline::{Key, Mapping, Need, Outline, Outlines};
use crate::model::{Entity, Id, Sourced};
use crate::say;

/// What keys and mappings say, a line each: `mapping.key | 中文 | English`.
const ABOUT: &str = include_str!("shapes/about.txt");

/// Everything that may be written in the files of a plan.
pub fn outlines() -> Outlines {
    let mut sketch = Sketch { about: lines().collect(), outlines: Outlines::default() };
    let keys = gather::ROOTS.iter().map(|root| {
        let value = (root.outline)(&mut sketch);
        Key { name: root.key, value, required: false, about: sketch.about("file", root.key) }
    });
    let root = Mapping { keys: keys.collect(), about: sketch.about.get("file").cloned(), ..Mapping::default() };
    Outlines { root, ..sketch.outlines }
}

/// Names with what they say.
fn lines() -> impl Iterator<Item = (&'static str, Message)> {
    let told = ABOUT.lines().filter(|line| !line.starts_with('#'));
    told.filter_map(|line| {
        let mut parts = line.split('|').map(str::trim);
        let (name, zh, en) = (parts.next()?, parts.next()?, parts.next()?);
        Some((name, say!("{zh}", "{en}")))
    })
}

/// The outlines while they are drawn.
#[derive(Debug)]
pub(super) struct Sketch {
    /// What keys and mappings say, by their names.
    about: BTreeMap<&'static str, Message>,
    outlines: Outlines,
}

impl Sketch {
    /// What a key says; one with an asterisk before it says the same in every mapping that has no line
    /// of its own for it.
    fn about(&self, mapping: &str, key: &str) -> Option<Message> {
        let own = self.about.get(format!("{mapping}.{key}").as_str());
        own.or_else(|| self.about.get(format!("*.{key}").as_str())).cloned()
    }

    /// The mapping of the type `type_name` in the module `module`, whose keys `draw` tells.
    pub(super) fn mapping(&mut self, module: &str, type_name: &str, draw: fn(&mut Keys<'_>)) -> Outline {
        let name = name(module, type_name);
        // A mapping may hold itself, as a step holds steps.
        if !self.outlines.mappings.contains_key(&name) {
            let about = self.about.get(name.as_str()).cloned();
            self.outlines.mappings.insert(name.clone(), Mapping { about, ..Mapping::default() });
            let mut keys = Keys { sketch: self, mapping: name.clone(), keys: Vec::new() };
            draw(&mut keys);
            let drawn = keys.keys;
            if let Some(mapping) = self.outlines.mappings.get_mut(&name) {
                mapping.keys = drawn;
            }
        }
        Outline::Mapping(name)
    }
}

/// `asset.System`. What a type reads before it is put together is no name of its own.
fn name(module: &str, type_name: &str) -> String {
    let module = module.rsplit("::").next().unwrap_or(module);
    format!("{module}.{}", type_name.strip_suffix("Written").unwrap_or(type_name))
}

/// Where an `S` keeps a `T`: it tells the type and is never called.
pub(super) type Kept<S, T> = fn(&S) -> Option<&T>;

/// The keys of a mapping while they are told, by the same words as [`Fields`](super::read::Fields)
/// reads them.
pub(super) struct Keys<'s> {
    sketch: &'s mut Sketch,
    mapping: String,
    keys: Vec<Key>,
}

impl Keys<'_> {
    /// A key with what stands behind it.
    pub(super) fn add(&mut self, name: &'static str, value: Outline, required: bool) {
        let about = self.sketch.about(&self.mapping, name);
        self.keys.push(Key { name, value, required, about });
    }

    /// What `T` is here.
    pub(super) fn of<T: Shape>(&mut self) -> Outline {
        T::outline(self.sketch)
    }

    /// The mapping itself, for what is told of it as a whole.
    fn whole(&mut self, tell: impl FnOnce(&mut Mapping)) {
        if let Some(mapping) = self.sketch.outlines.mappings.get_mut(&self.mapping) {
            tell(mapping);
        }
    }

    pub(super) fn required<S, T: Shape>(&mut self, key: &'static str, _: Kept<S, T>) {
        let value = self.of::<T>();
        self.add(key, value, true);
    }

    pub(super) fn optional<S, T: Shape>(&mut self, key: &'static str, _: Kept<S, Option<T>>) {
        let value = self.of::<T>();
        self.add(key, value, false);
    }

    pub(super) fn defaulted<S, T: Shape>(&mut self, key: &'static str, _: Kept<S, T>) {
        let value = self.of::<T>();
        self.add(key, value, false);
    }

    pub(super) fn list<S, T: Shape>(&mut self, key: &'static str, _: Kept<S, Vec<T>>) {
        let value = Outline::List(Box::new(self.of::<T>()));
        self.add(key, value, false);
    }

    pub(super) fn own<S, K: Entity>(&mut self, key: &'static str, _: Kept<S, Id<K>>) {
        self.add(key, Outline::Id, true);
        self.add("was", Outline::Id, false);
    }

    pub(super) fn name<S>(&mut self, key: &'static str, _: Kept<S, Sourced<String>>) {
        self.add(key, Outline::Id, true);
    }

    pub(super) fn inlined<S, T: Parts>(&mut self, _: &'static str, _: Kept<S, T>) {
        T::keys(self);
    }

    pub(super) fn ways<S, T: Ways>(&mut self, _: &'static str, _: Kept<S, T>) {
        let before = std::mem::take(&mut self.keys);
        let mut ways = Vec::new();
        for way in T::ALL {
            (way.keys)(self);
            ways.push(std::mem::take(&mut self.keys));
        }
        self.keys = before;
        self.whole(|mapping| mapping.ways.extend(ways));
    }

    /// At least one of these is there.
    pub(super) fn any(&mut self, keys: &[&'static str]) {
        self.whole(|mapping| mapping.any.push(keys.to_vec()));
    }

    /// Where `key` says `word`, `needed` must be there.
    pub(super) fn need(&mut self, key: &'static str, word: &'static str, needed: &'static str) {
        self.whole(|mapping| mapping.needs.push(Need { key, word, needed }));
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    /// Every mapping with its name, the file itself first.
    fn all(outlines: &Outlines) -> Vec<(&str, &Mapping)> {
        let mappings = outlines.mappings.iter().map(|(name, mapping)| (name.as_str(), mapping));
        std::iter::once(("file", &outlines.root)).chain(mappings).collect()
    }

    #[test]
    fn every_key_says_something_and_nothing_is_said_of_what_is_not_there() {
        let outlines = outlines();
        let names: BTreeSet<_> = lines().map(|(name, _)| name).collect();
        assert_eq!(lines().count(), names.len(), "about.txt says something twice");
        let mut used = BTreeSet::new();
        let mut silent = Vec::new();
        for (name, mapping) in all(&outlines) {
            used.insert(name.to_owned());
            if mapping.about.is_none() {
                silent.push(name.to_owned());
            }
            for key in mapping.keys.iter().chain(mapping.ways.iter().flatten()) {
                let own = format!("{name}.{}", key.name);
                used.insert(if names.contains(own.as_str()) { own.clone() } else { format!("*.{}", key.name) });
                if key.about.is_none() {
                    silent.push(own);
                }
            }
        }
        assert!(silent.is_empty(), "nothing is said in about.txt of {silent:?}");
        let stale: Vec<_> = names.iter().filter(|name| !used.contains(**name)).collect();
        assert!(stale.is_empty(), "about.txt says something of what is not there: {stale:?}");
    }

    #[test]
    fn every_line_has_a_name_and_both_languages() {
        let told = ABOUT.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
        for line in told {
            let parts: Vec<_> = line.split('|').map(str::trim).collect();
            assert!(parts.len() == 3 && parts.iter().all(|part| !part.is_empty()), "{line}");
            assert!(parts[2].is_ascii() || parts[1] != parts[2], "{line}");
        }
    }

    /// A way is told by its first key; two ways that share one cannot be told apart.
    #[test]
    fn ways_share_no_key() {
        for (name, mapping) in all(&outlines()) {
            let keys: Vec<_> = mapping.ways.iter().flatten().chain(&mapping.keys).map(|key| key.name).collect();
            assert_eq!(keys.iter().collect::<BTreeSet<_>>().len(), keys.len(), "{name}: {keys:?}");
        }
    }
}
