//! What would change, shown where the output goes to a file or the log of a CI: there nothing restricted
//! stands, unless it is asked for.

use std::fs;
use std::process::Command;

use crate::small::{Small, files};

/// A number that no plan has, and the one it takes the place of.
const NEW: &str = "13800000099";
const OLD: &str = "13800000003";
/// A chapter and two contacts, one of them for the public, with numbers that lack their quotes.
const CHAPTER: &str = "# 应急保障 {#support}\n\n物资由领导小组保管,每月清点。\n";
const CONTACTS: &str = "contacts:
  - id: fire
    owner: unit:telecom
    label: 火警
    class: 公安消防医疗
    visibility: public
    points:
      - {kind: 特服号码, value: 119, hours: 7x24, rank: 1, visibility: public}
    verified: {exempt: 国家统一特服号码}
  - id: crane
    owner: unit:telecom
    label: 吊装
    class: 公安消防医疗
    points:
      - {kind: 手机, value: 13800000099, rank: 1}
    verified: {date: 2026-02-20, by: duty-operator, how: 拨通, result: 通}
";

/// Runs a command that writes nothing, without and with what is restricted; gives both outputs.
fn both(small: &Small, arguments: &[&str]) -> [String; 2] {
    let before = files(small.folder());
    let run = |more: &[&str]| {
        let run = small.run([arguments, &["--dry-run", "--lang", "zh"], more].concat());
        assert!(matches!(run.code(), Some(0 | 1)), "{arguments:?} {}", run.err);
        let told = run.err.lines().filter(|line| line.contains("--show-restricted")).count();
        assert_eq!(told, usize::from(more.is_empty()), "{arguments:?} {}", run.err);
        for number in [OLD, NEW] {
            assert!(!run.err.contains(number), "{arguments:?} {}", run.err);
        }
        run.text().to_owned()
    };
    let outputs = [run(&[]), run(&["--show-restricted"])];
    assert!(files(small.folder()) == before, "{arguments:?} wrote something");
    outputs
}

/// Whether `git apply` takes a patch.
fn applies(small: &Small, patch: &str) -> bool {
    let path = small.folder().join("x.patch");
    fs::write(&path, patch).unwrap();
    let git = Command::new("git").args(["apply", "--check", "x.patch"]).current_dir(small.folder()).output().unwrap();
    fs::remove_file(path).unwrap();
    git.status.success()
}

#[test]
fn mends_are_shown_without_the_lines_that_are_restricted() {
    let small = Small::new();
    small.write("text/04-保障.md", CHAPTER).write("contacts/more.yaml", CONTACTS);
    let [discreet, whole] = both(&small, &["check", "--fix"]);
    for line in [
        "\n-物资由领导小组保管,每月清点。\n+物资由领导小组保管，每月清点。\n",
        "\n+      - {kind: 特服号码, value: \"119\"",
    ] {
        assert!(discreet.contains(line) && whole.contains(line), "{discreet}");
    }
    assert!(!discreet.contains(NEW) && discreet.contains("\n…\n"), "{discreet}");
    assert!(whole.contains(&format!("\n+      - {{kind: 手机, value: \"{NEW}\", rank: 1}}\n")), "{whole}");
    // Half a patch must not be applied.
    assert!(applies(&small, &whole) && !applies(&small, &discreet));
    // A report repeats no restricted line whoever asks, so there is nothing to show without a patch.
    for arguments in
        [&["check", "--show-restricted"][..], &["check", "--fix", "--show-restricted"], &["fmt", "--show-restricted"]]
    {
        assert_eq!(small.run(arguments).code(), Some(2), "{arguments:?}");
    }
}

#[test]
fn what_an_import_changes_and_adds_is_shown_without_it() {
    let small = Small::new();
    fs::write(small.folder().join("a.csv"), format!("编号,名称,手机\ntech-phone,技术负责人,{NEW}\n")).unwrap();
    let [discreet, whole] = both(&small, &["import", "contacts", "a.csv"]);
    assert!(whole.contains(OLD) && whole.contains(NEW), "{whole}");
    assert!(discreet.contains("+++ b/plan-source/contacts/own.yaml\n@@ "), "{discreet}");
    assert!(!discreet.contains(OLD) && !discreet.contains(NEW) && !applies(&small, &discreet), "{discreet}");

    fs::write(small.folder().join("a.csv"), format!("姓名,部门,职务,手机\n郑某新,信息中心,工程师,{NEW}\n")).unwrap();
    let [discreet, whole] = both(&small, &["import", "contacts", "a.csv"]);
    assert!(whole.contains("郑某新") && whole.contains(NEW) && applies(&small, &whole), "{whole}");
    // A file that is new has no line to be missed, and is not made of what is left of it.
    assert!(
        discreet.contains("--- /dev/null\n") && !discreet.contains("郑某新") && !discreet.contains(NEW),
        "{discreet}"
    );
    assert!(!applies(&small, &discreet));
    // What is written is the whole, whatever was shown.
    let run = small.run(["import", "contacts", "a.csv", "--lang", "zh"]);
    assert_eq!((run.code(), run.text()), (Some(0), discreet.as_str()), "{}", run.err);
    assert!(fs::read_to_string(small.plan().join("restricted/imported-1.yaml")).unwrap().contains(NEW));
}

#[test]
fn records_and_layout_are_shown_without_it() {
    let small = Small::new();
    let record =
        ["contacts", "verify", "tech-phone", "--by", "duty-operator", "--how", "回执", "--as-of", "2026-03-01"];
    let [discreet, whole] = both(&small, &record);
    // The record is for those who have the plan, the number beside it is not.
    assert!(discreet.contains("\n+    verified: {date: 2026-03-01,") && !discreet.contains(OLD), "{discreet}");
    assert!(whole.contains(OLD) && applies(&small, &whole) && !applies(&small, &discreet), "{whole}");

    small.write("contacts/more.yaml", CONTACTS.replace("rank: 1}", "rank:   1}"));
    let [discreet, whole] = both(&small, &["fmt"]);
    assert!(whole.contains(NEW) && applies(&small, &whole), "{whole}");
    assert!(!discreet.contains(NEW) && !applies(&small, &discreet), "{discreet}");
}
