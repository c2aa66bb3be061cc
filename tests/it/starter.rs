//! `plangen new`: the first plan checks clean and builds, and nothing that is there is touched.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use plangen::check::{self, Checked};
use plangen::load;
use plangen::pipeline::start::STARTER;

use crate::small::{Run, files, watch};

/// The plan, checked.
pub(crate) fn plan() -> Checked {
    let loaded = load::load(&Path::new(env!("CARGO_MANIFEST_DIR")).join("starter")).unwrap();
    let plan = loaded.plan.expect("the first plan loads");
    let as_of = plan.head.as_of.as_ref().unwrap().value;
    check::run(plan, &loaded.sources, as_of).1.expect("the first plan is clean")
}

/// Runs the program in a folder.
fn plangen(folder: &Path, arguments: &[&str]) -> Run {
    let mut command = Command::new(env!("CARGO_BIN_EXE_plangen"));
    command.args(arguments).current_dir(folder).env("LC_ALL", "C.UTF-8");
    watch(command)
}

#[test]
fn the_first_plan_checks_clean_and_builds() {
    let place = tempfile::tempdir().unwrap();
    let run = plangen(place.path(), &["new", "plan-source", "--lang", "zh"]);
    assert_eq!(run.code(), Some(0), "{}", run.err);
    let listed: Vec<&str> = run.text().lines().collect();
    let expected: Vec<String> = STARTER.iter().map(|(path, _)| format!("plan-source/{path}")).collect();
    assert_eq!(listed, expected);
    assert!(run.err.ends_with("  plangen check\n  plangen build\n"), "{}", run.err);

    let check = plangen(place.path(), &["check", "--deny-warnings", "--format", "json"]);
    assert_eq!((check.code(), check.findings()), (Some(0), Vec::new()));
    let build = plangen(place.path(), &["build", "--deny-warnings"]);
    assert_eq!(build.code(), Some(0), "{}", build.err);
    let made = files(&place.path().join("output"));
    for path in [
        "public/plan.pdf",
        "internal/official.pdf",
        "internal/checklists/fire.pdf",
        "internal/posters/fire.pdf",
        "internal/cards/duty-operator.pdf",
        "internal/forms/incident-report.pdf",
        "internal/plan.html",
        "restricted/binder.pdf",
        "restricted/contacts.pdf",
        "restricted/call-tree.pdf",
    ] {
        assert!(made.contains_key(Path::new(path)), "{path} is not among {:?}", made.keys());
    }
}

#[test]
fn an_empty_folder_is_filled_and_the_next_commands_name_it() {
    let place = tempfile::tempdir().unwrap();
    let folder = place.path().join("应急 预案");
    fs::create_dir(&folder).unwrap();
    let run = plangen(place.path(), &["new", "应急 预案", "--lang", "en"]);
    assert_eq!(run.code(), Some(0), "{}", run.err);
    assert!(run.err.contains("plangen check --plan '应急 预案'\n"), "{}", run.err);
    let inside = tempfile::tempdir().unwrap();
    assert_eq!(plangen(inside.path(), &["new", ".", "-q"]).code(), Some(0));
    let below = tempfile::tempdir().unwrap();
    assert_eq!(plangen(below.path(), &["new", "a/b", "-q"]).code(), Some(0));
    let embedded: BTreeMap<PathBuf, Vec<u8>> =
        STARTER.iter().map(|(path, text)| (PathBuf::from(path), text.as_bytes().to_vec())).collect();
    for written in [folder.as_path(), inside.path(), &below.path().join("a/b")] {
        assert_eq!(files(written), embedded);
    }
    assert_eq!(fs::read_dir(below.path().join("a")).unwrap().count(), 1);
}

#[test]
fn what_is_there_is_left_as_it_is() {
    let place = tempfile::tempdir().unwrap();
    let folder = place.path().join("plan");
    fs::create_dir(&folder).unwrap();
    fs::write(folder.join(".值班表"), "旧").unwrap();
    fs::write(place.path().join("文件"), "旧").unwrap();
    let before = files(place.path());
    for (name, said) in [("plan", "已经有文件"), ("文件", "不是目录")] {
        let run = plangen(place.path(), &["new", name, "--lang", "zh"]);
        assert_eq!(run.code(), Some(4), "{}", run.err);
        assert!(run.out.is_empty() && run.err.contains(said) && run.err.contains(name), "{}", run.err);
    }
    assert_eq!(files(place.path()), before);
}

#[test]
fn the_program_holds_every_file_of_the_folder_and_each_opens_with_a_comment() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("starter");
    let there: Vec<PathBuf> = files(&folder).into_keys().collect();
    let mut embedded: Vec<PathBuf> = STARTER.iter().map(|(path, _)| PathBuf::from(path)).collect();
    embedded.sort();
    assert_eq!(embedded, there);
    for (path, text) in STARTER {
        // Prose has no comments; the head of `plan.yaml` says how it is kept.
        let opening = text.lines().next().unwrap();
        let told = if path.ends_with(".md") { path.starts_with("text/") } else { opening.starts_with("# ") };
        assert!(told, "{path}: {opening}");
        assert!(path.ends_with(".md") || text.contains("维护："), "{path} does not say who keeps it");
    }
}

#[test]
fn completions_name_every_command() {
    let place = tempfile::tempdir().unwrap();
    let help = plangen(place.path(), &["help"]);
    let listed = help.text().split_once("Commands:\n").unwrap().1.split_once("\n\n").unwrap().0;
    // The name of a command stands two spaces in; what it does is wrapped further in.
    let names: Vec<&str> = listed
        .lines()
        .filter_map(|line| line.strip_prefix("  ").filter(|rest| !rest.starts_with(' ')))
        .filter_map(|line| line.split_whitespace().next())
        .collect();
    assert!(names.len() > 12 && names.contains(&"new") && names.contains(&"completions"), "{names:?}");
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let run = plangen(place.path(), &["completions", shell]);
        assert_eq!(run.code(), Some(0), "{shell}: {}", run.err);
        for name in &names {
            let words = run.text().split(|c: char| !c.is_ascii_alphanumeric() && c != '-' && c != '_');
            assert!(words.into_iter().any(|word| word == *name), "{shell}: {name}");
        }
    }
    assert_eq!(plangen(place.path(), &["completions", "cmd"]).code(), Some(2));
}
