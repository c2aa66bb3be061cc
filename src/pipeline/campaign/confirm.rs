//! Records a confirmation sheet that came back, as edits that are shown before they are made.

use std::path::PathBuf;
use std::time::Instant;

use super::super::import::{Order, Prepared, prepare};
use super::super::{Progress, Settings, Stop, as_of};
use super::read;
use super::verify::role;
use crate::finding::{Finding, Message, Severity};
use crate::load::book::returned::{Judged, judge, returned};
use crate::load::book::{self, Change, Comparison, Layout};
use crate::load::record::Record;
use crate::load::{faults, workbook};
use crate::model::contact::{Verified, VerifiedHow, VerifiedResult};
use crate::model::{Clearance, Date, Entity};
use crate::say;

/// A sheet that came back.
#[derive(Debug, Clone)]
pub struct Receipt {
    /// The workbook.
    pub file: PathBuf,
    /// Id or name of the role that records it; the one that verified a contact before where none.
    pub by: Option<String>,
    /// How it was verified.
    pub how: VerifiedHow,
    /// Whether new numbers are written.
    pub numbers: bool,
}

/// Reads the sheet and works out what it changes.
///
/// # Errors
/// When the plan's folder is not there, or there is no such role.
pub fn confirm(settings: &Settings, receipt: &Receipt, progress: &mut Progress<'_>) -> Result<Prepared, Stop> {
    let (plan, mut sources) = match read(settings, progress)? {
        Ok(read) => read,
        Err(outcome) => return Ok(Prepared::stopped(settings, outcome.sources, outcome.findings)),
    };
    let by = match &receipt.by {
        Some(name) => Some(role(&plan, name).map_err(|message| Stop { code: 2, message })?.id().as_str().to_owned()),
        None => None,
    };
    let start = Instant::now();
    let workbook = match workbook::open(&receipt.file, &receipt.file.display().to_string(), &mut sources) {
        Ok(workbook) => workbook,
        Err(finding) => return Ok(Prepared::stopped(settings, sources, vec![*finding])),
    };
    let (returned, mut findings) = returned(&workbook);
    let (judged, told) = judge(&returned, &plan);
    findings.extend(told);
    progress(say!("读取核实表", "read the sheet"), start.elapsed());

    let known = plan.head.as_of.as_ref().map_or(settings.today, |own| own.value.max(settings.today));
    let (day, at) = match (settings.as_of, returned.day()) {
        (Some(day), _) => (day, None),
        (None, Some(day)) => (day.value, Some(day.place)),
        (None, None) => (as_of(settings, &plan), None),
    };
    if day > known {
        let message = say!("核对日期 {day} 还没有到", "{day} has not come yet");
        let help = say!("改正日期，或者用 --as-of 写明", "mend the day, or give it with --as-of");
        match at {
            Some(place) => findings.push(Finding::error(faults::UNUSABLE_CELL, place, message).help(help)),
            None => return Err(Stop { code: 2, message }),
        }
    }
    let mut changes = Vec::new();
    let confirmed = records(&judged, by.as_deref(), receipt.how, day, &mut changes, &mut findings)?;
    for (contact, at, way) in judged.changed.iter().filter(|_| receipt.numbers) {
        changes.push(Change::Value(contact, *at, way));
        let told = changes.iter().any(|own| matches!(own, Change::Unverified(own) if own.id() == contact.id()));
        if contact.verified.is_some() && !told {
            changes.push(Change::Unverified(contact));
        }
    }
    let (edits, told) = book::edits(&changes, &plan, &sources, Clearance::Restricted);
    findings.extend(told);
    crate::finding::sort(&mut findings, &sources);
    let errors = findings.iter().filter(|finding| finding.severity == Severity::Error).count();
    let mut prepared = Prepared::stopped(settings, sources, findings);
    prepared.outcome.notes.push(summary(&judged, confirmed, day, receipt.numbers));
    if prepared.outcome.code == 0 && errors == 0 {
        let order = Order { file: receipt.file.clone(), map: None, known_only: true };
        let nothing_new = Comparison::default();
        prepare(settings, &order, &plan, &nothing_new, &edits, &Layout::default(), &mut prepared);
    }
    Ok(prepared)
}

/// The records of what was confirmed; gives how many there are.
fn records<'a>(
    judged: &Judged<'a>,
    by: Option<&str>,
    how: VerifiedHow,
    day: Date,
    changes: &mut Vec<Change<'a>>,
    findings: &mut Vec<Finding>,
) -> Result<usize, Stop> {
    let mut count = 0;
    for (contact, place) in &judged.confirmed {
        let (before, last) = match &contact.verified {
            Some(Verified::Checked { by, date, .. }) => (Some(by.value.as_str()), Some(date.value)),
            Some(Verified::Exempt(_)) => continue,
            None => (None, None),
        };
        let id = contact.id();
        if let Some(last) = last.filter(|last| *last > day) {
            let message = say!(
                "{id} 已有 {last} 的核实记录，比 {day} 晚，没有改",
                "{id} was verified on {last}, which is later than {day}, so that stays"
            );
            let help = say!("日期不对的，用 --as-of 写明", "if the day is wrong, give it with --as-of");
            findings.push(Finding::info(faults::UNCONFIRMED_CONTACT, *place, message).help(help));
            continue;
        }
        let Some(by) = by.or(before) else {
            return Err(Stop {
                code: 2,
                message: say!(
                    "{id} 从未核实过，不知道由谁登记；用 --by 写明岗位",
                    "{id} was never verified, so who records it has to be told with --by"
                ),
            });
        };
        let record = Record { date: day, by: by.to_owned(), how, result: VerifiedResult::Reached };
        changes.push(Change::Verified(contact, record));
        count += 1;
    }
    Ok(count)
}

fn summary(judged: &Judged<'_>, confirmed: usize, day: Date, numbers: bool) -> Message {
    let (changed, open) = (judged.changed.len(), judged.open);
    if numbers {
        return say!(
            "{day} 核实 {confirmed} 条；{changed} 个号码换了，写入新号码并去掉旧的核实记录；{open} 条没有确认",
            "{confirmed} contacts verified on {day}; {changed} numbers changed, which are written and lose their verification; {open} contacts open"
        );
    }
    say!(
        "{day} 核实 {confirmed} 条；{changed} 个号码换了（加 --numbers 写入）；{open} 条没有确认",
        "{confirmed} contacts verified on {day}; {changed} numbers changed (--numbers writes them); {open} contacts open"
    )
}
