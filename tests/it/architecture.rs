//! The floors: imports go only downwards, and each third-party crate has one home.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// A floor and what it may import besides itself.
const FLOORS: &[(&str, &[&str])] = &[
    ("finding", &[]),
    ("text", &["finding"]),
    ("fonts", &["finding"]),
    ("model", &["finding", "text"]),
    ("load", &["finding", "text", "model"]),
    ("check", &["finding", "text", "model"]),
    ("diff", &["finding", "text", "model"]),
    ("views", &["finding", "text", "model", "check", "diff"]),
    ("render", &["finding", "text", "views", "fonts"]),
    ("report", &["finding"]),
    ("write", &["finding", "render"]),
    ("serve", &["finding", "render", "report", "write"]),
    ("pipeline", &["finding", "text", "fonts", "model", "load", "check", "diff", "views", "render", "report", "write"]),
    ("cli", &["finding", "fonts", "model", "pipeline", "report", "serve"]),
];

/// A third-party crate, by a prefix of its name, and the floors it lives on.
const HOMES: &[(&str, &[&str])] = &[
    ("annotate_snippets", &["report"]),
    ("calamine", &["load"]),
    ("clap", &["cli"]),
    ("csv", &["load", "render"]),
    ("encoding_rs", &["load", "views"]),
    ("fontdb", &["fonts"]),
    ("granit_parser", &["load"]),
    ("httparse", &["serve"]),
    ("icu_segmenter", &["views"]),
    ("jiff", &["model"]),
    ("lzma_rs", &["fonts"]),
    // The allocator of the program stands in `main.rs`, above the floors.
    ("tikv_jemallocator", &[]),
    ("minijinja", &["render"]),
    ("pulldown_cmark", &["load"]),
    ("qrcode", &["views"]),
    ("quick_xml", &["load"]),
    ("rayon", &["load", "pipeline"]),
    ("regex", &["render"]),
    ("rust_xlsxwriter", &["render"]),
    // The floors that write, and that read what may be hostile, speak to the system.
    ("rustix", &["write", "load", "serve"]),
    ("ruzstd", &["fonts"]),
    ("serde", &["fonts", "views", "report", "render", "serve", "write"]),
    ("sha2", &["fonts", "views", "write"]),
    ("signal_hook", &["cli"]),
    ("similar", &["diff", "report", "views"]),
    ("aho_corasick", &["check"]),
    ("strsim", &["finding"]),
    ("tar", &["fonts"]),
    ("tempfile", &["fonts", "write"]),
    ("thiserror", &["fonts", "render", "write"]),
    // A glyph of a typeset page is named with the type of the parser that Typst itself uses.
    ("ttf_parser", &["fonts", "render"]),
    ("typst", &["render"]),
    ("unicode_segmentation", &["render"]),
    ("uuid", &["views"]),
    ("zip", &["load", "render"]),
];

/// A line of code with its words, and where it is.
struct Line {
    at: String,
    text: String,
    /// How many modules deep it stands below `src`, inline ones included.
    depth: usize,
    floor: String,
}

/// Every line of code under `src` without comments; `lib.rs` and `main.rs` stand above the floors.
fn lines() -> Vec<Line> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    gather(&root, &mut files);
    assert!(files.len() > 20, "only {} files were read", files.len());
    let mut lines = Vec::new();
    for path in files {
        let inner = path.strip_prefix(&root).unwrap().with_extension("");
        let mut modules: Vec<_> = inner.iter().map(|part| part.to_str().unwrap().to_owned()).collect();
        if modules == ["lib"] || modules == ["main"] {
            continue;
        }
        if modules.last().is_some_and(|last| last == "mod") {
            modules.pop();
        }
        let mut depth = modules.len();
        for (index, text) in fs::read_to_string(&path).unwrap().lines().enumerate() {
            let code = text.split("//").next().unwrap_or("");
            let inline = code.trim_start().trim_start_matches("pub ").starts_with("mod ") && code.ends_with('{');
            depth += usize::from(inline);
            let at = format!("src/{}:{}", path.strip_prefix(&root).unwrap().display(), index + 1);
            lines.push(Line { at, text: code.to_owned(), depth, floor: modules[0].clone() });
        }
    }
    lines
}

fn gather(folder: &Path, files: &mut Vec<std::path::PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            gather(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    files.sort();
}

/// What stands behind each occurrence of `before`, up to the end of the name.
fn names<'a>(text: &'a str, before: &'a str) -> impl Iterator<Item = &'a str> {
    text.match_indices(before).map(move |(at, _)| {
        let rest = &text[at + before.len()..];
        &rest[..rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(rest.len())]
    })
}

#[test]
fn imports_go_only_downwards() {
    let floors: BTreeMap<_, _> = FLOORS.iter().copied().collect();
    let mut faults = Vec::new();
    let mut imports = 0;
    for line in lines() {
        let Some(below) = floors.get(line.floor.as_str()) else {
            faults.push(format!("{}: the floor {} is not in the table", line.at, line.floor));
            continue;
        };
        for name in names(&line.text, "crate::") {
            imports += 1;
            // `say!` is exported at the root and belongs to `finding`.
            let name = if name == "say" { "finding" } else { name };
            if name.is_empty() {
                faults.push(format!("{}: a group `crate::{{…}}` hides what is imported", line.at));
            } else if name != line.floor && !below.contains(&name) {
                faults.push(format!("{}: {} must not import {name}", line.at, line.floor));
            }
        }
        let climb = longest_climb(&line.text);
        if climb >= line.depth {
            faults.push(format!("{}: `super` leaves the floor", line.at));
        }
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
    assert!(imports > 100, "only {imports} imports were seen");
}

/// The most `super::` in a row.
fn longest_climb(text: &str) -> usize {
    let mut longest = 0;
    let mut at = 0;
    while let Some(found) = text[at..].find("super::") {
        at += found;
        let run = text[at..].split("super::").take_while(|part| part.is_empty()).count();
        longest = longest.max(run);
        at += run * "super::".len();
    }
    longest
}

#[test]
fn third_party_crates_have_one_home() {
    let manifest = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml")).unwrap();
    let section = manifest.split("[dependencies]").nth(1).unwrap();
    let section = section.split("\n[").next().unwrap();
    let crates: BTreeSet<String> = section
        .lines()
        .filter_map(|line| line.split_once(" = "))
        .map(|(name, _)| name.trim().replace('-', "_"))
        .filter(|name| !name.starts_with('#'))
        .collect();
    assert!(crates.len() > 10, "only {} dependencies were found", crates.len());
    let mut faults = Vec::new();
    let mut homes = BTreeMap::new();
    for name in &crates {
        match HOMES.iter().find(|(prefix, _)| name.starts_with(prefix)) {
            Some((_, floors)) => _ = homes.insert(name.as_str(), *floors),
            None => faults.push(format!("Cargo.toml: {name} has no home in the table")),
        }
    }
    for line in lines() {
        for (name, floors) in &homes {
            let path = format!("{name}::");
            let used = line
                .text
                .match_indices(&path)
                .any(|(at, _)| !line.text[..at].ends_with(|c: char| c.is_ascii_alphanumeric() || c == '_' || c == ':'));
            if used && !floors.contains(&line.floor.as_str()) {
                faults.push(format!("{}: {name} lives on {}", line.at, floors.join(" and ")));
            }
        }
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn every_file_says_what_it_does() {
    let mut files = Vec::new();
    for folder in ["src", "tests", "benches"] {
        gather(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder), &mut files);
    }
    assert!(files.len() > 400, "only {} files were read", files.len());
    files.retain(|path| !fs::read_to_string(path).unwrap().starts_with("//! "));
    assert!(files.is_empty(), "begin with //! and what the file is for: {files:?}");
}

#[test]
fn climbs_are_counted() {
    assert_eq!(longest_climb("use super::super::read::reads; super::mark()"), 2);
    assert_eq!(longest_climb("let superb = 1;"), 0);
    assert_eq!(names("use crate::a_b::C; crate::{d}", "crate::").collect::<Vec<_>>(), ["a_b", ""]);
}
