//! Headings, tables and references that would print nothing.

use crate::check::{Context, names, vacant};
use crate::finding::{Finding, Message, Place};
use crate::model::Entity;
use crate::model::document::Annex;
use crate::model::prose::Reference;
use crate::say;
use crate::text::{Block, Inline};

type Body = [Inline<Reference>];

pub(super) fn check(cx: &mut Context<'_>) {
    let plan = cx.plan;
    if let Some(notice) = &plan.notice {
        blocks(&notice.blocks, cx);
    }
    for chapter in &plan.chapters {
        // What follows the chapter's own heading is its body.
        headings(Some((1, chapter.place)), &chapter.prose.blocks, cx);
        blocks(&chapter.prose.blocks, cx);
    }
    for annex in &plan.head.annexes {
        if let Annex::Table(table) = &annex.value
            && vacant::annex(*table, plan)
        {
            report(cx, annex.place, say!("这个附件表没有内容", "this annex has no rows"));
        }
    }
    for contact in plan.contacts.iter().filter(|contact| contact.points.is_empty()) {
        let finding = hollow(contact.place, say!("通讯录的这一条没有任何号码", "this contact has no number"));
        cx.report(finding.entity(contact.id().qualified()));
    }
}

fn hollow(place: Place, message: Message) -> Finding {
    Finding::error(names::empty_value, place, message)
        .help(say!("补上内容，或删去这一处", "add what belongs here, or take it out"))
}

fn report(cx: &mut Context<'_>, place: Place, message: Message) {
    cx.report(hollow(place, message));
}

/// Headings under which nothing stands, not even a lower heading.
fn headings(chapter: Option<(u8, Place)>, blocks: &[Block<Reference>], cx: &mut Context<'_>) {
    let mut open = chapter;
    for block in blocks {
        let next = match block {
            Block::Heading { level, place, .. } => Some((*level, *place)),
            _ => None,
        };
        if let (Some((level, place)), Some((next, _))) = (open, next)
            && next <= level
        {
            report(cx, place, say!("标题下面没有内容", "nothing stands under this heading"));
        }
        open = next;
    }
    if let Some((_, place)) = open {
        report(cx, place, say!("标题下面没有内容", "nothing stands under this heading"));
    }
}

fn blocks(blocks_in: &[Block<Reference>], cx: &mut Context<'_>) {
    for block in blocks_in {
        match block {
            Block::List { items, .. } => items.iter().for_each(|item| blocks(item, cx)),
            Block::Table { head, rows } => table(head, rows, cx),
            Block::Insert(reference) => self::reference(reference, cx),
            Block::Heading { .. } | Block::Paragraph { .. } => {}
        }
    }
    Block::inlines(blocks_in, &mut |body| {
        Inline::references(body, &mut |reference| self::reference(reference, cx));
    });
}

fn place_of(body: &Body) -> Option<Place> {
    let mut found = None;
    Inline::words(body, &mut |text, place| {
        if found.is_none() && !text.trim().is_empty() {
            found = Some(place);
        }
    });
    Inline::references(body, &mut |reference| {
        found.get_or_insert(reference.place);
    });
    found
}

fn table(head: &[Vec<Inline<Reference>>], rows: &[Vec<Vec<Inline<Reference>>>], cx: &mut Context<'_>) {
    let Some(title) = head.iter().find_map(|cell| place_of(cell)) else { return };
    if rows.is_empty() {
        return report(cx, title, say!("表格没有行", "this table has no rows"));
    }
    let mut hollow_columns = Vec::new();
    for (column, cell) in head.iter().enumerate() {
        if rows.iter().all(|row| row.get(column).is_none_or(|cell| place_of(cell).is_none())) {
            hollow_columns.push(column);
            report(cx, place_of(cell).unwrap_or(title), say!("表格的这一列是空的", "this column is empty"));
        }
    }
    for row in rows {
        let blank = |column: &usize| place_of(&row[*column]).is_none() && !hollow_columns.contains(column);
        if (0..row.len()).any(|column| blank(&column)) {
            let place = row.iter().find_map(|cell| place_of(cell)).unwrap_or(title);
            report(cx, place, say!("这一行有空格，不适用的写“—”", "a cell of this row is empty; write '—' for none"));
        }
    }
}

fn reference(reference: &Reference, cx: &mut Context<'_>) {
    if vacant::target(&reference.target, cx.plan) {
        report(cx, reference.place, say!("这里引用的内容是空的，印出来是空白", "this pulls nothing and prints empty"));
    }
}
