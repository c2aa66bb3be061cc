//! Bytes to text: UTF-8 only, and no character that a reader cannot see.

use super::faults;
use crate::finding::{FileId, Finding, Message, Place, Sources};
use crate::say;

/// Why bytes are no text.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Problem {
    /// UTF-16, told by its byte-order mark or its zero bytes.
    Utf16,
    /// Not UTF-8, but valid as GB 18030.
    ChineseLegacy,
    /// None of these.
    Unknown,
}

/// Decodes a file; a UTF-8 byte-order mark is dropped, so that it cannot change the output.
pub(super) fn decode(bytes: &[u8]) -> Result<String, Problem> {
    if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
        return Err(Problem::Utf16);
    }
    let bytes = bytes.strip_prefix(&[0xEF, 0xBB, 0xBF]).unwrap_or(bytes);
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(text.to_owned()),
        Err(_) if looks_like_gb18030(bytes) => Err(Problem::ChineseLegacy),
        Err(_) => Err(Problem::Unknown),
    }
}

/// Whether every byte above ASCII starts or continues a two- or four-byte GB 18030 sequence.
fn looks_like_gb18030(bytes: &[u8]) -> bool {
    let mut rest = bytes;
    while let Some((&first, tail)) = rest.split_first() {
        rest = match (first, tail) {
            (0x00..=0x7F, _) => tail,
            (0x81..=0xFE, [0x30..=0x39, 0x81..=0xFE, 0x30..=0x39, ..]) => &tail[3..],
            (0x81..=0xFE, [0x40..=0x7E | 0x80..=0xFE, ..]) => &tail[1..],
            _ => return false,
        };
    }
    true
}

impl Problem {
    /// The finding for a file that begins at `place`.
    pub(super) fn finding(&self, place: Place) -> Finding {
        let message: Message = match self {
            Self::Utf16 => say!("文件是 UTF-16 编码，不是 UTF-8", "the file is UTF-16, not UTF-8"),
            Self::ChineseLegacy => {
                say!("文件看起来是 GBK/GB18030 编码，不是 UTF-8", "the file looks like GBK/GB18030, not UTF-8")
            }
            Self::Unknown => say!("文件不是 UTF-8 文本", "the file is not UTF-8 text"),
        };
        Finding::error(faults::WRONG_ENCODING, place, message)
            .help(say!("在编辑器里另存为 UTF-8", "save it as UTF-8 in your editor"))
    }
}

/// Reports characters that print nothing or reorder their neighbours, and the private ones that
/// no font has and that prose references use internally.
pub(super) fn hidden_characters(id: FileId, sources: &Sources, findings: &mut Vec<Finding>) {
    for (at, c) in sources.file(id).text.char_indices() {
        let hidden = match c {
            '\t' | '\n' | '\r' => false,
            '\u{0}'..='\u{1F}' | '\u{7F}'..='\u{9F}' => true,
            '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}' => true,
            '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..='\u{10FFFF}' => true,
            _ => false,
        };
        if hidden {
            let code = u32::from(c);
            findings.push(
                Finding::error(
                    faults::HIDDEN_CHARACTER,
                    Place::new(id, at..at + c.len_utf8()),
                    say!(
                        "这里有看不见的字符 U+{code:04X}",
                        "there is a character here that cannot be seen, U+{code:04X}"
                    ),
                )
                .help(say!("删掉它；多半是复制粘贴带来的", "delete it; it probably came with a paste")),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_what_the_file_seems_to_be() {
        // 姓名 in GBK
        assert_eq!(decode(&[0xD0, 0xD5, 0xC3, 0xFB, b':']), Err(Problem::ChineseLegacy));
        assert_eq!(decode(&[0xFF, 0xFE, b'a', 0]), Err(Problem::Utf16));
        assert_eq!(decode(&[b'a', 0xFF, 0xFF]), Err(Problem::Unknown));
        assert_eq!(decode("\u{FEFF}名".as_bytes()).as_deref(), Ok("名"));
    }

    #[test]
    fn hidden_characters_are_named_at_their_place() {
        let mut sources = Sources::default();
        let id = sources.add("a.yaml".into(), "名\u{202E}字");
        let mut findings = Vec::new();
        hidden_characters(id, &sources, &mut findings);
        assert_eq!(findings.len(), 1);
        assert_eq!(sources.start(findings[0].place).column, 2);
    }
}
