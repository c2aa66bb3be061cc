//! A change as a row: where, before, after.

use super::Row;
use super::home::Home;
use super::runs::{self, Run};
use super::sentence;
use crate::diff::change::Leg;
use crate::diff::tree::{Node, Stricter};
use crate::diff::{Change, Limit, Value, What, quoted};
use crate::model::Clearance;

/// What a switch that is on says: its label says the rest.
const YES: &str = "是";

/// Fields that a step is called after: 办理“首次报告”, 结束（恢复）.
const TITLED: &[&str] = &["kind", "run", "end", "goto", "decide", "notify.to", "watch"];

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
        What::Moved { .. } => moved(change, &subject, clearance)?,
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
        prose: is_prose(&change.what),
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

/// Whether sentences came, went or were reworded, which no headline repeats.
fn is_prose(what: &What) -> bool {
    match what {
        What::Added { node, .. } | What::Removed { node } => node.title.iter().all(|part| part.text.is_empty()),
        What::Changed { old: Some(Value::Prose { .. }), new: Some(_), .. } => true,
        _ => false,
    }
}

struct Told {
    kind: &'static str,
    before: Vec<Run>,
    after: Vec<Run>,
    headline: String,
    remark: Option<&'static str>,
}

/// What stands elsewhere. A step is known by its number, what has none by its place among its kind.
fn moved(change: &Change, subject: &str, clearance: Clearance) -> Option<Told> {
    let What::Moved { from, to, under, was } = &change.what else { return None };
    let part = change.path.last()?;
    let title = |leg: &Leg| Some(runs::words(&leg.title, clearance)).filter(|words| !words.is_empty());
    let title = |leg: &Leg| title(leg).map(|words| quoted(&words)).unwrap_or_default();
    let below = under.as_ref().map(|above| format!("，归入{}", sentence::leg(above, clearance))).unwrap_or_default();
    let (old, new) = (title(was), title(part));
    let (before, after, goal) = match (&was.number, &part.number) {
        (Some(number), Some(is)) => (
            vec![Run::same(part.noun), Run::deleted(number), Run::same(old)],
            vec![Run::same(part.noun), Run::added(is), Run::same(new), Run::added(below.clone())],
            format!("，原步骤{number}{below}"),
        ),
        _ => (
            vec![Run::same(format!("{}{old}，", part.noun)), Run::deleted(format!("第{}项", from.rank))],
            vec![Run::same(format!("{}{new}，", part.noun)), Run::added(format!("第{}项{below}", to.rank))],
            format!("，原第{}项，移至第{}项{below}", from.rank, to.rank),
        ),
    };
    let after = after.into_iter().filter(|run| !run.text.is_empty()).collect();
    let before = before.into_iter().filter(|run| !run.text.is_empty()).collect();
    Some(Told {
        kind: "moved", before, after, headline: format!("移动{subject}{goal}"), remark: Some("位置调整")
    })
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
        (None, None, Some(after)) if after == YES => format!("{subject}增加“{label}”"),
        (None, Some(before), None) if before == YES => format!("{subject}取消“{label}”"),
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
        (None, Some(after)) if after == YES => (vec![Run::same("—")], vec![Run::added(label)]),
        (Some(before), None) if before == YES => (vec![Run::deleted(label)], vec![Run::same("删除")]),
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

/// What a part that came or went says; each of its own parts on a line.
fn whole(node: &Node, clearance: Clearance) -> String {
    // Its place in the table says already what kind of part it is.
    below(node, true, clearance)
}

fn below(node: &Node, known: bool, clearance: Clearance) -> String {
    let mut words = head(node, known, clearance);
    for part in node.parts.iter().filter(|part| part.needs <= clearance) {
        let line = match &part.number {
            Some(number) => format!("{number}　{}", below(part, false, clearance)),
            None => below(part, false, clearance),
        };
        if !line.is_empty() {
            words.push_str(if words.is_empty() { "" } else { "；\n" });
            words.push_str(&line);
        }
    }
    words
}

/// What a part itself says, in one sentence.
fn head(node: &Node, known: bool, clearance: Clearance) -> String {
    let title = runs::words(&node.title, clearance);
    let facts = node.facts.iter().filter(|fact| fact.needs <= clearance);
    let told: Vec<_> = facts
        .filter_map(|fact| {
            let value = runs::value(&fact.value, clearance);
            // The title says already what its own field says.
            if value == title || (TITLED.contains(&fact.key) && title.contains(&value)) {
                return None;
            }
            let bare = title.is_empty() && fact.label == node.noun;
            Some(match value.as_str() {
                YES => fact.label.clone(),
                _ if known && bare => value,
                _ => format!("{}：{value}", fact.label),
            })
        })
        .collect();
    match (title.is_empty(), told.is_empty()) {
        (true, _) => told.join("；"),
        (false, true) => title,
        (false, false) => format!("{title}（{}）", told.join("；")),
    }
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
        Some("law") => format!("{}《{title}》", change.noun),
        Some("text" | "plan" | "list") => title,
        _ if title.is_empty() => change.noun.to_owned(),
        _ => format!("{}“{title}”", change.noun),
    };
    // 术语“固定证据”, not 术语 术语“固定证据”.
    if change.path.first().is_some_and(|leg| leg.noun == words) {
        words.clear();
    }
    for (depth, leg) in change.path.iter().enumerate() {
        let own = depth + 1 == change.path.len() && matches!(change.what, What::Changed { .. });
        let told = match sentence::is_branch(leg) && own {
            true => leg.noun.to_owned(),
            false => sentence::leg(leg, clearance),
        };
        if !words.is_empty() && !told.starts_with('“') {
            words.push(' ');
        }
        words.push_str(&told);
    }
    words
}
