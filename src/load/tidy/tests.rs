//! What is laid out and what is left, case by case.

use super::*;

mod hands;

/// A text laid out; `Err` where it cannot be parsed.
fn laid(text: &str) -> Result<Option<String>, Vec<Finding>> {
    let file = Sources::default().add("a.yaml".into(), text);
    let mut findings = Findings::default();
    let parsed = tree::parse(file, text, &mut findings);
    if findings.has_errors() {
        return Err(findings.into_list());
    }
    Ok(fair(file, text, parsed.root.as_ref()))
}

/// Laying out `before` gives `after`, and doing so again changes nothing.
#[track_caller]
fn becomes(before: &str, after: &str) {
    let once = laid(before).unwrap_or_else(|findings| panic!("{before}\n{findings:#?}"));
    assert_eq!(once.as_deref(), Some(after), "\n{before}");
    assert_eq!(laid(after).unwrap().as_deref(), Some(after), "\n{after}");
}

#[track_caller]
fn stays(text: &str) {
    becomes(text, text);
}

#[test]
fn collections_stand_two_columns_deeper_than_what_is_around_them() {
    becomes("roles:\n- id: a\n  name: 甲\n", "roles:\n  - id: a\n    name: 甲\n");
    becomes("roles:\n     -   id: a\n         name: 甲\n", "roles:\n  - id: a\n    name: 甲\n");
    becomes(
        "plan:\n document:\n    number:\n            code: x\n",
        "plan:\n  document:\n    number:\n      code: x\n",
    );
    becomes("a:\n- - b\n  - c\n-   - - d\n", "a:\n  - - b\n    - c\n  - - - d\n");
    becomes("a:\n-\n  - b\n  -   - c\n      - d\n", "a:\n  -\n    - b\n    - - c\n      - d\n");
    becomes("a:\n  -\n     id: b\n     x:\n           y\n", "a:\n  -\n    id: b\n    x:\n      y\n");
}

#[test]
fn one_blank_stands_between_what_is_on_a_line_and_none_inside_brackets() {
    becomes("a :   1\nb:\t2\n", "a: 1\nb: 2\n");
    becomes("a: [ 1,2 ,  3 ]\nb: { x : 1,\"y\":2 , z: [ ] }\n", "a: [1, 2, 3]\nb: {x: 1, \"y\": 2, z: []}\n");
    becomes("a: [x: 1 ,y]\n", "a: [x: 1, y]\n");
    becomes("a: [1, 2,]\n", "a: [1, 2,]\n");
    becomes("a: {x: ,y: }\n", "a: {x: , y: }\n");
}

#[test]
fn lines_between_brackets_stand_below_their_first_value() {
    becomes(
        "a:\n- {id: x,\n     name: 甲,\n   list: [1,\n    2]}\n",
        "a:\n  - {id: x,\n     name: 甲,\n     list: [1,\n            2]}\n",
    );
    becomes("a:\n    b: [\n  x,\n       y,\n  ]\n", "a:\n  b: [\n    x,\n    y,\n  ]\n");
    becomes("- k: [\n    x\n  ]\n", "- k: [\n    x\n  ]\n");
    becomes("a: [1, # 一\n 2,\n   # 二\n 3]\n", "a: [1, # 一\n    2,\n    # 二\n    3]\n");
    becomes("a: [ # 首\n 1]\n", "a: [ # 首\n  1]\n");
}

#[test]
fn blank_lines_and_ends_of_lines() {
    becomes("\n\na: 1   \n\n\n\nb: 2\n\n\n", "a: 1\n\nb: 2\n");
    becomes("a: 1", "a: 1\n");
    becomes("# 只有注释   \n\n\n# 二", "# 只有注释\n\n# 二\n");
    becomes("a: 1\r\nb:\r\n- x   # 注\r\n", "a: 1\r\nb:\r\n  - x   # 注\r\n");
    becomes("a: 1\r\nb: 2\n", "a: 1\r\nb: 2\r\n");
}

#[test]
fn comments_stay_with_what_they_speak_of() {
    stays("# 顶\n\n# 甲\na:\n  # 乙\n  - id: x   # 丙\n    # 丁\n    b: 1\n\n  # 戊\n  - id: y\n# 己\nc: 1\n# 尾\n");
    becomes(
        "a:\n    # 乙\n    - id: x\n      # 末\n    # 后\n    - id: y\n      # 深\n  # 浅\nc: 1\n",
        "a:\n  # 乙\n  - id: x\n    # 末\n  # 后\n  - id: y\n    # 深\n# 浅\nc: 1\n",
    );
    becomes("a:\n# 与列表同列\n- x\n# 后\n- y\nb: 1\n", "a:\n  # 与列表同列\n  - x\n  # 后\n  - y\nb: 1\n");
    becomes("a:\n      # 值\n      v\n", "a:\n  # 值\n  v\n");
    // Blanks before a comment at the end of a line line it up with others.
    stays("a: 10万元             # 上限\nbb: c # 一格\n");
    // A comment goes on right below, whether characters are counted or drawn.
    becomes(
        "a:\n    bb:   1   # 一\n              # 二\n    # 三\n    c: 1\n",
        "a:\n  bb: 1   # 一\n          # 二\n  # 三\n  c: 1\n",
    );
    becomes(
        "a:   甲  # 一\n         # 二\nb:   甲  # 一\n        # 二\n",
        "a: 甲  # 一\n       # 二\nb: 甲  # 一\n      # 二\n",
    );
    becomes("a: 1   # 一\n\n       # 二\nb: 1\n", "a: 1   # 一\n\n# 二\nb: 1\n");
    becomes("a:  1\t# 注\n", "a: 1 # 注\n");
    becomes("a:   # 说明\n    b: 1\n", "a:   # 说明\n  b: 1\n");
}

#[test]
fn quotes_become_double_where_that_says_the_same_and_are_never_put_or_taken_away() {
    becomes("a: 'x'\n'b': ['甲', '0393']\n", "a: \"x\"\n\"b\": [\"甲\", \"0393\"]\n");
    stays(
        "a: 'x\"y'\nb: 'c:\\d'\nc: 'it''s'\nd: \"0393\"\ne: 0393\nf: \"no\"\ng: ''\"\n"
            .replace("''\"", "\"\"")
            .as_str(),
    );
}

#[test]
fn texts_below_a_sign_move_as_one_and_keep_every_blank() {
    becomes("a:\n   b: |\n       x\n         y  \n\n       z\n", "a:\n  b: |\n    x\n      y  \n\n    z\n");
    becomes(
        "a:\n- >-   # 注\n     x\n\n     y\n- b: |\n   z\n",
        "a:\n  - >-   # 注\n    x\n\n    y\n  - b: |\n      z\n",
    );
    becomes("a:\n   b: |2\n       x\n     y\n   c: 1\n", "a:\n  b: |2\n      x\n    y\n  c: 1\n");
    becomes("a: |+\n   x\n\n\nb: 1\n", "a: |+\n  x\n\n\nb: 1\n");
    becomes("a: |\n   x\n\n\n\nb: 1\n", "a: |\n  x\n\nb: 1\n");
    becomes("a: |+\n   x\n\n", "a: |+\n  x\n\n");
    becomes("a: |\n   x", "a: |\n  x\n");
    becomes("a: |-\n   # 不是注释\n # 注释\nb: 1\n", "a: |-\n  # 不是注释\n# 注释\nb: 1\n");
    becomes("a: |\nb: >\n\nc: 1\n", "a: |\nb: >\n\nc: 1\n");
}

#[test]
fn values_over_several_lines_keep_their_lines() {
    becomes(
        "a: 一\n      二\n\n  三   # 注\nb: \"x  \n y\\\n   z\\ \n  w\"\n",
        "a: 一\n  二\n\n  三   # 注\nb: \"x\n  y\\\n  z\\ \n  w\"\n",
    );
    becomes("- 'x\n  y'\n- {a: 一\n 二}\n", "- 'x\n  y'\n- {a: 一\n     二}\n");
}

#[test]
fn marks_of_documents_stay_and_what_nobody_writes_is_left_alone() {
    becomes("---\na:   1\n...\n", "---\na: 1\n...\n");
    stays("?   a\n:   b\n");
    stays("a:   b\n\t# x\n    c\n");
    stays("a: [?   b]\n");
    stays(" --- a: 1\n");
    stays("a: |+\n   x\n\n  ");
    becomes("%YAML 1.2\n---   # 始\na: 1\n", "%YAML 1.2\n---   # 始\na: 1\n");
}

#[test]
fn what_is_no_yaml_is_not_laid_out() {
    for text in [
        "a:\n\t- x\n",
        "a: &x 1\nb: *x\n",
        "a: !t 1\n",
        "a: 1\na: 2\n",
        "a: [1\n",
        "a: \"x\n",
        "a: b: c\n",
        "---\na: 1\n---\nb: 2\n",
    ] {
        assert!(laid(text).is_err(), "{text}");
    }
}

/// The guard itself: what would say something else is never handed out.
#[test]
fn a_copy_that_says_something_else_is_not_fair() {
    let file = Sources::default().add("a.yaml".into(), "");
    let root = |text: &str| tree::parse(file, text, &mut Findings::default()).root;
    let text = "a: 1\nb: [x, y]\n";
    assert_eq!(fair(file, text, root(text).as_ref()).as_deref(), Some(text));
    for other in
        ["a: 2\nb: [x, y]\n", "b: [x, y]\na: 1\n", "a: 1\nb: [y, x]\n", "a: 1\nb: [x, y]\nc:\n", "a: 1\nb: x\n"]
    {
        assert_eq!(fair(file, text, root(other).as_ref()), None, "{other}");
    }
}

/// The guard of comments, whose loss no value would tell.
#[test]
fn a_copy_that_loses_or_moves_a_comment_is_not_fair() {
    let text = "# 顶\na: 1 # 一\n# 二\nb:\n  - x\n  # 三\n  - {y: 1, # 四\n     z: 2}\n";
    let laid = "# 顶\na: 1   # 一\n\n# 二\nb:\n- x\n# 三\n- {y: 1, # 四\n   z: 2}";
    assert!(keeps_remarks(text, text) && keeps_remarks(text, laid));
    for (from, to, what) in [
        ("# 顶\n", "", "one on its own line is lost"),
        (" # 一", "", "one at the end of a line is lost"),
        (" # 四", "", "one between brackets is lost"),
        ("# 二\n", "# 二\n# 二\n", "one stands twice"),
        ("# 二", "# 两", "one says something else"),
        ("# 二", "#二", "one is written another way"),
        (" # 一\n# 二", " # 二\n# 一", "two changed places"),
        ("# 二\nb:", "b: # 二", "one moved behind its key"),
        ("  - x\n  # 三\n", "  # 三\n  - x\n", "one moved over an item"),
        ("# 顶\na: 1 # 一\n", "a: 1 # 顶\n# 一\n", "one moved over a pair"),
        (" # 一\n", "\n# 一\n", "one moved to the next line"),
        ("  # 三\n  - {y: 1, # 四\n     z", "  - {y: 1, # 三\n     # 四\n     z", "one moved into brackets"),
    ] {
        let other = text.replace(from, to);
        assert_ne!(other, text, "{what}");
        assert!(!keeps_remarks(text, &other), "{what}:\n{other}");
    }
}
