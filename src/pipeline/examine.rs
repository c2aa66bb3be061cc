//! The first half of a check, a build and an export: the plan is read and held against the rules.
//!
//! Must not: make or write anything.

use std::time::Instant;

use super::{Outcome, Progress, Settings, Stop, documents, room, rules};
use crate::check::{self, Checked, Loading};
use crate::finding::Finding;
use crate::load::{self, faults};
use crate::model::{Date, Plan};
use crate::report;
use crate::say;
use crate::views::todo::Keepers;

/// A plan that could be read.
#[derive(Default)]
pub(super) struct Examined {
    /// The plan, where no rule found an error.
    pub(super) checked: Option<Checked>,
    /// Who keeps what.
    pub(super) keepers: Keepers,
    /// The day the checks assumed.
    pub(super) as_of: Option<Date>,
}

/// Reads the plan and asks the rules; no plan where it could not be read.
///
/// # Errors
/// When the plan's folder is not there, or a rule that was named is none.
pub(super) fn examine(settings: &Settings, progress: &mut Progress<'_>) -> Result<(Outcome, Option<Examined>), Stop> {
    rules::known(&settings.deny)?;
    let start = Instant::now();
    let loaded = load::load(&settings.plan).map_err(|message| Stop { code: 3, message })?;
    progress(say!("读取预案", "read the plan"), start.elapsed());
    let mut outcome = Outcome {
        sources: loaded.sources,
        findings: loaded.findings,
        asked: Vec::new(),
        written: Vec::new(),
        code: 0,
        notes: Vec::new(),
    };
    let mut examined = None;
    if let Some(plan) = loaded.plan {
        let start = Instant::now();
        let as_of = as_of(settings, &plan);
        if settings.as_of.is_none() && plan.head.as_of.is_some() {
            outcome.notes.push(say!("检查基准日为预案固定的 {as_of}", "checks assume {as_of}, which the plan pins"));
        }
        let keepers = Keepers::of(&plan);
        let loading = Loading { findings: std::mem::take(&mut outcome.findings), names: faults::ALL };
        let (findings, checked) = check::run_after(loading, plan, &outcome.sources, as_of);
        outcome.findings = findings;
        if let Some(checked) = &checked {
            outcome.findings.extend(room::findings(checked));
            outcome.findings.extend(documents::unknown(checked));
            crate::finding::sort(&mut outcome.findings, &outcome.sources);
        }
        outcome.asked = rules::asked(&settings.rules);
        examined = Some(Examined { checked, keepers, as_of: Some(as_of) });
        progress(say!("核对规则", "checked the rules"), start.elapsed());
    }
    rules::deny(&mut outcome.findings, &settings.deny);
    outcome.code = verdict(settings, &outcome.findings);
    Ok((outcome, examined))
}

/// The date checks assume: as asked, else as the plan pins it, else today.
pub(super) fn as_of(settings: &Settings, plan: &Plan) -> Date {
    settings.as_of.or(plan.head.as_of.as_ref().map(|date| date.value)).unwrap_or(settings.today)
}

/// Exit code for these findings: 3 where an input could not be read, 1 where the plan has errors.
pub(super) fn verdict(settings: &Settings, findings: &[Finding]) -> u8 {
    let unreadable = [faults::UNREADABLE_FILE, faults::WRONG_ENCODING, faults::OVER_LIMIT];
    if findings.iter().any(|finding| unreadable.contains(&finding.rule)) {
        return 3;
    }
    let report::Counts { errors, warnings, .. } = report::Counts::of(findings);
    let strict = settings.release || settings.deny_warnings;
    u8::from(errors > 0 || (strict && warnings > 0))
}
