//! The folders of an output and what lies beside their files: `manifest.json` and `SHA256SUMS`.
//!
//! It writes into a folder that is not in its place yet; putting it there is not its work.

#![allow(clippy::disallowed_methods, reason = "this floor is the one that writes")]

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;

use serde::Serialize;

use super::{EDITIONS, hex, open_to_readers, store, sync};
use crate::render::Artifact;

/// What every manifest of a build says besides its files; keys are sorted when written.
#[derive(Debug, Clone, Serialize)]
pub struct Facts {
    /// Version of this shape.
    pub schema: &'static str,
    /// Id of the plan.
    pub plan: String,
    /// Its version.
    pub version: String,
    /// 发文字号
    pub number: String,
    /// Commit of the plan's repository, where there is one.
    pub revision: Option<String>,
    /// Whether the plan differed from that commit.
    pub dirty: bool,
    /// The date checks assumed.
    pub as_of: String,
    /// Version of the program.
    pub program: &'static str,
    /// Faces by role.
    pub fonts: BTreeMap<String, FontFacts>,
}

/// The face that served a role.
#[derive(Debug, Clone, Serialize)]
pub struct FontFacts {
    /// Its family.
    pub family: String,
    /// Its version.
    pub version: String,
    /// SHA-256 of its file.
    pub sha256: String,
    /// Whether it stands in for the prescribed face.
    pub substituted: bool,
}

#[derive(Serialize)]
struct Manifest<'a> {
    #[serde(flatten)]
    facts: &'a Facts,
    edition: &'a str,
    artifacts: Vec<Entry<'a>>,
    sheets: Vec<SheetEntry<'a>>,
}

/// A file that was written.
#[derive(Debug, Clone, Serialize)]
struct Entry<'a> {
    path: &'a str,
    bytes: usize,
    sha256: String,
    pages: Option<usize>,
}

/// A coded sheet and where it was printed: `plangen sheet` finds an old one by it.
#[derive(Debug, Clone, Serialize)]
struct SheetEntry<'a> {
    code: &'a str,
    path: &'a str,
    /// First and last page.
    pages: [usize; 2],
}

/// How many files are stored at a time.
const WRITERS: usize = 8;

/// Writes `artifacts` below `root`, with a manifest and checksums in each edition's folder.
pub(super) fn fill(root: &Path, artifacts: &[Artifact], facts: &Facts) -> io::Result<()> {
    for edition in EDITIONS {
        let mut own: Vec<(&str, &Artifact)> = artifacts
            .iter()
            .filter_map(|artifact| Some((artifact.path.strip_prefix(edition)?.strip_prefix('/')?, artifact)))
            .collect();
        if own.is_empty() {
            continue;
        }
        own.sort_by_key(|(path, _)| *path);
        let folder = root.join(edition);
        fs::create_dir_all(&folder)?;
        let mut sums = String::new();
        let mut entries = Vec::new();
        let mut sheets = Vec::new();
        for ((path, artifact), sha256) in own.iter().zip(store_all(&folder, &own)?) {
            sums.push_str(&format!("{sha256}  {path}\n"));
            entries.push(Entry { path, bytes: artifact.bytes.len(), sha256, pages: artifact.pages });
            let own = artifact.sheets.iter();
            sheets.extend(own.map(|sheet| SheetEntry { code: &sheet.code, path, pages: [sheet.first, sheet.last] }));
        }
        let manifest = Manifest { facts, edition, artifacts: entries, sheets };
        // Through a value, whose maps are sorted by key.
        let value = serde_json::to_value(&manifest).map_err(io::Error::other)?;
        let mut text = serde_json::to_string_pretty(&value).map_err(io::Error::other)?;
        text.push('\n');
        sums.push_str(&format!("{}  manifest.json\n", hex(text.as_bytes())));
        store(&folder.join("manifest.json"), text.as_bytes())?;
        store(&folder.join("SHA256SUMS"), sums.as_bytes())?;
        sync(&folder)?;
    }
    // A temporary folder is closed to others; the output is as open as any folder made here.
    open_to_readers(root)?;
    sync(root)
}

/// Stores the files of a folder, several at a time because each waits for the disk, and gives their
/// checksums.
fn store_all(folder: &Path, files: &[(&str, &Artifact)]) -> io::Result<Vec<String>> {
    let stored = |(path, artifact): &(&str, &Artifact)| {
        store(&folder.join(path), &artifact.bytes)?;
        Ok(hex(&artifact.bytes))
    };
    std::thread::scope(|scope| {
        let parts = files.chunks(files.len().div_ceil(WRITERS).max(1));
        let parts: Vec<_> =
            parts.map(|part| scope.spawn(move || part.iter().map(stored).collect::<io::Result<Vec<_>>>())).collect();
        let mut sums = Vec::new();
        for part in parts {
            sums.extend(part.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))?);
        }
        Ok(sums)
    })
}
