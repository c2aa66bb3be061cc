//! Breaks a title over lines as 梯形 or 菱形 (GB/T 9704-2012, 7.3.1).
//!
//! Lines break between words, stay within the width, and are never all alike.

use icu_segmenter::WordSegmenter;
use icu_segmenter::options::WordBreakInvariantOptions;

/// Characters of 2号 in a line of a title: twenty would fill the 156 mm of the type area to the edge.
const WIDEST: usize = 19;
/// Most lines a title has.
const MOST_LINES: usize = 5;
/// Words of one character.
const PARTICLES: [char; 5] = ['的', '之', '和', '与', '及'];

/// Terms of this field that a general dictionary would cut.
const TERMS: &[&str] = &[
    "网络与信息安全",
    "网络安全",
    "信息安全",
    "数据安全",
    "个人信息",
    "信息系统",
    "基础设施",
    "突发事件",
    "应急预案",
    "应急处置",
    "关于印发",
];

/// The lines of `title`. `whole` are names that are better not broken, such as the organisation's.
pub(super) fn lines(title: &str, whole: &[&str]) -> Vec<String> {
    let whole: Vec<&str> = whole.iter().chain(TERMS).copied().collect();
    let pieces = pieces(title, &whole);
    let total: usize = pieces.iter().map(|piece| width(piece)).sum();
    if total <= 2 * WIDEST {
        return vec![title.to_owned()];
    }
    for count in total.div_ceil(2 * WIDEST)..=MOST_LINES {
        let mut best: Option<(usize, Vec<String>)> = None;
        choose(&pieces, count, &mut Vec::new(), &mut |breaks| {
            let lines = cut(&pieces, breaks);
            if let Some(score) = score(&lines)
                && best.as_ref().is_none_or(|(least, _)| score < *least)
            {
                best = Some((score, lines));
            }
        });
        if let Some((_, lines)) = best {
            return lines;
        }
    }
    // No cut fits: a word wider than a line, or more than five lines. Then width alone decides.
    by_width(title)
}

/// Words and marks that stay together.
fn pieces(title: &str, whole: &[&str]) -> Vec<String> {
    let mut pieces: Vec<String> = Vec::new();
    let mut rest = title;
    while !rest.is_empty() {
        if let Some(name) = whole.iter().find(|name| !name.is_empty() && rest.starts_with(**name)) {
            glue(&mut pieces, name);
            rest = &rest[name.len()..];
            continue;
        }
        let next = whole.iter().filter(|name| !name.is_empty()).filter_map(|name| rest.find(name)).min();
        let (head, tail) = rest.split_at(next.unwrap_or(rest.len()));
        for word in words(head) {
            glue(&mut pieces, &word);
        }
        rest = tail;
    }
    pieces
}

/// Words of a text. Neighbouring single characters are one word that the dictionary does not know,
/// such as 预案; 与 is a word of its own although the dictionary joins it with what follows.
fn words(text: &str) -> Vec<String> {
    let segmenter = WordSegmenter::new_dictionary(WordBreakInvariantOptions::default());
    let breaks: Vec<usize> = segmenter.segment_str(text).collect();
    let mut out: Vec<String> = Vec::new();
    let mut unknown = false;
    for pair in breaks.windows(2) {
        let word = &text[pair[0]..pair[1]];
        if let Some(rest) = word.strip_prefix('与').filter(|rest| !rest.is_empty()) {
            out.push("与".to_owned());
            out.extend(words(&text[pair[1] - rest.len()..]));
            return out;
        }
        let single = word.chars().count() == 1 && word.chars().all(char::is_alphabetic) && !word.starts_with(PARTICLES);
        match out.last_mut() {
            Some(last) if single && unknown => last.push_str(word),
            _ => out.push(word.to_owned()),
        }
        unknown = single;
    }
    out
}

/// Adds a word; what must not begin a line joins the word before, what must not end one is joined.
fn glue(pieces: &mut Vec<String>, word: &str) {
    let clings = |c: char| PARTICLES.contains(&c) || "、，：》〉）】”’".contains(c);
    let opens = |c: char| "《〈（【“‘".contains(c);
    match pieces.last_mut() {
        Some(last) if word.starts_with(clings) || last.ends_with(opens) => last.push_str(word),
        _ => pieces.push(word.to_owned()),
    }
}

/// Width in half characters.
fn width(text: &str) -> usize {
    text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum()
}

/// Calls `see` with every choice of `count - 1` breaks between pieces.
fn choose(pieces: &[String], count: usize, breaks: &mut Vec<usize>, see: &mut dyn FnMut(&[usize])) {
    if breaks.len() + 1 == count {
        see(breaks);
        return;
    }
    let from = breaks.last().map_or(1, |last| last + 1);
    for at in from..pieces.len() {
        // A line that is already too wide cannot be saved by later breaks.
        let start = breaks.last().copied().unwrap_or(0);
        if pieces[start..at].iter().map(|piece| width(piece)).sum::<usize>() > 2 * WIDEST {
            break;
        }
        breaks.push(at);
        choose(pieces, count, breaks, see);
        breaks.pop();
    }
}

fn cut(pieces: &[String], breaks: &[usize]) -> Vec<String> {
    let mut lines = Vec::new();
    let mut start = 0;
    for end in breaks.iter().copied().chain([pieces.len()]) {
        lines.push(pieces[start..end].concat());
        start = end;
    }
    lines
}

/// How far lines are from a good shape; `None` when they are none: too wide, alike, or waisted.
fn score(lines: &[String]) -> Option<usize> {
    let widths: Vec<usize> = lines.iter().map(|line| width(line)).collect();
    if widths.iter().any(|width| *width > 2 * WIDEST || *width == 0) {
        return None;
    }
    let falls_then_rises = widths.windows(3).any(|three| three[1] <= three[0] && three[1] <= three[2]);
    let alike = widths.windows(2).any(|two| two[0] == two[1]);
    if falls_then_rises || alike {
        return None;
    }
    let (least, most) = (widths.iter().min()?, widths.iter().max()?);
    // A step of about two characters between neighbours reads as a shape and wastes no line.
    let steps: usize = widths.windows(2).map(|two| two[0].abs_diff(two[1]).abs_diff(4)).sum();
    // Where it can be had, no line is as long as another.
    let twins = widths.iter().enumerate().filter(|(at, width)| widths[at + 1..].contains(width)).count();
    Some((most - least) + 2 * steps + 8 * twins)
}

fn by_width(title: &str) -> Vec<String> {
    let mut lines = vec![String::new()];
    for c in title.chars() {
        let full = lines.last().is_some_and(|line| width(line) + 2 > 2 * WIDEST);
        if full {
            lines.push(String::new());
        }
        if let Some(line) = lines.last_mut() {
            line.push(c);
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn widths(lines: &[String]) -> Vec<usize> {
        lines.iter().map(|line| width(line) / 2).collect()
    }

    #[test]
    fn a_long_title_becomes_a_trapezium_or_a_lozenge() {
        let title = "示例市财政局关于印发《示例市财政局网络与信息安全事件应急预案》的通知";
        let lines = lines(title, &["示例市财政局"]);
        assert_eq!(lines.concat(), title);
        let widths = widths(&lines);
        assert!(widths.iter().all(|width| *width <= WIDEST), "{lines:?}");
        assert!(widths.windows(2).all(|two| two[0] != two[1]), "{lines:?}");
        assert!(!lines.iter().any(|line| line.starts_with(['的', '》'])), "{lines:?}");
        assert!(lines.iter().any(|line| line.contains("网络与信息安全")), "{lines:?}");
    }

    #[test]
    fn words_the_dictionary_lacks_or_misreads_stay_whole() {
        assert_eq!(
            words("网络与信息安全应急预案》的通知"),
            ["网络", "与", "信息", "安全", "应急", "预案", "》", "的", "通知"]
        );
        assert_eq!(words("关于印发机房"), ["关于", "印发机房"]);
    }

    #[test]
    fn a_short_title_stays_on_one_line() {
        assert_eq!(lines("事件情况报告书", &[]), ["事件情况报告书"]);
    }

    #[test]
    fn a_word_wider_than_a_line_is_cut_by_width() {
        let title = "a".repeat(50);
        let lines = lines(&title, &[]);
        assert_eq!(lines.concat(), title);
        assert!(lines.iter().all(|line| width(line) <= 2 * WIDEST));
    }
}
