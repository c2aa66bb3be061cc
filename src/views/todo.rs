//! The list of what is to be mended: who does it, and by when.
//!
//! It names roles, never persons, and repeats no line of the plan.

use std::collections::BTreeMap;

use crate::check::RULES;
use crate::finding::{Finding, Severity, Sources, Standing};
use crate::model::age::last_day;
use crate::model::contact::{Owner, Verified};
use crate::model::org::Role;
use crate::model::{Date, Entity, Plan, Quantity, Ref};

/// What an error is given; a proposal, which whoever hands out the list may change.
const ERROR_WITHIN: &str = "7天";
/// What a warning is given.
const WARNING_WITHIN: &str = "30天";

/// The list.
#[derive(Debug, Clone)]
pub struct Todo {
    /// The day it was made on.
    pub as_of: Date,
    /// What is to be mended, the most pressing first.
    pub rows: Vec<Task>,
}

/// Something to be mended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Task {
    /// Code of the rule.
    pub code: &'static str,
    /// What the rule is called; its id where it has no title.
    pub rule: &'static str,
    /// 错误 or 警告
    pub severity: &'static str,
    /// File and line.
    pub place: String,
    /// The entity concerned.
    pub entity: String,
    /// What is wrong.
    pub what: String,
    /// What to do about it.
    pub mend: String,
    /// The role whose it is; empty where the plan does not say.
    pub owner: String,
    /// By when.
    pub due: Date,
    /// Whether a baseline knows it.
    pub known: bool,
}

/// The names of the roles that keep the entities of a plan, by entity.
#[derive(Debug, Clone, Default)]
pub struct Keepers(BTreeMap<String, String>);

impl Keepers {
    /// Who keeps what, as far as the plan says.
    pub fn of(plan: &Plan) -> Self {
        let mut keepers = Self::default();
        let mut add = |entity: String, role: Option<&Ref<Role>>| {
            if let Some(role) = role {
                keepers.0.insert(entity, plan.roles[&role.value].name.value.clone());
            }
        };
        for playbook in &plan.playbooks {
            add(playbook.id().qualified(), Some(&playbook.owner));
        }
        for trigger in &plan.triggers {
            let first = trigger.playbooks.first().map(|playbook| &plan.playbooks[&playbook.value].owner);
            add(trigger.id().qualified(), first);
        }
        for report in &plan.reports {
            add(report.id().qualified(), Some(&report.from));
        }
        for contact in &plan.contacts {
            let verifier = match &contact.verified {
                Some(Verified::Checked { by, .. }) => Some(by),
                _ => None,
            };
            let own = if let Owner::Role(role) = &contact.owner.value { Some(role) } else { verifier };
            add(contact.id().qualified(), own);
        }
        for system in &plan.systems {
            add(system.id().qualified(), Some(&system.admin));
        }
        for resource in &plan.resources {
            add(resource.id().qualified(), resource.keeper.as_ref());
        }
        for form in &plan.forms {
            add(form.id().qualified(), form.filled_by.as_ref());
        }
        for group in &plan.groups {
            add(group.id().qualified(), group.seats.first().map(|seat| &seat.role));
        }
        for drill in &plan.drills {
            add(drill.id().qualified(), drill.findings.iter().find_map(|finding| finding.owner.as_ref()));
        }
        for role in &plan.roles {
            keepers.0.insert(role.id().qualified(), role.name.value.clone());
        }
        keepers
    }
}

/// The list of everything that would fail; what is waived is left out.
pub fn todo(findings: &[Finding], keepers: &Keepers, sources: &Sources, as_of: Date) -> Todo {
    let wanted = findings
        .iter()
        .filter(|finding| finding.severity != Severity::Info && !matches!(finding.standing, Standing::Waived { .. }));
    let mut rows: Vec<_> = wanted.map(|finding| task(finding, keepers, sources, as_of)).collect();
    // Findings come in reading order; within a day that order stays.
    rows.sort_by_key(|row| row.due);
    Todo { as_of, rows }
}

fn task(finding: &Finding, keepers: &Keepers, sources: &Sources, as_of: Date) -> Task {
    let rule = RULES.iter().find(|rule| rule.name == finding.rule);
    let (severity, within) = match finding.severity {
        Severity::Error => ("错误", ERROR_WITHIN),
        Severity::Warning | Severity::Info => ("警告", WARNING_WITHIN),
    };
    // What guards life, a clock or a clearance is mended at once.
    let at_once = finding.severity == Severity::Error && rule.is_some_and(|rule| !rule.waivable);
    let due = Quantity::parse(within).ok().and_then(|within| last_day(as_of, &within));
    let title = rule.map(|rule| rule.title().0).filter(|title| !title.is_empty());
    let mut place = sources.named(finding.place).into_owned();
    if sources.address(finding.place).is_none() {
        place.push_str(&format!(":{}", sources.start(finding.place).line));
    }
    let entity = finding.entity.clone().unwrap_or_default();
    Task {
        code: finding.rule.code,
        rule: title.unwrap_or(finding.rule.id),
        severity,
        place,
        owner: keepers.0.get(&entity).cloned().unwrap_or_default(),
        entity,
        what: finding.message.zh.clone(),
        mend: finding.help.as_ref().map_or_else(String::new, |help| help.zh.clone()),
        due: due.filter(|_| !at_once).unwrap_or(as_of),
        known: finding.standing == Standing::Known,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::{Place, RuleName};
    use crate::say;

    #[test]
    fn what_counts_is_listed_by_day_with_its_keeper() {
        let mut sources = Sources::default();
        let place = Place::new(sources.add("plan/a.yaml".into(), "x\ny\n"), 2..3);
        let named = |code: &str| RULES.iter().find(|rule| rule.name.code == code).unwrap().name;
        let other = RuleName { id: "some-fault", code: "ABC01" };
        let findings = [
            Finding::warning(other, place, say!("旧", "old")),
            Finding::error(named("ORG02"), place, say!("缺备岗", "alone")).entity("role:a").help(say!("补", "add")),
            Finding::error(named("PLB01"), place, say!("先救人", "people first")),
            Finding::info(other, place, say!("知道就好", "told")),
            Finding {
                standing: Standing::Waived { by: place, reason: String::new() },
                ..Finding::error(other, place, say!("豁免", "waived"))
            },
        ];
        let keepers = Keepers([("role:a".to_owned(), "总指挥".to_owned())].into());
        let as_of = crate::model::day_in_china(1_772_380_800);
        let list = todo(&findings, &keepers, &sources, as_of);
        let told: Vec<_> = list.rows.iter().map(|row| (row.code, row.owner.as_str(), row.due.to_string())).collect();
        assert_eq!(
            told,
            [
                ("PLB01", "", "2026-03-02".to_owned()),
                ("ORG02", "总指挥", "2026-03-09".to_owned()),
                ("ABC01", "", "2026-04-01".to_owned())
            ]
        );
        let row = &list.rows[1];
        assert_eq!(
            (row.rule, row.place.as_str(), row.what.as_str(), row.mend.as_str()),
            ("必有备岗", "plan/a.yaml:2", "缺备岗", "补")
        );
    }
}
