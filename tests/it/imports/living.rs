//! Contact books that are part of a plan.

use std::fs;

use super::book;
use crate::small::Small;

/// The minimal plan with a contact book that is part of it.
fn living(rows: &[&[&str]]) -> Small {
    let small = Small::new();
    small.write("restricted/应急通讯录.xlsx", book(rows));
    small.write("restricted/imports.yaml", "imports:\n  - file: 应急通讯录.xlsx\n    sheet: 名单\n    key: 工号\n    notice: {basis: 履行法定职责, informed: 2026-01-10}\n");
    small
}

#[test]
fn a_living_book_is_read_with_the_plan_and_its_cells_are_places() {
    let head = ["工号", "姓名", "部门", "职务", "手机", "核实日期", "核实人", "核实方式", "核实结果"];
    let rows = |day| {
        let own = ["p008", "吴某辛", "信息中心", "工程师", "13800000133", "2026/2/20", "机房值班员", "拨通", "通"];
        let new = ["0099", "冯某新", "信息中心", "工程师", "13800000199", day, "机房值班员", "拨通", "通"];
        book(&[&head, &own, &new])
    };
    let small = living(&[]);
    small.write("restricted/应急通讯录.xlsx", rows("2026年2月20日"));
    small.edit("org/roles.yaml", "backups: [p002, p003]", "backups: [p002, p0099]");
    let run = small.run(["export", "csv", "--edition", "restricted", "-q"]);
    assert_eq!(run.code(), Some(0), "{}", run.err);
    for cells in [
        "c-p008,个人,吴某辛,工程师,信息中心,工程师,,13800000133",
        "冯某新,工程师,信息中心,工程师,总指挥（备岗）,13800000199",
    ] {
        assert!(run.text().contains(cells), "{}", run.text());
    }
    // What a rule finds stands at the cell, like everything else.
    small.write("restricted/应急通讯录.xlsx", rows("2025-02-20"));
    let (code, told) = small.check();
    let stale: Vec<_> = told.iter().filter(|own| own.rule == "stale-contact").map(|own| own.file.as_str()).collect();
    assert_eq!((code, stale), (Some(1), vec!["plan-source/restricted/应急通讯录.xlsx!名单!F3"]));
    // The personnel office has not listed those who keep the machine room.
    assert!(told.iter().any(|own| own.message == "表里没有 p005（“机房值班”值班人员）"), "{told:#?}");
    // Without a number of its own an id would change with the order of rows.
    small.write("restricted/应急通讯录.xlsx", book(&[&head[1..5], &["冯某新", "信息中心", "工程师", "13800000199"]]));
    small.write("restricted/imports.yaml", "imports:\n  - file: 应急通讯录.xlsx\n");
    assert!(small.check().1.iter().any(|own| own.message.contains("没有工号或编号")));
}

#[test]
fn a_living_book_that_differs_from_the_plan_or_cannot_be_read_is_told() {
    let rows: &[&[&str]] = &[
        &["编号", "名称", "手机"],
        &["tech-phone", "技术负责人", "13800000099"],
        &["", "总指挥", "13800000002"],
        &["", "供电抢修", "400-000-0055"],
    ];
    let small = living(rows);
    small.write("restricted/imports.yaml", "imports:\n  - {file: restricted/应急通讯录.xlsx}\n");
    let (_, told) = small.check();
    let sheet = "plan-source/restricted/应急通讯录.xlsx!名单!";
    let own: Vec<_> = told.iter().filter(|own| own.file.starts_with(sheet)).collect();
    assert_eq!(own.iter().map(|own| &own.file[sheet.len()..]).collect::<Vec<_>>(), ["C2", "C4"], "{told:#?}");
    for bytes in [&b"PK\x03\x04"[..], b"%PDF-1.7", b""] {
        small.write("restricted/应急通讯录.xlsx", bytes);
        let (code, told) = small.only();
        assert_eq!((code, told.rule.as_str()), (Some(3), "unreadable-file"), "{told:?}");
        assert_eq!(told.file, "plan-source/restricted/应急通讯录.xlsx");
    }
    fs::remove_file(small.plan().join("restricted/应急通讯录.xlsx")).unwrap();
    assert_eq!(small.only().1.file, "plan-source/restricted/imports.yaml");
    for outside in ["../a.xlsx", "/etc/passwd", "a/../../b.xlsx", "C:\\a.xlsx"] {
        small.write("restricted/imports.yaml", format!("imports:\n  - {{file: '{outside}'}}\n"));
        let (code, told) = small.only();
        assert!(code == Some(3) && told.message.contains("不在预案目录里"), "{told:?}");
    }
    std::os::unix::fs::symlink("/etc/passwd", small.plan().join("a.csv")).unwrap();
    fs::remove_file(small.plan().join("restricted/imports.yaml")).unwrap();
    assert!(small.check().1.iter().all(|own| own.file.ends_with("a.csv")));
}
