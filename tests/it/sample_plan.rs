//! The sample plan is complete: every clause of the old plan has a home, every kind of entity is
//! there, and every word of its prose reaches a page.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::LazyLock;

use plangen::model::contact::ContactClass;
use plangen::model::prose::Target;
use plangen::model::words::Words;
use plangen::model::{Clearance, Plan};
use plangen::render::templates::Templates;
use plangen::render::typeset::{Pages, Typesetter};
use plangen::text::{Block, Inline};
use plangen::views::official::official;
use plangen::{check, fonts, load};

static PLAN: LazyLock<Plan> = LazyLock::new(|| {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("plan-source");
    load::load(&root).unwrap().plan.expect("plan-source loads")
});

static PAGES: LazyLock<Pages> = LazyLock::new(|| {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("plan-source");
    let loaded = load::load(&root).unwrap();
    let plan = loaded.plan.unwrap();
    let as_of = plan.head.as_of.as_ref().unwrap().value;
    let (findings, checked) = check::run(plan, &loaded.sources, as_of);
    assert!(findings.is_empty(), "{findings:?}");
    let faces = fonts::load(fonts::Mode::Locked, None, &fonts::Overrides::new())
        .unwrap_or_else(|error| panic!("{}", error.en()));
    let typesetter = Typesetter::new(&faces, Templates::with(BTreeMap::new()));
    typesetter.set("official", &official(&checked.unwrap(), Clearance::Internal)).unwrap()
});

#[test]
fn every_clause_of_the_old_plan_is_absorbed_once() {
    let mut absorbed: Vec<&str> =
        PLAN.playbooks.iter().flat_map(|playbook| playbook.merges.iter().map(|old| old.value.as_str())).collect();
    absorbed.sort_unstable();
    let expected: Vec<String> = (1..=21).map(|number| format!("seed-{number:02}")).collect();
    assert_eq!(absorbed, expected);
}

#[test]
fn what_the_old_plan_lacked_is_there() {
    for id in ["ransomware", "data-breach", "denial-of-service", "account-compromise", "supplier-failure", "water-leak"]
    {
        assert!(PLAN.playbooks.find(id).is_some(), "{id}");
    }
}

#[test]
fn every_playbook_stands_in_a_chapter_once() {
    let mut placed = Vec::new();
    for chapter in &PLAN.chapters {
        for block in &chapter.prose.blocks {
            if let Block::Insert(reference) = block
                && let Target::Steps(id) = &reference.target
            {
                placed.push(id.as_str().to_owned());
            }
        }
    }
    let unique: BTreeSet<_> = placed.iter().map(String::as_str).collect();
    assert_eq!(unique.len(), placed.len(), "{placed:?}");
    assert_eq!(unique, PLAN.playbooks.ids().collect());
}

#[test]
fn no_kind_of_entity_is_missing() {
    for (word, class) in ContactClass::ALL {
        assert!(PLAN.contacts.iter().any(|contact| contact.class.value == *class), "no contact of class {word}");
    }
    let counts = [
        ("units", PLAN.units.len()),
        ("groups", PLAN.groups.len()),
        ("roles", PLAN.roles.len()),
        ("people", PLAN.people.len()),
        ("duty", PLAN.duty.len()),
        ("sites", PLAN.sites.len()),
        ("calltrees", PLAN.calltrees.len()),
        ("systems", PLAN.systems.len()),
        ("facilities", PLAN.facilities.len()),
        ("procedures", PLAN.procedures.len()),
        ("vendors", PLAN.vendors.len()),
        ("contracts", PLAN.contracts.len()),
        ("agreements", PLAN.agreements.len()),
        ("resources", PLAN.resources.len()),
        ("triggers", PLAN.triggers.len()),
        ("levels", PLAN.levels.len()),
        ("response levels", PLAN.response_levels.len()),
        ("warnings", PLAN.warnings.len()),
        ("postures", PLAN.postures.len()),
        ("reports", PLAN.reports.len()),
        ("forms", PLAN.forms.len()),
        ("principles", PLAN.principles.len()),
        ("accountability", PLAN.accountability.len()),
        ("exemptions", PLAN.exemptions.len()),
        ("laws", PLAN.laws.len()),
        ("glossary", PLAN.glossary.len()),
        ("subplans", PLAN.subplans.len()),
        ("versions", PLAN.versions.len()),
        ("changes", PLAN.changes.len()),
        ("drills", PLAN.drills.len()),
        ("trainings", PLAN.trainings.len()),
        ("training plans", PLAN.training_plans.len()),
        ("binders", PLAN.binders.len()),
        ("chapters", PLAN.chapters.len()),
    ];
    for (name, count) in counts {
        assert!(count > 0, "plan-source has no {name}");
    }
}

#[test]
fn every_word_of_the_prose_reaches_a_page() {
    let squeeze = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    // The type area ends at 262 mm; below it stand page numbers, which come between the halves of
    // a sentence that runs over a page.
    let pages = PAGES.facts();
    let glyphs = pages.iter().flat_map(|page| &page.glyphs).filter(|glyph| glyph.y < 262.5);
    let printed = squeeze(&glyphs.map(|glyph| glyph.text.as_str()).collect::<String>());
    let mut looked_at = 0;
    let notice = PLAN.notice.iter().map(|prose| &prose.blocks);
    for blocks in PLAN.chapters.iter().map(|chapter| &chapter.prose.blocks).chain(notice) {
        Block::inlines(blocks, &mut |inlines| {
            Inline::words(inlines, &mut |words, _| {
                looked_at += 1;
                assert!(printed.contains(&squeeze(words)), "not on any page: {words}");
            });
        });
    }
    assert!(looked_at > 100, "only {looked_at} stretches of prose");
    for playbook in &PLAN.playbooks {
        assert!(printed.contains(&squeeze(&playbook.title.value)), "{}", playbook.title.value);
    }
}

/// What a person reads aloud: each decision is named once, and its cases say only what holds.
#[test]
fn decisions_are_told_in_the_words_of_a_person() {
    let pages = PAGES.facts();
    let printed: String = pages.iter().flat_map(|page| &page.glyphs).map(|glyph| glyph.text.as_str()).collect();
    let told = ["判断是否有人受伤或吸入烟气。若是：", "若否：转第", "判断从停电起算的预计时长。若不足30分钟："];
    let told = told.into_iter().chain(["若在4小时以上（含本数）且不足24小时：", "监护：一旦再次出现入侵迹象，"]);
    let told =
        told.chain(["以下两项同时进行", "若手动放气条件（机房仍燃烧、机房人员全到齐、门已关）为不具备或者已自动放气"]);
    for words in told {
        assert!(printed.contains(words), "{words}");
    }
    for words in ["以下二项", "入侵迹象（是），"] {
        assert!(!printed.contains(words), "{words}");
    }
}

#[test]
fn forms_name_their_units_in_chinese() {
    let fields = PLAN.forms.iter().flat_map(|form| &form.fields);
    let outage = fields.filter(|field| field.unit.as_ref().is_some_and(|unit| unit.value == "min"));
    assert_eq!(outage.count(), 1);
    let pages = PAGES.facts();
    let page = |words: &str| {
        let text = |page: &plangen::render::typeset::PageFacts| page.glyphs.iter().map(|g| g.text.as_str()).collect();
        pages.iter().map(text).find(|text: &String| text.contains(words)).unwrap()
    };
    let form = page("中断时长");
    assert!(form.contains("中断时长分钟") && !form.contains("min"), "{form}");
}
