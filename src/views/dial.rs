//! A number to dial, and the code that dials it.

use qrcode::{EcLevel, QrCode};
use serde::Serialize;

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

/// A QR code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Code {
    /// Modules on a side, without the quiet zone.
    pub size: usize,
    /// Dark modules: column and row of the first, and how many stand side by side.
    pub runs: Vec<(usize, usize, usize)>,
    /// What it does, for a reader who cannot see it.
    pub alt: String,
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
    /// The code of a telephone number (RFC 3966), with middle error correction: a sheet on a wall
    /// gets scratches. `None` for what no telephone can dial, such as a radio channel.
    fn dialling(number: &str) -> Option<Self> {
        let dialled = number.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-' || byte == b'+');
        let code = QrCode::with_error_correction_level(format!("tel:{number}"), EcLevel::M).ok().filter(|_| dialled)?;
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
        Some(Self { size, runs, alt: format!("二维码：拨打{number}") })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_no_telephone_can_dial_has_no_code() {
        assert!(Code::dialling("频道3").is_none());
        let code = Code::dialling("119").unwrap();
        let dark: usize = code.runs.iter().map(|run| run.2).sum();
        assert!(code.size == 21 && dark > 100, "{code:?}");
    }
}
