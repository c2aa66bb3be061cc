//! Merges the files of a plan: the top-level keys tell what they hold, wherever they stand.

use super::book::Import;
use super::outline::Sketch;
use super::read::{self, Reader, Shape, first_line, unknown_key};
use super::scalars::text;
use super::tree::{Key, Node, Value};
use super::{faults, pack, schema, shapes};
use crate::finding::{FileId, Finding, Place};
use crate::model::document::Head;
use crate::model::outline::Outline;
use crate::model::pack::Pack;
use crate::model::{Entity, Records, Table};
use crate::say;

/// A key that a file may hold.
pub(super) struct Root {
    /// The key.
    pub(super) key: &'static str,
    /// Adds what stands behind it.
    add: fn(&mut Gathered, &Key, &Node, &mut Reader),
    /// What may be written there.
    pub(super) outline: fn(&mut Sketch) -> Outline,
}

/// A list of entities (`table`), one of them (`row`) or a list of something without ids (`items`): the key
/// and where it is kept.
macro_rules! root {
    ($how:ident $key:literal $kept:ident) => {
        Root {
            key: $key,
            add: |gathered, _, node, cx| $how(&mut gathered.records.$kept, node, cx),
            outline: |sketch| root!(@outline $how sketch |records: &Records| &records.$kept),
        }
    };
    (@outline table $sketch:ident $kept:expr) => { Outline::List(Box::new(one_of($sketch, $kept))) };
    (@outline row $sketch:ident $kept:expr) => { one_of($sketch, $kept) };
    (@outline items $sketch:ident $kept:expr) => { Outline::List(Box::new(item_of($sketch, $kept))) };
}

/// The keys a file may hold.
pub(super) const ROOTS: &[Root] = &[
    Root {
        key: "schema",
        // What it says was heeded before the files were read.
        add: |_, _, node, cx| _ = text(node, cx),
        outline: |_| Outline::Words(schema::names()),
    },
    Root { key: "plan", add: Gathered::head, outline: Head::outline },
    root!(table "units" units),
    root!(table "groups" groups),
    root!(table "roles" roles),
    root!(table "people" people),
    root!(table "duty" duty),
    root!(table "sites" sites),
    root!(table "contacts" contacts),
    Root {
        key: "imports",
        add: |gathered, _, node, cx| items(&mut gathered.imports, node, cx),
        outline: |sketch| Outline::List(Box::new(Import::outline(sketch))),
    },
    root!(table "calltrees" calltrees),
    root!(table "systems" systems),
    root!(table "facilities" facilities),
    root!(table "procedures" procedures),
    root!(table "vendors" vendors),
    root!(table "contracts" contracts),
    root!(table "agreements" agreements),
    root!(table "resources" resources),
    root!(table "triggers" triggers),
    root!(items "levels" levels),
    root!(table "response_levels" response_levels),
    root!(items "warnings" warnings),
    root!(table "postures" postures),
    root!(table "reports" reports),
    root!(items "not_covered" left_out),
    root!(row "playbook" playbooks),
    root!(table "playbooks" playbooks),
    root!(row "form" forms),
    root!(table "forms" forms),
    root!(items "principles" principles),
    root!(items "accountability" accountability),
    root!(items "exemptions" exemptions),
    root!(table "laws" laws),
    root!(items "glossary" glossary),
    root!(table "subplans" subplans),
    root!(items "versions" versions),
    root!(items "changes" changes),
    root!(table "drills" drills),
    root!(items "drill_plans" drill_plans),
    root!(items "reviews" reviews),
    root!(items "trainings" trainings),
    root!(table "training_plans" training_plans),
    root!(table "incidents" incidents),
    root!(items "binders" binders),
    root!(items "waivers" waivers),
    root!(items "retired" retired),
    Root {
        key: "pack",
        add: |gathered, _, node, cx| pack::extend(&mut gathered.local, node, cx),
        outline: pack::outline,
    },
];

/// The keys a file may hold, by name.
pub(super) fn keys() -> Vec<&'static str> {
    ROOTS.iter().map(|root| root.key).collect()
}

/// What an entity of a table is; the table tells which.
fn one_of<K: Entity + Shape>(sketch: &mut Sketch, _: fn(&Records) -> &Table<K>) -> Outline {
    K::outline(sketch)
}

/// What one of a list is.
fn item_of<T: Shape>(sketch: &mut Sketch, _: fn(&Records) -> &Vec<T>) -> Outline {
    T::outline(sketch)
}

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
        match ROOTS.iter().find(|root| root.key == key.text) {
            Some(root) => (root.add)(self, key, node, cx),
            None => unknown_key(key, &keys(), cx),
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

/// Adds a list of something without ids.
fn items<T: Shape>(list: &mut Vec<T>, node: &Node, cx: &mut Reader) {
    list.extend(read::items(node, cx));
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
