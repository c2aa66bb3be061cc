//! What sheets of other offices look like, and what of them cannot be used.

use std::fs;

use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};

use crate::small::{Small, files};

#[test]
fn every_cell_that_cannot_be_used_is_told_and_nothing_is_written() {
    let small = Small::new();
    let before = files(&small.plan());
    let mut file = Workbook::new();
    let sheet = file.add_worksheet();
    sheet.set_name("名单").unwrap();
    for (column, title) in (0..).zip(["姓名", "部门", "手机", "办公电话", "核实日期", "籍贯"]) {
        sheet.write_string(2, column, title).unwrap();
    }
    let day = Format::new().set_num_format("yyyy/m/d");
    sheet.merge_range(3, 1, 5, 1, "信息中心", &Format::new()).unwrap();
    for (row, name) in (3..).zip(["赵某丁", "钱某戊", "孙某己", "周某庚", "吴某辛", "王某丙"]) {
        sheet.write_string(row, 0, name).unwrap();
    }
    sheet.write_number(3, 2, 13_800_000_111_f64).unwrap();
    sheet.write_string(4, 2, "1.38E+10").unwrap();
    sheet.write_string(5, 2, "13800000112/13800000113").unwrap();
    sheet.write_string(6, 1, "信息中兴").unwrap();
    sheet.write_string(6, 2, "1380000011").unwrap();
    sheet.write_string(7, 3, "0000114").unwrap();
    sheet.write_formula(8, 2, "=A1").unwrap().set_formula_result(8, 2, "#N/A");
    sheet.write_string(9, 0, "郑某\u{200B}新").unwrap().write_string(9, 2, "13800000115").unwrap();
    sheet.write_datetime_with_format(3, 4, ExcelDateTime::parse_from_str("2026-02-01").unwrap(), &day).unwrap();
    sheet.write_string(4, 4, "1/2/2026").unwrap();
    sheet.set_row_hidden(7).unwrap();
    let hidden = file.add_worksheet();
    hidden.set_name("旧").unwrap().set_hidden(true).write_string(0, 0, "姓名").unwrap();
    let run = small.import_bytes("应急通讯录.xlsx", &file.save_to_buffer().unwrap(), &[]);
    assert_eq!(run.code(), Some(1), "{}", run.err);
    let told: Vec<String> = run
        .findings()
        .into_iter()
        .map(|own| format!("{} {}", own.file.replace("应急通讯录.xlsx!", ""), own.message))
        .collect();
    for wanted in [
        "名单!C5 号码被存成了科学计数法，后几位已经丢失",
        "名单!C6 一格里有 2 个号码，按先后各列一条",
        "名单!C7 手机号应是11位数字，以13至19开头",
        "名单!B7 预案里没有叫“信息中兴”的单位或岗位",
        "名单!A10 这里有看不见的字符 U+200B",
        "名单!D8 固定电话缺区号",
        "名单!E5 这里的日期读不出来",
        "名单!F3 没有用到的列：籍贯",
        "名单!A8 有隐藏或筛选掉的行：8",
        "旧!A1 工作表“旧”是隐藏的，没有读",
    ] {
        assert!(told.iter().any(|own| own == wanted), "{wanted}\n{told:#?}");
    }
    assert_eq!(files(&small.plan()), before);
}

#[test]
fn a_mapping_tells_what_columns_hold() {
    let small = Small::new();
    fs::write(
        small.folder().join("map.yaml"),
        "sheet: 名单\nheader_row: 2\nkey: 人号\nmap:\n  联络员: name\n  所在: unit\n  短号: points.手机\n  手机: ignore\n",
    )
    .unwrap();
    let rows: &[&[&str]] = &[
        &["姓名", "手机", "部门"],
        &["人号", "联络员", "所在", "短号", "手机"],
        &["p005", "钱某戊", "信息中心", "13800000121", "x"],
        &["7001", "冯某新", "信息中心", "13800000122", "y"],
    ];
    let run = small.import(rows, &["--map", "map.yaml"]);
    assert_eq!(run.code(), Some(0), "{} {}", run.err, run.text());
    let added = fs::read_to_string(small.plan().join("restricted/imported-1.yaml")).unwrap();
    for wanted in ["  - id: p7001\n", "owner: person:p005\n", "value: \"13800000122\"", "value: \"13800000121\""] {
        assert!(added.contains(wanted), "{added}");
    }
    fs::write(small.folder().join("map.yaml"), "sheet: 名丹\nmap: {手机号: point}\n").unwrap();
    let told: Vec<_> = small.import(rows, &["--map", "map.yaml"]).findings();
    let places: Vec<_> = told.iter().map(|own| (own.file.as_str(), own.line, own.rule.as_str())).collect();
    assert_eq!(places, [("map.yaml", 1, "unknown-layout"), ("map.yaml", 2, "unknown-word")]);
}

#[test]
fn headings_may_stand_in_two_rows_and_parts_may_be_called_by_their_unit() {
    let mut file = Workbook::new();
    let sheet = file.add_worksheet();
    sheet.set_name("名单").unwrap();
    let plain = Format::new();
    sheet.merge_range(0, 0, 0, 3, "示例市财政局应急通讯录", &plain).unwrap();
    sheet.merge_range(1, 0, 2, 0, "姓名", &plain).unwrap();
    sheet.merge_range(1, 1, 2, 1, "职务", &plain).unwrap();
    sheet.merge_range(1, 2, 1, 3, "联系方式", &plain).unwrap();
    sheet.write_string(2, 2, "手机").unwrap().write_string(2, 3, "办公室电话").unwrap();
    sheet.merge_range(3, 0, 3, 3, "信息中心", &plain).unwrap();
    for (column, cell) in (0..).zip(["钱某戊", "工程师", "13800000151", "（0393）0000151"]) {
        sheet.write_string(4, column, cell).unwrap();
    }
    sheet.merge_range(5, 0, 5, 3, "办公室", &plain).unwrap();
    for (row, name) in [(6, "许某新"), (7, "何某新")] {
        sheet.write_string(row, 0, name).unwrap().write_string(row, 1, "秘书").unwrap();
    }
    // A telephone on the table between two of them is both's, a mobile is not.
    sheet.merge_range(6, 2, 7, 2, "138 0000 0152", &plain).unwrap();
    sheet.merge_range(6, 3, 7, 3, "0393-0000152转8", &plain).unwrap();
    let small = Small::new();
    let run = small.import_bytes("a.xlsx", &file.save_to_buffer().unwrap(), &[]);
    assert_eq!(run.code(), Some(0), "{} {}", run.err, run.text());
    let text = fs::read_to_string(small.plan().join("restricted/imported-1.yaml")).unwrap();
    let wanted = "people:
  - id: p009
    name: 许某新
    unit: general-office
    post_title: 秘书
    status: 在职
    contact: c-p009
  - id: p010
    name: 何某新
    unit: general-office
    post_title: 秘书
    status: 在职
    contact: c-p010
contacts:
  - id: c-p005
    owner: person:p005
    label: 工程师
    class: 个人
    points:
      - {kind: 手机, value: \"13800000151\", rank: 1}
      - {kind: 固定电话, value: \"0393-0000151\", rank: 2}
  - id: c-p009
    owner: person:p009
    label: 秘书
    class: 个人
    points:
      - {kind: 手机, value: \"13800000152\", rank: 1}
      - {kind: 固定电话, value: \"0393-0000152-8\", rank: 2, shared: 合用}
  - id: c-p010
    owner: person:p010
    label: 秘书
    class: 个人
    points:
      - {kind: 固定电话, value: \"0393-0000152-8\", rank: 1, shared: 合用}
";
    assert!(text.ends_with(wanted), "{text}");
    assert!(run.findings().iter().any(|own| own.file == "a.xlsx!名单!C7" && own.message.contains("第 8 行没有采用")));
}

#[test]
fn a_table_from_another_office_is_read_in_its_encoding() {
    let text = "单位,联系人,移动电话\r\n信息中心,钱某戊,13800000161\r\n示例通信公司,客户经理,13800000162\r\n";
    let small = Small::new();
    let run = small.import_bytes("通讯录.csv", &encoding_rs::GB18030.encode(text).0, &[]);
    assert_eq!(run.code(), Some(0), "{} {}", run.err, run.text());
    let places: Vec<_> =
        run.findings().into_iter().filter(|own| own.message.contains("新增")).map(|own| own.file).collect();
    assert_eq!(places, ["通讯录.csv!B2"]);
    // Somebody at another body answers the number of that body.
    let text = fs::read_to_string(small.plan().join("contacts/outside.yaml")).unwrap();
    assert!(
        text.contains("- {kind: 手机, value: \"13800000162\", rank: 3, person: 客户经理, visibility: restricted}\n"),
        "{text}"
    );
}

#[test]
fn days_are_counted_from_the_epoch_of_the_file() {
    let small = Small::new();
    let cell = |at: &str, text: &str| format!("<c r=\"{at}\" t=\"inlineStr\"><is><t>{text}</t></is></c>");
    let heads = ["编号", "名称", "手机", "核实日期", "核实人", "核实方式", "核实结果"];
    let values = ["tech-phone", "技术负责人", "13800000003", "", "机房值班员", "短信", "通"];
    let row = |number: u32, cells: &[&str]| {
        let cells = cells.iter().zip('A'..).filter(|(text, _)| !text.is_empty());
        cells.map(|(text, column)| cell(&format!("{column}{number}"), text)).collect::<String>()
    };
    let sheet = crate::workbooks::sheet(&format!(
        "<row r=\"1\">{}</row><row r=\"2\">{}<c r=\"D2\"><v>44612</v></c></row>",
        row(1, &heads),
        row(2, &values)
    ));
    let run = small.import_bytes("a.xlsx", &crate::workbooks::xlsx_since_1904(&sheet), &[]);
    assert_eq!(run.code(), Some(0), "{} {}", run.err, run.text());
    let text = fs::read_to_string(small.plan().join("contacts/own.yaml")).unwrap();
    assert!(text.contains("verified: {date: 2026-02-21, by: duty-operator, how: 短信, result: 通}"), "{text}");
}
