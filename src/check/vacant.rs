//! What would print nothing: references, tables and annexes without data behind them.

use crate::model::Plan;
use crate::model::asset::ResourceKind::Vehicle;
use crate::model::contact::ContactClass;
use crate::model::document::AnnexTable;
use crate::model::prose::{DataTable, PlainTable, Target};

/// Whether what prose pulls here is empty.
pub(super) fn target(target: &Target, plan: &Plan) -> bool {
    match target {
        Target::Phone(id, kind) => plan.contacts.get(id).is_some_and(|contact| {
            !contact.points.iter().any(|point| kind.is_none_or(|kind| point.kind.value == kind))
        }),
        Target::Contact(id) => plan.contacts.get(id).is_some_and(|contact| contact.points.is_empty()),
        Target::Replaces => plan.head.document.replaces.is_empty(),
        Target::Table(data) => table(data, plan),
        Target::Duties(id) => plan.groups.get(id).is_some_and(|group| group.duties.is_empty()),
        Target::UnitDuties(id) => plan.units.get(id).is_some_and(|unit| unit.duties.is_empty()),
        Target::Members(id) => plan.groups.get(id).is_some_and(|group| group.seats.is_empty()),
        Target::Principles => plan.principles.is_empty(),
        Target::Exemptions => plan.exemptions.is_empty(),
        Target::OrgChart => plan.groups.is_empty(),
        _ => false,
    }
}

fn table(table: &DataTable, plan: &Plan) -> bool {
    match table {
        DataTable::Seats(id) => plan.groups.get(id).is_some_and(|group| group.seats.is_empty()),
        DataTable::Contacts(None) => plan.contacts.is_empty(),
        DataTable::Contacts(Some(class)) => {
            // Without the restricted folder personal contacts are left out by design.
            let by_design = *class == ContactClass::Personal && !plan.has_restricted;
            !by_design && !plan.contacts.iter().any(|contact| contact.class.value == *class)
        }
        DataTable::Plain(table) => plain(*table, plan),
    }
}

fn plain(table: PlainTable, plan: &Plan) -> bool {
    match table {
        PlainTable::Triggers => plan.triggers.is_empty(),
        PlainTable::Levels => plan.levels.is_empty(),
        PlainTable::ResponseLevels => plan.response_levels.is_empty(),
        PlainTable::Warnings => plan.warnings.is_empty(),
        PlainTable::Postures => plan.postures.is_empty(),
        PlainTable::Reports => plan.reports.is_empty(),
        PlainTable::Roles => plan.roles.is_empty(),
        PlainTable::Resources => annex(AnnexTable::Resources, plan),
        PlainTable::Vehicles => annex(AnnexTable::Vehicles, plan),
        PlainTable::Contracts => annex(AnnexTable::Contracts, plan),
        PlainTable::Systems => plan.systems.is_empty(),
        PlainTable::Accountability => plan.accountability.is_empty(),
        PlainTable::TrainingPlans => plan.training_plans.is_empty(),
        PlainTable::Drills => plan.drills.is_empty(),
        PlainTable::Laws => plan.laws.is_empty(),
        PlainTable::Glossary => plan.glossary.is_empty(),
        PlainTable::Absorbed => annex(AnnexTable::Absorbed, plan),
        PlainTable::Subplans => plan.subplans.is_empty(),
        PlainTable::Authority => plan.groups.iter().all(|group| group.authority.powers().next().is_none()),
        PlainTable::Duty => plan.duty.is_empty(),
    }
}

/// Whether an annex has no rows.
pub(super) fn annex(table: AnnexTable, plan: &Plan) -> bool {
    match table {
        AnnexTable::Contacts => plan.contacts.is_empty(),
        AnnexTable::Resources => plan.resources.iter().all(|resource| resource.kind.value == Vehicle),
        AnnexTable::Vehicles => {
            plan.resources.iter().all(|resource| resource.kind.value != Vehicle || resource.have.is_empty())
        }
        AnnexTable::Contracts => plan.contracts.is_empty(),
        AnnexTable::Absorbed => plan.playbooks.iter().all(|playbook| playbook.merges.is_empty()),
    }
}
