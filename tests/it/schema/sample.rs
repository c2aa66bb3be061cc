//! Samples of everything that may be written, made from what the loader tells of itself.

use std::collections::{BTreeMap, VecDeque};

use plangen::model::outline::{Key, Mapping, Outline, Outlines};
use serde_json::{Map, Value, json};

/// A mapping at a place where a file may hold it.
pub(super) struct Place<'o> {
    pub(super) name: &'o str,
    pub(super) mapping: &'o Mapping,
    /// From the file to it: mappings, the key below each, and what stands behind the key.
    path: Vec<(&'o Mapping, &'o Key)>,
}

/// Every mapping, each at the first place where it is found, with the file itself.
pub(super) fn places(outlines: &Outlines) -> Vec<Place<'_>> {
    let mut found: BTreeMap<&str, ()> = BTreeMap::new();
    let mut places = Vec::new();
    let mut open = VecDeque::from([Place { name: "file", mapping: &outlines.root, path: Vec::new() }]);
    while let Some(place) = open.pop_front() {
        for key in keys(place.mapping) {
            for name in names(&key.value) {
                if found.insert(name, ()).is_none() {
                    let path = place.path.iter().copied().chain([(place.mapping, key)]).collect();
                    open.push_back(Place { name, mapping: &outlines.mappings[name], path });
                }
            }
        }
        places.push(place);
    }
    assert_eq!(places.len(), outlines.mappings.len() + 1, "a mapping that no file can hold");
    places
}

/// The keys of a mapping, those of every way among them.
pub(super) fn keys(mapping: &Mapping) -> impl Iterator<Item = &Key> {
    mapping.keys.iter().chain(mapping.ways.iter().flatten())
}

/// The mappings that may stand in a place.
fn names(outline: &Outline) -> Vec<&str> {
    match outline {
        Outline::Mapping(name) => vec![name],
        Outline::List(inner) | Outline::Named(inner) => names(inner),
        Outline::Either(several) => several.iter().flat_map(names).collect(),
        _ => Vec::new(),
    }
}

impl Place<'_> {
    /// A file with `own` at this place and around it only what must be there.
    pub(super) fn file(&self, outlines: &Outlines, own: Value) -> Value {
        self.path.iter().rev().fold(own, |inner, (mapping, key)| {
            let way = mapping.ways.iter().find(|way| way.contains(key));
            let mut around = least(mapping, way.or(mapping.ways.first()), outlines);
            around.insert(key.name.to_owned(), wrap(&key.value, inner));
            Value::Object(around)
        })
    }
}

/// A mapping inside what stands behind a key.
fn wrap(outline: &Outline, inner: Value) -> Value {
    match outline {
        Outline::List(item) => Value::Array(vec![wrap(item, inner)]),
        Outline::Named(item) => json!({ "x": wrap(item, inner) }),
        _ => inner,
    }
}

/// What must be there.
pub(super) fn least(mapping: &Mapping, way: Option<&Vec<Key>>, outlines: &Outlines) -> Map<String, Value> {
    let telling = way.and_then(|way| way.first());
    let required = mapping.keys.iter().chain(way.into_iter().flatten()).filter(|key| key.required);
    let any = mapping.any.iter().filter_map(|keys| mapping.keys.iter().find(|key| key.name == keys[0]));
    let mut map: Map<_, _> =
        required.chain(telling).chain(any).map(|key| (key.name.to_owned(), sample(key, outlines))).collect();
    complete(mapping, &mut map, outlines);
    map
}

/// Everything that may be there.
pub(super) fn most(mapping: &Mapping, way: Option<&Vec<Key>>, outlines: &Outlines) -> Map<String, Value> {
    let all = mapping.keys.iter().chain(way.into_iter().flatten());
    all.map(|key| (key.name.to_owned(), sample(key, outlines))).collect()
}

/// Adds what a value asks for.
fn complete(mapping: &Mapping, map: &mut Map<String, Value>, outlines: &Outlines) {
    for need in &mapping.needs {
        if map.get(need.key).is_some_and(|own| own == need.word) {
            let key = mapping.keys.iter().find(|key| key.name == need.needed).unwrap();
            map.insert(need.needed.to_owned(), sample(key, outlines));
        }
    }
}

/// Something right behind a key.
fn sample(key: &Key, outlines: &Outlines) -> Value {
    match key.name {
        // Texts that relations between files ask more of; no kinds of value of their own.
        "legal_packs" => json!(["cn-2026"]),
        "merges" => json!(["seed-01"]),
        _ => value(&key.value, outlines),
    }
}

fn value(outline: &Outline, outlines: &Outlines) -> Value {
    match outline {
        Outline::Text => json!("文字"),
        Outline::Flag => json!(true),
        Outline::Whole => json!(1),
        Outline::Words(words) => json!(words[0]),
        Outline::Date => json!("2026-09-07"),
        Outline::Time => json!("08:30"),
        Outline::Quantity => json!("30min"),
        Outline::Amount => json!(1.5),
        Outline::Unit => json!("min"),
        Outline::Id => json!("a1"),
        Outline::Reference(_) => json!("b2"),
        Outline::Qualified(kinds) => json!(format!("{}:b2", kinds[0])),
        Outline::Sign(sign) => json!(format!("{sign}levels")),
        // Steps hold steps without end; a list may be empty.
        Outline::List(inner) if !names(inner).is_empty() => json!([]),
        Outline::List(inner) => json!([value(inner, outlines)]),
        Outline::Named(inner) if !names(inner).is_empty() => json!({}),
        Outline::Named(inner) => json!({ "x": value(inner, outlines) }),
        Outline::Mapping(name) => {
            let mapping = &outlines.mappings[name];
            Value::Object(least(mapping, mapping.ways.first(), outlines))
        }
        Outline::Either(several) => value(&several[0], outlines),
    }
}

/// Something wrong in its place. A reference of a wrong kind is none of these: the loader tells it in the
/// same words as one that leads nowhere.
pub(super) fn slip(outline: &Outline) -> Option<Value> {
    Some(match outline {
        Outline::Flag => json!("也许"),
        Outline::Whole => json!("三"),
        Outline::Words(_) => json!("无此词"),
        Outline::Date => json!("2026-13-01"),
        Outline::Time => json!("25:00"),
        Outline::Quantity => json!("30 furlong"),
        Outline::Unit => json!("furlong"),
        Outline::Id | Outline::Reference(_) => json!("Bad_Id"),
        _ => return None,
    })
}

/// Something of another type.
pub(super) fn of_another_type(outline: &Outline) -> Value {
    match outline {
        Outline::List(_) | Outline::Named(_) | Outline::Mapping(_) => json!("文字"),
        Outline::Either(_) => json!([["文字"]]),
        _ => json!({ "zz": "文字" }),
    }
}
