//! YAML as an editor sees it: plain words become numbers, truth values or nothing by the core schema
//! of YAML 1.2, which the loader does not.

use granit_parser::{Event, Parser, ScalarStyle};
use serde_json::{Map, Number, Value};

enum Open {
    List(Vec<Value>),
    Object(Map<String, Value>, Option<String>),
}

/// A text as JSON.
pub(super) fn json(text: &str) -> Value {
    let mut stack: Vec<Open> = Vec::new();
    let mut root = Value::Null;
    for event in Parser::new_from_str(text) {
        let (event, _) = event.unwrap_or_else(|error| panic!("{error:?}\n{text}"));
        let value = match event {
            Event::SequenceStart(..) => {
                stack.push(Open::List(Vec::new()));
                continue;
            }
            Event::MappingStart(..) => {
                stack.push(Open::Object(Map::new(), None));
                continue;
            }
            Event::Scalar(text, style, ..) => scalar(&text, style),
            Event::SequenceEnd | Event::MappingEnd => match stack.pop() {
                Some(Open::List(list)) => Value::Array(list),
                Some(Open::Object(map, _)) => Value::Object(map),
                None => unreachable!("an end without a beginning"),
            },
            _ => continue,
        };
        match stack.last_mut() {
            None => root = value,
            Some(Open::List(list)) => list.push(value),
            Some(Open::Object(map, key)) => match key.take() {
                Some(key) => _ = map.insert(key, value),
                None => *key = Some(value.as_str().map_or_else(|| value.to_string(), str::to_owned)),
            },
        }
    }
    root
}

fn scalar(text: &str, style: ScalarStyle) -> Value {
    if style != ScalarStyle::Plain {
        return Value::String(text.to_owned());
    }
    match text {
        "" | "~" | "null" | "Null" | "NULL" => return Value::Null,
        "true" | "True" | "TRUE" => return Value::Bool(true),
        "false" | "False" | "FALSE" => return Value::Bool(false),
        _ => {}
    }
    let numeric = text.trim_start_matches(['-', '+']).starts_with(|c: char| c.is_ascii_digit());
    if let Some(whole) = text.parse::<i64>().ok().filter(|_| numeric) {
        return Value::from(whole);
    }
    let real = text.parse::<f64>().ok().filter(|_| numeric).and_then(Number::from_f64);
    real.map_or_else(|| Value::String(text.to_owned()), Value::Number)
}
