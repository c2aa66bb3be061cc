//! What no single field shows: circles, doubled claims, values more open than what holds them.

use std::collections::{BTreeMap, BTreeSet};

use super::faults;
use super::read::Reader;
use crate::finding::{Finding, Place};
use crate::model::{Entity, Records, Ref, Table};
use crate::say;

/// Checks the relations of a plan.
pub(super) fn check(records: &Records, cx: &mut Reader) {
    circles(&records.groups, |group| group.reports_to.as_ref(), cx);
    circles(&records.units, |unit| unit.parent.as_ref(), cx);
    merges(records, cx);
    loose_points(records, cx);
}

/// Reports every circle once: a chart of it has no top.
fn circles<K: Entity>(table: &Table<K>, above: fn(&K) -> Option<&Ref<K>>, cx: &mut Reader) {
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    for start in table.iter() {
        let mut path: BTreeMap<&str, Place> = BTreeMap::new();
        let mut row = start;
        loop {
            let id = row.id().as_str();
            let Some(up) = above(row) else { break };
            if path.contains_key(id) {
                let finding = Finding::error(
                    faults::CIRCLE,
                    up.place,
                    say!("上下级绕成了一圈：从“{id}”出发又回到“{id}”", "'{id}' is above itself: this runs in a circle"),
                )
                .help(say!("改掉圈里的一处上级", "change one of the links of the circle"))
                .entity(row.id().qualified());
                let others = path.values().filter(|place| **place != up.place).take(5).copied().collect::<Vec<_>>();
                cx.report(others.into_iter().fold(finding, |finding, place| {
                    finding.related(place, say!("圈里的另一处", "another link of the circle"))
                }));
                break;
            }
            // A row that was seen before, but not on this path, has been told.
            if !seen.insert(id) {
                break;
            }
            path.insert(id, up.place);
            let Some(next) = table.find(up.as_str()) else { break };
            row = next;
        }
    }
}

/// Reports clauses of the old plan that are claimed twice or are none.
fn merges(records: &Records, cx: &mut Reader) {
    let mut claimed: BTreeMap<&str, Place> = BTreeMap::new();
    for playbook in &records.playbooks {
        for old in &playbook.merges {
            let name = &old.value;
            let numbered =
                name.strip_prefix("seed-").is_some_and(|n| n.len() == 2 && n.bytes().all(|b| b.is_ascii_digit()));
            if !numbered {
                cx.report(
                    Finding::error(
                        faults::UNKNOWN_WORD,
                        old.place,
                        say!("“{name}”不是旧预案的条目号", "'{name}' is no item of the old plan"),
                    )
                    .help(say!("写成 seed-01 的样子", "write it like seed-01")),
                );
            } else if let Some(first) = claimed.insert(name, old.place) {
                cx.report(
                    Finding::error(
                        faults::DUPLICATE_ID,
                        old.place,
                        say!("旧条目“{name}”已经并入另一个方案", "'{name}' is merged into another playbook already"),
                    )
                    .help(say!("一个旧条目只归一个方案", "an old item belongs to one playbook"))
                    .entity(playbook.id().qualified())
                    .related(first, say!("第一处在这里", "the first one is here")),
                );
            }
        }
    }
}

/// Reports points that are marked more open than their contact: the contact's mark holds, and
/// whoever reads the file should not believe otherwise.
fn loose_points(records: &Records, cx: &mut Reader) {
    for contact in &records.contacts {
        for point in &contact.points {
            let Some(own) = point.visibility.as_ref().filter(|own| own.value < contact.visibility) else { continue };
            let (own_word, word) = (own.value.word(), contact.visibility.word());
            cx.report(
                Finding::error(
                    faults::LOOSE_VISIBILITY,
                    own.place,
                    say!(
                        "号码标为 {own_word}，比联系人的 {word} 还宽",
                        "the number is marked {own_word}, more open than its contact, which is {word}"
                    ),
                )
                .help(say!(
                    "号码只能比联系人更严；要放宽就放宽联系人",
                    "a number can only be stricter than its contact; open the contact if that is meant"
                ))
                .entity(contact.id().qualified()),
            );
        }
    }
}
