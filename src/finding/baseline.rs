//! Findings that were there before: they are known and do not fail, new ones do.
//!
//! A baseline is a text of one line a finding: rule, target, mark, separated by tabs. No line
//! number and no wording stands in it, so that it holds while the plan and the program change.

use super::{FileId, Finding, Place, RuleName, Severity, Sources, Standing};
use crate::say;

/// A finding of the baseline that is gone.
pub const SETTLED_FINDING: RuleName = RuleName { id: "settled-finding", code: "BAS01" };
/// A line of a baseline that cannot be read.
pub const BAD_BASELINE: RuleName = RuleName { id: "bad-baseline", code: "BAS02" };

const HEAD: &str = "# plangen-baseline/1";

/// What tells a finding from others: rule, target, mark.
type Key = (String, String, String);

/// A baseline that was read.
#[derive(Debug)]
pub struct Baseline {
    known: Vec<(Key, Place)>,
}

impl Baseline {
    /// Reads the text of `file`; every line that is none of a baseline is a finding.
    pub fn read(file: FileId, sources: &Sources, findings: &mut Vec<Finding>) -> Self {
        let text = &sources.file(file).text;
        let mut known = Vec::new();
        let mut at = 0;
        for (number, line) in text.split_inclusive('\n').enumerate() {
            let place = Place::new(file, at..at + line.trim_end().len());
            at += line.len();
            let line = line.trim_end();
            let parts: Vec<_> = line.split('\t').collect();
            match parts.as_slice() {
                _ if number == 0 && line == HEAD => {}
                _ if number > 0 && (line.is_empty() || line.starts_with('#')) => {}
                [rule, target, mark] if number > 0 => {
                    known.push((((*rule).to_owned(), (*target).to_owned(), (*mark).to_owned()), place));
                }
                _ => findings.push(
                    Finding::error(BAD_BASELINE, place, say!("这一行不是基线", "this is no line of a baseline")).help(
                        say!(
                            "用 --write-baseline 重新写一份；手工只删行，不改行",
                            "write it anew with --write-baseline; by hand delete lines only"
                        ),
                    ),
                ),
            }
        }
        Self { known }
    }

    /// Marks what is known among `findings` and tells which lines of the baseline are settled.
    /// `root` is the plan's folder as paths show it; findings of a `fixed` rule are never known.
    pub fn apply(self, findings: &mut Vec<Finding>, sources: &Sources, root: &str, fixed: impl Fn(RuleName) -> bool) {
        let mut known = self.known;
        for finding in findings.iter_mut().filter(|finding| counts(finding) && !fixed(finding.rule)) {
            let key = key(finding, sources, root);
            // As often as it stands there, and not once more.
            if let Some(at) = known.iter().position(|(known, _)| *known == key) {
                known.swap_remove(at);
                finding.standing = Standing::Known;
            }
        }
        findings.extend(known.into_iter().map(|((rule, target, _), place)| {
            let message = say!("“{target}”的 {rule} 已经解决", "{rule} at '{target}' is settled");
            Finding::info(SETTLED_FINDING, place, message)
                .help(say!("从基线里删去这一行", "delete this line from the baseline"))
        }));
    }
}

/// Makes everything that would fail known and gives the baseline that says so. Findings of a
/// `fixed` rule stay: nothing may excuse them.
pub fn adopt(findings: &mut Vec<Finding>, sources: &Sources, root: &str, fixed: impl Fn(RuleName) -> bool) -> String {
    // The baseline that is replaced has no say any more.
    findings.retain(|finding| finding.rule != SETTLED_FINDING);
    let mut lines = Vec::new();
    for finding in findings.iter_mut() {
        if (counts(finding) || finding.standing == Standing::Known) && !fixed(finding.rule) {
            let (rule, target, mark) = key(finding, sources, root);
            lines.push(format!("{rule}\t{target}\t{mark}\n"));
            finding.standing = Standing::Known;
        }
    }
    lines.sort();
    format!("{HEAD}\n# 已知问题，不再报错；新问题照报。改好一处，删去一行。\n{}", lines.concat())
}

fn counts(finding: &Finding) -> bool {
    finding.is_open() && finding.severity != Severity::Info
}

fn key(finding: &Finding, sources: &Sources, root: &str) -> Key {
    let path = sources.path(finding.place.file);
    let inner = path.strip_prefix(root).map_or(path, |inner| inner.trim_start_matches('/'));
    let target = finding.entity.clone().unwrap_or_else(|| inner.to_owned());
    (finding.rule.id.to_owned(), target, mark(sources.slice(finding.place)))
}

/// Four digits of a text, however it is spaced: enough to tell the faults of one entity apart, too
/// few to guess a name or a number from (FNV-1a, folded).
fn mark(text: &str) -> String {
    let bytes = text.split_whitespace().flat_map(str::bytes);
    let hash =
        bytes.fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    let folded = hash ^ (hash >> 16) ^ (hash >> 32) ^ (hash >> 48);
    format!("{:04x}", folded & 0xffff)
}

#[cfg(test)]
mod tests {
    use super::*;

    const RULE: RuleName = RuleName { id: "some-fault", code: "ABC01" };

    fn found(text: &str) -> (Vec<Finding>, Sources) {
        let mut sources = Sources::default();
        let file = sources.add("plan/a.yaml".into(), text);
        let findings = text
            .match_indices('x')
            .map(|(at, _)| Finding::error(RULE, Place::new(file, at..at + 2), say!("在第{at}字节", "at byte {at}")));
        (findings.collect(), sources)
    }

    fn applied(baseline: &str, text: &str) -> Vec<(&'static str, bool)> {
        let (mut findings, mut sources) = found(text);
        let file = sources.add("base".into(), baseline);
        Baseline::read(file, &sources, &mut Vec::new()).apply(&mut findings, &sources, "plan", |_| false);
        findings.iter().map(|finding| (finding.rule.id, finding.is_open())).collect()
    }

    #[test]
    fn known_findings_stay_known_wherever_they_move() {
        let (mut findings, sources) = found("x1 x2");
        let text = adopt(&mut findings, &sources, "plan", |_| false);
        assert!(findings.iter().all(|finding| !finding.is_open()));
        assert_eq!(adopt(&mut findings, &sources, "plan", |_| false), text, "written again it is the same");
        assert_eq!(text.lines().filter(|line| line.starts_with("some-fault\ta.yaml\t")).count(), 2, "{text}");
        assert_eq!(applied(&text, "\n\n x2  x1"), [("some-fault", false), ("some-fault", false)]);
        assert_eq!(applied(&text, "x1 x2 x3")[2], ("some-fault", true));
        assert_eq!(applied(&text, "x1 x2 x2")[2], ("some-fault", true), "a second one of the same is new");
        assert_eq!(applied(&text, "x1"), [("some-fault", false), ("settled-finding", true)]);
    }

    #[test]
    fn a_rule_that_nothing_excuses_is_left_out() {
        let (mut findings, sources) = found("x1");
        assert_eq!(adopt(&mut findings, &sources, "plan", |_| true).lines().count(), 2);
        assert!(findings[0].is_open());
    }

    #[test]
    fn lines_that_cannot_be_read_are_told() {
        for (text, bad) in [
            ("", 0),
            ("# plangen-baseline/1\n\n# a\nr\tt\tm\n", 0),
            ("r\tt\tm\n", 1),
            ("# plangen-baseline/1\n<<<<<<< HEAD\n", 1),
        ] {
            let mut sources = Sources::default();
            let file = sources.add("base".into(), text);
            let mut findings = Vec::new();
            Baseline::read(file, &sources, &mut findings);
            assert_eq!(findings.len(), bad, "{text:?}");
        }
    }
}
