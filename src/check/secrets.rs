//! Values that need a clearance, and where they turn up in a text.
//!
//! Nothing here prints a value: findings name what it is and where it is defined.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::{Bound, Range};

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

/// The values of a plan, by how they are spelled.
pub(super) struct Secrets<'a> {
    by_value: BTreeMap<String, Secret<'a>>,
    /// The characters values begin with: few characters of a text are worth a look.
    firsts: BTreeSet<char>,
    allowed: Vec<&'a str>,
}

impl<'a> Secrets<'a> {
    /// Collects them.
    pub(super) fn of(plan: &'a Plan) -> Self {
        let terms = plan.glossary.iter().filter(|term| term.allowed);
        let mut secrets = Self {
            by_value: BTreeMap::new(),
            firsts: BTreeSet::new(),
            allowed: terms.map(|term| term.term.value.as_str()).collect(),
        };
        for person in &plan.people {
            secrets.text(NAME, &person.name, person.id().qualified());
        }
        for contact in &plan.contacts {
            for point in &contact.points {
                secrets.text(NUMBER, &point.value, contact.id().qualified());
                let person = point
                    .person
                    .as_ref()
                    .filter(|person| person.open(Clearance::Restricted).is_some_and(|name| is_name(name)));
                if let Some(person) = person {
                    secrets.text(NAME, person, contact.id().qualified());
                }
                for (_, value) in &point.extra {
                    secrets.text(NUMBER, value, contact.id().qualified());
                }
            }
        }
        for facility in &plan.facilities {
            let near = [facility.name.value.as_str(), facility.kind.value.word()];
            for value in [&facility.rated, &facility.load].into_iter().flatten() {
                secrets.quantity(CAPACITY, value, &near, facility.id().qualified());
            }
        }
        for resource in &plan.resources {
            if let Some(amount) = &resource.amount {
                secrets.quantity(SUM, amount, &[resource.name.value.as_str()], resource.id().qualified());
            }
            for plate in resource.have.iter().filter_map(|item| item.plate.as_ref()) {
                secrets.text(PLATE, plate, resource.id().qualified());
            }
        }
        secrets
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
        self.firsts.extend(key.chars().next());
        match self.by_value.get_mut(&key) {
            Some(known) => {
                known.near.extend(&secret.near);
                if secret.needs < known.needs {
                    *known = Secret { near: std::mem::take(&mut known.near), ..secret };
                }
            }
            None => {
                self.by_value.insert(key, secret);
            }
        }
    }

    /// The values in `text` that its reader may not see.
    pub(super) fn above(&self, reader: Clearance, text: &str) -> Vec<(Range<usize>, &Secret<'a>)> {
        self.found(text, |secret| secret.needs > reader)
    }

    /// Names of persons in `text`, whoever reads it.
    pub(super) fn persons(&self, text: &str) -> Vec<(Range<usize>, &Secret<'a>)> {
        self.found(text, |secret| secret.what == NAME)
    }

    fn found(&self, text: &str, wanted: impl Fn(&Secret<'a>) -> bool) -> Vec<(Range<usize>, &Secret<'a>)> {
        let mut found = Vec::new();
        for (start, _) in text.char_indices().filter(|(_, first)| self.firsts.contains(first)) {
            for (range, secret) in self.values_at(text, start) {
                let inside = |word: &str| {
                    text.match_indices(word).any(|(at, _)| at <= range.start && range.end <= at + word.len())
                };
                if wanted(secret)
                    && !self.allowed.iter().any(|word| inside(word))
                    && is_near(text, &range, &secret.near)
                {
                    found.push((range, secret));
                }
            }
        }
        found.sort_by_key(|(range, _)| (range.start, range.end));
        found
    }

    /// The values that stand at `start`, whatever separators are between their characters. Goes on
    /// only while some value begins with what was read, so that a long list costs no more.
    fn values_at(&self, text: &str, start: usize) -> Vec<(Range<usize>, &Secret<'a>)> {
        let mut values = Vec::new();
        let mut read = String::new();
        for (at, c) in text[start..].char_indices().filter(|(at, c)| *at == 0 || !is_separator(*c)) {
            read.push(c);
            let from = (Bound::Included(read.as_str()), Bound::Unbounded);
            let Some((value, secret)) = self.by_value.range::<str, _>(from).next() else { break };
            if !value.starts_with(&read) {
                break;
            }
            let range = start..start + at + c.len_utf8();
            if *value == read && stands_alone(text, &range) {
                values.push((range, secret));
            }
        }
        values
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
            let mut secrets = Secrets { by_value: BTreeMap::new(), firsts: BTreeSet::new(), allowed: Vec::new() };
            secrets.add(value.to_owned(), secret);
            secrets.above(Clearance::Public, text).len()
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
