//! Which rules a run is about, and which findings count for it.

use super::{Stop, handbook};
use crate::check::RULES;
use crate::finding::{BAD_BASELINE, Finding, RuleName, Severity};

/// Whether nothing may excuse a finding of this rule: it guards life, a clock or a clearance.
pub(super) fn fixed(name: RuleName) -> bool {
    RULES.iter().any(|rule| rule.name == name && !rule.waivable)
}

/// Refuses names of rules that nobody has: a misspelled one would choose nothing.
pub(super) fn known(named: &[String]) -> Result<(), Stop> {
    for word in named {
        handbook::find(word)?;
    }
    Ok(())
}

/// The rules a run is about: all, or those named.
pub(super) fn asked(wanted: &[String]) -> Vec<RuleName> {
    let names = handbook::entries().into_iter().map(|entry| entry.name);
    names.filter(|name| wanted.is_empty() || wanted.iter().any(|word| name.is(word))).collect()
}

fn named(list: &[String], finding: &Finding) -> bool {
    list.iter().any(|word| finding.rule.is(word))
}

/// Makes findings of denied rules errors.
pub(super) fn deny(findings: &mut [Finding], denied: &[String]) {
    for finding in findings.iter_mut().filter(|finding| named(denied, finding)) {
        finding.severity = Severity::Error;
    }
}

/// Keeps the findings of the rules asked for; what keeps rules from being asked at all stays.
pub(super) fn only(findings: &mut Vec<Finding>, wanted: &[String], readable: bool) {
    if !wanted.is_empty() && readable {
        findings.retain(|finding| named(wanted, finding) || finding.rule == BAD_BASELINE);
    }
}
