//! YAML that is broken, hostile or merely odd.

use crate::small::{Small, Told, marked};

/// Writes a marked text as `org/faults.yaml`; the one finding stands at the mark.
fn one(text: &str) -> Told {
    let small = Small::new();
    let (text, marks) = marked(text);
    small.write("org/faults.yaml", text.as_bytes());
    let (code, told) = small.check();
    assert_eq!(told.len(), 1, "{text}\n{told:#?}");
    let told = told.into_iter().next().unwrap();
    assert_eq!((code, vec![(told.line, told.column)]), (Some(1), marks), "{text}\n{told:#?}");
    assert!(told.message.is_ascii() == told.message.is_empty(), "no Chinese: {told:?}");
    told
}

/// A good role after the text, which must be read all the same, and one that leads nowhere.
fn role(text: &str, says: &str, remedy: &str) {
    let small = Small::new();
    let (text, marks) = marked(text);
    small.write("org/faults.yaml", format!("roles:\n{text}  - {{id: role-z, name: 末岗, holder: p99}}\n"));
    let (code, told) = small.check();
    let [syntax, after] = told.as_slice() else { panic!("{text}\n{told:#?}") };
    assert_eq!(code, Some(1));
    assert_eq!((syntax.line - 1, syntax.column), marks[0], "{text}\n{told:#?}");
    assert!(syntax.message.contains(says) && syntax.help.contains(remedy), "{text}\n{syntax:#?}");
    assert_eq!(after.rule, "dangling-reference", "{told:#?}");
}

#[test]
fn slips_of_syntax_are_told_at_their_place_with_the_mend() {
    role("  - id: a\n    name‸：张三\n", "全角冒号", "半角冒号");
    role("  - id: a\n    post‸：科长\n    name: 甲\n", "全角冒号", "半角冒号");
    role("  - id: a\n    name: 甲：乙‸: 丙\n", "再写", "引号");
    role("  - id: a\n    name: ‸\"甲\n    post: \"乙\"\n", "引号没有收尾", "末尾补上");
    role("  - id: a\n    name: \"甲\"‸乙\n", "收尾之后", "一对引号");
    role("  - id: a\n    name: ‸\"C:\\甲\"\n", "反斜杠", "单引号");
    role("  - id: a\n    name: 甲\n    aliases: [乙, 丙\n    oncall‸: true\n", "逗号", "收尾的括号");
    role("  - {id: a, name: 甲, aliases: ‸[乙}}\n", "收尾", "[ 用 ]");
    role("  - id: a\n    name: ‸]甲\n", "多出", "引号");
    role("  - id: a\n    name: ‸@甲\n", "“@”开头", "引号");
    role("  - id: a\n    name: ‸%甲\n", "“%”开头", "引号");
    role("  - id: a\n    name: ‸*甲\n", "别名", "引号");
    role("  - id: a\n    name: ‸&甲 乙\n", "锚点", "引号");
    role("  - id: a\n    name: ‸!甲 乙\n", "", "引号");
    role("  - id: a\n    name: 甲\n   ‸oncall: true\n", "缩进", "左对齐");
    role("  - id: a\n    name: 甲\n‸\toncall: true\n", "制表符", "空格");
    role("  - id: a\n    name: 甲\n    ‸乱写\n", "不是“键: 值”", "半角冒号");
    role("  - id: a\n    name: 甲\n‸\u{3000}\u{3000}oncall: true\n", "全角空格", "半角空格");
    role("  - id: a\n    name: 甲\n‸\u{a0}\u{a0}\u{a0}\u{a0}oncall: true\n", "不换行空格", "半角空格");
    role("  - id: a\n    name‸：甲\n    oncall: true\n", "全角冒号", "半角冒号");
}

#[test]
fn files_that_end_too_early_are_told() {
    one("roles:\n  - {id: a, name: 甲}\n  - id: b\n    name: ‸\"乙");
    one("roles:\n  - {id: a, name: 甲}\n  - ‸{id: b, na");
    one("roles:\n  - {id: a, name: 甲}\n  - id: b\n    ‸na");
    one("roles:\n  - {id: a, name: 甲}\n  - ‸id: b\n");
    one("roles:\n  - {id: a, name: 甲}\n  - {id: b, name:‸}\n");
    one("‸");
    one("‸\n\n  \n");
    one("roles:‸\n");
    assert!(one("‸# 只有\n- 列表\n").message.contains("“键:”"));
}

#[test]
fn whole_files_of_another_kind_are_told() {
    assert!(one("roles:\n  - {id: a, name: 甲}\n‸---\nroles: []\n").message.contains("两个 YAML 文档"));
    let conflict =
        "roles:\n  - id: a\n‸<<<<<<< HEAD\n    name: 甲\n=======\n    name: 乙\n>>>>>>> branch\n    oncall: true\n";
    assert!(one(conflict).message.contains("git"));
    // The first line of a list that has no margin key.
    one("‸- {id: a, name: 甲}\n");
    one("‸just words\n");
}

#[test]
fn hidden_characters_are_told_and_escapes_of_them_too() {
    for c in ["\u{202E}", "\u{200B}", "\u{FEFF}", "\u{0}", "\u{7}", "\u{AD}", "\u{2028}", "\u{E000}", "\u{FFFD}"] {
        let told = one(&format!("roles:\n  - {{id: a, name: 甲‸{c}乙}}\n"));
        assert_eq!(told.rule, "hidden-character");
        assert!(told.message.contains(&format!("U+{:04X}", u32::from(c.chars().next().unwrap()))), "{told:?}");
    }
    // One finding for a run of them.
    one("roles:\n  - {id: a, name: 甲‸\u{200B}\u{200B}\u{200C}乙}\n");
    for escape in ["\\u202E", "\\0", "\\r", "\\e", "\\x07", "\\uE000"] {
        let told = one(&format!("roles:\n  - {{id: a, name: ‸\"甲{escape}乙\"}}\n"));
        assert_eq!(told.rule, "hidden-character", "{escape}");
    }
}

#[test]
fn look_alikes_are_warned_of() {
    for c in ["\u{2F00}", "\u{F9A8}", "\u{2F81A}", "e\u{301}"] {
        let small = Small::new();
        small.edit("org/roles.yaml", "post: 局长", &format!("post: 局长{c}"));
        let (code, told) = small.only();
        assert_eq!((code, told.rule.as_str(), told.line), (Some(0), "lookalike-character", 5), "{told:?}");
    }
    // These two are characters in their own right.
    let small = Small::new();
    small.edit("org/roles.yaml", "post: 局长", "post: 局长﨎é");
    assert_eq!(small.check(), (Some(0), Vec::new()));
}

#[test]
fn aliases_are_told_and_never_expanded() {
    let mut bomb = String::from("units: &a0 [甲, 乙]\n");
    for n in 1..200 {
        let before = n - 1;
        bomb.push_str(&format!("a{n}: &a{n} [*a{before}, *a{before}, *a{before}, *a{before}]\n"));
    }
    let small = Small::new();
    small.write("org/faults.yaml", bomb);
    let (code, told) = small.check();
    assert_eq!(code, Some(1));
    assert!(told.iter().any(|told| told.message.contains("锚点")));
    one("roles: ‸*roles\n");
    let small = Small::new();
    small.write("org/faults.yaml", "roles: &r\n  - *r\n");
    assert_eq!(small.check().1.len(), 2);
}

#[test]
fn depth_and_size_are_bounded() {
    let line = format!("roles: {}\n", "[".repeat(100_000));
    let lines = format!("roles:\n{}", "[\n".repeat(100_000));
    let braces = format!("roles: {}\n", "{a: ".repeat(100_000));
    let dashes = format!("roles:\n {}甲\n", "- ".repeat(100_000));
    let blocks = (0..1_000).fold(String::from("roles:\n"), |text, n| text + &" ".repeat(n) + " a:\n");
    let colons = format!("roles: {}\n", "a: ".repeat(100_000));
    let quotes = "roles: \"甲\n".repeat(50_000);
    let keys = (0..40_000).fold(String::new(), |text, n| text + &format!("k{n}: 1\n"));
    let items = format!("roles: [{}]\n", "a,".repeat(400_000));
    let one_line = format!("roles: [{{id: a, name: {}}}]\nrols: 1\n", "长".repeat(350_000));
    for (name, text) in [
        ("line", line),
        ("lines", lines),
        ("braces", braces),
        ("dashes", dashes),
        ("blocks", blocks),
        ("colons", colons),
        ("quotes", quotes),
        ("keys", keys),
        ("items", items),
        ("one line", one_line),
    ] {
        let small = Small::new();
        small.write("org/faults.yaml", text);
        let (code, told) = small.check();
        assert_eq!(code, Some(1), "{name}");
        assert!(!told.is_empty() && told.len() < 2_000, "{name}: {}", told.len());
    }
}

#[test]
fn a_file_over_the_limit_is_told_and_not_read() {
    let small = Small::new();
    small.write("org/faults.yaml", "# 长\n".repeat(3 << 20));
    let (code, told) = small.only();
    assert_eq!((code, told.rule.as_str()), (Some(3), "over-limit"));
    let small = Small::new();
    small.write("org/faults.yaml", format!("roles: [{}]\n", "a,".repeat(2_100_000)));
    let (code, told) = small.check();
    assert!(code == Some(3) && told.iter().any(|told| told.rule == "over-limit"), "{told:#?}");
}

#[test]
fn texts_stay_what_was_written() {
    let words = [
        "on",
        "off",
        "no",
        "y",
        "true",
        "0393",
        "119",
        "1.10",
        "12:30",
        "1e5",
        "0x1F",
        "1_000",
        "2026-01-02",
        ".inf",
        "=",
        "<<",
        "No",
        "０３９３",
    ];
    for word in words {
        let small = Small::new();
        small.edit("org/roles.yaml", "post: 局长", &format!("post: {word}"));
        let loaded = plangen::load::load(&small.plan()).unwrap();
        let plan = loaded.plan.unwrap_or_else(|| panic!("{word}: {:?}", loaded.findings));
        assert_eq!(plan.roles.find("commander").unwrap().post.as_ref().unwrap().value, word);
    }
}

#[test]
fn an_empty_phone_is_told() {
    for value in ["~", "", "null", "\"\"", "\" \"", "[]", "{}"] {
        let small = Small::new();
        small.edit("contacts/own.yaml", "value: \"0393-0000001\",", &format!("value: {value},"));
        let (code, told) = small.only();
        assert_eq!(code, Some(1), "{value}");
        assert!(matches!(told.rule.as_str(), "empty-value" | "wrong-type"), "{value}: {told:?}");
        assert_eq!(told.line, 9, "{value}");
    }
}
