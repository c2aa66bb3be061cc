//! Who is away, what is left: loads a plan and asks the analysis.

use std::time::Instant;

use super::{Outcome, Progress, Settings, Stop, as_of, verdict};
use crate::check::absence::{self, Away, Left};
use crate::finding::nearest;
use crate::load;
use crate::model::org::{Person, Role};
use crate::model::playbook::{self, Action, Playbook, StepKind};
use crate::model::{Clearance, Entity, Id, Plan};
use crate::report::simulation::{Case, Crowd, Halted, Load, Named, Power, Report, Simulation, Step};
use crate::say;

/// How many cases a search tells.
const CASES: usize = 10;

/// Whose absence is simulated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Absence {
    /// These roles and persons, by id or name, all at once.
    Named(Vec<String>),
    /// Any so many persons.
    Any(usize),
}

/// Loads the plan and tells what the absence leaves; `Err` inside where the plan cannot be read.
///
/// # Errors
/// When the plan's folder is not there, or a name is nobody's.
pub fn simulate(
    settings: &Settings,
    absence: &Absence,
    progress: &mut Progress<'_>,
) -> Result<Result<Simulation, Outcome>, Stop> {
    let start = Instant::now();
    let loaded = load::load(&settings.plan).map_err(|message| Stop { code: 3, message })?;
    progress(say!("读取预案", "read the plan"), start.elapsed());
    let Some(plan) = loaded.plan else {
        let code = verdict(settings, &loaded.findings);
        let (sources, findings) = (loaded.sources, loaded.findings);
        return Ok(Err(Outcome { sources, findings, asked: Vec::new(), written: Vec::new(), code, notes: Vec::new() }));
    };
    let day = as_of(settings, &plan);
    let start = Instant::now();
    let cases = match absence {
        Absence::Named(names) => {
            let away = resolve(&plan, names)?;
            vec![case(&plan, &away, &absence::left(&plan, day, &away))]
        }
        Absence::Any(count) => absence::worst(&plan, day, *count, CASES)
            .into_iter()
            .map(|worst| {
                let persons = worst.persons.into_iter().cloned().collect();
                case(&plan, &Away { persons, ..Away::default() }, &worst.left)
            })
            .collect(),
    };
    progress(say!("推演缺岗", "simulated the absence"), start.elapsed());
    let vital = cases.iter().any(|case| case.vital);
    Ok(Ok(Simulation { as_of: day.to_string(), vital, cases }))
}

/// Who is meant by ids and names.
fn resolve(plan: &Plan, names: &[String]) -> Result<Away, Stop> {
    let mut away = Away::default();
    for name in names {
        let role = roles(plan).find(|(own, _)| own == name).map(|(_, role)| role.id().clone());
        if let Some(role) = role {
            away.roles.insert(role);
            continue;
        }
        let bare = name.strip_prefix("person:").unwrap_or(name);
        let by_id = person_ids(plan).into_iter().find(|id| id.as_str() == bare).cloned();
        let named: Vec<_> = match by_id {
            Some(id) => vec![id],
            None => {
                plan.people.iter().filter(|person| is_called(person, name)).map(|person| person.id().clone()).collect()
            }
        };
        match named.as_slice() {
            [person] => _ = away.persons.insert(person.clone()),
            [] => return Err(unknown(plan, name)),
            several => {
                let ids = several.iter().map(Id::as_str).collect::<Vec<_>>().join("、");
                let message = say!(
                    "叫“{name}”的有几个人：{ids}；写编号",
                    "several persons are called '{name}': {ids}; give an id"
                );
                return Err(Stop { code: 2, message });
            }
        }
    }
    Ok(away)
}

/// Every word that means a role.
fn roles(plan: &Plan) -> impl Iterator<Item = (String, &Role)> {
    plan.roles.iter().flat_map(|role| {
        let names = std::iter::once(&role.name).chain(&role.aliases).map(|name| name.value.clone());
        [role.id().as_str().to_owned(), role.id().qualified()].into_iter().chain(names).map(move |name| (name, role))
    })
}

/// Ids of persons, also where the restricted folder is absent and only roles name them.
fn person_ids(plan: &Plan) -> Vec<&Id<Person>> {
    let held = plan.roles.iter().flat_map(|role| role.holder.iter().chain(&role.backups)).map(|own| &own.value);
    let members = plan.duty.iter().flat_map(|duty| &duty.members).map(|own| &own.value);
    plan.people.iter().map(Person::id).chain(held).chain(members).collect()
}

fn is_called(person: &Person, name: &str) -> bool {
    person.name.open(Clearance::Restricted).is_some_and(|own| own.value == name)
}

/// Names of persons are not offered: what is printed here may be passed on.
fn unknown(plan: &Plan, name: &str) -> Stop {
    let words: Vec<String> = roles(plan).map(|(word, _)| word).collect();
    let ids = person_ids(plan).into_iter().map(Id::as_str);
    let message = match nearest(name, words.iter().map(String::as_str).chain(ids)) {
        Some(near) => say!(
            "没有岗位或人员“{name}”；是不是“{near}”？",
            "there is no role or person '{name}'; did you mean '{near}'?"
        ),
        None => say!(
            "没有岗位或人员“{name}”；写岗位或人员的编号、名称，如 tech-lead、p007",
            "there is no role or person '{name}'; give the id or name of one, such as tech-lead or p007"
        ),
    };
    Stop { code: 2, message }
}

fn role(role: &Role) -> Named {
    Named { id: role.id().qualified(), label: role.name.value.clone() }
}

/// A person as what is printed may show: id and post.
fn person(plan: &Plan, id: &Id<Person>) -> Named {
    let label = match plan.people.get(id) {
        Some(row) => format!("{} {}", id.as_str(), row.post_title.value),
        None => id.as_str().to_owned(),
    };
    Named { id: id.qualified(), label }
}

fn case(plan: &Plan, away: &Away, left: &Left<'_>) -> Case {
    let absent = away.roles.iter().map(|id| role(&plan.roles[id]));
    let absent = absent.chain(away.persons.iter().map(|id| person(plan, id))).collect();
    let titled = |id: String, title: &str| Named { id, label: format!("《{title}》") };
    let playbooks = left.steps.iter().map(|(playbook, steps)| {
        let mut of = 0;
        playbook.walk(&mut |_, _| of += 1);
        let steps = steps.iter().filter_map(|step| {
            let actor = role(&plan.roles[&step.actor.as_ref()?.value]);
            let life_safety = step.kind == StepKind::LifeSafety;
            Some(Step { id: step.id.value.clone(), text: text(playbook, step), actor, life_safety })
        });
        Halted { playbook: titled(playbook.id().qualified(), &playbook.title.value), of, steps: steps.collect() }
    });
    let powers = left.powers.iter().map(|(group, kind)| {
        let label = group.aliases.first().unwrap_or(&group.name).value.clone();
        let group = Named { id: group.id().qualified(), label };
        Power { group, power: kind.word().to_owned(), called: kind.called() }
    });
    let reports = left.reports.iter().map(|report| {
        let named = Named { id: report.id().qualified(), label: report.title.value.clone() };
        Report { report: named, statutory: report.clock.is_some() }
    });
    let overloaded = left
        .overloaded
        .iter()
        .map(|(id, roles)| Load { person: person(plan, id), roles: roles.iter().map(|own| role(own)).collect() });
    let crowded = left.crowded.iter().map(|(playbook, roles)| Crowd {
        playbook: titled(playbook.id().qualified(), &playbook.title.value),
        roles: roles.iter().map(|own| role(own)).collect(),
    });
    Case {
        absent,
        vital: left.vital() > 0,
        roles: left.roles.iter().map(|own| role(own)).collect(),
        playbooks: playbooks.collect(),
        powers: powers.collect(),
        reports: reports.collect(),
        overloaded: overloaded.collect(),
        crowded: crowded.collect(),
    }
}

/// What a step is about, in the plan's own words.
fn text(playbook: &Playbook, step: &playbook::Step) -> String {
    match &step.action {
        Action::Do(text) | Action::Notify { message: Some(text), .. } => text.value.clone(),
        Action::Decide { input, .. } => {
            let label = playbook.input(&input.value).map_or(input.value.as_str(), |input| input.label.value.as_str());
            format!("{}：{label}", step.kind.word())
        }
        _ => step.note.as_ref().map_or_else(|| step.kind.word().to_owned(), |note| note.value.clone()),
    }
}
