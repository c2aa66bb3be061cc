//! The words of a change: who or what, and which way.

use std::cmp::Ordering;

use super::runs;
use crate::diff::change::Leg;
use crate::diff::tree::Stricter;
use crate::diff::{Change, quoted};
use crate::model::{Clearance, Quantity};

/// What is called by its bare name; other names are quoted, so that a reader sees where they end.
const BARE: &[&str] =
    &["岗位", "机构", "单位", "人员", "值班", "章节", "正文", "文件", "术语", "工作原则", "责任追究", "免责情形"];

/// What changed, as the subject of a sentence.
pub(super) fn subject(change: &Change, clearance: Clearance) -> String {
    let title = runs::words(&change.title, clearance);
    let entity = match change.noun {
        "处置方案" | "表单" | "操作规程" | "依据" => format!("《{title}》"),
        noun if title.is_empty() => noun.to_owned(),
        noun if BARE.contains(&noun) => title,
        _ => quoted(&title),
    };
    let Some(part) = change.path.last() else { return entity };
    // 术语“固定证据”, not 术语术语“固定证据”.
    let entity = if entity == part.noun { String::new() } else { entity };
    let nameless = part.number.is_none() && part.title.is_empty() && (part.under.is_none() || is_branch(part));
    // A branch has no name; the step it belongs to has.
    match change.path.iter().rev().nth(1).filter(|_| nameless) {
        Some(above) => format!("{entity}{}{}{}", above.noun, above.number.as_deref().unwrap_or_default(), part.noun),
        None => format!("{entity}{}", leg(part, clearance)),
    }
}

/// A branch is known by its condition, where that is not itself what changed.
pub(super) fn is_branch(leg: &Leg) -> bool {
    leg.noun == "分支"
}

/// A part on the way: 步骤4“启动发电机”.
pub(super) fn leg(leg: &Leg, clearance: Clearance) -> String {
    let number = leg.number.as_deref().unwrap_or_default();
    let title = runs::words(&leg.title, clearance);
    let title = match leg.noun {
        _ if title.is_empty() => title,
        "依据" => format!("《{title}》"),
        _ => quoted(&title),
    };
    // A paragraph is known by the heading above it.
    let under = leg.under.as_ref().map(|under| quoted(under)).unwrap_or_default();
    format!("{under}{}{number}{title}", leg.noun)
}

/// The label of a field where it adds something to the name of its part: 段落 says it already.
pub(super) fn label<'l>(label: &'l str, part: Option<&Leg>) -> &'l str {
    let told = part.is_some_and(|part| part.noun == label || part.title.iter().any(|title| title.text == label));
    if told { "" } else { label }
}

/// Whether a new figure is stricter than the old one.
pub(super) fn direction(old: &Quantity, new: &Quantity, stricter: Option<Stricter>) -> Option<&'static str> {
    let smaller = match new.compare(old)? {
        Ordering::Less => true,
        Ordering::Greater => false,
        Ordering::Equal => return None,
    };
    match stricter? {
        Stricter::Smaller => Some(if smaller { "从严" } else { "放宽" }),
        Stricter::Larger => Some(if smaller { "放宽" } else { "从严" }),
    }
}
