//! What does not fit on a poster or a card, as findings: told by `check` as well, long before
//! anything is set.

use super::documents;
use crate::check::Checked;
use crate::finding::{Finding, RuleName};
use crate::views::poster;
use crate::views::room::Overfull;

/// A text for which a poster or a card has no room.
pub(super) const TEXT_TOO_LONG: RuleName = RuleName { id: "text-too-long", code: "TPL03" };

/// Everything that does not fit, each once: where editions differ, by the one that lacks most room.
pub(super) fn findings(plan: &Checked) -> Vec<Finding> {
    let mut all: Vec<Overfull> = Vec::new();
    for clearance in documents::posted(plan) {
        for text in poster::overfull(plan, clearance) {
            match all.iter_mut().find(|own| (own.place, &own.what) == (text.place, &text.what)) {
                Some(own) if own.has < text.has => *own = text,
                Some(_) => {}
                None => all.push(text),
            }
        }
    }
    let told = all.into_iter().map(|text| {
        let message = text.message();
        Finding::error(TEXT_TOO_LONG, text.place, message).help(text.mend)
    });
    told.collect()
}
