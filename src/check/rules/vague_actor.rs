//! ORG06: every action has an actor who knows that he is meant; by 有关人员 nobody feels meant.

mod groups;
mod persons;

use crate::check::words::{Kind, Words};
use crate::check::{Context, names};
use crate::finding::Finding;
use crate::say;

pub(in crate::check) fn check(cx: &mut Context<'_>) {
    let known: Vec<&str> = cx
        .plan
        .roles
        .iter()
        .flat_map(|role| std::iter::once(&role.name).chain(&role.aliases).chain(&role.post))
        .chain(cx.plan.glossary.iter().filter(|term| term.allowed).map(|term| &term.term))
        .map(|name| name.value.as_str())
        .collect();
    let spoken = |words: &&Words<'_>| words.kind.is_order() || matches!(words.kind, Kind::Paragraph | Kind::Item);
    for words in cx.words.iter().filter(spoken) {
        for range in persons::vague(words.text) {
            let meant =
                known.iter().any(|name| words.find(name).any(|own| own.start <= range.start && range.end <= own.end));
            if meant {
                continue;
            }
            let (word, place) = (&words.text[range.clone()], words.part(range.clone(), cx.sources));
            let message = say!("“{word}”说不清是谁", "'{word}' does not say who");
            let help = say!(
                "写明岗位，正文里用 {{{{ role('…') }}}}，方案里用 actor",
                "name a role: {{{{ role('…') }}}} in prose, actor in a playbook"
            );
            cx.report_in(words, Finding::error(names::vague_actor, place, message).help(help));
        }
    }
    groups::check(cx);
}
