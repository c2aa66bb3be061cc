//! Findings for programs, in the published shape.

use std::borrow::Cow;

use serde::Serialize;

use super::{Counts, RuleFacts};
use crate::finding::{Finding, Language, Sources, Standing};

#[derive(Serialize)]
struct Report<'a> {
    findings: Vec<Entry<'a>>,
    summary: Summary,
}

#[derive(Serialize)]
struct Summary {
    errors: usize,
    warnings: usize,
    infos: usize,
    waived: usize,
    /// Only where a baseline knows something, so that the shape is the published one without it.
    #[serde(skip_serializing_if = "Option::is_none")]
    known: Option<usize>,
}

#[derive(Serialize)]
struct Entry<'a> {
    rule: &'a str,
    code: &'a str,
    severity: &'a str,
    message: &'a str,
    file: Cow<'a, str>,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    entity: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    help: Option<&'a str>,
    related: Vec<Related<'a>>,
    waived: bool,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    known: bool,
}

#[derive(Serialize)]
struct Related<'a> {
    file: Cow<'a, str>,
    line: usize,
    column: usize,
    message: &'a str,
}

/// The rules as one JSON object with a line feed at its end.
pub fn rules(rules: &[RuleFacts<'_>]) -> String {
    let list: Vec<_> = rules
        .iter()
        .map(|rule| {
            serde_json::json!({
                "code": rule.name.code,
                "rule": rule.name.id,
                "severity": rule.severity.key(),
                "waivable": rule.waivable,
                "title": rule.title,
            })
        })
        .collect();
    format!("{:#}\n", serde_json::json!({ "rules": list }))
}

/// The findings as one JSON object with a line feed at its end.
pub fn json(findings: &[Finding], sources: &Sources, language: Language) -> String {
    let entries = findings.iter().map(|finding| {
        let (start, end) = (sources.start(finding.place), sources.end(finding.place));
        Entry {
            rule: finding.rule.id,
            code: finding.rule.code,
            severity: finding.severity.key(),
            message: finding.message.in_language(language),
            file: sources.named(finding.place),
            line: start.line,
            column: start.column,
            end_line: end.line,
            end_column: end.column,
            entity: finding.entity.as_deref(),
            help: finding.help.as_ref().map(|help| help.in_language(language)),
            related: finding
                .related
                .iter()
                .map(|related| {
                    let at = sources.start(related.place);
                    Related {
                        file: sources.named(related.place),
                        line: at.line,
                        column: at.column,
                        message: related.message.in_language(language),
                    }
                })
                .collect(),
            waived: matches!(finding.standing, Standing::Waived { .. }),
            known: finding.standing == Standing::Known,
        }
    });
    let Counts { errors, warnings, infos, waived, known } = Counts::of(findings);
    let summary = Summary { errors, warnings, infos, waived, known: Some(known).filter(|known| *known > 0) };
    let report = Report { findings: entries.collect(), summary };
    let mut text = serde_json::to_string_pretty(&report)
        .unwrap_or_else(|error| unreachable!("strings and numbers serialise: {error}"));
    text.push('\n');
    text
}
