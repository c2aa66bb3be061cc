//! Findings that somebody has accepted for a time, and waivers that hold nothing.
//!
//! A waiver stays in force up to and including its last day. It covers the findings of one rule at
//! one target: an entity, its bare id, or a file of the plan. What it covers stays in every report.

use super::RULES;
use crate::finding::{Finding, RuleName, Sources, Standing, nearest};
use crate::model::review::Waiver;
use crate::model::{Date, Plan};
use crate::say;

/// The name under which waivers themselves are faulted.
pub const VOID_WAIVER: RuleName = RuleName { id: "void-waiver", code: "REV05" };

/// Days before its end that a waiver in use is told of: enough to ask for a new one.
const NOTICE: i32 = 30;

/// Marks what `plan` waives among `findings` and adds what is wrong with the waivers. `others` are
/// names of rules that are not in the list of this floor.
pub(super) fn apply(plan: &Plan, others: &[RuleName], as_of: Date, findings: &mut Vec<Finding>, sources: &Sources) {
    let mut faults = Vec::new();
    for waiver in &plan.waivers {
        let covered = |finding: &Finding| finding.rule.is(&waiver.rule) && covers(&waiver.target, finding, sources);
        let place = waiver.rule.place;
        let Some((name, waivable)) = rule(&waiver.rule, others) else {
            faults.push(unknown(waiver, others));
            continue;
        };
        let code = name.code;
        if !waivable {
            let message = say!(
                "{code} 关系人身安全、法定时限或密级，不能豁免",
                "{code} guards life, a statutory clock or a clearance and cannot be waived"
            );
            faults.push(
                Finding::error(VOID_WAIVER, place, message)
                    .help(say!("改掉问题本身，并删去这条豁免", "mend the fault itself and delete this waiver")),
            );
            continue;
        }
        let expires = &waiver.expires;
        if as_of > expires.value {
            let day = expires.value;
            let finding =
                Finding::warning(VOID_WAIVER, expires.place, say!("豁免已于 {day} 到期", "the waiver ended on {day}"))
                    .help(say!(
                        "问题已改好就删去这条豁免；确需延长的，重新报批后改写 expires",
                        "delete it when the fault is mended; to extend it, have it approved again and change 'expires'"
                    ));
            let open = findings.iter().filter(|finding| covered(finding)).take(3);
            faults.push(open.fold(finding, |finding, open| {
                finding.related(open.place, say!("它曾覆盖这里的问题", "it covered this fault"))
            }));
            continue;
        }
        let mut used = false;
        for finding in findings.iter_mut().filter(|finding| finding.is_open() && covered(finding)) {
            finding.standing = Standing::Waived { by: waiver.place, reason: waiver.reason.value.clone() };
            used = true;
        }
        if !used {
            faults.push(unused(waiver, name, findings));
        } else if let Some(left) = as_of.until(expires.value).ok().map(|span| span.get_days()).filter(|n| *n <= NOTICE)
        {
            let message = say!("豁免还有 {left} 天到期", "the waiver ends in {left} days");
            faults.push(
                Finding::info(VOID_WAIVER, expires.place, message)
                    .help(say!("在到期前改好问题，或重新报批", "mend the fault before, or have it approved again")),
            );
        }
    }
    findings.extend(faults);
}

/// The rule a person means, and whether it can be waived. What reading finds can be: where it is
/// an error there is no plan, and so no waiver.
fn rule(word: &str, others: &[RuleName]) -> Option<(RuleName, bool)> {
    let own = RULES.iter().map(|rule| (rule.name, rule.waivable));
    own.chain(others.iter().map(|name| (*name, true))).find(|(name, _)| name.is(word))
}

/// Whether a finding is at the target.
fn covers(target: &str, finding: &Finding, sources: &Sources) -> bool {
    let of_entity = finding
        .entity
        .as_deref()
        .is_some_and(|entity| entity == target || entity.split_once(':').is_some_and(|(_, id)| id == target));
    let path = sources.path(finding.place.file);
    of_entity || path == target || path.strip_suffix(target).is_some_and(|folder| folder.ends_with('/'))
}

fn unknown(waiver: &Waiver, others: &[RuleName]) -> Finding {
    let word = waiver.rule.as_str();
    let names: Vec<_> = RULES.iter().map(|rule| rule.name).chain(others.iter().copied()).collect();
    let help = match nearest(word, names.iter().flat_map(|name| [name.id, name.code])) {
        Some(near) => say!("是不是“{near}”？", "did you mean '{near}'?"),
        None => say!("plangen rules 列出全部规则", "plangen rules lists them all"),
    };
    let message = say!("没有规则“{word}”，这条豁免不起作用", "there is no rule '{word}'; this waiver does nothing");
    Finding::error(VOID_WAIVER, waiver.rule.place, message).help(help)
}

fn unused(waiver: &Waiver, name: RuleName, findings: &[Finding]) -> Finding {
    let (target, code) = (waiver.target.as_str(), name.code);
    let mut open: Vec<_> = findings
        .iter()
        .filter(|finding| finding.rule == name && finding.is_open())
        .filter_map(|finding| finding.entity.as_deref())
        .collect();
    open.sort_unstable();
    open.dedup();
    let help = match nearest(target, open.iter().copied()) {
        Some(near) => say!("是不是“{near}”？", "did you mean '{near}'?"),
        None => say!(
            "问题已改好就删去这条豁免；对象写错了就改 target",
            "delete it when the fault is mended; correct 'target' when it names the wrong thing"
        ),
    };
    let message =
        say!("豁免没有用上：“{target}”没有 {code} 的问题", "the waiver is not used: '{target}' has no fault of {code}");
    Finding::warning(VOID_WAIVER, waiver.target.place, message).help(help)
}
