//! Where a build may write: not over a plan, and not over what no build made.

#![allow(clippy::disallowed_methods, reason = "looks at the folder that is about to be replaced")]

use std::fs;
use std::path::{Path, PathBuf};

use super::EDITIONS;
use crate::finding::Message;
use crate::say;

/// Refuses an output that is, holds or lies in one of `sources`: replacing it would destroy them,
/// or the next run would read it.
///
/// # Errors
/// When it does, or when the folder holds something that no build made.
pub fn permit(output: &Path, sources: &[&Path]) -> Result<(), Message> {
    let (parent, name) = place(output)?;
    let real = real(&parent).join(name);
    for source in sources {
        let source = self::real(source);
        if real.starts_with(&source) || source.starts_with(&real) {
            let (output, source) = (output.display(), source.display());
            return Err(say!(
                "输出目录“{output}”与“{source}”重叠，会破坏它；换一个 --output",
                "the output folder '{output}' overlaps '{source}' and would destroy it; give another --output"
            ));
        }
    }
    refuse_foreign(output)
}

/// The path without links, as far as it exists.
fn real(path: &Path) -> PathBuf {
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let found = absolute.ancestors().find_map(|folder| Some((folder, fs::canonicalize(folder).ok()?)));
    match found {
        Some((folder, real)) => absolute
            .strip_prefix(folder)
            .map_or(real.clone(), |rest| if rest.as_os_str().is_empty() { real.clone() } else { real.join(rest) }),
        None => absolute,
    }
}

/// Parent folder and name of the output.
pub(super) fn place(output: &Path) -> Result<(PathBuf, String), Message> {
    let shown = output.display().to_string();
    let absolute = std::path::absolute(output).map_err(|error| {
        let Message { zh, en } = Message::of_system(&error);
        say!("无法写入“{shown}”：{zh}", "cannot write '{shown}': {en}")
    })?;
    match (absolute.parent(), absolute.file_name().and_then(|name| name.to_str())) {
        (Some(parent), Some(name)) => Ok((parent.to_owned(), name.to_owned())),
        _ => Err(say!(
            "“{shown}”不能作输出目录，换一个 --output",
            "'{shown}' cannot be the output folder; give another --output"
        )),
    }
}

/// Refuses a folder with anything in it that no build made: it would be lost.
pub(super) fn refuse_foreign(output: &Path) -> Result<(), Message> {
    let shown = output.display().to_string();
    match fs::symlink_metadata(output) {
        Err(_) => return Ok(()),
        Ok(metadata) if !metadata.is_dir() => {
            return Err(say!("“{shown}”不是目录，换一个 --output", "'{shown}' is not a folder; give another --output"));
        }
        Ok(_) => {}
    }
    let entries = fs::read_dir(output).map_err(|error| {
        let Message { zh, en } = Message::of_system(&error);
        say!("无法读取“{shown}”：{zh}", "cannot read '{shown}': {en}")
    })?;
    for entry in entries.flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let ours = EDITIONS.contains(&name.as_str()) && entry.path().join("manifest.json").is_file();
        if !ours {
            return Err(say!(
                "“{shown}”里有不是本程序生成的“{name}”，替换会丢失它；换一个空目录作 --output",
                "'{shown}' holds '{name}', which no build made and replacing would lose; give an empty folder as --output"
            ));
        }
    }
    Ok(())
}
