//! Contact books into a plan.

use std::fs;
use std::path::Path;

use plangen::load;
use plangen::model::contact::Verified;
use plangen::model::{Clearance, Entity};
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};

use crate::small::{Run, Small, files};

impl Small {
    /// Imports a workbook with these cells, as one would by hand.
    fn import(&self, rows: &[&[&str]], more: &[&str]) -> Run {
        self.import_bytes("通讯录.xlsx", &book(rows), more)
    }

    fn import_bytes(&self, name: &str, bytes: &[u8], more: &[&str]) -> Run {
        fs::write(self.folder().join(name), bytes).unwrap();
        let arguments = ["import", "contacts", name, "-q", "--format", "json", "--lang", "zh"];
        self.run(arguments.iter().chain(more))
    }
}

/// A workbook of text.
fn book(rows: &[&[&str]]) -> Vec<u8> {
    let mut file = Workbook::new();
    let sheet = file.add_worksheet();
    sheet.set_name("名单").unwrap();
    for (row, cells) in (0..).zip(rows) {
        for (column, cell) in (0..).zip(*cells).filter(|(_, cell)| !cell.is_empty()) {
            sheet.write_string(row, column, *cell).unwrap();
        }
    }
    file.save_to_buffer().unwrap()
}

/// What a plan knows of its contacts, without the places and the order of files.
fn known(plan: &Path) -> Vec<String> {
    let plan = load::load(plan).unwrap().plan.unwrap();
    let contacts = plan.contacts.iter().map(|contact| {
        let points = contact.points.iter().map(|point| {
            let value = &point.value.open(Clearance::Restricted).unwrap().value;
            let hours = point.hours.as_ref().map(|own| own.value.clone());
            let person = point.person.as_ref().map(|own| own.open(Clearance::Restricted).unwrap().value.clone());
            let extra: Vec<_> = point
                .extra
                .iter()
                .map(|(key, own)| (key.value.clone(), own.open(Clearance::Restricted).unwrap().value.clone()))
                .collect();
            (point.rank.value, format!("{:?} {value} {hours:?} {person:?} {extra:?}", point.kind.value))
        });
        let mut points: Vec<_> = points.collect();
        points.sort();
        let points: Vec<_> = points.into_iter().map(|(_, point)| point).collect();
        let verified = match &contact.verified {
            Some(Verified::Checked { date, by, how, result, .. }) => {
                format!("{} {} {:?} {:?}", date.value, by.value, how.value, result.value)
            }
            Some(Verified::Exempt(reason)) => reason.value.clone(),
            None => String::new(),
        };
        let note = contact.note.as_ref().map(|own| own.value.clone());
        let owner = format!("{:?}", contact.owner.value).split(", place").next().unwrap().to_owned();
        let (label, class) = (&contact.label.value, contact.class.value);
        format!("{} {owner} {label} {class:?} {points:#?} {verified} {note:?}", contact.id())
    });
    let mut all: Vec<String> = contacts.collect();
    all.sort();
    all
}

#[test]
fn an_export_that_is_imported_changes_nothing() {
    let small = Small::new();
    let before = files(&small.plan());
    for (format, name) in [("xlsx", "a.xlsx"), ("csv", "a.csv")] {
        for edition in ["internal", "restricted"] {
            let run = small.run(["export", format, "-q", "--edition", edition, "--output", name]);
            assert_eq!(run.code(), Some(0), "{}", run.err);
            let run = small.run(["import", "contacts", name, "--format", "json"]);
            assert_eq!(run.code(), Some(0), "{}", run.err);
            assert!(run.findings().is_empty(), "{}", run.text());
            assert_eq!(files(&small.plan()), before, "{format} {edition}");
        }
    }
}

#[test]
fn what_an_export_holds_comes_back_from_it() {
    let small = Small::new();
    small.write(
        "restricted/personal.yaml",
        "contacts:
  - id: c-p003
    owner: person:p003
    label: 信息中心主任
    class: 个人
    points:
      - {kind: 固定电话, value: \"0393-0000103-801\", hours: 工作时间, rank: 1}
      - {kind: 手机, value: \"13800000103\", hours: 7x24, rank: 2}
      - {kind: 手机, value: \"13900000103\", rank: 3, person: 值守人员}
      - {kind: 对讲机, value: \"频道 6\", rank: 4, extra: {频率: \"409.8125 MHz\"}}
    verified: {date: 2026-02-20, by: duty-operator, how: 拨通, result: 通}
    note: \"=1+1 # 不是公式: 也不是 YAML\"
",
    );
    let wanted = known(&small.plan());
    let kept = ["restricted/personal.yaml", "contacts/rescue.yaml"].map(|file| {
        let path = small.plan().join(file);
        (path.clone(), fs::read(path).unwrap())
    });
    for (format, name) in [("xlsx", "a.xlsx"), ("csv", "a.csv")] {
        let run = small.run(["export", format, "-q", "--edition", "restricted", "--output", name]);
        assert_eq!(run.code(), Some(0), "{}", run.err);
        for (path, _) in &kept {
            fs::remove_file(path).unwrap();
        }
        let run = small.run(["import", "contacts", name, "-q"]);
        assert_eq!(run.code(), Some(0), "{}", run.err);
        assert_eq!(known(&small.plan()), wanted);
        let again = small.run(["import", "contacts", name, "--format", "json"]);
        assert!(again.findings().is_empty(), "{}", again.text());
        let made = small.plan().join("restricted/imported-1.yaml");
        let text = fs::read_to_string(&made).unwrap();
        assert!(text.contains("id: call-119\n    owner: unit:fire-brigade\n"), "{text}");
        fs::remove_file(made).unwrap();
        for (path, bytes) in &kept {
            fs::write(path, bytes).unwrap();
        }
    }
}

#[test]
fn a_number_that_changed_is_edited_in_its_place_and_no_longer_verified() {
    let small = Small::new();
    small.edit("contacts/own.yaml", "label: 技术负责人", "label: 技术负责人   # 白天打办公电话");
    let text = fs::read_to_string(small.plan().join("contacts/own.yaml")).unwrap();
    let rows: &[&[&str]] = &[
        &["应急通讯录"],
        &["编号", "名称", "移动电话", "办公电话", "传真"],
        &["tech-phone", "技术负责人", "138 0000 0099", "0393-0000003", "0393-0000098"],
    ];
    let run = small.import(rows, &["--dry-run"]);
    assert_eq!(run.code(), Some(0), "{}", run.err);
    assert_eq!(fs::read_to_string(small.plan().join("contacts/own.yaml")).unwrap(), text);
    let run = small.import(rows, &[]);
    let told: Vec<_> = run.findings().into_iter().map(|own| (own.file, own.line, own.column, own.message)).collect();
    assert!(told.contains(&("通讯录.xlsx!名单!C3".to_owned(), 3, 3, "tech-phone 的手机换了".to_owned())), "{told:#?}");
    assert!(told.iter().all(|(.., message)| !message.contains("0099")));
    let (start, rest) = text.split_at(text.find("  - id: tech-phone").unwrap());
    let wanted = rest
        .replace("13800000003", "13800000099")
        .replace(
            "restricted}\n",
            "restricted}\n      - {kind: 传真, value: \"0393-0000098\", rank: 3, visibility: restricted}\n",
        )
        .replace("    verified: {date: 2026-02-20, by: duty-operator, how: 拨通, result: 通}\n", "");
    assert_eq!(fs::read_to_string(small.plan().join("contacts/own.yaml")).unwrap(), format!("{start}{wanted}"));
}

#[test]
fn persons_who_are_new_moved_or_gone_are_told_with_what_hangs_on_them() {
    let small = Small::new();
    let rows: &[&[&str]] = &[
        &["序号", "姓名", "处室", "职位", "手机号码（必填）"],
        &["1", "张某甲", "本局", "局长", "13800000101"],
        &["2", "李某乙", "示例市财政局", "一级调研员", "13800000102"],
        &["3", "赵某丁", "信息中心", "信息中心副主任", "无"],
        &["4", "郑某新", "信息中心", "工程师", "13900000103"],
    ];
    let run = small.import(rows, &[]);
    assert_eq!(run.code(), Some(0), "{} {}", run.err, run.text());
    let told: Vec<String> = run.findings().into_iter().map(|own| format!("{} {}", own.file, own.message)).collect();
    for wanted in [
        "通讯录.xlsx!名单!D3 p002 的职务与预案不同（“总指挥”第1备岗）",
        "通讯录.xlsx!名单!B5 预案里没有这一条，新增",
        "plan-source/restricted/people.yaml 表里没有 p003（“总指挥”第2备岗、“技术负责人”主岗）",
    ] {
        assert!(told.iter().any(|own| own == wanted), "{wanted}\n{told:#?}");
    }
    let people = fs::read_to_string(small.plan().join("restricted/people.yaml")).unwrap();
    assert!(people.contains("name: 李某乙, unit: bureau, post_title: 一级调研员, status: 在职"), "{people}");
    let added = fs::read_to_string(small.plan().join("restricted/imported-1.yaml")).unwrap();
    assert!(
        added.contains("  - id: p009\n    name: 郑某新\n    unit: info-center\n    post_title: 工程师\n"),
        "{added}"
    );
    assert!(added.contains("      - {kind: 手机, value: \"13900000103\", rank: 1}\n"), "{added}");
    // A second run finds everything as it is.
    let run = small.import(rows, &["--known-only"]);
    assert!(run.findings().iter().all(|own| own.message.starts_with("表里没有")), "{}", run.text());
}

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

/// The minimal plan with a contact book that is part of it.
fn living(rows: &[&[&str]]) -> Small {
    let small = Small::new();
    small.write("restricted/应急通讯录.xlsx", book(rows));
    small.write("restricted/imports.yaml", "imports:\n  - file: 应急通讯录.xlsx\n    sheet: 名单\n    key: 工号\n    notice: {basis: 履行法定职责, informed: 2026-01-10}\n");
    small
}

#[test]
fn a_living_book_is_read_with_the_plan_and_its_cells_are_places() {
    let head = ["工号", "姓名", "部门", "职务", "手机", "核实日期", "核实人", "核实方式", "核实结果"];
    let rows = |day| {
        let own = ["p008", "吴某辛", "信息中心", "工程师", "13800000133", "2026/2/20", "机房值班员", "拨通", "通"];
        let new = ["0099", "冯某新", "信息中心", "工程师", "13800000199", day, "机房值班员", "拨通", "通"];
        book(&[&head, &own, &new])
    };
    let small = living(&[]);
    small.write("restricted/应急通讯录.xlsx", rows("2026年2月20日"));
    small.edit("org/roles.yaml", "backups: [p002, p003]", "backups: [p002, p0099]");
    let run = small.run(["export", "csv", "--edition", "restricted", "-q"]);
    assert_eq!(run.code(), Some(0), "{}", run.err);
    for cells in [
        "c-p008,个人,吴某辛,工程师,信息中心,工程师,,13800000133",
        "冯某新,工程师,信息中心,工程师,总指挥（备岗）,13800000199",
    ] {
        assert!(run.text().contains(cells), "{}", run.text());
    }
    // What a rule finds stands at the cell, like everything else.
    small.write("restricted/应急通讯录.xlsx", rows("2025-02-20"));
    let (code, told) = small.check();
    let stale: Vec<_> = told.iter().filter(|own| own.rule == "stale-contact").map(|own| own.file.as_str()).collect();
    assert_eq!((code, stale), (Some(1), vec!["plan-source/restricted/应急通讯录.xlsx!名单!F3"]));
    // The personnel office has not listed those who keep the machine room.
    assert!(told.iter().any(|own| own.message == "表里没有 p005（“机房值班”值班人员）"), "{told:#?}");
    // Without a number of its own an id would change with the order of rows.
    small.write("restricted/应急通讯录.xlsx", book(&[&head[1..5], &["冯某新", "信息中心", "工程师", "13800000199"]]));
    small.write("restricted/imports.yaml", "imports:\n  - file: 应急通讯录.xlsx\n");
    assert!(small.check().1.iter().any(|own| own.message.contains("没有工号或编号")));
}

#[test]
fn a_living_book_that_differs_from_the_plan_or_cannot_be_read_is_told() {
    let rows: &[&[&str]] = &[
        &["编号", "名称", "手机"],
        &["tech-phone", "技术负责人", "13800000099"],
        &["", "总指挥", "13800000002"],
        &["", "供电抢修", "400-000-0055"],
    ];
    let small = living(rows);
    small.write("restricted/imports.yaml", "imports:\n  - {file: restricted/应急通讯录.xlsx}\n");
    let (_, told) = small.check();
    let sheet = "plan-source/restricted/应急通讯录.xlsx!名单!";
    let own: Vec<_> = told.iter().filter(|own| own.file.starts_with(sheet)).collect();
    assert_eq!(own.iter().map(|own| &own.file[sheet.len()..]).collect::<Vec<_>>(), ["C2", "C4"], "{told:#?}");
    for bytes in [&b"PK\x03\x04"[..], b"%PDF-1.7", b""] {
        small.write("restricted/应急通讯录.xlsx", bytes);
        let (code, told) = small.only();
        assert_eq!((code, told.rule.as_str()), (Some(3), "unreadable-file"), "{told:?}");
        assert_eq!(told.file, "plan-source/restricted/应急通讯录.xlsx");
    }
    fs::remove_file(small.plan().join("restricted/应急通讯录.xlsx")).unwrap();
    assert_eq!(small.only().1.file, "plan-source/restricted/imports.yaml");
    for outside in ["../a.xlsx", "/etc/passwd", "a/../../b.xlsx", "C:\\a.xlsx"] {
        small.write("restricted/imports.yaml", format!("imports:\n  - {{file: '{outside}'}}\n"));
        let (code, told) = small.only();
        assert!(code == Some(3) && told.message.contains("不在预案目录里"), "{told:?}");
    }
    std::os::unix::fs::symlink("/etc/passwd", small.plan().join("a.csv")).unwrap();
    fs::remove_file(small.plan().join("restricted/imports.yaml")).unwrap();
    assert!(small.check().1.iter().all(|own| own.file.ends_with("a.csv")));
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
