//! A small plan in a folder of its own, and the program run on it.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;

/// No input may take ten seconds (P1); here the program is not optimised and shares the machine.
const PATIENCE: Duration = Duration::from_secs(30);

/// A copy of `tests/plans/minimal` that tests may spoil.
pub(crate) struct Small {
    place: tempfile::TempDir,
}

/// How a run ended.
#[derive(Debug)]
pub(crate) struct Run {
    pub(crate) status: ExitStatus,
    pub(crate) out: Vec<u8>,
    pub(crate) err: String,
}

/// A finding as a program reads it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Told {
    pub(crate) file: String,
    pub(crate) line: u64,
    pub(crate) column: u64,
    pub(crate) rule: String,
    pub(crate) message: String,
    pub(crate) help: String,
}

impl Small {
    /// A fresh copy.
    pub(crate) fn new() -> Self {
        let small = Self { place: tempfile::tempdir().unwrap() };
        copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/plans/minimal"), &small.plan());
        small
    }

    /// The folder that holds plan and output.
    pub(crate) fn folder(&self) -> &Path {
        self.place.path()
    }

    /// The plan.
    pub(crate) fn plan(&self) -> PathBuf {
        self.folder().join("plan-source")
    }

    /// The output.
    pub(crate) fn output(&self) -> PathBuf {
        self.folder().join("output")
    }

    /// Writes a file of the plan.
    pub(crate) fn write(&self, path: &str, bytes: impl AsRef<[u8]>) -> &Self {
        let path = self.plan().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
        self
    }

    /// Replaces a stretch of a file that stands there once.
    pub(crate) fn edit(&self, path: &str, from: &str, to: &str) -> &Self {
        let text = fs::read_to_string(self.plan().join(path)).unwrap();
        assert_eq!(text.matches(from).count(), 1, "{path}: {from}");
        self.write(path, text.replace(from, to))
    }

    /// The program in the folder that holds the plan.
    pub(crate) fn command<S: AsRef<OsStr>>(&self, arguments: impl IntoIterator<Item = S>) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_plangen"));
        command.args(arguments).current_dir(self.folder()).env("LC_ALL", "C.UTF-8");
        command
    }

    /// Runs the program.
    pub(crate) fn run<S: AsRef<OsStr>>(&self, arguments: impl IntoIterator<Item = S>) -> Run {
        watch(self.command(arguments))
    }

    /// Builds and expects that to work.
    pub(crate) fn build(&self) {
        let run = self.run(["build", "-q"]);
        assert_eq!(run.code(), Some(0), "{}", run.err);
    }

    /// What `check` tells, in Chinese; no more memory than a plan needs is there for it.
    pub(crate) fn check(&self) -> (Option<i32>, Vec<Told>) {
        let mut command = Command::new("sh");
        command
            .args(["-c", "ulimit -v 1000000; exec \"$0\" check --lang zh --format json"])
            .arg(env!("CARGO_BIN_EXE_plangen"))
            .current_dir(self.folder());
        let run = watch(command);
        (run.code(), run.findings())
    }

    /// The one finding of `check`.
    pub(crate) fn only(&self) -> (Option<i32>, Told) {
        let (code, told) = self.check();
        assert_eq!(told.len(), 1, "{told:#?}");
        (code, told[0].clone())
    }
}

impl Run {
    pub(crate) fn code(&self) -> Option<i32> {
        self.status.code()
    }

    pub(crate) fn text(&self) -> &str {
        std::str::from_utf8(&self.out).unwrap()
    }

    /// Standard output as findings; every one names its place and the mend.
    pub(crate) fn findings(&self) -> Vec<Told> {
        let report: Value =
            serde_json::from_slice(&self.out).unwrap_or_else(|e| panic!("{e}: {} {}", self.text(), self.err));
        let entries = report["findings"].as_array().unwrap();
        let text = |entry: &Value, key: &str| entry[key].as_str().unwrap_or_default().to_owned();
        let told = entries.iter().map(|entry| {
            assert!(!text(entry, "help").is_empty(), "no remedy: {entry}");
            Told {
                file: text(entry, "file"),
                line: entry["line"].as_u64().unwrap(),
                column: entry["column"].as_u64().unwrap(),
                rule: text(entry, "rule"),
                message: text(entry, "message"),
                help: text(entry, "help"),
            }
        });
        told.collect()
    }
}

/// Runs a command to its end, or panics when it takes too long or crashes.
pub(crate) fn watch(mut command: Command) -> Run {
    let start = Instant::now();
    let mut child = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let (mut out, mut err) = (child.stdout.take().unwrap(), child.stderr.take().unwrap());
    let reader = std::thread::spawn(move || {
        let mut bytes = Vec::new();
        out.read_to_end(&mut bytes).unwrap();
        bytes
    });
    let errors = std::thread::spawn(move || {
        let mut bytes = Vec::new();
        err.read_to_end(&mut bytes).unwrap();
        String::from_utf8_lossy(&bytes).into_owned()
    });
    let status = loop {
        match child.try_wait().unwrap() {
            Some(status) => break status,
            None if start.elapsed() > PATIENCE => {
                child.kill().unwrap();
                panic!("still running after {PATIENCE:?}: {command:?}");
            }
            None => std::thread::sleep(Duration::from_millis(5)),
        }
    };
    let run = Run { status, out: reader.join().unwrap(), err: errors.join().unwrap() };
    assert!(!run.err.contains("panicked at") && run.code() != Some(101), "{}", run.err);
    run
}

/// Takes the marks `‸` out of a text and tells the line and column of each.
pub(crate) fn marked(text: &str) -> (String, Vec<(u64, u64)>) {
    let mut places = Vec::new();
    for (number, line) in text.lines().enumerate() {
        let mut column = 1;
        for c in line.chars() {
            match c {
                '‸' => places.push((number as u64 + 1, column)),
                _ => column += 1,
            }
        }
    }
    (text.replace('‸', ""), places)
}

/// Copies a folder.
pub(crate) fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// Every file below a folder with its bytes.
pub(crate) fn files(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut all = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                all.insert(path.strip_prefix(folder).unwrap().to_owned(), fs::read(&path).unwrap());
            }
        }
    }
    all
}
