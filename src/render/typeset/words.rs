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
const NUMBER: &str = r"第?[<>≤≥＜＞≈±]?\d[\d.,:×/～~+-]{0,11}";
const DOCUMENT_NUMBER: &str = r"〔\d{4}〕第?\d{1,4}号";
const DATE: &str = r"\d{4}年\d{1,2}月(?:\d{1,2}日)?|\d{1,2}月\d{1,2}日";
const TELEPHONE: &str = r"\d{3,4}(?:-\d{3,8}){1,2}";
/// 附件1; behind the number may stand how many there are.
const ANNEX: &str = r"附[件录表图]\d{1,3}[份个张页]?";
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
    regex(&format!("(?:{DOCUMENT_NUMBER}|{DATE}|{TELEPHONE}|{ANNEX}|{STANDARD}|{ORDINAL}|{})[：；]?", number_unit()))
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
            loosen(&text[at..found.start()], &LONG_RUN, 12, out);
            out.push(Piece::Whole(found.as_str()));
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
    let mut out = Vec::new();
    let end = onward(text).or_else(|| last_words(text));
    collect(&text[..end.unwrap_or(text.len())], Care::Narrow, &mut out);
    out.extend(end.map(|end| Piece::Whole(&text[end..])));
    out
}

/// By when: "4小时内" is read at one glance.
pub(super) fn limit(text: &str) -> Vec<Piece<'_>> {
    match WITHIN.find(text) {
        None => closed(text),
        Some(end) if end.start() == 0 => vec![Piece::Whole(text)],
        Some(end) => vec![Piece::Words(&text[..end.start()]), Piece::Whole(end.as_str())],
    }
}

/// What a number before `text` takes along so as not to end a line: its first character with the mark
/// that opens it; nothing where that is Latin, before which no line breaks anyway.
pub(super) fn beginning(text: &str) -> &str {
    let count = if text.starts_with(['“', '‘', '（', '《', '〈', '【']) { 2 } else { 1 };
    let first: usize = text.graphemes(true).take(count).map(str::len).sum();
    if first > 2 { &text[..first] } else { "" }
}

/// Where "转第3步" begins at the end of more.
fn onward(text: &str) -> Option<usize> {
    let found = text.ends_with('步').then(|| ONWARD.find(text)).flatten()?;
    Some(found.start()).filter(|at| *at > 0)
}

/// Where the last two Han characters begin, with the marks of punctuation behind them; none in what
/// is short, is no Han text there, or has a number before it that they belong to.
fn last_words(text: &str) -> Option<usize> {
    const SHORT: usize = 8;
    text.chars().nth(SHORT - 1)?;
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
mod tests {
    use super::*;

    /// The parts with marks: `[kept]` and `|` for a joint.
    fn shown(pieces: &[Piece<'_>]) -> String {
        let one = |piece: &Piece<'_>| match piece {
            Piece::Words(words) => (*words).to_owned(),
            Piece::Whole(words) => format!("[{words}]"),
            Piece::Joint => "|".to_owned(),
        };
        pieces.iter().map(one).collect()
    }

    #[test]
    fn numbers_keep_their_units_and_dates_are_whole_where_there_is_room() {
        let cases = [
            (Care::Body, "30分钟内报告，2026年3月5日起", "[30分钟]内报告，[2026年3月5日]起"),
            (Care::Narrow, "2026年3月5日", "[2026年][3月][5日]"),
            (Care::Body, "示财办〔2026〕12号", "示财办[〔2026〕12号]"),
            (Care::Body, "打0393-0000112：", "打[0393-0000112：]"),
            (Care::Narrow, "温度≥35℃；", "温度[≥35℃；]"),
            (Care::Body, "没有数字的一句话", "没有数字的一句话"),
            (Care::Body, "", ""),
        ];
        for (care, text, expected) in cases {
            assert_eq!(shown(&pieces(text, care)), expected, "{care:?}");
        }
    }

    #[test]
    fn a_name_keeps_its_number() {
        let cases = [
            (Care::Body, "见附件1。", "见[附件1]。"),
            (Care::Body, "填写附件12；附件3份", "填写[附件12；][附件3份]"),
            (Care::Narrow, "附件6", "[附件6]"),
            (Care::Body, "附件、附件一", "附件、附件一"),
            (Care::Body, "依据GB/T 24363-2009。", "依据[GB/T 24363-2009]。"),
            (Care::Body, "按GB/T 46793.1—2025和GB 50174-2017", "按[GB/T 46793.1—2025]和[GB 50174-2017]"),
            (Care::Body, "GA/T 1389、JR/T 0071、DB41/T 1000-2015", "[GA/T 1389]、[JR/T 0071]、[DB41/T 1000-2015]"),
            (Care::Body, "GB/Z 20986、T/CESA 1002-2016、GB/T22239", "[GB/Z 20986]、[T/CESA 1002-2016]、GB/T22239"),
            // A cell may be narrower than the number of a standard.
            (Care::Narrow, "GB/T 9704-2012", "GB/T 9704-2012"),
            (Care::Body, "转入第九部分。", "转入[第九部分]。"),
            (Care::Body, "第二十八条规定、第十二页：第三级", "[第二十八条]规定、[第十二页：][第三级]"),
            (Care::Body, "第一顺位", "[第一]顺位"),
            (Care::Body, "第几页，第3页，第12条", "第几页，[第3页]，[第12条]"),
            (Care::Narrow, "第二十八条", "第二十八条"),
            (Care::Body, "CPU 80%", "CPU [80%]"),
        ];
        for (care, text, expected) in cases {
            assert_eq!(shown(&pieces(text, care)), expected, "{care:?}");
        }
    }

    #[test]
    fn long_latin_runs_break_behind_joints_and_anything_breaks_in_a_tight_column() {
        assert_eq!(shown(&pieces("见 https://oa.example.cn/a", Care::Body)), "见 https://|oa.|example.|cn/|a");
        assert_eq!(shown(&pieces("号ABCDEFGHIJKLMNOP", Care::Body)), "号A|B|C|D|E|F|G|H|I|J|K|L|M|N|O|P");
        assert_eq!(shown(&pieces("短abc", Care::Body)), "短abc");
        assert_eq!(shown(&pieces("UPS-2", Care::Tight)), "U|P|S|-|2");
    }

    #[test]
    fn the_last_line_has_two_characters_at_least() {
        assert_eq!(shown(&closed("关闭空调并切断总电源。")), "关闭空调并切断总[电源。]");
        assert_eq!(shown(&closed("短句不动")), "短句不动");
        assert_eq!(shown(&closed("电压恢复正常后转第3.2步")), "电压恢复正常后[转第3.2步]");
        assert_eq!(shown(&closed("转第3步")), "转[第3步]");
        // Cut there, the number would lose its unit.
        assert_eq!(shown(&closed("发电机应在启动后运行30分钟")), "发电机应在启动后运行[30分钟]");
        assert_eq!(shown(&closed("登录备份服务器 backup")), "登录备份服务器 backup");
    }

    #[test]
    fn a_limit_is_read_at_one_glance() {
        assert_eq!(shown(&limit("发现后4小时内")), "发现后[4小时内]");
        assert_eq!(shown(&limit("10分钟内")), "[10分钟内]");
        assert_eq!(shown(&limit("立即")), "立即");
    }

    #[test]
    fn a_number_takes_along_what_begins_behind_it() {
        let cases =
            [("　关闭", "　"), ("（一）", "（一"), ("“甲”", "“甲"), ("a", ""), (" a", ""), ("", ""), ("（", "（")];
        for (text, expected) in cases {
            assert_eq!(beginning(text), expected, "{text}");
        }
    }

    #[test]
    fn nothing_is_lost_or_added() {
        let texts = [
            "A-1234-5678-9012-3456，7×24小时",
            "‎１２３号 ℃ 5℃",
            "…—“”？",
            "a\nb 12:30\n",
            "第3章第十二条，附件1 GB/T 1-2020",
        ];
        for text in texts {
            for all in [
                pieces(text, Care::Body),
                pieces(text, Care::Narrow),
                pieces(text, Care::Tight),
                closed(text),
                limit(text),
            ] {
                let words: String = all
                    .iter()
                    .map(|piece| match piece {
                        Piece::Words(words) | Piece::Whole(words) => *words,
                        Piece::Joint => "",
                    })
                    .collect();
                assert_eq!(words, text);
            }
        }
    }

    #[test]
    fn widths_are_estimated() {
        assert_eq!(ems("机房UPS"), 2.0 + 1.5);
        assert_eq!(lines("一二三四五\n六", 2.0), 4.0);
        assert_eq!(lines("", 2.0), 1.0);
        assert_eq!(longest_run("短"), 2.0);
        assert_eq!(longest_run("7×24小时"), ems("7×24小时") + 0.4);
        assert_eq!(longest_run("abcd"), 4.0 * 0.53);
        assert_eq!(longest_run("ABCD"), 4.0 * 0.53 + 1.0);
    }
}
