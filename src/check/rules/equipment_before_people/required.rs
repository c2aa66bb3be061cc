//! What a playbook with danger to life must contain.

use super::{deed, fault};
use crate::check::safety::{counts_heads, fights_fire, leads_out, says_when_to_leave};
use crate::finding::{Finding, Message};
use crate::model::contact::{Contact, ContactClass, Owner};
use crate::model::org::{Hazard, Jurisdiction};
use crate::model::playbook::{Action, Playbook, RunTarget, Step, StepKind};
use crate::model::{Clearance, Plan, Sourced};
use crate::say;

/// What is missing in `playbook`.
pub(super) fn missing(plan: &Plan, playbook: &Playbook) -> Vec<Finding> {
    let is_fire = burns(playbook);
    let steps = steps(plan, playbook);
    let for_people = |step: &&&Step| step.kind == StepKind::LifeSafety;
    let mut found = Vec::new();
    let mut lacks = |is_there: bool, message: Message, help: Message| {
        if !is_there {
            found.push(fault(playbook.title.place, message).help(help));
        }
    };
    let called: Vec<_> = steps.iter().flat_map(|step| &step.calls).map(|call| &plan.contacts[&call.value]).collect();
    if is_fire {
        lacks(
            called.iter().any(|contact| is_fire_brigade(plan, contact)),
            say!("有火灾危险，没有一步拨打119", "there is danger of fire, but no step calls 119"),
            say!("加一步人身安全，calls 写消防的联系方式", "add a step whose calls name the fire brigade"),
        );
        lacks(
            steps.iter().filter(for_people).any(|step| counts_heads(deed(step))),
            say!("没有清点人数的步骤", "no step counts heads"),
            say!("加一步人身安全：在集合点清点人数", "add a step of kind 人身安全 that counts heads"),
        );
        let named = steps.iter().any(|step| deed(step).contains("集合点") || deed(step).contains("集合地点"));
        lacks(
            named && plan.sites.iter().any(|site| site.assembly_point.is_some()),
            say!("没有写明集合点", "no assembly point is named"),
            say!(
                "步骤里写到集合点，并在 sites 里写 assembly_point",
                "name it in a step and give a site its assembly_point"
            ),
        );
        let told = |step: &&Step| {
            let texts = [
                Some(deed(step)),
                step.warning.as_ref().map(|text| text.as_str()),
                step.note.as_ref().map(|text| text.as_str()),
            ];
            texts.into_iter().flatten().any(says_when_to_leave)
        };
        lacks(
            steps.iter().any(told) || !steps.iter().any(|step| fights_fire(deed(step))),
            say!(
                "让人灭火，没有写什么时候停止灭火撤离",
                "people fight the fire, but nothing says when to stop and leave"
            ),
            say!(
                "在灭火步骤的 warning 里写明停止灭火撤离的情形",
                "say in the warning of that step when to stop and leave"
            ),
        );
    } else {
        lacks(
            called.iter().any(|contact| is_fire_brigade(plan, contact) || is_ambulance(plan, contact)),
            say!("有人身危险，没有一步拨打119或120", "there is danger to life, but no step calls 119 or 120"),
            say!(
                "加一步人身安全，calls 写消防或急救的联系方式",
                "add a step whose calls name fire brigade or ambulance"
            ),
        );
    }
    lacks(
        steps.iter().filter(for_people).any(|step| leads_out(deed(step))),
        say!("没有让人离开危险区的步骤", "no step leads people out of danger"),
        say!("加一步人身安全：劝离或疏散", "add a step of kind 人身安全 that leads people out"),
    );
    found
}

pub(super) fn burns(playbook: &Playbook) -> bool {
    playbook.hazards.iter().any(|hazard| hazard.value == Hazard::Fire)
}

/// The steps of `playbook`, and those of the fire playbook to which it hands over.
fn steps<'a>(plan: &'a Plan, playbook: &'a Playbook) -> Vec<&'a Step> {
    let mut steps = Vec::new();
    let mut runs = Vec::new();
    playbook.walk(&mut |step, _| {
        steps.push(step);
        if let Action::Run { target: Sourced { value: RunTarget::Playbook(run), .. }, .. } = &step.action {
            runs.push(&plan.playbooks[&run.value]);
        }
    });
    for run in runs.into_iter().filter(|run| burns(run)) {
        run.walk(&mut |step, _| steps.push(step));
    }
    steps
}

fn has_value(contact: &Contact, number: &str) -> bool {
    contact
        .points
        .iter()
        .any(|point| point.value.open(Clearance::Restricted).is_some_and(|value| value.value == number))
}

fn is_fire_brigade(plan: &Plan, contact: &Contact) -> bool {
    let of_fire = matches!(&contact.owner.value, Owner::Unit(unit)
        if plan.units[&unit.value].jurisdiction.as_ref().is_some_and(|own| own.value == Jurisdiction::Fire));
    (of_fire && contact.class.value == ContactClass::Rescue) || has_value(contact, "119")
}

fn is_ambulance(plan: &Plan, contact: &Contact) -> bool {
    let medical = matches!(&contact.owner.value, Owner::Unit(unit)
        if plan.units[&unit.value].class.as_ref().is_some_and(|class| class.contains("医疗") || class.contains("急救")));
    (medical && contact.class.value == ContactClass::Rescue) || has_value(contact, "120")
}
