//! Words that cannot be tested, and the words they are part of.

use std::ops::Range;

use aho_corasick::{AhoCorasick, AhoCorasickBuilder, MatchKind};

/// What is wrong with a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fault {
    /// At once, as soon as possible.
    Urgent,
    /// Regularly.
    Periodic,
    /// Regularly or irregularly.
    Random,
    /// If needed, suitable, too long, normal.
    Open,
}

const WORDS: &[(&str, Fault)] = &[
    ("定期不定期", Fault::Random),
    ("定期或不定期", Fault::Random),
    ("定期和不定期", Fault::Random),
    ("不定期", Fault::Random),
    ("第一时间", Fault::Urgent),
    ("最快速度", Fault::Urgent),
    ("最短时间", Fault::Urgent),
    ("立即", Fault::Urgent),
    ("立刻", Fault::Urgent),
    ("马上", Fault::Urgent),
    ("及时", Fault::Urgent),
    ("尽快", Fault::Urgent),
    ("尽早", Fault::Urgent),
    ("迅速", Fault::Urgent),
    ("定期", Fault::Periodic),
    ("经常性", Fault::Periodic),
    ("如有必要", Fault::Open),
    ("如果需要", Fault::Open),
    ("如需要", Fault::Open),
    ("必要时", Fault::Open),
    ("必要的时候", Fault::Open),
    ("视情况", Fault::Open),
    ("视情", Fault::Open),
    ("酌情", Fault::Open),
    ("适当", Fault::Open),
    ("情况紧急", Fault::Open),
    ("时间过长", Fault::Open),
    ("时间较长", Fault::Open),
    ("较长时间", Fault::Open),
    ("长时间不能", Fault::Open),
    ("长时间未", Fault::Open),
    ("长时间无", Fault::Open),
    ("长时间没有", Fault::Open),
    ("长时间停", Fault::Open),
    ("短时间", Fault::Open),
    ("短期内", Fault::Open),
    ("正常值", Fault::Open),
    ("正常范围", Fault::Open),
    ("正常水平", Fault::Open),
    ("影响较小", Fault::Open),
    ("影响不大", Fault::Open),
    ("影响较大", Fault::Open),
    ("火势较小", Fault::Open),
    ("火势不大", Fault::Open),
    ("范围较小", Fault::Open),
    ("范围较大", Fault::Open),
    ("若干", Fault::Open),
    ("一定时间", Fault::Open),
    ("一定范围", Fault::Open),
    ("一定程度", Fault::Open),
];

/// Uses that order nothing: qualities, negations, duties of law told in a list.
const HARMLESS: [&str; 20] = [
    "及时性",
    "不及时",
    "未及时",
    "及时、准确",
    "及时、客观",
    "客观、及时",
    "准确、及时",
    "真实、及时",
    "立即生效",
    "适当性",
    "不适当",
    "定期存款",
    "定期报告制度",
    "迅速、",
    "、迅速",
    "快速反应",
    "迅速上升",
    "迅速下降",
    "迅速扩散",
    "迅速蔓延",
];

/// All the words at once: most texts hold none, and one pass tells.
pub(super) struct Lexicon(Option<AhoCorasick>);

impl Lexicon {
    pub(super) fn new() -> Self {
        let mut longest = AhoCorasickBuilder::new();
        longest.match_kind(MatchKind::LeftmostLongest);
        Self(longest.build(WORDS.iter().map(|(word, _)| word)).ok())
    }

    /// Every such word in `text`.
    pub(super) fn vague(&self, text: &str) -> Vec<(Range<usize>, Fault)> {
        let words = self.0.iter().flat_map(|words| words.find_iter(text));
        let found = words.map(|word| (word.range(), WORDS[word.pattern().as_usize()].1));
        found.filter(|(range, _)| !is_harmless(text, range)).collect()
    }
}

fn is_harmless(text: &str, range: &Range<usize>) -> bool {
    HARMLESS
        .iter()
        .any(|phrase| text.match_indices(phrase).any(|(at, _)| at <= range.start && range.end <= at + phrase.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(&str, Fault)> {
        Lexicon::new().vague(text).into_iter().map(|(range, fault)| (&text[range], fault)).collect()
    }

    #[test]
    fn the_longest_word_is_taken_once() {
        assert_eq!(found("定期不定期开展演练"), [("定期不定期", Fault::Random)]);
        assert_eq!(found("立即断电，必要时请厂商"), [("立即", Fault::Urgent), ("必要时", Fault::Open)]);
        assert_eq!(found("环境参数达到正常值"), [("正常值", Fault::Open)]);
    }

    #[test]
    fn qualities_and_negations_are_no_orders() {
        for text in
            ["报告应当及时、准确、客观", "处置不及时的追究责任", "本预案立即生效", "核对备份的及时性", "室温迅速上升"]
        {
            assert_eq!(found(text), [], "{text}");
        }
    }
}
