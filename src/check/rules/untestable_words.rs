//! PLB06: what is ordered can be checked: at once has a limit, if needed has a criterion.
//!
//! The 2020 plan said 立即 53 times and 及时 20 times and gave no minute; the generator might be
//! paused when the outage was "too long" and the room "normal". Words, so only a warning.

mod lexicon;
mod limits;

use crate::check::words::{Kind, Words};
use crate::check::{Context, names};
use crate::finding::{Finding, Message};
use crate::say;
use lexicon::{Fault, Lexicon};
use limits::Limits;

pub(in crate::check) fn check(cx: &mut Context<'_>) {
    let limits = Limits::of(cx.plan);
    let lexicon = Lexicon::new();
    for words in cx.words {
        // What was judged in the clause at hand: one limit mends all its urgent words.
        let mut judged: Vec<(Fault, &str, usize)> = Vec::new();
        for (range, fault) in lexicon.vague(words.text) {
            let word = if fault == Fault::Open { &words.text[range.clone()] } else { "" };
            let again = judged.iter().any(|(kind, own, end)| (*kind, *own) == (fault, word) && range.start < *end);
            if again || !is_meant(words, fault) {
                continue;
            }
            judged.retain(|(.., end)| range.start < *end);
            judged.push((fault, word, limits::end_of_clause(words.text, range.end)));
            let place = words.part(range.clone(), cx.sources);
            // Prose is cut at references; in data the line also holds other fields.
            let sentence = if words.kind.is_prose() {
                limits::sentence(cx.sources, place)
            } else {
                limits::clause(words.text, &range)
            };
            let settled = match fault {
                Fault::Urgent | Fault::Periodic => limits.covers(words.place) || limits::tells_time(sentence),
                Fault::Open => limits::tells_criterion(sentence, &words.text[range.clone()]),
                Fault::Random => false,
            };
            if settled {
                continue;
            }
            let (message, help) = told(fault, &words.text[range]);
            cx.report_in(words, Finding::warning(names::untestable_words, place, message).help(help));
        }
    }
}

/// Whether a text of this kind is held to the word: urgency matters in orders, an open condition
/// wherever somebody has to judge.
fn is_meant(words: &Words<'_>, fault: Fault) -> bool {
    let prose = matches!(words.kind, Kind::Paragraph | Kind::Item | Kind::Cell);
    match fault {
        Fault::Urgent => prose || words.kind.is_order(),
        Fault::Periodic | Fault::Random => prose || words.kind.is_order() || words.kind == Kind::Remark,
        Fault::Open => prose || words.kind.is_order() || words.kind == Kind::Remark,
    }
}

fn told(fault: Fault, word: &str) -> (Message, Message) {
    match fault {
        Fault::Urgent => (
            say!("“{word}”没有时限，做没做到说不清", "'{word}' has no limit; nobody can tell whether it was kept"),
            say!(
                "写多久以内：步骤用 within，正文用 {{{{ limit('…') }}}}",
                "say within how long: within in a step, {{{{ limit('…') }}}} in prose"
            ),
        ),
        Fault::Periodic => (
            say!("“{word}”没有周期", "'{word}' has no period"),
            say!("写多久一次，如每季度；措施用 every", "say how often; every in a measure"),
        ),
        Fault::Random => (
            say!("“{word}”等于没有要求", "'{word}' asks for nothing"),
            say!("写每多久一次，另写什么情况下加做", "say how often, and when it is done in addition"),
        ),
        Fault::Open => (
            say!("“{word}”没有标准，各人判断不一样", "'{word}' has no criterion; people will judge differently"),
            say!(
                "换成可以当场核对的数、事实或者级别（如 level >= 较大）",
                "replace it by a figure, a fact or a grade that can be checked on the spot"
            ),
        ),
    }
}
