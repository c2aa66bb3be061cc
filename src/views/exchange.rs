//! 换页通知: which chapters of a binder are taken out and put in when a version replaces another,
//! which sheets are taken off the walls, and the new pages themselves.
//!
//! A chapter stays where each of its sheets has the code it had and the chapter its number. Where the
//! old version was kept without its restricted folder, a chapter that shows persons or their numbers
//! cannot be held against it and is exchanged.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::binder::{Binder, Chapter, Piece, binder};
use super::refer::Edition;
use super::revision::{State, state};
use super::sheet::{Sheet, SheetCode};
use super::{card, checklist, forms, poster};
use crate::check::Checked;
use crate::model::Clearance;

/// The binder of the new version with the notice in front of it. They are set together, so that a
/// page that is put in is the page of the binder; each is written to a file of its own.
#[derive(Debug, Clone, Serialize)]
pub struct Exchange {
    /// The binder.
    #[serde(flatten)]
    pub binder: Binder,
    /// The notice.
    pub notice: Notice,
    /// The codes of what is put in, in the order of the binder: its front, tabs that are new, chapters.
    #[serde(skip)]
    pub put_in: Vec<SheetCode>,
}

/// The notice.
#[derive(Debug, Clone, Serialize)]
pub struct Notice {
    /// The title of its file.
    #[serde(skip)]
    pub title: String,
    /// Stands for the notice.
    pub code: SheetCode,
    /// The version before.
    pub old: State,
    /// The version now.
    pub new: State,
    /// Chapters to take out and put in, in the order of the new binder.
    pub swaps: Vec<Swap>,
    /// Sheets that hang, lie or are carried on their own.
    pub singles: Vec<Single>,
    /// Who holds a copy and signs for the exchange.
    pub receipts: Vec<Receipt>,
}

/// A chapter to exchange.
#[derive(Debug, Clone, Serialize)]
pub struct Swap {
    /// The tab it stands behind.
    pub part: &'static str,
    /// What is taken out.
    pub out: Option<Slot>,
    /// What is put in.
    pub into: Option<Slot>,
    /// Why.
    pub reason: &'static str,
}

/// A chapter as a hand finds it.
#[derive(Debug, Clone, Serialize)]
pub struct Slot {
    /// `2.5`
    pub number: String,
    /// Its title.
    pub title: String,
    /// The codes at the foot of its pages; none where the version was kept without them.
    pub codes: Vec<SheetCode>,
}

/// A sheet of its own.
#[derive(Debug, Clone, Serialize)]
pub struct Single {
    /// 检查单, 墙报
    pub kind: &'static str,
    /// Its title.
    pub title: String,
    /// The code of the one to take away.
    pub out: Option<SheetCode>,
    /// The code of the one that replaces it.
    pub into: Option<SheetCode>,
}

/// A copy of the binder.
#[derive(Debug, Clone, Serialize)]
pub struct Receipt {
    /// 份号
    pub copy: String,
    /// Where it is kept.
    pub place: String,
    /// Who holds it.
    pub holder: String,
}

/// The chapter cannot be held against the version before.
const UNKNOWN: &str = "含人员或号码，每版更换";

/// The exchange between two versions for holders of binders.
pub fn exchange(old: &Checked, new: &Checked, clearance: Clearance) -> Exchange {
    // Two binders and every sheet of two versions are most of what is viewed for a build, and all of it waits.
    let (before, after, singles) = std::thread::scope(|scope| {
        let before = scope.spawn(|| binder(old, clearance));
        let singles = scope.spawn(|| singles(old, new));
        let after = binder(new, clearance);
        let joined = before.join().and_then(|before| singles.join().map(|singles| (before, after, singles)));
        joined.unwrap_or_else(|panic| std::panic::resume_unwind(panic))
    });
    let personal = if old.has_restricted { BTreeSet::new() } else { personal(&after, new) };
    let mut swaps = Vec::new();
    let mut put_in = vec![after.code];
    let was = |chapter: &Chapter| new.renamed.get(&chapter.key).unwrap_or(&chapter.key).clone();
    let kept: BTreeSet<String> = after.parts.iter().flat_map(|part| &part.chapters).map(was).collect();
    for part in &after.parts {
        let old = before.parts.iter().find(|own| own.title == part.title).map_or(&[][..], |own| &own.chapters);
        // What goes without a successor is taken out where it stands: a hand leafs through once.
        let mut gone = old.iter().enumerate().filter(|(_, own)| !kept.contains(&own.key)).peekable();
        if before.parts.iter().all(|own| own.code != part.code) {
            put_in.push(part.code);
        }
        for chapter in &part.chapters {
            let key = was(chapter);
            let own = old.iter().position(|own| own.key == key);
            while let Some((_, lost)) = gone.next_if(|(at, _)| own.is_some_and(|own| *at < own)) {
                swaps.push(Swap::lost(part.title, lost));
            }
            let own = own.map(|at| &old[at]);
            let known = !personal.contains(&chapter.key);
            let Some(reason) = reason(own, chapter, known) else { continue };
            let out = own.map(|own| slot(own, known));
            swaps.push(Swap { part: part.title, out, into: Some(slot(chapter, true)), reason });
            put_in.extend(codes(chapter));
        }
        swaps.extend(gone.map(|(_, lost)| Swap::lost(part.title, lost)));
    }
    // Parts that are gone altogether.
    for part in before.parts.iter().filter(|own| after.parts.iter().all(|part| part.title != own.title)) {
        swaps.extend(part.chapters.iter().map(|lost| Swap::lost(part.title, lost)));
    }
    let receipts = receipts(new);
    let notice = Notice {
        title: format!("{}换页通知", Edition::new(new, clearance).plan_title()),
        code: SheetCode::of("exchange", &(&swaps, &singles, &receipts)),
        old: state(old, new),
        new: state(new, new),
        swaps,
        singles,
        receipts,
    };
    Exchange { binder: after, notice, put_in }
}

impl Swap {
    fn lost(part: &'static str, chapter: &Chapter) -> Self {
        Self { part, out: Some(slot(chapter, true)), into: None, reason: "撤销" }
    }
}

impl Exchange {
    /// The codes of the sheets in the file of the notice, in order.
    pub fn codes(&self) -> Vec<SheetCode> {
        [self.notice.code].into_iter().chain(self.put_in.iter().copied()).collect()
    }
}

/// Why a chapter is exchanged; `None` where it stays.
fn reason(old: Option<&Chapter>, new: &Chapter, known: bool) -> Option<&'static str> {
    match old {
        None => Some("新增"),
        Some(_) if !known => Some(UNKNOWN),
        Some(old) if codes(old) != codes(new) => Some("内容修订"),
        // Its pages carry the number; a page that is not where the contents say is a lost page.
        Some(old) if old.number != new.number => Some("章号顺延"),
        Some(_) => None,
    }
}

fn codes(chapter: &Chapter) -> Vec<SheetCode> {
    chapter.pieces.iter().map(|piece: &Piece| piece.code).collect()
}

fn slot(chapter: &Chapter, known: bool) -> Slot {
    let codes = if known { codes(chapter) } else { Vec::new() };
    Slot { number: chapter.number.clone(), title: chapter.title.clone(), codes }
}

/// Chapters that show what only restricted readers may know.
fn personal(binder: &Binder, plan: &Checked) -> BTreeSet<String> {
    let open = self::binder(plan, Clearance::Internal);
    let open: BTreeMap<_, _> =
        open.parts.iter().flat_map(|part| &part.chapters).map(|own| (own.key.clone(), codes(own))).collect();
    let closed = binder.parts.iter().flat_map(|part| &part.chapters);
    closed.filter(|own| open.get(&own.key) != Some(&codes(own))).map(|own| own.key.clone()).collect()
}

/// The sheets of their own that differ; those are for internal readers.
fn singles(old: &Checked, new: &Checked) -> Vec<Single> {
    fn list<B>(sheets: Vec<Sheet<B>>) -> Vec<(String, String, SheetCode)> {
        sheets.into_iter().map(|sheet| (sheet.name, sheet.title, sheet.code)).collect()
    }
    let all = |plan: &Checked| {
        let to = Clearance::Internal;
        [
            ("检查单", list(checklist::checklists(plan, to).sheets)),
            ("墙报", list(poster::posters(plan, to).sheets)),
            ("处置卡", list(card::cards(plan, to).sheets)),
            ("表单", list(forms::forms(plan, to).sheets)),
        ]
    };
    let mut singles = Vec::new();
    for ((kind, before), (_, after)) in all(old).into_iter().zip(all(new)) {
        let mut gone: BTreeMap<_, _> = before.iter().map(|(name, title, code)| (name, (title, *code))).collect();
        for (name, title, code) in &after {
            let out = gone.remove(name).map(|(_, code)| code);
            if out != Some(*code) {
                singles.push(Single { kind, title: title.clone(), out, into: Some(*code) });
            }
        }
        let gone =
            gone.into_values().map(|(title, code)| Single { kind, title: title.clone(), out: Some(code), into: None });
        singles.extend(gone);
    }
    singles
}

fn receipts(plan: &Checked) -> Vec<Receipt> {
    let written =
        |text: Option<&crate::model::Sourced<String>>| text.map_or_else(String::new, |text| text.value.clone());
    let receipts = plan.binders.iter().map(|own| Receipt {
        copy: format!("{:02}", own.copy.value),
        place: written(own.kept_at.as_ref()),
        holder: own.holder.as_ref().map_or_else(String::new, |id| plan.roles[id].name.value.clone()),
    });
    receipts.collect()
}
