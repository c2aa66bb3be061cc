//! The plan as one page for a telephone: playbooks to follow, numbers to call, the text to look up.

mod guide;
mod reach;

use serde::Serialize;

use super::annexes::annexes;
use super::content::{Block, cell};
use super::official::{Meta, chapters};
use super::refer::Edition;
use super::sheet::{self, Edge};
use crate::check::Checked;
use crate::model::document::Annex;
use crate::model::{Clearance, Entity};

pub use guide::{Dial, Guide, Line, Timer, Way};
pub use reach::{Class, Entry, Point};

/// The page.
#[derive(Debug, Clone, Serialize)]
pub struct Page {
    /// What the file says of itself.
    pub meta: Meta,
    /// Whose it is, which version, who may have it.
    pub edge: Edge,
    /// The name under which a browser keeps what was ticked.
    pub store: String,
    /// Numbers for the worst hour, which stand first.
    pub urgent: Vec<Dial>,
    /// The playbooks: those where lives are in danger first.
    pub guides: Vec<Guide>,
    /// The contact book.
    pub contacts: Vec<Class>,
    /// The forms.
    pub forms: Vec<FormEntry>,
    /// The text of the plan.
    pub chapters: Vec<Chapter>,
    /// Its annexes that are tables, the contact book apart.
    pub annexes: Vec<Chapter>,
}

/// A chapter.
#[derive(Debug, Clone, Serialize)]
pub struct Chapter {
    /// Its title, with its number.
    pub title: String,
    /// What it says.
    pub blocks: Vec<Block>,
}

/// A form, by name.
#[derive(Debug, Clone, Serialize)]
pub struct FormEntry {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// 附件2; nothing where it is no annex.
    pub label: Option<String>,
    /// What it is for.
    pub purpose: Option<String>,
    /// Who fills it.
    pub filled_by: Option<String>,
    /// The sheet to print, from the folder of the page; nothing where this edition has none.
    pub sheet: Option<String>,
}

/// The page for readers of `clearance`.
pub fn page(plan: &Checked, clearance: Clearance) -> Page {
    let edition = Edition::new(plan, clearance);
    let mut guides: Vec<Guide> = plan.playbooks.iter().map(|playbook| guide::guide(&edition, playbook)).collect();
    guides.sort_by_key(|guide| !guide.life_safety);
    Page {
        meta: sheet::meta(&edition, &edition.plan_title()),
        edge: sheet::edge(&edition),
        store: format!("plangen/{}/{}", plan.head.id.value, clearance.word()),
        urgent: reach::urgent(&edition),
        guides,
        contacts: reach::classes(&edition),
        forms: forms(&edition),
        chapters: text(&edition),
        annexes: tables(&edition),
    }
}

/// What stands in the text where a table of steps is.
const STEPS_HERE: &str = "见本页“处置方案”中同名方案的步骤，可以逐步打勾。";

/// The chapters. What a table of steps shows is there to be ticked among the playbooks.
fn text(edition: &Edition<'_>) -> Vec<Chapter> {
    let mut parts: Vec<Chapter> = Vec::new();
    for block in chapters(edition) {
        match (block, parts.last_mut()) {
            (Block::Heading { level: 1, number, body, .. }, _) => {
                let title = format!("{number}{}", super::prose::plain(&body));
                parts.push(Chapter { title, blocks: Vec::new() });
            }
            (Block::Flow { caption, .. }, Some(part)) => {
                part.blocks.push(Block::Paragraph { body: cell(format!("{caption}：{STEPS_HERE}")) });
            }
            (_, None) => {}
            (block, Some(part)) => part.blocks.push(block),
        }
    }
    parts
}

fn tables(edition: &Edition<'_>) -> Vec<Chapter> {
    let named = edition.plan.head.annexes.iter().zip(annexes(edition)).enumerate();
    named
        .filter(|(_, (annex, _))| match &annex.value {
            Annex::Table(which) => *which != crate::model::document::AnnexTable::Contacts,
            Annex::Form(_) => false,
        })
        .map(|(at, (_, (name, block)))| Chapter { title: format!("附件{} {name}", at + 1), blocks: vec![block] })
        .collect()
}

/// The forms in the order of the annexes, then the others; the public has the annexes.
fn forms(edition: &Edition<'_>) -> Vec<FormEntry> {
    let plan = edition.plan;
    let inside = edition.clearance >= Clearance::Internal;
    let mut forms: Vec<_> = plan.forms.iter().map(|form| (edition.numbers.form(form.id()), form)).collect();
    forms.retain(|(number, _)| inside || number.is_some());
    forms.sort_by_key(|(number, _)| number.map_or(usize::MAX, |number| number));
    forms
        .into_iter()
        .map(|(number, form)| FormEntry {
            id: form.id().to_string(),
            title: form.title.value.clone(),
            label: number.map(|number| format!("附件{number}")),
            purpose: form.purpose.as_ref().map(|purpose| purpose.value.trim_end_matches('。').to_owned()),
            filled_by: form.filled_by.as_ref().map(|role| plan.roles[role].name.value.clone()),
            sheet: inside.then(|| format!("forms/{}.pdf", form.id())),
        })
        .collect()
}
