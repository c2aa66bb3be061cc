//! Tables of supplies, vehicles, contracts and systems.

use super::{CENTER, KEPT, LEFT, cell, lines, optional, quantity, table, text, without_kept};
use crate::model::asset::{ResourceKind, Sla};
use crate::model::{Quantity, Sourced};
use crate::views::content::Block;
use crate::views::numbering::chinese;
use crate::views::refer::{Edition, KEPT_ELSEWHERE, date_in_words, hours_in_words};

pub(super) fn resources(edition: &Edition<'_>) -> Block {
    let plan = edition.plan;
    let rows = plan.resources.iter().map(|resource| {
        let keeper = resource.keeper.as_ref().map(|id| plan.roles[id].name.value.clone());
        let backup = resource.backup_keeper.as_ref().map(|id| format!("（备）{}", plan.roles[id].name.value));
        let open = edition.clearance >= resource.visibility;
        let place = resource.kept_at.as_ref().map_or("—", |id| {
            let site = &plan.sites[id];
            if open && edition.clearance >= site.visibility { site.name.value.as_str() } else { KEPT }
        });
        let need = match resource.kind.value {
            ResourceKind::Money if !open => cell(KEPT),
            _ => quantity(resource.need.as_ref()),
        };
        vec![
            text(&resource.name),
            cell(resource.kind.word()),
            need,
            cell(place),
            lines(keeper.into_iter().chain(backup)),
            quantity(resource.check_every.as_ref()),
        ]
    });
    let columns = [
        ("资源", 4, LEFT),
        ("类别", 2, CENTER),
        ("应备数量", 2, CENTER),
        ("所在地点", 3, LEFT),
        ("保管人", 4, LEFT),
        ("检查周期", 2, CENTER),
    ];
    without_kept(table("应急资源清单", &columns, rows.collect()))
}

pub(super) fn vehicles(edition: &Edition<'_>) -> Block {
    let plan = edition.plan;
    let mut rows = Vec::new();
    for resource in plan.resources.iter().filter(|resource| resource.kind.value == ResourceKind::Vehicle) {
        let keeper = resource.keeper.as_ref().map(|id| &plan.roles[id].name);
        for item in &resource.have {
            let plate = item.plate.as_ref().and_then(|plate| plate.open(edition.clearance));
            let driver = item.driver.as_ref().map(|id| plan.roles[id].name.value.clone());
            rows.push(vec![
                cell((rows.len() + 1).to_string()),
                plate.map_or_else(|| cell(KEPT_ELSEWHERE), |plate| cell(&plate.value)),
                lines(driver),
                optional(item.note.as_ref()),
                optional(keeper),
            ]);
        }
    }
    let columns =
        [("序号", 2, CENTER), ("号牌", 4, LEFT), ("驾驶员岗位", 3, LEFT), ("说明", 4, LEFT), ("车辆管理", 3, LEFT)];
    without_kept(table("应急车辆及驾驶员", &columns, rows))
}

pub(super) fn contracts(edition: &Edition<'_>) -> Block {
    let plan = edition.plan;
    let rows = plan.contracts.iter().filter(|contract| edition.clearance >= contract.visibility).map(|contract| {
        let covers = contract.covers.iter().map(|asset| edition.asset(&asset.value).to_owned());
        vec![
            text(&contract.title),
            lines(covers),
            contract.sla.as_ref().map_or_else(|| cell("—"), |sla| cell(promise(sla))),
            contract.term.as_ref().map_or_else(|| cell("—"), |term| cell(date_in_words(term.to.value))),
        ]
    });
    let columns = [("合同", 4, LEFT), ("保障对象", 4, LEFT), ("服务承诺", 5, LEFT), ("到期日", 4, CENTER)];
    table("服务保障合同清单", &columns, rows.collect())
}

/// What a supplier promised: how soon it answers, how soon it comes, at which hours.
fn promise(sla: &Sla) -> String {
    let phone = sla.phone.as_ref().map(|phone| format!("电话{}内响应", phone.value));
    let on_site = sla.on_site.as_ref().map(|on_site| format!("{}内到场", on_site.value));
    let times = phone.into_iter().chain(on_site).collect::<Vec<_>>().join("，");
    let hours = sla.hours.as_ref().map_or_else(String::new, |hours| format!("（{}）", hours_in_words(hours)));
    format!("{times}{hours}")
}

/// What stands in the many cells of systems that are not for this reader; above the table stands what it means.
const LEFT_OUT: &str = "略";

pub(super) fn systems(edition: &Edition<'_>) -> Block {
    let plan = edition.plan;
    let mut systems: Vec<_> = plan.systems.iter().collect();
    systems.sort_by_key(|system| system.start_order.as_ref().map_or(i64::MAX, |order| order.value));
    let rows = systems.into_iter().map(|system| {
        let order = system.start_order.as_ref().map_or_else(|| "—".to_owned(), |order| order.value.to_string());
        // Of a system that is not for this reader the name is told, which prose tells anyway.
        let aim = |aim: Option<&Sourced<Quantity>>| aim.map_or_else(|| "—".to_owned(), |aim| aim.value.to_string());
        let told = |text: String| cell(if edition.clearance >= system.visibility { text } else { LEFT_OUT.into() });
        vec![
            told(order),
            text(&system.name),
            told(format!("第{}级", chinese(usize::try_from(system.mlps.level.value).unwrap_or(0)))),
            text(&plan.units[&system.owner].name),
            told(aim(system.rto.as_ref())),
            told(aim(system.rpo.as_ref())),
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
    let mut block = table("信息系统与恢复目标", &columns, rows.collect());
    if let Block::Table { unit, .. } = &mut block {
        let kept = plan.systems.iter().any(|system| edition.clearance < system.visibility);
        *unit = kept.then(|| format!("标“{LEFT_OUT}”的内部掌握"));
    }
    block
}

/// The equipment of the machine room, for those who stand before it.
pub(in crate::views) fn facilities(edition: &Edition<'_>) -> Block {
    let plan = edition.plan;
    let rows = plan.facilities.iter().filter(|facility| edition.clearance >= facility.visibility).map(|facility| {
        let rated = facility.rated.as_ref().and_then(|value| value.open(edition.clearance));
        let load = facility.load.as_ref().and_then(|value| value.open(edition.clearance));
        let autonomy = facility.autonomy.as_ref().and_then(|value| value.open(edition.clearance));
        let figures = [
            rated.map(|value| format!("额定{}", value.value)),
            load.map(|value| format!("负载{}", value.value)),
            autonomy.map(|value| format!("{}负载下可供{}", value.at_load.value, value.value.value)),
            facility.medium.as_ref().map(|medium| format!("介质：{}", medium.value)),
            facility.release_delay.as_ref().map(|delay| format!("延时{}喷放", delay.value)),
        ];
        let site = facility.site.as_ref().map(|id| &plan.sites[id]);
        let site = site.filter(|site| edition.clearance >= site.visibility);
        let contract = facility.contract.as_ref().map(|id| plan.contracts[id].title.value.clone());
        let spare = facility.spare.as_ref().map(|spare| format!("备用：{}", spare.value));
        vec![
            text(&facility.name),
            cell(facility.kind.word()),
            site.map_or_else(|| cell("—"), |site| text(&site.name)),
            lines(figures.into_iter().flatten()),
            lines(spare.into_iter().chain(contract)),
        ]
    });
    let columns =
        [("设备", 8, LEFT), ("类别", 5, CENTER), ("位置", 6, LEFT), ("参数", 8, LEFT), ("备用、维保", 13, LEFT)];
    table("机房设备台账", &columns, rows.collect())
}
