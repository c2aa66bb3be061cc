//! The documents of a build: which there are, whose they are, and how one is made.

use super::{Settings, Stop};
use crate::check::Checked;
use crate::model::Clearance;
use crate::render::typeset::Typesetter;
use crate::render::{Artifact, Fault};
use crate::say;
use crate::views::official;

/// The documents and the edition each belongs to.
const DOCUMENTS: &[(&str, Clearance)] = &[("official", Clearance::Internal)];

/// The documents asked for.
pub(super) fn wanted(settings: &Settings) -> Result<Vec<(&'static str, Clearance)>, Stop> {
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

/// Sets one document and turns it into a file.
pub(super) fn make(
    document: &str,
    clearance: Clearance,
    plan: &Checked,
    typesetter: &Typesetter,
) -> Result<Artifact, Vec<Fault>> {
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
