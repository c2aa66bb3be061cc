//! Days as cells hold them.

use super::super::workbook::Value;
use crate::model::Date;
use crate::model::age::days_after;

/// First and last day that a contact book can mean, so that a bare number is not taken for one.
const SPAN: (i16, i16) = (1990, 2100);

/// The day in a cell; none where it is no day, or cannot be told for certain.
pub(super) fn day(value: &Value, since_1904: bool) -> Option<Date> {
    let day = match value {
        Value::Day(day) => Some(*day),
        Value::Number(number) => serial(*number, since_1904).or_else(|| compact(&format!("{number}"))),
        Value::Text(text) => written(text),
        Value::Truth(_) | Value::Fault(_) => None,
    };
    day.filter(|day| (SPAN.0..=SPAN.1).contains(&day.year()))
}

/// A count of days. From 1900 sheets count one day too many since 28 February of that year, which
/// counting from the day before mends.
fn serial(number: f64, since_1904: bool) -> Option<Date> {
    if !(10_000.0..100_000.0).contains(&number) {
        return None;
    }
    let start = if since_1904 { Date::constant(1904, 1, 1) } else { Date::constant(1899, 12, 30) };
    // The hours of the day do not matter.
    days_after(start, number as i64)
}

/// `20250101`
fn compact(text: &str) -> Option<Date> {
    let plain = text.len() == 8 && text.bytes().all(|b| b.is_ascii_digit());
    plain.then(|| format!("{}-{}-{}", &text[..4], &text[4..6], &text[6..]).parse().ok())?
}

/// `2025-01-01`, `2025/1/1`, `2025.1.1`, `2025年1月1日`, `二〇二五年一月一日`, with or without a time behind it.
/// The year comes first: `1/2/2025` may be either of two days.
fn written(text: &str) -> Option<Date> {
    let plain: String = text.chars().map(numeral).collect();
    let plain = plain.trim();
    if let Some(day) = compact(plain) {
        return Some(day);
    }
    let end = plain.find(['日', '号', 'T']).or_else(|| plain.find(' ')).unwrap_or(plain.len());
    let parts: Vec<&str> = plain[..end].split(['-', '/', '.', '年', '月']).map(str::trim).collect();
    let [year, month, day] = parts.as_slice() else { return None };
    if year.len() != 4 {
        return None;
    }
    Date::new(year.parse().ok()?, small(month)?, small(day)?).ok()
}

/// A month or a day, in digits or as Chinese writes it: 十二, 二十一.
fn small(text: &str) -> Option<i8> {
    let number = |text: &str| if text.is_empty() { None } else { text.parse::<i8>().ok() };
    match text.split_once('十') {
        None => number(text),
        Some((tens, ones)) => {
            let tens = if tens.is_empty() { 1 } else { number(tens)? };
            let ones = if ones.is_empty() { 0 } else { number(ones)? };
            tens.checked_mul(10)?.checked_add(ones)
        }
    }
}

fn numeral(c: char) -> char {
    const NUMERALS: &str = "〇一二三四五六七八九";
    match c {
        '○' | '零' | 'Ｏ' => '0',
        '０'..='９' => char::from(b'0' + u8::try_from(u32::from(c) - u32::from('０')).unwrap_or(0)),
        '／' => '/',
        '．' => '.',
        '－' | '—' | '–' => '-',
        c => match NUMERALS.chars().position(|own| own == c) {
            Some(value) => char::from_digit(u32::try_from(value).unwrap_or(0), 10).unwrap_or(c),
            None => c,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_read_in_every_shape() {
        let wanted = Some(Date::constant(2025, 1, 21));
        for text in [
            "2025-01-21",
            "2025/1/21",
            "2025.1.21",
            "2025年1月21日",
            "2025 年 1 月 21 日",
            "二〇二五年一月二十一日",
            "二○二五年一月二十一日",
            "20250121",
            "2025-01-21 08:30:00",
            "2025-01-21T08:30:00",
            "２０２５／１／２１",
        ] {
            assert_eq!(day(&Value::Text(text.into()), false), wanted, "{text}");
        }
        assert_eq!(day(&Value::Number(45_678.35), false), wanted);
        assert_eq!(day(&Value::Number(45_678.0 - 1_462.0), true), wanted);
        assert_eq!(day(&Value::Number(20_250_121.0), false), wanted);
        assert_eq!(day(&Value::Day(Date::constant(2025, 1, 21)), false), wanted);
    }

    #[test]
    fn what_may_be_two_days_or_none_is_no_day() {
        for text in ["1/2/2025", "2025-02-30", "2025年1月", "去年", "25-1-1", "2025-13-01", ""] {
            assert_eq!(day(&Value::Text(text.into()), false), None, "{text}");
        }
        for value in [Value::Number(12.0), Value::Number(13_800_000_001.0), Value::Day(Date::constant(1904, 1, 1))] {
            assert_eq!(day(&value, false), None, "{value:?}");
        }
    }
}
