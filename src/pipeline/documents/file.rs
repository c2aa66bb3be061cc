//! A file of a document, before it is made.

use std::fmt;

use crate::model::Clearance;
use crate::render::Fault;
use crate::render::booklet::Folding;
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
    /// The typesetter. Files with the same template and data are set once.
    Typeset(Typeset),
    /// A function.
    Plain(Make<'a>),
}

/// Pages of a file.
#[derive(Debug, Clone)]
pub(crate) struct Typeset {
    /// The template folder.
    pub(crate) template: &'static str,
    /// The view.
    pub(crate) data: Data,
    /// The title of a file that takes only the sheets of its codes; `None` where it takes all pages.
    pub(crate) part: Option<String>,
    /// How its pages are laid out to be folded; `None` where they are printed one by one.
    pub(crate) folding: Option<Folding>,
}

/// Gives the bytes of a file and the words a reader sees.
type Make<'a> = Box<dyn FnOnce() -> Result<(Vec<u8>, String), Vec<Fault>> + Send + 'a>;

impl fmt::Debug for Content<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Typeset(typeset) => {
                f.debug_tuple("Typeset").field(&typeset.template).field(&typeset.data.size()).finish()
            }
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
        let typeset = Typeset { template, data: Data::of(view), part: None, folding: None };
        Self { path: path.into(), content: Content::Typeset(typeset), codes: Vec::new() }
    }

    /// A file of the sheets with these codes out of all that `template` sets from `data`.
    pub(super) fn part(
        path: impl Into<String>,
        template: &'static str,
        data: &Data,
        title: &str,
        codes: Vec<SheetCode>,
    ) -> Self {
        let typeset = Typeset { template, data: data.clone(), part: Some(title.to_owned()), folding: None };
        Self { path: path.into(), content: Content::Typeset(typeset), codes }
    }

    /// The file, and beside it the same pages to be folded.
    pub(super) fn with_booklet(self, folding: Folding) -> Vec<Self> {
        let Content::Typeset(typeset) = &self.content else { return vec![self] };
        let typeset = Typeset { folding: Some(folding), ..typeset.clone() };
        let path = format!("{}.booklet.pdf", self.path.trim_end_matches(".pdf"));
        let booklet = Self { path, content: Content::Typeset(typeset), codes: self.codes.clone() };
        vec![self, booklet]
    }

    /// Whether it is a booklet.
    pub(crate) fn is_booklet(&self) -> bool {
        matches!(&self.content, Content::Typeset(Typeset { folding: Some(_), .. }))
    }

    /// A file of any other kind; the function runs when its turn comes, on whatever thread.
    pub(super) fn plain(
        path: impl Into<String>,
        make: impl FnOnce() -> Result<(Vec<u8>, String), Vec<Fault>> + Send + 'a,
    ) -> Self {
        Self { path: path.into(), content: Content::Plain(Box::new(make)), codes: Vec::new() }
    }

    /// A file for each sheet in a folder, and all of them in one file beside it.
    pub(super) fn sheets<B: View>(folder: &'static str, all: &SheetFile<B>) -> Vec<Self> {
        let whole = Self::coded(format!("{folder}.pdf"), folder, all);
        let mut files = Vec::new();
        if let Content::Typeset(Typeset { data, .. }) = &whole.content {
            files.extend(all.sheets.iter().map(|sheet| {
                Self::part(format!("{folder}/{}.pdf", sheet.name), folder, data, &sheet.title, vec![sheet.code])
            }));
        }
        files.push(whole);
        files
    }

    /// A file of sheets.
    pub(super) fn coded<B: View>(path: impl Into<String>, template: &'static str, sheets: &SheetFile<B>) -> Self {
        let codes = sheets.sheets.iter().map(|sheet| sheet.code).collect();
        Self { codes, ..Self::typeset(path, template, sheets) }
    }
}
