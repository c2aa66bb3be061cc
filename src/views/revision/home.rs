//! Where in the document an entity is told, so that its changes stand in the reader's order.

use std::collections::BTreeMap;

use crate::model::document::{Annex, AnnexTable};
use crate::model::prose::{DataTable, PlainTable, Reference, Target};
use crate::model::{Clearance, Plan};
use crate::text::Block;
use crate::views::refer::Edition;

/// Where things are told.
pub(super) struct Home<'a> {
    /// The new plan, for titles and numbers.
    pub(super) new: Edition<'a>,
    /// The old one, for what is gone.
    pub(super) old: Edition<'a>,
    /// Groups by entity.
    entities: BTreeMap<String, usize>,
    /// Groups by kind of entity.
    kinds: BTreeMap<&'static str, usize>,
    titles: Vec<String>,
    /// What the text tells one by one, in its order; what is gone stands where it stood.
    told: Vec<String>,
    /// How many of these stand before what is told next.
    at: usize,
}

impl<'a> Home<'a> {
    pub(super) fn of(old: &'a Plan, new: &'a Plan) -> Self {
        let mut home = Self {
            new: Edition::new(new, Clearance::Public),
            old: Edition::new(old, Clearance::Public),
            entities: BTreeMap::new(),
            kinds: BTreeMap::new(),
            titles: Vec::new(),
            told: Vec::new(),
            at: 0,
        };
        home.titles.push("印发通知和文件要素".into());
        home.entities.insert("plan:head".into(), 0);
        home.entities.insert("text:notice".into(), 0);
        for chapter in &new.chapters {
            let number = home.new.numbers.sections.get(&chapter.id).cloned().unwrap_or_default();
            home.titles.push(format!("{number} {}", chapter.title));
            let group = home.titles.len() - 1;
            home.entities.insert(format!("text:{}", chapter.id), group);
            home.inserts(&chapter.prose.blocks, group);
        }
        // What is gone stood where its chapter stood.
        home.at = 0;
        for chapter in &old.chapters {
            let key = format!("text:{}", chapter.id);
            let group = home.entities.get(&key).copied().unwrap_or(0);
            home.entities.entry(key).or_insert(group);
            home.inserts(&chapter.prose.blocks, group);
        }
        for (index, annex) in new.head.annexes.iter().enumerate() {
            home.annex(index + 1, &annex.value, new);
        }
        home.titles.push("其他数据".into());
        home
    }

    fn annex(&mut self, number: usize, annex: &Annex, plan: &Plan) {
        let (table, kind) = match annex {
            Annex::Form(id) => {
                self.titles.push(format!("附件{number} {}", plan.forms[&id.value].title.value));
                let group = self.titles.len() - 1;
                self.entities.insert(id.value.qualified(), group);
                return;
            }
            Annex::Table(table @ AnnexTable::Contacts) => (table, "contact"),
            Annex::Table(table @ AnnexTable::Resources) => (table, "resource"),
            Annex::Table(table @ AnnexTable::Contracts) => (table, "contract"),
            Annex::Table(AnnexTable::Vehicles | AnnexTable::Absorbed) => return,
        };
        self.titles.push(format!("附件{number} {}", table.called()));
        let group = self.titles.len() - 1;
        // The annex is the full list; a chapter that shows a part of it is not the home.
        self.kinds.insert(kind, group);
    }

    fn inserts(&mut self, blocks: &[Block<Reference>], group: usize) {
        for block in blocks {
            match block {
                Block::Insert(reference) => self.insert(&reference.target, group),
                Block::List { items, .. } => items.iter().for_each(|item| self.inserts(item, group)),
                _ => {}
            }
        }
    }

    fn insert(&mut self, target: &Target, group: usize) {
        let entity = match target {
            Target::Steps(id) => {
                self.kinds.entry("playbook").or_insert(group);
                self.tell(id.qualified());
                id.qualified()
            }
            Target::Duties(id) | Target::Members(id) | Target::Table(DataTable::Seats(id)) => {
                self.kinds.entry("group").or_insert(group);
                id.qualified()
            }
            Target::UnitDuties(id) => {
                self.kinds.entry("unit").or_insert(group);
                id.qualified()
            }
            Target::Principles => "list:principles".to_owned(),
            Target::Exemptions => "list:exemptions".to_owned(),
            Target::Table(DataTable::Contacts(_)) => {
                self.kinds.entry("contact").or_insert(group);
                return;
            }
            Target::Table(DataTable::Plain(table)) => return self.table(*table, group),
            _ => return,
        };
        self.entities.entry(entity).or_insert(group);
    }

    fn tell(&mut self, entity: String) {
        match self.told.iter().position(|told| *told == entity) {
            Some(known) => self.at = known,
            None => self.told.insert(self.at, entity),
        }
        self.at += 1;
    }

    fn table(&mut self, table: PlainTable, group: usize) {
        let kind = match table {
            PlainTable::Triggers => "trigger",
            PlainTable::Levels => "level",
            PlainTable::ResponseLevels => "response_level",
            PlainTable::Warnings => "warning",
            PlainTable::Postures => "posture",
            PlainTable::Reports => "report",
            PlainTable::Roles => "role",
            PlainTable::Resources | PlainTable::Vehicles => "resource",
            PlainTable::Contracts => "contract",
            PlainTable::Systems => "system",
            PlainTable::TrainingPlans => "training_plan",
            PlainTable::Laws => "law",
            PlainTable::Subplans => "subplan",
            PlainTable::Duty => "duty",
            PlainTable::Accountability | PlainTable::Glossary => {
                self.entities.insert(format!("list:{}", table.word()), group);
                return;
            }
            _ => return,
        };
        self.kinds.entry(kind).or_insert(group);
    }

    /// Where in the text an entity is told; what the text does not tell one by one stands before.
    pub(super) fn order(&self, entity: &str) -> Option<usize> {
        self.told.iter().position(|told| told == entity)
    }

    /// Order and title of the group an entity belongs to.
    pub(super) fn group(&self, entity: &str) -> (usize, String) {
        let kind = entity.split(':').next().unwrap_or("");
        // What has no table of its own is told beside its kin.
        let kin = match kind {
            "person" => "role",
            "site" => "group",
            "calltree" => "contact",
            "facility" | "procedure" | "agreement" => "resource",
            "vendor" => "contract",
            other => other,
        };
        let found = self.entities.get(entity).or_else(|| self.kinds.get(kind)).or_else(|| self.kinds.get(kin));
        let last = self.titles.len() - 1;
        let group = found.copied().unwrap_or(last);
        (group, self.titles[group].clone())
    }
}
