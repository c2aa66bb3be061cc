//! Checklists in Markdown.

use std::fs;
use std::path::Path;

use plangen::load;
use plangen::model::playbook::Action;

use super::import;
use crate::small::{Small, files};

const CHECKLIST: &str = "\
# 机房漏水应急处置方案

责任岗位：技术负责人
事件类别：设备设施故障
危险：触电、水浸

## 启动条件
- 漏水检测报警

## 处置步骤

1. 技术负责人：查看漏水位置（2分钟内）
2. 通知物业（保洁员，5分钟内）
3. 如果水漫到电缆，则断开电源：
   - [ ] 停业务
4. 否则，用吸水毯围堵
5. 如果来自空调，关闭加湿水阀
6. 如果来自楼上：
   1. 请物业关总阀
7. 否则：查找水源

一般十分钟可控制。

## 恢复
- 检查地板下是否干燥（含电缆槽）

## 严禁事项
- 不得带电作业
";

#[test]
fn a_checklist_becomes_a_skeleton_that_says_no_more_than_it_does() {
    let small = Small::new();
    let before = files(&small.plan());
    let run = import(&small, "water.md", CHECKLIST, &["--dry-run"]);
    assert_eq!(run.code(), Some(0), "{}", run.err);
    let wanted = include_str!("../../golden/water.yaml");
    if std::env::var_os("PLANGEN_RENEW").is_some() {
        fs::write(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/water.yaml"), run.text()).unwrap();
    } else {
        assert_eq!(run.text(), wanted, "PLANGEN_RENEW=1 renews it");
    }
    assert!(run.err.contains("water.md:13:1") && run.err.contains("“保洁员”不是预案里的岗位"), "{}", run.err);
    assert!(run.err.contains("water.md:22:1") && run.err.contains("这段文字不是步骤"), "{}", run.err);
    assert!(files(&small.plan()) == before);
}

#[test]
fn findings_are_told_to_programs_too() {
    let small = Small::new();
    let run = import(&small, "water.md", CHECKLIST, &["--format", "json", "--dry-run"]);
    let told = run.findings();
    assert!(told.iter().all(|told| told.file == "water.md" && told.rule.ends_with(['t', 'n'])), "{told:?}");
    let open =
        |line: u64| told.iter().filter(|told| told.line == line).map(|told| told.message.clone()).collect::<Vec<_>>();
    assert_eq!(
        open(14),
        [
            "“水漫到电缆”按是与否判断，没有写从哪里得知",
            "步骤 s3 没有写明：actor 谁做",
            "步骤 s4 没有写明：actor 谁做、within 多久之内"
        ]
    );
}

#[test]
fn a_skeleton_is_written_once_and_never_over_another() {
    let small = Small::new();
    let run = import(&small, "water.md", CHECKLIST, &[]);
    assert_eq!(run.code(), Some(0), "{}", run.err);
    assert_eq!(fs::read_to_string(small.plan().join("playbooks/water.yaml")).unwrap(), run.text());
    let before = files(&small.plan());
    assert_eq!(import(&small, "water.md", "# 别的\n- 甲\n", &[]).code(), Some(2));
    // Another file may hold the id.
    let taken = import(&small, "other.md", "# 别的\n- 甲\n", &["--id", "network-outage"]);
    assert!(taken.code() == Some(2) && taken.err.contains("network-outage"), "{}", taken.err);
    assert!(files(&small.plan()) == before);
    // The plan cannot be read while the skeleton is not filled in, and the next one comes in all the same.
    assert_eq!(small.run(["check"]).code(), Some(1));
    let next = import(&small, "other.md", "# 别的\n- 技术负责人：甲\n", &[]);
    assert!(next.code() == Some(0) && next.text().contains("actor: tech-lead"), "{}", next.err);
    for (name, id) in [("漏水.md", None), ("a.md", Some("A B")), ("a.md", Some("../x"))] {
        let arguments: Vec<&str> = id.into_iter().flat_map(|id| ["--id", id]).collect();
        assert_eq!(import(&small, name, CHECKLIST, &arguments).code(), Some(2), "{name} {id:?}");
    }
}

#[test]
fn filling_in_what_is_open_makes_it_a_playbook() {
    let small = Small::new();
    let text = "# 断网\n责任岗位：技术负责人\n事件类别：设备设施故障事件\n\n- 技术负责人：查看线路（5分钟内）\n";
    assert_eq!(import(&small, "line-cut.md", text, &[]).code(), Some(0));
    let loaded = load::load(&small.plan()).unwrap();
    let plan = loaded.plan.unwrap_or_else(|| panic!("{:?}", loaded.findings));
    let playbook = plan.playbooks.find("line-cut").unwrap();
    assert_eq!((playbook.title.value.as_str(), playbook.steps.len()), ("断网", 1));
    assert!(matches!(&playbook.steps[0].action, Action::Do(text) if text.value == "查看线路"));
}
