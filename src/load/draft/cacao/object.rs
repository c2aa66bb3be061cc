//! What a CACAO playbook says besides its workflow.

use super::super::super::faults;
use super::super::super::tree::{Node, Value};
use super::super::words;
use super::super::{Draft, Input, Reading, pattern};
use super::graph::{self, Graph};
use super::{place_of, text, texts};
use crate::finding::{Finding, Place};
use crate::model::Sourced;
use crate::model::event::Category;
use crate::model::org::Hazard;
use crate::model::quantity::UNITS;
use crate::model::words::Words;
use crate::say;

/// Variables that every condition of ours knows.
const BUILT_IN: [&str; 4] = ["level", "operator", "elapsed", "category"];

/// The head of the playbook; nothing where this is none.
pub(super) fn head(root: &Node, cx: &mut Reading<'_>) -> Option<Draft> {
    let version = text(root, "spec_version").unwrap_or_default();
    if text(root, "type") != Some("playbook") || !version.starts_with("cacao-2") {
        let place = if root.get("type").is_some() { place_of(root, "type") } else { root.place.part(0..1) };
        let message = say!("这不是 CACAO 2.0 的处置方案", "this is no playbook of CACAO 2.0");
        cx.findings.push(Finding::error(faults::BAD_CACAO, place, message).help(say!(
            "文件应有 type: playbook 和 spec_version: cacao-2.0；Markdown 检查单用 .md",
            "the file should have type: playbook and spec_version: cacao-2.0; use .md for a Markdown checklist"
        )));
        return None;
    }
    let mut draft = Draft::default();
    let own = graph::extension(root).and_then(|key| root.get("playbook_extensions")?.get(key));
    draft.title = root.get("name").and_then(|node| {
        let value = super::peek_text(node)?.to_owned();
        Some(Sourced { value, place: node.place })
    });
    for label in texts(root, "labels") {
        if Category::ALL.iter().any(|(word, _)| *word == label) && draft.category.is_none() {
            draft.category = Some(label);
        } else if Hazard::ALL.iter().any(|(word, _)| *word == label) {
            draft.hazards.push(label);
        } else {
            draft.remarks.push(label);
        }
    }
    let description = text(root, "description").unwrap_or_default();
    match description.split_once("启动条件：").filter(|_| own.is_some()) {
        Some((_, triggers)) => draft.told.push(("triggers", triggers.trim_end_matches('。').to_owned())),
        None if description.is_empty() => {}
        None => draft.remarks.push(description.to_owned()),
    }
    draft.levels = own.map(|own| texts(own, "levels")).unwrap_or_default();
    let severity = text(root, "severity").filter(|severity| *severity != "0" && draft.levels.is_empty());
    if let Some(severity) = severity {
        draft.told.push(("levels", format!("severity {severity}")));
    }
    if let Some(own) = own {
        draft.id = text(own, "playbook").and_then(words::id);
        match text(own, "owner").map(|owner| (owner, cx.glance.role(owner))) {
            Some((_, Some(role))) => draft.owner = Some(role.to_owned()),
            Some((owner, None)) => draft.told.push(("owner", owner.to_owned())),
            None => {}
        }
        draft.facts = texts(own, "facts");
        draft.do_not = texts(own, "do_not");
    }
    if let Some(Value::Mapping(entries)) = root.get("playbook_variables").map(|node| &node.value) {
        for (key, node) in entries {
            // The end of a watch is told by its `until`.
            let over = key.text.ends_with("-over__") && own.is_some();
            if let Some(name) = pattern::name(&key.text).filter(|_| !over) {
                draft.inputs.push(variable(name, key.place, node, own.is_some()));
            }
        }
    }
    Some(draft)
}

/// Takes out the variables that every condition knows, which need no declaration.
pub(super) fn settle(draft: &mut Draft) {
    draft.inputs.retain(|input| !BUILT_IN.contains(&input.name.as_str()));
}

fn variable(name: String, place: Place, node: &Node, ours: bool) -> Input {
    let told = text(node, "description").unwrap_or(&name).to_owned();
    let mut input = Input { place, name, label: told.clone(), r#type: None, unit: None, values: Vec::new() };
    let bracketed = || told.strip_suffix('）').and_then(|told| told.rsplit_once('（'));
    match text(node, "type") {
        Some("bool" | "boolean") => input.r#type = Some("bool"),
        Some("integer") if ours && told.contains("1 一般") => {
            input.r#type = Some("level");
            input.label = bracketed().map_or(&*told, |(label, _)| label).to_owned();
        }
        Some("float" | "integer") => {
            input.r#type = Some("quantity");
            if let Some((label, unit)) = bracketed().filter(|_| ours) {
                input.label = label.to_owned();
                let unit = UNITS.iter().find(|own| own.printed == unit || own.source == unit);
                input.unit = unit.map(|unit| unit.source);
            }
        }
        Some("string") if ours => {
            if let Some((label, values)) = told.split_once('：') {
                input.r#type = Some("enum");
                input.label = label.to_owned();
                input.values = values.split('、').map(str::to_owned).collect();
            }
        }
        _ => {}
    }
    input
}

/// A yes-or-no question in the words of a condition that is not understood.
pub(super) fn ask(words: &str, place: Place, draft: &mut Draft) -> String {
    let label = if words.is_empty() { "（没有写条件）" } else { words };
    if let Some(known) = draft.inputs.iter().find(|input| input.label == label) {
        return known.name.clone();
    }
    let taken = |name: &String| draft.inputs.iter().any(|input| input.name == *name);
    let name = (1..).map(|number| format!("q{number}")).find(|name| !taken(name)).unwrap_or_default();
    let input = Input {
        place,
        name: name.clone(),
        label: label.to_owned(),
        r#type: Some("bool"),
        unit: None,
        values: Vec::new(),
    };
    draft.inputs.push(input);
    name
}

/// Makes sure that a variable whose words are told apart is declared with these words.
pub(super) fn declare(name: &str, words: &[String], place: Place, draft: &mut Draft) {
    let found = draft.inputs.iter_mut().find(|input| input.name == name);
    let input = match found {
        Some(input) => input,
        None => {
            draft.inputs.push(Input {
                place,
                name: name.to_owned(),
                label: name.to_owned(),
                r#type: None,
                unit: None,
                values: Vec::new(),
            });
            let Some(input) = draft.inputs.last_mut() else { return };
            input
        }
    };
    input.r#type.get_or_insert("enum");
    if input.r#type == Some("enum") {
        for word in words {
            if !input.values.contains(word) {
                input.values.push(word.clone());
            }
        }
    }
}

/// Until when a watch of our export goes on.
pub(super) fn until(graph: &Graph<'_>, at: usize) -> Option<String> {
    let over = format!("__{}-over__", graph.name(at)?);
    let told = graph.variables.get(over.as_str())?.strip_prefix("监护是否结束：")?;
    (told != "监护结束").then(|| told.to_owned())
}
