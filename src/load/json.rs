//! JSON to the same tree as YAML: every value knows its place, numbers stay text.
//!
//! JSON is no plan text. It comes from other programs, so it is bounded in depth and in values, and
//! the first thing wrong with it ends the reading: half of such a file tells nothing.

use super::findings::Findings;
use super::tree::{Key, Node, Value};
use super::{encoding, faults};
use crate::finding::{FileId, Finding, Message, Place};
use crate::say;

/// Deepest nesting that is read.
const DEPTH_LIMIT: usize = 64;
/// Most values that are read; the largest playbook of a plan has some two thousand.
const NODE_LIMIT: usize = 200_000;

/// Reads `text` as one JSON value.
///
/// # Errors
/// What is wrong with it, at its place.
pub(super) fn parse(file: FileId, text: &str) -> Result<Node, Box<Finding>> {
    let mut reader = Json { file, text, at: 0, nodes: 0 };
    let node = reader.value(0)?;
    reader.blanks();
    if reader.at < text.len() {
        return Err(reader.wrong(say!("这里多出了内容", "there is something left over here")));
    }
    Ok(node)
}

struct Json<'a> {
    file: FileId,
    text: &'a str,
    at: usize,
    nodes: usize,
}

type Read<T> = Result<T, Box<Finding>>;

impl Json<'_> {
    fn rest(&self) -> &str {
        self.text.get(self.at..).unwrap_or("")
    }

    fn blanks(&mut self) {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start_matches([' ', '\t', '\n', '\r']).len();
    }

    fn take(&mut self, sign: char) -> bool {
        self.blanks();
        let found = self.rest().starts_with(sign);
        self.at += if found { sign.len_utf8() } else { 0 };
        found
    }

    fn place(&self, start: usize) -> Place {
        Place::new(self.file, start..self.at)
    }

    fn here(&self) -> Place {
        let length = self.rest().chars().next().map_or(0, char::len_utf8);
        Place::new(self.file, self.at..self.at + length)
    }

    fn wrong(&self, message: Message) -> Box<Finding> {
        Box::new(Finding::error(faults::BAD_JSON, self.here(), message).help(say!(
            "这不是完整的 JSON；从原来的系统重新导出一次",
            "this is no complete JSON; export it once more from where it came"
        )))
    }

    fn over(&self, message: Message) -> Box<Finding> {
        Box::new(Finding::error(faults::OVER_LIMIT, self.here(), message).help(say!(
            "处置方案不会有这么大；确认这是一个方案的文件",
            "no playbook is as large; make sure that this is the file of one"
        )))
    }

    fn value(&mut self, depth: usize) -> Read<Node> {
        self.blanks();
        self.nodes += 1;
        if depth > DEPTH_LIMIT {
            return Err(self.over(say!("嵌套超过 {DEPTH_LIMIT} 层", "nested more than {DEPTH_LIMIT} deep")));
        }
        if self.nodes > NODE_LIMIT {
            return Err(self.over(say!("超过 {NODE_LIMIT} 个值", "more than {NODE_LIMIT} values")));
        }
        let start = self.at;
        let value = match self.rest().chars().next() {
            Some('{') => self.object(depth)?,
            Some('[') => self.list(depth)?,
            Some('"') => Value::Scalar { text: self.string()?, verbatim_at: None },
            Some(first) if first.is_ascii_alphanumeric() || first == '-' => self.bare()?,
            _ => return Err(self.wrong(say!("这里应是一个值", "a value is wanted here"))),
        };
        Ok(Node { place: self.place(start), value, truncated: false })
    }

    fn object(&mut self, depth: usize) -> Read<Value> {
        self.at += 1;
        let mut entries: Vec<(Key, Node)> = Vec::new();
        let mut known = std::collections::BTreeSet::new();
        if self.take('}') {
            return Ok(Value::Mapping(entries));
        }
        loop {
            self.blanks();
            let start = self.at;
            if !self.rest().starts_with('"') {
                return Err(self.wrong(say!("这里应是带引号的键", "a key in quotes is wanted here")));
            }
            let text = self.string()?;
            let place = self.place(start);
            if !known.insert(text.clone()) {
                let finding = Finding::error(
                    faults::DUPLICATE_KEY,
                    place,
                    say!("键“{text}”写了两次", "the key '{text}' is given twice"),
                );
                return Err(Box::new(finding.help(say!("留一个", "keep one"))));
            }
            if !self.take(':') {
                return Err(self.wrong(say!("这里应有“:”", "':' is wanted here")));
            }
            let node = self.value(depth + 1)?;
            entries.push((Key { text, place }, node));
            if self.take('}') {
                return Ok(Value::Mapping(entries));
            }
            if !self.take(',') {
                return Err(self.wrong(say!("这里应有“,”或“}}”", "',' or '}}' is wanted here")));
            }
        }
    }

    fn list(&mut self, depth: usize) -> Read<Value> {
        self.at += 1;
        let mut items = Vec::new();
        if self.take(']') {
            return Ok(Value::Sequence(items));
        }
        loop {
            items.push(self.value(depth + 1)?);
            if self.take(']') {
                return Ok(Value::Sequence(items));
            }
            if !self.take(',') {
                return Err(self.wrong(say!("这里应有“,”或“]”", "',' or ']' is wanted here")));
            }
        }
    }

    /// A number, `true`, `false` or `null`.
    fn bare(&mut self) -> Read<Value> {
        let rest = self.rest();
        let length = rest.find(|c: char| !(c.is_ascii_alphanumeric() || "+-.".contains(c))).unwrap_or(rest.len());
        let word = rest.get(..length).unwrap_or("").to_owned();
        let number = word.parse::<f64>().is_ok_and(f64::is_finite) && !word.contains(['n', 'N', 'i', 'I']);
        if !number && !matches!(word.as_str(), "true" | "false" | "null") {
            return Err(self.wrong(say!("“{word}”不是 JSON 的值", "'{word}' is no value of JSON")));
        }
        self.at += length;
        Ok(if word == "null" { Value::Null } else { Value::Scalar { text: word, verbatim_at: None } })
    }

    fn string(&mut self) -> Read<String> {
        let start = self.at;
        self.at += 1;
        let mut text = String::new();
        loop {
            let rest = self.rest();
            let plain = rest.find(|c: char| c == '"' || c == '\\' || c < ' ').unwrap_or(rest.len());
            text.push_str(rest.get(..plain).unwrap_or(""));
            self.at += plain;
            match self.rest().chars().next() {
                Some('"') => {
                    self.at += 1;
                    // An escape can stand for a character that the source does not show.
                    let mut findings = Findings::default();
                    encoding::hidden_escape(&text, self.place(start), &mut findings);
                    return findings.into_list().pop().map_or(Ok(text), |finding| Err(Box::new(finding)));
                }
                Some('\\') => text.push(self.escape()?),
                Some(_) => return Err(self.wrong(say!("文字里不能直接换行", "a text may not hold a line end"))),
                None => return Err(self.wrong(say!("引号没有收尾", "the quotes are not closed"))),
            }
        }
    }

    fn escape(&mut self) -> Read<char> {
        let sign = self.rest().chars().nth(1);
        let simple = match sign {
            Some('n') => Some('\n'),
            Some('t') => Some('\t'),
            Some('r') => Some('\r'),
            Some('b') => Some('\u{8}'),
            Some('f') => Some('\u{c}'),
            Some(sign @ ('"' | '\\' | '/')) => Some(sign),
            _ => None,
        };
        if let Some(character) = simple {
            self.at += 2;
            return Ok(character);
        }
        let first = self.unit()?;
        let code = match first {
            0xD800..=0xDBFF => match self.unit()? {
                second @ 0xDC00..=0xDFFF => 0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00),
                _ => first,
            },
            _ => first,
        };
        char::from_u32(code).ok_or_else(|| self.wrong(say!("这个字符不存在", "there is no such character")))
    }

    /// `\u4e2d`
    fn unit(&mut self) -> Read<u32> {
        let digits = self.rest().strip_prefix("\\u").and_then(|rest| rest.get(..4));
        let digits = digits.filter(|digits| digits.bytes().all(|b| b.is_ascii_hexdigit()));
        match digits.and_then(|digits| u32::from_str_radix(digits, 16).ok()) {
            Some(unit) => {
                self.at += 6;
                Ok(unit)
            }
            None => Err(self.wrong(say!("不认识的转义", "this escape is not known"))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::Sources;

    fn read(text: &str) -> Result<Node, Box<Finding>> {
        parse(Sources::default().add("a.json".into(), text), text)
    }

    #[test]
    fn values_keep_their_spelling_and_their_place() {
        let text = r#" {"a": [1.50, true, null], "名": "\u4e2d\ud842\udfb7\"\/"} "#;
        let node = read(text).unwrap();
        let Value::Sequence(items) = &node.get("a").unwrap().value else { panic!("{node:?}") };
        assert!(matches!(&items[0].value, Value::Scalar { text, .. } if text == "1.50"));
        assert!(matches!(items[2].value, Value::Null));
        let name = node.get("名").unwrap();
        assert!(matches!(&name.value, Value::Scalar { text, .. } if text == "中𠮷\"/"), "{name:?}");
        assert!(text[name.place.start as usize..].starts_with("\"\\u4e2d"));
    }

    #[test]
    fn what_is_no_json_is_told_where_it_stops() {
        for (text, at) in [
            ("", 0),
            ("{\"a\": }", 6),
            ("[1, 2", 5),
            ("[1] x", 4),
            ("{\"a\": 1, \"a\": 2}", 9),
            ("\"\\ud800\"", 7),
            ("[nan]", 1),
            ("[1e999]", 1),
            ("{a: 1}", 1),
            ("\"a\nb\"", 2),
            ("[\"a\\u202eb\"]", 1),
            ("[\"a\\rb\"]", 1),
        ] {
            let finding = read(text).unwrap_err();
            assert_eq!(finding.place.start, at, "{text} {}", finding.message.en);
        }
    }

    #[test]
    fn depth_and_size_are_bounded() {
        assert_eq!(read(&"[".repeat(100_000)).unwrap_err().rule, faults::OVER_LIMIT);
        let many = format!("[{}0]", "0,".repeat(NODE_LIMIT));
        assert_eq!(read(&many).unwrap_err().rule, faults::OVER_LIMIT);
    }
}
