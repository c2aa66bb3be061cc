//! Calls in prose to typed references.

mod arguments;

use super::call::Call;
use super::faults;
use super::markdown::Parsed;
use super::read::Reader;
use super::resolve::dangling;
use crate::finding::Finding;
use crate::model::document::AnnexTable;
use crate::model::org::Role;
use crate::model::prose::*;
use crate::model::words::Words;
use crate::model::{Entity, Id, Quantity, Records, document::Policy};
use crate::say;
use crate::text::{Block, Inline};
use arguments::Arguments;

/// What references are held against.
pub(super) struct Names<'a> {
    pub(super) records: &'a Records,
    pub(super) policy: Option<&'a Policy>,
    pub(super) sections: &'a [String],
}

/// The functions prose may call.
const FUNCTIONS: &[&str] = &[
    "phone",
    "contact",
    "role",
    "unit",
    "group",
    "site",
    "limit",
    "policy",
    "value",
    "playbook",
    "form",
    "annex",
    "section",
    "law",
    "organisation",
    "plan_title",
    "number",
    "replaces",
    "table",
    "duties",
    "members",
    "principles",
    "exemptions",
    "orgchart",
    "steps",
];

/// Turns the calls of a file into references, reporting those that lead nowhere.
pub(super) fn resolve(parsed: Parsed, names: &Names<'_>, cx: &mut Reader) -> Prose {
    Prose { blocks: blocks(parsed.blocks, names, cx) }
}

fn blocks(blocks_in: Vec<Block<Call>>, names: &Names<'_>, cx: &mut Reader) -> Vec<Block<Reference>> {
    let mut out = Vec::new();
    for block in blocks_in {
        out.push(match block {
            Block::Heading { level, id, body, place } => {
                Block::Heading { level, id, body: inlines(body, names, cx), place }
            }
            Block::Paragraph { body, place } => Block::Paragraph { body: inlines(body, names, cx), place },
            Block::List { ordered, items } => {
                Block::List { ordered, items: items.into_iter().map(|item| blocks(item, names, cx)).collect() }
            }
            Block::Table { head, rows } => Block::Table {
                head: head.into_iter().map(|cell| inlines(cell, names, cx)).collect(),
                rows: rows
                    .into_iter()
                    .map(|row| row.into_iter().map(|cell| inlines(cell, names, cx)).collect())
                    .collect(),
            },
            Block::Insert(call) => match reference(&call, names, cx) {
                Some(reference) if reference.target.is_block() => Block::Insert(reference),
                // A fact alone on its line is a short paragraph.
                Some(reference) => Block::Paragraph { place: call.place, body: vec![Inline::Reference(reference)] },
                None => continue,
            },
        });
    }
    out
}

fn inlines(inlines_in: Vec<Inline<Call>>, names: &Names<'_>, cx: &mut Reader) -> Vec<Inline<Reference>> {
    let mut out = Vec::new();
    for inline in inlines_in {
        out.push(match inline {
            Inline::Text(text, place) => Inline::Text(text, place),
            Inline::Strong(inner) => Inline::Strong(inlines(inner, names, cx)),
            Inline::Emphasis(inner) => Inline::Emphasis(inlines(inner, names, cx)),
            Inline::Break => Inline::Break,
            Inline::Reference(call) => match reference(&call, names, cx) {
                Some(reference) if reference.target.is_block() => {
                    let name = &call.name.value;
                    cx.report(
                        Finding::error(
                            faults::BAD_CALL,
                            call.place,
                            say!("“{name}”要独占一行", "'{name}' must stand alone on its line"),
                        )
                        .help(say!("前后各空一行", "put an empty line before and after it")),
                    );
                    continue;
                }
                Some(reference) => Inline::Reference(reference),
                None => continue,
            },
        });
    }
    out
}

fn reference(call: &Call, names: &Names<'_>, cx: &mut Reader) -> Option<Reference> {
    let mut arguments = Arguments { call, used: 0, keys: Vec::new(), cx };
    let target = target(&mut arguments, names)?;
    arguments.finish();
    Some(Reference { place: call.place, target })
}

fn target(arguments: &mut Arguments<'_>, names: &Names<'_>) -> Option<Target> {
    let records = names.records;
    Some(match arguments.call.name.value.as_str() {
        "phone" => Target::Phone(arguments.id()?, arguments.word_key("kind")?),
        "contact" => Target::Contact(arguments.id()?),
        "role" => Target::Role(arguments.id::<Role>()?),
        "unit" => Target::Unit(arguments.id()?),
        "group" => Target::Group(arguments.id()?, arguments.flag("short")),
        "site" => Target::Site(arguments.id()?),
        "playbook" => Target::Playbook(arguments.id()?),
        "form" => Target::Form(arguments.id()?),
        "annex" => Target::Annex(arguments.word::<AnnexTable>()?),
        "law" => {
            let id = arguments.id()?;
            Target::Law(id, arguments.integer())
        }
        "limit" => arguments.path(&limit_paths(records), "limit")?,
        "policy" => arguments.path(&names.policy.map(policy_paths).unwrap_or_default(), "policy")?,
        "value" => value(arguments, records)?,
        "section" => {
            let (id, place) = arguments.text()?;
            if !names.sections.contains(&id) {
                arguments.unknown(&id, place, names.sections.iter().map(String::as_str));
                return None;
            }
            Target::Section(id)
        }
        "organisation" => Target::Organisation,
        "plan_title" => Target::PlanTitle,
        "number" => Target::Number,
        "replaces" => Target::Replaces,
        "duties" => {
            // A group or one of our units: both have duties, and prose asks for them alike.
            let (id, place) = arguments.text()?;
            if records.units.find(&id).is_some() && records.groups.find(&id).is_none() {
                Target::UnitDuties(Id::new(&id))
            } else {
                Target::Duties(arguments.known(&id, place)?)
            }
        }
        "members" => Target::Members(arguments.id()?),
        "principles" => Target::Principles,
        "exemptions" => Target::Exemptions,
        "orgchart" => Target::OrgChart,
        "steps" => Target::Steps(arguments.id()?),
        "table" => Target::Table(table(arguments)?),
        other => {
            let (name, place) = (other.to_owned(), arguments.call.name.place);
            arguments.unknown(&name, place, FUNCTIONS.iter().copied());
            return None;
        }
    })
}

fn table(arguments: &mut Arguments<'_>) -> Option<DataTable> {
    let (name, place) = arguments.text()?;
    match name.as_str() {
        "seats" => arguments.id_key("group").map(DataTable::Seats),
        "contacts" => Some(DataTable::Contacts(arguments.word_key("class")?)),
        other => {
            if let Some((_, table)) = PlainTable::ALL.iter().find(|(word, _)| *word == other) {
                return Some(DataTable::Plain(*table));
            }
            let known = PlainTable::ALL.iter().map(|(word, _)| *word).chain(["seats", "contacts"]);
            arguments.unknown(other, place, known);
            None
        }
    }
}

fn value(arguments: &mut Arguments<'_>, records: &Records) -> Option<Target> {
    let (path, place) = arguments.text()?;
    let (id, field) = path.split_once('.').unwrap_or((&path, ""));
    if records.facilities.find(id).is_none() {
        // One that was declared and could not be read has its own finding.
        if arguments.cx.is_declared("facility", id) {
            return None;
        }
        let finding = dangling("facility", id, place, arguments.cx);
        arguments.cx.report(finding);
        return None;
    }
    match FacilityField::ALL.iter().find(|(word, _)| *word == field) {
        Some((_, field)) => Some(Target::Value(Id::new(id), *field)),
        None => {
            arguments.unknown(field, place, FacilityField::ALL.iter().map(|(word, _)| *word));
            None
        }
    }
}

/// Every duration prose may pull, by its path.
fn limit_paths(records: &Records) -> Vec<(String, Quantity)> {
    let mut paths = Vec::new();
    let mut add = |path: String, quantity: &Option<crate::model::Sourced<Quantity>>| {
        paths.extend(quantity.as_ref().map(|quantity| (path, quantity.value)));
    };
    for report in &records.reports {
        let id = report.id();
        add(format!("{id}.within"), &report.within);
        add(format!("{id}.every"), &report.every);
    }
    for playbook in &records.playbooks {
        let id = playbook.id();
        playbook.walk(&mut |step, _| {
            let step_id = &step.id.value;
            add(format!("{id}.{step_id}.within"), &step.within);
            add(format!("{id}.{step_id}.every"), &step.every);
        });
    }
    for group in &records.groups {
        let id = group.id();
        for (kind, power) in group.authority.powers() {
            add(format!("{id}.{}.within", kind.word()), &power.within);
        }
    }
    for calltree in &records.calltrees {
        add(format!("{}.max_minutes", calltree.id()), &Some(calltree.max_minutes.clone()));
    }
    for plan in &records.training_plans {
        add(format!("{}.every", plan.id()), &plan.every);
    }
    for posture in &records.postures {
        for (number, measure) in posture.measures.iter().enumerate() {
            add(format!("{}.{}.every", posture.id(), number + 1), &measure.every);
            add(format!("{}.{}.within", posture.id(), number + 1), &measure.within);
        }
    }
    paths
}

fn policy_paths(policy: &Policy) -> Vec<(String, Quantity)> {
    let mut paths = vec![
        ("contact_max_age.internal".to_owned(), policy.contact_max_age.internal.value),
        ("contact_max_age.vendor".to_owned(), policy.contact_max_age.vendor.value),
        ("contact_max_age.authority".to_owned(), policy.contact_max_age.authority.value),
        ("drill_max_age.comprehensive".to_owned(), policy.drill_max_age.comprehensive.value),
        ("drill_max_age.playbook".to_owned(), policy.drill_max_age.playbook.value),
        ("drill_max_age.life_safety".to_owned(), policy.drill_max_age.life_safety.value),
    ];
    for (name, quantity) in [
        ("review_max_age", &policy.review_max_age),
        ("training_max_age", &policy.training_max_age),
        ("max_posts_per_person", &policy.max_posts_per_person),
        ("contract_warn_before", &policy.contract_warn_before),
        ("restore_test_max_age", &policy.restore_test_max_age),
        ("autonomy_test_max_age", &policy.autonomy_test_max_age),
    ] {
        paths.extend(quantity.as_ref().map(|quantity| (name.to_owned(), quantity.value)));
    }
    paths
}
