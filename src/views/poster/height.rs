//! How high the parts of a playbook's poster are, in points, as `templates/lib/poster.typ` sets them: the
//! sizes there are fixed, so that what does not fit is told before anything is set.

use super::actions::Deed;
use crate::views::room::{lines, width};

/// Between the margins of an A3 sheet.
const SHEET: usize = 1133;
/// The foot, and the gaps between five parts.
const FOOT: usize = 55 + 36;
/// Above and below the steps: what stands over them, and what to go on with on two lines.
const AROUND: usize = 32 + 6 + 47;
/// Han characters of a line: of the steps, and of what stands under the title, beside the sign or not.
const LINE: usize = 20;
const BELOW: [usize; 2] = [34, 31];

/// `n` lines of `size` points, `lead` apart.
fn set(n: usize, size: usize, lead: usize) -> usize {
    n * size + n.saturating_sub(1) * lead
}

/// A step.
pub(super) fn deed(deed: &Deed) -> usize {
    let words = match &deed.when {
        Some(when) => width(&format!("【{when}】{}", deed.words)),
        None => width(&deed.words),
    };
    let said = deed.safety || deed.actor.is_some() || deed.limit.is_some();
    let warning = deed.warning.as_ref().map_or(0, |text| 5 + set((width(text) + 4).div_ceil(LINE), 20, 7));
    let high = set(words.div_ceil(LINE), 21, 8) + if said { 5 + 20 } else { 0 } + warning;
    5 + high.max(34)
}

/// What is left for steps beside `below`, `triggers` and `never` of a poster that warns of `danger` or not.
pub(super) fn room(below: &str, danger: bool, triggers: &[String], never: &[String]) -> usize {
    let below = lines([below], BELOW[usize::from(danger)]);
    let header = 28 + 52 + 8 + set(below, 22, 6);
    let listed = |texts: &[String], room, size, least: usize| {
        least.max(16 + set(lines(texts.iter().map(String::as_str), room), size, 7))
    };
    let never = if never.is_empty() { 0 } else { listed(never, super::NEVER.1, 21, 98) };
    SHEET - FOOT - AROUND - header - listed(triggers, super::TRIGGERS.1, 22, 70) - never
}
