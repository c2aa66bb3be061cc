//! What a contract has to settle.

use crate::check::names;
use crate::finding::{Finding, Message, Place};
use crate::model::asset::Contract;
use crate::model::contact::is_always;
use crate::model::{Plan, Sourced};
use crate::say;

/// From this level of protection contracts promise help in an emergency.
const HELP_FROM_LEVEL: i64 = 3;

/// What a contract leaves out, told once.
pub(super) fn missing(contract: &Contract, plan: &Plan) -> Option<Finding> {
    let sla = contract.sla.as_ref();
    let open = |clause: &Option<Sourced<bool>>| clause.as_ref().is_none_or(|clause| !clause.value);
    let hours = sla.and_then(|sla| sla.hours.as_ref());
    let places = [&contract.incident_report_clause, &contract.confidentiality_clause, &contract.emergency_clause];
    let refused: Option<Place> =
        places.iter().filter_map(|clause| clause.as_ref()).find(|clause| !clause.value).map(|clause| clause.place);
    let lacks = [
        (sla.is_none_or(|sla| sla.phone.is_none()), say!("电话响应时限", "the time to answer")),
        (sla.is_none_or(|sla| sla.on_site.is_none()), say!("到场时限", "the time to come")),
        (hours.is_none(), say!("服务时间", "the hours")),
        (contract.contact.is_none(), say!("报修电话", "the number to call")),
        (
            hours.is_some_and(|hours| !is_always(&hours.value)) && is_called(contract, plan),
            say!("24小时服务", "service at all hours"),
        ),
        (open(&contract.incident_report_clause), say!("向我方报告事件的义务", "the duty to report incidents to us")),
        (open(&contract.confidentiality_clause), say!("保密义务", "the duty of secrecy")),
        (
            open(&contract.emergency_clause) && plan.head.profile.mlps_max.value >= HELP_FROM_LEVEL,
            say!("应急支援义务", "the duty to help in an emergency"),
        ),
        (contract.last_checked.is_none(), say!("履约检查日期", "the date its execution was checked")),
    ];
    let lacks: Vec<Message> = lacks.into_iter().filter(|(lacking, _)| *lacking).map(|(_, what)| what).collect();
    if lacks.is_empty() {
        return None;
    }
    let zh = lacks.iter().map(|what| what.zh.as_str()).collect::<Vec<_>>().join("、");
    let en = lacks.iter().map(|what| what.en.as_str()).collect::<Vec<_>>().join(", ");
    let title = &contract.title.value;
    let message = say!("《{title}》没有约定：{zh}", "'{title}' does not settle: {en}");
    let place = refused.unwrap_or(contract.title.place);
    Some(
        Finding::warning(names::unbound_outsider, place, message)
            .help(say!("签补充协议，再按协议改 sla 和各项条款", "sign a supplement, then enter what it says")),
    )
}

/// Whether a step calls the number of the contract.
fn is_called(contract: &Contract, plan: &Plan) -> bool {
    let mut called = false;
    for playbook in &plan.playbooks {
        playbook.walk(&mut |step, _| {
            called |=
                step.calls.iter().any(|call| contract.contact.as_ref().is_some_and(|own| own.value == call.value));
        });
    }
    called
}
