//! The code of a sheet: short enough to be read over the telephone, and checked when typed.

use std::fmt;
use std::str::FromStr;

use serde::{Serialize, Serializer};
use sha2::{Digest, Sha256};

/// Characters of a code. None looks or sounds like another: of 0 O D Q, 1 I L, 2 Z, 5 S, 6 G, 8 B,
/// U V there is none. A prime number of them lets the check character find every single wrong
/// character and every exchange of neighbours (ISO/IEC 7064 rests on the same).
const ALPHABET: &[u8; 19] = b"3479ACEFHJKMNPRTWXY";
const BASE: u32 = 19;
/// Characters that stand for the content: 19⁷ are 894 million, so that the few thousand sheets of
/// a plan's life hardly ever meet.
const CONTENT: usize = 7;
/// Characters before the hyphen.
const GROUP: usize = 4;

/// The code of a sheet, `K7PA-4XR9`: seven characters for the content and one to check them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct SheetCode([u8; CONTENT + 1]);

/// Why a text is no code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CodeFault {
    /// It does not have eight characters.
    Length,
    /// It has a character that no code has.
    Character(char),
    /// The check character does not fit: something was mistyped.
    Mistyped,
}

impl SheetCode {
    /// The code of what `content` prints in a sheet of `document`. Only what the sheet itself shows
    /// may go in: from a short code one could try out a value that is not on the sheet.
    pub(in crate::views) fn of(document: &str, content: &impl Serialize) -> Self {
        // Views have string keys and finite numbers only; a test sets every one of them.
        let content = serde_json::to_vec(content).unwrap_or_default();
        let mut hash = Sha256::new();
        hash.update(document.as_bytes());
        hash.update([0]);
        hash.update(&content);
        let digest = hash.finalize();
        let mut number = digest.iter().take(8).fold(0_u64, |number, byte| number << 8 | u64::from(*byte));
        let mut digits = [0_u32; CONTENT];
        for digit in &mut digits {
            *digit = u32::try_from(number % u64::from(BASE)).unwrap_or_default();
            number /= u64::from(BASE);
        }
        let mut code = [0; CONTENT + 1];
        for (character, digit) in code.iter_mut().zip(digits.iter().chain([&check(&digits)])) {
            *character = usize::try_from(*digit).ok().and_then(|digit| ALPHABET.get(digit).copied()).unwrap_or(b'3');
        }
        Self(code)
    }
}

/// The digit that makes the weighted sum a multiple of the base.
fn check(digits: &[u32]) -> u32 {
    let sum: u32 = digits.iter().zip(2..).map(|(digit, weight)| digit * weight).sum();
    (BASE - sum % BASE) % BASE
}

impl fmt::Display for SheetCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, character) in self.0.iter().enumerate() {
            if at == GROUP {
                f.write_str("-")?;
            }
            write!(f, "{}", char::from(*character))?;
        }
        Ok(())
    }
}

impl Serialize for SheetCode {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl FromStr for SheetCode {
    type Err = CodeFault;

    /// Reads a code however it is typed: small letters, other hyphens or none, full-width, spaces.
    fn from_str(text: &str) -> Result<Self, CodeFault> {
        let mut code = [0; CONTENT + 1];
        let mut digits = Vec::new();
        for character in text.chars() {
            let narrow = match character {
                '！'..='～' => char::from_u32(u32::from(character) - 0xFEE0).unwrap_or(character),
                other => other,
            };
            if narrow.is_whitespace() || matches!(narrow, '-' | '‐' | '‑' | '–' | '—' | '·') {
                continue;
            }
            let upper = narrow.to_ascii_uppercase();
            let digit = ALPHABET.iter().position(|own| char::from(*own) == upper);
            let digit = digit.ok_or(CodeFault::Character(character))?;
            *code.get_mut(digits.len()).ok_or(CodeFault::Length)? = ALPHABET[digit];
            digits.push(u32::try_from(digit).unwrap_or_default());
        }
        match digits.split_last() {
            Some((last, content)) if content.len() == CONTENT => {
                if check(content) == *last {
                    Ok(Self(code))
                } else {
                    Err(CodeFault::Mistyped)
                }
            }
            _ => Err(CodeFault::Length),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_stands_for_document_and_content() {
        let code = SheetCode::of("checklists", &["断电", "撤离"]);
        assert_eq!(code, SheetCode::of("checklists", &["断电", "撤离"]));
        assert_ne!(code, SheetCode::of("posters", &["断电", "撤离"]));
        assert_ne!(code, SheetCode::of("checklists", &["撤离", "断电"]));
        // Sheets hang for years: the same content has the same code in every version of the program.
        assert_eq!(code.to_string(), "MRT9-NWKT");
    }

    #[test]
    fn a_code_is_read_however_it_is_typed() {
        let code = SheetCode::of("cards", &"总指挥");
        let text = code.to_string();
        assert_eq!(text.parse(), Ok(code));
        assert_eq!(text.to_lowercase().replace('-', " ").parse(), Ok(code));
        let wide: String = text.chars().map(|c| char::from_u32(u32::from(c) + 0xFEE0).unwrap()).collect();
        assert_eq!(wide.parse(), Ok(code));
    }

    #[test]
    fn a_slip_of_the_finger_is_told_from_an_old_sheet() {
        for seed in 0..40 {
            let text = SheetCode::of("forms", &seed).to_string().replace('-', "");
            for at in 0..text.len() {
                for other in ALPHABET.iter().map(|own| char::from(*own)) {
                    let mut typed: Vec<char> = text.chars().collect();
                    if typed[at] != other {
                        typed[at] = other;
                        let typed: String = typed.into_iter().collect();
                        assert_eq!(typed.parse::<SheetCode>(), Err(CodeFault::Mistyped), "{text} {typed}");
                    }
                }
                let mut typed: Vec<char> = text.chars().collect();
                if at > 0 && typed[at] != typed[at - 1] {
                    typed.swap(at, at - 1);
                    let typed: String = typed.into_iter().collect();
                    assert_eq!(typed.parse::<SheetCode>(), Err(CodeFault::Mistyped), "{text} {typed}");
                }
            }
        }
        assert_eq!("K7PA-4XR".parse::<SheetCode>(), Err(CodeFault::Length));
        assert_eq!("K7PA-4XR99".parse::<SheetCode>(), Err(CodeFault::Length));
        assert_eq!("O7PA-4XR9".parse::<SheetCode>(), Err(CodeFault::Character('O')));
    }
}
