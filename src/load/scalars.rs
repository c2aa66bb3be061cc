//! Reading single values: texts, words, dates, quantities; ids and references in a file of their own.

use super::faults;
use super::outline::Sketch;
use super::read::{Reader, Shape, nearest};
use super::tree::{Node, Value};
use crate::finding::{Finding, Place};
use crate::model::org::TimeOfDay;
use crate::model::outline::Outline;
use crate::model::quantity::{QuantityError, Unit, find_unit};
use crate::model::words::Words;
use crate::model::{Date, Quantity, Sensitive, Sourced};
use crate::say;

/// The text of a scalar, or a finding.
pub(super) fn text<'n>(node: &'n Node, cx: &mut Reader) -> Option<&'n str> {
    match &node.value {
        Value::Scalar { text, .. } if text.trim().is_empty() => {
            cx.empty(node.place);
            None
        }
        Value::Scalar { text, .. } => Some(text),
        _ => {
            cx.wrong_type(node, say!("一个值", "a single value"));
            None
        }
    }
}

impl Shape for String {
    fn read(node: &Node, cx: &mut Reader) -> Option<Self> {
        text(node, cx).map(|text| text.trim_end_matches('\n').to_owned())
    }

    fn outline(_: &mut Sketch) -> Outline {
        Outline::Text
    }
}

impl Shape for bool {
    fn read(node: &Node, cx: &mut Reader) -> Option<Self> {
        match text(node, cx)? {
            "true" | "是" => Some(true),
            "false" | "否" => Some(false),
            other => {
                cx.report(
                    Finding::error(
                        faults::WRONG_TYPE,
                        node.place,
                        say!("“{other}”不是是与否", "'{other}' is neither yes nor no"),
                    )
                    .help(say!("写 true 或 false", "write true or false")),
                );
                None
            }
        }
    }

    fn outline(_: &mut Sketch) -> Outline {
        Outline::Flag
    }
}

impl Shape for i64 {
    fn read(node: &Node, cx: &mut Reader) -> Option<Self> {
        let text = text(node, cx)?;
        let plain = text.bytes().all(|b| b.is_ascii_digit()) && (text == "0" || !text.starts_with('0'));
        match text.parse() {
            Ok(number) if plain => Some(number),
            _ => {
                cx.report(
                    Finding::error(
                        faults::WRONG_TYPE,
                        node.place,
                        say!("“{text}”不是整数", "'{text}' is not a whole number"),
                    )
                    .help(say!("只写数字，如 3", "write digits only, such as 3")),
                );
                None
            }
        }
    }

    fn outline(_: &mut Sketch) -> Outline {
        Outline::Whole
    }
}

impl<T: Words> Shape for T {
    fn read(node: &Node, cx: &mut Reader) -> Option<Self> {
        let text = text(node, cx)?;
        if let Some((_, value)) = T::ALL.iter().find(|(word, _)| *word == text) {
            return Some(*value);
        }
        let words: Vec<_> = T::ALL.iter().map(|(word, _)| *word).collect();
        let all = words.join("、");
        let help = match nearest(text, words.into_iter()) {
            Some(near) => say!("是不是“{near}”？可用：{all}", "did you mean '{near}'? one of: {all}"),
            None => say!("可用：{all}", "one of: {all}"),
        };
        cx.report(
            Finding::error(faults::UNKNOWN_WORD, node.place, say!("这里不能写“{text}”", "'{text}' may not stand here"))
                .help(help),
        );
        None
    }

    fn outline(_: &mut Sketch) -> Outline {
        Outline::Words(T::ALL.iter().map(|(word, _)| (*word).to_owned()).collect())
    }
}

impl Shape for Date {
    fn read(node: &Node, cx: &mut Reader) -> Option<Self> {
        let text = text(node, cx)?;
        let shaped = text.len() == 10
            && text.bytes().enumerate().all(|(at, b)| match at {
                4 | 7 => b == b'-',
                _ => b.is_ascii_digit(),
            });
        match text.parse() {
            Ok(date) if shaped => Some(date),
            _ => {
                let message = if shaped {
                    say!("没有“{text}”这一天", "there is no such day as '{text}'")
                } else {
                    say!("“{text}”不是日期", "'{text}' is not a date")
                };
                cx.report(
                    Finding::error(faults::BAD_DATE, node.place, message)
                        .help(say!("写成 2026-09-07 的样子", "write it like 2026-09-07")),
                );
                None
            }
        }
    }

    fn outline(_: &mut Sketch) -> Outline {
        Outline::Date
    }
}

impl Shape for TimeOfDay {
    fn read(node: &Node, cx: &mut Reader) -> Option<Self> {
        let text = text(node, cx)?;
        let time = Self::parse(text);
        if time.is_none() {
            cx.report(
                Finding::error(faults::BAD_DATE, node.place, say!("“{text}”不是时刻", "'{text}' is not a time of day"))
                    .help(say!(
                        "写成 \"08:30\" 的样子，最晚 \"24:00\"",
                        "write it like \"08:30\", at the latest \"24:00\""
                    )),
            );
        }
        time
    }

    fn outline(_: &mut Sketch) -> Outline {
        Outline::Time
    }
}

impl Shape for Quantity {
    fn read(node: &Node, cx: &mut Reader) -> Option<Self> {
        let text = text(node, cx)?;
        match Quantity::parse(text) {
            Ok(quantity) => Some(quantity),
            Err(error) => {
                cx.report(quantity_fault(text, error, node.place));
                None
            }
        }
    }

    fn outline(_: &mut Sketch) -> Outline {
        Outline::Quantity
    }
}

/// The finding for a text that is no quantity.
pub(super) fn quantity_fault(text: &str, error: QuantityError, place: Place) -> Finding {
    match error {
        QuantityError::NoUnit => {
            Finding::error(faults::QUANTITY_WITHOUT_UNIT, place, say!("“{text}”没有单位", "'{text}' has no unit"))
                .help(say!("数后写上单位，如 30min、38℃、2辆", "put a unit after the number, such as 30min, 38℃, 2辆"))
        }
        QuantityError::AmbiguousDegree => Finding::error(
            faults::QUANTITY_WITHOUT_UNIT,
            place,
            say!("“度”说不清是温度、角度还是电量", "'度' may be a temperature, an angle or an amount of power"),
        )
        .help(say!("温度写 ℃，电量写 kWh", "write ℃ for a temperature")),
        QuantityError::UnknownUnit | QuantityError::NoNumber => {
            Finding::error(faults::BAD_QUANTITY, place, say!("“{text}”不是数量", "'{text}' is not a quantity")).help(
                say!(
                    "写成数字加单位，中间不空格，如 30min、4h、90天、38℃、11kW、10万元、2辆",
                    "write a number and a unit without a blank, such as 30min, 4h, 90天, 38℃, 11kW, 10万元, 2辆"
                ),
            )
        }
    }
}

impl Shape for Unit {
    fn read(node: &Node, cx: &mut Reader) -> Option<Self> {
        let text = text(node, cx)?;
        let found = find_unit(text);
        if found.is_none() {
            cx.report(
                Finding::error(faults::BAD_QUANTITY, node.place, say!("不认识的单位“{text}”", "unknown unit '{text}'"))
                    .help(say!("写 min、h、天、℃、kW、% 这样的单位", "write a unit such as min, h, 天, ℃, kW, %")),
            );
        }
        found
    }

    fn outline(_: &mut Sketch) -> Outline {
        Outline::Unit
    }
}

impl<T: Shape> Shape for Sensitive<Sourced<T>> {
    /// Closed to everybody but the restricted clearance until the entity says otherwise.
    fn read(node: &Node, cx: &mut Reader) -> Option<Self> {
        Sourced::read(node, cx).map(|value| Self::new(value, crate::model::Clearance::Restricted))
    }

    fn outline(sketch: &mut Sketch) -> Outline {
        T::outline(sketch)
    }
}
