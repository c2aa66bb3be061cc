//! Sheets to fill by hand, measured on the finished pages of the sample plan; and their codes.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::sync::LazyLock;

use plangen::fonts;
use plangen::model::Clearance;
use plangen::render::templates::Templates;
use plangen::render::typeset::{PageFacts, Pages, Typesetter};
use plangen::views::checklist::{Checklist, Row, checklists};
use plangen::views::forms::{FormSheet, forms};
use plangen::views::sheet::SheetFile;

use crate::charts::plan;
use crate::small::{Small, files};

pub(crate) static CHECKLISTS: LazyLock<(SheetFile<Checklist>, Pages)> = LazyLock::new(|| {
    let view = checklists(&plan(), Clearance::Internal);
    let pages = typesetter().set("checklists", &view).unwrap();
    (view, pages)
});

static FORMS: LazyLock<(SheetFile<FormSheet>, Pages)> = LazyLock::new(|| {
    let view = forms(&plan(), Clearance::Internal);
    let pages = typesetter().set("forms", &view).unwrap();
    (view, pages)
});

fn typesetter() -> Typesetter {
    let faces = fonts::load(fonts::Mode::Locked, None, &fonts::Overrides::new())
        .unwrap_or_else(|error| panic!("{}", error.en()));
    Typesetter::new(&faces, Templates::with(BTreeMap::new()))
}

/// The words between two heights of a page.
fn words(page: &PageFacts, top: f64, bottom: f64) -> String {
    let glyphs = page.glyphs.iter().filter(|glyph| glyph.y > top && glyph.y < bottom);
    glyphs.map(|glyph| glyph.text.as_str()).filter(|text| !text.trim().is_empty()).collect()
}

#[test]
fn a_sheet_of_its_own_is_the_sheet_of_the_collection() {
    let (view, pages) = &*CHECKLISTS;
    let (_, single) = view.singles().nth(3).unwrap();
    let alone = typesetter().set("checklists", &single).unwrap();
    let cut = pages.part(&[single.sheets[0].code.to_string()], &single.meta.title);
    assert_eq!(cut.sheets(), alone.sheets());
    assert!(cut.pdf("one").unwrap() == alone.pdf("one").unwrap(), "the bytes are the same");
}

#[test]
fn boxes_to_tick_are_squares_of_four_millimetres() {
    let (view, pages) = &*CHECKLISTS;
    let mut boxes = 0;
    for page in pages.facts() {
        for bar in page.bars.iter().filter(|bar| !bar.filled && (2.0..7.0).contains(&bar.width) && bar.height > 2.0) {
            boxes += 1;
            assert!((bar.width - 4.0).abs() <= 0.1 && (bar.height - 4.0).abs() <= 0.1, "{bar:?}");
        }
    }
    let tasks = view.sheets.iter().flat_map(|sheet| &sheet.body.rows);
    let least: usize = tasks
        .map(|row| match row {
            Row::Task(_) => 1,
            Row::Decide { choices, .. } => choices.len(),
            Row::Branch { .. } => 0,
        })
        .sum();
    assert!(least > 600 && boxes >= least, "{boxes} boxes for {least} things to tick");
}

#[test]
fn rows_and_columns_have_room_for_a_hand() {
    let (mut rows, mut columns) = (0, 0);
    for page in CHECKLISTS.1.facts() {
        // The lines of the table of steps: it is as wide as the page and has a column for the time
        // done and one for the initials.
        let upright: Vec<_> = page.bars.iter().filter(|bar| bar.width < 0.3 && bar.height > 8.0).collect();
        let edge = |x: f64| upright.iter().filter(move |bar| (bar.x - x).abs() < 0.2);
        let spans: Vec<_> = edge(175.91).map(|bar| (bar.y, bar.y + bar.height)).collect();
        columns += usize::from(!spans.is_empty());
        for (top, bottom) in &spans {
            let beside = |x: f64| edge(x).any(|bar| bar.y < top + 1.0 && bar.y + bar.height > bottom - 1.0);
            // 20 mm from line to line on either side.
            assert!(beside(155.91) && beside(195.91), "{spans:?}");
            let mut lines: Vec<f64> = page
                .bars
                .iter()
                .filter(|bar| bar.width > 171.0 && bar.height < 0.3 && bar.y > top - 0.5 && bar.y < bottom + 0.5)
                .map(|bar| bar.y)
                .collect();
            lines.sort_by(f64::total_cmp);
            // The last row is a table of its own: both draw the line between them.
            lines.dedup_by(|one, other| (*one - *other).abs() < 0.1);
            let shaded = |y: f64| {
                page.bars.iter().any(|bar| bar.filled && bar.y < y && bar.y + bar.height > y && bar.width > 7.0)
            };
            for pair in lines.windows(2).filter(|pair| !shaded(f64::midpoint(pair[0], pair[1]))) {
                rows += 1;
                assert!(pair[1] - pair[0] >= 9.0, "a row of {} mm", pair[1] - pair[0]);
            }
        }
    }
    assert!(rows > 600 && columns > 70, "{rows} rows on {columns} pages");
}

#[test]
fn no_words_are_too_small_for_a_tired_reader() {
    for page in CHECKLISTS.1.facts().iter().chain(&FORMS.1.facts()) {
        for glyph in &page.glyphs {
            let edge = glyph.y < 17.0 || glyph.y > 280.0;
            assert!(glyph.size >= if edge { 8.5 } else { 9.5 }, "{glyph:?}");
        }
    }
}

#[test]
fn every_page_says_which_sheet_and_version_it_is() {
    let number = plan().head.document.number.to_string();
    let mut codes = BTreeSet::new();
    for pages in [&CHECKLISTS.1, &FORMS.1] {
        let facts = pages.facts();
        for sheet in pages.sheets() {
            assert!(codes.insert(sheet.code.clone()), "{} stands for two sheets", sheet.code);
            let all = sheet.last - sheet.first + 1;
            for page in sheet.first..=sheet.last {
                let foot = words(&facts[page - 1], 275.0, 297.0);
                let place = format!("第{}页　共{all}页", page - sheet.first + 1).replace('　', "");
                for wanted in [number.as_str(), "版本2026.1", "2026年9月7日", &place, &format!("编码{}", sheet.code)]
                {
                    assert!(foot.contains(wanted), "{foot} lacks {wanted}");
                }
            }
        }
    }
    assert!(codes.len() > 30, "{codes:?}");
}

#[test]
fn every_playbook_has_a_checklist_and_every_form_a_sheet() {
    let plan = plan();
    let names = |names: Vec<&str>| names.into_iter().map(str::to_owned).collect::<BTreeSet<_>>();
    let listed = names(CHECKLISTS.0.sheets.iter().map(|sheet| sheet.name.as_str()).collect());
    assert_eq!(listed, plan.playbooks.ids().map(str::to_owned).collect());
    let printed = names(FORMS.0.sheets.iter().map(|sheet| sheet.name.as_str()).collect());
    assert!(plan.forms.ids().all(|id| printed.contains(id)), "{printed:?}");
    assert_eq!(printed.iter().filter(|name| name.starts_with("drill-")).count(), 10);
}

#[test]
fn lives_come_first() {
    for sheet in CHECKLISTS.0.sheets.iter().filter(|sheet| sheet.body.life_safety) {
        let first = sheet.body.rows.iter().find_map(|row| match row {
            Row::Task(task) => Some(task),
            _ => None,
        });
        assert!(first.is_some_and(|task| task.safety), "{}", sheet.title);
    }
}

/// The sixteen contents of the continued report (the plan of 2020, 持续报告), by what the form says.
#[test]
fn the_report_of_an_event_asks_for_all_sixteen_contents() {
    let at = FORMS.0.sheets.iter().position(|sheet| sheet.name == "incident-report").unwrap();
    let own = &FORMS.1.sheets()[at];
    let facts = FORMS.1.facts();
    let said: String = (own.first..=own.last).map(|page| words(&facts[page - 1], 30.0, 275.0)).collect();
    for label in [
        "发生时间",
        "发生地点",
        "简要经过",
        "影响范围",
        "影响程度",
        "影响人数",
        "直接经济损失",
        "后果初判",
        "原因初判",
        "性质初判",
        "已采取的措施",
        "措施效果",
        "请求协助事项",
        "报告单位",
        "签发人",
        "报告时间",
        "后续联系人",
        "其他情况",
    ] {
        assert!(said.contains(label), "{label} is missing: {said}");
    }
    assert!(said.contains("盖章") && said.contains("签字"), "{said}");
}

/// Codes by the file they stand in.
fn codes(small: &Small) -> BTreeMap<String, String> {
    let text = fs::read_to_string(small.output().join("internal/manifest.json")).unwrap();
    let manifest: serde_json::Value = serde_json::from_str(&text).unwrap();
    let sheets = manifest["sheets"].as_array().unwrap().iter();
    let pair = |sheet: &serde_json::Value| (sheet["path"].as_str().unwrap().to_owned(), sheet["code"].to_string());
    sheets.map(pair).filter(|(path, _)| path.contains('/')).collect()
}

#[test]
fn a_code_stays_while_its_sheet_does_and_restricted_values_touch_no_other_folder() {
    let small = Small::new();
    small.build();
    let before = codes(&small);
    assert!(before.len() > 10, "{before:?}");
    small.edit("plan.yaml", "version: \"2026.1\"", "version: \"2026.2\"");
    small.edit("review/versions.yaml", "version: \"2026.1\"", "version: \"2026.2\"");
    small.edit("review/binders.yaml", "duty-operator, version: \"2026.1\"", "duty-operator, version: \"2026.2\"");
    small.edit("review/binders.yaml", "tech-lead, version: \"2026.1\"", "tech-lead, version: \"2026.2\"");
    small.edit("playbooks/network-outage.yaml", "do: 更换尾纤或光模块", "do: 更换尾纤或者光模块");
    small.build();
    let after = codes(&small);
    let changed: Vec<_> =
        before.iter().filter(|(path, code)| after.get(*path) != Some(code)).map(|(path, _)| path).collect();
    assert_eq!(changed, ["checklists/network-outage.pdf"]);

    let open = |small: &Small| {
        let mut files = files(&small.output());
        files.retain(|path, _| !path.starts_with("restricted"));
        files
    };
    let first = open(&small);
    let people = fs::read_to_string(small.plan().join("restricted/people.yaml")).unwrap();
    let other = people.replace("某甲", "某戊").replace("某乙", "某己");
    assert_ne!(people, other);
    small.write("restricted/people.yaml", other);
    small.build();
    assert_eq!(open(&small), first);
}

#[test]
fn no_row_of_a_form_is_too_low_to_write_in() {
    let mut rows = 0;
    for (index, page) in FORMS.1.facts().iter().enumerate() {
        // The edges of the rows begin at the left margin; head and foot of the page have lines of their own.
        let edges = page.bars.iter().filter(|bar| bar.x < 28.3 && bar.width > 15.0 && (30.0..270.0).contains(&bar.y));
        let mut heights: Vec<f64> = edges.flat_map(|bar| [bar.y, bar.y + bar.height]).collect();
        heights.sort_by(f64::total_cmp);
        heights.dedup_by(|a, b| (*a - *b).abs() < 0.5);
        for pair in heights.windows(2) {
            rows += 1;
            assert!(pair[1] - pair[0] > 7.9, "page {}: a row of {:.1} mm", index + 1, pair[1] - pair[0]);
        }
    }
    assert!(rows > 100, "{rows}");
}
