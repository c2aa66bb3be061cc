//! Reading single values: texts, words, dates, quantities, ids, references.

use super::faults;
use super::outline::Sketch;
use super::read::{Reader, Shape, nearest};
use super::tree::{Node, Value};
use crate::finding::{Finding, Place};
use crate::model::id::READ_OTHERWISE;
use crate::model::org::TimeOfDay;
use crate::model::outline::Outline;
use crate::model::quantity::{QuantityError, Unit, find_unit};
use crate::model::words::Words;
use crate::model::{Date, Entity, Id, Quantity, Sensitive, Sourced};
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

/// Whether a text has the form of an id.
fn is_kebab(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_lowercase())
        && text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
        && !text.ends_with('-')
        && !text.contains("--")
}

/// Whether YAML may read a word as something else than text.
pub(super) fn is_yaml_word(text: &str) -> bool {
    READ_OTHERWISE.contains(&text.to_ascii_lowercase().as_str())
}

/// Whether a text is an id.
pub(super) fn is_id(text: &str) -> bool {
    is_kebab(text) && !is_yaml_word(text)
}

/// Checks that a text is an id.
pub(super) fn id_text(text: &str, place: Place, cx: &mut Reader) -> Option<String> {
    let fine = is_kebab(text);
    if is_id(text) {
        return Some(text.to_owned());
    }
    let message = if fine {
        say!("“{text}”会被别的 YAML 读取器当成真假值", "other YAML readers take '{text}' for a truth value")
    } else {
        say!("“{text}”不是编号", "'{text}' is not an id")
    };
    cx.report(Finding::error(faults::BAD_ID, place, message).help(say!(
        "编号用小写英文字母、数字和连字符，以字母开头，如 duty-operator",
        "an id has lower-case letters, digits and hyphens and begins with a letter, such as duty-operator"
    )));
    None
}

impl<K: Entity> Shape for Id<K> {
    /// A reference of a fixed kind: a bare id. The id of an entity itself is read by
    /// [`Fields::own`](super::read::Fields::own).
    fn read(node: &Node, cx: &mut Reader) -> Option<Self> {
        let written = text(node, cx)?;
        // `role:commander` where only a role can stand is understood all the same.
        let bare = match written.split_once(':') {
            Some((kind, id)) if kind == K::KIND => id,
            Some((kind, _)) => {
                let expected = K::KIND;
                cx.report(
                    Finding::error(
                        faults::DANGLING_REFERENCE,
                        node.place,
                        say!("这里要的是 {expected}，不是 {kind}", "a {expected} is wanted here, not a {kind}"),
                    )
                    .help(say!("只写 {expected} 的编号", "write the id of a {expected}")),
                );
                return None;
            }
            None => written,
        };
        let id = id_text(bare, node.place, cx)?;
        let new = Self::new(&id);
        cx.pending.push(super::read::Pending { kind: K::KIND, id, place: node.place });
        Some(new)
    }

    fn outline(_: &mut Sketch) -> Outline {
        Outline::Reference(K::KIND)
    }
}

/// A reference that names its kind, `role:tech-lead`: gives the kind and registers the id.
pub(super) fn qualified<'n>(
    node: &'n Node,
    kinds: &[&'static str],
    cx: &mut Reader,
) -> Option<(&'static str, &'n str)> {
    let written = text(node, cx)?;
    let all = kinds.iter().map(|kind| format!("{kind}:…")).collect::<Vec<_>>().join("、");
    let Some((kind, id)) = written.split_once(':') else {
        cx.report(
            Finding::error(
                faults::DANGLING_REFERENCE,
                node.place,
                say!("“{written}”没有写明种类", "'{written}' does not name its kind"),
            )
            .help(say!("这里可以写：{all}", "one of these may stand here: {all}")),
        );
        return None;
    };
    let Some(known) = kinds.iter().find(|known| **known == kind) else {
        cx.report(
            Finding::error(
                faults::DANGLING_REFERENCE,
                node.part(0..kind.len()),
                say!("这里不能引用“{kind}”", "a '{kind}' cannot be referred to here"),
            )
            .help(say!("这里可以写：{all}", "one of these may stand here: {all}")),
        );
        return None;
    };
    id_text(id, node.place, cx)?;
    cx.pending.push(super::read::Pending { kind: known, id: id.to_owned(), place: node.place });
    Some((known, id))
}
