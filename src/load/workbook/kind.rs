//! What a file is, told by its content: its name says nothing.

/// What a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A zip archive: .xlsx, .ods, or something else in one.
    Package,
    /// A compound file: .xls, WPS .et, a workbook with a password, or another document.
    Compound,
    /// Text.
    Text,
    /// Something that is no sheet.
    Other(Other),
}

/// What a file is that is no sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Other {
    /// No bytes at all.
    Empty,
    /// A document of a word processor.
    Document,
    /// Slides.
    Slides,
    /// A binary workbook, .xlsb.
    BinaryWorkbook,
    /// PDF.
    Pdf,
    /// A picture.
    Picture,
    /// A page or XML that spreadsheets open under the name .xls.
    Markup,
    /// An archive of other things.
    Archive,
    /// A compound file of something else.
    Compound,
    /// Nothing we know.
    Unknown,
}

/// How much of a file is looked at to tell text from other bytes.
const HEAD: usize = 4096;

impl Kind {
    /// What these bytes are.
    pub(super) fn of(bytes: &[u8]) -> Self {
        let begins = |with: &[&[u8]]| with.iter().any(|with| bytes.starts_with(with));
        if bytes.is_empty() {
            Self::Other(Other::Empty)
        } else if begins(&[b"PK\x03\x04", b"PK\x05\x06"]) {
            Self::Package
        } else if begins(&[&COMPOUND]) {
            Self::Compound
        } else if begins(&[b"%PDF"]) {
            Self::Other(Other::Pdf)
        } else if begins(&[b"\x89PNG", b"\xFF\xD8\xFF", b"GIF8", b"BM", b"II*\0", b"MM\0*"]) {
            Self::Other(Other::Picture)
        } else if begins(&[b"Rar!", b"7z\xBC\xAF", b"\x1F\x8B", b"BZh"]) {
            Self::Other(Other::Archive)
        } else if begins(&[b"{\\rtf"]) {
            Self::Other(Other::Document)
        } else if is_markup(bytes) {
            Self::Other(Other::Markup)
        } else if is_utf16(bytes) || !bytes.contains(&0) {
            Self::Text
        } else {
            Self::Other(Other::Unknown)
        }
    }
}

/// The first bytes of a compound file ([MS-CFB] 2.2).
const COMPOUND: [u8; 8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

/// Whether text is in UTF-16, which spreadsheets write as “Unicode text”.
pub(super) fn is_utf16(bytes: &[u8]) -> bool {
    bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF])
}

fn is_markup(bytes: &[u8]) -> bool {
    let bytes = bytes.strip_prefix(&[0xEF, 0xBB, 0xBF]).unwrap_or(bytes);
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(HEAD)]);
    let head = head.trim_start().to_ascii_lowercase();
    ["<?xml", "<html", "<!doctype", "<table", "<meta", "mime-version:"].iter().any(|with| head.starts_with(with))
}

/// What a compound file holds, told by the names in its directory. An entry of the directory is
/// 128 bytes, at a multiple of that from the start of the file: a name in UTF-16 of at most 64
/// bytes, then the length of the name ([MS-CFB] 2.6.1).
pub(super) fn inside(bytes: &[u8]) -> Inside {
    let mut found = Inside::Other(Other::Compound);
    for entry in bytes.chunks_exact(128).skip(4) {
        let length = usize::from(u16::from_le_bytes([entry[64], entry[65]]));
        if !(4..=64).contains(&length) || !length.is_multiple_of(2) {
            continue;
        }
        let units = entry[..length - 2].chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]]));
        let name: String = char::decode_utf16(units).map(|c| c.unwrap_or('\u{FFFD}')).collect();
        match name.as_str() {
            "EncryptedPackage" => return Inside::Encrypted,
            "Workbook" | "Book" => found = Inside::Workbook,
            "WordDocument" => found = Inside::Other(Other::Document),
            "PowerPoint Document" => found = Inside::Other(Other::Slides),
            _ => {}
        }
    }
    found
}

/// What a compound file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Inside {
    /// A workbook.
    Workbook,
    /// A package under a password.
    Encrypted,
    /// Something else.
    Other(Other),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_tells_what_a_file_is() {
        let cases: &[(&[u8], Kind)] = &[
            (b"", Kind::Other(Other::Empty)),
            (b"PK\x03\x04rest", Kind::Package),
            (&COMPOUND, Kind::Compound),
            (b"%PDF-1.7", Kind::Other(Other::Pdf)),
            (b"\x89PNG\r\n", Kind::Other(Other::Picture)),
            (b"\xEF\xBB\xBF <HTML><table>", Kind::Other(Other::Markup)),
            (b"<?xml version=\"1.0\"?><Workbook/>", Kind::Other(Other::Markup)),
            (b"a,b\n1,2\n", Kind::Text),
            (b"\xFF\xFEa\0", Kind::Text),
            (b"\x00\x01\x02", Kind::Other(Other::Unknown)),
        ];
        for (bytes, kind) in cases {
            assert_eq!(Kind::of(bytes), *kind, "{bytes:?}");
        }
    }
}
