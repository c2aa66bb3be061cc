//! STR08: no words of other trades and no places that are not ours.
//!
//! Source: text copied from another body's plan tells staff to do what nobody here can do. The
//! words stand in the packs (`trades`, `places`); those of grade C only warn.

use std::collections::BTreeSet;
use std::ops::Range;

use aho_corasick::AhoCorasick;

use crate::check::words::{Kind, Words};
use crate::check::{Context, names};
use crate::finding::Finding;
use crate::model::Plan;
use crate::model::pack::{Blocked, Evidence, Trade};
use crate::say;

pub(in crate::check) fn check(cx: &mut Context<'_>) {
    let (plan, as_of) = (cx.plan, cx.as_of);
    let lifted = lifted(plan);
    let location = &plan.head.profile.location;
    let valid =
        |trade: &&Trade| trade.valid_from.value <= as_of && trade.valid_to.as_ref().is_none_or(|to| as_of <= to.value);
    let trades: Vec<&Trade> = plan.packs.iter().flat_map(|pack| &pack.trades).filter(valid).collect();
    let elsewhere = |place: &&Blocked| {
        let name = &place.word.value;
        !location.province.contains(name.as_str()) && !location.city.contains(name.as_str())
    };
    let places: Vec<&Blocked> = plan.packs.iter().flat_map(|pack| &pack.places).filter(elsewhere).collect();
    // Most texts hold none of them; one pass tells.
    let blocked = trades.iter().flat_map(|trade| &trade.words).chain(places.iter().copied());
    let Ok(any) = AhoCorasick::new(blocked.map(|blocked| blocked.word.value.as_str())) else { return };
    for words in cx.words.iter().filter(|words| words.kind != Kind::Cited && any.is_match(words.text)) {
        for trade in &trades {
            for blocked in &trade.words {
                for range in meant(words, blocked, &lifted) {
                    let (place, word) = (words.part(range, cx.sources), &blocked.word.value);
                    let (zh, en) = (&trade.trade.value, &trade.english.value);
                    let finding = if trade.grade.value == Evidence::Unconfirmed {
                        let message =
                            say!("“{word}”像是{zh}的用语（未核实）", "'{word}' may be a word of {en} (not confirmed)");
                        Finding::warning(names::foreign_term, place, message)
                    } else {
                        let message = say!("“{word}”是{zh}的用语", "'{word}' is a word of {en}");
                        Finding::error(names::foreign_term, place, message)
                    };
                    let help = say!(
                        "改成本单位的说法；确需使用的，登记到 glossary 并写 allowed: true",
                        "use our own word; if it is meant, put it into the glossary with allowed: true"
                    );
                    cx.report_in(words, finding.help(help));
                }
            }
        }
        for blocked in &places {
            for range in meant(words, blocked, &lifted) {
                let (place, name) = (words.part(range, cx.sources), &blocked.word.value);
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

/// Where a blocked word stands and means what it says; a Latin one stands alone.
fn meant(words: &Words<'_>, blocked: &Blocked, lifted: &BTreeSet<&str>) -> Vec<Range<usize>> {
    let (text, word) = (words.text, blocked.word.value.as_str());
    let letter = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    let alone = |range: &Range<usize>| {
        !word.is_ascii()
            || !(letter(text[..range.start].chars().next_back()) || letter(text[range.end..].chars().next()))
    };
    let longer = || blocked.except.iter().map(|word| word.value.as_str()).chain(lifted.iter().copied());
    words.find(word).filter(|range| alone(range) && !inside(text, range, longer())).collect()
}

/// Whether the range lies in an occurrence of one of the longer words.
fn inside<'a>(text: &str, range: &Range<usize>, mut longer: impl Iterator<Item = &'a str>) -> bool {
    longer.any(|word| text.match_indices(word).any(|(at, found)| at <= range.start && range.end <= at + found.len()))
}
