//! STR03: the plan says everything a plan has to say, in an order a reader expects.
//!
//! Source: 突发事件应对法 art. 28 (what a plan contains), GB/T 46793.1-2025, GB/T 24363-2009, the
//! plan duties of GB/T 22239-2019. An element is there when a heading names it, when the table that
//! shows its data stands in the text, or when it is said in the sentence that all plans use for it.
//! Whatever does not apply is marked with a reason.

mod order;

use std::collections::BTreeSet;

use crate::check::{Context, names};
use crate::finding::Finding;
use crate::model::Plan;
use crate::model::element::Element;
use crate::model::prose::{DataTable, PlainTable, Reference, Target};
use crate::model::words::Words;
use crate::say;
use crate::text::{Block, Inline};

/// The words of headings that tell an element.
fn headings(element: Element) -> &'static [&'static str] {
    match element {
        Element::Purpose => &["目的"],
        Element::Basis => &["依据"],
        Element::Scope => &["范围"],
        Element::Organisation => &["组织", "机构", "职责"],
        Element::Prevention => &["预防", "防范", "准备"],
        Element::Warning => &["预警"],
        Element::Grading => {
            &["事件分级", "分级标准", "事件级别", "事件等级", "分类分级", "分级分类", "分级与预警", "分级和预警"]
        }
        Element::Activation => &["启动"],
        Element::Reporting => &["报告", "报送"],
        Element::Response => &["响应", "处置"],
        Element::StandDown => &["响应结束", "响应终止", "应急结束", "应急终止", "响应解除", "应急解除"],
        Element::Publicity => &["信息发布", "新闻发布", "舆情", "信息公开"],
        Element::Recovery => &["后期", "善后", "恢复"],
        Element::Support => &["保障"],
        Element::Training => &["培训", "演练"],
        Element::Upkeep => &["预案管理", "评估", "修订", "预案的管理"],
        Element::Annexes => &[],
    }
}

/// Where the data of an element are shown.
fn is_shown(element: Element, target: &Target) -> bool {
    matches!(
        (element, target),
        (Element::Basis, Target::Table(DataTable::Plain(PlainTable::Laws)))
            | (Element::Organisation, Target::OrgChart)
            | (Element::Warning, Target::Table(DataTable::Plain(PlainTable::Warnings)))
            | (Element::Grading, Target::Table(DataTable::Plain(PlainTable::Levels)))
            | (Element::Activation, Target::Table(DataTable::Plain(PlainTable::Triggers)))
            | (Element::Reporting, Target::Table(DataTable::Plain(PlainTable::Reports)))
            | (Element::Response | Element::StandDown, Target::Table(DataTable::Plain(PlainTable::ResponseLevels)))
            | (Element::Response, Target::Steps(_))
            | (Element::Training, Target::Table(DataTable::Plain(PlainTable::TrainingPlans | PlainTable::Drills)))
    )
}

/// Whether a paragraph is the sentence by which plans say this: 为了……制定本预案.
fn is_said(element: Element, text: &str) -> bool {
    match element {
        Element::Purpose => text.contains('为') && text.contains("制定本预案"),
        Element::Basis => text.contains("依据《") || text.contains("根据《"),
        Element::Scope => text.contains("预案适用于"),
        _ => false,
    }
}

pub(in crate::check) fn check(cx: &mut Context<'_>) {
    let plan = cx.plan;
    let present = present(plan);
    for (word, element) in Element::ALL {
        let marked = plan.head.not_applicable.iter().any(|marked| marked.element.value == *element);
        if marked || present.contains(element) {
            continue;
        }
        let message = say!("预案缺少“{word}”", "the plan says nothing on '{word}'");
        cx.report(Finding::error(names::missing_element, plan.head.title.place, message).help(say!(
            "补上这一部分；确实不适用的，在 plan.yaml 的 not_applicable 里写明理由",
            "add the part; where it does not apply, say why under not_applicable in plan.yaml"
        )));
    }
    order::order(cx);
}

/// The elements that are there.
fn present(plan: &Plan) -> BTreeSet<Element> {
    let mut present = BTreeSet::new();
    let mut see_title = |title: &str| {
        let named =
            Element::ALL.iter().filter(|(_, element)| headings(*element).iter().any(|word| title.contains(word)));
        present.extend(named.map(|(_, element)| *element));
    };
    let mut shown: Vec<&Target> = Vec::new();
    let mut said: Vec<String> = Vec::new();
    for chapter in &plan.chapters {
        see_title(&chapter.title);
        for block in &chapter.prose.blocks {
            match block {
                Block::Heading { body, .. } => {
                    let mut title = String::new();
                    Inline::<Reference>::words(body, &mut |text, _| title.push_str(text));
                    see_title(&title);
                }
                Block::Insert(reference) => shown.push(&reference.target),
                Block::Paragraph { body, .. } => {
                    let mut text = String::new();
                    Inline::<Reference>::words(body, &mut |words, _| text.push_str(words));
                    said.push(text);
                }
                _ => {}
            }
        }
    }
    for (_, element) in Element::ALL {
        let told = shown.iter().any(|target| is_shown(*element, target));
        if told || said.iter().any(|text| is_said(*element, text)) {
            present.insert(*element);
        }
    }
    if !plan.head.annexes.is_empty() {
        present.insert(Element::Annexes);
    }
    present
}
