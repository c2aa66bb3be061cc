//! Findings for a page in a browser: the parts of the report for a terminal, each by itself.
//!
//! The same lines are repeated as there, and no others. Nothing here is markup; the page escapes.

use serde::Serialize;

use super::excerpt::{is_quotable, low};
use super::{Counts, spot};
use crate::finding::{Finding, Language, Place, Severity, Sources};

/// A finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Told {
    /// `error`, `warning` or `info`.
    pub severity: &'static str,
    /// The same for a person.
    pub weight: &'static str,
    /// Code and id of the rule.
    pub rule: String,
    /// What is wrong.
    pub message: String,
    /// `plan-source/org/roles.yaml:12:5`
    pub spot: String,
    /// The lines it is about; none where they may not be repeated.
    pub lines: Vec<Line>,
    /// Other places, each with what is there.
    pub related: Vec<(String, String)>,
    /// What to do about it.
    pub help: Option<String>,
}

/// A line of a file, cut where the place begins and ends.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Line {
    /// Its number, from 1.
    pub number: usize,
    /// What stands before the place.
    pub before: String,
    /// What of it belongs to the place.
    pub marked: String,
    /// What stands behind it.
    pub after: String,
}

/// The findings that count, and how many there are of each weight.
pub fn browser(findings: &[Finding], sources: &Sources, language: Language) -> (Vec<Told>, Counts) {
    let open = findings.iter().filter(|finding| finding.is_open());
    (open.map(|finding| told(finding, sources, language)).collect(), Counts::of(findings))
}

fn told(finding: &Finding, sources: &Sources, language: Language) -> Told {
    let weight = match (finding.severity, language) {
        (Severity::Error, Language::Chinese) => "错误",
        (Severity::Error, Language::English) => "error",
        (Severity::Warning, Language::Chinese) => "警告",
        (Severity::Warning, Language::English) => "warning",
        (Severity::Info, Language::Chinese) => "提示",
        (Severity::Info, Language::English) => "info",
    };
    let related = finding.related.iter();
    Told {
        severity: finding.severity.key(),
        weight,
        rule: format!("{} {}", finding.rule.code, finding.rule.id),
        message: finding.message.in_language(language).to_owned(),
        spot: spot(finding.place, sources),
        lines: if is_quotable(finding.place, sources) { lines(finding.place, sources) } else { Vec::new() },
        related: related
            .map(|other| (spot(other.place, sources), other.message.in_language(language).to_owned()))
            .collect(),
        help: finding.help.as_ref().map(|help| help.in_language(language).to_owned()),
    }
}

/// The lines of a place; of a tall one the first.
fn lines(place: Place, sources: &Sources) -> Vec<Line> {
    let place = low(place, sources);
    let (from, to) = (place.start as usize, place.end as usize);
    let text = &sources.file(place.file).text;
    let mut start = text[..from].rfind('\n').map_or(0, |end| end + 1);
    let mut number = sources.start(place).line;
    let mut lines = Vec::new();
    loop {
        let end = text[start..].find('\n').map_or(text.len(), |length| start + length);
        let (left, right) = (from.clamp(start, end), to.clamp(start, end));
        let part = |range: std::ops::Range<usize>| text[range].trim_end_matches('\r').to_owned();
        lines.push(Line { number, before: part(start..left), marked: part(left..right), after: part(right..end) });
        // A place that ends with its line does not reach into the next.
        if to <= end + 1 || end == text.len() {
            return lines;
        }
        (start, number) = (end + 1, number + 1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::RuleName;
    use crate::say;

    const RULE: RuleName = RuleName { id: "a-fault", code: "TST01" };

    fn one(path: &str, text: &str, range: std::ops::Range<usize>) -> Told {
        let mut sources = Sources::default();
        let file = sources.add(path.into(), text);
        let finding = Finding::error(RULE, Place::new(file, range), say!("不对", "wrong")).help(say!("改", "mend"));
        browser(&[finding], &sources, Language::Chinese).0.remove(0)
    }

    #[test]
    fn a_finding_comes_in_parts_with_its_place_marked() {
        let told = one("p/a.yaml", "名称: 甲\r\nb: 2\r\n", "名称: ".len().."名称: 甲".len());
        assert_eq!((told.weight, told.rule.as_str(), told.spot.as_str()), ("错误", "TST01 a-fault", "p/a.yaml:1:5"));
        assert_eq!((told.message.as_str(), told.help.as_deref()), ("不对", Some("改")));
        let line = Line { number: 1, before: "名称: ".into(), marked: "甲".into(), after: String::new() };
        assert_eq!(told.lines, [line]);
    }

    #[test]
    fn a_place_over_several_lines_is_marked_on_each() {
        let parts = |text: &str, range| {
            let cut = |line: Line| (line.number, line.before, line.marked, line.after);
            one("p/a.yaml", text, range).lines.into_iter().map(cut).collect::<Vec<_>>()
        };
        let line =
            |number, before: &str, marked: &str, after: &str| (number, before.into(), marked.into(), after.into());
        assert_eq!(parts("a\nbc\nde\nf", 3..7), [line(2, "b", "c", ""), line(3, "", "de", "")]);
        assert_eq!(parts("a\nbc\nde\nf", 3..5), [line(2, "b", "c", "")]);
        assert_eq!(parts("a\nbc", 4..4), [line(2, "bc", "", "")]);
        assert_eq!(parts("", 0..0), []);
    }

    #[test]
    fn what_is_restricted_is_told_by_its_place_alone() {
        let told = one("p/restricted/a.yaml", "name: 张某\n", 6..12);
        assert_eq!((told.spot.as_str(), told.lines), ("p/restricted/a.yaml:1:7", Vec::new()));
    }
}
