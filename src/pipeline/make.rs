//! Makes files, as many at a time as the machine has processors.
//!
//! What comes out does not depend on who was faster: results stand in the order of the files.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use super::documents::{Content, File};
use crate::check::{self, Checked};
use crate::finding::Finding;
use crate::model::Clearance;
use crate::render::typeset::Typesetter;
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

/// Makes the files of several documents, each for readers of its clearance; results come in the
/// order of the files, document by document.
pub(super) fn all(documents: Vec<Vec<(Clearance, File<'_>)>>, plan: &Checked, typesetter: &Typesetter) -> Vec<Made> {
    let alone: Vec<bool> = documents.iter().map(|files| files.len() == 1).collect();
    let left: Vec<AtomicUsize> = documents.iter().map(|files| AtomicUsize::new(files.len())).collect();
    let files: Vec<_> = documents
        .into_iter()
        .enumerate()
        .flat_map(|(own, files)| files.into_iter().map(move |file| (own, file)))
        .collect();
    let order = order(&files, left.len());
    let workers = std::thread::available_parallelism().map_or(1, usize::from).min(files.len());
    let waiting: Vec<_> = files.into_iter().map(|file| Mutex::new(Some(file))).collect();
    let done: Vec<Mutex<Option<Made>>> = waiting.iter().map(|_| Mutex::new(None)).collect();
    let next = AtomicUsize::new(0);
    let work = || {
        while let Some(at) = order.get(next.fetch_add(1, Ordering::Relaxed)) {
            let file = waiting[*at].lock().unwrap_or_else(PoisonError::into_inner).take();
            let Some((document, (clearance, file))) = file else { continue };
            let made = one(file, clearance, plan, typesetter, alone[document]);
            *done[*at].lock().unwrap_or_else(PoisonError::into_inner) = Some(made);
            if left[document].fetch_sub(1, Ordering::AcqRel) == 1 {
                typesetter.forget();
            }
        }
    };
    std::thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(work);
        }
    });
    done.into_iter().filter_map(|made| made.into_inner().unwrap_or_else(PoisonError::into_inner)).collect()
}

/// In which order files are made: a document's files together, since the single sheets of a
/// collection are laid out once for both; the longest document and the longest file first, so that
/// at the end every processor has something short to do.
fn order(files: &[(usize, (Clearance, File<'_>))], documents: usize) -> Vec<usize> {
    let mut whole = vec![0; documents];
    for (document, (_, file)) in files {
        whole[*document] += size(file);
    }
    let mut order: Vec<usize> = (0..files.len()).collect();
    order.sort_by_key(|at| {
        let (document, (_, file)) = &files[*at];
        std::cmp::Reverse((whole[*document], *document, size(file)))
    });
    order
}

/// How much work a file is, roughly.
fn size(file: &File<'_>) -> usize {
    match &file.content {
        Content::Typeset(_, data) => data.size(),
        Content::Plain(_) => 0,
    }
}

/// Makes a file; one that is `alone` shares its layout with no other.
fn one(file: File<'_>, clearance: Clearance, plan: &Checked, typesetter: &Typesetter, alone: bool) -> Made {
    let start = Instant::now();
    let (artifact, leaks) = match artifact(file, clearance, plan, typesetter, alone) {
        Ok((artifact, leaks)) => (Ok(artifact), leaks),
        Err(faults) => (Err(faults), Vec::new()),
    };
    Made { artifact, leaks, took: start.elapsed() }
}

fn artifact(
    file: File<'_>,
    clearance: Clearance,
    plan: &Checked,
    typesetter: &Typesetter,
    alone: bool,
) -> Result<(Artifact, Vec<Finding>), Vec<Fault>> {
    let path = file.path_in(clearance);
    let codes: Vec<String> = file.codes.iter().map(ToString::to_string).collect();
    match file.content {
        Content::Plain(make) => {
            let (bytes, text) = make()?;
            let leaks = check::scan(plan, clearance, &text);
            Ok((Artifact { path, bytes, pages: None, text, sheets: Vec::new() }, leaks))
        }
        Content::Typeset(template, data) => {
            let pages = typesetter.set_data(template, data)?;
            if alone {
                // The caches of a long document are as large as its pages; writing it needs neither.
                typesetter.forget();
            }
            let sheets = pages.sheets();
            if !sheets.iter().map(|sheet| &sheet.code).eq(&codes) {
                return Err(vec![unmarked(template)]);
            }
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
            Ok((Artifact { path, bytes: bytes?, pages: Some(pages.count()), text, sheets }, leaks))
        }
    }
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
