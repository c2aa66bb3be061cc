//! Sees to it that every reference leads somewhere.

use super::faults;
use super::read::{Reader, nearest};
use crate::finding::{Finding, Place};
use crate::say;

/// Reports every reference to an id that no file declares. Where the restricted folder is absent
/// (a copy for public or internal use), persons are unknown by design.
pub(super) fn references(cx: &mut Reader, has_restricted: bool) {
    let pending = std::mem::take(&mut cx.pending);
    for reference in pending {
        if reference.kind == "person" && !has_restricted {
            continue;
        }
        if cx.is_declared(reference.kind, &reference.id) {
            continue;
        }
        let finding = dangling(reference.kind, &reference.id, reference.place, cx);
        cx.report(finding);
    }
}

/// The finding for an id that leads nowhere, with the nearest one that does.
pub(super) fn dangling(kind: &str, id: &str, place: Place, cx: &Reader) -> Finding {
    let finding = Finding::error(
        faults::DANGLING_REFERENCE,
        place,
        say!("没有编号为“{id}”的 {kind}", "there is no {kind} with the id '{id}'"),
    );
    let ids = cx.declared.get(kind);
    if let Some(near) = ids.and_then(|ids| nearest(id, ids.keys().map(String::as_str))) {
        return finding.help(say!("是不是“{near}”？", "did you mean '{near}'?"));
    }
    // The same id under another kind is the likeliest slip after a misspelling.
    match cx.declared.iter().find(|(_, ids)| ids.contains_key(id)) {
        Some((other, _)) => finding.help(say!("“{id}”是 {other} 的编号", "'{id}' is the id of a {other}")),
        None => {
            finding.help(say!("先登记这个 {kind}，或改用已有的编号", "register this {kind}, or use an id that exists"))
        }
    }
}
