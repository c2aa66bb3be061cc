//! Keeping the contact book true, as people do it on the command line: what is due, and what is recorded.

mod returned;
mod sheets;

use std::fs;

use serde_json::Value;

use crate::small::{Small, files};

const OWN: &str = "contacts/own.yaml";

fn listed(small: &Small, arguments: &[&str]) -> Value {
    let run = small.run([&["contacts", "due", "-q", "--format", "json"], arguments].concat());
    assert_eq!(run.code(), Some(0), "{}", run.err);
    serde_json::from_slice(&run.out).unwrap()
}

/// Ids of contacts by body.
fn ids(value: &Value) -> Vec<(String, Vec<String>)> {
    let names = |list: &'_ Value| -> Vec<String> {
        list.as_array().unwrap().iter().map(|own| own["id"].as_str().unwrap().to_owned()).collect()
    };
    names(&value["bodies"])
        .into_iter()
        .zip(value["bodies"].as_array().unwrap())
        .map(|(id, body)| (id, names(&body["contacts"])))
        .collect()
}

#[test]
fn what_is_due_stands_with_who_answers_for_it_the_most_pressing_first() {
    let small = Small::new();
    assert_eq!(ids(&listed(&small, &[])), []);
    // Own numbers were called on 20 February and hold for 90 days, to 21 May; others for longer.
    small.edit(
        OWN,
        "verified: {date: 2026-02-20, by: duty-operator, how: 拨通, result: 通}\n  - id: tech-phone",
        "verified: {date: 2026-02-19, by: duty-operator, how: 拨通, result: 空号}\n  - id: tech-phone",
    );
    let due = listed(&small, &["--as-of", "2026-05-23"]);
    let told = ids(&due);
    assert_eq!(told[0], ("role:commander".to_owned(), vec!["commander-phone".to_owned()]));
    assert_eq!(told[1].1, ["duty-phone"]);
    let contact = &due["bodies"][1]["contacts"][0];
    assert_eq!((contact["state"].as_str(), contact["days_left"].as_i64()), (Some("overdue"), Some(-2)));
    assert_eq!((contact["until"].as_str(), contact["line"].as_i64()), (Some("2026-05-21"), Some(3)));
    assert_eq!(contact["last"]["by"], "duty-operator");
    assert_eq!(due["summary"]["failed"], 1);
    // An overdue number is an error of the plan, and the list is there all the same.
    assert_eq!(small.run(["check", "--as-of", "2026-05-23"]).code(), Some(1));
    let all = listed(&small, &["--all"]);
    let count = |key: &str| all["summary"][key].as_u64().unwrap();
    let told: usize = ids(&all).iter().map(|(_, contacts)| contacts.len()).sum();
    assert_eq!(told as u64, count("good") + count("failed"));
    assert!(
        ids(&listed(&small, &["--within", "81"]))
            .iter()
            .any(|(_, contacts)| contacts.contains(&"duty-phone".to_owned()))
    );
}

#[test]
fn verifying_changes_one_line_of_one_file() {
    let small = Small::new();
    let before = files(&small.plan());
    let arguments =
        ["contacts", "verify", "tech-phone", "--by", "duty-operator", "--how", "回执", "--as-of", "2026-03-01"];
    let shown = small.run(arguments.iter().chain(&["--dry-run"]));
    assert_eq!((shown.code(), files(&small.plan()) == before), (Some(0), true), "{}", shown.err);
    let run = small.run(arguments);
    assert_eq!((run.code(), run.text()), (Some(0), shown.text()), "{}", run.err);
    let after = files(&small.plan());
    let changed: Vec<_> = after.iter().filter(|(path, bytes)| before[*path] != **bytes).collect();
    let [(path, bytes)] = changed.as_slice() else { panic!("{changed:?}") };
    assert_eq!(path.to_str(), Some(OWN));
    let old = String::from_utf8(before[*path].clone()).unwrap();
    let at = old.find("id: tech-phone").unwrap();
    let (head, tail) = old.split_at(at);
    let wanted = tail.replacen(
        "date: 2026-02-20, by: duty-operator, how: 拨通",
        "date: 2026-03-01, by: duty-operator, how: 回执",
        1,
    );
    assert_eq!(std::str::from_utf8(bytes).unwrap(), format!("{head}{wanted}"));
    assert!(run.text().contains("-    verified: {date: 2026-02-20"), "{}", run.text());
    // Once more changes nothing.
    let again = small.run(arguments);
    assert_eq!((again.code(), again.text()), (Some(0), ""));
}

#[test]
fn a_mark_at_the_start_and_line_ends_are_kept() {
    let small = Small::new();
    let text = fs::read_to_string(small.plan().join(OWN)).unwrap();
    small.write(OWN, format!("\u{feff}{}", text.replace('\n', "\r\n")));
    let run = small.run(["contacts", "verify", "总指挥", "--by", "duty-operator", "--how", "拨通"]);
    assert_eq!(run.code(), Some(0), "{}", run.err);
    let after = fs::read_to_string(small.plan().join(OWN)).unwrap();
    assert!(after.starts_with('\u{feff}') && !after.replace("\r\n", "").contains('\n'));
    assert_eq!(after.matches("2026-03-02").count(), 1);
}

#[test]
fn nonsense_is_refused_and_nothing_written() {
    let small = Small::new();
    let before = files(&small.plan());
    let cases: &[(&[&str], &str)] = &[
        (&["tech-phon", "--by", "duty-operator", "--how", "拨通"], "tech-phone"),
        (&["tech-phone", "--by", "duty-operater", "--how", "拨通"], "duty-operator"),
        (&["tech-phone", "--by", "duty-operator", "--how", "拨通", "--as-of", "2999-01-01"], "2999-01-01"),
        (&["tech-phone", "--by", "duty-operator", "--how", "拨通", "--as-of", "2026-02-19"], "2026-02-20"),
        (&["telecom", "--by", "duty-operator", "--how", "短信"], "短信"),
        (&["tech-phone", "--by", "duty-operator", "--how", "电话"], "拨通"),
        (&["tech-phone", "--by", "duty-operator", "--how", "拨通", "--result", "好"], "空号"),
        (&["tech-phone", "--how", "拨通"], "--by"),
    ];
    for (arguments, told) in cases {
        let run = small.run([&["contacts", "verify"], *arguments].concat());
        assert_eq!(run.code(), Some(2), "{arguments:?} {}", run.err);
        assert!(run.out.is_empty() && run.err.contains(told), "{arguments:?} {}", run.err);
    }
    assert!(files(&small.plan()) == before);
}
