//! Which steps destroy traces: they delete, clean, reinstall, restart or restore.

use crate::model::playbook::{Action, Step, StepKind};

const VERBS: [&str; 15] = [
    "删除",
    "清除",
    "清理",
    "清空",
    "查杀",
    "杀毒",
    "重装",
    "重启",
    "重新启动",
    "格式化",
    "恢复",
    "还原",
    "覆盖",
    "擦除",
    "回滚",
];

/// Words behind 恢复 or 还原 that make it a thing and not a deed.
const THINGS: [&str; 12] =
    ["时间", "时刻", "时限", "情况", "方案", "次序", "顺序", "点", "进度", "目标", "要求", "能力"];

/// Words before the verb that take it back or leave it to the future.
const TAKEN_BACK: [&str; 11] = ["不", "勿", "未", "禁止", "停止", "暂停", "询问", "能否", "是否", "等待", "防止"];

/// Whether the step destroys traces.
pub(super) fn destroys(step: &Step) -> bool {
    let Action::Do(text) = &step.action else { return false };
    match step.kind {
        StepKind::Recover => true,
        StepKind::Handle => VERBS.iter().any(|verb| text.match_indices(verb).any(|(at, _)| is_deed(text, at, verb))),
        StepKind::Preserve | StepKind::Decide | StepKind::LifeSafety | StepKind::Report | StepKind::Record => false,
        // Of other kinds only what the step begins with is its deed.
        _ => heads(text).any(|(at, head)| VERBS.iter().any(|verb| head.starts_with(verb) && is_deed(text, at, verb))),
    }
}

fn is_deed(text: &str, at: usize, verb: &str) -> bool {
    let (before, behind) = (&text[..at], &text[at + verb.len()..]);
    let thing = matches!(verb, "恢复" | "还原") && THINGS.iter().any(|thing| behind.starts_with(thing));
    !thing && !TAKEN_BACK.iter().any(|word| before.ends_with(word))
}

/// The beginnings of the deeds in a text, with their offsets.
fn heads(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let breaks = ['，', '；', '、', '。', '并', '后', '再'];
    let starts = text.char_indices().filter(move |(_, c)| breaks.contains(c)).map(|(at, c)| at + c.len_utf8());
    std::iter::once(0).chain(starts).map(|at| (at, &text[at..]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::sample::{text, with_action};

    fn found(kind: StepKind, words: &str) -> bool {
        destroys(&with_action("s", kind, Action::Do(text(words))))
    }

    #[test]
    fn deeds_that_destroy_traces_are_known_by_verb_and_kind() {
        for words in
            ["用更新后的特征库查杀全部感染主机", "清除违法内容并补上缺陷", "在隔离网段还原数据", "重启受害主机"]
        {
            assert!(found(StepKind::Handle, words), "{words}");
        }
        assert!(found(StepKind::Recover, "用发布稿换回页面"));
        assert!(found(StepKind::Inspect, "查杀当事终端并查找其他中招人员"));
        assert!(found(StepKind::Isolate, "断开再次检出的主机并重装"));
    }

    #[test]
    fn isolation_questions_and_prohibitions_destroy_nothing() {
        for words in ["询问恢复时间", "下令停用外流接口", "冻结账号，不删除邮件", "通知业务科室能否恢复办理"]
        {
            assert!(!found(StepKind::Handle, words), "{words}");
        }
        assert!(!found(StepKind::Isolate, "拔除受害主机网线并保持通电"));
        assert!(!found(StepKind::Inspect, "核对能否重启"));
        assert!(!found(StepKind::Preserve, "导出日志后再清理临时目录"));
        assert!(!found(StepKind::Decide, "确认证据封存完毕并签字放行清除"));
    }
}
