//! Tables of laws, terms, accountability and the records of keeping the plan.

use super::{CENTER, Cell, LEFT, cell, lines, optional, table, text};
use crate::views::content::Block;
use crate::views::refer::{Edition, date_in_words, group_name};

pub(super) fn accountability(edition: &Edition<'_>) -> Block {
    let rows = edition.plan.accountability.iter().map(|row| {
        vec![
            cell(row.cause.word()),
            row.level.as_ref().map_or_else(|| cell("各级"), |level| cell(level.word())),
            optional(row.occurrence.as_ref()),
            cell(row.target.word()),
            cell(row.sanction.iter().map(|text| text.value.as_str()).collect::<Vec<_>>().join("、")),
        ]
    });
    let columns =
        [("原因", 2, CENTER), ("事件级别", 2, CENTER), ("情形", 4, LEFT), ("对象", 2, CENTER), ("处理", 5, LEFT)];
    table("责任认定与处理", &columns, rows.collect())
}

pub(super) fn training_plans(edition: &Edition<'_>) -> Block {
    let rows = edition.plan.training_plans.iter().map(|plan| {
        vec![
            cell(plan.kind.word()),
            text(&plan.topic),
            text(&plan.audience),
            optional(plan.media.as_ref()),
            plan.every.as_ref().map_or_else(|| cell("—"), |every| cell(format!("每{}", every.value))),
        ]
    });
    let columns = [("类别", 4, CENTER), ("内容", 13, LEFT), ("对象", 9, LEFT), ("方式", 7, LEFT), ("周期", 7, CENTER)];
    table("宣传培训计划", &columns, rows.collect())
}

pub(super) fn drills(edition: &Edition<'_>) -> Block {
    let plan = edition.plan;
    let rows = plan.drills.iter().map(|drill| {
        let playbooks = drill.playbooks.iter().map(|id| plan.playbooks[id].title.value.clone());
        vec![cell(date_in_words(drill.date.value)), cell(drill.scope.word()), cell(drill.mode.word()), lines(playbooks)]
    });
    let columns = [("日期", 3, CENTER), ("范围", 2, CENTER), ("方式", 2, CENTER), ("演练方案", 7, LEFT)];
    table("演练记录", &columns, rows.collect())
}

pub(super) fn laws(edition: &Edition<'_>) -> Block {
    let rows =
        edition.plan.laws.iter().map(|law| {
            vec![cell(format!("《{}》", law.title.value)), optional(law.number.as_ref()), text(&law.edition)]
        });
    let columns = [("名称", 7, LEFT), ("文号或标准号", 4, LEFT), ("版本", 4, LEFT)];
    table("编制依据", &columns, rows.collect())
}

pub(super) fn glossary(edition: &Edition<'_>) -> Block {
    let rows = edition.plan.glossary.iter().map(|term| vec![text(&term.term), text(&term.meaning)]);
    table("术语", &[("术语", 3, LEFT), ("含义", 9, LEFT)], rows.collect())
}

pub(super) fn absorbed(edition: &Edition<'_>) -> Block {
    let plan = edition.plan;
    let mut pairs: Vec<(String, String)> = plan
        .playbooks
        .iter()
        .flat_map(|playbook| playbook.merges.iter().map(|old| (old.value.clone(), playbook.title.value.clone())))
        .collect();
    pairs.sort();
    let new = plan.playbooks.iter().filter(|playbook| playbook.merges.is_empty());
    let mut rows: Vec<Vec<Cell>> = pairs
        .into_iter()
        .map(|(old, title)| {
            let number = old.rsplit('-').next().unwrap_or(&old).trim_start_matches('0').to_owned();
            vec![cell(format!("原第{number}项")), cell(title)]
        })
        .collect();
    rows.extend(new.map(|playbook| vec![cell("新增"), text(&playbook.title)]));
    table("原预案条款与处置方案对应表", &[("原预案处置方案", 4, CENTER), ("现处置方案", 8, LEFT)], rows)
}

pub(super) fn subplans(edition: &Edition<'_>) -> Block {
    let rows = edition.plan.subplans.iter().map(|plan| {
        vec![
            text(&plan.title),
            cell(group_name(&edition.plan.groups[&plan.owner], true)),
            optional(plan.version.as_ref()),
            plan.reviewed.as_ref().map_or_else(|| cell("—"), |reviewed| cell(date_in_words(reviewed.value))),
        ]
    });
    let columns = [("名称", 6, LEFT), ("编制单位", 4, LEFT), ("版本", 2, CENTER), ("最近评估", 3, CENTER)];
    table("配套预案", &columns, rows.collect())
}
