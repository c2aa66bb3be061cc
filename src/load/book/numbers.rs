//! Telephone numbers as cells hold them, to the one form the plan writes.
//!
//! What is only written otherwise is written right: blanks, full-width digits, brackets, the
//! country code, a number that the sheet keeps as a number. What was lost is told, not guessed.

use super::super::workbook::Value;
use crate::finding::Message;
use crate::model::contact::PointKind;
use crate::model::number::{Fault, fault, is_mobile};
use crate::say;

/// A number, or what is wrong with a cell and what to do about it.
pub(super) type Read = Result<(PointKind, String), (Message, Message)>;

/// The numbers of a cell, best first. `kind` is what its column holds, where the heading tells;
/// `area` is the area code of the plan's own place.
pub(super) fn numbers(value: &Value, kind: Option<PointKind>, area: &str) -> Vec<Read> {
    let text = match value {
        Value::Number(number) => return vec![numeric(*number, kind, area)],
        Value::Fault(_) => return vec![Err(formula())],
        other => other.words(),
    };
    if !kind.is_none_or(is_dialled) {
        return vec![Ok((kind.unwrap_or(PointKind::Landline), text))];
    }
    let text: String = text.chars().map(half_width).collect();
    if NOTHING.contains(&text.trim()) {
        return Vec::new();
    }
    if let Some(read) = exponent(&text, kind, area) {
        return vec![read];
    }
    parts(&text).into_iter().map(|part| one(part, kind, area)).collect()
}

/// Words for no number.
const NOTHING: &[&str] = &["", "无", "暂无", "没有", "空", "/", "\\", "-", "--", "—", "——", "N/A", "n/a"];

fn is_dialled(kind: PointKind) -> bool {
    use PointKind::{Fax, Hotline, Landline, Mobile, ShortCode};
    matches!(kind, Landline | Mobile | Fax | Hotline | ShortCode)
}

fn half_width(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        '\u{3000}' | '\u{a0}' => ' ',
        '–' | '—' | '‐' | '‑' | '−' => '-',
        c => c,
    }
}

/// A number that the sheet keeps as a number: every digit is there, but a 0 in front is not.
fn numeric(number: f64, kind: Option<PointKind>, area: &str) -> Read {
    // Whole numbers up to here are kept exactly.
    if number.fract() != 0.0 || !(0.0..9e15).contains(&number) {
        return Err((
            say!("这里的数不是号码", "this number is no telephone number"),
            say!("把单元格格式改为文本，重新填写", "set the format of the cell to text and fill it in again"),
        ));
    }
    let digits = format!("{number:.0}");
    match one(&digits, kind, area) {
        Err(_) if !area.is_empty() && format!("0{digits}").starts_with(area) => one(&format!("0{digits}"), kind, area),
        read => read,
    }
}

/// `1.38E+10`: what is left of a number after a spreadsheet has saved it as it was shown.
fn exponent(text: &str, kind: Option<PointKind>, area: &str) -> Option<Read> {
    let (mantissa, exponent) = text.trim().split_once(['E', 'e'])?;
    let exponent: usize = exponent.strip_prefix('+').unwrap_or(exponent).parse().ok().filter(|own| *own < 16)?;
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    if whole.len() != 1 || !digits(whole) || !digits(fraction) {
        return None;
    }
    if fraction.len() < exponent {
        return Some(Err((
            say!(
                "号码被存成了科学计数法，后几位已经丢失",
                "the number was saved in scientific notation and its last digits are lost"
            ),
            say!(
                "从原来的表重新取号码；另存为 .csv 之前先把这一列设为文本",
                "take it from the original sheet; set the column to text before saving as .csv"
            ),
        )));
    }
    Some(one(&format!("{whole}{}", &fraction[..exponent]), kind, area))
}

/// The numbers that stand in one text. Blanks part numbers only where both sides are whole.
fn parts(text: &str) -> Vec<&str> {
    let marked = text.split(['/', '、', ';', ',', '或', '\n', '|']).map(str::trim).filter(|part| !part.is_empty());
    marked
        .flat_map(|part| {
            let words: Vec<&str> = part.split_whitespace().collect();
            let whole = |word: &&str| word.bytes().filter(u8::is_ascii_digit).count() >= 7;
            if words.len() > 1 && words.iter().all(whole) { words } else { vec![part] }
        })
        .collect()
}

/// One number in the form of the plan.
fn one(text: &str, kind: Option<PointKind>, area: &str) -> Read {
    let bare: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let bare = bare.strip_prefix("+86").or_else(|| bare.strip_prefix("0086")).unwrap_or(&bare);
    let bare = bare.trim_start_matches('-');
    let digits: String = bare.chars().filter(|c| !matches!(c, '-' | '(' | ')')).collect();
    if is_mobile(&digits) {
        // A mobile in a column for landlines is a mobile all the same.
        let mobile = match kind {
            Some(PointKind::Fax | PointKind::Hotline | PointKind::ShortCode) => None,
            _ => Some((PointKind::Mobile, digits.clone())),
        };
        if let Some(mobile) = mobile {
            return Ok(mobile);
        }
    }
    let landline = landline(bare, area);
    let guesses = match kind {
        Some(kind) => vec![(kind, landline.clone().unwrap_or_else(|| bare.to_owned())), (kind, bare.to_owned())],
        None => {
            let landline = landline.map(|own| (PointKind::Landline, own));
            let rest = [PointKind::Hotline, PointKind::Mobile].map(|kind| (kind, bare.to_owned()));
            landline.into_iter().chain(rest).collect()
        }
    };
    let good =
        guesses.iter().find(|(kind, value)| matches!(fault(*kind, value, None), None | Some(Fault::EightHundred)));
    match good {
        Some((kind, value)) => Ok((*kind, value.clone())),
        None => Err(words(kind, &digits)),
    }
}

/// A landline with its hyphens: `(0393)0000001`, `03930000001`, `0393-0000001转801`.
fn landline(bare: &str, area: &str) -> Option<String> {
    let (number, extension) = match bare.find(['转', '#']).or_else(|| bare.find("分机")) {
        Some(at) => (&bare[..at], bare[at..].trim_start_matches(['转', '#', '分', '机', ':', '-'])),
        None => (bare, ""),
    };
    let digits: String = number.chars().filter(char::is_ascii_digit).collect();
    if !number.chars().all(|c| c.is_ascii_digit() || matches!(c, '-' | '(' | ')')) || !digits.starts_with('0') {
        return None;
    }
    // Areas of three digits are 010 and 02x; the others have four.
    let code = match area {
        "" => None,
        area => digits.starts_with(area).then_some(area.len()),
    };
    let short = digits.starts_with("010") || digits.starts_with("02");
    let code = code.unwrap_or(if short { 3 } else { 4 });
    // What stands behind a second hyphen is an extension.
    let mut stretches = number.trim_matches(['(', ')']).split(['-', ')']).filter(|own| !own.is_empty());
    let (first, local, more) = (stretches.next()?, stretches.next(), stretches.next());
    let (first, local) = match local {
        Some(local) => (first.to_owned(), local.to_owned()),
        None => (first.get(..code)?.to_owned(), first.get(code..)?.to_owned()),
    };
    let extension = more.unwrap_or(extension);
    let behind = if extension.is_empty() { String::new() } else { format!("-{extension}") };
    Some(format!("{first}-{local}{behind}"))
}

fn formula() -> (Message, Message) {
    (
        say!("这里的公式没有结果", "the formula in this cell has no result"),
        say!("在表里改好公式，或填上值", "mend the formula in the sheet, or fill in the value"),
    )
}

fn words(kind: Option<PointKind>, digits: &str) -> (Message, Message) {
    let local = matches!(digits.len(), 7 | 8) && digits.bytes().all(|b| b.is_ascii_digit());
    if local && matches!(kind, None | Some(PointKind::Landline | PointKind::Fax)) {
        return (
            say!("固定电话缺区号", "the landline has no area code"),
            say!("在表里写成“区号-号码”", "write 'area-number' in the sheet"),
        );
    }
    match kind {
        Some(PointKind::Mobile) => (
            say!("手机号应是11位数字，以13至19开头", "a mobile number is 11 digits beginning with 13 to 19"),
            say!("核对号码；备注写到另一列", "check the number; remarks go into a column of their own"),
        ),
        Some(PointKind::Landline | PointKind::Fax) => (
            say!("固定电话的写法不对", "the landline is not written as a landline"),
            say!(
                "写成“区号-号码”，分机写成“区号-号码-分机”；备注写到另一列",
                "write 'area-number' or 'area-number-extension'; remarks go into a column of their own"
            ),
        ),
        _ => (
            say!("这里的文字不是号码", "this text is no telephone number"),
            say!(
                "一格只写号码，几个号码用“/”隔开；备注写到另一列",
                "a cell holds numbers alone, parted by '/'; remarks go into a column of their own"
            ),
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(value: &Value, kind: Option<PointKind>) -> Vec<Option<(PointKind, String)>> {
        numbers(value, kind, "0393").into_iter().map(Result::ok).collect()
    }

    fn text(value: &str, kind: Option<PointKind>) -> Vec<Option<(PointKind, String)>> {
        read(&Value::Text(value.to_owned()), kind)
    }

    #[test]
    fn a_number_is_read_however_the_cell_writes_it() {
        let mobile = vec![Some((PointKind::Mobile, "13800000001".to_owned()))];
        for own in [
            "13800000001",
            "138 0000 0001",
            "138-0000-0001",
            "+86 13800000001",
            "１３８０００００００１",
            "1.3800000001E+10",
        ] {
            assert_eq!(text(own, Some(PointKind::Mobile)), mobile, "{own}");
            assert_eq!(text(own, None), mobile, "{own}");
        }
        assert_eq!(read(&Value::Number(1.380_000_000_1e10), Some(PointKind::Mobile)), mobile);
        let landline = vec![Some((PointKind::Landline, "0393-0000001".to_owned()))];
        for own in ["0393-0000001", "(0393)0000001", "（0393）0000001", "03930000001", "0393 0000001", "0393—0000001"]
        {
            assert_eq!(text(own, Some(PointKind::Landline)), landline, "{own}");
            assert_eq!(text(own, None), landline, "{own}");
        }
        // The sheet has dropped the 0 in front.
        assert_eq!(read(&Value::Number(3_930_000_001.0), Some(PointKind::Landline)), landline);
        for own in ["0393-0000001-801", "0393-0000001转801", "0393-0000001 分机 801"] {
            let wanted = vec![Some((PointKind::Landline, "0393-0000001-801".to_owned()))];
            assert_eq!(text(own, None), wanted, "{own}");
        }
        assert_eq!(text("01000000001", None), [Some((PointKind::Landline, "010-00000001".to_owned()))]);
        assert_eq!(text("400-000-0001", None), [Some((PointKind::Hotline, "400-000-0001".to_owned()))]);
        assert_eq!(text("频道 5", Some(PointKind::Radio)), [Some((PointKind::Radio, "频道 5".to_owned()))]);
    }

    #[test]
    fn several_numbers_are_several_and_no_number_is_none() {
        let both =
            [Some((PointKind::Mobile, "13800000001".to_owned())), Some((PointKind::Mobile, "13900000002".to_owned()))];
        for own in [
            "13800000001/13900000002",
            "13800000001、13900000002",
            "13800000001 13900000002",
            "13800000001\n13900000002",
        ] {
            assert_eq!(text(own, Some(PointKind::Mobile)), both, "{own}");
        }
        for own in ["无", "—", "/", "暂无"] {
            assert_eq!(text(own, Some(PointKind::Mobile)), [], "{own}");
        }
    }

    #[test]
    fn what_was_lost_is_not_guessed() {
        for own in ["1.38E+10", "1380000000", "0000001", "138xxxx0001", "13800000001（微信）", "0393-0000001/02"] {
            let read = numbers(&Value::Text(own.to_owned()), None, "0393");
            assert!(read.iter().any(Result::is_err), "{own}: {read:?}");
        }
        for own in [Value::Number(0.5), Value::Number(-1.0), Value::Number(1e300), Value::Fault("#N/A".into())] {
            assert!(numbers(&own, Some(PointKind::Mobile), "0393").iter().all(Result::is_err), "{own:?}");
        }
    }
}
