//! A change as a row: where, before, after.

use super::Row;
use super::home::Home;
use super::runs::{self, Run};
use super::sentence;
use crate::diff::change::{Leg, Spot};
use crate::diff::tree::{Node, Stricter};
use crate::diff::{Change, Limit, Value, What};
use crate::model::Clearance;

/// The row of a change; `None` where its reader sees no difference.
pub(super) fn row(change: &Change, home: &Home<'_>, clearance: Clearance) -> Option<Row> {
    let place = place(change, home, clearance);
    let subject = sentence::subject(change, clearance);
    let told = match &change.what {
        What::Added { node, .. } => Told {
            kind: "added",
            before: vec![Run::same("—")],
            after: vec![Run::added(whole(node, clearance))],
            headline: format!("新增{subject}"),
            remark: None,
        },
        What::Removed { node } => Told {
            kind: "removed",
            before: vec![Run::deleted(whole(node, clearance))],
            after: vec![Run::same("删除")],
            headline: format!("删除{subject}"),
            remark: None,
        },
        What::Merged { node, into } => {
            let heirs: Vec<_> =
                into.iter().map(|(_, title)| format!("《{}》", runs::words(title, clearance))).collect();
            let heirs = heirs.join("、");
            Told {
                kind: "merged",
                before: vec![Run::deleted(whole(node, clearance))],
                after: vec![Run::same("并入"), Run::added(heirs.clone())],
                headline: format!("{subject}并入{heirs}"),
                remark: None,
            }
        }
        What::Split { into, .. } => {
            let heirs: Vec<_> =
                into.iter().map(|(_, title)| format!("《{}》", runs::words(title, clearance))).collect();
            let heirs = heirs.join("、");
            Told {
                kind: "split",
                before: vec![Run::same(subject.clone())],
                after: vec![Run::same("拆分为"), Run::added(heirs.clone())],
                headline: format!("{subject}拆分为{heirs}"),
                remark: None,
            }
        }
        // An id is for machines; readers of documents never see one.
        What::Renamed { .. } | What::Renumbered { .. } => return None,
        What::Moved { from, to, under } => moved(&subject, from, to, under.as_ref(), clearance),
        What::Changed { .. } => changed(change, &subject, clearance)?,
    };
    let field = match &change.what {
        What::Changed { key, .. } => Some(*key),
        _ => None,
    };
    Some(Row {
        serial: 0,
        about: change.about.word(),
        kind: told.kind,
        place,
        headline: told.headline,
        before: told.before,
        after: told.after,
        remark: told.remark,
        reason: None,
        basis: None,
        entity: change.entity.clone(),
        node: change.node.clone(),
        field,
    })
}

struct Told {
    kind: &'static str,
    before: Vec<Run>,
    after: Vec<Run>,
    headline: String,
    remark: Option<&'static str>,
}

fn moved(subject: &str, from: &Spot, to: &Spot, under: Option<&Leg>, clearance: Clearance) -> Told {
    let (was, is) = (from.rank, to.rank);
    let goal = match under {
        Some(leg) => format!("移至{}第{is}项", sentence::leg(leg, clearance)),
        None => format!("移至第{is}项"),
    };
    Told {
        kind: "moved",
        before: vec![Run::same(format!("{subject}，原第{was}项"))],
        after: vec![Run::same(subject.to_owned()), Run::added(format!("，{goal}"))],
        headline: format!("{subject}{goal}"),
        remark: Some("位置调整"),
    }
}

fn changed(change: &Change, subject: &str, clearance: Clearance) -> Option<Told> {
    let What::Changed { key, label, old, new, stricter } = &change.what else { return None };
    let (old, new) = (old.as_ref(), new.as_ref());
    let show = |value: Option<&Value>| value.map(|value| runs::value(value, clearance));
    let (before, after) = (show(old), show(new));
    let threshold = threshold(old, new);
    let remark = match (threshold, old, new) {
        (Some((old, new)), ..) => sentence::direction(&old.figure, &new.figure, sooner(new, key)),
        (None, Some(Value::Amount(old)), Some(Value::Amount(new))) => sentence::direction(old, new, *stricter),
        _ => None,
    };
    let prose = matches!(old.or(new), Some(Value::Prose { .. }));
    let label = sentence::label(label, change.path.last());
    let headline = match (&threshold, &before, &after) {
        (Some((old, new)), ..) => {
            format!("{subject}{}阈值：{} → {}", new.variable, old.figure, new.figure)
        }
        (None, Some(_), Some(_)) if prose => format!("{subject}文字修改"),
        (None, Some(before), Some(after)) if before == after => format!("{subject}{label}：已调整"),
        (None, Some(before), Some(after)) => format!("{subject}{label}：{before} → {after}"),
        (None, None, Some(after)) => format!("{subject}增加{label}：{after}"),
        (None, Some(before), None) => format!("{subject}取消{label}：{before}"),
        (None, None, None) => return None,
    };
    let headline = match remark {
        Some(remark) => format!("{headline}（{remark}）"),
        None => headline,
    };
    let named = |runs: Vec<Run>| {
        std::iter::once(Run::same(format!("{label}："))).filter(|_| !label.is_empty()).chain(runs).collect()
    };
    let (before, after): (Vec<Run>, Vec<Run>) = match (&before, &after) {
        // Both sides look alike to a reader who may not see what differs.
        (Some(before), Some(after)) if before == after => {
            (named(vec![Run::same(before)]), named(vec![Run::added("已调整"), Run::same(after)]))
        }
        (Some(before), Some(after)) => {
            let (before, after) = runs::compare(before, after);
            (named(before), named(after))
        }
        (None, Some(after)) => (vec![Run::same("—")], named(vec![Run::added(after)])),
        (Some(before), None) => (named(vec![Run::deleted(before)]), vec![Run::same("删除")]),
        (None, None) => return None,
    };
    Some(Told { kind: "changed", before, after, headline, remark })
}

/// Two conditions that differ in one figure only: that limit before and now.
fn threshold<'v>(old: Option<&'v Value>, new: Option<&'v Value>) -> Option<(&'v Limit, &'v Limit)> {
    let (Some(Value::Rule { shape: a, limits: old, .. }), Some(Value::Rule { shape: b, limits: new, .. })) = (old, new)
    else {
        return None;
    };
    let mut differing = old.iter().zip(new).filter(|(old, new)| old != new);
    let pair = differing.next().filter(|_| a == b)?;
    differing.next().is_none().then_some(pair)
}

/// Which way a threshold becomes stricter: what is met sooner is. A branch below a figure says only
/// what else is done.
fn sooner(limit: &Limit, key: &str) -> Option<Stricter> {
    match limit.upwards? {
        true => Some(Stricter::Smaller),
        false => (key != "if").then_some(Stricter::Larger),
    }
}

/// What a part that came or went says, in one sentence.
fn whole(node: &Node, clearance: Clearance) -> String {
    let mut words = String::new();
    let title = runs::words(&node.title, clearance);
    if !title.is_empty() {
        words.push_str(&title);
    }
    let facts = node.facts.iter().filter(|fact| fact.needs <= clearance);
    let told: Vec<_> = facts
        .filter_map(|fact| {
            let value = runs::value(&fact.value, clearance);
            // The title says already what its own field says.
            if value == title {
                return None;
            }
            let bare = title.is_empty() && fact.label == node.noun;
            Some(if bare { value } else { format!("{}：{value}", fact.label) })
        })
        .collect();
    if !told.is_empty() {
        words.push_str(&if words.is_empty() { told.join("；") } else { format!("（{}）", told.join("；")) });
    }
    let parts: Vec<_> = node.parts.iter().filter(|part| part.needs <= clearance).collect();
    if !parts.is_empty() {
        let lines: Vec<_> = parts.iter().map(|part| whole(part, clearance)).filter(|line| !line.is_empty()).collect();
        words.push_str(&format!("：{}", lines.join("；")));
    }
    words
}

/// Where the change stands, as a reader finds it.
fn place(change: &Change, home: &Home<'_>, clearance: Clearance) -> String {
    let title = runs::words(&change.title, clearance);
    let edition = if change.gone { &home.old } else { &home.new };
    let id = change.entity.split_once(':').map_or("", |(_, id)| id);
    let mut words = match change.entity.split(':').next() {
        Some("playbook") => {
            let number = edition.numbers.playbooks.get(id).map(String::as_str).unwrap_or_default();
            format!("{number}《{title}》")
        }
        Some("form") => {
            let number = edition.numbers.forms.get(id).map(|number| format!("附件{number}")).unwrap_or_default();
            format!("{number}《{title}》")
        }
        Some("text" | "plan" | "list") => title,
        _ if title.is_empty() => change.noun.to_owned(),
        _ => format!("{}“{title}”", change.noun),
    };
    for leg in &change.path {
        words.push(' ');
        words.push_str(&sentence::leg(leg, clearance));
    }
    words
}
