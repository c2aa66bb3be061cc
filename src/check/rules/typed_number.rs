//! LNG02: numbers of headings, clauses and annexes are generated, never typed.
//!
//! Source: GB/T 9704-2012, 7.3.3 (the four levels). A typed number stays behind when a clause is
//! added or moved.

mod mentions;

use std::ops::Range;

use crate::check::words::{Kind, Words};
use crate::check::{Context, names};
use crate::finding::Finding;
use crate::say;

pub(in crate::check) fn check(cx: &mut Context<'_>) {
    for words in cx.words.iter().filter(|words| words.kind != Kind::Cited) {
        if let Some(range) = opening(words) {
            let (number, place) = (words.text[range.clone()].trim(), words.part(range.clone(), cx.sources));
            let message = say!("“{number}”是手打的序号", "'{number}' is a typed number");
            let finding = Finding::error(names::typed_number, place, message);
            let finding = finding.help(say!("删去序号，编号自动生成", "delete it; numbers are generated"));
            let finding = match deletion(words, &range).and_then(|range| words.exact(range, cx.sources)) {
                Some(place) => finding.fix(say!("删去手打的序号", "delete the typed number"), place, ""),
                None => finding,
            };
            cx.report_in(words, finding);
        }
        for range in mentions::mentions(words.text) {
            let (number, place) = (&words.text[range.clone()], words.part(range.clone(), cx.sources));
            let message = say!("“{number}”是手打的章节或附件号", "'{number}' is a typed number of a part or an annex");
            let help = say!(
                "改用引用 {{{{ section('…') }}}}、{{{{ form('…') }}}}、{{{{ annex('…') }}}}",
                "refer to it with {{{{ section('…') }}}}, {{{{ form('…') }}}} or {{{{ annex('…') }}}}"
            );
            cx.report_in(words, Finding::error(names::typed_number, place, message).help(help));
        }
    }
}

/// What has to go with the number, where the rest can stand alone: a rest that begins with another
/// number or a sign would be read as something else.
fn deletion(words: &Words<'_>, number: &Range<usize>) -> Option<Range<usize>> {
    let rest = &words.text[number.end..];
    let blank = rest.len() - rest.trim_start().len();
    let first = rest.trim_start().chars().next()?;
    let plain = (first.is_alphabetic() && !first.is_ascii()) || "《“（".contains(first);
    plain.then(|| number.start..number.end + blank)
}

fn is_han_digit(c: char) -> bool {
    "一二三四五六七八九十百".contains(c)
}

/// The typed number a block begins with.
fn opening(words: &Words<'_>) -> Option<Range<usize>> {
    if !words.opens || words.kind == Kind::Cell {
        return None;
    }
    let text = words.text;
    let start = text.len() - text.trim_start().len();
    let rest = &text[start..];
    let first = rest.chars().next()?;
    let length = if is_enclosed(first) {
        first.len_utf8()
    } else if matches!(first, '（' | '(') {
        let inside = &rest[first.len_utf8()..];
        let digits = run(inside, |c| is_han_digit(c) || c.is_ascii_digit());
        let close = inside[digits..].chars().next().filter(|c| matches!(c, '）' | ')'))?;
        (0 < digits).then_some(first.len_utf8() + digits + close.len_utf8())?
    } else if first.is_ascii_digit() {
        arabic(rest, words.kind)?
    } else {
        let digits = run(rest, is_han_digit);
        let tail = &rest[digits..];
        // 一、二级系统 counts two grades; 一、总则 is a number.
        let next = tail.strip_prefix('、')?.chars().next()?;
        (0 < digits && !is_han_digit(next)).then_some(digits + '、'.len_utf8())?
    };
    Some(start..start + length)
}

/// `1.`, `1、`, `1）`, and before a heading `1.1`.
fn arabic(rest: &str, kind: Kind) -> Option<usize> {
    let digits = run(rest, |c| c.is_ascii_digit());
    let mark = rest[digits..].chars().next()?;
    let after = rest[digits + mark.len_utf8()..].chars().next()?;
    if matches!(mark, '、' | '.' | '．' | '）' | ')') && !after.is_ascii_digit() && digits <= 2 {
        // 3.5 and 1、2号机 are no numbers of clauses.
        return Some(digits + mark.len_utf8());
    }
    let whole = run(rest, |c| c.is_ascii_digit() || c == '.');
    let blank = run(&rest[whole..], char::is_whitespace);
    let heading = matches!(kind, Kind::Heading | Kind::Name) && rest[..whole].contains('.');
    (heading && blank > 0).then_some(whole + blank)
}

/// ① ⑴ ⒈ ㈠
fn is_enclosed(c: char) -> bool {
    matches!(c, '\u{2460}'..='\u{249B}' | '\u{3220}'..='\u{3229}' | '\u{2776}'..='\u{277F}')
}

/// The length of the characters that `fits` takes.
fn run(text: &str, fits: impl Fn(char) -> bool) -> usize {
    text.find(|c| !fits(c)).unwrap_or(text.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::{Place, Sources};
    use crate::model::Clearance;

    fn opened(text: &str, kind: Kind) -> Option<&str> {
        let place = Place::new(Sources::default().add("a".into(), text), 0..text.len());
        let words = Words { text, place, kind, opens: true, entity: None, clearance: Clearance::Public };
        opening(&words).map(|range| &text[range])
    }

    #[test]
    fn numbers_are_told_from_quantities() {
        for typed in ["一、总则", "（三）报告", "1.报警", "2、撤离", "3）清点", "(4) 记录", "①断电", "㈠总则"]
        {
            assert!(opened(typed, Kind::Paragraph).is_some(), "{typed}");
        }
        for fine in ["一、二级系统", "1.5倍", "2台UPS", "12387热线", "三人一组", "（以下简称领导小组）", "2026.1版"]
        {
            assert_eq!(opened(fine, Kind::Paragraph), None, "{fine}");
        }
        assert_eq!(opened("1.1 目的", Kind::Heading), Some("1.1 "));
    }
}
