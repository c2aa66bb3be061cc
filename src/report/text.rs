//! Findings for a terminal: place, what, why, and the mend.

use super::{Counts, spot};
use crate::finding::{Finding, Language, Severity, Sources};

/// How a report looks.
#[derive(Debug, Clone, Copy)]
pub struct Look {
    /// Its language.
    pub language: Language,
    /// Whether it has colours.
    pub colour: bool,
}

impl Look {
    fn paint(self, code: &str, text: &str) -> String {
        if self.colour { format!("\u{1b}[{code}m{text}\u{1b}[0m") } else { text.to_owned() }
    }

    fn pick<'a>(self, zh: &'a str, en: &'a str) -> &'a str {
        match self.language {
            Language::Chinese => zh,
            Language::English => en,
        }
    }
}

/// All findings and a line that counts them.
pub fn text(findings: &[Finding], sources: &Sources, look: Look) -> String {
    let mut out = String::new();
    for finding in findings.iter().filter(|finding| finding.is_open()) {
        one(finding, sources, look, &mut out);
    }
    let Counts { errors, warnings, infos, waived, known } = Counts::of(findings);
    let mut line = match look.language {
        Language::Chinese => format!("错误 {errors}，警告 {warnings}，提示 {infos}"),
        Language::English => format!("{errors} errors, {warnings} warnings, {infos} infos"),
    };
    for (count, zh, en) in [(waived, "，豁免 ", " waived"), (known, "，已知 ", " known")] {
        if count > 0 {
            line.push_str(look.pick(&format!("{zh}{count}"), &format!(", {count}{en}")));
        }
    }
    out.push_str(&line);
    out.push('\n');
    out
}

fn one(finding: &Finding, sources: &Sources, look: Look, out: &mut String) {
    let (word, colour) = match finding.severity {
        Severity::Error => (look.pick("错误", "error"), "1;31"),
        Severity::Warning => (look.pick("警告", "warning"), "1;33"),
        Severity::Info => (look.pick("提示", "info"), "1;36"),
    };
    let place = look.paint("1", &spot(finding.place, sources));
    let message = finding.message.in_language(look.language);
    let (id, code) = (finding.rule.id, finding.rule.code);
    out.push_str(&format!("{place}: {}[{code} {id}] {message}\n", look.paint(colour, word)));
    if let Some(help) = &finding.help {
        let label = look.paint("32", look.pick("改法", "help"));
        out.push_str(&format!("    {label}: {}\n", help.in_language(look.language)));
    }
    for related in &finding.related {
        let label = look.pick("另见", "see");
        let message = related.message.in_language(look.language);
        out.push_str(&format!("    {label}: {} {message}\n", spot(related.place, sources)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::{Place, RuleName};
    use crate::say;

    #[test]
    fn a_finding_names_its_place_its_rule_and_the_mend() {
        let mut sources = Sources::default();
        let file = sources.add("plan-source/a.yaml".into(), "名: 甲\n");
        let rule = RuleName { id: "some-fault", code: "ABC01" };
        let finding = Finding::error(rule, Place::new(file, 5..8), say!("不对", "wrong")).help(say!("改掉", "mend it"));
        let zh = text(std::slice::from_ref(&finding), &sources, Look { language: Language::Chinese, colour: false });
        assert_eq!(zh, "plan-source/a.yaml:1:4: 错误[ABC01 some-fault] 不对\n    改法: 改掉\n错误 1，警告 0，提示 0\n");
        let en = text(&[finding], &sources, Look { language: Language::English, colour: false });
        assert!(en.contains("error[ABC01 some-fault] wrong\n    help: mend it\n"), "{en}");
    }
}
