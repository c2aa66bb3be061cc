//! ORG05: a body has one name and its aliases, and a name belongs to one body.
//!
//! A reader who meets a second name looks for a second body.

use std::collections::BTreeMap;

use crate::check::bodies::Names;
use crate::check::words::Kind;
use crate::check::{Context, names};
use crate::finding::{Finding, Place};
use crate::model::{Entity, Plan, Sourced};
use crate::say;

pub(in crate::check) fn check(cx: &mut Context<'_>) {
    let registered = Names::of(cx.plan);
    for words in cx.words.iter().filter(|words| words.kind != Kind::Cited) {
        for mention in registered.strange(words.text) {
            let Some(near) = mention.near.filter(|_| !mention.post) else { continue };
            let (word, name) = (&words.text[mention.range.clone()], &near.value);
            let place = words.part(mention.range.clone(), cx.sources);
            let message =
                say!("“{word}”不是登记的名称，与“{name}”相近", "'{word}' is not registered; it resembles '{name}'");
            let help = say!(
                "统一写成“{name}”或用引用；确为简称的，加到 aliases",
                "write '{name}' or a reference; if it is a short name, add it to aliases"
            );
            let finding = Finding::error(names::inconsistent_name, place, message).help(help);
            let exact = words.exact(mention.range.clone(), cx.sources).filter(|_| mention.sure);
            let finding = match exact {
                Some(place) => finding.fix(say!("改为“{name}”", "write '{name}'"), place, name.clone()),
                None => finding,
            };
            cx.report_in(words, finding.related(near.place, say!("登记的名称在这里", "the registered name is here")));
        }
    }
    shared(cx);
}

/// One name for two bodies.
fn shared(cx: &mut Context<'_>) {
    let mut first: BTreeMap<&str, (String, Place)> = BTreeMap::new();
    for (entity, name) in named(cx.plan) {
        match first.get(name.value.as_str()) {
            Some((other, _)) if *other == entity => {}
            Some((_, place)) => {
                let text = &name.value;
                let message = say!("“{text}”同时是两者的名称", "'{text}' is the name of two things");
                cx.report(
                    Finding::error(names::inconsistent_name, name.place, message)
                        .help(say!("给其中一个换名", "give one of them another name"))
                        .related(*place, say!("另一个在这里", "the other one is here"))
                        .entity(entity),
                );
            }
            None => {
                first.insert(&name.value, (entity, name.place));
            }
        }
    }
}

/// Bodies, posts and places with their names; a supplier may be registered as unit and vendor.
fn named(plan: &Plan) -> Vec<(String, &Sourced<String>)> {
    let mut all = Vec::new();
    for unit in &plan.units {
        all.extend(std::iter::once(&unit.name).chain(&unit.aliases).map(|name| (unit.id().qualified(), name)));
    }
    for group in &plan.groups {
        all.extend(std::iter::once(&group.name).chain(&group.aliases).map(|name| (group.id().qualified(), name)));
    }
    for role in &plan.roles {
        all.extend(std::iter::once(&role.name).chain(&role.aliases).map(|name| (role.id().qualified(), name)));
    }
    all.extend(plan.sites.iter().map(|site| (site.id().qualified(), &site.name)));
    all
}
