//! Findings for people and for machines. Knows findings and texts, nothing of plans.

mod json;
mod text;

use crate::finding::{Finding, Severity, Sources};

pub use json::json;
pub use text::{Look, text};

/// How many findings of each weight there are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Errors.
    pub errors: usize,
    /// Warnings.
    pub warnings: usize,
    /// Infos.
    pub infos: usize,
}

impl Counts {
    /// Counts `findings`.
    pub fn of(findings: &[Finding]) -> Self {
        let count = |severity| findings.iter().filter(|finding| finding.severity == severity).count();
        Self { errors: count(Severity::Error), warnings: count(Severity::Warning), infos: count(Severity::Info) }
    }
}

/// `plan-source/org/roles.yaml:12:5`
fn spot(place: crate::finding::Place, sources: &Sources) -> String {
    let start = sources.start(place);
    format!("{}:{}:{}", sources.path(place.file), start.line, start.column)
}
