//! The redline: what is left when one state's words are taken away is the other state's document,
//! and what did not change stands where the official document has it.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use plangen::check::Checked;
use plangen::model::Clearance;
use plangen::render::templates::Templates;
use plangen::render::typeset::{PageFacts, Typesetter};
use plangen::views::official::official;
use plangen::views::redline::redline;
use plangen::{fonts, load};
use serde_json::Value;

use crate::small::{Small, copy};

fn root(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

fn plan(folder: &Path) -> Checked {
    Checked::as_issued(load::load(folder).unwrap().plan.unwrap_or_else(|| panic!("{} loads", folder.display())))
}

/// Whose words are wanted.
#[derive(Clone, Copy, PartialEq)]
enum Side {
    Old,
    New,
}

impl Side {
    /// Whether something with this fate stands in the other state only.
    fn lacks(self, fate: &Value) -> bool {
        let gone = if self == Self::New { ["deleted", "left"] } else { ["added", "came"] };
        fate["is"].as_str().is_some_and(|is| gone.contains(&is))
    }

    /// The words of a value in this state; numbers that are generated are those of the new one.
    fn words(self, value: &Value, out: &mut String) {
        match value {
            Value::String(text) => out.push_str(text),
            Value::Array(list) => list.iter().for_each(|value| self.words(value, out)),
            Value::Object(map) => {
                let other = if self == Self::New { "deleted" } else { "added" };
                if map.get("t").is_some_and(|t| t == other) || map.get("fate").is_some_and(|fate| self.lacks(fate)) {
                    return;
                }
                for (key, value) in map {
                    match (key.as_str(), map.get("fates").and_then(Value::as_array)) {
                        ("t" | "kind" | "mark" | "align" | "id" | "fate" | "fates", _) => {}
                        ("number", _) if self == Self::Old => {}
                        ("rows", Some(fates)) => {
                            let rows = value.as_array().unwrap().iter().zip(fates);
                            rows.filter(|(_, fate)| !self.lacks(fate)).for_each(|(row, _)| self.words(row, out));
                        }
                        _ => self.words(value, out),
                    }
                }
            }
            _ => {}
        }
    }

    /// What each block says.
    fn blocks(self, blocks: &Value) -> Vec<String> {
        let told = blocks.as_array().unwrap().iter().map(|block| {
            let mut out = String::new();
            self.words(block, &mut out);
            out
        });
        told.filter(|words| !words.is_empty()).collect()
    }

    /// What each block of notice, plan and annexes says.
    fn document(self, document: &Value) -> Vec<String> {
        let mut all = self.blocks(&document["notice"]["body"]);
        all.extend(self.blocks(&document["plan"]["blocks"]));
        for annex in document["annexes"].as_array().unwrap() {
            all.extend(self.blocks(&annex["blocks"]));
        }
        all
    }
}

/// Both states are in the redline, the new one in its order.
fn holds_both(old: &Checked, new: &Checked) -> Value {
    let value = serde_json::to_value(redline(old, new, Clearance::Internal)).unwrap();
    let document = |plan: &Checked| serde_json::to_value(official(plan, Clearance::Internal)).unwrap();
    assert_eq!(Side::New.document(&value), Side::New.document(&document(new)));
    let sorted = |mut words: Vec<String>| {
        words.sort();
        words
    };
    assert_eq!(sorted(Side::Old.document(&value)), sorted(Side::Old.document(&document(old))));
    value
}

/// The fates of all passages and rows.
fn fates(value: &Value) -> BTreeMap<String, usize> {
    fn gather(value: &Value, out: &mut BTreeMap<String, usize>) {
        match value {
            Value::Array(list) => list.iter().for_each(|value| gather(value, out)),
            Value::Object(map) => {
                if let Some(is) = map.get("is").and_then(Value::as_str) {
                    *out.entry(is.to_owned()).or_default() += 1;
                }
                map.values().for_each(|value| gather(value, out));
            }
            _ => {}
        }
    }
    let mut out = BTreeMap::new();
    gather(value, &mut out);
    out
}

#[test]
fn each_state_is_what_remains_without_the_words_of_the_other() {
    let pairs = [
        (root("tests/pairs/year/2026"), root("tests/pairs/year/2027")),
        (root("plan-source/review/issued/2025.1"), root("plan-source")),
        (root("tests/plans/minimal"), root("plan-source")),
    ];
    for (old, new) in pairs {
        let (old, new) = (plan(&old), plan(&new));
        for (old, new) in [(&old, &new), (&new, &old)] {
            let fates = fates(&holds_both(old, new));
            assert!(fates.contains_key("changed") && fates.contains_key("added"), "{fates:?}");
        }
    }
}

#[test]
fn nothing_is_marked_where_nothing_changed() {
    for folder in ["tests/plans/minimal", "plan-source"] {
        let plan = plan(&root(folder));
        let value = holds_both(&plan, &plan);
        assert_eq!(fates(&value), BTreeMap::new(), "{folder}");
        assert_eq!(value["elements"], Value::Array(Vec::new()));
        // The data of what stayed are those of the official document.
        let own = serde_json::to_value(official(&plan, Clearance::Internal)).unwrap();
        assert_eq!(value["plan"]["blocks"], own["plan"]["blocks"]);
    }
}

#[test]
fn neither_state_tells_what_its_reader_may_not_know() {
    let years = ["2026", "2027"].map(|year| plan(&root("tests/pairs/year").join(year)));
    for (old, new) in [(&years[0], &years[1]), (&years[1], &years[0])] {
        let text = serde_json::to_string(&redline(old, new, Clearance::Internal)).unwrap();
        for closed in ["张某甲", "郑某壬", "13800000002", "13800000022"] {
            assert!(!text.contains(closed), "{closed}");
        }
        assert!(text.contains("0393-0000021"));
    }
}

/// The smallest plan, edited.
fn edited(edits: &[(&str, &str, &str)]) -> Value {
    let small = Small::new();
    let old = small.folder().join("old");
    copy(&small.plan(), &old);
    for (path, from, to) in edits {
        small.edit(path, from, to);
    }
    holds_both(&plan(&old), &plan(&small.plan()))
}

#[test]
fn a_paragraph_that_went_elsewhere_is_marked_at_both_places() {
    let text = fs::read_to_string(root("tests/plans/minimal/text/01-总则.md")).unwrap();
    let paragraph = text.lines().find(|line| line.chars().count() > 12 && !line.starts_with('#')).unwrap().to_owned();
    let last = text.lines().rfind(|line| !line.is_empty()).unwrap().to_owned();
    assert_ne!(paragraph, last);
    let value = edited(&[
        ("text/01-总则.md", &format!("{paragraph}\n\n"), ""),
        ("text/01-总则.md", &last, &format!("{last}\n\n{paragraph}")),
    ]);
    let fates = fates(&value);
    assert_eq!(fates, BTreeMap::from([("came".to_owned(), 1), ("left".to_owned(), 1)]));
}

#[test]
fn what_went_elsewhere_in_other_words_has_moved_and_its_words_are_marked() {
    let record = "    - {id: record, kind: 记录, do: 填写事件报告单, actor: duty-operator, within: 1h, fills: [incident-report]}\n";
    let verify = "    - {id: verify,";
    let sooner = record.replace("填写事件报告单", "填写事件报告单并核对时刻").replace("1h", "30min");
    let value = edited(&[
        ("playbooks/network-outage.yaml", record, ""),
        ("playbooks/network-outage.yaml", verify, &format!("{sooner}{verify}")),
    ]);
    let fates = fates(&value);
    // As a clause and as a row of the table.
    assert_eq!((fates["came"], fates["left"]), (2, 2), "{fates:?}");
    assert!(!fates.contains_key("deleted") && !fates.contains_key("added"), "{fates:?}");
}

#[test]
fn what_stands_once_is_told_before_the_document() {
    let value = edited(&[
        ("plan.yaml", "version: \"2026.1\"", "version: \"2027.1\""),
        ("plan.yaml", "dated: 2026-03-02", "dated: 2027-03-01"),
    ]);
    let elements = value["elements"].as_array().unwrap();
    let labels: Vec<_> = elements.iter().map(|element| element["label"].as_str().unwrap()).collect();
    assert_eq!(labels, ["成文日期"]);
    // A date is exchanged as a whole.
    assert_eq!(elements[0]["words"].as_array().unwrap().len(), 2);
}

fn pages(typesetter: &Typesetter, template: &str, view: &impl serde::Serialize) -> Vec<PageFacts> {
    typesetter.set(template, view).unwrap_or_else(|faults| panic!("{template}: {faults:?}")).facts()
}

#[test]
fn what_did_not_change_stands_where_the_official_document_has_it() {
    let faces = fonts::load(fonts::Mode::Locked, None, &fonts::Overrides::new())
        .unwrap_or_else(|error| panic!("{}", error.en()));
    let typesetter = Typesetter::new(&faces, Templates::with(BTreeMap::new()));
    let plan = plan(&root("tests/plans/minimal"));
    let own = pages(&typesetter, "official", &official(&plan, Clearance::Internal));
    let redlined = pages(&typesetter, "redline", &redline(&plan, &plan, Clearance::Internal));
    // One leaf tells how to read it.
    assert_eq!(redlined.len(), own.len() + 2);
    for (number, (own, redlined)) in own.iter().zip(&redlined[2..]).enumerate() {
        // What stands above the type area says that it is not the issued document.
        let below: Vec<_> = redlined.glyphs.iter().filter(|glyph| glyph.y > 37.0).collect();
        assert!(below.len() < redlined.glyphs.len() || own.glyphs.is_empty(), "page {}", number + 1);
        assert_eq!(own.glyphs.iter().collect::<Vec<_>>(), below, "page {}", number + 1);
        assert_eq!(own.bars, redlined.bars, "page {}", number + 1);
    }
}
