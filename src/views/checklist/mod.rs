//! Checklists: one for each playbook, to be followed and filled by hand.

mod clock;
mod rows;

use serde::Serialize;

use super::course::Course;
use super::refer::{Edition, group_name};
use super::sheet::{Sheet, SheetFile};
use super::steps::Telling;
use crate::check::Checked;
use crate::model::org::GroupKind;
use crate::model::playbook::Playbook;
use crate::model::{Clearance, Entity};

pub use clock::Mark;
pub use rows::{Call, Choice, Note, Reading, Row, Task};

/// What a checklist says.
#[derive(Debug, Clone, Serialize)]
pub struct Checklist {
    /// Whether lives are in danger.
    pub life_safety: bool,
    /// The dangers.
    pub hazards: Vec<String>,
    /// What starts it.
    pub triggers: Vec<String>,
    /// Who leads.
    pub owner: String,
    /// What is due and who is told, by the time since the trigger.
    pub clock: Vec<Mark>,
    /// What must not be done.
    pub do_not: Vec<String>,
    /// The steps.
    pub rows: Vec<Row>,
    /// Forms that go with it.
    pub forms: Vec<String>,
    /// Where it is filed when it is filled.
    pub filed: String,
}

/// The checklists of all playbooks.
pub fn checklists(plan: &Checked, clearance: Clearance) -> SheetFile<Checklist> {
    let edition = Edition::new(plan, clearance);
    let sheets = plan.playbooks.iter().map(|playbook| sheet(&edition, playbook)).collect();
    let title = format!("{}处置检查单汇编", edition.plan_title());
    SheetFile::new(&edition, &title, sheets)
}

/// The checklist of one playbook.
pub(super) fn sheet(edition: &Edition<'_>, playbook: &Playbook) -> Sheet<Checklist> {
    Sheet::new("checklists", playbook.id().as_str(), title(playbook), checklist(edition, playbook))
}

/// 电力故障应急处置检查单
fn title(playbook: &Playbook) -> String {
    let title = playbook.title.value.as_str();
    let stem = ["应急处置方案", "处置方案", "应急方案", "方案"].iter().find_map(|ending| title.strip_suffix(ending));
    format!("{}应急处置检查单", stem.unwrap_or(title).trim_end_matches("应急"))
}

fn checklist(edition: &Edition<'_>, playbook: &Playbook) -> Checklist {
    let plan = edition.plan;
    let telling = Telling::new(edition, playbook);
    let course = Course::of(&playbook.steps);
    let mut forms: Vec<String> = Vec::new();
    playbook.walk(&mut |step, _| {
        for id in telling.fills(step) {
            let title = format!("《{}》", plan.forms[id].title.value);
            if !forms.contains(&title) {
                forms.push(title);
            }
        }
    });
    Checklist {
        life_safety: !playbook.hazards.is_empty(),
        hazards: playbook.hazards.iter().map(|hazard| hazard.word().to_owned()).collect(),
        triggers: playbook.triggers.iter().map(|id| plan.triggers[id].label.value.clone()).collect(),
        owner: plan.roles[&playbook.owner].name.value.clone(),
        clock: clock::marks(&telling),
        do_not: playbook.do_not.iter().map(|text| text.value.trim_end_matches('。').to_owned()).collect(),
        rows: rows::rows(&telling, &course),
        forms,
        filed: filed(&telling),
    }
}

/// The office that keeps the records, and for how long: as long as the longest-kept form that the
/// playbook fills.
fn filed(telling: &Telling<'_>) -> String {
    let (edition, plan) = (telling.edition, telling.edition.plan);
    let office = plan.groups.iter().find(|group| group.kind == GroupKind::Office);
    let keeper = office.map_or_else(|| edition.organisation(), |group| group_name(group, false));
    let mut longest: Option<crate::model::Quantity> = None;
    telling.playbook.walk(&mut |step, _| {
        for id in telling.fills(step) {
            let Some(kept) = plan.forms[id].retention.as_ref().map(|kept| kept.value) else { continue };
            if longest.is_none_or(|known| kept.compare(&known) == Some(std::cmp::Ordering::Greater)) {
                longest = Some(kept);
            }
        }
    });
    match longest {
        Some(kept) => format!("处置结束当日交{keeper}归档，与所填表单一并保存{kept}"),
        None => format!("处置结束当日交{keeper}归档"),
    }
}
