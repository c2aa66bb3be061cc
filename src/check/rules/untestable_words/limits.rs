//! Where a limit or a criterion stands: in a field beside the text, or in its sentence.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::finding::{Place, Sources};
use crate::model::Plan;
use crate::model::event::Measure;
use crate::model::playbook::Action;

/// The texts beside which a field gives a limit or a period.
pub(super) struct Limits(BTreeSet<Place>);

impl Limits {
    /// Those of the plan.
    pub(super) fn of(plan: &Plan) -> Self {
        let mut places = BTreeSet::new();
        for playbook in &plan.playbooks {
            playbook.walk(&mut |step, _| {
                if step.within.is_none() && step.every.is_none() {
                    return;
                }
                if let Action::Do(text) | Action::Notify { message: Some(text), .. } = &step.action {
                    places.insert(text.place);
                }
                // What must not be lost in a warning or a remark is done within the step's limit.
                places.extend(step.warning.iter().chain(&step.note).map(|text| text.place));
            });
            let timed = playbook.prevention.iter().filter(|prevention| prevention.every.is_some());
            places.extend(timed.map(|prevention| prevention.text.place));
        }
        let is_timed = |measure: &&Measure| measure.every.is_some() || measure.within.is_some();
        let measures = plan.warnings.iter().flat_map(|warning| &warning.measures);
        let measures = measures.chain(plan.postures.iter().flat_map(|posture| &posture.measures));
        places.extend(measures.filter(is_timed).map(|measure| measure.text.place));
        for report in plan.reports.iter().filter(|report| report.within.is_some() || report.every.is_some()) {
            places.extend(report.note.iter().map(|note| note.place));
        }
        Self(places)
    }

    /// Whether a limit stands beside the text at `place`.
    pub(super) fn covers(&self, place: Place) -> bool {
        self.0.contains(&place)
    }
}

/// The sentence around `place`, as it is written in the file: references are part of it.
pub(super) fn sentence(sources: &Sources, place: Place) -> &str {
    clause(&sources.file(place.file).text, &(place.start as usize..place.end as usize))
}

/// The sentence around `range` of `text`.
pub(super) fn clause<'t>(text: &'t str, range: &Range<usize>) -> &'t str {
    let stop = text[..range.start].rfind(STOPS);
    let from = stop.map_or(0, |at| at + text[at..].chars().next().map_or(0, char::len_utf8));
    &text[from..end_of_clause(text, range.end)]
}

/// Where the clause that `from` lies in ends.
pub(super) fn end_of_clause(text: &str, from: usize) -> usize {
    text[from..].find(STOPS).map_or(text.len(), |at| from + at)
}

/// What ends a clause.
const STOPS: [char; 3] = ['。', '；', '\n'];

const TIMES: [&str; 13] = ["秒", "分钟", "小时", "min", "h", "天", "日", "周", "个月", "年", "工作日", "季度", "s"];
const PERIODS: [&str; 8] = ["每年", "每月", "每季", "每周", "每日", "每天", "每半年", "每班"];

/// Whether a time or a period is told.
pub(super) fn tells_time(sentence: &str) -> bool {
    let digit = |c: char| c.is_ascii_digit() || "一二两三四五六七八九十半".contains(c);
    let amount = TIMES.iter().any(|unit| {
        sentence.match_indices(unit).any(|(at, _)| sentence[..at].trim_end().trim_end_matches('个').ends_with(digit))
    });
    amount
        || sentence.contains("limit(")
        || sentence.contains("policy(")
        || PERIODS.iter().any(|p| sentence.contains(p))
}

/// Whether the sentence says when `word` is met: a figure behind it, or an explanation in brackets.
pub(super) fn tells_criterion(sentence: &str, word: &str) -> bool {
    let Some((_, behind)) = sentence.split_once(word) else { return false };
    let explains = behind.starts_with('（') || behind.starts_with("，即") || behind.starts_with("，指");
    explains || sentence.contains("limit(") || sentence.contains("value(") || figures(sentence)
}

/// Whether there is a number with something behind it.
fn figures(sentence: &str) -> bool {
    const UNITS: [&str; 14] = ["℃", "%", "小时", "分钟", "h", "min", "V", "kW", "台", "人", "元", "天", "mm", "个"];
    let digit = |c: char| c.is_ascii_digit();
    UNITS.iter().any(|unit| sentence.match_indices(unit).any(|(at, _)| sentence[..at].ends_with(digit)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_and_references_to_times_count() {
        for text in
            ["立即报告，不超过30分钟", "在{{ limit('a.within') }}以内尽快报告", "每季度定期检查", "两小时内尽快到场"]
        {
            assert!(tells_time(text), "{text}");
        }
        for text in ["立即报告信息中心", "及时处理有关事项"] {
            assert!(!tells_time(text), "{text}");
        }
    }

    #[test]
    fn figures_and_explanations_are_criteria() {
        assert!(tells_criterion("温度回到正常值（低于27℃）", "正常值"));
        assert!(tells_criterion("停电时间过长，达到4小时", "时间过长"));
        assert!(!tells_criterion("必要时请厂商到场", "必要时"));
    }
}
