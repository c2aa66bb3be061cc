//! Playbooks that others wrote, brought in as skeletons.

mod checklist;
mod exchange;
mod hostile;

use std::fs;

use serde_json::{Value, json};

use crate::small::{Run, Small};

fn import(small: &Small, name: &str, text: &str, arguments: &[&str]) -> Run {
    fs::write(small.folder().join(name), text).unwrap();
    small.run([&["import", "playbook", name, "--lang", "zh"], arguments].concat())
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
