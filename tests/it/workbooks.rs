//! Workbooks that strangers made: read by a process of its own, or refused in words.

use std::fs;
use std::io::{Cursor, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread::JoinHandle;
use std::time::Duration;

use plangen::load::workbook;
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use crate::small::{Small, files};

/// Most memory the reading process may take, in bytes.
const MEMORY: u64 = 300 << 20;

/// What the reading process answers to these bytes, a line a fact.
fn answer(bytes: &[u8]) -> String {
    let mut child = Command::new(env!("CARGO_BIN_EXE_plangen"))
        .arg(workbook::COMMAND)
        .envs(workbook::ENVIRONMENT)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut input = child.stdin.take().unwrap();
    let bytes = bytes.to_vec();
    let feeding = std::thread::spawn(move || input.write_all(&bytes));
    let watching = watch(child.id());
    let output = std::io::read_to_string(child.stdout.take().unwrap()).unwrap();
    let status = child.wait().unwrap();
    let _gone = feeding.join().unwrap();
    let most = watching.join().unwrap();
    assert!(most < MEMORY, "{most} bytes");
    if status.success() { output } else { format!("{status:?}") }
}

/// The most memory that a process of ours and those it started have held, in bytes, once it has
/// ended. What the system keeps of an ended process counts the one that started it, too, and the
/// tests are a large one; so it is looked at while it runs, a hundred times a second and more.
fn watch(id: u32) -> JoinHandle<u64> {
    std::thread::spawn(move || {
        let mut most = 0;
        while let Some(now) = held(id) {
            most = most.max(now);
            std::thread::sleep(Duration::from_millis(5));
        }
        most
    })
}

/// What it and those it started have held so far; `None` once it has ended.
fn held(id: u32) -> Option<u64> {
    let folder = PathBuf::from(format!("/proc/{id}"));
    let program = fs::read_link(folder.join("exe")).ok()?;
    let children = fs::read_to_string(folder.join(format!("task/{id}/children"))).unwrap_or_default();
    let theirs = children.split_whitespace().filter_map(|child| held(child.parse().ok()?)).max();
    // Before it becomes the program it is a copy of the tests.
    let own = (program == Path::new(env!("CARGO_BIN_EXE_plangen"))).then(|| {
        let status = fs::read_to_string(folder.join("status")).ok()?;
        let most = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
        Some(most.trim().strip_suffix(" kB")?.trim().parse::<u64>().ok()? << 10)
    });
    Some(own.flatten().unwrap_or(0).max(theirs.unwrap_or(0)))
}

/// A zip archive of these files.
fn package(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (path, content) in files {
        zip.start_file(*path, SimpleFileOptions::default().compression_method(CompressionMethod::Deflated)).unwrap();
        zip.write_all(content).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// The smallest workbook with this XML as its sheet.
fn xlsx(sheet: &str) -> Vec<u8> {
    xlsx_with(sheet, "<sst xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"/>")
}

/// The same with days counted from 1904.
pub(crate) fn xlsx_since_1904(sheet: &str) -> Vec<u8> {
    xlsx_of("<workbookPr date1904=\"1\"/>", sheet, "<sst/>")
}

/// The same with shared strings.
fn xlsx_with(sheet: &str, strings: &str) -> Vec<u8> {
    xlsx_of("", sheet, strings)
}

fn xlsx_of(properties: &str, sheet: &str, strings: &str) -> Vec<u8> {
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let book = format!(
        "<workbook xmlns=\"{main}\" xmlns:r=\"{relations}\">{properties}<sheets><sheet name=\"名单\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"
    );
    let root = format!(
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
         <Relationship Id=\"rId1\" Type=\"{relations}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
    );
    let rels = format!(
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
         <Relationship Id=\"rId1\" Type=\"{relations}/worksheet\" Target=\"worksheets/sheet1.xml\"/>\
         <Relationship Id=\"rId2\" Type=\"{relations}/sharedStrings\" Target=\"sharedStrings.xml\"/></Relationships>"
    );
    package(&[
        ("[Content_Types].xml", b"<Types/>"),
        ("_rels/.rels", root.as_bytes()),
        ("xl/workbook.xml", book.as_bytes()),
        ("xl/_rels/workbook.xml.rels", rels.as_bytes()),
        ("xl/sharedStrings.xml", strings.as_bytes()),
        ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
    ])
}

pub(crate) fn sheet(data: &str) -> String {
    format!(
        "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>{data}</sheetData></worksheet>"
    )
}

#[test]
fn a_workbook_comes_back_as_cells_with_their_marks() {
    let mut file = Workbook::new();
    let day = Format::new().set_num_format("yyyy-mm-dd");
    let first = file.add_worksheet();
    first.set_name("名单").unwrap();
    first.write_string(0, 0, "姓名").unwrap();
    first.write_string(2, 0, " 张某甲\n ").unwrap();
    first.write_number(2, 1, 13_800_000_001_f64).unwrap();
    first.write_datetime_with_format(2, 2, ExcelDateTime::parse_from_str("2025-01-01").unwrap(), &day).unwrap();
    first.merge_range(4, 0, 6, 0, "办公室", &Format::new()).unwrap();
    first.set_row_hidden(5).unwrap().set_row_hidden(6).unwrap();
    first.set_column_hidden(3).unwrap();
    file.add_worksheet().set_name("旧").unwrap().set_hidden(true).write_boolean(0, 0, true).unwrap();
    let told = answer(&file.save_to_buffer().unwrap());
    let wanted = "plangen-workbook/1\nepoch,1900\nsheet,名单,shown\nrows,5,6\ncolumns,3,3\nmerged,4,0,6,0\n\
                  text,0,0,姓名\ntext,2,0,张某甲\nnumber,2,1,13800000001\nday,2,2,2025-01-01\ntext,4,0,办公室\n\
                  sheet,旧,hidden\ntruth,0,0,true\nend\n";
    assert_eq!(told, wanted);
}

#[test]
fn a_file_that_asks_for_too_much_is_refused() {
    let text = |address: &str| format!("<c r=\"{address}\" t=\"inlineStr\"><is><t>x</t></is></c>");
    let sparse = sheet(&format!("<row r=\"1\">{}</row><row r=\"1048576\">{}</row>", text("A1"), text("XFD1048576")));
    assert_eq!(answer(&xlsx(&sparse)), "plangen-workbook/1\nrefused,scattered,\n");
    // A cell far below is there; nothing is made for what lies between.
    let far = sheet(&format!("<row r=\"1\">{}</row><row r=\"1048576\">{}</row>", text("A1"), text("B1048576")));
    let told = answer(&xlsx(&far));
    assert!(told.ends_with("text,0,0,x\ntext,1048575,1,x\nend\n"), "{told}");

    let empty: String = (1..=1_000_000).map(|row| format!("<row r=\"{row}\"/>")).collect();
    assert!(answer(&xlsx(&sheet(&empty))).ends_with("sheet,名单,shown\nend\n"));

    let many: String = (0..20_001).map(|_| format!("<row>{}</row>", "<c><v>1</v></c>".repeat(10))).collect();
    assert_eq!(answer(&xlsx(&sheet(&many))), "plangen-workbook/1\nrefused,cells,\n");

    let bomb = package(&[("xl/workbook.xml", b"<workbook/>"), ("xl/worksheets/sheet1.xml", &vec![b' '; 80 << 20])]);
    assert!(bomb.len() < 1 << 20);
    assert_eq!(answer(&bomb), "plangen-workbook/1\nrefused,bomb,\n");

    let names: Vec<String> = (0..3_000).map(|number| format!("xl/{number}")).collect();
    let crowd: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), &b""[..])).collect();
    assert_eq!(answer(&package(&crowd)), "plangen-workbook/1\nrefused,bomb,\n");
}

/// A file of `tests/workbooks`.
fn kept(name: &str) -> Vec<u8> {
    fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/workbooks").join(name)).unwrap()
}

/// A compound file whose directory has an entry of this name.
fn compound(name: &str) -> Vec<u8> {
    let mut bytes = vec![0_u8; 2048];
    bytes[..8].copy_from_slice(&[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]);
    let units: Vec<u8> = name.encode_utf16().chain([0]).flat_map(u16::to_le_bytes).collect();
    bytes[1152..1152 + units.len()].copy_from_slice(&units);
    bytes[1152 + 64] = u8::try_from(units.len()).unwrap();
    bytes
}

/// An archive that says of its largest file that it is small.
fn lying() -> Vec<u8> {
    let spaces = vec![b' '; 100 << 20];
    let bytes = package(&[("xl/workbook.xml", b"<workbook/>"), ("xl/_rels/workbook.xml.rels", &spaces)]);
    let (size, small) = ((100_u32 << 20).to_le_bytes(), 1000_u32.to_le_bytes());
    let mut bytes = bytes;
    while let Some(at) = bytes.windows(4).position(|own| own == size) {
        bytes[at..at + 4].copy_from_slice(&small);
    }
    bytes
}

/// What the program says of a file that it was given as a contact book, in Chinese.
fn refused(small: &Small, name: &str, bytes: &[u8]) -> String {
    fs::write(small.folder().join(name), bytes).unwrap();
    let mut child = small
        .command(["import", "contacts", name, "--format", "json", "--lang", "zh", "-q"])
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let watching = watch(child.id());
    let out = std::io::read_to_string(child.stdout.take().unwrap()).unwrap();
    let err = std::io::read_to_string(child.stderr.take().unwrap()).unwrap();
    let status = child.wait().unwrap();
    let most = watching.join().unwrap();
    assert!(most < MEMORY, "{name}: {most} bytes");
    assert_eq!(status.code(), Some(3), "{name}: {out} {err}");
    let report: serde_json::Value = serde_json::from_str(&out).unwrap();
    let findings = report["findings"].as_array().unwrap();
    let text = |key: &str| findings[0][key].as_str().unwrap().to_owned();
    assert!(findings.len() == 1 && text("file").starts_with(name) && !text("help").is_empty(), "{name}: {out}");
    text("message")
}

#[test]
fn whatever_a_stranger_made_ends_in_words_and_the_plan_is_untouched() {
    let small = Small::new();
    let before = files(&small.plan());
    let good = xlsx(&sheet("<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>"));
    let mut protected = kept("contacts.xls");
    // The record behind the first one becomes FILEPASS ([MS-XLS] 2.4.117).
    let start = protected.windows(4).position(|own| own == [0x09, 0x08, 0x10, 0x00]).unwrap() + 20;
    protected[start..start + 2].copy_from_slice(&[0x2F, 0x00]);
    protected[start + 4] = 1;
    let strings: String =
        (0..700_000_u64).map(|number| format!("<si><t>甲{number}乙{}</t></si>", number * 7919)).collect();
    let entity = "<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]>";
    let inside = "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>&b;</t></is></c></row>";
    let laughs = format!(
        "<!DOCTYPE a [<!ENTITY l0 \"ha\">{}]>",
        (1..30).map(|n| format!("<!ENTITY l{n} \"&l{};&l{};\">", n - 1, n - 1)).collect::<String>()
    );
    let laugh = inside.replace("&b;", "&l29;");
    let word = package(&[("[Content_Types].xml", b"<Types/>"), ("word/document.xml", b"<document/>")]);
    let cases: &[(&str, Vec<u8>, &str)] = &[
        ("空.xlsx", Vec::new(), "什么都没有"),
        ("文档.xlsx", word, "Word"),
        ("旧文档.xls", compound("WordDocument"), "Word"),
        ("演示.xlsx", compound("PowerPoint Document"), "演示文稿"),
        ("打印.xlsx", b"%PDF-1.7\n".to_vec(), "PDF"),
        ("截图.xlsx", b"\x89PNG\r\n\x1a\n".to_vec(), "图片"),
        ("网页.xls", "<html><table><tr><td>姓名</td></tr></table></html>".into(), "网页"),
        ("压缩.xlsx", package(&[("a.txt", b"x")]), "压缩包"),
        ("二进制.xlsx", package(&[("xl/workbook.bin", b"x")]), "xlsb"),
        ("程序.xlsx", b"\x7fELF\x02\x01\x01\0\0".to_vec(), "认不出"),
        ("说明.xlsx", "这是一份说明。\n没有联系人。\n".into(), "没有认出表头"),
        ("乱码.csv", vec![b'a', 0xFF, 0xFF, b'\n'], "编码"),
        ("加密.xlsx", compound("EncryptedPackage"), "打开密码"),
        ("加密.xls", protected, "打开密码"),
        ("截断.xlsx", good[..good.len() / 2].to_vec(), "不完整或已损坏"),
        ("截断.xls", kept("contacts.xls")[..3000].to_vec(), ""),
        ("截断.ods", kept("contacts.ods")[..9000].to_vec(), "不完整或已损坏"),
        ("头.xlsx", b"PK\x03\x04".to_vec(), "不完整或已损坏"),
        ("崩溃.xls", kept("panics.xls"), "读到一半"),
        ("贪心.xls", kept("hungry.xls"), "内存"),
        ("无尽.ods", kept("endless.ods"), "时超过上限"),
        ("说谎.xlsx", lying(), ""),
        ("字符串.xlsx", xlsx_with(&sheet(""), &format!("<sst>{strings}</sst>")), "工作表是空的"),
        ("外部.xlsx", xlsx(&format!("{entity}{}", sheet(inside))), "不完整或已损坏"),
        ("大笑.xlsx", xlsx(&format!("{laughs}{}", sheet(&laugh))), "不完整或已损坏"),
        ("大.xlsx", vec![b'a'; (16 << 20) + 1], "太大"),
    ];
    for (name, bytes, wanted) in cases {
        let told = refused(&small, name, bytes);
        assert!(told.contains(wanted), "{name}: {told}");
    }
    assert_eq!(files(&small.plan()), before);
}

#[test]
fn what_is_no_ordinary_file_is_refused_and_not_waited_for() {
    let small = Small::new();
    let status = Command::new("mkfifo").arg(small.folder().join("管道.xlsx")).status().unwrap();
    assert!(status.success());
    for name in ["管道.xlsx", "plan-source", "没有.xlsx", "/dev/zero"] {
        let run = small.run(["import", "contacts", name, "--lang", "zh", "-q"]);
        assert_eq!(run.code(), Some(3), "{name}: {}", run.err);
        assert!(run.err.contains("无法读取"), "{}", run.err);
    }
}

#[test]
fn other_programs_formats_hold_the_same_contacts() {
    for (from, name) in
        [("contacts.xls", "甲.xls"), ("contacts.xls", "乙.et"), ("contacts.xls", "丙.xlsx"), ("contacts.ods", "丁.ods")]
    {
        let small = Small::new();
        fs::write(small.folder().join(name), kept(from)).unwrap();
        let run = small.run(["import", "contacts", name, "-q", "--format", "json"]);
        assert_eq!(run.code(), Some(0), "{name}: {} {}", run.err, run.text());
        let hidden = run.findings().into_iter().filter(|own| own.rule == "hidden-cells");
        let places: Vec<_> = hidden.map(|own| own.file.replace(name, "")).collect();
        assert_eq!(places, ["!名单!F3", "!名单!A6"], "{name}");
        let text = fs::read_to_string(small.plan().join("restricted/imported-1.yaml")).unwrap();
        for value in ["13800000141", "13800000142", "13800000143", "13800000144"] {
            assert!(text.contains(&format!("kind: 手机, value: \"{value}\"")), "{name}: {text}");
        }
    }
}
