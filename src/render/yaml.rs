//! Writes a skeleton as YAML in the style of a plan: two blanks deeper at each level, lists of words
//! on one line, what is left open as a comment where the key belongs.

use crate::text::skeleton::{Field, Fields, Value};

/// Widest line of a list of words, in characters; longer ones take a line each.
const WIDE: usize = 100;

/// The text, with a line feed at its end.
pub fn text(fields: &Fields) -> String {
    let mut text = String::new();
    write(fields, 0, &mut text);
    text
}

fn write(fields: &Fields, indent: usize, text: &mut String) {
    for field in fields {
        match field {
            Field::Remark(words) => comment(words, indent, text),
            Field::Open(key, hint) => comment(&format!("{key}: 待填：{hint}"), indent, text),
            Field::Set(key, value) => pair(key, value, indent, text),
            Field::Named(key, value) => pair(&scalar(key), value, indent, text),
        }
    }
}

fn comment(words: &str, indent: usize, text: &mut String) {
    for line in words.lines().filter(|line| !line.trim().is_empty()) {
        text.push_str(&format!("{}# {}\n", " ".repeat(indent), line.trim_end()));
    }
}

fn pair(key: &str, value: &Value, indent: usize, text: &mut String) {
    let margin = " ".repeat(indent);
    match value {
        Value::Text(words) => text.push_str(&format!("{margin}{key}: {}\n", scalar(words))),
        Value::Bare(word) => text.push_str(&format!("{margin}{key}: {word}\n")),
        Value::Texts(words) => {
            let all: Vec<String> = words.iter().map(|word| flow(word)).collect();
            let line = format!("{margin}{key}: [{}]", all.join(", "));
            if line.chars().count() <= WIDE {
                text.push_str(&line);
                text.push('\n');
                return;
            }
            text.push_str(&format!("{margin}{key}:\n"));
            for word in words {
                text.push_str(&format!("{margin}  - {}\n", scalar(word)));
            }
        }
        Value::Fields(inner) => {
            text.push_str(&format!("{margin}{key}:\n"));
            write(inner, indent + 2, text);
        }
        Value::Items(items) => {
            text.push_str(&format!("{margin}{key}:\n"));
            for item in items {
                self::item(item, indent + 2, text);
            }
        }
    }
}

/// An item of a list: its remarks stand before the dash.
fn item(fields: &Fields, indent: usize, text: &mut String) {
    let first = fields.iter().position(|field| matches!(field, Field::Set(..) | Field::Named(..)));
    let Some(first) = first else { return write(fields, indent, text) };
    let (before, rest) = fields.split_at(first);
    write(&before.to_vec(), indent, text);
    let mut own = String::new();
    write(&rest.to_vec(), indent + 2, &mut own);
    text.push_str(&" ".repeat(indent));
    text.push_str("- ");
    text.push_str(own.trim_start_matches(' '));
}

/// A text as a value of its own: bare where every reader of YAML takes it for that text.
fn scalar(words: &str) -> String {
    if is_bare(words) { words.to_owned() } else { quoted(words) }
}

/// The same inside brackets, where commas and brackets part values.
fn flow(words: &str) -> String {
    if is_bare(words) && !words.contains([',', '[', ']', '{', '}']) { words.to_owned() } else { quoted(words) }
}

fn is_bare(words: &str) -> bool {
    let indicator = |c: char| "-?:,[]{}#&*!|>'\"%@`=<".contains(c) || c.is_whitespace();
    let other_type = ["true", "false", "null", "yes", "no", "on", "off", "y", "n", "~"];
    let digit = words.starts_with(|c: char| c.is_ascii_digit() || c == '+' || c == '.');
    let number = digit && words.chars().all(|c| !c.is_alphabetic() || "eE".contains(c));
    let number = number || words.starts_with("0x") || words.starts_with("0o");
    !words.is_empty()
        && !words.starts_with(indicator)
        && !words.ends_with(char::is_whitespace)
        && !words.ends_with(':')
        && !words.contains(": ")
        && !words.contains(" #")
        && !words.chars().any(|c| c.is_control() || matches!(c, '\u{85}' | '\u{2028}' | '\u{2029}' | '\u{feff}'))
        && !other_type.iter().any(|word| words.eq_ignore_ascii_case(word))
        && !number
}

fn quoted(words: &str) -> String {
    let mut text = String::from("\"");
    for c in words.chars() {
        match c {
            '"' => text.push_str("\\\""),
            '\\' => text.push_str("\\\\"),
            '\n' => text.push_str("\\n"),
            '\t' => text.push_str("\\t"),
            c if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}') => {
                text.push_str(&format!("\\u{:04X}", u32::from(c)));
            }
            c => text.push(c),
        }
    }
    text.push('"');
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_skeleton_reads_like_a_page_of_the_plan() {
        let step = vec![
            Field::Remark("原文：第一段\n\n第二段".into()),
            Field::Set("id", Value::text("s1")),
            Field::Set("do", Value::text("记下“A: b”")),
            Field::Open("actor", "谁做".into()),
            Field::Set("verify", Value::Texts(vec!["甲".into(), "乙, 丙".into(), "12".into()])),
        ];
        let inputs = vec![Field::Named("q1".into(), Value::Fields(vec![Field::Set("type", Value::text("bool"))]))];
        let fields = vec![Field::Set(
            "playbook",
            Value::Fields(vec![
                Field::Set("title", Value::text("- 断电")),
                Field::Set("inputs", Value::Fields(inputs)),
                Field::Set("steps", Value::Items(vec![step])),
            ]),
        )];
        let wanted = "\
playbook:
  title: \"- 断电\"
  inputs:
    q1:
      type: bool
  steps:
    # 原文：第一段
    # 第二段
    - id: s1
      do: \"记下“A: b”\"
      # actor: 待填：谁做
      verify: [甲, \"乙, 丙\", \"12\"]
";
        assert_eq!(text(&fields), wanted);
    }

    #[test]
    fn what_another_reader_would_take_for_something_else_is_quoted() {
        for words in ["", "yes", "0393", "1e5", "a: b", "a #b", " a", "a\nb", "*a", "值:", "0x1F", ".5"] {
            assert!(scalar(words).starts_with('"'), "{words}");
        }
        for words in ["确认UPS（两台）", "10min", "5分钟内", "a:b", "C#", "7x24", "2026-09-07"] {
            let bare = scalar(words) == words;
            assert!(bare || words == "2026-09-07", "{words}");
        }
    }
}
