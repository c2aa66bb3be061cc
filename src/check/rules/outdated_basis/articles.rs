//! Articles that are cited: as data, by a reference in prose, or typed behind a title.

use super::{editions, fault, known};
use crate::check::Context;
use crate::finding::{Edit, Place};
use crate::model::governance::Law;
use crate::model::pack::KnownLaw;
use crate::model::prose::{Reference, Target};
use crate::model::{Entity, Id, Plan};
use crate::say;
use crate::text::{Block, Inline};

/// An article somebody cites.
pub(super) struct Cite<'a> {
    /// The law of the plan, where it is registered.
    pub(super) law: Option<&'a Id<Law>>,
    known: Option<&'a KnownLaw>,
    pub(super) article: i64,
    /// The number, or the whole citation where the number alone cannot be pointed at.
    pub(super) place: Place,
    exact: bool,
    /// Whether the number is written in Chinese.
    han: bool,
}

impl Cite<'_> {
    /// The mend that writes another number.
    pub(super) fn edit(&self, now: i64) -> Option<Edit> {
        let text = if self.han { chinese(now) } else { now.to_string() };
        self.exact.then_some(Edit { place: self.place, text })
    }
}

pub(super) fn check(cx: &mut Context<'_>) {
    let as_of = cx.as_of;
    let mut found = Vec::new();
    for cite in cites(cx) {
        let Some(known) = cite.known else { continue };
        let Some(now) = known.on(as_of) else { continue };
        // What cites an edition that was replaced has been told at the law itself.
        let registered = cite.law.and_then(|id| cx.plan.laws.get(id));
        if registered.is_some_and(|law| editions::named(law, known).is_none_or(|named| named.place != now.place)) {
            continue;
        }
        let (title, article) = (&known.title.value, cite.article);
        let is_new = now.moved.iter().any(|moved| moved.now.value == article);
        if let Some(moved) = now.moved.iter().find(|moved| moved.was.value == article && !is_new) {
            let (number, about, from) = (moved.now.value, &moved.about.value, now.valid_from.value);
            let message = say!(
                "《{title}》自 {from} 起条文号后移：“{about}”现为第{number}条，不是第{article}条",
                "the articles of '{title}' moved on {from}: what was {article} is {number} now"
            );
            let help = say!("改为第{number}条", "make it article {number}");
            let mut finding = fault(known, cite.place, message).help(help.clone());
            if let Some(edit) = cite.edit(number) {
                finding = finding.fix(help, edit.place, edit.text);
            }
            found.push((finding, cite.law));
        } else if let Some(last) = now.articles.as_ref().filter(|last| article > last.value || article < 1) {
            let last = last.value;
            let message =
                say!("《{title}》只有{last}条，没有第{article}条", "'{title}' has {last} articles, not {article}");
            let help = say!("核对原文后改正条文号", "look the article up and mend the number");
            found.push((fault(known, cite.place, message).help(help), cite.law));
        }
    }
    for (finding, law) in found {
        cx.report(match law {
            Some(law) => finding.entity(law.qualified()),
            None => finding,
        });
    }
}

/// Every citation of an article.
pub(super) fn cites<'a>(cx: &Context<'a>) -> Vec<Cite<'a>> {
    let plan = cx.plan;
    let registered = |id: &'a Id<Law>| {
        let law = plan.laws.get(id);
        (law.map(Entity::id), law.and_then(|law| known(plan, law)))
    };
    let mut found = Vec::new();
    for basis in plan.reports.iter().flat_map(|report| &report.basis) {
        if let Some(article) = &basis.article {
            let (law, known) = registered(&basis.law.value);
            found.push(Cite { law, known, article: article.value, place: article.place, exact: true, han: false });
        }
    }
    let mut see = |reference: &'a Reference| {
        let Target::Law(id, Some(article)) = &reference.target else { return };
        let ((law, known), number) = (registered(id), article.to_string());
        // The number is the last argument of the call.
        let at = cx.sources.slice(reference.place).rfind(&number);
        let place = at.map_or(reference.place, |at| reference.place.part(at..at + number.len()));
        found.push(Cite { law, known, article: *article, place, exact: at.is_some(), han: false });
    };
    let prose = plan.notice.iter().chain(plan.chapters.iter().map(|chapter| &chapter.prose));
    for prose in prose {
        Block::inlines(&prose.blocks, &mut |body| Inline::references(body, &mut see));
    }
    typed(plan, cx, &mut found);
    found
}

/// 《某法》第二十五条, 某法第25条: a title and an article in running text.
fn typed<'a>(plan: &'a Plan, cx: &Context<'a>, found: &mut Vec<Cite<'a>>) {
    let laws: Vec<&KnownLaw> = plan.packs.iter().flat_map(|pack| &pack.laws).collect();
    for words in cx.words.iter().filter(|words| words.text.contains('条')) {
        for (at, _) in words.text.match_indices('第') {
            let rest = &words.text[at + '第'.len_utf8()..];
            let length = rest.find(|c: char| !(c.is_ascii_digit() || HAN.contains(c))).unwrap_or(rest.len());
            if length == 0 || !rest[length..].starts_with('条') {
                continue;
            }
            let before = words.text[..at].trim_end_matches('》');
            let named = laws.iter().filter_map(|known| {
                let titles = std::iter::once(&known.title).chain(&known.aliases);
                titles
                    .filter(|title| before.ends_with(title.value.as_str()))
                    .map(|title| (title.len(), *known))
                    .max_by_key(|(length, _)| *length)
            });
            let Some((_, known)) = named.max_by_key(|(length, _)| *length) else { continue };
            let Some(article) = number(&rest[..length]) else { continue };
            let range = at + '第'.len_utf8()..at + '第'.len_utf8() + length;
            let exact = words.exact(range.clone(), cx.sources);
            let law = plan.laws.iter().find(|law| super::is(law, known)).map(Entity::id);
            let place = exact.unwrap_or_else(|| words.part(range, cx.sources));
            let han = !rest.starts_with(|c: char| c.is_ascii_digit());
            found.push(Cite { law, known: Some(known), article, place, exact: exact.is_some(), han });
        }
    }
}

const HAN: &str = "〇零一二三四五六七八九十百";

/// The value of 二十七, 一百零六, 27.
fn number(text: &str) -> Option<i64> {
    if text.bytes().all(|b| b.is_ascii_digit()) {
        return text.parse().ok();
    }
    let (mut total, mut digit) = (0, None);
    for c in text.chars() {
        let unit = match c {
            '百' => 100,
            '十' => 10,
            '〇' | '零' => {
                digit = None;
                continue;
            }
            _ => {
                digit = "一二三四五六七八九".chars().position(|own| own == c).map(|at| at as i64 + 1);
                digit?;
                continue;
            }
        };
        total += digit.take().unwrap_or(1) * unit;
    }
    Some(total + digit.unwrap_or(0))
}

/// A number up to 999 as it stands in 第…条.
fn chinese(number: i64) -> String {
    const DIGITS: [char; 10] = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
    let digit = |n: i64| usize::try_from(n).ok().and_then(|n| DIGITS.get(n)).copied().unwrap_or('零');
    let (hundreds, tens, ones) = (number / 100, number / 10 % 10, number % 10);
    let mut out = String::new();
    if hundreds > 0 {
        out.extend([digit(hundreds), '百']);
        if tens == 0 && ones > 0 {
            out.push('零');
        }
    }
    if tens > 0 {
        if tens > 1 || hundreds > 0 {
            out.push(digit(tens));
        }
        out.push('十');
    }
    if ones > 0 {
        out.push(digit(ones));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_numbers_are_read_as_they_are_written() {
        for value in 1..=999 {
            assert_eq!(number(&chinese(value)), Some(value), "{}", chinese(value));
        }
        assert_eq!((chinese(27), chinese(10), chinese(106)), ("二十七".into(), "十".into(), "一百零六".into()));
        assert_eq!(number("27"), Some(27));
    }
}
