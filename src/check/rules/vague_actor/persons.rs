//! Words for persons that could be anybody, where they stand for somebody who acts or is told.

use std::ops::Range;

/// Words that could be anybody.
const ANYBODY: &[&str] = &[
    "有关人员",
    "相关人员",
    "有关负责人",
    "相关负责人",
    "有关责任人",
    "相关责任人",
    "有关领导",
    "相关领导",
    "我方人员",
    "主管领导",
    "主管",
];

/// Words that are everybody: fine as those who are told, not as those who act.
const EVERYBODY: &[&str] = &["全体员工", "全体职工", "全体工作人员", "工作人员", "各级人员"];

/// What stands before somebody who is to act.
const ACTS_BEFORE: &[&str] = &["由", "请", "派", "派出", "责成", "安排"];

/// What stands before somebody who is told.
const TOLD_BEFORE: &[&str] =
    &["报告", "报", "上报", "报请", "通知", "联系", "告知", "转告", "请示", "向", "经", "召集", "找"];

/// What stands after somebody who is to act.
const ACTS_AFTER: &[&str] =
    &["应", "须", "必须", "要", "负责", "立即", "及时", "尽快", "马上", "迅速", "第一时间", "需", "不得", "可以"];

/// What else stands after the subject at the start of a clause.
const ACTS_AFTER_START: &[&str] = &[
    "在", "到", "赶", "进行", "采取", "启动", "处理", "处置", "检查", "切断", "组织", "做好", "按", "根据", "先",
    "填写", "确认", "恢复", "通知", "报告",
];

/// Vague words that stand for somebody who acts or is told.
pub(super) fn vague(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for (list, told) in [(ANYBODY, true), (EVERYBODY, false)] {
        for word in list {
            for (at, _) in text.match_indices(word) {
                let range = at..at + word.len();
                // The longer word was found first: 主管领导 before 主管.
                if found.iter().all(|other| range.end <= other.start || other.end <= range.start)
                    && is_person(text, &range)
                    && (acts(text, &range) || (told && is_told(&text[..at])))
                {
                    found.push(range);
                }
            }
        }
    }
    found
}

/// 主管部门 is an authority, 谁主管谁负责 a principle, 有关人员的名单 a list; not a person who acts.
fn is_person(text: &str, range: &Range<usize>) -> bool {
    let (before, after) = (&text[..range.start], &text[range.end..]);
    let thing = ["部门", "单位", "机关", "机构", "谁", "的", "业务", "名单", "信息", "电话", "责任", "口"];
    !starts_with(after, &thing)
        && !ends_with(before, &["谁", "对", "给予", "追究", "非", "与", "和", "及", "业务", "财政"])
}

/// 报告主管; 报告信息中心相关负责人.
fn is_told(before: &str) -> bool {
    let clause = before.rsplit(['，', '。', '；', '、']).next().unwrap_or(before);
    let of_body = clause.ends_with(['组', '室', '心', '科', '处', '部', '局']);
    ends_with(before, TOLD_BEFORE)
        || (of_body && ["报告", "通知", "联系", "上报"].iter().any(|verb| clause.contains(verb)))
}

fn acts(text: &str, range: &Range<usize>) -> bool {
    let (before, after) = (&text[..range.start], &text[range.end..]);
    let opens = before.chars().next_back().is_none_or(|c| "，。；：！？、（）,;: \n".contains(c));
    ends_with(before, ACTS_BEFORE) || starts_with(after, ACTS_AFTER) || (opens && starts_with(after, ACTS_AFTER_START))
}

fn starts_with(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| text.starts_with(word))
}

fn ends_with(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| text.ends_with(word))
}

#[cfg(test)]
mod tests {
    use super::vague;

    #[test]
    fn only_those_who_act_or_are_told_are_vague() {
        for vague_text in [
            "有关人员应立即启动备用线路",
            "报告主管并联系厂商",
            "由相关负责人审批",
            "我方人员在现场等候",
            "断电后工作人员应撤离机房",
            "信息中心相关人员须到场",
            "报主管领导批准",
            "应立即报告应急小组相关负责人",
        ] {
            assert_eq!(vague(vague_text).len(), 1, "{vague_text}");
        }
        for fine in [
            "向主管部门报告",
            "谁主管谁负责",
            "对有关人员给予处分",
            "追究有关人员责任",
            "通知全体职工修改口令",
            "疏散工作人员和来访者",
            "非工作人员不得进入",
            "业务主管应签字",
            "培训相关人员的电话记录",
        ] {
            assert_eq!(vague(fine).len(), 0, "{fine}");
        }
    }
}
