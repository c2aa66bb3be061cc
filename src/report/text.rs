//! Findings for a terminal: what, where, the line itself, why, and the mend.

use super::Counts;
use super::excerpt::excerpt;
use crate::finding::{Finding, Language, Sources};

/// How a report looks.
#[derive(Debug, Clone, Copy)]
pub struct Look {
    /// Its language.
    pub language: Language,
    /// Whether it has colours.
    pub colour: bool,
    /// By what findings are grouped; in reading order where none.
    pub group: Option<Grouping>,
    /// Whether waived and known findings are shown, too.
    pub all: bool,
}

/// What findings can be grouped by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Grouping {
    /// The entity concerned; the file where there is none.
    Entity,
    /// The file.
    File,
    /// The rule.
    Rule,
}

impl Grouping {
    fn key(self, finding: &Finding, sources: &Sources) -> String {
        let file = || sources.path(finding.place.file).to_owned();
        match self {
            Self::Entity => finding.entity.clone().unwrap_or_else(file),
            Self::File => file(),
            Self::Rule => format!("{} {}", finding.rule.code, finding.rule.id),
        }
    }
}

impl Look {
    pub(super) fn pick<'a>(self, zh: &'a str, en: &'a str) -> &'a str {
        match self.language {
            Language::Chinese => zh,
            Language::English => en,
        }
    }

    fn bold(self, text: &str) -> String {
        if self.colour { format!("\u{1b}[1m{text}\u{1b}[0m") } else { text.to_owned() }
    }
}

/// All findings and a line that counts them.
pub fn text(findings: &[Finding], sources: &Sources, look: Look) -> String {
    let mut shown: Vec<_> = findings.iter().filter(|finding| look.all || finding.is_open()).collect();
    let mut out = String::new();
    if let Some(group) = look.group {
        shown.sort_by_cached_key(|finding| group.key(finding, sources));
        for alike in shown.chunk_by(|a, b| group.key(a, sources) == group.key(b, sources)) {
            let (key, count) = (group.key(alike[0], sources), alike.len());
            out.push_str(&look.bold(&format!("── {key} · {count} ──")));
            out.push_str("\n\n");
            all(alike, sources, look, &mut out);
        }
    } else {
        all(&shown, sources, look, &mut out);
    }
    out.push_str(&summary(findings, look));
    out.push('\n');
    out
}

fn all(findings: &[&Finding], sources: &Sources, look: Look, out: &mut String) {
    for finding in findings {
        out.push_str(&excerpt(finding, sources, look));
        out.push_str("\n\n");
    }
}

fn summary(findings: &[Finding], look: Look) -> String {
    let Counts { errors, warnings, infos, waived, known } = Counts::of(findings);
    let mut line = match look.language {
        Language::Chinese => format!("错误 {errors}，警告 {warnings}，提示 {infos}"),
        Language::English => {
            let counted = |count: usize, noun: &str| format!("{count} {noun}{}", if count == 1 { "" } else { "s" });
            [counted(errors, "error"), counted(warnings, "warning"), counted(infos, "info")].join(", ")
        }
    };
    for (count, zh, en) in [(waived, "豁免", "waived"), (known, "已知", "known")] {
        if count > 0 {
            line.push_str(&match look.language {
                Language::Chinese => format!("，{zh} {count}"),
                Language::English => format!(", {count} {en}"),
            });
        }
    }
    line
}
