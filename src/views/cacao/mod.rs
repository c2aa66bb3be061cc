//! Playbooks as CACAO 2.0, for programs that run or exchange them.
//!
//! An interchange format, not the source: CACAO knows no units, no succession of roles, no forms.
//! What it has no field for goes into an extension of ours. Roles act, persons are never named.
//! Steps are no matter for the public (see `playbook`), so there is no public edition.

mod condition;
mod shape;
mod workflow;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::json;

pub use shape::Cacao;

use super::identifier::identifier;
use super::refer::Edition;
use super::steps::Telling;
use crate::check::Checked;
use crate::model::playbook::{InputType, Playbook, StepKind};
use crate::model::{Clearance, Date, Entity};
use condition::{rank, variable};
use shape::{Agent, Step, Variable};
use workflow::Workflow;

/// Every playbook for readers of `clearance`; none for the public.
pub fn cacao(plan: &Checked, clearance: Clearance) -> Vec<Cacao> {
    if clearance == Clearance::Public {
        return Vec::new();
    }
    let edition = Edition::new(plan, clearance);
    plan.playbooks.iter().map(|playbook| one(&edition, playbook)).collect()
}

/// The identifiers by which playbooks of the plan `plan` call each other, with their ids.
pub fn identifiers<'a>(plan: &str, ids: impl Iterator<Item = &'a str>) -> BTreeMap<String, String> {
    let named = ids.map(|id| (format!("playbook--{}", identifier(plan, &format!("playbook:{id}"))), id.to_owned()));
    named.collect()
}

fn one(edition: &Edition<'_>, playbook: &Playbook) -> Cacao {
    let plan = edition.plan;
    let own = |kind: &str, what: &str| format!("{kind}--{}", identifier(&plan.head.id.value, what));
    let telling = Telling::new(edition, playbook);
    let extension = own("extension-definition", "cacao/extension");
    let mut workflow = Workflow {
        telling: &telling,
        extension: extension.clone(),
        steps: BTreeMap::new(),
        roles: BTreeSet::new(),
        variables: BTreeSet::new(),
        watches: BTreeMap::new(),
        activities: BTreeSet::new(),
    };
    let first = workflow.run(&playbook.steps, "main", None);
    let start = workflow.id("start", "start");
    workflow.steps.insert(start.clone(), Step { r#type: "start", on_completion: Some(first), ..Step::default() });

    workflow.settle();

    let modified = plan.head.document.dated.value;
    let created = plan.versions.iter().map(|version| version.issued.value).min().unwrap_or(modified).min(modified);
    let identity = own("identity", "organisation");
    let marking = own("marking-tlp", &format!("cacao/tlp/{}", edition.clearance.word()));
    let severity = playbook.levels.iter().map(|level| rank(level.value)).max().unwrap_or(1) * 25;
    let texts =
        |texts: &[crate::model::Sourced<String>]| texts.iter().map(|text| text.value.clone()).collect::<Vec<_>>();
    let mut labels = vec![playbook.category.word().to_owned()];
    labels.extend(playbook.hazards.iter().map(|hazard| hazard.word().to_owned()));
    let triggers: Vec<&str> = playbook.triggers.iter().map(|id| plan.triggers[id].label.value.as_str()).collect();
    let agents = workflow.roles.iter().filter_map(|id| plan.roles.find(id)).map(|role| {
        let agent = Agent { r#type: "individual", name: role.name.value.clone() };
        (own("individual", &role.id().qualified()), agent)
    });
    Cacao {
        file: playbook.id().as_str().to_owned(),
        r#type: "playbook",
        spec_version: "cacao-2.0",
        id: own("playbook", &playbook.id().qualified()),
        name: playbook.title.value.clone(),
        description: format!("{}：{}。启动条件：{}。", edition.plan_title(), playbook.title.value, triggers.join("；")),
        playbook_types: types(playbook),
        playbook_activities: workflow.activities.iter().copied().collect(),
        created_by: identity.clone(),
        created: midnight(created),
        modified: midnight(modified),
        valid_from: midnight(modified),
        // The most pressing has 1: first what endangers life, then by severity.
        priority: if playbook.hazards.is_empty() { 101 - severity } else { 1 },
        severity,
        impact: severity,
        labels,
        markings: vec![marking.clone()],
        playbook_variables: variables(&telling, &workflow),
        workflow_start: start,
        playbook_extensions: BTreeMap::from([(
            extension.clone(),
            json!({
                "plan": plan.head.id.value,
                "version": plan.head.version.value,
                "document": plan.head.document.number.to_string(),
                "playbook": playbook.id().as_str(),
                "owner": plan.roles[&playbook.owner].name.value,
                "levels": playbook.levels.iter().map(|level| level.word()).collect::<Vec<_>>(),
                "do_not": texts(&playbook.do_not),
                "facts": texts(&playbook.facts),
            }),
        )]),
        agent_definitions: agents.collect(),
        extension_definitions: BTreeMap::from([(
            extension,
            json!({
                "type": "extension-definition",
                "name": "plangen",
                "description": "What an emergency plan says beyond CACAO: step numbers, limits in words, forms, qualifications, warnings.",
                "created_by": identity.clone(),
                "schema": "Objects with texts and lists of texts; every field may be absent.",
                "version": "1.0.0",
            }),
        )]),
        data_marking_definitions: BTreeMap::from([(
            marking.clone(),
            json!({
                "type": "marking-tlp",
                "id": marking,
                "created_by": identity,
                "created": midnight(created),
                "tlpv2_level": tlp(edition.clearance),
            }),
        )]),
        workflow: workflow.steps,
    }
}

/// The clearance as a TLP 2.0 level (FIRST).
fn tlp(clearance: Clearance) -> &'static str {
    match clearance {
        Clearance::Public => "TLP:CLEAR",
        Clearance::Internal => "TLP:AMBER+STRICT",
        Clearance::Restricted => "TLP:RED",
    }
}

/// What the playbook is for (3.1.1).
fn types(playbook: &Playbook) -> Vec<&'static str> {
    let mut types = BTreeSet::new();
    playbook.walk(&mut |step, _| {
        types.extend(match step.kind {
            StepKind::Inspect | StepKind::Preserve => Some("investigation"),
            StepKind::Watch => Some("detection"),
            StepKind::LifeSafety | StepKind::Isolate | StepKind::Handle => Some("mitigation"),
            StepKind::Report => Some("notification"),
            StepKind::Recover | StepKind::Verify => Some("remediation"),
            StepKind::Decide | StepKind::Record | StepKind::End => None,
        });
    });
    if !playbook.prevention.is_empty() {
        types.insert("prevention");
    }
    types.into_iter().collect()
}

/// What conditions ask for. CACAO has texts only: the description says in which unit.
fn variables(telling: &Telling<'_>, workflow: &Workflow<'_>) -> BTreeMap<String, Variable> {
    let made = |r#type, description| Variable { r#type, description, constant: false, external: true };
    let mut variables: BTreeMap<String, Variable> = workflow
        .variables
        .iter()
        .map(|name| {
            let label = telling.label(name);
            let told = match telling.playbook.input(name) {
                Some(input) => match input.r#type.value {
                    InputType::Quantity => {
                        made("float", format!("{label}（{}）", base(input.unit.as_ref().map(|unit| unit.dimension))))
                    }
                    InputType::Choice => made("string", format!("{label}：{}", words(&input.values))),
                    InputType::Flag => made("bool", label),
                    InputType::Level => made("integer", format!("{label}（{LEVELS}）")),
                },
                None if name == "level" => made("integer", format!("{label}（{LEVELS}）")),
                None if name == "elapsed" => made("float", format!("{label}（秒）")),
                None => made("string", label),
            };
            (variable(name), told)
        })
        .collect();
    variables.extend(
        workflow.watches.iter().map(|(name, until)| (name.clone(), made("bool", format!("监护是否结束：{until}")))),
    );
    variables
}

const LEVELS: &str = "1 一般、2 较大、3 重大、4 特别重大";

fn words(values: &[crate::model::Sourced<String>]) -> String {
    values.iter().map(|value| value.value.as_str()).collect::<Vec<_>>().join("、")
}

/// The unit numbers are in.
fn base(dimension: Option<crate::model::quantity::Dimension>) -> &'static str {
    use crate::model::quantity::Dimension;
    match dimension {
        Some(Dimension::Time) => "秒",
        Some(Dimension::WorkTime) => "个工作日",
        Some(Dimension::Calendar) => "个月",
        Some(Dimension::Temperature) => "℃",
        Some(Dimension::Humidity) => "%RH",
        Some(Dimension::Share) => "%",
        Some(Dimension::Voltage) => "V",
        Some(Dimension::Current) => "A",
        Some(Dimension::Power) => "W",
        Some(Dimension::ApparentPower) => "VA",
        Some(Dimension::Money) => "元",
        Some(Dimension::Bandwidth) => "Mbps",
        Some(Dimension::Storage) => "GB",
        Some(Dimension::Length) => "毫米",
        Some(Dimension::Count(word)) => word,
        None => "无单位",
    }
}

/// The first moment of a day in China, in UTC.
fn midnight(date: Date) -> String {
    let before = date.yesterday().unwrap_or(date);
    format!("{before}T16:00:00.000Z")
}
