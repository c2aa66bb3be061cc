//! The real plan of 2020, registered as it is: every defect it has is found, where it stands.
//!
//! `cargo test --test it seed -- --nocapture` prints which rule found which defects. A rule is held
//! against its rows once its findings have been read by a person and stand in
//! `tests/golden/seed-asis`; until then it is listed as unread.

mod table;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use plangen::check::RULES;
use plangen::finding::Finding;

use crate::plans::{self, Outcome};
use crate::small::watch;
use table::{Row, TABLE, UNBREAKABLE};

static SEED: LazyLock<Outcome> = LazyLock::new(|| plans::outcome(&plans::folder().join("seed-asis")));

fn golden(rule: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/golden/seed-asis/{rule}.txt"))
}

/// Whether a person has read what the rule finds in this plan.
fn is_read(rule: &str) -> bool {
    golden(rule).exists()
}

fn file<'a>(finding: &Finding, outcome: &'a Outcome) -> &'a str {
    let path = outcome.sources.path(finding.place.file);
    path.rsplit_once("seed-asis/").map_or(path, |(_, inner)| inner)
}

/// Whether `finding` stands where the row says.
fn stands(finding: &Finding, row: &Row) -> bool {
    let sources = &SEED.sources;
    let line = sources.start(finding.place).line;
    let line = sources.file(finding.place.file).text.lines().nth(line - 1).unwrap_or("");
    // `# L366` behind a line tells where it stood in the old plan.
    let cited = line.rsplit_once("# L").map_or("", |(_, cited)| cited);
    let texts = [finding.message.zh.as_str(), sources.slice(finding.place)];
    let told = texts.iter().any(|text| text.contains(row.words))
        || row.words.strip_prefix('L').is_some_and(|number| cited.contains(number));
    told && (finding.entity.as_deref() == Some(row.at) || file(finding, &SEED).ends_with(row.at))
}

fn is_found(row: &Row) -> bool {
    SEED.checking.iter().any(|finding| finding.rule.code == row.rule && stands(finding, row))
}

#[test]
fn the_plan_of_2020_can_be_read() {
    let faults: Vec<_> = SEED.loading.iter().map(|finding| SEED.show(finding)).collect();
    assert!(faults.is_empty(), "no rule sees a plan that does not load:\n{}", faults.join("\n"));
}

#[test]
fn every_defect_is_found_where_it_stands() {
    let mut faults = Vec::new();
    let mut unread = Vec::new();
    for rule in RULES {
        let code = rule.name.code;
        let rows: Vec<_> = TABLE.iter().filter(|row| row.rule == code).collect();
        if rows.iter().all(|row| row.missed.is_some()) && !UNBREAKABLE.iter().any(|(own, _)| *own == code) {
            faults.push(format!("{code}: no row says what it finds in the plan of 2020"));
        }
        if !is_read(code) && !rows.is_empty() {
            unread.push(code);
            continue;
        }
        let mut defects = BTreeSet::new();
        for row in rows {
            let Row { defect, at, words, .. } = row;
            match (row.missed, is_found(row)) {
                (None, true) => _ = defects.insert(*defect),
                (None, false) => faults.push(format!("{code}: defect {defect} is not found at {at} “{words}”")),
                (Some(_), true) => faults.push(format!("{code}: defect {defect} is found at {at}; it is not missed")),
                (Some(why), false) => println!("{code}: defect {defect} is not found: {why}"),
            }
        }
        let list = defects.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ");
        println!("{code} {:28} {list}", rule.name.id);
    }
    for (code, why) in UNBREAKABLE {
        println!("{code}: cannot be broken: {why}");
    }
    println!("not read yet: {unread:?}");
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn no_defect_is_without_a_rule() {
    let named: BTreeSet<u8> = TABLE.iter().filter(|row| row.missed.is_none()).map(|row| row.defect).collect();
    let lost: Vec<_> = (1..=106).filter(|defect| !named.contains(defect)).collect();
    assert_eq!(lost, [41, 54, 98], "defects that no rule finds; the table tells why");
}

#[test]
fn once_all_rules_are_there_all_have_been_read() {
    let known: BTreeSet<&str> =
        TABLE.iter().map(|row| row.rule).chain(UNBREAKABLE.iter().map(|(code, _)| *code)).collect();
    assert_eq!(known.len(), 60, "the catalogue has sixty rules");
    let there: BTreeSet<&str> = RULES.iter().map(|rule| rule.name.code).collect();
    if known.is_subset(&there) {
        let unread: Vec<_> = there.iter().filter(|code| !is_read(code)).collect();
        assert!(unread.is_empty(), "read what they find in the plan of 2020, then PLANGEN_RENEW=1: {unread:?}");
    }
}

#[test]
fn nothing_is_found_that_was_not_read() {
    let renew = std::env::var_os("PLANGEN_RENEW").is_some();
    let mut faults = Vec::new();
    for code in RULES.iter().map(|rule| rule.name.code) {
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        for finding in SEED.checking.iter().filter(|finding| finding.rule.code == code) {
            let whose = finding.entity.clone().unwrap_or_else(|| file(finding, &SEED).to_owned());
            *counts.entry(format!("{whose} {}", finding.severity.key())).or_default() += 1;
        }
        let now: String = counts.iter().map(|(whose, count)| format!("{whose} {count}\n")).collect();
        if renew {
            fs::create_dir_all(golden(code).parent().unwrap()).unwrap();
            fs::write(golden(code), &now).unwrap();
        }
        let read = fs::read_to_string(golden(code)).unwrap_or_else(|_| now.clone());
        if read != now {
            let (old, new): (BTreeSet<_>, BTreeSet<_>) = (read.lines().collect(), now.lines().collect());
            faults.push(format!("{code}: was {:?}", old.difference(&new).collect::<Vec<_>>()));
            faults.push(format!("{code}: now {:?}", new.difference(&old).collect::<Vec<_>>()));
        }
    }
    assert!(faults.is_empty(), "read what changed, then renew with PLANGEN_RENEW=1\n{}", faults.join("\n"));
}

#[test]
fn checking_it_ends_with_one_and_no_panic() {
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_plangen"));
    let run = watch({
        command.args(["check", "--format", "json", "--plan"]).arg(plans::folder().join("seed-asis"));
        command
    });
    assert_eq!(run.code(), Some(1), "{}", run.err);
    assert_eq!(run.findings().len(), SEED.all().count());
}
