//! A playbook as a section of the plan: what it is for, what is done, as text and as a table.

use super::content::{Block, Inline, Mark, cell};
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
    for (label, text) in particulars(edition, playbook) {
        out.push(Block::Paragraph {
            body: vec![Inline::strong(format!("{label}：")), Inline::text(format!("{text}。"))],
        });
    }
    if !playbook.prevention.is_empty() {
        out.push(Block::Paragraph {
            body: vec![Inline::strong("平时预防："), Inline::text(prevention(edition, playbook))],
        });
    }
    out.push(Block::Paragraph { body: vec![Inline::strong("处置步骤：")] });
    text(&telling, counter, out);
    out.push(Block::Flow { caption: format!("{}流程表", playbook.title.value), rows: telling.rows() });
    if !playbook.escalation.is_empty() {
        out.push(Block::Paragraph { body: vec![Inline::strong("升级时限：")] });
        clauses(telling.escalation().into_iter(), counter, out);
    }
    if !playbook.do_not.is_empty() {
        out.push(Block::Paragraph { body: vec![Inline::strong("禁止事项：")] });
        clauses(playbook.do_not.iter().map(|text| text.value.clone()), counter, out);
    }
}

fn particulars(edition: &Edition<'_>, playbook: &Playbook) -> Vec<(&'static str, String)> {
    let plan = edition.plan;
    let mut particulars = Vec::new();
    let mut add = |label, texts: Vec<String>, between: &str| {
        if !texts.is_empty() {
            let text = texts.join(between);
            particulars.push((label, text.trim_end_matches('。').to_owned()));
        }
    };
    let scope: Vec<String> = match &playbook.scope_words {
        Some(words) => vec![words.value.clone()],
        None => playbook.scope.iter().map(|asset| edition.asset(&asset.value).to_owned()).collect(),
    };
    add("适用范围", scope, "、");
    add("启动条件", playbook.triggers.iter().map(|id| plan.triggers[id].label.value.clone()).collect(), "；");
    add("主要危险", playbook.hazards.iter().map(|hazard| hazard.word().to_owned()).collect(), "、");
    add("牵头岗位", vec![plan.roles[&playbook.owner].name.value.clone()], "");
    add("配合单位", playbook.partners.iter().map(|id| plan.units[id].name.value.clone()).collect(), "、");
    add("外部支援", playbook.externals.iter().map(|id| plan.contacts[id].label.value.clone()).collect(), "、");
    add("基本情况", playbook.facts.iter().map(|fact| fact.value.trim_end_matches('。').to_owned()).collect(), "；");
    particulars
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
/// numbered in the scheme of the document, those inside cases as in the table, which has the
/// particulars: procedures, equipment, forms, what to verify.
fn text(telling: &Telling<'_>, counter: &Counter, out: &mut Vec<Block>) {
    let mut top = 0;
    for row in telling.rows() {
        if row.mark == Mark::Case {
            let words: Vec<Inline> = row.action.into_iter().map(|inline| Inline::Emph { body: vec![inline] }).collect();
            out.push(Block::Item { number: String::new(), body: words });
            continue;
        }
        let number = if row.depth == 0 {
            top += 1;
            counter.clause(top, 0)
        } else {
            format!("{}　", row.number)
        };
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
        out.push(Block::Item { number, body });
    }
}
