//! Orders to put out a fire with what conducts electricity.

use std::ops::Range;

use super::error;
use crate::check::Context;
use crate::check::words::{Kind, Words};
use crate::model::asset::FacilityKind;
use crate::say;

/// What conducts, or soaks equipment.
const WET: [&str; 10] = ["泡沫", "喷淋", "消火栓", "水枪", "水基", "用水", "浇水", "泼水", "洒水", "消防水带"];
/// Words that take it back, before it in its sentence.
const FORBID: [&str; 14] =
    ["不得", "禁止", "严禁", "不用", "不设", "不可", "不能", "勿", "不准", "不应", "不许", "未设", "没有", "停用"];
/// Words that say a fire is meant.
const FIRE: [&str; 8] = ["火", "燃", "烟", "喷淋", "泡沫灭", "消火栓", "水枪", "水带"];
/// Places and things that water does not endanger.
const ELSEWHERE: [&str; 9] = ["非带电", "非电气", "办公区", "走廊", "车库", "室外", "纸张", "物资库", "绿化"];

/// Every order of that kind, in data and prose.
pub(super) fn check(cx: &mut Context<'_>) {
    let installed = cx.plan.facilities.iter().find(|facility| facility.kind.value == FacilityKind::Suppression);
    let spoken = |words: &&Words<'_>| {
        words.kind.is_order() || matches!(words.kind, Kind::Paragraph | Kind::Item | Kind::Remark | Kind::Cell)
    };
    for words in cx.words.iter().filter(spoken) {
        for range in wet(words.text) {
            let (word, place) = (&words.text[range.clone()], words.part(range.clone(), cx.sources));
            let message = say!(
                "带电设备的火不能用“{word}”：会触电，也毁设备",
                "'{word}' must not be used on live equipment: it electrocutes and destroys"
            );
            let mut finding = error(place, message).help(say!(
                "先断电，用二氧化碳或装好的气体灭火，放气前全员撤离；确是别处的火，写明地点",
                "cut the power and use carbon dioxide or the installed gas, people out first; if another place is meant, say so"
            ));
            if let Some(medium) = installed.and_then(|facility| facility.medium.as_ref()) {
                let installed = &medium.value;
                finding =
                    finding.related(medium.place, say!("机房装的是{installed}", "what is installed is {installed}"));
            }
            cx.report_in(words, finding);
        }
    }
}

/// Where `text` has a fire put out with water or foam. A sentence is reported once.
fn wet(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    for sentence in text.split_inclusive(['。', '；', '\n']) {
        let first = WET.iter().filter_map(|word| sentence.find(word).map(|at| (at, word.len()))).min();
        if let Some((at, length)) = first
            && FIRE.iter().any(|word| sentence.contains(word))
            && !FORBID.iter().any(|word| sentence[..at + length].contains(word))
            && !ELSEWHERE.iter().any(|word| sentence.contains(word))
        {
            found.push(start + at..start + at + length);
        }
        start += sentence.len();
    }
    found
}

#[cfg(test)]
mod tests {
    use super::wet;

    #[test]
    fn orders_to_use_water_or_foam_are_found_and_prohibitions_are_not() {
        for text in ["切断电源后开启喷淋系统", "使用泡沫灭火器灭火", "用水扑救着火的机柜", "接好水枪灭火"]
        {
            assert_eq!(wet(text).len(), 1, "{text}");
        }
        for text in [
            "不得对带电设备用水或泡沫，不得单人灭火",
            "机房内不用水和泡沫，不设喷淋",
            "用清水冲洗灼伤处15分钟",
            "办公区的纸张火用水扑救",
            "未断电前禁止用水灭火",
        ] {
            assert_eq!(wet(text).len(), 0, "{text}");
        }
    }
}
