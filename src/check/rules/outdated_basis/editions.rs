//! The edition a plan names against the one in force, and the mend where a table tells the new
//! article numbers.

use super::{articles, fault};
use crate::check::{Context, names};
use crate::finding::{Edit, Finding, Fix};
use crate::model::Entity;
use crate::model::governance::{Law, LawStatus};
use crate::model::pack::{KnownLaw, LawEdition};
use crate::say;

pub(super) fn check(law: &Law, known: &KnownLaw, cx: &mut Context<'_>) {
    let entity = law.id().qualified();
    let title = &law.title.value;
    let Some(named) = named(law, known) else {
        let from = law.in_force.from.value;
        let all = known.editions.iter().map(|edition| {
            let (name, from) = (&edition.edition.value, edition.valid_from.value);
            format!("{name}（{from} 起）")
        });
        let all = all.collect::<Vec<_>>().join("、");
        let message =
            say!("《{title}》没有自 {from} 起施行的版本", "no edition of '{title}' came into force on {from}");
        let finding = fault(known, law.in_force.from.place, message).entity(entity);
        return cx.report(finding.help(say!("已知的版本：{all}", "editions known: {all}")));
    };
    let (starts, as_of) = (named.valid_from.value, cx.as_of);
    if as_of < starts {
        let message = say!("《{title}》到 {starts} 才施行", "'{title}' comes into force on {starts} only");
        let help = say!("在此之前引用施行中的版本", "until then, cite the edition in force");
        return cx.report(fault(known, law.in_force.from.place, message).help(help).entity(entity));
    }
    if let Some(end) = named.valid_to.as_ref().filter(|end| end.value < as_of) {
        let (end, name) = (end.value, &named.edition.value);
        let message =
            say!("《{title}》的“{name}”已在 {end} 后失效", "'{title}' ({name}) has not been in force since {end}");
        let finding = fault(known, law.edition.place, message).entity(entity);
        let finding = match known.on(as_of) {
            Some(now) => replaced(law, known, named, now, finding, cx),
            None => finding.help(say!("已经废止：从 laws 和正文里删去", "it is repealed: take it out")),
        };
        return cx.report(finding);
    }
    if let Some(next) = known.editions.iter().find(|edition| as_of < edition.valid_from.value) {
        let (name, from) = (&next.edition.value, next.valid_from.value);
        let message =
            say!("《{title}》的“{name}”自 {from} 起施行", "a new edition of '{title}' comes into force on {from}");
        let finding = Finding::warning(names::outdated_basis, law.edition.place, message).entity(entity.clone());
        cx.report(finding.help(say!(
            "届时改用新版，核对引用的条文号，并评估预案是否要修订",
            "change to it by then, check the articles cited and whether the plan has to be revised"
        )));
    }
    if law.status.value != LawStatus::InForce {
        let word = law.status.value.word();
        let message = say!("《{title}》写成“{word}”，而这一版现行有效", "'{title}' is called {word} but is in force");
        let finding = Finding::warning(names::outdated_basis, law.status.place, message).entity(entity);
        cx.report(finding.help(say!("改为“现行”，或改用新的依据", "make it 现行, or rest on something newer")));
    }
}

/// The edition the plan means: by its first day, or by the number of a standard or document.
pub(super) fn named<'a>(law: &Law, known: &'a KnownLaw) -> Option<&'a LawEdition> {
    let number = law.number.as_ref().map(|number| number.value.as_str());
    let by_number = |edition: &&LawEdition| {
        number.is_some() && edition.number.as_ref().map(|number| number.value.as_str()) == number
    };
    let by_day = |edition: &&LawEdition| edition.valid_from.value == law.in_force.from.value;
    known.editions.iter().find(by_number).or_else(|| known.editions.iter().find(by_day))
}

/// What to do about an edition that was replaced; done by itself where every article that the
/// plan cites is in the table.
fn replaced(
    law: &Law,
    known: &KnownLaw,
    old: &LawEdition,
    new: &LawEdition,
    finding: Finding,
    cx: &Context<'_>,
) -> Finding {
    let (name, from) = (&new.edition.value, new.valid_from.value);
    let mut edits = vec![
        Edit { place: law.edition.place, text: name.clone() },
        Edit { place: law.in_force.from.place, text: from.to_string() },
    ];
    if let (Some(own), Some(number)) = (&law.number, &new.number) {
        edits.push(Edit { place: own.place, text: number.value.clone() });
    }
    let mut finding = finding;
    let mut sure = law.in_force.to.is_none();
    for cite in articles::cites(cx).into_iter().filter(|cite| cite.law == Some(law.id())) {
        let article = cite.article;
        match known.renumbered(article, old, new) {
            Some(now) => {
                let message = say!("第{article}条现为第{now}条", "article {article} is now article {now}");
                finding = finding.related(cite.place, message);
                if now != article {
                    match cite.edit(now) {
                        Some(edit) => edits.push(edit),
                        None => sure = false,
                    }
                }
            }
            None => {
                finding = finding.related(
                    cite.place,
                    say!("核对第{article}条的新条文号", "find the new number of article {article}"),
                );
                sure = false;
            }
        }
    }
    let finding = finding.help(say!(
        "改用“{name}”（{from} 起施行），并核对引用的条文号",
        "change to {name} (in force from {from}) and check the articles cited"
    ));
    if !sure {
        return finding;
    }
    let message = say!("改用现行版本和新的条文号", "change to the edition in force and its article numbers");
    Finding { fix: Some(Fix { message, edits }), ..finding }
}
