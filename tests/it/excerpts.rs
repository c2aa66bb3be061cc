//! What reports repeat of the plan: never a line with something restricted, whatever is broken.

use std::path::Path;

use plangen::check::{self, Scan};
use plangen::finding::{Finding, Language, Place, RuleName, Sources};
use plangen::load::{Loaded, load_files};
use plangen::model::Clearance;
use plangen::report::{self, Look};
use plangen::say;

use crate::small;

const LOOK: Look = Look { language: Language::Chinese, colour: false, group: None, all: true };
const RULE: RuleName = RuleName { id: "role-without-backup", code: "ORG02" };

/// The files of the sample plan without what was issued before.
fn sample() -> Vec<(String, Vec<u8>)> {
    let files = small::files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("plan-source")).into_iter();
    let files = files.map(|(path, bytes)| (path.to_string_lossy().into_owned(), bytes));
    files.filter(|(path, _)| !path.starts_with("review/issued")).collect()
}

fn loaded(files: Vec<(String, Vec<u8>)>) -> Loaded {
    load_files(Path::new("plan-source"), files)
}

/// The places of everything restricted.
fn restricted(loaded: &Loaded) -> Vec<Place> {
    let all: String = loaded.sources.iter().map(|(_, file)| format!("{}\n", file.text)).collect();
    let found = Scan::of(loaded.plan.as_ref().unwrap()).leaks(Clearance::Internal, &all);
    found.into_iter().map(|finding| finding.place).collect()
}

/// Every format in which findings leave the program.
fn reports(findings: &[Finding], sources: &Sources) -> Vec<String> {
    vec![
        report::text(findings, sources, LOOK),
        report::github(findings, sources, Language::Chinese),
        report::junit(findings, &[], sources, Language::Chinese, true),
        report::json(findings, sources, Language::Chinese),
        report::sarif(findings, &[], sources, Language::Chinese),
    ]
}

fn line_of(place: Place, text: &str) -> std::ops::Range<usize> {
    let at = place.start as usize;
    text[..at].rfind('\n').map_or(0, |end| end + 1)..text[at..].find('\n').map_or(text.len(), |end| at + end)
}

#[test]
fn no_report_repeats_a_line_with_something_restricted_and_each_tells_where_it_is() {
    let loaded = loaded(sample());
    let places = restricted(&loaded);
    let outside = |place: &&Place| !loaded.sources.path(place.file).contains("/restricted/");
    assert!(places.len() > 40 && places.iter().filter(outside).count() > 3, "{}", places.len());
    for place in places {
        let file = loaded.sources.file(place.file);
        let line = line_of(place, &file.text);
        let own = file.text[line.clone()].trim();
        // The value, its whole line, and a stretch that begins before it.
        let before = file.text[..line.start].trim_end().rfind('\n').map_or(0, |end| end + 1);
        for at in [place, Place::new(place.file, line.clone()), Place::new(place.file, before..line.end)] {
            let fixed = Finding::error(RULE, at, say!("不对", "wrong")).fix(say!("改", "mend"), at, own);
            for text in reports(&[fixed], &loaded.sources) {
                assert!(!text.contains(own), "{own}: {text}");
                let start = loaded.sources.start(at);
                assert!(text.contains(&file.path) && text.contains(&start.line.to_string()), "{text}");
            }
        }
    }
}

#[test]
fn what_is_for_more_eyes_is_still_shown() {
    let loaded = loaded(sample());
    let shown = |path: &str, words: &str| {
        let (id, file) = loaded.sources.iter().find(|(_, file)| file.path.ends_with(path)).unwrap();
        let at = file.text.find(words).unwrap();
        let finding = Finding::error(RULE, Place::new(id, at..at + words.len()), say!("不对", "wrong"));
        report::text(&[finding], &loaded.sources, LOOK).contains(words)
    };
    for (path, words) in [("playbooks/fire.yaml", "playbook:"), ("org/sites.yaml", "visibility: public")] {
        assert!(shown(path, words), "{path}");
    }
    assert!(!shown("org/sites.yaml", "局办公室保险柜"));
}

/// A way to break a line with something restricted: what it becomes, given what is restricted.
type Break = fn(line: &str, value: &str) -> String;

const BREAKS: &[(&str, Break)] = &[
    ("the mark is misspelt", |line, _| line.replace("visibility:", "visibilty:")),
    ("the mark is no clearance", |line, _| line.replace("visibility: restricted", "visibility: secret")),
    ("the mark is given twice", |line, _| line.replace("visibility:", "visibility: public, visibility:")),
    ("a quote is not closed", |line, value| line.replace(&format!("{value}\""), value)),
    ("a brace is not closed", |line, _| line.replace('}', "")),
    ("a tab stands in front", |line, _| format!("\t{line}")),
    ("a field is unknown", |line, value| line.replace(value, &format!("{value}\", unknown: \"x"))),
    ("a key lacks its colon", |line, _| line.replacen(": ", " ", 1)),
    ("the value has an anchor", |line, value| line.replace(&format!("\"{value}"), &format!("&a \"{value}"))),
    ("the value is no number", |line, value| line.replace(value, &format!("{value}号"))),
    ("the value is no text", |line, value| line.replace(&format!("\"{value}\""), &format!("[{value}]"))),
    ("the line stands twice", |line, _| format!("{line}\n{line}")),
    ("the line is far to the left", |line, _| line.trim_start().to_owned()),
    ("the next line is no key", |line, _| format!("{line}\n???")),
    ("a merge is not finished", |line, _| format!("<<<<<<< a\n{line}\n=======\n{line}\n>>>>>>> b")),
];

#[test]
fn a_plan_broken_beside_everything_restricted_does_not_show_it() {
    let whole = loaded(sample());
    let places = restricted(&whole);
    let values: Vec<_> = places.iter().map(|place| whole.sources.slice(*place).trim_matches('"').to_owned()).collect();
    let mut silent = Vec::new();
    for (what, breaking) in BREAKS {
        let mut files = sample();
        let mut lines = Vec::new();
        for (place, value) in places.iter().zip(&values) {
            let file = whole.sources.file(place.file);
            lines.push((file.path.as_str(), line_of(*place, &file.text), value.as_str()));
        }
        lines.sort_by_key(|(path, line, _)| (*path, std::cmp::Reverse(line.start)));
        lines.dedup_by_key(|(path, line, _)| (*path, line.start));
        for (path, line, value) in lines {
            let inner = path.strip_prefix("plan-source/").unwrap();
            let (_, bytes) = files.iter_mut().find(|(own, _)| own == inner).unwrap();
            let mut text = String::from_utf8(std::mem::take(bytes)).unwrap();
            let broken = breaking(&text[line.clone()], value);
            text.replace_range(line, &broken);
            *bytes = text.into_bytes();
        }
        let broken = loaded(files);
        let mut findings = broken.findings;
        if let Some(plan) = broken.plan {
            let as_of = plan.head.as_of.as_ref().unwrap().value;
            findings.extend(check::run(plan, &broken.sources, as_of).0);
        }
        if findings.is_empty() {
            silent.push(*what);
        }
        for text in reports(&findings, &broken.sources) {
            // How quantities are written is said with examples, of which the sample plan has some.
            let text = text.replace("30min、4h、90天、38℃、11kW、10万元、2辆", "");
            let told: Vec<_> = values.iter().filter(|value| text.contains(value.as_str())).collect();
            let around = told.first().map(|value| {
                let at = text.find(value.as_str()).unwrap();
                text[text[..at].rfind('\n').unwrap_or(0)..].chars().take(300).collect::<String>()
            });
            assert!(told.is_empty(), "{what}: {told:?} {around:?}");
        }
    }
    assert_eq!(silent, Vec::<&str>::new());
}
