//! A playbook as a section of the plan: what it is for, what is done, as text and as a table.

use std::collections::BTreeMap;

use super::content::{Block, FlowRow, Inline, Mark, cell};
use super::numbering::Counter;
use super::refer::Edition;
use super::steps::Telling;
use crate::model::Entity;
use crate::model::playbook::{Playbook, Recovery};

/// What a reader of the text finds in the table: there each step stands once with all its particulars.
pub(super) const ELSEWHERE: &str = "（责任岗位、时限、核验和其他注意事项见流程表）：";

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
    let open = edition.clearance >= Playbook::STEPS_NEED;
    if open && !playbook.prevention.is_empty() {
        out.push(Block::Paragraph {
            body: vec![Inline::strong("平时预防："), Inline::text(prevention(edition, playbook))],
        });
    }
    if open {
        out.push(Block::Paragraph { body: vec![Inline::strong("处置步骤"), Inline::text(ELSEWHERE)] });
        text(&telling, counter, out);
    } else {
        out.push(Block::Paragraph { body: vec![Inline::strong("处置步骤："), Inline::text(STEPS_KEPT)] });
    }
    for (label, texts) in [
        ("升级时限", telling.escalation()),
        ("禁止事项", playbook.do_not.iter().map(|text| text.value.clone()).collect()),
    ] {
        if !texts.is_empty() {
            let body = vec![Inline::strong(format!("{label}：")), Inline::text(series(&texts, counter))];
            out.push(Block::Paragraph { body });
        }
    }
    // Last, so that the table ends the playbook's sheets.
    if open {
        out.push(Block::Flow { caption: format!("{}流程表", playbook.title.value), rows: telling.rows() });
    }
}

/// What stands in the public edition where the steps are.
pub(super) const STEPS_KEPT: &str = "涉及设备和内部操作，属内部工作流程，不予公开，由各岗位按处置检查单执行。";

/// What the playbook is about, a paragraph each; the short particulars share one.
fn particulars(edition: &Edition<'_>, playbook: &Playbook) -> Vec<Vec<(&'static str, String)>> {
    let plan = edition.plan;
    let told = |label, texts: Vec<String>, between: &str| {
        (!texts.is_empty()).then(|| (label, texts.join(between).trim_end_matches('。').to_owned()))
    };
    let scope: Vec<String> = match &playbook.scope_words {
        Some(words) => vec![words.value.clone()],
        // Where assets are told by their kinds only, two of a kind are one.
        None => {
            let mut names: Vec<String> = Vec::new();
            for name in playbook.scope.iter().map(|asset| edition.asset(&asset.value)) {
                if !names.iter().any(|known| known == name) {
                    names.push(name.to_owned());
                }
            }
            names
        }
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
        vec![told("恢复期限", playbook.recovery.iter().map(recovery).collect(), "")],
        // Facts are about rooms, devices and stocks.
        vec![told(
            "基本情况",
            playbook
                .facts
                .iter()
                .filter(|_| edition.clearance >= Playbook::STEPS_NEED)
                .map(|fact| fact.value.trim_end_matches('。').to_owned())
                .collect(),
            "；",
        )],
    ];
    paragraphs
        .into_iter()
        .map(|paragraph| paragraph.into_iter().flatten().collect::<Vec<_>>())
        .filter(|paragraph| !paragraph.is_empty())
        .collect()
}

/// How long recovery takes, and how the work goes on until then.
fn recovery(recovery: &Recovery) -> String {
    format!("{}以内；恢复之前{}", recovery.within.value, recovery.meanwhile.value)
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

/// Numbered texts in one paragraph.
fn series(texts: &[String], counter: &Counter) -> String {
    let numbered = texts.iter().enumerate().map(|(index, text)| {
        let number = if texts.len() > 1 { counter.clause(index + 1, 0) } else { String::new() };
        format!("{number}{}", text.trim_end_matches(['。', '；']))
    });
    format!("{}。", numbered.collect::<Vec<_>>().join("；"))
}

/// The steps as clauses: what is done and where the ways part. Who does it by when, and all the
/// particulars, stand in the table, which has the same numbers; only what guards life is said in
/// both. Steps at the top are numbered in the scheme of the document, those inside cases as in the
/// table. A case is one paragraph: its condition, then its steps as sentences; a case of one
/// sentence runs on behind the decision.
fn text(telling: &Telling<'_>, counter: &Counter, out: &mut Vec<Block>) {
    let rows = telling.rows();
    let mut top = 0;
    // The depth of the steps that the last paragraph takes in; none after a step of the top.
    let mut open = None;
    // Whether the last paragraph ends with a decision or a case of one sentence.
    let mut decided = false;
    // What the decisions above are about, by depth.
    let mut subjects: BTreeMap<usize, String> = BTreeMap::new();
    for (index, row) in rows.iter().enumerate() {
        let after = rows.get(index + 1..).unwrap_or_default();
        if let (Mark::Decide, Some(Inline::Text { text })) = (row.mark, row.action.first()) {
            let subject = text.trim_start_matches("判断").trim_start_matches("是否");
            let subject = subject.split_once("（读自").map_or(subject, |(subject, _)| subject);
            subjects.insert(row.depth, subject.to_owned());
        }
        let (joined, number, body) = match row.mark {
            Mark::Case => {
                let short = row.action.len() > 1 || one_sentence(row.depth, after);
                let joined = decided && short;
                (open, decided) = (Some(row.depth), short);
                let subject = row.depth.checked_sub(1).and_then(|depth| subjects.get(&depth));
                (joined, String::new(), case(row, subject))
            }
            _ if row.depth == 0 => {
                top += 1;
                (open, decided) = (None, row.mark == Mark::Decide);
                (false, counter.clause(top, 0), sentence(row))
            }
            _ => {
                let joined = open.replace(row.depth) == Some(row.depth);
                // The sentence of a short case leaves the paragraph open for the next one.
                decided = row.mark == Mark::Decide || decided && joined;
                let number = Inline::strong(&row.number);
                (joined, String::new(), std::iter::once(number).chain(sentence(row)).collect())
            }
        };
        match out.last_mut() {
            Some(Block::Item { body: before, .. }) if joined => before.extend(body),
            _ => out.push(Block::Item { number, body }),
        }
    }
}

/// Whether the steps of a case, which begin with `after`, are one sentence.
fn one_sentence(depth: usize, after: &[FlowRow]) -> bool {
    let plain = |row: &FlowRow| row.depth == depth && !matches!(row.mark, Mark::Case | Mark::Decide | Mark::Watch);
    let ends = |row: &FlowRow| row.depth < depth || row.depth == depth && row.mark == Mark::Case;
    after.first().is_some_and(plain) && after.get(1).is_none_or(ends)
}

/// The condition of a case, and where to go on if that is all there is to do. The decision has
/// just named its `subject`, so that the condition need not: 若为…, 若不足…, 若是.
fn case(row: &FlowRow, subject: Option<&String>) -> Vec<Inline> {
    let mut words = row.action.iter().cloned();
    let condition = match (words.next(), subject) {
        (Some(Inline::Text { text }), Some(subject)) => {
            let compound = ["，并且", "，或者"].iter().any(|between| text.contains(between));
            match text.strip_prefix('若').and_then(|rest| rest.strip_prefix(subject.as_str())) {
                Some(rest) if !compound => {
                    let flag = rest.strip_prefix('（').and_then(|rest| rest.strip_suffix("）："));
                    Some(Inline::text(match flag {
                        Some(answer @ ("是" | "否")) => format!("若{answer}："),
                        _ => format!("若{rest}"),
                    }))
                }
                _ => Some(Inline::text(text)),
            }
        }
        (words, _) => words,
    };
    let mut body: Vec<Inline> = condition.map(|words| Inline::Emph { body: vec![words] }).into_iter().collect();
    if let Some(onward) = words.next() {
        body.extend([onward, Inline::text("。")]);
    }
    body
}

/// A step as a sentence.
fn sentence(row: &FlowRow) -> Vec<Inline> {
    let mut body = Vec::new();
    if row.mark == Mark::Safety {
        body.push(Inline::strong("【人身安全】"));
    }
    // The first inline is the action; what follows it in the table are particulars.
    if let Some(Inline::Text { text }) = row.action.first() {
        let brief = if row.mark == Mark::Decide {
            text.split_once("（读自").map_or(text.as_str(), |(what, _)| what)
        } else {
            text
        };
        body.push(Inline::text(format!("{brief}。")));
    }
    if let (Mark::Safety, Some(warning)) = (row.mark, &row.warning) {
        body.push(Inline::text(format!("注意：{}。", warning.trim_end_matches('。'))));
    }
    if let Some(onward) = &row.onward {
        body.push(Inline::text(format!("{onward}。")));
    }
    body
}
