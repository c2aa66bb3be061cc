//! The forms of Chinese telephone numbers and mail addresses.
//!
//! Says what is wrong with a value and never repeats it: values are restricted.

use super::contact::PointKind;

/// What is wrong with a number or an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// Full-width digits or signs.
    FullWidth,
    /// More than one number in a field.
    Several,
    /// Not eleven digits from 13 to 19.
    Mobile,
    /// No area code before the number.
    NoAreaCode,
    /// An area code of another place.
    OtherArea,
    /// Not area code, hyphen, seven or eight digits, extension.
    Landline,
    /// Not a service number.
    Hotline,
    /// A number that mobile phones cannot call.
    EightHundred,
    /// Not a short code.
    ShortCode,
    /// Not name, at sign, domain.
    Mail,
}

/// Checks `value`; `area` is the code its landlines must have, `None` when its owner is elsewhere.
pub fn fault(kind: PointKind, value: &str, area: Option<&str>) -> Option<Fault> {
    let numeric = matches!(
        kind,
        PointKind::Landline | PointKind::Mobile | PointKind::Fax | PointKind::Hotline | PointKind::ShortCode
    );
    if !numeric && kind != PointKind::Mail {
        return None;
    }
    if value.chars().any(|c| ('\u{ff01}'..='\u{ff5e}').contains(&c) || c == '\u{3000}') {
        return Some(Fault::FullWidth);
    }
    if numeric && several(value) {
        return Some(Fault::Several);
    }
    match kind {
        PointKind::Landline | PointKind::Fax => landline(value, area),
        PointKind::Mobile => (!is_mobile(value)).then_some(Fault::Mobile),
        PointKind::Hotline => hotline(value, area),
        PointKind::ShortCode => (!is_short(value)).then_some(Fault::ShortCode),
        _ => (!is_mail(value)).then_some(Fault::Mail),
    }
}

fn digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

/// Two stretches of five digits or more with a separator between them: two numbers.
fn several(value: &str) -> bool {
    let parts: Vec<_> = value.split(['/', '、', ';', ',', '或', '和', ' ', '|', '\n']).collect();
    let long = |part: &&&str| part.bytes().filter(u8::is_ascii_digit).count() >= 5;
    parts.iter().filter(long).count() > 1
}

/// Whether this is a mobile number: eleven digits beginning with 13 to 19.
pub fn is_mobile(value: &str) -> bool {
    let bytes = value.as_bytes();
    bytes.len() == 11 && digits(value) && bytes[0] == b'1' && (b'3'..=b'9').contains(&bytes[1])
}

fn landline(value: &str, area: Option<&str>) -> Option<Fault> {
    let (number, extension) = match value.split_once('转') {
        Some((number, extension)) => (number, Some(extension)),
        None => (value, None),
    };
    let mut parts = number.split('-');
    let first = parts.next().unwrap_or("");
    let is_local = |text: &str| digits(text) && (7..=8).contains(&text.len());
    let Some(local) = parts.next() else {
        return Some(if is_local(first) { Fault::NoAreaCode } else { Fault::Landline });
    };
    if is_local(first) && !first.starts_with('0') {
        return Some(Fault::NoAreaCode);
    }
    let extension = parts.next().or(extension);
    let extended = extension.is_none_or(|extension| digits(extension) && extension.len() <= 6);
    // Areas of three digits (010, 02x) have numbers of eight.
    let short = first == "010" || (first.len() == 3 && first.starts_with("02"));
    let long = first.len() == 4 && first.starts_with('0') && (b'3'..=b'9').contains(&first.as_bytes()[1]);
    let fits = digits(first) && is_local(local) && (long || (short && local.len() == 8));
    if !fits || !extended || parts.next().is_some() {
        return Some(Fault::Landline);
    }
    area.is_some_and(|area| area != first).then_some(Fault::OtherArea)
}

fn hotline(value: &str, area: Option<&str>) -> Option<Fault> {
    let bare: String = value.chars().filter(|c| !matches!(c, '-' | ' ')).collect();
    if bare.starts_with("800") && bare.len() == 10 && digits(&bare) {
        return Some(Fault::EightHundred);
    }
    let is_400 = bare.starts_with("400") && bare.len() == 10 && digits(&bare);
    if is_400 || is_short(value) {
        return None;
    }
    if value.starts_with('0') && value.contains('-') { landline(value, area) } else { Some(Fault::Hotline) }
}

/// 119, 12345, 10086, 95598, 96110 and longer 95… numbers.
fn is_short(value: &str) -> bool {
    let national = value.starts_with('1') && matches!(value.len(), 3 | 5 | 6);
    let service = (value.starts_with("95") || value.starts_with("96")) && (5..=8).contains(&value.len());
    digits(value) && (national || service)
}

fn is_mail(value: &str) -> bool {
    let Some((name, domain)) = value.split_once('@') else { return false };
    let plain = |text: &str, more: &str| {
        !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || more.contains(c))
    };
    let labels: Vec<_> = domain.split('.').collect();
    plain(name, "._%+-")
        && !name.starts_with('.')
        && !name.ends_with('.')
        && labels.len() > 1
        && labels.iter().all(|label| plain(label, "-") && !label.starts_with('-') && !label.ends_with('-'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(kind: PointKind, value: &str) -> Option<Fault> {
        fault(kind, value, Some("0393"))
    }

    #[test]
    fn landlines_and_faxes_carry_the_area_code_of_the_place() {
        for kind in [PointKind::Landline, PointKind::Fax] {
            for good in ["0393-0000001", "0393-00000001", "0393-0000001-801", "0393-0000001转801"] {
                assert_eq!(found(kind, good), None, "{good}");
            }
            for (bad, why) in [
                ("0000001", Fault::NoAreaCode),
                ("00000001", Fault::NoAreaCode),
                ("8000001-801", Fault::NoAreaCode),
                ("0371-00000001", Fault::OtherArea),
                ("0393-000001", Fault::Landline),
                ("0393-000000001", Fault::Landline),
                ("03930000001", Fault::Landline),
                ("0393 0000001", Fault::Landline),
                ("0293-0000001", Fault::Landline),
                ("010-0000001", Fault::Landline),
                ("0393-0000001-", Fault::Landline),
                ("0393-0000001-1-2", Fault::Landline),
                ("0393-0000001/0393-0000002", Fault::Several),
                ("0393-0000001、02", Fault::Landline),
                ("０３９３-0000001", Fault::FullWidth),
            ] {
                assert_eq!(found(kind, bad), Some(why), "{bad}");
            }
        }
        assert_eq!(fault(PointKind::Landline, "010-00000001", None), None);
        assert_eq!(fault(PointKind::Landline, "0371-00000001", None), None);
    }

    #[test]
    fn mobiles_are_eleven_digits_without_blanks() {
        assert_eq!(found(PointKind::Mobile, "13800000001"), None);
        for bad in ["12800000001", "1380000000", "138000000011", "138 0000 0001", "+8613800000001", "138-0000-0001"] {
            assert_eq!(found(PointKind::Mobile, bad), Some(Fault::Mobile), "{bad}");
        }
        assert_eq!(found(PointKind::Mobile, "13800000001 13900000002"), Some(Fault::Several));
    }

    #[test]
    fn service_numbers_have_their_own_forms() {
        for good in ["400-000-0301", "4000000301", "12387", "95598", "0393-0000001"] {
            assert_eq!(found(PointKind::Hotline, good), None, "{good}");
        }
        assert_eq!(found(PointKind::Hotline, "800-000-0301"), Some(Fault::EightHundred));
        for bad in ["400-000-030", "13800000001", "热线"] {
            assert_eq!(found(PointKind::Hotline, bad), Some(Fault::Hotline), "{bad}");
        }
        for good in ["119", "120", "12387", "95598"] {
            assert_eq!(found(PointKind::ShortCode, good), None, "{good}");
        }
        for bad in ["11", "1190", "219", "火警119"] {
            assert_eq!(found(PointKind::ShortCode, bad), Some(Fault::ShortCode), "{bad}");
        }
    }

    #[test]
    fn a_mail_address_has_a_name_and_a_domain() {
        assert_eq!(found(PointKind::Mail, "yingji@czj.example"), None);
        for bad in ["yingji", "@czj.example", "yingji@czj", "a b@czj.example", "a@b@c.example", "a@.example"] {
            assert_eq!(found(PointKind::Mail, bad), Some(Fault::Mail), "{bad}");
        }
        assert_eq!(found(PointKind::Mail, "yingji＠czj.example"), Some(Fault::FullWidth));
    }

    #[test]
    fn other_channels_are_not_numbers() {
        assert_eq!(found(PointKind::Radio, "频道 5"), None);
        assert_eq!(found(PointKind::MiniProgram, "12387"), None);
    }
}
