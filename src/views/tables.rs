//! Tables that the data fill.

use super::content::{Align, Block, Cell, Column, Section, cell, lines};
use super::refer::{Edition, group_name, hours_in_words};
use crate::model::asset::ResourceKind;
use crate::model::contact::ContactClass;
use crate::model::document::AnnexTable;
use crate::model::event::{Measure, Report};
use crate::model::org::{Group, Power};
use crate::model::prose::{DataTable, PlainTable};
use crate::model::words::Words;
use crate::model::{Id, Quantity, Sourced};

const LEFT: Align = Align::Left;
const CENTER: Align = Align::Center;

/// A table without rows yet.
fn table(caption: &str, columns: &[(&str, u32, Align)], rows: Vec<Vec<Cell>>) -> Block {
    let columns =
        columns.iter().map(|(title, share, align)| Column { title: (*title).to_owned(), share: *share, align: *align });
    Block::Table { caption: Some(caption.into()), unit: None, columns: columns.collect(), rows, sections: Vec::new() }
}

/// The table a reference asks for.
pub(super) fn data_table(edition: &Edition<'_>, which: &DataTable) -> Block {
    match which {
        DataTable::Seats(group) => seats(edition, group),
        DataTable::Contacts(class) => contacts(edition, *class),
        DataTable::Plain(which) => plain(edition, *which),
    }
}

/// The table of an annex.
pub(super) fn annex(edition: &Edition<'_>, which: AnnexTable) -> (&'static str, Block) {
    match which {
        AnnexTable::Contacts => ("应急通讯录", contacts(edition, None)),
        AnnexTable::Resources => ("应急资源清单", resources(edition)),
        AnnexTable::Vehicles => ("应急车辆及驾驶员", vehicles(edition)),
        AnnexTable::Contracts => ("服务保障合同清单", contracts(edition)),
        AnnexTable::Absorbed => ("原预案条款与处置方案对应表", absorbed(edition)),
    }
}

fn plain(edition: &Edition<'_>, which: PlainTable) -> Block {
    match which {
        PlainTable::Triggers => triggers(edition),
        PlainTable::Levels => levels(edition),
        PlainTable::ResponseLevels => response_levels(edition),
        PlainTable::Warnings => warnings(edition),
        PlainTable::Postures => postures(edition),
        PlainTable::Reports => reports(edition),
        PlainTable::Roles => roles(edition),
        PlainTable::Resources => resources(edition),
        PlainTable::Vehicles => vehicles(edition),
        PlainTable::Contracts => contracts(edition),
        PlainTable::Systems => systems(edition),
        PlainTable::Accountability => accountability(edition),
        PlainTable::TrainingPlans => training_plans(edition),
        PlainTable::Drills => drills(edition),
        PlainTable::Laws => laws(edition),
        PlainTable::Glossary => glossary(edition),
        PlainTable::Absorbed => absorbed(edition),
        PlainTable::Subplans => subplans(edition),
        PlainTable::Authority => authority(edition),
        PlainTable::Duty => duty(edition),
    }
}

fn text(text: &Sourced<String>) -> Cell {
    cell(&text.value)
}

fn optional(text: Option<&Sourced<String>>) -> Cell {
    text.map_or_else(|| cell("—"), |text| cell(&text.value))
}

fn quantity(quantity: Option<&Sourced<Quantity>>) -> Cell {
    quantity.map_or_else(|| cell("—"), |quantity| cell(quantity.value.to_string()))
}

fn seats(edition: &Edition<'_>, id: &Id<Group>) -> Block {
    let plan = edition.plan;
    let group = &plan.groups[id];
    let rows = group.seats.iter().map(|seat| {
        let role = &plan.roles[&seat.role];
        vec![text(&seat.label), text(&role.name), optional(role.post.as_ref()), optional(seat.duty.as_ref())]
    });
    let caption = format!("{}组成", group_name(group, true));
    let columns = [("席位", 3, CENTER), ("应急岗位", 4, LEFT), ("由谁担任", 4, LEFT), ("分工", 5, LEFT)];
    table(&caption, &columns, rows.collect())
}

fn contacts(edition: &Edition<'_>, only: Option<ContactClass>) -> Block {
    let mut rows = Vec::new();
    let mut sections = Vec::new();
    for (word, class) in ContactClass::ALL {
        if only.is_some_and(|only| only != *class) || (*class == ContactClass::Personal && only.is_none()) {
            continue;
        }
        let entries: Vec<_> = edition
            .plan
            .contacts
            .iter()
            .filter(|contact| contact.class.value == *class && edition.clearance >= contact.visibility)
            .collect();
        if entries.is_empty() {
            continue;
        }
        if only.is_none() {
            sections.push(Section { before: rows.len(), title: (*word).to_owned() });
        }
        for contact in entries {
            let serves = contact.serves.iter().map(|asset| edition.asset(&asset.value).to_owned());
            let note = contact.note.iter().map(|note| note.value.clone());
            rows.push(vec![text(&contact.label), lines(edition.points(contact)), lines(serves.chain(note))]);
        }
    }
    let columns = [("单位或事项", 4, LEFT), ("联系方式", 6, LEFT), ("对应系统或说明", 4, LEFT)];
    let mut block = table("应急通讯录", &columns, rows);
    if let Block::Table { sections: own, .. } = &mut block {
        *own = sections;
    }
    block
}

fn triggers(edition: &Edition<'_>) -> Block {
    let plan = edition.plan;
    let rows = plan.triggers.iter().map(|trigger| {
        let signs = trigger.signs.iter().map(|sign| sign.value.clone());
        let playbooks = trigger.playbooks.iter().map(|id| plan.playbooks[id].title.value.clone());
        vec![text(&trigger.label), lines(signs), cell(edition.when(&trigger.when)), lines(playbooks)]
    });
    let columns = [("触发情形", 3, LEFT), ("看到什么", 4, LEFT), ("启动条件", 4, LEFT), ("启动方案", 4, LEFT)];
    table("启动条件与处置方案", &columns, rows.collect())
}

fn levels(edition: &Edition<'_>) -> Block {
    let mut rows = Vec::new();
    for grade in &edition.plan.levels {
        for (index, criterion) in grade.criteria.iter().enumerate() {
            let label = if index == 0 { grade.label.word() } else { "" };
            rows.push(vec![cell(label), cell(edition.when(&criterion.when)), optional(criterion.basis.as_ref())]);
        }
    }
    let columns = [("级别", 2, CENTER), ("判定标准（符合任意一条）", 8, LEFT), ("依据", 4, LEFT)];
    table("事件分级标准", &columns, rows)
}

fn response_levels(edition: &Edition<'_>) -> Block {
    let plan = edition.plan;
    let rows = plan.response_levels.iter().map(|level| {
        let measures = level.measures.iter().map(|measure| measure.value.clone());
        vec![
            text(&level.label),
            cell(level.grade.word()),
            text(&plan.roles[&level.activated_by].name),
            lines(measures),
            text(&level.ends_when),
        ]
    });
    let columns = [
        ("响应级别", 3, CENTER),
        ("对应事件", 2, CENTER),
        ("启动人", 3, LEFT),
        ("响应措施", 7, LEFT),
        ("终止条件", 4, LEFT),
    ];
    table("响应分级", &columns, rows.collect())
}

fn measures(edition: &Edition<'_>, measures: &[Measure]) -> Cell {
    lines(measures.iter().map(|measure| {
        let actor =
            measure.actor.as_ref().map_or(String::new(), |id| format!("{}：", edition.plan.roles[id].name.value));
        let within = measure.within.as_ref().map_or(String::new(), |within| format!("（{}内）", within.value));
        let every = measure.every.as_ref().map_or(String::new(), |every| format!("（每{}）", every.value));
        format!("{actor}{}{within}{every}", measure.text.value)
    }))
}

fn warnings(edition: &Edition<'_>) -> Block {
    let rows = edition.plan.warnings.iter().map(|warning| {
        vec![
            cell(warning.colour.word()),
            lines(warning.criteria.iter().map(|text| text.value.clone())),
            text(&edition.plan.roles[&warning.issued_by].name),
            measures(edition, &warning.measures),
            text(&warning.lifts_when),
        ]
    });
    let columns =
        [("预警", 2, CENTER), ("发布条件", 5, LEFT), ("发布人", 3, LEFT), ("预警措施", 6, LEFT), ("解除条件", 4, LEFT)];
    table("预警分级", &columns, rows.collect())
}

fn postures(edition: &Edition<'_>) -> Block {
    let rows = edition.plan.postures.iter().map(|posture| {
        vec![
            text(&posture.label),
            text(&posture.starts_when),
            measures(edition, &posture.measures),
            text(&posture.ends_when),
        ]
    });
    let columns = [("状态", 2, CENTER), ("何时进入", 4, LEFT), ("工作要求", 8, LEFT), ("何时解除", 4, LEFT)];
    table("工作状态及要求", &columns, rows.collect())
}

fn deadline(report: &Report) -> String {
    let since = report.since.as_ref().map_or("", |since| since.word());
    match (&report.within, &report.every) {
        (Some(within), _) if since.is_empty() => format!("{}内", within.value),
        (Some(within), _) => format!("{since}后{}内", within.value),
        (None, Some(every)) => {
            let until = report
                .until
                .as_ref()
                .map_or(String::new(), |until| format!("，直至{}", until.value.trim_start_matches("直至")));
            format!("每{}一次{until}", every.value)
        }
        (None, None) => "—".into(),
    }
}

fn reports(edition: &Edition<'_>) -> Block {
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
            lines([format!("{from}报"), to]),
            cell(deadline(report)),
            lines(std::iter::once(channels).filter(|text| !text.is_empty()).chain(form)),
        ]
    });
    let columns =
        [("报告事项", 3, LEFT), ("何时报告", 4, LEFT), ("谁报给谁", 4, LEFT), ("时限", 3, LEFT), ("方式", 3, LEFT)];
    table("报告事项与时限", &columns, rows.collect())
}

fn roles(edition: &Edition<'_>) -> Block {
    let rows = edition.plan.roles.iter().map(|role| {
        let backups = match (role.backups.len(), &role.backups_from) {
            (_, Some(duty)) => format!("由{}产生", edition.plan.duty[duty].name.value),
            (0, None) => "—".into(),
            (count, None) => format!("{count}人，按顺序接替"),
        };
        vec![text(&role.name), optional(role.post.as_ref()), cell(backups), optional(role.summary.as_ref())]
    });
    let columns = [("应急岗位", 3, LEFT), ("由谁担任", 3, LEFT), ("备岗", 3, LEFT), ("职责", 6, LEFT)];
    table("应急岗位", &columns, rows.collect())
}

fn resources(edition: &Edition<'_>) -> Block {
    let plan = edition.plan;
    let rows = plan.resources.iter().map(|resource| {
        let keeper = &plan.roles[&resource.keeper].name.value;
        let backup = resource.backup_keeper.as_ref().map(|id| format!("（备）{}", plan.roles[id].name.value));
        let open = edition.clearance >= resource.visibility;
        let site = &plan.sites[&resource.kept_at];
        let place =
            if open && edition.clearance >= site.visibility { site.name.value.as_str() } else { "内部掌握" };
        let need = match resource.kind.value {
            ResourceKind::Money if !open => cell("内部掌握"),
            _ => cell(resource.need.value.to_string()),
        };
        vec![
            text(&resource.name),
            cell(resource.kind.word()),
            need,
            cell(place),
            lines(std::iter::once(keeper.clone()).chain(backup)),
            quantity(resource.check_every.as_ref()),
        ]
    });
    let columns = [
        ("资源", 4, LEFT),
        ("类别", 2, CENTER),
        ("应备数量", 2, CENTER),
        ("存放地点", 3, LEFT),
        ("保管人", 4, LEFT),
        ("检查周期", 2, CENTER),
    ];
    table("应急资源清单", &columns, rows.collect())
}

fn vehicles(edition: &Edition<'_>) -> Block {
    let plan = edition.plan;
    let mut rows = Vec::new();
    for resource in plan.resources.iter().filter(|resource| resource.kind.value == ResourceKind::Vehicle) {
        for item in &resource.have {
            let plate = item.plate.as_ref().and_then(|plate| plate.open(edition.clearance));
            let driver = item.driver.as_ref().map(|id| plan.roles[id].name.value.clone());
            rows.push(vec![
                cell((rows.len() + 1).to_string()),
                plate.map_or_else(|| cell("内部掌握，见《应急通讯手册》"), |plate| cell(&plate.value)),
                lines(driver),
                optional(item.note.as_ref()),
                text(&plan.roles[&resource.keeper].name),
            ]);
        }
    }
    let columns =
        [("序号", 2, CENTER), ("号牌", 4, LEFT), ("驾驶员岗位", 3, LEFT), ("说明", 4, LEFT), ("车辆管理", 3, LEFT)];
    table("应急车辆及驾驶员", &columns, rows)
}

fn contracts(edition: &Edition<'_>) -> Block {
    let plan = edition.plan;
    let rows = plan.contracts.iter().filter(|contract| edition.clearance >= contract.visibility).map(|contract| {
        let covers = contract.covers.iter().map(|asset| edition.asset(&asset.value).to_owned());
        vec![
            text(&contract.title),
            lines(covers),
            cell(format!(
                "电话{}内响应，{}内到场（{}）",
                contract.sla.phone.value,
                contract.sla.on_site.value,
                hours_in_words(&contract.sla.hours)
            )),
            cell(super::refer::date_in_words(contract.term.to.value)),
        ]
    });
    let columns = [("合同", 4, LEFT), ("保障对象", 4, LEFT), ("服务承诺", 5, LEFT), ("到期日", 3, CENTER)];
    table("服务保障合同清单", &columns, rows.collect())
}

fn systems(edition: &Edition<'_>) -> Block {
    let plan = edition.plan;
    let mut systems: Vec<_> = plan.systems.iter().collect();
    systems.sort_by_key(|system| system.start_order.as_ref().map_or(i64::MAX, |order| order.value));
    let rows = systems.into_iter().map(|system| {
        let order = system.start_order.as_ref().map_or_else(|| "—".to_owned(), |order| order.value.to_string());
        vec![
            cell(order),
            text(&system.name),
            cell(format!("第{}级", super::numbering::chinese(usize::try_from(system.mlps.level.value).unwrap_or(0)))),
            text(&plan.units[&system.owner].name),
            cell(system.rto.value.to_string()),
            cell(system.rpo.value.to_string()),
        ]
    });
    let columns = [
        ("恢复顺序", 2, CENTER),
        ("系统", 5, LEFT),
        ("保护等级", 2, CENTER),
        ("主管科室", 3, LEFT),
        ("恢复时间目标", 3, CENTER),
        ("恢复点目标", 3, CENTER),
    ];
    table("信息系统与恢复目标", &columns, rows.collect())
}

fn accountability(edition: &Edition<'_>) -> Block {
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

fn training_plans(edition: &Edition<'_>) -> Block {
    let rows = edition.plan.training_plans.iter().map(|plan| {
        vec![
            cell(plan.kind.word()),
            text(&plan.topic),
            text(&plan.audience),
            optional(plan.media.as_ref()),
            cell(format!("每{}一次", plan.every.value)),
        ]
    });
    let columns = [("类别", 2, CENTER), ("内容", 6, LEFT), ("对象", 4, LEFT), ("方式", 3, LEFT), ("周期", 3, CENTER)];
    table("宣传培训计划", &columns, rows.collect())
}

fn drills(edition: &Edition<'_>) -> Block {
    let plan = edition.plan;
    let rows = plan.drills.iter().map(|drill| {
        let playbooks = drill.playbooks.iter().map(|id| plan.playbooks[id].title.value.clone());
        vec![
            cell(super::refer::date_in_words(drill.date.value)),
            cell(drill.scope.word()),
            cell(drill.mode.word()),
            lines(playbooks),
        ]
    });
    let columns = [("日期", 3, CENTER), ("范围", 2, CENTER), ("方式", 2, CENTER), ("演练方案", 7, LEFT)];
    table("演练记录", &columns, rows.collect())
}

fn laws(edition: &Edition<'_>) -> Block {
    let rows =
        edition.plan.laws.iter().map(|law| {
            vec![cell(format!("《{}》", law.title.value)), optional(law.number.as_ref()), text(&law.edition)]
        });
    let columns = [("名称", 7, LEFT), ("文号或标准号", 4, LEFT), ("版本", 4, LEFT)];
    table("编制依据", &columns, rows.collect())
}

fn glossary(edition: &Edition<'_>) -> Block {
    let rows = edition.plan.glossary.iter().map(|term| vec![text(&term.term), text(&term.meaning)]);
    table("术语", &[("术语", 3, LEFT), ("含义", 9, LEFT)], rows.collect())
}

fn absorbed(edition: &Edition<'_>) -> Block {
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

fn subplans(edition: &Edition<'_>) -> Block {
    let rows = edition.plan.subplans.iter().map(|plan| {
        vec![
            text(&plan.title),
            cell(group_name(&edition.plan.groups[&plan.owner], true)),
            text(&plan.version),
            cell(super::refer::date_in_words(plan.reviewed.value)),
        ]
    });
    let columns = [("名称", 6, LEFT), ("编制单位", 4, LEFT), ("版本", 2, CENTER), ("最近评估", 3, CENTER)];
    table("配套预案", &columns, rows.collect())
}

fn authority(edition: &Edition<'_>) -> Block {
    let mut rows = Vec::new();
    for group in &edition.plan.groups {
        let authority = &group.authority;
        let powers: [(&str, &Option<Power>); 7] = [
            ("启动响应", &authority.activate),
            ("终止响应", &authority.terminate),
            ("对外发布", &authority.public_statement),
            ("对外报告", &authority.outside_report),
            ("报案", &authority.police_report),
            ("停用业务系统", &authority.stop_system),
            ("动用应急资金", &authority.spend),
        ];
        for (name, power) in powers {
            let Some(power) = power else { continue };
            let role = |id| edition.plan.roles[id].name.value.clone();
            rows.push(vec![
                cell(name),
                cell(role(&power.role.value)),
                cell(power.succession.iter().map(|next| role(&next.value)).collect::<Vec<_>>().join("、")),
                power.within.as_ref().map_or_else(|| cell("—"), |within| cell(format!("{}内", within.value))),
            ]);
        }
    }
    let columns = [("权限", 3, LEFT), ("决定人", 3, LEFT), ("不能履职时依次由", 6, LEFT), ("决定时限", 3, CENTER)];
    table("权限与接替顺序", &columns, rows)
}

fn duty(edition: &Edition<'_>) -> Block {
    let rows = edition.plan.duty.iter().map(|duty| {
        let posts = duty.posts.iter().map(|post| format!("{}{}人", post.label.value, post.count.value));
        let phone = duty.phone.iter().flat_map(|id| edition.points(&edition.plan.contacts[id]));
        vec![
            text(&duty.name),
            cell(hours_in_words(duty.pattern.word())),
            lines(posts),
            lines(phone),
            optional(duty.handover.as_ref()),
        ]
    });
    let columns =
        [("值班", 3, LEFT), ("时间", 2, CENTER), ("每班岗位", 3, LEFT), ("值班电话", 4, LEFT), ("交接要求", 4, LEFT)];
    table("值班安排", &columns, rows.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_without_content_shows_a_dash() {
        assert_eq!(lines(Vec::new()), cell("—"));
        assert_eq!(optional(None), cell("—"));
    }
}
