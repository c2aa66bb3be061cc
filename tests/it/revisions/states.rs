//! What may be compared: git revisions, folders and versions that are listed.

use std::fs;
use std::path::Path;
use std::process::Command;

use super::kept;
use crate::small::Small;

const PHONE: &str = "“机房值班电话”号码“固定电话”：0393-0000001 → 0393-0000021";

/// Git in `folder`, with a person of its own and no settings of the machine.
fn git(folder: &Path, arguments: &[&str]) {
    let run = Command::new("git")
        .args(["-c", "user.name=sample", "-c", "user.email=sample@example.invalid"])
        .args(["-c", "init.defaultBranch=main"])
        .args(["-c", "commit.gpgsign=false"])
        .args(arguments)
        .current_dir(folder)
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .output()
        .unwrap();
    assert!(run.status.success(), "git {arguments:?}: {}", String::from_utf8_lossy(&run.stderr));
}

/// A plan with one commit, its duty phone changed since.
fn committed() -> Small {
    let small = Small::new();
    git(small.folder(), &["init", "-q"]);
    git(small.folder(), &["add", "."]);
    git(small.folder(), &["commit", "-q", "-m", "2026.1"]);
    small.edit("contacts/own.yaml", "\"0393-0000001\"", "\"0393-0000021\"");
    small
}

#[test]
fn a_git_revision_is_a_state_of_the_plan() {
    let small = committed();
    let run = small.run(["diff", "HEAD"]);
    assert_eq!(run.code(), Some(0), "{}", run.err);
    assert!(run.text().contains(PHONE), "{}", run.text());
    assert_eq!(small.run(["diff", "HEAD", "--exit-code"]).code(), Some(1));
    let same = small.run(["diff", "HEAD", "HEAD", "--exit-code"]);
    assert_eq!(same.code(), Some(0), "{}{}", same.text(), same.err);
    assert!(same.text().contains("共 0 处修订"), "{}", same.text());
    // Two revisions, the later one first: what was added is taken away again.
    git(small.folder(), &["commit", "-q", "-a", "-m", "phone"]);
    let back = small.run(["diff", "HEAD", "HEAD~1"]);
    assert!(back.text().contains("0393-0000021 → 0393-0000001"), "{}", back.text());
}

#[test]
fn a_shallow_clone_has_its_own_commit() {
    let origin = committed();
    git(origin.folder(), &["commit", "-q", "-a", "-m", "phone"]);
    let clone = Small::new();
    fs::remove_dir_all(clone.plan()).unwrap();
    let from = format!("file://{}", origin.folder().display());
    git(clone.folder(), &["clone", "-q", "--depth", "1", &from, "shallow"]);
    let plan = clone.folder().join("shallow/plan-source");
    let plan = plan.to_str().unwrap();
    let path = Path::new(plan).join("contacts/own.yaml");
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, text.replace("0393-0000021", "0393-0000031")).unwrap();
    let run = clone.run(["diff", "--plan", plan, "HEAD"]);
    assert_eq!(run.code(), Some(0), "{}", run.err);
    assert!(run.text().contains("0393-0000021 → 0393-0000031"), "{}", run.text());
    // The commit before was not fetched; that is said and no guess is made.
    let run = clone.run(["diff", "--plan", plan, "HEAD~1"]);
    assert_eq!(run.code(), Some(2), "{}", run.text());
    assert!(run.err.contains("HEAD~1"), "{}", run.err);
}

#[test]
fn a_folder_and_a_listed_version_are_states_without_git() {
    let small = kept();
    for state in ["old", "2025.1"] {
        let mut command = small.command(["diff", state, "--exit-code"]);
        // No git at hand.
        let run = crate::small::watch({
            command.env("PATH", "");
            command
        });
        assert_eq!(run.code(), Some(1), "{state}: {}", run.err);
        assert!(run.text().contains(PHONE), "{state}: {}", run.text());
    }
}

#[test]
fn a_state_that_is_not_there_is_2_and_says_what_may_stand_there() {
    let small = kept();
    let run = small.run(["diff", "2023.1", "--lang", "zh"]);
    assert_eq!((run.code(), run.text()), (Some(2), ""), "{}", run.err);
    assert!(
        run.err.contains("没有“2023.1”：既不是 review/versions.yaml 里的版本，也不是目录或 git 版本"),
        "{}",
        run.err
    );
    // A version that is listed but was not kept is another matter.
    let run = small.run(["diff", "2024.1", "--lang", "zh"]);
    assert_eq!(run.code(), Some(2), "{}", run.err);
    assert!(run.err.contains("没有写 folder"), "{}", run.err);
    // An option is no revision.
    assert_eq!(small.run(["diff", "--", "--help"]).code(), Some(2));
}

#[test]
fn a_state_that_is_no_plan_is_told_with_its_findings() {
    let small = kept();
    small.edit("review/issued/2025.1/org/roles.yaml", "holder: p001", "holdr: p001");
    let run = small.run(["diff", "2025.1"]);
    assert_eq!(run.code(), Some(1), "{}", run.text());
    assert!(
        run.err.contains("unknown key 'holdr'") && run.err.contains("review/issued/2025.1/org/roles.yaml"),
        "{}",
        run.err
    );
}
