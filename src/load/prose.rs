//! Calls in prose to typed references.

use super::call::{Argument, Call, Literal};
use super::faults;
use super::markdown::Parsed;
use super::read::{Reader, nearest};
use super::resolve::dangling;
use crate::finding::{Finding, Place};
use crate::model::document::AnnexTable;
use crate::model::org::Role;
use crate::model::prose::*;
use crate::model::words::Words;
use crate::model::{Entity, Id, Quantity, Records, document::Policy};
use crate::say;
use crate::text::{Block, Inline};

/// What references are held against.
pub(super) struct Names<'a> {
    pub(super) records: &'a Records,
    pub(super) policy: Option<&'a Policy>,
    pub(super) sections: &'a [String],
}

/// The functions prose may call.
const FUNCTIONS: &[&str] = &[
    "phone",
    "contact",
    "role",
    "unit",
    "group",
    "site",
    "limit",
    "policy",
    "value",
    "playbook",
    "form",
    "annex",
    "section",
    "law",
    "organisation",
    "plan_title",
    "number",
    "replaces",
    "table",
    "duties",
    "members",
    "principles",
    "exemptions",
    "orgchart",
    "steps",
];

/// Turns the calls of a file into references, reporting those that lead nowhere.
pub(super) fn resolve(parsed: Parsed, names: &Names<'_>, cx: &mut Reader) -> Prose {
    Prose { blocks: blocks(parsed.blocks, names, cx) }
}

fn blocks(blocks_in: Vec<Block<Call>>, names: &Names<'_>, cx: &mut Reader) -> Vec<Block<Reference>> {
    let mut out = Vec::new();
    for block in blocks_in {
        out.push(match block {
            Block::Heading { level, id, body, place } => {
                Block::Heading { level, id, body: inlines(body, names, cx), place }
            }
            Block::Paragraph { body, place } => Block::Paragraph { body: inlines(body, names, cx), place },
            Block::List { ordered, items } => {
                Block::List { ordered, items: items.into_iter().map(|item| blocks(item, names, cx)).collect() }
            }
            Block::Table { head, rows } => Block::Table {
                head: head.into_iter().map(|cell| inlines(cell, names, cx)).collect(),
                rows: rows
                    .into_iter()
                    .map(|row| row.into_iter().map(|cell| inlines(cell, names, cx)).collect())
                    .collect(),
            },
            Block::Insert(call) => match reference(&call, names, cx) {
                Some(reference) if reference.target.is_block() => Block::Insert(reference),
                // A fact alone on its line is a short paragraph.
                Some(reference) => Block::Paragraph { place: call.place, body: vec![Inline::Reference(reference)] },
                None => continue,
            },
        });
    }
    out
}

fn inlines(inlines_in: Vec<Inline<Call>>, names: &Names<'_>, cx: &mut Reader) -> Vec<Inline<Reference>> {
    let mut out = Vec::new();
    for inline in inlines_in {
        out.push(match inline {
            Inline::Text(text, place) => Inline::Text(text, place),
            Inline::Strong(inner) => Inline::Strong(inlines(inner, names, cx)),
            Inline::Emphasis(inner) => Inline::Emphasis(inlines(inner, names, cx)),
            Inline::Break => Inline::Break,
            Inline::Reference(call) => match reference(&call, names, cx) {
                Some(reference) if reference.target.is_block() => {
                    let name = &call.name.value;
                    cx.report(
                        Finding::error(
                            faults::BAD_CALL,
                            call.place,
                            say!("“{name}”要独占一行", "'{name}' must stand alone on its line"),
                        )
                        .help(say!("前后各空一行", "put an empty line before and after it")),
                    );
                    continue;
                }
                Some(reference) => Inline::Reference(reference),
                None => continue,
            },
        });
    }
    out
}

fn reference(call: &Call, names: &Names<'_>, cx: &mut Reader) -> Option<Reference> {
    let mut arguments = Arguments { call, used: 0, keys: Vec::new(), cx };
    let target = target(&mut arguments, names)?;
    arguments.finish();
    Some(Reference { place: call.place, target })
}

fn target(arguments: &mut Arguments<'_>, names: &Names<'_>) -> Option<Target> {
    let records = names.records;
    Some(match arguments.call.name.value.as_str() {
        "phone" => Target::Phone(arguments.id()?, arguments.word_key("kind")?),
        "contact" => Target::Contact(arguments.id()?),
        "role" => Target::Role(arguments.id::<Role>()?),
        "unit" => Target::Unit(arguments.id()?),
        "group" => Target::Group(arguments.id()?, arguments.flag("short")),
        "site" => Target::Site(arguments.id()?),
        "playbook" => Target::Playbook(arguments.id()?),
        "form" => Target::Form(arguments.id()?),
        "annex" => Target::Annex(arguments.word::<AnnexTable>()?),
        "law" => {
            let id = arguments.id()?;
            Target::Law(id, arguments.integer())
        }
        "limit" => arguments.path(&limit_paths(records), "limit")?,
        "policy" => arguments.path(&names.policy.map(policy_paths).unwrap_or_default(), "policy")?,
        "value" => value(arguments, records)?,
        "section" => {
            let (id, place) = arguments.text()?;
            if !names.sections.contains(&id) {
                arguments.unknown(&id, place, names.sections.iter().map(String::as_str));
                return None;
            }
            Target::Section(id)
        }
        "organisation" => Target::Organisation,
        "plan_title" => Target::PlanTitle,
        "number" => Target::Number,
        "replaces" => Target::Replaces,
        "duties" => {
            // A group or one of our units: both have duties, and prose asks for them alike.
            let (id, place) = arguments.text()?;
            if records.units.find(&id).is_some() && records.groups.find(&id).is_none() {
                Target::UnitDuties(Id::new(&id))
            } else {
                Target::Duties(arguments.known(&id, place)?)
            }
        }
        "members" => Target::Members(arguments.id()?),
        "principles" => Target::Principles,
        "exemptions" => Target::Exemptions,
        "orgchart" => Target::OrgChart,
        "steps" => Target::Steps(arguments.id()?),
        "table" => Target::Table(table(arguments)?),
        other => {
            let (name, place) = (other.to_owned(), arguments.call.name.place);
            arguments.unknown(&name, place, FUNCTIONS.iter().copied());
            return None;
        }
    })
}

fn table(arguments: &mut Arguments<'_>) -> Option<DataTable> {
    let (name, place) = arguments.text()?;
    match name.as_str() {
        "seats" => arguments.id_key("group").map(DataTable::Seats),
        "contacts" => Some(DataTable::Contacts(arguments.word_key("class")?)),
        other => {
            if let Some((_, table)) = PlainTable::ALL.iter().find(|(word, _)| *word == other) {
                return Some(DataTable::Plain(*table));
            }
            let known = PlainTable::ALL.iter().map(|(word, _)| *word).chain(["seats", "contacts"]);
            arguments.unknown(other, place, known);
            None
        }
    }
}

fn value(arguments: &mut Arguments<'_>, records: &Records) -> Option<Target> {
    let (path, place) = arguments.text()?;
    let (id, field) = path.split_once('.').unwrap_or((&path, ""));
    if records.facilities.find(id).is_none() {
        let finding = dangling("facility", id, place, arguments.cx);
        arguments.cx.report(finding);
        return None;
    }
    match FacilityField::ALL.iter().find(|(word, _)| *word == field) {
        Some((_, field)) => Some(Target::Value(Id::new(id), *field)),
        None => {
            arguments.unknown(field, place, FacilityField::ALL.iter().map(|(word, _)| *word));
            None
        }
    }
}

/// Every duration prose may pull, by its path.
fn limit_paths(records: &Records) -> Vec<(String, Quantity)> {
    let mut paths = Vec::new();
    let mut add = |path: String, quantity: &Option<crate::model::Sourced<Quantity>>| {
        paths.extend(quantity.as_ref().map(|quantity| (path, quantity.value)));
    };
    for report in &records.reports {
        let id = report.id();
        add(format!("{id}.within"), &report.within);
        add(format!("{id}.every"), &report.every);
    }
    for playbook in &records.playbooks {
        let id = playbook.id();
        playbook.walk(&mut |step, _| {
            let step_id = &step.id.value;
            add(format!("{id}.{step_id}.within"), &step.within);
            add(format!("{id}.{step_id}.every"), &step.every);
        });
    }
    for group in &records.groups {
        let id = group.id();
        let authority = &group.authority;
        for (name, power) in [
            ("activate", &authority.activate),
            ("terminate", &authority.terminate),
            ("public_statement", &authority.public_statement),
            ("outside_report", &authority.outside_report),
            ("police_report", &authority.police_report),
            ("stop_system", &authority.stop_system),
            ("spend", &authority.spend),
        ] {
            if let Some(power) = power {
                add(format!("{id}.{name}.within"), &power.within);
            }
        }
    }
    for calltree in &records.calltrees {
        add(format!("{}.max_minutes", calltree.id()), &Some(calltree.max_minutes.clone()));
    }
    for plan in &records.training_plans {
        add(format!("{}.every", plan.id()), &Some(plan.every.clone()));
    }
    for posture in &records.postures {
        for (number, measure) in posture.measures.iter().enumerate() {
            add(format!("{}.{}.every", posture.id(), number + 1), &measure.every);
            add(format!("{}.{}.within", posture.id(), number + 1), &measure.within);
        }
    }
    paths
}

fn policy_paths(policy: &Policy) -> Vec<(String, Quantity)> {
    let mut paths = vec![
        ("contact_max_age.internal".to_owned(), policy.contact_max_age.internal.value),
        ("contact_max_age.vendor".to_owned(), policy.contact_max_age.vendor.value),
        ("contact_max_age.authority".to_owned(), policy.contact_max_age.authority.value),
        ("drill_max_age.comprehensive".to_owned(), policy.drill_max_age.comprehensive.value),
        ("drill_max_age.playbook".to_owned(), policy.drill_max_age.playbook.value),
        ("drill_max_age.life_safety".to_owned(), policy.drill_max_age.life_safety.value),
    ];
    for (name, quantity) in [
        ("review_max_age", &policy.review_max_age),
        ("training_max_age", &policy.training_max_age),
        ("max_posts_per_person", &policy.max_posts_per_person),
        ("contract_warn_before", &policy.contract_warn_before),
    ] {
        paths.extend(quantity.as_ref().map(|quantity| (name.to_owned(), quantity.value)));
    }
    paths
}

/// The arguments of a call while they are taken.
struct Arguments<'a> {
    call: &'a Call,
    used: usize,
    keys: Vec<&'static str>,
    cx: &'a mut Reader,
}

impl Arguments<'_> {
    /// The next argument without a key.
    fn next(&mut self) -> Option<Argument> {
        let argument = self.call.arguments.iter().filter(|argument| argument.key.is_none()).nth(self.used).cloned();
        self.used += usize::from(argument.is_some());
        argument
    }

    fn keyed(&mut self, key: &'static str) -> Option<Argument> {
        self.keys.push(key);
        self.call.arguments.iter().find(|argument| argument.key.as_deref() == Some(key)).cloned()
    }

    fn text(&mut self) -> Option<(String, Place)> {
        match self.next() {
            Some(Argument { value: Literal::Text(text), place, .. }) => Some((text, place)),
            Some(argument) => {
                self.fault(argument.place, say!("这里应是带引号的编号", "an id in quotes is wanted here"));
                None
            }
            None => {
                let name = self.call.name.value.clone();
                self.fault(self.call.place, say!("“{name}”缺少参数", "'{name}' lacks an argument"));
                None
            }
        }
    }

    fn integer(&mut self) -> Option<i64> {
        match self.next()? {
            Argument { value: Literal::Integer(number), .. } => Some(number),
            argument => {
                self.fault(argument.place, say!("这里应是数字", "a number is wanted here"));
                None
            }
        }
    }

    fn id<K: Entity>(&mut self) -> Option<Id<K>> {
        let (text, place) = self.text()?;
        self.known(&text, place)
    }

    fn id_key<K: Entity>(&mut self, key: &'static str) -> Option<Id<K>> {
        match self.keyed(key) {
            Some(Argument { value: Literal::Text(text), place, .. }) => self.known(&text, place),
            _ => {
                self.fault(self.call.place, say!("缺少参数 {key}='…'", "the argument {key}='…' is missing"));
                None
            }
        }
    }

    fn known<K: Entity>(&mut self, text: &str, place: Place) -> Option<Id<K>> {
        if self.cx.declared.get(K::KIND).is_some_and(|ids| ids.contains_key(text)) {
            return Some(Id::new(text));
        }
        let finding = dangling(K::KIND, text, place, self.cx);
        self.cx.report(finding);
        None
    }

    fn word<T: Words>(&mut self) -> Option<T> {
        let (text, place) = self.text()?;
        self.word_of(&text, place)
    }

    /// A word behind a key that may be absent; `None` when it is there and unknown.
    #[allow(clippy::option_option, reason = "absent and unknown are different things")]
    fn word_key<T: Words>(&mut self, key: &'static str) -> Option<Option<T>> {
        match self.keyed(key) {
            None => Some(None),
            Some(Argument { value: Literal::Text(text), place, .. }) => self.word_of(&text, place).map(Some),
            Some(argument) => {
                self.fault(argument.place, say!("这里应是带引号的词", "a word in quotes is wanted here"));
                None
            }
        }
    }

    fn word_of<T: Words>(&mut self, text: &str, place: Place) -> Option<T> {
        let found = T::ALL.iter().find(|(word, _)| *word == text).map(|(_, value)| *value);
        if found.is_none() {
            self.unknown(text, place, T::ALL.iter().map(|(word, _)| *word));
        }
        found
    }

    fn flag(&mut self, key: &'static str) -> bool {
        self.keyed(key).is_some_and(|argument| argument.value == Literal::Bool(true))
    }

    /// A quantity by its path.
    fn path(&mut self, paths: &[(String, Quantity)], function: &str) -> Option<Target> {
        let (path, place) = self.text()?;
        if let Some((_, quantity)) = paths.iter().find(|(known, _)| *known == path) {
            return Some(Target::Limit(*quantity));
        }
        let finding = Finding::error(
            faults::DANGLING_REFERENCE,
            place,
            say!("{function} 找不到“{path}”，或那里没有填时限", "{function} finds nothing at '{path}'"),
        );
        let near = nearest(&path, paths.iter().map(|(known, _)| known.as_str()));
        self.cx.report(match near {
            Some(near) => finding.help(say!("是不是“{near}”？", "did you mean '{near}'?")),
            None => finding.help(say!(
                "写成“编号.字段”，如 internal-periodic.every",
                "write 'id.field', such as internal-periodic.every"
            )),
        });
        None
    }

    fn unknown<'k>(&mut self, word: &str, place: Place, known: impl Iterator<Item = &'k str> + Clone) {
        let finding = Finding::error(faults::DANGLING_REFERENCE, place, say!("没有“{word}”", "there is no '{word}'"));
        let help = match nearest(word, known.clone()) {
            Some(near) => say!("是不是“{near}”？", "did you mean '{near}'?"),
            None => {
                let all = known.collect::<Vec<_>>().join("、");
                say!("可用：{all}", "one of: {all}")
            }
        };
        self.cx.report(finding.help(help));
    }

    fn fault(&mut self, place: Place, message: crate::finding::Message) {
        self.cx.report(Finding::error(faults::BAD_CALL, place, message));
    }

    /// Reports arguments that nothing has used.
    fn finish(&mut self) {
        let mut position = 0;
        for argument in &self.call.arguments {
            let used = match &argument.key {
                Some(key) => self.keys.contains(&key.as_str()),
                None => {
                    position += 1;
                    position <= self.used
                }
            };
            if !used {
                let name = self.call.name.value.clone();
                self.cx.report(
                    Finding::error(
                        faults::BAD_CALL,
                        argument.place,
                        say!("“{name}”不需要这个参数", "'{name}' takes no such argument"),
                    )
                    .help(say!("删掉它", "delete it")),
                );
            }
        }
    }
}
