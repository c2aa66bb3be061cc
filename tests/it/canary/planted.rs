//! The sample plan with canaries in it.
//!
//! What is restricted is found here from the text of the files, not by the program that has to keep it.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use regex::{Captures, Regex};

use crate::small::{Small, copy, files};

/// A plan with its canaries.
pub(super) struct Planted {
    /// It, in a folder of its own.
    pub(super) small: Small,
    /// The values that were written into it.
    pub(super) canaries: BTreeSet<String>,
    /// Those that stand in the restricted folder: no finding repeats its lines.
    pub(super) personal: BTreeSet<String>,
    /// What the build said.
    pub(super) told: String,
}

/// The sample plan in a folder of its own, without history.
pub(super) fn sample() -> Small {
    let small = Small::new();
    fs::remove_dir_all(small.plan()).unwrap();
    copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("plan-source"), &small.plan());
    small
}

/// The current plan's own files, without the versions kept for comparison.
fn sources(small: &Small) -> impl Iterator<Item = (PathBuf, String)> {
    let files = files(&small.plan()).into_iter().filter(|(path, _)| !path.starts_with("review/issued"));
    files
        .filter(|(path, _)| path.extension().is_some_and(|name| name == "yaml"))
        .map(|(path, bytes)| (path, String::from_utf8(bytes).unwrap()))
}

/// Another number of the same kind that nobody has.
fn number(old: &str) -> String {
    static KINDS: LazyLock<[(Regex, &str); 3]> = LazyLock::new(|| {
        let kind = |pattern, new| (Regex::new(pattern).unwrap(), new);
        [
            kind(r"^(1[39][89])00000(\d{3})$", "${1}00007$2"),
            kind(r"^0393-0000(\d{3})$", "0393-0008$1"),
            kind(r"^400-000-0(\d{3})$", "400-000-9$1"),
        ]
    });
    let kind = KINDS.iter().find(|(pattern, _)| pattern.is_match(old));
    kind.map_or_else(|| format!("{old}-7q"), |(pattern, new)| pattern.replace(old, *new).into_owned())
}

/// Another quantity in the same unit.
fn quantity(old: &str) -> String {
    static DIGITS: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"^(\d+)(\.\d)?").unwrap());
    DIGITS.replace(old, "$1.37").into_owned()
}

/// Replaces what `pattern` has in its group `value`, noting what is written instead.
fn replace(text: &str, pattern: &str, canaries: &mut BTreeSet<String>, mut new: impl FnMut(&str) -> String) -> String {
    let pattern = Regex::new(pattern).unwrap();
    let replaced = pattern.replace_all(text, |found: &Captures<'_>| {
        let (whole, value) = (found.get(0).unwrap(), found.name("value").unwrap());
        let canary = new(value.as_str());
        let (before, after) = (value.start() - whole.start(), value.end() - whole.start());
        let text = format!("{}{canary}{}", &whole.as_str()[..before], &whole.as_str()[after..]);
        canaries.insert(canary);
        text
    });
    replaced.into_owned()
}

/// Two characters that stand together nowhere else, in turn.
struct Pairs(usize);

impl Pairs {
    fn next(&mut self) -> String {
        let nth = |signs: &str| signs.chars().nth(self.0 % signs.chars().count()).unwrap();
        let pair = [nth("鹏鲲鹤雁鸿鹭鹰"), nth("松柏桐梧桦枫榆槐")].into_iter().collect();
        self.0 += 1;
        pair
    }
}

/// The entries of a file, each with its lines.
fn entries(text: &str) -> Vec<String> {
    let mut entries = vec![String::new()];
    for line in text.split_inclusive('\n') {
        if line.starts_with("  - ") {
            entries.push(String::new());
        }
        entries.last_mut().unwrap().push_str(line);
    }
    entries
}

/// Plants a canary in the place of every restricted value.
pub(super) fn restricted() -> Planted {
    let small = sample();
    let (mut canaries, mut personal) = (BTreeSet::new(), BTreeSet::new());
    let mut pairs = Pairs(0);
    for (path, text) in sources(&small) {
        let all = &mut canaries;
        // What is nowhere shown may change as well; it is not looked for.
        let unseen = &mut BTreeSet::new();
        let folder = path.starts_with("restricted");
        let mut new = String::new();
        for entry in entries(&text) {
            let mut entry = entry;
            // An entry says who may know of it; of people and devices, who does not say keeps it to the restricted.
            let says = |word: &str| entry.contains(&format!("visibility: {word}"));
            let closed_by_default = text.contains("\nfacilities:\n") || folder;
            let closed = entry.contains("\n    visibility: restricted")
                || (closed_by_default && !says("internal") && !says("public"));
            let mut put = |pattern: &str, all: &mut _, new: &mut dyn FnMut(&str) -> String| {
                entry = replace(&entry, pattern, all, new);
            };
            if folder {
                put(r"(?m)^    name: (?P<value>.+)$", all, &mut |old| {
                    old.chars().take(1).chain(pairs.next().chars()).collect()
                });
                put(r#"value: "(?P<value>[^"]+)""#, all, &mut number);
                put(r"hours: (?P<value>工作时间)", unseen, &mut |_| "工作日白天".to_owned());
                put(r"(?:informed|date): (?P<value>2026-08-2\d)", unseen, &mut |_| "2026-08-19".to_owned());
            }
            if closed {
                put(r"(?m)^    (?:rated|load|need|quantity|amount): (?P<value>[\d.]+(?:k?W|万元))", all, &mut quantity);
                put(r"at_load: (?P<value>[\d.]+kW)", all, &mut quantity);
                put(r"autonomy: \{value: (?P<value>60min)", unseen, &mut |_| "61min".to_owned());
                put(r"plate: (?P<value>[^,}]+)", all, &mut |old| old.replace('0', "7"));
            }
            put(r#"value: "(?P<value>[^"]+)"[^}]*visibility: restricted\}"#, all, &mut number);
            put(r"person: (?P<value>[^,}]+), visibility: restricted\}", all, &mut |old| old.to_owned() + &pairs.next());
            put(r"- \{id: [a-z-]+, name: (?P<value>[^,]+),.*visibility: restricted\}", all, &mut |old| {
                old.to_owned() + &pairs.next()
            });
            new.push_str(&entry);
        }
        personal.extend(canaries.iter().filter(|canary| folder && new.contains(*canary)).cloned());
        fs::write(small.plan().join(path), new).unwrap();
    }
    Planted { small, canaries, personal, told: String::new() }
}

/// Plants a canary in the place of what is internal, as far as its value is a number, a place or a capacity.
pub(super) fn internal() -> Planted {
    let small = sample();
    let mut canaries = BTreeSet::new();
    let mut pairs = Pairs(0);
    for (path, text) in sources(&small).filter(|(path, _)| !path.starts_with("restricted")) {
        let mut new = String::new();
        for mut entry in entries(&text) {
            if entry.contains("\n    visibility: internal") {
                entry = replace(&entry, r#"value: "(?P<value>[\d-]{7,})""#, &mut canaries, number);
                entry = replace(&entry, r"(?:rated|load|at_load): (?P<value>[\d.]+kW)", &mut canaries, quantity);
            }
            let inline = r"- \{id: [a-z-]+, name: (?P<value>[^,]+),.*visibility: internal\}";
            new.push_str(&replace(&entry, inline, &mut canaries, |old| old.to_owned() + &pairs.next()));
        }
        fs::write(small.plan().join(path), new).unwrap();
    }
    Planted { small, canaries, personal: BTreeSet::new(), told: String::new() }
}
