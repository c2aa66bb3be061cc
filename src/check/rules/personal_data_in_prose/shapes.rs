//! Personal data that are known by their shape: mobile numbers, identity cards, plates, private mail.

use std::ops::Range;

use crate::check::secrets::What;

const MOBILE: What = ("手机号", "a mobile number");
const IDENTITY: What = ("身份证号", "the number of an identity card");
const PLATE: What = ("车牌号", "a number plate");
const MAIL: What = ("私人邮箱", "a private mail address");

/// First characters of plates, and 示 for invented ones.
const PROVINCES: &str = "京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川贵云藏陕甘青宁新示";

/// Mail services for private persons.
const PRIVATE_MAIL: &[&str] = &[
    "qq.com",
    "163.com",
    "126.com",
    "yeah.net",
    "sina.com",
    "sina.cn",
    "sohu.com",
    "foxmail.com",
    "139.com",
    "189.cn",
    "wo.cn",
    "aliyun.com",
    "21cn.com",
    "gmail.com",
    "outlook.com",
    "hotmail.com",
    "icloud.com",
];

/// Everything of these shapes in `text`.
pub(super) fn find(text: &str) -> Vec<(Range<usize>, What)> {
    let mut found = Vec::new();
    for (start, c) in text.char_indices() {
        let before = text[..start].chars().next_back();
        let rest = &text[start..];
        let fresh = !before.is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '.'));
        let length = if fresh && c == '1' && mobile(rest).is_some() {
            mobile(rest).map(|length| (length, MOBILE))
        } else if fresh && c.is_ascii_digit() {
            identity(rest).map(|length| (length, IDENTITY))
        } else if PROVINCES.contains(c) {
            plate(rest).map(|length| (length, PLATE))
        } else {
            None
        };
        found.extend(length.map(|(length, what)| (start..start + length, what)));
    }
    found.extend(text.match_indices('@').filter_map(|(at, _)| mail(text, at)).map(|range| (range, MAIL)));
    found
}

/// Eleven digits from 13 to 19, in one or grouped 3-4-4.
fn mobile(rest: &str) -> Option<usize> {
    let (mut digits, mut end) = (0, 0);
    for (at, c) in rest.char_indices() {
        if c.is_ascii_digit() {
            digits += 1;
            end = at + 1;
        } else if !(matches!(c, '-' | ' ') && matches!(digits, 3 | 7) && end == at) {
            break;
        }
    }
    let second = rest.as_bytes().get(1)?;
    (digits == 11 && (b'3'..=b'9').contains(second)).then_some(end)
}

/// Eighteen places with a date of birth in the middle (GB 11643).
fn identity(rest: &str) -> Option<usize> {
    let bytes = rest.as_bytes();
    let card = bytes.get(..18)?;
    let digits =
        card[..17].iter().all(u8::is_ascii_digit) && (card[17].is_ascii_digit() || matches!(card[17], b'X' | b'x'));
    let ends = !bytes.get(18).is_some_and(u8::is_ascii_alphanumeric);
    let number = |range: Range<usize>| rest.get(range).and_then(|part| part.parse::<u32>().ok()).unwrap_or(0);
    let birth = (1900..2100).contains(&number(6..10))
        && (1..=12).contains(&number(10..12))
        && (1..=31).contains(&number(12..14));
    (digits && ends && birth).then_some(18)
}

/// A province, a letter, five or six places of which three are digits (GA 36).
fn plate(rest: &str) -> Option<usize> {
    let mut chars = rest.chars();
    chars.next();
    chars.next().filter(char::is_ascii_uppercase)?;
    let tail = chars.as_str();
    let dot = tail.chars().next().filter(|c| matches!(c, '·' | ' ')).map_or(0, char::len_utf8);
    let places = tail[dot..].bytes().take_while(|b| b.is_ascii_digit() || b.is_ascii_uppercase()).count();
    let digits = tail[dot..dot + places].bytes().filter(u8::is_ascii_digit).count();
    (matches!(places, 5 | 6) && digits >= 3).then(|| rest.len() - tail.len() + dot + places)
}

fn mail(text: &str, at: usize) -> Option<Range<usize>> {
    let part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-' | '+');
    let local = text[..at].chars().rev().take_while(|c| part(*c)).count();
    let domain = text[at + 1..].chars().take_while(|c| part(*c)).count();
    let host = text[at + 1..at + 1 + domain].trim_end_matches('.').to_ascii_lowercase();
    (local > 0 && PRIVATE_MAIL.contains(&host.as_str())).then_some(at - local..at + 1 + host.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(text: &str) -> Vec<&'static str> {
        find(text).into_iter().map(|(_, (zh, _))| zh).collect()
    }

    #[test]
    fn shapes_of_personal_data_are_known() {
        assert_eq!(kinds("拨打13800000000或138-0000-0001"), ["手机号", "手机号"]);
        assert_eq!(kinds("证件410900190001010000"), ["身份证号"]);
        assert_eq!(kinds("车辆示A00001、示A·00002"), ["车牌号", "车牌号"]);
        assert_eq!(kinds("发到someone@qq.com。"), ["私人邮箱"]);
    }

    #[test]
    fn other_numbers_are_let_pass() {
        for fine in [
            "0393-0000001",
            "400-000-0001",
            "12387",
            "20260907001",
            "213800000000",
            "编号410900190013010000",
            "私有云VMWARE",
            "office@sl.gov.cn",
            "110000000000001234",
            "IP 10.13.80.12",
        ] {
            assert_eq!(kinds(fine), Vec::<&str>::new(), "{fine}");
        }
    }
}
