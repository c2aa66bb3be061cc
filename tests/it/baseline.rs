//! Baselines and the choice of rules, as scripts see them.

use std::fs;

use serde_json::Value;

use crate::small::{Run, Small};

fn lonely(id: &str) -> String {
    format!(
        "roles:\n  - {{id: {id}, name: 岗位{id}, holder: p004}}\ncalltrees:\n  - {{id: to-{id}, name: 呼叫岗位{id}, \
         root: duty-operator, max_minutes: 10min, edges: [{{from: duty-operator, to: [{id}]}}]}}\n"
    )
}

fn report(run: &Run) -> Value {
    serde_json::from_slice(&run.out).unwrap_or_else(|error| panic!("{error}: {}", run.err))
}

/// Code of the rule and whether it is known, of each finding.
fn told(run: &Run) -> Vec<(String, bool)> {
    let report = report(run);
    let findings = report["findings"].as_array().unwrap();
    findings.iter().map(|f| (f["code"].as_str().unwrap().to_owned(), f["known"] == true)).collect()
}

#[test]
fn known_findings_do_not_fail_and_new_ones_do() {
    let small = Small::new();
    small.write("org/more.yaml", lonely("one"));
    assert_eq!(small.run(["check"]).code(), Some(1));
    let run = small.run(["check", "--write-baseline", "known.txt"]);
    assert_eq!(run.code(), Some(0), "{}", run.err);
    let text = fs::read_to_string(small.folder().join("known.txt")).unwrap();
    assert!(text.contains("\nrole-without-backup\trole:one\t"), "{text}");
    // Moved to another line of another file it is still the same.
    fs::remove_file(small.plan().join("org/more.yaml")).unwrap();
    small.write("org/other.yaml", format!("# 说明\n\n{}", lonely("one")));
    let run = small.run(["check", "--baseline", "known.txt", "--format", "json"]);
    assert_eq!((run.code(), told(&run)), (Some(0), vec![("ORG02".into(), true)]));
    let summary = &report(&run)["summary"];
    assert_eq!((&summary["errors"], &summary["known"]), (&0.into(), &1.into()));
    small.write("org/more.yaml", lonely("two"));
    let run = small.run(["check", "--baseline", "known.txt", "--format", "json"]);
    assert_eq!((run.code(), told(&run)), (Some(1), vec![("ORG02".into(), false), ("ORG02".into(), true)]));
    // What is gone is told, so that the file can shrink.
    fs::remove_file(small.plan().join("org/other.yaml")).unwrap();
    fs::remove_file(small.plan().join("org/more.yaml")).unwrap();
    let run = small.run(["check", "--baseline", "known.txt", "--format", "json"]);
    assert_eq!((run.code(), told(&run)), (Some(0), vec![("BAS01".into(), false)]));
    assert_eq!(report(&run)["findings"][0]["line"], 3);
}

#[test]
fn a_baseline_that_cannot_be_read_is_told_at_its_line() {
    let small = Small::new();
    fs::write(small.folder().join("known.txt"), "# plangen-baseline/1\n<<<<<<< HEAD\n").unwrap();
    let run = small.run(["check", "--baseline", "known.txt", "--format", "json", "--only", "ORG02"]);
    assert_eq!((run.code(), told(&run)), (Some(1), vec![("BAS02".into(), false)]));
    assert_eq!(
        (&report(&run)["findings"][0]["file"], &report(&run)["findings"][0]["line"]),
        (&"known.txt".into(), &2.into())
    );
    assert_eq!(small.run(["check", "--baseline", "nowhere.txt"]).code(), Some(3));
    assert_eq!(small.run(["check", "--write-baseline", "no/such/folder.txt"]).code(), Some(4));
}

#[test]
fn no_baseline_is_written_of_a_plan_that_cannot_be_read() {
    let small = Small::new();
    small.edit("org/roles.yaml", "holder: p001", "holdr: p001");
    let run = small.run(["check", "--write-baseline", "known.txt", "--lang", "zh"]);
    assert_eq!(run.code(), Some(1));
    assert!(run.err.contains("基线没有写") && !small.folder().join("known.txt").exists(), "{}", run.err);
}

#[test]
fn only_the_rules_asked_for_are_told() {
    let small = Small::new();
    small.write("org/more.yaml", lonely("one"));
    let run = small.run(["check", "--only", "ORG05,con01", "--format", "json"]);
    assert_eq!((run.code(), told(&run)), (Some(0), vec![]));
    let run = small.run(["check", "--only", "role-without-backup", "--format", "json"]);
    assert_eq!((run.code(), told(&run)), (Some(1), vec![("ORG02".into(), false)]));
    let run = small.run(["check", "--only", "ORG20", "--lang", "zh"]);
    assert!(run.code() == Some(2) && run.err.contains("是不是“ORG0"), "{}", run.err);
    // A plan that cannot be read must not look clean.
    small.edit("org/roles.yaml", "holder: p001", "holdr: p001");
    let run = small.run(["check", "--only", "CON01", "--format", "json"]);
    assert_eq!(run.code(), Some(1), "{}", run.text());
}

#[test]
fn what_is_to_be_mended_is_written_as_a_workbook() {
    let small = Small::new();
    small.write("org/more.yaml", "roles:\n  - {id: recorder, name: \"=1+1\", holder: p004}\n");
    small.edit("contacts/calltree.yaml", "to: [tech-lead, commander]", "to: [tech-lead, commander, recorder]");
    let make = |name: &str| {
        let run = small.run(["check", "--todo", name, "--lang", "zh"]);
        assert!(run.code() == Some(1) && run.err.contains("整改清单（1 项）"), "{}", run.err);
        fs::read(small.folder().join(name)).unwrap()
    };
    assert!(make("a.xlsx") == make("b.xlsx"), "the same list gives other bytes");
    let mut book: calamine::Xlsx<_> = calamine::open_workbook(small.folder().join("a.xlsx")).unwrap();
    let sheet = calamine::Reader::worksheet_range(&mut book, "整改清单").unwrap();
    let row = |index: usize| sheet.rows().nth(index).unwrap().iter().map(ToString::to_string).collect::<Vec<_>>();
    assert_eq!((sheet.height(), row(0)[6].as_str(), row(0)[8].as_str()), (2, "问题", "责任岗位"));
    let task = row(1);
    assert_eq!(task[1..6].join("|"), "ORG02|必有备岗|错误|plan-source/org/more.yaml:2|role:recorder");
    // The name of the role is text, not a formula, and its keeper is the role itself.
    assert_eq!((task[8].as_str(), task[9].as_str()), ("=1+1", "2026-03-09"));
    assert_eq!(calamine::Reader::worksheet_formula(&mut book, "整改清单").unwrap().cells().count(), 0);
}
