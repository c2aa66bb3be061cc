//! A file of a document, before it is made.

use std::fmt;

use crate::model::Clearance;
use crate::render::Fault;
use crate::render::typeset::{Data, View};
use crate::views::sheet::{SheetCode, SheetFile};

/// A file to be made.
#[derive(Debug)]
pub(crate) struct File<'a> {
    /// Its path below the folder of its edition, with `/`.
    pub(crate) path: String,
    /// What makes it.
    pub(crate) content: Content<'a>,
    /// The codes of the sheets in it, in order.
    pub(crate) codes: Vec<SheetCode>,
}

/// What makes a file.
pub(crate) enum Content<'a> {
    /// The typesetter, with the template folder and the view.
    Typeset(&'static str, Data),
    /// A function.
    Plain(Make<'a>),
}

/// Gives the bytes of a file and the words a reader sees.
type Make<'a> = Box<dyn FnOnce() -> Result<(Vec<u8>, String), Vec<Fault>> + Send + 'a>;

impl fmt::Debug for Content<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Typeset(template, data) => f.debug_tuple("Typeset").field(template).field(&data.size()).finish(),
            Self::Plain(_) => f.write_str("Plain"),
        }
    }
}

impl<'a> File<'a> {
    /// Its path below the output folder: the first part is the clearance.
    pub(crate) fn path_in(&self, clearance: Clearance) -> String {
        format!("{}/{}", clearance.word(), self.path)
    }

    /// A file that the typesetter sets with the template folder `template`.
    pub(super) fn typeset(path: impl Into<String>, template: &'static str, view: &impl View) -> Self {
        Self { path: path.into(), content: Content::Typeset(template, Data::of(view)), codes: Vec::new() }
    }

    /// A file of any other kind; the function runs when its turn comes, on whatever thread.
    pub(super) fn plain(
        path: impl Into<String>,
        make: impl FnOnce() -> Result<(Vec<u8>, String), Vec<Fault>> + Send + 'a,
    ) -> Self {
        Self { path: path.into(), content: Content::Plain(Box::new(make)), codes: Vec::new() }
    }

    /// A file for each sheet in a folder, and all of them in one file beside it.
    pub(super) fn sheets<B: View + Clone>(folder: &'static str, all: &SheetFile<B>) -> Vec<Self> {
        let mut files: Vec<Self> =
            all.singles().map(|(name, single)| Self::coded(format!("{folder}/{name}.pdf"), folder, &single)).collect();
        files.push(Self::coded(format!("{folder}.pdf"), folder, all));
        files
    }

    /// A file of sheets.
    pub(super) fn coded<B: View>(path: impl Into<String>, template: &'static str, sheets: &SheetFile<B>) -> Self {
        let codes = sheets.sheets.iter().map(|sheet| sheet.code).collect();
        Self { codes, ..Self::typeset(path, template, sheets) }
    }
}
