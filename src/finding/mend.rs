//! Applies fixes to the texts that were read.
//!
//! A fix is done as a whole or not at all, and no two touch the same place: where they would, the
//! one that begins first wins and the other waits for the next look. Everything else in a file,
//! comments included, keeps every byte.

use std::collections::{BTreeMap, BTreeSet};

use super::{Edit, FileId, Finding, Place, Sources, Standing};

/// A file after its fixes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mended {
    /// The file.
    pub file: FileId,
    /// Its text now.
    pub text: String,
}

/// What came of the fixes of a run.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Mend {
    /// The files that change.
    pub files: Vec<Mended>,
    /// How many fixes were done.
    pub done: usize,
    /// How many have to wait for the next look, because they touch one that was done.
    pub waiting: usize,
}

/// Does the fixes of `findings`, which are in reading order. What somebody has accepted stays.
pub fn mend(findings: &[Finding], sources: &Sources) -> Mend {
    let mut taken: BTreeMap<FileId, BTreeSet<(u32, u32)>> = BTreeMap::new();
    let mut edits: BTreeMap<FileId, Vec<&Edit>> = BTreeMap::new();
    let mut seen: Vec<&[Edit]> = Vec::new();
    let mut mend = Mend::default();
    let waived = |finding: &&Finding| matches!(finding.standing, Standing::Waived { .. });
    for fix in findings.iter().filter(|finding| !waived(finding)).filter_map(|finding| finding.fix.as_ref()) {
        // A sheet is mended where it is kept, not by us.
        if fix.edits.iter().any(|edit| sources.address(edit.place).is_some()) {
            continue;
        }
        // Several findings may carry the same mend.
        if fix.edits.is_empty() || seen.contains(&fix.edits.as_slice()) {
            continue;
        }
        if !fix.edits.iter().all(|edit| is_free(&taken, edit.place)) || touch_each_other(&fix.edits) {
            mend.waiting += 1;
            continue;
        }
        for edit in &fix.edits {
            taken.entry(edit.place.file).or_default().insert((edit.place.start, edit.place.end));
            edits.entry(edit.place.file).or_default().push(edit);
        }
        seen.push(&fix.edits);
        mend.done += 1;
    }
    for (file, mut edits) in edits {
        edits.sort_by_key(|edit| (edit.place.start, edit.place.end));
        mend.files.push(Mended { file, text: apply(&sources.file(file).text, &edits) });
    }
    mend
}

/// Two places touch when they share a byte or one begins where the other ends: their order would
/// matter.
fn touches(a: (u32, u32), b: (u32, u32)) -> bool {
    a.0 <= b.1 && b.0 <= a.1
}

fn is_free(taken: &BTreeMap<FileId, BTreeSet<(u32, u32)>>, place: Place) -> bool {
    taken.get(&place.file).is_none_or(|taken| !taken.iter().any(|other| touches(*other, (place.start, place.end))))
}

fn touch_each_other(edits: &[Edit]) -> bool {
    edits.iter().enumerate().any(|(index, a)| {
        edits[index + 1..].iter().any(|b| {
            a.place.file == b.place.file && touches((a.place.start, a.place.end), (b.place.start, b.place.end))
        })
    })
}

/// The text with `edits`, which are sorted and apart.
pub fn apply(text: &str, edits: &[&Edit]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for edit in edits {
        let (start, end) = (edit.place.start as usize, edit.place.end as usize);
        out.push_str(text.get(at..start).unwrap_or(""));
        out.push_str(&edit.text);
        at = end;
    }
    out.push_str(text.get(at..).unwrap_or(""));
    out
}

#[cfg(test)]
mod tests {
    use super::super::{Fix, RuleName};
    use super::*;
    use crate::say;

    fn finding(file: FileId, edits: &[(usize, usize, &str)]) -> Finding {
        let edits: Vec<_> = edits
            .iter()
            .map(|(start, end, text)| Edit { place: Place::new(file, *start..*end), text: (*text).to_owned() })
            .collect();
        let place = edits[0].place;
        let mut finding = Finding::error(RuleName { id: "a", code: "A" }, place, say!("错", "wrong"));
        finding.fix = Some(Fix { message: say!("改", "mend"), edits });
        finding
    }

    #[test]
    fn fixes_are_whole_and_never_touch() {
        let mut sources = Sources::default();
        let file = sources.add("a.yaml".into(), "名: 甲,乙,丙 # 注,释\n");
        let at = |text: &str| sources.file(file).text.find(text).unwrap();
        let (first, second) = (at(",乙"), at(",丙"));
        let found = mend(
            &[
                finding(file, &[(first, first + 1, "，")]),
                // This one touches the first and has a second edit, which must not be done alone.
                finding(file, &[(first, first + 1, "、"), (second, second + 1, "、")]),
                finding(file, &[(second, second + 1, "，")]),
            ],
            &sources,
        );
        assert_eq!((found.done, found.waiting), (2, 1));
        assert_eq!(found.files, [Mended { file, text: "名: 甲，乙，丙 # 注,释\n".into() }]);
    }

    #[test]
    fn a_sheet_is_left_as_it_is() {
        let mut sources = Sources::default();
        let cells = vec![(0, crate::finding::Address { row: 0, column: 0 })];
        let file = sources.add_sheet("a.xlsx!名单".into(), "甲,乙", cells);
        assert_eq!(mend(&[finding(file, &[(3, 4, "，")])], &sources), Mend::default());
    }

    #[test]
    fn the_same_mend_of_two_findings_is_done_once() {
        let mut sources = Sources::default();
        let file = sources.add("a.yaml".into(), "ab");
        let found = mend(&[finding(file, &[(0, 1, "x")]), finding(file, &[(0, 1, "x")])], &sources);
        assert_eq!((found.done, found.waiting, found.files[0].text.as_str()), (1, 0, "xb"));
    }
}
