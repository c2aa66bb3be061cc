//! `fonts.lock`: which open font files are accepted for each role, by SHA-256.
//!
//! The file at the root of the repository is compiled in; nothing is read at run time. A file
//! whose hash is not listed is never used in locked mode, whatever its name.

use super::{FontError, Role};

const EMBEDDED: &str = include_str!("../../fonts.lock");

/// One accepted font file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Locked {
    /// The role it serves.
    pub role: Role,
    /// Its file name as published.
    pub file: String,
    /// The face inside a collection; 0 for a single font.
    pub face: u32,
    /// The version its maker gives it.
    pub version: String,
    /// SHA-256 of the whole file, lower-case hexadecimal.
    pub sha256: String,
    /// The Debian and Ubuntu package that carries it.
    pub package: String,
    /// SPDX expression of its licence.
    pub licence: String,
}

impl Locked {
    /// Reads one line that is neither blank nor a comment.
    fn parse(line: &str) -> Option<Self> {
        let mut words = line.split_whitespace();
        let mut next = || words.next().map(str::to_owned);
        let locked = Self {
            role: Role::named(&next()?)?,
            file: next()?,
            face: next()?.parse().ok()?,
            version: next()?,
            sha256: next()?,
            package: next()?,
            licence: words.collect::<Vec<_>>().join(" "),
        };
        let sound = is_digest(&locked.sha256) && !locked.licence.is_empty() && !locked.file.contains(['/', '\\']);
        sound.then_some(locked)
    }

    /// The name of the file in the cache: its hash, with the extension it was published under.
    pub(super) fn cache_name(&self) -> String {
        match self.file.rsplit_once('.') {
            Some((_, extension)) => format!("{}.{}", self.sha256, extension.to_lowercase()),
            None => self.sha256.clone(),
        }
    }
}

/// The accepted files, in order of preference within each role.
#[derive(Debug, Clone)]
pub struct Lock {
    entries: Vec<Locked>,
}

impl Lock {
    /// The lock compiled into the program.
    ///
    /// # Errors
    /// [`FontError::LockLine`] if the file in the repository is malformed.
    pub fn embedded() -> Result<Self, FontError> {
        Self::parse(EMBEDDED)
    }

    /// Reads a lock from its text.
    ///
    /// # Errors
    /// [`FontError::LockLine`] for a line that is not seven well-formed columns.
    pub fn parse(text: &str) -> Result<Self, FontError> {
        let mut entries = Vec::new();
        for (index, line) in text.lines().enumerate() {
            if line.trim().is_empty() || line.starts_with('#') {
                continue;
            }
            let entry =
                Locked::parse(line).ok_or_else(|| FontError::LockLine { line: index + 1, text: line.to_owned() })?;
            entries.push(entry);
        }
        Ok(Self { entries })
    }

    /// Every accepted file.
    pub fn entries(&self) -> &[Locked] {
        &self.entries
    }

    /// The accepted files of a role, best first.
    pub fn of(&self, role: Role) -> impl Iterator<Item = &Locked> {
        self.entries.iter().filter(move |entry| entry.role == role)
    }

    /// Whether a hash is listed.
    pub(super) fn holds(&self, sha256: &str) -> bool {
        self.entries.iter().any(|entry| entry.sha256 == sha256)
    }

    /// Whether a file of this name may be a locked one: by its published name, or by its hash as
    /// in another machine's cache.
    pub(super) fn names(&self, file: &str) -> bool {
        self.entries
            .iter()
            .any(|entry| entry.file.eq_ignore_ascii_case(file) || entry.cache_name().eq_ignore_ascii_case(file))
    }
}

/// Whether a word is a SHA-256 in lower-case hexadecimal.
pub(super) fn is_digest(word: &str) -> bool {
    word.len() == 64 && word.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_lock_serves_every_role() {
        let lock = Lock::embedded().unwrap();
        for role in Role::ALL {
            assert!(lock.of(role).next().is_some(), "{role} has no file");
        }
        assert!(lock.of(Role::Rare).count() > 1, "other releases carry other versions");
    }

    #[test]
    fn a_line_is_read_column_by_column() {
        let sha = "0".repeat(64);
        let text = format!("# note\n\npg-kai K.OTF 3 1.2 {sha} some-package MIT OR Apache-2.0\n");
        let lock = Lock::parse(&text).unwrap();
        let entry = &lock.entries()[0];
        assert_eq!((entry.role, entry.face, entry.version.as_str()), (Role::Kai, 3, "1.2"));
        assert_eq!(entry.licence, "MIT OR Apache-2.0");
        assert_eq!(entry.cache_name(), format!("{sha}.otf"));
        assert!(lock.names("k.otf") && lock.names(&format!("{sha}.otf")) && !lock.names("x.otf"));
    }

    #[test]
    fn a_malformed_line_is_named() {
        let sha = "0".repeat(64);
        for line in [
            format!("pg-none F.otf 0 1 {sha} p MIT"),
            "pg-kai F.otf 0 1 abc p MIT".to_owned(),
            format!("pg-kai ../F.otf 0 1 {sha} p MIT"),
            format!("pg-kai F.otf 0 1 {sha} p"),
        ] {
            match Lock::parse(&format!("\n{line}\n")) {
                Err(FontError::LockLine { line: 2, .. }) => {}
                other => panic!("{line}: {other:?}"),
            }
        }
    }
}
