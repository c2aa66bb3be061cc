//! Which commit the plan is at.
//!
//! Asks `git`; without it, or outside a repository, there is no revision.

#![allow(clippy::disallowed_methods, reason = "the one place that asks git")]

use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

/// The commit of a folder.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Revision {
    /// The commit.
    pub(super) commit: Option<String>,
    /// Whether files of the folder differ from it.
    pub(super) dirty: bool,
}

/// The revision of `folder`.
pub(super) fn of(folder: &Path) -> Revision {
    let Some(commit) = git(folder, &["rev-parse", "HEAD"]) else { return Revision::default() };
    // Only the plan itself counts: a built output beside it does not make it dirty.
    let changes = git(folder, &["status", "--porcelain", "--", "."]);
    Revision { commit: Some(commit), dirty: changes.is_none_or(|changes| !changes.is_empty()) }
}

/// The files of the plan in `folder` as they were at `revision`, each with its path inside the plan;
/// `None` where `revision` names no commit.
pub(super) fn files_at(folder: &Path, revision: &str) -> Option<Vec<(String, Vec<u8>)>> {
    let commit =
        git(folder, &["rev-parse", "--verify", "--quiet", "--end-of-options", &format!("{revision}^{{commit}}")])?;
    // `./` makes paths relative to the folder, wherever the repository begins.
    let listed = &["ls-tree", "-r", "-z", "--format=%(objectmode) %(objectname) %(path)", &commit, "./"];
    let tree = String::from_utf8(run(folder, listed, b"")?).ok()?;
    let (mut paths, mut objects) = (Vec::new(), String::new());
    for entry in tree.split('\0') {
        let mut fields = entry.splitn(3, ' ');
        let (Some(mode), Some(object), Some(path)) = (fields.next(), fields.next(), fields.next()) else { continue };
        // Links and submodules are no files of a plan.
        if mode.starts_with("100") {
            paths.push(path.to_owned());
            objects.push_str(object);
            objects.push('\n');
        }
    }
    let contents = run(folder, &["cat-file", "--batch"], objects.as_bytes())?;
    let mut rest = contents.as_slice();
    let mut files = Vec::new();
    for path in paths {
        // `<object> blob <size>`, a line feed, the bytes, a line feed.
        let end = rest.iter().position(|byte| *byte == b'\n')?;
        let size: usize = std::str::from_utf8(&rest[..end]).ok()?.rsplit(' ').next()?.parse().ok()?;
        files.push((path, rest.get(end + 1..end + 1 + size)?.to_vec()));
        rest = rest.get(end + size + 2..)?;
    }
    Some(files)
}

fn git(folder: &Path, arguments: &[&str]) -> Option<String> {
    let text = String::from_utf8(run(folder, arguments, b"")?).ok()?;
    Some(text.trim().to_owned())
}

/// What git answers to `arguments` and `input`.
fn run(folder: &Path, arguments: &[&str], input: &[u8]) -> Option<Vec<u8>> {
    let mut child = Command::new("git")
        .arg("-C")
        .arg(folder)
        // A plan folder from elsewhere must not start programs through its git configuration.
        .args(["-c", "core.quotePath=false", "-c", "core.fsmonitor=false"])
        .args(arguments)
        // A status must not write to the repository it looks at.
        .env("GIT_OPTIONAL_LOCKS", "0")
        // Inside a hook these name the repository of the hook, not that of the plan.
        .env_remove("GIT_DIR")
        .env_remove("GIT_WORK_TREE")
        .env_remove("GIT_INDEX_FILE")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .ok()?;
    let mut stdin = child.stdin.take()?;
    // Git answers while it is still being asked; with one after the other both could wait for ever.
    let output = std::thread::scope(|scope| {
        scope.spawn(move || stdin.write_all(input));
        child.wait_with_output()
    });
    let output = output.ok()?;
    output.status.success().then_some(output.stdout)
}
