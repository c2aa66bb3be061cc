//! Chapters by paragraph; facts they pull are told by what they mean, never by their value.

use crate::diff::entry::Entry;
use crate::diff::tell::{Tell, Teller};
use crate::diff::tree::{About, Node};
use crate::diff::{Part, Value};
use crate::finding::Place;
use crate::model::Plan;
use crate::model::prose::{Chapter, DataTable, Prose, Reference, Target};
use crate::text::{Block, Inline};

pub(super) fn notice(notice: &Prose, t: &Teller<'_>) -> Node {
    let place = first_place(&notice.blocks).unwrap_or(t.plan.head.place);
    Entry::part(t, Some("text:notice".into()), "正文", About::Words, "印发通知", place)
        .parts(paragraphs(&notice.blocks, t))
        .done()
}

pub(super) fn chapter(chapter: &Chapter, t: &Teller<'_>) -> Node {
    let Chapter { id, title, place, prose } = chapter;
    Entry::part(t, Some(format!("text:{id}")), "章节", About::Words, title, *place)
        .say(About::Words, "title", "标题", title)
        .parts(paragraphs(&prose.blocks, t))
        .done()
}

fn first_place(blocks: &[Block<Reference>]) -> Option<Place> {
    blocks.iter().find_map(|block| match block {
        Block::Heading { place, .. } | Block::Paragraph { place, .. } => Some(*place),
        Block::List { items, .. } => items.iter().find_map(|item| first_place(item)),
        Block::Table { .. } => None,
        Block::Insert(reference) => Some(reference.place),
    })
}

fn paragraphs(blocks: &[Block<Reference>], t: &Teller<'_>) -> Vec<Node> {
    let mut nodes = Vec::new();
    add_paragraphs(blocks, &mut None, t, &mut nodes);
    nodes
}

/// `under` is the words of the heading passed last.
fn add_paragraphs(blocks: &[Block<Reference>], under: &mut Option<String>, t: &Teller<'_>, nodes: &mut Vec<Node>) {
    for block in blocks {
        match block {
            Block::Heading { level, id, body, place } => {
                let key = id.as_ref().map(|id| format!("heading/{id}"));
                let level = i64::from(*level);
                nodes.push(
                    Entry::part(t, key, "标题", About::Words, "", *place)
                        .value(About::Words, "text", "标题", prose(body, t.plan))
                        .say(About::Words, "level", "层次", &level)
                        .done(),
                );
                let mut words = String::new();
                Inline::words(body, &mut |text, _| words.push_str(text));
                *under = Some(words);
            }
            Block::Paragraph { body, place } => nodes.push(line("段落", body, *place, under, t)),
            Block::List { items, .. } => {
                for item in items {
                    add_paragraphs(item, under, t, nodes);
                }
            }
            Block::Table { head, rows } => {
                for row in std::iter::once(head).chain(rows) {
                    let body: Vec<_> = row
                        .iter()
                        .flat_map(|cell| cell.iter().cloned().chain([Inline::Text("｜".into(), t.plan.head.place)]))
                        .collect();
                    nodes.push(line("表格行", &body, t.plan.head.place, under, t));
                }
            }
            // Where a playbook is told follows from the playbook.
            Block::Insert(Reference { target: Target::Steps(_), .. }) => {}
            Block::Insert(reference) => {
                let body = [Inline::Reference(reference.clone())];
                nodes.push(line("插入内容", &body, reference.place, under, t));
            }
        }
    }
}

fn line(noun: &'static str, body: &[Inline<Reference>], place: Place, under: &Option<String>, t: &Teller<'_>) -> Node {
    Entry::part(t, None, noun, About::Words, "", place)
        .under(under.as_deref())
        .value(About::Words, "text", noun, prose(body, t.plan))
        .done()
}

/// Words with the facts they pull. A fact stands as a name or a label in both plans, so that a new
/// number in the contact book is no change of every paragraph that pulls it.
fn prose(body: &[Inline<Reference>], plan: &Plan) -> Value {
    let mut source = String::new();
    let mut shown = Vec::new();
    add(body, plan, &mut source, &mut shown);
    Value::Prose { source, shown }
}

fn add(body: &[Inline<Reference>], plan: &Plan, source: &mut String, shown: &mut Vec<Part>) {
    for inline in body {
        match inline {
            Inline::Text(text, _) => {
                source.push_str(text);
                shown.push(Part::open(text));
            }
            Inline::Strong(inner) | Inline::Emphasis(inner) => add(inner, plan, source, shown),
            Inline::Break => source.push('\n'),
            Inline::Reference(reference) => {
                let (key, part) = pulled(&reference.target, plan);
                source.push_str(&format!("‹{key}›"));
                shown.push(part);
            }
        }
    }
}

fn pulled(target: &Target, plan: &Plan) -> (String, Part) {
    let teller = Teller { plan, variables: &[] };
    let named = |told: crate::diff::tell::Told| match told {
        Some((Value::Link { key, name }, _)) => (key, name),
        _ => (String::new(), Part::open("")),
    };
    let about = |told: crate::diff::tell::Told, what: &str| {
        let (key, name) = named(told);
        (format!("{key}.{what}"), Part { text: format!("〔{}：{what}〕", name.text), needs: name.needs })
    };
    let fixed = |word: &str| (word.to_owned(), Part::open(format!("〔{word}〕")));
    match target {
        Target::Phone(id, kind) => about(id.tell(&teller), kind.map_or("电话", |kind| kind.word())),
        Target::Contact(id) => about(id.tell(&teller), "联系方式"),
        Target::Role(id) => named(id.tell(&teller)),
        Target::Unit(id) => named(id.tell(&teller)),
        Target::Group(id, _) => named(id.tell(&teller)),
        Target::Site(id) => named(id.tell(&teller)),
        // A new figure is told where it is written, not at every paragraph that pulls it.
        Target::Limit { path, quantity } => (format!("limit:{path}"), Part::open(quantity.to_string())),
        Target::Value(id, field) => about(id.tell(&teller), field.word()),
        Target::Playbook(id) => named(id.tell(&teller)),
        Target::Form(id) => named(id.tell(&teller)),
        Target::Annex(_) => fixed("附件"),
        Target::Section(id) => (format!("section:{id}"), Part::open(format!("“{}”", heading(id, plan)))),
        Target::Law(id, article) => {
            let (key, name) = named(id.tell(&teller));
            match article {
                Some(article) => (
                    format!("{key}#{article}"),
                    Part { text: format!("{}{}", name.text, super::article(*article)), needs: name.needs },
                ),
                None => (key, name),
            }
        }
        Target::Organisation => named(plan.head.organisation.value.tell(&teller)),
        Target::PlanTitle => ("plan:title".to_owned(), Part::open(&plan.head.title.value)),
        // Every issue has another one: no change of what the paragraph says.
        Target::Number => ("发文字号".to_owned(), Part::open(plan.head.document.number.to_string())),
        Target::Replaces => ("被替代文件".to_owned(), Part::open(replaced(plan))),
        Target::Table(table) => match table {
            DataTable::Seats(id) => about(id.tell(&teller), "席位表"),
            DataTable::Contacts(class) => fixed(class.map_or("通讯录", |class| class.word())),
            DataTable::Plain(table) => fixed(&format!("数据表 {}", table.word())),
        },
        Target::Duties(id) => about(id.tell(&teller), "职责"),
        Target::UnitDuties(id) => about(id.tell(&teller), "职责"),
        Target::Members(id) => about(id.tell(&teller), "组成"),
        Target::Principles => fixed("工作原则"),
        Target::Exemptions => fixed("免责情形"),
        Target::OrgChart => fixed("组织机构图"),
        Target::Steps(id) => about(id.tell(&teller), "处置步骤"),
    }
}

fn replaced(plan: &Plan) -> String {
    let numbers = plan.head.document.replaces.iter().map(|number| number.value.as_str());
    numbers.collect::<Vec<_>>().join("、")
}

/// The words of the heading with this id.
fn heading(id: &str, plan: &Plan) -> String {
    if let Some(chapter) = plan.chapters.iter().find(|chapter| chapter.id == id) {
        return chapter.title.clone();
    }
    let blocks = plan.chapters.iter().flat_map(|chapter| &chapter.prose.blocks);
    let found = blocks.filter_map(|block| match block {
        Block::Heading { id: Some(own), body, .. } if own == id => Some(body),
        _ => None,
    });
    let mut words = String::new();
    for body in found.take(1) {
        Inline::words(body, &mut |text, _| words.push_str(text));
    }
    words
}
