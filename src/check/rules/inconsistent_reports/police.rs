//! A crime is reported; whether to report is not for a meeting to decide.
//!
//! 计算机信息系统安全保护条例 art. 14 gives 24 hours from the event, 网络安全法 asks for it at once.

use super::error;
use crate::check::Context;
use crate::check::flow::{self, State};
use crate::check::words::{Kind, Words};
use crate::finding::Finding;
use crate::model::event::{Recipient, Report, When};
use crate::model::org::Jurisdiction;
use crate::model::playbook::{Action, RunTarget, Step};
use crate::model::{Entity, Plan};
use crate::say;

const POLICE: [&str; 6] = ["公安", "警方", "报案", "报警", "网警", "网监"];
/// A decision that is waited for.
const MEETING: [&str; 20] = [
    "会议",
    "会商",
    "开会",
    "研究决定",
    "研究后",
    "研究同意",
    "研究确定",
    "讨论",
    "批准后",
    "同意后",
    "决定后",
    "审批后",
    "经批准",
    "经同意",
    "领导小组决定",
    "领导小组同意",
    "领导小组批准",
    "小组决定",
    "领导决定",
    "领导同意",
];
const NOT: [&str; 10] = ["不以", "不等", "不得", "无需", "不必", "不经", "不须", "无须", "不需", "先报"];
/// Words by which a decision turns into a report.
const THEN: [&str; 8] = ["后", "再", "方可", "决定", "同意", "批准", "向", "由"];

fn is_to_police(plan: &Plan, report: &Report) -> bool {
    report.to.iter().any(|to| match &to.value {
        Recipient::Unit(unit) => plan.units[&unit.value]
            .jurisdiction
            .as_ref()
            .is_some_and(|jurisdiction| jurisdiction.value == Jurisdiction::CyberPolice),
        Recipient::Role(_) | Recipient::Group(_) => false,
    })
}

fn help() -> crate::finding::Message {
    say!(
        "授权一个岗位（authority.police_report）直接报，报后再告知领导小组",
        "authorise a role (authority.police_report) to report at once and to tell the group afterwards"
    )
}

/// Reports whose condition is a meeting, and steps that come after one.
pub(super) fn reports(plan: &Plan) -> Vec<Finding> {
    let mut found = Vec::new();
    for report in plan.reports.iter().filter(|report| is_to_police(plan, report)) {
        let When::Words(when) = &report.when else { continue };
        if waits(&when.value) {
            let message =
                say!("报公安以开会或者批准为前提", "the report to the police waits for a meeting or an approval");
            found.push(error(when.place, message).help(help()).entity(report.id().qualified()));
        }
    }
    for playbook in &plan.playbooks {
        flow::walk(playbook, &|step| u8::from(meets(step)), &mut |step, state: State| {
            let Action::Run { target, .. } = &step.action else { return };
            let RunTarget::Report(report) = &target.value else { return };
            if state.done == 1 && is_to_police(plan, &plan.reports[&report.value]) {
                let message = say!("开过会才走到报公安这一步", "this report to the police comes only after a meeting");
                found.push(error(step.place, message).help(help()).entity(playbook.id().qualified()));
            }
        });
    }
    found
}

fn meets(step: &Step) -> bool {
    let Action::Do(text) = &step.action else { return false };
    ["召开", "开会", "会商", "研究决定", "开紧急会"].iter().any(|word| text.contains(word))
}

fn waits(text: &str) -> bool {
    MEETING.iter().any(|word| text.contains(word)) && !NOT.iter().any(|word| text.contains(word))
}

/// Sentences of prose and steps that put a decision before the police.
pub(super) fn prose(cx: &mut Context<'_>) {
    let spoken = |words: &&Words<'_>| words.kind.is_order() || matches!(words.kind, Kind::Paragraph | Kind::Item);
    for words in cx.words.iter().filter(spoken) {
        let mut start = 0;
        for sentence in words.text.split_inclusive(['。', '；', '\n']) {
            if let Some((at, length)) = decided_first(sentence) {
                let place = words.part(start + at..start + at + length, cx.sources);
                let message = say!("先等决定再报公安，24小时会用在等上", "the police are told only after a decision");
                cx.report_in(words, error(place, message).help(help()));
            }
            start += sentence.len();
        }
    }
}

/// Where a decision stands before the police in a sentence.
fn decided_first(sentence: &str) -> Option<(usize, usize)> {
    if NOT.iter().any(|word| sentence.contains(word)) {
        return None;
    }
    let police = POLICE.iter().filter_map(|word| sentence.rfind(word)).max()?;
    let before = &sentence[..police];
    let (at, word) = MEETING.iter().filter_map(|word| before.find(word).map(|at| (at, *word))).min()?;
    let between = &before[at..];
    THEN.iter().any(|word| between.contains(word)).then_some((at, word.len()))
}

#[cfg(test)]
mod tests {
    use super::decided_first;

    #[test]
    fn a_decision_before_the_police_is_found() {
        for text in [
            "如涉嫌犯罪，经领导小组决定后向公安机关报案。",
            "召开小组会议，情况严重的，报告上级并向公安部门报警",
            "领导小组同意后由办公室报公安机关",
        ] {
            assert!(decided_first(text).is_some(), "{text}");
        }
        for text in [
            "涉嫌违法犯罪的，24小时内向公安机关报告，不以召开会议为前提。",
            "向公安机关报告后，由领导小组会商。",
            "会商结论由记录员书面留存",
            "请市公安局和专家组派员参与研判和取证",
        ] {
            assert!(decided_first(text).is_none(), "{text}");
        }
    }
}
