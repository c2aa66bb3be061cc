//! Every case stands once: no row doubles, overlaps another or leaves a gap.

use std::collections::BTreeMap;

use super::warn;
use crate::check::Context;
use crate::check::names;
use crate::finding::Finding;
use crate::model::event::Severity;
use crate::model::governance::{Accountability, Cause};
use crate::model::words::Words;
use crate::say;

/// Which time in a year: 第三次以上 goes on for good.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Times {
    first: usize,
    last: usize,
}

const EVERY: Times = Times { first: 1, last: usize::MAX };

impl Times {
    fn of(row: &Accountability) -> Option<Self> {
        let Some(text) = row.occurrence.as_ref().map(|text| text.value.as_str()) else { return Some(EVERY) };
        let digit = |word: &str| "一二三四五六七八九".chars().position(|c| word.starts_with(c)).map(|at| at + 1);
        let first =
            if text.contains("首次") { Some(1) } else { text.split_once('第').and_then(|(_, rest)| digit(rest)) };
        match first {
            Some(first) if text.contains("以上") || text.contains("及以后") => {
                Some(Self { first, last: usize::MAX })
            }
            Some(first) => Some(Self { first, last: first }),
            None if text.contains("每次") || text.contains("每一次") => Some(EVERY),
            None => None,
        }
    }

    fn meets(self, other: Self) -> bool {
        self.first <= other.last && other.first <= self.last
    }
}

pub(super) fn check(cx: &mut Context<'_>) {
    overlaps(cx);
    gaps(cx);
}

fn overlaps(cx: &mut Context<'_>) {
    let rows = &cx.plan.accountability;
    let mut found = Vec::new();
    for (index, row) in rows.iter().enumerate() {
        let Some(times) = Times::of(row) else { continue };
        let same = |other: &&Accountability| {
            let level = |row: &Accountability| row.level.as_ref().map(|level| level.value);
            let levels = level(row).is_none() || level(other).is_none() || level(row) == level(other);
            row.cause.value == other.cause.value
                && row.target.value == other.target.value
                && levels
                && Times::of(other).is_some_and(|other| times.meets(other))
        };
        if let Some(other) = rows[..index].iter().find(same) {
            found.push((row.cause.place, other.cause.place));
        }
    }
    for (place, other) in found {
        let message = say!("同一种情形有两种处理", "one case is dealt with twice");
        let finding = Finding::warning(names::contradictory_liability, place, message);
        cx.report(
            finding
                .help(say!(
                    "合并，或者用原因、级别、次数、对象把两行区分开",
                    "merge the rows, or tell them apart by cause, level, occurrence and target"
                ))
                .related(other, say!("另一种在这里", "the other is here")),
        );
    }
}

fn gaps(cx: &mut Context<'_>) {
    let mut causes: BTreeMap<Cause, Vec<&Accountability>> = BTreeMap::new();
    for row in &cx.plan.accountability {
        causes.entry(row.cause.value).or_default().push(row);
    }
    for (cause, rows) in causes {
        let word = cause.word();
        let place = rows[0].cause.place;
        let general = rows.iter().any(|row| row.level.is_none());
        let lacking = Severity::ALL
            .iter()
            .filter(|(_, level)| !rows.iter().any(|row| row.level.as_ref().is_some_and(|own| own.value == *level)));
        let lacking = lacking.map(|(word, _)| *word).collect::<Vec<_>>().join("、");
        if !general && !lacking.is_empty() {
            let message = say!("“{word}”原因没有规定这些级别：{lacking}", "'{word}' says nothing on {lacking}");
            let help = say!("补上各级，或者写一行不分级别的", "add the levels, or a row for all of them");
            warn(cx, place, message, help);
        }
        let mut by_level: BTreeMap<Option<Severity>, Vec<(&Accountability, Times)>> = BTreeMap::new();
        for row in rows {
            if let Some(times) = Times::of(row) {
                by_level.entry(row.level.as_ref().map(|level| level.value)).or_default().push((row, times));
            }
        }
        for rows in by_level.into_values() {
            let last = rows.iter().map(|(_, times)| times.last).max().unwrap_or(0);
            let end =
                if last == usize::MAX { rows.iter().map(|(_, times)| times.first).max().unwrap_or(0) } else { last };
            let hole =
                (1..=end).find(|time| !rows.iter().any(|(_, times)| times.first <= *time && *time <= times.last));
            let hole = hole.or((last != usize::MAX).then_some(end + 1));
            if let Some(hole) = hole {
                let place = rows[0].0.occurrence.as_ref().map_or(rows[0].0.cause.place, |text| text.place);
                let message = say!("没有规定第{hole}次怎么处理", "it does not say what happens the {hole}. time");
                let help =
                    say!("补上，最后一行写“以上”，如“年度内第三次以上”", "add it, and let the last row say 以上");
                warn(cx, place, message, help);
            }
        }
    }
}
