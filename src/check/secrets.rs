//! Values that need a clearance, and where they turn up in a text.
//!
//! Nothing here prints a value: findings name what it is and where it is defined.

use std::collections::BTreeMap;
use std::ops::Range;

use aho_corasick::AhoCorasick;

use crate::finding::Place;
use crate::model::{Clearance, Entity, Plan, Quantity, Sensitive, Sourced};

/// What a value is, in both languages.
pub(super) type What = (&'static str, &'static str);

const NAME: What = ("姓名", "the name of a person");
const NUMBER: What = ("电话、地址等联系方式", "a number or an address");
const PLATE: What = ("车牌号", "a number plate");
const SUM: What = ("金额", "a sum of money");
const CAPACITY: What = ("设备容量", "the capacity of a device");

/// A value.
#[derive(Debug)]
pub(super) struct Secret<'a> {
    /// What it is.
    pub(super) what: What,
    /// Where it is defined.
    pub(super) place: Place,
    /// The clearance it needs.
    pub(super) needs: Clearance,
    /// Whose it is, `contact:duty-phone`.
    pub(super) entity: String,
    /// A value as short as 11kW is this one only near one of these words; empty where the value
    /// speaks for itself.
    near: Vec<&'a str>,
}

/// The values of a plan.
pub(super) struct Secrets<'a> {
    /// In the order of the patterns of `finder`.
    secrets: Vec<Secret<'a>>,
    /// Finds all of them in one pass: a build looks through a hundred documents.
    finder: AhoCorasick,
    allowed: Vec<&'a str>,
    /// The clearance of the closest value; none where there is no value. Asked for every text.
    closest: Option<Clearance>,
    /// Whether any is the name of a person.
    names: bool,
}

impl<'a> Secrets<'a> {
    /// Collects them.
    pub(super) fn of(plan: &'a Plan) -> Self {
        let terms = plan.glossary.iter().filter(|term| term.allowed);
        Self::with(Collected::of(plan), terms.map(|term| term.term.value.as_str()).collect())
    }

    fn with(collected: Collected<'a>, allowed: Vec<&'a str>) -> Self {
        let (values, secrets): (Vec<_>, Vec<_>) = collected.0.into_iter().unzip();
        let finder = AhoCorasick::new(values)
            .unwrap_or_else(|_| unreachable!("a plan holds less than two thousand million characters"));
        let closest = secrets.iter().map(|secret| secret.needs).max();
        let names = secrets.iter().any(|secret| secret.what == NAME);
        Self { secrets, finder, allowed, closest, names }
    }

    /// Whether there is any value that this reader may not see.
    pub(super) fn any_above(&self, reader: Clearance) -> bool {
        self.closest.is_some_and(|closest| closest > reader)
    }

    /// The values in `text` that its reader may not see.
    pub(super) fn above(&self, reader: Clearance, text: &str) -> Vec<(Range<usize>, &Secret<'a>)> {
        if self.any_above(reader) { self.found(text, |secret| secret.needs > reader) } else { Vec::new() }
    }

    /// Names of persons in `text`, whoever reads it.
    pub(super) fn persons(&self, text: &str) -> Vec<(Range<usize>, &Secret<'a>)> {
        if self.names { self.found(text, |secret| secret.what == NAME) } else { Vec::new() }
    }

    fn found(&self, text: &str, wanted: impl Fn(&Secret<'a>) -> bool) -> Vec<(Range<usize>, &Secret<'a>)> {
        let bare = Bare::of(text);
        let mut found = Vec::new();
        for hit in self.finder.find_overlapping_iter(&bare.text) {
            let secret = &self.secrets[hit.pattern()];
            if !wanted(secret) {
                continue;
            }
            let range = bare.range(hit.range());
            let inside =
                |word: &str| text.match_indices(word).any(|(at, _)| at <= range.start && range.end <= at + word.len());
            if stands_alone(text, &range)
                && !self.allowed.iter().any(|word| inside(word))
                && is_near(text, &range, &secret.near)
            {
                found.push((range, secret));
            }
        }
        found.sort_by_key(|(range, _)| (range.start, range.end));
        found
    }
}

/// A text without what may stand between the characters of a value.
struct Bare {
    text: String,
    /// Where each of its bytes stands in the text.
    places: Vec<usize>,
}

impl Bare {
    fn of(text: &str) -> Self {
        let mut bare = Self { text: String::with_capacity(text.len()), places: Vec::with_capacity(text.len()) };
        for (at, c) in text.char_indices().filter(|(_, c)| !is_separator(*c)) {
            bare.text.push(c);
            bare.places.extend(at..at + c.len_utf8());
        }
        bare
    }

    /// Where a part of it stands in the text.
    fn range(&self, part: Range<usize>) -> Range<usize> {
        self.places[part.start]..self.places[part.end - 1] + 1
    }
}

/// Values as they are collected, by how they are spelled.
#[derive(Default)]
struct Collected<'a>(BTreeMap<String, Secret<'a>>);

impl<'a> Collected<'a> {
    fn of(plan: &'a Plan) -> Self {
        let mut collected = Self::default();
        for person in &plan.people {
            collected.text(NAME, &person.name, person.id().qualified());
        }
        for contact in &plan.contacts {
            for point in &contact.points {
                collected.text(NUMBER, &point.value, contact.id().qualified());
                let person = point
                    .person
                    .as_ref()
                    .filter(|person| person.open(Clearance::Restricted).is_some_and(|name| is_name(name)));
                if let Some(person) = person {
                    collected.text(NAME, person, contact.id().qualified());
                }
                for (_, value) in &point.extra {
                    collected.text(NUMBER, value, contact.id().qualified());
                }
            }
        }
        for facility in &plan.facilities {
            let near = [facility.name.value.as_str(), facility.kind.value.word()];
            for value in [&facility.rated, &facility.load].into_iter().flatten() {
                collected.quantity(CAPACITY, value, &near, facility.id().qualified());
            }
        }
        for resource in &plan.resources {
            if let Some(amount) = &resource.amount {
                collected.quantity(SUM, amount, &[resource.name.value.as_str()], resource.id().qualified());
            }
            for plate in resource.have.iter().filter_map(|item| item.plate.as_ref()) {
                collected.text(PLATE, plate, resource.id().qualified());
            }
        }
        collected
    }

    fn text(&mut self, what: What, value: &'a Sensitive<Sourced<String>>, entity: String) {
        let Some(text) = value.open(Clearance::Restricted) else { return };
        let key: String = text.value.chars().filter(|c| !is_separator(*c)).collect();
        // Public short codes such as 119 stand in every text, and one character names nobody.
        let digits = key.bytes().all(|b| b.is_ascii_digit());
        let telling = if digits { key.len() >= 7 } else { key.chars().count() >= 2 && key.len() >= 6 };
        if telling {
            self.add(key, Secret { what, place: text.place, needs: value.needs(), entity, near: Vec::new() });
        }
    }

    fn quantity(&mut self, what: What, value: &'a Sensitive<Sourced<Quantity>>, near: &[&'a str], entity: String) {
        let Some(quantity) = value.open(Clearance::Restricted) else { return };
        let secret =
            Secret { what, place: quantity.place, needs: value.needs(), entity: entity.clone(), near: near.to_vec() };
        self.add(quantity.value.to_string(), secret);
    }

    /// A value that is defined twice is as open as its most open definition.
    fn add(&mut self, key: String, secret: Secret<'a>) {
        match self.0.get_mut(&key) {
            Some(known) => {
                known.near.extend(&secret.near);
                if secret.needs < known.needs {
                    *known = Secret { near: std::mem::take(&mut known.near), ..secret };
                }
            }
            None => {
                self.0.insert(key, secret);
            }
        }
    }
}

/// Whether an answering party is a person; most are functions, such as 驻点工程师.
fn is_name(text: &str) -> bool {
    const SURNAMES: &str = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦傅方白邹孟熊秦邱江尹薛阎段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤褚卫尤施章云葛";
    (2..=3).contains(&text.chars().count()) && text.starts_with(|first| SURNAMES.contains(first))
}

/// Whether one of the words stands in the same sentence, not further than a line away.
fn is_near(text: &str, range: &Range<usize>, words: &[&str]) -> bool {
    const FAR: usize = 40;
    let before = text[..range.start].rsplit(['。', '；']).next().unwrap_or("");
    let after = text[range.end..].split(['。', '；']).next().unwrap_or("");
    let cut = before.char_indices().rev().nth(FAR).map_or(0, |(at, _)| at);
    let end = after.char_indices().nth(FAR).map_or(after.len(), |(at, _)| at);
    words.is_empty() || words.iter().any(|word| before[cut..].contains(word) || after[..end].contains(word))
}

/// What may stand between the characters of a value: a line may break there, a number is grouped.
fn is_separator(c: char) -> bool {
    c.is_whitespace() || matches!(c, '-' | '－' | '‑' | '·')
}

/// Whether a value is no part of a longer number or word.
fn stands_alone(text: &str, range: &Range<usize>) -> bool {
    let own = &text[range.clone()];
    let touches = |edge: Option<char>, own: Option<char>| {
        let alike = |c: char| c.is_ascii_alphanumeric() || c == '.';
        edge.is_some_and(alike) && own.is_some_and(|own| own.is_ascii_alphanumeric())
    };
    let before = text[..range.start].chars().next_back();
    let after = text[range.end..].chars().next().filter(|c| *c != '.');
    !touches(before, own.chars().next()) && !touches(after, own.chars().next_back())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_found_however_they_are_broken_up() {
        let found = |text: &str, value: &str| {
            let place = crate::check::sample::somewhere();
            let (needs, entity) = (Clearance::Restricted, "contact:a".to_owned());
            let secret = Secret { what: NUMBER, place, needs, entity, near: Vec::new() };
            let mut collected = Collected::default();
            collected.add(value.to_owned(), secret);
            Secrets::with(collected, Vec::new()).above(Clearance::Public, text).len()
        };
        assert_eq!(found("电话 0393-000 0001，", "03930000001"), 1);
        assert_eq!(found("1 0393-0000001\n2", "03930000001"), 1);
        assert_eq!(found("张某\n甲到场", "张某甲"), 1);
        assert_eq!(found("示A·00001", "示A00001"), 1);
        assert_eq!(found("103930000001", "03930000001"), 0);
        assert_eq!(found("容量111kW", "11kW"), 0);
        assert_eq!(found("2×11kW", "11kW"), 1);
    }

    #[test]
    fn a_short_value_counts_only_near_its_owner() {
        let near = |text: &str| {
            let at = text.find("11kW").unwrap();
            is_near(text, &(at..at + 4), &["机房UPS"])
        };
        assert!(near("机房UPS为11kW"));
        assert!(!near("机房UPS正常。负载11kW"));
    }

    #[test]
    fn a_function_that_answers_is_no_person() {
        assert!(is_name("张某甲"));
        assert!(["驻点工程师", "值班手机", "客户经理", "平台值守"].iter().all(|function| !is_name(function)));
    }
}
