//! A number to dial, and the code that dials it.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use qrcode::types::QrError;
use qrcode::{EcLevel, QrCode};
use serde::ser::Error;
use serde::{Serialize, Serializer};

use super::refer::Edition;
use crate::model::contact::Contact;
use crate::model::event::Recipient;

/// Whom to call.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Dial {
    /// Who.
    pub who: String,
    /// The number, for a reader who may have it.
    pub number: Option<String>,
    /// Dials the number when a telephone looks at it; none where it is no telephone number.
    pub code: Option<Code>,
}

/// A QR code that dials a telephone number (RFC 3966).
///
/// It is drawn when it is printed: a check looks at sheets with hundreds of them and prints none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Code {
    number: String,
}

/// What is printed of a code.
#[derive(Debug, Serialize)]
struct Drawing {
    /// Modules on a side, without the quiet zone.
    size: usize,
    /// Dark modules: column and row of the first, and how many stand side by side.
    runs: Vec<(usize, usize, usize)>,
    /// What it does, for a reader who cannot see it.
    alt: String,
}

impl Serialize for Code {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.drawing().map_err(S::Error::custom)?.as_ref().serialize(serializer)
    }
}

impl Dial {
    /// A contact under its own label.
    pub(super) fn contact(edition: &Edition<'_>, contact: &Contact) -> Self {
        Self::new(contact.label.value.clone(), edition.dial(contact))
    }

    /// Somebody who is told.
    pub(super) fn recipient(edition: &Edition<'_>, to: &Recipient) -> Self {
        let number = edition.contact_of(to).and_then(|contact| edition.dial(contact));
        Self::new(edition.recipient(to).to_owned(), number)
    }

    fn new(who: String, number: Option<String>) -> Self {
        let code = number.as_deref().and_then(Code::dialling);
        Self { who, number, code }
    }
}

impl Code {
    /// `None` for what no telephone can dial, such as a radio channel.
    fn dialling(number: &str) -> Option<Self> {
        let dialled = number.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-' || byte == b'+');
        dialled.then(|| Self { number: number.to_owned() })
    }

    /// What is printed. The few numbers of a plan stand on hundreds of sheets, and a drawing follows from
    /// its number alone: each is drawn once.
    fn drawing(&self) -> Result<Arc<Drawing>, QrError> {
        static DRAWN: Mutex<BTreeMap<String, Arc<Drawing>>> = Mutex::new(BTreeMap::new());
        let drawn = || DRAWN.lock().unwrap_or_else(PoisonError::into_inner);
        let known = drawn().get(&self.number).cloned();
        if let Some(known) = known {
            return Ok(known);
        }
        let new = Arc::new(self.draw()?);
        drawn().insert(self.number.clone(), Arc::clone(&new));
        Ok(new)
    }

    /// With middle error correction: a sheet on a wall gets scratches.
    fn draw(&self) -> Result<Drawing, QrError> {
        let Self { number } = self;
        let code = QrCode::with_error_correction_level(format!("tel:{number}"), EcLevel::M)?;
        let size = code.width();
        let dark: Vec<bool> = code.to_colors().iter().map(|colour| *colour == qrcode::Color::Dark).collect();
        let mut runs = Vec::new();
        for (y, row) in dark.chunks(size).enumerate() {
            let mut x = 0;
            for run in row.chunk_by(PartialEq::eq) {
                if run.first() == Some(&true) {
                    runs.push((x, y, run.len()));
                }
                x += run.len();
            }
        }
        Ok(Drawing { size, runs, alt: format!("二维码：拨打{number}") })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_no_telephone_can_dial_has_no_code() {
        assert!(Code::dialling("频道3").is_none());
        let code = Code::dialling("119").unwrap().drawing().unwrap();
        let dark: usize = code.runs.iter().map(|run| run.2).sum();
        assert!(code.size == 21 && dark > 100, "{code:?}");
    }
}
