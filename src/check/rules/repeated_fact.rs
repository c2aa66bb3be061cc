//! STR05: a fact stands in one place; text pulls it from there.
//!
//! A number, a period or a threshold that is typed beside the field it comes from stays behind when
//! the field changes. Found here: telephone numbers in prose, periods in prose that a reference
//! could give, periods in a step beside its own fields, and round-the-clock duty that is ordered in
//! several places. Messages never repeat a telephone number.

mod orders;
mod periods;

use std::collections::BTreeMap;

use crate::check::words::{Kind, Words};
use crate::check::{Context, names};
use crate::finding::{Finding, Message, Place};
use crate::model::contact::Contact;
use crate::model::{Clearance, Entity, Id, Plan, Quantity};
use crate::say;

pub(in crate::check) fn check(cx: &mut Context<'_>) {
    let numbers = numbers(cx.plan);
    let fields = periods::fields(cx.plan);
    for words in cx.words.iter().filter(|words| words.kind.is_prose() && words.kind != Kind::Heading) {
        typed_numbers(words, &numbers, cx);
        typed_periods(words, &fields, cx);
    }
    orders::steps(cx);
    orders::duty(cx);
}

fn report(words: &Words<'_>, place: Place, message: Message, help: Message, cx: &mut Context<'_>) {
    cx.report_in(words, Finding::warning(names::repeated_fact, place, message).help(help));
}

/// Every registered number without its hyphens.
fn numbers(plan: &Plan) -> BTreeMap<String, (&Id<Contact>, Place)> {
    let mut numbers = BTreeMap::new();
    for contact in &plan.contacts {
        for value in contact.points.iter().filter_map(|point| point.value.open(Clearance::Restricted)) {
            let digits: String = value.value.chars().filter(char::is_ascii_digit).collect();
            let plain = value.value.chars().all(|c| c.is_ascii_digit() || "-－— ".contains(c));
            if plain && digits.len() >= 3 {
                numbers.entry(digits).or_insert((contact.id(), value.place));
            }
        }
    }
    numbers
}

fn typed_numbers(words: &Words<'_>, numbers: &BTreeMap<String, (&Id<Contact>, Place)>, cx: &mut Context<'_>) {
    let text = words.text;
    let part = |c: char| c.is_ascii_digit() || c == '-';
    let mut at = 0;
    while let Some(start) = text[at..].find(|c: char| c.is_ascii_digit()).map(|found| at + found) {
        let length = text[start..].find(|c: char| !part(c)).unwrap_or(text.len() - start);
        at = start + length;
        let written = text[start..at].trim_end_matches('-');
        let beside =
            text[..start].chars().next_back().is_some_and(|c| c.is_ascii_alphanumeric() || "./-〔".contains(c));
        let digits: String = written.chars().filter(char::is_ascii_digit).collect();
        // A short number may be an amount; a service number is one only behind words that call it.
        let called = digits.len() > 5
            || ["拨打", "电话", "热线", "拨", "致电", "号码", "火警", "报警", "急救"]
                .iter()
                .any(|word| text[..start].ends_with(word));
        let Some((contact, place)) = numbers.get(&digits).filter(|_| called && !beside) else { continue };
        let here = words.part(start..start + written.len(), cx.sources);
        let message = say!("正文里手打了通讯录已有的号码", "a number of the contact book is typed here");
        let help = say!("改用引用 {{{{ phone('{contact}') }}}}", "refer to it with {{{{ phone('{contact}') }}}}");
        let finding = Finding::warning(names::repeated_fact, here, message).help(help);
        cx.report_in(words, finding.related(*place, say!("登记的号码在这里", "it is registered here")));
    }
}

fn typed_periods(words: &Words<'_>, fields: &[(String, Quantity, Place)], cx: &mut Context<'_>) {
    for (range, quantity) in periods::typed(words.text) {
        let written = &words.text[range.clone()];
        let place = words.part(range.clone(), cx.sources);
        let same = fields.iter().find(|(_, own, _)| own.compare(&quantity).is_some_and(std::cmp::Ordering::is_eq));
        if let Some((call, _, field)) = same {
            let message =
                say!("“{written}”是手打的，数据里已有这个值", "'{written}' is typed; the data have it already");
            let help = say!("改用引用 {{{{ {call} }}}}", "refer to it with {{{{ {call} }}}}");
            let finding = Finding::warning(names::repeated_fact, place, message).help(help);
            cx.report_in(words, finding.related(*field, say!("值在这里", "the value is here")));
        } else if periods::is_report_cycle(words.text, &range)
            && cx.plan.reports.iter().any(|report| report.every.is_some())
        {
            let message =
                say!("“{written}”与登记的报告周期都不同", "'{written}' is the cycle of no report that is registered");
            let help = say!(
                "核对周期，改用引用 {{{{ limit('…every') }}}}",
                "check it and refer to it with {{{{ limit('…every') }}}}"
            );
            report(words, place, message, help, cx);
        }
    }
}
