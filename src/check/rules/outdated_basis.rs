//! STR07: what the plan rests on is in force, under the number it has today.
//!
//! Editions, renumbering and mandatory bases come from the law packs (`laws`). An edition that will
//! be replaced warns until that day; a value of grade C is not confirmed and only warns.

mod articles;
mod editions;

use crate::check::{Context, names};
use crate::finding::{Finding, Message, Place};
use crate::model::document::Operator;
use crate::model::governance::Law;
use crate::model::pack::{AppliesTo, Evidence, KnownLaw};
use crate::model::{Entity, Plan};
use crate::say;

pub(in crate::check) fn check(cx: &mut Context<'_>) {
    let plan = cx.plan;
    if plan.packs.iter().all(|pack| pack.laws.is_empty()) {
        return;
    }
    for law in &plan.laws {
        let entity = law.id().qualified();
        match known(plan, law) {
            Some(known) => editions::check(law, known, cx),
            None => {
                let title = &law.title.value;
                let message = say!("法规目录里没有《{title}》", "no law pack in use knows '{title}'");
                let help = say!(
                    "核对标题；确有此文件的，把标题、文号、施行日期和来源登记到本地规则包（pack: laws:）",
                    "check the title; if it exists, register title, number, dates and source in a local pack (pack: laws:)"
                );
                cx.report(Finding::warning(names::outdated_basis, law.title.place, message).help(help).entity(entity));
            }
        }
    }
    articles::check(cx);
    for pack in &plan.packs {
        for known in pack.laws.iter().filter(|known| is_needed(plan, known)) {
            // A law that is not in force on that day cannot be asked for.
            if known.on(cx.as_of).is_none() || plan.laws.iter().any(|law| is(law, known)) {
                continue;
            }
            let title = &known.title.value;
            let named = plan.head.legal_packs.iter().find(|name| name.value == pack.id);
            let place = named.map_or(known.place, |name| name.place);
            let message = say!("编制依据缺少《{title}》", "the plan does not rest on '{title}'");
            let help = say!(
                "在 laws 里登记它，并在编制依据里引用",
                "register it under laws and refer to it where the bases of the plan are named"
            );
            cx.report(fault(known, place, message).help(help));
        }
    }
}

/// An error; a warning where the pack is not sure.
fn fault(known: &KnownLaw, place: Place, message: Message) -> Finding {
    let source = &known.source.value;
    let finding = if known.grade.value == Evidence::Unconfirmed {
        let Message { zh, en } = message;
        let message = say!("{zh}（这一条尚未核实，仅作提示）", "{en} (not confirmed)");
        Finding::warning(names::outdated_basis, place, message)
    } else {
        Finding::error(names::outdated_basis, place, message)
    };
    finding.related(known.place, say!("依据：{source}", "source: {source}"))
}

/// Whether the profile needs this law as a basis.
fn is_needed(plan: &Plan, known: &KnownLaw) -> bool {
    let profile = &plan.head.profile;
    known.mandatory.as_ref().is_some_and(|applies| match applies.value {
        AppliesTo::Everybody => true,
        AppliesTo::OtherOperators => profile.operator.value == Operator::Other,
        AppliesTo::CriticalInfrastructure => profile.operator.value == Operator::CriticalInfrastructure,
        AppliesTo::CentralOrgans => profile.operator.value == Operator::CentralOrgan,
        AppliesTo::PersonalInformation => profile.handles_personal_info.value,
    })
}

/// What the packs know of a law of the plan.
fn known<'a>(plan: &'a Plan, law: &Law) -> Option<&'a KnownLaw> {
    plan.packs.iter().flat_map(|pack| &pack.laws).find(|known| is(law, known))
}

/// Whether both are the same law: by title, or by the number of a standard without its year, since
/// standards change their titles.
fn is(law: &Law, known: &KnownLaw) -> bool {
    let title = law.title.value.as_str();
    let titles = std::iter::once(&known.title).chain(&known.aliases);
    let same_title = titles.into_iter().any(|own| {
        let short = |title: &str| title.trim_start_matches("中华人民共和国").replace(' ', "");
        short(&own.value) == short(title)
    });
    let standard = |number: &str| {
        let family = number.split_once('-').map_or(number, |(family, _)| family);
        family.strip_prefix("GB").map(|rest| rest.trim_start_matches(['/', 'T', 'Z', ' ']).to_owned())
    };
    let own = law.number.as_ref().and_then(|number| standard(&number.value));
    same_title
        || own.is_some_and(|own| {
            let numbers = known.editions.iter().filter_map(|edition| edition.number.as_ref());
            numbers.filter_map(|number| standard(&number.value)).any(|number| number == own)
        })
}
