//! Flow charts of all playbooks: every box inside its page, none over another, no line through one.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::LazyLock;

use plangen::check::{self, Checked};
use plangen::model::Clearance;
use plangen::render::Fault;
use plangen::render::templates::Templates;
use plangen::render::typeset::Typesetter;
use plangen::views::flow_chart::{ChartPage, FlowChart, Kind, Room, Shape, flow_charts};
use plangen::{fonts, load};

const ROOM: Room = Room { width: 170.0, height: 240.0 };

static CHARTS: LazyLock<Vec<FlowChart>> = LazyLock::new(|| flow_charts(&plan(), Clearance::Internal, ROOM));

pub(crate) fn plan() -> Checked {
    let loaded = load::load(&Path::new(env!("CARGO_MANIFEST_DIR")).join("plan-source")).unwrap();
    let plan = loaded.plan.expect("plan-source loads");
    let as_of = plan.head.as_of.as_ref().unwrap().value;
    check::run(plan, &loaded.sources, as_of).1.expect("plan-source is clean")
}

fn pages() -> impl Iterator<Item = (&'static str, &'static ChartPage)> {
    CHARTS.iter().flat_map(|chart| chart.pages.iter().map(|page| (chart.caption.as_str(), page)))
}

/// Whether a piece of a line runs through the inside of a box.
fn cuts(shape: &Shape, from: (f64, f64), to: (f64, f64)) -> bool {
    let (left, right) = (shape.x + 0.5, shape.x + shape.width - 0.5);
    let (top, bottom) = (shape.y + 0.5, shape.y + shape.height - 0.5);
    let (x0, x1) = (from.0.min(to.0), from.0.max(to.0));
    let (y0, y1) = (from.1.min(to.1), from.1.max(to.1));
    x0 < right && x1 > left && y0 < bottom && y1 > top
}

#[test]
fn boxes_stand_inside_their_page_and_apart() {
    let mut seen = 0;
    for (name, page) in pages() {
        assert!(page.height <= ROOM.height + 0.01, "{name}: a page of {} mm", page.height);
        for (index, shape) in page.shapes.iter().enumerate() {
            seen += 1;
            assert!(shape.x >= -0.01 && shape.x + shape.width <= ROOM.width + 0.01, "{name}: {shape:?}");
            assert!(shape.y >= -0.01 && shape.y + shape.height <= page.height + 0.01, "{name}: {shape:?}");
            assert!(shape.kind == Kind::More || shape.width >= 26.0, "{name}: narrow {shape:?}");
            for other in &page.shapes[index + 1..] {
                let apart = shape.x + shape.width <= other.x + 0.01
                    || other.x + other.width <= shape.x + 0.01
                    || shape.y + shape.height <= other.y + 0.01
                    || other.y + other.height <= shape.y + 0.01;
                assert!(apart, "{name}: {shape:?} lies over {other:?}");
            }
        }
    }
    assert!(seen > 700, "only {seen} boxes");
}

#[test]
fn no_line_runs_through_a_box_and_no_two_lines_cross() {
    for (name, page) in pages() {
        let mut pieces: Vec<((f64, f64), (f64, f64))> = Vec::new();
        for wire in &page.wires {
            for pair in wire.points.windows(2) {
                let (from, to) = (pair[0], pair[1]);
                assert!((from.0 - to.0).abs() < 0.01 || (from.1 - to.1).abs() < 0.01, "{name}: slanted {pair:?}");
                let shapes = page.shapes.iter().filter(|shape| shape.kind != Kind::More);
                for shape in shapes {
                    assert!(!cuts(shape, from, to), "{name}: {pair:?} runs through {shape:?}");
                }
                pieces.push((from, to));
            }
        }
        for (index, one) in pieces.iter().enumerate() {
            for other in &pieces[index + 1..] {
                let (flat, upright) = if (one.0.1 - one.1.1).abs() < 0.01 { (one, other) } else { (other, one) };
                let (x, y) = (upright.0.0, flat.0.1);
                let inside = |value: f64, a: f64, b: f64| value > a.min(b) + 0.05 && value < a.max(b) - 0.05;
                let crossing = (flat.0.1 - flat.1.1).abs() < 0.01
                    && (upright.0.0 - upright.1.0).abs() < 0.01
                    && inside(x, flat.0.0, flat.1.0)
                    && inside(y, upright.0.1, upright.1.1);
                assert!(!crossing, "{name}: {flat:?} crosses {upright:?}");
            }
        }
    }
}

#[test]
fn every_step_has_a_box_and_every_box_fits_its_words() {
    let plan = plan();
    for (playbook, chart) in plan.playbooks.iter().zip(CHARTS.iter()) {
        let shown: Vec<&str> =
            chart.pages.iter().flat_map(|page| &page.shapes).map(|shape| shape.number.as_str()).collect();
        let top = (1..=playbook.steps.len()).filter(|number| shown.contains(&number.to_string().as_str())).count();
        assert!(top > 5, "{}: {shown:?}", chart.caption);
        assert!(chart.alt.chars().count() > 200, "{}", chart.alt);
    }
    // The template refuses a box whose words do not fit.
    let entry = "#import \"/lib/sheet.typ\": *\n#import \"/lib/flow-chart.typ\": flow-chart\n#set document(title: \"图\", date: datetime(year: 2026, month: 1, day: 1))\n#set page(width: 210mm, height: 297mm, margin: 20mm)\n#set text(lang: \"zh\", fallback: false)\n#for c in json(\"/data.json\") { flow-chart(c); pagebreak(weak: true) }";
    let replaced = BTreeMap::from([("charts/main.typ".to_owned(), entry.to_owned())]);
    let faces = fonts::load(fonts::Mode::Locked, None, &fonts::Overrides::new())
        .unwrap_or_else(|error| panic!("{}", error.en()));
    let typesetter = Typesetter::new(&faces, Templates::with(replaced));
    let set = typesetter.set("charts", &*CHARTS).unwrap();
    assert_eq!(set.count(), pages().count());
    let least = set.facts().iter().flat_map(|page| &page.glyphs).map(|glyph| glyph.size).fold(f64::INFINITY, f64::min);
    assert!(least >= 8.0, "words of {least} pt");
    if let Some(path) = std::env::var_os("PLANGEN_LOOK") {
        std::fs::write(path, set.pdf("charts").unwrap()).unwrap();
    }
    let mut cramped = CHARTS[0].clone();
    let shape = &mut cramped.pages[0].shapes[1];
    shape.text = "话".repeat(200);
    let part = format!("{}　{}", shape.number, shape.text);
    let faults = typesetter.set("charts", &[cramped]).unwrap_err();
    assert_eq!(faults.len(), 1, "{faults:?}");
    assert!(matches!(&faults[0], Fault::Unfit(said) if said.zh.contains(&format!("“{part}”放不下"))), "{faults:?}");
}
