//! Reads the files of a plan folder as text, and refuses what is not one.
//!
//! Nothing outside the folder is opened: links, pipes and devices are findings. The order of the
//! directory does not matter; files are taken in the order of their paths.

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use super::faults;
use super::findings::Findings;
use super::head::HEAD;
use super::workbook::{self, Refusal};
use crate::finding::{FileId, Finding, Message, Place, Sources};
use crate::say;

/// Largest file that is read, in bytes; ten thousand contacts take about three million.
const FILE_LIMIT: u64 = 16 << 20;
/// Largest plan that is read, in bytes.
const PLAN_LIMIT: u64 = 128 << 20;
/// Most folders inside folders.
const DEPTH_LIMIT: usize = 8;

/// Where the files of a plan come from.
#[derive(Debug)]
pub(super) enum Origin<'a> {
    /// A folder.
    Folder(&'a Path),
    /// Files at hand, by their paths inside the plan, whose folder messages name so.
    Files(&'a Path, &'a [(String, Vec<u8>)]),
}

impl Origin<'_> {
    /// The path as messages show it.
    pub(super) fn shown(&self, inner: &str) -> String {
        let (Self::Folder(root) | Self::Files(root, _)) = self;
        shown(root, inner)
    }

    /// The bytes of a file that is no text, by its path inside the plan; none where it is not
    /// there. No part of the path may be a link, which could lead out of the plan.
    pub(super) fn bytes(&self, inner: &str) -> Option<Result<Vec<u8>, Refusal>> {
        match self {
            Self::Files(_, files) => files.iter().find(|(own, _)| own == inner).map(|(_, bytes)| Ok(bytes.clone())),
            Self::Folder(root) => {
                let mut path = root.to_path_buf();
                for part in inner.split('/') {
                    path.push(part);
                    let kind = fs::symlink_metadata(&path).ok()?.file_type();
                    if kind.is_symlink() {
                        return Some(Err(Refusal::odd()));
                    }
                }
                Some(workbook::bytes(&path))
            }
        }
    }
}

/// The path of a file of the plan as messages show it.
fn shown(root: &Path, inner: &str) -> String {
    let root = root.to_string_lossy();
    let root = root.trim_end_matches('/');
    if inner.is_empty() { root.to_owned() } else { format!("{root}/{inner}") }
}

/// Reads every file below `root` whose name ends in one of `extensions` into `sources`; gives
/// their paths inside `root`.
pub(super) fn read(
    root: &Path,
    extensions: &[&str],
    sources: &mut Sources,
    findings: &mut Findings,
) -> Vec<(String, FileId)> {
    let mut paths = Vec::new();
    let mut reading = Reading { root, extensions, sources, findings, total: 0 };
    reading.list(root, 0, &mut paths);
    paths.sort();
    paths.retain(|(inner, _)| reading.is_text(inner));
    paths.into_iter().filter_map(|(inner, path)| reading.read(&inner, &path).map(|id| (inner, id))).collect()
}

/// Reads one file that a person named.
pub(super) fn single(path: &Path) -> Result<String, Message> {
    let shown = path.display();
    let mut bytes = Vec::new();
    fs::File::open(path).and_then(|file| file.take(FILE_LIMIT + 1).read_to_end(&mut bytes)).map_err(|error| {
        let Message { zh, en } = Message::of_system(&error);
        say!("无法读取“{shown}”：{zh}", "cannot read '{shown}': {en}")
    })?;
    if bytes.len() as u64 > FILE_LIMIT {
        let limit = FILE_LIMIT >> 20;
        return Err(say!(
            "“{shown}”超出读取上限（{limit} MiB）",
            "'{shown}' is over the limit for reading ({limit} MiB)"
        ));
    }
    super::encoding::decode(&bytes).map_err(|problem| {
        let Message { zh, en } = problem.message();
        say!("无法读取“{shown}”：{zh}", "cannot read '{shown}': {en}")
    })
}

/// Takes files that are at hand, each with its path inside the plan, as [`read`] takes those of a
/// folder.
pub(super) fn take(
    root: &Path,
    extensions: &[&str],
    mut files: Vec<(String, Vec<u8>)>,
    sources: &mut Sources,
    findings: &mut Findings,
) -> Vec<(String, FileId)> {
    files.sort();
    let mut reading = Reading { root, extensions, sources, findings, total: 0 };
    let others: Vec<String> = files
        .iter()
        .filter_map(|(inner, _)| inner.strip_suffix(HEAD).filter(|folder| folder.ends_with('/')))
        .map(str::to_owned)
        .collect();
    files.retain(|(inner, _)| {
        let hidden = inner.split('/').any(|name| name.starts_with('.'));
        reading.is_text(inner) && !hidden && !others.iter().any(|folder| inner.starts_with(folder))
    });
    files.into_iter().filter_map(|(inner, bytes)| reading.understand(&inner, &bytes).map(|id| (inner, id))).collect()
}

struct Reading<'a> {
    root: &'a Path,
    extensions: &'a [&'a str],
    sources: &'a mut Sources,
    findings: &'a mut Findings,
    total: u64,
}

impl Reading<'_> {
    fn list(&mut self, folder: &Path, depth: usize, paths: &mut Vec<(String, PathBuf)>) {
        let entries = match fs::read_dir(folder) {
            Ok(entries) => entries,
            Err(error) => return self.unreadable(&self.inner(folder), &Message::of_system(&error)),
        };
        for entry in entries {
            let Ok(entry) = entry else {
                self.unreadable(&self.inner(folder), &say!("目录读到一半出错", "the folder cannot be listed"));
                continue;
            };
            let path = entry.path();
            let inner = self.inner(&path);
            if path.file_name().and_then(|name| name.to_str()).is_none() {
                let place = self.empty_file(&inner);
                self.findings.push(
                    Finding::error(
                        faults::UNREADABLE_FILE,
                        place,
                        say!("文件名“{inner}”不是有效的 UTF-8", "the file name '{inner}' is not valid UTF-8"),
                    )
                    .help(say!("改用 UTF-8 的文件名", "rename it in UTF-8")),
                );
                continue;
            }
            // `symlink_metadata` does not follow links: a link could lead out of the plan.
            let kind = match fs::symlink_metadata(&path) {
                Ok(metadata) => metadata.file_type(),
                Err(error) => {
                    self.unreadable(&inner, &Message::of_system(&error));
                    continue;
                }
            };
            if inner.rsplit('/').next().is_some_and(|name| name.starts_with('.')) {
                continue;
            }
            if kind.is_dir() {
                if depth >= DEPTH_LIMIT {
                    self.over_limit(&inner, &format!("{DEPTH_LIMIT}"));
                } else if self.is_text(&inner) {
                    self.not_a_file(&inner);
                } else if path.join(HEAD).is_file() {
                    // An issued version that is kept beside the records is a plan of its own.
                } else {
                    self.list(&path, depth + 1, paths);
                }
            } else if kind.is_file() {
                paths.push((inner, path));
            } else {
                self.not_a_file(&inner);
            }
        }
    }

    fn read(&mut self, inner: &str, path: &Path) -> Option<FileId> {
        let mut bytes = Vec::new();
        // One byte more than the limit tells a file at the limit from a longer one.
        let read = fs::File::open(path).and_then(|file| file.take(FILE_LIMIT + 1).read_to_end(&mut bytes));
        if let Err(error) = read {
            self.unreadable(inner, &Message::of_system(&error));
            return None;
        }
        self.understand(inner, &bytes)
    }

    fn understand(&mut self, inner: &str, bytes: &[u8]) -> Option<FileId> {
        self.total += bytes.len() as u64;
        if bytes.len() as u64 > FILE_LIMIT || self.total > PLAN_LIMIT {
            self.over_limit(inner, &format!("{} MiB", FILE_LIMIT >> 20));
            return None;
        }
        match super::encoding::decode(bytes) {
            Ok(text) => {
                let blank = text.trim().is_empty();
                let id = self.sources.add(self.shown(inner), text);
                if blank {
                    self.findings.push(
                        Finding::error(
                            faults::EMPTY_VALUE,
                            Place::new(id, 0..0),
                            say!("文件是空的", "the file is empty"),
                        )
                        .help(say!("写上内容，或删掉这个文件", "fill it in, or delete the file")),
                    );
                }
                super::encoding::hidden_characters(id, self.sources, self.findings);
                super::encoding::lookalikes(id, self.sources, self.findings);
                Some(id)
            }
            Err(problem) => {
                let place = self.empty_file(inner);
                self.findings.push(problem.finding(place));
                None
            }
        }
    }

    fn is_text(&self, inner: &str) -> bool {
        let extension = inner.rsplit_once('.').map(|(_, extension)| extension);
        // `ROLES.YAML` from another system is not passed over in silence.
        extension.is_some_and(|extension| self.extensions.iter().any(|known| known.eq_ignore_ascii_case(extension)))
    }

    /// The path inside the plan, with `/`.
    fn inner(&self, path: &Path) -> String {
        let inner = path.strip_prefix(self.root).unwrap_or(path);
        let parts: Vec<_> = inner.iter().map(|part| part.to_string_lossy()).collect();
        parts.join("/")
    }

    /// The path as messages show it.
    fn shown(&self, inner: &str) -> String {
        shown(self.root, inner)
    }

    fn empty_file(&mut self, inner: &str) -> Place {
        let id = self.sources.add(self.shown(inner), "");
        Place::new(id, 0..0)
    }

    fn unreadable(&mut self, inner: &str, reason: &Message) {
        let place = self.empty_file(inner);
        let Message { zh, en } = reason;
        self.findings.push(
            Finding::error(faults::UNREADABLE_FILE, place, say!("无法读取：{zh}", "cannot be read: {en}"))
                .help(say!("检查文件的读取权限", "check the permissions of the file")),
        );
    }

    fn not_a_file(&mut self, inner: &str) {
        let place = self.empty_file(inner);
        self.findings.push(
            Finding::error(
                faults::UNREADABLE_FILE,
                place,
                say!(
                    "这不是普通文件（链接、管道、设备或目录）",
                    "this is not an ordinary file (a link, a pipe, a device or a folder)"
                ),
            )
            .help(say!("把真实的文件放进预案目录", "put the file itself into the plan folder")),
        );
    }

    fn over_limit(&mut self, inner: &str, limit: &str) {
        let place = self.empty_file(inner);
        self.findings.push(
            Finding::error(
                faults::OVER_LIMIT,
                place,
                say!("超出读取上限（{limit}）", "over the limit for reading ({limit})"),
            )
            .help(say!("拆成几个文件，或移出预案目录", "split it, or move it out of the plan folder")),
        );
    }
}
