//! Keys of mappings: words, each once.

use std::collections::BTreeMap;

use super::findings::Findings;
use super::tree::{Key, Node, Value};
use super::{blame, faults};
use crate::finding::{Finding, Place};
use crate::say;

/// A node where a key stands.
pub(super) fn as_key(node: Node, findings: &mut Findings) -> Key {
    let place = node.place;
    match node.value {
        Value::Scalar { text, .. } => {
            // YAML takes wide blanks for letters; a person sees indentation.
            if text.starts_with(char::is_whitespace) {
                findings.push(blame::wide_blank(place));
                return Key { text: text.trim_start().to_owned(), place };
            }
            Key { text, place }
        }
        _ => {
            findings.push(
                Finding::error(faults::YAML_SYNTAX, place, say!("键必须是一个词", "a key must be a word")).help(say!(
                    "写成“键: 值”；以括号开头的值要加引号",
                    "write 'key: value'; quote a value that begins with a bracket"
                )),
            );
            Key { text: String::new(), place }
        }
    }
}

/// Keeps the first of equal keys and reports the others.
pub(super) fn reject_duplicates(entries: &mut Vec<(Key, Node)>, findings: &mut Findings) {
    let mut seen: BTreeMap<String, Place> = BTreeMap::new();
    entries.retain(|(key, _)| match seen.get(&key.text) {
        None => {
            seen.insert(key.text.clone(), key.place);
            true
        }
        Some(first) => {
            let name = &key.text;
            findings.push(
                Finding::error(
                    faults::DUPLICATE_KEY,
                    key.place,
                    say!("键“{name}”写了两次", "the key '{name}' is given twice"),
                )
                .help(say!("只保留一处", "keep one of them"))
                .related(*first, say!("第一处在这里", "the first one is here")),
            );
            false
        }
    });
}
