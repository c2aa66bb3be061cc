//! How the notice carries the plan (C).

use plangen::views::Block;

use super::document::{Document, Element, Part, listed, plain};
use super::geometry::{PITCH, POINT, Row, THIRD, TOP, WIDTH, bare, rows};
use super::ledger::{Measure, Requirement, requirements};

requirements! {
    c01 "C01" "the plan rides on a 通知";
    c02 "C02" "the notice says why, issues the plan, asks for execution, revokes what it replaces";
    c03 "C03" "notice, signature, remark; plan on a new page, contents, text, list of annexes; annexes; imprint";
    c04 "C04" "annexes 附件1…n, or 《…》附件1…n when the plan itself is the annex";
    c05 "C05" "contents name the running page numbers";
}

fn c01(document: &Document, measure: &mut Measure) {
    let title: String = document.view.notice.title_lines.concat();
    let form = title.contains("关于印发《") && title.ends_with("》的通知");
    measure.holds("关于印发《…》的通知", form, || title.clone());
}

fn c02(document: &Document, measure: &mut Measure) {
    let body = &document.view.notice.body;
    // Variants that test lengths have a filler for a notice.
    if body.len() < 2 {
        return;
    }
    let text: String = body
        .iter()
        .map(|block| if let Block::Paragraph { body } = block { plain(body) } else { String::new() })
        .collect();
    for words in ["为", "印发给你们", "请认真贯彻执行", "废止"] {
        measure.holds("says it", text.contains(words), || words.to_owned());
    }
}

fn c03(document: &Document, measure: &mut Measure) {
    // The order itself is what `Document::new` follows; here is where each part starts.
    let title = document.title(Part::Plan)[0];
    let before = document.placed.iter().rfind(|placed| placed.part == Part::Notice).unwrap();
    measure.near("plan's page after the notice's last", (title.page - before.last().page) as f64, 1.0, 0.0);
    if document.view.plan.label.is_none() {
        let middle = f64::midpoint(title.top(), title.bottom());
        measure.near("title's row without a label", (middle - TOP - THIRD * POINT / 2.0) / PITCH + 1.0, 2.0, 0.01);
    }
    let Some(last) = contents(document).pop() else { return };
    let text = document.placed.iter().find(|placed| placed.part == Part::Plan && placed.block.is_some()).unwrap();
    measure.near("text's page after the contents' last", (text.first().page - last.page) as f64, 1.0, 0.0);
    measure.near("text's first row", text.first().top(), TOP, 0.05);
}

/// Rows of the contents: those between the word 目录 and the page on which the text begins.
fn contents(document: &Document) -> Vec<Row> {
    let Some(title) = document.first(Part::Plan, Element::ContentsTitle) else { return Vec::new() };
    let text = document.placed.iter().find(|placed| placed.part == Part::Plan && placed.block.is_some()).unwrap();
    let (from, to) = (title.first(), text.first().page);
    let inside = |row: &Row| (row.page > from.page || row.page == from.page && row.y > from.y + 0.1) && row.page < to;
    rows(&document.pages, |_| true).into_iter().filter(inside).collect()
}

fn c04(document: &Document, measure: &mut Measure) {
    for (index, annex) in document.view.annexes.iter().enumerate() {
        let number = index + 1;
        let inner = document.view.plan.label.is_some();
        let form = if inner { annex.label.starts_with('《') } else { annex.label.starts_with("附件") };
        let fact = if inner { "《…》附件n" } else { "附件n" };
        measure.holds(fact, form && annex.label.ends_with(&format!("附件{number}")), || annex.label.clone());
    }
    let note = &document.view.notice.enclosures;
    measure.holds(
        "listed in the notice only as its annex",
        note.is_empty() == document.view.plan.label.is_none(),
        || note.join(""),
    );
}

fn c05(document: &Document, measure: &mut Measure) {
    if !document.view.layout.contents {
        return;
    }
    let heading = |element| matches!(element, Element::Heading(1 | 2));
    let headings = document.all(heading).filter(|placed| placed.part == Part::Plan);
    let labels = document.all(|element| element == Element::Label).filter(|placed| placed.part != Part::Plan);
    let targets: Vec<_> = headings.chain(labels).collect();
    let mut rows = contents(document).into_iter();
    for (text, target) in listed(&document.view).iter().zip(&targets) {
        let wanted = bare(text);
        let mut said = String::new();
        // An entry may wrap; its page number ends it.
        while said.len() <= wanted.len() {
            let Some(row) = rows.next() else { break };
            said.push_str(&bare(&row.text()));
            if said.len() > wanted.len() {
                measure.near("page number at the right edge", row.right() - document.left(row.page), WIDTH, 0.1);
            }
        }
        let page = target.first().page.to_string();
        measure.holds("page of what is listed", said == format!("{wanted}{page}"), || {
            format!("{said}, not {wanted}{page}")
        });
    }
    measure.near("rows left over", rows.count() as f64, 0.0, 0.0);
    measure.near("entries less headings", listed(&document.view).len() as f64 - targets.len() as f64, 0.0, 0.0);
}
