//! Functions that templates call as `plangen.…`: words as content, and how wide they are.
//!
//! They are what every text of a document goes through, ten thousand times: evaluated as a template
//! they took a fifth of a build. They look at values only, never at the page.

use typst::comemo::Tracked;
use typst::diag::{At as _, HintedStrResult, SourceResult, bail};
use typst::engine::Engine;
use typst::foundations::{Array, Content, Context, Dict, Func, Module, NativeElement as _, Scope, Str, Value, func};
use typst::layout::BoxElem;
use typst::syntax::Span;
use typst::text::{FontList, LinebreakElem, TextElem};

use super::words::{self, Care, Piece};

/// The module with all of them.
pub(super) fn module() -> Module {
    let mut scope = Scope::new();
    scope.define_func::<verbatim>();
    scope.define_func::<closed>();
    scope.define_func::<limit>();
    scope.define_func::<inline>();
    scope.define_func::<cell>();
    scope.define_func::<plain>();
    scope.define_func::<ems>();
    scope.define_func::<lines_in>();
    scope.define_func::<longest_run>();
    Module::new("plangen", scope)
}

/// One string, exactly as written. `narrow` keeps short units only; `tight` lets everything break.
#[func]
fn verbatim(
    /// The string.
    words: Str,
    #[named]
    #[default(false)]
    narrow: bool,
    #[named]
    #[default(false)]
    tight: bool,
) -> Content {
    content(&words::pieces(&words, care(narrow, tight)))
}

/// One string whose last line has two characters at least.
#[func]
fn closed(
    /// The string.
    words: Str,
) -> Content {
    content(&words::closed(&words))
}

/// By when.
#[func]
fn limit(
    /// The string.
    words: Str,
) -> Content {
    content(&words::limit(&words))
}

/// A list of inline runs. `marked` gives runs that were put in or taken out their look: it gets the
/// run, the one behind it, and what stands in it.
///
/// # Errors
/// When the data are not runs, and what `marked` refuses.
#[func]
fn inline(
    engine: &mut Engine,
    context: Tracked<Context>,
    /// The look of a revision.
    marked: Func,
    /// The faces of strong and of stressed words.
    faces: Array,
    /// The runs.
    runs: Array,
    #[named]
    #[default(false)]
    narrow: bool,
    #[named]
    #[default(false)]
    tight: bool,
) -> SourceResult<Content> {
    let look = Look::new(marked, &faces, care(narrow, tight))?;
    look.set(engine, context, runs.as_slice())
}

/// The same for a cell that they do not fit on one line of: the last line, and each before a line end,
/// has two characters at least.
///
/// # Errors
/// When the data are not runs, and what `marked` refuses.
#[func]
fn cell(
    engine: &mut Engine,
    context: Tracked<Context>,
    /// The look of a revision.
    marked: Func,
    /// The faces of strong and of stressed words.
    faces: Array,
    /// The runs.
    runs: Array,
) -> SourceResult<Content> {
    let look = Look { closed: true, ..Look::new(marked, &faces, Care::Narrow)? };
    look.set(engine, context, runs.as_slice())
}

/// How runs are set.
struct Look {
    marked: Func,
    strong: FontList,
    emph: FontList,
    care: Care,
    /// Whether no line end leaves a single character behind.
    closed: bool,
}

impl Look {
    fn new(marked: Func, faces: &Array, care: Care) -> SourceResult<Self> {
        let face = |at| faces.at(at, None).at(Span::detached())?.cast::<FontList>().at(Span::detached());
        Ok(Self { marked, strong: face(0)?, emph: face(1)?, care, closed: false })
    }

    fn set(&self, engine: &mut Engine, context: Tracked<Context>, runs: &[Value]) -> SourceResult<Content> {
        let mut all = Vec::with_capacity(runs.len());
        // The number of a step within a paragraph is never the last on its line.
        let mut number: Option<Content> = None;
        for (at, run) in runs.iter().enumerate() {
            let run = Run::of(run).at(Span::detached())?;
            let next = runs.get(at + 1);
            match run.kind {
                "text" => {
                    let taken = number.take().map_or(0, |number| {
                        let first = words::beginning(run.text);
                        all.push(if first.is_empty() { number } else { kept(number + TextElem::packed(first)) });
                        first.len()
                    });
                    let text = &run.text[taken..];
                    let ends = || next.is_none_or(|next| Run::of(next).is_ok_and(|next| next.kind == "break"));
                    let pieces = if self.closed && ends() { words::cell(text) } else { words::pieces(text, self.care) };
                    append(&pieces, &mut all);
                }
                "break" => all.push(LinebreakElem::shared().clone()),
                "deleted" | "added" => {
                    let body = self.set(engine, context, run.body)?;
                    let given =
                        [Value::Dict(run.data.clone()), next.cloned().unwrap_or_default(), Value::Content(body)];
                    all.push(self.marked.call(engine, context, given)?.display());
                }
                kind => {
                    let strong = kind == "strong";
                    let face = if strong { &self.strong } else { &self.emph };
                    let body = self.set(engine, context, run.body)?.set(TextElem::font, face.clone());
                    let said = if strong { said(run.body, "", true).at(Span::detached())? } else { String::new() };
                    let counts = self.care == Care::Body && said.starts_with(|c: char| c.is_ascii_digit());
                    let goes_on =
                        next.is_some_and(|next| Run::of(next).is_ok_and(|next| matches!(next.kind, "text" | "strong")));
                    let before = number.take();
                    if self.care != Care::Tight && said.starts_with('【') {
                        // A mark such as 【人身安全】 is read at a glance; a sign at the edge of a box would be set half as wide.
                        all.push(kept(Content::sequence(before.into_iter().chain([joint(), body]))));
                    } else if counts && goes_on {
                        all.extend(before);
                        number = Some(body);
                    } else if self.care == Care::Narrow && words::is_label(&said) {
                        all.extend(before);
                        // A sign at the end of a box would be set half as wide.
                        all.push(kept(Content::sequence([body, joint()])));
                    } else {
                        all.extend(before);
                        all.push(body);
                    }
                }
            }
        }
        Ok(Content::sequence(all))
    }
}

/// The bare characters of inline runs, for estimates and for bookmarks; `end` stands for a line end.
/// Estimates count what is `gone`, too; bookmarks do not.
///
/// # Errors
/// When the data are not runs.
#[func]
fn plain(
    /// The runs.
    runs: Array,
    #[named]
    #[default]
    end: Str,
    #[named]
    #[default(true)]
    gone: bool,
) -> HintedStrResult<Str> {
    Ok(said(runs.as_slice(), &end, gone)?.into())
}

fn said(runs: &[Value], end: &str, gone: bool) -> HintedStrResult<String> {
    let mut all = String::new();
    for run in runs {
        let run = Run::of(run)?;
        match run.kind {
            "text" => all.push_str(run.text),
            "break" => all.push_str(end),
            "deleted" if !gone => {}
            _ => all.push_str(&said(run.body, end, gone)?),
        }
    }
    Ok(all)
}

/// Width in ems, without measuring.
#[func]
fn ems(
    /// The string.
    words: Str,
) -> f64 {
    words::ems(&words)
}

/// Lines that a text with line ends takes in a column.
#[func]
fn lines_in(
    /// The string.
    words: Str,
    /// The column's width in ems.
    room: f64,
) -> i64 {
    words::lines(&words, room) as i64
}

/// Width in ems of the widest run that no line break can divide.
#[func]
fn longest_run(
    /// The string.
    words: Str,
) -> f64 {
    words::longest_run(&words)
}

/// An inline run as views write it (`views::content::Inline`).
struct Run<'a> {
    data: &'a Dict,
    kind: &'a str,
    text: &'a str,
    body: &'a [Value],
}

impl<'a> Run<'a> {
    fn of(value: &'a Value) -> HintedStrResult<Self> {
        let Value::Dict(data) = value else { bail!("an inline run is a dictionary") };
        let string = |key| match data.get(key) {
            Ok(Value::Str(text)) => text.as_str(),
            _ => "",
        };
        let body = match data.get("body") {
            Ok(Value::Array(body)) => body.as_slice(),
            _ => &[],
        };
        Ok(Self { data, kind: string("t"), text: string("text"), body })
    }
}

fn care(narrow: bool, tight: bool) -> Care {
    match (tight, narrow) {
        (true, _) => Care::Tight,
        (false, true) => Care::Narrow,
        (false, false) => Care::Body,
    }
}

fn content(pieces: &[Piece<'_>]) -> Content {
    let mut all = Vec::with_capacity(pieces.len());
    append(pieces, &mut all);
    Content::sequence(all)
}

fn append(pieces: &[Piece<'_>], all: &mut Vec<Content>) {
    all.extend(pieces.iter().map(|piece| match piece {
        Piece::Words(words) => TextElem::packed(*words),
        // A sign at the end of a box would be set half as wide.
        Piece::Whole(words) if words.ends_with(['；', '：']) => {
            kept(Content::sequence([TextElem::packed(*words), joint()]))
        }
        Piece::Whole(words) => kept(TextElem::packed(*words)),
        Piece::Joint => joint(),
    }));
}

/// What stays on one line.
fn kept(body: Content) -> Content {
    BoxElem::new().with_body(Some(body)).pack()
}

/// An empty box: a line may break there, and it leaves no trace in extracted text.
fn joint() -> Content {
    BoxElem::new().pack()
}
