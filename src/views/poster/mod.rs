//! Posters: what hangs on a wall and is read from two metres.
//!
//! One for each playbook, one for each decision the plan wants on the wall as a table, one for each
//! call tree.

mod actions;
mod height;
mod places;
mod table;
mod tree;

use serde::Serialize;

use super::deed::stem;
use super::dial::Dial;
use super::refer::Edition;
use super::room::{Overfull, fits, lines};
use super::sheet::{Sheet, SheetFile};
use super::steps::Telling;
use crate::check::Checked;
use crate::model::contact::CallTree;
use crate::model::playbook::Playbook;
use crate::model::{Clearance, Entity};
use crate::say;

pub use actions::Deed;
pub use places::Spot;
pub use table::{Range, Table, Warning};
pub use tree::{Block, Callee, Tree};

/// What a poster says.
#[derive(Debug, Clone, Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum Poster {
    /// What to do.
    Playbook(Box<Response>),
    /// What to do, by the value of one reading.
    Table(Table),
    /// Who calls whom.
    Tree(Tree),
}

/// What to do in the first minutes.
#[derive(Debug, Clone, Serialize)]
pub struct Response {
    /// The title that is read from afar.
    pub title: String,
    /// Dangers to life.
    pub hazards: Vec<String>,
    /// Where it hangs.
    pub site: Option<String>,
    /// Whom it is for.
    pub audience: Option<String>,
    /// What starts it.
    pub triggers: Vec<String>,
    /// What to do, in order.
    pub actions: Vec<Deed>,
    /// What to go on with.
    pub onward: String,
    /// Whom to call, in order.
    pub calls: Vec<Dial>,
    /// How many more numbers there are; the binder has them all.
    pub more_calls: usize,
    /// Where things are.
    pub places: Vec<Spot>,
    /// How many more places there are; the lists of the binder have them.
    pub more_places: usize,
    /// What must not be done.
    pub never: Vec<String>,
    /// Whether it hangs where everybody passes, and is for everybody.
    pub public: bool,
}

/// What a decision table is called behind what it is about.
const TABLE: &str = "决策表";
/// Han characters of a title in one line of 52 pt.
const TITLE: usize = 13;
/// Lines of what starts it, and Han characters in each.
const TRIGGERS: (usize, usize) = (3, 27);
/// Lines of what must not be done, and Han characters in each.
const NEVER: (usize, usize) = (4, 31);

/// The posters.
pub fn posters(plan: &Checked, clearance: Clearance) -> SheetFile<Poster> {
    let edition = Edition::new(plan, clearance);
    let mut sheets: Vec<_> = plan.playbooks.iter().flat_map(|playbook| of_playbook(&edition, playbook)).collect();
    sheets.extend(plan.calltrees.iter().map(|tree| of_tree(&edition, tree)));
    let title = format!("{}墙报汇编", edition.plan_title());
    SheetFile::new(&edition, &title, sheets)
}

/// What does not fit on the posters.
pub fn overfull(plan: &Checked, clearance: Clearance) -> Vec<Overfull> {
    let edition = Edition::new(plan, clearance);
    let mut overfull = Vec::new();
    for playbook in &plan.playbooks {
        bodies(&edition, playbook, &mut overfull);
    }
    for tree in &plan.calltrees {
        tree::tree(&edition, tree, &mut overfull);
    }
    overfull
}

/// The posters of a playbook.
pub(super) fn of_playbook(edition: &Edition<'_>, playbook: &Playbook) -> Vec<Sheet<Poster>> {
    let bodies = bodies(edition, playbook, &mut Vec::new());
    bodies.into_iter().map(|(name, title, body)| Sheet::new("posters", &name, title, body)).collect()
}

/// The poster of a call tree.
pub(super) fn of_tree(edition: &Edition<'_>, tree: &CallTree) -> Sheet<Poster> {
    let body = Poster::Tree(tree::tree(edition, tree, &mut Vec::new()));
    Sheet::new("posters", &format!("calltree-{}", tree.id().as_str()), tree.name.value.clone(), body)
}

/// What to do, and the decision the playbook wants on the wall, each with its name and its title.
fn bodies(edition: &Edition<'_>, playbook: &Playbook, overfull: &mut Vec<Overfull>) -> Vec<(String, String, Poster)> {
    let plan = edition.plan;
    let site = playbook.card.as_ref().and_then(|card| card.site.as_ref()).map(|id| &plan.sites[id]);
    // Whatever hangs where outsiders come and go is for everybody.
    let outside =
        site.filter(|site| site.visibility == Clearance::Public).map(|_| Edition::new(plan, Clearance::Public));
    let telling = Telling::new(outside.as_ref().unwrap_or(edition), playbook);
    let name = playbook.id().as_str();
    let title = stem(&playbook.title.value);
    let body = Poster::Playbook(Box::new(response(&telling, overfull)));
    let mut bodies = vec![(name.to_owned(), format!("{title}应急处置墙报"), body)];
    if let Some(input) = playbook.card.as_ref().and_then(|card| card.table.as_ref()) {
        let table = table::table(&telling, input, overfull);
        let title = format!("{title}按{}决策表", table.subject);
        bodies.push((format!("{name}-{}", input.value), title, Poster::Table(table)));
    }
    bodies
}

/// The title read from afar: what the playbook is about, and which of its posters it is.
fn title(playbook: &Playbook, kind: &str, overfull: &mut Vec<Overfull>) -> String {
    let (about, place) = match playbook.card.as_ref().and_then(|card| card.title.as_ref()) {
        Some(title) => (title.value.as_str(), title.place),
        None => (stem(&playbook.title.value), playbook.title.place),
    };
    let title = format!("{about}{kind}");
    overfull.extend(fits(
        &title,
        TITLE,
        place,
        say!("墙报标题", "the title of the poster"),
        say!("在 card 里写一个 title", "give the card a shorter title"),
    ));
    title
}

fn response(telling: &Telling<'_>, overfull: &mut Vec<Overfull>) -> Response {
    let (edition, playbook) = (telling.edition, telling.playbook);
    let plan = edition.plan;
    let card = playbook.card.as_ref();
    let site = card.and_then(|card| card.site.as_ref()).map(|id| &plan.sites[id]);
    let site = site.filter(|site| edition.clearance >= site.visibility);
    let title = title(playbook, "", overfull);
    let triggers: Vec<String> = playbook.triggers.iter().map(|id| plan.triggers[id].label.value.clone()).collect();
    let never: Vec<String> = playbook.do_not.iter().map(|text| text.value.trim_end_matches('。').to_owned()).collect();
    overfull.extend(block(
        &triggers,
        TRIGGERS,
        playbook,
        playbook.triggers.last().map(|last| last.place),
        say!("墙报的启动情形（行）", "what starts the playbook, in lines,"),
    ));
    overfull.extend(block(
        &never,
        NEVER,
        playbook,
        playbook.do_not.last().map(|last| last.place),
        say!("墙报的禁止事项（行）", "what must not be done, in lines,"),
    ));
    let hazards: Vec<String> = playbook.hazards.iter().map(|hazard| hazard.word().to_owned()).collect();
    let audience = card.map(|card| plan.roles[&card.audience].name.value.clone());
    let below =
        [site.map(|site| site.name.value.as_str()), audience.as_deref()].map(Option::unwrap_or_default).concat();
    // With the labels of the three.
    let below = format!("张贴：{below}用危险：{}", hazards.join("、"));
    let room = height::room(&below, !hazards.is_empty(), &triggers, &never);
    let chosen = actions::chosen(telling, room, overfull);
    let (calls, more_calls) = actions::calls(telling, &chosen);
    let (places, more_places) = places::places(telling, site, more_calls > 0);
    Response {
        title,
        hazards,
        site: site.map(|site| site.name.value.clone()),
        audience,
        triggers,
        onward: onward(playbook),
        calls,
        more_calls,
        places,
        more_places,
        actions: chosen.iter().map(|deed| Deed::new(telling, deed)).collect(),
        never,
        public: edition.clearance == Clearance::Public,
    }
}

/// What comes after the first steps; the decision table is named by the title it hangs under.
fn onward(playbook: &Playbook) -> String {
    let table = playbook.card.as_ref().and_then(|card| card.table.as_ref());
    let table = table.map(|_| format!("；按《{}》选路", title(playbook, TABLE, &mut Vec::new())));
    format!("随后按检查单逐步办理{}", table.unwrap_or_default())
}

/// Tells where texts need more lines than there are.
fn block(
    texts: &[String],
    (most, room): (usize, usize),
    playbook: &Playbook,
    place: Option<crate::finding::Place>,
    what: crate::finding::Message,
) -> Option<Overfull> {
    let has = lines(texts.iter().map(String::as_str), room);
    let mend = say!("每行 {room} 个汉字，写短或合并", "a line holds {room} Han characters: shorten or merge them");
    (has > most).then(|| Overfull { place: place.unwrap_or(playbook.place), what, has, room: most, mend })
}
