//! Makes files.
//!
//! What comes out does not depend on who was faster: results stand in the order of the files.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use super::documents::{Content, File, Typeset};
use crate::check::{self, Checked};
use crate::finding::Finding;
use crate::model::Clearance;
use crate::render::typeset::{Data, Pages, Typesetter};
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

/// A file to be made, for readers of a clearance, and its place in the order.
type Asked<'a> = (usize, Clearance, File<'a>);

/// Files made together.
enum Job<'a> {
    /// Parts of the same pages.
    Typeset { template: &'static str, data: Data, files: Vec<Asked<'a>> },
    /// A file that is not typeset.
    Plain(Asked<'a>),
}

/// Makes files; results come in their order.
///
/// One document is set at a time, since what is kept of two at once is twice as much. Its files are
/// written meanwhile, each by whichever processor is free: setting pages is shared out after them, so
/// that no more than a document or two wait to be written.
pub(super) fn all(files: Vec<(Clearance, File<'_>)>, plan: &Checked, typesetter: &Typesetter) -> Vec<Made> {
    let done: Vec<Mutex<Option<Made>>> = files.iter().map(|_| Mutex::new(None)).collect();
    let give = |at: usize, made| *done[at].lock().unwrap_or_else(PoisonError::into_inner) = Some(made);
    rayon::in_place_scope(|scope| {
        for job in jobs(files) {
            let start = Instant::now();
            let (pages, files) = match job {
                Job::Plain(file) => (None, vec![file]),
                Job::Typeset { template, data, files } => (Some(typesetter.set_data(template, &data)), files),
            };
            let mut took = start.elapsed();
            let mut told = Vec::new();
            let pages = pages.and_then(|pages| pages.map_err(|faults| told = faults).ok()).map(Arc::new);
            for (at, clearance, file) in files {
                let (pages, took, told) = (pages.clone(), std::mem::take(&mut took), std::mem::take(&mut told));
                scope.spawn(move |_| {
                    let start = Instant::now();
                    let made = write(file, clearance, pages.as_deref(), told, plan);
                    let (artifact, leaks) = match made {
                        Ok((artifact, leaks)) => (Ok(artifact), leaks),
                        Err(faults) => (Err(faults), Vec::new()),
                    };
                    give(at, Made { artifact, leaks, took: took + start.elapsed() });
                });
            }
        }
        scope.spawn(|_| typesetter.forget());
    });
    done.into_iter().filter_map(|made| made.into_inner().unwrap_or_else(PoisonError::into_inner)).collect()
}

/// Which files are made together, because they are cut from the same pages, in the order that keeps all
/// processors busy with the least memory. The largest comes first, before anything else is kept; then single
/// files, short ones first, for the largest is still being written; last those of many files, which are
/// written side by side to the end.
fn jobs(files: Vec<(Clearance, File<'_>)>) -> Vec<Job<'_>> {
    let mut jobs: Vec<Job<'_>> = Vec::new();
    for (at, (clearance, file)) in files.into_iter().enumerate() {
        let Content::Typeset(Typeset { template, data, .. }) = &file.content else {
            jobs.push(Job::Plain((at, clearance, file)));
            continue;
        };
        let same = jobs.iter_mut().find_map(|job| match job {
            Job::Typeset { template: own, data: other, files } if (*own, &*other) == (*template, data) => Some(files),
            _ => None,
        });
        match same {
            Some(files) => files.push((at, clearance, file)),
            None => {
                let (template, data) = (*template, data.clone());
                jobs.push(Job::Typeset { template, data, files: vec![(at, clearance, file)] });
            }
        }
    }
    let largest = jobs.iter().map(Job::size).max().unwrap_or_default();
    jobs.sort_by_key(|job| (job.size() < largest, job.parts() > 1, job.size()));
    jobs
}

impl Job<'_> {
    /// How much work it is, roughly.
    fn size(&self) -> usize {
        match self {
            Self::Typeset { data, .. } => data.size(),
            Self::Plain(_) => 0,
        }
    }

    /// Of how many files.
    fn parts(&self) -> usize {
        match self {
            Self::Typeset { files, .. } => files.len(),
            Self::Plain(_) => 1,
        }
    }
}

/// Writes a file from its pages; where there are none, `faults` say why, once for all files of the same pages.
fn write(
    file: File<'_>,
    clearance: Clearance,
    pages: Option<&Pages>,
    faults: Vec<Fault>,
    plan: &Checked,
) -> Result<(Artifact, Vec<Finding>), Vec<Fault>> {
    let path = file.path_in(clearance);
    match (file.content, pages) {
        (Content::Plain(make), _) => {
            let (bytes, text) = make()?;
            let leaks = check::scan(plan, clearance, &text);
            Ok((Artifact { path, bytes, pages: None, text, sheets: Vec::new(), booklet: None }, leaks))
        }
        (Content::Typeset(typeset), Some(pages)) => {
            let codes: Vec<String> = file.codes.iter().map(ToString::to_string).collect();
            let part = typeset.part.as_ref().map(|title| pages.part(&codes, title));
            printed(part.as_ref().unwrap_or(pages), &typeset, &path, &codes, clearance, plan)
        }
        (Content::Typeset(_), None) => Err(faults),
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
    let read = || {
        let text = pages.text();
        let leaks = check::scan(plan, clearance, &text);
        (text, leaks)
    };
    let (bytes, (text, leaks)) = rayon::join(|| pages.pdf(&identity), read);
    let (path, count, booklet) = (path.to_owned(), pages.count(), pages.booklet().cloned());
    Ok((Artifact { path, bytes: bytes?, pages: Some(count), text, sheets, booklet }, leaks))
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
