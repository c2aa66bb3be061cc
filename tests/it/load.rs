//! Every problem of a run is told in that run, at its exact place.

use crate::small::{Small, marked};

/// Writes a marked text and compares places and rules of what is found in that file.
fn places(small: &Small, file: &str, text: &str, rules: &[&str]) {
    let (text, marks) = marked(text);
    small.write(file, text);
    let (code, told) = small.check();
    let found: Vec<_> = told.iter().map(|told| (told.line, told.column, told.rule.as_str())).collect();
    let wanted: Vec<_> = marks.iter().zip(rules).map(|((line, column), rule)| (*line, *column, *rule)).collect();
    assert_eq!(marks.len(), rules.len());
    assert_eq!(found, wanted, "{told:#?}");
    assert!(told.iter().all(|told| told.file == format!("plan-source/{file}")), "{told:#?}");
    assert_eq!(code, Some(1));
}

#[test]
fn a_file_with_many_faults_gives_all_of_them_in_one_run() {
    places(
        &Small::new(),
        "org/faults.yaml",
        r#"# 各样的错误；中文注释不影响列号。
roles:
  - id: role-a
    name: 甲岗
    ‸holdr: p001
  - id: role-b
    name: 乙岗
    ‸name: 又一个名
    arrive_within: ‸30
  - id: role-c
    name: 丙岗
    aliases: ‸丙
  - ‸id: role-d
  - id: role-e
    name: 甲：乙，丙‸: 丁
  - id: role-f
    name: 己岗
    holder: ‸p999
    arrive_within: ‸38度
  - id: role-g
    name:‸
    contact: ‸~
    oncall: ‸on
  - {id: role-h, name: 辛岗, backups: [p001, ‸p00x]}
units:
  - {id: unit-a, name: 某处, kind: ‸内设机关}
people:
  - id: p100
    name: 某甲
    unit: unit-a
    post_title: 科员
    status: 在职
    absent: {from: ‸2025-02-30, to: ‸2025/1/1}
    notice: {basis: 告知书, informed: ‸二〇二五年}
duty: ‸一班
reports:
  - {id: report-a, title: 报告, if: ‸levl >= 较大, from: role-a, to: [role:role-b], within: 1h, since: 发现, channels: [固定电话]}
  - {id: report-b, title: 报告, if: elapsed > ‸30℃, from: role-e, to: [role:role-b], within: 1h, since: 发现, channels: [固定电话]}
‸rolls: []
"#,
        &[
            "unknown-key",
            "duplicate-key",
            "quantity-without-unit",
            "wrong-type",
            "missing-field",
            "yaml-syntax",
            "dangling-reference",
            "quantity-without-unit",
            "empty-value",
            "empty-value",
            "wrong-type",
            "dangling-reference",
            "unknown-word",
            "bad-date",
            "bad-date",
            "bad-date",
            "wrong-type",
            "bad-condition",
            "bad-condition",
            "unknown-key",
        ],
    );
}

#[test]
fn a_playbook_with_syntax_errors_is_checked_before_between_and_after_them() {
    places(
        &Small::new(),
        "playbooks/faults.yaml",
        r#"playbook:
  id: faults
  title: 故障应急处置方案
  category: 设备设施故障事件
  owner: ‸tech-leed
  triggers: [network-down]
  inputs:
    left: {label: 余量, type: quantity, unit: min, from: 面板}
  steps:
    - id: first
      kind: 检查
      do: ‸"看面板
      actor: tech-lead
    - id: second
      do: 合闸
      actor: ‸nobody
      within: ‸5
    - id: third
      calls: [telecom, duty-phone
      do‸: 打电话
      actor: tech-lead
    - id: fourth
      decide: left
      actor: tech-lead
      cases:
        - if: left < ‸30℃
          steps: [{id: fifth, goto: ‸sixt}]
        - otherwise: ‸tru
          steps: [{id: seventh, goto: third}]
    - {id: last, end: 恢复, decided_by: tech-lead, ‸colour: 红}
"#,
        &[
            "dangling-reference",
            "yaml-syntax",
            "dangling-reference",
            "quantity-without-unit",
            "yaml-syntax",
            "bad-condition",
            "dangling-reference",
            "wrong-type",
            "unknown-key",
        ],
    );
}

#[test]
fn what_is_near_is_offered() {
    let small = Small::new();
    small.edit("org/roles.yaml", "holder: p001", "holdr: p001");
    let (_, told) = small.only();
    assert!(told.help.contains("“holder”"), "{told:?}");
    let small = Small::new();
    small.edit("org/groups.yaml", "kind: 领导机构", "kind: 领导机关");
    let (_, told) = small.only();
    assert!(told.help.contains("是不是“领导机构”"), "{told:?}");
    let small = Small::new();
    small.edit("text/01-总则.md", "{{ organisation() }}", "{{ organization() }}");
    let (_, told) = small.only();
    assert_eq!((told.line, told.column), (5, 7));
    assert!(told.help.contains("“organisation”"), "{told:?}");
}

#[test]
fn one_fault_does_not_make_others() {
    // The entity is broken; what refers to it is not.
    let small = Small::new();
    small.edit("assets.yaml", "kind: UPS", "kind: 不间断电源");
    small.edit("text/01-总则.md", "本预案适用于", "额定{{ value('room-ups.rated') }}。本预案适用于");
    assert_eq!(small.only().1.rule, "unknown-word");
    let small = Small::new();
    small.edit("events/reports.yaml", "within: 5min", "within: 5");
    assert_eq!(small.only().1.rule, "quantity-without-unit");
    let small = Small::new();
    small.edit("playbooks/network-outage.yaml", "type: enum", "type: enumm");
    assert_eq!(small.only().1.rule, "unknown-word");
    // Nor is what refers to an id in a line that could not be read.
    let small = Small::new();
    small.edit("org/roles.yaml", "id: tech-lead", "id: tech-lead: 技术");
    assert_eq!(small.only().1.rule, "yaml-syntax");
}

#[test]
fn circles_doubles_and_loose_marks_are_told() {
    let small = Small::new();
    small.edit("org/groups.yaml", "    kind: 领导机构", "    reports_to: office\n    kind: 领导机构");
    small.write(
        "org/office.yaml",
        "groups:\n  - {id: office, name: 应急办, kind: 办事机构, reports_to: team}\n  - {id: team, name: 技术组, kind: 工作组, reports_to: leading-group}\n",
    );
    let (code, told) = small.only();
    assert_eq!((code, told.rule.as_str(), told.line), (Some(1), "circular-chain", 6));

    let small = Small::new();
    small.edit(
        "org/units.yaml",
        "{id: bureau, name: 示例市财政局,",
        "{id: bureau, parent: bureau, name: 示例市财政局,",
    );
    assert_eq!(small.only().1.rule, "circular-chain");

    let small = Small::new();
    small.edit(
        "playbooks/network-outage.yaml",
        "  levels: [一般, 较大]",
        "  levels: [一般, 较大]\n  merges: [seed-01, seed-1, seed-01]",
    );
    let (_, told) = small.check();
    let found: Vec<_> = told.iter().map(|told| (told.column, told.rule.as_str())).collect();
    assert_eq!(found, [(21, "unknown-word"), (29, "duplicate-id")]);

    let small = Small::new();
    small.edit("contacts/own.yaml", "hours: 7x24, rank: 1, visibility: restricted}\n    verified: {date: 2026-02-20, by: duty-operator, how: 拨通, result: 通}\n  - id: tech-phone", "hours: 7x24, rank: 1, visibility: public}\n    verified: {date: 2026-02-20, by: duty-operator, how: 拨通, result: 通}\n  - id: tech-phone");
    let (_, told) = small.only();
    assert_eq!(told.rule, "loose-visibility");
}

#[test]
fn references_lead_somewhere_and_ids_are_there_once() {
    let cases = [
        ("org/roles.yaml", "contact: tech-phone", "contact: 技术电话", "bad-id"),
        ("org/roles.yaml", "contact: tech-phone", "contact: tech-phone2x", "dangling-reference"),
        ("org/roles.yaml", "contact: tech-phone", "contact: unit:bureau", "dangling-reference"),
        ("org/units.yaml", "id: general-office,", "id: General-Office,", "bad-id"),
        ("org/units.yaml", "id: telecom,", "id: ｔelecom,", "bad-id"),
        ("org/units.yaml", "id: telecom,", "id: no,", "bad-id"),
        ("org/units.yaml", "id: telecom,", "id: info-center,", "duplicate-id"),
        ("plan.yaml", "form:incident-report", "form:incident", "dangling-reference"),
        ("plan.yaml", "table:contacts", "table:contact", "unknown-word"),
        ("plan.yaml", "cn-2026", "cn-2062", "unknown-word"),
        ("contacts/own.yaml", "owner: duty:machine-room", "owner: machine-room", "dangling-reference"),
        ("contacts/own.yaml", "owner: duty:machine-room", "owner: site:machine-room", "dangling-reference"),
        ("text/02-组织机构.md", "members('leading-group')", "members('leading')", "dangling-reference"),
        ("text/03-报告和处置.md", "internal-first.within", "internal-first.within2", "dangling-reference"),
        ("text/03-报告和处置.md", "phone('duty-phone')", "phone('duty-phone', kind='电报')", "dangling-reference"),
        ("text/03-报告和处置.md", "phone('duty-phone')", "phone(duty-phone)", "bad-call"),
        ("text/03-报告和处置.md", "phone('duty-phone')", "phone('duty-phone'", "bad-call"),
        ("text/03-报告和处置.md", "phone('duty-phone')", "phone()", "bad-call"),
        ("text/03-报告和处置.md", "phone('duty-phone')", "phone('duty-phone', 3)", "bad-call"),
    ];
    for (file, from, to, rule) in cases {
        let small = Small::new();
        small.edit(file, from, to);
        let (code, told) = small.check();
        assert_eq!(code, Some(1), "{to}");
        assert!(told.iter().any(|told| told.rule == rule && told.file.ends_with(file)), "{to}: {told:#?}");
    }
}

#[test]
fn a_plan_may_add_a_pack_that_is_stricter_and_none_that_is_looser() {
    let local = |within: &str| {
        format!(
            "pack:\n  clocks:\n    - {{id: cac-province, when: 较大以上, applies: everybody, to: 省委网信办, jurisdiction: 网信, \
             within: ‸{within}, form: true, source: 省里的规定, grade: A, valid_from: 2025-12-01}}\n"
        )
    };
    places(&Small::new(), "governance/pack.yaml", &local("5h"), &["loose-local-value"]);
    let small = Small::new();
    let (text, _) = marked(&local("3h"));
    small.write("governance/pack.yaml", text);
    // The plan reports within four hours, which the province's three do not allow.
    let (code, told) = small.only();
    assert_eq!((code, told.rule.as_str()), (Some(1), "missed-statutory-clock"), "{told:#?}");
    small.edit(
        "events/reports.yaml",
        "     within: 4h, since: 发现或获知, channels: [固定电话, 传真], form: incident-report, clock: cac-province",
        "     within: 3h, since: 发现或获知, channels: [固定电话, 传真], form: incident-report, clock: cac-province",
    );
    assert_eq!(small.check().1, []);
}

#[test]
fn a_pack_of_the_plan_holds_the_same_sections() {
    let small = Small::new();
    small.write(
        "governance/pack.yaml",
        "pack:\n  trades:\n    - {trade: 车管所, english: a vehicle office, source: 本单位, grade: C, valid_from: 2020-01-01, \
         words: [{word: 年检线}]}\n",
    );
    small.write("text/04-保障.md", "# 应急保障 {#support}\n\n年检线停用。\n");
    let (code, told) = small.only();
    assert_eq!((code, told.rule.as_str()), (Some(0), "foreign-term"), "{told:#?}");
    assert!(told.message.contains("未核实"), "{told:#?}");
}

#[test]
fn a_plan_of_another_schema_is_refused_with_one_word_about_it() {
    for (written, said) in [("plangen/2", "比本程序新"), ("plangen/0", "没有“plangen/0”"), ("other", "没有“other”")]
    {
        let small = Small::new();
        small.edit("plan.yaml", "schema: plangen/1", &format!("schema: {written}\nfrom_tomorrow: true"));
        small.write("org/more.yaml", "things_of_tomorrow:\n  - {id: x}\n");
        let run = small.run(["check", "--lang", "zh"]);
        assert_eq!(run.code(), Some(1), "{}", run.err);
        assert!(run.err.contains(said) && run.err.contains("plan.yaml:3:9"), "{}", run.err);
        // What the fields of another schema mean is not judged by this one.
        let (_, told) = small.check();
        assert_eq!(told.len(), 1, "{told:?}");
    }
}

#[test]
fn two_schemas_in_one_plan_contradict_each_other() {
    let small = Small::new();
    small.write("org/more.yaml", "schema: plangen/2\n");
    let run = small.run(["check", "--lang", "zh"]);
    assert_eq!(run.code(), Some(1), "{}", run.err);
    assert!(run.err.contains("格式写了两种") && run.err.contains("另一处"), "{}", run.err);
    // The same one twice does no harm.
    small.write("org/more.yaml", "schema: plangen/1\n");
    assert_eq!(small.run(["check"]).code(), Some(0));
}
