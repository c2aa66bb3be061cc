//! `plangen fmt`: files are laid out in place, all of them or none, and say what they said.

use std::fs;
use std::path::Path;

use plangen::load::tidy::tidy;

use crate::small::{Small, files};

/// Terms laid out by somebody in a hurry.
const HASTY: &str = "# 术语\nglossary:\n- term:   冷通道   # 注\n  meaning: '机柜进风的一侧'\n\n\n\n- { term: 热通道,meaning: 机柜出风的一侧 , allowed: false  }";
/// The same, laid out.
const FAIR: &str = "# 术语\nglossary:\n  - term: 冷通道   # 注\n    meaning: \"机柜进风的一侧\"\n\n  - {term: 热通道, meaning: 机柜出风的一侧, allowed: false}\n";

#[test]
fn our_own_plans_are_laid_out() {
    for plan in ["plan-source", "starter", "tests/plans/minimal", "tests/plans/seed-asis"] {
        let tidied = tidy(&Path::new(env!("CARGO_MANIFEST_DIR")).join(plan)).unwrap();
        let changed: Vec<_> = tidied.changed.iter().map(|(file, _)| tidied.sources.path(*file)).collect();
        assert!(tidied.findings.is_empty() && tidied.spoiled.is_empty() && tidied.count > 0, "{plan}");
        assert!(changed.is_empty(), "run plangen fmt --plan {plan}: {changed:?}");
    }
}

#[test]
fn files_are_laid_out_in_place_and_the_plan_says_what_it_said() {
    let small = Small::new();
    small.write("org/hasty.yaml", HASTY);
    let said = || {
        let run = small.run(["export", "json", "--edition", "restricted"]);
        assert!(run.text().contains("机柜进风的一侧"), "{}", run.err);
        run.out
    };
    let (before, told) = (files(&small.plan()), said());

    let run = small.run(["fmt"]);
    assert_eq!((run.code(), run.text()), (Some(0), "plan-source/org/hasty.yaml\n"));
    assert!(run.err.starts_with("1 of "), "{}", run.err);
    let mut after = files(&small.plan());
    assert_eq!(after.remove(Path::new("org/hasty.yaml")).unwrap(), FAIR.as_bytes());
    assert!(after.iter().all(|(path, bytes)| before[path] == *bytes), "another file was touched");
    assert_eq!(after.len() + 1, before.len());
    assert!(said() == told, "the plan says something else");

    let again = small.run(["fmt"]);
    assert_eq!((again.code(), again.text()), (Some(0), ""));
}

#[test]
fn what_needs_it_is_listed_or_shown_and_nothing_is_written() {
    let small = Small::new();
    assert_eq!(small.run(["fmt", "--check"]).code(), Some(0));
    small.write("org/hasty.yaml", HASTY);
    let before = files(&small.plan());
    let check = small.run(["fmt", "--check"]);
    assert_eq!(check.code(), Some(1));
    assert_eq!(check.text(), "plan-source/org/hasty.yaml\n");
    for option in ["--dry-run", "--diff"] {
        let run = small.run(["fmt", option]);
        assert_eq!(run.code(), Some(0), "{}", run.err);
        assert!(
            run.text().contains("\n-- term:   冷通道   # 注\n") && run.text().contains("\n+  - term: 冷通道   # 注\n")
        );
    }
    assert_eq!(small.run(["fmt", "--check", "--dry-run"]).code(), Some(2));
    assert!(files(&small.plan()) == before, "something was written");
}

#[test]
fn wrong_syntax_is_told_and_no_file_is_laid_out() {
    for (text, rule) in [
        ("roles:\n  - id: a\n\tname: b\n", "yaml-syntax"),
        ("roles: &x []\n", "yaml-syntax"),
        ("roles: []\nroles: []\n", "duplicate-key"),
        ("roles: []\n---\nunits: []\n", "yaml-syntax"),
    ] {
        let small = Small::new();
        small.write("org/hasty.yaml", HASTY).write("org/faults.yaml", text);
        let before = files(&small.plan());
        let run = small.run(["fmt", "--format", "json"]);
        let told = run.findings();
        assert_eq!(run.code(), Some(1), "{text}");
        assert!(told.iter().any(|own| own.rule == rule && own.file.ends_with("org/faults.yaml")), "{text}\n{told:#?}");
        assert!(files(&small.plan()) == before, "{text}");
    }
    // What a plan says is not asked: an unknown key is laid out like any other.
    let small = Small::new();
    small.write("org/odd.yaml", "rolls:\n- a\n");
    assert_eq!(small.run(["fmt"]).code(), Some(0));
    assert_eq!(fs::read_to_string(small.plan().join("org/odd.yaml")).unwrap(), "rolls:\n  - a\n");
    assert_eq!(small.run(["fmt", "--plan", "nowhere"]).code(), Some(3));
}

/// A folder around a plan may hold files of others.
#[test]
fn files_of_a_folder_that_is_no_plan_are_left_alone() {
    let small = Small::new();
    fs::write(small.folder().join("ci.yml"), "jobs:\n- a\n").unwrap();
    let before = files(small.folder());
    let run = small.run(["fmt", "--plan", ".", "--lang", "zh", "--format", "json"]);
    let told = run.findings();
    assert!(run.code() == Some(1) && told.len() == 1 && told[0].help == "是不是 --plan plan-source？", "{told:#?}");
    assert!(files(small.folder()) == before, "something was written");
}

/// Where the syntax of a restricted file is wrong, its lines are not repeated.
#[test]
fn restricted_lines_are_not_repeated() {
    let small = Small::new();
    small.write("restricted/odd.yaml", "contacts:\n  - id: a\n    points: [{value: \"13800009876\"]}\n");
    let run = small.run(["fmt"]);
    assert_eq!(run.code(), Some(1));
    assert!(run.err.contains("restricted/odd.yaml:3") && !run.err.contains("13800009876"), "{}", run.err);
}

/// Editors on Windows write both; a formatter that changed them would fight with them.
#[test]
fn ends_of_lines_and_the_mark_of_the_file_stay() {
    let small = Small::new();
    let path = small.plan().join("org/hasty.yaml");
    small.write("org/hasty.yaml", format!("\u{feff}{}", HASTY.replace('\n', "\r\n")));
    assert_eq!(small.run(["fmt"]).code(), Some(0));
    assert_eq!(fs::read_to_string(path).unwrap(), format!("\u{feff}{}", FAIR.replace('\n', "\r\n")));
    assert_eq!(small.run(["fmt", "--check"]).code(), Some(0));
}
