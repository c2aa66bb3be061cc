//! Holds a valid plan against the rules.
//!
//! A rule is two files in `rules/` (its code and its page, whose examples are executed) and one
//! line in the list below. Rules see a plan and a date; they read no files and print nothing.

pub mod absence;
mod aged;
mod bare;
mod bodies;
mod calltree;
mod catalogue;
mod chain;
mod clocks;
mod convening;
mod cover;
mod deeds;
mod destroys;
mod facts;
mod flow;
mod graded;
mod guards;
mod outside;
mod pace;
mod packs;
mod reach;
mod reliance;
mod roster;
mod rules;
mod safety;
mod same;
#[cfg(test)]
mod sample;
mod secrets;
mod thresholds;
mod together;
mod vacant;
mod variables;
mod waivers;
pub mod words;

use std::ops::Deref;
use std::sync::atomic::{AtomicUsize, Ordering};

pub use rules::leaked_value::Scan;
pub use waivers::VOID_WAIVER;

use crate::finding::{Finding, RuleName, Severity, Sources};
use crate::model::{Date, Plan};
use words::Words;

/// A rule.
#[derive(Debug, Clone, Copy)]
pub struct Rule {
    /// Its name.
    pub name: RuleName,
    /// Whether a waiver may suspend it.
    pub waivable: bool,
    /// Its page in Chinese: what, why, wrong and right examples, mend.
    pub page: &'static str,
    check: fn(&mut Context<'_>),
}

impl Rule {
    /// What the rule is called, in Chinese and in English.
    pub fn title(&self) -> (&'static str, &'static str) {
        catalogue::title(self.name.code)
    }
}

/// What a rule sees.
#[derive(Debug)]
pub struct Context<'a> {
    /// The plan.
    pub plan: &'a Plan,
    /// The texts, for places inside values.
    pub sources: &'a Sources,
    /// The day on which ages are counted.
    pub as_of: Date,
    /// Every text a person wrote.
    pub words: &'a [Words<'a>],
    findings: Vec<Finding>,
}

impl Context<'_> {
    /// Records a finding.
    pub fn report(&mut self, finding: Finding) {
        self.findings.push(finding);
    }

    /// Records a finding inside a text, for the entity the text belongs to.
    pub fn report_in(&mut self, words: &Words<'_>, mut finding: Finding) {
        finding.entity = words.entity.clone();
        self.findings.push(finding);
    }
}

/// Makes the modules, the names and the list from one line a rule.
macro_rules! rules {
    ($($module:ident $id:literal $code:literal $($fixed:ident)?;)*) => {
        /// All rules, in the order of the catalogue.
        pub static RULES: &[Rule] = &[$(Rule {
            name: RuleName { id: $id, code: $code },
            waivable: rules!(@waivable $($fixed)?),
            page: include_str!(concat!("rules/", stringify!($module), ".md")),
            check: rules::$module::check,
        }),*];

        /// The names under which rules report.
        mod names {
            use crate::finding::RuleName;
            $(#[allow(non_upper_case_globals, reason = "a name is written like the module it belongs to")] pub(in crate::check) const $module: RuleName = RuleName { id: $id, code: $code };)*
        }
    };
    (@waivable fixed) => { false };
    (@waivable) => { true };
}

// `fixed` rules cannot be waived: they guard life, a statutory duty or a clearance.
rules! {
    duplicate_id "duplicate-id" "STR01";
    dangling_reference "dangling-reference" "STR02";
    missing_element "missing-element" "STR03";
    unmatched_trigger "unmatched-trigger" "STR04";
    repeated_fact "repeated-fact" "STR05";
    empty_value "empty-value" "STR06";
    outdated_basis "outdated-basis" "STR07";
    foreign_term "foreign-term" "STR08";
    contradictory_liability "contradictory-liability" "STR09";
    unmanned_role "unmanned-role" "ORG01";
    role_without_backup "role-without-backup" "ORG02";
    overburdened_person "overburdened-person" "ORG03";
    unclear_power "unclear-power" "ORG04";
    inconsistent_name "inconsistent-name" "ORG05";
    vague_actor "vague-actor" "ORG06";
    uncovered_watch "uncovered-watch" "ORG07";
    exposed_command_post "exposed-command-post" "ORG08";
    unreachable_contact "unreachable-contact" "CON01";
    stale_contact "stale-contact" "CON02";
    malformed_number "malformed-number" "CON03";
    conflicting_contacts "conflicting-contacts" "CON04";
    unfit_channel "unfit-channel" "CON05";
    missing_call "missing-call" "CON06";
    incomplete_grading "incomplete-grading" "EVT01";
    missed_statutory_clock "missed-statutory-clock" "EVT02" fixed;
    inconsistent_reports "inconsistent-reports" "EVT03";
    uncovered_category "uncovered-category" "EVT04";
    incomplete_warning "incomplete-warning" "EVT05";
    equipment_before_people "equipment-before-people" "PLB01" fixed;
    conflicting_playbooks "conflicting-playbooks" "PLB02";
    branch_with_hole "branch-with-hole" "PLB03";
    quantity_without_unit "quantity-without-unit" "PLB04";
    incomplete_step "incomplete-step" "PLB05";
    untestable_words "untestable-words" "PLB06";
    broken_flow "broken-flow" "PLB07";
    missing_escalation "missing-escalation" "PLB08";
    cleanup_before_evidence "cleanup-before-evidence" "PLB09";
    uncontrolled_hazard "uncontrolled-hazard" "PLB10" fixed;
    contradicted_register "contradicted-register" "PLB11";
    incomplete_closure "incomplete-closure" "PLB12";
    muddled_field "muddled-field" "FRM01";
    incomplete_form "incomplete-form" "FRM02";
    unissuable_form "unissuable-form" "FRM03";
    lapsed_contract "lapsed-contract" "RES01";
    unbound_outsider "unbound-outsider" "RES02";
    unsupported_asset "unsupported-asset" "RES03";
    unproven_stock "unproven-stock" "RES04";
    unproven_recovery "unproven-recovery" "RES05";
    overdue_review "overdue-review" "REV01";
    undrilled_playbook "undrilled-playbook" "REV02";
    untrained_role "untrained-role" "REV03";
    uncontrolled_version "uncontrolled-version" "REV04";
    missed_revision "missed-revision" "REV05";
    wrong_punctuation "wrong-punctuation" "LNG01";
    typed_number "typed-number" "LNG02";
    missing_document_element "missing-document-element" "LNG03";
    garbled_wording "garbled-wording" "LNG04";
    loose_personal_data "loose-personal-data" "PRV01";
    leaked_value "leaked-value" "PRV02" fixed;
    personal_data_in_prose "personal-data-in-prose" "PRV03";
}

/// A plan that holds no error: [`run`] found none, or it was issued.
#[derive(Debug, Clone)]
pub struct Checked(Plan);

impl Checked {
    /// A version that was issued. Rules and dates that came since change nothing about what it prints.
    pub fn as_issued(plan: Plan) -> Self {
        Self(plan)
    }

    /// A plan whatever rules it breaks, for sheets by which that is mended: numbers that are overdue
    /// have to be asked for before they can be right.
    pub fn as_it_stands(plan: Plan) -> Self {
        Self(plan)
    }
}

impl Deref for Checked {
    type Target = Plan;

    fn deref(&self) -> &Plan {
        &self.0
    }
}

/// What the floor below found, and the names under which it finds.
#[derive(Debug, Default)]
pub struct Loading<'a> {
    /// Its findings.
    pub findings: Vec<Finding>,
    /// Names of rules that reading itself enforces.
    pub names: &'a [RuleName],
}

/// What the rules find, in their order; as many are asked at a time as the machine has processors.
fn asked(plan: &Plan, sources: &Sources, as_of: Date, words: &[Words<'_>]) -> Vec<Finding> {
    let next = AtomicUsize::new(0);
    let work = || {
        let mut found = Vec::new();
        while let Some((at, rule)) = RULES.iter().enumerate().nth(next.fetch_add(1, Ordering::Relaxed)) {
            let mut context = Context { plan, sources, as_of, words, findings: Vec::new() };
            (rule.check)(&mut context);
            found.push((at, context.findings));
        }
        found
    };
    let others = std::thread::available_parallelism().map_or(0, |all| all.get() - 1);
    let mut found = std::thread::scope(|scope| {
        let others: Vec<_> = (0..others).map(|_| scope.spawn(work)).collect();
        let mut found = work();
        for other in others {
            found.extend(other.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
        }
        found
    });
    found.sort_by_key(|(at, _)| *at);
    found.into_iter().flat_map(|(_, findings)| findings).collect()
}

/// [`run_after`] a reading that found nothing.
pub fn run(plan: Plan, sources: &Sources, as_of: Date) -> (Vec<Finding>, Option<Checked>) {
    run_after(Loading::default(), plan, sources, as_of)
}

/// Runs every rule and applies the plan's waivers, to what `loading` found as well. Gives all
/// findings in reading order, and the plan as checked when none of them is an open error.
pub fn run_after(loading: Loading<'_>, plan: Plan, sources: &Sources, as_of: Date) -> (Vec<Finding>, Option<Checked>) {
    let words = words::all(&plan);
    let mut findings = loading.findings;
    findings.extend(asked(&plan, sources, as_of, &words));
    // Repeats are one finding, and so one use of a waiver.
    crate::finding::sort(&mut findings, sources);
    waivers::apply(&plan, loading.names, as_of, &mut findings, sources);
    crate::finding::sort(&mut findings, sources);
    let broken = findings.iter().any(|finding| finding.severity == Severity::Error && finding.is_open());
    (findings, (!broken).then_some(Checked(plan)))
}
