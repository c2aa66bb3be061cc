//! STR08: no words of other trades and no places that are not ours.
//!
//! Source: text copied from another body's plan tells staff to do what nobody here can do.

use std::collections::BTreeSet;
use std::ops::Range;

use aho_corasick::AhoCorasick;

use crate::check::foreign::{NO_PLACES, PLACES, TRADES};
use crate::check::words::{Kind, Words};
use crate::check::{Context, names};
use crate::finding::Finding;
use crate::model::Plan;
use crate::say;

pub(in crate::check) fn check(cx: &mut Context<'_>) {
    let lifted = lifted(cx.plan);
    let location = &cx.plan.head.profile.location;
    let trades = TRADES.iter().flat_map(|trade| trade.words.iter().map(|(word, _)| *word));
    // Most texts hold none of them; one pass tells.
    let Ok(any) = AhoCorasick::new(trades.chain(PLACES.iter().copied())) else { return };
    for words in cx.words.iter().filter(|words| words.kind != Kind::Cited && any.is_match(words.text)) {
        for trade in TRADES {
            for (word, harmless) in trade.words {
                for range in occurrences(words, word) {
                    if inside(words.text, &range, harmless.iter().copied().chain(lifted.iter().copied())) {
                        continue;
                    }
                    let (place, zh, en) = (words.part(range, cx.sources), trade.zh, trade.en);
                    let message = say!("“{word}”是{zh}的用语", "'{word}' is a word of {en}");
                    let help = say!(
                        "改成本单位的说法；确需使用的，登记到 glossary 并写 allowed: true",
                        "use our own word; if it is meant, put it into the glossary with allowed: true"
                    );
                    cx.report_in(words, Finding::error(names::foreign_term, place, message).help(help));
                }
            }
        }
        for name in PLACES {
            if location.province.contains(name) || location.city.contains(name) {
                continue;
            }
            for range in words.find(name) {
                if inside(words.text, &range, NO_PLACES.iter().copied().chain(lifted.iter().copied())) {
                    continue;
                }
                let place = words.part(range, cx.sources);
                let message = say!("“{name}”不是本单位所在地", "'{name}' is not where this organisation is");
                let help = say!(
                    "改成本地的名称；确需使用的，登记到 glossary 并写 allowed: true",
                    "use the local name; if it is meant, put it into the glossary with allowed: true"
                );
                let finding = Finding::error(names::foreign_term, place, message).help(help);
                cx.report_in(words, finding.related(location.place, say!("所在地在这里", "the location is here")));
            }
        }
    }
}

/// Words that are meant: terms that the glossary allows, names of registered bodies and titles of
/// laws. A supplier may sit in another city.
fn lifted(plan: &Plan) -> BTreeSet<&str> {
    let terms = plan.glossary.iter().filter(|term| term.allowed).map(|term| term.term.value.as_str());
    let units = plan.units.iter().flat_map(|unit| std::iter::once(&unit.name).chain(&unit.aliases));
    let vendors = plan.vendors.iter().flat_map(|vendor| std::iter::once(&vendor.name).chain(&vendor.aliases));
    let laws = plan.laws.iter().map(|law| &law.title);
    terms.chain(units.chain(vendors).chain(laws).map(|name| name.value.as_str())).collect()
}

/// Occurrences of a word; a Latin one stands alone.
fn occurrences<'a>(words: &'a Words<'_>, word: &'a str) -> impl Iterator<Item = Range<usize>> {
    let latin = word.is_ascii();
    words.find(word).filter(move |range| {
        let letter = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
        !latin
            || !(letter(words.text[..range.start].chars().next_back())
                || letter(words.text[range.end..].chars().next()))
    })
}

/// Whether the range lies in an occurrence of one of the longer words.
fn inside<'a>(text: &str, range: &Range<usize>, mut longer: impl Iterator<Item = &'a str>) -> bool {
    longer.any(|word| text.match_indices(word).any(|(at, found)| at <= range.start && range.end <= at + found.len()))
}
