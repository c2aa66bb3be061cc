//! Whatever hand wrote a file, and whatever it is made of.

use proptest::prelude::*;

use super::laid;

/// A value as somebody may write it.
#[derive(Debug, Clone)]
enum Written {
    Scalar(String),
    Block(Vec<String>),
    Items(Vec<Written>, bool),
    Keys(Vec<(String, Written)>, bool),
}

/// How somebody lays things out.
#[derive(Debug, Clone)]
struct Hand {
    indent: usize,
    dash: usize,
    blanks: usize,
    inner: usize,
    feeds: usize,
    quote: char,
}

fn scalar() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-z甲乙][a-z甲乙0-9]{0,3}",
        Just("\"0393\"".to_owned()),
        Just("\"a: b # c\"".to_owned()),
        Just("'x\"y'".to_owned()),
        Just("30min".to_owned()),
        Just("Q甲Q".to_owned())
    ]
}

fn written() -> impl Strategy<Value = Written> {
    let leaf = prop_oneof![
        4 => scalar().prop_map(Written::Scalar),
        1 => prop::collection::vec("[a-z甲#:-][a-z :#]{0,4}[a-z]", 1..3).prop_map(Written::Block),
    ];
    leaf.prop_recursive(4, 24, 4, |inner| {
        prop_oneof![
            (prop::collection::vec(inner.clone(), 1..4), any::<bool>())
                .prop_map(|(items, flow)| Written::Items(items, flow)),
            (prop::collection::btree_map("[a-z]{1,3}", inner, 1..4), any::<bool>()).prop_map(|(keys, flow)| {
                Written::Keys(keys.into_iter().map(|(key, value)| (format!("k{key}"), value)).collect(), flow)
            }),
        ]
    })
}

fn hand() -> impl Strategy<Value = Hand> {
    (1..6usize, 0..4usize, 1..4usize, 0..3usize, 2..4usize, prop_oneof![Just('"'), Just('\'')])
        .prop_map(|(indent, dash, blanks, inner, feeds, quote)| Hand { indent, dash, blanks, inner, feeds, quote })
}

impl Hand {
    fn scalar(&self, text: &str) -> String {
        text.replace('Q', &self.quote.to_string())
    }

    /// Between brackets; `None` where it cannot stand there.
    fn flow(&self, value: &Written) -> Option<String> {
        let (pad, comma) = (" ".repeat(self.inner), format!("{},{}", " ".repeat(self.inner), " ".repeat(self.blanks)));
        Some(match value {
            Written::Scalar(text) => self.scalar(text),
            Written::Block(_) => return None,
            Written::Items(items, _) => {
                let items: Option<Vec<_>> = items.iter().map(|item| self.flow(item)).collect();
                format!("[{pad}{}{pad}]", items?.join(&comma))
            }
            Written::Keys(keys, _) => {
                let pair = |(key, value): &(String, Written)| {
                    Some(format!("{key}:{}{}", " ".repeat(self.blanks), self.flow(value)?))
                };
                let keys: Option<Vec<_>> = keys.iter().map(pair).collect();
                format!("{{{pad}{}{pad}}}", keys?.join(&comma))
            }
        })
    }

    /// What stands behind a key or a dash that is written in column `outer`, `here` columns into the line.
    fn value(&self, value: &Written, outer: usize, remark: &mut usize, out: &mut String) {
        *remark += 1;
        let blanks = " ".repeat(self.blanks);
        match value {
            Written::Items(_, true) | Written::Keys(_, true) if self.flow(value).is_some() => {
                out.push_str(&format!("{blanks}{}\n", self.flow(value).unwrap_or_default()));
            }
            Written::Scalar(text) if remark.is_multiple_of(5) => {
                out.push_str(&format!("{blanks}{}   # {remark}\n", self.scalar(text)))
            }
            Written::Scalar(text) => out.push_str(&format!("{blanks}{}\n", self.scalar(text))),
            Written::Block(lines) => {
                out.push_str(&format!("{blanks}|\n"));
                for line in lines {
                    out.push_str(&format!("{}{line}\n", " ".repeat(outer + self.indent)));
                }
            }
            Written::Items(..) | Written::Keys(..) => {
                out.push('\n');
                self.block(value, outer + self.indent, remark, out);
            }
        }
    }

    fn block(&self, value: &Written, column: usize, remark: &mut usize, out: &mut String) {
        let margin = " ".repeat(column);
        match value {
            Written::Items(items, _) => {
                for item in items {
                    self.between(&margin, remark, out);
                    out.push_str(&format!("{margin}-"));
                    match item {
                        // The first key on the line of its dash, the others below it.
                        Written::Keys(keys, false) if keys.len() != 2 => {
                            let mut own = String::new();
                            let inner = column + 1 + self.blanks;
                            self.block(item, inner, remark, &mut own);
                            let first = own.find(['k', '#']).unwrap_or_default();
                            let bare = own.starts_with(' ') && own[first..].starts_with('k');
                            out.push_str(&if bare { " ".repeat(self.blanks) } else { "\n".to_owned() });
                            out.push_str(if bare { &own[first..] } else { &own });
                        }
                        _ => self.value(item, column, remark, out),
                    }
                }
            }
            Written::Keys(keys, _) => {
                for (key, value) in keys {
                    self.between(&margin, remark, out);
                    out.push_str(&format!("{margin}{key}{}:", " ".repeat(self.inner)));
                    // Items may stand in the column of their key.
                    match value {
                        Written::Items(_, false) if self.dash == 0 => {
                            *remark += 1;
                            out.push('\n');
                            self.block(value, column, remark, out);
                        }
                        _ => self.value(value, column, remark, out),
                    }
                }
            }
            other => self.value(other, column, remark, out),
        }
    }

    /// A comment or blank lines now and then; where they stand does not depend on the hand.
    fn between(&self, margin: &str, remark: &mut usize, out: &mut String) {
        *remark += 1;
        if remark.is_multiple_of(4) {
            out.push_str(&format!("{margin}# 注 {remark}\n"));
        }
        if remark.is_multiple_of(7) && !out.is_empty() {
            out.push_str(&"\n".repeat(self.feeds));
        }
    }

    fn write(&self, keys: &[(String, Written)]) -> String {
        let mut out = String::new();
        self.block(&Written::Keys(keys.to_vec(), false), 0, &mut 0, &mut out);
        out
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    /// Whatever hand wrote it, the fair copy of the same lines is the same.
    #[test]
    fn two_hands_give_one_fair_copy(
        keys in prop::collection::btree_map("[a-z]{1,3}", written(), 1..5),
        (one, other) in (hand(), hand()),
    ) {
        let keys: Vec<_> = keys.into_iter().map(|(key, value)| (format!("r{key}"), value)).collect();
        let (first, second) = (one.write(&keys), other.write(&keys));
        let fair = laid(&first).unwrap_or_else(|findings| panic!("{first}\n{findings:#?}"));
        prop_assert!(fair.is_some(), "{}", first);
        prop_assert_eq!(&fair, &laid(&second).unwrap(), "\n{}\n{}", first, second);
        prop_assert_eq!(&laid(fair.as_deref().unwrap()).unwrap(), &fair);
    }

    /// Whatever parses can be laid out, says the same, and is laid out once and for all.
    #[test]
    fn whatever_parses_can_be_laid_out(pieces in prop::collection::vec(0..PIECES.len(), 0..24)) {
        let text: String = pieces.iter().map(|piece| PIECES[*piece]).collect();
        if let Ok(fair) = laid(&text) {
            prop_assert!(fair.is_some(), "spoiled:\n{}", text);
            let fair = fair.unwrap();
            let again = laid(&fair);
            prop_assert!(again.is_ok(), "{}\n{}", text, fair);
            prop_assert_eq!(again.unwrap(), Some(fair.clone()), "\n{}\n{}", text, fair);
        }
    }
}

/// What YAML is made of.
const PIECES: &[&str] = &[
    "a", "b: ", "c:", "- ", "-", "\n", "\n", "\n  ", "\n    ", "\n   ", " ", "  ", "\t", "# x", " # y", "[", "]", "{",
    "}", ", ", ",", ": ", ":", "? ", "|", "|-", "|+", ">", "|2", "\"", "'", "\\", "甲", "0", "---\n", "...\n",
    "%Y 1\n", "\r\n", "\"x\"", "'y'", "k: v\n", "- v\n", "k:\n", "  z: |\n", "~",
];
