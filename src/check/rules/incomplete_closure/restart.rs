//! Switching on again: in an order, and after what was damaged has been examined.

use super::warning;
use crate::check::flow::{self, State};
use crate::finding::Finding;
use crate::model::asset::{AssetRef, System};
use crate::model::org::Hazard;
use crate::model::playbook::{Action, Playbook, Step, StepKind};
use crate::model::{Entity, Plan, Sourced};
use crate::say;

/// Titles of events after which machines are switched on again.
const OUTAGES: [&str; 7] = ["电力", "停电", "供电", "外电", "UPS", "数据库", "空调"];
/// Titles of events that damage machines.
const DAMAGES: [&str; 6] = ["火灾", "消防", "灭火", "水浸", "漏水", "进水"];
/// Words of a step that switches machines on.
const SWITCHES_ON: [&str; 9] = ["开机", "开启", "启动", "启用", "上电", "恢复供电", "送电", "重启", "开放写入"];
/// Words of a step that examines them.
const EXAMINES: [&str; 6] = ["检验", "检测", "绝缘", "检查设备", "检查线路", "受损"];

fn named(playbook: &Playbook, words: &[&str]) -> bool {
    words.iter().any(|word| playbook.title.value.contains(word))
}

fn damages(playbook: &Playbook) -> bool {
    let worst = playbook.hazards.first().map(|hazard| hazard.value);
    named(playbook, &DAMAGES) || matches!(worst, Some(Hazard::Fire | Hazard::Water))
}

fn deed(step: &Step) -> &str {
    match &step.action {
        Action::Do(text) => &text.value,
        _ => "",
    }
}

fn switches_on(step: &Step) -> bool {
    step.kind == StepKind::Recover && SWITCHES_ON.iter().any(|word| deed(step).contains(word))
}

fn examines(step: &Step) -> u8 {
    let says = EXAMINES.iter().any(|word| deed(step).contains(word));
    u8::from(says && matches!(step.kind, StepKind::Verify | StepKind::Inspect))
}

/// Machines switched on without an order or before anybody has looked at them.
pub(super) fn faults(playbook: &Playbook) -> Vec<Finding> {
    let mut found = Vec::new();
    let damages = damages(playbook);
    if !damages && !named(playbook, &OUTAGES) {
        return found;
    }
    flow::walk(playbook, &examines, &mut |step, state: State| {
        if !switches_on(step) {
            return;
        }
        let id = &step.id.value;
        if step.procedure.is_none() {
            let message = say!("“{id}”开启设备，没有写按什么顺序", "'{id}' switches machines on in no stated order");
            found.push(warning(step.id.place, message).help(say!(
                "加 procedure，写开机规程；各系统的先后写在 start_order",
                "add the procedure for starting; the order of systems stands in start_order"
            )));
        }
        if damages && state.done == 0 {
            let message = say!(
                "“{id}”开启设备之前可能没有检验",
                "machines may be switched on in '{id}' before they are examined"
            );
            let mut finding = warning(step.id.place, message).help(say!(
                "前面加一步核验：绝缘、受损程度、能不能通电",
                "examine insulation and damage first, in a step of kind 核验"
            ));
            if let Some(place) = state.left_out_by {
                finding = finding.related(place, say!("走这一支就没有检验", "this branch leaves it out"));
            }
            found.push(finding);
        }
    });
    found
}

/// Systems that are started before what they need, or stopped after it.
pub(super) fn order(plan: &Plan) -> Vec<Finding> {
    let mut found = Vec::new();
    for system in &plan.systems {
        for needed in system.depends_on.iter().filter_map(|asset| match &asset.value {
            AssetRef::System(needed) => Some(&plan.systems[&needed.value]),
            AssetRef::Facility(_) => None,
        }) {
            let (name, other) = (&system.name.value, &needed.name.value);
            if let Some((own, before)) = both(system, needed, |system| system.start_order.as_ref())
                && own.value <= before.value
            {
                let message = say!(
                    "“{name}”依赖“{other}”，却不在它之后启动",
                    "'{name}' needs '{other}' but does not start after it"
                );
                found.push(fault(system, own, before, message));
            }
            if let Some((own, after)) = both(system, needed, |system| system.stop_order.as_ref())
                && own.value >= after.value
            {
                let message = say!(
                    "“{name}”依赖“{other}”，却不在它之前关停",
                    "'{name}' needs '{other}' but does not stop before it"
                );
                found.push(fault(system, own, after, message));
            }
        }
    }
    found
}

type Order = Sourced<i64>;

fn both<'a>(
    system: &'a System,
    needed: &'a System,
    order: fn(&System) -> Option<&Order>,
) -> Option<(&'a Order, &'a Order)> {
    order(system).zip(order(needed))
}

fn fault(system: &System, own: &Order, other: &Order, message: crate::finding::Message) -> Finding {
    warning(own.place, message)
        .help(say!("改 start_order、stop_order：被依赖的先开后关", "start first and stop last what others need"))
        .related(other.place, say!("被依赖的在这里", "the one it needs is here"))
        .entity(system.id().qualified())
}
