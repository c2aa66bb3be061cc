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
