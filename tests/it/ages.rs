//! Time is an input: with the day of checking moved along each period of the sample plan, what is
//! kept turns to a warning at 80 % and to an error past 100 %.
//!
//! A rule on ages has a row here: which period, and the records it governs. The oldest of them is
//! followed.

use std::path::Path;

use plangen::check;
use plangen::finding::{Finding, Place, Severity, Sources};
use plangen::model::age::last_day;
use plangen::model::asset::FacilityKind;
use plangen::model::contact::{ContactClass, Verified};
use plangen::model::review::DrillScope;
use plangen::model::{Clearance, Date, Plan, Quantity, Sourced};

/// A period of the plan and what it governs.
struct Row {
    rule: &'static str,
    /// Where the period is written.
    period: &'static str,
    most: fn(&Plan) -> Quantity,
    /// The day from which each record counts, where that is written.
    records: fn(&Plan) -> Vec<Sourced<Date>>,
}

fn verified(plan: &Plan, classes: &[ContactClass]) -> Vec<Sourced<Date>> {
    let of_class = plan.contacts.iter().filter(|contact| classes.contains(&contact.class.value));
    of_class
        .filter_map(|contact| match &contact.verified {
            Some(Verified::Checked { date, .. }) => Some(date.clone()),
            _ => None,
        })
        .collect()
}

/// The last exercise of each playbook that has hazards, or has none.
fn exercised(plan: &Plan, hazards: bool) -> Vec<Sourced<Date>> {
    let playbooks = plan.playbooks.iter().filter(|playbook| playbook.hazards.is_empty() != hazards);
    playbooks
        .filter_map(|playbook| {
            let held = plan.drills.iter().filter(|drill| drill.playbooks.iter().any(|held| held.value == playbook.id));
            held.map(|drill| drill.date.clone()).max_by_key(|date| date.value)
        })
        .collect()
}

const ROWS: &[Row] = &[
    Row {
        rule: "CON02",
        period: "policy.contact_max_age.internal",
        most: |plan| plan.head.policy.contact_max_age.internal.value,
        records: |plan| verified(plan, &[ContactClass::Leading, ContactClass::Sections, ContactClass::Duty]),
    },
    Row {
        rule: "CON02",
        period: "policy.contact_max_age.vendor",
        most: |plan| plan.head.policy.contact_max_age.vendor.value,
        records: |plan| verified(plan, &[ContactClass::Vendors, ContactClass::Operators]),
    },
    Row {
        rule: "CON02",
        period: "policy.contact_max_age.authority",
        most: |plan| plan.head.policy.contact_max_age.authority.value,
        records: |plan| verified(plan, &[ContactClass::Authorities, ContactClass::PublicServices]),
    },
    Row {
        rule: "REV01",
        period: "policy.review_max_age",
        most: |plan| plan.head.policy.review_max_age.as_ref().unwrap().value,
        records: |plan| {
            let all = plan.versions.iter().map(|version| &version.issued);
            let all = all.chain(plan.reviews.iter().map(|review| &review.date));
            vec![all.max_by_key(|date| date.value).unwrap().clone()]
        },
    },
    Row {
        rule: "REV01",
        period: "policy.review_max_age (subplans)",
        most: |plan| plan.head.policy.review_max_age.as_ref().unwrap().value,
        records: |plan| plan.subplans.iter().filter_map(|subplan| subplan.reviewed.clone()).collect(),
    },
    Row {
        rule: "REV02",
        period: "policy.drill_max_age.comprehensive",
        most: |plan| plan.head.policy.drill_max_age.comprehensive.value,
        records: |plan| {
            let whole = plan.drills.iter().filter(|drill| drill.scope.value == DrillScope::Comprehensive);
            vec![whole.map(|drill| drill.date.clone()).max_by_key(|date| date.value).unwrap()]
        },
    },
    Row {
        rule: "REV02",
        period: "policy.drill_max_age.playbook",
        most: |plan| plan.head.policy.drill_max_age.playbook.value,
        records: |plan| exercised(plan, false),
    },
    Row {
        rule: "REV02",
        period: "policy.drill_max_age.life_safety",
        most: |plan| plan.head.policy.drill_max_age.life_safety.value,
        records: |plan| exercised(plan, true),
    },
    Row {
        rule: "REV03",
        period: "policy.training_max_age",
        most: |plan| plan.head.policy.training_max_age.as_ref().unwrap().value,
        records: |plan| {
            vec![plan.trainings.iter().map(|held| held.date.clone()).max_by_key(|date| date.value).unwrap()]
        },
    },
    Row {
        rule: "RES05",
        period: "policy.restore_test_max_age",
        most: |plan| plan.head.policy.restore_test_max_age.as_ref().unwrap().value,
        records: |plan| {
            let backups = plan.systems.iter().flat_map(|system| &system.backups);
            backups.filter_map(|backup| backup.restore_tested.clone()).collect()
        },
    },
    Row {
        rule: "RES05",
        period: "policy.autonomy_test_max_age",
        most: |plan| plan.head.policy.autonomy_test_max_age.as_ref().unwrap().value,
        records: |plan| {
            let batteries = plan.facilities.iter().filter(|facility| facility.kind.value == FacilityKind::Ups);
            let measured = batteries.filter_map(|ups| ups.autonomy.as_ref()?.open(Clearance::Restricted));
            measured.map(|autonomy| autonomy.tested.clone()).collect()
        },
    },
    Row {
        rule: "RES04",
        period: "resources.check_every (extinguishers)",
        most: |plan| plan.resources.find("extinguishers").unwrap().check_every.as_ref().unwrap().value,
        records: |plan| plan.resources.find("extinguishers").unwrap().checked.iter().cloned().collect(),
    },
];

/// The weightiest finding of the rule that points at the record.
fn told(plan: &Plan, sources: &Sources, rule: &str, record: Place, as_of: Date) -> Option<Severity> {
    let found = check::run(plan.clone(), sources, as_of).0;
    let points = |finding: &&Finding| {
        let related = finding.related.iter().any(|related| related.place == record);
        finding.rule.code == rule && (finding.place == record || related)
    };
    found.iter().filter(points).map(|finding| finding.severity).min()
}

#[test]
fn what_is_kept_turns_to_a_warning_and_then_to_an_error() {
    let loaded = plangen::load::load(&Path::new(env!("CARGO_MANIFEST_DIR")).join("plan-source")).unwrap();
    let (plan, sources) = (loaded.plan.unwrap(), loaded.sources);
    for Row { rule, period, most, records } in ROWS {
        let most = most(&plan);
        let record =
            records(&plan).into_iter().min_by_key(|date| date.value).unwrap_or_else(|| panic!("{period}: no record"));
        let since = record.value;
        let last = last_day(since, &most).unwrap();
        let whole = since.until(last).unwrap().get_days();
        let ageing = since.checked_add(jiff::Span::new().days((whole * 4 + 4) / 5)).unwrap();
        for (day, expected) in [
            (ageing.yesterday().unwrap(), None),
            (ageing, Some(Severity::Warning)),
            (last, Some(Severity::Warning)),
            (last.tomorrow().unwrap(), Some(Severity::Error)),
        ] {
            let found = told(&plan, &sources, rule, record.place, day);
            assert_eq!(found, expected, "{rule}, {period} = {most}: {since} seen on {day}");
        }
    }
}

#[test]
fn a_contract_is_told_of_before_its_end_and_faulted_after() {
    let loaded = plangen::load::load(&Path::new(env!("CARGO_MANIFEST_DIR")).join("plan-source")).unwrap();
    let (plan, sources) = (loaded.plan.unwrap(), loaded.sources);
    let before = plan.head.policy.contract_warn_before.as_ref().unwrap().value;
    let ends = plan.contracts.iter().filter_map(|contract| contract.term.as_ref()).map(|term| &term.to);
    let end = ends.min_by_key(|end| end.value).unwrap();
    let days = i32::try_from(before.base() / 86_400_000).unwrap();
    let soon = end.value.checked_sub(jiff::Span::new().days(days)).unwrap();
    for (day, expected) in [
        (soon.yesterday().unwrap(), None),
        (soon, Some(Severity::Warning)),
        (end.value, Some(Severity::Warning)),
        (end.value.tomorrow().unwrap(), Some(Severity::Error)),
    ] {
        assert_eq!(told(&plan, &sources, "RES01", end.place, day), expected, "seen on {day}");
    }
}
