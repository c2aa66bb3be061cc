//! Prose that is broken, hostile or merely odd.

use crate::small::{Small, Told, marked};

/// Writes a marked text as a chapter; findings of that file stand at the marks.
fn chapter(text: &str) -> Vec<Told> {
    let small = Small::new();
    let (text, marks) = marked(&format!("# 附则 {{#closing}}\n\n{text}"));
    small.write("text/09-附则.md", text.as_bytes());
    let (code, told) = small.check();
    let found: Vec<_> = told.iter().map(|told| (told.line, told.column)).collect();
    assert_eq!((code, found), (Some(i32::from(!marks.is_empty())), marks), "{text}\n{told:#?}");
    assert!(told.iter().all(|told| told.file.ends_with("09-附则.md")));
    told
}

#[test]
fn what_the_documents_cannot_show_is_refused_at_its_place() {
    let cases = [
        "甲‸<b>乙‸</b>丙\n",
        "‸<!-- 注释 -->\n",
        "甲‸![图](http://example.com/a.png)\n",
        "甲‸![图](../../etc/passwd)\n",
        "甲‸![图](%2e%2e/a.png)\n",
        "甲‸![图](C:\\\\a.png)\n",
        "甲‸![图](file:///etc/passwd)\n",
        "甲‸[乙](http://example.com)\n",
        "甲‸<http://example.com>\n",
        "甲‸`乙`\n",
        "甲\n\n‸---\n\n乙\n",
        "‸一段话\n---\n",
        "‸> 引用\n",
        "‸```\nfn\n```\n",
        "‸[甲]: http://example.com\n",
        "| 甲 | 乙 |\n|---|---|\n‸| 1 | 2 | 3 |\n| 1 | 2 |\n‸| 1 |\n",
        "## 标题\n\n‸# 又一章\n",
        "甲‸&#x202E;乙\n",
        "甲‸&#xE000;乙\n",
        "甲{{ ‸}}乙\n",
        "甲{{ phone(‸'duty-phone\n",
    ];
    for case in cases {
        chapter(case);
    }
}

#[test]
fn what_looks_like_markup_elsewhere_is_plain_text() {
    chapter("#read(\"/etc/passwd\") #import \"@preview/x:1.0.0\" // 注释 $x$ @x 50%~60% \\* ~甲~ 温度<30℃且>5℃。\n");
    chapter("| 甲 | 乙 |\n|---|---|\n| a \\| b | {{ phone('duty-phone') }} |\n");
}

#[test]
fn depth_and_size_are_bounded() {
    let cases = [
        ("quotes", format!("{}甲\n", "> ".repeat(50_000))),
        ("tight quotes", format!("{}甲\n", ">".repeat(50_000))),
        ("lists", format!("{}甲\n", "- ".repeat(20_000))),
        ("stress", format!("{}甲{}\n", "*甲 **乙 ".repeat(5_000), "** *".repeat(5_000))),
        ("stars", format!("{}\n", "*".repeat(200_000))),
        ("brackets", format!("{}\n", "[".repeat(100_000))),
        ("images", format!("{}\n", "![a](".repeat(30_000))),
        ("angles", format!("{}\n", "<a ".repeat(100_000))),
        ("ticks", (1..600).fold(String::new(), |text, n| text + &"`".repeat(n) + " ")),
        ("braces", format!("{}\n", "{".repeat(500_000))),
        ("open calls", format!("{}\n", "{{ phone(".repeat(50_000))),
        ("entities", format!("{}\n", "&#0;".repeat(50_000))),
    ];
    for (name, text) in cases {
        let small = Small::new();
        small.write("text/09-附则.md", format!("# 附则 {{#closing}}\n\n{text}"));
        let (code, told) = small.check();
        assert!(matches!(code, Some(0 | 1)) && told.len() < 2_000, "{name}: {code:?} {}", told.len());
    }
}

#[test]
fn a_line_of_a_megabyte_and_many_calls_are_read() {
    chapter(&format!("{}。\n", "各岗位按规程处置，".repeat(45_000)));
    chapter(&format!("{}等。\n", "{{ phone('duty-phone') }}、".repeat(20_000)));
}

#[test]
fn a_chapter_begins_with_its_heading() {
    for text in ["没有标题\n", "## 二级\n", "# 没有编号\n", ""] {
        let small = Small::new();
        small.write("text/09-附则.md", text);
        let (code, told) = small.check();
        assert_eq!((code, told[0].line, told[0].column), (Some(1), 1, 1), "{text:?} {told:#?}");
    }
    let small = Small::new();
    small.write("text/09-附则.md", "# 总则 {#general}\n\n又一章。\n");
    assert_eq!(small.only().1.rule, "duplicate-id");
}
