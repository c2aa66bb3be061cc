//! Fetches packages with `apt-get download` as an ordinary user.
//!
//! The system's sources, keys and proxy are used; lists and caches live in a private folder, so
//! neither root nor a previous `apt-get update` is needed and nothing is installed. apt checks the
//! signatures; the caller checks each font against the lock. This is the only network access.

use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use super::FontError;

/// A private apt in a folder of its own.
pub(super) struct Apt {
    root: PathBuf,
    /// What went wrong while the lists were fetched; told only if a download fails too.
    warning: Option<String>,
}

impl Apt {
    /// Prepares the folder and fetches the package lists.
    ///
    /// # Errors
    /// [`FontError::NoApt`] without `apt-get`, [`FontError::Write`] for the folder.
    /// An unreachable source is no error here, since another may hold the package.
    pub(super) fn prepare(root: &Path, packages: &str) -> Result<Self, FontError> {
        let write = |path: &Path, result: io::Result<()>| {
            result.map_err(|source| FontError::Write { path: path.to_owned(), source })
        };
        for name in ["state/lists/partial", "cache/archives/partial", "debs"] {
            let path = root.join(name);
            write(&path, std::fs::create_dir_all(&path))?;
        }
        let status = root.join("state/status");
        write(&status, std::fs::write(&status, ""))?;
        let mut apt = Self { root: root.to_owned(), warning: None };
        match apt.run(&["update"]) {
            Ok(output) => apt.warning = complaint(&output),
            Err(_) => return Err(FontError::NoApt { packages: packages.to_owned() }),
        }
        Ok(apt)
    }

    /// Downloads the newest version of a package; gives the path of the file.
    ///
    /// # Errors
    /// [`FontError::Apt`] with apt's own words.
    pub(super) fn download(&self, package: &str) -> Result<PathBuf, FontError> {
        let fault = |detail: String| FontError::Apt { package: package.to_owned(), detail };
        let output = self.run(&["download", package]).map_err(|error| fault(error.to_string()))?;
        let found = std::fs::read_dir(self.root.join("debs"))
            .into_iter()
            .flatten()
            .flatten()
            .map(|entry| entry.path())
            .find(|path| is_package_file(path, package));
        match found {
            Some(path) if output.status.success() => Ok(path),
            _ => {
                let words = [self.warning.clone(), complaint(&output)];
                let words: Vec<String> = words.into_iter().flatten().collect();
                Err(fault(if words.is_empty() { output.status.to_string() } else { words.join("; ") }))
            }
        }
    }

    fn run(&self, arguments: &[&str]) -> io::Result<Output> {
        let at = |name: &str| self.root.join(name).display().to_string();
        let mut command = Command::new("apt-get");
        for option in [
            format!("Dir::State={}", at("state")),
            format!("Dir::State::status={}", at("state/status")),
            format!("Dir::Cache={}", at("cache")),
            // Dropping privileges to another user would lock it out of the private folder.
            "APT::Sandbox::User=".to_owned(),
            "Acquire::Retries=3".to_owned(),
            "Acquire::http::Timeout=30".to_owned(),
            "Acquire::https::Timeout=30".to_owned(),
            "Acquire::Languages=none".to_owned(),
            "Acquire::IndexTargets::deb::DEP-11::DefaultEnabled=false".to_owned(),
            "Acquire::IndexTargets::deb::CNF::DefaultEnabled=false".to_owned(),
        ] {
            command.args(["-o", &option]);
        }
        command
            .args(["-q", "-y"])
            .args(arguments)
            .current_dir(self.root.join("debs"))
            .env("LC_ALL", "C")
            .env("DEBIAN_FRONTEND", "noninteractive")
            .stdin(Stdio::null())
            .output()
    }
}

/// Whether a path is a file of the package, in any version.
pub(super) fn is_package_file(path: &Path, package: &str) -> bool {
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    name.strip_prefix(package).is_some_and(|rest| rest.starts_with('_') && rest.ends_with(".deb"))
}

/// apt's errors, or its warnings where it calls an unreachable source no error, two at most.
fn complaint(output: &Output) -> Option<String> {
    let text = String::from_utf8_lossy(&output.stderr);
    let lines = |mark: &str| -> Vec<&str> { text.lines().filter(|line| line.starts_with(mark)).take(2).collect() };
    let found = [lines("E: "), lines("W: ")].into_iter().find(|lines| !lines.is_empty());
    found.map(|lines| lines.join("; "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_package_file_is_known_by_its_name() {
        let is = |name: &str| is_package_file(Path::new(name), "fonts-x");
        assert!(is("/a/fonts-x_1%3a2-1_all.deb"));
        assert!(!is("fonts-x-extra_1_all.deb") && !is("fonts-x_1.dsc") && !is("fonts-x"));
    }
}
