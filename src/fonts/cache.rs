//! The folder of verified font files, each named by its SHA-256.
//!
//! A file gets its name only after its hash was computed, and is read-only from then on. Beside it
//! lies a small JSON file with a stamp (size, modification and change time, inode) and the facts
//! of the face. While the stamp fits, a build trusts the name and opens nothing; when it differs
//! (edited, copied, restored from a backup) the whole file is hashed again. This notices every
//! write through the file system; decay of the disk underneath is found by `fonts install`, which
//! always hashes.

use std::ffi::OsString;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::face::Facts;
use super::{FontError, Locked};

/// The shape of the JSON beside a font; another number is ignored and written anew.
const FORMAT: u32 = 1;

/// The cache folder: `explicit`, else `$PLANGEN_FONTS`, else `plangen/fonts` in the user's cache.
///
/// # Errors
/// [`FontError::NoDirectory`] if the environment names no home either.
pub fn directory(explicit: Option<&Path>) -> Result<PathBuf, FontError> {
    directory_from(explicit, |name| std::env::var_os(name))
}

fn directory_from(explicit: Option<&Path>, variable: impl Fn(&str) -> Option<OsString>) -> Result<PathBuf, FontError> {
    let path = |name: &str| variable(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    if let Some(dir) = explicit.map(Path::to_owned).or_else(|| path("PLANGEN_FONTS")) {
        return Ok(dir);
    }
    // The XDG base directory specification has relative values ignored.
    path("XDG_CACHE_HOME")
        .filter(|dir| dir.is_absolute())
        .or_else(|| path("HOME").map(|home| home.join(".cache")))
        .or_else(|| path("LOCALAPPDATA"))
        .map(|cache| cache.join("plangen").join("fonts"))
        .ok_or(FontError::NoDirectory)
}

/// What tells that a file was not written to since it was hashed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Stamp {
    /// Bytes.
    size: u64,
    /// Nanoseconds since 1970.
    modified: i64,
    /// Nanoseconds since 1970; 0 where the system has none.
    changed: i64,
    /// 0 where the system has none.
    inode: u64,
}

impl Stamp {
    fn of(path: &Path) -> std::io::Result<Self> {
        let meta = fs::metadata(path)?;
        #[cfg(unix)]
        {
            use std::os::unix::fs::MetadataExt as _;
            let nanoseconds = |seconds: i64, rest: i64| seconds.saturating_mul(1_000_000_000).saturating_add(rest);
            Ok(Self {
                size: meta.len(),
                modified: nanoseconds(meta.mtime(), meta.mtime_nsec()),
                changed: nanoseconds(meta.ctime(), meta.ctime_nsec()),
                inode: meta.ino(),
            })
        }
        #[cfg(not(unix))]
        {
            let age = meta.modified()?.duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
            let modified = i64::try_from(age.as_nanos()).unwrap_or_default();
            Ok(Self { size: meta.len(), modified, changed: 0, inode: 0 })
        }
    }
}

#[derive(Serialize, Deserialize)]
struct Sidecar {
    format: u32,
    stamp: Stamp,
    facts: Facts,
}

/// Where a locked file lies in the cache.
pub(super) fn path_of(dir: &Path, locked: &Locked) -> PathBuf {
    dir.join(locked.cache_name())
}

fn sidecar_of(dir: &Path, locked: &Locked) -> PathBuf {
    dir.join(format!("{}.{}.json", locked.sha256, locked.face))
}

/// The facts of a cached file, hashed again unless its stamp fits; `None` if it is not there.
///
/// # Errors
/// [`FontError::Damaged`] if its hash is not the locked one.
pub(super) fn look_up(dir: &Path, locked: &Locked) -> Result<Option<Facts>, FontError> {
    let path = path_of(dir, locked);
    match Stamp::of(&path) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        Err(source) => return Err(FontError::Read { path, source }),
        Ok(stamp) => {
            let kept: Option<Sidecar> =
                fs::read(sidecar_of(dir, locked)).ok().and_then(|bytes| serde_json::from_slice(&bytes).ok());
            if let Some(kept) = kept
                && kept.format == FORMAT
                && kept.stamp == stamp
            {
                return Ok(Some(kept.facts));
            }
        }
    }
    verify(dir, locked).map(Some)
}

/// Hashes a cached file and renews its stamp.
///
/// # Errors
/// [`FontError::Damaged`] if its hash is not the locked one, [`FontError::Read`].
pub(super) fn verify(dir: &Path, locked: &Locked) -> Result<Facts, FontError> {
    let path = path_of(dir, locked);
    let before = Stamp::of(&path).map_err(|source| FontError::Read { path: path.clone(), source })?;
    let bytes = read(&path)?;
    if digest(&bytes) != locked.sha256 {
        return Err(FontError::Damaged { path });
    }
    let facts = Facts::read(&bytes, locked.face).ok_or(FontError::NotAFont { path })?;
    let sidecar = Sidecar { format: FORMAT, stamp: before, facts };
    // A read-only cache (a mounted image) works too: it is hashed at every start.
    if let Ok(text) = serde_json::to_vec(&sidecar) {
        let _ = put(&sidecar_of(dir, locked), &text);
    }
    Ok(sidecar.facts)
}

/// Puts a file whose hash the caller has compared with the lock into the cache.
///
/// # Errors
/// [`FontError::Write`], [`FontError::Damaged`] if what was written reads back differently.
pub(super) fn store(dir: &Path, locked: &Locked, bytes: &[u8]) -> Result<(), FontError> {
    put(&path_of(dir, locked), bytes)?;
    verify(dir, locked).map(drop)
}

/// Removes a file that failed [`verify`], so that a later install replaces it.
pub(super) fn discard(dir: &Path, locked: &Locked) -> Result<(), FontError> {
    let path = path_of(dir, locked);
    fs::remove_file(&path).map_err(|source| FontError::Write { path, source })
}

/// Writes a read-only file by a temporary one and a rename, so that no half file is ever seen.
fn put(path: &Path, bytes: &[u8]) -> Result<(), FontError> {
    let fault = |source| FontError::Write { path: path.to_owned(), source };
    let dir = path.parent().unwrap_or(Path::new("."));
    let mut file = tempfile::Builder::new().prefix(".part-").tempfile_in(dir).map_err(fault)?;
    file.write_all(bytes).map_err(fault)?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let readable = fs::Permissions::from_mode(0o444);
        file.as_file().set_permissions(readable).map_err(fault)?;
    }
    file.as_file().sync_all().map_err(fault)?;
    file.persist(path).map_err(|error| fault(error.error))?;
    Ok(())
}

/// Reads a whole file.
pub(super) fn read(path: &Path) -> Result<Vec<u8>, FontError> {
    fs::read(path).map_err(|source| FontError::Read { path: path.to_owned(), source })
}

/// SHA-256 in lower-case hexadecimal.
pub(super) fn digest(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn resolve(explicit: Option<&str>, set: &[(&str, &str)]) -> Result<PathBuf, FontError> {
        directory_from(explicit.map(Path::new), |name| {
            set.iter().find(|(key, _)| *key == name).map(|(_, value)| OsString::from(value))
        })
    }

    #[test]
    fn the_folder_follows_the_environment() {
        let home = ("HOME", "/h");
        let xdg = ("XDG_CACHE_HOME", "/x");
        let own = ("PLANGEN_FONTS", "/own");
        let all = [home, xdg, own];
        assert_eq!(resolve(Some("/e"), &all).unwrap(), Path::new("/e"));
        assert_eq!(resolve(None, &all).unwrap(), Path::new("/own"));
        assert_eq!(resolve(None, &[home, xdg]).unwrap(), Path::new("/x/plangen/fonts"));
        let relative = [home, ("XDG_CACHE_HOME", "x")];
        assert_eq!(resolve(None, &relative).unwrap(), Path::new("/h/.cache/plangen/fonts"));
        for set in [&[][..], &[("HOME", "")]] {
            let error = resolve(None, set).unwrap_err();
            assert!(matches!(error, FontError::NoDirectory));
            assert!(error.zh().contains("PLANGEN_FONTS") && error.en().contains("HOME"));
        }
    }
}
