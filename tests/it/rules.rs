//! Every rule's page is executed, and code, page and list are held against each other.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use plangen::check::{RULES, Rule};
use plangen::finding::{Finding, Severity};

use crate::pages::{self, Example, Page};
use crate::plans::{self, Outcome};

fn word(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "错误",
        Severity::Warning => "警告",
        Severity::Info => "提示",
    }
}

/// The findings of `rule`, as file, line and level.
fn found(outcome: &Outcome, rule: &Rule) -> Vec<String> {
    let of_rule = outcome.all().filter(|finding| finding.rule == rule.name);
    let mut found: Vec<_> = of_rule
        .map(|finding| {
            let line = outcome.sources.start(finding.place).line;
            let path = outcome.sources.path(finding.place.file);
            assert!(finding.help.is_some(), "no way out is offered: {}", outcome.show(finding));
            (path.to_owned(), line, word(finding.severity))
        })
        .map(|(path, line, level)| format!("{path}:{line} {level}"))
        .collect();
    found.sort();
    found
}

fn wrong(rule: &Rule, page: &Page<'_>, example: &Example) {
    let id = rule.name.id;
    let outcome = plans::changed(example.files());
    let strange = |finding: &&Finding| finding.rule != rule.name;
    let others: Vec<_> = outcome.load_errors().filter(strange).map(|finding| outcome.show(finding)).collect();
    assert!(others.is_empty(), "{id}: the wrong example does not load:\n{}", others.join("\n"));
    let found = found(&outcome, rule);
    let [(path, line, level)] = example.marks.as_slice() else {
        panic!("{id}: a wrong example has one line marked ← 这里, this one has {:?}\n{found:?}", example.marks);
    };
    let level = level.as_deref().or_else(|| page.level.split('；').next());
    let end = format!("/{path}:{line} {}", level.unwrap_or(""));
    let expected = found.len() == 1 && found[0].ends_with(&end);
    let all: Vec<_> = outcome.all().map(|finding| outcome.show(finding)).collect();
    assert!(expected, "{id}: wanted one finding at …{end}, got {found:?}\nall:\n{}", all.join("\n"));
}

fn right(rule: &Rule, example: &Example) {
    let id = rule.name.id;
    let outcome = plans::changed(example.files());
    assert!(example.marks.is_empty(), "{id}: a right example has no marked line");
    let faults: Vec<_> = outcome.load_errors().map(|finding| outcome.show(finding)).collect();
    assert!(faults.is_empty(), "{id}: the right example does not load:\n{}", faults.join("\n"));
    let found: Vec<_> =
        outcome.all().filter(|finding| finding.rule == rule.name).map(|finding| outcome.show(finding)).collect();
    assert!(found.is_empty(), "{id}: the right example is faulted:\n{}", found.join("\n"));
}

#[test]
fn pages_hold_what_they_say() {
    let mut examples = 0;
    for rule in RULES {
        let page = pages::parse(rule.page);
        let (id, code) = (rule.name.id, rule.name.code);
        assert_eq!(page.title, format!("{id}（{code}）"), "the title of the page");
        assert_eq!(page.sections, pages::SECTIONS, "{id}: the sections of the page");
        assert_eq!(page.level.ends_with("；不可豁免"), !rule.waivable, "{id}: {}", page.level);
        assert!(!page.wrong.is_empty() && !page.right.is_empty(), "{id}: both kinds of example are wanted");
        for example in &page.wrong {
            wrong(rule, &page, example);
        }
        for example in &page.right {
            right(rule, example);
        }
        examples += page.wrong.len() + page.right.len();
    }
    assert!(examples >= 2 * RULES.len(), "only {examples} examples were run");
}

#[test]
fn code_page_and_list_belong_together() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/check/rules");
    let stems = |extension: &str| -> BTreeSet<String> {
        let entries = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path());
        entries
            .filter(|path| path.extension().is_some_and(|own| own == extension))
            .map(|path| path.file_stem().unwrap().to_str().unwrap().to_owned())
            .filter(|stem| stem != "mod")
            .collect()
    };
    let listed: BTreeSet<String> = RULES.iter().map(|rule| rule.name.id.replace('-', "_")).collect();
    assert_eq!(stems("rs"), listed, "files in {} against the list in check", folder.display());
    assert_eq!(stems("md"), listed, "pages in {} against the list in check", folder.display());
    assert_eq!(listed.len(), RULES.len(), "ids are unique");
    let codes: BTreeSet<_> = RULES.iter().map(|rule| rule.name.code).collect();
    assert_eq!(codes.len(), RULES.len(), "codes are unique");
    assert!(listed.len() >= 19, "only {} rules were looked at", listed.len());
    for rule in &listed {
        let text = fs::read_to_string(folder.join(format!("{rule}.rs"))).unwrap();
        assert!(text.lines().count() < 150, "{rule}.rs is too long for a rule");
    }
}

#[test]
fn names_of_loading_and_checking_agree() {
    let mut shared = 0;
    for fault in plangen::load::faults::ALL {
        for rule in RULES {
            assert_eq!(fault.id == rule.name.id, fault.code == rule.name.code, "{fault:?} and {:?}", rule.name);
            shared += usize::from(fault.id == rule.name.id);
        }
    }
    assert!(plangen::load::faults::ALL.len() > 10 && shared <= RULES.len());
}
