//! A playbook as a section of the plan: what it is for, what is done, as text and as a table.

use super::content::{Block, FlowRow, Inline, Mark, cell};
use super::numbering::Counter;
use super::prose::clauses;
use super::refer::Edition;
use super::steps::Telling;
use crate::model::Entity;
use crate::model::playbook::Playbook;

/// Adds the section; `counter` has just passed its heading.
pub(super) fn section(edition: &Edition<'_>, playbook: &Playbook, counter: &Counter, out: &mut Vec<Block>) {
    let telling = Telling::new(edition, playbook);
    out.push(Block::Heading {
        level: counter.level,
        number: counter.number(),
        body: cell(&playbook.title.value),
        id: format!("playbook-{}", playbook.id()),
    });
    for told in particulars(edition, playbook) {
        let labelled = told
            .into_iter()
            .flat_map(|(label, text)| [Inline::strong(format!("{label}：")), Inline::text(format!("{text}。"))]);
        out.push(Block::Paragraph { body: labelled.collect() });
    }
    if !playbook.prevention.is_empty() {
        out.push(Block::Paragraph {
            body: vec![Inline::strong("平时预防："), Inline::text(prevention(edition, playbook))],
        });
    }
    out.push(Block::Paragraph { body: vec![Inline::strong("处置步骤：")] });
    text(&telling, counter, out);
    if !playbook.escalation.is_empty() {
        out.push(Block::Paragraph { body: vec![Inline::strong("升级时限：")] });
        clauses(telling.escalation().into_iter(), counter, out);
    }
    if !playbook.do_not.is_empty() {
        out.push(Block::Paragraph { body: vec![Inline::strong("禁止事项：")] });
        clauses(playbook.do_not.iter().map(|text| text.value.clone()), counter, out);
    }
    // Last, so that the table ends the playbook's sheets.
    out.push(Block::Flow { caption: format!("{}流程表", playbook.title.value), rows: telling.rows() });
}

/// What the playbook is about, a paragraph each; the short particulars share one.
fn particulars(edition: &Edition<'_>, playbook: &Playbook) -> Vec<Vec<(&'static str, String)>> {
    let plan = edition.plan;
    let told = |label, texts: Vec<String>, between: &str| {
        (!texts.is_empty()).then(|| (label, texts.join(between).trim_end_matches('。').to_owned()))
    };
    let scope: Vec<String> = match &playbook.scope_words {
        Some(words) => vec![words.value.clone()],
        None => playbook.scope.iter().map(|asset| edition.asset(&asset.value).to_owned()).collect(),
    };
    let paragraphs = [
        vec![told("适用范围", scope, "、")],
        vec![told(
            "启动条件",
            playbook.triggers.iter().map(|id| plan.triggers[id].label.value.clone()).collect(),
            "；",
        )],
        vec![
            told("主要危险", playbook.hazards.iter().map(|hazard| hazard.word().to_owned()).collect(), "、"),
            told("牵头岗位", vec![plan.roles[&playbook.owner].name.value.clone()], ""),
            told("配合单位", playbook.partners.iter().map(|id| plan.units[id].name.value.clone()).collect(), "、"),
            told("外部支援", playbook.externals.iter().map(|id| plan.contacts[id].label.value.clone()).collect(), "、"),
        ],
        vec![told(
            "基本情况",
            playbook.facts.iter().map(|fact| fact.value.trim_end_matches('。').to_owned()).collect(),
            "；",
        )],
    ];
    paragraphs
        .into_iter()
        .map(|paragraph| paragraph.into_iter().flatten().collect::<Vec<_>>())
        .filter(|paragraph| !paragraph.is_empty())
        .collect()
}

fn prevention(edition: &Edition<'_>, playbook: &Playbook) -> String {
    let texts: Vec<String> = playbook
        .prevention
        .iter()
        .map(|prevention| {
            let actor = prevention.actor.as_ref().map_or(String::new(), |id| edition.plan.roles[id].name.value.clone());
            let every = prevention.every.as_ref().map_or(String::new(), |every| format!("每{}", every.value));
            format!("{actor}{every}{}", prevention.text.value.trim_end_matches('。'))
        })
        .collect();
    format!("{}。", texts.join("；"))
}

/// The steps as clauses: who does what by when, and what to beware of. Those at the top are
/// numbered in the scheme of the document. A case is one paragraph: its condition, then its steps
/// as sentences with the numbers of the table, which has the particulars: procedures, equipment,
/// forms, what to verify.
fn text(telling: &Telling<'_>, counter: &Counter, out: &mut Vec<Block>) {
    let mut top = 0;
    // The depth whose steps the last paragraph takes in; none after a step of the top.
    let mut open = None;
    for row in telling.rows() {
        if row.mark == Mark::Case {
            let mut words = row.action.into_iter();
            let mut body: Vec<Inline> =
                words.next().map(|words| Inline::Emph { body: vec![words] }).into_iter().collect();
            open = Some(row.depth);
            if let Some(onward) = words.next() {
                body.push(onward);
                body.push(Inline::text("。"));
            }
            out.push(Block::Item { number: String::new(), body });
            continue;
        }
        if row.depth == 0 {
            top += 1;
            open = None;
            out.push(Block::Item { number: counter.clause(top, 0), body: sentence(row) });
            continue;
        }
        let joined = open == Some(row.depth);
        open = Some(row.depth);
        let body = within(row);
        match out.last_mut() {
            Some(Block::Item { body: before, .. }) if joined => before.extend(body),
            _ => out.push(Block::Item { number: String::new(), body }),
        }
    }
}

/// A step inside a case, with the number it has in the table.
fn within(row: FlowRow) -> Vec<Inline> {
    if row.onward {
        let mut body = vec![Inline::text("随后")];
        body.extend(row.action);
        body.push(Inline::text("。"));
        return body;
    }
    let mut body = vec![Inline::strong(&row.number)];
    // Words that begin with a figure would run into the number.
    if row.actor.is_none() && row.mark != Mark::Safety {
        body.push(Inline::text("　"));
    }
    body.extend(sentence(row));
    body
}

/// A step as a sentence.
fn sentence(row: FlowRow) -> Vec<Inline> {
    let mut body = Vec::new();
    if row.mark == Mark::Safety {
        body.push(Inline::strong("【人身安全】"));
    }
    if let Some(actor) = row.actor {
        body.push(Inline::text(format!("{actor}：")));
    }
    // The first inline is the action; what follows it in the table are particulars.
    body.extend(row.action.into_iter().take(1));
    body.push(Inline::text(row.limit.map_or_else(|| "。".to_owned(), |limit| format!("（{limit}）。"))));
    if let Some(warning) = row.warning {
        body.push(Inline::text(format!("注意：{}。", warning.trim_end_matches('。'))));
    }
    body
}
