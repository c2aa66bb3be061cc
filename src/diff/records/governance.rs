//! Principles, accountability, laws, terms, sub-plans, recurring trainings.

use crate::diff::Value;
use crate::diff::entry::Entry;
use crate::diff::tell::{Teller, Word, word};
use crate::diff::tree::{About, Node};
use crate::model::Sourced;
use crate::model::governance::*;
use crate::model::review::TrainingPlan;

/// A list that has no id of its own, as one entity; none where it is empty.
fn list(key: &str, noun: &'static str, about: About, parts: Vec<Node>, t: &Teller<'_>) -> Option<Node> {
    let place = parts.first()?.place;
    Some(Entry::part(t, Some(key.to_owned()), noun, about, noun, place).parts(parts).done())
}

pub(super) fn principles(principles: &[Sourced<String>], t: &Teller<'_>) -> Option<Node> {
    let parts = principles.iter().map(|text| {
        Entry::part(t, None, "原则", About::Words, "", text.place).say(About::Words, "text", "原则", text).done()
    });
    list("list:principles", "工作原则", About::Words, parts.collect(), t)
}

pub(super) fn accountability(rows: &[Accountability], t: &Teller<'_>) -> Option<Node> {
    let row = |Accountability { place, cause, level, occurrence, target, sanction }: &Accountability| {
        Entry::part(t, None, "责任追究", About::Duty, "", *place)
            .say(About::Duty, "cause", "原因", &Word(cause.value))
            .say(About::Duty, "level", "事件级别", &word(level.as_ref()))
            .say(About::Duty, "occurrence", "次数", occurrence)
            .say(About::Duty, "target", "追究对象", &Word(target.value))
            .say(About::Duty, "sanction", "处理", sanction)
            .done()
    };
    list("list:accountability", "责任追究", About::Duty, rows.iter().map(row).collect(), t)
}

pub(super) fn exemptions(rows: &[Exemption], t: &Teller<'_>) -> Option<Node> {
    let row = |Exemption { place, condition, decided_by }: &Exemption| {
        Entry::part(t, None, "免责情形", About::Duty, "", *place)
            .say(About::Duty, "condition", "情形", condition)
            .say(About::Duty, "decided_by", "认定机构", decided_by)
            .done()
    };
    list("list:exemptions", "免责情形", About::Duty, rows.iter().map(row).collect(), t)
}

/// A law. Whether and since when it holds comes from outside and is told with the edition.
pub(super) fn law(law: &Law, t: &Teller<'_>) -> Node {
    let Law { place: _, id: _, title, number, edition, in_force, status, replaced_by, mandatory, kind } = law;
    let InForce { place: _, from, to } = in_force;
    Entry::entity(t, law, "依据", About::Basis, title)
        .say(About::Basis, "title", "名称", title)
        .say(About::Basis, "number", "文号", number)
        .say(About::Basis, "edition", "版本", edition)
        .say(About::Basis, "in_force.from", "施行日期", from)
        .say(About::Basis, "in_force.to", "失效日期", to)
        .say(About::Basis, "status", "状态", &Word(status.value))
        .say(About::Basis, "replaced_by", "替代文件", replaced_by)
        .say(About::Basis, "mandatory", "必备依据", mandatory)
        .say(About::Basis, "kind", "类别", &word(kind.as_ref()))
        .done()
}

pub(super) fn glossary(terms: &[Term], t: &Teller<'_>) -> Option<Node> {
    let term = |Term { place, term, meaning, allowed }: &Term| {
        Entry::part(t, Some(format!("term/{}", term.value)), "术语", About::Words, term, *place)
            .value(About::Words, "term", "术语", Value::Words(term.value.clone()))
            .say(About::Words, "meaning", "含义", meaning)
            .say(About::Words, "allowed", "允许使用", allowed)
            .done()
    };
    list("list:glossary", "术语", About::Words, terms.iter().map(term).collect(), t)
}

pub(super) fn subplan(subplan: &Subplan, t: &Teller<'_>) -> Node {
    let Subplan { place: _, id: _, title, owner, version, reviewed: _, file } = subplan;
    Entry::entity(t, subplan, "子预案", About::Words, title)
        .say(About::Words, "title", "名称", title)
        .say(About::Duty, "owner", "编制机构", owner)
        .say(About::Words, "version", "版本", version)
        .say(About::Words, "file", "文件", file)
        .done()
}

pub(super) fn training_plan(plan: &TrainingPlan, t: &Teller<'_>) -> Node {
    let TrainingPlan { place: _, id: _, kind, topic, audience, media, every } = plan;
    Entry::entity(t, plan, "宣传培训", About::Words, topic)
        .say(About::Words, "kind", "类别", &Word(kind.value))
        .say(About::Words, "topic", "主题", topic)
        .say(About::Words, "audience", "对象", audience)
        .say(About::Words, "media", "方式", media)
        .limit("every", "周期", every)
        .done()
}
