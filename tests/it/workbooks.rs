//! Workbooks that strangers made: read by a process of its own, or refused in words.

use std::io::{Cursor, Write};
use std::process::{Command, Stdio};

use plangen::load::workbook;
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};
use wait4::Wait4;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// Most memory the reading process may take, in bytes.
const MEMORY: u64 = 300 << 20;

/// What the reading process answers to these bytes, a line a fact.
pub(crate) fn answer(bytes: &[u8]) -> String {
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
    let output = std::io::read_to_string(child.stdout.take().unwrap()).unwrap();
    let ended = child.wait4().unwrap();
    let _gone = feeding.join().unwrap();
    assert!(ended.rusage.maxrss < MEMORY, "{} bytes", ended.rusage.maxrss);
    if ended.status.success() { output } else { format!("{:?}", ended.status) }
}

/// A zip archive of these files.
pub(crate) fn package(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (path, content) in files {
        zip.start_file(*path, SimpleFileOptions::default().compression_method(CompressionMethod::Deflated)).unwrap();
        zip.write_all(content).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// The smallest workbook with this XML as its sheet.
pub(crate) fn xlsx(sheet: &str) -> Vec<u8> {
    xlsx_with(sheet, "<sst xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"/>")
}

/// The same with shared strings.
pub(crate) fn xlsx_with(sheet: &str, strings: &str) -> Vec<u8> {
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let book = format!(
        "<workbook xmlns=\"{main}\" xmlns:r=\"{relations}\"><sheets><sheet name=\"名单\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"
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

fn sheet(data: &str) -> String {
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
    // The two cells are there; nothing is made for what lies between them.
    let told = answer(&xlsx(&sparse));
    assert!(told.ends_with("text,0,0,x\ntext,1048575,16383,x\nend\n"), "{told}");

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
