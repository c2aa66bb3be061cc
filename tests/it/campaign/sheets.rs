//! Confirmation sheets as they go out: to print and to fill in.

use std::collections::BTreeMap;
use std::fs;
use std::io::{Cursor, Read};

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

use super::OWN;
use crate::charts::plan;
use crate::small::Small;

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
fn the_workbook_asks_the_same_and_locks_what_the_plan_says() {
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
    let sheet = part(&bytes, "xl/worksheets/sheet1.xml");
    for wanted in ["<sheetProtection sheet=\"1\"", "type=\"list\"", "fitToHeight=\"0\"", "orientation=\"landscape\""] {
        assert!(sheet.contains(wanted), "{wanted}");
    }
    assert!(part(&bytes, "xl/styles.xml").contains("<protection locked=\"0\"/>"));
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

/// A part of a workbook.
fn part(bytes: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}
