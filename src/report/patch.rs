//! What fixes change, as a unified diff that `git apply` takes.

use std::fmt::Write as _;

use similar::{Change, TextDiff};

use crate::finding::{FileId, Place, Sources};

/// Stands for lines in a row that are not repeated. No line of a diff begins so: what is not whole is refused
/// by programs that apply it, and never applied in part.
const WITHHELD: &str = "…\n";

/// What changes in a file, as a unified diff.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Patch {
    /// All of it; empty where nothing changes.
    pub whole: String,
    /// The same without the lines that may not be repeated; none where there are none.
    pub discreet: Option<String>,
}

/// The diff between two texts of the file at `path`, which is new where nothing was in it.
pub fn patch(path: &str, sources: &Sources, [before, after]: [FileId; 2]) -> Patch {
    let text = |file| &*sources.file(file).text;
    let diff = TextDiff::from_lines(text(before), text(after));
    let old = if text(before).is_empty() { "/dev/null".to_owned() } else { format!("a/{path}") };
    let names = format!("--- {old}\n+++ b/{path}\n");
    let withheld =
        [withheld(sources, before, diff.iter_old_slices()), withheld(sources, after, diff.iter_new_slices())];
    let hides = |change: &Change<&str>| {
        let marks = withheld.iter().zip([change.old_index(), change.new_index()]);
        marks.filter_map(|(marks, line)| marks.get(line?)).any(|mark| *mark)
    };
    let whole = written(&names, &diff, |_| false);
    let discreet = Some(written(&names, &diff, hides)).filter(|discreet| *discreet != whole);
    Patch { whole, discreet }
}

/// Which of the lines of a file may not be repeated.
fn withheld<'t>(sources: &Sources, file: FileId, lines: impl Iterator<Item = &'t str>) -> Vec<bool> {
    let mut at = 0;
    let lines = lines.map(|line| {
        let start = at;
        at += line.len();
        sources.is_withheld(Place::new(file, start..start + line.trim_end().len()))
    });
    lines.collect()
}

fn written(names: &str, diff: &TextDiff<'_, '_, str>, hides: impl Fn(&Change<&str>) -> bool) -> String {
    let mut out = String::new();
    for hunk in diff.unified_diff().context_radius(1).iter_hunks() {
        out.push_str(if out.is_empty() { names } else { "" });
        let _infallible = writeln!(out, "{}", hunk.header());
        let mut hidden = false;
        for change in hunk.iter_changes() {
            if !hides(&change) {
                let _infallible = write!(out, "{}{}", change.tag(), change.value());
                out.push_str(if change.missing_newline() { "\n\\ No newline at end of file\n" } else { "" });
            } else if !hidden {
                out.push_str(WITHHELD);
            }
            hidden = hides(&change);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn between(path: &str, before: &str, after: &str, withheld: &[&str]) -> Patch {
        let mut sources = Sources::default();
        let files = [before, after].map(|text| {
            let file = sources.add(path.to_owned(), text);
            for line in withheld {
                for (at, _) in text.match_indices(line) {
                    sources.withhold(Place::new(file, at..at + line.len()));
                }
            }
            file
        });
        patch(path, &sources, files)
    }

    #[test]
    fn a_change_is_shown_with_the_lines_beside_it() {
        let (before, after) = ("a: 1\nb: 甲,乙\nc: 3\n", "a: 1\nb: 甲，乙\nc: 3\n");
        let wanted = "--- a/plan-source/x.yaml\n+++ b/plan-source/x.yaml\n@@ -1,3 +1,3 @@\n a: 1\n-b: 甲,乙\n+b: 甲，乙\n c: 3\n";
        let shown = |path, before, after| between(path, before, after, &[]);
        let whole = |whole: &str| Patch { whole: whole.to_owned(), discreet: None };
        assert_eq!(shown("plan-source/x.yaml", before, after), whole(wanted));
        assert_eq!(shown("plan-source/x.yaml", before, before), whole(""));
        assert_eq!(shown("x.yaml", "", "a: 1\n"), whole("--- /dev/null\n+++ b/x.yaml\n@@ -0,0 +1 @@\n+a: 1\n"));
        let bare = "--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+b\n";
        assert_eq!(shown("x", "a", "b\n"), whole(bare));
    }

    #[test]
    fn lines_that_may_not_be_repeated_are_left_out_on_either_side() {
        let (before, after) = ("a: 1\nb: 甲\r\nc: 3\nd: 4\n", "a: 1\nb: 乙\r\nc: 3\nd: 5\n");
        let names = "--- a/x\n+++ b/x\n@@ -1,4 +1,4 @@\n";
        for (withheld, lines) in [
            (&["甲", "乙"][..], " a: 1\n…\n c: 3\n-d: 4\n+d: 5\n"),
            (&["甲"], " a: 1\n…\n+b: 乙\r\n c: 3\n-d: 4\n+d: 5\n"),
            (&["乙"], " a: 1\n-b: 甲\r\n…\n c: 3\n-d: 4\n+d: 5\n"),
            (&["c"], " a: 1\n-b: 甲\r\n+b: 乙\r\n…\n-d: 4\n+d: 5\n"),
            (&["a", "d: 5"], "…\n-b: 甲\r\n+b: 乙\r\n c: 3\n-d: 4\n…\n"),
            (&["a", "b", "c", "d"], "…\n"),
        ] {
            let shown = between("x", before, after, withheld);
            assert_eq!(shown.discreet, Some(format!("{names}{lines}")), "{withheld:?}");
            assert_eq!(shown.whole, between("x", before, after, &[]).whole);
        }
        // What does not come near a change is not shown anyway.
        assert_eq!(between("x", "a\nb\nc\nd\n", "a\nb\nc\ne\n", &["a", "b"]).discreet, None);
        let new = between("restricted/x", "", "a: 1\nb: 2\n", &[]).discreet;
        assert_eq!(new.as_deref(), Some("--- /dev/null\n+++ b/restricted/x\n@@ -0,0 +1,2 @@\n…\n"));
    }
}
