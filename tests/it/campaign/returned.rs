//! Confirmation sheets that come back filled in.

use std::fs;
use std::io::{Cursor, Read, Write};

use super::{OWN, listed};
use crate::small::{Run, Small, files};

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
