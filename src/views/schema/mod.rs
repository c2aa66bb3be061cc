//! The JSON Schema by which an editor completes and checks the files of a plan while they are written.
//!
//! It says what can be said of one file alone: keys, types, words, what must be there. Whether a
//! reference leads somewhere or a number agrees with another file is for `plangen check` to tell.

mod json;
mod leaf;

use json::{Json, object};

use crate::finding::{Language, Message};
use crate::model::outline::{Key, Mapping, Need, Outline, Outlines};

pub use json::Json as Schema;

/// The schema, with descriptions in `language`.
pub fn schema(outlines: &Outlines, language: Language) -> Schema {
    let view = View { language };
    let mut whole = vec![
        ("$schema", Json::from("https://json-schema.org/draft/2020-12/schema")),
        ("title", view.text(&crate::say!("网络与信息安全事件应急预案", "plangen: an emergency plan"))),
    ];
    whole.extend(view.mapping(&outlines.root));
    // A file of comments alone holds nothing.
    if let Some((_, kind)) = whole.iter_mut().find(|(name, _)| *name == "type") {
        *kind = Json::words(["object", "null"]);
    }
    let mappings = outlines.mappings.iter().map(|(name, mapping)| (name.clone(), object(view.mapping(mapping))));
    let leaves = leaf::all().into_iter().map(|(name, leaf)| (name.to_owned(), object(leaf)));
    whole.push(("$defs", Json::Object(leaves.chain(mappings).collect())));
    object(whole)
}

type Pairs = Vec<(&'static str, Json)>;

struct View {
    language: Language,
}

impl View {
    fn text(&self, message: &Message) -> Json {
        Json::from(message.in_language(self.language))
    }

    fn about(&self, about: Option<&Message>) -> Pairs {
        about.map(|about| ("description", self.text(about))).into_iter().collect()
    }

    fn mapping(&self, mapping: &Mapping) -> Pairs {
        let mut pairs = self.about(mapping.about.as_ref());
        pairs.push(("type", Json::from("object")));
        let keys = mapping.keys.iter().chain(mapping.ways.iter().flatten());
        pairs.push(("properties", Json::Object(keys.map(|key| (key.name.to_owned(), self.key(key))).collect())));
        pairs.push(("additionalProperties", Json::Flag(false)));
        let required = mapping.keys.iter().filter(|key| key.required).map(|key| key.name);
        pairs.extend(listed("required", required.map(Json::from).collect()));
        pairs.extend(listed("oneOf", mapping.ways.iter().map(|way| object(exactly(way, &mapping.ways))).collect()));
        let any = mapping.any.iter().map(|keys| {
            let one = keys.iter().map(|key| object(vec![("required", Json::words([*key]))]));
            object(vec![("anyOf", Json::List(one.collect()))])
        });
        pairs.extend(listed("allOf", any.chain(mapping.needs.iter().map(need)).collect()));
        pairs
    }

    fn key(&self, key: &Key) -> Json {
        let mut pairs = self.about(key.about.as_ref());
        pairs.extend(value(&key.value));
        object(pairs)
    }
}

/// A keyword with a list, where there is something to list.
fn listed(keyword: &'static str, list: Vec<Json>) -> Option<(&'static str, Json)> {
    (!list.is_empty()).then_some((keyword, Json::List(list)))
}

/// One way to write something: its keys, the first of which tells it, and none of the others'.
fn exactly(way: &[Key], ways: &[Vec<Key>]) -> Pairs {
    let own = |name: &str| way.iter().any(|key| key.name == name);
    let required = way.iter().enumerate().filter(|(index, key)| *index == 0 || key.required);
    let others = ways.iter().flatten().filter(|key| !own(key.name));
    vec![
        ("required", Json::List(required.map(|(_, key)| Json::from(key.name)).collect())),
        ("properties", Json::Object(others.map(|key| (key.name.to_owned(), Json::Flag(false))).collect())),
    ]
}

/// What one key asks of another.
fn need(need: &Need) -> Json {
    let says = object(vec![(need.key, object(vec![("const", Json::from(need.word))]))]);
    object(vec![
        ("if", object(vec![("properties", says), ("required", Json::words([need.key]))])),
        ("then", object(vec![("required", Json::words([need.needed]))])),
    ])
}

/// What may stand behind a key or in a list.
fn value(outline: &Outline) -> Pairs {
    let refer = |name: &str| vec![("$ref", Json::from(format!("#/$defs/{name}")))];
    match outline {
        Outline::Mapping(name) => refer(name),
        Outline::List(item) => vec![("type", Json::from("array")), ("items", object(value(item)))],
        Outline::Named(item) => vec![("type", Json::from("object")), ("additionalProperties", object(value(item)))],
        Outline::Either(several) => {
            vec![("anyOf", Json::List(several.iter().map(|one| object(value(one))).collect()))]
        }
        leaf => match leaf::shared(leaf) {
            Some(name) => refer(name),
            None => leaf::own(leaf),
        },
    }
}
