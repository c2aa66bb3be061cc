//! Somebody else's playbook, read as far as it says something, into a skeleton of ours.
//!
//! Nothing is made up: what the file does not say stays open in the skeleton and is a finding at the
//! place where it would have been said. What it says and a playbook has no field for is kept as a
//! remark beside the step.

mod cacao;
mod gaps;
mod lay;
mod markdown;
mod pattern;
mod words;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::findings::Findings;
use super::glance::Glance;
use super::{encoding, faults, files, json};
use crate::finding::{FileId, Finding, Message, Place, Severity, Sources};
use crate::model::Sourced;
use crate::say;
use crate::text::skeleton::Fields;

/// Most steps of one playbook; more are no playbook but a manual.
const STEP_LIMIT: usize = 1_000;

/// A file that was read.
#[derive(Debug)]
pub struct Drafted {
    /// The texts.
    pub sources: Sources,
    /// What was found.
    pub findings: Vec<Finding>,
    /// The skeleton with its id; none where the file says nothing that could be one.
    pub skeleton: Option<(String, Fields)>,
    /// How many steps it has.
    pub steps: usize,
}

/// `text` as an id, where it can be one.
pub fn id(text: &str) -> Option<String> {
    words::id(text).filter(|id| id == text)
}

/// Reads the playbook in the file at `path`. `id` is its id where one was given; `links` are the
/// CACAO identifiers of the plan's playbooks with their ids.
///
/// # Errors
/// When the file cannot be read as text.
pub fn draft(
    path: &Path,
    id: Option<&str>,
    glance: &Glance,
    links: &BTreeMap<String, String>,
) -> Result<Drafted, Message> {
    let text = files::single(path)?;
    let mut sources = Sources::default();
    let shown = path.display().to_string();
    let file = sources.add(shown, text.as_str());
    let mut reading = Reading { file, text: &text, glance, links, findings: Findings::default(), ids: BTreeSet::new() };
    encoding::hidden_characters(file, &sources, &mut reading.findings);
    let is_json = text.trim_start().starts_with(['{', '[']);
    let draft = if reading.findings.has_errors() {
        None
    } else if is_json {
        match json::parse(file, &text) {
            Ok(node) => cacao::read(&node, &mut reading),
            Err(finding) => {
                reading.findings.push(*finding);
                None
            }
        }
    } else {
        markdown::read(&mut reading)
    };
    let skeleton = draft.map(|mut draft| {
        let told = id.map(str::to_owned).or_else(|| draft.id.take());
        let id = told.or_else(|| path.file_stem().and_then(|stem| stem.to_str()).and_then(words::id));
        gaps::tell(&draft, &mut reading);
        (id.unwrap_or_default(), lay::out(&draft), draft.count())
    });
    let mut findings = reading.findings.into_list();
    crate::finding::sort(&mut findings, &sources);
    let steps = skeleton.as_ref().map_or(0, |(_, _, steps)| *steps);
    let over = findings.iter().any(|finding| finding.rule == faults::OVER_LIMIT && finding.severity == Severity::Error);
    let skeleton = skeleton.filter(|_| !over).map(|(id, fields, _)| (id, fields));
    Ok(Drafted { sources, findings, skeleton, steps })
}

/// A playbook as far as the file says it.
#[derive(Debug, Default)]
struct Draft {
    /// Its id, where the file tells ours.
    id: Option<String>,
    title: Option<Sourced<String>>,
    category: Option<String>,
    hazards: Vec<String>,
    scope: Option<String>,
    /// Id of the role.
    owner: Option<String>,
    levels: Vec<String>,
    facts: Vec<String>,
    prevention: Vec<Sourced<String>>,
    do_not: Vec<String>,
    inputs: Vec<Input>,
    steps: Vec<Step>,
    /// What the file says of starting, grading and the like, in its own words, by the field it may
    /// become.
    told: Vec<(&'static str, String)>,
    /// Further words.
    remarks: Vec<String>,
}

/// A variable that branches test.
#[derive(Debug)]
struct Input {
    place: Place,
    name: String,
    label: String,
    /// `bool`, `enum`, `quantity`, `level`; none where the file does not say.
    r#type: Option<&'static str>,
    unit: Option<&'static str>,
    values: Vec<String>,
}

/// A step.
#[derive(Debug)]
struct Step {
    place: Place,
    id: String,
    kind: Option<&'static str>,
    act: Act,
    /// Id of the role.
    actor: Option<String>,
    /// Who acts, in words that are no role of the plan.
    actor_told: Option<String>,
    within: Option<String>,
    since: Option<String>,
    every: Option<String>,
    until: Option<String>,
    fills: Vec<String>,
    requires: Vec<String>,
    verify: Vec<String>,
    warning: Option<String>,
    irreversible: bool,
    remarks: Vec<String>,
}

/// What a step does.
#[derive(Debug)]
enum Act {
    Do(String),
    Decide {
        input: String,
        cases: Vec<Case>,
    },
    /// Branches with their names, where these are told.
    Parallel(Vec<(Option<String>, Vec<Step>)>),
    Watch {
        condition: Option<String>,
        then: Then,
    },
    Run {
        target: Option<String>,
        returns: bool,
    },
    Goto(String),
    End(Option<&'static str>),
}

/// What a watch leads to.
#[derive(Debug)]
enum Then {
    Steps(Vec<Step>),
    Goto(String),
    Run(Option<String>),
}

/// A case of a decision; `None` stands for every other.
#[derive(Debug)]
struct Case {
    place: Place,
    when: Option<String>,
    steps: Vec<Step>,
}

impl Step {
    fn new(place: Place, id: String, act: Act) -> Self {
        Self {
            place,
            id,
            kind: None,
            act,
            actor: None,
            actor_told: None,
            within: None,
            since: None,
            every: None,
            until: None,
            fills: Vec::new(),
            requires: Vec::new(),
            verify: Vec::new(),
            warning: None,
            irreversible: false,
            remarks: Vec::new(),
        }
    }

    /// The runs of steps inside.
    fn inner(&self) -> Vec<&Vec<Step>> {
        match &self.act {
            Act::Decide { cases, .. } => cases.iter().map(|case| &case.steps).collect(),
            Act::Parallel(branches) => branches.iter().map(|(_, steps)| steps).collect(),
            Act::Watch { then: Then::Steps(steps), .. } => vec![steps],
            _ => Vec::new(),
        }
    }
}

impl Draft {
    fn walk<'a>(steps: &'a [Step], see: &mut dyn FnMut(&'a Step)) {
        for step in steps {
            see(step);
            for inner in step.inner() {
                Self::walk(inner, see);
            }
        }
    }

    fn count(&self) -> usize {
        let mut count = 0;
        Self::walk(&self.steps, &mut |_| count += 1);
        count
    }
}

/// What reading a file needs and finds.
struct Reading<'a> {
    file: FileId,
    text: &'a str,
    glance: &'a Glance,
    links: &'a BTreeMap<String, String>,
    findings: Findings,
    /// Ids of steps that are taken.
    ids: BTreeSet<String>,
}

impl Reading<'_> {
    /// Something the file does not say and a playbook needs.
    fn open(&mut self, place: Place, message: Message, help: Message) {
        self.findings.push(Finding::warning(faults::OPEN_DRAFT, place, message).help(help));
    }

    /// Something the file says and a playbook has no field for.
    fn unplaced(&mut self, place: Place, message: Message) {
        self.findings.push(Finding::warning(faults::UNPLACED_PART, place, message).help(say!(
            "原文记在骨架的注释里；改写成字段，或者删掉注释",
            "its words stand in a comment of the skeleton; put them into a field, or delete the comment"
        )));
    }

    /// A file that is larger than any playbook.
    fn too_many(&mut self, place: Place) {
        let message = say!("超过 {STEP_LIMIT} 个步骤", "more than {STEP_LIMIT} steps");
        self.findings.push(
            Finding::error(faults::OVER_LIMIT, place, message)
                .help(say!("处置方案不会有这么长；一个文件只放一个方案", "no playbook is as long; keep one in a file")),
        );
    }

    /// An id for a step: as told where it is one and free, else the next number.
    fn step_id(&mut self, told: Option<&str>) -> String {
        let free = |id: &String| !self.ids.contains(id);
        let id = told.and_then(words::id).filter(free).unwrap_or_else(|| {
            let numbers = (self.ids.len() + 1)..;
            numbers.map(|number| format!("s{number}")).find(free).unwrap_or_default()
        });
        self.ids.insert(id.clone());
        id
    }
}
