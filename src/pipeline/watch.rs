//! Whether what a build reads was changed, and when it may be read.
//!
//! The files are looked at again and again instead of asking the system to tell: that works as well on
//! a network drive, which tells nobody, and looking at the few hundred files of a plan takes a
//! millisecond. Their contents are not read.

use std::collections::BTreeMap;
use std::fs::{self, Metadata};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// Most folders inside folders; no plan has so many.
const DEPTH: usize = 16;

/// The files below the folders of a plan and its templates, as they were seen at one time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen(BTreeMap<PathBuf, Option<Stamp>>);

/// What tells a file from what it was. One that is saved under another name and then put in its place
/// is another file, even with the same size in the same second.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Stamp {
    modified: Option<SystemTime>,
    size: u64,
    own: Own,
}

/// Which file it is and when anything about it changed.
#[cfg(unix)]
type Own = (u64, i64, i64);
#[cfg(not(unix))]
type Own = ();

#[cfg(unix)]
fn own(metadata: &Metadata) -> Own {
    use std::os::unix::fs::MetadataExt;
    (metadata.ino(), metadata.ctime(), metadata.ctime_nsec())
}

#[cfg(not(unix))]
fn own(_metadata: &Metadata) -> Own {}

impl Seen {
    /// The files below `folders` as they are now. What cannot be looked at is not there: a build says
    /// why.
    pub fn now<'a>(folders: impl IntoIterator<Item = &'a Path>) -> Self {
        let mut seen = Self(BTreeMap::new());
        for folder in folders {
            seen.look(folder, 0);
        }
        seen
    }

    fn look(&mut self, folder: &Path, depth: usize) {
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            if passing(&entry.file_name().to_string_lossy()) {
                continue;
            }
            let path = entry.path();
            // Links are not followed: a plan has none, and one could lead in circles.
            match entry.metadata() {
                Ok(metadata) if metadata.is_dir() => {
                    if depth < DEPTH {
                        self.look(&path, depth + 1);
                    }
                    // Its own time changes with what an editor puts beside a file for a moment.
                    self.0.insert(path, None);
                }
                Ok(metadata) => {
                    let (modified, size) = (metadata.modified().ok(), metadata.len());
                    self.0.insert(path, Some(Stamp { modified, size, own: own(&metadata) }));
                }
                Err(_) => {}
            }
        }
    }
}

/// Whether a name is that of a file which editors and offices put beside the one that is edited.
fn passing(name: &str) -> bool {
    // vim, Emacs, Kate, LibreOffice and GNOME hide theirs; a plan is not read where names are hidden.
    name.starts_with('.')
        || name.ends_with('~')
        || name.starts_with("~$")
        || (name.starts_with('#') && name.ends_with('#'))
        // vim tries with it whether a folder can be written.
        || name == "4913"
        || [".tmp", ".swp", ".bak"].iter().any(|end| name.to_ascii_lowercase().ends_with(end))
}

/// How often something may be seen to change before it is built all the same.
const RESTLESS: usize = 40;

/// Tells from what is seen time and again when to build: when it differs from what was built and an
/// editor is no longer writing it.
#[derive(Debug)]
pub struct Settling<T> {
    built: T,
    last: T,
    changing: usize,
}

impl<T: Clone + PartialEq> Settling<T> {
    /// After a build of what was seen just before it.
    pub fn after(built: T) -> Self {
        Self { last: built.clone(), built, changing: 0 }
    }

    /// Takes what is seen now; whether it is to be built.
    pub fn is_due(&mut self, now: T) -> bool {
        let still = now == self.last;
        self.last = now;
        if self.last == self.built {
            self.changing = 0;
            return false;
        }
        self.changing += 1;
        still || self.changing >= RESTLESS
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// At which of these looks it is due for the first time.
    fn due(looks: &[u32]) -> Option<usize> {
        let mut settling = Settling::after(0);
        looks.iter().position(|look| settling.is_due(*look))
    }

    #[test]
    fn a_change_is_built_when_it_has_settled() {
        assert_eq!(due(&[0, 0, 0]), None);
        assert_eq!(due(&[1, 1]), Some(1));
        assert_eq!(due(&[0, 1, 2, 3, 3, 3]), Some(4));
        // What is put back was never there.
        assert_eq!(due(&[1, 0, 0]), None);
        assert_eq!(due(&[1, 0, 1, 1]), Some(3));
    }

    #[test]
    fn what_never_settles_is_built_all_the_same() {
        let looks: Vec<u32> = (1..=100).collect();
        assert_eq!(due(&looks), Some(RESTLESS - 1));
    }

    #[test]
    fn what_editors_put_beside_a_file_is_passed_over() {
        for name in [
            ".roles.yaml.swp",
            "roles.yaml~",
            "#roles.yaml#",
            ".#roles.yaml",
            "4913",
            "~$通讯录.xlsx",
            ".~lock.通讯录.xlsx#",
            ".git",
            "roles.yaml.tmp",
            "roles.yaml.BAK",
            ".goutputstream-X1Y2Z3",
        ] {
            assert!(passing(name), "{name}");
        }
        for name in ["roles.yaml", "#1.md", "通讯录.xlsx", "a~b.yaml", "tmp"] {
            assert!(!passing(name), "{name}");
        }
    }
}
