//! Duties that a text lays on a body that is not ours.
//!
//! Such a body is the subject of a sentence (it opens the sentence or one of its clauses) and a word
//! of duty follows. What we ask of it (请省财政厅派员) is a request and no duty.

use std::ops::Range;

use aho_corasick::AhoCorasick;

use super::words::Words;
use crate::model::org::{Unit, UnitKind};
use crate::model::{Id, Plan};

/// Words for bodies above us; 上级 alone where the name of a body follows.
const ABOVE: &[&str] = &["上级单位", "上级主管部门", "上级主管单位", "上级部门", "上级机构", "上级"];

/// Words for suppliers.
const SUPPLIERS: &[&str] = &["供应商", "厂商", "厂家", "集成商", "维护商", "维保商", "运营商", "开发商", "服务商"];

/// Words of duty. 应 alone also stands in other words, which [`lays`] leaves out.
const DUTIES: &[&str] = &[
    "应", "须", "必须", "负责", "保证", "确保", "提供", "派遣", "派出", "派员", "储备", "赶到", "赶赴", "到达", "备足",
];

/// Words with 应 or 须 that say nothing of a duty.
const NO_DUTIES: &[&str] =
    &["应急", "响应", "对应", "相应", "供应", "反应", "适应", "应用", "应对", "应答", "回应", "无须", "不须"];

/// A body that is not ours, by one of its names.
#[derive(Debug, Clone)]
pub(super) enum Body<'a> {
    /// A unit.
    Unit(&'a Id<Unit>),
    /// A supplier.
    Vendor(&'a Id<crate::model::asset::Vendor>),
    /// Somebody above us, by no name.
    Above,
    /// A supplier, by no name.
    Supplier,
}

/// Every name of a body that is not ours.
pub(super) struct Names<'a> {
    /// Longest first: a text that holds 省财政厅信息中心 speaks of that and not of 省财政厅.
    all: Vec<(&'a str, Body<'a>)>,
    /// Finds all of them in one pass: contact books hold thousands.
    finder: Option<AhoCorasick>,
}

impl<'a> Names<'a> {
    /// Collects them.
    pub(super) fn of(plan: &'a Plan) -> Self {
        let outside = |unit: &&Unit| !matches!(unit.kind, UnitKind::Own | UnitKind::Section | UnitKind::Subordinate);
        let units = plan.units.iter().filter(outside).flat_map(|unit| {
            let names = std::iter::once(&unit.name).chain(&unit.aliases);
            names.map(|name| (name.value.as_str(), Body::Unit(&unit.id)))
        });
        let vendors = plan.vendors.iter().flat_map(|vendor| {
            let names = std::iter::once(&vendor.name).chain(&vendor.aliases);
            names.map(|name| (name.value.as_str(), Body::Vendor(&vendor.id)))
        });
        let mut all: Vec<_> = units.chain(vendors).collect();
        all.extend(ABOVE.iter().map(|name| (*name, Body::Above)));
        all.extend(SUPPLIERS.iter().map(|name| (*name, Body::Supplier)));
        all.sort_by(|a, b| b.0.len().cmp(&a.0.len()).then(a.0.cmp(b.0)));
        let finder = AhoCorasick::new(all.iter().map(|(name, _)| name)).ok();
        Self { all, finder }
    }

    /// The body on which the text lays a duty, and where its name stands.
    pub(super) fn duty(&self, words: &Words<'_>) -> Option<(&Body<'a>, Range<usize>)> {
        let found = self.finder.iter().flat_map(|finder| finder.find_overlapping_iter(words.text));
        let mut found: Vec<_> = found.map(|found| (found.pattern().as_usize(), found.range())).collect();
        found.sort_by_key(|(name, range)| (*name, range.start));
        found.into_iter().find_map(|(name, at)| {
            let (name, body) = &self.all[name];
            let (before, after) = (&words.text[..at.start], &words.text[at.end..]);
            let laid = is_subject(before) && lays(after) && (*name != "上级" || names_body(after));
            laid.then_some((body, at))
        })
    }
}

/// Whether nothing stands before the name in its clause, or only an adverb of time.
fn is_subject(before: &str) -> bool {
    let clause = before.rsplit(['。', '；', '，', '：', ';', ',', '\n']).next().unwrap_or("").trim();
    clause.is_empty()
        || clause.ends_with(['时', '后'])
        || clause.chars().all(|c| c.is_ascii_digit() || "）、.（".contains(c))
}

/// Whether the name of a body follows 上级 in the same clause.
fn names_body(after: &str) -> bool {
    let clause = after.split(['。', '；', '，', '\n']).next().unwrap_or("");
    ["小组", "单位", "部门", "机构", "机关"].iter().any(|word| clause.contains(word))
}

/// Whether a word of duty follows in the same sentence.
fn lays(after: &str) -> bool {
    let sentence = after.split(['。', '；', ';', '\n']).next().unwrap_or("");
    let bare = NO_DUTIES.iter().fold(sentence.to_owned(), |text, word| text.replace(word, "□"));
    DUTIES.iter().any(|word| bare.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_duty_needs_a_subject_and_a_word_of_duty() {
        for (before, after) in [
            ("", "平时储备一套关键设备"),
            ("发生自然灾害后，", "接到请求后，应在24小时内派遣人员赶到现场"),
            ("停电时", "须在2小时内答复"),
            ("3、", "接到请求后，应在24小时内派遣人员"),
        ] {
            assert!(is_subject(before) && lays(after), "{before}…{after}");
        }
        for (before, after) in [
            ("请求", "派出技术人员"),
            ("向", "报告应急响应情况"),
            ("", "启动应急响应"),
            ("由办公室联系", "。办公室负责接待"),
        ] {
            assert!(!(is_subject(before) && lays(after)), "{before}…{after}");
        }
    }
}
