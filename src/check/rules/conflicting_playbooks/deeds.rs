//! The same deed started at different values of the same input.

use std::collections::BTreeMap;

use crate::check::names;
use crate::check::thresholds::{Start, differ, regions, starts};
use crate::finding::Finding;
use crate::model::playbook::Playbook;
use crate::say;

/// The starts of a playbook by deed and input.
pub(super) type Deeds = BTreeMap<(String, String), Vec<Start>>;

/// Those of `playbook`.
pub(super) fn of(playbook: &Playbook) -> Deeds {
    let mut deeds = Deeds::new();
    for start in starts(playbook) {
        deeds.entry((start.deed.clone(), start.label.clone())).or_default().push(start);
    }
    deeds
}

/// Starts in one playbook that overlap and are not the same: which of them holds?
pub(super) fn inside(own: &Deeds) -> Vec<Finding> {
    let mut found = Vec::new();
    for ((deed, label), starts) in own {
        for (nth, first) in starts.iter().enumerate() {
            for second in starts[nth + 1..].iter().filter(|second| second.place != first.place) {
                let Some((axis, one, other)) = regions(label, &[first], &[second]) else { continue };
                let overlap = one.iter().any(|cell| other.contains(cell));
                if !overlap || !differ(&axis, &one, &other) {
                    continue;
                }
                let (first_at, second_at) = (axis.words(&one).zh, axis.words(&other).zh);
                let message = say!(
                    "同一件事（{deed}）在本方案里有两个启动值：{first_at}；{second_at}",
                    "{deed} is started at two different values of '{label}' in this playbook"
                );
                found.push(
                    Finding::error(names::conflicting_playbooks, second.place, message)
                        .help(say!("只留一个启动值", "keep one value"))
                        .related(first.place, say!("另一个启动值在这里", "the other value is here")),
                );
            }
        }
    }
    found
}

/// Deeds that two playbooks start at different values; an error where they serve the same thing.
pub(super) fn between(alike: bool, earlier: &Playbook, others: &Deeds, own: &Deeds) -> Vec<Finding> {
    let mut found = Vec::new();
    let pairs = own.iter().flat_map(|mine| others.iter().map(move |theirs| (mine, theirs)));
    for (((deed, label), mine), ((other_deed, _), theirs)) in pairs {
        if deed != other_deed || !same_input(&mine[0], &theirs[0]) {
            continue;
        }
        let (mine, theirs): (Vec<_>, Vec<_>) = (mine.iter().collect(), theirs.iter().collect());
        let Some((axis, one, other)) = regions(label, &mine, &theirs) else { continue };
        if !differ(&axis, &one, &other) {
            continue;
        }
        let (title, here, there) = (&earlier.title.value, axis.words(&one).zh, axis.words(&other).zh);
        let message = say!(
            "同一件事（{deed}）两个方案的启动值不同：这里{here}，《{title}》里{there}",
            "{deed} is started at other values of '{label}' in {title}"
        );
        let place = mine[0].place;
        let finding = if alike {
            Finding::error(names::conflicting_playbooks, place, message)
        } else {
            Finding::warning(names::conflicting_playbooks, place, message)
        };
        found.push(
            finding
                .help(say!("统一启动值，或让一个方案转到另一个", "use one value, or let one playbook run the other"))
                .related(theirs[0].place, say!("另一个方案的启动值在这里", "the value of the other playbook is here")),
        );
    }
    found
}

/// Inputs are the same by name or by where they are read.
fn same_input(first: &Start, second: &Start) -> bool {
    let read_alike = first.read_at.is_some() && first.read_at == second.read_at;
    first.label == second.label || read_alike
}
