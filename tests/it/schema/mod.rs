//! `plangen schema`: the schema accepts what the loader reads and refuses what the loader refuses.

mod agreement;
mod sample;
mod yaml;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use boon::{Compiler, SchemaIndex, Schemas};
use plangen::finding::{Language, Severity};
use plangen::load;
use plangen::pipeline::schema::schema;
use serde_json::Value;

use crate::small::watch;
use yaml::json;

/// The schema, compiled.
struct Judge {
    schemas: Schemas,
    index: SchemaIndex,
}

impl Judge {
    fn new() -> Self {
        let text = schema(Language::Chinese);
        let mut compiler = Compiler::new();
        compiler.add_resource("plan.json", serde_json::from_str(&text).unwrap()).unwrap();
        let mut schemas = Schemas::new();
        let index = compiler.compile("plan.json", &mut schemas).unwrap();
        Self { schemas, index }
    }

    /// What is wrong with a file, as an editor tells it.
    fn faults(&self, file: &Value) -> Option<String> {
        self.schemas.validate(file, self.index).err().map(|error| format!("{error:#}"))
    }
}

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

/// Every YAML file below a folder.
fn yaml_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(yaml_files(&path));
        } else if path.extension().is_some_and(|own| own == "yaml") {
            files.push(path);
        }
    }
    files.sort();
    files
}

/// What is wrong with a file as the loader reads it: rules and messages.
fn refusals(text: &str) -> Vec<(&'static str, String)> {
    // An empty `plan.yaml` makes the folder a plan.
    let files = [("plan.yaml", ""), ("a.yaml", text)].map(|(path, text)| (path.to_owned(), text.as_bytes().to_vec()));
    let loaded = load::load_files(Path::new("plan"), files.into());
    let own = loaded.findings.into_iter().filter(|finding| {
        finding.severity == Severity::Error && loaded.sources.path(finding.place.file).ends_with("a.yaml")
    });
    own.map(|finding| (finding.rule.id, finding.help.map(|help| help.zh).unwrap_or_default())).collect()
}

#[test]
fn every_file_of_the_plans_is_accepted() {
    let judge = Judge::new();
    let mut files = 0;
    for plan in ["plan-source", "starter", "tests/plans/minimal"] {
        for path in yaml_files(&folder(plan)) {
            let fault = judge.faults(&json(&fs::read_to_string(&path).unwrap()));
            assert_eq!(fault, None, "{}", path.display());
            files += 1;
        }
    }
    assert!(files > 50, "only {files} files were read");
}

/// What ships with the program is written as a plan writes what it adds.
#[test]
fn every_section_of_the_law_packs_is_accepted() {
    let judge = Judge::new();
    for path in yaml_files(&folder("src/load/packs")) {
        let pack = json(&fs::read_to_string(&path).unwrap());
        assert_eq!(judge.faults(&serde_json::json!({ "pack": pack })), None, "{}", path.display());
    }
}

#[test]
fn slips_are_refused_by_both() {
    let judge = Judge::new();
    let slips = [
        ("unknown-key", "rolls: []"),
        ("unknown-key", "roles: [{id: a, name: 甲, holdr: p001}]"),
        ("missing-field", "roles: [{id: a}]"),
        ("wrong-type", "roles: {id: a, name: 甲}"),
        ("wrong-type", "roles: [{id: a, name: 甲, aliases: 乙}]"),
        ("wrong-type", "roles: [{id: a, name: 甲, oncall: 有时}]"),
        ("unknown-word", "groups: [{id: a, name: 甲, kind: 小队}]"),
        ("bad-id", "roles: [{id: Tech_Lead, name: 甲}]"),
        ("bad-id", "roles: [{id: \"on\", name: 甲}]"),
        ("bad-date", "reviews: [{date: 2026年9月7日, by: 甲, conclusion: 乙}]"),
        ("bad-date", "duty: [{id: a, name: 甲, pattern: 24x7, shifts: [{from: \"8:30\", to: \"24:00\"}]}]"),
        ("quantity-without-unit", "roles: [{id: a, name: 甲, arrive_within: 30}]"),
        ("bad-quantity", "roles: [{id: a, name: 甲, arrive_within: 30 furlong}]"),
        ("empty-value", "roles: [{id: a, name: }]"),
        ("dangling-reference", "contacts: [{id: a, owner: system:b, label: 甲, class: 值班}]"),
        ("dangling-reference", "roles: [{id: a, name: 甲, holder: role:b}]"),
        (
            "wrong-type",
            "playbook: {id: a, title: 甲, category: 网络攻击事件, owner: b, steps: [{id: s1, do: 甲, goto: s1}]}",
        ),
        (
            "missing-field",
            "playbook: {id: a, title: 甲, category: 网络攻击事件, owner: b, steps: [{id: s1, note: 甲}]}",
        ),
        (
            "unknown-key",
            "playbook: {id: a, title: 甲, category: 网络攻击事件, owner: b, steps: [{id: s1, do: 甲, cases: []}]}",
        ),
        (
            "missing-field",
            "playbook: {id: a, title: 甲, category: 网络攻击事件, owner: b, inputs: {x: {label: 甲, type: enum}}}",
        ),
        (
            "wrong-type",
            "playbook: {id: a, title: 甲, category: 网络攻击事件, owner: b, escalation: [{after: 1h, to: role:c, run: playbook:d}]}",
        ),
        ("wrong-type", "- roles"),
    ];
    for (rule, text) in slips {
        let refused = refusals(text);
        assert!(refused.iter().any(|(own, _)| *own == rule), "{text}\n{refused:?}");
        assert!(judge.faults(&json(text)).is_some(), "the schema accepts {text}");
    }
}

/// One who looks at a key in an editor is told in the language asked for.
#[test]
fn the_command_prints_the_schema_in_both_languages() {
    let text = |lang: &str| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_plangen"));
        command.args(["schema", "--lang", lang]).env("LC_ALL", "C.UTF-8");
        let run = watch(command);
        assert_eq!((run.code(), run.err.as_str()), (Some(0), ""));
        run.text().to_owned()
    };
    let about = |text: &str| {
        let schema: Value = serde_json::from_str(text).unwrap();
        assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
        schema["$defs"]["asset.System"]["properties"]["rto"]["description"].as_str().unwrap().to_owned()
    };
    let (zh, en) = (text("zh"), text("en"));
    assert_eq!(zh, schema(Language::Chinese));
    assert!(about(&zh).starts_with("恢复时间目标") && about(&en).starts_with("recovery time"), "{zh}");
    assert!(zh.ends_with("}\n"));
}
