//! The sound with which a Chinese name begins.
//!
//! The first 3755 characters of GB 2312 stand in the order of their sounds, so their codes order
//! names like a dictionary. Rarer characters stand by radical: of those only the surnames are known here.

use encoding_rs::GBK;

/// The first code of each letter's characters; no Chinese sound begins with I, U or V.
const FIRST: [(u16, char); 23] = [
    (0xB0A1, 'A'),
    (0xB0C5, 'B'),
    (0xB2C1, 'C'),
    (0xB4EE, 'D'),
    (0xB6EA, 'E'),
    (0xB7A2, 'F'),
    (0xB8C1, 'G'),
    (0xB9FE, 'H'),
    (0xBBF7, 'J'),
    (0xBFA6, 'K'),
    (0xC0AC, 'L'),
    (0xC2E8, 'M'),
    (0xC4C3, 'N'),
    (0xC5B6, 'O'),
    (0xC5BE, 'P'),
    (0xC6DA, 'Q'),
    (0xC8BB, 'R'),
    (0xC8F6, 'S'),
    (0xCBFA, 'T'),
    (0xCDDA, 'W'),
    (0xCEF4, 'X'),
    (0xD1B9, 'Y'),
    (0xD4D1, 'Z'),
];
/// The last character in the order of sounds.
const LAST: u16 = 0xD7F9;

/// Surnames that stand by radical, or are spoken otherwise than the character alone.
const SURNAMES: [(&str, char); 15] = [
    ("岑谌褚", 'C'),
    ("窦", 'D'),
    ("郜", 'G'),
    ("靳", 'J'),
    ("蔺栾", 'L'),
    ("缪闵", 'M'),
    ("区", 'O'),
    ("仇覃瞿亓", 'Q'),
    ("芮", 'R'),
    ("单", 'S'),
    ("佟", 'T'),
    ("隗", 'W'),
    ("冼解荀郗", 'X'),
    ("闫晏鄢", 'Y'),
    ("翟查臧竺", 'Z'),
];

/// What orders names: their letter, then their codes.
pub(super) fn key(letter: char, name: &str) -> (char, Vec<u8>) {
    // Names without a letter come last.
    (if letter == '#' { char::MAX } else { letter }, GBK.encode(name).0.into_owned())
}

/// The letter under which a person stands.
pub(super) fn of_person(name: &str) -> char {
    let known = SURNAMES.iter().find(|(surnames, _)| name.starts_with(|first| surnames.contains(first)));
    known.map_or_else(|| letter(name), |(_, letter)| *letter)
}

/// The letter under which a name stands.
pub(super) fn letter(name: &str) -> char {
    let Some(first) = name.chars().next() else { return '#' };
    if first.is_ascii_alphabetic() {
        return first.to_ascii_uppercase();
    }
    let code = match *GBK.encode(first.encode_utf8(&mut [0; 4])).0 {
        [high, low] => u16::from_be_bytes([high, low]),
        _ => return '#',
    };
    let known = FIRST.iter().rev().find(|(from, _)| *from <= code && code <= LAST);
    known.map_or('#', |(_, letter)| *letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stand_under_the_sound_they_begin_with() {
        let letters =
            [("赵某甲", 'Z'), ("钱某乙", 'Q'), ("阿里", 'A'), ("总指挥", 'Z'), ("欧阳", 'O'), ("UPS维保", 'U')];
        for (name, expected) in letters {
            assert_eq!(letter(name), expected, "{name}");
        }
        // Beyond the order of sounds there is no letter, and it comes last.
        assert_eq!((letter("𠮷田"), letter("119"), letter("")), ('#', '#', '#'));
        let key = |name: &str| key(letter(name), name);
        assert!(key("安全") < key("办公室") && key("张") < key("119"));
    }

    #[test]
    fn a_surname_stands_under_its_own_sound() {
        let letters = [("窦某壬", 'D'), ("褚某甲", 'C'), ("单某", 'S'), ("赵某", 'Z')];
        for (name, expected) in letters {
            assert_eq!(of_person(name), expected, "{name}");
        }
        assert_eq!(letter("单位"), 'D');
    }
}
