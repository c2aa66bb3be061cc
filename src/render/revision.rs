//! A revision as text for a terminal and as JSON for programs.

use serde::Serialize;

use crate::views::revision::{Mark, Operation, Revision, Row, Run};

/// The revision for a terminal, its words in the language of the documents.
pub fn text(revision: &Revision, colour: bool) -> String {
    let paint = |code: &str, text: &str| {
        if colour { format!("\u{1b}[{code}m{text}\u{1b}[0m") } else { text.to_owned() }
    };
    let mut out = format!(
        "{}（{}） → {}（{}）\n",
        revision.old.version, revision.old.number, revision.new.version, revision.new.number
    );
    for group in &revision.groups {
        out.push_str(&format!("\n{}\n", paint("1", &group.title)));
        for row in &group.rows {
            let (sign, code) = sign(row);
            out.push_str(&format!("  {} {}\n", paint(code, sign), row.headline));
            // A sentence that was rewritten reads better with its changes marked.
            let sides = [("-", &row.before, row.kind != "added"), ("+", &row.after, row.kind != "removed")];
            for (sign, runs, _) in sides.into_iter().filter(|(_, _, told)| row.prose && *told) {
                out.push_str(&format!("      {sign} {}\n", marked(runs, &paint).replace('\n', "\n        ")));
            }
        }
    }
    for shift in &revision.renumbered {
        out.push_str(&format!("\n《{}》序号顺延：{}\n", shift.title, shift.words));
    }
    let counts: Vec<_> = revision
        .counts
        .iter()
        .map(|count| format!("{} {}", count.about, count.added + count.removed + count.changed + count.moved))
        .collect();
    let kinds = if counts.is_empty() { String::new() } else { format!("：{}", counts.join("，")) };
    out.push_str(&format!("\n共 {} 处修订{kinds}\n", revision.total));
    out.extend(revision.verdict.map(|verdict| format!("{verdict}\n")));
    out
}

fn sign(row: &Row) -> (&'static str, &'static str) {
    match row.kind {
        "added" => ("+", "32"),
        "removed" | "merged" => ("-", "31"),
        "moved" => (">", "36"),
        _ => ("~", "33"),
    }
}

fn marked(runs: &[Run], paint: &dyn Fn(&str, &str) -> String) -> String {
    runs.iter()
        .map(|run| match run.mark {
            Mark::Same => run.text.clone(),
            Mark::Deleted => paint("31;9", &run.text),
            Mark::Added => paint("32;4", &run.text),
        })
        .collect()
}

/// The published shape of `changes.json`.
#[derive(Serialize)]
struct Published<'a> {
    schema: &'static str,
    #[serde(flatten)]
    revision: &'a Revision,
    /// What a program makes the plan after of; for readers of the whole plan.
    #[serde(skip_serializing_if = "Option::is_none")]
    operations: Option<&'a [Operation]>,
}

/// The revision as one JSON object (`docs/changes.schema.json`) with a line feed at its end.
pub fn json(revision: &Revision, operations: Option<&[Operation]>) -> String {
    let published = Published { schema: "plangen-changes/1", revision, operations };
    let mut text = serde_json::to_string_pretty(&published)
        .unwrap_or_else(|error| unreachable!("strings and numbers serialise: {error}"));
    text.push('\n');
    text
}
