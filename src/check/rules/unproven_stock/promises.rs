//! Numbers of things that texts promise, held against what is on record.
//!
//! A promise is a number with a unit and, near it, a word for the thing: 两部以上车辆, 库存现金至
//! 10万元. It is kept when records of that kind come to at least as much.

use crate::check::{Context, names};
use crate::finding::Finding;
use crate::model::asset::{Resource, ResourceKind};
use crate::model::quantity::{Dimension, UNITS};
use crate::model::{Plan, Quantity};
use crate::say;

/// Words for the things of a kind.
const THINGS: &[(ResourceKind, &[&str])] = &[
    (ResourceKind::Vehicle, &["车辆", "汽车", "车"]),
    (ResourceKind::Money, &["现金", "资金", "经费", "备用金"]),
    (ResourceKind::Communication, &["对讲机", "卫星电话"]),
    (ResourceKind::Protection, &["呼吸器", "灭火器", "防毒面具", "面罩"]),
    (ResourceKind::Supplies, &["照明灯", "急救箱", "沙袋"]),
];

/// How far a thing may stand behind its number, in characters; things stand before money.
const NEAR: usize = 6;

/// A number of things.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Promise {
    kind: ResourceKind,
    much: Quantity,
    /// Where the number stands.
    at: (usize, usize),
}

pub(super) fn check(cx: &mut Context<'_>) {
    let plan = cx.plan;
    let all = cx.words;
    for words in all.iter().filter(|words| words.kind.is_prose() || words.kind.is_order()) {
        for promise in promises(words.text) {
            if is_kept(&promise, plan) {
                continue;
            }
            let (start, end) = promise.at;
            let (much, kind) = (promise.much, promise.kind.word());
            let message = say!(
                "这里要求{much}（{kind}），资源清单里没有这么多",
                "{much} of {kind} are promised here and not on record"
            );
            let help = say!(
                "在 resources 登记数量、地点和保管人，或改正这里的数",
                "enter it under resources, or mend the number here"
            );
            let place = words.part(start..end, cx.sources);
            cx.report_in(words, Finding::error(names::unproven_stock, place, message).help(help));
        }
    }
}

/// Whether records of the kind come to as much. Count words differ (两部车 are 2辆), so things are
/// counted by number.
fn is_kept(promise: &Promise, plan: &Plan) -> bool {
    let amount = |resource: &Resource| {
        let sum = resource.quantity.as_ref().map(|quantity| quantity.value);
        let items = i128::try_from(resource.have.len()).unwrap_or(0) * 1000;
        sum.map_or(items, |sum| sum.base().max(items))
    };
    let of_kind = plan.resources.iter().filter(|resource| resource.kind.value == promise.kind);
    of_kind.map(amount).sum::<i128>() >= promise.much.base()
}

/// Every promise in the text.
fn promises(text: &str) -> Vec<Promise> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(next) = text[at..].find(|c: char| c.is_ascii_digit() || number_word(c).is_some()) {
        let start = at + next;
        let digits = |c: char| c.is_ascii_digit() || c == '.';
        let (value, length) = match text[start..].find(|c: char| !digits(c)).unwrap_or(text.len() - start) {
            0 => {
                let Some(word) = text[start..].chars().next() else { break };
                (number_word(word).map(|value| value.to_string()), word.len_utf8())
            }
            length => (Some(text[start..start + length].to_owned()), length),
        };
        at = start + length;
        let rest = text[at..].trim_start();
        let spelled = UNITS.iter().filter(|unit| rest.starts_with(unit.source)).max_by_key(|unit| unit.source.len());
        let Some((unit, value)) = spelled.zip(value) else { continue };
        let end = text.len() - rest.len() + unit.source.len();
        let Some(much) = Quantity::with_unit(&value, *unit) else { continue };
        let kind = match unit.dimension {
            Dimension::Money => THINGS.iter().find(|(kind, _)| *kind == ResourceKind::Money).filter(|(_, words)| {
                let sentence = text[..start].rsplit(['。', '；', '\n']).next().unwrap_or("");
                words.iter().any(|word| sentence.contains(word))
            }),
            Dimension::Count(_) => {
                let behind: String =
                    text[end..].chars().take(NEAR).take_while(|c| !"，。；、\n".contains(*c)).collect();
                THINGS.iter().find(|(_, words)| words.iter().any(|word| behind.contains(word)))
            }
            _ => None,
        };
        found.extend(kind.map(|(kind, _)| Promise { kind: *kind, much, at: (start, end) }));
    }
    found
}

/// The value of a Chinese numeral of one character.
fn number_word(c: char) -> Option<u32> {
    const WORDS: &str = "零一二三四五六七八九十";
    match c {
        '两' | '俩' => Some(2),
        _ => WORDS.chars().position(|word| word == c).and_then(|at| u32::try_from(at).ok()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> Vec<(ResourceKind, String)> {
        promises(text).into_iter().map(|promise| (promise.kind, promise.much.to_string())).collect()
    }

    #[test]
    fn a_promise_is_a_number_with_a_unit_and_a_thing() {
        assert_eq!(told("要保证两部以上车辆在指定位置待命"), [(ResourceKind::Vehicle, "2部".to_owned())]);
        assert_eq!(told("临时增加库存现金至10万元"), [(ResourceKind::Money, "10万元".to_owned())]);
        assert_eq!(told("备对讲机8台、灭火器"), []);
        assert_eq!(told("配备8台对讲机"), [(ResourceKind::Communication, "8台".to_owned())]);
        for text in ["直接经济损失500万元以上", "停用2小时以上", "两个小组", "第三次报告", "两台UPS"]
        {
            assert_eq!(told(text), [], "{text}");
        }
    }
}
