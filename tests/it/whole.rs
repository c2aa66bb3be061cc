//! The output is all new or all old, and the same inputs give the same bytes.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use plangen::write::hex;

use crate::small::{Small, files, watch};

/// Checks that an output is whole: everything its manifests name is there, and nothing else.
fn assert_whole(output: &Path) {
    let found = files(output);
    let mut named = 0;
    for edition in fs::read_dir(output).unwrap() {
        let edition = edition.unwrap().path();
        let sums = fs::read_to_string(edition.join("SHA256SUMS")).unwrap();
        for line in sums.lines() {
            let (sum, path) = line.split_once("  ").unwrap();
            assert_eq!(hex(&fs::read(edition.join(path)).unwrap()), sum, "{path}");
            named += 1;
        }
        let manifest: serde_json::Value =
            serde_json::from_slice(&fs::read(edition.join("manifest.json")).unwrap()).unwrap();
        assert_eq!(manifest["artifacts"].as_array().unwrap().len() + 1, sums.lines().count());
        named += 1;
    }
    assert_eq!(found.len(), named, "{:?}", found.keys());
}

/// What stands beside plan and output.
fn beside(small: &Small) -> Vec<String> {
    let names = fs::read_dir(small.folder()).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<_> = names.collect();
    names.sort();
    names
}

#[test]
fn a_killed_build_leaves_the_old_output_or_the_new_one() {
    let small = Small::new();
    let start = Instant::now();
    small.build();
    let whole = start.elapsed();
    for round in 0..12_u32 {
        small.edit(
            "plan.yaml",
            &format!(
                "title: 网络与信息安全事件{}应急预案",
                if round == 0 { String::new() } else { format!("之{round}") }
            ),
            &format!("title: 网络与信息安全事件之{}应急预案", round + 1),
        );
        let mut child = small.command(["build"]).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        // Most of them late, where files are written and exchanged.
        std::thread::sleep(whole.mul_f64(0.55 + f64::from(round) * 0.05));
        child.kill().unwrap();
        child.wait().unwrap();
        assert_whole(&small.output());
    }
    small.build();
    assert_whole(&small.output());
    assert_eq!(beside(&small), ["output", "plan-source"]);
}

#[test]
fn builds_at_once_take_turns() {
    let small = Small::new();
    let children: Vec<_> = (0..4)
        .map(|_| small.command(["build", "-q"]).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap())
        .collect();
    for child in children {
        let output = child.wait_with_output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    }
    assert_whole(&small.output());
    assert_eq!(beside(&small), ["output", "plan-source"]);
}

#[test]
fn a_build_that_fails_leaves_the_old_output_alone() {
    let small = Small::new();
    small.build();
    let before = files(&small.output());
    let cases: &[(&str, &str, &str, i32)] = &[
        ("org/roles.yaml", "holder: p001", "holdr: p001", 1),
        ("org/roles.yaml", "post: 局长", "post: \"局长", 1),
        ("text/01-总则.md", "本预案适用于", "本预案适用于𮯰\u{3FFFD}", 1),
        ("text/01-总则.md", "{{ organisation() }}", "{{ organisation(", 1),
    ];
    for (file, from, to, code) in cases {
        let text = fs::read_to_string(small.plan().join(file)).unwrap();
        small.edit(file, from, to);
        assert_eq!(small.run(["build"]).code(), Some(*code), "{to}");
        assert_eq!(files(&small.output()), before, "{to}");
        small.write(file, text);
    }
    small.write("org/old.yaml", b"name: \xd0\xd5\n");
    assert_eq!(small.run(["build"]).code(), Some(3));
    assert_eq!(files(&small.output()), before);
    fs::remove_file(small.plan().join("org/old.yaml")).unwrap();
    fs::create_dir(small.folder().join("templates")).unwrap();
    fs::write(small.folder().join("templates/gongwen.typ"), "#let x = (").unwrap();
    fs::create_dir(small.folder().join("templates/lib")).unwrap();
    fs::write(small.folder().join("templates/lib/gongwen.typ"), "#let x = (").unwrap();
    assert_eq!(small.run(["build"]).code(), Some(1));
    assert_eq!(files(&small.output()), before);
}

#[test]
fn a_full_disk_leaves_the_old_output_alone() {
    let small = Small::new();
    let disk = small.folder().join("disk");
    fs::create_dir(&disk).unwrap();
    let mount = Command::new("mount").args(["-t", "tmpfs", "-o", "size=400k", "tmpfs"]).arg(&disk).output();
    if !mount.is_ok_and(|done| done.status.success()) {
        // Only root may mount.
        return;
    }
    let build = || small.run(["build", "-q", "--only", "official", "--output", "disk/output", "--lang", "zh"]);
    let (first, second) = (build(), build());
    let left: Vec<_> = fs::read_dir(&disk).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    let whole = std::panic::catch_unwind(|| assert_whole(&disk.join("output")));
    assert!(Command::new("umount").arg(&disk).status().unwrap().success());
    assert_eq!(first.code(), Some(0), "{}", first.err);
    assert!(
        second.code() == Some(4) && second.err.contains("disk/output”：磁盘已满"),
        "{:?} {}",
        second.code(),
        second.err
    );
    assert!(whole.is_ok());
    assert_eq!(left, ["output"]);
}

#[test]
fn zone_locale_folder_and_order_of_files_do_not_show() {
    let small = Small::new();
    small.build();
    let first = files(&small.output());
    let mut command = small.command(["build", "-q"]);
    command.env("TZ", "Pacific/Kiritimati").env("LC_ALL", "zh_CN.UTF-8").env("RAYON_NUM_THREADS", "1");
    assert_eq!(watch(command).code(), Some(0));
    assert_eq!(files(&small.output()), first);

    // The same files made in another order, with a mark and Windows line ends, called from elsewhere.
    let other = tempfile::tempdir().unwrap();
    for (path, bytes) in files(&small.plan()).into_iter().rev() {
        let path = other.path().join("甲 乙").join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        let text = String::from_utf8(bytes).unwrap().replace('\n', "\r\n");
        fs::write(path, format!("\u{FEFF}{text}")).unwrap();
    }
    let mut command = small.command(["build", "-q", "--plan"]);
    command.arg(other.path().join("甲 乙")).arg("--output").arg(other.path().join("out/put")).current_dir("/");
    command.env("TZ", "America/Los_Angeles").env("LC_ALL", "C");
    let run = watch(command);
    assert_eq!(run.code(), Some(0), "{}", run.err);
    assert_eq!(files(&other.path().join("out/put")), first);
}

#[test]
fn a_build_waits_for_the_one_before_it() {
    let small = Small::new();
    let lock = fs::File::open(small.folder()).unwrap();
    lock.lock().unwrap();
    let mut child = small.command(["build", "-q"]).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    std::thread::sleep(Duration::from_millis(1500));
    assert!(child.try_wait().unwrap().is_none() && !small.output().exists());
    lock.unlock().unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(0));
    assert_whole(&small.output());
}
