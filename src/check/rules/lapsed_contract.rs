//! RES01: nobody comes under a contract that has ended.
//!
//! Only contracts that an asset or a step relies on are looked at; an old one may stay on file.

use crate::check::reliance::{Reliance, contracts};
use crate::check::{Context, aged, names};
use crate::finding::{Finding, Message};
use crate::model::asset::Contract;
use crate::model::{Date, Entity, Quantity};
use crate::say;

/// How long ahead the end is told where the policy gives nothing.
const WARN_BEFORE: &str = "90天";

pub(in crate::check) fn check(cx: &mut Context<'_>) {
    let plan = cx.plan;
    let own = plan.head.policy.contract_warn_before.as_ref();
    if let Some(finding) = own.and_then(|own| aged::uncountable(names::lapsed_contract, own, cx.as_of)) {
        cx.report(finding);
    }
    let Some(before) = own.map(|own| own.value).or_else(|| Quantity::parse(WARN_BEFORE).ok()) else { return };
    for (id, reliance) in contracts(plan) {
        let contract = &plan.contracts[&id];
        if let Some(finding) = fault(contract, &before, cx.as_of) {
            let Reliance { place, why } = reliance;
            cx.report(finding.entity(contract.id().qualified()).related(place, why));
        }
    }
}

fn fault(contract: &Contract, before: &Quantity, as_of: Date) -> Option<Finding> {
    let title = &contract.title.value;
    let Some(term) = &contract.term else {
        let message = say!("《{title}》没有写起止日期", "'{title}' has no term");
        let help = say!(
            "按合同原件写 term；“保修三年”要换算成起止日期",
            "enter the term from the paper; 'three years' warranty' becomes two dates"
        );
        return Some(Finding::error(names::lapsed_contract, contract.title.place, message).help(help));
    };
    let (from, to) = (term.from.value, term.to.value);
    if from > to {
        let message = say!("《{title}》的截止日 {to} 早于起始日 {from}", "'{title}' ends on {to}, before it begins");
        let help = say!("按合同原件改正", "mend the term from the paper");
        return Some(Finding::error(names::lapsed_contract, term.to.place, message).help(help));
    }
    if as_of < from {
        let message = say!("《{title}》到 {from} 才生效", "'{title}' begins only on {from}");
        let help = say!("写现行合同，或说明此前由谁保障", "enter the contract now in force");
        return Some(Finding::error(names::lapsed_contract, term.from.place, message).help(help));
    }
    let what = Message { zh: format!("《{title}》"), en: format!("'{title}'") };
    let finding = aged::ends(names::lapsed_contract, &what, &term.to, before, as_of)?;
    Some(
        finding.help(say!(
            "续签后改 term，或指定替代的保障单位",
            "renew and enter the new term, or name who comes instead"
        )),
    )
}
