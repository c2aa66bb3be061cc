//! How the notice carries the plan (C).

use plangen::views::Block;

use super::document::{Document, Element, Part, listed, plain};
use super::geometry::{PITCH, POINT, THIRD, TOP, bare};
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
    let text: String = body.iter().map(|block| if let Block::Paragraph { body } = block { plain(body) } else { String::new() }).collect();
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
    let Some(entry) = document.all(|element| matches!(element, Element::Entry(_))).last() else { return };
    let text = document.placed.iter().find(|placed| placed.part == Part::Plan && placed.block.is_some()).unwrap();
    measure.near("text's page after the contents' last", (text.first().page - entry.last().page) as f64, 1.0, 0.0);
    measure.near("text's first row", text.first().top(), TOP, 0.05);
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
    measure.holds("listed in the notice only as its annex", note.is_empty() == document.view.plan.label.is_none(), || note.join(""));
}

fn c05(document: &Document, measure: &mut Measure) {
    if !document.view.layout.contents {
        return;
    }
    let entries: Vec<_> = document.all(|element| matches!(element, Element::Entry(_))).collect();
    measure.near("entries", entries.len() as f64 - listed(&document.view).len() as f64, 0.0, 0.0);
    let heading = |element| matches!(element, Element::Heading(1 | 2));
    let headings = document.all(heading).filter(|placed| placed.part == Part::Plan);
    let labels = document.all(|element| element == Element::Label).filter(|placed| placed.part != Part::Plan);
    for (entry, target) in entries.iter().zip(headings.chain(labels)) {
        let said: String = entry.rows.iter().map(|row| bare(&row.text())).collect();
        let number = said.strip_prefix(&bare(&entry.text)).map(str::to_owned);
        let wanted = target.first().page.to_string();
        measure.holds("page of what is listed", number.as_deref() == Some(&wanted), || format!("{said}, not {wanted}"));
        let end = entry.last().right() - document.left(entry.last().page);
        measure.near("page number at the right edge", end, super::geometry::WIDTH, 0.1);
    }
}
