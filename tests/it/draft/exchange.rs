//! Playbooks of CACAO, our own and those of others.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use plangen::load;
use plangen::model::playbook::{Action, Playbook, Step};
use serde_json::json;

use super::{cacao, import};
use crate::small::{Small, copy};

/// The sample plan in a folder of its own.
fn sample() -> Small {
    let small = Small::new();
    fs::remove_dir_all(small.plan()).unwrap();
    copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("plan-source"), &small.plan());
    small
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
