//! LNG04: no slips of the pen that change or blur what is meant.
//!
//! Confusable and outdated words come from the packs; doubled words, cut texts, counts that do not
//! fit what is counted and figures that can be read two ways are found here. Every finding is a
//! warning: Chinese has no blanks, and a rule can be wrong about a word.

mod counts;
mod cut;
mod doubled;

use std::ops::Range;

use crate::check::words::{Kind, Words};
use crate::check::{Context, names};
use crate::finding::{Finding, Message};
use crate::model::Sourced;
use crate::model::pack::{Evidence, Outdated};
use crate::say;

pub(in crate::check) fn check(cx: &mut Context<'_>) {
    let outdated = renamed(cx);
    for words in cx.words.iter().filter(|words| words.kind != Kind::Cited) {
        for range in doubled::doubled(words.text) {
            let word = &words.text[range.clone()];
            let finding = warning(words, range, say!("“{word}”重复了", "'{word}' is doubled"), cx);
            cx.report_in(words, finding.help(say!("删去多出的字", "take out what is too much")));
        }
        if let Some(range) = cut::end(words) {
            let word = &words.text[range.clone()];
            let message = say!("以“{word}”结尾，话没有说完", "this ends in '{word}': it is cut off");
            let finding = warning(words, range, message, cx);
            cx.report_in(words, finding.help(say!("补全", "complete it")));
        }
        for (range, fault) in counts::faults(words.text) {
            let (message, help) = fault;
            let finding = warning(words, range, message, cx);
            cx.report_in(words, finding.help(help));
        }
        confusable(words, cx);
        for old in &outdated {
            told(old, words, cx);
        }
    }
    cut::titles(cx);
}

fn warning(words: &Words<'_>, range: Range<usize>, message: Message, cx: &Context<'_>) -> Finding {
    Finding::warning(names::garbled_wording, words.part(range, cx.sources), message)
}

/// Where a word stands outside the longer words in which it is fine.
fn standing(text: &str, word: &str, except: &[Sourced<String>]) -> Vec<Range<usize>> {
    let inside = |range: &Range<usize>| {
        except.iter().any(|longer| {
            text.match_indices(longer.value.as_str())
                .any(|(at, found)| at <= range.start && range.end <= at + found.len())
        })
    };
    let all = text.match_indices(word).map(|(at, found)| at..at + found.len());
    all.filter(|range| !inside(range)).collect()
}

fn confusable(words: &Words<'_>, cx: &mut Context<'_>) {
    for slip in cx.plan.packs.iter().flat_map(|pack| &pack.confusables) {
        for range in standing(words.text, &slip.wrong.value, &slip.except) {
            let (wrong, right) = (&slip.wrong.value, &slip.right.value);
            let message = say!("“{wrong}”应为“{right}”", "'{wrong}' should be '{right}'");
            let help = say!("改为“{right}”", "write '{right}'");
            let finding = warning(words, range.clone(), message, cx).help(help.clone());
            let finding = match words.exact(range, cx.sources) {
                Some(place) => finding.fix(help, place, right.clone()),
                None => finding,
            };
            cx.report_in(words, finding);
        }
    }
}

/// The terms that are outdated on the day and that this plan does not keep: neither a unit nor the
/// glossary bears one of them.
fn renamed<'p>(cx: &Context<'p>) -> Vec<&'p Outdated> {
    let (plan, as_of) = (cx.plan, cx.as_of);
    let kept = |term: &str| {
        let ours = plan.glossary.iter().any(|own| own.allowed && own.term.value == term);
        ours || plan.units.iter().any(|unit| unit.name.value.contains(term))
    };
    let valid =
        |old: &Outdated| old.valid_from.value <= as_of && old.valid_to.as_ref().is_none_or(|to| as_of <= to.value);
    let all = plan.packs.iter().flat_map(|pack| &pack.outdated);
    all.filter(|old| valid(old) && !kept(&old.term.value)).collect()
}

fn told(old: &Outdated, words: &Words<'_>, cx: &mut Context<'_>) {
    for range in standing(words.text, &old.term.value, &old.except) {
        let (term, right, source) = (&old.term.value, &old.replacement.value, &old.source.value);
        let message = if old.grade.value == Evidence::Unconfirmed {
            say!("“{term}”可能已经改称“{right}”（未核实）", "'{term}' may be called '{right}' now (not confirmed)")
        } else {
            say!("“{term}”已经改称“{right}”", "'{term}' is called '{right}' now")
        };
        let finding = warning(words, range, message, cx);
        let finding = finding.help(say!("改用现在的名称", "use the name of today"));
        cx.report_in(words, finding.related(old.term.place, say!("依据：{source}", "source: {source}")));
    }
}
