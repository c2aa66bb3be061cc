//! The order of the chapters.

use crate::check::{Context, names};
use crate::finding::{Finding, Place};
use crate::say;

/// Chapters in the order in which readers look for them; the first word that fits decides.
const ORDER: &[(&str, usize)] = &[
    ("附则", 9),
    ("总则", 0),
    ("组织", 1),
    ("机构", 1),
    ("预案管理", 8),
    ("培训", 7),
    ("演练", 7),
    ("宣传", 7),
    ("保障", 6),
    ("后期", 5),
    ("善后", 5),
    ("启动条件", 3),
    ("启动的条件", 3),
    ("报告", 3),
    ("预警", 2),
    ("分级", 2),
    ("预防", 2),
    ("防范", 2),
    ("响应", 4),
    ("处置", 4),
    ("处理", 4),
    ("启动", 4),
];

/// Chapters that come more than one step too late: one that belongs beside its neighbour may stand
/// on either side of it.
pub(super) fn order(cx: &mut Context<'_>) {
    let mut latest: Option<(usize, &str, Place)> = None;
    for chapter in &cx.plan.chapters {
        let Some((_, rank)) = ORDER.iter().find(|(word, _)| chapter.title.contains(word)) else { continue };
        match latest {
            Some((before, title, place)) if rank + 1 < before => {
                let own = &chapter.title;
                let message = say!("“{own}”排在“{title}”之后", "'{own}' comes after '{title}'");
                let finding = Finding::warning(names::missing_element, chapter.place, message);
                let finding = finding.help(say!(
                    "调整章节顺序：总则、机构、预防与预警、报告、响应与处置、后期处置、保障、培训演练、管理、附则",
                    "put it in order: general, bodies, prevention, reports, response, recovery, support, training, upkeep"
                ));
                let finding = finding.related(place, say!("它应在这一章之前", "it belongs before this chapter"));
                cx.report(finding.entity(format!("section:{}", chapter.id)));
            }
            Some((before, ..)) if *rank < before => {}
            _ => latest = Some((*rank, &chapter.title, chapter.place)),
        }
    }
}
