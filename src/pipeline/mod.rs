//! The whole flow on one page: load, check, view, render, scan, write.
//!
//! The only place that joins stages. It prints nothing; progress goes to a callback.

mod baseline;
mod booklet;
pub mod campaign;
mod desk;
pub mod difference;
mod documents;
pub mod draft;
mod examine;
pub mod export;
mod facts;
mod format;
pub mod handbook;
pub mod import;
mod make;
mod mend;
mod patch;
mod previous;
mod revision;
mod room;
mod rules;
pub mod schema;
pub mod sheet;
mod simulate;
pub mod start;
mod todo;
mod trouble;
pub mod watch;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use crate::finding::{Finding, Message, RuleName, Sources};
use crate::fonts::{self, Mode};
use crate::load;
use crate::model::document::FontMode;
use crate::model::{Clearance, Date};
use crate::render::templates::Templates;
use crate::render::typeset::Typesetter;
use crate::say;
use crate::write;
use documents::{Binders, Ground};
use examine::{Examined, as_of, examine, verdict};

pub use crate::load::workbook;
pub use format::{Formatted, format};
pub use mend::{Fixed, fix, preview};
pub use simulate::{Absence, simulate};

/// What a run is asked to do.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The plan's folder.
    pub plan: PathBuf,
    /// Templates that stand in the place of the program's own.
    pub templates: Option<PathBuf>,
    /// The output folder.
    pub output: PathBuf,
    /// The date checks assume, where one was given.
    pub as_of: Option<Date>,
    /// Today, where neither that nor the plan says.
    pub today: Date,
    /// Documents to make; all where empty.
    pub only: Vec<String>,
    /// The edition to make; all where none.
    pub edition: Option<Clearance>,
    /// Whether documents that are books are made a second time, to be folded.
    pub booklet: bool,
    /// Whether this build goes out.
    pub release: bool,
    /// Whether warnings count as errors.
    pub deny_warnings: bool,
    /// Rules, by id or code, whose findings count as errors.
    pub deny: Vec<String>,
    /// Rules, by id or code, whose findings are told; all where empty.
    pub rules: Vec<String>,
    /// A file of findings that are known.
    pub baseline: Option<PathBuf>,
    /// Where to write one.
    pub write_baseline: Option<PathBuf>,
    /// Where to write the list of what is to be mended.
    pub todo: Option<PathBuf>,
}

/// Why a run stopped before it had findings; the number is the exit code.
#[derive(Debug)]
pub struct Stop {
    /// Exit code.
    pub code: u8,
    /// Why.
    pub message: Message,
}

/// What a run found and made.
#[derive(Debug)]
pub struct Outcome {
    /// The texts, for reports.
    pub sources: Sources,
    /// Everything that was found.
    pub findings: Vec<Finding>,
    /// The rules that were asked: none where the plan could not be read.
    pub asked: Vec<RuleName>,
    /// What was written.
    pub written: Vec<Written>,
    /// Exit code.
    pub code: u8,
    /// Lines worth telling that are no findings.
    pub notes: Vec<Message>,
}

/// A file that was written.
#[derive(Debug)]
pub struct Written {
    /// Its path below the output folder.
    pub path: String,
    /// Its size in bytes.
    pub bytes: usize,
    /// Its pages.
    pub pages: Option<usize>,
}

/// Hears how far a run is: what was done and how long it took.
pub type Progress<'a> = dyn FnMut(Message, Duration) + 'a;

/// Loads and checks.
///
/// # Errors
/// When the plan's folder or the baseline is not there, or a file asked for cannot be written.
pub fn check(settings: &Settings, progress: &mut Progress<'_>) -> Result<Outcome, Stop> {
    rules::known(&settings.rules)?;
    let (mut outcome, plan) = examine(settings, progress)?;
    let readable = plan.is_some();
    if let Some(checked) = plan.as_ref().and_then(|examined| examined.checked.as_ref()) {
        previous::previous(&settings.plan, checked, &mut outcome);
        crate::finding::sort(&mut outcome.findings, &outcome.sources);
    }
    baseline::apply(settings, &mut outcome, readable)?;
    rules::only(&mut outcome.findings, &settings.rules, readable);
    if let Some(path) = &settings.todo {
        todo::write(path, settings, &mut outcome, &plan.unwrap_or_default())?;
    }
    outcome.code = verdict(settings, &outcome.findings);
    Ok(outcome)
}

/// Loads, checks and makes every document.
///
/// # Errors
/// When the folder, the fonts or the templates cannot be read, or the output cannot be written.
pub fn build(settings: &Settings, progress: &mut Progress<'_>) -> Result<Outcome, Stop> {
    documents::known(settings)?;
    // Two programs are started for the revision; the plan is read meanwhile.
    let (examined, revision) = std::thread::scope(|scope| {
        let revision = scope.spawn(|| revision::of(&settings.plan));
        (examine(settings, progress), revision.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
    });
    let (mut outcome, plan) = examined?;
    let sources: Vec<&Path> =
        [Some(settings.plan.as_path()), settings.templates.as_deref()].into_iter().flatten().collect();
    write::permit(&settings.output, &sources).map_err(|message| Stop { code: 4, message })?;
    let Some(plan) = plan.and_then(|examined| examined.checked).filter(|_| outcome.code == 0) else {
        return Ok(outcome);
    };
    if settings.release && revision.dirty {
        return Err(Stop {
            code: 1,
            message: say!(
                "预案目录有未提交的修改，不能作为正式版生成；先提交",
                "the plan folder has changes that are not committed; commit them before a release build"
            ),
        });
    }

    let start = Instant::now();
    let faces = fonts::load(mode(plan.head.fonts), None, &fonts::Overrides::new())
        .map_err(|error| Stop { code: 3, message: Message { zh: error.zh(), en: error.en() } })?;
    let typesetter = Typesetter::new(&faces, Templates::with(replaced(settings.templates.as_deref())?));
    progress(say!("准备字体和模板", "prepared fonts and templates"), start.elapsed());

    let as_of = as_of(settings, &plan);
    let mut wanted = documents::wanted(settings, &plan);
    if !plan.has_restricted && wanted.iter().any(|wanted| wanted.clearance == Clearance::Restricted) {
        wanted.retain(|wanted| wanted.clearance < Clearance::Restricted);
        outcome.notes.push(say!(
            "没有 restricted/ 目录，不生成 restricted 一级的文档",
            "there is no folder restricted/, so the restricted documents are left out"
        ));
    }
    if wanted.is_empty() {
        let message = say!(
            "--only 和 --edition 没有选中任何文档；旧的输出目录没有动",
            "--only and --edition leave no document to make; the old output was not touched"
        );
        return Err(Stop { code: 2, message });
    }
    let compared = wanted.iter().any(documents::Wanted::compares);
    let previous = if compared { previous::previous(&settings.plan, &plan, &mut outcome) } else { None };
    let ground = Ground {
        plan: &plan,
        previous: previous.as_ref(),
        templates: typesetter.templates(),
        binders: &Binders::default(),
    };
    let mut files = documents::files(&wanted, &ground);
    booklet::keep(settings, &mut files)?;
    let counts: Vec<_> = wanted.iter().zip(files.iter().map(Vec::len)).collect();
    let paths: Vec<String> = files.iter().flatten().map(|(clearance, file)| file.path_in(*clearance)).collect();
    let mut made = paths.into_iter().zip(make::all(files.into_iter().flatten().collect(), &plan, &typesetter));
    let mut artifacts = Vec::new();
    let mut refused = Vec::new();
    for (wanted, count) in counts {
        let (mut pages, mut took) = (0, Duration::ZERO);
        for (path, made) in made.by_ref().take(count) {
            took += made.took;
            outcome.findings.extend(made.leaks);
            match made.artifact {
                Ok(artifact) => {
                    pages += artifact.pages.unwrap_or_default();
                    artifacts.push(artifact);
                }
                Err(faults) => refused.extend(faults.into_iter().map(|fault| (path.clone(), fault))),
            }
        }
        let (id, edition) = (wanted.id(), wanted.clearance.word());
        progress(
            say!("{id}（{edition}）：{count} 个文件，{pages} 页", "{id} ({edition}): {count} files, {pages} pages"),
            took,
        );
    }
    outcome.findings.extend(trouble::findings(refused, &mut outcome.sources));
    rules::deny(&mut outcome.findings, &settings.deny);
    crate::finding::sort(&mut outcome.findings, &outcome.sources);
    outcome.code = verdict(settings, &outcome.findings);
    if outcome.code != 0 {
        return Ok(outcome);
    }

    let start = Instant::now();
    let facts = facts::of(&plan, as_of, revision, &faces);
    write::replace(&settings.output, &artifacts, &facts).map_err(|message| Stop { code: 4, message })?;
    progress(say!("写入输出目录", "wrote the output folder"), start.elapsed());
    outcome.notes.extend(artifacts.iter().filter_map(booklet::note));
    outcome.written = artifacts
        .into_iter()
        .map(|artifact| Written { path: artifact.path, bytes: artifact.bytes.len(), pages: artifact.pages })
        .collect();
    Ok(outcome)
}

/// Which fonts the plan lets serve.
fn mode(choice: FontMode) -> Mode {
    match choice {
        FontMode::Locked => Mode::Locked,
        FontMode::Auto => Mode::Auto,
        FontMode::Statutory => Mode::Statutory,
    }
}

/// Templates below `folder`, by path.
fn replaced(folder: Option<&Path>) -> Result<BTreeMap<String, String>, Stop> {
    let Some(folder) = folder else { return Ok(BTreeMap::new()) };
    load::texts_below(folder, "typ").map_err(|message| Stop { code: 3, message })
}
