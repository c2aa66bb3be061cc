//! Fonts installed on this machine, matched to roles by name.
//!
//! Used in the modes `auto` and `statutory` only. Files are used in place and never copied:
//! the prescribed faces are under licences that forbid it.

use std::path::{Path, PathBuf};

use fontdb::{Database, FaceInfo, Source, Style};

use super::face::Facts;
use super::lock::{Lock, is_digest};
use super::roles::same_name;
use super::{FontError, Role, RoleFont, cache};

/// Where `fontdb` found a face.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Found {
    path: PathBuf,
    index: u32,
}

/// Lists the system's fonts and those a user has put into the font folder.
pub(super) fn scan(dir: &Path) -> Database {
    let mut database = Database::new();
    database.load_system_fonts();
    for entry in std::fs::read_dir(dir).into_iter().flatten().flatten() {
        let path = entry.path();
        let stem = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
        // Files named by their hash are the cache's own: large, open and already known.
        if is_font_name(&path) && !is_digest(stem) {
            // A broken file in the folder serves no role; the report shows the role unserved.
            let _ = database.load_font_file(&path);
        }
    }
    database
}

/// The installed face that serves a role best: first by alias, then by nearness of weight.
pub(super) fn statutory(database: &Database, role: Role) -> Option<Found> {
    best(database, |face| {
        let families = face.families.iter().map(|(name, _)| name.as_str());
        let names = families.chain([face.post_script_name.as_str()]);
        let rank = role.rank(names, face.weight.0)?;
        Some((rank, face.weight.0.abs_diff(role.weight())))
    })
}

/// The face named in the configuration: a path, `PATH#FACE` in a collection, or a family.
///
/// # Errors
/// [`FontError::OverrideNotFound`].
pub(super) fn named(database: &Database, role: Role, value: &str) -> Result<Found, FontError> {
    let lost = || FontError::OverrideNotFound { role, value: value.to_owned() };
    let (file, index) = match value.rsplit_once('#') {
        Some((file, index)) => (Path::new(file), index.parse().map_err(|_| lost())?),
        None => (Path::new(value), 0),
    };
    if is_font_name(file) || value.contains(['/', '\\']) {
        let found = Found { path: file.to_owned(), index };
        return if file.is_file() { Ok(found) } else { Err(lost()) };
    }
    best(database, |face| {
        let families = face.families.iter().map(|(name, _)| name.as_str());
        families
            .chain([face.post_script_name.as_str()])
            .any(|name| same_name(name, value))
            .then(|| (0, face.weight.0.abs_diff(role.weight())))
    })
    .ok_or_else(lost)
}

/// The upright face with the lowest score; the path settles ties, so that the order in which a
/// folder is listed does not.
fn best(database: &Database, score: impl Fn(&FaceInfo) -> Option<(usize, u16)>) -> Option<Found> {
    database
        .faces()
        .filter(|face| face.style == Style::Normal)
        .filter_map(|face| {
            let Source::File(path) = &face.source else { return None };
            Some((score(face)?, path, face.index))
        })
        .min()
        .map(|(_, path, index)| Found { path: path.clone(), index })
}

/// Reads a found face's facts and hash.
///
/// # Errors
/// [`FontError::Read`], [`FontError::NotAFont`].
pub(super) fn open(found: Found, role: Role, lock: &Lock) -> Result<RoleFont, FontError> {
    let Found { path, index } = found;
    let bytes = cache::read(&path)?;
    let facts = Facts::read(&bytes, index).ok_or_else(|| FontError::NotAFont { path: path.clone() })?;
    let sha256 = cache::digest(&bytes);
    Ok(RoleFont {
        role,
        // The bureau's own choice counts as the prescribed face, unless it is one of the open set.
        substituted: role.is_statutory() && lock.holds(&sha256),
        path,
        index,
        size: bytes.len() as u64,
        family: facts.family,
        version: facts.version,
        sha256,
        licence: None,
        restricted: facts.restricted,
        coverage: facts.coverage,
    })
}

fn is_font_name(path: &Path) -> bool {
    let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
    ["ttf", "otf", "ttc", "otc"].iter().any(|known| known.eq_ignore_ascii_case(extension))
}
