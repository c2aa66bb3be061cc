//! Law packs: data that ships with the program, a file a section.

use super::read::{Fields, Reader};
use super::{faults, tree};
use crate::finding::{Finding, Sources};
use crate::model::Sourced;
use crate::model::pack::Pack;
use crate::say;

/// The packs by id, each with its sections.
const PACKS: &[(&str, &[(&str, &str)])] = &[("cn-2026", &[("clocks", include_str!("packs/cn-2026/clocks.yaml"))])];

/// Reads the packs a plan names.
pub(super) fn read(named: &[Sourced<String>], sources: &mut Sources, cx: &mut Reader) -> Vec<Pack> {
    let mut packs = Vec::new();
    for name in named {
        let Some((id, sections)) = PACKS.iter().find(|(id, _)| *id == name.value) else {
            let word = &name.value;
            let all = PACKS.iter().map(|(id, _)| *id).collect::<Vec<_>>().join("、");
            cx.report(
                Finding::error(
                    faults::UNKNOWN_WORD,
                    name.place,
                    say!("没有规则包“{word}”", "there is no pack '{word}'"),
                )
                .help(say!("可用：{all}", "one of: {all}")),
            );
            continue;
        };
        let mut pack = Pack { id: (*id).to_owned(), ..Pack::default() };
        for (section, text) in *sections {
            let file = sources.add(format!("<{id}/{section}>"), *text);
            let Some(node) = tree::parse(file, text, &mut cx.findings).root else { continue };
            let Some(mut fields) = Fields::open(&node, cx) else { continue };
            add(&mut pack, &mut fields, cx);
            fields.finish(cx);
        }
        packs.push(pack);
    }
    packs
}

/// Takes whatever sections a file of a pack holds; a line a section.
fn add(pack: &mut Pack, fields: &mut Fields<'_>, cx: &mut Reader) {
    pack.clocks.extend(fields.list("clocks", cx));
}
