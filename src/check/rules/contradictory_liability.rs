//! STR09: who answers for what, once for every case, and nobody both punished and excused.
//!
//! Sanctions are those of 公职人员政务处分法 art. 7, the measures of organisational handling, or
//! words marked as such. Every finding is a warning: the competent organ decides, the plan only says
//! what may happen.

mod cases;

use crate::check::{Context, names};
use crate::finding::{Finding, Message, Place};
use crate::model::governance::Cause;
use crate::say;

/// 政务处分 (公职人员政务处分法 art. 7).
const LEGAL: [&str; 6] = ["警告", "记过", "记大过", "降级", "撤职", "开除"];
/// Organisational handling short of it.
const HANDLING: [&str; 9] =
    ["谈话提醒", "批评教育", "责令检查", "书面检查", "诫勉", "停职检查", "调整职务", "责令辞职", "免职"];
/// Words that old plans use, and what is meant.
const MEANT: [(&str, &str); 8] = [
    ("口头警告", "谈话提醒"),
    ("通报批评", "批评教育"),
    ("通报", "批评教育"),
    ("降职", "降级，或者“调整职务”"),
    ("调岗", "调整职务"),
    ("调离岗位", "调整职务"),
    ("除名", "开除"),
    ("罚款", "谈话提醒、批评教育或者诫勉"),
];
/// How a measure is marked that a local rule knows.
const MARK: &str = "（组织处理）";
/// What an excuse for objective causes speaks of.
const OBJECTIVE: [&str; 6] = ["客观", "不可抗力", "偶发", "小概率", "不能预见", "不能避免"];

pub(in crate::check) fn check(cx: &mut Context<'_>) {
    sanctions(cx);
    cases::check(cx);
    excuses(cx);
}

fn warn(cx: &mut Context<'_>, place: Place, message: Message, help: Message) {
    cx.report(Finding::warning(names::contradictory_liability, place, message).help(help));
}

fn sanctions(cx: &mut Context<'_>) {
    for row in &cx.plan.accountability {
        if row.sanction.is_empty() {
            let message = say!("没有写处理方式", "no sanction is given");
            let help = say!("写明政务处分或者组织处理的种类", "give the kind of sanction or handling");
            warn(cx, row.cause.place, message, help);
        }
        for sanction in &row.sanction {
            let word = sanction.value.trim();
            if LEGAL.contains(&word) || HANDLING.contains(&word) || word.ends_with(MARK) {
                continue;
            }
            let message = say!(
                "“{word}”不是政务处分的种类，也不是组织处理",
                "'{word}' is neither a kind of sanction nor of organisational handling"
            );
            let help = match MEANT.iter().find(|(old, _)| *old == word) {
                Some((_, meant)) => say!("改为“{meant}”", "write '{meant}'"),
                None => {
                    let (legal, handling) = (LEGAL.join("、"), HANDLING.join("、"));
                    say!(
                        "政务处分：{legal}；组织处理：{handling}；本单位规定的其他组织处理在后面注明“{MARK}”",
                        "use one of {legal}; {handling}; or mark a local measure with {MARK}"
                    )
                }
            };
            warn(cx, sanction.place, message, help);
        }
    }
}

/// A cause that is punished and excused, and excuses nobody can apply.
fn excuses(cx: &mut Context<'_>) {
    let plan = cx.plan;
    let excuse = plan.exemptions.iter().find(|excuse| OBJECTIVE.iter().any(|word| excuse.condition.contains(word)));
    for row in plan.accountability.iter().filter(|row| row.cause.value == Cause::Objective) {
        let message = say!("客观原因在这里要处理", "an objective cause is punished here");
        let finding = Finding::warning(names::contradictory_liability, row.cause.place, message).help(say!(
            "客观原因不追责：删去这一行；确有过错的写成“过失”，可以从轻的写在正文里",
            "do not punish objective causes: drop the row, or call it 过失 where somebody was at fault"
        ));
        cx.report(match excuse {
            Some(excuse) => finding.related(excuse.condition.place, say!("在这里却免责", "and excused here")),
            None => finding,
        });
    }
    for excuse in &plan.exemptions {
        let text = excuse.condition.value.trim_end_matches(['。', '；']);
        if text.ends_with('等') || text.ends_with("等情形") {
            let message = say!("免责情形以“等”结尾，没有边界", "this excuse ends in 等 and has no bounds");
            let help = say!("逐项写全，删去“等”", "list every case and drop 等");
            warn(cx, excuse.condition.place, message, help);
        }
        if excuse.decided_by.is_none() {
            let message = say!("没有写由谁认定", "it does not say who decides");
            let help = say!("写 decided_by: 认定的机构", "give decided_by");
            warn(cx, excuse.condition.place, message, help);
        }
    }
}
