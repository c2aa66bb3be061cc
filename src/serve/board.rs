//! What a page shows: the last run and the files that lie in the output folder.

use std::path::{Path, PathBuf};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use crate::finding::Language;
use crate::report::Counts;
use crate::report::browser::Told;
use crate::write::{self, Listed};

/// A run that came to its end.
#[derive(Debug, Clone)]
pub struct Round {
    /// When, as `14:03:05`.
    pub at: String,
    /// How long it took.
    pub took: Duration,
    /// Whether it wrote the output folder.
    pub wrote: bool,
    /// Why it stopped before it had findings.
    pub stop: Option<String>,
    /// What it found.
    pub findings: Vec<Told>,
    /// How much of each weight.
    pub counts: Counts,
    /// Lines worth telling that are no findings.
    pub notes: Vec<String>,
}

/// What all pages show.
#[derive(Debug)]
pub struct Board {
    language: Language,
    plan: PathBuf,
    output: PathBuf,
    /// Tells this run of the program from an earlier one.
    mark: String,
    state: Mutex<State>,
    turned: Condvar,
}

/// What changes from run to run.
#[derive(Debug, Clone, Default)]
pub(super) struct State {
    /// How often it changed.
    pub(super) count: u64,
    /// Whether a run is going on.
    pub(super) building: bool,
    /// The last run.
    pub(super) round: Option<Round>,
    /// When the files were written; none where that was before this program started.
    pub(super) written: Option<String>,
    /// The files, each with whether the run that wrote them changed it.
    pub(super) files: Vec<(Listed, bool)>,
}

impl Board {
    /// A board in a language, for a plan and an output folder; `mark` is another one whenever the
    /// program starts.
    pub fn new(language: Language, plan: &Path, output: &Path, mark: String) -> Self {
        let files = write::listed(output).into_iter().map(|file| (file, false)).collect();
        let state = Mutex::new(State { files, ..State::default() });
        let (plan, output) = (plan.to_owned(), output.to_owned());
        Self { language, plan, output, mark, state, turned: Condvar::new() }
    }

    /// A run begins.
    pub fn begin(&self) {
        self.turn(|state| state.building = true);
    }

    /// A run came to its end.
    pub fn show(&self, round: Round) {
        let files = if round.wrote { Some(write::listed(&self.output)) } else { None };
        self.turn(|state| {
            if let Some(files) = files {
                state.files = changed(&state.files, files);
                state.written = Some(round.at.clone());
            }
            state.building = false;
            state.round = Some(round);
        });
    }

    fn turn(&self, change: impl FnOnce(&mut State)) {
        let mut state = self.lock();
        change(&mut state);
        state.count += 1;
        drop(state);
        self.turned.notify_all();
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits until there is something after `seen`, for so long at most; gives the name of what there
    /// is now.
    pub(super) fn news(&self, seen: &str, patience: Duration) -> String {
        let same = |state: &mut State| self.name(state) == seen;
        let (state, _) =
            self.turned.wait_timeout_while(self.lock(), patience, same).unwrap_or_else(PoisonError::into_inner);
        self.name(&state)
    }

    /// The name of a state.
    pub(super) fn name(&self, state: &State) -> String {
        format!("{}-{}", self.mark, state.count)
    }

    /// What is shown now.
    pub(super) fn state(&self) -> State {
        self.lock().clone()
    }

    /// Whether a file of this path was built.
    pub(super) fn names(&self, path: &str) -> bool {
        self.lock().files.iter().any(|(file, _)| file.path == path)
    }

    /// The output folder.
    pub(super) fn output(&self) -> &Path {
        &self.output
    }

    /// The plan's folder.
    pub(super) fn plan(&self) -> &Path {
        &self.plan
    }

    /// The language of the page.
    pub(super) fn language(&self) -> Language {
        self.language
    }
}

/// The files of a run, each with whether it is another one than before; where there was nothing
/// before, none is.
fn changed(before: &[(Listed, bool)], files: Vec<Listed>) -> Vec<(Listed, bool)> {
    let same = |file: &Listed| before.iter().any(|(old, _)| (&old.path, &old.sha256) == (&file.path, &file.sha256));
    let marked = |file: Listed| {
        let other = !before.is_empty() && !same(&file);
        (file, other)
    };
    files.into_iter().map(marked).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(path: &str, sha256: &str) -> Listed {
        Listed { path: path.into(), bytes: 1, sha256: sha256.into(), pages: None }
    }

    #[test]
    fn what_another_run_changed_is_marked() {
        let first = changed(&[], vec![file("a", "1"), file("b", "1")]);
        assert_eq!(first, [(file("a", "1"), false), (file("b", "1"), false)]);
        let second = changed(&first, vec![file("a", "1"), file("b", "2"), file("c", "1")]);
        assert_eq!(second.iter().map(|(_, other)| *other).collect::<Vec<_>>(), [false, true, true]);
    }

    #[test]
    fn news_are_told_at_once_and_none_after_a_while() {
        let board = Board::new(Language::Chinese, Path::new("p"), Path::new("/nowhere"), "7".into());
        assert_eq!(board.news("", Duration::from_secs(60)), "7-0");
        assert_eq!(board.news("7-0", Duration::ZERO), "7-0");
        assert_eq!(board.news("6-0", Duration::from_secs(60)), "7-0");
        std::thread::scope(|scope| {
            let waiting = scope.spawn(|| board.news("7-0", Duration::from_secs(60)));
            board.begin();
            assert_eq!(waiting.join().unwrap(), "7-1");
        });
    }
}
