//! Goldens: what a document says and shows, held against files a person has read.
//!
//! `PLANGEN_RENEW=1 cargo test` writes them anew; the diff is then read like any other change.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use plangen::check::{self, Checked};
use plangen::model::Clearance;
use plangen::render::templates::{EMBEDDED, Templates};
use plangen::render::typeset::Typesetter;
use plangen::views::card::cards;
use plangen::views::official::official;
use plangen::views::poster::{overfull, posters};
use plangen::{fonts, load};
use serde_json::Value;

fn minimal() -> Checked {
    let loaded = load::load(&crate::plans::folder().join("minimal")).unwrap();
    let plan = loaded.plan.expect("minimal loads");
    let as_of = plan.head.as_of.as_ref().unwrap().value;
    check::run(plan, &loaded.sources, as_of).1.expect("minimal is clean")
}

fn golden(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/minimal").join(name)
}

fn compare(name: &str, actual: &str) {
    hold(&golden(name), actual);
}

fn hold(path: &Path, actual: &str) {
    if std::env::var_os("PLANGEN_RENEW").is_some() {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, actual).unwrap();
    }
    let expected = fs::read_to_string(path).unwrap_or_default();
    if expected != actual {
        let first = expected.lines().zip(actual.lines()).position(|(old, new)| old != new);
        let line = first.unwrap_or_else(|| expected.lines().count().min(actual.lines().count()));
        let show = |text: &str| text.lines().nth(line).unwrap_or("(nothing)").to_owned();
        panic!(
            "{} differs from line {} on\n  golden: {}\n  now:    {}\nread the change, then renew with PLANGEN_RENEW=1",
            path.display(),
            line + 1,
            show(&expected),
            show(actual)
        );
    }
}

#[test]
fn the_rule_handbook_of_the_repository() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/rules.md");
    hold(&path, &plangen::pipeline::handbook::document());
}

#[test]
fn the_official_view_of_the_minimal_plan() {
    let mut json = serde_json::to_string_pretty(&official(&minimal(), Clearance::Internal)).unwrap();
    json.push('\n');
    compare("official.json", &json);
}

#[test]
fn the_sheets_of_the_minimal_plan() {
    let plan = minimal();
    let checklists = plangen::views::checklist::checklists(&plan, Clearance::Internal);
    compare("checklists.json", &(serde_json::to_string_pretty(&checklists).unwrap() + "\n"));
    let mut forms = plangen::views::forms::forms(&plan, Clearance::Internal);
    // Those of exercises come with the program and are the same for every plan.
    forms.sheets.retain(|sheet| !sheet.name.starts_with("drill-"));
    compare("forms.json", &(serde_json::to_string_pretty(&forms).unwrap() + "\n"));
}

#[test]
fn the_page_of_the_minimal_plan() {
    let mut page = plangen::views::web::page(&minimal(), Clearance::Internal);
    // Their blocks are those of the official document.
    page.chapters.clear();
    page.annexes.clear();
    compare("page.json", &(serde_json::to_string_pretty(&page).unwrap() + "\n"));
}

#[test]
fn the_handbook_of_the_minimal_plan() {
    let book = plangen::views::handbook::handbooks(&minimal(), Clearance::Restricted);
    compare("contacts.json", &(serde_json::to_string_pretty(&book).unwrap() + "\n"));
}

#[test]
fn the_front_of_the_binder_of_the_minimal_plan() {
    let binder = plangen::views::binder::binder(&minimal(), Clearance::Restricted);
    compare("binder-front.json", &(serde_json::to_string_pretty(&binder.front).unwrap() + "\n"));
}

#[test]
fn the_words_of_the_official_document_of_the_minimal_plan() {
    let faces = fonts::load(fonts::Mode::Locked, None, &fonts::Overrides::new())
        .unwrap_or_else(|error| panic!("{}", error.en()));
    let typesetter = Typesetter::new(&faces, Templates::with(BTreeMap::new()));
    let pages = typesetter.set("official", &official(&minimal(), Clearance::Internal)).unwrap();
    compare("official.txt", &pages.text());
}

/// A view with the modules of its codes counted: nobody reads them.
fn readable(view: &impl serde::Serialize) -> String {
    fn count(value: &mut Value) {
        match value {
            Value::Array(list) => list.iter_mut().for_each(count),
            Value::Object(map) => {
                for (key, value) in map.iter_mut() {
                    match value.as_array().map(Vec::len).filter(|_| key == "runs") {
                        Some(runs) => *value = runs.into(),
                        None => count(value),
                    }
                }
            }
            _ => {}
        }
    }
    let mut value = serde_json::to_value(view).unwrap();
    count(&mut value);
    serde_json::to_string_pretty(&value).unwrap() + "\n"
}

#[test]
fn the_posters_of_the_minimal_plan() {
    let file = posters(&minimal(), Clearance::Internal);
    assert_eq!(overfull(&minimal(), Clearance::Internal), []);
    compare("posters.json", &readable(&file));
}

#[test]
fn the_cards_of_the_minimal_plan() {
    compare("cards.json", &readable(&cards(&minimal(), Clearance::Internal)));
}

#[test]
fn every_template_is_part_of_the_program() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("templates");
    let mut found = Vec::new();
    let mut folders = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path
                .extension()
                .is_some_and(|extension| ["typ", "j2", "css", "js"].iter().any(|own| extension == *own))
            {
                let inner = path.strip_prefix(&root).unwrap();
                found.push(inner.iter().map(|part| part.to_str().unwrap()).collect::<Vec<_>>().join("/"));
            }
        }
    }
    found.sort();
    let mut embedded: Vec<&str> = EMBEDDED.iter().map(|(path, _)| *path).collect();
    embedded.sort_unstable();
    assert!(found.len() > 10, "{found:?}");
    assert_eq!(found, embedded);
}
