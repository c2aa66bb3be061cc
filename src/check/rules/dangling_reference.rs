//! STR02: whatever is referred to exists.
//!
//! `load` resolves ids; here are bodies and posts that are named in words and that nobody
//! registered. GB/T 22239-2019 asks for a flow of reports, which runs only through posts that exist.

use super::duplicate_id::living;
use crate::check::bodies::Names;
use crate::check::words::Kind;
use crate::check::{Context, names};
use crate::finding::Finding;
use crate::say;

pub(in crate::check) fn check(cx: &mut Context<'_>) {
    heirs(cx);
    let registered = Names::of(cx.plan);
    for words in cx.words.iter().filter(|words| words.kind != Kind::Cited) {
        for mention in registered.strange(words.text) {
            if mention.near.is_some() && !mention.post {
                // A slip in the name of a registered body is ORG05.
                continue;
            }
            let (word, place) = (&words.text[mention.range.clone()], words.part(mention.range.clone(), cx.sources));
            let finding = if mention.post {
                Finding::error(
                    names::dangling_reference,
                    place,
                    say!("没有登记岗位“{word}”", "no role is called '{word}'"),
                )
            } else {
                Finding::error(
                    names::dangling_reference,
                    place,
                    say!("没有登记机构“{word}”", "no body is called '{word}'"),
                )
            };
            let finding = match mention.near {
                Some(near) => {
                    let name = &near.value;
                    finding
                        .help(say!("是不是“{name}”？", "did you mean '{name}'?"))
                        .related(near.place, say!("相近的岗位在这里", "the role that resembles it is here"))
                }
                None => finding.help(say!(
                    "先登记它，或改用已有的机构、岗位；只是普通词语的，登记到 glossary",
                    "register it or name one that exists; put an everyday word into the glossary"
                )),
            };
            cx.report_in(words, finding);
        }
    }
}

/// What a retired entity went into: it lives, or was retired in its turn. Nothing else refers to it by
/// its id, and the revision would tell of a removal where there was a merger.
fn heirs(cx: &mut Context<'_>) {
    let plan = cx.plan;
    let living = living(plan);
    for retired in &plan.retired {
        let Some(into) = &retired.into else { continue };
        let (kind, id) = (retired.kind.value.as_str(), into.value.as_str());
        let Some(ids) = living.get(kind) else { continue };
        let retired_in_turn =
            id != retired.id.value && plan.retired.iter().any(|other| other.kind.value == kind && other.id.value == id);
        if ids.contains_key(id) || retired_in_turn {
            continue;
        }
        let message =
            say!("没有编号为“{kind}:{id}”的条目可以并入", "there is no '{kind}:{id}' to have been merged into");
        let finding = Finding::error(names::dangling_reference, into.place, message);
        let near = crate::finding::nearest(id, ids.keys().copied());
        cx.report(match near {
            Some(near) => finding.help(say!("是不是“{near}”？", "did you mean '{near}'?")),
            None => finding.help(say!(
                "写并入的那一个的编号；没有并入别的，就删去 into",
                "write the id of what took it in; leave 'into' out where nothing did"
            )),
        });
    }
}
