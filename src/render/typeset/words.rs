//! Where a line of words must not break, and how wide words are without being measured.
//!
//! Pure functions of text; what pieces look like is decided by `natives`. A document has tens of
//! thousands of such texts, so that these rules are the program's and not the templates'.

use std::sync::LazyLock;

use regex::Regex;
use unicode_segmentation::UnicodeSegmentation as _;

/// A part of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Piece<'a> {
    /// Words that lines may break as everywhere.
    Words(&'a str),
    /// Words that stay on one line.
    Whole(&'a str),
    /// A place where a line may break though no character says so.
    Joint,
}

/// How much is kept on one line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Care {
    /// Numbers with their units, dates, telephone and document numbers (GB/T 9704 practice), numbers
    /// of standards, articles and annexes.
    Body,
    /// Numbers with their units and of annexes: a cell may be narrower than a whole date.
    Narrow,
    /// Nothing: a column may be narrower than a word.
    Tight,
}

/// Units longer than one character that are no Latin letters.
const LONG_UNITS: &str = "个工作日|个自然日|工作日|自然日|个小时|小时|分钟|毫秒|平方米|立方米|千瓦时|千瓦|万元|亿元";
const NUMBER: &str = r"(?:转?第)?[<>≤≥＜＞≈±]?\d[\d.,:×/～~+-]{0,11}";
const DOCUMENT_NUMBER: &str = r"〔\d{4}〕第?\d{1,4}号";
const DATE: &str = r"\d{4}年\d{1,2}月(?:\d{1,2}日)?|\d{1,2}月\d{1,2}日";
const TELEPHONE: &str = r"\d{3,4}(?:-\d{3,8}){1,2}";
/// 附件1; behind the number may stand how many there are.
const ANNEX: &str = r"附[件录表图]\d{1,3}[份个张页]?";
/// （3）不得: what is counted begins behind its number. The mark that opens it is none of the piece.
const COUNTED: &str = r"（\d{1,2}）\p{Han}";
/// GB/T 9704-2012, DB41/T 1000-2015, T/ABC 12-2020: a space stands where no line may end.
const STANDARD: &str =
    r"(?:(?:[A-Z]{2,3}|DB\d{2,6})/[TZ]|T/[A-Z]{2,8}|GB|GA|JR|GM|YD|DB\d{2,6}) \d{1,6}(?:\.\d{1,2})?(?:[-—–]\d{4})?";
/// 第二十八条, 第九部分; of others at least the first sign does not end a line.
const ORDINAL: &str = "第[〇零一二三四五六七八九十百]{1,6}(?:部分|[条章节款项页级])?";

fn regex(pattern: &str) -> Regex {
    Regex::new(pattern).unwrap_or_else(|_| unreachable!("patterns are fixed: {pattern}"))
}

fn number_unit() -> String {
    format!(r"{NUMBER}(?:{LONG_UNITS}|\p{{Han}}|[A-Za-zΩ°℃%‰]{{1,5}})")
}

/// A line might begin with these signs behind something kept whole (Unicode line breaking, class NS).
static BODY: LazyLock<Regex> = LazyLock::new(|| {
    regex(&format!(
        "(?:{DOCUMENT_NUMBER}|{DATE}|{TELEPHONE}|{ANNEX}|{STANDARD}|{ORDINAL}|{COUNTED}|{})[：；]?",
        number_unit()
    ))
});
static NARROW: LazyLock<Regex> = LazyLock::new(|| regex(&format!("(?:{ANNEX}|{})[：；]?", number_unit())));
static LONG_RUN: LazyLock<Regex> = LazyLock::new(|| regex("[!-~]{13,}"));
static ANY_RUN: LazyLock<Regex> = LazyLock::new(|| regex("[!-~]{2,}"));
static WORD: LazyLock<Regex> = LazyLock::new(|| regex("[!-~]{4,12}"));
static JOINT: LazyLock<Regex> = LazyLock::new(|| regex("[^-/._:@?&=]*[-/._:@?&=]+|[^-/._:@?&=]+"));
static ONWARD: LazyLock<Regex> = LazyLock::new(|| regex(r"转第[\d.]+步$"));
static WITHIN: LazyLock<Regex> = LazyLock::new(|| regex(&format!(r"\d+(?:{LONG_UNITS}|天|秒)内$")));

/// The parts of a text, in order; together they are the text.
pub(super) fn pieces(text: &str, care: Care) -> Vec<Piece<'_>> {
    let mut out = Vec::new();
    collect(text, care, &mut out);
    out
}

fn collect<'a>(text: &'a str, care: Care, out: &mut Vec<Piece<'a>>) {
    let pattern = match care {
        Care::Tight => return loosen(text, &ANY_RUN, 1, out),
        Care::Body => &BODY,
        Care::Narrow => &NARROW,
    };
    let mut at = 0;
    // Every pattern has a number or 第 in it; most texts have none, and searching costs much more than looking.
    if text.chars().any(|c| c == '第' || c.is_numeric()) {
        for found in pattern.find_iter(text) {
            // No line ends behind this mark, and at the edge of a box it would be set half as wide.
            let whole = found.as_str().trim_start_matches('（');
            loosen(&text[at..found.end() - whole.len()], &LONG_RUN, 12, out);
            out.push(Piece::Whole(whole));
            at = found.end();
        }
    }
    loosen(&text[at..], &LONG_RUN, 12, out);
}

/// Lets a long Latin run (serial number, address) break behind its joints, and anywhere in what is
/// still longer than `most`.
fn loosen<'a>(text: &'a str, run: &Regex, most: usize, out: &mut Vec<Piece<'a>>) {
    let words = |words: &'a str| (!words.is_empty()).then_some(Piece::Words(words));
    let mut at = 0;
    // What is no longer than `most` has no run that is.
    for found in (text.len() > most).then(|| run.find_iter(text)).into_iter().flatten() {
        out.extend(words(&text[at..found.start()]));
        at = found.end();
        for (first, part) in JOINT.find_iter(found.as_str()).enumerate() {
            let part = part.as_str();
            // All of it is ASCII.
            let size = if part.len() > most { 1 } else { part.len() };
            for begun in (0..part.len()).step_by(size) {
                out.extend((first + begun > 0).then_some(Piece::Joint));
                out.push(Piece::Words(&part[begun..begun + size]));
            }
        }
    }
    out.extend(words(&text[at..]));
}

/// The same for a text whose last line is to have two characters at least: at night a single one is
/// overlooked. A number keeps its unit, and where to go on stays in one piece.
pub(super) fn closed(text: &str) -> Vec<Piece<'_>> {
    const SHORT: usize = 8;
    ended(text, SHORT)
}

/// The same for a cell that its text does not fit on one line of.
pub(super) fn cell(text: &str) -> Vec<Piece<'_>> {
    const SHORT: usize = 4;
    match within(text) {
        Some(_) => limit(text),
        None => ended(text, SHORT),
    }
}

/// The same for what has `short` characters at least.
fn ended(text: &str, short: usize) -> Vec<Piece<'_>> {
    let mut out = Vec::new();
    if let Some(at) = onward(text) {
        collect(&text[..at], Care::Narrow, &mut out);
        out.push(Piece::Whole(&text[at..]));
        return out;
    }
    collect(text, Care::Narrow, &mut out);
    let Some(at) = last_words(text, short) else { return out };
    match *out.as_slice() {
        [.., Piece::Words(last)] if last.len() >= text.len() - at => {
            out.pop();
            let before = &last[..last.len() - (text.len() - at)];
            out.extend((!before.is_empty()).then_some(Piece::Words(before)));
            out.push(Piece::Whole(&text[at..]));
        }
        // A single one behind a number goes with it.
        [.., Piece::Whole(number), Piece::Words(last)] => {
            out.truncate(out.len() - 2);
            out.push(Piece::Whole(&text[text.len() - number.len() - last.len()..]));
        }
        _ => {}
    }
    out
}

/// By when: "4小时内" is read at one glance.
pub(super) fn limit(text: &str) -> Vec<Piece<'_>> {
    match within(text) {
        None => closed(text),
        Some(0) => vec![Piece::Whole(text)],
        Some(at) => vec![Piece::Words(&text[..at]), Piece::Whole(&text[at..])],
    }
}

/// Where "4小时内" begins at the end.
fn within(text: &str) -> Option<usize> {
    text.ends_with('内').then(|| WITHIN.find(text)).flatten().map(|found| found.start())
}

/// What a number before `text` takes along so as not to end a line: its first character with the mark
/// that opens it; nothing where that is Latin, before which no line breaks anyway. Where to go on,
/// 转第17步, stays in one piece.
pub(super) fn beginning(text: &str) -> &str {
    if text.starts_with("转第")
        && let Some(at) = text.find('步').filter(|at| *at <= "转第10.11".len())
    {
        return &text[..at + '步'.len_utf8()];
    }
    let count = if text.starts_with(['“', '‘', '（', '《', '〈', '【']) { 2 } else { 1 };
    let first: usize = text.graphemes(true).take(count).map(str::len).sum();
    if first > 2 { &text[..first] } else { "" }
}

/// Whether a text is a label that stays in one piece: 配合单位：
pub(super) fn is_label(text: &str) -> bool {
    text.ends_with('：') && text.chars().count() <= 7
}

/// Where "转第3步" begins at the end of more.
fn onward(text: &str) -> Option<usize> {
    let found = text.ends_with('步').then(|| ONWARD.find(text)).flatten()?;
    Some(found.start()).filter(|at| *at > 0)
}

/// Where the last two Han characters begin, with the marks of punctuation behind them; none in what
/// is shorter than `short`, is no Han text there, or has a number before it that they belong to.
fn last_words(text: &str, short: usize) -> Option<usize> {
    text.chars().nth(short - 1)?;
    let (mut words, mut count) = (0, 0);
    let mut rest = text.char_indices().rev();
    let mut at = text.len();
    while words < 2 && count < 5 {
        let (start, last) = rest.next()?;
        at = start;
        count += 1;
        words += usize::from(!"，。；：、）》”〕」】！？".contains(last));
    }
    let (_, before) = rest.next()?;
    (text.len() - at >= 3 * count && !"0123456789%.+-".contains(before)).then_some(at)
}

/// The width in ems: a Han character is three bytes and one em, a Latin one a byte and about half an em.
pub(super) fn ems(text: &str) -> f64 {
    (text.len() + clusters(text)) as f64 / 4.0
}

/// How many characters a reader sees.
fn clusters(text: &str) -> usize {
    if text.is_ascii() { text.len() } else { text.graphemes(true).count() }
}

/// The lines that a text with line ends takes in a column of `room` ems.
pub(super) fn lines(text: &str, room: f64) -> f64 {
    text.split('\n').map(|line| (ems(line) / room).ceil().max(1.0)).sum()
}

/// The ems of the widest run that no line break can divide, at least 2. A number with its unit is
/// such a run: 7×24小时.
pub(super) fn longest_run(text: &str) -> f64 {
    // Capitals are wider than other Latin characters.
    let wide = |c: &char| matches!(c, 'A'..='Z' | '%' | 'm' | 'w' | '@');
    let word = |run: &str| 0.53 * run.len() as f64 + 0.25 * run.chars().filter(wide).count() as f64;
    let words = WORD.find_iter(text).map(|found| word(found.as_str()));
    let numbers = NARROW.find_iter(text).map(|found| ems(found.as_str()) + 0.4);
    words.chain(numbers).fold(2.0, f64::max)
}

#[cfg(test)]
mod tests;
