//! The page for a browser: what stands in it, and that it asks for nothing outside itself.

use std::fs;

use plangen::model::Clearance;
use plangen::model::quantity::Dimension;
use plangen::render::markup;
use plangen::render::templates::Templates;
use plangen::views::web::{Page, page};

use crate::charts::plan;
use crate::small::Small;

/// The page of the sample plan, with the entities of HTML undone.
fn html(clearance: Clearance) -> (Page, String) {
    let view = page(&plan(), clearance);
    let html = markup::fill(&Templates::with(std::collections::BTreeMap::new()), "web/plan.html.j2", &view).unwrap();
    (view, markup::unescaped(&html))
}

#[test]
fn every_step_of_every_playbook_is_there_with_its_deadline() {
    let plan = plan();
    let (view, html) = html(Clearance::Internal);
    let (mut steps, mut timed) = (0, 0);
    assert_eq!(view.guides.len(), plan.playbooks.iter().count());
    for playbook in &plan.playbooks {
        let id = playbook.id.as_str();
        let guide = view.guides.iter().find(|guide| guide.id == id).unwrap();
        let anchors: Vec<&str> = guide.lines.iter().filter_map(|line| line.anchor.as_deref()).collect();
        // A step that only sends the reader on stands in the row before it.
        let numbers = plangen::model::step_numbers::StepNumbers::of(playbook);
        playbook.walk(&mut |step, _| {
            if numbers.carried(step) {
                return;
            }
            steps += 1;
            let anchor = format!("{id}/{}", numbers.get(&step.id.value));
            assert!(anchors.contains(&anchor.as_str()), "{anchor}");
            assert!(html.contains(&format!("id=\"p-{anchor}\"")), "{anchor}");
            let line = guide.lines.iter().find(|line| line.anchor.as_deref() == Some(anchor.as_str())).unwrap();
            // Working days run by the calendar and not by a clock.
            let clock = step.within.as_ref().filter(|within| within.value.dimension() == Dimension::Time);
            let seconds = clock.map(|within| within.value.base() / 1000);
            assert_eq!(line.timer.as_ref().map(|timer| i128::from(timer.seconds)), seconds, "{anchor}");
            timed += usize::from(seconds.is_some());
        });
    }
    assert!(steps > 100 && timed > 50, "only {steps} steps were seen, {timed} with a deadline");
}

#[test]
fn lives_come_first() {
    let (view, _) = html(Clearance::Internal);
    let first = view.guides.iter().position(|guide| !guide.life_safety).unwrap();
    assert!(first > 0 && view.guides.iter().skip(first).all(|guide| !guide.life_safety));
}

#[test]
fn nothing_outside_the_page_is_named_and_a_policy_forbids_it() {
    for clearance in [Clearance::Public, Clearance::Internal] {
        let (_, html) = html(clearance);
        for address in ["http://", "https://", "src=", "url(", "@import", "fetch(", "XMLHttpRequest", "<link"] {
            assert!(!html.contains(address), "{address}");
        }
        assert!(html.contains("http-equiv=\"Content-Security-Policy\" content=\"default-src 'none';"));
    }
}

#[test]
fn the_public_page_offers_only_numbers_that_are_public() {
    let (public, text) = html(Clearance::Public);
    let (internal, _) = html(Clearance::Internal);
    assert!(public.guides.iter().all(|guide| guide.lines.is_empty() && guide.clock.is_empty() && guide.kept.is_some()));
    let numbers = |page: &Page| -> Vec<String> {
        let points = page.contacts.iter().flat_map(|class| &class.entries).flat_map(|entry| &entry.points);
        points.filter_map(|point| point.tel.clone()).collect()
    };
    let (open, known) = (numbers(&public), numbers(&internal));
    let hidden: Vec<_> = known.iter().filter(|number| !open.contains(number)).collect();
    assert!(!open.is_empty() && hidden.len() > 3, "{open:?} {hidden:?}");
    for number in hidden {
        assert!(!text.contains(number.as_str()), "{number}");
    }
    assert!(text.contains("（内部掌握，见《应急通讯手册》）"));
}

#[test]
fn words_of_a_plan_stay_words_on_the_page() {
    let small = Small::new();
    small.edit("contacts/outside.yaml", "label: 线路报障", "label: \"</script><b>&线路报障\"");
    let run = small.run(["build", "--only", "html", "--lang", "en"]);
    assert_eq!(run.code(), Some(0), "{}", run.err);
    let page = fs::read_to_string(small.output().join("internal/plan.html")).unwrap();
    assert!(page.contains("&lt;&#x2f;script&gt;&lt;b&gt;&amp;线路报障") && !page.contains("<b>"));
    assert!(small.output().join("public/plan.html").exists());
}
