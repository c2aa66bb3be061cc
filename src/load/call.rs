//! Reads one reference call, `{{ phone('command-center', kind='手机') }}`.
//!
//! A call is a name with literal arguments: no arithmetic, no nesting, nothing that is evaluated.

use super::faults;
use crate::finding::{Finding, Message, Place};
use crate::model::Sourced;
use crate::say;

/// Longest call that is read, in bytes.
const LENGTH_LIMIT: usize = 1024;

/// A call as written.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Call {
    /// The whole call, braces included.
    pub(super) place: Place,
    /// The function.
    pub(super) name: Sourced<String>,
    /// Arguments in order; a key where one was written.
    pub(super) arguments: Vec<Argument>,
}

/// An argument.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Argument {
    pub(super) key: Option<String>,
    pub(super) value: Literal,
    pub(super) place: Place,
}

/// A literal.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Literal {
    Text(String),
    Integer(i64),
    Bool(bool),
}

/// Reads the call that begins at byte `at` of `text` and gives the offset after it.
pub(super) fn parse(
    text: &str,
    at: usize,
    place: &dyn Fn(std::ops::Range<usize>) -> Place,
) -> Result<(Call, usize), Box<Finding>> {
    let window = text.floor_char_boundary(at + LENGTH_LIMIT);
    let line_end = text[at..window].find('\n').map_or(window, |end| at + end);
    let line = &text[..line_end];
    let mut scanner = Scanner { text: line, at: at + 2, place };
    let name =
        scanner.name(say!("这里应是函数名，如 phone", "the name of a function is wanted here, such as phone"))?;
    scanner.expect("(")?;
    let mut arguments = Vec::new();
    while !scanner.take(")") {
        arguments.push(scanner.argument()?);
        if !scanner.take(",") {
            scanner.expect(")")?;
            break;
        }
    }
    scanner.expect("}}")?;
    let end = scanner.at;
    Ok((Call { place: place(at..end), name, arguments }, end))
}

struct Scanner<'a> {
    text: &'a str,
    at: usize,
    place: &'a dyn Fn(std::ops::Range<usize>) -> Place,
}

impl Scanner<'_> {
    fn skip(&mut self) {
        let rest = &self.text[self.at..];
        self.at += rest.len() - rest.trim_start_matches([' ', '\t']).len();
    }

    fn take(&mut self, sign: &str) -> bool {
        self.skip();
        let found = self.text[self.at..].starts_with(sign);
        self.at += if found { sign.len() } else { 0 };
        found
    }

    fn expect(&mut self, sign: &str) -> Result<(), Box<Finding>> {
        if self.take(sign) {
            Ok(())
        } else {
            Err(self.fault(say!("这里应有“{sign}”", "'{sign}' is wanted here")))
        }
    }

    fn fault(&self, message: Message) -> Box<Finding> {
        let length = self.text[self.at..].chars().next().map_or(0, char::len_utf8);
        Box::new(Finding::error(faults::BAD_CALL, (self.place)(self.at..self.at + length), message).help(say!(
            "引用写成一行，如 {{{{ phone('command-center') }}}}",
            "a reference stands on one line, such as {{{{ phone('command-center') }}}}"
        )))
    }

    fn name(&mut self, wanted: Message) -> Result<Sourced<String>, Box<Finding>> {
        self.skip();
        let rest = &self.text[self.at..];
        let length = rest.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_')).unwrap_or(rest.len());
        if length == 0 {
            return Err(self.fault(wanted));
        }
        let range = self.at..self.at + length;
        self.at += length;
        Ok(Sourced { value: self.text[range.clone()].to_owned(), place: (self.place)(range) })
    }

    fn argument(&mut self) -> Result<Argument, Box<Finding>> {
        self.skip();
        let start = self.at;
        if self.text[self.at..].starts_with(['\'', '"']) {
            let value = Literal::Text(self.quoted()?);
            return Ok(Argument { key: None, value, place: (self.place)(start..self.at) });
        }
        let word = self.name(say!("这里应是带引号的编号或数字", "an id in quotes or a number is wanted here"))?;
        if self.take("=") {
            let value = self.argument()?;
            if value.key.is_some() {
                return Err(self.fault(say!("一个参数只写一个“=”", "an argument has one '='")));
            }
            return Ok(Argument { key: Some(word.value), ..value });
        }
        let value = match word.value.as_str() {
            "true" => Literal::Bool(true),
            "false" => Literal::Bool(false),
            digits => match digits.parse() {
                Ok(number) => Literal::Integer(number),
                Err(_) => {
                    let name = digits.to_owned();
                    return Err(Box::new(
                        Finding::error(faults::BAD_CALL, word.place, say!("“{name}”要加引号", "'{name}' needs quotes"))
                            .help(say!("写成 '{name}'", "write '{name}' in single quotes")),
                    ));
                }
            },
        };
        Ok(Argument { key: None, value, place: word.place })
    }

    fn quoted(&mut self) -> Result<String, Box<Finding>> {
        let quote = self.text[self.at..].chars().next().unwrap_or('\'');
        let inside = self.at + quote.len_utf8();
        match self.text[inside..].find(quote) {
            Some(length) => {
                self.at = inside + length + quote.len_utf8();
                Ok(self.text[inside..inside + length].to_owned())
            }
            None => Err(self.fault(say!("引号没有收尾", "the quotes are not closed"))),
        }
    }
}
