//! Findings for people and for machines. Knows findings and texts, nothing of plans.

mod json;
mod text;

use crate::finding::{Finding, Severity, Sources, Standing};

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
    /// Findings somebody accepted for a time, of any weight.
    pub waived: usize,
    /// Findings the baseline knows.
    pub known: usize,
}

impl Counts {
    /// Counts `findings`.
    pub fn of(findings: &[Finding]) -> Self {
        let mut counts = Self::default();
        for finding in findings {
            match (&finding.standing, finding.severity) {
                (Standing::Waived { .. }, _) => counts.waived += 1,
                (Standing::Known, _) => counts.known += 1,
                (Standing::Open, Severity::Error) => counts.errors += 1,
                (Standing::Open, Severity::Warning) => counts.warnings += 1,
                (Standing::Open, Severity::Info) => counts.infos += 1,
            }
        }
        counts
    }
}

/// `plan-source/org/roles.yaml:12:5`
fn spot(place: crate::finding::Place, sources: &Sources) -> String {
    let start = sources.start(place);
    format!("{}:{}:{}", sources.path(place.file), start.line, start.column)
}
