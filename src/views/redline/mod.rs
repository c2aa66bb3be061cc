//! 花脸稿: the official document with what was taken out and what was put in standing where it is.
//!
//! Both states are views of the official document, cut for the same clearance; only what those show
//! is held against each other here. Generated numbers (headings, clauses, steps, serial numbers) are
//! those of the new state: that others came or went before them is no change.

mod align;
mod blocks;
mod flow;
mod grids;
mod moves;
mod words;

use std::collections::BTreeMap;

use serde::Serialize;

use super::content::{Block, Inline};
use super::official::{Head, Imprint, Layout, Meta, Notice, Official, official};
use super::revision::{SIGN_OFF, State, state};
use crate::check::Checked;
use crate::model::Clearance;

pub use flow::Flow;
pub use grids::{Form, Table};
use moves::Moves;

/// What became of a passage.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(tag = "is", content = "pair", rename_all = "lowercase")]
pub enum Fate {
    /// It is gone.
    Deleted,
    /// It is new.
    Added,
    /// Words in it are gone or new.
    Changed,
    /// It stands elsewhere now; the same number marks the place.
    Left(usize),
    /// It stood elsewhere.
    Came(usize),
}

/// Words on one line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Words {
    /// As they were.
    Same(String),
    /// With marks.
    Marked(Vec<Inline>),
}

/// A block of both states.
#[derive(Debug, Clone, Serialize)]
#[serde(untagged)]
pub enum Piece {
    /// A heading, a paragraph, a clause; anything that stayed as it was.
    Passage(Passage),
    /// A table of which rows changed.
    Table(Table),
    /// A procedure of which rows changed.
    Flow(Flow),
    /// A form of which fields changed.
    Form(Form),
}

/// A block and what became of it.
#[derive(Debug, Clone, Serialize)]
pub struct Passage {
    /// The block, its words marked where they differ.
    #[serde(flatten)]
    pub block: Block,
    /// What became of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fate: Option<Fate>,
}

/// The redline.
#[derive(Debug, Clone, Serialize)]
pub struct Redline {
    /// What the file says of itself.
    pub meta: Meta,
    /// 《…》花脸稿
    pub title: String,
    /// The plan before.
    pub old: State,
    /// The plan now.
    pub new: State,
    /// Elements of head, notice and imprint that differ; the pages show the new ones.
    pub elements: Vec<Element>,
    /// Who signs.
    pub sign_off: &'static [&'static str],
    /// Choices of the document that templates follow.
    pub layout: Layout,
    /// 版头
    pub head: Head,
    /// The notice; its body is [`notice_body`](Self::notice_body).
    pub notice: Notice<Piece>,
    /// The plan.
    pub plan: super::official::Body<Piece>,
    /// Annexes of both states.
    pub annexes: Vec<Annex>,
    /// 版记
    pub imprint: Imprint,
}

/// An element that stands once in a document.
#[derive(Debug, Clone, Serialize)]
pub struct Element {
    /// 发文字号
    pub label: &'static str,
    /// Before and now.
    pub words: Vec<Inline>,
}

/// An annex.
#[derive(Debug, Clone, Serialize)]
pub struct Annex {
    /// 附件1
    pub label: String,
    /// Its title.
    pub title_lines: Vec<String>,
    /// What it holds.
    pub blocks: Vec<Piece>,
    /// What became of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fate: Option<Fate>,
}

impl Words {
    /// Words with one fate.
    fn of(text: &str, fate: Fate) -> Self {
        let body = vec![Inline::text(text)];
        match fate {
            Fate::Deleted | Fate::Left(_) => Self::Marked(vec![Inline::Deleted { body }]),
            Fate::Added | Fate::Came(_) => Self::Marked(vec![Inline::Added { body }]),
            Fate::Changed => Self::Same(text.to_owned()),
        }
    }

    /// The words, marks aside.
    fn text(&self) -> String {
        match self {
            Self::Same(text) => text.clone(),
            Self::Marked(words) => words::said(words),
        }
    }

    fn merge(old: &str, new: &str) -> Self {
        match words::merge(&[Inline::text(old)], &[Inline::text(new)]) {
            Some(marked) => Self::Marked(marked),
            None => Self::Same(new.to_owned()),
        }
    }

    fn optional(old: Option<&str>, new: Option<&str>) -> Option<Self> {
        match (old, new) {
            (Some(old), Some(new)) => Some(Self::merge(old, new)),
            (Some(old), None) => Some(Self::of(old, Fate::Deleted)),
            (None, Some(new)) => Some(Self::of(new, Fate::Added)),
            (None, None) => None,
        }
    }

    fn list(old: &[String], new: &[String]) -> Vec<Self> {
        let steps = align::align(old, new, &|a, b| crate::diff::alike(&old[a], &new[b]));
        let words = steps.into_iter().map(|step| match step {
            align::Step::Both(a, b) => Self::merge(&old[a], &new[b]),
            align::Step::Old(a) => Self::of(&old[a], Fate::Deleted),
            align::Step::New(b) => Self::of(&new[b], Fate::Added),
        });
        words.collect()
    }
}

/// The redline between two plans for readers of `clearance`.
pub fn redline(old: &Checked, new: &Checked, clearance: Clearance) -> Redline {
    let (before, after) = (official(old, clearance), official(new, clearance));
    // Headings of playbooks are known by the playbook's id, which may be another one now.
    let renamed = new.renamed.iter().filter_map(|(now, was)| {
        let id = |key: &str| key.strip_prefix("playbook:").map(|id| format!("playbook-{id}"));
        Some((id(now)?, id(was)?))
    });
    let renamed: BTreeMap<String, String> = renamed.collect();
    let mut moves = Moves::default();
    let mut merge = |old: &[Block], new: &[Block]| blocks::blocks(old, new, &renamed, &mut moves);
    let notice = merge(&before.notice.body, &after.notice.body);
    let plan = merge(&before.plan.blocks, &after.plan.blocks);
    let annexes = annexes(&before, &after, &mut merge);
    let elements = elements(&before, &after);
    let title = format!("{}花脸稿", after.plan.title_lines.concat());
    let mut redline = Redline {
        meta: Meta { title: title.clone(), keywords: vec!["应急预案".into(), "花脸稿".into()], ..after.meta },
        title,
        old: state(old, new),
        new: state(new, new),
        elements,
        sign_off: SIGN_OFF,
        layout: after.layout,
        head: after.head,
        notice: after.notice.with(notice),
        plan: after.plan.with(plan),
        annexes,
        imprint: after.imprint,
    };
    let annexes = redline.annexes.iter_mut().map(|annex| &mut annex.blocks);
    moves::pair([&mut redline.notice.body, &mut redline.plan.blocks].into_iter().chain(annexes), &mut moves);
    redline
}

/// Old and new blocks as one run.
type Merge<'a> = dyn FnMut(&[Block], &[Block]) -> Vec<Piece> + 'a;

/// The annexes of the new state, and those that are gone where they stood.
fn annexes(old: &Official, new: &Official, merge: &mut Merge<'_>) -> Vec<Annex> {
    let titles = |official: &Official| official.annexes.iter().map(|own| own.title_lines.concat()).collect::<Vec<_>>();
    let (left, right) = (titles(old), titles(new));
    let steps = align::align(&left, &right, &|a, b| crate::diff::alike(&left[a], &right[b]));
    let annexes = steps.into_iter().map(|step| {
        let (page, blocks, fate) = match step {
            align::Step::Both(a, b) => (&new.annexes[b], merge(&old.annexes[a].blocks, &new.annexes[b].blocks), None),
            align::Step::Old(a) => (&old.annexes[a], merge(&old.annexes[a].blocks, &[]), Some(Fate::Deleted)),
            align::Step::New(b) => (&new.annexes[b], merge(&[], &new.annexes[b].blocks), Some(Fate::Added)),
        };
        Annex { label: page.label.clone(), title_lines: page.title_lines.clone(), blocks, fate }
    });
    annexes.collect()
}

/// What stands once: it cannot hold two states without leaving its place, so it is told apart.
fn elements(old: &Official, new: &Official) -> Vec<Element> {
    let told = |official: &Official| -> Vec<(&'static str, String)> {
        let Official { head, notice, plan, imprint, .. } = official;
        let optional = |text: &Option<String>| text.clone().unwrap_or_default();
        vec![
            ("发文机关标志", head.mark.clone()),
            ("发文字号", head.number.clone()),
            ("密级", head.secrecy.unwrap_or_default().to_owned()),
            ("紧急程度", head.urgency.unwrap_or_default().to_owned()),
            ("标题", notice.title_lines.concat()),
            ("主送机关", optional(&notice.addressed_to)),
            ("通知的附件", notice.enclosures.join("；")),
            ("署名", notice.signature.clone()),
            ("成文日期", notice.date.clone()),
            ("附注", optional(&notice.remark)),
            ("预案标题", plan.title_lines.concat()),
            ("预案的附件", plan.enclosures.join("；")),
            ("抄送机关", optional(&imprint.copied_to)),
            ("印发机关", imprint.office.clone()),
            ("印发日期", imprint.printed.clone()),
        ]
    };
    let differing = told(old).into_iter().zip(told(new)).filter_map(|((label, before), (_, after))| {
        let stretch = |text: String| if text.is_empty() { Vec::new() } else { vec![Inline::text(text)] };
        let (before, after) = (stretch(before), stretch(after));
        let words = words::merge(&before, &after)?;
        // 示财信〔2025〕6号 is one thing: what is short changes as a whole.
        let short = words::said(&after).chars().count() <= ONE_THING;
        let replaced = || {
            let gone = (!before.is_empty()).then(|| Inline::Deleted { body: before.clone() });
            gone.into_iter().chain((!after.is_empty()).then(|| Inline::Added { body: after.clone() })).collect()
        };
        Some(Element { label, words: if short { replaced() } else { words } })
    });
    differing.collect()
}

/// Elements of so few characters are a name, a number, a date.
const ONE_THING: usize = 20;
