//! Findings in SARIF 2.1.0, the exchange format of OASIS for tools that check things.
//!
//! What is waived or known stays as a suppressed result. No line of the plan is quoted.

use serde_json::{Value, json};

use super::{RuleFacts, is_pack};
use crate::finding::{Finding, Fix, Language, Place, RuleName, Severity, Sources, Standing};

const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// The findings as one log with a line feed at its end; `rules` are all that were asked.
pub fn sarif(findings: &[Finding], rules: &[RuleFacts<'_>], sources: &Sources, language: Language) -> String {
    let index = |name: RuleName| rules.iter().position(|rule| rule.name == name);
    let results: Vec<_> = findings
        .iter()
        .map(|finding| {
            let mut result = result(finding, sources, language);
            if let Some(index) = index(finding.rule) {
                result["ruleIndex"] = json!(index);
            }
            result
        })
        .collect();
    let tag = match language {
        Language::Chinese => "zh-CN",
        Language::English => "en-US",
    };
    let driver = json!({
        "name": "plangen",
        "version": env!("CARGO_PKG_VERSION"),
        "language": tag,
        "rules": rules.iter().map(descriptor).collect::<Vec<_>>(),
    });
    let run = json!({
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "language": tag,
        "results": results,
    });
    let mut text = format!("{:#}", json!({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}));
    text.push('\n');
    text
}

fn descriptor(rule: &RuleFacts<'_>) -> Value {
    json!({
        "id": rule.name.code,
        "name": rule.name.id,
        "shortDescription": {"text": rule.title},
        "help": {"text": rule.page, "markdown": rule.page},
        "defaultConfiguration": {"level": level(rule.severity)},
        "properties": {"waivable": rule.waivable},
    })
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

fn result(finding: &Finding, sources: &Sources, language: Language) -> Value {
    let mut text = finding.message.in_language(language).to_owned();
    if let Some(help) = &finding.help {
        text = format!("{text}\n{}", help.in_language(language));
    }
    let mut location = location(finding.place, sources);
    if let Some(entity) = &finding.entity {
        location["logicalLocations"] = json!([{"fullyQualifiedName": entity}]);
    }
    let mut result = json!({
        "ruleId": finding.rule.code,
        "level": level(finding.severity),
        "message": {"text": text},
        "locations": [location],
    });
    let related = finding.related.iter().enumerate().map(|(id, related)| {
        let mut location = self::location(related.place, sources);
        location["id"] = json!(id);
        location["message"] = json!({"text": related.message.in_language(language)});
        location
    });
    let related: Vec<_> = related.collect();
    if !related.is_empty() {
        result["relatedLocations"] = json!(related);
    }
    // A fix repeats what stands there.
    if let Some(fix) = finding.fix.as_ref().filter(|fix| !fix.edits.iter().any(|edit| sources.is_withheld(edit.place)))
    {
        result["fixes"] = json!([self::fix(fix, sources, language)]);
    }
    match &finding.standing {
        Standing::Open => {}
        Standing::Waived { by, reason } => {
            let location = self::location(*by, sources);
            result["suppressions"] =
                json!([{"kind": "external", "status": "accepted", "justification": reason, "location": location}]);
        }
        Standing::Known => result["suppressions"] = json!([{"kind": "external", "status": "accepted"}]),
    }
    result
}

fn location(place: Place, sources: &Sources) -> Value {
    json!({"physicalLocation": {"artifactLocation": artifact(place, sources), "region": region(place, sources)}})
}

fn artifact(place: Place, sources: &Sources) -> Value {
    json!({"uri": uri(&sources.named(place))})
}

fn region(place: Place, sources: &Sources) -> Value {
    let (start, end) = (sources.start(place), sources.end(place));
    json!({
        "startLine": start.line,
        "startColumn": start.column,
        "endLine": end.line,
        "endColumn": end.column,
    })
}

fn fix(fix: &Fix, sources: &Sources, language: Language) -> Value {
    let changes: Vec<_> = fix
        .edits
        .chunk_by(|a, b| a.place.file == b.place.file)
        .map(|edits| {
            let replacements: Vec<_> = edits
                .iter()
                .map(|edit| {
                    json!({
                        "deletedRegion": region(edit.place, sources),
                        "insertedContent": {"text": edit.text},
                    })
                })
                .collect();
            json!({"artifactLocation": artifact(edits[0].place, sources), "replacements": replacements})
        })
        .collect();
    json!({"description": {"text": fix.message.in_language(language)}, "artifactChanges": changes})
}

/// The path as a reference by RFC 3986: file names may be Chinese.
fn uri(path: &str) -> String {
    if is_pack(path) {
        return format!("plangen-pack:{}", encoded(path.trim_matches(['<', '>'])));
    }
    let scheme = if path.starts_with('/') { "file://" } else { "" };
    format!("{scheme}{}", encoded(path))
}

fn encoded(path: &str) -> String {
    path.bytes()
        .map(|byte| match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => char::from(byte).to_string(),
            _ => format!("%{byte:02X}"),
        })
        .collect()
}
