//! The documents of a build: which there are, in which editions, and of which files they consist.
//!
//! A document is one view, one template folder and one line of the list below. The line names the
//! editions it exists in unless the plan says otherwise, and the function that gives its files. The
//! exchange alone has no folder: its pages are cut from those of the binder. Those that are read as a
//! book give it a second time to be folded; a build keeps that where it was asked to.

mod binders;
mod calendar;
pub(super) mod confirmations;
mod contacts;
mod file;
mod playbooks;
mod revision;
mod web;

use std::collections::BTreeSet;

use super::previous::Previous;
use super::sheet::Printed;
use super::{Settings, Stop};
use crate::check::Checked;
use crate::finding::{Finding, RuleName, nearest};
use crate::model::{Clearance, Plan};
use crate::render::booklet::Folding;
use crate::render::templates::Templates;
use crate::say;
use crate::views::{calltree, card, checklist, confirmation, forms, handbook, official, poster};

pub(super) use binders::Binders;
pub(super) use file::{Content, File, Typeset};

/// What documents are made from.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ground<'a> {
    /// The plan.
    pub(super) plan: &'a Checked,
    /// The version issued before, where there is one and a document is held against it.
    pub(super) previous: Option<&'a Previous>,
    /// The templates, for documents that are text.
    pub(super) templates: &'a Templates,
    /// The pages of binders.
    pub(super) binders: &'a Binders,
}

/// A document.
#[derive(Debug)]
struct Document {
    /// Its id, as in `--only`.
    id: &'static str,
    /// Its name under `editions:` in `plan.yaml`.
    edition: &'static str,
    /// The editions it exists in where the plan does not say.
    editions: &'static [Clearance],
    /// Whether it is held against the version issued before.
    compares: bool,
    /// Its files, for readers of a clearance; paths start below the folder of that edition.
    files: for<'a> fn(&Ground<'a>, Clearance) -> Vec<File<'a>>,
}

const PUBLIC: &[Clearance] = &[Clearance::Public];
const INTERNAL: &[Clearance] = &[Clearance::Internal];
const RESTRICTED: &[Clearance] = &[Clearance::Restricted];

/// All documents, in the order they are told.
static DOCUMENTS: &[Document] = &[
    Document {
        id: "official",
        edition: "official",
        editions: INTERNAL,
        compares: false,
        files: |ground, clearance| {
            let view = official::official(ground.plan, clearance);
            File::typeset("official.pdf", "official", &view).with_booklet(Folding::Whole)
        },
    },
    Document {
        id: "plan",
        edition: "public",
        editions: PUBLIC,
        compares: false,
        files: |ground, clearance| {
            let view = official::official(ground.plan, clearance);
            File::typeset("plan.pdf", "official", &view).with_booklet(Folding::Whole)
        },
    },
    Document {
        id: "checklists",
        edition: "checklists",
        editions: INTERNAL,
        compares: false,
        files: |ground, clearance| File::sheets("checklists", &checklist::checklists(ground.plan, clearance)),
    },
    Document {
        id: "posters",
        edition: "poster",
        editions: INTERNAL,
        compares: false,
        files: |ground, clearance| File::sheets("posters", &poster::posters(ground.plan, clearance)),
    },
    Document {
        id: "cards",
        edition: "cards",
        editions: INTERNAL,
        compares: false,
        files: |ground, clearance| File::sheets("cards", &card::cards(ground.plan, clearance)),
    },
    Document {
        id: "forms",
        edition: "forms",
        editions: INTERNAL,
        compares: false,
        files: |ground, clearance| File::sheets("forms", &forms::forms(ground.plan, clearance)),
    },
    Document { id: "binder", edition: "binder", editions: RESTRICTED, compares: false, files: binders::bound },
    Document {
        id: "contacts",
        edition: "contacts",
        editions: RESTRICTED,
        compares: false,
        files: |ground, clearance| {
            let view = handbook::handbooks(ground.plan, clearance);
            File::coded("contacts.pdf", "contacts", &view).with_booklet(Folding::Chapters)
        },
    },
    Document {
        id: "call-tree",
        edition: "call-tree",
        editions: RESTRICTED,
        compares: false,
        files: |ground, clearance| {
            let trees = calltree::call_trees(ground.plan, clearance, calltree::A3);
            if trees.sheets.is_empty() { Vec::new() } else { vec![File::coded("call-tree.pdf", "call-tree", &trees)] }
        },
    },
    Document {
        id: "html",
        edition: "html",
        editions: &[Clearance::Public, Clearance::Internal],
        compares: false,
        files: web::files,
    },
    Document {
        id: "revision",
        edition: "revision",
        editions: &[Clearance::Public, Clearance::Internal],
        compares: true,
        files: revision::files,
    },
    Document { id: "exchange", edition: "binder", editions: RESTRICTED, compares: true, files: binders::exchanged },
    Document { id: "calendar", edition: "calendar", editions: INTERNAL, compares: false, files: calendar::files },
    Document { id: "playbooks", edition: "playbooks", editions: INTERNAL, compares: false, files: playbooks::files },
    Document { id: "contacts", edition: "contacts", editions: RESTRICTED, compares: false, files: contacts::files },
];

/// A document in an edition.
#[derive(Debug, Clone, Copy)]
pub(super) struct Wanted {
    document: &'static Document,
    /// The edition.
    pub(super) clearance: Clearance,
}

impl Wanted {
    /// The id of the document.
    pub(super) fn id(&self) -> &'static str {
        self.document.id
    }

    /// Whether it is held against the version issued before.
    pub(super) fn compares(&self) -> bool {
        self.document.compares
    }
}

/// The files of documents, for readers of the clearance of each. The views are made side by side.
pub(super) fn files<'a>(wanted: &[Wanted], ground: &Ground<'a>) -> Vec<Vec<(Clearance, File<'a>)>> {
    std::thread::scope(|scope| {
        let made = |wanted: &Wanted| {
            let (document, clearance) = (wanted.document, wanted.clearance);
            scope.spawn(move || {
                let files = (document.files)(ground, clearance);
                files.into_iter().map(|file| (clearance, file)).collect()
            })
        };
        let made: Vec<_> = wanted.iter().map(made).collect();
        made.into_iter().map(|made| made.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))).collect()
    })
}

/// A name under `editions:` that no document has.
pub(super) const UNKNOWN_DOCUMENT: RuleName = RuleName { id: "unknown-document", code: "TPL05" };

/// Names under `editions:` that no document has: what was to be kept closer would lie in the folder it
/// has without being told.
pub(super) fn unknown(plan: &Plan) -> Vec<Finding> {
    let names = || DOCUMENTS.iter().map(|document| document.edition);
    let unknown =
        plan.head.editions.iter().map(|edition| &edition.name).filter(|name| !names().any(|own| own == name.value));
    unknown
        .map(|name| {
            let said = &name.value;
            let message = say!("没有名为“{said}”的文档", "there is no document '{said}'");
            let help = match nearest(said, names()) {
                Some(near) => say!("是不是 {near}？", "did you mean '{near}'?"),
                None => {
                    let mut all: Vec<_> = names().collect();
                    all.dedup();
                    let all = all.join("、");
                    say!("可用：{all}", "one of: {all}")
                }
            };
            Finding::error(UNKNOWN_DOCUMENT, name.place, message).help(help)
        })
        .collect()
}

/// Refuses names of documents that do not exist.
pub(super) fn known(settings: &Settings) -> Result<(), Stop> {
    for name in &settings.only {
        if !DOCUMENTS.iter().any(|document| document.id == name) {
            let known = ids();
            let message =
                say!("没有名为“{name}”的文档；可用：{known}", "there is no document '{name}'; one of: {known}");
            return Err(Stop { code: 2, message });
        }
    }
    Ok(())
}

/// The documents asked for, in every edition they exist in.
pub(super) fn wanted(settings: &Settings, plan: &Plan) -> Vec<Wanted> {
    let asked = |document: &&Document| settings.only.is_empty() || settings.only.iter().any(|id| id == document.id);
    let mut wanted = Vec::new();
    for document in DOCUMENTS.iter().filter(asked) {
        let editions = editions(document, plan);
        let editions = editions.into_iter().filter(|clearance| settings.edition.is_none_or(|only| only == *clearance));
        wanted.extend(editions.map(|clearance| Wanted { document, clearance }));
    }
    wanted
}

/// The editions of a document: those `editions:` gives it, else its own.
fn editions(document: &Document, plan: &Plan) -> Vec<Clearance> {
    let said: Vec<Clearance> = plan
        .head
        .editions
        .iter()
        .filter(|edition| edition.name.value == document.edition)
        .map(|edition| edition.clearance.value)
        .collect();
    let mut editions = if said.is_empty() { document.editions.to_vec() } else { said };
    // A plan that is not published has no public edition to say that it is.
    editions.retain(|clearance| *clearance != Clearance::Public || plan.head.profile.publishes_plan.value);
    editions
}

/// The editions that posters exist in, on the wall and as copies in the binder.
pub(super) fn posted(plan: &Plan) -> BTreeSet<Clearance> {
    let posted = DOCUMENTS.iter().filter(|document| matches!(document.id, "posters" | "binder"));
    let editions = posted.flat_map(|document| editions(document, plan));
    editions.filter(|own| *own < Clearance::Restricted || plan.has_restricted).collect()
}

/// The coded sheets of every document in every edition, and those that ask for confirmations.
pub(super) fn sheets(plan: &Checked, templates: &Templates) -> Vec<Printed> {
    let ground = Ground { plan, previous: None, templates, binders: &Binders::default() };
    let mut sheets = Vec::new();
    for document in DOCUMENTS.iter().filter(|document| !document.compares) {
        let editions = editions(document, plan);
        for clearance in editions.into_iter().filter(|own| *own < Clearance::Restricted || plan.has_restricted) {
            for file in (document.files)(&ground, clearance) {
                // A file of all sheets of a kind only repeats those that have one of their own.
                let path = file.path_in(clearance);
                let new = file.codes.iter().filter(|code| sheets.iter().all(|sheet: &Printed| sheet.code != **code));
                let new: Vec<_> = new.map(|code| Printed { path: path.clone(), code: *code, clearance }).collect();
                sheets.extend(new);
            }
        }
    }
    if plan.has_restricted {
        let clearance = Clearance::Restricted;
        for sheet in confirmation::everybody(plan, clearance).sheets {
            let path = format!("{}/confirmation/{}.pdf", clearance.word(), sheet.name);
            sheets.push(Printed { path, code: sheet.code, clearance });
        }
    }
    sheets
}

/// The notices by which the version `old` is exchanged for `new`.
pub(super) fn notices(old: &Checked, new: &Checked) -> Vec<Printed> {
    let documents = DOCUMENTS.iter().filter(|document| document.id == "exchange");
    let editions = documents.flat_map(|document| editions(document, new));
    let seen = editions.filter(|own| *own < Clearance::Restricted || new.has_restricted);
    seen.map(|clearance| binders::notice(old, new, clearance)).collect()
}

fn ids() -> String {
    DOCUMENTS.iter().map(|document| document.id).collect::<Vec<_>>().join("、")
}
