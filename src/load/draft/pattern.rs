//! Conditions of CACAO in the condition language of a plan.
//!
//! CACAO compares texts; the unit of a number stands in the description of its variable. What is no
//! comparison of variables joined by AND and OR is left alone.

use super::Input;
use crate::model::event::Severity;
use crate::model::words::Words;

/// Deepest nesting of brackets.
const DEPTH_LIMIT: usize = 16;

/// The name of a variable of ours: `__ups_left__` is `ups_left`.
pub(super) fn name(variable: &str) -> Option<String> {
    let bare = variable.strip_prefix('$').unwrap_or(variable);
    let bare = bare.strip_suffix(":value").unwrap_or(bare);
    let bare = bare.strip_prefix("__")?.strip_suffix("__")?;
    let fine = bare.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && bare.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-');
    fine.then(|| bare.to_owned())
}

/// The condition and the first variable it names.
pub(super) fn translate(text: &str, inputs: &[Input]) -> Option<(String, String)> {
    let mut parser = Parser { tokens: tokens(text)?, at: 0, inputs, first: None, depth: 0 };
    let condition = parser.or()?;
    (parser.at == parser.tokens.len()).then_some(())?;
    Some((condition, parser.first?))
}

#[derive(Debug, PartialEq)]
enum Token {
    Word(String),
    Text(String),
    Sign(&'static str),
}

fn tokens(text: &str) -> Option<Vec<Token>> {
    const SIGNS: [&str; 10] = ["<=", ">=", "!=", "<", ">", "=", "(", ")", ",", "&&"];
    let mut tokens = Vec::new();
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        if let Some(quoted) = rest.strip_prefix('\'') {
            let mut own = String::new();
            let mut signs = quoted.char_indices();
            let end = loop {
                match signs.next()? {
                    (_, '\\') => own.push(signs.next()?.1),
                    (at, '\'') => break at,
                    (_, sign) => own.push(sign),
                }
            };
            tokens.push(Token::Text(own));
            rest = &quoted[end + 1..];
        } else if let Some(sign) = SIGNS.into_iter().find(|sign| rest.starts_with(sign)) {
            tokens.push(Token::Sign(sign));
            rest = &rest[sign.len()..];
        } else {
            let length = rest.find(|c: char| c.is_whitespace() || "<>=!(),'&".contains(c)).unwrap_or(rest.len());
            // A sign that means nothing here ends the reading.
            (length > 0 && first != '[').then_some(())?;
            tokens.push(Token::Word(rest[..length].to_owned()));
            rest = &rest[length..];
        }
        rest = rest.trim_start();
    }
    Some(tokens)
}

struct Parser<'a> {
    tokens: Vec<Token>,
    at: usize,
    inputs: &'a [Input],
    first: Option<String>,
    depth: usize,
}

impl Parser<'_> {
    fn sign(&mut self, sign: &str) -> bool {
        let found = matches!(self.tokens.get(self.at), Some(Token::Sign(own)) if *own == sign);
        self.at += usize::from(found);
        found
    }

    fn keyword(&mut self, word: &str) -> bool {
        let found = matches!(self.tokens.get(self.at), Some(Token::Word(own)) if own == word);
        self.at += usize::from(found);
        found
    }

    fn or(&mut self) -> Option<String> {
        let mut parts = vec![self.and()?];
        while self.keyword("OR") {
            parts.push(self.and()?);
        }
        Some(parts.join(" or "))
    }

    fn and(&mut self) -> Option<String> {
        let mut parts = vec![self.one()?];
        while self.keyword("AND") || self.sign("&&") {
            parts.push(self.one()?);
        }
        Some(parts.join(" and "))
    }

    fn one(&mut self) -> Option<String> {
        if self.sign("(") {
            self.depth += 1;
            (self.depth <= DEPTH_LIMIT).then_some(())?;
            let inner = self.or()?;
            self.depth -= 1;
            self.sign(")").then_some(())?;
            // The outermost brackets say nothing.
            let whole = self.depth == 0 && self.at == self.tokens.len();
            return Some(if whole { inner } else { format!("({inner})") });
        }
        let Some(Token::Word(variable)) = self.tokens.get(self.at) else { return None };
        let variable = name(variable)?;
        self.at += 1;
        self.first.get_or_insert_with(|| variable.clone());
        let not = self.keyword("NOT");
        if self.keyword("IN") {
            self.sign("(").then_some(())?;
            let mut values = vec![self.literal(&variable)?];
            while self.sign(",") {
                values.push(self.literal(&variable)?);
            }
            self.sign(")").then_some(())?;
            let not = if not { "not " } else { "" };
            return Some(format!("{not}{variable} in [{}]", values.join(", ")));
        }
        let Some(Token::Sign(sign)) = self.tokens.get(self.at).filter(|_| !not) else { return None };
        let sign = match *sign {
            "=" => "==",
            other @ ("!=" | "<" | "<=" | ">" | ">=") => other,
            _ => return None,
        };
        self.at += 1;
        Some(format!("{variable} {sign} {}", self.literal(&variable)?))
    }

    fn literal(&mut self, variable: &str) -> Option<String> {
        let literal = match self.tokens.get(self.at)? {
            Token::Text(text) | Token::Word(text) => text.clone(),
            Token::Sign(_) => return None,
        };
        self.at += 1;
        let input = self.inputs.iter().find(|input| input.name == variable);
        match input.and_then(|input| input.r#type) {
            Some("level") => {
                let rank: usize = literal.parse().ok()?;
                Severity::ALL.get(rank.checked_sub(1)?).map(|(word, _)| (*word).to_owned())
            }
            Some("quantity") => {
                // A number without a unit stays one: the plan asks for it at this place.
                Some(quantity(&literal, input.and_then(|input| input.unit).unwrap_or_default()))
            }
            Some("bool") => matches!(literal.as_str(), "true" | "false").then_some(literal),
            _ => (!literal.is_empty() && !literal.contains('\'')).then(|| word(&literal)),
        }
    }
}

/// A word of a condition, quoted where it has signs of the language in it.
pub(super) fn word(text: &str) -> String {
    let plain = !text.contains(|c: char| c.is_whitespace() || "<>()[],=!'".contains(c));
    if plain { text.to_owned() } else { format!("'{text}'") }
}

/// A number with its unit; seconds that make up minutes or hours are told as such.
pub(super) fn quantity(number: &str, unit: &str) -> String {
    let seconds = number.parse::<i64>().ok().filter(|seconds| unit == "s" && *seconds != 0);
    match seconds {
        Some(seconds) if seconds % 3600 == 0 => format!("{}h", seconds / 3600),
        Some(seconds) if seconds % 60 == 0 => format!("{}min", seconds / 60),
        _ => format!("{number}{unit}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::{Place, Sources};

    fn inputs() -> Vec<Input> {
        let place = Place::new(Sources::default().add(String::new(), ""), 0..0);
        let input = |name: &str, r#type, unit| Input {
            place,
            name: name.to_owned(),
            label: String::new(),
            r#type: Some(r#type),
            unit,
            values: Vec::new(),
        };
        vec![
            input("left", "quantity", Some("s")),
            input("temp", "quantity", Some("℃")),
            input("cause", "enum", None),
            input("level", "level", None),
        ]
    }

    #[test]
    fn comparisons_become_ours() {
        let inputs = inputs();
        let told = |text: &str| translate(text, &inputs).map(|(condition, _)| condition);
        for (text, wanted) in [
            ("__left__:value < 900", "left < 15min"),
            ("(__left__:value < 90 OR __temp__:value >= 35.5)", "left < 90s or temp >= 35.5℃"),
            ("__cause__:value NOT IN ('楼\\'内', '外')", ""),
            ("__cause__:value IN ('楼内', '外 部')", "cause in [楼内, '外 部']"),
            ("__level__:value >= 3", "level >= 重大"),
            ("(__a__:value = 'x' AND (__b__:value != 'y' OR __c__:value = 'z'))", "a == x and (b != y or c == z)"),
        ] {
            assert_eq!(told(text).unwrap_or_default(), wanted, "{text}");
        }
        for text in ["[file:size = 1]", "__a__:value LIKE 'x'", "__a__", "a = 'b'", "__a__:value = 'x", ""] {
            assert_eq!(told(text), None, "{text}");
        }
        assert_eq!(told(&format!("{}__a__:value = 'x'", "(".repeat(99))), None);
    }
}
