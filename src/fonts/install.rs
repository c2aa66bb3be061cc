//! Fills the cache with the open set: from a given place, from this disk, or through apt.
//!
//! Every file is compared with the lock before it is kept, and appears in the cache whole or not
//! at all. Needs no root. Nothing is printed: progress goes to the caller.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::apt::Apt;
use super::shelf::{Shelf, usual_places};
use super::{FontError, Lock, Role, cache};

/// A private folder this old was left by a process that was killed.
const STALE: Duration = Duration::from_secs(24 * 60 * 60);
const WORK: &str = ".work-";

/// Where to take the fonts from.
#[derive(Debug, Clone, Default)]
pub struct InstallOptions {
    /// A font, a `.deb` or a folder of such; the network is not used then.
    pub from: Option<PathBuf>,
    /// The font folder, if the configuration names one; see [`super::directory`].
    pub dir: Option<PathBuf>,
    /// Looks on this machine only.
    pub offline: bool,
}

/// What the installation is doing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Progress {
    /// Hashing what the cache holds.
    Checking(PathBuf),
    /// Looking for locked files in a folder, or reading a file.
    Searching(PathBuf),
    /// Fetching the package lists.
    Updating,
    /// Fetching a package.
    Downloading(String),
    /// Reading the fonts out of a package.
    Unpacking(String),
}

impl Progress {
    /// The English line.
    pub fn en(&self) -> String {
        match self {
            Self::Checking(dir) => format!("checking {}", dir.display()),
            Self::Searching(path) => format!("searching {}", path.display()),
            Self::Updating => "fetching the package lists (apt-get, no root)".to_owned(),
            Self::Downloading(package) => format!("downloading {package}"),
            Self::Unpacking(package) => format!("reading the fonts out of {package}"),
        }
    }

    /// The Chinese line.
    pub fn zh(&self) -> String {
        match self {
            Self::Checking(dir) => format!("校验 {}", dir.display()),
            Self::Searching(path) => format!("查找 {}", path.display()),
            Self::Updating => "获取软件包列表（apt-get，无需 root）".to_owned(),
            Self::Downloading(package) => format!("下载 {package}"),
            Self::Unpacking(package) => format!("从 {package} 中取出字体"),
        }
    }
}

/// A cache in which every required role is served.
#[derive(Debug)]
pub struct Installed {
    /// The font folder.
    pub dir: PathBuf,
    /// File name and version of the face that serves each role.
    pub fonts: Vec<(Role, String, String)>,
    /// Why the rare-character face is absent or another than the preferred one; for a notice.
    pub notes: Vec<FontError>,
}

/// Puts the open set into the cache. Does nothing but check it if all is there.
///
/// # Errors
/// Why a required face could not be had. A missing rare-character face is a note only.
pub fn install(options: &InstallOptions, progress: &mut dyn FnMut(Progress)) -> Result<Installed, FontError> {
    let dir = cache::directory(options.dir.as_deref())?;
    let home = std::env::var_os("HOME").filter(|home| !home.is_empty()).map(PathBuf::from);
    let places = usual_places(home.as_deref());
    install_in(&Lock::embedded()?, &dir, options, &places, progress)
}

pub(super) fn install_in(
    lock: &Lock,
    dir: &Path,
    options: &InstallOptions,
    places: &[PathBuf],
    progress: &mut dyn FnMut(Progress),
) -> Result<Installed, FontError> {
    let unwritten = |source| FontError::Write { path: dir.to_owned(), source };
    fs::create_dir_all(dir).map_err(unwritten)?;
    // apt runs in a folder inside this one and needs its path from the root.
    let dir = &fs::canonicalize(dir).map_err(unwritten)?;
    remove_stale(dir);
    let work = tempfile::Builder::new().prefix(WORK).tempdir_in(dir).map_err(unwritten)?;

    progress(Progress::Checking(dir.clone()));
    let mut shelf = Shelf::open(lock, dir)?;
    let mut failure = None;
    if let Some(from) = &options.from {
        progress(Progress::Searching(from.clone()));
        shelf.take(from, work.path())?;
    }
    for place in places {
        if !shelf.wanting().is_empty() {
            progress(Progress::Searching(place.clone()));
            // A folder of the system that cannot be read is one that does not help.
            failure = shelf.take(place, work.path()).err().or(failure);
        }
    }
    if !options.offline && options.from.is_none() && !shelf.wanting().is_empty() {
        failure = fetch(&mut shelf, lock, work.path(), progress)?.or(failure);
    }
    finish(shelf, lock, dir, options, failure)
}

/// Downloads package after package until every role is served or none is left to try.
/// Gives the first failure, which is that of the package that matters most.
fn fetch(
    shelf: &mut Shelf<'_>,
    lock: &Lock,
    work: &Path,
    progress: &mut dyn FnMut(Progress),
) -> Result<Option<FontError>, FontError> {
    let mut tried = BTreeSet::new();
    let mut failure = None;
    progress(Progress::Updating);
    let apt = match Apt::prepare(&work.join("apt"), &packages(lock, &shelf.wanting())) {
        Ok(apt) => apt,
        Err(error) => return Ok(Some(error)),
    };
    while let Some(package) = next_package(lock, shelf, &tried) {
        tried.insert(package.clone());
        progress(Progress::Downloading(package.clone()));
        let taken = apt.download(&package).and_then(|file| {
            progress(Progress::Unpacking(package.clone()));
            shelf.take(&file, work)
        });
        match taken {
            Ok(()) => {}
            Err(error @ FontError::Write { .. }) => return Err(error),
            Err(error) => drop(failure.get_or_insert(error)),
        }
    }
    Ok(failure)
}

/// The next package to try: the preferred one of each role, then, for a role that is still without
/// any face, the others. So a machine that happens to hold a lesser face prints as others do.
fn next_package(lock: &Lock, shelf: &Shelf<'_>, tried: &BTreeSet<String>) -> Option<String> {
    let preferred = shelf.wanting().into_iter().filter_map(|role| lock.of(role).next());
    let others = shelf.missing().into_iter().flat_map(|role| lock.of(role));
    preferred.chain(others).map(|locked| &locked.package).find(|package| !tried.contains(*package)).cloned()
}

fn packages(lock: &Lock, missing: &[Role]) -> String {
    let best = missing.iter().filter_map(|role| lock.of(*role).next());
    let names: BTreeSet<&str> = best.map(|locked| locked.package.as_str()).collect();
    names.into_iter().collect::<Vec<_>>().join(", ")
}

fn finish(
    mut shelf: Shelf<'_>,
    lock: &Lock,
    dir: &Path,
    options: &InstallOptions,
    failure: Option<FontError>,
) -> Result<Installed, FontError> {
    let missing = shelf.missing();
    let required: Vec<Role> = missing.iter().copied().filter(|role| role.is_required()).collect();
    if let Some(first) = required.first() {
        return Err(match (shelf.refused_for(*first), failure, &options.from) {
            (Some(refused), _, _) => refused,
            (None, _, Some(from)) => {
                let files: Vec<&str> = required
                    .iter()
                    .filter_map(|role| lock.of(*role).next())
                    .map(|locked| locked.file.as_str())
                    .collect();
                FontError::NotInSource { from: from.clone(), roles: required, files: files.join(", ") }
            }
            (None, Some(failure), None) => failure,
            (None, None, None) => FontError::Missing { roles: required, dir: dir.to_owned() },
        });
    }
    let mut notes = Vec::new();
    let wanting = shelf.wanting();
    for role in &wanting {
        notes.extend(shelf.refused_for(*role));
    }
    if !missing.is_empty() {
        notes.push(FontError::RareAbsent { package: packages(lock, &missing) });
    }
    if !wanting.is_empty() {
        notes.extend(failure);
    }
    let fonts = Role::ALL
        .into_iter()
        .filter_map(|role| Some((role, shelf.serving(role)?)))
        .map(|(role, locked)| (role, locked.file.clone(), locked.version.clone()))
        .collect();
    Ok(Installed { dir: dir.to_owned(), fonts, notes })
}

/// Removes private folders of processes that were killed.
fn remove_stale(dir: &Path) {
    for entry in fs::read_dir(dir).into_iter().flatten().flatten() {
        let ours = entry.file_name().to_string_lossy().starts_with(WORK);
        let age = entry.metadata().and_then(|meta| meta.modified()).ok().and_then(|at| at.elapsed().ok());
        if ours && age.is_some_and(|age| age > STALE) {
            // Another process may be removing it at this moment.
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{lock, open};
    use super::*;

    #[test]
    fn the_preferred_package_comes_first_and_the_other_only_in_need() {
        let (lock, dir) = (lock(), tempfile::tempdir().unwrap());
        let next = |tried: &[&str]| {
            let shelf = Shelf::open(&lock, dir.path()).unwrap();
            next_package(&lock, &shelf, &tried.iter().map(ToString::to_string).collect())
        };
        assert_eq!(next(&[]).as_deref(), Some("fonts-open"));
        assert_eq!(next(&["fonts-open"]).as_deref(), Some("fonts-lesser"));
        for role in Role::ALL.into_iter().filter(|role| role.is_required()) {
            cache::store(dir.path(), lock.of(role).next().unwrap(), &open(role)).unwrap();
        }
        assert_eq!(next(&["fonts-open"]).as_deref(), Some("fonts-lesser"));
        let lesser = lock.of(Role::Rare).last().unwrap();
        std::fs::write(cache::path_of(dir.path(), lesser), super::super::tests::lesser()).unwrap();
        assert_eq!(next(&[]).as_deref(), Some("fonts-open"));
        assert_eq!(next(&["fonts-open"]), None);
        cache::store(dir.path(), lock.of(Role::Rare).next().unwrap(), &open(Role::Rare)).unwrap();
        assert_eq!(next(&[]), None);
    }

    #[test]
    fn only_old_private_folders_are_removed() {
        let dir = tempfile::tempdir().unwrap();
        let (old, young) = (dir.path().join(".work-old"), dir.path().join(".work-young"));
        for path in [&old, &young] {
            fs::create_dir(path).unwrap();
        }
        let long_ago = std::time::SystemTime::now() - STALE - STALE;
        fs::File::open(&old).unwrap().set_modified(long_ago).unwrap();
        remove_stale(dir.path());
        assert!(!old.exists() && young.exists());
    }
}
