//! PLB11: what a playbook states as a fact is what the register holds, and a threshold is one the
//! room can bear.
//!
//! The 2020 plan ran its own generator in one procedure and hired one in another, spoke of an
//! auxiliary air conditioner and of "both hosts", and acted on heat only at 38.

mod carry;
mod claims;
mod room;

use crate::check::words::{Kind, Words};
use crate::check::{Context, names};
use crate::finding::{Finding, Message, Place};
use crate::model::asset::{Facility, Ownership};
use crate::model::{Clearance, Plan, Quantity};
use crate::say;
use claims::{Claim, What};

pub(in crate::check) fn check(cx: &mut Context<'_>) {
    let plan = cx.plan;
    let spoken = |words: &&Words<'_>| {
        let told =
            words.kind.is_order() || matches!(words.kind, Kind::Paragraph | Kind::Item | Kind::Cell | Kind::Remark);
        let of = words.entity.as_deref().unwrap_or("");
        told && (of.starts_with("playbook:") || of.starts_with("procedure:") || of.starts_with("section:"))
    };
    for words in cx.words.iter().filter(spoken) {
        for claim in claims::of(words.text) {
            let Some((message, help, there)) = against(plan, &claim) else { continue };
            let mut finding = warning(words.part(claim.range.clone(), cx.sources), message).help(help);
            if let Some(place) = there {
                finding = finding.related(place, say!("台账在这里", "the register is here"));
            }
            cx.report_in(words, finding);
        }
    }
    for finding in carry::faults(plan).into_iter().chain(room::implausible(plan, cx.as_of)) {
        cx.report(finding);
    }
}

fn warning(place: Place, message: Message) -> Finding {
    Finding::warning(names::contradicted_register, place, message)
}

/// What contradicts the claim: the message, the mend, and where the register says otherwise.
fn against(plan: &Plan, claim: &Claim) -> Option<(Message, Message, Option<Place>)> {
    let kind = claim.kind;
    let word = kind.word();
    let own: Vec<&Facility> = plan.facilities.iter().filter(|facility| facility.kind.value == kind).collect();
    let first = own.first().map(|facility| facility.place);
    let pull = say!("以台账为准改文字；台账错了就改台账", "mend the text by the register, or the register");
    match &claim.what {
        What::Count { number, whole } => {
            let held = own.len();
            let more = *number > held;
            let fewer = *whole && *number < held;
            let register = format!("{held}");
            (more || fewer).then(|| {
                let message = say!(
                    "这里说{word}有{number}台（套、条），台账登记{register}",
                    "the text speaks of {number} ({word}), the register holds {register}"
                );
                (message, pull, first)
            })
        }
        What::Owned(ownership) => {
            let other =
                own.iter().find(|facility| facility.owned.as_ref().is_some_and(|own| own.value != *ownership))?;
            let alike = own.iter().any(|facility| facility.owned.as_ref().is_some_and(|own| own.value == *ownership));
            let (says, is) = match ownership {
                Ownership::Owned => ("自有", "租用"),
                Ownership::Rented => ("租用", "自有"),
            };
            (!alike).then(|| {
                let message = say!(
                    "这里说{word}是{says}的，台账是{is}",
                    "the text and the register differ on who owns the {word}"
                );
                (message, pull, Some(other.place))
            })
        }
        What::Medium(medium) => {
            let held: Vec<_> = own.iter().filter_map(|facility| facility.medium.as_ref()).collect();
            let other = held.first().filter(|_| held.iter().all(|own| !same_medium(&own.value, medium)))?;
            let register = &other.value;
            let message =
                say!("这里说灭火系统是{medium}，台账是{register}", "the text says {medium}, the register {register}");
            Some((message, pull, Some(other.place)))
        }
        What::Lasts(time) => lasts(&own, time, word),
        What::Rated(power) => {
            let rated: Vec<&Quantity> = own
                .iter()
                .filter_map(|facility| facility.rated.as_ref()?.open(Clearance::Restricted))
                .map(|rated| &rated.value)
                .collect();
            let differs = !rated.is_empty() && rated.iter().all(|own| own.compare(power).is_none_or(|o| o.is_ne()));
            // What the register says is restricted; that it differs is not.
            differs.then(|| {
                let message = say!(
                    "这里写的{word}容量{power}与台账不符",
                    "the power {power} of the {word} is not the register's"
                );
                let help = say!(
                    "删去，正文用 {{{{ value('….rated') }}}} 带出",
                    "drop it; pull it with {{{{ value('….rated') }}}}"
                );
                (message, help, None)
            })
        }
    }
}

fn same_medium(own: &str, told: &str) -> bool {
    own.contains(told) || told.contains(own) || (told.contains("喷淋") && own.contains('水'))
}

/// A time that a supply is said to last, against what was measured.
fn lasts(own: &[&Facility], time: &Quantity, word: &str) -> Option<(Message, Message, Option<Place>)> {
    let measured = own.iter().filter_map(|facility| facility.autonomy.as_ref()?.open(Clearance::Restricted));
    let longest = measured.max_by_key(|autonomy| autonomy.value.base());
    let help = say!("做放电试验，用实测值", "run a discharge test and use what was measured");
    match longest {
        None if own.is_empty() => None,
        None => {
            let message =
                say!("这里说{word}能供{time}，台账里没有实测", "{word} is said to last {time}; nothing was measured");
            Some((message, help, own.first().map(|facility| facility.place)))
        }
        Some(autonomy) => autonomy.value.compare(time).is_some_and(|order| order.is_lt()).then(|| {
            let message =
                say!("这里说{word}能供{time}，比台账的实测值长", "{word} is said to last {time}, longer than measured");
            (message, help, Some(autonomy.place))
        }),
    }
}
