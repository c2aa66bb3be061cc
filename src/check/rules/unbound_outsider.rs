//! RES02: who is not bound owes us nothing.
//!
//! A contract that a step or an asset relies on says how soon, at which hours, and binds to report
//! incidents to us, to secrecy and to help in an emergency (国家网络安全事件报告管理办法; GB/T
//! 22239-2019 level 3). Whoever a step calls, or a text lays a duty on, has promised it.

mod terms;

use crate::check::outside::{Body, Names};
use crate::check::reliance::{behind, contracts};
use crate::check::words::Kind;
use crate::check::{Context, names};
use crate::finding::Finding;
use crate::model::contact::{ContactClass, Owner};
use crate::model::org::UnitKind;
use crate::model::{Entity, Plan, Sourced};
use crate::say;

pub(in crate::check) fn check(cx: &mut Context<'_>) {
    let plan = cx.plan;
    for (id, reliance) in contracts(plan) {
        let contract = &plan.contracts[&id];
        if let Some(finding) = terms::missing(contract, plan) {
            cx.report(finding.entity(contract.id().qualified()).related(reliance.place, reliance.why));
        }
    }
    for playbook in &plan.playbooks {
        playbook.walk(&mut |step, _| {
            for contact in &step.calls {
                if let Some(finding) = called(contact, plan) {
                    cx.report(finding.entity(playbook.id().qualified()));
                }
            }
        });
    }
    let bodies = Names::of(plan);
    for words in cx.words.iter().filter(|words| words.kind.is_prose() || words.kind.is_order()) {
        // What a body has promised stands as the duty of its agreement.
        let own_words = words.entity.as_ref().is_some_and(|entity| entity.starts_with("agreement:"));
        let Some((body, at)) = (!own_words).then(|| bodies.duty(words)).flatten() else { continue };
        if !is_bound(body, plan) {
            let name = &words.text[at.clone()];
            let place = words.part(at.clone(), cx.sources);
            let message =
                say!("这里给“{name}”派了任务，却没有协议", "a duty is laid on '{name}', which has agreed to nothing");
            let help = say!(
                "签支援协议并登记到 agreements，或改写成“请求{name}……”",
                "sign an agreement and enter it under agreements, or reword it as a request"
            );
            cx.report_in(words, Finding::warning(names::unbound_outsider, place, message).help(help));
        }
    }
    promised_papers(cx);
}

/// A supplier or operator whom a step calls and whom nothing binds.
fn called(contact: &Sourced<crate::model::Id<crate::model::contact::Contact>>, plan: &Plan) -> Option<Finding> {
    let row = &plan.contacts[&contact.value];
    let serves_all = !matches!(row.class.value, ContactClass::Vendors | ContactClass::Operators);
    let agreed = matches!(&row.owner.value, Owner::Unit(unit) if is_bound(&Body::Unit(&unit.value), plan));
    if serves_all || agreed || behind(plan, &contact.value).next().is_some() {
        return None;
    }
    let label = &row.label.value;
    let message =
        say!("步骤要找“{label}”，却没有与它签合同或协议", "a step calls '{label}', with whom there is no contract");
    Some(Finding::warning(names::unbound_outsider, contact.place, message).help(say!(
        "把合同登记到 contracts、协议登记到 agreements；没有签的先签",
        "enter the contract or the agreement; sign one where there is none"
    )))
}

fn is_bound(body: &Body<'_>, plan: &Plan) -> bool {
    match body {
        Body::Unit(unit) => plan.agreements.iter().any(|agreement| agreement.with.value == **unit),
        Body::Above => plan
            .agreements
            .iter()
            .any(|agreement| matches!(plan.units[&agreement.with].kind, UnitKind::Superior | UnitKind::Authority)),
        Body::Supplier => !plan.contracts.is_empty(),
        Body::Vendor(vendor) => plan.contracts.iter().any(|contract| contract.vendor.value == **vendor),
    }
}

/// Contracts and agreements that the text says are signed, and none is on record.
fn promised_papers(cx: &mut Context<'_>) {
    if !cx.plan.contracts.is_empty() || !cx.plan.agreements.is_empty() {
        return;
    }
    let says = |text: &str| text.contains("签") && (text.contains("协议") || text.contains("合同"));
    let all = cx.words;
    let texts = all.iter().filter(|words| (words.kind.is_prose() || words.kind == Kind::Duty) && says(words.text));
    for words in texts {
        let message =
            say!("这里说签有协议或合同，预案里却一份也没有登记", "contracts are spoken of here and none is on record");
        let help = say!("逐份登记到 contracts 和 agreements", "enter each under contracts or agreements");
        cx.report_in(words, Finding::warning(names::unbound_outsider, words.place, message).help(help));
    }
}
