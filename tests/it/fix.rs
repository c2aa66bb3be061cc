//! Mends that need no thought: done whole, at their place, until none is left, and never for the
//! worse.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use plangen::check::RULES;
use plangen::finding::mend::mend;

use crate::pages;
use crate::plans::{self, Outcome};
use crate::small::{self, Small};

/// Slips of several rules, with comments and odd spacing that have to stay.
const SLIPS: &str = "# 应急保障 {#support}\n\n<!-- 注释,不动 -->\n\n一、物资由安全领导小组保管,每隔5-10分钟清点(含备件).\n\n按照《网络安全法》第二十五条和{{ law('csl', 25) }}执行。\n";
const MENDED: &str = "# 应急保障 {#support}\n\n<!-- 注释,不动 -->\n\n物资由领导小组保管，每隔5～10分钟清点（含备件）。\n\n按照《网络安全法》第二十七条和{{ law('csl', 27) }}执行。\n";

#[test]
fn slips_are_shown_first_and_then_mended_with_everything_else_kept() {
    let small = Small::new();
    let slips = SLIPS.replace("<!-- 注释,不动 -->\n\n", "");
    let mended = MENDED.replace("<!-- 注释,不动 -->\n\n", "");
    small.write("text/04-保障.md", &slips);
    let fire = "# 火警：号码不加引号,别的程序会当数字\ncontacts:\n  - id: fire\n    owner: unit:telecom\n    label: 火警\n    class: 公安消防医疗\n    \
                points: [{kind: 特服号码,   value: 119, hours: 7x24, rank: 1}]   # 注,释\n    verified: {exempt: 国家统一特服号码}\n";
    small.write("contacts/fire.yaml", fire);
    let before = small::files(small.folder());

    let shown = small.run(["check", "--fix", "--dry-run", "--show-restricted", "--lang", "zh"]);
    assert_eq!(shown.code(), Some(1), "{}", shown.err);
    assert_eq!(small::files(small.folder()), before, "a preview writes nothing");
    let diff = shown.text();
    assert!(diff.contains("+++ b/plan-source/text/04-保障.md"), "{diff}");
    let plan = small.plan();
    let named = small.run(["check", "--fix", "--dry-run", "--show-restricted", "--plan", plan.to_str().unwrap()]);
    assert_eq!(named.text(), diff, "however the plan is named, the patch is used from here");
    assert!(diff.contains("-    points: [{kind: 特服号码,   value: 119, hours: 7x24, rank: 1}]   # 注,释"), "{diff}");
    assert!(
        diff.contains("+    points: [{kind: 特服号码,   value: \"119\", hours: 7x24, rank: 1}]   # 注,释"),
        "{diff}"
    );

    let run = small.run(["check", "--fix", "--lang", "zh"]);
    assert_eq!((run.code(), run.text()), (Some(0), ""), "{}", run.err);
    let read = |path: &str| fs::read_to_string(small.plan().join(path)).unwrap();
    assert_eq!(read("text/04-保障.md"), mended);
    assert_eq!(read("contacts/fire.yaml"), fire.replace("value: 119", "value: \"119\""));
    assert_eq!(small.check().1, []);

    let after = small::files(small.folder());
    assert_eq!(small.run(["check", "--fix", "-q"]).code(), Some(0));
    assert_eq!(small::files(small.folder()), after, "what is mended stays as it is");
}

#[test]
fn a_law_that_was_renumbered_moves_as_a_whole() {
    let small = Small::new();
    small.edit(
        "governance/legal.yaml",
        "edition: 2025年10月28日修正, in_force: {from: 2026-01-01}",
        "edition: 2016年11月7日通过, in_force: {from: 2017-06-01}",
    );
    small.write(
        "text/04-保障.md",
        "# 应急保障 {#support}\n\n按照{{ law('csl', 25) }}和《网络安全法》第五十三条执行。\n",
    );
    let (code, told) = small.only();
    assert_eq!((code, told.rule.as_str()), (Some(1), "outdated-basis"));
    assert_eq!(small.run(["check", "--fix", "-q"]).code(), Some(0));
    let text = fs::read_to_string(small.plan().join("text/04-保障.md")).unwrap();
    assert!(text.contains("law('csl', 27)") && text.contains("第五十五条"), "{text}");
    let laws = fs::read_to_string(small.plan().join("governance/legal.yaml")).unwrap();
    assert!(laws.contains("edition: 2025年10月28日修正, in_force: {from: 2026-01-01}"), "{laws}");
    assert_eq!(small.check().1, []);
}

#[test]
fn a_law_without_a_table_is_left_to_people() {
    let small = Small::new();
    small.edit(
        "governance/legal.yaml",
        "edition: 2024年6月28日修订, in_force: {from: 2024-11-01}",
        "edition: 2007年8月30日通过, in_force: {from: 2007-11-01}",
    );
    small.write("text/04-保障.md", "# 应急保障 {#support}\n\n按照{{ law('erl', 17) }}执行。\n");
    let before = small::files(small.folder());
    assert_eq!(small.run(["check", "--fix", "-q"]).code(), Some(1));
    assert_eq!(small::files(small.folder()), before);
}

/// How many findings each rule has.
fn counts(outcome: &Outcome) -> BTreeMap<&'static str, usize> {
    let mut counts = BTreeMap::new();
    for finding in outcome.all() {
        *counts.entry(finding.rule.id).or_default() += 1;
    }
    counts
}

#[test]
fn mending_an_example_of_a_rule_makes_nothing_worse_and_comes_to_an_end() {
    let mut mended_examples = 0;
    for rule in RULES {
        for example in pages::parse(rule.page).wrong {
            let folder = tempfile::tempdir().unwrap();
            small::copy(&plans::folder().join("minimal"), folder.path());
            for (path, text) in example.files() {
                let path = folder.path().join(path);
                fs::create_dir_all(path.parent().unwrap()).unwrap();
                fs::write(path, text).unwrap();
            }
            let mut outcome = plans::outcome(folder.path());
            for round in 0.. {
                let all: Vec<_> = outcome.all().cloned().collect();
                let mend = mend(&all, &outcome.sources);
                if mend.files.is_empty() {
                    break;
                }
                assert!(round < 10, "{}: mending never ends", rule.name.id);
                mended_examples += usize::from(round == 0);
                for file in &mend.files {
                    fs::write(Path::new(outcome.sources.path(file.file)), &file.text).unwrap();
                }
                let next = plans::outcome(folder.path());
                let (before, after) = (counts(&outcome), counts(&next));
                for (id, count) in &after {
                    let was = before.get(id).copied().unwrap_or(0);
                    let shown: Vec<_> = next.all().map(|finding| next.show(finding)).collect();
                    assert!(*count <= was, "{}: mending gives {id}:\n{}", rule.name.id, shown.join("\n"));
                }
                outcome = next;
            }
        }
    }
    assert!(mended_examples >= 5, "only {mended_examples} examples were mended");
}
