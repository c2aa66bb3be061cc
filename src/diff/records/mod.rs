//! Every entity of a plan as a node; a file a folder of the plan.
//!
//! Structs are taken apart field by field, so that a new field cannot be forgotten here.

mod asset;
mod contact;
mod event;
mod form;
mod governance;
mod head;
mod org;
mod playbook;
mod prose;

use super::tell::Teller;
use super::tree::Node;
use crate::model::numeral::chinese;
use crate::model::{Plan, Records};

/// 第二十七条
fn article(number: i64) -> String {
    match usize::try_from(number) {
        Ok(number) => format!("第{}条", chinese(number)),
        Err(_) => format!("第{number}条"),
    }
}

/// The plan as a list of entities.
pub fn tree(plan: &Plan) -> Vec<Node> {
    let teller = Teller { plan, variables: &[] };
    let t = &teller;
    let Records {
        units,
        groups,
        roles,
        duty,
        sites,
        people,
        has_restricted: _,
        contacts,
        // Where contacts are kept is not what they are.
        imports: _,
        calltrees,
        systems,
        facilities,
        procedures,
        vendors,
        contracts,
        agreements,
        resources,
        triggers,
        levels,
        response_levels,
        warnings,
        postures,
        reports,
        left_out,
        playbooks,
        forms,
        principles,
        accountability,
        exemptions,
        laws,
        glossary,
        subplans,
        training_plans,
        renamed: _,
        notice,
        chapters,
        // Upkeep: what was done with the plan, not what it says.
        versions: _,
        changes: _,
        drills: _,
        drill_plans: _,
        reviews: _,
        trainings: _,
        incidents: _,
        binders: _,
        waivers: _,
        retired: _,
        packs: _,
    } = &plan.records;
    let mut nodes = vec![head::head(&plan.head, t)];
    nodes.extend(notice.iter().map(|notice| prose::notice(notice, t)));
    nodes.extend(chapters.iter().map(|chapter| prose::chapter(chapter, t)));
    nodes.extend(units.iter().map(|unit| org::unit(unit, t)));
    nodes.extend(groups.iter().map(|group| org::group(group, t)));
    nodes.extend(roles.iter().map(|role| org::role(role, t)));
    nodes.extend(duty.iter().map(|duty| org::duty(duty, t)));
    nodes.extend(sites.iter().map(|site| org::site(site, t)));
    nodes.extend(people.iter().map(|person| org::person(person, t)));
    nodes.extend(contacts.iter().map(|entry| contact::contact(entry, t)));
    nodes.extend(calltrees.iter().map(|calls| contact::calltree(calls, t)));
    nodes.extend(triggers.iter().map(|trigger| event::trigger(trigger, t)));
    nodes.extend(event::levels(levels, t));
    nodes.extend(response_levels.iter().map(|level| event::response_level(level, t)));
    nodes.extend(event::warnings(warnings, t));
    nodes.extend(postures.iter().map(|posture| event::posture(posture, t)));
    nodes.extend(reports.iter().map(|report| event::report(report, t)));
    nodes.extend(event::left_out(left_out, t));
    nodes.extend(playbooks.iter().map(|book| playbook::playbook(book, plan)));
    nodes.extend(forms.iter().map(|sheet| form::form(sheet, t)));
    nodes.extend(systems.iter().map(|system| asset::system(system, t)));
    nodes.extend(facilities.iter().map(|facility| asset::facility(facility, t)));
    nodes.extend(procedures.iter().map(|procedure| asset::procedure(procedure, t)));
    nodes.extend(vendors.iter().map(|vendor| asset::vendor(vendor, t)));
    nodes.extend(contracts.iter().map(|contract| asset::contract(contract, t)));
    nodes.extend(agreements.iter().map(|agreement| asset::agreement(agreement, t)));
    nodes.extend(resources.iter().map(|resource| asset::resource(resource, t)));
    nodes.extend(governance::principles(principles, t));
    nodes.extend(governance::accountability(accountability, t));
    nodes.extend(governance::exemptions(exemptions, t));
    nodes.extend(laws.iter().map(|law| governance::law(law, t)));
    nodes.extend(governance::glossary(glossary, t));
    nodes.extend(subplans.iter().map(|subplan| governance::subplan(subplan, t)));
    nodes.extend(training_plans.iter().map(|plan| governance::training_plan(plan, t)));
    for node in &mut nodes {
        node.was = plan.renamed.get(&node.key).cloned();
        let (kind, id) = node.key.split_once(':').unwrap_or((&node.key, ""));
        let taken_in = plan
            .retired
            .iter()
            .filter(|retired| retired.kind.value == kind && retired.into.as_ref().is_some_and(|into| into.value == id));
        node.merges = taken_in.map(|retired| format!("{kind}:{}", retired.id.value)).collect();
    }
    nodes
}
