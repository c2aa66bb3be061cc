//! What a book changes in a plan: numbers in their place, persons with what hangs on them.

use std::fs;

use crate::small::Small;

#[test]
fn a_number_that_changed_is_edited_in_its_place_and_no_longer_verified() {
    let small = Small::new();
    small.edit("contacts/own.yaml", "label: 技术负责人", "label: 技术负责人   # 白天打办公电话");
    let text = fs::read_to_string(small.plan().join("contacts/own.yaml")).unwrap();
    let rows: &[&[&str]] = &[
        &["应急通讯录"],
        &["编号", "名称", "移动电话", "办公电话", "传真"],
        &["tech-phone", "技术负责人", "138 0000 0099", "0393-0000003", "0393-0000098"],
    ];
    let run = small.import(rows, &["--dry-run"]);
    assert_eq!(run.code(), Some(0), "{}", run.err);
    assert_eq!(fs::read_to_string(small.plan().join("contacts/own.yaml")).unwrap(), text);
    let run = small.import(rows, &[]);
    let told: Vec<_> = run.findings().into_iter().map(|own| (own.file, own.line, own.column, own.message)).collect();
    assert!(told.contains(&("通讯录.xlsx!名单!C3".to_owned(), 3, 3, "tech-phone 的手机换了".to_owned())), "{told:#?}");
    assert!(told.iter().all(|(.., message)| !message.contains("0099")));
    let (start, rest) = text.split_at(text.find("  - id: tech-phone").unwrap());
    let wanted = rest
        .replace("13800000003", "13800000099")
        .replace(
            "restricted}\n",
            "restricted}\n      - {kind: 传真, value: \"0393-0000098\", rank: 3, visibility: restricted}\n",
        )
        .replace("    verified: {date: 2026-02-20, by: duty-operator, how: 拨通, result: 通}\n", "");
    assert_eq!(fs::read_to_string(small.plan().join("contacts/own.yaml")).unwrap(), format!("{start}{wanted}"));
}

#[test]
fn persons_who_are_new_moved_or_gone_are_told_with_what_hangs_on_them() {
    let small = Small::new();
    let rows: &[&[&str]] = &[
        &["序号", "姓名", "处室", "职位", "手机号码（必填）"],
        &["1", "张某甲", "本局", "局长", "13800000101"],
        &["2", "李某乙", "示例市财政局", "一级调研员", "13800000102"],
        &["3", "赵某丁", "信息中心", "信息中心副主任", "无"],
        &["4", "郑某新", "信息中心", "工程师", "13900000103"],
    ];
    let run = small.import(rows, &[]);
    assert_eq!(run.code(), Some(0), "{} {}", run.err, run.text());
    let told: Vec<String> = run.findings().into_iter().map(|own| format!("{} {}", own.file, own.message)).collect();
    for wanted in [
        "通讯录.xlsx!名单!D3 p002 的职务与预案不同（“总指挥”第1备岗）",
        "通讯录.xlsx!名单!B5 预案里没有这一条，新增",
        "plan-source/restricted/people.yaml 表里没有 p003（“总指挥”第2备岗、“技术负责人”主岗）",
    ] {
        assert!(told.iter().any(|own| own == wanted), "{wanted}\n{told:#?}");
    }
    let people = fs::read_to_string(small.plan().join("restricted/people.yaml")).unwrap();
    assert!(people.contains("name: 李某乙, unit: bureau, post_title: 一级调研员, status: 在职"), "{people}");
    let added = fs::read_to_string(small.plan().join("restricted/imported-1.yaml")).unwrap();
    assert!(
        added.contains("  - id: p009\n    name: 郑某新\n    unit: info-center\n    post_title: 工程师\n"),
        "{added}"
    );
    assert!(added.contains("      - {kind: 手机, value: \"13900000103\", rank: 1}\n"), "{added}");
    // A second run finds everything as it is.
    let run = small.import(rows, &["--known-only"]);
    assert!(run.findings().iter().all(|own| own.message.starts_with("表里没有")), "{}", run.text());
}
