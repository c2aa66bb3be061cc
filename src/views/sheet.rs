//! What every printed sheet carries besides its content: whose it is, which version, which code.
//!
//! A sheet on a wall outlives versions of the plan. Its code stands for what is printed on it and
//! for nothing else: it stays while the content stays, whatever version and date say.

mod code;

use serde::Serialize;

pub use code::{CodeFault, SheetCode};

use super::official::Meta;
use super::refer::{Edition, date_in_words};
use crate::model::Clearance;
use crate::model::age::last_day;

/// A sheet that hangs, lies or is carried on its own.
#[derive(Debug, Clone, Serialize)]
pub struct Sheet<B> {
    /// The name of its file, without folder and ending.
    #[serde(skip)]
    pub name: String,
    /// Its title.
    pub title: String,
    /// Stands for title and body.
    pub code: SheetCode,
    /// What it says.
    pub body: B,
}

/// A file of sheets: one of them, or all of a kind.
#[derive(Debug, Clone, Serialize)]
pub struct SheetFile<B> {
    /// What the file says of itself.
    pub meta: Meta,
    /// What stands at the edge of every sheet.
    pub edge: Edge,
    /// The sheets.
    pub sheets: Vec<Sheet<B>>,
}

/// What stands at the edge of every sheet; it changes with the version, so no code stands for it.
#[derive(Debug, Clone, Serialize)]
pub struct Edge {
    /// Whose plan it is.
    pub organisation: String,
    /// The plan.
    pub plan: String,
    /// 发文字号
    pub number: String,
    /// The version, `2026.1`.
    pub version: String,
    /// 成文日期
    pub date: String,
    /// 复核日期: until when it holds unless it is reviewed.
    pub review: Option<String>,
    /// Who may have it; nothing where anybody may.
    pub marking: Option<&'static str>,
}

impl<B: Serialize> Sheet<B> {
    /// A sheet of `document`, which is the folder its template lies in.
    pub(super) fn new(document: &str, name: &str, title: String, body: B) -> Self {
        let code = SheetCode::of(document, &(&title, &body));
        Self { name: name.to_owned(), title, code, body }
    }
}

impl<B> SheetFile<B> {
    /// A file of these sheets with a title of its own.
    pub(super) fn new(edition: &Edition<'_>, title: &str, sheets: Vec<Sheet<B>>) -> Self {
        Self { meta: meta(edition, title), edge: edge(edition), sheets }
    }
}

impl<B: Clone> SheetFile<B> {
    /// A file for each sheet, by the name of the sheet.
    pub fn singles(&self) -> impl Iterator<Item = (&str, Self)> {
        self.sheets.iter().map(|sheet| {
            let file = Self {
                meta: Meta { title: sheet.title.clone(), ..self.meta.clone() },
                edge: self.edge.clone(),
                sheets: vec![sheet.clone()],
            };
            (sheet.name.as_str(), file)
        })
    }
}

/// What a file of the plan says of itself besides its title.
pub(super) fn meta(edition: &Edition<'_>, title: &str) -> Meta {
    let document = &edition.plan.head.document;
    Meta {
        title: title.to_owned(),
        author: edition.organisation().to_owned(),
        subject: document.number.to_string(),
        keywords: document.keywords.iter().map(|word| word.value.clone()).collect(),
        date: document.dated.value.into(),
        language: "zh",
    }
}

/// What stands at the edge of the sheets of an edition.
pub(super) fn edge(edition: &Edition<'_>) -> Edge {
    let head = &edition.plan.head;
    Edge {
        organisation: edition.organisation().to_owned(),
        plan: edition.plan_title(),
        number: head.document.number.to_string(),
        version: head.version.value.clone(),
        date: date_in_words(head.document.dated.value),
        review: review(edition),
        marking: marking(edition.clearance),
    }
}

/// The last day before the plan has to be reviewed, where the plan says how often it is.
fn review(edition: &Edition<'_>) -> Option<String> {
    let head = &edition.plan.head;
    let every = head.policy.review_max_age.as_ref()?;
    last_day(head.document.dated.value, &every.value).map(date_in_words)
}

/// Who may have a sheet; nothing where anybody may.
pub(super) fn marking(clearance: Clearance) -> Option<&'static str> {
    match clearance {
        Clearance::Public => None,
        Clearance::Internal => Some("内部使用"),
        Clearance::Restricted => Some("限定范围使用"),
    }
}
