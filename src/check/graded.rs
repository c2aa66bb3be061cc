//! Findings that rest on a value of a pack: what is not confirmed may only warn, and says so.

use crate::finding::{Finding, Severity};
use crate::model::pack::Evidence;

/// The finding as the evidence for its ground allows.
pub(super) fn graded(mut finding: Finding, grade: Evidence, source: &str) -> Finding {
    if grade == Evidence::Unconfirmed {
        if finding.severity == Severity::Error {
            finding.severity = Severity::Warning;
        }
        finding.message.zh.push_str(&format!("（依据“{source}”，未核实）"));
        finding.message.en.push_str(&format!(" (after '{source}', not confirmed)"));
    }
    finding
}
