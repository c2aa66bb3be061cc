//! Sorts files found anywhere into the cache: accepted by hash, refused otherwise.
//!
//! Knows which roles are still without a face. Decides nothing about where to look.

use std::fs::{self, DirEntry};
use std::path::{Path, PathBuf};

use super::face::Facts;
use super::lock::{Lock, Locked};
use super::package::{self, FILE_LIMIT};
use super::{FontError, Role, apt, cache};

/// Folders below the given one that are searched.
const DEPTH: u32 = 8;

/// The cache while it is being filled.
pub(super) struct Shelf<'a> {
    lock: &'a Lock,
    dir: &'a Path,
    /// Files with a locked name and an unknown hash.
    pub(super) refused: Vec<FontError>,
}

impl<'a> Shelf<'a> {
    /// Checks every cached file by its hash and removes the damaged ones.
    ///
    /// # Errors
    /// [`FontError::Read`], [`FontError::Write`].
    pub(super) fn open(lock: &'a Lock, dir: &'a Path) -> Result<Self, FontError> {
        let shelf = Self { lock, dir, refused: Vec::new() };
        for locked in lock.entries().iter().filter(|locked| shelf.has(locked)) {
            match cache::verify(dir, locked) {
                Err(FontError::Damaged { .. } | FontError::NotAFont { .. }) => {
                    cache::discard(dir, locked)?;
                }
                other => drop(other?),
            }
        }
        Ok(shelf)
    }

    fn has(&self, locked: &Locked) -> bool {
        cache::path_of(self.dir, locked).exists()
    }

    /// The file that serves a role.
    pub(super) fn serving(&self, role: Role) -> Option<&'a Locked> {
        self.lock.of(role).find(|locked| self.has(locked))
    }

    /// The roles without a face.
    pub(super) fn missing(&self) -> Vec<Role> {
        Role::ALL.into_iter().filter(|role| self.serving(*role).is_none()).collect()
    }

    /// The roles without a face from the preferred file, in any of its accepted versions.
    pub(super) fn wanting(&self) -> Vec<Role> {
        Role::ALL.into_iter().filter(|role| !self.has_preferred(*role)).collect()
    }

    fn has_preferred(&self, role: Role) -> bool {
        let preferred = self.lock.of(role).next().map(|locked| &locked.file);
        self.serving(role).is_some_and(|locked| Some(&locked.file) == preferred)
    }

    /// Takes a font file, a package, or all such below a folder. `scratch` is for unpacking.
    ///
    /// # Errors
    /// What cannot be read or written; a file that is not in the lock is not an error.
    pub(super) fn take(&mut self, path: &Path, scratch: &Path) -> Result<(), FontError> {
        if path.is_dir() {
            return self.take_folder(path, scratch, DEPTH);
        }
        if has_extension(path, "deb") {
            return self.take_package(path, scratch);
        }
        let unread = |source| FontError::Read { path: path.to_owned(), source };
        if fs::metadata(path).map_err(unread)?.len() > FILE_LIMIT {
            return Err(FontError::NotAFont { path: path.to_owned() });
        }
        let name = base(path);
        self.take_bytes(&name, &cache::read(path)?, path)
    }

    fn take_folder(&mut self, dir: &Path, scratch: &Path, depth: u32) -> Result<(), FontError> {
        let unread = |source| FontError::Read { path: dir.to_owned(), source };
        let mut entries: Vec<DirEntry> =
            fs::read_dir(dir).map_err(unread)?.collect::<Result<_, _>>().map_err(unread)?;
        entries.sort_by_key(DirEntry::file_name);
        for entry in entries {
            if self.wanting().is_empty() {
                break;
            }
            let path = entry.path();
            // Folders behind links are left out: they may lead in circles.
            if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
                if depth > 0 {
                    self.take_folder(&path, scratch, depth - 1)?;
                }
            } else if path.is_file() && (self.lock.names(&base(&path)) || self.is_package(&path)) {
                self.take(&path, scratch)?;
            }
        }
        Ok(())
    }

    fn is_package(&self, path: &Path) -> bool {
        self.lock.entries().iter().any(|locked| apt::is_package_file(path, &locked.package))
    }

    fn take_package(&mut self, path: &Path, scratch: &Path) -> Result<(), FontError> {
        let lock = self.lock;
        package::files_in(path, scratch, |name| lock.names(name), |name, bytes| self.take_bytes(name, &bytes, path))
    }

    fn take_bytes(&mut self, name: &str, bytes: &[u8], origin: &Path) -> Result<(), FontError> {
        let sha256 = cache::digest(bytes);
        let lock = self.lock;
        let mut known = false;
        for locked in lock.entries().iter().filter(|locked| locked.sha256 == sha256) {
            known = true;
            if !self.has(locked) {
                cache::store(self.dir, locked, bytes)?;
            }
        }
        if !known {
            let version = Facts::read(bytes, 0).map(|facts| facts.version).unwrap_or_default();
            let origin = base(origin);
            let file = name.to_owned();
            self.refused.push(FontError::UnknownFile { file, version, sha256, origin });
        }
        Ok(())
    }

    /// The refused file that would have served a role.
    pub(super) fn refused_for(&mut self, role: Role) -> Option<FontError> {
        let at = self.refused.iter().position(|error| match error {
            FontError::UnknownFile { file, .. } => {
                self.lock.of(role).any(|locked| locked.file.eq_ignore_ascii_case(file))
            }
            _ => false,
        })?;
        Some(self.refused.remove(at))
    }
}

/// Where distributions and users put the fonts of the lock. Trees of a thousand folders, such as
/// TeX Live's, are entered only where the fonts lie.
pub(super) fn usual_places(home: Option<&Path>) -> Vec<PathBuf> {
    let mut places: Vec<PathBuf> = [
        "/usr/share/texlive/texmf-dist/fonts/opentype/public/fandol",
        "/usr/share/texmf/fonts/opentype/public/fandol",
        "/usr/share/texmf-dist/fonts/opentype/public/fandol",
        "/usr/share/fonts",
        "/usr/local/share/fonts",
    ]
    .map(PathBuf::from)
    .to_vec();
    for year in fs::read_dir("/usr/local/texlive").into_iter().flatten().flatten() {
        places.push(year.path().join("texmf-dist/fonts/opentype/public/fandol"));
    }
    if let Some(home) = home {
        places.extend([".local/share/fonts", ".fonts", "texmf/fonts"].map(|name| home.join(name)));
    }
    places.retain(|place| place.is_dir());
    places
}

fn base(path: &Path) -> String {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}

fn has_extension(path: &Path, wanted: &str) -> bool {
    path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case(wanted))
}
