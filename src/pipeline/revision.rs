//! Which commit the plan is at.
//!
//! Asks `git`; without it, or outside a repository, there is no revision.

#![allow(clippy::disallowed_methods, reason = "the one place that asks git")]

use std::path::Path;
use std::process::Command;

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

fn git(folder: &Path, arguments: &[&str]) -> Option<String> {
    let output = Command::new("git")
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
        .stdin(std::process::Stdio::null())
        .stderr(std::process::Stdio::null())
        .output()
        .ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    output.status.success().then(|| text.trim().to_owned())
}
