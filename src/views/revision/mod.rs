//! The revision: what changed between two plans, row by row, as one clearance may know it.
//!
//! Everything an edition must not know is cut here: a change whose values need more than the reader
//! has is no row at all, and a name inside a row is masked on both sides.

mod home;
mod operations;
mod reasons;
mod rows;
pub(super) mod runs;
mod sentence;
mod shift;

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::official::{Day, Meta};
use super::refer::date_in_words;
use crate::diff::tree::About;
use crate::diff::{Comparison, What};
use crate::model::age::last_day;
use crate::model::review::Version;
use crate::model::words::Words;
use crate::model::{Clearance, Plan};

pub use operations::{Laid, Operation, laid, operations};
pub use reasons::{unexplained, unused};
pub use runs::{Mark, Run};

/// Who signs a revision.
pub(super) const SIGN_OFF: &[&str] = &["编制", "审核", "会签", "批准"];

/// A revision as one clearance may know it.
#[derive(Debug, Clone, Serialize)]
pub struct Revision {
    /// What a file made of it says of itself.
    pub meta: Meta,
    /// 《…》修订对照表
    pub title: String,
    /// The plan before.
    pub old: State,
    /// The plan now.
    pub new: State,
    /// How many changes there are, by what they are about; only kinds that occur.
    pub counts: Vec<Count>,
    /// All of them.
    pub total: usize,
    /// Grounds that the reasons name, each once.
    pub grounds: Vec<String>,
    /// What the list of versions says of it; not for everybody.
    pub summary: Option<String>,
    /// Who answers for the revision.
    pub responsible: Option<String>,
    /// The rows, by the part of the plan they belong to.
    pub groups: Vec<Group>,
    /// Numbers that only shifted: a line an entity.
    pub renumbered: Vec<Shift>,
    /// What there is to say besides the rows: that there are none, or that there are others.
    pub verdict: Option<&'static str>,
    /// What is attested where nothing changed.
    pub attestation: Option<Attestation>,
    /// Who signs.
    pub sign_off: &'static [&'static str],
}

/// That a plan was reviewed and stays as it is.
#[derive(Debug, Clone, Serialize)]
pub struct Attestation {
    /// How many entities were held against the version before.
    pub entities: usize,
    /// The last review on record since that version, in one sentence.
    pub review: Option<String>,
    /// By when the next one is due.
    pub next: Option<String>,
}

/// A state of the plan.
#[derive(Debug, Clone, Serialize)]
pub struct State {
    /// Version, `2026.1`.
    pub version: String,
    /// 发文字号
    pub number: String,
    /// Date of the document.
    pub dated: String,
}

/// How many changes are about something.
#[derive(Debug, Clone, Serialize)]
pub struct Count {
    /// What they are about.
    pub about: &'static str,
    /// New.
    pub added: usize,
    /// Gone or merged.
    pub removed: usize,
    /// Changed.
    pub changed: usize,
    /// Moved.
    pub moved: usize,
}

/// Rows of one part of the plan.
#[derive(Debug, Clone, Serialize)]
pub struct Group {
    /// 第八部分 处置方案, 附件1 应急通讯录.
    pub title: String,
    /// Its rows.
    pub rows: Vec<Row>,
}

/// A change as a row of the table.
#[derive(Debug, Clone, Serialize)]
pub struct Row {
    /// 序号
    pub serial: usize,
    /// What it is about, 流程步骤.
    pub about: &'static str,
    /// What happened: `added`, `removed`, `changed`, `moved`, `renamed`, `merged`, `split`.
    pub kind: &'static str,
    /// 位置
    pub place: String,
    /// The change in one line: 技术处置组组长任职人：甲 → 乙.
    pub headline: String,
    /// Whether it is sentences that came, went or were reworded: the headline does not repeat them.
    #[serde(skip)]
    pub prose: bool,
    /// 修订前
    pub before: Vec<Run>,
    /// 修订后
    pub after: Vec<Run>,
    /// What the comparison itself says of it: 从严.
    pub remark: Option<&'static str>,
    /// Why; absent where nobody has said.
    pub reason: Option<String>,
    /// On what ground.
    pub basis: Option<String>,
    /// `playbook:power-outage`
    pub entity: String,
    /// Part of the entity, `step/s4`.
    pub node: String,
    /// Field, for a changed one.
    pub field: Option<&'static str>,
}

/// Numbers of an entity that only shifted.
#[derive(Debug, Clone, Serialize)]
pub struct Shift {
    /// What the entity is called.
    pub title: String,
    /// 步骤4至9改为步骤5至10
    pub words: String,
    /// Old and new numbers.
    pub numbers: Vec<(String, String)>,
    /// `playbook:power-outage`
    pub entity: String,
}

/// The revision for readers of `clearance`.
pub fn revision(old: &Plan, new: &Plan, comparison: &Comparison, clearance: Clearance) -> Revision {
    let home = home::Home::of(old, new);
    let reasons = reasons::reasons(new);
    let mut groups: BTreeMap<(usize, String), Vec<Row>> = BTreeMap::new();
    let mut renumbered = Vec::new();
    for change in comparison.changes.iter().filter(|change| change.needs <= clearance) {
        if let What::Renumbered { numbers } = &change.what {
            let title = runs::words(&change.title, clearance);
            let words = shift::words(numbers);
            renumbered.push(Shift { title, words, numbers: numbers.clone(), entity: change.entity.clone() });
            continue;
        }
        let reason = reasons::reason_of(change, &reasons);
        let Some(mut row) = rows::row(change, &home, clearance) else { continue };
        row.reason = reason.map(|reason| reason.reason.value.clone());
        row.basis = reason.and_then(|reason| reason.basis.as_ref()).map(|basis| basis.value.clone());
        groups.entry(home.group(&change.entity)).or_default().push(row);
    }
    let mut groups: Vec<Group> = groups.into_iter().map(|((_, title), rows)| Group { title, rows }).collect();
    // As the text tells them, so that a reader has table and plan side by side.
    groups.iter_mut().for_each(|group| group.rows.sort_by_key(|row| home.order(&row.entity)));
    let rows = groups.iter_mut().flat_map(|group| &mut group.rows);
    rows.enumerate().for_each(|(index, row)| row.serial = index + 1);
    let total = groups.iter().map(|group| group.rows.len()).sum();
    let document = &new.head.document;
    let plan_title = format!("{}{}", new.units[&new.head.organisation].name.value, new.head.title.value);
    let table = if total == 0 { "无修订确认书" } else { "修订对照表" };
    let title = format!("《{plan_title}》{table}");
    Revision {
        meta: Meta {
            title: title.clone(),
            author: new.units[&new.head.organisation].name.value.clone(),
            subject: document.number.to_string(),
            keywords: vec!["应急预案".into(), table.into()],
            date: Day::from(document.dated.value),
            language: "zh",
        },
        title,
        old: state(old, new),
        new: state(new, new),
        counts: counts(&groups),
        total,
        verdict: verdict(total, clearance),
        attestation: (total == 0).then(|| attestation(old, new, comparison, clearance)),
        grounds: grounds(&groups),
        summary: summary(new).filter(|_| clearance >= Clearance::Internal),
        responsible: document.interpreted_by.as_ref().map(|group| new.groups[&group.value].name.value.clone()),
        groups,
        renumbered,
        sign_off: SIGN_OFF,
    }
}

/// A reader who sees no change must not take that for none; nor may the words tell whether there is
/// one he cannot see, so they hang on his clearance only.
fn verdict(total: usize, clearance: Clearance) -> Option<&'static str> {
    Some(match (total, clearance) {
        (0, Clearance::Restricted) => "本次评估未作修订，预案内容与上一版一致。",
        (0, Clearance::Internal) => "本次评估对内部可见的内容未作修订，与上一版一致；限定范围的内容不在此列。",
        (0, Clearance::Public) => "本次评估对公开的内容未作修订，与上一版一致；不公开的内容不在此列。",
        (_, Clearance::Restricted) => return None,
        (_, Clearance::Internal) => "本表内部使用，只列内部可见的修订；姓名、个人号码等限定范围的内容不在此列。",
        (_, Clearance::Public) => "本表公开，只列公开内容的修订；不公开的内容不在此列。",
    })
}

fn attestation(old: &Plan, new: &Plan, comparison: &Comparison, clearance: Clearance) -> Attestation {
    let issued = old.head.document.dated.value;
    let review = new.reviews.iter().filter(|review| review.date.value > issued).max_by_key(|review| review.date.value);
    let since = review.map_or(new.head.document.dated.value, |review| review.date.value);
    let every = new.head.policy.review_max_age.as_ref();
    Attestation {
        entities: comparison.new.iter().filter(|node| node.needs <= clearance).count(),
        review: review.map(|review| {
            let (by, conclusion) = (&review.by.value, review.conclusion.value.trim_end_matches('。'));
            format!("{}，{by}组织评估，结论：{conclusion}。", date_in_words(review.date.value))
        }),
        next: every.and_then(|every| last_day(since, &every.value)).map(date_in_words),
    }
}

/// What the list of versions says of the plan's own.
fn summary(plan: &Plan) -> Option<String> {
    let summary = &version(plan, plan)?.summary.value;
    Some(summary.trim_end_matches('。').to_owned()).filter(|summary| !summary.is_empty())
}

/// The entry of a plan's version in the list of the newest one.
fn version<'p>(plan: &Plan, newest: &'p Plan) -> Option<&'p Version> {
    newest.versions.iter().find(|version| version.version.value == plan.head.version.value)
}

/// A state; `newest` lists when each version was issued.
pub(super) fn state(plan: &Plan, newest: &Plan) -> State {
    let version = version(plan, newest);
    State {
        version: plan.head.version.value.clone(),
        number: plan.head.document.number.to_string(),
        dated: date_in_words(version.map_or(plan.head.document.dated.value, |version| version.issued.value)),
    }
}

fn counts(groups: &[Group]) -> Vec<Count> {
    let rows = || groups.iter().flat_map(|group| &group.rows);
    let about = About::ALL.iter().map(|(about, _)| {
        let count = |kinds: &[&str]| rows().filter(|row| row.about == *about && kinds.contains(&row.kind)).count();
        Count {
            about,
            added: count(&["added"]),
            removed: count(&["removed", "merged"]),
            changed: count(&["changed", "renamed", "split"]),
            moved: count(&["moved"]),
        }
    });
    about.filter(|count| count.added + count.removed + count.changed + count.moved > 0).collect()
}

fn grounds(groups: &[Group]) -> Vec<String> {
    let bases = groups.iter().flat_map(|group| &group.rows).filter_map(|row| row.basis.as_ref());
    // Sorted, so that the reports of one kind stand together.
    let grounds: BTreeSet<&str> = bases.flat_map(|basis| basis.split('；')).collect();
    grounds.into_iter().map(str::to_owned).collect()
}
