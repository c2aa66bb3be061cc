//! A checklist in Markdown: headings tell the part, items are steps, 如果…则… is a decision.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::super::faults;
use super::words::{self, Branch};
use super::{Act, Case, Draft, Input, Reading, STEP_LIMIT, Step};
use crate::finding::{Finding, Place};
use crate::model::Sourced;
use crate::model::event::{Category, Severity};
use crate::model::org::Hazard;
use crate::model::playbook::StepKind;
use crate::model::words::Words;
use crate::say;

/// Most lists inside each other.
const DEPTH_LIMIT: usize = 24;

/// An item of a list.
#[derive(Debug)]
struct Item {
    place: Place,
    text: String,
    items: Vec<Item>,
    /// Further paragraphs.
    more: Vec<String>,
}

/// A piece of the file.
#[derive(Debug)]
enum Piece {
    Heading(String, Place),
    Item(Item),
    Paragraph(String, Place),
    /// A table, code, HTML: as written.
    Other(String, Place),
}

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

/// The steps of a list.
fn steps(items: Vec<Item>, inputs: &mut Vec<Input>, cx: &mut Reading<'_>) -> Vec<Step> {
    let mut steps = Vec::new();
    let mut items = items.into_iter().peekable();
    while let Some(item) = items.next() {
        if cx.ids.len() > STEP_LIMIT {
            cx.too_many(item.place);
            return steps;
        }
        if !matches!(words::branch(&item.text), Some(Branch::If(..))) {
            plain(item, &mut steps, inputs, cx);
            continue;
        }
        // A run of 如果 that ends in 否则 is one decision; without it each may hold by itself.
        let mut run = vec![item];
        while items.peek().is_some_and(|next| matches!(words::branch(&next.text), Some(Branch::If(..)))) {
            run.extend(items.next());
        }
        let other = items.next_if(|next| matches!(words::branch(&next.text), Some(Branch::Otherwise(_))));
        match other {
            Some(other) if run.len() > 1 && run.iter().all(is_word) => steps.push(choice(run, other, inputs, cx)),
            other => {
                let last = run.len() - 1;
                let mut other = other;
                for (at, item) in run.into_iter().enumerate() {
                    let other = if at == last { other.take() } else { None };
                    steps.push(question(item, other, inputs, cx));
                }
            }
        }
    }
    steps
}

/// Whether the condition of an item can be a word of an enumeration.
fn is_word(item: &Item) -> bool {
    let Some(Branch::If(condition, _)) = words::branch(&item.text) else { return false };
    let number = condition.starts_with(|c: char| c.is_ascii_digit() || c == '-');
    let level = Severity::ALL.iter().any(|(word, _)| *word == condition);
    !number && !level && !condition.contains('\'') && condition != "true" && condition != "false"
}

/// An item that is no branch, then what stands below it.
fn plain(item: Item, into: &mut Vec<Step>, inputs: &mut Vec<Input>, cx: &mut Reading<'_>) {
    if matches!(words::branch(&item.text), Some(Branch::Otherwise(_))) {
        let help = say!("写在它所对应的“如果”那一项后面", "put it behind the 'if' it belongs to");
        cx.open(item.place, say!("“否则”前面没有“如果”", "'otherwise' stands behind no 'if'"), help);
    }
    let mut step = act(&item.text, item.place, cx);
    step.remarks.extend(item.more.iter().map(|words| format!("原文：{words}")));
    into.push(step);
    into.extend(steps(item.items, inputs, cx));
}

/// A step of the words of an item: `值班员：查看UPS（5分钟内）`.
fn act(text: &str, place: Place, cx: &mut Reading<'_>) -> Step {
    let id = cx.step_id(None);
    let (mut words, brackets) = words::bracketed(text);
    let mut step = Step::new(place, id, Act::Do(String::new()));
    if let Some(brackets) = brackets {
        let parts: Vec<&str> = brackets.split(['，', ',', '；', ';', '、']).map(str::trim).collect();
        let who = |part: &&str| cx.glance.role(part).is_some() || words::is_post(part);
        // Brackets with anything else in them belong to the sentence.
        if parts.iter().all(|part| who(part) || words::limit(part).is_some()) {
            step.within = parts.iter().find_map(|part| words::limit(part));
            if let Some(part) = parts.iter().find(|part| who(part)) {
                name(part, &mut step, cx);
            }
        } else {
            words = text.trim_end_matches('。');
        }
    }
    if step.actor.is_none()
        && step.actor_told.is_none()
        && let Some((lead, rest)) = words::lead(words)
        && (cx.glance.role(lead).is_some() || words::is_post(lead))
    {
        name(lead, &mut step, cx);
        words = rest;
    }
    step.act = Act::Do(words.trim().trim_end_matches(['：', ':']).to_owned());
    step
}

/// Gives a step its actor: a role of the plan, else the words for whoever fills it in.
fn name(who: &str, step: &mut Step, cx: &Reading<'_>) {
    match cx.glance.role(who) {
        Some(role) => step.actor = Some(role.to_owned()),
        None => step.actor_told = Some(who.to_owned()),
    }
}

/// What is done in a case: the words behind the condition, then what stands below.
fn inside(rest: &str, item: Item, inputs: &mut Vec<Input>, cx: &mut Reading<'_>) -> Vec<Step> {
    let mut all = Vec::new();
    if !rest.is_empty() {
        all.push(act(rest, item.place, cx));
    }
    all.extend(steps(item.items, inputs, cx));
    if let Some(first) = all.first_mut() {
        first.remarks.extend(item.more.into_iter().map(|words| format!("原文：{words}")));
    }
    all
}

/// A yes-or-no question in the words of the file.
fn question(item: Item, other: Option<Item>, inputs: &mut Vec<Input>, cx: &mut Reading<'_>) -> Step {
    let (place, text) = (item.place, item.text.clone());
    let Some(Branch::If(condition, rest)) = words::branch(&text) else { return act(&text, place, cx) };
    let id = cx.step_id(None);
    let input = ask(condition, place, Some("bool"), Vec::new(), inputs);
    let steps = inside(rest, item, inputs, cx);
    let mut cases = vec![Case { place, when: Some(format!("{input} == true")), steps }];
    cases.extend(other.map(|other| otherwise(other, inputs, cx)));
    Step { kind: Some(StepKind::Decide.word()), ..Step::new(place, id, Act::Decide { input, cases }) }
}

/// One decision between several situations, each in the words of the file.
fn choice(run: Vec<Item>, other: Item, inputs: &mut Vec<Input>, cx: &mut Reading<'_>) -> Step {
    let place = run.first().map_or(other.place, |item| item.place);
    let id = cx.step_id(None);
    let text = |item: &Item| match words::branch(&item.text) {
        Some(Branch::If(condition, _)) => condition.to_owned(),
        _ => String::new(),
    };
    let values: Vec<String> = run.iter().map(text).collect();
    let input = ask("", place, Some("enum"), values, inputs);
    cx.open(
        place,
        say!("连着的几个“如果”读成了一个判断", "the 'if's in a row were read as one decision"),
        say!(
            "确认各种情形互不重叠，并给这个变量写 label；能测量的改成带单位的读数",
            "make sure that the cases exclude each other, and give the variable a label"
        ),
    );
    let mut cases = Vec::new();
    for item in run {
        let (place, text) = (item.place, item.text.clone());
        let Some(Branch::If(condition, rest)) = words::branch(&text) else { continue };
        let when = Some(format!("{input} == {}", word(condition)));
        let steps = inside(rest, item, inputs, cx);
        cases.push(Case { place, when, steps });
    }
    cases.push(otherwise(other, inputs, cx));
    Step { kind: Some(StepKind::Decide.word()), ..Step::new(place, id, Act::Decide { input, cases }) }
}

fn otherwise(item: Item, inputs: &mut Vec<Input>, cx: &mut Reading<'_>) -> Case {
    let (place, text) = (item.place, item.text.clone());
    let rest = match words::branch(&text) {
        Some(Branch::Otherwise(rest)) => rest,
        _ => "",
    };
    Case { place, when: None, steps: inside(rest, item, inputs, cx) }
}

/// A word of a condition, quoted where it has signs of the language in it.
pub(super) fn word(text: &str) -> String {
    let plain = !text.contains(|c: char| c.is_whitespace() || "<>()[],=!'".contains(c));
    if plain { text.to_owned() } else { format!("'{text}'") }
}

/// A new variable with the next free name.
fn ask(
    label: &str,
    place: Place,
    r#type: Option<&'static str>,
    values: Vec<String>,
    inputs: &mut Vec<Input>,
) -> String {
    let name = format!("q{}", inputs.len() + 1);
    let label = if label.is_empty() { name.clone() } else { label.to_owned() };
    inputs.push(Input { place, name: name.clone(), label, r#type, unit: None, values });
    name
}

/// The pieces of the file in order.
fn pieces(cx: &mut Reading<'_>) -> Option<Vec<Piece>> {
    let options = Options::ENABLE_TABLES | Options::ENABLE_TASKLISTS | Options::ENABLE_STRIKETHROUGH;
    let mut pieces = Vec::new();
    let mut open: Vec<Item> = Vec::new();
    let mut words = String::new();
    let mut raw = 0_usize;
    let mut lists = 0_usize;
    let mut count = 0_usize;
    let text = cx.text;
    let file = cx.file;
    let source = |range: &std::ops::Range<usize>| text.get(range.clone()).unwrap_or("").trim_end();
    let line = |range: &std::ops::Range<usize>| {
        let first = source(range).lines().next().map_or(0, str::len);
        Place::new(file, range.start..range.start + first)
    };
    for (event, range) in Parser::new_ext(text, options).into_offset_iter() {
        match event {
            Event::Start(Tag::Table(_) | Tag::CodeBlock(_) | Tag::HtmlBlock) => {
                if raw == 0 {
                    let other = source(&range).to_owned();
                    match open.last_mut() {
                        Some(item) => item.more.push(other),
                        None => pieces.push(Piece::Other(other, line(&range))),
                    }
                }
                raw += 1;
            }
            Event::End(TagEnd::Table | TagEnd::CodeBlock | TagEnd::HtmlBlock) => raw = raw.saturating_sub(1),
            _ if raw > 0 => {}
            Event::Start(Tag::List(_)) => {
                settle(&mut words, &mut open);
                lists += 1;
                if lists > DEPTH_LIMIT {
                    let message =
                        say!("列表套了超过 {DEPTH_LIMIT} 层", "lists are nested more than {DEPTH_LIMIT} deep");
                    let finding = Finding::error(faults::OVER_LIMIT, line(&range), message);
                    cx.findings.push(finding.help(say!("拆成几个方案", "split it into several playbooks")));
                    return None;
                }
            }
            Event::End(TagEnd::List(_)) => lists -= 1,
            Event::Start(Tag::Item) => {
                count += 1;
                if count > STEP_LIMIT {
                    cx.too_many(line(&range));
                    return None;
                }
                open.push(Item { place: line(&range), text: String::new(), items: Vec::new(), more: Vec::new() });
            }
            Event::End(TagEnd::Item) => {
                settle(&mut words, &mut open);
                let Some(item) = open.pop() else { continue };
                match open.last_mut() {
                    Some(parent) => parent.items.push(item),
                    None => pieces.push(Piece::Item(item)),
                }
            }
            Event::End(TagEnd::Heading(_)) => {
                let text = std::mem::take(&mut words);
                pieces.push(Piece::Heading(text.trim().to_owned(), line(&range)));
            }
            Event::End(TagEnd::Paragraph) => {
                if open.is_empty() {
                    let text = std::mem::take(&mut words);
                    pieces.push(Piece::Paragraph(text.trim().to_owned(), line(&range)));
                } else {
                    settle(&mut words, &mut open);
                }
            }
            Event::Text(own) | Event::Code(own) | Event::InlineHtml(own) => words.push_str(&own),
            Event::SoftBreak | Event::HardBreak => words.push('\n'),
            _ => {}
        }
    }
    Some(pieces)
}

/// Gives the words read so far to the item they belong to.
fn settle(words: &mut String, open: &mut [Item]) {
    let text = std::mem::take(words);
    let text = text.trim().replace('\n', "");
    if let Some(item) = open.last_mut().filter(|_| !text.is_empty()) {
        if item.text.is_empty() { item.text = text } else { item.more.push(text) }
    }
}
