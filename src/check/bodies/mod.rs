//! Finds words in texts that name a body or a post, and tells those that nobody registered.
//!
//! Chinese has no blanks between words, so a name is found from its end: a suffix such as 小组, 科
//! or 管理员, then leftwards the words names are made of. What has no such words before it is an
//! everyday word (各小组, 到场的值班员) and is let pass: silence is better than a false alarm.

mod patterns;

use std::ops::Range;

use aho_corasick::AhoCorasick;

use crate::model::{Plan, Sourced};
use patterns::{BODIES, OUTSIDE, POSTS, Pattern, VERBS};

/// A name that is not registered.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Mention<'a> {
    /// Where in the text.
    pub(super) range: Range<usize>,
    /// The registered body it resembles.
    pub(super) near: Option<&'a Sourced<String>>,
    /// Whether it is a post and not a body.
    pub(super) post: bool,
    /// Whether it resembles the names of one body only.
    pub(super) sure: bool,
}

/// The names that the plan registers.
pub(super) struct Names<'a> {
    /// Every suffix that may end a name; most texts hold none, and one pass tells.
    ends: Option<AhoCorasick>,
    bodies: Vec<&'a Sourced<String>>,
    /// Whose name each of them is: names of one body have one number.
    owners: Vec<usize>,
    posts: Vec<&'a Sourced<String>>,
    all: Vec<&'a str>,
}

impl<'a> Names<'a> {
    /// Collects them: bodies, posts, and everything else that has a name.
    pub(super) fn of(plan: &'a Plan) -> Self {
        let mut bodies: Vec<&Sourced<String>> = Vec::new();
        let mut owners = Vec::new();
        let groups = plan.groups.iter().map(|group| (&group.name, &group.aliases));
        for (owner, (name, aliases)) in
            groups.chain(plan.units.iter().map(|unit| (&unit.name, &unit.aliases))).enumerate()
        {
            bodies.extend(std::iter::once(name).chain(aliases));
            owners.resize(bodies.len(), owner);
        }
        let mut posts: Vec<&Sourced<String>> = Vec::new();
        posts.extend(plan.roles.iter().flat_map(|role| [Some(&role.name), role.post.as_ref()]).flatten());
        posts.extend(plan.roles.iter().flat_map(|role| &role.aliases));
        let mut others: Vec<&Sourced<String>> = Vec::new();
        others.extend(plan.vendors.iter().flat_map(|vendor| std::iter::once(&vendor.name).chain(&vendor.aliases)));
        others.extend(plan.sites.iter().map(|site| &site.name));
        others.extend(plan.duty.iter().flat_map(|duty| duty.posts.iter().map(|post| &post.label)));
        others.extend(plan.glossary.iter().map(|term| &term.term));
        others.extend(plan.laws.iter().map(|law| &law.title));
        others.extend(plan.people.iter().map(|person| &person.post_title));
        let all = bodies.iter().chain(&posts).chain(&others).map(|name| name.value.as_str()).collect();
        let ends = BODIES.iter().chain(POSTS).flat_map(|pattern| pattern.ends.iter().copied());
        Self { ends: AhoCorasick::new(ends).ok(), bodies, owners, posts, all }
    }

    /// The names in `text` that are not registered.
    pub(super) fn strange(&self, text: &str) -> Vec<Mention<'a>> {
        if self.ends.as_ref().is_some_and(|ends| !ends.is_match(text)) {
            return Vec::new();
        }
        let bodies = BODIES.iter().flat_map(|pattern| self.matching(text, pattern, false));
        let mut found: Vec<_> =
            bodies.chain(POSTS.iter().flat_map(|pattern| self.matching(text, pattern, true))).collect();
        // 小组 is also the end of 领导小组: the longer one was found first.
        let mut kept: Vec<Mention<'a>> = Vec::new();
        for mention in found.drain(..) {
            let apart =
                |other: &Mention<'_>| mention.range.end <= other.range.start || other.range.end <= mention.range.start;
            if kept.iter().all(apart) {
                kept.push(mention);
            }
        }
        kept
    }

    fn matching(&self, text: &str, pattern: &Pattern, post: bool) -> Vec<Mention<'a>> {
        let mut found = Vec::new();
        for end in pattern.ends {
            for (at, _) in text.match_indices(end) {
                let (before, after) = (&text[..at], &text[at + end.len()..]);
                if after.chars().next().is_some_and(|c| pattern.other.contains(c)) {
                    continue;
                }
                let (start, telling) = leftwards(before, pattern);
                let outside = OUTSIDE.iter().any(|word| text[..start].ends_with(word))
                    || text[..start].ends_with(|c: char| c.is_ascii_alphanumeric());
                let named = telling || (pattern.alone && start == at);
                let range = start..at + end.len();
                if named && !outside && !self.covers(text, &range, at) {
                    let word = &text[range.clone()];
                    let (near, sure) = (self.near(word, post), !post && self.is_sure(word));
                    found.push(Mention { near, range, post, sure });
                }
            }
        }
        if post {
            // 信息联络员 for 各单位信息联络员 is understood.
            found.retain(|mention| !self.posts.iter().any(|name| name.value.ends_with(&text[mention.range.clone()])));
        }
        found
    }

    /// Whether a registered name stands here. It may begin later when only verbs stand before it:
    /// 协调领导小组 tells what to do with the 领导小组, 应急处置领导小组 is another name.
    fn covers(&self, text: &str, range: &Range<usize>, end_at: usize) -> bool {
        self.all.iter().any(|name| {
            text.match_indices(name).any(|(at, _)| {
                let extra = text.get(range.start..at.max(range.start)).unwrap_or("");
                at <= end_at && range.end <= at + name.len() && is_verbs(extra)
            })
        })
    }

    /// Whether every name that is alike belongs to one body.
    fn is_sure(&self, word: &str) -> bool {
        let alike = |name: &str| name.ends_with(word) || likeness(word, name) >= NEAR;
        let mut owners = self.bodies.iter().zip(&self.owners).filter(|(name, _)| alike(&name.value));
        let Some((_, first)) = owners.next() else { return false };
        owners.all(|(_, owner)| owner == first)
    }

    /// The registered name that is most alike.
    fn near(&self, word: &str, post: bool) -> Option<&'a Sourced<String>> {
        let names = if post { &self.posts } else { &self.bodies };
        let alike = names.iter().map(|name| (likeness(word, &name.value), *name));
        let best = alike.max_by(|(a, _), (b, _)| a.total_cmp(b))?;
        let shortened = names.iter().find(|name| name.value.ends_with(word)).copied();
        shortened.or((best.0 >= NEAR).then_some(best.1))
    }
}

/// From this likeness on one name may be meant by another.
const NEAR: f64 = 0.6;

/// The share of characters that two names have in common.
fn likeness(a: &str, b: &str) -> f64 {
    let mut rest: Vec<char> = b.chars().collect();
    let shared =
        a.chars().filter(|c| rest.iter().position(|other| other == c).map(|at| rest.remove(at)).is_some()).count();
    2.0 * shared as f64 / (a.chars().count() + b.chars().count()) as f64
}

/// Whether a text is nothing but verbs and 与, 和.
fn is_verbs(text: &str) -> bool {
    text.is_empty() || VERBS.iter().any(|verb| text.strip_suffix(verb).is_some_and(is_verbs))
}

/// Where the words of a name begin, and whether they tell anything.
fn leftwards(before: &str, pattern: &Pattern) -> (usize, bool) {
    let (mut start, mut telling) = (before.len(), false);
    while let Some(part) = pattern.parts.iter().find(|part| before[..start].ends_with(**part)) {
        start -= part.len();
        telling |= !pattern.plain.contains(part);
    }
    // A name does not begin with 与.
    while let Some(joint) = ["与", "和"].into_iter().find(|joint| before[start..].starts_with(joint)) {
        start += joint.len();
    }
    (start, telling)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::{Place, Sources};

    fn name(text: &str) -> Sourced<String> {
        let place = Place::new(Sources::default().add("a".into(), text), 0..text.len());
        Sourced { value: text.to_owned(), place }
    }

    fn strange(text: &str) -> Vec<(String, Option<String>)> {
        let bodies = ["网络与信息安全事件应急领导小组", "领导小组", "技术处置组", "信息中心", "国库支付中心"].map(name);
        let posts = ["机房值班员", "网络管理员", "各单位信息联络员"].map(name);
        let all = bodies.iter().chain(&posts).map(|name| name.value.as_str()).collect();
        let owners = vec![0, 0, 1, 2, 3];
        let names = Names { ends: None, bodies: bodies.iter().collect(), owners, posts: posts.iter().collect(), all };
        let mentions = names.strange(text);
        mentions
            .into_iter()
            .map(|found| (text[found.range].to_owned(), found.near.map(|near| near.value.clone())))
            .collect()
    }

    #[test]
    fn names_nobody_registered_are_found_whole() {
        for (text, word) in [
            ("立即报告应急领导小组组长", "应急领导小组"),
            ("由应急处置领导小组决定", "应急处置领导小组"),
            ("通知信息安全组到场", "信息安全组"),
            ("报资金部审核", "资金部"),
            ("支付中心暂停业务", "支付中心"),
            ("网络安全员先隔离", "网络安全员"),
            ("由人力资源管理总部牵头", "人力资源管理总部"),
        ] {
            let found = strange(text);
            assert_eq!(found.iter().map(|(word, _)| word.as_str()).collect::<Vec<_>>(), [word], "{text}");
        }
        assert_eq!(strange("支付中心暂停业务")[0].1.as_deref(), Some("国库支付中心"));
        assert_eq!(strange("通知保密科")[..], []);
    }

    #[test]
    fn everyday_words_are_let_pass() {
        for text in [
            "技术处置组组织恢复，各小组分头行动",
            "协调领导小组和信息中心",
            "以安全为中心，技术部署到位，业务部门配合",
            "信息处理完毕，转移到安全处，网络处于中断",
            "系统管理员账号停用",
            "信息联络员签收，值班员到场",
            "市委网络安全和信息化领导小组",
            "拨打119指挥中心",
            "全部内部局部干部",
            "数据组成和设备组件",
            "组成调查组",
            "人员、成员和驾驶员",
            "财务科学记账",
        ] {
            assert_eq!(strange(text), [], "{text}");
        }
    }
}
