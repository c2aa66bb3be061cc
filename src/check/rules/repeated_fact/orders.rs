//! Facts repeated in orders: periods of a step, round-the-clock duty.

use super::periods;
use crate::check::words::Words;
use crate::check::{Context, names};
use crate::finding::Finding;
use crate::model::Entity;
use crate::model::playbook::Action;
use crate::say;

/// A period typed into what a step does, beside `within`, `every` or `since` of the same step.
pub(super) fn steps(cx: &mut Context<'_>) {
    let plan = cx.plan;
    let mut found = Vec::new();
    for playbook in &plan.playbooks {
        playbook.walk(&mut |step, _| {
            let Action::Do(text) = &step.action else { return };
            for (range, quantity) in periods::typed(&text.value) {
                let written = &text.value[range.clone()];
                let cyclic = text.value[..range.start].ends_with('每') || text.value[..range.start].ends_with("每隔");
                let limited = text.value[range.end..].starts_with(['内', '以']);
                let field = match (cyclic, limited) {
                    (true, _) => step.every.as_ref().map(|every| ("every", every)),
                    (_, true) => step.within.as_ref().map(|within| ("within", within)),
                    _ => None,
                };
                let Some((key, own)) = field else { continue };
                let message = if own.compare(&quantity).is_some_and(std::cmp::Ordering::is_eq) {
                    say!("“{written}”与本步骤的 {key} 重复", "'{written}' repeats {key} of this step")
                } else {
                    let value = own.value;
                    say!(
                        "“{written}”与本步骤的 {key}（{value}）不一致",
                        "'{written}' is not {key} of this step ({value})"
                    )
                };
                let help = say!("文字里删去时限，由字段印出", "take it out of the words; the field is printed");
                let finding = Finding::warning(names::repeated_fact, text.place, message).help(help);
                let finding = finding.related(own.place, say!("字段在这里", "the field is here"));
                found.push(finding.entity(playbook.id().qualified()));
            }
        });
    }
    found.into_iter().for_each(|finding| cx.report(finding));
}

/// Round-the-clock duty ordered in words both as a rule and for a time, or twice as a rule. What a
/// warning or a response adds to the duty is another matter.
pub(super) fn duty(cx: &mut Context<'_>) {
    let mut first: Option<&Words<'_>> = None;
    for words in cx.words {
        let posture = words.entity.as_ref().is_some_and(|entity| entity.starts_with("posture:"));
        if !posture && !words.kind.is_prose() {
            continue;
        }
        let Some(range) = periods::round_the_clock(words.text) else { continue };
        match first {
            Some(first) if first.place != words.place => {
                let place = words.part(range, cx.sources);
                let message = say!("全天值班在几处各写一遍", "round-the-clock duty is ordered in several places");
                let help = say!(
                    "值班安排只登记在 duty 里，别处写岗位或插入 {{{{ table('duty') }}}}",
                    "register it under duty once; elsewhere name the role or insert {{{{ table('duty') }}}}"
                );
                let finding = Finding::warning(names::repeated_fact, place, message).help(help);
                cx.report_in(words, finding.related(first.place, say!("第一处在这里", "the first is here")));
            }
            Some(_) => {}
            None => first = Some(words),
        }
    }
}
