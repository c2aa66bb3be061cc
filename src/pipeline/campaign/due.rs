//! What is due for verification, by who answers for it.

use std::collections::BTreeMap;

use super::super::{Outcome, Progress, Settings, Stop, as_of};
use super::read;
use crate::finding::Sources;
use crate::model::contact::{Contact, Verified};
use crate::model::verification::{Body, Standing};
use crate::model::{Date, Entity, Plan};
use crate::report::due::{Due, DueBody, DueContact, Last, State, Summary};

/// What to list besides what is pressing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asked {
    /// What fails, ran out, or has spent 80 % of its period.
    Pressing,
    /// That, and what runs out within so many days.
    Within(u16),
    /// Everything that needs verifying.
    All,
}

/// Lists what is due; `Err` inside where the plan cannot be read.
///
/// # Errors
/// When the plan's folder is not there.
pub fn due(settings: &Settings, asked: Asked, progress: &mut Progress<'_>) -> Result<Result<Due, Outcome>, Stop> {
    Ok(match read(settings, progress)? {
        Err(outcome) => Err(outcome),
        Ok((plan, sources)) => Ok(list(&plan, &sources, as_of(settings, &plan), asked)),
    })
}

fn list(plan: &Plan, sources: &Sources, as_of: Date, asked: Asked) -> Due {
    let ages = &plan.head.policy.contact_max_age;
    let mut summary = Summary::default();
    let mut bodies: BTreeMap<Body, Vec<DueContact>> = BTreeMap::new();
    // What has no number is empty (STR06), and a period no calendar counts is told by CON02.
    for contact in plan.contacts.iter().filter(|contact| !contact.points.is_empty()) {
        let Some(standing) = contact.standing(ages, as_of) else { continue };
        let (state, count) = match standing {
            Standing::Exempt => {
                summary.exempt += 1;
                continue;
            }
            Standing::Never => (State::Never, &mut summary.never),
            Standing::Failed(_) => (State::Failed, &mut summary.failed),
            Standing::Future => (State::Future, &mut summary.future),
            Standing::Over(_) => (State::Overdue, &mut summary.overdue),
            Standing::Ageing(_) => (State::Soon, &mut summary.soon),
            Standing::Good(_) => (State::Good, &mut summary.good),
        };
        *count += 1;
        let left = standing.last().and_then(|last| days(as_of, last));
        let told = match asked {
            Asked::All => true,
            Asked::Within(most) => state != State::Good || left.is_some_and(|left| left <= i64::from(most)),
            Asked::Pressing => state != State::Good,
        };
        if told {
            let line = line(plan, sources, contact, state, standing, left);
            bodies.entry(contact.body(plan)).or_default().push(line);
        }
    }
    let mut bodies: Vec<DueBody> = bodies
        .into_iter()
        .map(|(Body { id, name }, mut contacts)| {
            contacts.sort_by(|one, other| pressing(one).cmp(&pressing(other)));
            DueBody { id, name, contacts }
        })
        .collect();
    bodies.sort_by(|one, other| {
        let first = |body: &DueBody| body.contacts.first().map(|contact| (contact.state, contact.days_left));
        (first(one), &one.id).cmp(&(first(other), &other.id))
    });
    Due { as_of: as_of.to_string(), summary, bodies }
}

fn pressing(contact: &DueContact) -> (State, Option<i64>, &str) {
    (contact.state, contact.days_left, &contact.id)
}

fn days(from: Date, to: Date) -> Option<i64> {
    from.until(to).map(|span| i64::from(span.get_days())).ok()
}

fn line(
    plan: &Plan,
    sources: &Sources,
    contact: &Contact,
    state: State,
    standing: Standing,
    days_left: Option<i64>,
) -> DueContact {
    let last = match &contact.verified {
        Some(Verified::Checked { date, by, how, result, .. }) => Some(Last {
            date: date.value.to_string(),
            by: by.value.as_str().to_owned(),
            by_name: plan.roles[&by.value].name.value.clone(),
            how: how.value.word(),
            result: result.value.word(),
        }),
        _ => None,
    };
    DueContact {
        id: contact.id().as_str().to_owned(),
        label: contact.label.value.clone(),
        class: contact.class.value.word(),
        state,
        last,
        until: standing.last().map(|last| last.to_string()),
        days_left,
        file: sources.path(contact.place.file).to_owned(),
        line: sources.start(contact.place).line,
    }
}
