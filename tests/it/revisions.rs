//! A revision as people meet it: two years of one plan against a written key, and `plangen diff`.

mod states;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::small::Small;

fn year(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pairs/year").join(name)
}

/// The rows that the key asks for, by edition.
fn key() -> BTreeMap<String, Vec<String>> {
    let mut key: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut edition = String::new();
    for line in fs::read_to_string(year("key.txt")).unwrap().lines() {
        match line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
            Some(name) => edition = name.to_owned(),
            None if line.is_empty() || line.starts_with('#') => {}
            None => key.entry(edition.clone()).or_default().push(line.to_owned()),
        }
    }
    key
}

/// What `plangen diff` tells of the two years.
fn told(edition: &str, format: &str) -> String {
    between(["2026", "2027"], edition, format)
}

fn between(years: [&str; 2], edition: &str, format: &str) -> String {
    let small = Small::new();
    let paths = years.map(|name| year(name).to_str().unwrap().to_owned());
    let run = small.run(["diff", "--plan", &paths[1], &paths[0], "--edition", edition, "--format", format]);
    assert_eq!(run.code(), Some(0), "{}", run.err);
    run.text().to_owned()
}

#[test]
fn the_table_of_a_year_is_exactly_its_key() {
    let key = key();
    assert_eq!(key.keys().collect::<Vec<_>>(), ["internal", "public", "restricted"]);
    for (edition, wanted) in key {
        let told: Value = serde_json::from_str(&told(&edition, "json")).unwrap();
        let groups = told["groups"].as_array().unwrap();
        let word = |row: &Value, key: &str| row[key].as_str().unwrap().to_owned();
        let rows: Vec<_> = groups
            .iter()
            .flat_map(|group| group["rows"].as_array().unwrap())
            .map(|row| format!("{} {} {}", word(row, "about"), word(row, "kind"), word(row, "headline")))
            .collect();
        assert_eq!(rows, wanted, "{edition}");
        assert_eq!(told["total"].as_u64().unwrap(), u64::try_from(wanted.len()).unwrap());
        // The steps behind the one that moved shifted; that is one line and no change.
        let shifted: Vec<_> = told["renumbered"].as_array().unwrap().iter().map(|own| &own["numbers"]).collect();
        let seen: &[Value] = &[serde_json::json!([["4", "5"], ["5", "6"]])];
        assert_eq!(shifted, seen.iter().filter(|_| edition != "public").collect::<Vec<_>>(), "{edition}");
    }
}

#[test]
fn no_edition_tells_what_only_a_higher_one_may_know() {
    // Names and the mobile are restricted; the line's fault number, the line itself and what is done
    // step by step are internal.
    let restricted = ["张某甲", "郑某壬", "13800000002", "13800000022"];
    let line = ["0393-0000011", "0393-0000031", "互联网专线", "line-a", "internet-line"];
    let internal = [&line[..], &["填写事件报告单", "step/"]].concat();
    for format in ["text", "json", "markdown", "html"] {
        for edition in ["internal", "public"] {
            // The other way round what came is what goes.
            for years in [["2026", "2027"], ["2027", "2026"]] {
                let text = between(years, edition, format);
                let closed = restricted.iter().chain(internal.iter().filter(|_| edition == "public"));
                for word in closed {
                    assert!(!text.contains(word), "{years:?} {edition} {format}: {word}");
                }
            }
        }
        assert!(told("restricted", format).contains("郑某壬"), "{format}");
    }
}

/// A plan whose version before is kept in a folder of it.
pub(crate) fn kept() -> Small {
    let small = Small::new();
    let old = small.folder().join("old");
    crate::small::copy(&small.plan(), &old);
    crate::small::copy(&old, &small.plan().join("review/issued/2025.1"));
    small.edit("review/issued/2025.1/plan.yaml", "version: \"2026.1\"", "version: \"2025.1\"");
    small.edit(
        "review/versions.yaml",
        "versions:\n",
        "versions:\n  - version: \"2024.1\"\n    number: 示财信〔2024〕1号\n    issued: 2024-03-04\n    approved_by: 局党组会\n    \
         summary: 首次印发\n  - version: \"2025.1\"\n    number: 示财信〔2025〕1号\n    issued: 2025-03-03\n    \
         approved_by: 局党组会\n    folder: review/issued/2025.1\n    summary: 年度修订\n",
    );
    small.edit("plan.yaml", "    dated: 2026-03-02\n", "    dated: 2026-03-02\n    replaces: [示财信〔2025〕1号]\n");
    small.edit("contacts/own.yaml", "\"0393-0000001\"", "\"0393-0000021\"");
    small
}

#[test]
fn every_change_has_a_reason_and_every_reason_a_change() {
    let small = kept();
    let told = || {
        let (code, told) = small.check();
        assert_eq!(code, Some(0));
        let told: Vec<_> = told.into_iter().map(|own| (own.rule, own.file, own.message, own.help)).collect();
        told
    };
    let unexplained = told();
    assert_eq!(unexplained.len(), 1, "{unexplained:?}");
    assert!(
        unexplained[0].0 == "unexplained-change" && unexplained[0].2.contains("contact:duty-phone"),
        "{unexplained:?}"
    );
    // A slip in the id leaves the change without its reason and the reason without its change.
    small.write(
        "review/changes.yaml",
        "changes:\n  - {entity: \"contact:duty-phon\", reason: 办公室搬迁, basis: 拨测记录}\n  \
         - {entity: \"role:commander\", reason: 局长调整，正文不改, noted: 2026-03-03}\n",
    );
    let both = told();
    assert_eq!(both.iter().map(|own| own.0.as_str()).collect::<Vec<_>>(), ["unexplained-change", "unused-reason"]);
    assert!(both[1].3.contains("contact:duty-phone"), "{both:?}");
    small.edit("review/changes.yaml", "duty-phon\"", "duty-phone\"");
    assert_eq!(told(), []);
    // A reason of one part goes before that of the whole.
    let own = "part: 号码, reason: 换号, basis: 拨测记录}\n  - {entity: \"contact:duty-phone\", reason";
    small.edit("review/changes.yaml", "reason: 办公室搬迁", &format!("{own}: 办公室搬迁"));
    assert_eq!(told(), []);
    let run = small.run(["diff", "2025.1", "--format", "json"]);
    let revision: Value = serde_json::from_str(run.text()).unwrap();
    assert_eq!(revision["groups"][0]["rows"][0]["reason"], "换号");
    small.edit("review/changes.yaml", "part: 号码", "part: 备注");
    let elsewhere = told();
    assert_eq!(elsewhere.iter().map(|own| own.0.as_str()).collect::<Vec<_>>(), ["unused-reason"]);
    assert!(elsewhere[0].3.contains("part"), "{elsewhere:?}");
    // Each can be looked up.
    for code in ["REV06", "REV07", "REV08"] {
        assert_eq!(small.run(["explain", code]).code(), Some(0), "{code}");
    }
}

/// The revision of a build as its readers get it, and how many pages the table has.
fn built(small: &Small, edition: &str) -> (Value, u64) {
    let read = |path: &str| fs::read_to_string(small.output().join(path)).unwrap();
    let manifest: Value = serde_json::from_str(&read(&format!("{edition}/manifest.json"))).unwrap();
    let artifacts = manifest["artifacts"].as_array().unwrap();
    let table = artifacts.iter().find(|own| own["path"] == "revision/table.pdf").unwrap();
    let run = small.run(["diff", "2025.1", "--edition", edition, "--format", "json"]);
    (serde_json::from_str(run.text()).unwrap(), table["pages"].as_u64().unwrap())
}

#[test]
fn where_nothing_changed_the_table_is_a_page_to_sign() {
    let small = kept();
    small.edit("contacts/own.yaml", "\"0393-0000021\"", "\"0393-0000001\"");
    let run = small.run(["build", "-q", "--only", "revision", "--deny-warnings"]);
    assert_eq!(run.code(), Some(0), "{}", run.err);
    for edition in ["internal", "public"] {
        let (told, pages) = built(&small, edition);
        assert_eq!((told["total"].as_u64(), pages), (Some(0), 1));
        assert!(told["title"].as_str().unwrap().ends_with("无修订确认书"), "{told}");
        let attested = &told["attestation"];
        assert!(attested["entities"].as_u64().unwrap() > 10, "{attested}");
        assert_eq!(attested["next"], "2027年3月2日");
        let markdown = fs::read_to_string(small.output().join(edition).join("revision/changes.md")).unwrap();
        assert!(markdown.contains("的内容未作修订"), "{markdown}");
    }
    // Nothing to strike and nothing to underline; the document itself is all there is.
    assert!(small.output().join("internal/revision/redline.pdf").is_file());
}

#[test]
fn a_reader_who_may_see_no_change_is_told_neither_that_there_is_one_nor_that_there_is_none() {
    let small = kept();
    small.edit("contacts/own.yaml", "\"0393-0000021\"", "\"0393-0000001\"");
    // The number of the line is for inside use.
    small.edit("contacts/outside.yaml", "\"0393-0000011\"", "\"0393-0000031\"");
    let run = small.run(["build", "-q", "--only", "revision"]);
    assert_eq!(run.code(), Some(0), "{}", run.err);
    let (internal, _) = built(&small, "internal");
    let (public, _) = built(&small, "public");
    assert_eq!((internal["total"].as_u64(), public["total"].as_u64()), (Some(1), Some(0)));
    assert!(public["verdict"].as_str().unwrap().ends_with("不公开的内容不在此列。"), "{public}");
    small.edit("contacts/outside.yaml", "\"0393-0000031\"", "\"0393-0000011\"");
    let run = small.run(["build", "-q", "--only", "revision"]);
    assert_eq!(run.code(), Some(0), "{}", run.err);
    assert_eq!(built(&small, "public").0, public);
}

#[test]
fn the_changes_come_in_four_shapes() {
    let small = kept();
    let shaped = |format: &str| {
        let run = small.run(["diff", "2025.1", "--format", format]);
        assert_eq!(run.code(), Some(0), "{}", run.err);
        assert!(run.text().contains("0393"), "{format}: {}", run.text());
        run.text().to_owned()
    };
    assert!(!shaped("text").contains('\u{1b}'));
    assert!(small.run(["diff", "2025.1", "--color", "always"]).text().contains('\u{1b}'));
    let json: Value = serde_json::from_str(&shaped("json")).unwrap();
    assert_eq!(json["schema"], "plangen-changes/1");
    assert!(shaped("markdown").contains('|'));
    assert!(shaped("html").to_lowercase().starts_with("<!doctype html>"));
}

#[test]
fn the_changes_for_programs_hold_to_the_published_schema() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/changes.schema.json");
    let location = "https://plangen.invalid/changes.schema.json";
    let mut compiler = boon::Compiler::new();
    compiler.add_resource(location, serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()).unwrap();
    let mut schemas = boon::Schemas::new();
    let index = compiler.compile(location, &mut schemas).unwrap();
    for edition in ["restricted", "internal", "public"] {
        let mut json: Value = serde_json::from_str(&told(edition, "json")).unwrap();
        if let Err(error) = schemas.validate(&json, index) {
            panic!("{edition}: {error:#}");
        }
        // Operations hold every value; only who may read everything gets them.
        let operations = json.get("operations").and_then(Value::as_array).map(Vec::len);
        assert_eq!(operations.is_some_and(|count| count > 10), edition == "restricted", "{operations:?}");
        json["groups"][0]["rows"][0]["kind"] = "vanished".into();
        assert!(schemas.validate(&json, index).is_err());
    }
}

/// The code of the checklist of the playbook, as the manifest lists it.
fn code(small: &Small) -> String {
    let run = small.run(["build", "-q", "--only", "checklists"]);
    assert_eq!(run.code(), Some(0), "{}", run.err);
    let text = fs::read_to_string(small.output().join("internal/manifest.json")).unwrap();
    let manifest: Value = serde_json::from_str(&text).unwrap();
    let sheets = manifest["sheets"].as_array().unwrap();
    let sheet = sheets.iter().find(|sheet| sheet["path"] == "checklists/network-outage.pdf");
    sheet.unwrap_or_else(|| panic!("{sheets:?}"))["code"].as_str().unwrap().to_owned()
}

#[test]
fn a_sheet_is_known_by_its_code() {
    let small = kept();
    // The time a step may take is printed on its checklist.
    small.edit("playbooks/network-outage.yaml", "within: 20min, records", "within: 15min, records");
    let new = code(&small);
    let run = small.run(["sheet", &new]);
    assert_eq!(run.code(), Some(0), "{}", run.err);
    assert!(run.text().contains("internal/checklists/network-outage.pdf of version 2026.1"), "{}", run.text());
    // However it is typed.
    assert_eq!(small.run(["sheet", &new.to_lowercase().replace('-', "")]).code(), Some(0));

    // The plan of the year before on its own has the sheet that was replaced.
    let before = Small::new();
    let old = code(&before);
    assert_ne!(old, new);
    let run = small.run(["sheet", &old, "--lang", "zh"]);
    assert_eq!(run.code(), Some(1), "{}{}", run.text(), run.err);
    for words in ["2025.1 版的 internal/checklists/network-outage.pdf", "2026.1 版起不再有效", &new, "20分钟 → 15分钟"]
    {
        assert!(run.text().contains(words), "{words}: {}", run.text());
    }

    // A slip of the finger is told from a sheet that nobody knows.
    let mut slip = new.clone().into_bytes();
    slip.swap(0, 1);
    let slip = String::from_utf8(slip).unwrap();
    if slip != new {
        let run = small.run(["sheet", &slip, "--lang", "zh"]);
        assert_eq!(run.code(), Some(2));
        assert!(run.err.contains("抄错") && run.text().is_empty(), "{}", run.err);
    }
    let run = small.run(["sheet", "MRT9-NWKT", "--lang", "zh"]);
    assert_eq!(run.code(), Some(2));
    assert!(run.err.contains("不要再用"), "{}", run.err);
    assert!(small.run(["sheet", "O7PA-4XR9"]).err.contains("'O'"));
}
