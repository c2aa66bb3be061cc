//! Posters: sizes that can be read from two metres, parts that stay in their places, codes that dial
//! the number printed beside them.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::LazyLock;

use plangen::check::{self, Checked};
use plangen::model::Clearance;
use plangen::render::Fault;
use plangen::render::templates::Templates;
use plangen::render::typeset::{Bar, Glyph, PageFacts, Typesetter};
use plangen::views::poster::{Poster, Response, overfull, posters};
use plangen::{fonts, load};

use crate::small::Small;

static PLAN: LazyLock<Checked> = LazyLock::new(|| {
    let loaded = load::load(&Path::new(env!("CARGO_MANIFEST_DIR")).join("plan-source")).unwrap();
    let plan = loaded.plan.expect("plan-source loads");
    let as_of = plan.head.as_of.as_ref().unwrap().value;
    check::run(plan, &loaded.sources, as_of).1.expect("plan-source is clean")
});

static PAGES: LazyLock<Vec<PageFacts>> = LazyLock::new(|| set("posters", &posters(&PLAN, Clearance::Internal)));

static TYPESETTER: LazyLock<Typesetter> = LazyLock::new(|| {
    let faces = fonts::load(fonts::Mode::Locked, None, &fonts::Overrides::new())
        .unwrap_or_else(|error| panic!("{}", error.en()));
    Typesetter::new(&faces, Templates::with(BTreeMap::new()))
});

pub(crate) fn set(document: &str, view: &impl serde::Serialize) -> Vec<PageFacts> {
    TYPESETTER.set(document, view).unwrap().facts()
}

/// What a page says, without spaces.
pub(crate) fn words(page: &PageFacts) -> String {
    page.glyphs.iter().map(|glyph| glyph.text.trim()).collect()
}

/// What a decoder reads on a page that shows its bars, and where: the text with left and top edge.
pub(crate) fn read_codes(page: &PageFacts) -> Vec<(String, f64, f64)> {
    const DOTS: f64 = 8.0; // a millimetre
    let black: Vec<&Bar> = page.bars.iter().filter(|bar| bar.filled && bar.colour == [0, 0, 0]).collect();
    let dots = |length: f64| (length * DOTS).round() as usize;
    let (width, height) = (dots(page.size.0), dots(page.size.1));
    let mut dark = vec![false; width * height];
    for bar in black {
        for y in dots(bar.y)..dots(bar.y + bar.height).min(height) {
            for x in dots(bar.x)..dots(bar.x + bar.width).min(width) {
                dark[y * width + x] = true;
            }
        }
    }
    let mut image = rqrr::PreparedImage::prepare_from_bitmap(width, height, |x, y| dark[y * width + x]);
    let mut read = Vec::new();
    for grid in image.detect_grids() {
        let (_, text) = grid.decode().expect("every code can be read");
        let corner = grid.bounds[0];
        read.push((text, f64::from(corner.x) / DOTS, f64::from(corner.y) / DOTS));
    }
    read
}

/// The words beside a code, on the lines it reaches.
pub(crate) fn beside(page: &PageFacts, x: f64, y: f64, high: f64) -> String {
    let near = |glyph: &&Glyph| glyph.x > x && glyph.y > y - 4.0 && glyph.y < y + high + 4.0;
    page.glyphs.iter().filter(near).map(|glyph| glyph.text.as_str()).collect()
}

#[test]
fn every_playbook_and_call_tree_has_a_sheet_of_its_own() {
    let file = posters(&PLAN, Clearance::Internal);
    assert_eq!(overfull(&PLAN, Clearance::Internal), []);
    assert_eq!(PAGES.len(), file.sheets.len(), "a poster is one page");
    let names: Vec<&str> = file.sheets.iter().map(|sheet| sheet.name.as_str()).collect();
    for playbook in PLAN.playbooks.ids() {
        assert!(names.contains(&playbook), "{playbook}");
    }
    assert!(names.contains(&"power-outage-expected") && names.contains(&"calltree-main"), "{names:?}");
    for sheet in &file.sheets {
        let Poster::Playbook(response) = &sheet.body else { continue };
        assert!((3..=8).contains(&response.actions.len()), "{}: {} actions", sheet.name, response.actions.len());
        assert!(response.calls.len() >= 3 && !response.never.is_empty(), "{}", sheet.name);
        let order: Vec<bool> = response.actions.iter().map(|deed| deed.safety).collect();
        assert!(order.is_sorted_by(|one, next| one >= next), "{}: life comes first: {order:?}", sheet.name);
    }
}

#[test]
fn posters_can_be_read_from_two_metres() {
    for page in PAGES.iter() {
        assert!((page.size.0 - 297.0).abs() < 0.1 && (page.size.1 - 420.0).abs() < 0.1, "{:?}", page.size);
        let largest = page.glyphs.iter().map(|glyph| glyph.size).fold(0.0, f64::max);
        assert!(largest >= 48.0, "the title has {largest} pt");
        for glyph in &page.glyphs {
            assert!(glyph.size >= 20.0, "{} has {} pt: {}", glyph.text, glyph.size, words(page));
            assert!(glyph.x >= 9.9 && glyph.x + glyph.advance <= 287.6, "beyond the margin: {}", glyph.text);
            assert!(glyph.y > 10.0 && glyph.y < 410.5, "beyond the margin: {}", glyph.text);
        }
    }
}

/// Holds that no two characters of a page lie on each other.
pub(crate) fn assert_apart(page: &PageFacts) {
    // Punctuation shares its space with its neighbours.
    let letter = |glyph: &&Glyph| glyph.text.chars().all(char::is_alphanumeric);
    let visible: Vec<&Glyph> = page.glyphs.iter().filter(letter).collect();
    let em = |glyph: &Glyph| glyph.size * 0.3528;
    for (index, one) in visible.iter().enumerate() {
        for other in &visible[index + 1..] {
            let across = one.x + one.advance.min(em(one)) > other.x + 0.2 && other.x + other.advance > one.x + 0.2;
            let down = (one.y - other.y).abs() < 0.6 * em(one).min(em(other));
            assert!(!(across && down), "{} and {} on: {}", one.text, other.text, words(page));
        }
    }
}

#[test]
fn no_two_characters_lie_on_each_other() {
    PAGES.iter().for_each(assert_apart);
}

#[test]
fn every_code_dials_the_number_beside_it() {
    let mut read = 0;
    let file = posters(&PLAN, Clearance::Internal);
    for (page, sheet) in PAGES.iter().zip(&file.sheets) {
        let Poster::Playbook(response) = &sheet.body else { continue };
        let codes = read_codes(page);
        let drawn = response.calls.iter().filter(|call| call.code.is_some()).count();
        assert_eq!(codes.len(), drawn, "{}: {codes:?}", sheet.name);
        for (text, x, y) in codes {
            let number = text.strip_prefix("tel:").expect("a code dials");
            let near = beside(page, x, y, 16.0);
            assert!(near.contains(number), "{}: the code dials {number} beside {near}", sheet.name);
            read += 1;
        }
    }
    assert!(read > 80, "only {read} codes");
}

#[test]
fn whoever_saves_life_is_dialled_before_anybody_else() {
    let file = posters(&PLAN, Clearance::Internal);
    let dialled = |name: &str| -> Vec<String> {
        let sheet = file.sheets.iter().find(|sheet| sheet.name == name).expect("a poster");
        let Poster::Playbook(response) = &sheet.body else { panic!("{name} is a playbook's") };
        response.calls.iter().filter_map(|call| call.number.clone()).collect()
    };
    // Whether or not the step that calls them is among those shown.
    assert_eq!(dialled("fire")[..2], ["119", "120"]);
    assert_eq!(dialled("disaster")[..2], ["119", "120"]);
    // What smokes or burns is another playbook's, which nobody has opened yet.
    for name in ["ups-failure", "power-outage", "cooling-failure", "hardware-failure", "water-leak"] {
        assert_eq!(dialled(name)[..2], ["120", "119"], "{name}");
    }
}

#[test]
fn a_number_that_is_answered_at_every_hour_is_dialled_first() {
    // The bank's desk is open in office hours; its manager's mobile is for those who may know of it.
    let dialled = |clearance| {
        let file = posters(&PLAN, clearance);
        let calls = file.sheets.iter().find_map(|sheet| match &sheet.body {
            Poster::Playbook(response) if sheet.name == "logistics-support" => Some(&response.calls),
            _ => None,
        });
        let bank = calls.unwrap().iter().find(|call| call.who == "开户银行对公业务");
        bank.unwrap().number.clone().unwrap()
    };
    assert_eq!(dialled(Clearance::Internal), "0393-0000227");
    assert_eq!(dialled(Clearance::Restricted), "19900000227");
}

#[test]
fn a_text_without_room_is_told_where_it_is_written() {
    let small = Small::new();
    small.edit(
        "playbooks/network-outage.yaml",
        "do: 用光功率计测断点归属",
        "do: 用光功率计逐段测量机房到楼层配线间再到运营商交接箱之间每一芯的收光功率并判断断点归属",
    );
    let (code, told) = small.only();
    assert_eq!((code, told.rule.as_str()), (Some(1), "text-too-long"));
    assert_eq!((told.file.as_str(), told.line), ("plan-source/playbooks/network-outage.yaml", 17));
    assert!(told.help.contains("short"), "{}", told.help);
    small.edit("playbooks/network-outage.yaml", "归属, actor", "归属, short: 测断点归属, actor");
    assert_eq!(small.check().0, Some(0));
}

/// Makes a poster too long where it is of the kind meant.
type Spoil = fn(&mut Poster) -> bool;

#[test]
fn a_part_that_does_not_fit_stops_the_build_by_name() {
    fn long<T: Clone>(list: &mut Vec<T>) -> bool {
        *list = list.iter().cycle().take(40).cloned().collect();
        true
    }
    fn response(poster: &mut Poster, spoil: fn(&mut Response) -> bool) -> bool {
        if let Poster::Playbook(response) = poster { spoil(response) } else { false }
    }
    let cases: [(&str, Spoil); 6] = [
        ("处置步骤", |poster| response(poster, |response| long(&mut response.actions))),
        ("呼叫和位置", |poster| response(poster, |response| long(&mut response.places))),
        // What stands above and below takes the room of what is between.
        ("处置步骤", |poster| response(poster, |response| long(&mut response.triggers))),
        ("处置步骤", |poster| response(poster, |response| long(&mut response.never))),
        ("决策表", |poster| if let Poster::Table(table) = poster { long(&mut table.ranges) } else { false }),
        ("呼叫树", |poster| if let Poster::Tree(tree) = poster { long(&mut tree.blocks) } else { false }),
    ];
    for (part, spoil) in cases {
        let mut file = posters(&PLAN, Clearance::Internal);
        let at = file.sheets.iter_mut().position(|sheet| spoil(&mut sheet.body)).unwrap();
        let (page, title) = (at + 1, &file.sheets[at].title);
        let Err(faults) = TYPESETTER.set("posters", &file) else { panic!("{part}: nothing is told") };
        let told = faults.iter().any(
            |fault| matches!(fault, Fault::Unfit(said) if said.zh.contains(&format!("第 {page} 页《{title}》的“{part}”放不下，高出 "))),
        );
        assert!(told, "{part}: {faults:?}");
    }
}

#[test]
fn the_table_a_poster_sends_to_hangs_under_that_title() {
    let posters = posters(&PLAN, Clearance::Internal);
    let titles = posters.sheets.iter().filter_map(|sheet| match &sheet.body {
        Poster::Table(table) => Some(table.title.as_str()),
        _ => None,
    });
    let titles: Vec<&str> = titles.collect();
    let mut sent = 0;
    for sheet in &posters.sheets {
        let Poster::Playbook(response) = &sheet.body else { continue };
        let Some((_, named)) = response.onward.split_once('《') else { continue };
        assert!(titles.contains(&named.split('》').next().unwrap()), "{} {titles:?}", response.onward);
        sent += 1;
    }
    assert_eq!(sent, titles.len());
}
