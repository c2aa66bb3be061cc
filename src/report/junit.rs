//! Findings as JUnit XML, which every build server shows.
//!
//! A rule without findings is a case that passed. Errors fail; warnings do where they count as
//! errors; what is waived or known is skipped.

use std::fmt::Write;

use super::{Counts, RuleFacts, spot};
use crate::finding::{Finding, Language, Severity, Sources, Standing};

/// The findings as one document. `strict`: warnings fail, too.
pub fn junit(
    findings: &[Finding],
    rules: &[RuleFacts<'_>],
    sources: &Sources,
    language: Language,
    strict: bool,
) -> String {
    let mut cases = String::new();
    let passed = rules.iter().filter(|rule| findings.iter().all(|finding| finding.rule != rule.name));
    let mut tests = 0;
    for rule in passed {
        tests += 1;
        let class = format!("{} {}", rule.name.code, rule.name.id);
        _ = writeln!(cases, "    <testcase classname={} name={}/>", quoted(&class), quoted(rule.title));
    }
    for finding in findings {
        tests += 1;
        case(finding, sources, language, strict, &mut cases);
    }
    let Counts { errors, warnings, waived, known, .. } = Counts::of(findings);
    let failures = if strict { errors + warnings } else { errors };
    let skipped = waived + known;
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <testsuites name=\"plangen\" tests=\"{tests}\" failures=\"{failures}\" errors=\"0\">\n  \
         <testsuite name=\"plangen\" tests=\"{tests}\" failures=\"{failures}\" errors=\"0\" skipped=\"{skipped}\">\n\
         {cases}  </testsuite>\n</testsuites>\n"
    )
}

fn case(finding: &Finding, sources: &Sources, language: Language, strict: bool, out: &mut String) {
    let (id, code) = (finding.rule.id, finding.rule.code);
    let place = spot(finding.place, sources);
    let message = finding.message.in_language(language);
    let name = match &finding.entity {
        Some(entity) => format!("{entity} {place}"),
        None => place.clone(),
    };
    let mut body = format!("{place}\n{message}\n");
    for related in &finding.related {
        _ = writeln!(body, "{} {}", spot(related.place, sources), related.message.in_language(language));
    }
    if let Some(help) = &finding.help {
        _ = writeln!(body, "{}", help.in_language(language));
    }
    let inner = match (&finding.standing, finding.severity) {
        (Standing::Waived { reason, .. }, _) => format!("<skipped type=\"waived\" message={}/>", quoted(reason)),
        (Standing::Known, _) => format!("<skipped type=\"known\" message={}/>", quoted(message)),
        (Standing::Open, Severity::Info) => told(&body),
        (Standing::Open, Severity::Warning) if !strict => told(&body),
        (Standing::Open, severity) => {
            let kind = severity.key();
            format!("<failure type=\"{kind}\" message={}>{}</failure>", quoted(message), escaped(&body))
        }
    };
    let class = format!("{code} {id}");
    _ = writeln!(out, "    <testcase classname={} name={}>{inner}</testcase>", quoted(&class), quoted(&name));
}

fn told(body: &str) -> String {
    format!("<system-out>{}</system-out>", escaped(body))
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", escaped(text).replace('"', "&quot;").replace('\n', "&#10;").replace('\t', "&#9;"))
}

/// Text of an element. A character that XML 1.0 has no place for is shown as the replacement one.
fn escaped(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '&' => "&amp;".to_owned(),
            '<' => "&lt;".to_owned(),
            '>' => "&gt;".to_owned(),
            '\r' => "&#13;".to_owned(),
            '\t' | '\n' | ' '..='\u{FFFD}' | '\u{10000}'.. => c.to_string(),
            _ => '\u{FFFD}'.to_string(),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_xml_cannot_hold_is_escaped_or_replaced() {
        assert_eq!(escaped("a<b>&\u{1}\u{FFFE}甲𠀀\r"), "a&lt;b&gt;&amp;\u{FFFD}\u{FFFD}甲𠀀&#13;");
        assert_eq!(quoted("“\"\n"), "\"“&quot;&#10;\"");
    }
}
