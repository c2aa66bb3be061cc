//! What the machine around the plan may do to it.

use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::process::Command;

use crate::small::{Small, Told, files, watch};

/// What was spoiled is told, and the old output is as it was.
fn refused(spoil: impl Fn(&Small), code: i32, rule: &str, file: &str) {
    let small = Small::new();
    small.build();
    let before = files(&small.output());
    spoil(&small);
    let (found, told) = small.check();
    assert_eq!(found, Some(code), "{told:#?}");
    let named = |told: &Told| told.rule == rule && told.file == format!("plan-source/{file}");
    assert!(told.iter().any(named), "{file}: {told:#?}");
    assert_eq!(small.run(["build"]).code(), Some(code));
    assert_eq!(files(&small.output()), before);
}

#[test]
fn what_is_no_ordinary_file_is_refused_and_not_opened() {
    let outside = tempfile::tempdir().unwrap();
    fs::write(outside.path().join("secret.yaml"), "units: []\n").unwrap();
    refused(
        |small| symlink(outside.path().join("secret.yaml"), small.plan().join("org/link.yaml")).unwrap(),
        3,
        "unreadable-file",
        "org/link.yaml",
    );
    refused(|small| symlink(outside.path(), small.plan().join("org/link")).unwrap(), 3, "unreadable-file", "org/link");
    refused(
        |small| symlink("missing.yaml", small.plan().join("org/link.yaml")).unwrap(),
        3,
        "unreadable-file",
        "org/link.yaml",
    );
    refused(|small| symlink("..", small.plan().join("org/loop")).unwrap(), 3, "unreadable-file", "org/loop");
    let pipe = |small: &Small| {
        assert!(Command::new("mkfifo").arg(small.plan().join("org/pipe.yaml")).status().unwrap().success())
    };
    refused(pipe, 3, "unreadable-file", "org/pipe.yaml");
    let folder = |small: &Small| {
        fs::remove_file(small.plan().join("plan.yaml")).unwrap();
        fs::create_dir(small.plan().join("plan.yaml")).unwrap();
    };
    refused(folder, 3, "unreadable-file", "plan.yaml");
    refused(
        |small| fs::write(small.plan().join(OsStr::from_bytes(b"org/\xff.yaml")), "units: []\n").unwrap(),
        3,
        "unreadable-file",
        "org/\u{FFFD}.yaml",
    );
    refused(
        |small| fs::create_dir_all(small.plan().join("a/b/c/d/e/f/g/h/i/j")).unwrap(),
        3,
        "over-limit",
        "a/b/c/d/e/f/g/h/i",
    );
}

#[test]
fn an_unreadable_file_is_told() {
    let small = Small::new();
    let file = small.plan().join("org/units.yaml");
    fs::set_permissions(&file, fs::Permissions::from_mode(0o000)).unwrap();
    if fs::File::open(&file).is_ok() {
        // Whoever runs this may read everything.
        return;
    }
    let (code, told) = small.check();
    assert!(code == Some(3) && told.iter().any(|told| told.rule == "unreadable-file"), "{told:#?}");
}

#[test]
fn other_encodings_are_named() {
    let gbk = b"units:\n  - {id: a, name: \xd0\xd5\xc3\xfb}\n";
    let utf16: Vec<u8> = "\u{FEFF}units: []\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let bare: Vec<u8> = "units: [甲]\n".encode_utf16().flat_map(u16::to_be_bytes).collect();
    for (bytes, word) in
        [(gbk.as_slice(), "GBK"), (&utf16, "UTF-16"), (&bare, "UTF-16"), (b"a: \xff\xff\n", "不是 UTF-8")]
    {
        let small = Small::new();
        small.write("org/old.yaml", bytes);
        let (code, told) = small.check();
        assert_eq!((code, told[0].rule.as_str(), told.len()), (Some(3), "wrong-encoding", 1), "{told:#?}");
        assert!(told[0].message.contains(word) && told[0].help.contains("UTF-8"), "{told:#?}");
    }
}

#[test]
fn a_file_in_capitals_is_read_all_the_same() {
    let small = Small::new();
    fs::rename(small.plan().join("org/units.yaml"), small.plan().join("org/UNITS.YAML")).unwrap();
    fs::rename(small.plan().join("text/01-总则.md"), small.plan().join("text/01-总则.MD")).unwrap();
    assert_eq!(small.check(), (Some(0), Vec::new()));
}

#[test]
fn a_plan_without_its_head_or_its_folder_is_told() {
    let small = Small::new();
    fs::remove_file(small.plan().join("plan.yaml")).unwrap();
    let (code, told) = small.only();
    assert_eq!((code, told.rule.as_str(), told.file.as_str()), (Some(1), "missing-field", "plan-source/plan.yaml"));
    fs::remove_dir_all(small.plan()).unwrap();
    let run = small.run(["check", "--lang", "zh"]);
    assert!(run.code() == Some(3) && run.err.contains("plan-source") && run.err.contains("--plan"), "{}", run.err);
    fs::write(small.plan(), "").unwrap();
    assert_eq!(small.run(["check"]).code(), Some(3));
}

#[test]
fn of_a_folder_around_plans_those_are_named() {
    let small = Small::new();
    fs::write(small.folder().join("README.md"), "no chapter\n").unwrap();
    let help = || {
        let run = small.run(["check", "--plan", ".", "--lang", "zh", "--format", "json"]);
        let told = run.findings();
        assert!(run.code() == Some(1) && told.len() == 1 && told[0].rule == "missing-field", "{told:#?}");
        assert!(told[0].file == "./plan.yaml" && told[0].message.contains("“.”里没有预案"), "{told:#?}");
        told[0].help.clone()
    };
    assert_eq!(help(), "是不是 --plan plan-source？");
    for name in ["e", "d", "c", "b", "a"] {
        fs::create_dir(small.folder().join(name)).unwrap();
        fs::write(small.folder().join(name).join("plan.yaml"), "plan: {}\n").unwrap();
    }
    assert!(help().contains("a、b、c、d、e 等") && !help().contains("plan-source"), "{}", help());
    for folder in ["a", "b", "c", "d", "e", "plan-source"] {
        fs::remove_dir_all(small.folder().join(folder)).unwrap();
    }
    assert!(help().contains("plangen new plan-source"), "{}", help());
}

#[test]
fn an_output_that_would_destroy_something_is_refused() {
    for output in [
        "plan-source",
        ".",
        "/",
        "..",
        "plan-source/output",
        "plan-source/org",
        "./plan-source/../plan-source",
        "templates/out",
    ] {
        let small = Small::new();
        fs::create_dir(small.folder().join("templates")).unwrap();
        let run = small.run(["build", "--lang", "zh", "--output", output]);
        assert_eq!(run.code(), Some(4), "{output}: {}", run.err);
        assert!(run.err.contains("--output"), "{output}: {}", run.err);
        assert_eq!(small.check().0, Some(0), "{output}");
        assert!(!small.plan().join("output").exists());
    }
    let small = Small::new();
    symlink(small.plan(), small.folder().join("link")).unwrap();
    assert_eq!(small.run(["build", "--output", "link/output"]).code(), Some(4));
    assert_eq!(small.run(["build", "--output", "link"]).code(), Some(4));
    fs::create_dir(small.output()).unwrap();
    fs::write(small.output().join("家书.txt"), "x").unwrap();
    let run = small.run(["build", "--lang", "zh"]);
    assert!(run.code() == Some(4) && run.err.contains("家书.txt"), "{}", run.err);
    assert!(small.output().join("家书.txt").exists());
    fs::write(small.folder().join("file"), "x").unwrap();
    assert_eq!(small.run(["build", "--output", "file"]).code(), Some(4));
    assert_eq!(small.run(["build", "--output", "file/below"]).code(), Some(4));
    assert_eq!(small.run(["build", "--output", "/proc/plangen/output"]).code(), Some(4));
}

#[test]
fn a_bare_environment_changes_nothing() {
    let small = Small::new();
    small.build();
    let whole = fs::read(small.output().join("internal/official.pdf")).unwrap();
    let cache = std::env::var_os("HOME").map(|home| std::path::Path::new(&home).join(".cache/plangen/fonts"));
    let mut command = small.command(["build", "-q"]);
    command.env_clear().env("LANG", "C");
    if let Some(fonts) = std::env::var_os("PLANGEN_FONTS").or(cache.filter(|cache| cache.is_dir()).map(Into::into)) {
        command.env("PLANGEN_FONTS", fonts);
    }
    let run = watch(command);
    assert_eq!(run.code(), Some(0), "{}", run.err);
    assert_eq!(fs::read(small.output().join("internal/official.pdf")).unwrap(), whole);
    let mut command = small.command(["check"]);
    command.env_clear();
    assert_eq!(watch(command).code(), Some(0));
}

#[test]
fn a_plan_folder_cannot_start_programs() {
    let small = Small::new();
    let git = |arguments: &[&str]| {
        let done = Command::new("git").arg("-C").arg(small.plan()).args(arguments).output();
        done.is_ok_and(|done| done.status.success())
    };
    let identity = ["-c", "user.name=t", "-c", "user.email=t@localhost"];
    if !(git(&["init", "-q"]) && git(&["add", "."]) && git(&[&identity[..], &["commit", "-qm", "x"]].concat())) {
        // Without git there is no revision to ask for.
        return;
    }
    let trap = small.folder().join("trap");
    fs::write(&trap, "#!/bin/sh\ntouch \"$(dirname \"$0\")/sprung\"\n").unwrap();
    fs::set_permissions(&trap, fs::Permissions::from_mode(0o755)).unwrap();
    assert!(git(&["config", "core.fsmonitor", trap.to_str().unwrap()]));
    small.build();
    assert!(!small.folder().join("sprung").exists());
}
