//! Writes mended files of a plan: each replaced in one step, none when one of them has changed; and
//! files that are new to it.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::finding::Message;
use crate::say;

/// A file of the plan with its text before and after.
#[derive(Debug, Clone)]
pub struct Replacement<'a> {
    /// Where it is.
    pub path: PathBuf,
    /// The text that was read, without a byte-order mark.
    pub before: &'a str,
    /// The text to write.
    pub after: &'a str,
}

/// A file that the plan does not have yet.
#[derive(Debug, Clone)]
pub struct Addition<'a> {
    /// Where it will be; its folder is made where there is none.
    pub path: PathBuf,
    /// Its text.
    pub text: &'a str,
}

/// Writes all of them.
///
/// # Errors
/// When a file is not what was read, in which case none is written, or the disk refuses.
pub fn texts(replacements: &[Replacement<'_>]) -> Result<(), Message> {
    texts_and_files(replacements, &[])
}

/// Writes all of them, files that are new besides.
///
/// # Errors
/// As [`texts`]; likewise when a file that should be new is there.
pub fn texts_and_files(replacements: &[Replacement<'_>], additions: &[Addition<'_>]) -> Result<(), Message> {
    let mut new = Vec::new();
    for Addition { path, text } in additions {
        new.push((path, added(path, text).map_err(|error| failed(path, &error))?));
    }
    let mut ready = Vec::new();
    for replacement in replacements {
        let path = &replacement.path;
        let mark = unchanged(path, replacement.before)?;
        ready.push((replacement, beside(path, mark, replacement.after).map_err(|error| failed(path, &error))?));
    }
    // Everything is on the disk; what is left are renames. What is new comes first: it says nothing
    // that the old texts do not allow.
    for (path, fresh) in new {
        fresh.persist_noclobber(path).map_err(|error| failed(path, &error.error))?;
        if let Some(folder) = path.parent() {
            super::sync(folder).map_err(|error| failed(path, &error))?;
        }
    }
    for (replacement, fresh) in ready {
        let path = &replacement.path;
        unchanged(path, replacement.before)?;
        fresh.persist(path).map_err(|error| failed(path, &error.error))?;
        if let Some(folder) = path.parent() {
            super::sync(folder).map_err(|error| failed(path, &error))?;
        }
    }
    Ok(())
}

/// The byte-order mark of the file, which is kept, when the rest is what was read.
fn unchanged(path: &Path, before: &str) -> Result<&'static str, Message> {
    let now = fs::read_to_string(path).map_err(|error| failed(path, &error))?;
    let mark = if now.starts_with('\u{feff}') { "\u{feff}" } else { "" };
    if now[mark.len()..] == *before {
        return Ok(mark);
    }
    let shown = path.display();
    Err(say!(
        "“{shown}”在检查之后被改过，没有写入；再运行一次",
        "'{shown}' was changed after it was checked; nothing was written to it, run again"
    ))
}

/// The new text in a file of its own beside the old one, with the old one's permissions.
fn beside(path: &Path, mark: &str, after: &str) -> io::Result<tempfile::NamedTempFile> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    // Files with a leading dot are no part of a plan, should the program be killed here.
    let mut fresh = tempfile::Builder::new().prefix(".plangen-").tempfile_in(folder)?;
    fresh.write_all(mark.as_bytes())?;
    fresh.write_all(after.as_bytes())?;
    fresh.as_file().set_permissions(fs::metadata(path)?.permissions())?;
    fresh.as_file().sync_all()?;
    Ok(fresh)
}

/// The text of a file that is new, in the folder where it will be.
fn added(path: &Path, text: &str) -> io::Result<tempfile::NamedTempFile> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    let mut fresh = super::beside(folder)?;
    fresh.write_all(text.as_bytes())?;
    fresh.as_file().sync_all()?;
    Ok(fresh)
}

fn failed(path: &Path, error: &io::Error) -> Message {
    let (shown, Message { zh, en }) = (path.display(), Message::of_system(error));
    say!("无法写入“{shown}”：{zh}", "cannot write '{shown}': {en}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_changed_meanwhile_is_left_and_so_are_the_others() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        fs::write(path("a.yaml"), "\u{feff}a: 1\r\n").unwrap();
        fs::write(path("b.yaml"), "b: 3\n").unwrap();
        let both = [
            Replacement { path: path("a.yaml"), before: "a: 1\r\n", after: "a: 2\r\n" },
            Replacement { path: path("b.yaml"), before: "b: 1\n", after: "b: 2\n" },
        ];
        let refused = texts(&both).unwrap_err();
        assert!(refused.zh.contains("b.yaml"), "{}", refused.zh);
        assert_eq!(fs::read_to_string(path("a.yaml")).unwrap(), "\u{feff}a: 1\r\n");
        texts(&both[..1]).unwrap();
        assert_eq!(fs::read_to_string(path("a.yaml")).unwrap(), "\u{feff}a: 2\r\n");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2);
    }
}
