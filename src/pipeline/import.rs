//! `import contacts`: a contact book into the plan, as edits that are shown before they are made.
//!
//! Nothing is written while anything in the book cannot be taken over, and nothing that could not
//! be read again: the plan with all edits is loaded before the first file changes.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use super::patch::patch;
use super::{Outcome, Progress, Settings, Stop, verdict};
use crate::finding::mend::apply;
use crate::finding::{Edit, FileId, Finding, Severity, Sources};
use crate::load::book::{self, Comparison, Layout, Manner};
use crate::load::{self, workbook};
use crate::model::Plan;
use crate::report::Patch;
use crate::say;
use crate::write::{Addition, Replacement, texts_and_files};

/// What to import.
#[derive(Debug, Clone)]
pub struct Order {
    /// The contact book.
    pub file: PathBuf,
    /// A mapping for headings that are not known.
    pub map: Option<PathBuf>,
    /// Whether to leave out what the plan does not have.
    pub known_only: bool,
}

/// An import that is ready.
#[derive(Debug)]
pub struct Prepared {
    /// What was found; its code is not 0 where nothing may be written.
    pub outcome: Outcome,
    /// What changes, as unified diffs.
    pub patches: Vec<Patch>,
    replaced: Vec<(PathBuf, Arc<str>, String)>,
    added: Vec<(PathBuf, String)>,
}

impl Prepared {
    /// Whether there is something to write, and it may be.
    pub fn is_ready(&self) -> bool {
        self.outcome.code == 0 && !(self.replaced.is_empty() && self.added.is_empty())
    }

    /// Writes it.
    ///
    /// # Errors
    /// When a file has changed meanwhile or cannot be written.
    pub fn write(&self) -> Result<(), Stop> {
        let replaced: Vec<_> = self
            .replaced
            .iter()
            .map(|(path, before, after)| Replacement { path: path.clone(), before, after })
            .collect();
        let added: Vec<_> = self.added.iter().map(|(path, text)| Addition { path: path.clone(), text }).collect();
        texts_and_files(&replaced, &added).map_err(|message| Stop { code: 4, message })
    }

    pub(super) fn stopped(settings: &Settings, sources: Sources, findings: Vec<Finding>) -> Self {
        let code = verdict(settings, &findings);
        let outcome = Outcome { sources, findings, asked: Vec::new(), written: Vec::new(), code, notes: Vec::new() };
        Self { outcome, patches: Vec::new(), replaced: Vec::new(), added: Vec::new() }
    }
}

/// Reads a contact book and works out what it changes.
///
/// # Errors
/// When the plan's folder is not there, or the mapping cannot be read.
pub fn contacts(settings: &Settings, order: &Order, progress: &mut Progress<'_>) -> Result<Prepared, Stop> {
    let start = Instant::now();
    let loaded = load::load(&settings.plan).map_err(|message| Stop { code: 3, message })?;
    progress(say!("读取预案", "read the plan"), start.elapsed());
    let mut sources = loaded.sources;
    let Some(plan) = loaded.plan else {
        return Ok(Prepared::stopped(settings, sources, loaded.findings));
    };
    let start = Instant::now();
    let mut findings = Vec::new();
    let layout = match &order.map {
        Some(path) => {
            let (layout, told) = Layout::open(path, &mut sources).map_err(|message| Stop { code: 3, message })?;
            findings.extend(told);
            layout
        }
        None => Layout::default(),
    };
    let workbook = match workbook::open(&order.file, &order.file.display().to_string(), &mut sources) {
        Ok(workbook) => workbook,
        Err(finding) => return Ok(Prepared::stopped(settings, sources, vec![*finding])),
    };
    if book::returned::is_returned(&workbook) {
        let shown = order.file.display();
        let message = say!(
            "“{shown}”是应急联系方式核实表；用 plangen contacts confirm 登记",
            "'{shown}' is a confirmation sheet; record it with plangen contacts confirm"
        );
        return Err(Stop { code: 2, message });
    }
    let area = plan.head.profile.location.area_code.value.clone();
    let (book, told) = book::read(&workbook, &layout, &area);
    findings.extend(told);
    let entries = book.entries.len();
    progress(say!("读取通讯录：{entries} 条", "read the contact book: {entries} entries"), start.elapsed());

    let start = Instant::now();
    let manner = if order.known_only { Manner::KnownOnly } else { Manner::Adding };
    let (mut comparison, told) = book::compare(&book, &plan, manner);
    findings.extend(told);
    if order.known_only {
        comparison.fresh = book::Fresh::default();
    }
    let (edits, told) = book::edits(&comparison.changes, &plan, &sources, layout.visibility);
    findings.extend(told);
    crate::finding::sort(&mut findings, &sources);
    progress(say!("与预案比较", "compared it with the plan"), start.elapsed());
    let note = summary(&comparison, &edits);
    let mut prepared = Prepared::stopped(settings, sources, findings);
    prepared.outcome.notes.push(note);
    if prepared.outcome.code == 0 && !(edits.is_empty() && comparison.fresh.is_empty()) {
        prepare(settings, order, &plan, &comparison, &edits, &layout, &mut prepared);
    }
    Ok(prepared)
}

fn summary(comparison: &Comparison<'_>, edits: &[Edit]) -> crate::finding::Message {
    let (same, gone, changes) = (comparison.same, comparison.gone, comparison.changes.len());
    let (people, contacts) = (comparison.fresh.people.len(), comparison.fresh.contacts.len());
    let places = edits.len();
    say!(
        "与预案相同 {same} 条；改动 {changes} 项（{places} 处文字）；新增 {people} 人、{contacts} 条联系方式；预案里有而表里没有 {gone} 条",
        "{same} entries say what the plan says; {changes} changes ({places} places); {people} persons and {contacts} contacts are new; {gone} of the plan are not in the sheet"
    )
}

/// Works out the texts after the import and reads the plan that they make.
pub(super) fn prepare(
    settings: &Settings,
    order: &Order,
    plan: &Plan,
    comparison: &Comparison<'_>,
    edits: &[Edit],
    layout: &Layout,
    prepared: &mut Prepared,
) {
    let sources = &prepared.outcome.sources;
    let mut after: Vec<(FileId, String)> = Vec::new();
    for own in edits.chunk_by(|a, b| a.place.file == b.place.file) {
        let file = own[0].place.file;
        after.push((file, apply(&sources.file(file).text, &own.iter().collect::<Vec<_>>())));
    }
    let shown = settings.plan.to_string_lossy();
    let shown = shown.trim_end_matches('/');
    let inner = |path: &str| path.strip_prefix(shown).and_then(|rest| rest.strip_prefix('/')).map(str::to_owned);
    let mut files: Vec<(String, Vec<u8>)> = Vec::new();
    for (id, file) in sources.iter() {
        let Some(inner) = inner(&file.path).filter(|inner| load::is_text(inner)) else { continue };
        let text = after.iter().find(|(own, _)| *own == id).map_or(&*file.text, |(_, text)| text);
        files.push((inner, text.as_bytes().to_vec()));
    }
    // Contact books that are part of the plan are read again with it.
    for own in &plan.imports {
        if let Ok(bytes) = std::fs::read(settings.plan.join(&own.value)) {
            files.push((own.value.clone(), bytes));
        }
    }
    for (id, text) in after {
        let file = sources.file(id);
        let Some(inner) = inner(&file.path) else { continue };
        prepared.patches.push(patch(&file.path, &file.text, &text));
        prepared.replaced.push((settings.plan.join(inner), file.text.clone(), text));
    }
    if !comparison.fresh.is_empty() {
        let from = order.file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let text = comparison.fresh.yaml(&from, layout);
        let taken = |name: &str| files.iter().any(|(inner, _)| inner == name) || settings.plan.join(name).exists();
        let name = (1..).map(|number| format!("restricted/imported-{number}.yaml")).find(|name| !taken(name));
        let name = name.unwrap_or_default();
        prepared.patches.push(patch(&format!("{shown}/{name}"), "", &text));
        files.push((name.clone(), text.as_bytes().to_vec()));
        prepared.added.push((settings.plan.join(name), text));
    }
    if plan.has_restricted && !files.iter().any(|(inner, _)| inner.starts_with("restricted/")) {
        // The folder may be empty; that it is there has a meaning of its own.
        files.push(("restricted/.keep".to_owned(), Vec::new()));
    }
    again(settings, files, prepared);
}

/// Reads the plan as it would be; where it could not be read, nothing may be written.
fn again(settings: &Settings, files: Vec<(String, Vec<u8>)>, prepared: &mut Prepared) {
    let loaded = load::load_files(Path::new(&settings.plan), files);
    if loaded.plan.is_some() {
        return;
    }
    let errors = loaded.findings.into_iter().filter(|finding| finding.severity == Severity::Error).collect();
    let patches = std::mem::take(&mut prepared.patches);
    *prepared = Prepared { patches, ..Prepared::stopped(settings, loaded.sources, errors) };
    prepared.outcome.notes.push(say!(
        "照表导入后预案会有以上错误，没有写入；在表里改正后再导入",
        "the plan would have these errors after the import; nothing was written, mend the sheet and import again"
    ));
}
