//! Files of which nobody knows what they are.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use plangen::load;
use plangen::load::glance::Glance;
use plangen::text::skeleton::{Field, Value as Text};
use proptest::prelude::*;
use serde_json::{Value, json};

use super::{cacao, import};
use crate::small::{Small, copy, files};

#[test]
fn nothing_is_put_into_a_folder_that_is_no_plan() {
    let small = Small::new();
    fs::write(small.folder().join("a.md"), "# 停电\n\n- 看面板\n").unwrap();
    let before = files(small.folder());
    let run = small.run(["import", "playbook", "a.md", "--plan", ".", "--yes", "--lang", "zh"]);
    assert_eq!((run.code(), run.text()), (Some(3), ""), "{}", run.err);
    assert!(run.err.contains("“.”里没有预案") && run.err.contains("是不是 --plan plan-source？"), "{}", run.err);
    assert!(files(small.folder()) == before, "something was written");
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
