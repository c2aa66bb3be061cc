//! Reads finished files with other programs' eyes: everything a curious person could find in them.
//!
//! Must not: use anything of ours; what made a file does not vouch for it.

pub(crate) mod drawn;
mod written;

use std::io::{Cursor, Read};
use std::path::Path;

/// What a file says to each reader.
pub(crate) struct Said {
    /// The words, as one reader finds them and, of a PDF, as another does.
    pub(crate) words: Vec<String>,
    /// The file, what is packed in it, and every text string and stream of a PDF.
    pub(crate) bytes: Vec<Vec<u8>>,
}

/// Reads a file by its name.
pub(crate) fn read(path: &Path, bytes: &[u8]) -> Said {
    let mut said = Said { words: Vec::new(), bytes: vec![bytes.to_vec()] };
    match path.extension().and_then(|name| name.to_str()) {
        Some("pdf") => {
            said.words.push(drawn::words(bytes));
            let (words, parts) = written::read(bytes);
            said.words.push(words);
            said.bytes.extend(parts);
        }
        Some("xlsx") => {
            said.bytes.extend(unpacked(bytes));
            let parts = said.bytes[1..].iter().map(|part| String::from_utf8_lossy(part).into_owned());
            said.words.push(parts.collect());
        }
        // A long line of a calendar or a card goes on below.
        Some("ics" | "vcf") => said.words.push(text(bytes).replace("\r\n ", "")),
        Some("html" | "json" | "md") | None => said.words.push(text(bytes)),
        Some(other) => panic!("nobody here reads {other}: {}", path.display()),
    }
    said
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("UTF-8")
}

/// The parts of a packed file.
fn unpacked(bytes: &[u8]) -> Vec<Vec<u8>> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut parts = Vec::new();
    for index in 0..archive.len() {
        let mut part = Vec::new();
        archive.by_index(index).unwrap().read_to_end(&mut part).unwrap();
        parts.push(part);
    }
    parts
}
