//! Parses the condition language.
//!
//! Only the form is checked here; whether variables exist and units fit is told by `types`.

use super::faults;
use super::outline::Sketch;
use super::read::{Reader, Shape};
use super::scalars::{quantity_fault, text};
use super::tree::Node;
use crate::finding::{Finding, Message, Place};
use crate::model::condition::{Condition, Literal, Operator};
use crate::model::event::Severity;
use crate::model::outline::Outline;
use crate::model::words::Words;
use crate::model::{Quantity, Sourced};
use crate::say;

/// Deepest nesting of parentheses.
const DEPTH_LIMIT: usize = 16;

impl Shape for Condition {
    fn read(node: &Node, cx: &mut Reader) -> Option<Self> {
        let text = text(node, cx)?;
        let mut parser = Parser { tokens: tokens(text), at: 0, node, length: text.len(), depth: 0 };
        let parsed = parser.or().and_then(|condition| match parser.peek() {
            None => Ok(condition),
            Some(token) => {
                Err(Stop::new(token.range.clone(), say!("这里多出了内容", "there is something left over here")))
            }
        });
        match parsed {
            Ok(condition) => Some(condition),
            Err(Stop { finding: Some(finding), .. }) => {
                cx.report(*finding);
                None
            }
            Err(Stop { range, message, .. }) => {
                cx.report(Finding::error(faults::BAD_CONDITION, node.part(range), message).help(say!(
                    "条件写成“变量 比较符 值”，如 expected > 1h and expected <= 24h",
                    "write 'variable operator value', such as expected > 1h and expected <= 24h"
                )));
                None
            }
        }
    }

    fn outline(_: &mut Sketch) -> Outline {
        Outline::Text
    }
}

#[derive(Debug, Clone, PartialEq)]
struct Token<'a> {
    text: &'a str,
    range: std::ops::Range<usize>,
}

/// Splits into words, comparison signs and brackets.
fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let mut rest = text;
    let mut at = 0;
    while let Some(first) = rest.chars().next() {
        let length = if first.is_whitespace() {
            first.len_utf8()
        } else if ["==", "!=", "<=", ">="].iter().any(|sign| rest.starts_with(sign)) {
            2
        } else if "<>()[],=!".contains(first) {
            1
        } else if let Some(quoted) = rest.strip_prefix('\'') {
            quoted.find('\'').map_or(rest.len(), |end| end + 2)
        } else {
            rest.find(|c: char| c.is_whitespace() || "<>()[],=!'".contains(c)).unwrap_or(rest.len())
        };
        if !first.is_whitespace() {
            tokens.push(Token { text: &rest[..length], range: at..at + length });
        }
        at += length;
        rest = &rest[length..];
    }
    tokens
}

struct Stop {
    range: std::ops::Range<usize>,
    message: Message,
    finding: Option<Box<Finding>>,
}

impl Stop {
    fn new(range: std::ops::Range<usize>, message: Message) -> Self {
        Self { range, message, finding: None }
    }
}

struct Parser<'a> {
    tokens: Vec<Token<'a>>,
    at: usize,
    node: &'a Node,
    length: usize,
    depth: usize,
}

impl<'a> Parser<'a> {
    fn peek(&self) -> Option<&Token<'a>> {
        self.tokens.get(self.at)
    }

    fn next(&mut self) -> Option<Token<'a>> {
        let token = self.tokens.get(self.at).cloned();
        self.at += 1;
        token
    }

    fn take(&mut self, text: &str) -> bool {
        let found = self.peek().is_some_and(|token| token.text == text);
        self.at += usize::from(found);
        found
    }

    fn expect(&mut self, text: &str) -> Result<(), Stop> {
        if self.take(text) {
            return Ok(());
        }
        Err(self.stop(say!("这里应有“{text}”", "'{text}' is wanted here")))
    }

    fn stop(&self, message: Message) -> Stop {
        let range = self.peek().map_or(self.length..self.length, |token| token.range.clone());
        Stop::new(range, message)
    }

    fn place(&self, token: &Token<'_>) -> Place {
        self.node.part(token.range.clone())
    }

    fn or(&mut self) -> Result<Condition, Stop> {
        let mut parts = vec![self.and()?];
        while self.take("or") {
            parts.push(self.and()?);
        }
        Ok(single(parts, Condition::Or))
    }

    fn and(&mut self) -> Result<Condition, Stop> {
        let mut parts = vec![self.not()?];
        while self.take("and") {
            parts.push(self.not()?);
        }
        Ok(single(parts, Condition::And))
    }

    fn not(&mut self) -> Result<Condition, Stop> {
        if self.depth >= DEPTH_LIMIT {
            return Err(self.stop(say!("括号套得太深", "too many brackets inside each other")));
        }
        self.depth += 1;
        let condition = if self.take("not") {
            self.not().map(|inner| Condition::Not(Box::new(inner)))
        } else if self.take("(") {
            self.or().and_then(|inner| self.expect(")").map(|()| inner))
        } else {
            self.comparison()
        };
        self.depth -= 1;
        condition
    }

    fn comparison(&mut self) -> Result<Condition, Stop> {
        let named = self.peek().filter(|token| token.text.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_'));
        let Some(token) = named.cloned() else {
            return Err(self.stop(say!("这里应是变量名", "the name of a variable is wanted here")));
        };
        self.at += 1;
        let variable = Sourced { value: token.text.to_owned(), place: self.place(&token) };
        if self.take("in") {
            self.expect("[")?;
            let mut values = vec![self.literal()?];
            while self.take(",") {
                values.push(self.literal()?);
            }
            self.expect("]")?;
            return Ok(Condition::In { variable, values });
        }
        let operator = match self.peek().map(|token| token.text) {
            Some("==") => Operator::Equal,
            Some("!=") => Operator::Unequal,
            Some("<") => Operator::Less,
            Some("<=") => Operator::AtMost,
            Some(">") => Operator::Greater,
            Some(">=") => Operator::AtLeast,
            _ => {
                return Err(self.stop(say!(
                    "这里应是比较符 == != < <= > >= 或 in",
                    "a comparison is wanted here: == != < <= > >= or in"
                )));
            }
        };
        self.at += 1;
        Ok(Condition::Compare { variable, operator, value: self.literal()? })
    }

    fn literal(&mut self) -> Result<Sourced<Literal>, Stop> {
        let fine = self.peek().is_some_and(|token| !"<>()[],=!".contains(token.text));
        let Some(token) = self.next().filter(|_| fine) else {
            self.at -= 1;
            return Err(self.stop(say!("这里应是一个值", "a value is wanted here")));
        };
        let place = self.place(&token);
        let word = token.text.trim_matches('\'');
        let numeric = word.starts_with(|c: char| c.is_ascii_digit() || c == '-');
        let value = if numeric {
            match Quantity::parse(word) {
                Ok(quantity) => Literal::Quantity(quantity),
                Err(error) => {
                    let finding = Box::new(quantity_fault(word, error, place));
                    let stop = Stop::new(token.range, finding.message.clone());
                    return Err(Stop { finding: Some(finding), ..stop });
                }
            }
        } else if let Some((_, level)) = Severity::ALL.iter().find(|(name, _)| *name == word) {
            Literal::Level(*level)
        } else {
            match word {
                "true" => Literal::Bool(true),
                "false" => Literal::Bool(false),
                _ => Literal::Word(word.to_owned()),
            }
        };
        Ok(Sourced { value, place })
    }
}

fn single(mut parts: Vec<Condition>, many: fn(Vec<Condition>) -> Condition) -> Condition {
    if parts.len() == 1 { parts.remove(0) } else { many(parts) }
}
