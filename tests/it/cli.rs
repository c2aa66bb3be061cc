//! The command line as scripts see it.

use std::fs;
use std::process::Stdio;
use std::time::Duration;

use serde_json::Value;

use crate::small::{Small, watch};

/// A plan with one warning and nothing else.
fn warned() -> Small {
    let small = Small::new();
    small.edit("org/roles.yaml", "post: 局长", "post: 局长\u{2F00}");
    small
}

#[test]
fn a_good_plan_gives_0_and_a_list_of_files() {
    let small = Small::new();
    let run = small.run(["check"]);
    assert!(run.code() == Some(0) && run.out.is_empty(), "{}", run.text());
    let run = small.run(["build"]);
    assert_eq!(run.code(), Some(0), "{}", run.err);
    let listed: Vec<_> = run.text().lines().map(|line| line.split('\t').next().unwrap().to_owned()).collect();
    assert!(listed.contains(&"output/internal/official.pdf".to_owned()), "{listed:?}");
    for file in listed {
        assert!(small.folder().join(&file).is_file(), "{file}");
    }
    assert_eq!(small.run(["build", "-q"]).err.trim().lines().count(), 1);
}

#[test]
fn wrong_usage_gives_2_and_nothing_on_standard_output() {
    let small = Small::new();
    let cases: &[&[&str]] = &[
        &[],
        &["biuld"],
        &["build", "--only", "officail"],
        &["build", "--edition", "secret"],
        &["check", "--as-of", "2026-02-30"],
        &["check", "--as-of", "今天"],
        &["check", "--format", "xml"],
        &["check", "--deny", "no-such-rule"],
        &["check", "--only", "no-such-rule"],
        &["check", "--group", "colour"],
        &["check", "-q", "-v"],
        &["explain"],
        &["explain", "no-such-rule"],
        &["rules", "ORG02"],
        &["check", "--plan"],
        &["check", "--lang", "fr"],
        &["check", "extra"],
    ];
    for case in cases {
        let run = small.run(*case);
        assert_eq!(run.code(), Some(2), "{case:?} {}", run.err);
        assert!(run.out.is_empty() && !run.err.is_empty(), "{case:?}");
    }
    assert!(!small.output().exists());
}

#[test]
fn help_is_there_in_both_languages() {
    let small = Small::new();
    for case in [
        &["--help"][..],
        &["build", "--help"],
        &["watch", "--help"],
        &["check", "--help"],
        &["explain", "--help"],
        &["rules", "--help"],
        &["import", "--help"],
        &["import", "contacts", "--help"],
        &["fonts", "--help"],
        &["fonts", "install", "--help"],
    ] {
        let run = small.run(case);
        assert!(run.code() == Some(0) && run.err.is_empty());
        let (chinese, english) = (run.text().chars().any(|c| c >= '一'), run.text().contains(" · "));
        assert!(chinese && english, "{}", run.text());
    }
    assert!(small.run(["--version"]).text().starts_with("plangen "));
}

#[test]
fn findings_as_json_have_the_published_shape_and_stand_alone() {
    let small = Small::new();
    small.edit("org/roles.yaml", "id: duty-operator", "id: tech-lead");
    let run = small.run(["check", "--format", "json", "--lang", "en"]);
    assert_eq!(run.code(), Some(1));
    let report: Value = serde_json::from_slice(&run.out).unwrap();
    let keys = |value: &Value| value.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    assert_eq!(keys(&report), ["findings", "summary"]);
    assert_eq!(keys(&report["summary"]), ["errors", "infos", "waived", "warnings"]);
    let doubled = report["findings"].as_array().unwrap().iter().find(|entry| entry["rule"] == "duplicate-id").unwrap();
    let all = [
        "code",
        "column",
        "end_column",
        "end_line",
        "entity",
        "file",
        "help",
        "line",
        "message",
        "related",
        "rule",
        "severity",
        "waived",
    ];
    assert_eq!(keys(doubled), all);
    assert_eq!(doubled["entity"], "role:tech-lead");
    assert_eq!(
        (&doubled["code"], &doubled["severity"], &doubled["waived"]),
        (&"STR01".into(), &"error".into(), &false.into())
    );
    assert_eq!((&doubled["line"], &doubled["column"], &doubled["end_column"]), (&18.into(), &9.into(), &18.into()));
    assert_eq!(keys(&doubled["related"][0]), ["column", "file", "line", "message"]);
    assert!(doubled["message"].as_str().unwrap().is_ascii(), "{doubled}");
    // The build tells the same and lists nothing else.
    let built = small.run(["build", "--format", "json", "--lang", "en"]);
    assert_eq!((built.code(), &built.out), (Some(1), &run.out));
    assert!(!small.output().exists());
}

#[test]
fn findings_for_people_go_to_standard_error_in_their_language() {
    let small = Small::new();
    small.edit("org/roles.yaml", "holder: p001", "holdr: p001");
    let run = small.run(["check", "--lang", "zh"]);
    assert!(run.out.is_empty());
    assert!(
        run.err.contains("错误[SYN02 unknown-key]: 不认识的键“holdr”\n --> plan-source/org/roles.yaml:6:5\n")
            && run.err.contains("6 |     holdr: p001\n  |     ^^^^^\n")
            && run.err.contains("改法: 是不是“holder”"),
        "{}",
        run.err
    );
    assert!(!run.err.contains('\u{1b}'));
    assert!(small.run(["check", "--lang", "zh", "--color", "always"]).err.contains('\u{1b}'));
    assert!(small.run(["check"]).err.contains("unknown key 'holdr'"));
    let mut command = small.command(["check"]);
    command.env("LC_ALL", "zh_CN.UTF-8").env("TZ", "UTC");
    assert!(watch(command).err.contains("不认识的键"));
    let mut command = small.command(["check"]);
    command.env_remove("LC_ALL").env_remove("LC_MESSAGES").env("LANG", "zh_CN.GBK").env_remove("TERM");
    assert!(watch(command).err.contains("不认识的键"));
}

#[test]
fn warnings_count_when_asked() {
    let small = warned();
    assert_eq!(small.run(["check"]).code(), Some(0));
    assert_eq!(small.run(["check", "--deny-warnings"]).code(), Some(1));
    assert_eq!(small.run(["check", "--deny", "lookalike-character"]).code(), Some(1));
    assert_eq!(small.run(["check", "--deny", "SYN17"]).code(), Some(1));
    assert_eq!(small.run(["build", "--deny-warnings"]).code(), Some(1));
    assert!(!small.output().exists());
    assert_eq!(small.run(["check", "--deny", "unknown-key"]).code(), Some(0));
}

#[test]
fn the_date_of_the_check_is_told_and_can_be_given() {
    let small = Small::new();
    assert!(small.run(["check"]).err.contains("2026-03-02"));
    small.build();
    let manifest = || fs::read_to_string(small.output().join("internal/manifest.json")).unwrap();
    assert!(manifest().contains("\"as_of\": \"2026-03-02\""));
    let bytes = fs::read(small.output().join("internal/official.pdf")).unwrap();
    let run = small.run(["build", "-q", "--as-of", "2026-03-05"]);
    assert_eq!(run.code(), Some(0), "{}", run.err);
    assert!(manifest().contains("\"as_of\": \"2026-03-05\""));
    assert_eq!(fs::read(small.output().join("internal/official.pdf")).unwrap(), bytes);
}

#[test]
fn one_document_can_be_asked_for() {
    let small = Small::new();
    let run = small.run(["build", "--only", "official"]);
    assert_eq!((run.code(), run.text().lines().count()), (Some(0), 1), "{}", run.err);
}

#[test]
fn without_fonts_it_is_3_with_the_line_that_installs_them() {
    let small = Small::new();
    let empty = tempfile::tempdir().unwrap();
    let mut command = small.command(["build"]);
    command.env("PLANGEN_FONTS", empty.path());
    let run = watch(command);
    // A machine may have the fonts in its own folders.
    assert!(matches!(run.code(), Some(0 | 3)), "{}", run.err);
    if run.code() == Some(3) {
        assert!(run.err.contains("plangen fonts install"), "{}", run.err);
        assert!(!small.output().exists());
    }
}

#[test]
fn a_reader_that_leaves_early_is_no_fault_and_a_full_disk_is() {
    let small = Small::new();
    small.edit("org/roles.yaml", "holder: p001", "holdr: p001");
    let mut command = small.command(["check", "--format", "json"]);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(1), "{}", String::from_utf8_lossy(&output.stderr));
    let mut command = small.command(["check"]);
    let mut child = command.stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stderr.take());
    assert_eq!(child.wait().unwrap().code(), Some(1));
    let Ok(full) = fs::File::options().write(true).open("/dev/full") else { return };
    let output = small.command(["check", "--format", "json"]).stdout(full).output().unwrap();
    assert_eq!(output.status.code(), Some(4), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn signals_end_it_with_their_own_codes() {
    for (signal, code) in [("TERM", 143), ("INT", 130)] {
        // Long enough that the signal meets it at work.
        let small = Small::new();
        small.write("text/09-附则.md", format!("# 附则 {{#closing}}\n\n{}", "应急处置要及时。\n\n".repeat(20_000)));
        let mut command = small.command(["build"]);
        let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        std::thread::sleep(Duration::from_millis(150));
        let sent = std::process::Command::new("kill").arg(format!("-{signal}")).arg(child.id().to_string()).status();
        assert!(sent.unwrap().success());
        assert_eq!(child.wait().unwrap().code(), Some(code));
        assert!(!small.output().exists());
    }
}
