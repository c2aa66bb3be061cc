//! Writes confirmation sheets into a folder of their own.

use std::collections::BTreeSet;

use super::super::{
    Outcome, Progress, Settings, Stop, Written, as_of, documents, facts, make, mode, replaced, revision, trouble,
    verdict,
};
use super::read;
use crate::check::Checked;
use crate::finding::{Message, nearest};
use crate::fonts;
use crate::model::verification::Standing;
use crate::model::{Clearance, Date, Entity, Plan};
use crate::render::templates::Templates;
use crate::render::typeset::Typesetter;
use crate::say;
use crate::views::confirmation::confirmations;
use crate::write;

/// Whom to ask for what.
#[derive(Debug, Clone, Default)]
pub struct Campaign {
    /// Ids or names of bodies; everybody where empty.
    pub bodies: Vec<String>,
    /// Only what is due, overdue, or fails.
    pub due: bool,
}

/// Writes the sheets of a campaign.
///
/// # Errors
/// When there is nobody to ask, fonts or templates cannot be read, or the folder cannot be written.
pub fn sheets(settings: &Settings, campaign: &Campaign, progress: &mut Progress<'_>) -> Result<Outcome, Stop> {
    let (plan, sources) = match read(settings, progress)? {
        Ok(read) => read,
        Err(outcome) => return Ok(outcome),
    };
    if !plan.has_restricted {
        let message = say!(
            "没有 restricted/ 目录，核实表会缺人；在有这个目录的机器上生成",
            "there is no folder restricted/, so people would be missing; make the sheets where it is"
        );
        return Err(Stop { code: 2, message });
    }
    let day = as_of(settings, &plan);
    let ids = asked(&plan, campaign, day)?;
    let own: Vec<_> = [Some(settings.plan.as_path()), settings.templates.as_deref()].into_iter().flatten().collect();
    write::permit(&settings.output, &own).map_err(|message| Stop { code: 4, message })?;
    let faces = fonts::load(mode(plan.head.fonts), None, &fonts::Overrides::new())
        .map_err(|error| Stop { code: 3, message: Message { zh: error.zh(), en: error.en() } })?;
    let typesetter = Typesetter::new(&faces, Templates::with(replaced(settings.templates.as_deref())?));

    // What is overdue breaks a rule, and these sheets are how that is mended.
    let plan = Checked::as_it_stands(plan);
    let all = confirmations(&plan, Clearance::Restricted, &ids);
    let bodies = all.sheets.len();
    let files = documents::confirmations::files(&all);
    let files: Vec<_> = files.into_iter().map(|file| (Clearance::Restricted, file)).collect();
    let paths: Vec<String> = files.iter().map(|(clearance, file)| file.path_in(*clearance)).collect();
    let mut outcome =
        Outcome { sources, findings: Vec::new(), asked: Vec::new(), written: Vec::new(), code: 0, notes: Vec::new() };
    let mut artifacts = Vec::new();
    let mut refused = Vec::new();
    for (path, made) in paths.iter().zip(make::all(files, &plan, &typesetter)) {
        outcome.findings.extend(made.leaks);
        match made.artifact {
            Ok(artifact) => artifacts.push(artifact),
            Err(faults) => refused.extend(faults.into_iter().map(|fault| (path.clone(), fault))),
        }
    }
    outcome.findings.extend(trouble::findings(refused, &mut outcome.sources));
    crate::finding::sort(&mut outcome.findings, &outcome.sources);
    outcome.code = verdict(settings, &outcome.findings);
    if outcome.code != 0 {
        return Ok(outcome);
    }
    let facts = facts::of(&plan, day, revision::of(&settings.plan), &faces);
    write::replace(&settings.output, &artifacts, &facts).map_err(|message| Stop { code: 4, message })?;
    let count = ids.len();
    outcome.notes.push(say!(
        "{bodies} 家，{count} 条联系方式；每家一份 PDF 和一份 Excel，分别发给本单位",
        "{bodies} bodies, {count} contacts; a PDF and a workbook each, to be handed to that body only"
    ));
    outcome.written = artifacts
        .into_iter()
        .map(|artifact| Written { path: artifact.path, bytes: artifact.bytes.len(), pages: artifact.pages })
        .collect();
    Ok(outcome)
}

/// The contacts to ask about.
fn asked(plan: &Plan, campaign: &Campaign, day: Date) -> Result<BTreeSet<String>, Stop> {
    let ages = &plan.head.policy.contact_max_age;
    let known: Vec<_> = plan.contacts.iter().map(|contact| contact.body(plan)).collect();
    for name in &campaign.bodies {
        if !known.iter().any(|body| is(body, name)) {
            let names = known.iter().flat_map(|body| [body.id.as_str(), short(&body.id), body.name.as_str()]);
            let message = match nearest(name, names) {
                Some(near) => {
                    say!("没有单位“{name}”；是不是“{near}”？", "there is no body '{name}'; did you mean '{near}'?")
                }
                None => say!(
                    "没有单位“{name}”；编号见 plangen contacts due --all",
                    "there is no body '{name}'; plangen contacts due --all lists the ids"
                ),
            };
            return Err(Stop { code: 2, message });
        }
    }
    let mut ids = BTreeSet::new();
    for (contact, body) in plan.contacts.iter().zip(&known) {
        let standing = contact.standing(ages, day);
        let wanted = match standing {
            Some(Standing::Exempt) => false,
            Some(Standing::Good(_)) => !campaign.due,
            _ => true,
        };
        let chosen = campaign.bodies.is_empty() || campaign.bodies.iter().any(|name| is(body, name));
        if wanted && chosen && !contact.points.is_empty() {
            ids.insert(contact.id().as_str().to_owned());
        }
    }
    if ids.is_empty() {
        let message = say!(
            "没有要核实的联系方式，没有生成核实表；去掉 --due 可以提前核实",
            "there is nothing to verify, so no sheets were made; without --due you can ask ahead of time"
        );
        return Err(Stop { code: 2, message });
    }
    Ok(ids)
}

fn is(body: &crate::model::verification::Body, name: &str) -> bool {
    body.id == name || short(&body.id) == name || body.name == name
}

/// An id without its kind.
fn short(id: &str) -> &str {
    id.split_once(':').map_or(id, |(_, own)| own)
}
