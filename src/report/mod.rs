//! Findings for people and for machines. Knows findings and texts, nothing of plans.

pub mod browser;
pub mod due;
mod excerpt;
mod github;
mod json;
mod junit;
mod page;
mod patch;
mod sarif;
pub mod simulation;
mod text;

use crate::finding::{Finding, RuleName, Severity, Sources, Standing};

pub use github::github;
pub use json::{json, rules};
pub use junit::junit;
pub use page::page;
pub use patch::{Patch, patch};
pub use sarif::sarif;
pub use text::{Grouping, Look, text};

/// What machine formats tell about a rule besides its findings.
#[derive(Debug, Clone, Copy)]
pub struct RuleFacts<'a> {
    /// Its name.
    pub name: RuleName,
    /// The most one of its findings weighs.
    pub severity: Severity,
    /// Whether a waiver may suspend it.
    pub waivable: bool,
    /// What it checks, in a sentence.
    pub title: &'a str,
    /// Its page, in Markdown.
    pub page: &'a str,
}

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

/// `plan-source/org/roles.yaml:12:5`, `plan-source/通讯录.xlsx!名单!E7`
fn spot(place: crate::finding::Place, sources: &Sources) -> String {
    if sources.address(place).is_some() {
        return sources.named(place).into_owned();
    }
    let start = sources.start(place);
    format!("{}:{}:{}", sources.path(place.file), start.line, start.column)
}

/// Whether a path names a pack that ships with the program.
fn is_pack(path: &str) -> bool {
    path.starts_with('<')
}
