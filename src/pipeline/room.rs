//! What does not fit on a poster or a card, as findings: told by `check` as well, long before
//! anything is set.

use crate::check::Checked;
use crate::finding::{Finding, RuleName};
use crate::model::Clearance;
use crate::views::poster;

/// A text for which a poster or a card has no room.
pub(super) const TEXT_TOO_LONG: RuleName = RuleName { id: "text-too-long", code: "TPL03" };

/// Everything that does not fit.
pub(super) fn findings(plan: &Checked) -> Vec<Finding> {
    let told = poster::overfull(plan, Clearance::Internal)
        .into_iter()
        .map(|text| Finding::error(TEXT_TOO_LONG, text.place, text.message()).help(text.mend));
    told.collect()
}
