//! The whole flow on one page: load, check, view, render, scan, write.
//!
//! The only place that joins stages. It prints nothing; progress goes to a callback.

mod revision;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use crate::check::{self, Checked};
use crate::finding::{Finding, Message, Place, RuleName, Sources};
use crate::fonts::{self, Mode, RoleFont};
use crate::load::{self, faults};
use crate::model::{Clearance, Date, Plan};
use crate::render::templates::Templates;
use crate::render::typeset::Typesetter;
use crate::render::{Artifact, Fault};
use crate::report;
use crate::say;
use crate::views::official;
use crate::write::{self, Facts, FontFacts};

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
    /// Whether this build goes out.
    pub release: bool,
    /// Whether warnings count as errors.
    pub deny_warnings: bool,
    /// Rules, by id or code, whose findings count as errors.
    pub deny: Vec<String>,
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

/// The documents and the edition each belongs to.
const DOCUMENTS: &[(&str, Clearance)] = &[("official", Clearance::Internal)];

const TEMPLATE_FAULT: RuleName = RuleName { id: "template-fault", code: "TPL01" };
const MISSING_GLYPH: RuleName = RuleName { id: "missing-glyph", code: "TPL02" };

/// Loads and checks.
///
/// # Errors
/// When the plan's folder is not there.
pub fn check(settings: &Settings, progress: &mut Progress<'_>) -> Result<Outcome, Stop> {
    let (outcome, _) = examine(settings, progress)?;
    Ok(outcome)
}

/// Loads, checks and makes every document.
///
/// # Errors
/// When the folder, the fonts or the templates cannot be read, or the output cannot be written.
pub fn build(settings: &Settings, progress: &mut Progress<'_>) -> Result<Outcome, Stop> {
    let documents = wanted(settings)?;
    let (mut outcome, plan) = examine(settings, progress)?;
    let Some(plan) = plan.filter(|_| outcome.code == 0) else { return Ok(outcome) };
    let revision = revision::of(&settings.plan);
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
    let faces = fonts::load(Mode::Locked, None, &fonts::Overrides::new())
        .map_err(|error| Stop { code: 3, message: Message { zh: error.zh(), en: error.en() } })?;
    let typesetter = Typesetter::new(&faces, Templates::with(replaced(settings.templates.as_deref())?));
    progress(say!("准备字体和模板", "prepared fonts and templates"), start.elapsed());

    let as_of = as_of(settings, &plan);
    let mut artifacts = Vec::new();
    for (document, clearance) in documents {
        let start = Instant::now();
        match make(document, clearance, &plan, &typesetter) {
            Ok(artifact) => {
                let pages = artifact.pages.unwrap_or_default();
                progress(say!("{document}：{pages} 页", "{document}: {pages} pages"), start.elapsed());
                outcome.findings.extend(check::scan(&plan, clearance, &artifact.text));
                artifacts.push(artifact);
            }
            Err(faults) => {
                for fault in faults {
                    outcome.findings.extend(finding(fault, &mut outcome.sources));
                }
            }
        }
    }
    crate::finding::sort(&mut outcome.findings, &outcome.sources);
    outcome.code = verdict(settings, &outcome.findings);
    if outcome.code != 0 {
        return Ok(outcome);
    }

    let start = Instant::now();
    let facts = facts(&plan, as_of, revision, &faces);
    write::replace(&settings.output, &artifacts, &facts).map_err(|message| Stop { code: 4, message })?;
    progress(say!("写入输出目录", "wrote the output folder"), start.elapsed());
    outcome.written = artifacts
        .into_iter()
        .map(|artifact| Written { path: artifact.path, bytes: artifact.bytes.len(), pages: artifact.pages })
        .collect();
    Ok(outcome)
}

fn examine(settings: &Settings, progress: &mut Progress<'_>) -> Result<(Outcome, Option<Checked>), Stop> {
    let start = Instant::now();
    let loaded = load::load(&settings.plan).map_err(|message| Stop { code: 3, message })?;
    progress(say!("读取预案", "read the plan"), start.elapsed());
    let mut outcome =
        Outcome { sources: loaded.sources, findings: loaded.findings, written: Vec::new(), code: 0, notes: Vec::new() };
    let mut checked = None;
    if let Some(plan) = loaded.plan {
        let start = Instant::now();
        let as_of = as_of(settings, &plan);
        if settings.as_of.is_none() && plan.head.as_of.is_some() {
            outcome.notes.push(say!("检查基准日为预案固定的 {as_of}", "checks assume {as_of}, which the plan pins"));
        }
        let (findings, plan) = check::run(plan, &outcome.sources, as_of);
        checked = plan;
        outcome.findings.extend(findings);
        crate::finding::sort(&mut outcome.findings, &outcome.sources);
        progress(say!("核对规则", "checked the rules"), start.elapsed());
    }
    outcome.code = verdict(settings, &outcome.findings);
    Ok((outcome, checked))
}

/// The date checks assume: as asked, else as the plan pins it, else today.
fn as_of(settings: &Settings, plan: &Plan) -> Date {
    settings.as_of.or(plan.head.as_of.as_ref().map(|date| date.value)).unwrap_or(settings.today)
}

/// Exit code for these findings: 3 where an input could not be read, 1 where the plan has errors.
fn verdict(settings: &Settings, findings: &[Finding]) -> u8 {
    let unreadable = [faults::UNREADABLE_FILE, faults::WRONG_ENCODING, faults::OVER_LIMIT];
    if findings.iter().any(|finding| unreadable.contains(&finding.rule)) {
        return 3;
    }
    let report::Counts { errors, warnings, .. } = report::Counts::of(findings);
    let denied = findings
        .iter()
        .any(|finding| settings.deny.iter().any(|rule| *rule == finding.rule.id || *rule == finding.rule.code));
    let strict = settings.release || settings.deny_warnings;
    u8::from(errors > 0 || denied || (strict && warnings > 0))
}

/// The documents asked for.
fn wanted(settings: &Settings) -> Result<Vec<(&'static str, Clearance)>, Stop> {
    let known = DOCUMENTS.iter().map(|(name, _)| *name).collect::<Vec<_>>().join("、");
    for name in &settings.only {
        if !DOCUMENTS.iter().any(|(document, _)| document == name) {
            let message =
                say!("没有名为“{name}”的文档；可用：{known}", "there is no document '{name}'; one of: {known}");
            return Err(Stop { code: 2, message });
        }
    }
    let wanted = DOCUMENTS.iter().copied().filter(|(name, clearance)| {
        (settings.only.is_empty() || settings.only.iter().any(|only| only == name))
            && settings.edition.is_none_or(|edition| edition == *clearance)
    });
    Ok(wanted.collect())
}

fn make(document: &str, clearance: Clearance, plan: &Checked, typesetter: &Typesetter) -> Result<Artifact, Vec<Fault>> {
    let view = official::official(plan, clearance);
    let pages = typesetter.set(document, &view)?;
    let identity = format!("{}/{}/{document}", plan.head.id.value, clearance.word());
    Ok(Artifact {
        path: format!("{}/{document}.pdf", clearance.word()),
        bytes: pages.pdf(&identity)?,
        pages: Some(pages.count()),
        text: pages.text(),
    })
}

/// Templates below `folder`, by path.
fn replaced(folder: Option<&Path>) -> Result<BTreeMap<String, String>, Stop> {
    let Some(folder) = folder else { return Ok(BTreeMap::new()) };
    load::texts_below(folder, "typ").map_err(|message| Stop { code: 3, message })
}

/// A fault of the typesetter as findings: a missing character is reported where it was written.
fn finding(fault: Fault, sources: &mut Sources) -> Vec<Finding> {
    match fault {
        Fault::Template { file, line, message } => {
            // The line exists in the template, which is not among the texts of the plan.
            let id = sources.add(file, "\n".repeat(line.saturating_sub(1)));
            let at = line.saturating_sub(1);
            vec![Finding::error(TEMPLATE_FAULT, Place::new(id, at..at), message).help(say!(
                "这是模板的问题；若没有自定义模板，请报告给维护者",
                "this is a fault of the template; unless it is your own, report it"
            ))]
        }
        Fault::Missing(missing) => missing
            .into_iter()
            .map(|missing| {
                let (character, page) = (missing.character, missing.page);
                let code = u32::from(character);
                let place = locate(character, sources);
                Finding::error(
                    MISSING_GLYPH,
                    place,
                    say!(
                        "字体里没有“{character}”（U+{code:04X}），第 {page} 页会缺字",
                        "no font has '{character}' (U+{code:04X}); page {page} would lack it"
                    ),
                )
                .help(say!(
                    "换一个字，或安装含生僻字的字体：plangen fonts install",
                    "use another character, or install a font that has it: plangen fonts install"
                ))
            })
            .collect(),
    }
}

/// Where a character was written first.
fn locate(character: char, sources: &mut Sources) -> Place {
    let found = sources.iter().find_map(|(id, file)| {
        let at = file.text.find(character)?;
        Some(Place::new(id, at..at + character.len_utf8()))
    });
    found.unwrap_or_else(|| Place::new(sources.add("templates".into(), ""), 0..0))
}

fn facts(plan: &Plan, as_of: Date, revision: revision::Revision, faces: &[RoleFont]) -> Facts {
    let fonts = faces.iter().map(|face| {
        let facts = FontFacts {
            family: face.family.clone(),
            version: face.version.clone(),
            sha256: face.sha256.clone(),
            substituted: face.substituted,
        };
        (face.role.family().to_owned(), facts)
    });
    Facts {
        schema: "plangen-manifest/1",
        plan: plan.head.id.value.clone(),
        version: plan.head.version.value.clone(),
        number: plan.head.document.number.to_string(),
        revision: revision.commit,
        dirty: revision.dirty,
        as_of: as_of.to_string(),
        program: env!("CARGO_PKG_VERSION"),
        fonts: fonts.collect(),
    }
}
