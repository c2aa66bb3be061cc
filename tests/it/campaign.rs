//! Keeping the contact book true, as people do it on the command line.

use std::collections::BTreeMap;
use std::fs;
use std::io::{Cursor, Read, Write};

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
use crate::small::{Run, Small, files};

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

/// The workbook with words in open cells, as whoever fills it in leaves it.
fn filled(bytes: &[u8], cells: &[(&str, &str)]) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let names: Vec<String> = archive.file_names().map(|name| name.unwrap().into_owned()).collect();
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for name in names {
        let mut content = Vec::new();
        archive.by_name(&name).unwrap().read_to_end(&mut content).unwrap();
        if name == "xl/worksheets/sheet1.xml" {
            let mut text = String::from_utf8(content).unwrap();
            for (cell, words) in cells {
                let start = text.find(&format!("<c r=\"{cell}\"")).unwrap_or_else(|| panic!("{cell} is not open"));
                let end = start + text[start..].find("/>").unwrap();
                let open = text[start..end].to_owned();
                assert!(!open.contains('>'), "{cell} is not empty");
                text.replace_range(start..end + 2, &format!("{open} t=\"inlineStr\"><is><t>{words}</t></is></c>"));
            }
            content = text.into_bytes();
        }
        writer.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        writer.write_all(&content).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// The plan with its sheets made, and the sheet of the bureau's telephones.
fn asked() -> (Small, Vec<u8>) {
    asked_of(Small::new())
}

fn asked_of(small: Small) -> (Small, Vec<u8>) {
    let run = small.run(["contacts", "sheet", "-q"]);
    assert_eq!(run.code(), Some(0), "{}", run.err);
    let sheet = small.folder().join("confirmation/restricted/confirmation/duty-machine-room.xlsx");
    let bytes = fs::read(sheet).unwrap();
    (small, bytes)
}

fn confirm(small: &Small, bytes: &[u8], arguments: &[&str]) -> Run {
    fs::write(small.folder().join("交回.xlsx"), bytes).unwrap();
    small.run([&["contacts", "confirm", "交回.xlsx", "--lang", "zh"], arguments].concat())
}

// The first row of numbers is 5; H is 无误, I is 更正. The signatures stand below three numbers and
// five empty rows, in rows 14 and 15.
const TICKED: [(&str, &str); 5] = [("H5", "√"), ("H6", "√"), ("H7", "√"), ("B14", "值班员"), ("B15", "2026-03-01")];

#[test]
fn a_sheet_that_comes_back_ticked_is_recorded_in_its_place_and_nowhere_else() {
    let (small, bytes) = asked();
    let before = fs::read_to_string(small.plan().join(OWN)).unwrap();
    let shown = confirm(&small, &filled(&bytes, &TICKED), &["--dry-run"]);
    assert_eq!(shown.code(), Some(0), "{}", shown.err);
    assert_eq!(fs::read_to_string(small.plan().join(OWN)).unwrap(), before);
    let run = confirm(&small, &filled(&bytes, &TICKED), &[]);
    assert_eq!((run.code(), run.text()), (Some(0), shown.text()), "{}", run.err);
    let old = "verified: {date: 2026-02-20, by: duty-operator, how: 拨通, result: 通}\n  - id: commander-phone";
    let new = "verified: {date: 2026-03-01, by: duty-operator, how: 回执, result: 通}\n  - id: commander-phone";
    assert_eq!(fs::read_to_string(small.plan().join(OWN)).unwrap(), before.replace(old, new));
    // Once more there is nothing to write.
    let again = confirm(&small, &filled(&bytes, &TICKED), &[]);
    assert!(again.code() == Some(0) && again.text().is_empty(), "{}", again.err);
}

#[test]
fn half_an_answer_confirms_nothing_and_new_numbers_are_told() {
    let (small, bytes) = asked();
    let before = files(&small.plan());
    let told = |cells: &[(&str, &str)], code: i32| {
        let run = confirm(&small, &filled(&bytes, cells), &["--format", "json"]);
        assert_eq!(run.code(), Some(code), "{cells:?} {}", run.err);
        assert!(files(&small.plan()) == before, "{cells:?}");
        let list: Vec<_> = run.findings();
        let told: Vec<(String, String)> = list.into_iter().map(|told| (told.file, told.rule)).collect();
        assert!(!run.text().contains("13800000009"), "{}", run.text());
        told
    };
    let signed = [("B14", "值班员"), ("H5", "√"), ("H7", "√")];
    let with = |more: &[(&'static str, &'static str)]| [&signed[..], more].concat();
    let at = |cell: &str, rule: &str| (format!("交回.xlsx!核实表!{cell}"), rule.to_owned());
    assert_eq!(told(&with(&[]), 0), [at("A6", "unconfirmed-contact")]);
    assert_eq!(told(&with(&[("I6", "13800000009")]), 0), [at("I6", "changed-contact")]);
    assert_eq!(told(&with(&[("I6", "停用")]), 0), [at("I6", "changed-contact")]);
    assert_eq!(told(&with(&[("H6", "×")]), 0), [at("H6", "unconfirmed-contact")]);
    assert_eq!(told(&with(&[("H6", "√"), ("I6", "13800000009")]), 1), [at("I6", "unusable-cell")]);
    assert_eq!(told(&with(&[("I6", "1380000")]), 1), [at("I6", "unusable-cell")]);
    assert_eq!(told(&with(&[("H6", "√"), ("B15", "1/2/2026")]), 1), [at("B15", "unusable-cell")]);
    assert_eq!(told(&with(&[("H6", "√"), ("B15", "2999-01-01")]), 1), [at("B15", "unusable-cell")]);
    // A number that was added at the end is told; so is a sheet that nobody signed.
    let added = told(&with(&[("H6", "√"), ("E8", "0393-0000099"), ("B15", "2026-02-01")]), 0);
    assert_eq!(added, [at("H5", "unconfirmed-contact"), at("E8", "changed-contact")]);
}

/// The second number is another one now.
const CORRECTED: [(&str, &str); 4] = [("H5", "√"), ("I6", "138 0000 0009"), ("H7", "√"), ("B14", "值班员")];

#[test]
fn what_a_sheet_changes_is_shown_without_the_lines_that_are_restricted() {
    let small = Small::new();
    small.edit(OWN, "rank: 2, visibility: internal}", "rank: 2, visibility: restricted}");
    let (small, bytes) = asked_of(small);
    let before = files(&small.plan());
    let [discreet, whole] = [&[][..], &["--show-restricted"]].map(|more| {
        let run = confirm(&small, &filled(&bytes, &CORRECTED), &[&["--numbers", "--dry-run"], more].concat());
        assert_eq!(run.code(), Some(0), "{}", run.err);
        assert_eq!(run.err.contains("--show-restricted"), more.is_empty(), "{}", run.err);
        assert!(files(&small.plan()) == before && !run.err.contains("13800000009"), "{}", run.err);
        run.text().to_owned()
    });
    for line in ["-      - {kind: 手机, value: \"13800000001\"", "+      - {kind: 手机, value: \"13800000009\""] {
        assert!(whole.contains(line), "{whole}");
    }
    assert!(discreet.contains("\n…\n") && !discreet.contains("1380000000"), "{discreet}");
    // What is written is the whole, whatever was shown.
    let run = confirm(&small, &filled(&bytes, &CORRECTED), &["--numbers"]);
    assert_eq!((run.code(), run.text()), (Some(0), discreet.as_str()), "{}", run.err);
    assert!(fs::read_to_string(small.plan().join(OWN)).unwrap().contains("13800000009"));
}

#[test]
fn a_new_number_is_written_when_asked_for_and_is_not_verified() {
    let (small, bytes) = asked();
    let run = confirm(&small, &filled(&bytes, &CORRECTED), &["--numbers", "--by", "技术负责人"]);
    assert_eq!(run.code(), Some(0), "{}", run.err);
    let text = fs::read_to_string(small.plan().join(OWN)).unwrap();
    assert!(text.contains("value: \"13800000009\"") && !text.contains("13800000001"), "{text}");
    let due = listed(&small, &[]);
    assert_eq!(due["bodies"][0]["contacts"][0]["state"], "never", "{due}");
    // The sheet was made before the number changed.
    let late = confirm(&small, &filled(&bytes, &TICKED), &["--format", "json"]);
    assert!(late.findings().iter().any(|told| told.rule == "unconfirmed-contact"), "{}", late.text());
}

#[test]
fn other_workbooks_are_refused_by_name() {
    let (small, bytes) = asked();
    let book = small.run(["export", "xlsx", "--edition", "restricted", "-q", "-o", "book.xlsx"]);
    assert_eq!(book.code(), Some(0), "{}", book.err);
    let run = small.run(["contacts", "confirm", "book.xlsx", "--lang", "zh"]);
    assert!(run.code() == Some(1) && run.err.contains("这不是应急联系方式核实表"), "{}", run.err);
    fs::write(small.folder().join("交回.xlsx"), &bytes).unwrap();
    let run = small.run(["import", "contacts", "交回.xlsx", "--lang", "zh"]);
    assert!(run.code() == Some(2) && run.err.contains("plangen contacts confirm"), "{}", run.err);
    fs::write(small.folder().join("交回.xlsx"), b"PK\x03\x04 broken").unwrap();
    assert_eq!(small.run(["contacts", "confirm", "交回.xlsx"]).code(), Some(3));
    let run = confirm(&small, &filled(&bytes, &TICKED), &["--by", "没有"]);
    assert_eq!(run.code(), Some(2), "{}", run.err);
}
