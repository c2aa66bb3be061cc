//! The only writer: an output folder is replaced as a whole or not at all; mended files of a plan
//! likewise, one by one.
//!
//! Everything is written beside the folder first and made durable; then one system call puts it in
//! place. A build that is killed, or a full disk, leaves the old folder as it was.

#![allow(clippy::disallowed_methods, reason = "this floor is the one that writes")]

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;

use sha2::{Digest, Sha256};

use crate::finding::Message;
use crate::render::Artifact;
use crate::say;

mod fresh;
mod listed;
mod manifest;
mod mend;
mod target;

pub use fresh::{NewFile, fresh};
pub use listed::{Listed, listed};
use manifest::fill;
pub use manifest::{Facts, FontFacts};
pub use mend::{Addition, Replacement, texts, texts_and_files};
pub use target::permit;
use target::{place, refuse_foreign};

/// The folders a build makes; each is a clearance.
const EDITIONS: [&str; 3] = ["public", "internal", "restricted"];

/// Replaces `output` by `artifacts`, with a manifest and checksums in each edition's folder.
///
/// # Errors
/// When the folder holds something that no build made, or the disk refuses.
pub fn replace(output: &Path, artifacts: &[Artifact], facts: &Facts) -> Result<(), Message> {
    let shown = output.display().to_string();
    let failed = |error: io::Error| {
        let Message { zh, en } = Message::of_system(&error);
        say!("无法写入“{shown}”：{zh}", "cannot write '{shown}': {en}")
    };
    refuse_foreign(output)?;
    let (parent, name) = place(output)?;
    fs::create_dir_all(&parent).map_err(failed)?;
    let lock = take_turns(&parent).map_err(failed)?;
    // What another build wrote in the meantime is looked at, too.
    refuse_foreign(output)?;
    remove_leftovers(&parent, &name).map_err(failed)?;
    let fresh = tempfile::Builder::new().prefix(&format!(".{name}.new-")).tempdir_in(&parent).map_err(failed)?;
    fill(fresh.path(), artifacts, facts).map_err(failed)?;
    swap(fresh.path(), output).map_err(failed)?;
    sync(&parent).map_err(failed)?;
    // After an exchange the temporary folder holds the old output; dropping it removes that.
    drop(fresh);
    drop(lock);
    Ok(())
}

/// Writes one file whole or not at all: beside its place first, then into it.
///
/// # Errors
/// When the folder is not there or the disk refuses.
pub fn file(path: &Path, bytes: &[u8]) -> Result<(), Message> {
    let shown = path.display();
    let failed = |error: &io::Error| {
        let Message { zh, en } = Message::of_system(error);
        say!("无法写入“{shown}”：{zh}", "cannot write '{shown}': {en}")
    };
    let (parent, _) = place(path)?;
    let mut fresh = beside(&parent).map_err(|error| failed(&error))?;
    fresh.write_all(bytes).and_then(|()| fresh.as_file().sync_all()).map_err(|error| failed(&error))?;
    fresh.persist(path).map_err(|error| failed(&error.error))?;
    Ok(())
}

/// A fresh file that is as open as any file made here; temporary ones are closed to others.
fn beside(folder: &Path) -> io::Result<tempfile::NamedTempFile> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        tempfile::Builder::new().permissions(fs::Permissions::from_mode(0o666)).tempfile_in(folder)
    }
    #[cfg(not(unix))]
    tempfile::NamedTempFile::new_in(folder)
}

/// Waits until no other build writes beside this output. The lock goes with the process.
#[cfg(unix)]
fn take_turns(parent: &Path) -> io::Result<File> {
    // The folder itself is locked, so that no lock file is left lying about.
    let lock = File::open(parent)?;
    lock.lock()?;
    Ok(lock)
}

#[cfg(not(unix))]
fn take_turns(parent: &Path) -> io::Result<File> {
    let lock = File::create(parent.join(".plangen.lock"))?;
    lock.lock()?;
    Ok(lock)
}

/// Removes what killed builds left behind. Nobody else is writing: the lock is held.
fn remove_leftovers(parent: &Path, name: &str) -> io::Result<()> {
    for entry in fs::read_dir(parent)?.flatten() {
        if entry.file_name().to_string_lossy().starts_with(&format!(".{name}.new-")) {
            fs::remove_dir_all(entry.path())?;
        }
    }
    Ok(())
}

fn store(path: &Path, bytes: &[u8]) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let mut file = File::create(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

#[cfg(unix)]
fn open_to_readers(folder: &Path) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(folder, fs::Permissions::from_mode(0o755))
}

#[cfg(not(unix))]
fn open_to_readers(_folder: &Path) -> io::Result<()> {
    Ok(())
}

#[cfg(unix)]
fn sync(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

#[cfg(not(unix))]
fn sync(_folder: &Path) -> io::Result<()> {
    Ok(())
}

/// Puts `fresh` in the place of `output`.
fn swap(fresh: &Path, output: &Path) -> io::Result<()> {
    if !output.exists() {
        return fs::rename(fresh, output);
    }
    exchange(fresh, output)
}

/// One step: at no moment is there no output, or half of one.
#[cfg(target_os = "linux")]
fn exchange(fresh: &Path, output: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    match renameat_with(CWD, fresh, CWD, output, RenameFlags::EXCHANGE) {
        // Some network file systems cannot exchange.
        Err(rustix::io::Errno::INVAL | rustix::io::Errno::NOSYS) => two_renames(fresh, output),
        done => done.map_err(Into::into),
    }
}

#[cfg(not(target_os = "linux"))]
fn exchange(fresh: &Path, output: &Path) -> io::Result<()> {
    two_renames(fresh, output)
}

/// Two steps, where one is not to be had; a failure of the second takes back the first.
fn two_renames(fresh: &Path, output: &Path) -> io::Result<()> {
    let old = fresh.with_extension("old");
    fs::rename(output, &old)?;
    if let Err(error) = fs::rename(fresh, output) {
        fs::rename(&old, output)?;
        return Err(error);
    }
    fs::rename(&old, fresh)
}

/// SHA-256 in lower-case hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    fn facts() -> Facts {
        Facts {
            schema: "plangen-manifest/1",
            plan: "p".into(),
            version: "1".into(),
            number: "示〔2026〕1号".into(),
            revision: None,
            dirty: false,
            as_of: "2026-01-01".into(),
            program: "0",
            fonts: BTreeMap::new(),
        }
    }

    fn artifact(path: &str, bytes: &str) -> Artifact {
        let (path, bytes) = (path.into(), bytes.into());
        Artifact { path, bytes, pages: None, sheets: Vec::new(), booklet: None }
    }

    #[test]
    fn the_output_is_replaced_as_a_whole() {
        let place = tempfile::tempdir().unwrap();
        let output = place.path().join("output");
        replace(&output, &[artifact("internal/a.txt", "1"), artifact("internal/b/c.txt", "2")], &facts()).unwrap();
        replace(&output, &[artifact("internal/a.txt", "3")], &facts()).unwrap();
        assert_eq!(fs::read_to_string(output.join("internal/a.txt")).unwrap(), "3");
        assert!(!output.join("internal/b").exists());
        let manifest: serde_json::Value =
            serde_json::from_str(&fs::read_to_string(output.join("internal/manifest.json")).unwrap()).unwrap();
        assert_eq!(manifest["artifacts"][0]["sha256"], hex(b"3"));
        let left: Vec<_> = fs::read_dir(place.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        assert_eq!(left, ["output"]);
    }

    #[test]
    fn a_folder_with_other_things_in_it_is_refused() {
        let place = tempfile::tempdir().unwrap();
        fs::write(place.path().join("家庭照片.jpg"), "x").unwrap();
        let refused = replace(place.path(), &[artifact("internal/a.txt", "1")], &facts()).unwrap_err();
        assert!(refused.zh.contains("家庭照片.jpg"), "{}", refused.zh);
        assert!(place.path().join("家庭照片.jpg").exists());
    }
}
