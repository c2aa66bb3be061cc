//! Merges the files of a plan: the top-level keys tell what they hold, wherever they stand.

use super::book::Import;
use super::read::{Reader, Shape, first_line, items, unknown_key};
use super::scalars::text;
use super::shapes;
use super::tree::{Key, Node, Value};
use super::{faults, pack};
use crate::finding::{FileId, Finding, Place};
use crate::model::document::Head;
use crate::model::pack::Pack;
use crate::model::{Entity, Records, Table};
use crate::say;

/// The keys a file may hold.
pub(super) const KEYS: &[&str] = &[
    "schema",
    "plan",
    "units",
    "groups",
    "roles",
    "people",
    "duty",
    "sites",
    "contacts",
    "imports",
    "calltrees",
    "systems",
    "facilities",
    "procedures",
    "vendors",
    "contracts",
    "agreements",
    "resources",
    "triggers",
    "levels",
    "response_levels",
    "warnings",
    "postures",
    "reports",
    "not_covered",
    "playbook",
    "playbooks",
    "form",
    "forms",
    "principles",
    "accountability",
    "exemptions",
    "laws",
    "glossary",
    "subplans",
    "versions",
    "changes",
    "drills",
    "drill_plans",
    "reviews",
    "trainings",
    "training_plans",
    "incidents",
    "binders",
    "waivers",
    "retired",
    "pack",
];

/// A plan while files are added; `head` is missing until one of them holds `plan:`.
pub(super) struct Gathered {
    pub(super) head: Option<Head>,
    pub(super) head_key: Option<Place>,
    pub(super) records: Records,
    /// What the plan adds to the packs it names.
    pub(super) local: Pack,
    /// Contact books that are read with the plan.
    pub(super) imports: Vec<Import>,
}

impl Gathered {
    pub(super) fn new(has_restricted: bool) -> Self {
        let records = Records { has_restricted, ..Records::default() };
        Self { head: None, head_key: None, records, local: Pack::default(), imports: Vec::new() }
    }

    /// Adds one file.
    pub(super) fn add(&mut self, file: FileId, root: Option<Node>, cx: &mut Reader) {
        let Some(root) = root else { return };
        let Value::Mapping(entries) = root.value else {
            let place = Place::new(file, 0..0);
            if !matches!(root.value, Value::Null) {
                cx.report(
                    Finding::error(faults::WRONG_TYPE, place, say!("文件开头应是“键:”", "a file begins with 'key:'"))
                        .help(say!(
                            "顶层的键说明这里放什么，如 roles:、contacts:、playbook:",
                            "the key at the margin tells what is kept here, such as roles:, contacts:, playbook:"
                        )),
                );
            }
            return;
        };
        for (key, node) in &entries {
            self.entry(key, node, cx);
        }
    }

    fn entry(&mut self, key: &Key, node: &Node, cx: &mut Reader) {
        let plan = &mut self.records;
        match key.text.as_str() {
            // What it says was heeded before the files were read.
            "schema" => {
                let _heeded = text(node, cx);
            }
            "plan" => self.head(key, node, cx),
            "units" => table(&mut plan.units, node, cx),
            "groups" => table(&mut plan.groups, node, cx),
            "roles" => table(&mut plan.roles, node, cx),
            "people" => table(&mut plan.people, node, cx),
            "duty" => table(&mut plan.duty, node, cx),
            "sites" => table(&mut plan.sites, node, cx),
            "contacts" => table(&mut plan.contacts, node, cx),
            "imports" => self.imports.extend(items(node, cx)),
            "calltrees" => table(&mut plan.calltrees, node, cx),
            "systems" => table(&mut plan.systems, node, cx),
            "facilities" => table(&mut plan.facilities, node, cx),
            "procedures" => table(&mut plan.procedures, node, cx),
            "vendors" => table(&mut plan.vendors, node, cx),
            "contracts" => table(&mut plan.contracts, node, cx),
            "agreements" => table(&mut plan.agreements, node, cx),
            "resources" => table(&mut plan.resources, node, cx),
            "triggers" => table(&mut plan.triggers, node, cx),
            "levels" => plan.levels.extend(items(node, cx)),
            "response_levels" => table(&mut plan.response_levels, node, cx),
            "warnings" => plan.warnings.extend(items(node, cx)),
            "postures" => table(&mut plan.postures, node, cx),
            "reports" => table(&mut plan.reports, node, cx),
            "not_covered" => plan.left_out.extend(items(node, cx)),
            "playbook" => row(&mut plan.playbooks, node, cx),
            "playbooks" => table(&mut plan.playbooks, node, cx),
            "form" => row(&mut plan.forms, node, cx),
            "forms" => table(&mut plan.forms, node, cx),
            "principles" => plan.principles.extend(items(node, cx)),
            "accountability" => plan.accountability.extend(items(node, cx)),
            "exemptions" => plan.exemptions.extend(items(node, cx)),
            "laws" => table(&mut plan.laws, node, cx),
            "glossary" => plan.glossary.extend(items(node, cx)),
            "subplans" => table(&mut plan.subplans, node, cx),
            "versions" => plan.versions.extend(items(node, cx)),
            "changes" => plan.changes.extend(items(node, cx)),
            "drills" => table(&mut plan.drills, node, cx),
            "drill_plans" => plan.drill_plans.extend(items(node, cx)),
            "reviews" => plan.reviews.extend(items(node, cx)),
            "trainings" => plan.trainings.extend(items(node, cx)),
            "training_plans" => table(&mut plan.training_plans, node, cx),
            "incidents" => table(&mut plan.incidents, node, cx),
            "binders" => plan.binders.extend(items(node, cx)),
            "waivers" => plan.waivers.extend(items(node, cx)),
            "retired" => plan.retired.extend(items(node, cx)),
            "pack" => pack::extend(&mut self.local, node, cx),
            _ => unknown_key(key, KEYS, cx),
        }
    }

    fn head(&mut self, key: &Key, node: &Node, cx: &mut Reader) {
        if let Some(first) = self.head_key {
            cx.report(
                Finding::error(faults::DUPLICATE_KEY, key.place, say!("“plan”写了两次", "'plan' is given twice"))
                    .help(say!("只保留一处", "keep one of them"))
                    .related(first, say!("第一处在这里", "the first one is here")),
            );
            return;
        }
        self.head_key = Some(key.place);
        self.head = Head::read(node, cx);
    }
}

fn table<K: Entity + Shape>(table: &mut Table<K>, node: &Node, cx: &mut Reader) {
    match &node.value {
        Value::Sequence(nodes) => {
            for node in nodes {
                row(table, node, cx);
            }
        }
        _ => cx.wrong_type(node, say!("一个列表（每项以“- id: …”开头）", "a list (each item begins with '- id: …')")),
    }
}

fn row<K: Entity + Shape>(table: &mut Table<K>, node: &Node, cx: &mut Reader) {
    let id = node.get("id");
    let place = id.map_or_else(|| first_line(node), |id| id.place);
    if let Some(text) = id.and_then(shapes::peek_text) {
        let known = cx.declared.entry(K::KIND).or_default();
        if let Some(first) = known.get(text).copied() {
            let kind = K::KIND;
            cx.report(
                Finding::error(faults::DUPLICATE_ID, place, say!("编号“{text}”已经用过", "the id '{text}' is taken"))
                    .help(say!("换一个编号；同一事物只登记一次", "choose another id; register a thing once"))
                    .entity(format!("{kind}:{text}"))
                    .related(first, say!("第一处在这里", "the first one is here")),
            );
            K::read(node, cx);
            return;
        }
        known.insert(text.to_owned(), place);
    }
    if let Some(row) = K::read(node, cx) {
        // A taken id has been reported above.
        let _taken = table.insert(row);
    }
}
