//! The calendar, the playbooks and the whole plan for other programs, read by others' eyes.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Cursor;
use std::path::{Path, PathBuf};

use boon::{Compiler, SchemaIndex, Schemas};
use ical::IcalParser;
use ical::property::Property;
use plangen::model::Clearance;
use plangen::render::{csv, ics, json};
use plangen::views::cacao::cacao;
use plangen::views::calendar::calendar;
use plangen::views::contact_book::contact_book;
use plangen::views::whole::whole;
use serde_json::Value;

use crate::charts::plan;
use crate::small::{Small, files};

const EDITIONS: [Clearance; 3] = [Clearance::Public, Clearance::Internal, Clearance::Restricted];

fn value<'a>(properties: &'a [Property], name: &str) -> &'a str {
    properties.iter().find(|own| own.name == name).and_then(|own| own.value.as_deref()).unwrap_or_default()
}

#[test]
fn the_calendar_is_read_by_another_reader() {
    let plan = plan();
    let text = ics::calendar(&calendar(&plan, Clearance::Internal));
    assert!(text.split("\r\n").all(|line| line.len() <= 75 && !line.contains(['\r', '\n'])));
    let read: Vec<_> = IcalParser::new(Cursor::new(&text)).map(|calendar| calendar.unwrap()).collect();
    assert_eq!(read.len(), 1);
    let events = &read[0].events;
    let ids: BTreeSet<&str> = events.iter().map(|event| value(&event.properties, "UID")).collect();
    assert_eq!(ids.len(), events.len());
    for event in events {
        let day = event.properties.iter().find(|own| own.name == "DTSTART").unwrap();
        let whole_day = [("VALUE".to_owned(), vec!["DATE".to_owned()])];
        assert_eq!(day.params.as_deref(), Some(&whole_day[..]));
        assert_eq!(day.value.as_ref().unwrap().len(), 8);
        assert_eq!(value(&event.properties, "DTSTAMP"), "20260907T000000Z");
        assert!(
            !event.alarms.is_empty() && event.alarms.iter().all(|own| value(&own.properties, "ACTION") == "DISPLAY")
        );
    }
    let day = |summary: &str| {
        let event = events.iter().find(|event| value(&event.properties, "SUMMARY") == summary);
        value(&event.unwrap_or_else(|| panic!("no {summary}")).properties, "DTSTART").to_owned()
    };
    // Issued on 7 September 2026, reviewed within 12 months; the last comprehensive exercise was held on
    // 15 July 2026, fire, which endangers life, exercised on the same day.
    assert_eq!(day("应急预案评估到期"), "20270907");
    assert_eq!(day("综合演练到期"), "20270715");
    let outage = plan.playbooks.find("network-outage").unwrap();
    assert_eq!(day(&format!("演练到期：{}", outage.title.value)), "20290715");
    let categories: BTreeSet<&str> = events.iter().map(|event| value(&event.properties, "CATEGORIES")).collect();
    for category in ["评估", "演练", "通讯录核实", "合同", "培训"] {
        assert!(categories.contains(category), "{categories:?}");
    }
}

/// Every schema of the folder under its own id.
fn schemas(compiler: &mut Compiler, folder: &Path) -> usize {
    let mut count = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let path: PathBuf = entry.unwrap().path();
        if path.is_dir() {
            count += schemas(compiler, &path);
        } else if path.extension().is_some_and(|extension| extension == "json") {
            let schema: Value = serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
            let id = schema["$id"].as_str().unwrap().to_owned();
            compiler.add_resource(&id, schema).unwrap();
            count += 1;
        }
    }
    count
}

fn cacao_schema() -> (Schemas, SchemaIndex) {
    let mut compiler = Compiler::new();
    let count = schemas(&mut compiler, &Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/schemas/cacao"));
    assert!(count > 40, "{count} schemas");
    let mut schemas = Schemas::new();
    let id = "https://raw.githubusercontent.com/oasis-open/cacao-json-schemas/main/schemas/playbook.json";
    let index = compiler.compile(id, &mut schemas).unwrap();
    (schemas, index)
}

/// Where a step may go on.
fn onward(step: &Value) -> Vec<&str> {
    let single = ["on_completion", "on_success", "on_failure", "on_true", "on_false"];
    let mut all: Vec<&str> = single.iter().filter_map(|key| step[*key].as_str()).collect();
    all.extend(step["next_steps"].as_array().into_iter().flatten().filter_map(Value::as_str));
    all.extend(step["cases"].as_object().into_iter().flat_map(|cases| cases.values()).filter_map(Value::as_str));
    all
}

#[test]
fn every_playbook_holds_against_the_schemas_and_leads_to_an_end() {
    let plan = plan();
    let (schemas, index) = cacao_schema();
    let playbooks = cacao(&plan, Clearance::Internal);
    assert_eq!(playbooks.len(), plan.playbooks.len());
    let mut kinds: BTreeMap<String, usize> = BTreeMap::new();
    let all: Vec<Value> = playbooks.iter().map(|own| serde_json::from_str(&json::object(own)).unwrap()).collect();
    let ids: BTreeSet<&str> = all.iter().map(|own| own["id"].as_str().unwrap()).collect();
    for playbook in &all {
        let name = playbook["name"].as_str().unwrap();
        if let Err(error) = schemas.validate(playbook, index) {
            panic!("{name}: {error:#}");
        }
        let workflow = playbook["workflow"].as_object().unwrap();
        // Every step is reached from the start, and each leads on or is an end.
        let mut reached = BTreeSet::new();
        let mut waiting = vec![playbook["workflow_start"].as_str().unwrap()];
        while let Some(id) = waiting.pop() {
            if !reached.insert(id) {
                continue;
            }
            let step = workflow.get(id).unwrap_or_else(|| panic!("{name}: {id} leads nowhere"));
            let kind = step["type"].as_str().unwrap();
            assert!(id.starts_with(&format!("{kind}--")), "{name}: {id} is {kind}");
            *kinds.entry(kind.to_owned()).or_default() += 1;
            assert_eq!(onward(step).is_empty(), kind == "end", "{name}: {step}");
            waiting.extend(onward(step));
            if let Some(agent) = step["agent"].as_str() {
                assert!(playbook["agent_definitions"].get(agent).is_some(), "{name}: {agent}");
            }
            if let Some(run) = step["playbook_id"].as_str() {
                assert!(ids.contains(run), "{name}: {run}");
            }
        }
        assert_eq!(reached.len(), workflow.len(), "{name}: steps that nothing leads to");
        assert_eq!(playbook["data_marking_definitions"].to_string().matches("TLP:AMBER+STRICT").count(), 1);
    }
    for kind in
        ["start", "action", "end", "if-condition", "switch-condition", "while-condition", "parallel", "playbook-action"]
    {
        assert!(kinds.contains_key(kind), "no {kind}: {kinds:?}");
    }
}

#[test]
fn no_export_shows_more_than_its_readers_may_see() {
    let plan = plan();
    for clearance in EDITIONS {
        let mut texts = vec![
            ics::calendar(&calendar(&plan, clearance)).replace("\r\n ", ""),
            csv::book(&contact_book(&plan, clearance)),
            json::object(&whole(&plan, clearance)),
        ];
        texts.extend(cacao(&plan, clearance).iter().map(json::object));
        for text in texts {
            assert_eq!(plangen::check::Scan::of(&plan).leaks(clearance, &text), []);
        }
    }
    // The same values are there for those who may see them.
    let person = plan.people.iter().next().unwrap().name.open(Clearance::Restricted).unwrap();
    for (clearance, seen) in EDITIONS.into_iter().zip([false, false, true]) {
        assert_eq!(json::object(&whole(&plan, clearance)).contains(person.as_str()), seen);
        assert_eq!(csv::book(&contact_book(&plan, clearance)).contains(person.as_str()), seen);
    }
}

#[test]
fn exports_go_to_a_file_or_to_standard_output() {
    let small = Small::new();
    let run = small.run(["export", "vcard", "--edition", "internal", "-q"]);
    assert_eq!(run.code(), Some(0), "{}", run.err);
    assert!(run.text().starts_with("BEGIN:VCARD\r\n") && run.text().contains("0393-0000001"));
    for (format, file) in
        [("xlsx", "a.xlsx"), ("csv", "a.csv"), ("ics", "a.ics"), ("json", "a.json"), ("cacao", "b.json")]
    {
        let run = small.run(["export", format, "-q", "--output", file]);
        assert_eq!((run.code(), run.text()), (Some(0), ""), "{format}: {}", run.err);
        assert!(!fs::read(small.folder().join(file)).unwrap().is_empty());
    }
    let one = small.run(["export", "cacao", "--only", "network-outage", "-q"]);
    assert_eq!(serde_json::from_str::<Value>(one.text()).unwrap()["spec_version"], "cacao-2.0");
    let cases: [&[&str]; 4] = [
        &["export", "cacao", "--edition", "public"],
        &["export", "cacao", "--only", "no-such"],
        &["export", "json", "--only", "network-outage"],
        &["export", "csv", "--format", "json"],
    ];
    for case in cases {
        let run = small.run(case);
        assert_eq!((run.code(), run.text()), (Some(2), ""), "{case:?}: {}", run.err);
    }
    assert_eq!(small.run(["export", "csv", "--output", "none/a.csv"]).code(), Some(4));
    small.edit("org/roles.yaml", "holder: p001", "holder: nobody");
    let run = small.run(["export", "csv"]);
    assert_eq!((run.code(), run.text()), (Some(1), ""), "{}", run.err);
}

#[test]
fn a_build_puts_calendar_and_playbooks_into_the_internal_folder() {
    let small = Small::new();
    let build = |as_of: &str| {
        let run = small.run(["build", "-q", "--only", "calendar,playbooks", "--as-of", as_of]);
        assert_eq!(run.code(), Some(0), "{}", run.err);
        let mut made = files(&small.output());
        // The manifest tells the date that was assumed.
        made.retain(|path, _| !path.ends_with("manifest.json") && !path.ends_with("SHA256SUMS"));
        made
    };
    let first = build("2026-03-02");
    let names: Vec<_> = first.keys().map(|path| path.to_str().unwrap()).collect();
    assert_eq!(names, ["internal/calendar.ics", "internal/playbooks/network-outage.cacao.json"]);
    assert_eq!(build("2026-03-03"), first);
}
