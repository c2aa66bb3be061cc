//! Sets a view with its template and gives pages.
//!
//! Data reach a template as one JSON value, `/data.json`, and are never parsed as markup. The
//! typesetter sees templates and that value, nothing else: no disk, no clock, no network.

mod facts;
mod folded;
mod fonts;
mod marks;
mod natives;
mod rooms;
mod sheets;
mod words;
mod world;

use serde::Serialize;
use typst::foundations::{Bytes, Smart};
use typst::model::Document as _;
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use super::artifact::PrintedSheet;
use super::booklet::{Booklet, Folding};
use super::fault::Fault;
use super::templates::Templates;
use crate::fonts::RoleFont;
use crate::say;
use world::Sheet;

pub use facts::{Bar, Colour, Glyph, PageFacts};

/// A structure that can become the data of a template.
pub trait View: Serialize {}

impl<T: Serialize> View for T {}

/// A view as the data a template reads; copies are cheap.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Data(Result<Bytes, String>);

impl Data {
    /// The data of `view`.
    pub fn of(view: &impl View) -> Self {
        Self(serde_json::to_vec(view).map(Bytes::new).map_err(|error| error.to_string()))
    }

    /// How much there is, in bytes: what takes long to set is long.
    pub fn size(&self) -> usize {
        self.0.as_ref().map_or(0, |data| data.len())
    }
}

/// Sets documents; made once a run, so that fonts and templates are taken in once.
#[derive(Debug)]
pub struct Typesetter {
    base: world::Base,
}

impl Typesetter {
    /// A typesetter with these fonts and templates.
    pub fn new(fonts: &[RoleFont], templates: Templates) -> Self {
        Self { base: world::Base::new(fonts::store(fonts), templates) }
    }

    /// The templates it sets with.
    pub fn templates(&self) -> &Templates {
        self.base.templates()
    }

    /// Sets `view` with the template folder `document`.
    ///
    /// # Errors
    /// Everything the typesetter refused or warned of, every character it has no glyph for, and every part that
    /// has no room.
    pub fn set(&self, document: &str, view: &impl View) -> Result<Pages, Vec<Fault>> {
        self.set_data(document, &Data::of(view))
    }

    /// Gives back what was kept to set documents: as much as their pages, and of no use in writing them.
    pub fn forget(&self) {
        typst::comemo::evict(0);
    }

    /// The same for a view that is data already.
    ///
    /// # Errors
    /// The same.
    pub fn set_data(&self, document: &str, data: &Data) -> Result<Pages, Vec<Fault>> {
        let sheet = self.sheet(document, data)?;
        // What documents before the last one left.
        typst::comemo::evict(1);
        laid_out(&sheet)
    }

    /// The same with less memory and a little later: what was kept of evaluating the template is given back before
    /// pages are set.
    ///
    /// # Errors
    /// The same.
    pub fn set_sparingly(&self, document: &str, data: &Data) -> Result<Pages, Vec<Fault>> {
        let sheet = self.sheet(document, data)?;
        sheet.evaluate();
        laid_out(&sheet)
    }

    fn sheet(&self, document: &str, data: &Data) -> Result<Sheet<'_>, Vec<Fault>> {
        let data = data.0.clone().map_err(|error| {
            vec![Fault::Template {
                file: "data.json".into(),
                line: 1,
                message: say!("数据不能序列化：{error}", "the data cannot be serialised: {error}"),
            }]
        })?;
        Ok(Sheet::new(&self.base, document, data))
    }
}

fn laid_out(sheet: &Sheet<'_>) -> Result<Pages, Vec<Fault>> {
    let typst::diag::Warned { output, warnings } = typst::compile::<PagedDocument>(sheet);
    let mut faults: Vec<Fault> = warnings.iter().map(|warning| sheet.fault(warning)).collect();
    match output {
        Err(errors) => {
            faults.extend(errors.iter().map(|error| sheet.fault(error)));
            Err(faults)
        }
        Ok(document) => {
            let missing = facts::missing(&document);
            if !missing.is_empty() {
                faults.push(Fault::Missing(missing));
            }
            faults.extend(rooms::overfull(&document));
            if faults.is_empty() { Ok(Pages { document, booklet: None }) } else { Err(faults) }
        }
    }
}

/// Pages that were set without a fault.
#[derive(Debug)]
pub struct Pages {
    document: PagedDocument,
    /// How they are folded, where they are sides of a booklet.
    booklet: Option<Booklet>,
}

impl Pages {
    /// How many there are.
    pub fn count(&self) -> usize {
        self.document.pages().len()
    }

    /// What stands where on each page, in millimetres.
    pub fn facts(&self) -> Vec<PageFacts> {
        facts::pages(&self.document)
    }

    /// The words of all pages in the order they were set.
    pub fn text(&self) -> String {
        facts::text(&self.document)
    }

    /// The coded sheets, in order, with the pages they take.
    pub fn sheets(&self) -> Vec<PrintedSheet> {
        sheets::of(&self.document)
    }

    /// The pages of the sheets with these codes, as a document with a title of its own. A sheet does
    /// not know in which file it lies, so its pages are the same in each.
    pub fn part(&self, codes: &[String], title: &str) -> Self {
        let all = self.document.pages();
        let sheets = self.sheets();
        let own = sheets.iter().filter(|sheet| codes.contains(&sheet.code));
        let pages = own.flat_map(|sheet| &all[sheet.first - 1..sheet.last]).cloned().collect();
        let mut info = self.document.info().clone();
        info.title = Some(title.into());
        Self { document: PagedDocument::new(pages, info), booklet: None }
    }

    /// The same pages on sheets of twice their width, to be printed on both sides, turned over along
    /// the short edge, and folded.
    ///
    /// # Errors
    /// When the pages are not all of one size.
    pub fn folded(&self, folding: Folding) -> Result<Self, Vec<Fault>> {
        let (document, booklet) = folded::of(&self.document, folding).map_err(|fault| vec![fault])?;
        Ok(Self { document, booklet: Some(booklet) })
    }

    /// How they are folded, where they are sides of a booklet.
    pub fn booklet(&self) -> Option<&Booklet> {
        self.booklet.as_ref()
    }

    /// The pages as PDF/A-2a and PDF/UA-1; folded ones are for the printer and no archive. `identity` names the document and does not change from
    /// one build to the next; it and the content decide the bytes.
    ///
    /// # Errors
    /// What the standards refuse, such as a figure without a description.
    pub fn pdf(&self, identity: &str) -> Result<Vec<u8>, Vec<Fault>> {
        let refused = |message: String| {
            vec![Fault::Template {
                file: "pdf".into(),
                line: 1,
                message: say!("PDF 标准不接受：{message}", "the PDF standards refuse it: {message}"),
            }]
        };
        let archived = self.booklet.is_none();
        let standards: &[PdfStandard] = if archived { &[PdfStandard::A_2a, PdfStandard::Ua_1] } else { &[] };
        let standards = PdfStandards::new(standards).map_err(|error| refused(error.message().to_string()))?;
        let options = PdfOptions {
            ident: Smart::Custom(identity.to_owned()),
            creator: Smart::Custom(Some("plangen".into())),
            standards,
            tagged: archived,
            ..PdfOptions::default()
        };
        typst_pdf::pdf(&self.document, &options)
            .map_err(|errors| errors.iter().flat_map(|error| refused(world::sentence(error))).collect())
    }
}
