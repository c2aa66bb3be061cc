//! Makes files, as many at a time as the machine has processors.
//!
//! What comes out does not depend on who was faster: results stand in the order of the files.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use super::documents::{Content, File, Typeset};
use crate::check::{self, Checked};
use crate::finding::Finding;
use crate::model::Clearance;
use crate::render::typeset::{Pages, Typesetter};
use crate::render::{Artifact, Fault};
use crate::say;

/// What became of a file.
#[derive(Debug)]
pub(super) struct Made {
    /// The file, or why there is none.
    pub(super) artifact: Result<Artifact, Vec<Fault>>,
    /// Values in it that its readers may not see.
    pub(super) leaks: Vec<Finding>,
    /// How long it took.
    pub(super) took: Duration,
}

/// A file to be made, for readers of a clearance.
type Asked<'a> = (Clearance, File<'a>);

/// Makes files; results come in their order.
pub(super) fn all(files: Vec<Asked<'_>>, plan: &Checked, typesetter: &Typesetter) -> Vec<Made> {
    let jobs = jobs(&files);
    let workers = std::thread::available_parallelism().map_or(1, usize::from).min(jobs.len());
    let waiting: Vec<_> = files.into_iter().map(|file| Mutex::new(Some(file))).collect();
    let done: Vec<Mutex<Option<Made>>> = waiting.iter().map(|_| Mutex::new(None)).collect();
    let take = |at: usize| waiting[at].lock().unwrap_or_else(PoisonError::into_inner).take();
    let give = |at: usize, made| *done[at].lock().unwrap_or_else(PoisonError::into_inner) = Some(made);
    let next = AtomicUsize::new(0);
    let work = || {
        while let Some(job) = jobs.get(next.fetch_add(1, Ordering::Relaxed)) {
            together(job.iter().filter_map(|at| Some((*at, take(*at)?))), plan, typesetter, give);
        }
    };
    std::thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(work);
        }
    });
    done.into_iter().filter_map(|made| made.into_inner().unwrap_or_else(PoisonError::into_inner)).collect()
}

/// Which files are made together, because they are cut from the same pages; the longest first, so that
/// at the end every processor has something short to do.
fn jobs(files: &[Asked<'_>]) -> Vec<Vec<usize>> {
    let mut jobs: Vec<Vec<usize>> = Vec::new();
    for (at, (_, file)) in files.iter().enumerate() {
        let same = jobs.iter_mut().find(|job| match (&files[job[0]].1.content, &file.content) {
            (Content::Typeset(one), Content::Typeset(other)) => {
                (one.template, &one.data) == (other.template, &other.data)
            }
            _ => false,
        });
        match same {
            Some(job) => job.push(at),
            None => jobs.push(vec![at]),
        }
    }
    jobs.sort_by_key(|job| std::cmp::Reverse(size(&files[job[0]].1)));
    jobs
}

/// How much work a file is, roughly.
fn size(file: &File<'_>) -> usize {
    match &file.content {
        Content::Typeset(typeset) => typeset.data.size(),
        Content::Plain(_) => 0,
    }
}

/// Makes files that are cut from the same pages.
fn together<'a>(
    files: impl Iterator<Item = (usize, Asked<'a>)>,
    plan: &Checked,
    typesetter: &Typesetter,
    give: impl Fn(usize, Made),
) {
    let mut set: Option<Option<Pages>> = None;
    for (at, (clearance, file)) in files {
        let start = Instant::now();
        let path = file.path_in(clearance);
        let made = match file.content {
            Content::Plain(make) => make().map(|(bytes, text)| {
                let leaks = check::scan(plan, clearance, &text);
                let (sheets, signatures) = (Vec::new(), Vec::new());
                (Artifact { path, bytes, pages: None, text, sheets, signatures }, leaks)
            }),
            Content::Typeset(typeset) => {
                let codes: Vec<String> = file.codes.iter().map(ToString::to_string).collect();
                let (pages, faults) = match &set {
                    Some(pages) => (pages.as_ref(), Vec::new()),
                    None => {
                        let (pages, faults) = match typesetter.set_data(typeset.template, &typeset.data) {
                            Ok(pages) => (Some(pages), Vec::new()),
                            Err(faults) => (None, faults),
                        };
                        typesetter.forget();
                        (set.insert(pages).as_ref(), faults)
                    }
                };
                match pages {
                    // What was refused is told for the first file of those that share it.
                    None => Err(faults),
                    Some(pages) => match &typeset.part {
                        None => printed(pages, &typeset, &path, &codes, clearance, plan),
                        Some(title) => printed(&pages.part(&codes, title), &typeset, &path, &codes, clearance, plan),
                    },
                }
            }
        };
        let (artifact, leaks) = match made {
            Ok((artifact, leaks)) => (Ok(artifact), leaks),
            Err(faults) => (Err(faults), Vec::new()),
        };
        give(at, Made { artifact, leaks, took: start.elapsed() });
    }
}

/// Pages as a file, with the values in it that its readers may not see.
fn printed(
    pages: &Pages,
    typeset: &Typeset,
    path: &str,
    codes: &[String],
    clearance: Clearance,
    plan: &Checked,
) -> Result<(Artifact, Vec<Finding>), Vec<Fault>> {
    let mut sheets = pages.sheets();
    if !sheets.iter().map(|sheet| &sheet.code).eq(codes) {
        return Err(vec![unmarked(typeset.template)]);
    }
    let folded;
    let pages = match typeset.folding {
        None => pages,
        Some(folding) => {
            // In a booklet the pages of a sheet are scattered; its document tells where they are.
            sheets.clear();
            folded = pages.folded(folding)?;
            &folded
        }
    };
    let identity = format!("{}/{path}", plan.head.id.value);
    // Writing a long document is the work of one processor; another looks for leaks meanwhile.
    let (bytes, (text, leaks)) = std::thread::scope(|scope| {
        let read = scope.spawn(|| {
            let text = pages.text();
            let leaks = check::scan(plan, clearance, &text);
            (text, leaks)
        });
        (pages.pdf(&identity), read.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
    });
    let (path, count, signatures) = (path.to_owned(), pages.count(), pages.signatures().to_vec());
    Ok((Artifact { path, bytes: bytes?, pages: Some(count), text, sheets, signatures }, leaks))
}

/// A template that does not begin each sheet with its code: nobody could tell whether it is current.
fn unmarked(template: &str) -> Fault {
    Fault::Template {
        file: format!("templates/{template}/main.typ"),
        line: 1,
        message: say!(
            "模板没有在每张单页开头放上它的编码（lib/sheet.typ 的 sheet）",
            "the template does not begin each sheet with its code (`sheet` of lib/sheet.typ)"
        ),
    }
}
