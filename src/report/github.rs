//! Findings as annotations that GitHub shows beside the line.

use crate::finding::{Finding, Language, Severity, Sources};

/// A line for every finding that counts.
pub fn github(findings: &[Finding], sources: &Sources, language: Language) -> String {
    let open = findings.iter().filter(|finding| finding.is_open());
    open.map(|finding| line(finding, sources, language)).collect()
}

fn line(finding: &Finding, sources: &Sources, language: Language) -> String {
    let command = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "notice",
    };
    let (start, end) = (sources.start(finding.place), sources.end(finding.place));
    let path = property(&sources.named(finding.place));
    let title = property(&format!("{} {}", finding.rule.code, finding.rule.id));
    let mut message = finding.message.in_language(language).to_owned();
    for related in &finding.related {
        let (at, text) = (super::spot(related.place, sources), related.message.in_language(language));
        message.push_str(&format!("\n{at} {text}"));
    }
    if let Some(help) = &finding.help {
        message.push_str(&format!("\n{}", help.in_language(language)));
    }
    let mut line = format!("::{command} file={path},line={},endLine={}", start.line, end.line);
    // Columns are of use within one line only.
    if start.line == end.line {
        line.push_str(&format!(",col={},endColumn={}", start.column, end.column));
    }
    line.push_str(&format!(",title={title}::{}\n", data(&message)));
    line
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::{Place, RuleName};
    use crate::say;

    #[test]
    fn what_means_something_to_the_reader_of_the_line_is_escaped() {
        let mut sources = Sources::default();
        let file = sources.add("plan/甲,乙:100%.yaml".into(), "名: 甲\n");
        let rule = RuleName { id: "some-fault", code: "ABC01" };
        let place = Place::new(file, 5..8);
        let finding = Finding::warning(rule, place, say!("占 50%，\r\n不对", "50%,\r\nwrong")).help(say!("改", "mend"));
        assert_eq!(
            github(&[finding], &sources, Language::Chinese),
            "::warning file=plan/甲%2C乙%3A100%25.yaml,line=1,endLine=1,col=4,endColumn=5,title=ABC01 some-fault::占 50%25，%0D%0A不对%0A改\n"
        );
    }
}
