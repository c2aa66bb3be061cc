//! The font supply: which file serves each role of the pages, and how the open set gets here.
//!
//! A bottom floor that imports nothing of ours. [`load`] answers from the cache and the lock and
//! never uses the network; only [`install`] does, and only through `apt-get`. No font file is part
//! of the repository or the program: `fonts.lock` holds hashes, and the faces stay under their own
//! licences in the user's cache or where the system keeps them.
//!
//! No face is read by [`load`] in locked mode: its family, hash and characters are known from
//! installation. `render` reads [`RoleFont::bytes`] when a page first needs the face, which for the
//! rare-character face of 51 MB is seldom. Nothing of Typst is known here.

#![allow(clippy::disallowed_methods, reason = "the font cache is this floor's own business")]

mod apt;
mod cache;
mod error;
mod face;
mod install;
mod lock;
mod package;
mod roles;
mod shelf;
mod system;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

pub use cache::directory;
pub use error::FontError;
pub use face::Coverage;
pub use install::{InstallOptions, Installed, Progress, install};
pub use lock::{Lock, Locked};
pub use roles::Role;

/// Which fonts may be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Mode {
    /// Only the files of `fonts.lock`: the same pages on every machine.
    #[default]
    Locked,
    /// The prescribed faces where they are installed, else the open set.
    Auto,
    /// The prescribed faces or nothing, for the roles GB/T 9704-2012 speaks of.
    Statutory,
}

impl Mode {
    /// The word in the configuration.
    pub fn key(self) -> &'static str {
        match self {
            Self::Locked => "locked",
            Self::Auto => "auto",
            Self::Statutory => "statutory",
        }
    }

    /// The mode of a word in the configuration.
    pub fn named(key: &str) -> Option<Self> {
        [Self::Locked, Self::Auto, Self::Statutory].into_iter().find(|mode| mode.key() == key)
    }
}

/// The face that serves a role.
#[derive(Debug, Clone)]
pub struct RoleFont {
    /// The role served; its [`Role::family`] is the name to register the face under.
    pub role: Role,
    /// The file.
    pub path: PathBuf,
    /// The face inside a collection; 0 for a single font.
    pub index: u32,
    /// Size of the file in bytes.
    pub size: u64,
    /// The family the font itself names.
    pub family: String,
    /// The version its maker gives it; may be empty outside the lock.
    pub version: String,
    /// SHA-256 of the file, lower-case hexadecimal.
    pub sha256: String,
    /// Whether an open face stands in for one GB/T 9704-2012 prescribes.
    pub substituted: bool,
    /// SPDX expression of the licence; `None` for the machine's own fonts.
    pub licence: Option<String>,
    /// Whether OS/2 fsType forbids embedding the face in documents.
    pub restricted: bool,
    /// The characters it prints.
    pub coverage: Coverage,
}

impl RoleFont {
    /// Reads the file. Each call reads it anew; the caller keeps what it needs.
    ///
    /// # Errors
    /// [`FontError::Read`]; [`FontError::Damaged`] if its size changed since [`load`].
    pub fn bytes(&self) -> Result<Vec<u8>, FontError> {
        let bytes = cache::read(&self.path)?;
        if bytes.len() as u64 == self.size { Ok(bytes) } else { Err(FontError::Damaged { path: self.path.clone() }) }
    }
}

/// The fonts named in the configuration, by role: a path, `PATH#FACE`, or an installed family.
/// Relative paths start at the working directory.
pub type Overrides = BTreeMap<Role, String>;

/// Finds the face for each role, in the order of [`Role::ALL`]. Only [`Role::Rare`] may be absent.
///
/// `dir` is the font folder if the configuration names one; see [`directory`].
///
/// # Errors
/// What is missing, damaged or not allowed, with the command that mends it.
pub fn load(mode: Mode, dir: Option<&Path>, overrides: &Overrides) -> Result<Vec<RoleFont>, FontError> {
    let report = report(mode, dir, overrides)?;
    match report.problem {
        Some(problem) => Err(problem),
        None => Ok(report.rows.into_iter().filter_map(|(_, font)| font).collect()),
    }
}

/// What `plangen fonts` shows: the same choice as [`load`], complete even where fonts are missing.
#[derive(Debug)]
pub struct Report {
    /// The font folder.
    pub dir: PathBuf,
    /// One row for each of [`Role::ALL`].
    pub rows: Vec<(Role, Option<RoleFont>)>,
    /// Why [`load`] would refuse, if it would.
    pub problem: Option<FontError>,
}

/// Chooses the faces without demanding that all are there.
///
/// # Errors
/// As [`load`], except for missing, damaged and substituted faces: those are
/// [`Report::problem`].
pub fn report(mode: Mode, dir: Option<&Path>, overrides: &Overrides) -> Result<Report, FontError> {
    let dir = directory(dir)?;
    let database = (mode != Mode::Locked).then(|| system::scan(&dir));
    choose(&Lock::embedded()?, mode, dir, overrides, database.as_ref())
}

fn choose(
    lock: &Lock,
    mode: Mode,
    dir: PathBuf,
    overrides: &Overrides,
    database: Option<&fontdb::Database>,
) -> Result<Report, FontError> {
    let mut rows = Vec::new();
    let mut problem = None;
    for role in Role::ALL {
        let font = match (overrides.get(&role), database) {
            (Some(value), None) => {
                let value = value.clone();
                return Err(FontError::OverrideLocked { role, value });
            }
            (Some(value), Some(database)) => {
                let found = system::named(database, role, value)?;
                Some(system::open(found, role, lock)?)
            }
            (None, database) => match database.and_then(|database| system::statutory(database, role)) {
                Some(found) => Some(system::open(found, role, lock)?),
                None => from_cache(lock, &dir, role).unwrap_or_else(|error| {
                    problem.get_or_insert(error);
                    None
                }),
            },
        };
        rows.push((role, font));
    }
    let roles_where = |test: &dyn Fn(Role, Option<&RoleFont>) -> bool| -> Vec<Role> {
        rows.iter().filter(|(role, font)| test(*role, font.as_ref())).map(|(role, _)| *role).collect()
    };
    let unserved = roles_where(&|role, font| role.is_statutory() && font.is_none_or(|font| font.substituted));
    let missing = roles_where(&|role, font| role.is_required() && font.is_none());
    if mode == Mode::Statutory && !unserved.is_empty() {
        problem = Some(FontError::NotStatutory { roles: unserved, dir: dir.clone() });
    } else if problem.is_none() && !missing.is_empty() {
        problem = Some(FontError::Missing { roles: missing, dir: dir.clone() });
    }
    Ok(Report { dir, rows, problem })
}

/// The best locked file of a role that is in the cache.
fn from_cache(lock: &Lock, dir: &Path, role: Role) -> Result<Option<RoleFont>, FontError> {
    for locked in lock.of(role) {
        let Some(facts) = cache::look_up(dir, locked)? else { continue };
        let path = cache::path_of(dir, locked);
        let size = match std::fs::metadata(&path) {
            Ok(meta) => meta.len(),
            Err(source) => return Err(FontError::Read { path, source }),
        };
        return Ok(Some(RoleFont {
            role,
            path,
            index: locked.face,
            size,
            family: facts.family,
            version: locked.version.clone(),
            sha256: locked.sha256.clone(),
            substituted: role.is_statutory(),
            licence: Some(locked.licence.clone()),
            restricted: facts.restricted,
            coverage: facts.coverage,
        }));
    }
    Ok(None)
}
