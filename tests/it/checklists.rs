//! Whoever follows a checklist of the sample plan finds each next row, and reads no scattered line.

use std::collections::{BTreeMap, BTreeSet};

use plangen::render::typeset::{Glyph, PageFacts};
use plangen::views::checklist::{Row, Task};

use crate::sheets::CHECKLISTS;

fn task(row: &Row) -> Option<&Task> {
    match row {
        Row::Task(task) | Row::Decide { task, .. } => Some(task),
        Row::Branch { .. } => None,
    }
}

/// The number a row is sent on to.
fn target(onward: &str) -> Option<&str> {
    onward.strip_prefix("转第")?.strip_suffix("步")
}

#[test]
fn every_row_that_sends_on_names_a_row_and_every_case_is_named_by_its_choice() {
    let mut followed = 0;
    for sheet in &CHECKLISTS.0.sheets {
        let rows = &sheet.body.rows;
        let numbers: BTreeSet<&str> = rows.iter().filter_map(task).map(|task| task.number.as_str()).collect();
        for (at, row) in rows.iter().enumerate() {
            let choices = match row {
                Row::Decide { choices, .. } => choices.as_slice(),
                _ => &[],
            };
            let ways = task(row).and_then(|task| task.onward.as_deref()).into_iter();
            for way in ways.chain(choices.iter().map(|choice| choice.onward.as_str())).filter_map(target) {
                assert!(numbers.contains(way), "{}: 转第{way}步", sheet.title);
                followed += 1;
            }
            let Row::Branch { words, .. } = row else { continue };
            let Some((number, _)) = words.strip_prefix('第').and_then(|rest| rest.split_once("步 ")) else {
                continue;
            };
            let first = rows[at + 1..].iter().find_map(task).unwrap();
            let sent = rows.iter().any(|own| match own {
                Row::Decide { task, choices } => {
                    task.number == number
                        && choices.iter().any(|choice| target(&choice.onward) == Some(first.number.as_str()))
                }
                _ => false,
            });
            assert!(sent, "{}: nobody is sent to {} under {words}", sheet.title, first.number);
        }
    }
    assert!(followed > 400, "{followed}");
}

#[test]
fn a_choice_says_what_was_ticked_and_not_what_was_left() {
    let rows = || CHECKLISTS.0.sheets.iter().flat_map(|sheet| &sheet.body.rows);
    let choices = rows().filter_map(|row| match row {
        Row::Decide { choices, .. } => Some(choices),
        _ => None,
    });
    let when: Vec<&str> = choices.flatten().map(|choice| choice.when.as_str()).collect();
    assert!(when.iter().all(|words| !words.contains("不是") && !words.contains("并非")), "{when:?}");
    assert!(when.contains(&"不具备或者已自动放气"), "{when:?}");
    assert!(when.contains(&"在24小时以上（含本数）且不足72小时"), "{when:?}");
}

#[test]
fn a_report_is_a_row_with_who_reports_by_when_and_to_which_number() {
    let rows = || CHECKLISTS.0.sheets.iter().flat_map(|sheet| &sheet.body.rows).filter_map(task);
    let reports: Vec<&Task> = rows().filter(|task| task.action.starts_with("办理“")).collect();
    assert!(reports.len() > 100);
    for task in reports {
        assert!(task.actor.is_some() && task.limit.is_some() && !task.calls.is_empty(), "{task:?}");
        assert!(task.calls.iter().all(|call| call.number.is_some()), "{task:?}");
    }
    let periodic = rows().find(|task| task.action.contains("周期续报") && task.number == "16").unwrap();
    assert_eq!(periodic.limit.as_deref(), Some("每30分钟一次，直至系统恢复正常运行"));
}

/// The lines of a page between two places, each with the glyphs from left to right.
fn lines(page: &PageFacts, left: f64, right: f64) -> Vec<Vec<&Glyph>> {
    let mut lines: BTreeMap<i64, Vec<&Glyph>> = BTreeMap::new();
    for glyph in page.glyphs.iter().filter(|glyph| glyph.x > left && glyph.x < right && glyph.y < 278.0) {
        if !glyph.text.trim().is_empty() {
            lines.entry((glyph.y * 10.0).round() as i64).or_default().push(glyph);
        }
    }
    lines.into_values().collect()
}

#[test]
fn no_line_has_a_single_character_and_no_box_stands_without_its_words() {
    let (mut seen, mut boxes) = (0, 0);
    for (index, page) in CHECKLISTS.1.facts().iter().enumerate() {
        let page_number = index + 1;
        for bar in page.bars.iter().filter(|bar| !bar.filled && (bar.width - 4.0).abs() < 0.2 && bar.x > 40.0) {
            let beside = page.glyphs.iter().any(|glyph| {
                glyph.x > bar.x + 4.0 && glyph.x < bar.x + 7.5 && glyph.y > bar.y && glyph.y < bar.y + 6.0
            });
            assert!(beside, "page {page_number}: a box without words: {bar:?}");
            boxes += 1;
        }
        // The column that says who and by when; heads of cases run across it.
        for line in lines(page, 129.0, 155.9).into_iter().filter(|line| (130.2..130.7).contains(&line[0].x)) {
            assert!(line.len() > 1, "page {page_number}: {:?}", line[0]);
            seen += 1;
        }
    }
    assert!(seen > 1000 && boxes > 800, "{seen} lines, {boxes} boxes");
}

#[test]
fn signatures_stand_below_the_last_row() {
    let mut closed = 0;
    for (index, page) in CHECKLISTS.1.facts().iter().enumerate() {
        let words: String = page.glyphs.iter().map(|glyph| glyph.text.as_str()).collect();
        if !words.contains("执行人签字") {
            continue;
        }
        closed += 1;
        let ticks = page.bars.iter().filter(|bar| (bar.width - 4.0).abs() < 0.2 && (bar.height - 4.0).abs() < 0.2);
        assert!(ticks.count() > 0 && words.contains("结束"), "page {}: signatures without a step", index + 1);
    }
    assert_eq!(closed, CHECKLISTS.0.sheets.len());
}
