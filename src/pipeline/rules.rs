//! The names of all rules, whoever enforces them, and which findings are asked for.

use super::Stop;
use super::trouble::{MISSING_GLYPH, TEMPLATE_FAULT};
use crate::check::{self, RULES};
use crate::finding::{BAD_BASELINE, Finding, RuleName, SETTLED_FINDING, Severity, nearest};
use crate::load::faults;
use crate::say;

/// Every name under which something is found, in the order of the catalogue.
pub(super) fn names() -> Vec<RuleName> {
    let mut names: Vec<RuleName> = RULES.iter().map(|rule| rule.name).collect();
    let others = [check::VOID_WAIVER, TEMPLATE_FAULT, MISSING_GLYPH, SETTLED_FINDING, BAD_BASELINE];
    for name in faults::ALL.iter().copied().chain(others) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

/// Whether nothing may excuse a finding of this rule: it guards life, a clock or a clearance.
pub(super) fn fixed(name: RuleName) -> bool {
    RULES.iter().any(|rule| rule.name == name && !rule.waivable)
}

/// Refuses names of rules that nobody has: a misspelled one would choose nothing.
pub(super) fn known(named: &[String]) -> Result<(), Stop> {
    let names = names();
    for word in named {
        if !names.iter().any(|name| name.is(word)) {
            let message = match nearest(word, names.iter().flat_map(|name| [name.id, name.code])) {
                Some(near) => {
                    say!("没有规则“{word}”，是不是“{near}”？", "there is no rule '{word}'; did you mean '{near}'?")
                }
                None => say!(
                    "没有规则“{word}”；写规则的编号或英文名，如 ORG02、role-without-backup",
                    "there is no rule '{word}'; give a rule's code or name, such as ORG02 or role-without-backup"
                ),
            };
            return Err(Stop { code: 2, message });
        }
    }
    Ok(())
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
