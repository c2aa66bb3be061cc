//! Words written twice.

use std::ops::Range;

/// Single words that are never doubled on purpose.
const SINGLE: &str = "的了在和与是将应由向按被把从及或为";
/// What looks doubled and is not: the second one begins another word.
const FINE: [&str; 24] = [
    "的的确",
    "目的的",
    "为为数",
    "与与会",
    "参与与",
    "和和谐",
    "总和和",
    "在在线",
    "存在在",
    "在在建",
    "在在岗",
    "由由于",
    "理由由",
    "为为期",
    "行为为",
    "应应急",
    "相应应",
    "方向向",
    "涉及及时",
    "将将来",
    "从从事",
    "按按钮",
    "按按照",
    "在在场",
];
/// Two-character words that are doubled on purpose, or of which the first ends a longer one (总指挥指挥).
const TWICE: [&str; 11] = ["指挥", "研究", "讨论", "一个", "一步", "一项", "一条", "逐步", "考虑", "商量", "一一"];

/// Where a word is doubled; the range covers both.
pub(super) fn doubled(text: &str) -> Vec<Range<usize>> {
    let chars: Vec<(usize, char)> = text.char_indices().collect();
    let end = |index: usize| chars.get(index).map_or(text.len(), |(at, _)| *at);
    let han = |c: char| matches!(c, '\u{4e00}'..='\u{9fff}');
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut index = 0;
    while index + 1 < chars.len() {
        let c = |offset: usize| chars.get(index + offset).map(|(_, c)| *c);
        let start = chars[index].0;
        let pair = c(0) == c(2) && c(1) == c(3) && c(0) != c(1) && c(3).is_some();
        if pair && c(0).is_some_and(han) && c(1).is_some_and(han) && !TWICE.contains(&&text[start..end(index + 2)]) {
            found.push(start..end(index + 4));
            index += 4;
            continue;
        }
        if c(0) == c(1) && c(0).is_some_and(|c| SINGLE.contains(c)) && !is_fine(text, start) {
            found.push(start..end(index + 2));
            index += 2;
            continue;
        }
        // 发现事件时时，: 时时 before a mark is no 时时刻刻.
        if c(0) == Some('时') && c(1) == Some('时') && c(2).is_none_or(|c| "，。；：、".contains(c)) {
            found.push(start..end(index + 2));
            index += 2;
            continue;
        }
        index += 1;
    }
    found
}

/// Whether the doubled character at `at` lies in one of the words that are fine.
fn is_fine(text: &str, at: usize) -> bool {
    FINE.iter().any(|word| {
        text.match_indices(word).any(|(start, found)| start <= at && at + 2 * '的'.len_utf8() <= start + found.len())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        doubled(text).into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn doubled_words_are_told_from_those_that_are_meant() {
        assert_eq!(found("联系辅助空调维保维保厂商"), ["维保维保"]);
        assert_eq!(found("当发现突发事件时时，应汇报"), ["时时"]);
        assert_eq!(found("通知划款、取款的的相关人员"), ["的的"]);
        for text in [
            "谁主管谁负责，谁运行谁负责",
            "按按钮启动，由由于断电",
            "逐步逐步升压",
            "时时关注",
            "以培训为目的的演练",
            "级级负责，层层落实",
            "7×24小时",
            "应应急办要求",
        ] {
            assert_eq!(found(text), Vec::<&str>::new(), "{text}");
        }
    }
}
