//! The loader and the schema hold the same keys, types and words: every mapping that a plan may hold is
//! written right and wrong in every way, and both are asked. One who teaches the loader a key and not
//! the schema, or the other way round, is told here.

use std::collections::BTreeSet;

use plangen::load::outline::outlines;
use plangen::model::outline::{Key, Mapping, Outlines};
use serde_json::{Map, Value, json};

use super::sample::{Place, least, most, of_another_type, places, slip};
use super::{Judge, refusals};

/// Findings about one value by itself. Whether a name leads somewhere or a condition is sound takes
/// more than a file, and no schema tells it.
const OWN: &[&str] = &[
    "unknown-key",
    "missing-field",
    "wrong-type",
    "unknown-word",
    "empty-value",
    "bad-id",
    "bad-date",
    "bad-quantity",
    "quantity-without-unit",
];

struct Both<'o> {
    judge: Judge,
    outlines: &'o Outlines,
}

impl Both<'_> {
    fn accept(&self, place: &Place<'_>, own: Map<String, Value>) {
        let file = place.file(self.outlines, Value::Object(own));
        let text = written(&file);
        let told: Vec<_> = refusals(&text).into_iter().filter(|(rule, _)| OWN.contains(rule)).collect();
        assert!(told.is_empty(), "{}: the loader refuses {text}\n{told:?}", place.name);
        assert_eq!(self.judge.faults(&file), None, "{}: the schema refuses {text}", place.name);
    }

    /// Both refuse; what the loader says.
    fn refuse(&self, place: &Place<'_>, own: Map<String, Value>, rules: &[&str]) -> String {
        let file = place.file(self.outlines, Value::Object(own));
        let text = written(&file);
        let told = refusals(&text);
        let Some((_, help)) = told.iter().find(|(rule, _)| rules.contains(rule)) else {
            panic!("{}: the loader accepts {text}\n{told:?}", place.name);
        };
        assert!(self.judge.faults(&file).is_some(), "{}: the schema accepts {text}", place.name);
        help.clone()
    }
}

/// A file with each key at the margin, what stands behind it as JSON, which is YAML.
fn written(file: &Value) -> String {
    let keys = file.as_object().unwrap().iter().map(|(key, value)| format!("{key}: {value}\n"));
    std::iter::once("# 样本\n".to_owned()).chain(keys).collect()
}

fn with(own: &Map<String, Value>, key: &str, value: Value) -> Map<String, Value> {
    let mut own = own.clone();
    own.insert(key.to_owned(), value);
    own
}

fn without(own: &Map<String, Value>, key: &str) -> Map<String, Value> {
    let mut own = own.clone();
    own.remove(key);
    own
}

/// Calls `see` with every mapping in each way to write it.
fn each(outlines: &Outlines, mut see: impl FnMut(&Place<'_>, &Mapping, Option<&Vec<Key>>)) {
    let mut seen = 0;
    for place in places(outlines) {
        let ways: Vec<_> = place.mapping.ways.iter().map(Some).collect();
        for way in if ways.is_empty() { vec![None] } else { ways } {
            see(&place, place.mapping, way);
            seen += 1;
        }
    }
    assert!(seen > 100, "only {seen} mappings were seen");
}

#[test]
fn what_is_right_is_accepted_by_both() {
    let outlines = outlines();
    let both = Both { judge: Judge::new(), outlines: &outlines };
    each(&outlines, |place, mapping, way| {
        both.accept(place, least(mapping, way, &outlines));
        if place.name == "file" {
            // Every key on its own: ids of samples are all the same.
            for key in most(mapping, way, &outlines) {
                both.accept(place, [key].into_iter().collect());
            }
        } else {
            both.accept(place, most(mapping, way, &outlines));
        }
    });
}

#[test]
fn every_key_the_loader_knows_is_in_the_schema_and_no_other() {
    let outlines = outlines();
    let both = Both { judge: Judge::new(), outlines: &outlines };
    each(&outlines, |place, mapping, way| {
        let wrong = with(&least(mapping, way, &outlines), "qqqqqqqqqqqqqqqqqqqqqqqq", json!("文字"));
        let help = both.refuse(place, wrong, &["unknown-key"]);
        let known = help.strip_prefix("这里可用的键：").unwrap_or_else(|| panic!("{}: {help}", place.name));
        let known: BTreeSet<_> = known.split('、').collect();
        let told: BTreeSet<_> = mapping.keys.iter().chain(way.into_iter().flatten()).map(|key| key.name).collect();
        assert_eq!(known, told, "{}", place.name);
    });
}

#[test]
fn what_is_missing_is_missed_by_both() {
    let outlines = outlines();
    let both = Both { judge: Judge::new(), outlines: &outlines };
    let mut missed = 0;
    each(&outlines, |place, mapping, way| {
        let all = least(mapping, way, &outlines);
        for key in all.keys() {
            both.refuse(place, without(&all, key), &["missing-field"]);
            missed += 1;
        }
    });
    assert!(missed > 150, "only {missed} keys were missed");
}

#[test]
fn what_is_wrong_is_refused_by_both() {
    let outlines = outlines();
    let both = Both { judge: Judge::new(), outlines: &outlines };
    let mut refused = 0;
    each(&outlines, |place, mapping, way| {
        let all = least(mapping, way, &outlines);
        for key in mapping.keys.iter().chain(way.into_iter().flatten()) {
            both.refuse(place, with(&all, key.name, of_another_type(&key.value)), &["wrong-type"]);
            both.refuse(place, with(&all, key.name, Value::Null), &["empty-value", "wrong-type"]);
            if let Some(slip) = slip(&key.value) {
                both.refuse(place, with(&all, key.name, slip), OWN);
            }
            refused += 1;
        }
    });
    assert!(refused > 400, "only {refused} keys were tried");
}

/// Two ways at once are one too many.
#[test]
fn two_ways_at_once_are_refused_by_both() {
    let outlines = outlines();
    let both = Both { judge: Judge::new(), outlines: &outlines };
    let mut refused = 0;
    for place in places(&outlines) {
        for pair in place.mapping.ways.windows(2) {
            let mut all = least(place.mapping, Some(&pair[0]), &outlines);
            all.extend(least(place.mapping, Some(&pair[1]), &outlines));
            both.refuse(&place, all, &["wrong-type"]);
            refused += 1;
        }
    }
    assert!(refused > 10, "only {refused} pairs were tried");
}
