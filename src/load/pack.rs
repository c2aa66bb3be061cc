//! Law packs: data that ships with the program, a file a section, and what a plan adds to it.

use super::outline::Sketch;
use super::read::{Fields, Reader, reads};
use super::tree::Node;
use super::{faults, tree};
use crate::finding::{Finding, Sources};
use crate::model::Sourced;
use crate::model::outline::Outline;
use crate::model::pack::Pack;
use crate::say;

/// The packs by id, each with its sections.
const PACKS: &[(&str, &[(&str, &str)])] = &[(
    "cn-2026",
    &[
        ("area_codes", include_str!("packs/cn-2026/area_codes.yaml")),
        ("authorities", include_str!("packs/cn-2026/authorities.yaml")),
        ("channels", include_str!("packs/cn-2026/channels.yaml")),
        ("classes", include_str!("packs/cn-2026/classes.yaml")),
        ("clocks", include_str!("packs/cn-2026/clocks.yaml")),
        ("drill-forms", include_str!("packs/cn-2026/drill-forms.yaml")),
        ("grading", include_str!("packs/cn-2026/grading.yaml")),
        ("laws", include_str!("packs/cn-2026/laws.yaml")),
        ("room", include_str!("packs/cn-2026/room.yaml")),
        ("contents", include_str!("packs/cn-2026/contents.yaml")),
        ("holidays", include_str!("packs/cn-2026/holidays.yaml")),
        ("periods", include_str!("packs/cn-2026/periods.yaml")),
        ("words", include_str!("packs/cn-2026/words.yaml")),
    ],
)];

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
            extend(&mut pack, &node, cx);
        }
        packs.push(pack);
    }
    packs
}

/// Adds the sections of one node: a file of a pack, or what stands under `pack` in a plan.
pub(super) fn extend(pack: &mut Pack, node: &Node, cx: &mut Reader) {
    let Some(mut fields) = Fields::open(node, cx) else { return };
    add(pack, &mut fields, cx);
    fields.finish(cx);
}

/// Writes how sections are read and what may be written in them; a line a section.
macro_rules! sections {
    ($($field:ident $(as $key:literal)?;)*) => {
        /// Takes whatever sections there are.
        fn add(pack: &mut Pack, fields: &mut Fields<'_>, cx: &mut Reader) {
            $(pack.$field.extend(fields.list(reads!(@key $field $($key)?), cx));)*
        }

        /// What may be written in a pack.
        pub(super) fn outline(sketch: &mut Sketch) -> Outline {
            sketch.mapping(module_path!(), "Pack", |keys| {
                $(keys.list(reads!(@key $field $($key)?), |own: &Pack| Some(&own.$field));)*
            })
        }
    };
}

sections! {
    clocks;
    grading;
    classes;
    scenarios;
    room;
    contents;
    holidays;
    laws;
    periods;
    trades;
    places;
    confusables;
    outdated;
    forms as "drill_forms";
    authorities;
    area_codes;
    dead_services;
    consumer_services;
    free_mail;
}

/// Puts what the plan adds behind the packs it names. Nothing of a pack is taken back by it: a
/// local value stands beside the national one, and a clock that is looser is refused.
pub(super) fn join(packs: &mut Vec<Pack>, mut local: Pack, cx: &mut Reader) {
    for clock in &local.clocks {
        let national = packs.iter().flat_map(|pack| &pack.clocks).find(|known| known.id.value == clock.id.value);
        let Some(national) = national else { continue };
        let Some(law) = &national.within else { continue };
        let stricter = clock.within.as_ref().is_some_and(|own| own.compare(law).is_some_and(std::cmp::Ordering::is_le));
        if !stricter {
            let (id, value) = (&clock.id.value, law.value);
            let place = clock.within.as_ref().map_or(clock.id.place, |own| own.place);
            cx.report(
                Finding::error(
                    faults::LOOSE_LOCAL_VALUE,
                    place,
                    say!("本地时限“{id}”宽于法定的{value}", "the local clock '{id}' is looser than the law's {value}"),
                )
                .help(say!("写{value}或更短的时限，或删去这一条", "write {value} or less, or drop the entry"))
                .related(law.place, say!("法定时限在这里", "the law's limit is here")),
            );
        }
    }
    local.id = Pack::LOCAL.to_owned();
    packs.push(local);
}
