//! Facts about equipment that a text states: how many, whose, of what kind, for how long.
//!
//! Conservative: a number counts only right before the name of the equipment, a medium only where a
//! fixed system is meant, a time only behind a word for lasting.

use std::ops::Range;

use crate::model::Quantity;
use crate::model::asset::{FacilityKind, Ownership};
use crate::model::quantity::Dimension;

/// A claim.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Claim {
    pub(super) range: Range<usize>,
    pub(super) kind: FacilityKind,
    pub(super) what: What,
}

/// What is claimed.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum What {
    /// So many; `whole` where all of them are meant.
    Count { number: usize, whole: bool },
    /// Whose they are.
    Owned(Ownership),
    /// What a fixed system puts fires out with.
    Medium(&'static str),
    /// How long a supply lasts.
    Lasts(Quantity),
    /// Rated power.
    Rated(Quantity),
}

const KINDS: [(&str, FacilityKind); 5] = [
    ("UPS", FacilityKind::Ups),
    ("发电机", FacilityKind::Generator),
    ("精密空调", FacilityKind::Cooling),
    ("空调", FacilityKind::Cooling),
    ("机房空调", FacilityKind::Cooling),
];
const MEDIA: [&str; 8] = ["七氟丙烷", "气溶胶", "二氧化碳", "惰性气体", "全氟己酮", "细水雾", "水喷淋", "喷淋"];
const NUMBERS: [(&str, usize); 11] = [
    ("两", 2),
    ("二", 2),
    ("三", 3),
    ("四", 4),
    ("五", 5),
    ("六", 6),
    ("2", 2),
    ("3", 3),
    ("4", 4),
    ("5", 5),
    ("6", 6),
];
const COUNTERS: [&str; 3] = ["台", "套", "组"];
/// Farthest a count stands before its noun, in characters.
const NEAR: usize = 9;
/// Words that say all of them are meant.
const WHOLE: [&str; 9] = ["共", "配有", "配备", "设有", "安装", "装有", "现有", "拥有", "有"];
/// Words by which one more is meant.
const MORE: [&str; 10] = ["第二", "另", "增", "补充", "再租", "备用", "加租", "第2", "或", "临时"];
const NEGATED: [&str; 7] = ["不", "无", "没有", "未", "禁止", "非", "勿"];
const LASTS: [&str; 9] = ["可供", "能供", "维持", "支撑", "支持", "后备", "续航", "供电时间", "供电不少于"];

/// Every claim of `text`.
pub(super) fn of(text: &str) -> Vec<Claim> {
    let mut found = Vec::new();
    let mut start = 0;
    for clause in text.split_inclusive(['。', '；', '，', '\n']) {
        let claims = counts(clause).into_iter().chain(owned(clause)).chain(medium(clause));
        found.extend(claims.map(|claim| claim.behind(start)));
        start += clause.len();
    }
    start = 0;
    for sentence in text.split_inclusive(['。', '；', '\n']) {
        found.extend(amounts(sentence).into_iter().map(|claim| claim.behind(start)));
        start += sentence.len();
    }
    found
}

impl Claim {
    fn behind(self, start: usize) -> Self {
        Self { range: start + self.range.start..start + self.range.end, ..self }
    }
}

fn counts(clause: &str) -> Vec<Claim> {
    let mut found: Vec<Claim> = Vec::new();
    for (name, kind) in KINDS {
        for (at, _) in clause.match_indices(name) {
            // Between the count and the name may stand a power and a make: 两台11千瓦某某UPS.
            let before = &clause[..at];
            let near = before.char_indices().rev().nth(NEAR).map_or(0, |(at, _)| at);
            let counter = COUNTERS
                .iter()
                .filter_map(|counter| before[near..].rfind(counter).map(|at| near + at + counter.len()))
                .max();
            let Some(before) = counter.map(|end| &before[..end]).filter(|own| is_plain(&clause[own.len()..at])) else {
                continue;
            };
            let Some(counted) = COUNTERS.iter().find_map(|counter| before.strip_suffix(counter)) else { continue };
            let Some((word, number)) = NUMBERS.iter().find(|(word, _)| counted.ends_with(word)) else { continue };
            let from = counted.len() - word.len();
            let head = &counted[..from];
            // 第二台 is one of them, 12台 is another number.
            if head.ends_with('第') || head.ends_with(|c: char| c.is_ascii_digit() || c == '.' || c == '十') {
                continue;
            }
            let range = from..at + name.len();
            if found.iter().all(|other| other.range.start != range.start) {
                let whole = WHOLE.iter().any(|word| head.trim_end().ends_with(word));
                found.push(Claim { range, kind, what: What::Count { number: *number, whole } });
            }
        }
    }
    found
}

/// Whether what stands between a count and its noun only describes it.
fn is_plain(between: &str) -> bool {
    !["的", "和", "与", "、", "向", "对", "给", "由", "从", "主机", "服务器"].iter().any(|word| between.contains(word))
}

fn owned(clause: &str) -> Vec<Claim> {
    let Some(at) = clause.find("发电机") else { return Vec::new() };
    let range = at..at + "发电机".len();
    let (before, behind) = (&clause[..at], &clause[range.end..]);
    let hires = ["租用", "租赁", "租借", "外租", "租", "联系小型"].iter().any(|word| before.contains(word));
    let is_own =
        before.ends_with("自有") || before.ends_with("自备") || behind.contains("自有") || behind.contains("自备");
    if hires && !MORE.iter().any(|word| clause.contains(word)) {
        return vec![Claim { range, kind: FacilityKind::Generator, what: What::Owned(Ownership::Rented) }];
    }
    if is_own && !NEGATED.iter().any(|word| clause.contains(word)) {
        return vec![Claim { range, kind: FacilityKind::Generator, what: What::Owned(Ownership::Owned) }];
    }
    Vec::new()
}

fn medium(clause: &str) -> Vec<Claim> {
    let fixed = ["灭火系统", "气体灭火", "喷淋系统", "开启喷淋", "启动喷淋", "自动喷淋", "打开喷淋"]
        .iter()
        .any(|word| clause.contains(word));
    let found = MEDIA.iter().find_map(|medium| clause.find(medium).map(|at| (at, *medium)));
    let Some((at, medium)) = found.filter(|_| fixed) else { return Vec::new() };
    if NEGATED.iter().any(|word| clause[..at].contains(word)) || clause[at..].starts_with("二氧化碳灭火器") {
        return Vec::new();
    }
    vec![Claim { range: at..at + medium.len(), kind: FacilityKind::Suppression, what: What::Medium(medium) }]
}

/// Times and powers behind the name of a supply.
fn amounts(clause: &str) -> Vec<Claim> {
    let mut found = Vec::new();
    for (name, kind) in [("UPS", FacilityKind::Ups), ("发电机", FacilityKind::Generator)] {
        let Some(at) = clause.find(name) else { continue };
        for (range, quantity) in quantities(clause) {
            let between =
                if range.start > at { &clause[at..range.start] } else { &clause[range.end..at.max(range.end)] };
            // 停电4小时以内，由UPS供电
            let relied_on = between == "以内，由" || between == "内，由" || between == "以内由";
            let lasts = relied_on || LASTS.iter().any(|word| between.contains(word));
            let what = match quantity.dimension() {
                Dimension::Time if lasts => What::Lasts(quantity),
                Dimension::Power if between.chars().count() < 8 => What::Rated(quantity),
                _ => continue,
            };
            found.push(Claim { range, kind, what });
        }
    }
    found
}

/// Numbers with a unit that the plan knows.
fn quantities(clause: &str) -> Vec<(Range<usize>, Quantity)> {
    const UNITS: [&str; 8] = ["小时", "分钟", "min", "kW", "KW", "kVA", "h", "千瓦"];
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(from) = clause[at..].find(|c: char| c.is_ascii_digit()).map(|offset| at + offset) {
        let tail = &clause[from..];
        let length = tail.find(|c: char| !(c.is_ascii_digit() || c == '.')).unwrap_or(tail.len());
        let behind = &tail[length..];
        at = from + length;
        let Some(unit) = UNITS.iter().find(|unit| behind.starts_with(**unit)) else { continue };
        let spelling = match *unit {
            "KW" | "千瓦" => "kW",
            unit => unit,
        };
        if let Ok(quantity) = Quantity::parse(&format!("{}{spelling}", &tail[..length])) {
            found.push((from..at + unit.len(), quantity));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn claims(text: &str) -> Vec<(String, What)> {
        of(text).into_iter().map(|claim| (text[claim.range].to_owned(), claim.what)).collect()
    }

    #[test]
    fn claims_are_read_where_equipment_is_named() {
        let count = |number, whole| What::Count { number, whole };
        assert_eq!(claims("两台UPS并联"), [("两台UPS".to_owned(), count(2, false))]);
        assert_eq!(claims("有两台11千瓦某牌UPS")[0], ("两台11千瓦某牌UPS".to_owned(), count(2, true)));
        assert_eq!(claims("预计停电4小时以内，由UPS供电")[0].0, "4小时");
        assert_eq!(claims("机房配有3台空调"), [("3台空调".to_owned(), count(3, true))]);
        assert_eq!(claims("租用发电机供电"), [("发电机".to_owned(), What::Owned(Ownership::Rented))]);
        assert_eq!(claims("开启喷淋系统"), [("喷淋".to_owned(), What::Medium("喷淋"))]);
        let hours = Quantity::parse("4小时").unwrap();
        assert_eq!(claims("UPS后备4小时"), [("4小时".to_owned(), What::Lasts(hours))]);
        let power = Quantity::parse("11kW").unwrap();
        assert_eq!(claims("UPS容量11kW"), [("11kW".to_owned(), What::Rated(power))]);
    }

    #[test]
    fn other_numbers_and_another_machine_are_no_claims() {
        for text in [
            "第二台发电机到场",
            "租用第二台发电机作备用",
            "12台空调以外",
            "机房内不用水和泡沫，不设喷淋系统",
            "UPS由市电供电满10分钟",
            "UPS每6个月做放电试验",
            "用二氧化碳灭火器扑救",
        ] {
            assert_eq!(claims(text), [], "{text}");
        }
    }
}
