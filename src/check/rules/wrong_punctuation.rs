//! LNG01: punctuation and figures are written as GB/T 15834-2011 and GB/T 15835-2011 ask.
//!
//! What is mechanical carries its mend: the width of marks and figures, brackets of document
//! numbers, the sign of multiplication. Every finding is a warning, since a sentence may be quoted
//! as it stands.

mod figures;
mod marks;
mod sentences;

use crate::check::words::{Kind, Words};
use crate::check::{Context, names};
use crate::finding::{Edit, Finding, Fix};
use crate::say;
use marks::Slip;

pub(in crate::check) fn check(cx: &mut Context<'_>) {
    for words in cx.words.iter().filter(|words| words.kind != Kind::Cited) {
        for slip in marks::slips(words.text) {
            let finding = finding(words, &slip, cx);
            cx.report_in(words, finding);
        }
    }
    sentences::check(cx);
}

fn finding(words: &Words<'_>, slip: &Slip, cx: &Context<'_>) -> Finding {
    let whole =
        slip.edits.iter().fold(slip.at.clone(), |all, (range, _)| all.start.min(range.start)..all.end.max(range.end));
    let (found, place) = (&words.text[whole.clone()], words.part(whole, cx.sources));
    let (zh, en) = slip.why;
    let finding = Finding::warning(names::wrong_punctuation, place, say!("“{found}”：{zh}", "'{found}': {en}"));
    if slip.edits.is_empty() {
        return finding.help(say!("照此改写", "rewrite it that way"));
    }
    let finding = finding.help(say!("plangen check --fix 可以自动改好这一处", "plangen check --fix mends it"));
    // Where the source spells the text otherwise (escapes, folded lines) a person mends it.
    let edits: Option<Vec<Edit>> = slip
        .edits
        .iter()
        .map(|(range, text)| words.exact(range.clone(), cx.sources).map(|place| Edit { place, text: text.clone() }))
        .collect();
    match edits {
        Some(edits) => Finding { fix: Some(Fix { message: say!("{zh}", "{en}"), edits }), ..finding },
        None => finding.help(say!("照此改写", "rewrite it that way")),
    }
}
