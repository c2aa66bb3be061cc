//! Makes files.
//!
//! What comes out does not depend on who was faster: results stand in the order of the files.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use super::desk::Desk;
use super::documents::{Content, File, Typeset};
use crate::check::{Checked, Scan};
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

/// When a job is done.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Turn {
    /// It has the most files. They are written while the template of the largest is evaluated, which is the work of
    /// one processor.
    MostFiles,
    /// There is most to set. Nothing but the files before it is kept yet.
    Largest,
    /// It has one file. Short ones come first, for the largest is still being written.
    One,
    /// It has several files, which are written side by side.
    Many,
    /// Nothing is set.
    Plain,
}

/// Makes files; results come in their order.
///
/// One document is set at a time, since what is kept of two at once is twice as much. Its files are written
/// while the next is set, by the threads that set pages: they have the memory that setting no longer needs.
pub(super) fn all(files: Vec<(Clearance, File<'_>)>, plan: &Checked, typesetter: &Typesetter) -> Vec<Made> {
    let done: Vec<Mutex<Option<Made>>> = files.iter().map(|_| Mutex::new(None)).collect();
    let scan = Scan::of(plan);
    let desk = Desk::new(|stack: Vec<Unwritten<'_>>| {
        for unwritten in stack {
            let (at, made) = unwritten.write(plan, &scan);
            *done[at].lock().unwrap_or_else(PoisonError::into_inner) = Some(made);
        }
    });
    rayon::in_place_scope(|scope| {
        for (turn, job) in jobs(files) {
            if turn == Turn::Largest {
                // Never is more kept than for the largest: memory is spared while it is set, and given back while it
                // is written.
                desk.lay_out(stacks(job.set(|template, data| typesetter.set_sparingly(template, data))), scope);
                scope.spawn(|_| typesetter.forget());
            } else {
                // What the others keep is less, and setting one gives back what those before it left.
                desk.lay_out(stacks(job.set(|template, data| typesetter.set_data(template, data))), scope);
            }
        }
    });
    drop(desk);
    done.into_iter().filter_map(|made| made.into_inner().unwrap_or_else(PoisonError::into_inner)).collect()
}

/// Which files are made together, because they are cut from the same pages, in the order that keeps all
/// processors busy with the least memory.
fn jobs(files: Vec<(Clearance, File<'_>)>) -> Vec<(Turn, Job<'_>)> {
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
    let most = jobs.iter().map(Job::count).max().unwrap_or_default();
    let turn = |job: &Job<'_>| match job {
        Job::Plain(_) => Turn::Plain,
        _ if job.size() == largest => Turn::Largest,
        _ if job.count() == 1 => Turn::One,
        _ if job.count() == most => Turn::MostFiles,
        _ => Turn::Many,
    };
    let mut jobs: Vec<_> = jobs.into_iter().map(|job| (turn(&job), job)).collect();
    jobs.sort_by(|(a, one), (b, other)| (a, one.size()).cmp(&(b, other.size())));
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

    /// How many files it has.
    fn count(&self) -> usize {
        match self {
            Self::Typeset { files, .. } => files.len(),
            Self::Plain(_) => 1,
        }
    }
}

impl<'a> Job<'a> {
    /// Sets its pages by `set`, given the template and the data.
    fn set(self, set: impl FnOnce(&str, &Data) -> Result<Pages, Vec<Fault>>) -> Vec<Unwritten<'a>> {
        let start = Instant::now();
        let (mut faults, mut pages) = (Vec::new(), None);
        let files = match self {
            Self::Plain(file) => vec![file],
            Self::Typeset { template, data, files } => {
                match set(template, &data) {
                    Ok(set) => pages = Some(Arc::new(set)),
                    Err(told) => faults = told,
                }
                files
            }
        };
        // What it took and why there are none is told with the first of the files.
        let mut took = start.elapsed();
        let one = |(at, clearance, file)| {
            let (took, faults) = (std::mem::take(&mut took), std::mem::take(&mut faults));
            Unwritten { at, clearance, file, pages: pages.clone(), faults, took }
        };
        files.into_iter().map(one).collect()
    }
}

/// A file whose pages are set.
struct Unwritten<'a> {
    at: usize,
    clearance: Clearance,
    file: File<'a>,
    /// Its pages, where it has any.
    pages: Option<Arc<Pages>>,
    /// Why it has none.
    faults: Vec<Fault>,
    /// How long setting them took.
    took: Duration,
}

/// Files as they are written: long ones one after the other, for writing one takes nearly as much memory as its pages;
/// each of a single sheet by itself.
fn stacks(files: Vec<Unwritten<'_>>) -> Vec<Vec<Unwritten<'_>>> {
    let (short, long): (Vec<_>, Vec<_>) = files.into_iter().partition(|unwritten| unwritten.file.codes.len() == 1);
    let short = short.into_iter().map(|unwritten| vec![unwritten]);
    std::iter::once(long).filter(|long| !long.is_empty()).chain(short).collect()
}

impl Unwritten<'_> {
    /// The file, and its place in the order.
    fn write(self, plan: &Checked, scan: &Scan<'_>) -> (usize, Made) {
        let Self { at, clearance, file, pages, faults, took } = self;
        let start = Instant::now();
        let path = file.path_in(clearance);
        let made = match (file.content, pages) {
            (Content::Plain(make), _) => make().map(|(bytes, text)| {
                let leaks = scan.leaks(clearance, &text);
                (Artifact { path, bytes, pages: None, sheets: Vec::new(), booklet: None }, leaks)
            }),
            (Content::Typeset(typeset), Some(pages)) => {
                let codes: Vec<String> = file.codes.iter().map(ToString::to_string).collect();
                let part = typeset.part.as_ref().map(|title| pages.part(&codes, title));
                printed(part.as_ref().unwrap_or(&pages), &typeset, &path, &codes, (clearance, scan), plan)
            }
            (Content::Typeset(_), None) => Err(faults),
        };
        let (artifact, leaks) = match made {
            Ok((artifact, leaks)) => (Ok(artifact), leaks),
            Err(faults) => (Err(faults), Vec::new()),
        };
        (at, Made { artifact, leaks, took: took + start.elapsed() })
    }
}

/// Pages as a file, with the values in it that its readers may not see.
fn printed(
    pages: &Pages,
    typeset: &Typeset,
    path: &str,
    codes: &[String],
    (clearance, scan): (Clearance, &Scan<'_>),
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
    let read = || if scan.withholds(clearance) { scan.leaks(clearance, &pages.text()) } else { Vec::new() };
    let (bytes, leaks) = rayon::join(|| pages.pdf(&identity), read);
    let (path, count, booklet) = (path.to_owned(), pages.count(), pages.booklet().cloned());
    Ok((Artifact { path, bytes: bytes?, pages: Some(count), sheets, booklet }, leaks))
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
