//! What fixes change, as a unified diff that `git apply` takes.

use similar::TextDiff;

/// The diff between two texts of the file at `path`, which is new where nothing was in it; empty where
/// they are the same.
pub fn patch(path: &str, before: &str, after: &str) -> String {
    let old = if before.is_empty() { "/dev/null".to_owned() } else { format!("a/{path}") };
    let new = format!("b/{path}");
    TextDiff::from_lines(before, after).unified_diff().context_radius(1).header(&old, &new).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_is_shown_with_the_lines_beside_it() {
        let (before, after) = ("a: 1\nb: 甲,乙\nc: 3\n", "a: 1\nb: 甲，乙\nc: 3\n");
        let wanted = "--- a/plan-source/x.yaml\n+++ b/plan-source/x.yaml\n@@ -1,3 +1,3 @@\n a: 1\n-b: 甲,乙\n+b: 甲，乙\n c: 3\n";
        assert_eq!(patch("plan-source/x.yaml", before, after), wanted);
        assert_eq!(patch("plan-source/x.yaml", before, before), "");
        assert_eq!(patch("x.yaml", "", "a: 1\n"), "--- /dev/null\n+++ b/x.yaml\n@@ -0,0 +1 @@\n+a: 1\n");
    }
}
