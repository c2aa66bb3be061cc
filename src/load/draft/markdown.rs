//! A checklist in Markdown: headings tell the part, items are steps, 如果…则… is a decision.

mod pieces;
mod steps;

use super::{Act, Draft, Reading, words};
use crate::model::Sourced;
use crate::model::event::{Category, Severity};
use crate::model::org::Hazard;
use crate::model::playbook::StepKind;
use crate::model::words::Words;
use crate::say;
use pieces::{Item, Piece, pieces};
use steps::steps;

/// Reads the checklist; nothing where it is over a limit.
pub(super) fn read(cx: &mut Reading<'_>) -> Option<Draft> {
    let pieces = pieces(cx)?;
    let mut draft = Draft::default();
    let mut part = Part::Steps;
    let mut heading: Option<String> = None;
    let mut items: Vec<Item> = Vec::new();
    let mut kind = None;
    for piece in pieces {
        if !matches!(piece, Piece::Item(_)) {
            finish(&mut items, kind, &mut heading, &mut draft, cx);
        }
        match piece {
            Piece::Heading(text, place) if draft.title.is_none() && draft.steps.is_empty() => {
                draft.title = Some(Sourced { value: text, place });
            }
            Piece::Heading(text, _) => {
                part = part_of(&text);
                let named = StepKind::ALL.iter().map(|(word, _)| *word).find(|word| text.contains(word));
                kind = named.filter(|_| !is_steps(&text));
                heading = (part == Part::Steps && kind.is_none() && !is_steps(&text)).then_some(text);
            }
            Piece::Item(item) if part == Part::Steps => {
                if draft.steps.is_empty() && items.is_empty() && fact(&item.text, &mut draft, cx) {
                    continue;
                }
                items.push(item);
            }
            Piece::Item(item) => list(part, item, &mut draft),
            Piece::Paragraph(text, place) => {
                let told = text.split('\n').all(|line| fact(line.trim(), &mut draft, cx));
                if !told {
                    match part {
                        Part::Steps => {
                            cx.unplaced(place, say!("这段文字不是步骤", "these words are no step"));
                            draft.remarks.push(text);
                        }
                        part => list(part, Item { place, text, items: Vec::new(), more: Vec::new() }, &mut draft),
                    }
                }
            }
            Piece::Other(text, place) => {
                let message = say!("表格、代码和 HTML 不能读成步骤", "tables, code and HTML cannot be read as steps");
                cx.unplaced(place, message);
                draft.remarks.push(text);
            }
        }
    }
    finish(&mut items, kind, &mut heading, &mut draft, cx);
    Some(draft)
}

/// Makes steps of the items gathered below a heading.
fn finish(
    items: &mut Vec<Item>,
    kind: Option<&'static str>,
    heading: &mut Option<String>,
    draft: &mut Draft,
    cx: &mut Reading<'_>,
) {
    if items.is_empty() {
        return;
    }
    let mut steps = steps(std::mem::take(items), &mut draft.inputs, cx);
    for step in &mut steps {
        if matches!(step.act, Act::Do(_)) {
            step.kind = step.kind.or(kind);
        }
    }
    if let (Some(first), Some(words)) = (steps.first_mut(), heading.take()) {
        first.remarks.insert(0, words);
    }
    draft.steps.extend(steps);
}

/// The parts of a checklist that are no steps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Steps,
    Triggers,
    Prevention,
    DoNot,
    Facts,
    Escalation,
}

fn part_of(heading: &str) -> Part {
    const PARTS: [(&str, Part); 13] = [
        ("启动", Part::Triggers),
        ("触发", Part::Triggers),
        ("预防", Part::Prevention),
        ("准备", Part::Prevention),
        ("禁止", Part::DoNot),
        ("不得", Part::DoNot),
        ("严禁", Part::DoNot),
        ("升级", Part::Escalation),
        ("注意", Part::Facts),
        ("须知", Part::Facts),
        ("背景", Part::Facts),
        ("说明", Part::Facts),
        ("概述", Part::Facts),
    ];
    PARTS.iter().find(|(word, _)| heading.contains(word)).map_or(Part::Steps, |(_, part)| *part)
}

/// Whether a heading says no more than that steps follow.
fn is_steps(heading: &str) -> bool {
    ["步骤", "处置", "流程", "程序", "检查单", "Steps", "steps"].iter().any(|word| heading.contains(word))
}

/// An item below a heading that is none of steps.
fn list(part: Part, item: Item, draft: &mut Draft) {
    let mut texts = Vec::new();
    flatten(item, &mut texts);
    match part {
        Part::Prevention => draft.prevention.extend(texts),
        Part::DoNot => draft.do_not.extend(texts.into_iter().map(|text| text.value)),
        Part::Triggers => draft.told.extend(texts.into_iter().map(|text| ("triggers", text.value))),
        Part::Escalation => draft.told.extend(texts.into_iter().map(|text| ("escalation", text.value))),
        Part::Facts | Part::Steps => draft.facts.extend(texts.into_iter().map(|text| text.value)),
    }
}

fn flatten(item: Item, texts: &mut Vec<Sourced<String>>) {
    texts.push(Sourced { value: item.text, place: item.place });
    texts.extend(item.more.into_iter().map(|value| Sourced { value, place: item.place }));
    for inner in item.items {
        flatten(inner, texts);
    }
}

/// A line such as `责任岗位：技术处置组组长` before the steps.
fn fact(line: &str, draft: &mut Draft, cx: &Reading<'_>) -> bool {
    let Some((key, value)) = line.split_once(['：', ':']) else { return false };
    let (key, value) = (key.trim(), value.trim().trim_end_matches('。'));
    let words = || value.split(['、', '，', ',', '；']).map(str::trim).filter(|word| !word.is_empty());
    match key {
        "编号" | "id" => draft.id = words::id(value),
        "责任岗位" | "责任人" | "负责人" | "保管" => match cx.glance.role(value) {
            Some(role) => draft.owner = Some(role.to_owned()),
            None => draft.told.push(("owner", value.to_owned())),
        },
        "事件类别" | "类别" => {
            let category =
                Category::ALL.iter().find(|(word, _)| *word == value || word.trim_end_matches("事件") == value);
            match category {
                Some((word, _)) => draft.category = Some((*word).to_owned()),
                None => draft.told.push(("category", value.to_owned())),
            }
        }
        "事件级别" | "级别" => {
            let known = |word: &str| Severity::ALL.iter().any(|(own, _)| *own == word);
            if words().all(known) {
                draft.levels.extend(words().map(str::to_owned));
            } else {
                draft.told.push(("levels", value.to_owned()));
            }
        }
        "危险" | "危险源" => {
            let known = |word: &str| Hazard::ALL.iter().any(|(own, _)| *own == word);
            draft.hazards.extend(words().filter(|word| known(word)).map(str::to_owned));
            draft.remarks.extend(words().filter(|word| !known(word)).map(|word| format!("{key}：{word}")));
        }
        "适用范围" | "适用" => draft.scope = Some(value.to_owned()),
        "启动条件" | "触发条件" => draft.told.push(("triggers", value.to_owned())),
        _ => return false,
    }
    true
}
