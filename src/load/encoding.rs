//! Bytes to text: UTF-8 only, and no character that a reader cannot see.

use super::faults;
use super::findings::Findings;
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
    if looks_like_utf16(bytes) {
        return Err(Problem::Utf16);
    }
    let bytes = bytes.strip_prefix(&[0xEF, 0xBB, 0xBF]).unwrap_or(bytes);
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(text.to_owned()),
        Err(_) if looks_like_gb18030(bytes) => Err(Problem::ChineseLegacy),
        Err(_) => Err(Problem::Unknown),
    }
}

/// Whether zero bytes stand at every second place only, and often: ASCII signs in UTF-16.
fn looks_like_utf16(bytes: &[u8]) -> bool {
    let zeros = |parity| bytes.iter().skip(parity).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    bytes.len().is_multiple_of(2) && (even == 0) != (odd == 0) && (even + odd) * 10 >= bytes.len()
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
    /// What is wrong with the bytes.
    pub(super) fn message(&self) -> Message {
        match self {
            Self::Utf16 => say!("文件是 UTF-16 编码，不是 UTF-8", "the file is UTF-16, not UTF-8"),
            Self::ChineseLegacy => {
                say!("文件看起来是 GBK/GB18030 编码，不是 UTF-8", "the file looks like GBK/GB18030, not UTF-8")
            }
            Self::Unknown => say!("文件不是 UTF-8 文本", "the file is not UTF-8 text"),
        }
    }

    /// The finding for a file that begins at `place`.
    pub(super) fn finding(&self, place: Place) -> Finding {
        Finding::error(faults::WRONG_ENCODING, place, self.message())
            .help(say!("在编辑器里另存为 UTF-8", "save it as UTF-8 in your editor"))
    }
}

/// Whether a character prints nothing or reorders its neighbours, or is one of the private ones
/// that no font has and that prose references use internally.
pub(super) fn is_hidden(c: char) -> bool {
    matches!(c,
        '\u{0}'..='\u{8}' | '\u{B}' | '\u{C}' | '\u{E}'..='\u{1F}' | '\u{7F}'..='\u{9F}'
        | '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}' | '\u{180B}'..='\u{180F}'
        | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{2800}' | '\u{3164}'
        | '\u{E000}'..='\u{F8FF}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFA0}' | '\u{FFF0}'..='\u{FFFF}'
        | '\u{1FFFE}' | '\u{1FFFF}' | '\u{E0000}'..='\u{E00FF}' | '\u{F0000}'..='\u{10FFFF}')
}

/// Reports hidden characters, one finding a run, and a carriage return that ends no line.
pub(super) fn hidden_characters(id: FileId, sources: &Sources, findings: &mut Findings) {
    let text = &sources.file(id).text;
    let mut next = 0;
    let mut returned = false;
    for (at, c) in text.char_indices() {
        let stray = c == '\r' && !returned && !text[at + 1..].starts_with('\n');
        if stray {
            // One is enough: in such a file every line ends so.
            returned = true;
            findings.push(stray_return(Place::new(id, at..at + 1)));
        }
        if at < next || !is_hidden(c) {
            continue;
        }
        let run: usize = text[at..].chars().take_while(|c| is_hidden(*c)).map(char::len_utf8).sum();
        next = at + run;
        findings.push(hidden(c, Place::new(id, at..next)));
    }
}

/// Whether a character is written with another code than the one people type: radicals and
/// compatibility forms, which come out of PDF files, and accents apart from their letter. Such a
/// word looks the same and is never found.
fn is_lookalike(c: char) -> bool {
    // Twelve of the compatibility block are characters in their own right.
    const OWN: &str = "﨎﨏﨑﨓﨔﨟﨡﨣﨤﨧﨨﨩";
    matches!(c, '\u{300}'..='\u{36F}' | '\u{2E80}'..='\u{2FD5}' | '\u{F900}'..='\u{FAD9}' | '\u{2F800}'..='\u{2FA1D}')
        && !OWN.contains(c)
}

/// Warns of characters that look like others.
pub(super) fn lookalikes(id: FileId, sources: &Sources, findings: &mut Findings) {
    for (at, c) in sources.file(id).text.char_indices().filter(|(_, c)| is_lookalike(*c)) {
        let code = u32::from(c);
        findings.push(
            Finding::warning(
                faults::LOOKALIKE_CHARACTER,
                Place::new(id, at..at + c.len_utf8()),
                say!(
                    "“{c}”（U+{code:04X}）看起来像常用字，其实是另一个字符",
                    "'{c}' (U+{code:04X}) looks like a common character and is another one"
                ),
            )
            .help(say!(
                "用输入法重新录入这个字；多半是从 PDF 复制来的",
                "type it again; it probably was copied from a PDF"
            )),
        );
    }
}

/// Reports a hidden character that an escape in the source stands for.
pub(super) fn hidden_escape(text: &str, place: Place, findings: &mut Findings) {
    if let Some(c) = text.chars().find(|c| is_hidden(*c) || *c == '\r') {
        findings.push(hidden(c, place));
    }
}

fn hidden(c: char, place: Place) -> Finding {
    let code = u32::from(c);
    let (message, help) = match c {
        '\u{FFFD}' => (
            say!("这里有乱码 U+FFFD", "a character was lost here (U+FFFD)"),
            say!("从原文重新录入这个字", "type the character again from the original"),
        ),
        _ => (
            say!("这里有看不见的字符 U+{code:04X}", "there is a character here that cannot be seen, U+{code:04X}"),
            say!("删掉它；多半是复制粘贴带来的", "delete it; it probably came with a paste"),
        ),
    };
    Finding::error(faults::HIDDEN_CHARACTER, place, message).help(help)
}

fn stray_return(place: Place) -> Finding {
    Finding::error(
        faults::HIDDEN_CHARACTER,
        place,
        say!("这里的换行只有回车（CR）", "this line ends in a carriage return alone"),
    )
    .help(say!("在编辑器里把换行改成 LF", "set the line ends to LF in your editor"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_what_the_file_seems_to_be() {
        // 姓名 in GBK
        assert_eq!(decode(&[0xD0, 0xD5, 0xC3, 0xFB, b':']), Err(Problem::ChineseLegacy));
        assert_eq!(decode(&[0xFF, 0xFE, b'a', 0]), Err(Problem::Utf16));
        assert_eq!(decode(&[0x53, 0x5F, 0, b':', 0, b' ']), Err(Problem::Utf16));
        assert_eq!(decode(&[b'a', 0xFF, 0xFF]), Err(Problem::Unknown));
        assert_eq!(decode("\u{FEFF}名".as_bytes()).as_deref(), Ok("名"));
    }

    #[test]
    fn hidden_characters_are_named_at_their_place() {
        let mut sources = Sources::default();
        let id = sources.add("a.yaml".into(), "名\u{202E}字");
        let mut findings = Findings::default();
        hidden_characters(id, &sources, &mut findings);
        let findings = findings.into_list();
        assert_eq!(findings.len(), 1);
        assert_eq!(sources.start(findings[0].place).column, 2);
    }
}
