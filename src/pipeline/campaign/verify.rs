//! Records that a contact was verified, in the one place of the plan where that is said.

use std::path::Path;

use super::super::patch::patch;
use super::super::{Outcome, Progress, Settings, Stop, as_of};
use super::read;
use crate::finding::{Message, Sources, nearest};
use crate::load::record::{Record, record};
use crate::model::contact::{Contact, PointKind, Verified, VerifiedHow, VerifiedResult};
use crate::model::org::Role;
use crate::model::{Date, Entity, Plan};
use crate::report::Patch;
use crate::say;
use crate::write::{Replacement, texts};

/// What was verified, as a person says it.
#[derive(Debug, Clone)]
pub struct Verification {
    /// Id or label of the contact.
    pub contact: String,
    /// Id or name of the role that verified.
    pub by: String,
    /// How.
    pub how: VerifiedHow,
    /// What came of it.
    pub result: VerifiedResult,
    /// Whether to show only what would change.
    pub dry_run: bool,
}

/// What was recorded.
#[derive(Debug)]
pub struct Recorded {
    /// What changes, as a unified diff; empty where the plan says so already.
    pub patch: Patch,
    /// Lines worth telling.
    pub notes: Vec<Message>,
}

/// Records it; `Err` inside where the plan cannot be read.
///
/// # Errors
/// When there is no such contact or role, what is to be recorded cannot be true, or the file cannot
/// be written.
pub fn verify(
    settings: &Settings,
    verification: &Verification,
    progress: &mut Progress<'_>,
) -> Result<Result<Recorded, Outcome>, Stop> {
    let (plan, sources) = match read(settings, progress)? {
        Ok(read) => read,
        Err(outcome) => return Ok(Err(outcome)),
    };
    let usage = |message| Stop { code: 2, message };
    let contact = contact(&plan, &verification.contact).map_err(usage)?;
    let by = role(&plan, &verification.by).map_err(usage)?.id().as_str().to_owned();
    let day = as_of(settings, &plan);
    let Verification { how, result, .. } = *verification;
    let record = Record { date: day, by, how, result };
    let known = plan.head.as_of.as_ref().map_or(settings.today, |own| own.value.max(settings.today));
    possible(contact, &record, known).map_err(usage)?;
    let mut notes = Vec::new();
    if settings.as_of.is_none() && plan.head.as_of.is_some() {
        notes.push(say!(
            "核实日期取预案固定的基准日 {day}；要记别的日期用 --as-of",
            "the day recorded is {day}, which the plan pins; for another use --as-of"
        ));
    }
    let patch = write(settings, &sources, contact, &record, verification.dry_run)?;
    notes.push(told(contact, &record, &patch, verification.dry_run));
    if result != VerifiedResult::Reached {
        let word = result.word();
        notes.push(say!(
            "结果是“{word}”：改正号码并再核实一次之前，plangen check 会报 CON02",
            "the result is '{word}': until the number is mended and verified again, plangen check reports CON02"
        ));
    }
    Ok(Ok(Recorded { patch, notes }))
}

fn told(contact: &Contact, record: &Record, patch: &Patch, dry_run: bool) -> Message {
    let (id, label, date) = (contact.id(), &contact.label.value, record.date);
    let (how, result) = (record.how.word(), record.result.word());
    if patch.whole.is_empty() {
        return say!("“{label}”（{id}）已经是这样，没有改动", "'{label}' ({id}) says so already; nothing was changed");
    }
    if dry_run {
        return say!("将改动如上，没有写文件", "this would change; nothing was written");
    }
    say!("已记录：“{label}”（{id}）{date} {how}，{result}", "recorded: '{label}' ({id}) on {date}, {how}, {result}")
}

fn write(
    settings: &Settings,
    sources: &Sources,
    contact: &Contact,
    one: &Record,
    dry_run: bool,
) -> Result<Patch, Stop> {
    let id = contact.place.file;
    let file = sources.file(id);
    if file.is_sheet() {
        let place = sources.named(contact.place);
        let message = say!(
            "这一条在 {place}，是作为来源引入的表，预案里不能改；在表里更正核实日期",
            "this contact stands in {place}, a sheet that is part of the plan; mend it there"
        );
        return Err(Stop { code: 2, message });
    }
    let after =
        record(id, &file.text, &[(contact.id().as_str(), one.clone())]).map_err(|message| Stop { code: 1, message })?;
    let patch = patch(&file.path, &file.text, &after);
    if !dry_run && !patch.whole.is_empty() {
        let path = inside(&settings.plan, &file.path);
        texts(&[Replacement { path, before: &file.text, after: &after }])
            .map_err(|message| Stop { code: 4, message })?;
    }
    Ok(patch)
}

/// The file behind a path as messages show it.
pub(super) fn inside(plan: &Path, shown: &str) -> std::path::PathBuf {
    let root = plan.to_string_lossy();
    let inner = shown.strip_prefix(root.trim_end_matches('/')).unwrap_or(shown);
    plan.join(inner.trim_start_matches('/'))
}

/// The contact that is meant by an id or a label.
fn contact<'p>(plan: &'p Plan, name: &str) -> Result<&'p Contact, Message> {
    let bare = name.strip_prefix("contact:").unwrap_or(name);
    if let Some(contact) = plan.contacts.find(bare) {
        return Ok(contact);
    }
    let named: Vec<&Contact> = plan.contacts.iter().filter(|contact| contact.label.value == name).collect();
    match named.as_slice() {
        [contact] => Ok(contact),
        [] => {
            let labels = plan.contacts.iter().map(|contact| contact.label.value.as_str());
            Err(match nearest(bare, plan.contacts.ids().chain(labels)) {
                Some(near) => {
                    say!(
                        "没有联系方式“{name}”；是不是“{near}”？",
                        "there is no contact '{name}'; did you mean '{near}'?"
                    )
                }
                None => say!(
                    "没有联系方式“{name}”；编号见 plangen contacts due --all",
                    "there is no contact '{name}'; plangen contacts due --all lists the ids"
                ),
            })
        }
        several => {
            let ids: Vec<_> = several.iter().map(|contact| contact.id().as_str()).collect();
            let ids = ids.join("、");
            Err(say!(
                "叫“{name}”的联系方式有几条：{ids}；写编号",
                "several contacts are called '{name}': {ids}; give an id"
            ))
        }
    }
}

/// The role that is meant by an id or a name.
pub(super) fn role<'p>(plan: &'p Plan, name: &str) -> Result<&'p Role, Message> {
    let bare = name.strip_prefix("role:").unwrap_or(name);
    let called = |role: &&Role| {
        role.id().as_str() == bare || role.name.value == name || role.aliases.iter().any(|own| own.value == name)
    };
    plan.roles.iter().find(called).ok_or_else(|| {
        let names = plan.roles.iter().map(|role| role.name.value.as_str());
        match nearest(bare, plan.roles.ids().chain(names)) {
            Some(near) => {
                say!("没有岗位“{name}”；是不是“{near}”？", "there is no role '{name}'; did you mean '{near}'?")
            }
            None => say!(
                "没有岗位“{name}”；写岗位的编号或名称，如 liaison",
                "there is no role '{name}'; give the id or name of one, such as liaison"
            ),
        }
    })
}

/// Whether it can be true; `known` is the last day that can have been lived.
fn possible(contact: &Contact, record: &Record, known: Date) -> Result<(), Message> {
    let (label, date) = (&contact.label.value, record.date);
    if date > known {
        return Err(say!(
            "核实日期 {date} 还没有到；--as-of 写实际核实的那一天",
            "{date} has not come yet; give the day of the verification with --as-of"
        ));
    }
    match &contact.verified {
        Some(Verified::Exempt(reason)) => {
            let reason = &reason.value;
            return Err(say!(
                "“{label}”免核实（{reason}）；要改为核实，先删掉它的 exempt",
                "'{label}' is exempt ({reason}); to verify it, delete its exempt first"
            ));
        }
        Some(Verified::Checked { date: last, .. }) if last.value > date => {
            let last = last.value;
            return Err(say!(
                "“{label}”已有 {last} 的核实记录，比 {date} 晚，不能改回去",
                "'{label}' was verified on {last}, which is later than {date}"
            ));
        }
        _ => {}
    }
    if contact.points.is_empty() {
        return Err(say!("“{label}”没有号码，没有什么可核实", "'{label}' has no number to verify"));
    }
    let any = |fits: fn(PointKind) -> bool| contact.points.iter().any(|point| fits(point.kind.value));
    let how = record.how.word();
    let fits = match record.how {
        VerifiedHow::Called => any(|kind| kind.is_voice() || kind == PointKind::Fax),
        VerifiedHow::Message => any(|kind| matches!(kind, PointKind::Mobile | PointKind::SmsPlatform)),
        VerifiedHow::Receipt | VerifiedHow::OnSite => true,
    };
    if !fits {
        return Err(say!(
            "“{label}”没有能这样核实（{how}）的号码；方式用“回执”或“现场”",
            "'{label}' has no number that can be verified like this ({how}); use 回执 or 现场"
        ));
    }
    Ok(())
}
