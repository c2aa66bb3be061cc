//! Pocket cards: A6 on both sides, legible, one for every role, without a name.

use std::path::Path;
use std::sync::LazyLock;

use plangen::check::{self, Checked};
use plangen::load;
use plangen::model::{Clearance, Entity};
use plangen::render::typeset::PageFacts;
use plangen::views::card::cards;

use crate::posters::{set, words};

static PLAN: LazyLock<Checked> = LazyLock::new(|| {
    let loaded = load::load(&Path::new(env!("CARGO_MANIFEST_DIR")).join("plan-source")).unwrap();
    let plan = loaded.plan.expect("plan-source loads");
    let as_of = plan.head.as_of.as_ref().unwrap().value;
    check::run(plan, &loaded.sources, as_of).1.expect("plan-source is clean")
});

static PAGES: LazyLock<Vec<PageFacts>> = LazyLock::new(|| set("cards", &cards(&PLAN, Clearance::Internal)));

#[test]
fn every_role_has_a_card_that_says_who_stands_in() {
    let file = cards(&PLAN, Clearance::Internal);
    let names: Vec<&str> = file.sheets.iter().map(|sheet| sheet.name.as_str()).collect();
    assert_eq!(names, PLAN.roles.iter().map(|role| role.id().as_str()).collect::<Vec<_>>());
    for sheet in &file.sheets {
        let card = &sheet.body;
        assert!(!card.backup.is_empty() && !card.calls.is_empty(), "{card:?}");
        assert!(card.calls.iter().all(|call| call.number.is_some()), "{card:?}");
    }
}

#[test]
fn whoever_has_to_report_finds_the_number_on_the_card() {
    let file = cards(&PLAN, Clearance::Internal);
    let card = |name: &str| &file.sheets.iter().find(|sheet| sheet.name == name).unwrap().body;
    let called = |name: &str| card(name).calls.iter().map(|call| call.who.as_str()).collect::<Vec<_>>();
    assert!(called("office-director").contains(&"省委网信办"), "{:?}", called("office-director"));
    assert!(called("liaison").contains(&"各单位信息联络员"), "{:?}", called("liaison"));
    // A group is reached as it says, not under the first number it owns: that may be its mailbox's.
    let told = card("tech-lead").calls.iter().find(|call| call.who == "应急处置领导小组").expect("it is reported to");
    assert_eq!(told.number.as_deref(), Some("0393-0000001"));
    // Who decides and who does so instead is on their cards, too.
    assert!(card("commander").decides.iter().any(|power| power.starts_with("启动响应")));
    assert_eq!(card("deputy-commander").stands_in, ["总指挥"]);
}

#[test]
fn cards_are_a6_with_two_sides_and_can_be_read() {
    let file = cards(&PLAN, Clearance::Internal);
    for page in PAGES.iter() {
        assert!((page.size.0 - 105.0).abs() < 0.1 && (page.size.1 - 148.0).abs() < 0.1, "{:?}", page.size);
        for glyph in &page.glyphs {
            assert!(glyph.size >= 8.0, "{} has {} pt", glyph.text, glyph.size);
            assert!(glyph.x >= 6.9 && glyph.x + glyph.advance <= 98.6, "beyond the margin: {}", words(page));
            assert!(glyph.y > 6.0 && glyph.y < 142.0, "beyond the margin: {}", words(page));
        }
    }
    // Every card begins on a front.
    let fronts = PAGES.iter().step_by(2).filter(|page| words(page).contains("应急处置卡")).count();
    assert_eq!(fronts, file.sheets.len());
    assert!(PAGES.len().is_multiple_of(2) && PAGES.len() >= 2 * fronts);
}

#[test]
fn no_card_names_a_person() {
    let said: String = PAGES.iter().map(words).collect();
    for person in &PLAN.people {
        let name = person.name.open(Clearance::Restricted).expect("the restricted folder is here");
        assert!(!said.contains(name.value.as_str()), "{} is on a card", person.id().as_str());
    }
}

#[test]
fn a_side_that_goes_on_says_again_in_which_case() {
    for page in PAGES.iter() {
        let words = words(page);
        let alone = words.starts_with(|first: char| first.is_ascii_digit()) || words.starts_with("严禁");
        assert!(!alone, "a step without its case: {words}");
    }
}
