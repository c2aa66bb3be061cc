//! The same findings in every format, held against the published schemas.

use std::fs;
use std::path::Path;

use boon::{Compiler, Schemas};
use plangen::finding::{Finding, Language, Place, RuleName, Sources, Standing};
use plangen::pipeline::handbook;
use plangen::report::{self, Grouping, Look, RuleFacts};
use plangen::say;
use serde_json::Value;

use crate::small::Small;
use crate::xsd::Schema;

fn schema(name: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/schemas").join(name)).unwrap()
}

/// What is wrong with a SARIF log.
fn sarif_faults(text: &str) -> Option<String> {
    let mut compiler = Compiler::new();
    let location = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
    compiler.add_resource(location, serde_json::from_str(&schema("sarif-schema-2.1.0.json")).unwrap()).unwrap();
    let mut schemas = Schemas::new();
    let index = compiler.compile(location, &mut schemas).unwrap();
    schemas.validate(&serde_json::from_str(text).unwrap(), index).err().map(|error| error.to_string())
}

fn junit_faults(text: &str) -> Vec<String> {
    let schema = schema("junit-10.xsd");
    let document = roxmltree::Document::parse(&schema).unwrap();
    Schema::new(&document).faults(text)
}

const RULE: RuleName = RuleName { id: "role-without-backup", code: "ORG02" };
const TEXT: &str = "# 甲\nroles:\n  - {id: a, name: 记录员，值班, holder: p001}\n  - {id: b, name: \"<b>&'\u{7}\"}\n";

/// One of everything: levels, standings, related places, a fix, a pack, a Chinese file name, text
/// that means something to XML, JSON, GitHub and terminals.
fn sample() -> (Vec<Finding>, Sources) {
    let mut sources = Sources::default();
    let own = sources.add("plan-source/org/岗位 100%,a:b.yaml".into(), TEXT);
    let secret = sources.add("plan-source/restricted/people.yaml".into(), "people:\n  - {name: 张某甲}\n");
    let pack = sources.add("<cn-2026/clocks>".into(), "clocks: []\n");
    let at = |word: &str| {
        let start = TEXT.find(word).unwrap();
        Place::new(own, start..start + word.len())
    };
    let findings = vec![
        Finding::error(RULE, at("p001"), say!("“记录员”没有备岗\r\n第二行", "'记录员' has no backup"))
            .help(say!("写上 backups：甲, 乙%", "add backups: 100%"))
            .entity("role:a")
            .related(at("记录员，值班"), say!("岗位在这里", "the role is here"))
            .related(Place::new(pack, 0..6), say!("依据", "the ground"))
            .related(Place::new(secret, 10..12), say!("这个人", "this person"))
            .fix(say!("加上", "add it"), at("p001"), "p001, backups: [p002]"),
        Finding::warning(RULE, Place::new(own, 0..TEXT.len()), say!("整个文件", "the whole file")),
        Finding::warning(RULE, at("<b>&'\u{7}"), say!("<b>&\"'\u{7}\u{1b}[31m", "<b>&\"'\u{7}\u{1b}[31m")),
        Finding::info(RULE, Place::new(own, TEXT.len()..TEXT.len()), say!("提示", "told")),
        Finding { standing: Standing::Known, ..Finding::error(RULE, at("holder"), say!("旧的", "old")) },
        Finding {
            standing: Standing::Waived { by: at("roles"), reason: "编制<一人>".into() },
            ..Finding::error(RULE, Place::new(secret, 10..12), say!("豁免的", "waived"))
        },
    ];
    (findings, sources)
}

fn facts() -> Vec<RuleFacts<'static>> {
    handbook::entries().iter().map(|entry| entry.facts(entry.zh)).collect()
}

#[test]
fn sarif_is_valid_and_holds_what_was_found() {
    let (findings, sources) = sample();
    let text = report::sarif(&findings, &facts(), &sources, Language::Chinese);
    assert_eq!(sarif_faults(&text), None);
    let log: Value = serde_json::from_str(&text).unwrap();
    let run = &log["runs"][0];
    let results = run["results"].as_array().unwrap();
    assert_eq!(results.len(), findings.len());
    let index = results[0]["ruleIndex"].as_u64().unwrap();
    let rule = &run["tool"]["driver"]["rules"][usize::try_from(index).unwrap()];
    assert_eq!((&rule["id"], &rule["name"]), (&"ORG02".into(), &"role-without-backup".into()));
    let place = &results[0]["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "plan-source/org/%E5%B2%97%E4%BD%8D%20100%25%2Ca%3Ab.yaml");
    assert_eq!((&place["region"]["startLine"], &place["region"]["startColumn"]), (&3.into(), &35.into()));
    assert_eq!(results[0]["relatedLocations"].as_array().unwrap().len(), 3);
    let replaced = &results[0]["fixes"][0]["artifactChanges"][0]["replacements"][0];
    assert_eq!(replaced["insertedContent"]["text"], "p001, backups: [p002]");
    assert_eq!(results[5]["suppressions"][0]["justification"], "编制<一人>");
    assert!(results[4].get("suppressions").is_some() && results[1].get("suppressions").is_none());
    let levels: Vec<_> = results.iter().map(|result| result["level"].as_str().unwrap()).collect();
    assert_eq!(levels, ["error", "warning", "warning", "note", "error", "error"]);
    // The check itself can fail.
    assert!(sarif_faults(&text.replace("\"startLine\": 3", "\"startLine\": 0")).is_some());
}

#[test]
fn junit_is_valid_and_only_what_counts_fails() {
    let (findings, sources) = sample();
    for (strict, failures) in [(false, "1"), (true, "3")] {
        let text = report::junit(&findings, &facts(), &sources, Language::Chinese, strict);
        assert_eq!(junit_faults(&text), Vec::<String>::new(), "{text}");
        let document = roxmltree::Document::parse(&text).unwrap();
        let suite = document.root_element().first_element_child().unwrap();
        let count = |name: &str| suite.descendants().filter(|node| node.has_tag_name(name)).count().to_string();
        assert_eq!(suite.attribute("failures"), Some(failures));
        assert_eq!((count("failure").as_str(), count("skipped").as_str()), (failures, "2"));
        assert_eq!(suite.attribute("tests"), Some(count("testcase").as_str()));
        let passed = suite.descendants().filter(|node| node.has_tag_name("testcase") && !node.has_children());
        assert_eq!(passed.count(), facts().len() - 1);
    }
    let broken = report::junit(&findings, &[], &sources, Language::Chinese, false).replace("classname", "class");
    assert!(!junit_faults(&broken).is_empty());
}

#[test]
fn text_shows_the_line_with_its_marks_below_it() {
    let (findings, sources) = sample();
    let look = Look { language: Language::Chinese, colour: false, group: None, all: false };
    let text = report::text(&findings, &sources, look);
    let lines: Vec<_> = text.lines().collect();
    assert_eq!(lines[0], "错误[ORG02 role-without-backup]: “记录员”没有备岗␍");
    let line = lines.iter().position(|line| line.starts_with("3 |")).unwrap();
    // On a terminal a Chinese character is two columns wide.
    let width = |text: &str| text.chars().map(|c| if c > '\u{2000}' { 2 } else { 1 }).sum::<usize>();
    let (source, marks) = (lines[line], lines[line + 1]);
    let column = |word: &str| width(&source[..source.find(word).unwrap()]);
    assert_eq!(width(&marks[..marks.find('^').unwrap()]), column("p001"), "{source}\n{marks}");
    assert_eq!(width(&marks[..marks.find('-').unwrap()]), column("记录员"), "{source}\n{marks}");
    assert_eq!(marks.matches('^').count(), 4);
    assert_eq!(marks.matches('-').count(), width("记录员，值班"));
    for shown in [
        "岗位在这里",
        "另见: <cn-2026/clocks>:1:1 依据",
        "改法: 写上 backups",
        "错误 1，警告 2，提示 1，豁免 1，已知 1",
    ] {
        assert!(text.contains(shown), "{shown} is not in\n{text}");
    }
    assert!(!text.contains("张某甲"), "a line of the restricted folder is repeated:\n{text}");
    assert!(!text.contains('\u{1b}') && !text.contains('\u{7}'), "{text}");
    assert!(!text.contains("豁免的") && !text.contains("旧的"));
    let all = report::text(&findings, &sources, Look { all: true, colour: true, ..look });
    assert!(all.contains("豁免的") && all.contains("编制<一人>") && all.contains("旧的") && all.contains('\u{1b}'));
    assert!(!all.contains("\u{1b}[31m<"), "a text paints the terminal");
    let english = report::text(&findings, &sources, Look { language: Language::English, ..look });
    assert!(english.contains("1 error, 2 warnings, 1 info, 1 waived, 1 known"), "{english}");
    // What a tall place is about is its first line.
    assert!(!text.contains("4 |   - {id: b, name: \"<b>&'␇\"}\n  | |"), "{text}");
}

#[test]
fn text_is_grouped_as_asked() {
    let (findings, sources) = sample();
    let heads = |group| {
        let look = Look { language: Language::Chinese, colour: false, group: Some(group), all: true };
        let text = report::text(&findings, &sources, look);
        text.lines().filter(|line| line.starts_with("── ")).map(str::to_owned).collect::<Vec<_>>()
    };
    let own = "plan-source/org/岗位 100%,a:b.yaml";
    let secret = "plan-source/restricted/people.yaml";
    assert_eq!(
        heads(Grouping::Entity),
        [format!("── {own} · 4 ──"), format!("── {secret} · 1 ──"), "── role:a · 1 ──".to_owned()]
    );
    assert_eq!(heads(Grouping::File), [format!("── {own} · 5 ──"), format!("── {secret} · 1 ──")]);
    assert_eq!(heads(Grouping::Rule), ["── ORG02 role-without-backup · 6 ──"]);
}

#[test]
fn every_format_goes_to_standard_output_and_stands_alone() {
    let small = Small::new();
    small.write("org/more.yaml", "roles:\n  - {id: recorder, name: 记录员, holder: p004}\n");
    small.edit("contacts/calltree.yaml", "to: [tech-lead, commander]", "to: [tech-lead, commander, recorder]");
    for command in ["check", "build"] {
        let run = |format: &str| small.run([command, "--format", format, "--lang", "zh"]);
        let sarif = run("sarif");
        assert_eq!((sarif.code(), sarif_faults(sarif.text())), (Some(1), None));
        let junit = run("junit");
        assert_eq!((junit.code(), junit_faults(junit.text())), (Some(1), vec![]));
        let github = run("github");
        assert_eq!(github.code(), Some(1));
        let line = "::error file=plan-source/org/more.yaml,line=2,endLine=2,col=5,endColumn=8,title=ORG02 role-without-backup::";
        assert!(github.text().starts_with(line) && github.text().lines().count() == 1, "{}", github.text());
    }
    let grouped = small.run(["check", "--group", "rule"]).err;
    assert!(grouped.contains("── ORG02 role-without-backup · 1 ──"), "{grouped}");
    // A plan that cannot be read was asked nothing, so nothing passed.
    small.edit("org/roles.yaml", "holder: p001", "holdr: p001");
    let junit = small.run(["check", "--format", "junit"]);
    assert!(junit.text().contains("tests=\"1\" failures=\"1\""), "{}", junit.text());
}

#[test]
fn rules_are_listed_and_explained() {
    let small = Small::new();
    let run = small.run(["rules", "--format", "json", "--lang", "zh"]);
    let list: Value = serde_json::from_slice(&run.out).unwrap();
    let rules = list["rules"].as_array().unwrap();
    let one = rules.iter().find(|rule| rule["code"] == "ORG02").unwrap();
    assert_eq!((&one["rule"], &one["severity"]), (&"role-without-backup".into(), &"error".into()));
    assert_eq!((&one["waivable"], &one["title"]), (&true.into(), &"必有备岗".into()));
    let table = small.run(["rules", "--lang", "zh"]);
    assert_eq!(table.text().lines().count(), rules.len());
    assert!(table.text().lines().any(|line| line.starts_with("PRV02  leaked-value") && line.contains("! 成品不越级")));
    for word in ["ORG02", "org02", "role-without-backup"] {
        let run = small.run(["explain", word, "--lang", "zh"]);
        assert_eq!(run.code(), Some(0));
        let page = run.text();
        assert!(page.starts_with("ORG02 必有备岗\n\nrole-without-backup\n\n级别：错误\n"), "{page}");
        assert!(
            page.contains("\n怎么改\n") && page.contains("    ── org/more.yaml\n") && !page.contains('`'),
            "{page}"
        );
    }
    let run = small.run(["explain", "yaml-syntax", "--lang", "zh"]);
    assert!(run.code() == Some(0) && run.text().contains("改法"), "{}", run.text());
    let run = small.run(["explain", "role-without-bakup", "--lang", "zh"]);
    assert!(run.code() == Some(2) && run.out.is_empty() && run.err.contains("“role-without-backup”"), "{}", run.err);
}
