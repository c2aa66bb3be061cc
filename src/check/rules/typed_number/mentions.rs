//! Numbers of parts and annexes that somebody typed.

use std::ops::Range;

use super::{is_han_digit, run};

/// 第六章, 本预案第六部分, 附件2: numbers that this program gives.
pub(super) fn mentions(text: &str) -> impl Iterator<Item = Range<usize>> {
    let parts = text.match_indices('第').filter_map(|(at, found)| {
        let rest = &text[at + found.len()..];
        let digits = run(rest, |c| is_han_digit(c) || c.is_ascii_digit());
        let tail = &rest[digits..];
        let word = ["部分", "章", "节"].into_iter().find(|word| tail.starts_with(word))?;
        let before = &text[..at];
        // A chapter of a law stands behind its title; 第一部分资金 is no chapter.
        let ours =
            word == "章" || ["见", "按", "照", "据", "预案", "前述", "本章"].iter().any(|own| before.ends_with(own));
        (0 < digits && ours && !before.ends_with('》')).then(|| at..at + found.len() + digits + word.len())
    });
    let annexes = text.match_indices("附件").filter_map(|(at, found)| {
        let rest = &text[at + found.len()..];
        let digits = run(rest, |c| is_han_digit(c) || c.is_ascii_digit());
        (0 < digits).then_some(at..at + found.len() + digits)
    });
    parts.chain(annexes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_laws_are_no_parts_of_the_plan() {
        let found = |text: &'static str| mentions(text).map(|range| &text[range]).collect::<Vec<_>>();
        assert_eq!(found("见第六部分和附件2"), ["第六部分", "附件2"]);
        assert_eq!(found("按《某法》第三章办理，动用第一部分资金，附件另发"), Vec::<&str>::new());
    }
}
