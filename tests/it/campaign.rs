//! Keeping the contact book true, as people do it on the command line.

use std::collections::BTreeMap;
use std::fs;
use std::io::Cursor;

use calamine::{Reader, Xlsx};
use plangen::fonts;
use plangen::model::contact::Verified;
use plangen::model::{Clearance, Entity};
use plangen::render::confirmation;
use plangen::render::templates::Templates;
use plangen::render::typeset::{Bar, Pages, Typesetter};
use plangen::views::confirmation::{Confirmation, everybody};
use plangen::views::sheet::SheetFile;
use serde_json::Value;

use crate::charts::plan;
use crate::small::{Small, files};

const OWN: &str = "contacts/own.yaml";

fn listed(small: &Small, arguments: &[&str]) -> Value {
    let run = small.run([&["contacts", "due", "-q", "--format", "json"], arguments].concat());
    assert_eq!(run.code(), Some(0), "{}", run.err);
    serde_json::from_slice(&run.out).unwrap()
}

/// Ids of contacts by body.
fn ids(value: &Value) -> Vec<(String, Vec<String>)> {
    let names = |list: &'_ Value| -> Vec<String> {
        list.as_array().unwrap().iter().map(|own| own["id"].as_str().unwrap().to_owned()).collect()
    };
    names(&value["bodies"])
        .into_iter()
        .zip(value["bodies"].as_array().unwrap())
        .map(|(id, body)| (id, names(&body["contacts"])))
        .collect()
}

#[test]
fn what_is_due_stands_with_who_answers_for_it_the_most_pressing_first() {
    let small = Small::new();
    assert_eq!(ids(&listed(&small, &[])), []);
    // Own numbers were called on 20 February and hold for 90 days, to 21 May; others for longer.
    small.edit(
        OWN,
        "verified: {date: 2026-02-20, by: duty-operator, how: 拨通, result: 通}\n  - id: tech-phone",
        "verified: {date: 2026-02-19, by: duty-operator, how: 拨通, result: 空号}\n  - id: tech-phone",
    );
    let due = listed(&small, &["--as-of", "2026-05-23"]);
    let told = ids(&due);
    assert_eq!(told[0], ("role:commander".to_owned(), vec!["commander-phone".to_owned()]));
    assert_eq!(told[1].1, ["duty-phone"]);
    let contact = &due["bodies"][1]["contacts"][0];
    assert_eq!((contact["state"].as_str(), contact["days_left"].as_i64()), (Some("overdue"), Some(-2)));
    assert_eq!((contact["until"].as_str(), contact["line"].as_i64()), (Some("2026-05-21"), Some(3)));
    assert_eq!(contact["last"]["by"], "duty-operator");
    assert_eq!(due["summary"]["failed"], 1);
    // An overdue number is an error of the plan, and the list is there all the same.
    assert_eq!(small.run(["check", "--as-of", "2026-05-23"]).code(), Some(1));
    let all = listed(&small, &["--all"]);
    let count = |key: &str| all["summary"][key].as_u64().unwrap();
    let told: usize = ids(&all).iter().map(|(_, contacts)| contacts.len()).sum();
    assert_eq!(told as u64, count("good") + count("failed"));
    assert!(
        ids(&listed(&small, &["--within", "81"]))
            .iter()
            .any(|(_, contacts)| contacts.contains(&"duty-phone".to_owned()))
    );
}

#[test]
fn verifying_changes_one_line_of_one_file() {
    let small = Small::new();
    let before = files(&small.plan());
    let arguments =
        ["contacts", "verify", "tech-phone", "--by", "duty-operator", "--how", "回执", "--as-of", "2026-03-01"];
    let shown = small.run(arguments.iter().chain(&["--dry-run"]));
    assert_eq!((shown.code(), files(&small.plan()) == before), (Some(0), true), "{}", shown.err);
    let run = small.run(arguments);
    assert_eq!((run.code(), run.text()), (Some(0), shown.text()), "{}", run.err);
    let after = files(&small.plan());
    let changed: Vec<_> = after.iter().filter(|(path, bytes)| before[*path] != **bytes).collect();
    let [(path, bytes)] = changed.as_slice() else { panic!("{changed:?}") };
    assert_eq!(path.to_str(), Some(OWN));
    let old = String::from_utf8(before[*path].clone()).unwrap();
    let at = old.find("id: tech-phone").unwrap();
    let (head, tail) = old.split_at(at);
    let wanted = tail.replacen(
        "date: 2026-02-20, by: duty-operator, how: 拨通",
        "date: 2026-03-01, by: duty-operator, how: 回执",
        1,
    );
    assert_eq!(std::str::from_utf8(bytes).unwrap(), format!("{head}{wanted}"));
    assert!(run.text().contains("-    verified: {date: 2026-02-20"), "{}", run.text());
    // Once more changes nothing.
    let again = small.run(arguments);
    assert_eq!((again.code(), again.text()), (Some(0), ""));
}

#[test]
fn a_mark_at_the_start_and_line_ends_are_kept() {
    let small = Small::new();
    let text = fs::read_to_string(small.plan().join(OWN)).unwrap();
    small.write(OWN, format!("\u{feff}{}", text.replace('\n', "\r\n")));
    let run = small.run(["contacts", "verify", "总指挥", "--by", "duty-operator", "--how", "拨通"]);
    assert_eq!(run.code(), Some(0), "{}", run.err);
    let after = fs::read_to_string(small.plan().join(OWN)).unwrap();
    assert!(after.starts_with('\u{feff}') && !after.replace("\r\n", "").contains('\n'));
    assert_eq!(after.matches("2026-03-02").count(), 1);
}

#[test]
fn nonsense_is_refused_and_nothing_written() {
    let small = Small::new();
    let before = files(&small.plan());
    let cases: &[(&[&str], &str)] = &[
        (&["tech-phon", "--by", "duty-operator", "--how", "拨通"], "tech-phone"),
        (&["tech-phone", "--by", "duty-operater", "--how", "拨通"], "duty-operator"),
        (&["tech-phone", "--by", "duty-operator", "--how", "拨通", "--as-of", "2999-01-01"], "2999-01-01"),
        (&["tech-phone", "--by", "duty-operator", "--how", "拨通", "--as-of", "2026-02-19"], "2026-02-20"),
        (&["telecom", "--by", "duty-operator", "--how", "短信"], "短信"),
        (&["tech-phone", "--by", "duty-operator", "--how", "电话"], "拨通"),
        (&["tech-phone", "--by", "duty-operator", "--how", "拨通", "--result", "好"], "空号"),
        (&["tech-phone", "--how", "拨通"], "--by"),
    ];
    for (arguments, told) in cases {
        let run = small.run([&["contacts", "verify"], *arguments].concat());
        assert_eq!(run.code(), Some(2), "{arguments:?} {}", run.err);
        assert!(run.out.is_empty() && run.err.contains(told), "{arguments:?} {}", run.err);
    }
    assert!(files(&small.plan()) == before);
}

fn typeset() -> (SheetFile<Confirmation>, Pages) {
    let view = everybody(&plan(), Clearance::Restricted);
    let faces = fonts::load(fonts::Mode::Locked, None, &fonts::Overrides::new()).unwrap();
    let pages = Typesetter::new(&faces, Templates::with(BTreeMap::new())).set("confirmation", &view).unwrap();
    (view, pages)
}

#[test]
fn everybody_is_asked_for_each_number_once_and_only_for_the_own() {
    let plan = plan();
    let view = everybody(&plan, Clearance::Restricted);
    let mut asked = Vec::new();
    for sheet in &view.sheets {
        for entry in &sheet.body.entries {
            let contact = plan.contacts.find(&entry.id).unwrap();
            assert_eq!(contact.body(&plan).id.replace(':', "-"), sheet.name);
            assert_eq!(contact.points.len(), entry.ways.len(), "{}", entry.id);
            asked.push(entry.id.clone());
        }
    }
    asked.sort();
    let wanted = plan.contacts.iter().filter(|own| !matches!(own.verified, Some(Verified::Exempt(_))));
    let mut wanted: Vec<String> = wanted.map(|contact| contact.id().as_str().to_owned()).collect();
    wanted.sort();
    assert_eq!(asked, wanted);
    // The liaison officer verified them all before and collects them.
    assert!(view.sheets.iter().all(|sheet| sheet.body.collects.as_deref() == Some("通报联络员")));
}

#[test]
fn a_sheet_has_a_box_and_room_to_write_for_each_number() {
    let (view, pages) = typeset();
    let facts = pages.facts();
    assert_eq!(pages.sheets().len(), view.sheets.len());
    for (sheet, printed) in view.sheets.iter().zip(pages.sheets()) {
        let numbers: usize = sheet.body.entries.iter().map(|entry| entry.ways.len()).sum();
        let mut boxes = Vec::new();
        for page in &facts[printed.first - 1..printed.last] {
            let square = |bar: &&Bar| (bar.width - 4.0).abs() < 0.1 && (bar.height - 4.0).abs() < 0.1;
            let mut own: Vec<f64> =
                page.bars.iter().filter(square).filter(|bar| bar.x > 150.0).map(|bar| bar.y).collect();
            own.sort_by(f64::total_cmp);
            // From box to box there is a row of at least 9 mm.
            assert!(own.windows(2).all(|pair| pair[1] - pair[0] >= 8.9), "{} {own:?}", sheet.name);
            boxes.extend(own);
        }
        assert_eq!(boxes.len(), numbers + 3, "{}", sheet.name);
    }
    for glyph in facts.iter().flat_map(|page| &page.glyphs).filter(|glyph| (17.0..280.0).contains(&glyph.y)) {
        assert!(glyph.size >= 9.5, "{glyph:?}");
    }
}

#[test]
fn the_workbook_asks_the_same() {
    let view = everybody(&plan(), Clearance::Restricted);
    let (_, single) = view.singles().find(|(name, _)| *name == "unit-info-center").unwrap();
    let bytes = confirmation::workbook(&single).unwrap();
    assert_eq!(bytes, confirmation::workbook(&single).unwrap());
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes.clone())).unwrap();
    let range = book.worksheet_range("核实表").unwrap();
    let cell = |row: u32, column: u32| range.get_value((row, column)).map(ToString::to_string).unwrap_or_default();
    let headings: Vec<String> = (0..10).map(|column| cell(3, column)).collect();
    assert_eq!(headings, confirmation::COLUMNS.map(|(heading, _, _)| heading));
    let rows = confirmation::rows(&single.sheets[0].body);
    for (at, row) in (4..).zip(&rows) {
        assert_eq!((0..7).map(|column| cell(at, column)).collect::<Vec<_>>(), *row);
        assert!(row[4].starts_with(['0', '1']), "{row:?}");
    }
    let names: BTreeMap<String, String> = book.defined_names().iter().cloned().collect();
    assert_eq!(names["_xlnm.Print_Titles"], "核实表!$1:$4");
    assert!(names["_xlnm.Print_Area"].starts_with("核实表!$A$1:$J$"), "{names:?}");
}

#[test]
fn sheets_go_to_a_folder_of_their_own_and_their_codes_are_known() {
    let small = Small::new();
    small.edit(OWN, "how: 拨通, result: 通}\n  - id: tech-phone", "how: 拨通, result: 空号}\n  - id: tech-phone");
    let run = small.run(["contacts", "sheet", "--due"]);
    assert_eq!(run.code(), Some(0), "{}", run.err);
    let listed: Vec<_> = run.text().lines().map(|line| line.split('\t').next().unwrap()).collect();
    let folder = "confirmation/restricted/confirmation";
    let wanted =
        [format!("{folder}/role-commander.pdf"), format!("{folder}.pdf"), format!("{folder}/role-commander.xlsx")];
    assert_eq!(listed, wanted);
    let all = small.run(["contacts", "sheet", "-q"]);
    assert_eq!(all.code(), Some(0), "{}", all.err);
    let manifest = fs::read_to_string(small.folder().join("confirmation/restricted/manifest.json")).unwrap();
    let manifest: Value = serde_json::from_str(&manifest).unwrap();
    let code = manifest["sheets"][0]["code"].as_str().unwrap();
    assert_eq!(small.run(["sheet", code]).code(), Some(0));
    let refused = small.run(["contacts", "sheet", "--unit", "role-comander"]);
    assert!(refused.code() == Some(2) && refused.err.contains("commander"), "{}", refused.err);
    fs::remove_dir_all(small.plan().join("restricted")).unwrap();
    assert_eq!(small.run(["contacts", "sheet"]).code(), Some(2));
}
