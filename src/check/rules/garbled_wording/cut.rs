//! Texts and titles that stop in the middle.

use std::ops::Range;

use crate::check::words::{Kind, Words};
use crate::check::{Context, names};
use crate::finding::Finding;
use crate::model::Entity;
use crate::say;

/// The last word of a text that cannot be its last.
pub(super) fn end(words: &Words<'_>) -> Option<Range<usize>> {
    let text = words.text.trim_end();
    // Prose is cut into pieces at references: its end need not be here.
    if words.kind.is_prose() || words.kind == Kind::Form {
        return None;
    }
    const OPEN: [&str; 15] =
        ["，", "、", "和", "与", "及", "以及", "或", "或者", "并", "并且", "对", "将", "把", "被", "为了"];
    let last = OPEN.iter().filter(|end| text.ends_with(**end)).max_by_key(|end| end.len())?;
    // 参与, 核对, 合并 are words of their own.
    const WHOLE: [&str; 14] = [
        "参与", "给予", "授与", "面对", "应对", "核对", "校对", "针对", "总和", "饱和", "合并", "归并", "涉及", "普及",
    ];
    let whole = WHOLE.iter().any(|word| text.ends_with(word));
    (!whole && text.chars().count() > 2).then(|| text.len() - last.len()..text.len())
}

/// Titles of playbooks end in what they are.
pub(super) fn titles(cx: &mut Context<'_>) {
    const ENDS: [&str; 9] = ["方案", "预案", "措施", "办法", "规程", "流程", "程序", "计划", "处置卡"];
    let plan = cx.plan;
    for playbook in &plan.playbooks {
        let title = &playbook.title;
        if !ENDS.iter().any(|end| title.value.trim_end().ends_with(end)) {
            let message = say!("方案名称没有写完整", "the title of this playbook is cut off");
            let finding = Finding::warning(names::garbled_wording, title.place, message);
            let finding = finding
                .help(say!("以“方案”“预案”或“措施”结尾，如“外电中断应急处置方案”", "end it in 方案, 预案 or 措施"));
            cx.report(finding.entity(playbook.id().qualified()));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::{Place, Sources};
    use crate::model::Clearance;

    fn ends(text: &str) -> bool {
        let place = Place::new(Sources::default().add("a".into(), text), 0..text.len());
        let words = Words { text, place, kind: Kind::Step, opens: true, entity: None, clearance: Clearance::Public };
        end(&words).is_some()
    }

    #[test]
    fn texts_that_are_cut_off_are_told_from_whole_ones() {
        for text in ["通知供电公司和", "切断电源，", "报告领导小组以及", "检查设备、", "应当将"]
        {
            assert!(ends(text), "{text}");
        }
        for text in ["逐笔核对", "由技术负责人参与", "备用路由", "影响所涉及", "两项合并"] {
            assert!(!ends(text), "{text}");
        }
    }
}
