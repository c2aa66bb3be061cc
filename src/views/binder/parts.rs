//! The parts of the binder, made of the views of other documents.

use std::collections::BTreeMap;

use super::{Chapter, Content, Part, Piece, ROOM, Rest, SheetCode};
use crate::model::Entity;
use crate::model::asset::Procedure;
use crate::model::document::Annex;
use crate::model::playbook::Playbook;
use crate::model::prose::PlainTable;
use crate::views::content::{Align, Block, Cell, Column, Inline, cell};
use crate::views::forms::FormSheet;
use crate::views::numbering::Counter;
use crate::views::poster::Poster;
use crate::views::refer::Edition;
use crate::views::sheet::Sheet;
use crate::views::{card, checklist, flow_chart, forms, handbook, official, playbook, poster, tables};

/// The part with the contact handbook, and the part with what is kept where.
const CALLS: &str = "应急通讯";
const LISTS: &str = "岗位、系统和资源";

/// The parts in order. What a plan does not have is no part of its binder.
pub(super) fn parts(edition: &Edition<'_>) -> Vec<Part> {
    let (chapters, mut sections) = text(edition);
    let playbooks = edition.plan.playbooks.iter().map(|own| {
        let blocks = sections.remove(own.id().as_str()).unwrap_or_else(|| section(edition, own));
        (own.id().qualified(), whole(edition, own, blocks))
    });
    let playbooks = playbooks.collect();
    let book = Piece::new(handbook::TITLE.to_owned(), Content::Contacts(handbook::handbook(edition)));
    let mut calls = vec![book];
    calls.extend(edition.plan.calltrees.iter().map(|tree| poster(poster::of_tree(edition, tree))));
    let cards = edition
        .plan
        .roles
        .iter()
        .map(|role| (format!("card:{}", role.id()), vec![Piece::copy(card::sheet(edition, role), Content::Card)]));
    let procedures = edition.plan.procedures.iter().map(|own| (own.id().qualified(), vec![procedure(edition, own)]));
    let all = [
        ("预案正文", chapters),
        ("处置方案", playbooks),
        (CALLS, vec![(handbook::TITLE.to_owned(), calls)]),
        ("岗位处置卡", cards.collect()),
        ("表单", blank(edition)),
        (LISTS, lists(edition)),
        ("操作规程", procedures.collect()),
    ];
    let all = all.into_iter().filter(|(_, chapters): &(_, Vec<_>)| !chapters.is_empty());
    all.enumerate().map(|(index, (title, chapters))| part(index + 1, title, chapters)).collect()
}

/// Where the posters among `parts` send for more.
pub(super) fn rest(parts: &[Part]) -> Rest {
    let number = |title: &str| parts.iter().find(|part| part.title == title).map(|part| part.number);
    Rest { calls: number(CALLS), places: number(LISTS) }
}

/// A chapter by its key.
type Keyed = (String, Vec<Piece>);

fn part(number: usize, title: &'static str, chapters: Vec<Keyed>) -> Part {
    let chapters: Vec<Chapter> = chapters
        .into_iter()
        .enumerate()
        .map(|(index, (key, pieces))| Chapter {
            key,
            number: format!("{number}.{}", index + 1),
            title: named(&pieces).map(|piece| piece.title.clone()).unwrap_or_default(),
            pieces,
        })
        .collect();
    let listed: Vec<_> = chapters.iter().map(|chapter| (&chapter.number, &chapter.title)).collect();
    Part { number, title, code: SheetCode::of("binder", &(number, title, listed)), chapters }
}

/// The piece a chapter is named after: what it tells, not the poster before it.
fn named(pieces: &[Piece]) -> Option<&Piece> {
    pieces.iter().find(|piece| !matches!(piece.content, Content::Poster(_)))
}

/// What does not fit has been told for the sheet on the wall.
fn poster(sheet: Sheet<Poster>) -> Piece {
    Piece::copy(sheet, Content::Poster)
}

/// The chapters of the plan, and the sections of playbooks that were taken out of them.
fn text(edition: &Edition<'_>) -> (Vec<Keyed>, BTreeMap<String, Vec<Block>>) {
    let mut chapters: Vec<Vec<Block>> = Vec::new();
    let mut sections: BTreeMap<String, Vec<Block>> = BTreeMap::new();
    // The playbook whose section is being taken out, and the level of its heading.
    let mut open: Option<(String, u8)> = None;
    for mut block in official::chapters(edition) {
        if let Block::Heading { level, id, .. } = &mut block {
            if *level == 1 {
                chapters.push(Vec::new());
            }
            if open.as_ref().is_some_and(|(_, own)| *level <= *own) {
                open = None;
            }
            if let Some(playbook) = id.strip_prefix("playbook-").map(str::to_owned) {
                let level = *level;
                let Some(chapter) = chapters.last_mut() else { continue };
                sections.insert(playbook.clone(), vec![block.clone()]);
                if let Block::Heading { id, .. } = &mut block {
                    id.clear();
                }
                chapter.push(block);
                let place = edition.plan.playbooks.iter().position(|own| own.id().as_str() == playbook);
                chapter.push(Block::Paragraph { body: cell(elsewhere(place)) });
                open = Some((playbook, level));
                continue;
            }
        }
        match &open {
            // The checklist that stands behind it has all that the table has.
            Some(_) if matches!(block, Block::Flow { .. }) => {}
            Some((playbook, _)) => sections.entry(playbook.clone()).or_default().push(block),
            None => chapters.last_mut().into_iter().for_each(|chapter| chapter.push(block.clone())),
        }
    }
    let pieces = edition.plan.chapters.iter().zip(chapters);
    let pieces = pieces.map(|(own, blocks)| (format!("text:{}", own.id), vec![prose(blocks)]));
    (pieces.collect(), sections)
}

/// What stands in the plan's text where a playbook was taken out: playbooks are the part behind the text, in their order.
fn elsewhere(place: Option<usize>) -> String {
    match place {
        Some(index) => format!("墙报、全文、流程图和检查单见本册2.{}。", index + 1),
        None => "全文、流程图和检查单见“处置方案”标签。".to_owned(),
    }
}

/// A piece of blocks of which the first is its heading.
fn prose(blocks: Vec<Block>) -> Piece {
    let title = match blocks.first() {
        Some(Block::Heading { body, .. }) => crate::views::prose::plain(body),
        _ => String::new(),
    };
    Piece::new(title, Content::Prose(blocks))
}

/// The section of a playbook that no chapter takes in.
fn section(edition: &Edition<'_>, own: &Playbook) -> Vec<Block> {
    let mut counter = Counter::new(edition.plan.head.document.numbering, 0);
    counter.step_below();
    let mut blocks = Vec::new();
    playbook::section(edition, own, &counter, &mut blocks);
    blocks.retain(|block| !matches!(block, Block::Flow { .. }));
    blocks
}

/// A playbook as poster, prose, flow chart and checklist: whoever opens it sees the first minutes.
fn whole(edition: &Edition<'_>, own: &Playbook, blocks: Vec<Block>) -> Vec<Piece> {
    let title = own.title.value.clone();
    let chart = flow_chart::flow_chart(edition, own, ROOM);
    let mut pieces: Vec<Piece> = poster::of_playbook(edition, own).into_iter().map(poster).collect();
    pieces.extend([
        Piece::new(title, Content::Prose(blocks.into_iter().map(led_to_the_checklist).collect())),
        Piece::new(chart.caption.clone(), Content::Chart(chart)),
        Piece::copy(checklist::sheet(edition, own), Content::Checklist),
    ]);
    pieces
}

/// The text leads to a table that the binder does without: the checklist behind it has the same rows.
fn led_to_the_checklist(mut block: Block) -> Block {
    if let Block::Paragraph { body } = &mut block {
        for run in body {
            if let Inline::Text { text } = run
                && text == playbook::ELSEWHERE
            {
                *text = text.replace("流程表", "检查单");
            }
        }
    }
    block
}

fn blank(edition: &Edition<'_>) -> Vec<Keyed> {
    let piece = |sheet: crate::views::sheet::Sheet<FormSheet>| {
        let key = format!("form:{}", sheet.name);
        (key, vec![Piece::copy(sheet, Content::Form)])
    };
    forms::sheets(edition).into_iter().map(piece).collect()
}

/// The tables a machine room needs: those of the annexes under their number, then the others.
fn lists(edition: &Edition<'_>) -> Vec<Keyed> {
    let mut lists = Vec::new();
    let mut add = |label: String, mut table: Block| {
        let Block::Table { caption, rows, .. } = &mut table else { return };
        if rows.is_empty() {
            return;
        }
        let name = caption.take().unwrap_or_default();
        let title = format!("{label}{name}");
        lists.push((name, vec![prose(vec![heading(&title), table])]));
    };
    for table in [PlainTable::Roles, PlainTable::Authority, PlainTable::Duty, PlainTable::Systems] {
        add(String::new(), tables::plain(edition, table));
    }
    add(String::new(), tables::facilities(edition));
    for (index, annex) in edition.plan.head.annexes.iter().enumerate() {
        match &annex.value {
            // The handbook has more than the annex.
            Annex::Table(crate::model::document::AnnexTable::Contacts) | Annex::Form(_) => {}
            Annex::Table(which) => add(format!("附件{}　", index + 1), tables::annex(edition, *which).1),
        }
    }
    lists
}

fn heading(title: &str) -> Block {
    Block::Heading { level: 1, number: String::new(), body: cell(title), id: String::new() }
}

fn procedure(edition: &Edition<'_>, own: &Procedure) -> Piece {
    let mut blocks = vec![heading(&own.title.value)];
    let mut told = |label: &str, text: String| {
        blocks.push(Block::Paragraph { body: vec![Inline::strong(format!("{label}：")), Inline::text(text)] });
    };
    if let Some(facility) = &own.facility {
        told("操作对象", edition.plan.facilities[facility].name.value.clone());
    }
    if !own.requires.is_empty() {
        told("操作人资格", own.requires.iter().map(|text| text.value.as_str()).collect::<Vec<_>>().join("、"));
    }
    if let Some(drawing) = &own.drawing {
        told("图纸", drawing.value.clone());
    }
    let rows = own.steps.iter().enumerate().map(|(index, step)| -> Vec<Cell> {
        let interlock = step.interlock.as_ref().map_or("—", |text| text.value.as_str());
        vec![cell((index + 1).to_string()), cell(interlock), cell(&step.text.value), cell("")]
    });
    let column = |title: &str, share, align| Column { title: title.to_owned(), share, align };
    blocks.push(Block::Table {
        caption: None,
        unit: None,
        columns: vec![
            column("步", 2, Align::Center),
            column("先确认", 6, Align::Left),
            column("再操作", 10, Align::Left),
            column("完成时刻", 3, Align::Center),
        ],
        rows: rows.collect(),
        sections: Vec::new(),
    });
    prose(blocks)
}
