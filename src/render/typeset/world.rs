//! What the typesetter can see: templates, one JSON value, fonts.

use std::collections::HashMap;
use std::fmt;

use typst::comemo::Track;
use typst::diag::{FileError, FileResult, Severity, SourceDiagnostic};
use typst::engine::{Route, Sink, Traced};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World, WorldExt};
use typst_kit::fonts::FontStore;

use crate::finding::Message;
use crate::render::fault::Fault;
use crate::render::templates::Templates;

/// What all documents of a run share.
pub(super) struct Base {
    library: LazyHash<Library>,
    fonts: FontStore,
    templates: Templates,
}

impl Base {
    pub(super) fn new(fonts: FontStore, templates: Templates) -> Self {
        let mut library = Library::default();
        library.global.scope_mut().define("plangen", super::natives::module());
        Self { library: LazyHash::new(library), fonts, templates }
    }
}

impl Base {
    pub(super) fn templates(&self) -> &Templates {
        &self.templates
    }
}

impl fmt::Debug for Base {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Base").field("templates", &self.templates).finish_non_exhaustive()
    }
}

/// One document with its data.
pub(super) struct Sheet<'a> {
    base: &'a Base,
    main: FileId,
    data_id: FileId,
    data: Bytes,
    sources: std::sync::Mutex<HashMap<FileId, Source>>,
}

impl<'a> Sheet<'a> {
    pub(super) fn new(base: &'a Base, document: &str, data: Bytes) -> Self {
        Self {
            base,
            main: id(&format!("{document}/main.typ")),
            data_id: id("data.json"),
            data,
            sources: std::sync::Mutex::default(),
        }
    }

    fn template(&self, id: FileId) -> FileResult<&str> {
        let path = id.vpath();
        // `@preview/…` packages live under another root: they would need the network.
        let own = *id.root() == VirtualRoot::Project;
        let text = self.base.templates.get(path.get_without_slash()).filter(|_| own);
        text.ok_or_else(|| FileError::NotFound(path.get_with_slash().into()))
    }

    /// Evaluates the template and gives back what was kept of its calls, which are as many as the words of
    /// the document, and of documents before it. What the template came to stays: setting the pages
    /// begins with it.
    pub(super) fn evaluate(&self) {
        let world: &dyn World = self;
        let Ok(main) = world.source(self.main) else { return };
        for _ in 0..2 {
            let (traced, mut sink, route) = (Traced::default(), Sink::new(), Route::default());
            // Errors and warnings are kept with it and told when the pages are set.
            let _ = typst_eval::eval(
                world.track(),
                world.library(),
                traced.track(),
                sink.track_mut(),
                route.track(),
                &main,
            );
            // The second time only the whole is used, which makes it younger than its calls.
            typst::comemo::evict(1);
        }
    }

    /// What a diagnostic says, with the template and the line.
    pub(super) fn fault(&self, diagnostic: &SourceDiagnostic) -> Fault {
        let sentence = sentence(diagnostic);
        let file = diagnostic.span.id();
        let line = file
            .zip(self.range(diagnostic.span))
            .and_then(|(id, range)| self.source(id).ok()?.lines().byte_to_line(range.start));
        let word = match diagnostic.severity {
            Severity::Error => ("排版出错", "typesetting failed"),
            Severity::Warning => ("排版警告", "typesetting warned"),
        };
        Fault::Template {
            file: file
                .map_or_else(|| "templates".to_owned(), |id| format!("templates/{}", id.vpath().get_without_slash())),
            line: line.map_or(1, |line| line + 1),
            message: Message { zh: format!("{}：{sentence}", word.0), en: format!("{}: {sentence}", word.1) },
        }
    }
}

/// Message and hints of a diagnostic as one sentence.
pub(super) fn sentence(diagnostic: &SourceDiagnostic) -> String {
    let hints = diagnostic.hints.iter().map(|hint| format!("；{}", hint.v));
    std::iter::once(diagnostic.message.to_string()).chain(hints).collect()
}

fn id(path: &str) -> FileId {
    let vpath = VirtualPath::new(path).unwrap_or_else(|_| unreachable!("template paths are plain: {path}"));
    RootedPath::new(VirtualRoot::Project, vpath).intern()
}

impl World for Sheet<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &self.base.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        self.base.fonts.book()
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        let text = self.template(id)?;
        let mut sources = self.sources.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        Ok(sources.entry(id).or_insert_with(|| Source::new(id, text.to_owned())).clone())
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id == self.data_id {
            return Ok(self.data.clone());
        }
        self.template(id).map(|text| Bytes::from_string(text.to_owned()))
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.base.fonts.font(index)
    }

    /// There is no clock: a document's dates are data.
    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}
