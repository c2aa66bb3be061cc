//! The objects of CACAO 2.0 (OASIS CS01, 27 November 2023) that a plan needs.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::Value;

/// A playbook object.
#[derive(Debug, Clone, Serialize)]
pub struct Cacao {
    /// Id in the plan, for the name of the file.
    #[serde(skip)]
    pub file: String,
    pub(super) r#type: &'static str,
    pub(super) spec_version: &'static str,
    pub(super) id: String,
    pub(super) name: String,
    pub(super) description: String,
    pub(super) playbook_types: Vec<&'static str>,
    pub(super) playbook_activities: Vec<&'static str>,
    pub(super) created_by: String,
    pub(super) created: String,
    pub(super) modified: String,
    pub(super) valid_from: String,
    pub(super) priority: u8,
    pub(super) severity: u8,
    pub(super) impact: u8,
    pub(super) labels: Vec<String>,
    pub(super) markings: Vec<String>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub(super) playbook_variables: BTreeMap<String, Variable>,
    pub(super) workflow_start: String,
    pub(super) workflow: BTreeMap<String, Step>,
    pub(super) playbook_extensions: BTreeMap<String, Value>,
    pub(super) agent_definitions: BTreeMap<String, Agent>,
    pub(super) extension_definitions: BTreeMap<String, Value>,
    pub(super) data_marking_definitions: BTreeMap<String, Value>,
}

/// A variable.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Variable {
    pub(super) r#type: &'static str,
    pub(super) description: String,
    pub(super) constant: bool,
    pub(super) external: bool,
}

/// Who acts: a role, never a person.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Agent {
    pub(super) r#type: &'static str,
    pub(super) name: String,
}

/// A workflow step; which fields it has depends on its type.
#[derive(Debug, Clone, Default, Serialize)]
pub(super) struct Step {
    pub(super) r#type: &'static str,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) timeout: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) on_completion: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) on_success: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) on_failure: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) commands: Vec<Command>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) agent: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) playbook_id: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) next_steps: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) condition: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) on_true: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) on_false: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) switch: Option<String>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub(super) cases: BTreeMap<String, String>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub(super) step_extensions: BTreeMap<String, Value>,
}

impl Step {
    /// The steps it may lead to.
    pub(super) fn onward(&self) -> impl Iterator<Item = &String> {
        let single = [&self.on_completion, &self.on_success, &self.on_failure, &self.on_true, &self.on_false];
        single.into_iter().flatten().chain(&self.next_steps).chain(self.cases.values())
    }
}

/// What a person is told to do.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Command {
    pub(super) r#type: &'static str,
    pub(super) command: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) playbook_activity: Option<&'static str>,
}
