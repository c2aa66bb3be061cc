//! Counts that do not fit what is counted, and figures that can be read two ways.

use std::ops::Range;

use crate::finding::Message;
use crate::say;

/// A count, with the words it is counted in.
struct Count {
    /// Where the number stands.
    at: usize,
    /// Behind number and measure word.
    end: usize,
    value: usize,
    measure: char,
}

const MEASURES: &str = "个项类种级条份台路组步处方";

/// What is wrong, where, and what to do about it.
pub(super) fn faults(text: &str) -> Vec<(Range<usize>, (Message, Message))> {
    let mut found = Vec::new();
    for count in counts(text) {
        if let Some(items) = mismatch(text, &count) {
            // With the word that is counted, two characters of it: 两个小组.
            let noun = text[count.end..].chars().take_while(|c| matches!(c, '\u{4e00}'..='\u{9fff}')).take(2);
            let end = count.end + noun.map(char::len_utf8).sum::<usize>();
            let written = &text[count.at..end];
            let message = say!("写的是“{written}”，列出来的是{items}个", "'{written}', but {items} are listed");
            let help = say!("核对列出的事项，改正数目", "check what is listed and mend the number");
            found.push((count.at..end, (message, help)));
        }
    }
    found.extend(ambiguous(text).map(|range| {
        let written = &text[range.clone()];
        let message =
            say!("“{written}”说不清是每次还是合计", "'{written}': it does not say whether each or all together");
        (range, (message, say!("写明“每次”或“合计”", "write 每次 (each) or 合计 (all together)")))
    }));
    found
}

/// Every small number with a measure word.
fn counts(text: &str) -> Vec<Count> {
    let mut found = Vec::new();
    for (at, c) in text.char_indices() {
        let value = match c {
            '两' => 2,
            '一'..='龥' => match "一二三四五六七八九十".chars().position(|own| own == c) {
                Some(at) if at > 0 => at + 1,
                _ => continue,
            },
            '2'..='9' => c as usize - '0' as usize,
            _ => continue,
        };
        let before = text[..at].chars().next_back();
        // 第三项, 十二个, 2.5个, 两三个 are other numbers.
        if before.is_some_and(|c| "第一二两三四五六七八九十百上前后每".contains(c) || c.is_ascii_digit() || c == '.')
        {
            continue;
        }
        let behind = &text[at + c.len_utf8()..];
        let Some(measure) = behind.chars().next().filter(|c| MEASURES.contains(*c)) else { continue };
        let mut end = at + c.len_utf8() + measure.len_utf8();
        if measure == '方' {
            if !behind.starts_with("方面") {
                continue;
            }
            end += '面'.len_utf8();
        }
        // 两个以上, 三项或四项 count nothing exactly; 三级系统 is a grade.
        let tail = &text[end..];
        if ["以上", "以下", "以内", "左右", "至", "到", "或", "月", "小时", "工作日", "星期", "年"]
            .iter()
            .any(|word| tail.starts_with(word))
        {
            continue;
        }
        found.push(Count { at, end, value, measure });
    }
    found
}

/// How many items stand in the list that is counted, where that is another number.
fn mismatch(text: &str, count: &Count) -> Option<usize> {
    let before = &text[..count.at];
    let clause = before.rfind(['，', '。', '；', '：', '（', '）', '“', '”']).map_or(0, |at| at + '，'.len_utf8());
    let direct = &before[clause..];
    // A、B、C三个: the list stands right before the number.
    if direct.contains('、') {
        return compare(direct, count.value);
    }
    // A、B、C小组……，两个小组: the same thing is counted in a later clause of the sentence.
    if count.measure != '个' || !direct.is_empty() {
        return None;
    }
    let noun: String = text[count.end..].chars().take(2).filter(|c| matches!(c, '\u{4e00}'..='\u{9fff}')).collect();
    if noun.chars().count() < 2 {
        return None;
    }
    let sentence = before.rfind(['。', '；']).map_or(0, |at| at + '。'.len_utf8());
    let listed = before[sentence..].find(noun.as_str()).map(|at| &before[sentence..sentence + at])?;
    let start = listed.rfind(['，', '：']).map_or(0, |at| at + '，'.len_utf8());
    listed[start..].contains('、').then(|| compare(&listed[start..], count.value)).flatten()
}

/// The number of items of a list when `value` cannot be it: 和 may join two items or stand in one.
fn compare(list: &str, value: usize) -> Option<usize> {
    // B、两台: the number begins an item of its own.
    if list.ends_with('、') {
        return None;
    }
    let list = list.trim_end_matches(['这', '共', '以', '上']);
    let open = list.ends_with('等');
    let items = list.matches('、').count() + 1;
    let joints = ["和", "与", "及", "或"].iter().map(|joint| list.matches(joint).count()).sum::<usize>();
    (items >= 2 && (value < items || (!open && items + joints < value))).then_some(items)
}

/// 三次不少于一小时: each or all together?
fn ambiguous(text: &str) -> impl Iterator<Item = Range<usize>> {
    const AT_LEAST: [&str; 5] = ["不少于", "不低于", "不超过", "至少", "不多于"];
    const TIMES: [&str; 4] = ["小时", "分钟", "天", "个月"];
    text.match_indices('次').filter_map(|(at, c)| {
        let behind = text[at + c.len()..].trim_start_matches(['，', '、', '（']);
        let number = text[..at].chars().next_back()?;
        let counted = "一二两三四五六七八九十数多".contains(number) || number.is_ascii_digit();
        let bound = AT_LEAST.iter().find(|bound| behind.starts_with(**bound))?;
        let amount = &behind[bound.len()..];
        let figure = |c: char| c.is_ascii_digit() || "一二两三四五六七八九十半个".contains(c);
        let unit = amount.trim_start_matches(figure);
        let time = TIMES.iter().find(|time| unit.starts_with(**time) && unit.len() < amount.len())?;
        let start = at - number.len_utf8();
        let end = text.len() - unit.len() + time.len();
        let said = ["每次", "各", "共", "合计", "总计"].iter().any(|word| text[..start].ends_with(word));
        (counted && !said).then_some(start..end)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        faults(text).into_iter().map(|(range, _)| &text[range]).collect()
    }

    #[test]
    fn counts_that_do_not_fit_are_found() {
        let old = "技术、业务、后勤保障处置小组分别负责对应口径的信息传递沟通工作，两个小组的现场组长为责任人";
        assert_eq!(found(old), ["两个小组"]);
        assert_eq!(found("设组长、副组长、成员两类岗位"), ["两类岗位"]);
        assert_eq!(found("每天早、中、晚三次不少于一小时"), ["三次不少于一小时"]);
    }

    #[test]
    fn counts_that_may_fit_are_let_pass() {
        for text in [
            "启动和终止响应、对外报告、报警、停用系统、动用资金、对外发言七项权限",
            "确定处置方案、是否停用系统、是否求助、对外口径四项事项",
            "分为特别重大、重大、较大、一般四级",
            "网络、主机、数据库和应用四类",
            "三级系统、二级系统",
            "两个以上业务网段、科室",
            "组长、副组长，第三项职责",
            "水泵、雨布、沙袋等5种",
            "每天三次，每次不少于一小时",
            "一、二号机两台",
            "技术处置组、后勤保障组，共两个小组",
        ] {
            assert_eq!(found(text), Vec::<&str>::new(), "{text}");
        }
    }
}
