//! Writes a folder that is not there yet, as a whole or not at all; into one that is empty, each of
//! its files whole.

use std::fs;
use std::io;
use std::path::Path;

use super::target::place;
use crate::finding::Message;
use crate::say;

/// A file of a new folder.
#[derive(Debug, Clone, Copy)]
pub struct NewFile<'a> {
    /// Its path below the folder.
    pub path: &'a str,
    /// Its text.
    pub text: &'a str,
}

/// Writes `files` as the folder `folder`, whose parents are made where they are not there.
///
/// # Errors
/// When the folder is there and holds anything, is a file or a link, or the disk refuses.
pub fn fresh(folder: &Path, files: &[NewFile<'_>]) -> Result<(), Message> {
    let shown = folder.display().to_string();
    let failed = |error: io::Error| match error.kind() {
        // Somebody put something there since it was looked at.
        io::ErrorKind::DirectoryNotEmpty | io::ErrorKind::AlreadyExists => occupied(&shown),
        _ => {
            let Message { zh, en } = Message::of_system(&error);
            say!("无法写入“{shown}”：{zh}", "cannot write '{shown}': {en}")
        }
    };
    let there = match fs::symlink_metadata(folder) {
        Ok(found) if !found.is_dir() => {
            return Err(say!(
                "“{shown}”不是目录，没有写入；换一个目录名",
                "'{shown}' is not a folder; nothing was written. Give another name"
            ));
        }
        Ok(_) if fs::read_dir(folder).map_err(failed)?.next().is_some() => return Err(occupied(&shown)),
        Ok(_) => true,
        Err(error) if error.kind() == io::ErrorKind::NotFound => false,
        Err(error) => return Err(failed(error)),
    };
    // A folder that is there stays the same one: a shell may stand in it, and it may be shared.
    let (parent, name) = if there { (folder.to_owned(), "plan".to_owned()) } else { place(folder)? };
    fs::create_dir_all(&parent).map_err(failed)?;
    let beside = tempfile::Builder::new().prefix(&format!(".{name}.new-")).tempdir_in(&parent).map_err(failed)?;
    for file in files {
        super::store(&beside.path().join(file.path), file.text.as_bytes()).map_err(failed)?;
    }
    if there {
        for entry in fs::read_dir(beside.path()).map_err(failed)? {
            let entry = entry.map_err(failed)?;
            fs::rename(entry.path(), folder.join(entry.file_name())).map_err(failed)?;
        }
    } else {
        super::open_to_readers(beside.path()).map_err(failed)?;
        fs::rename(beside.path(), folder).map_err(failed)?;
    }
    super::sync(&parent).map_err(failed)
}

fn occupied(shown: &str) -> Message {
    say!(
        "“{shown}”里已经有文件，没有写入；换一个新目录，或者先把它移开",
        "'{shown}' is not empty; nothing was written. Give a new folder, or move this one away first"
    )
}
