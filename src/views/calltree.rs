//! Call trees: who calls whom, in which order and under which number, one line a role.
//!
//! A tree is drawn as an outline, so that numbers stand below one another, large enough to dial from
//! at arm's length, and the eye goes down one column. A tree longer than a page goes on under the
//! roles from which its branch hangs.

use std::collections::BTreeSet;

use serde::Serialize;

use super::flow_chart::{Room, Wire};
use super::refer::Edition;
use super::sheet::{Sheet, SheetFile};
use crate::check::Checked;
use crate::model::contact::CallTree as Tree;
use crate::model::event::Recipient;
use crate::model::org::{Person, Role};
use crate::model::{Clearance, Entity, Id, Ref};

/// A call tree.
#[derive(Debug, Clone, Serialize)]
pub struct CallTree {
    /// Its name.
    pub caption: String,
    /// What it says, for those who cannot see it.
    pub alt: String,
    /// How to go about it, a sentence each.
    pub rules: Vec<String>,
    /// Its width in millimetres.
    pub width: f64,
    /// Height of one line of a row in millimetres.
    pub line: f64,
    /// Its pages.
    pub pages: Vec<CallPage>,
}

/// A page of a call tree; lengths in millimetres from its upper left corner.
#[derive(Debug, Clone, Serialize)]
pub struct CallPage {
    /// How much of the page it takes.
    pub height: f64,
    /// Roles.
    pub rows: Vec<CallRow>,
    /// Lines from callers to those they call.
    pub wires: Vec<Wire>,
}

/// A role.
#[derive(Debug, Clone, Serialize)]
pub struct CallRow {
    /// Left; its frame reaches to the right edge.
    pub x: f64,
    /// Top.
    pub y: f64,
    /// Height.
    pub height: f64,
    /// The how-manieth call of its caller it is; none for the first caller.
    pub order: Option<usize>,
    /// The role.
    pub role: String,
    /// Whether it stood on the page before and only heads its branch here.
    pub again: bool,
    /// Who is called first.
    pub first: Reach,
    /// Who is called when the first does not answer, in order.
    pub backups: Vec<Reach>,
}

/// Somebody to call.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Reach {
    /// Who answers, for a reader who may know.
    pub name: Option<String>,
    /// The number to dial.
    pub number: Option<String>,
    /// What stands where there is no number.
    pub kept: &'static str,
}

/// The paper a tree is drawn for.
#[derive(Debug, Clone, Copy)]
pub struct Paper {
    /// What its edges, the title and the rules leave.
    pub room: Room,
    /// Height of a line, at least and at most: as large as lets the tree stand on one page, and on
    /// several pages rather than smaller than the least. At most as high as leaves a name and a
    /// mobile number on one line.
    pub line: (f64, f64),
}

/// An A3 sheet hung upright: numbers to be read from an arm's length and more.
pub const A3: Paper = Paper { room: Room { width: 259.0, height: 350.0 }, line: (9.0, 10.5) };
/// A page of a binder.
pub const A4: Paper = Paper { room: Room { width: 168.0, height: 228.0 }, line: (6.2, 7.0) };

/// How far a role stands to the right of its caller, in lines.
const INDENT: f64 = 0.9;
/// Between two rows, in lines.
const GAP: f64 = 0.16;

/// What to do, besides what the tree itself says.
const RULES: [&str; 2] = [
    "按序号逐个打，说清事件、地点、要对方做什么，请对方复述",
    "占线或无人接，立即改打备岗；都不通，由呼叫人代为通知其下级并记录",
];

/// All call trees.
pub fn call_trees(plan: &Checked, clearance: Clearance, paper: Paper) -> SheetFile<CallTree> {
    let edition = Edition::new(plan, clearance);
    let sheets = plan.calltrees.iter().map(|tree| {
        let body = call_tree(&edition, tree, paper);
        Sheet::new("call-tree", tree.id().as_str(), body.caption.clone(), body)
    });
    SheetFile::new(&edition, &format!("{}呼叫树", edition.plan_title()), sheets.collect())
}

/// One call tree.
pub(super) fn call_tree(edition: &Edition<'_>, tree: &Tree, paper: Paper) -> CallTree {
    let mut calls = Vec::new();
    let mut seen = BTreeSet::new();
    gather(tree, &tree.root, (0, None), &mut seen, &mut calls);
    let (room, (least, most)) = (paper.room, paper.line);
    let lines: f64 = calls.iter().map(|call| lines(edition, call.role) + GAP).sum();
    let line = (room.height / lines).clamp(least, most);
    let rows: Vec<(usize, CallRow)> = calls.iter().map(|call| (call.depth, row(edition, call, line))).collect();
    let within = format!("{}内通知到全部岗位", tree.max_minutes.value);
    CallTree {
        caption: tree.name.value.clone(),
        alt: alt(edition, tree),
        rules: RULES.iter().map(|rule| (*rule).to_owned()).chain([within]).collect(),
        width: room.width,
        line,
        pages: pages(rows, room.height, line),
    }
}

/// A call, where it stands in the tree.
struct Call<'a> {
    role: &'a Id<Role>,
    depth: usize,
    order: Option<usize>,
}

/// The calls in the order in which a branch is read. A role is called once, whatever the data say.
fn gather<'a>(
    tree: &'a Tree,
    role: &'a Ref<Role>,
    (depth, order): (usize, Option<usize>),
    seen: &mut BTreeSet<&'a str>,
    calls: &mut Vec<Call<'a>>,
) {
    if !seen.insert(role.value.as_str()) {
        return;
    }
    calls.push(Call { role: &role.value, depth, order });
    let own = tree.edges.iter().filter(|edge| edge.from.value == role.value).flat_map(|edge| &edge.to);
    for (index, to) in own.enumerate() {
        gather(tree, to, (depth + 1, Some(index + 1)), seen, calls);
    }
}

/// Those who call, in the order in which the tree is read.
pub(super) fn callers(tree: &Tree) -> Vec<&Id<Role>> {
    let mut calls = Vec::new();
    gather(tree, &tree.root, (0, None), &mut BTreeSet::new(), &mut calls);
    let calling = |role: &Id<Role>| tree.edges.iter().any(|edge| edge.from.value == *role);
    calls.into_iter().map(|call| call.role).filter(|role| calling(role)).collect()
}

/// How many lines a role takes.
fn lines(edition: &Edition<'_>, role: &Id<Role>) -> f64 {
    f64::from(u32::try_from(edition.backups(&edition.plan.roles[role]).len().max(1)).unwrap_or(1))
}

fn row(edition: &Edition<'_>, call: &Call<'_>, line: f64) -> CallRow {
    let role = &edition.plan.roles[call.role];
    CallRow {
        x: f64::from(u32::try_from(call.depth).unwrap_or(0)) * INDENT * line,
        y: 0.0,
        height: lines(edition, call.role) * line,
        order: call.order,
        role: role.name.value.clone(),
        again: false,
        first: edition.first(role),
        backups: edition.backups(role),
    }
}

impl Edition<'_> {
    /// Who is called first for a role: its holder, or the phone that is answered for it.
    pub(super) fn first(&self, role: &Role) -> Reach {
        let recipient = Recipient::Role(Ref { value: role.id.clone(), place: role.place });
        let number = || self.contact_of(&recipient).and_then(|contact| self.dial(contact));
        match role.holder.as_ref().and_then(|id| self.plan.people.get(&id.value)) {
            Some(person) if self.clearance == Clearance::Restricted => {
                let own = self.person(person);
                Reach { number: own.number.or_else(number), ..own }
            }
            _ => Reach { name: None, number: number(), kept: self.kept() },
        }
    }

    /// Who stands in for a role, in order: persons, for a reader who may know them, and the duty that
    /// sends somebody.
    pub(super) fn backups(&self, role: &Role) -> Vec<Reach> {
        let people = role.backups.iter().filter_map(|id| self.plan.people.get(&id.value));
        let people = people.filter(|_| self.clearance == Clearance::Restricted).map(|person| self.person(person));
        let shift = role.backups_from.as_ref().and_then(|id| {
            let duty = &self.plan.duty[id];
            let contact = duty.phone.as_ref().map(|phone| &self.plan.contacts[phone])?;
            let number = self.dial(contact)?;
            // Where the shift's phone is tried first it need not be tried again.
            if self.first(role).number.as_ref() == Some(&number) {
                return None;
            }
            Some(Reach { name: Some(duty.name.value.clone()), number: Some(number), kept: self.kept() })
        });
        people.chain(shift).collect()
    }

    fn person(&self, person: &Person) -> Reach {
        let contact = person.contact.as_ref().and_then(|id| self.plan.contacts.get(&id.value));
        Reach {
            name: person.name.open(self.clearance).map(|name| name.value.clone()),
            number: contact.and_then(|contact| self.dial(contact)),
            kept: self.kept(),
        }
    }

    /// What stands where a number is not told.
    fn kept(&self) -> &'static str {
        if self.clearance == Clearance::Restricted { "（未登记）" } else { "见《应急通讯手册》" }
    }
}

/// Cuts the rows into pages at most `height` high; each page but the first begins with the callers
/// above its first row.
fn pages(rows: Vec<(usize, CallRow)>, height: f64, line: f64) -> Vec<CallPage> {
    let mut pages = Vec::new();
    let mut page: Vec<(usize, CallRow)> = Vec::new();
    let mut path: Vec<CallRow> = Vec::new();
    let mut bottom = 0.0;
    let gap = GAP * line;
    for (depth, row) in rows {
        path.truncate(depth);
        if !page.is_empty() && bottom + row.height > height {
            pages.push(drawn(std::mem::take(&mut page), line));
            bottom = 0.0;
            for (depth, above) in path.iter().enumerate() {
                page.push((depth, CallRow { y: bottom, again: true, ..above.clone() }));
                bottom += above.height + gap;
            }
        }
        path.push(row.clone());
        let next = bottom + row.height + gap;
        page.push((depth, CallRow { y: bottom, ..row }));
        bottom = next;
    }
    if !page.is_empty() {
        pages.push(drawn(page, line));
    }
    pages
}

/// Draws the lines: down from each caller, to the right at each of those called.
fn drawn(rows: Vec<(usize, CallRow)>, line: f64) -> CallPage {
    let mut wires = Vec::new();
    for (index, (depth, row)) in rows.iter().enumerate() {
        let caller = rows[..index].iter().rev().find(|(above, _)| above + 1 == *depth);
        if let Some((_, caller)) = caller {
            let spine = caller.x + INDENT * line / 2.0;
            let middle = row.y + line / 2.0;
            let points = vec![(spine, caller.y + caller.height), (spine, middle), (row.x, middle)];
            wires.push(Wire { points, arrow: true });
        }
    }
    let height = rows.last().map_or(0.0, |(_, row)| row.y + row.height);
    CallPage { height, rows: rows.into_iter().map(|(_, row)| row).collect(), wires }
}

/// The tree in words: each caller with those it calls.
fn alt(edition: &Edition<'_>, tree: &Tree) -> String {
    let name = |role: &Ref<Role>| edition.plan.roles[role].name.value.as_str();
    let calls = tree.edges.iter().map(|edge| {
        let to: Vec<_> = edge.to.iter().map(name).collect();
        format!("{}依次呼叫{}", name(&edge.from), to.join("、"))
    });
    format!("{}：{}。", tree.name.value, calls.collect::<Vec<_>>().join("；"))
}
