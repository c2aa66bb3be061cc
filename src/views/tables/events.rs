//! Tables of triggers, grades, warnings, postures and reports.

use super::{Align, CENTER, Cell, Grouped, LEFT, cell, lines, optional, table, text};
use crate::model::event::{Measure, Report, Trigger};
use crate::views::content::Block;
use crate::views::refer::Edition;

pub(super) fn triggers(edition: &Edition<'_>) -> Block {
    let plan = edition.plan;
    let seen = edition.clearance >= Trigger::SIGNS_NEED;
    let rows = plan.triggers.iter().map(|trigger| {
        let signs = seen.then(|| lines(trigger.signs.iter().map(|sign| sign.value.clone())));
        let playbooks = trigger.playbooks.iter().map(|id| plan.playbooks[id].title.value.clone());
        let when = cell(edition.when(&trigger.when));
        std::iter::once(text(&trigger.label)).chain(signs).chain([when, lines(playbooks)]).collect()
    });
    let signs = seen.then_some(("看到什么", 9, LEFT));
    let columns: Vec<_> = std::iter::once(("触发情形", 5, LEFT))
        .chain(signs)
        .chain([("启动条件", 8, LEFT), ("启动方案", 6, LEFT)])
        .collect();
    table("启动条件与处置方案", &columns, rows.collect())
}

pub(super) fn levels(edition: &Edition<'_>) -> Block {
    let mut grouped = Grouped::new();
    for grade in &edition.plan.levels {
        grouped.head(format!("{}事件（符合任意一条）", grade.label.word()));
        for criterion in &grade.criteria {
            grouped.rows.push(vec![cell(edition.when(&criterion.when)), optional(criterion.basis.as_ref())]);
        }
    }
    grouped.table("事件分级标准", &[("判定标准", 9, LEFT), ("依据", 4, LEFT)])
}

pub(super) fn response_levels(edition: &Edition<'_>) -> Block {
    let plan = edition.plan;
    let mut grouped = Grouped::new();
    for level in &plan.response_levels {
        let starter = &plan.roles[&level.activated_by].name.value;
        grouped.head(format!("{}（{}事件）：由{starter}启动", level.label.value, level.grade.word()));
        for measure in &level.measures {
            grouped.rows.push(vec![cell("响应措施"), text(measure)]);
        }
        grouped.rows.push(vec![cell("终止条件"), text(&level.ends_when)]);
    }
    grouped.table("响应分级", &[("项目", 2, CENTER), ("内容", 10, LEFT)])
}

/// The rows of measures: what, by whom, how often or how soon.
fn measures(edition: &Edition<'_>, measures: &[Measure], rows: &mut Vec<Vec<Cell>>) {
    for measure in measures {
        let actor = measure.actor.as_ref().map(|id| edition.plan.roles[id].name.value.clone());
        let within = measure.within.as_ref().map(|within| format!("{}内", within.value));
        let every = measure.every.as_ref().map(|every| format!("每{}", every.value));
        rows.push(vec![text(&measure.text), lines(actor), lines(within.into_iter().chain(every))]);
    }
}

const MEASURE_COLUMNS: [(&str, u32, Align); 3] =
    [("工作要求", 8, LEFT), ("责任岗位", 4, LEFT), ("时限或周期", 3, CENTER)];

pub(super) fn warnings(edition: &Edition<'_>) -> Block {
    let mut grouped = Grouped::new();
    for warning in &edition.plan.warnings {
        let criteria = warning.criteria.iter().map(|text| text.value.as_str()).collect::<Vec<_>>().join("，或者");
        let issuer = &edition.plan.roles[&warning.issued_by].name.value;
        grouped.head(format!(
            "{}预警　发布条件：{criteria}；发布人：{issuer}；解除条件：{}",
            warning.colour.word(),
            warning.lifts_when.value
        ));
        measures(edition, &warning.measures, &mut grouped.rows);
    }
    grouped.table("预警分级", &MEASURE_COLUMNS)
}

pub(super) fn postures(edition: &Edition<'_>) -> Block {
    let mut grouped = Grouped::new();
    for posture in &edition.plan.postures {
        let ends_when = posture.ends_when.as_ref().map_or("—", |words| words.value.as_str());
        grouped
            .head(format!("{}　进入条件：{}；解除条件：{ends_when}", posture.label.value, posture.starts_when.value));
        measures(edition, &posture.measures, &mut grouped.rows);
    }
    grouped.table("工作状态及要求", &MEASURE_COLUMNS)
}

/// By when a report is due, or how often.
pub(in crate::views) fn deadline(report: &Report) -> Option<String> {
    let since = report.since.as_ref().map_or("", |since| since.word());
    match (&report.within, &report.every) {
        (Some(within), _) if since.is_empty() => Some(format!("{}内", within.value)),
        (Some(within), _) => Some(format!("{since}后{}内", within.value)),
        (None, Some(every)) => {
            let until = report
                .until
                .as_ref()
                .map_or(String::new(), |until| format!("，直至{}", until.value.trim_start_matches("直至")));
            Some(format!("每{}一次{until}", every.value))
        }
        (None, None) => None,
    }
}

pub(super) fn reports(edition: &Edition<'_>) -> Block {
    let plan = edition.plan;
    let rows = plan.reports.iter().map(|report| {
        let to = report.to.iter().map(|to| edition.recipient(&to.value)).collect::<Vec<_>>().join("、");
        let from = &plan.roles[&report.from].name.value;
        let channels = report.channels.iter().map(|kind| kind.word()).collect::<Vec<_>>().join("、");
        let form = report.form.iter().map(|id| match edition.numbers.form(id) {
            Some(number) => format!("填写附件{number}"),
            None => format!("填写《{}》", plan.forms[id].title.value),
        });
        vec![
            text(&report.title),
            cell(edition.when(&report.when)),
            lines([from.clone(), format!("报{to}")]),
            cell(deadline(report).unwrap_or_else(|| "—".into())),
            lines(std::iter::once(channels).filter(|text| !text.is_empty()).chain(form)),
        ]
    });
    let columns =
        [("报告事项", 3, LEFT), ("何时报告", 4, LEFT), ("谁报给谁", 5, LEFT), ("时限", 3, LEFT), ("方式", 3, LEFT)];
    table("报告事项与时限", &columns, rows.collect())
}
