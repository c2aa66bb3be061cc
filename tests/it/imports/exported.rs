//! What the program exported comes back as it was.

use std::fs;
use std::path::Path;

use plangen::load;
use plangen::model::contact::Verified;
use plangen::model::{Clearance, Entity};

use crate::small::{Small, files};

/// What a plan knows of its contacts, without the places and the order of files.
fn known(plan: &Path) -> Vec<String> {
    let plan = load::load(plan).unwrap().plan.unwrap();
    let contacts = plan.contacts.iter().map(|contact| {
        let points = contact.points.iter().map(|point| {
            let value = &point.value.open(Clearance::Restricted).unwrap().value;
            let hours = point.hours.as_ref().map(|own| own.value.clone());
            let person = point.person.as_ref().map(|own| own.open(Clearance::Restricted).unwrap().value.clone());
            let extra: Vec<_> = point
                .extra
                .iter()
                .map(|(key, own)| (key.value.clone(), own.open(Clearance::Restricted).unwrap().value.clone()))
                .collect();
            (point.rank.value, format!("{:?} {value} {hours:?} {person:?} {extra:?}", point.kind.value))
        });
        let mut points: Vec<_> = points.collect();
        points.sort();
        let points: Vec<_> = points.into_iter().map(|(_, point)| point).collect();
        let verified = match &contact.verified {
            Some(Verified::Checked { date, by, how, result, .. }) => {
                format!("{} {} {:?} {:?}", date.value, by.value, how.value, result.value)
            }
            Some(Verified::Exempt(reason)) => reason.value.clone(),
            None => String::new(),
        };
        let note = contact.note.as_ref().map(|own| own.value.clone());
        let owner = format!("{:?}", contact.owner.value).split(", place").next().unwrap().to_owned();
        let (label, class) = (&contact.label.value, contact.class.value);
        format!("{} {owner} {label} {class:?} {points:#?} {verified} {note:?}", contact.id())
    });
    let mut all: Vec<String> = contacts.collect();
    all.sort();
    all
}

#[test]
fn an_export_that_is_imported_changes_nothing() {
    let small = Small::new();
    let before = files(&small.plan());
    for (format, name) in [("xlsx", "a.xlsx"), ("csv", "a.csv")] {
        for edition in ["internal", "restricted"] {
            let run = small.run(["export", format, "-q", "--edition", edition, "--output", name]);
            assert_eq!(run.code(), Some(0), "{}", run.err);
            let run = small.run(["import", "contacts", name, "--format", "json"]);
            assert_eq!(run.code(), Some(0), "{}", run.err);
            assert!(run.findings().is_empty(), "{}", run.text());
            assert_eq!(files(&small.plan()), before, "{format} {edition}");
        }
    }
}

#[test]
fn what_an_export_holds_comes_back_from_it() {
    let small = Small::new();
    small.write(
        "restricted/personal.yaml",
        "contacts:
  - id: c-p003
    owner: person:p003
    label: 信息中心主任
    class: 个人
    points:
      - {kind: 固定电话, value: \"0393-0000103-801\", hours: 工作时间, rank: 1}
      - {kind: 手机, value: \"13800000103\", hours: 7x24, rank: 2}
      - {kind: 手机, value: \"13900000103\", rank: 3, person: 值守人员}
      - {kind: 对讲机, value: \"频道 6\", rank: 4, extra: {频率: \"409.8125 MHz\"}}
    verified: {date: 2026-02-20, by: duty-operator, how: 拨通, result: 通}
    note: \"=1+1 # 不是公式: 也不是 YAML\"
",
    );
    let wanted = known(&small.plan());
    let kept = ["restricted/personal.yaml", "contacts/rescue.yaml"].map(|file| {
        let path = small.plan().join(file);
        (path.clone(), fs::read(path).unwrap())
    });
    for (format, name) in [("xlsx", "a.xlsx"), ("csv", "a.csv")] {
        let run = small.run(["export", format, "-q", "--edition", "restricted", "--output", name]);
        assert_eq!(run.code(), Some(0), "{}", run.err);
        for (path, _) in &kept {
            fs::remove_file(path).unwrap();
        }
        let run = small.run(["import", "contacts", name, "-q"]);
        assert_eq!(run.code(), Some(0), "{}", run.err);
        assert_eq!(known(&small.plan()), wanted);
        let again = small.run(["import", "contacts", name, "--format", "json"]);
        assert!(again.findings().is_empty(), "{}", again.text());
        let made = small.plan().join("restricted/imported-1.yaml");
        let text = fs::read_to_string(&made).unwrap();
        assert!(text.contains("id: call-119\n    owner: unit:fire-brigade\n"), "{text}");
        fs::remove_file(made).unwrap();
        for (path, bytes) in &kept {
            fs::write(path, bytes).unwrap();
        }
    }
}
