//! Canaries: every restricted value of the sample plan is replaced by one that stands nowhere else, and
//! then looked for in everything a build makes (P5).

mod planted;

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::LazyLock;

use aho_corasick::AhoCorasick;
use plangen::model::{Clearance, Sensitive, Sourced};

use crate::readers::{self, Said};
use crate::small::{Small, files};
use planted::{Planted, internal, restricted, sample};

/// Builds, for as long as it takes, and tells what the program said.
fn build(small: &Small, options: &[&str]) -> String {
    let output = small.command(["build"]).args(options).output().unwrap();
    let told = String::from_utf8(output.stdout).unwrap() + &String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(0), "{told}");
    told
}

static PLANTED: LazyLock<Planted> = LazyLock::new(|| {
    let planted = restricted();
    let told = build(&planted.small, &["-v", "--lang", "zh"]);
    Planted { told, ..planted }
});

#[test]
fn every_restricted_value_has_a_canary() {
    let loaded = plangen::load::load(&PLANTED.small.plan()).unwrap();
    let plan = loaded.plan.unwrap();
    let mut missed = Vec::new();
    let mut see = |value: &Sensitive<Sourced<String>>| {
        let own = &value.open(Clearance::Restricted).unwrap().value;
        if value.needs() == Clearance::Restricted && !PLANTED.canaries.contains(own) {
            missed.push(own.clone());
        }
    };
    for person in &plan.people {
        see(&person.name);
    }
    for point in plan.contacts.iter().flat_map(|contact| &contact.points) {
        see(&point.value);
        point.person.iter().for_each(&mut see);
        point.extra.iter().for_each(|(_, value)| see(value));
    }
    for item in plan.resources.iter().flat_map(|resource| &resource.have) {
        item.plate.iter().for_each(&mut see);
    }
    assert_eq!(missed, Vec::<String>::new());
}

/// A text as a searcher sees it who does not care how it is set: full-width signs are the plain ones,
/// and nothing counts but letters and digits.
fn bare(text: &str) -> String {
    let plain = |c: char| match c {
        '！'..='～' => char::from_u32(u32::from(c) - 0xFEE0).unwrap(),
        other => other,
    };
    text.chars().map(plain).filter(|c| c.is_alphanumeric()).collect()
}

/// The canaries in every spelling a file may use, each with the canary it is.
fn spellings(canaries: &BTreeSet<String>) -> Vec<(Vec<u8>, &str)> {
    let mut all: Vec<(Vec<u8>, &str)> = Vec::new();
    for canary in canaries {
        let wide = canary.chars().map(|c| match c {
            '!'..='~' => char::from_u32(u32::from(c) + 0xFEE0).unwrap(),
            other => other,
        });
        let (bare, wide) = (bare(canary), wide.collect::<String>());
        for text in [canary, &bare, &wide] {
            let units: Vec<u16> = text.encode_utf16().collect();
            let escaped = |write: &dyn Fn(u16) -> String| units.iter().map(|unit| write(*unit)).collect::<String>();
            all.push((text.as_bytes().to_vec(), canary));
            all.push((units.iter().flat_map(|unit| unit.to_be_bytes()).collect(), canary));
            all.push((units.iter().flat_map(|unit| unit.to_le_bytes()).collect(), canary));
            for text in [
                escaped(&|unit| format!("\\u{unit:04x}")),
                escaped(&|unit| format!("\\u{unit:04X}")),
                escaped(&|unit| format!("{unit:04x}")),
                escaped(&|unit| format!("{unit:04X}")),
                escaped(&|unit| format!("&#{unit};")),
                escaped(&|unit| format!("&#x{unit:x};")),
                escaped(&|unit| format!("&#x{unit:X};")),
                text.bytes().map(|byte| format!("%{byte:02X}")).collect(),
                text.bytes().map(|byte| format!("%{byte:02x}")).collect(),
            ] {
                all.push((text.into_bytes(), canary));
            }
        }
    }
    all
}

/// Finds canaries.
struct Search<'a> {
    spelled: Vec<(Vec<u8>, &'a str)>,
    spellings: AhoCorasick,
    values: Vec<&'a str>,
    bare: AhoCorasick,
}

impl<'a> Search<'a> {
    fn of(canaries: &'a BTreeSet<String>) -> Self {
        let spelled = spellings(canaries);
        let spellings = AhoCorasick::new(spelled.iter().map(|(bytes, _)| bytes)).unwrap();
        let values: Vec<&str> = canaries.iter().map(String::as_str).collect();
        // In the town a number is told without its code.
        let bare = AhoCorasick::new(values.iter().map(|value| bare(value.trim_start_matches("0393-")))).unwrap();
        Self { spelled, spellings, values, bare }
    }

    /// Those in a text, however they are set.
    fn words(&self, text: &str) -> BTreeSet<&'a str> {
        let text = bare(text);
        self.bare.find_overlapping_iter(&text).map(|found| self.values[found.pattern().as_usize()]).collect()
    }

    /// Those in bytes, however they are written.
    fn bytes(&self, bytes: &[u8]) -> BTreeSet<&'a str> {
        let found = self.spellings.find_overlapping_iter(bytes);
        found.map(|found| self.spelled[found.pattern().as_usize()].1).collect()
    }
}

#[test]
fn restricted_values_are_in_the_restricted_folder_and_nowhere_else() {
    let search = Search::of(&PLANTED.canaries);
    let files: Vec<_> = files(&PLANTED.small.output()).into_iter().collect();
    // What each reader found in the restricted folder; the first reads as it is drawn, the second as it is written.
    let mut found: [BTreeSet<&str>; 2] = Default::default();
    let (mut readable, mut packed) = (BTreeSet::new(), BTreeSet::new());
    for (path, bytes) in &files {
        let Said { words, bytes } = readers::read(path, bytes);
        let seen: Vec<BTreeSet<&str>> = words.iter().map(|words| search.words(words)).collect();
        let raw: BTreeSet<&str> = bytes.iter().flat_map(|bytes| search.bytes(bytes)).collect();
        if path.starts_with("restricted") {
            assert!(seen.windows(2).all(|pair| pair[0] == pair[1]), "{}: {seen:?}", path.display());
            match path.extension().and_then(|name| name.to_str()) {
                Some("pdf") => found.iter_mut().zip(seen).for_each(|(all, own)| all.extend(own)),
                Some("xlsx") => packed.extend(raw),
                _ => readable.extend(raw),
            }
        } else {
            assert!(seen.iter().all(BTreeSet::is_empty) && raw.is_empty(), "{}: {seen:?} {raw:?}", path.display());
        }
    }
    assert_eq!(Search::of(&PLANTED.personal).words(&PLANTED.told), BTreeSet::new());
    let all: BTreeSet<&str> = PLANTED.canaries.iter().map(String::as_str).collect();
    for own in &found {
        assert_eq!(all.difference(own).collect::<Vec<_>>(), Vec::<&&str>::new());
    }
    assert!(packed.len() > 100 && readable.len() > 100, "{} {}", packed.len(), readable.len());
}

/// What a build of the sample plan makes for one edition.
fn made(small: &Small, edition: &str) -> Vec<(PathBuf, Vec<u8>)> {
    build(small, &["-q", "--edition", edition]);
    files(&small.output()).into_iter().collect()
}

/// The files that two outputs do not have in common.
fn differing(one: &[(PathBuf, Vec<u8>)], other: &[(PathBuf, Vec<u8>)]) -> BTreeSet<PathBuf> {
    let only = |own: &[(PathBuf, Vec<u8>)], its: &[(PathBuf, Vec<u8>)]| {
        own.iter().filter(|file| !its.contains(file)).map(|(path, _)| path.clone()).collect::<BTreeSet<_>>()
    };
    &only(one, other) | &only(other, one)
}

static PUBLIC: LazyLock<Vec<(PathBuf, Vec<u8>)>> = LazyLock::new(|| made(&sample(), "public"));

#[test]
fn changing_restricted_values_changes_no_byte_that_others_may_see() {
    // The restricted edition takes longest and is not asked for here.
    let before: Vec<_> = PUBLIC.iter().cloned().chain(made(&sample(), "internal")).collect();
    let mut after: Vec<_> = files(&PLANTED.small.output()).into_iter().collect();
    after.retain(|(path, _)| !path.starts_with("restricted"));
    assert!(before.len() > 100);
    assert_eq!(differing(&before, &after), BTreeSet::new());
}

#[test]
fn changing_internal_values_changes_no_public_byte() {
    let planted = internal();
    assert!(planted.canaries.len() > 30, "{:?}", planted.canaries);
    assert_eq!(differing(&PUBLIC, &made(&planted.small, "public")), BTreeSet::new());
}
