//! Small whole plans: reads one, copies one, changes files of the copy.

use std::fs;
use std::path::{Path, PathBuf};

use plangen::check;
use plangen::finding::{Finding, Severity, Sources};

use crate::small;

/// What `load` and `check` found together.
pub(crate) struct Outcome {
    pub(crate) sources: Sources,
    pub(crate) loading: Vec<Finding>,
    pub(crate) checking: Vec<Finding>,
}

impl Outcome {
    /// Every finding.
    pub(crate) fn all(&self) -> impl Iterator<Item = &Finding> {
        self.loading.iter().chain(&self.checking)
    }

    /// The errors that kept the plan from being read.
    pub(crate) fn load_errors(&self) -> impl Iterator<Item = &Finding> {
        self.loading.iter().filter(|finding| finding.severity == Severity::Error)
    }

    /// A finding as a person would read it.
    pub(crate) fn show(&self, finding: &Finding) -> String {
        let at = self.sources.start(finding.place);
        let (path, rule) = (self.sources.path(finding.place.file), finding.rule.id);
        format!("{path}:{}:{} {} {rule}: {}", at.line, at.column, finding.severity.key(), finding.message.zh)
    }
}

/// The folder with the small plans.
pub(crate) fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/plans")
}

/// Reads and checks the plan at `root` on the day it names itself.
pub(crate) fn outcome(root: &Path) -> Outcome {
    let loaded = plangen::load::load(root).unwrap();
    let checking = loaded.plan.as_ref().map_or_else(Vec::new, |plan| {
        let as_of = plan.head.as_of.as_ref().expect("plans under tests name their day").value;
        check::run(plan.clone(), &loaded.sources, as_of).0
    });
    Outcome { sources: loaded.sources, loading: loaded.findings, checking }
}

/// The smallest plan with some files replaced or added.
pub(crate) fn changed<'a>(files: impl Iterator<Item = (&'a str, &'a str)>) -> Outcome {
    let folder = tempfile::tempdir().unwrap();
    small::copy(&self::folder().join("minimal"), folder.path());
    for (path, text) in files {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    outcome(folder.path())
}

#[test]
fn good_plans_have_no_findings() {
    let plans = [folder().join("minimal"), Path::new(env!("CARGO_MANIFEST_DIR")).join("plan-source")];
    for root in plans {
        let outcome = outcome(&root);
        let shown: Vec<_> = outcome.all().map(|finding| outcome.show(finding)).collect();
        assert!(shown.is_empty(), "{}:\n{}", root.display(), shown.join("\n"));
    }
}

/// The plans in the folder, and the sample plan.
fn every() -> Vec<PathBuf> {
    let mut plans: Vec<_> = fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().path()).collect();
    plans.retain(|path| path.is_dir());
    plans.push(Path::new(env!("CARGO_MANIFEST_DIR")).join("plan-source"));
    plans.sort();
    plans
}

/// Copies a plan file by file, in the order of `files`: folders then list them in another order.
fn copy_in_order(from: &Path, to: &Path, files: impl Iterator<Item = PathBuf>) {
    for file in files {
        let target = to.join(&file);
        fs::create_dir_all(target.parent().unwrap()).unwrap();
        fs::copy(from.join(&file), target).unwrap();
    }
}

#[test]
fn every_rule_runs_over_every_plan_and_the_order_of_files_cannot_be_seen() {
    let plans = every();
    assert!(plans.len() >= 2, "{plans:?}");
    for root in plans {
        let place = tempfile::tempdir().unwrap();
        let files: Vec<_> = small::files(&root).into_keys().collect();
        let orders: [Box<dyn Iterator<Item = PathBuf>>; 2] =
            [Box::new(files.iter().cloned()), Box::new(files.iter().rev().cloned())];
        let told = orders.into_iter().enumerate().map(|(nth, order)| {
            let copy = place.path().join(nth.to_string()).join("plan");
            copy_in_order(&root, &copy, order);
            let outcome = outcome(&copy);
            // A plan that cannot be read was asked by no rule.
            assert_eq!(outcome.load_errors().count(), 0, "{}", root.display());
            let shown = outcome.all().map(|finding| outcome.show(finding));
            shown.map(|line| line.replace(&copy.display().to_string(), "")).collect::<Vec<_>>()
        });
        let told: Vec<_> = told.collect();
        assert_eq!(told[0], told[1], "{}", root.display());
    }
}

/// The other name of the `nth` of a folder's files: the last comes first then.
fn renamed(file: &Path, nth: usize) -> PathBuf {
    let name = file.file_name().unwrap().to_str().unwrap();
    match file.extension().is_some_and(|extension| extension == "yaml") && name != "plan.yaml" {
        true => file.with_file_name(format!("{:04}-{name}", 9999 - nth)),
        false => file.to_owned(),
    }
}

#[test]
fn what_files_are_called_decides_nothing() {
    for root in every() {
        let place = tempfile::tempdir().unwrap();
        let copy = place.path().join("plan");
        for (nth, file) in small::files(&root).into_keys().enumerate() {
            let target = copy.join(renamed(&file, nth));
            fs::create_dir_all(target.parent().unwrap()).unwrap();
            fs::copy(root.join(&file), target).unwrap();
        }
        let [told, other] = [&root, &copy].map(|root| {
            let outcome = outcome(root);
            let mut all: Vec<_> = outcome.all().map(|finding| without_number(&outcome.show(finding), root)).collect();
            all.sort();
            all
        });
        let only = |here: &[String], there: &[String]| -> Vec<String> {
            here.iter().filter(|line| !there.contains(line)).cloned().collect()
        };
        assert_eq!(only(&told, &other), only(&other, &told), "{}", root.display());
        assert_eq!(told.len(), other.len(), "{}", root.display());
    }
}

/// A finding without the folder of the plan and without the number that [`renamed`] puts before a name.
fn without_number(line: &str, root: &Path) -> String {
    let line = line.replace(&root.display().to_string(), "");
    let (path, rest) = line.split_once(':').unwrap();
    let (folder, name) = path.rsplit_once('/').unwrap();
    let name = name.strip_prefix("99").map_or(name, |_| name.split_once('-').unwrap().1);
    format!("{folder}/{name}:{rest}")
}
