//! The words of a checklist: who acts, by when, what only holds if.

use crate::model::Quantity;
use crate::model::quantity::Dimension;

/// `text` as an id, where it can be one.
pub(in crate::load) fn id(text: &str) -> Option<String> {
    let id = text.trim().to_ascii_lowercase().replace(['_', ' ', '.'], "-");
    let fine = id.starts_with(|c: char| c.is_ascii_lowercase())
        && id.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
        && !id.ends_with('-')
        && !id.contains("--");
    let other = ["on", "off", "yes", "no", "y", "n", "true", "false", "null"];
    (fine && id.len() <= 60 && !other.contains(&id.as_str())).then_some(id)
}

/// A condition at the start of an item, and what is done then; nothing where that stands below.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Branch<'t> {
    /// 如果…则…
    If(&'t str, &'t str),
    /// 否则…
    Otherwise(&'t str),
}

/// Whether an item is a branch.
pub(super) fn branch(text: &str) -> Option<Branch<'_>> {
    const OTHERWISE: [&str; 6] = ["否则", "其他情况", "其它情况", "其他情形", "反之", "Otherwise"];
    const IF: [&str; 7] = ["如果", "假如", "若", "如遇", "一旦", "If ", "if "];
    let between = |rest: &str| rest.trim_start_matches(['，', ',', '：', ':', ' ', '则', '就']).to_owned();
    for word in OTHERWISE {
        if let Some(rest) = text.strip_prefix(word) {
            let rest = rest.trim_start_matches("下");
            let skip = rest.len() - between(rest).len();
            return Some(Branch::Otherwise(&rest[skip..]));
        }
    }
    let word = IF.into_iter().find(|word| text.starts_with(word))?;
    // 若干, 若无其事
    if word == "若" && text.starts_with("若干") {
        return None;
    }
    let rest = &text[word.len()..];
    const THEN: [&str; 8] = ["，则", "，就", "，应", ", then ", "：", ":", "，", ", "];
    let cut = THEN.iter().filter_map(|sign| rest.find(sign).map(|at| (at, sign.len()))).min_by_key(|(at, _)| *at);
    let (condition, act) = match cut {
        Some((at, _)) => (&rest[..at], &rest[at..]),
        None => match rest.split_once('则') {
            Some((condition, act)) => (condition, act),
            None => (rest, ""),
        },
    };
    let act = act.trim_start_matches(['，', ',', '：', ':', ' ']);
    let act =
        act.strip_prefix("则").or_else(|| act.strip_prefix("就")).or_else(|| act.strip_prefix("then ")).unwrap_or(act);
    let condition = condition.trim();
    // 1小时 is an hour, 断电时 is when.
    let when = condition.strip_suffix("时").filter(|rest| !rest.ends_with('小'));
    let condition = when.or_else(|| condition.strip_suffix("的话")).unwrap_or(condition);
    (!condition.is_empty()).then_some(Branch::If(condition, act.trim_start()))
}

/// A limit in words: `5分钟内`, `2小时以内`, `within 30 min`.
pub(super) fn limit(words: &str) -> Option<String> {
    let words = words.trim().trim_start_matches("在").trim_start_matches("within ");
    let words = ["之内", "以内", "内", "前"].iter().find_map(|end| words.strip_suffix(end)).unwrap_or(words);
    let spaced: String = words.chars().filter(|c| !c.is_whitespace()).collect();
    let spaced = match spaced.strip_suffix("个小时") {
        Some(number) => format!("{number}小时"),
        None => spaced,
    };
    let spaced = match ["minutes", "minute", "mins", "分"].iter().find_map(|unit| spaced.strip_suffix(unit)) {
        Some(number) => format!("{number}min"),
        None => spaced,
    };
    let spaced = match ["hours", "hour", "hrs", "时"].iter().find_map(|unit| spaced.strip_suffix(unit)) {
        Some(number) if !number.ends_with('小') => format!("{number}h"),
        _ => spaced,
    };
    let quantity = Quantity::parse(&spaced).ok()?;
    let time = matches!(quantity.dimension(), Dimension::Time | Dimension::WorkTime);
    time.then(|| quantity.source())
}

/// A text without its last brackets, and what they hold.
pub(super) fn bracketed(text: &str) -> (&str, Option<&str>) {
    let text = text.trim_end().trim_end_matches(['。', '；', ';', '.']).trim_end();
    for (open, close) in [('（', '）'), ('(', ')'), ('【', '】'), ('[', ']')] {
        if let Some(inner) = text.strip_suffix(close)
            && let Some(at) = inner.rfind(open)
        {
            return (text[..at].trim_end(), Some(&inner[at + open.len_utf8()..]));
        }
    }
    (text, None)
}

/// Words before a colon that may say who acts.
pub(super) fn lead(text: &str) -> Option<(&str, &str)> {
    let (lead, rest) = text.split_once(['：', ':'])?;
    let short = lead.chars().count() <= 16 && !lead.is_empty() && !rest.trim().is_empty();
    short.then_some((lead.trim(), rest.trim()))
}

/// Whether words end like the name of a post or a body, so that they tell who acts.
pub(super) fn is_post(words: &str) -> bool {
    const ENDS: [&str; 15] =
        ["员", "长", "岗", "组", "室", "科", "处", "主任", "领导", "负责人", "责任人", "指挥", "部门", "单位", "中心"];
    let short = (2..=12).contains(&words.chars().count());
    short && !words.contains(['，', '。', ' ']) && ENDS.iter().any(|end| words.ends_with(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn branches_are_told_from_other_sentences() {
        assert_eq!(branch("如果停电超过1小时，则启动发电机"), Some(Branch::If("停电超过1小时", "启动发电机")));
        assert_eq!(branch("若无法恢复：报告组长"), Some(Branch::If("无法恢复", "报告组长")));
        assert_eq!(branch("如果有人受伤时"), Some(Branch::If("有人受伤", "")));
        assert_eq!(branch("否则，继续观察"), Some(Branch::Otherwise("继续观察")));
        assert_eq!(branch("其他情况下："), Some(Branch::Otherwise("")));
        assert_eq!(
            branch("If the line is down, then call the carrier"),
            Some(Branch::If("the line is down", "call the carrier"))
        );
        assert_eq!(branch("若干台主机关机"), None);
        assert_eq!(branch("查看UPS"), None);
    }

    #[test]
    fn limits_are_quantities_of_time() {
        for (words, wanted) in [
            ("5分钟内", "5min"),
            ("2个小时以内", "2h"),
            ("30 min", "30min"),
            ("within 10 minutes", "10min"),
            ("3个工作日内", "3个工作日"),
        ] {
            assert_eq!(limit(words).as_deref(), Some(wanted), "{words}");
        }
        for words in ["立即", "值班员", "5", "10人", "十分钟内"] {
            assert_eq!(limit(words), None, "{words}");
        }
    }

    #[test]
    fn an_id_is_kept_or_there_is_none() {
        assert_eq!(id("Power_Outage").as_deref(), Some("power-outage"));
        for text in ["断电", "", "9a", "a--b", "on", "a-"] {
            assert_eq!(id(text), None, "{text}");
        }
    }
}
