//! What reading finds, bounded: a file that is wrong on every line must not fill the memory.

use std::collections::BTreeMap;

use crate::finding::{FileId, Finding, RuleName, Severity};
use crate::say;

/// Findings of one rule in one file that are kept; nobody mends more in one go.
const KEPT: usize = 500;

/// Findings as they come.
#[derive(Debug, Default)]
pub(super) struct Findings {
    list: Vec<Finding>,
    counts: BTreeMap<(FileId, RuleName), usize>,
}

impl Findings {
    /// Records a finding, or counts it where there are enough of its kind.
    pub(super) fn push(&mut self, finding: Finding) {
        let count = self.counts.entry((finding.place.file, finding.rule)).or_default();
        *count += 1;
        if *count <= KEPT {
            self.list.push(finding);
        }
    }

    /// All that were kept, with one more wherever others were left out.
    pub(super) fn into_list(mut self) -> Vec<Finding> {
        for ((file, rule), count) in self.counts {
            let Some(more) = count.checked_sub(KEPT).filter(|more| *more > 0) else { continue };
            let same = |finding: &&Finding| finding.place.file == file && finding.rule == rule;
            let Some(last) = self.list.iter().filter(same).max_by_key(|finding| finding.place) else { continue };
            let message = say!(
                "这个文件里还有 {more} 处同样的问题没有列出",
                "{more} more of the same in this file are not listed"
            );
            let told = Finding { message, related: Vec::new(), entity: None, ..last.clone() };
            self.list.push(told.help(say!("先改已列出的，再检查一次", "mend those that are listed and check again")));
        }
        self.list
    }

    /// Whether something could not be read; a warning says that it could.
    pub(super) fn has_errors(&self) -> bool {
        self.list.iter().any(|finding| finding.severity == Severity::Error)
    }

    /// Takes over what another reading found.
    pub(super) fn extend(&mut self, other: Self) {
        for finding in other.list {
            self.push(finding);
        }
        for (key, count) in other.counts {
            *self.counts.entry(key).or_default() += count.saturating_sub(KEPT);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::faults;
    use super::*;
    use crate::finding::{Place, Sources};

    #[test]
    fn repeats_beyond_the_limit_are_counted_not_kept() {
        let mut sources = Sources::default();
        let file = sources.add("a.yaml".into(), "x");
        let mut findings = Findings::default();
        for _ in 0..KEPT + 7 {
            findings.push(Finding::error(faults::BAD_DATE, Place::new(file, 0..1), say!("日", "day")));
        }
        let list = findings.into_list();
        assert_eq!(list.len(), KEPT + 1);
        assert!(list[KEPT].message.zh.contains("还有 7 处"), "{}", list[KEPT].message.zh);
    }
}
