//! What changed between two states of the plan.

use std::path::{Path, PathBuf};

use super::{Stop, replaced, revision};
use crate::diff::{self, Comparison};
use crate::finding::{Finding, Sources};
use crate::load::{self, Loaded};
use crate::model::{Clearance, Plan};
use crate::render::templates::Templates;
use crate::render::{self, markup};
use crate::say;
use crate::views;

/// How a revision is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Written {
    /// For a terminal.
    Text {
        /// Whether it has colours.
        colour: bool,
    },
    /// For programs.
    Json,
    /// For a pull request.
    Markdown,
    /// For a browser.
    Html,
}

/// What is compared, and how it is told.
#[derive(Debug, Clone)]
pub struct Asked {
    /// The plan's folder.
    pub plan: PathBuf,
    /// Templates that stand in the place of the program's own.
    pub templates: Option<PathBuf>,
    /// A git revision, a folder, or a version listed in `review/versions.yaml`.
    pub old: String,
    /// Likewise; the working tree where not given.
    pub new: Option<String>,
    /// How it is written.
    pub written: Written,
    /// Who reads it.
    pub clearance: Clearance,
}

/// What differs.
#[derive(Debug)]
pub enum Difference {
    /// The changes.
    Told {
        /// As asked.
        text: String,
        /// Whether the two states say the same.
        equal: bool,
    },
    /// A state is no plan.
    Unread {
        /// Its texts.
        sources: Sources,
        /// What is wrong with it.
        findings: Vec<Finding>,
    },
}

/// Compares two states of the plan.
///
/// # Errors
/// When a state is not there, or a template cannot be filled.
pub fn diff(asked: &Asked) -> Result<Difference, Stop> {
    // The versions that are listed stand in the working tree.
    let now = load::load(&asked.plan).map_err(|message| Stop { code: 3, message })?;
    let old = state(&asked.plan, &asked.old, now.plan.as_ref())?;
    let new = match &asked.new {
        Some(name) => state(&asked.plan, name, now.plan.as_ref())?,
        None => now,
    };
    let (old, new) = match (old, new) {
        (Loaded { plan: Some(old), .. }, Loaded { plan: Some(new), .. }) => (old, new),
        (old @ Loaded { plan: None, .. }, _) => return Ok(unread(old)),
        (_, new) => return Ok(unread(new)),
    };
    let comparison = diff::compare(&old, &new);
    let text = tell(&old, &new, &comparison, asked)?;
    Ok(Difference::Told { text, equal: comparison.changes.is_empty() })
}

fn unread(loaded: Loaded) -> Difference {
    Difference::Unread { sources: loaded.sources, findings: loaded.findings }
}

fn tell(old: &Plan, new: &Plan, comparison: &Comparison, asked: &Asked) -> Result<String, Stop> {
    let revision = views::revision::revision(old, new, comparison, asked.clearance);
    let filled = |path: &str| {
        let templates = Templates::with(replaced(asked.templates.as_deref())?);
        markup::fill(&templates, path, &revision).map_err(|(line, reason)| Stop {
            code: 3,
            message: say!("templates/{path}:{line}：{reason}", "templates/{path}:{line}: {reason}"),
        })
    };
    match asked.written {
        Written::Text { colour } => Ok(render::revision::text(&revision, colour)),
        Written::Json => {
            let operations = views::revision::operations(comparison);
            let all = (asked.clearance == Clearance::Restricted).then_some(operations.as_slice());
            Ok(render::revision::json(&revision, all))
        }
        Written::Markdown => filled("revision/changes.md.j2"),
        Written::Html => filled("revision/changes.html.j2"),
    }
}

/// The state called `name`: a version, a folder, or a git revision, tried in this order.
fn state(plan: &Path, name: &str, listed: Option<&Plan>) -> Result<Loaded, Stop> {
    let version = listed.and_then(|now| now.versions.iter().find(|version| version.version.value == name));
    if let Some(folder) = version.and_then(|version| version.folder.as_ref()) {
        return load::load(&plan.join(&folder.value)).map_err(|message| Stop { code: 3, message });
    }
    if Path::new(name).is_dir() {
        return load::load(Path::new(name)).map_err(|message| Stop { code: 3, message });
    }
    if let Some(files) = revision::files_at(plan, name) {
        let shown = format!("{}@{name}", plan.display());
        return Ok(load::load_files(Path::new(&shown), files));
    }
    let message = match version {
        Some(_) => say!(
            "review/versions.yaml 里的版本“{name}”没有写 folder，也没有同名的目录或 git 版本；把当时的预案目录放进 review/ 并写上 folder",
            "the version '{name}' in review/versions.yaml names no folder, and there is no folder or git revision of that name; keep the plan as it was issued below review/ and name it as 'folder'"
        ),
        None => say!(
            "没有“{name}”：既不是 review/versions.yaml 里的版本，也不是目录或 git 版本",
            "there is no '{name}': it is no version of review/versions.yaml, no folder and no git revision"
        ),
    };
    Err(Stop { code: 2, message })
}
