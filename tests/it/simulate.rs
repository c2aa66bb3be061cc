//! Who is away, and what is left without anybody.

use serde_json::Value;

use crate::small::{Run, Small};

fn simulated(small: &Small, arguments: &[&str]) -> (Run, Value) {
    let run = small.run([&["simulate", "-q", "--format", "json"], arguments].concat());
    let value = serde_json::from_slice(&run.out).unwrap_or_else(|error| panic!("{error}: {}", run.err));
    (run, value)
}

fn ids(value: &Value) -> Vec<&str> {
    value.as_array().unwrap().iter().map(|own| own["id"].as_str().unwrap()).collect()
}

#[test]
fn one_who_has_a_backup_leaves_nothing() {
    let small = Small::new();
    let (run, value) = simulated(&small, &["--absent", "p003"]);
    assert_eq!(run.code(), Some(0), "{value}");
    let case = &value["cases"][0];
    assert_eq!(ids(&case["absent"]), ["person:p003"]);
    for key in ["roles", "playbooks", "powers", "reports"] {
        assert_eq!(case[key].as_array().unwrap().len(), 0, "{key}: {value}");
    }
}

#[test]
fn holder_and_backup_together_leave_steps_and_reports_of_the_law() {
    let small = Small::new();
    let (run, value) = simulated(&small, &["--absent", "p003", "p004"]);
    assert_eq!(run.code(), Some(1), "{value}");
    let case = &value["cases"][0];
    assert_eq!((value["vital"].as_bool(), ids(&case["roles"])), (Some(true), vec!["role:tech-lead"]));
    // Steps that tech-lead does in tests/plans/minimal/playbooks/network-outage.yaml.
    let steps = ids(&case["playbooks"][0]["steps"]);
    assert_eq!(steps, ["by-side", "restore", "verify"]);
    let statutory = case["reports"].as_array().unwrap().iter().filter(|report| report["statutory"] == true);
    assert_eq!(statutory.count(), 5);
    // Every power has others who follow.
    assert_eq!(case["powers"].as_array().unwrap().len(), 0);
}

#[test]
fn a_power_falls_when_nobody_of_its_succession_is_left() {
    let small = Small::new();
    let (_, value) = simulated(&small, &["--absent", "commander,技术负责人,role:duty-operator"]);
    let powers = value["cases"][0]["powers"].as_array().unwrap();
    assert_eq!(powers.len(), 6, "{powers:?}");
}

#[test]
fn an_absence_the_plan_records_counts() {
    let small = Small::new();
    small.edit(
        "restricted/people.yaml",
        "post_title: 信息中心副主任, status: 在职",
        "post_title: 信息中心副主任, status: 在职, absent: {from: 2026-03-01, to: 2026-03-05}",
    );
    let (run, value) = simulated(&small, &["--absent", "p003"]);
    assert_eq!((run.code(), ids(&value["cases"][0]["roles"])), (Some(1), vec!["role:tech-lead"]));
    let (run, _) = simulated(&small, &["--absent", "p003", "--as-of", "2026-03-06"]);
    assert_eq!(run.code(), Some(0));
}

#[test]
fn names_are_understood_and_those_of_persons_never_told() {
    let small = Small::new();
    let (_, value) = simulated(&small, &["--absent", "王某丙", "赵某丁"]);
    assert_eq!(ids(&value["cases"][0]["absent"]), ["person:p003", "person:p004"]);
    assert!(!value.to_string().contains("某"), "{value}");
    let run = small.run(["simulate", "--absent", "王某丙", "--lang", "zh"]);
    assert!(run.text().starts_with("不在岗：p003 信息中心主任\n"), "{}", run.text());
    assert!(!run.text().contains('某'));
}

#[test]
fn an_unknown_name_gives_2_and_what_may_be_meant() {
    let small = Small::new();
    let run = small.run(["simulate", "--absent", "tech-laed", "--lang", "zh"]);
    assert_eq!(run.code(), Some(2));
    assert!(run.out.is_empty() && run.err.contains("是不是“tech-lead”"), "{}", run.err);
    for case in
        [&["simulate"][..], &["simulate", "--absent-any", "0"], &["simulate", "--absent", "p003", "--absent-any", "2"]]
    {
        assert_eq!(small.run(case).code(), Some(2), "{case:?}");
    }
}

#[test]
fn roles_can_be_simulated_without_the_restricted_folder() {
    let small = Small::new();
    std::fs::remove_dir_all(small.plan().join("restricted")).unwrap();
    let (run, value) = simulated(&small, &["--absent", "tech-lead"]);
    assert_eq!((run.code(), ids(&value["cases"][0]["roles"])), (Some(1), vec!["role:tech-lead"]));
}

#[test]
fn the_worst_pair_comes_first() {
    let small = Small::new();
    let (run, value) = simulated(&small, &["--absent-any", "2"]);
    assert_eq!(run.code(), Some(1));
    let cases = value["cases"].as_array().unwrap();
    assert_eq!(ids(&cases[0]["absent"]), ["person:p003", "person:p004"]);
    assert_eq!(simulated(&small, &["--absent-any", "2"]).1, value);
    let (run, value) = simulated(&small, &["--absent-any", "1"]);
    assert_eq!((run.code(), value["cases"].as_array().unwrap().len()), (Some(0), 0));
}
