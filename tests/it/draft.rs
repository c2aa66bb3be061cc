//! Playbooks that others wrote, brought in as skeletons.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use plangen::load;
use plangen::load::glance::Glance;
use plangen::model::playbook::{Action, Playbook, Step};
use plangen::text::skeleton::{Field, Value as Text};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::small::{Run, Small, copy, files};

/// The sample plan in a folder of its own.
fn sample() -> Small {
    let small = Small::new();
    fs::remove_dir_all(small.plan()).unwrap();
    copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("plan-source"), &small.plan());
    small
}

fn import(small: &Small, name: &str, text: &str, arguments: &[&str]) -> Run {
    fs::write(small.folder().join(name), text).unwrap();
    small.run([&["import", "playbook", name, "--lang", "zh"], arguments].concat())
}

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
    let wanted = include_str!("../golden/water.yaml");
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

/// What CACAO carries of a step, in words.
fn carried(step: &Step) -> Option<String> {
    let what = match &step.action {
        Action::Do(words) => words.value.trim_end_matches('。'),
        // A jump is no step there; messages, reports and other playbooks are told in a sentence.
        Action::Goto(_) | Action::Notify { .. } | Action::Run { .. } => return None,
        Action::Decide { input, .. } => &input.value,
        Action::Watch { .. } => "watch",
        Action::Parallel(_) => "parallel",
        Action::End { state, .. } => state.value.word(),
    };
    let actor = step.actor.as_ref().map(|role| role.value.as_str());
    let within = step.within.as_ref().map(|within| within.value.base());
    Some(format!("{} {what} {actor:?} {within:?}", step.kind.word()))
}

fn all(playbook: &Playbook) -> BTreeMap<String, String> {
    let mut steps = BTreeMap::new();
    playbook.walk(&mut |step, _| steps.extend(carried(step).map(|told| (step.id.value.clone(), told))));
    steps
}

#[test]
fn what_was_exported_comes_back_as_far_as_the_format_carries_it() {
    let small = sample();
    let old = load::load(&small.plan()).unwrap().plan.unwrap();
    let folder = small.folder().join("cacao");
    fs::create_dir(&folder).unwrap();
    let ids: Vec<String> = old.playbooks.ids().map(str::to_owned).collect();
    assert!(ids.len() > 15);
    for id in &ids {
        let run = small.run(["export", "cacao", "-q", "--only", id, "-o", &format!("cacao/{id}.json")]);
        assert_eq!(run.code(), Some(0), "{}", run.err);
    }
    // They name each other, so all of them have to be there while they come back.
    let shown = |id: &String| {
        let run = small.run(["import", "playbook", &format!("cacao/{id}.json"), "--lang", "zh", "--dry-run"]);
        assert_eq!(run.code(), Some(0), "{id} {}", run.err);
        run.text().to_owned()
    };
    let texts: Vec<String> = ids.iter().map(shown).collect();
    for (id, text) in ids.iter().zip(texts) {
        small.write(&format!("playbooks/{id}.yaml"), text);
    }
    let now = load::load(&small.plan()).unwrap();
    let mut differences = Vec::new();
    let own: BTreeSet<&str> = ids.iter().map(String::as_str).collect();
    let wrong: Vec<_> = now
        .findings
        .iter()
        .filter(|finding| now.sources.path(finding.place.file).contains("/playbooks/"))
        .map(|finding| {
            format!(
                "{}:{:?} {}",
                now.sources.path(finding.place.file),
                now.sources.start(finding.place),
                finding.message.zh
            )
        })
        .collect();
    let plan = now.plan.unwrap_or_else(|| panic!("{wrong:#?}"));
    for id in own {
        let (before, after) = (all(old.playbooks.find(id).unwrap()), all(plan.playbooks.find(id).unwrap()));
        for (step, told) in &before {
            if after.get(step) != Some(told) {
                differences.push(format!("{id}: {told:?} is {:?}", after.get(step)));
            }
        }
        let (before, after) = (old.playbooks.find(id).unwrap(), plan.playbooks.find(id).unwrap());
        assert_eq!((&before.title.value, &before.owner.value), (&after.title.value, &after.owner.value));
        assert_eq!((before.category.value, before.levels.len()), (after.category.value, after.levels.len()));
    }
    assert!(differences.is_empty(), "{differences:#?}");
    // Branches come together where they did: no case overlaps, no jump leads back, no step is lost.
    let run = small.run(["check", "-q", "--format", "json", "--only", "branch-with-hole,broken-flow"]);
    assert_eq!(run.findings(), [], "{}", run.err);
}

/// A playbook of CACAO with these steps.
fn cacao(steps: Value) -> String {
    json!({
        "type": "playbook", "spec_version": "cacao-2.0", "name": "x",
        "workflow_start": "start--1",
        "playbook_variables": {"__temp__": {"type": "integer", "description": "temperature"}},
        "agent_definitions": {"individual--1": {"type": "individual", "name": "技术负责人"}},
        "workflow": steps,
    })
    .to_string()
}

#[test]
fn a_playbook_of_somebody_else_is_read_by_the_standard() {
    let small = Small::new();
    let text = cacao(json!({
        "start--1": {"type": "start", "on_completion": "if-condition--1"},
        "if-condition--1": {"type": "if-condition", "condition": "__temp__:value > 30",
            "on_true": "action--1", "on_false": "action--2"},
        "action--1": {"type": "action", "name": "Cool", "agent": "individual--1", "on_completion": "action--2",
            "commands": [{"type": "bash", "command": "rm -rf /", "description": "Start the fans"}]},
        "action--2": {"type": "action", "on_completion": "while-condition--1", "timeout": 600_000,
            "commands": [{"type": "manual", "command": "Tell the lead"}, {"type": "manual", "command": "Write it down"}]},
        "while-condition--1": {"type": "while-condition", "condition": "__temp__:value > 25",
            "on_true": "action--3", "on_completion": "end--1"},
        "action--3": {"type": "action", "on_completion": "while-condition--1",
            "commands": [{"type": "manual", "command": "Look"}]},
        "action--9": {"type": "action", "commands": [{"type": "manual", "command": "Never"}], "on_completion": "end--1"},
        "end--1": {"type": "end"},
    }));
    let run = import(&small, "x.json", &text, &["--dry-run"]);
    assert_eq!(run.code(), Some(0), "{}", run.err);
    let yaml = run.text();
    let lines: Vec<&str> = yaml.lines().map(str::trim).collect();
    for wanted in [
        "decide: temp",
        "- if: temp > 30",
        "do: Start the fans",
        "# 原文（bash）：rm -rf /",
        "actor: tech-lead",
        "do: Tell the lead",
        "within: 10min",
        "do: Write it down",
        "# 反复做，只要：__temp__:value > 25",
        "do: Look",
    ] {
        assert!(lines.contains(&wanted), "{wanted}\n{yaml}");
    }
    // What comes behind the decision stands once, behind it.
    assert_eq!(yaml.matches("Tell the lead").count(), 1);
    assert!(
        yaml.find("do: Start").unwrap() < yaml.find("do: Tell").unwrap() && yaml.contains("\n      do: Tell"),
        "{yaml}"
    );
    assert!(run.err.contains("action--9") && !yaml.contains("Never"), "{}", run.err);
}

#[test]
fn hostile_files_end_in_a_message_and_nothing_is_written() {
    let small = Small::new();
    let before = files(&small.plan());
    let step = |next: &str| json!({"type": "action", "on_completion": next, "commands": []});
    let chain = |count: usize| {
        let mut steps: serde_json::Map<String, Value> =
            (0..count).map(|at| (format!("action--{at}"), step(&format!("action--{}", at + 1)))).collect();
        steps.insert("start--1".into(), json!({"type": "start", "on_completion": "action--0"}));
        cacao(Value::Object(steps))
    };
    let nest = |count: usize| {
        let mut steps = serde_json::Map::new();
        steps.insert("start--1".into(), json!({"type": "start", "on_completion": "if-condition--0"}));
        for at in 0..count {
            let inner = format!("if-condition--{}", at + 1);
            steps.insert(
                format!("if-condition--{at}"),
                json!({"type": "if-condition", "condition": "a", "on_true": inner, "on_completion": "end--1"}),
            );
        }
        steps.insert("end--1".into(), json!({"type": "end"}));
        cacao(Value::Object(steps))
    };
    let cases: Vec<(&str, String, i32, &str)> = vec![
        ("deep.json", "[".repeat(200_000), 3, "over-limit"),
        ("deeper.json", "{\"a\":".repeat(100_000), 3, "over-limit"),
        ("many.json", format!("[{}0]", "0,".repeat(400_000)), 3, "over-limit"),
        ("cut.json", "{\"type\": \"playbook\", ".into(), 3, "bad-json"),
        ("other.json", "{\"type\": \"bundle\", \"id\": \"1\"}".into(), 3, "bad-cacao"),
        ("chain.json", chain(5_000), 3, "over-limit"),
        ("nest.json", nest(400), 3, "over-limit"),
        ("lists.md", (0..200).map(|at| format!("{}- a\n", "  ".repeat(at))).collect(), 3, "over-limit"),
        ("quotes.md", ">".repeat(50_000), 0, "没有步骤"),
        ("items.md", "- 甲\n".repeat(20_000), 3, "over-limit"),
        ("hidden.md", "# 标题\n- 查看\u{202e}电源\n".into(), 3, "hidden-character"),
        ("empty.md", String::new(), 0, "没有步骤"),
        ("gone.json", cacao(json!({"start--1": {"type": "start", "on_completion": "action--7"}})), 1, "action--7"),
        (
            "ring.json",
            cacao(json!({
                "start--1": {"type": "start", "on_completion": "action--1"},
                "action--1": step("action--2"), "action--2": step("action--1"),
            })),
            1,
            "成了环",
        ),
        ("self.json", cacao(json!({"start--1": {"type": "start", "on_completion": "start--1"}})), 1, "成了环"),
    ];
    for (name, text, code, told) in cases {
        let run = import(&small, name, &text, &["--id", name.split_once('.').unwrap().0]);
        assert_eq!(run.code(), Some(code), "{name}: {}", run.err.chars().take(400).collect::<String>());
        assert!(run.err.contains(told), "{name}: {}", run.err.chars().take(400).collect::<String>());
        if code != 0 {
            assert!(files(&small.plan()) == before, "{name}");
        } else {
            fs::remove_dir_all(small.plan()).unwrap();
            copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/plans/minimal"), &small.plan());
        }
    }
    fs::write(small.folder().join("gbk.md"), [0xD0, 0xD5, 0xC3, 0xFB]).unwrap();
    let run = small.run(["import", "playbook", "gbk.md", "--lang", "zh"]);
    assert!(run.code() == Some(3) && run.err.contains("GBK"), "{}", run.err);
    assert_eq!(small.run(["import", "playbook", "nothing.md"]).code(), Some(3));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn no_text_stops_the_reader(parts in proptest::collection::vec(0..FRAGMENTS.len(), 0..40), tail in ".{0,8}") {
        let text: String = parts.into_iter().map(|at| FRAGMENTS[at]).chain([tail.as_str()]).collect();
        read(&text);
        // The same as a field of a playbook of CACAO, and a playbook cut short.
        let whole = cacao(json!({
            "start--1": {"type": "start", "on_completion": "if-condition--1"},
            "if-condition--1": {"type": "if-condition", "condition": text, "on_true": "action--1", "on_false": "end--1"},
            "action--1": {"type": "action", "commands": [{"type": "manual", "command": text}], "on_completion": text},
            "end--1": {"type": "end", "name": text},
        }));
        read(&whole);
        let cut = whole.floor_char_boundary(text.len() * 7 % whole.len());
        read(&whole[..cut]);
    }

    #[test]
    fn every_text_is_written_as_what_it_is(text in "\\PC{0,24}", other in "[-?:,\\[\\]{}#&*!|>'\"%@`=<~ 0-9a-zA-Z.甲：]{0,12}") {
        let fields = vec![
            Field::Set("a", Text::text(&text)),
            Field::Set("b", Text::Texts(vec![text.clone(), other.clone()])),
            Field::Set("c", Text::Items(vec![vec![Field::Remark(other.clone()), Field::Set("d", Text::text(&other))]])),
        ];
        let yaml = plangen::render::yaml::text(&fields);
        let events = granit_parser::Parser::new_from_str(&yaml).map(|event| event.unwrap_or_else(|error| panic!("{error}\n{yaml}")).0);
        let scalars: Vec<String> = events
            .filter_map(|event| match event {
                granit_parser::Event::Scalar(value, ..) => Some(value.into_owned()),
                _ => None,
            })
            .collect();
        let wanted = ["a", &text, "b", &text, &other, "c", "d", &other];
        prop_assert_eq!(scalars, wanted, "{}", yaml);
    }
}

/// What checklists and conditions are made of, in any order.
const FRAGMENTS: &[&str] = &[
    "# ",
    "\n",
    "- ",
    "  - ",
    "1. ",
    "如果",
    "若",
    "，则",
    "否则",
    "：",
    ":",
    "（",
    "）",
    "5分钟内",
    "值班员",
    "技术负责人",
    "甲",
    "|a|b|\n|-|-|\n",
    "```\n",
    "> ",
    "<b>",
    "## 步骤\n",
    "## 启动条件\n",
    "，",
    "时",
    "内",
    "(",
    ")",
    "[ ] ",
    "[",
    "'",
    "__a__:value",
    " = ",
    " AND ",
    " IN (",
    "\\",
    "**",
    "💧",
    "\t",
    "&amp;",
];

fn read(text: &str) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.md");
    fs::write(&path, text).unwrap();
    // A text with zero bytes may look like UTF-16, which is told.
    let Ok(drafted) = load::draft::draft(&path, Some("a"), &Glance::default(), &BTreeMap::new()) else { return };
    if let Some((_, fields)) = drafted.skeleton {
        let yaml = plangen::render::yaml::text(&fields);
        for event in granit_parser::Parser::new_from_str(&yaml) {
            assert!(event.is_ok(), "{text}\n{yaml}");
        }
    }
}
