//! Numbers in texts that lack a unit: 38 of what?
//!
//! Conservative: a number counts only where the words before it name a quantity or a comparison and
//! nothing behind it could be a unit.

use std::ops::Range;

/// Words that a quantity follows.
const QUANTITIES: [&str; 16] = [
    "温度",
    "室温",
    "湿度",
    "电压",
    "电流",
    "功率",
    "水位",
    "水深",
    "深度",
    "负载率",
    "利用率",
    "丢包率",
    "电量",
    "时长",
    "等待",
    "间隔",
];
/// Words between the quantity and its number.
const BETWEEN: [&str; 22] = [
    "大于等于",
    "小于等于",
    "不低于",
    "不高于",
    "不超过",
    "不少于",
    "不足",
    "低于",
    "高于",
    "超过",
    "达到",
    "大于",
    "小于",
    "降到",
    "升到",
    "降至",
    "升至",
    "约",
    "为",
    "到",
    "在",
    "满",
];
/// What may stand behind a number instead of a unit.
const BEHIND: [&str; 14] =
    ["后", "以上", "以下", "以内", "以外", "之内", "左右", "时", "就", "即", "仍", "则", "或者", "并"];

/// What is wrong with a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fault {
    /// It has no unit.
    NoUnit,
    /// 度 may be an angle, a temperature or a kilowatt-hour.
    Degree,
}

/// The numbers in `text` that lack a unit.
pub(super) fn faults(text: &str) -> Vec<(Range<usize>, Fault)> {
    numbers(text)
        .filter_map(|range| {
            let (before, behind) = (&text[..range.start], text[range.end..].trim_start());
            if behind.starts_with('度') && !behind.starts_with("度电") {
                return Some((range.start..range.end + "度".len(), Fault::Degree));
            }
            (follows_a_quantity(before) && ends_there(behind)).then_some((range, Fault::NoUnit))
        })
        .collect()
}

/// Stretches of digits (and a decimal point) that no letter touches.
fn numbers(text: &str) -> impl Iterator<Item = Range<usize>> {
    let digit = |c: char| c.is_ascii_digit();
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + text[at..].find(digit)?;
        let tail = &text[start..];
        let length = tail.find(|c: char| !(digit(c) || c == '.')).unwrap_or(tail.len());
        at = start + length;
        Some(start..start + tail[..length].trim_end_matches('.').len())
    })
    .filter(|range| !text[..range.start].ends_with(|c: char| c.is_ascii_alphabetic() || c == '-'))
}

fn follows_a_quantity(before: &str) -> bool {
    let mut before = before.trim_end();
    while let Some(shorter) = BETWEEN.iter().find_map(|word| before.strip_suffix(word)) {
        before = shorter.trim_end();
    }
    QUANTITIES.iter().any(|word| before.ends_with(word))
}

fn ends_there(behind: &str) -> bool {
    let mark = |c: char| "，。；、：）,;)".contains(c);
    behind.is_empty() || behind.starts_with(mark) || BEHIND.iter().any(|word| behind.starts_with(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(&str, Fault)> {
        faults(text).into_iter().map(|(range, fault)| (&text[range], fault)).collect()
    }

    #[test]
    fn numbers_of_quantities_without_unit_are_found() {
        assert_eq!(found("机房温度达到38时关停外围设备"), [("38", Fault::NoUnit)]);
        assert_eq!(found("电压低于200，通知供电公司"), [("200", Fault::NoUnit)]);
        assert_eq!(found("等待30后重启"), [("30", Fault::NoUnit)]);
        assert_eq!(found("每次间隔15，共三次"), [("15", Fault::NoUnit)]);
        assert_eq!(found("室温超过38度"), [("38度", Fault::Degree)]);
        assert_eq!(found("湿度高于 70.5"), [("70.5", Fault::NoUnit)]);
    }

    #[test]
    fn numbers_with_units_and_other_numbers_are_left_alone() {
        for text in [
            "冷通道温度低于27℃连续2h",
            "湿度低于60%RH",
            "拨打119报告地点",
            "温度计在2号机柜",
            "利用率低于60%连续15min",
            "室温按空调故障应急处置方案的3个切点监护",
            "时长满72h未再发现",
            "温度记录填表1",
            "三相电压偏差在±7%以内",
            "耗油约100度电的量",
        ] {
            assert_eq!(found(text), [], "{text}");
        }
    }
}
